#include "scanner/report_layout.h"

#include <algorithm>

#include "report_descriptor.h"

namespace zhuangui::scanner {

namespace {

constexpr std::uint32_t keyboard = 0x0001'0006;
constexpr std::uint32_t left_control = 0x0007'00E0;
constexpr std::uint32_t keyboard_page = 0x0007;
constexpr std::uint32_t bar_code_scanner_page = 0x008C;
constexpr std::uint32_t byte_count = 0x0001'003B;
constexpr std::uint32_t symbology_1 = 0x008C'00FB;
constexpr std::uint32_t decoded_data = 0x008C'00FE;
constexpr std::uint32_t continued = 0x008C'00FF;
constexpr std::size_t keys_used_max = 6;

bool on_bytes(const InputField& field) { return field.bits_each == 8 && field.bit_at % 8 == 0; }

const InputField* find(const std::vector<InputField>& fields, std::uint8_t report_id, std::uint32_t usage) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const InputField& field) {
    return field.report_id == report_id && field.usage == usage && !field.constant && field.count > 0;
  });
  return found == fields.end() ? nullptr : &*found;
}

std::optional<std::size_t> byte_at(const InputField* field) {
  if (!field || !on_bytes(*field)) return std::nullopt;
  return field->bit_at / 8;
}

}  // namespace

PosLayout honeywell_layout() {
  PosLayout layout;
  layout.report_id = 2;
  layout.count_at = 1;
  layout.symbology_at = 2;
  layout.data_at = 5;
  layout.data_bytes = 56;
  layout.continued_bit = 63 * 8;
  layout.continued_bits = 8;
  layout.code_id_at = 61;
  layout.report_bytes = 64;
  return layout;
}

std::optional<KeyboardLayout> keyboard_layout(std::span<const std::byte> report_descriptor) {
  const auto fields = input_fields(report_descriptor);
  if (!fields) return std::nullopt;
  for (const InputField& keys : *fields) {
    const bool key_array = keys.application == keyboard && !keys.constant && keys.usage >> 16 == keyboard_page &&
                           on_bytes(keys) && keys.usage != left_control && keys.count > 0;
    if (!key_array) continue;
    const InputField* modifiers = find(*fields, keys.report_id, left_control);
    if (!modifiers || modifiers->bits_each != 1 || modifiers->bit_at % 8 != 0) continue;
    return KeyboardLayout{keys.report_id, modifiers->bit_at / 8, keys.bit_at / 8, std::min(keys.count, keys_used_max),
                          input_report_bytes(*fields, keys.report_id)};
  }
  return std::nullopt;
}

std::optional<PosLayout> pos_layout(std::span<const std::byte> report_descriptor) {
  const auto fields = input_fields(report_descriptor);
  if (!fields) return std::nullopt;
  const auto data = std::find_if(fields->begin(), fields->end(), [](const InputField& field) {
    return field.application >> 16 == bar_code_scanner_page && field.usage == decoded_data && on_bytes(field) && field.count > 0;
  });
  if (data == fields->end()) return std::nullopt;
  PosLayout layout;
  layout.report_id = data->report_id;
  layout.data_at = data->bit_at / 8;
  layout.data_bytes = data->count;
  layout.count_at = byte_at(find(*fields, data->report_id, byte_count));
  layout.symbology_at = byte_at(find(*fields, data->report_id, symbology_1));
  if (const InputField* more = find(*fields, data->report_id, continued)) {
    layout.continued_bit = more->bit_at;
    layout.continued_bits = std::min<std::size_t>(more->bits_each, 8);
  }
  layout.report_bytes = input_report_bytes(*fields, data->report_id);
  // The three bytes may be one field or three in a row; they must at least be there.
  if (layout.symbology_at && *layout.symbology_at + 3 > layout.report_bytes) layout.symbology_at.reset();
  return layout;
}

}  // namespace zhuangui::scanner
