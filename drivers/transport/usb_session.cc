#include "usb_session.h"

#include "usb_error.h"

namespace zhuangui::transport {

device::Result<std::shared_ptr<UsbSession>> UsbSession::start() {
  libusb_context* context = nullptr;
  if (const int code = libusb_init(&context); code != LIBUSB_SUCCESS) return tl::unexpected(start_error(code));
  return std::shared_ptr<UsbSession>(new UsbSession{context});
}

UsbSession::UsbSession(libusb_context* context) : context_{context} {
  watch_hotplug();
  events_ = std::thread{[this] { handle_events(); }};
}

UsbSession::~UsbSession() {
  // The event thread first: deregistering beside a running callback is a race in libusb (its issue 1859).
  stopping_ = true;
  libusb_interrupt_event_handler(context_);
  events_.join();
  if (hotplug_watched_) libusb_hotplug_deregister_callback(context_, hotplug_);
  libusb_exit(context_);
}

void UsbSession::watch_hotplug() {
  // Without hotplug (no udev) wait_change() lets its time pass, and list() looks at the bus anew each time.
  if (!libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG)) return;
  const int events = LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT;
  hotplug_watched_ = libusb_hotplug_register_callback(context_, events, 0, LIBUSB_HOTPLUG_MATCH_ANY,
                                                      LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, on_hotplug,
                                                      this, &hotplug_) == LIBUSB_SUCCESS;
}

void UsbSession::handle_events() {
  while (!stopping_) {
    const int code = libusb_handle_events_completed(context_, nullptr);
    // An error that stays must not become a busy loop.
    if (code != LIBUSB_SUCCESS && code != LIBUSB_ERROR_INTERRUPTED)
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
}

int UsbSession::on_hotplug(libusb_context*, libusb_device*, libusb_hotplug_event, void* session) {
  auto* const self = static_cast<UsbSession*>(session);
  const std::lock_guard lock{self->mutex_};
  ++self->changes_;
  self->changed_.notify_all();
  return 0;  // go on watching
}

bool UsbSession::wait_change(std::chrono::milliseconds timeout) {
  std::unique_lock lock{mutex_};
  const std::uint64_t before = changes_;
  return changed_.wait_for(lock, timeout, [&] { return changes_ != before; });
}

}  // namespace zhuangui::transport
