#include "set_up.h"

#include <array>
#include <chrono>

#include "report_descriptor.h"
#include "scanner/keyboard_decoder.h"
#include "scanner/pos_decoder.h"
#include "scanner/serial_decoder.h"

namespace zhuangui::scanner {

using device::Capability;
using device::DeviceError;
using device::Errc;

namespace {

constexpr std::chrono::milliseconds control_timeout{1000};

// Class requests of HID 1.11, 7.2, and the standard request for a descriptor of the interface, 7.1.
constexpr std::uint8_t to_interface = 0x21, from_interface = 0x81;
constexpr std::uint8_t get_descriptor = 0x06, set_report = 0x09, set_idle = 0x0A, set_protocol = 0x0B;
constexpr std::uint16_t report_descriptor = 0x2200;
constexpr std::uint16_t output_report = 0x0200, feature_report = 0x0300;

bool has(const Found& found, std::string_view flag) { return found.quirk && found.quirk->has(flag); }

DecoderOptions decoder_options(const Found& found) {
  DecoderOptions options;
  options.gs_as_pipe = has(found, "gs-as-pipe");
  options.no_suffix = has(found, "no-suffix");
  options.code_id = has(found, "code-id");
  options.text_gbk = has(found, "text-gbk");
  if (has(found, "alt-unicode")) options.alt_numbers = AltNumbers::unicode;
  if (has(found, "alt-gbk")) options.alt_numbers = AltNumbers::gbk;
  return options;
}

/// Empty when the device does not tell.
std::vector<std::byte> read_report_descriptor(device::Transport& transport) {
  std::vector<std::byte> descriptor(report_descriptor_bytes_max);
  const auto got = transport.control(from_interface, get_descriptor, report_descriptor, transport.info().interface_number,
                                     descriptor, control_timeout);
  descriptor.resize(got.value_or(0));
  return descriptor;
}

Prepared set_up_keyboard(device::Transport& transport, const Found& found) {
  const std::uint16_t interface = transport.info().interface_number;
  bool boot = false;
  if (!has(found, "no-boot-protocol")) {
    boot = transport.control(to_interface, set_protocol, 0, interface, {}, control_timeout).has_value();
    (void)transport.control(to_interface, set_idle, 0, interface, {}, control_timeout);
  }
  if (!has(found, "no-leds")) {
    // With Caps Lock shown as on, a scanner in "auto caps" mode would turn all letters over.
    std::array<std::byte, 1> leds_off{};
    (void)transport.control(to_interface, set_report, output_report, interface, leds_off, control_timeout);
  }
  std::optional<KeyboardLayout> layout;
  if (!boot) layout = keyboard_layout(read_report_descriptor(transport));
  if (layout == KeyboardLayout{}) layout.reset();  // as in boot protocol: however the reports are cut
  return {std::make_unique<KeyboardDecoder>(decoder_options(found), layout), !layout};
}

device::Result<Prepared> set_up_pos(device::Transport& transport, const Found& found) {
  const auto descriptor = read_report_descriptor(transport);
  auto layout = pos_layout(descriptor);
  // Only a model that is known to be one is believed without its descriptor.
  if (!layout && !found.quirk)
    return tl::unexpected(DeviceError{Errc::no_service, "the HID device at port " + found.info.port_path + " is no bar code scanner",
                                      "name another port or model, or scan the code of its manual for HID POS mode"});
  if (!layout) layout = honeywell_layout();
  const PosLayout common = honeywell_layout();
  if (layout->data_at == common.data_at && layout->data_bytes == common.data_bytes) layout->code_id_at = common.code_id_at;
  if (has(found, "honeywell-switch-on")) {
    std::array<std::byte, 2> on{std::byte{0xFE}, std::byte{0x01}};
    (void)transport.control(to_interface, set_report, feature_report | 0xFE, transport.info().interface_number, on, control_timeout);
  }
  return Prepared{std::make_unique<PosDecoder>(decoder_options(found), *layout)};
}

}  // namespace

device::Result<Prepared> set_up(device::Transport& transport, const Found& found, const device::LineCoding& line) {
  if (found.mode == Mode::pos) return set_up_pos(transport, found);
  if (found.mode == Mode::keyboard) return set_up_keyboard(transport, found);
  (void)device::set_up_line(transport, line, found.line_interface, control_timeout);
  return Prepared{std::make_unique<SerialDecoder>(decoder_options(found))};
}

std::int64_t same_code_pause_us(const Found& found, const ScannerOptions& options) {
  if (found.role == Role::card_reader) return 0;
  const std::int64_t of_the_model_ms = found.quirk != nullptr ? found.quirk->same_code_pause_ms.value_or(0) : 0;
  return 1'000 * options.same_code_pause_ms.value_or(of_the_model_ms);
}

device::Capabilities capabilities_of(const Found& found) {
  if (found.mode == Mode::keyboard) return {};
  if (found.mode == Mode::serial) return {Capability::carries_any_byte};
  device::Capabilities capabilities{Capability::tells_symbology, Capability::carries_any_byte};
  if (has(found, "honeywell-switch-on")) capabilities.push_back(Capability::switched_by_host);
  return capabilities;
}

}  // namespace zhuangui::scanner
