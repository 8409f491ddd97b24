#include "transport/usb_bus.h"

#include <algorithm>

#include "usb_descriptors.h"
#include "usb_error.h"
#include "usb_session.h"
#include "usb_transport.h"

namespace zhuangui::transport {

using device::DeviceInfo;

namespace {

/// The devices libusb sees now; gives its references back at the end.
class DeviceList {
 public:
  explicit DeviceList(libusb_context* context) { count_ = libusb_get_device_list(context, &devices_); }
  ~DeviceList() {
    if (count_ >= 0) libusb_free_device_list(devices_, 1);
  }
  DeviceList(const DeviceList&) = delete;
  DeviceList& operator=(const DeviceList&) = delete;

  [[nodiscard]] int code() const { return count_ < 0 ? static_cast<int>(count_) : LIBUSB_SUCCESS; }
  [[nodiscard]] std::span<libusb_device* const> devices() const {
    return {devices_, count_ < 0 ? 0u : static_cast<std::size_t>(count_)};
  }

 private:
  libusb_device** devices_ = nullptr;
  ssize_t count_ = 0;
};

bool is_model(libusb_device* device, const DeviceInfo& info) {
  libusb_device_descriptor descriptor{};
  return libusb_get_device_descriptor(device, &descriptor) == LIBUSB_SUCCESS &&
         descriptor.idVendor == info.vendor_id && descriptor.idProduct == info.product_id &&
         port_path_of(device) == info.port_path;
}

const libusb_interface_descriptor* find_setting(const libusb_config_descriptor& config, std::uint8_t interface) {
  for (const libusb_interface& one : std::span{config.interface, config.bNumInterfaces}) {
    const auto* setting = setting_of(one);
    if (setting && setting->bInterfaceNumber == interface) return setting;
  }
  return nullptr;
}

bool is_keyboard(const libusb_interface_descriptor& setting) {
  return setting.bInterfaceClass == LIBUSB_CLASS_HID && setting.bInterfaceSubClass == 1 &&
         setting.bInterfaceProtocol == 1;
}

/// Whether `other` has to be ours too when `chosen` is: a second keyboard would go on typing, and the kernel's driver of
/// a CDC-ACM device holds both interfaces (USB CDC 1.2, 3.3.1), of which we read the data.
bool belongs_to(const libusb_interface_descriptor& chosen, const libusb_interface_descriptor& other) {
  if (other.bInterfaceNumber == chosen.bInterfaceNumber) return false;
  if (is_keyboard(chosen)) return is_keyboard(other);
  return chosen.bInterfaceClass == LIBUSB_CLASS_DATA && other.bInterfaceClass == LIBUSB_CLASS_COMM;
}

/// One that another driver of ours holds already stays with it.
void claim_what_belongs(UsbHandle& handle, const libusb_config_descriptor& config,
                        const libusb_interface_descriptor& chosen, bool reattach) {
  for (const libusb_interface& one : std::span{config.interface, config.bNumInterfaces}) {
    const auto* setting = setting_of(one);
    if (setting && belongs_to(chosen, *setting)) (void)handle.claim(setting->bInterfaceNumber, reattach);
  }
}

/// Claims what `setting` needs on an open device. A libusb code.
int take_hold(UsbHandle& handle, const libusb_config_descriptor& config, const libusb_interface_descriptor& setting,
              bool reattach) {
  const int claimed = handle.claim(setting.bInterfaceNumber, reattach);
  if (claimed != LIBUSB_SUCCESS) return claimed;
  claim_what_belongs(handle, config, setting, reattach);
  // Setting 0 is in force already; asking for it kills some boards (Zjiang 0416:5011).
  if (setting.bAlternateSetting == 0) return LIBUSB_SUCCESS;
  return libusb_set_interface_alt_setting(handle.raw(), setting.bInterfaceNumber, setting.bAlternateSetting);
}

device::Result<std::unique_ptr<device::Transport>> open_device(const std::shared_ptr<UsbSession>& session,
                                                               libusb_device* device, const DeviceInfo& info,
                                                               bool reattach) {
  const auto refuse = [&](int code) { return tl::unexpected(open_error(code, info, node_of(device))); };
  const Config config = config_of(device);
  const auto* setting = config ? find_setting(*config, info.interface_number) : nullptr;
  if (!setting) return refuse(LIBUSB_ERROR_NOT_FOUND);
  libusb_device_handle* raw = nullptr;
  if (const int code = libusb_open(device, &raw); code != LIBUSB_SUCCESS) return refuse(code);
  auto handle = std::make_unique<UsbHandle>(raw);
  if (const int code = take_hold(*handle, *config, *setting, reattach); code != LIBUSB_SUCCESS) return refuse(code);
  auto transport = std::make_unique<UsbTransport>(session, std::move(handle), info, endpoint_in(*setting),
                                                  endpoint_out(*setting));
  if (const int code = transport->start(); code != LIBUSB_SUCCESS) return refuse(code);
  return transport;
}

}  // namespace

device::Result<std::unique_ptr<UsbBus>> UsbBus::start(device::QuirkTable quirks) {
  auto session = UsbSession::start();
  if (!session) return tl::unexpected(session.error());
  return std::unique_ptr<UsbBus>(new UsbBus{std::move(*session), std::move(quirks)});
}

UsbBus::UsbBus(std::shared_ptr<UsbSession> session, device::QuirkTable quirks)
    : session_{std::move(session)}, quirks_{std::move(quirks)} {}

UsbBus::~UsbBus() = default;

device::Result<std::vector<DeviceInfo>> UsbBus::list() {
  const DeviceList all{session_->context()};
  if (all.code() != LIBUSB_SUCCESS) return tl::unexpected(start_error(all.code()));
  std::vector<DeviceInfo> found;
  for (libusb_device* device : all.devices()) {
    auto interfaces = interfaces_of(device);
    found.insert(found.end(), std::make_move_iterator(interfaces.begin()), std::make_move_iterator(interfaces.end()));
  }
  std::sort(found.begin(), found.end(), [](const DeviceInfo& one, const DeviceInfo& other) {
    return std::tie(one.port_path, one.interface_number) < std::tie(other.port_path, other.interface_number);
  });
  return found;
}

device::Result<std::unique_ptr<device::Transport>> UsbBus::open(const DeviceInfo& device) {
  const DeviceList all{session_->context()};
  if (all.code() != LIBUSB_SUCCESS) return tl::unexpected(start_error(all.code()));
  const device::Quirk* quirk = quirks_.find(device);
  const bool reattach = !quirk || !quirk->has("no-reattach");
  for (libusb_device* one : all.devices())
    if (is_model(one, device)) return open_device(session_, one, device, reattach);
  return tl::unexpected(gone_error(device));
}

bool UsbBus::wait_change(std::chrono::milliseconds timeout) { return session_->wait_change(timeout); }

}  // namespace zhuangui::transport
