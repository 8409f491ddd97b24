#include "report_descriptor.h"

#include <algorithm>
#include <map>

namespace zhuangui::scanner {

namespace {

constexpr std::size_t fields_max = 512;
constexpr std::size_t depth_max = 16;
constexpr std::size_t report_bits_max = 8 * 64 * 1024;
constexpr std::uint32_t size_or_count_max = 8 * 1024;

// Item prefixes without their size bits (HID 1.11, 6.2.2.4 to 6.2.2.8).
constexpr std::uint8_t item_input = 0x80, item_collection = 0xA0, item_end_collection = 0xC0;
constexpr std::uint8_t item_output = 0x90, item_feature = 0xB0;
constexpr std::uint8_t item_usage_page = 0x04, item_report_size = 0x74, item_report_id = 0x84, item_report_count = 0x94;
constexpr std::uint8_t item_push = 0xA4, item_pop = 0xB4;
constexpr std::uint8_t item_usage = 0x08, item_usage_minimum = 0x18;
constexpr std::uint8_t long_item = 0xFE;

struct Globals {
  std::uint32_t usage_page = 0;
  std::uint32_t report_size = 0;
  std::uint32_t report_count = 0;
  std::uint8_t report_id = 0;
};

class Reader {
 public:
  /// False: not to be trusted.
  bool read(std::span<const std::byte> descriptor) {
    while (!descriptor.empty()) {
      const auto prefix = std::to_integer<std::uint8_t>(descriptor[0]);
      if (prefix == long_item) {  // none are defined; skipped by their length
        if (descriptor.size() < 3) return false;
        const std::size_t bytes = 3 + std::to_integer<std::size_t>(descriptor[1]);
        if (descriptor.size() < bytes) return false;
        descriptor = descriptor.subspan(bytes);
        continue;
      }
      const std::size_t bytes = (prefix & 3) == 3 ? 4 : prefix & 3u;
      if (descriptor.size() < 1 + bytes) return false;
      std::uint32_t value = 0;
      for (std::size_t at = bytes; at > 0; --at) value = value << 8 | std::to_integer<std::uint32_t>(descriptor[at]);
      if (!take(prefix & 0xFC, value, bytes)) return false;
      descriptor = descriptor.subspan(1 + bytes);
    }
    return depth_ == 0;
  }

  std::vector<InputField> fields;

 private:
  bool take(std::uint8_t item, std::uint32_t value, std::size_t bytes) {
    switch (item) {
      case item_usage_page: globals_.usage_page = value & 0xFFFF; return true;
      case item_report_size: globals_.report_size = value; return value <= size_or_count_max;
      case item_report_count: globals_.report_count = value; return value <= size_or_count_max;
      case item_report_id: globals_.report_id = static_cast<std::uint8_t>(value); return value > 0 && value <= 0xFF;
      case item_push: stack_.push_back(globals_); return stack_.size() <= depth_max;
      case item_pop:
        if (stack_.empty()) return false;
        globals_ = stack_.back();
        stack_.pop_back();
        return true;
      case item_usage: case item_usage_minimum:
        usages_.push_back(bytes == 4 ? value : globals_.usage_page << 16 | value);
        return usages_.size() <= fields_max;
      case item_collection:
        if (depth_ == 0) application_ = usages_.empty() ? 0 : usages_.front();
        usages_.clear();
        return ++depth_ <= depth_max;
      case item_end_collection:
        usages_.clear();
        return depth_-- > 0;
      case item_input: return add_input(value);
      case item_output: case item_feature: usages_.clear(); return true;
      default: return true;  // limits, units, strings: nothing that moves a field
    }
  }

  /// Several usages of one item are a value each, the last stands for all that remain (HID 1.11, 6.2.2.8).
  bool add_input(std::uint32_t flags) {
    const bool constant = (flags & 1) != 0;
    const bool variable = (flags & 2) != 0;
    std::size_t& bits = bits_used_[globals_.report_id];
    std::size_t left = globals_.report_count;
    const std::size_t pieces = constant || !variable || usages_.size() < 2 ? 1 : std::min(usages_.size(), left);
    for (std::size_t piece = 0; piece < pieces; ++piece) {
      const std::size_t count = piece + 1 == pieces ? left : 1;
      const std::uint32_t usage = usages_.empty() ? 0 : usages_[std::min(piece, usages_.size() - 1)];
      const std::size_t id_bits = globals_.report_id != 0 ? 8 : 0;
      fields.push_back({application_, usage, globals_.report_id, constant, id_bits + bits, globals_.report_size, count});
      bits += globals_.report_size * count;
      left -= count;
      if (fields.size() > fields_max || bits > report_bits_max) return false;
    }
    usages_.clear();
    return true;
  }

  Globals globals_;
  std::vector<Globals> stack_;
  std::vector<std::uint32_t> usages_;
  std::uint32_t application_ = 0;
  std::size_t depth_ = 0;
  std::map<std::uint8_t, std::size_t> bits_used_;
};

}  // namespace

std::optional<std::vector<InputField>> input_fields(std::span<const std::byte> descriptor) {
  if (descriptor.empty() || descriptor.size() > report_descriptor_bytes_max) return std::nullopt;
  Reader reader;
  if (!reader.read(descriptor)) return std::nullopt;
  return std::move(reader.fields);
}

std::size_t input_report_bytes(const std::vector<InputField>& fields, std::uint8_t report_id) {
  std::size_t bits = 0;
  for (const InputField& field : fields)
    if (field.report_id == report_id) bits = std::max(bits, field.bit_at + field.bits_each * field.count);
  return (bits + 7) / 8;
}

}  // namespace zhuangui::scanner
