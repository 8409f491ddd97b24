#include "display/driver.h"

#include <algorithm>
#include <array>

#include "device/line_coding.h"

namespace zhuangui::display {

using device::DeviceError;
using device::DeviceInfo;
using device::Errc;
using device::Verb;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds retry_pause{200};
/// A display that takes nothing for so long is left alone and opened anew.
constexpr milliseconds write_timeout{500};
/// An adapter without a display takes every byte, so that only a write shows that it was pulled out.
constexpr milliseconds look_again{1000};

DeviceError absent() {
  return {Errc::no_hardware, "the customer display is not there", "plug it in; [display] port names its serial line"};
}

bool is_same(const DisplayState& one, const DisplayState& other) {
  return one.stage == other.stage && one.device == other.device && one.error.has_value() == other.error.has_value() &&
         (!one.error || one.error->code == other.error->code);
}

}  // namespace

DisplayDriver::DisplayDriver(device::Bus& bus, DisplayOptions options) : bus_{bus}, options_{std::move(options)} {}

void DisplayDriver::show(const Content& content) {
  const std::lock_guard lock{mutex_};
  if (newest_ == content) return;
  newest_ = content;
  is_shown_ = false;
  news_.notify_all();
}

bool DisplayDriver::at_rest() const {
  const std::lock_guard lock{mutex_};
  return is_shown_ || !is_there_;
}

void DisplayDriver::set_there(bool there) {
  const std::lock_guard lock{mutex_};
  is_there_ = there;
  if (there) is_shown_ = !newest_;  // what it shows is gone with the one before
}

int DisplayDriver::characters_replaced() const {
  const std::lock_guard lock{mutex_};
  return replaced_;
}

void DisplayDriver::run(const std::stop_token& stop, const std::function<void(const DisplayState&)>& changed) {
  while (!stop.stop_requested()) {
    const auto found = find();
    if (!found) {
      tell(changed, {}, found.error());
      bus_.wait_change(retry_pause);
      continue;
    }
    set_there(true);
    auto transport = open(*found);
    if (!transport) {
      set_there(false);
      tell(changed, found->port_path, transport.error());
      advance(Verb::close);
      bus_.wait_change(retry_pause);
      continue;
    }
    tell(changed, found->port_path, std::nullopt);
    const DeviceError error = serve(stop, **transport);
    set_there(false);
    if (!stop.stop_requested()) tell(changed, found->port_path, error);
    advance(Verb::close);
  }
}

device::Result<DeviceInfo> DisplayDriver::find() {
  const auto list = bus_.list();
  if (!list) return tl::unexpected(list.error());
  const auto found = std::find_if(list->begin(), list->end(), [this](const DeviceInfo& info) {
    const bool serial_line = info.interface_class == 0 || info.interface_class == 0x02 || info.interface_class == 0x0A;
    return serial_line && options_.device.names(info);
  });
  if (found == list->end()) return tl::unexpected(absent());
  return *found;
}

device::Result<std::unique_ptr<device::Transport>> DisplayDriver::open(const DeviceInfo& info) {
  advance(Verb::open);
  auto transport = bus_.open(info);
  if (!transport) return transport;
  advance(Verb::claim);
  device::LineCoding line = options_.profile.line;
  if (options_.baud) line.baud = *options_.baud;
  if (const auto set = device::set_up_line(**transport, line, info.interface_number); !set) return tl::unexpected(set.error());
  if (const auto begun = write(**transport, options_.profile.init); !begun) return tl::unexpected(begun.error());
  advance(Verb::enable);
  return transport;
}

DeviceError DisplayDriver::serve(const std::stop_token& stop, device::Transport& transport) {
  while (true) {
    std::optional<Content> next;
    {
      std::unique_lock lock{mutex_};
      news_.wait_for(lock, stop, look_again, [this] { return !is_shown_; });
      if (stop.stop_requested()) break;
      if (!is_shown_) next = newest_;
    }
    if (!next) {
      // Nothing to say: is it still there? A display answers nothing, but a line that is gone says so.
      std::array<std::byte, 64> unasked{};
      if (const auto there = transport.read(unasked, milliseconds{0}); !there) {
        advance(Verb::fail);
        return there.error();
      }
      continue;
    }
    const Rendered rendered = render(options_.profile, *next);
    if (const auto written = write(transport, rendered.bytes); !written) {
      advance(Verb::fail);
      return written.error();
    }
    const std::lock_guard lock{mutex_};
    replaced_ += rendered.replaced;
    is_shown_ = newest_ == next;
  }
  (void)write(transport, options_.profile.init);
  return {};
}

device::Result<void> DisplayDriver::write(device::Transport& transport, const std::string& bytes) {
  const auto written = transport.write(std::as_bytes(std::span{bytes}), write_timeout);
  if (!written) return tl::unexpected(written.error());
  if (written->bytes < bytes.size())
    return tl::unexpected(DeviceError{Errc::timeout, "the customer display takes nothing", "switch it on, and see that its cable is right"});
  return {};
}

void DisplayDriver::advance(Verb verb) {
  // An illegal step would be a fault of this file: the machine then stays where it is, and nothing is claimed wrongly.
  stage_ = device::next(stage_, verb).value_or(stage_);
}

void DisplayDriver::tell(const std::function<void(const DisplayState&)>& changed, const std::string& device,
                         const std::optional<DeviceError>& error) {
  const DisplayState state{stage_, device, error};
  if (told_ && is_same(*told_, state)) return;
  told_ = state;
  changed(state);
}

}  // namespace zhuangui::display
