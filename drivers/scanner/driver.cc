#include "scanner/driver.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace zhuangui::scanner {

using device::DeviceError;
using device::DeviceInfo;
using device::Errc;
using device::Stage;
using device::Verb;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds control_timeout{1000};
constexpr milliseconds idle_read{1000};
constexpr milliseconds pending_read{ScanDecoder::silence_us / 1000};
/// udev gives its rights, and a kernel driver takes its hold, some 100 ms after a device shows up.
constexpr milliseconds retry_pause{200};
/// So many failed openings (2 s) are the device's coming up; only then is a person told.
constexpr int attempts_before_telling = 10;

// Class requests of HID 1.11, 7.2.
constexpr std::uint8_t to_interface = 0x21;
constexpr std::uint8_t set_report = 0x09;
constexpr std::uint8_t set_idle = 0x0A;
constexpr std::uint8_t set_protocol = 0x0B;
constexpr std::uint16_t output_report = 0x0200;

bool is_keyboard(const DeviceInfo& info) {
  return info.interface_class == 3 && info.interface_subclass == 1 && info.interface_protocol == 1;
}

DeviceError absent() {
  return {Errc::no_hardware, "no barcode scanner is plugged in",
          "plug the scanner in, in its USB keyboard mode; a model the program does not know is named by its USB id in "
          "the configuration"};
}

bool is_same(const std::optional<DeviceError>& one, const std::optional<DeviceError>& other) {
  if (!one || !other) return one.has_value() == other.has_value();
  return one->code == other->code && one->cause == other->cause;
}

}  // namespace

ScannerDriver::ScannerDriver(device::Bus& bus, const device::QuirkTable& quirks, ScannerChoice choice, Clock now_us)
    : bus_{bus}, quirks_{quirks}, choice_{std::move(choice)}, now_us_{std::move(now_us)} {}

std::int64_t ScannerDriver::steady_clock_us() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

void ScannerDriver::run(const std::stop_token& stop, const ScannerListener& listener) {
  int failed_attempts = 0;
  while (!stop.stop_requested()) {
    const auto found = find();
    if (!found) {
      failed_attempts = 0;
      tell(listener, {}, found.error());
      bus_.wait_change(retry_pause);
      continue;
    }
    auto transport = open(*found);
    if (!transport) {
      if (++failed_attempts >= attempts_before_telling) tell(listener, *found, transport.error());
      advance(Verb::close);
      bus_.wait_change(retry_pause);
      continue;
    }
    failed_attempts = 0;
    const DeviceError error = serve(stop, **transport, *found, listener);
    transport->reset();  // gives the kernel driver back before anyone is told
    if (!stop.stop_requested()) tell(listener, *found, error);
    advance(Verb::close);
  }
  advance(Verb::close);
}

bool ScannerDriver::fits(const DeviceInfo& info, const device::Quirk* quirk) const {
  if (!is_keyboard(info)) return false;
  if (!choice_.port_path.empty() && choice_.port_path != info.port_path) return false;
  if (choice_.vendor_id && *choice_.vendor_id != info.vendor_id) return false;
  if (choice_.product_id && *choice_.product_id != info.product_id) return false;
  if (quirk) return quirk->driver == "hid-keyboard";
  const bool named = (choice_.vendor_id && choice_.product_id) || !choice_.port_path.empty();
  return named || choice_.any_keyboard;
}

device::Result<ScannerDriver::Found> ScannerDriver::find() {
  const auto list = bus_.list();
  if (!list) return tl::unexpected(list.error());
  std::vector<Found> fitting;
  for (const DeviceInfo& info : *list) {
    const device::Quirk* quirk = quirks_.find(info);
    if (fits(info, quirk)) fitting.push_back({info, quirk});
  }
  const auto first = std::min_element(fitting.begin(), fitting.end(), [](const Found& one, const Found& other) {
    if ((one.quirk != nullptr) != (other.quirk != nullptr)) return one.quirk != nullptr;
    if (one.info.port_path != other.info.port_path) return one.info.port_path < other.info.port_path;
    return one.info.interface_number < other.info.interface_number;
  });
  if (first == fitting.end()) return tl::unexpected(absent());
  return *first;
}

device::Result<std::unique_ptr<device::Transport>> ScannerDriver::open(const Found& found) {
  advance(Verb::open);
  auto transport = bus_.open(found.info);
  if (transport) {
    advance(Verb::claim);
    set_up(**transport, found.quirk);
    advance(Verb::enable);
  } else {
    advance(Verb::fail);
  }
  return transport;
}

/// Some scanners stall some of these requests and work all the same; one that is gone shows it at the next read.
void ScannerDriver::set_up(device::Transport& transport, const device::Quirk* quirk) {
  const std::uint16_t interface = transport.info().interface_number;
  if (!quirk || !quirk->has("no-boot-protocol")) {
    (void)transport.control(to_interface, set_protocol, 0, interface, {}, control_timeout);
    (void)transport.control(to_interface, set_idle, 0, interface, {}, control_timeout);
  }
  if (!quirk || !quirk->has("no-leds")) {
    // With Caps Lock shown as on, a scanner in "auto caps" mode would turn all letters over.
    std::array<std::byte, 1> leds_off{};
    (void)transport.control(to_interface, set_report, output_report, interface, leds_off, control_timeout);
  }
}

DeviceError ScannerDriver::serve(const std::stop_token& stop, device::Transport& transport, const Found& found,
                                 const ScannerListener& listener) {
  const std::stop_callback wake{stop, [&transport] { transport.cancel(); }};
  tell(listener, found, std::nullopt);
  ScanDecoder decoder{{.gs_as_pipe = found.quirk && found.quirk->has("gs-as-pipe"),
                       .no_suffix = found.quirk && found.quirk->has("no-suffix")}};
  int dropped_told = 0;
  std::array<std::byte, 64> buffer{};
  while (!stop.stop_requested()) {
    const auto got = transport.read(buffer, decoder.pending() ? pending_read : idle_read);
    if (!got) {
      if (decoder.pending() && listener.unreadable) listener.unreadable();
      advance(Verb::fail);
      return got.error();
    }
    std::span<const std::byte> bytes{buffer.data(), got->bytes};
    if (bytes.size() == ScanDecoder::report_bytes + 1) bytes = bytes.subspan(1);  // a report id in front
    const std::int64_t at_us = now_us_();
    deliver(decoder.feed(bytes, at_us), at_us, found, listener);
    if (decoder.frames_dropped() > dropped_told && listener.unreadable) listener.unreadable();
    dropped_told = decoder.frames_dropped();
  }
  return {};
}

void ScannerDriver::deliver(const std::vector<Frame>& frames, std::int64_t at_us, const Found& found,
                            const ScannerListener& listener) {
  for (const Frame& frame : frames) {
    if (frame.broken) {
      if (listener.unreadable) listener.unreadable();
    } else {
      listener.scanned({found.info.port_path, frame.symbology, frame.text, at_us});
    }
  }
}

void ScannerDriver::advance(Verb verb) {
  // An illegal step would be a fault of this file: the machine then stays where it is, and nothing is claimed wrongly.
  stage_ = device::next(stage_, verb).value_or(stage_);
}

void ScannerDriver::tell(const ScannerListener& listener, const Found& found, const std::optional<DeviceError>& error) {
  ScannerState state{stage_, found.info.port_path, found.quirk ? found.quirk->name : std::string{}, error};
  const bool same = told_once_ && told_.stage == state.stage && told_.device == state.device && is_same(told_.error, error);
  if (same) return;
  told_ = state;
  told_once_ = true;
  listener.changed(state);
}

}  // namespace zhuangui::scanner
