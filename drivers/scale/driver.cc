#include "scale/driver.h"

#include <algorithm>
#include <chrono>

#include "device/line_coding.h"
#include "session.h"

namespace zhuangui::scale {

using device::DeviceError;
using device::DeviceInfo;
using device::Errc;
using device::Verb;
using std::chrono::milliseconds;

namespace {

/// udev gives its rights, and a kernel driver takes its hold, some 100 ms after a device shows up.
constexpr milliseconds retry_pause{200};
/// So many failed openings (2 s) are the device's coming up; only then is a person told.
constexpr int attempts_before_telling = 10;

// Class request of HID 1.11, 7.2.4.
constexpr std::uint8_t to_interface = 0x21;
constexpr std::uint8_t set_idle = 0x0A;

constexpr std::uint8_t hid_class = 0x03;

DeviceError absent() {
  return {Errc::no_hardware, "no scale is plugged in",
          "plug the scale in; a serial one is named by [scale] port and profile in the configuration"};
}

bool is_same(const ScaleState& one, const ScaleState& other) {
  const bool same_error = one.error.has_value() == other.error.has_value() &&
                          (!one.error || (one.error->code == other.error->code && one.error->cause == other.error->cause));
  return same_error && one.stage == other.stage && one.device == other.device;
}

}  // namespace

ScaleDriver::ScaleDriver(device::Bus& bus, const device::QuirkTable& quirks, ScaleOptions options, Clock now_us)
    : bus_{bus}, quirks_{quirks}, options_{std::move(options)}, now_us_{std::move(now_us)} {}

std::int64_t ScaleDriver::steady_clock_us() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

void ScaleDriver::run(const std::stop_token& stop, const ScaleListener& listener) {
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
    transport->reset();  // gives the line or the kernel driver back before anyone is told
    if (!stop.stop_requested()) tell(listener, *found, error);
    advance(Verb::close);
  }
  advance(Verb::close);
}

/// A serial scale must be named, by its port or its adapter; a HID scale by a quirk or by name.
bool is_ours(const DeviceInfo& info, const device::QuirkTable& quirks, const ScaleOptions& options) {
  if (!options.device.fits(info)) return false;
  if (options.protocol) {
    const bool serial_line = info.interface_class == 0 || info.interface_class == 0x02 || info.interface_class == 0x0A;
    return serial_line && options.device.names(info);
  }
  const device::Quirk* quirk = quirks.find(info);
  const bool known = quirk && quirk->driver == "hid-scale";
  return info.interface_class == hid_class && (known || options.device.names(info));
}

device::Result<ScaleDriver::Found> ScaleDriver::find() {
  const auto list = bus_.list();
  if (!list) return tl::unexpected(list.error());
  const DeviceInfo* first = nullptr;
  for (const DeviceInfo& info : *list)
    if (is_ours(info, quirks_, options_) && (first == nullptr || info.port_path < first->port_path)) first = &info;
  if (first == nullptr) return tl::unexpected(absent());
  const device::Quirk* quirk = quirks_.find(*first);
  if (options_.protocol) return Found{*first, options_.protocol->model};
  return Found{*first, quirk != nullptr ? quirk->name : std::string{}};
}

device::Result<std::unique_ptr<device::Transport>> ScaleDriver::open(const Found& found) {
  advance(Verb::open);
  auto transport = bus_.open(found.info);
  if (!transport) {
    advance(Verb::fail);
    return transport;
  }
  advance(Verb::claim);
  if (options_.protocol) {
    device::LineCoding line = options_.protocol->line;
    if (options_.baud) line.baud = *options_.baud;
    if (const auto set = device::set_up_line(**transport, line, found.info.interface_number); !set) {
      advance(Verb::fail);
      return tl::unexpected(set.error());
    }
  } else {
    // Some stall it and work all the same; one that is gone shows it at the first read.
    (void)(*transport)->control(to_interface, set_idle, 0, found.info.interface_number, {}, milliseconds{1000});
  }
  advance(Verb::enable);
  return transport;
}

DeviceError ScaleDriver::serve(const std::stop_token& stop, device::Transport& transport, const Found& found,
                               const ScaleListener& listener) {
  const std::stop_callback wake{stop, [&transport] { transport.cancel(); }};
  tell(listener, found, std::nullopt);
  tare_pressed_ = zero_pressed_ = false;
  open_ = true;
  Session session{*this, transport};
  while (!stop.stop_requested()) {
    const auto readings = session.step();
    if (!readings) {
      open_ = false;
      advance(Verb::fail);
      return readings.error();
    }
    tell(listener, found, session.silence());
    for (const Reading& reading : **readings) listener.read(reading);
  }
  open_ = false;
  return {};
}

device::Result<void> ScaleDriver::tare() {
  return press(tare_pressed_, options_.protocol ? options_.protocol->tare : std::string{}, "tare");
}

device::Result<void> ScaleDriver::zero() {
  return press(zero_pressed_, options_.protocol ? options_.protocol->zero : std::string{}, "zero");
}

device::Result<void> ScaleDriver::press(std::atomic<bool>& key, const std::string& bytes, const char* name) {
  if (bytes.empty())
    return tl::unexpected(DeviceError{Errc::illegal, std::string("this scale cannot be told to ") + name, "press the key on the scale"});
  if (!open_) return tl::unexpected(absent());
  key = true;
  return {};
}

void ScaleDriver::advance(Verb verb) {
  // An illegal step would be a fault of this file: the machine then stays where it is, and nothing is claimed wrongly.
  stage_ = device::next(stage_, verb).value_or(stage_);
}

void ScaleDriver::tell(const ScaleListener& listener, const Found& found, const std::optional<DeviceError>& error) {
  ScaleState state;
  state.stage = stage_;
  state.device = found.info.port_path;
  state.model = found.model;
  state.can_tare = options_.protocol && !options_.protocol->tare.empty();
  state.can_zero = options_.protocol && !options_.protocol->zero.empty();
  state.error = error;
  if (told_ && is_same(*told_, state)) return;
  told_ = state;
  listener.changed(state);
}

}  // namespace zhuangui::scale
