#include "emulated_usb.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "emulated_device.h"
#include "forbidden_nodes.h"

namespace zhuangui::support {

namespace {

constexpr std::chrono::seconds patience{10};
/// umockdev's poll says "ready" at once, always; without this pause libusb would ask for finished transfers in a loop
/// that takes a whole processor.
constexpr std::chrono::milliseconds pause_when_nothing_is_done{1};

std::string little_endian(unsigned int number) { return hex(number & 0xFF, 2) + hex(number >> 8, 2); }

std::string interface_descriptors(const EmulatedInterface& interface) {
  std::string text = "0904" + hex(interface.number, 2) + hex(interface.setting, 2) +
                     hex(static_cast<unsigned int>(interface.endpoints.size()), 2) + hex(interface.interface_class, 2) +
                     hex(interface.subclass, 2) + hex(interface.protocol, 2) + "00";
  for (const EmulatedEndpoint& endpoint : interface.endpoints)
    text += "0705" + hex(endpoint.address, 2) + (endpoint.interrupt ? "03" : "02") +
            little_endian(endpoint.packet_bytes) + (endpoint.interrupt ? "0A" : "00");
  return text;
}

/// Device and configuration descriptors (USB 2.0, 9.6) as umockdev wants them: hex.
std::string descriptors(const EmulatedDevice& device) {
  if (device.descriptors) return *device.descriptors;
  std::set<std::uint8_t> numbers;
  std::string interfaces;
  for (const EmulatedInterface& interface : device.interfaces) {
    numbers.insert(interface.number);
    interfaces += interface_descriptors(interface);
  }
  const auto total_bytes = static_cast<unsigned int>(9 + interfaces.size() / 2);
  return "12010002" + hex(device.device_class, 2) + "000040" + little_endian(device.vendor_id) +
         little_endian(device.product_id) + little_endian(device.revision) + "00000001" + "0902" +
         little_endian(total_bytes) + hex(static_cast<unsigned int>(numbers.size()), 2) + "0100A032" + interfaces;
}

std::string three_digits(int number) {
  const std::string text = std::to_string(number);
  return std::string(3 - text.size(), '0') + text;
}

}  // namespace

EmulatedDevice keyboard_scanner(const std::string& port) {
  return {port, 0x0C2E, 0x0B81, 0x0100, {{0, 0, 3, 1, 1, {{0x81, true, 8}}, "usbhid"}}};
}

EmulatedDevice receipt_printer(const std::string& port) {
  return {port, 0x04B8, 0x0E15, 0x0200, {{0, 0, 7, 1, 2, {{0x01, false, 64}, {0x82, false, 64}}, "usblp"}}};
}

EmulatedDevice pos_scanner(const std::string& port) {
  return {port, 0x0C2E, 0x0B8F, 0x0100, {{0, 0, 3, 0, 0, {{0x81, true, 64}}, "usbhid"}}};
}

EmulatedDevice serial_scanner(const std::string& port) {
  return {port, 0x1EAB, 0x0106, 0x0100,
          {{0, 0, 2, 2, 1, {{0x83, true, 8}}, "cdc_acm"}, {1, 0, 0x0A, 0, 0, {{0x82, false, 64}, {0x01, false, 64}}, "cdc_acm"}}};
}

EmulatedDevice card_reader(const std::string& port) {
  return {port, 0x09D8, 0x0410, 0x0100, {{0, 0, 3, 1, 1, {{0x81, true, 8}}, "usbhid"}}};
}

EmulatedDevice hub(const std::string& port) {
  return {port, 0x1D6B, 0x0002, 0x0601, {{0, 0, 9, 0, 0, {{0x81, true, 4}}, "hub"}}, 9};
}

struct EmulatedUsb::State {
  mutable std::mutex mutex;
  mutable std::condition_variable changed;
  UMockdevTestbed* testbed = nullptr;
  UMockdevIoctlBase* handler = nullptr;
  std::map<std::string, DeviceNode> by_port;
  int next_address = 2;

  DeviceNode& at(const std::string& port) {
    const auto found = by_port.find(port);
    if (found == by_port.end()) throw std::logic_error("no device was ever plugged in at " + port);
    return found->second;
  }

  Answer answer(const std::string& node, unsigned long request, UMockdevIoctlData* argument, Opened opened) {
    const std::lock_guard lock{mutex};
    for (auto& [port, device] : by_port) {
      if (device.node != node) continue;
      const Answer given = device.answer(request, argument, opened);
      changed.notify_all();
      return given;
    }
    // An address of before a replug, whose handle is still open.
    return failed(ENODEV);
  }

  void add_to_bus(const std::string& syspath, const std::string& node, int address, const EmulatedDevice& device) {
    const std::string serial = device.serial.empty() ? "" : "A: serial=" + device.serial + "\\n\n";
    const std::string text = "P: " + syspath + "\nN: " + node.substr(5) + "\nE: SUBSYSTEM=usb\nE: DRIVER=usb\nE: DEVNAME=" + node +
                             "\nE: DEVTYPE=usb_device\nE: BUSNUM=001\nE: DEVNUM=" + three_digits(address) +
                             "\nA: busnum=1\\n\nA: devnum=" + std::to_string(address) +
                             "\\n\nA: bConfigurationValue=1\\n\nA: speed=12\\n\n" + serial + "H: descriptors=" + descriptors(device) + "\n";
    GError* error = nullptr;
    if (!umockdev_testbed_add_from_string(testbed, text.c_str(), &error)) {
      const std::string message = error ? error->message : "unknown";
      g_clear_error(&error);
      throw std::runtime_error("umockdev does not take the device: " + message);
    }
  }
};

namespace {

gboolean on_ioctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, EmulatedUsb::State* state) {
  gchar* node = nullptr;
  g_object_get(client, "devnode", &node, nullptr);
  const auto given = state->answer(node, umockdev_ioctl_client_get_request(client), umockdev_ioctl_client_get_arg(client), client);
  g_free(node);
  if (given.result < 0 && given.error == EAGAIN) std::this_thread::sleep_for(pause_when_nothing_is_done);
  umockdev_ioctl_client_complete(client, given.result, given.error);
  return TRUE;
}

}  // namespace

EmulatedUsb::EmulatedUsb() : state_{std::make_unique<State>()} {
  state_->testbed = umockdev_testbed_new();
  // Only now can be told whether the preloaded library shows this process the testbed's /sys.
  if (!umockdev_in_mock_environment()) throw std::runtime_error("run this program under umockdev-wrapper");
  state_->handler = umockdev_ioctl_base_new();
  g_signal_connect(state_->handler, "handle-ioctl", G_CALLBACK(on_ioctl), state_.get());
  state_->add_to_bus("/devices/usb1", "/dev/bus/usb/001/001", 1, hub(""));
}

EmulatedUsb::~EmulatedUsb() {
  g_object_unref(state_->testbed);
  g_object_unref(state_->handler);
  // umockdev's threads have answered their last request by now, but how it waited for them ThreadSanitizer cannot see;
  // it sees the lock that each of them let go after its last answer.
  const std::lock_guard last_answer_given{state_->mutex};
}

void EmulatedUsb::plug(const EmulatedDevice& device) {
  int address = 0;
  // A device hangs below its hub: usb1/1-1/1-1.2.
  std::string syspath = "/devices/usb1";
  for (std::size_t dot = device.port.find('.'); dot != std::string::npos; dot = device.port.find('.', dot + 1))
    syspath += "/" + device.port.substr(0, dot);
  syspath += "/" + device.port;
  std::string node;
  {
    const std::lock_guard lock{state_->mutex};
    address = state_->next_address++;
    node = "/dev/bus/usb/001/" + three_digits(address);
    state_->by_port.erase(device.port);
    state_->by_port.emplace(device.port, DeviceNode{device, node, "/sys" + syspath});
  }
  // The handler first: the device may be opened as soon as its event is out.
  GError* error = nullptr;
  if (!umockdev_testbed_attach_ioctl(state_->testbed, node.c_str(), state_->handler, &error)) {
    g_clear_error(&error);
    throw std::runtime_error("umockdev does not lend " + node);
  }
  state_->add_to_bus(syspath, node, address, device);
}

void EmulatedUsb::unplug(const std::string& port) {
  std::string syspath;
  std::string node;
  {
    const std::lock_guard lock{state_->mutex};
    DeviceNode& device = state_->at(port);
    device.gone = true;
    syspath = device.syspath;
    node = device.node;
  }
  umockdev_testbed_uevent(state_->testbed, syspath.c_str(), "remove");
  umockdev_testbed_remove_device(state_->testbed, syspath.c_str());
  umockdev_testbed_detach_ioctl(state_->testbed, node.c_str(), nullptr);  // else each replug leaves a socket behind
}

void EmulatedUsb::send(const std::string& port, std::uint8_t endpoint, std::span<const std::byte> packet) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).packets[endpoint].emplace_back(packet.begin(), packet.end());
}

std::vector<std::byte> EmulatedUsb::taken(const std::string& port) const {
  const std::lock_guard lock{state_->mutex};
  return state_->at(port).taken;
}

void EmulatedUsb::take_only(const std::string& port, std::optional<std::size_t> bytes) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).takes_left = bytes;
}

void EmulatedUsb::vanish_after(const std::string& port, std::size_t bytes) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).vanishes_after = bytes;
}

void EmulatedUsb::stall(const std::string& port, std::uint8_t endpoint, int times) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).stalls[endpoint] = times;
}

void EmulatedUsb::fail_clear_halt(const std::string& port) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).clear_halt_fails = true;
}

void EmulatedUsb::end_transfer(const std::string& port, std::uint8_t endpoint, int error, std::span<const std::byte> bytes) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).ends[endpoint] = {error, {bytes.begin(), bytes.end()}};
}

void EmulatedUsb::short_write(const std::string& port, std::size_t bytes, int error) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).short_write = {bytes, error};
}

void EmulatedUsb::answer_request(const std::string& port, std::uint8_t request, std::uint16_t value,
                                 std::span<const std::byte> answer) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).answers[{request, value}] = {answer.begin(), answer.end()};
}

void EmulatedUsb::vanish_at_claim(const std::string& port) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).vanishes_at_claim = true;
}

void EmulatedUsb::stall_request(const std::string& port, std::uint8_t request) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).stalled_requests.insert(request);
}

void EmulatedUsb::hold(const std::string& port, bool held) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).held_by_other = held;
}

void EmulatedUsb::forbid(const std::string& port, bool forbidden) {
  const std::lock_guard lock{state_->mutex};
  forbid_opening(state_->at(port).node, forbidden);
}

void EmulatedUsb::old_kernel(const std::string& port) {
  const std::lock_guard lock{state_->mutex};
  state_->at(port).old_kernel = true;
}

std::vector<std::string> EmulatedUsb::requests(const std::string& port, const std::set<std::string>& words) const {
  const std::lock_guard lock{state_->mutex};
  std::vector<std::string> kept;
  for (const std::string& request : state_->at(port).requests)
    if (words.empty() || words.contains(request.substr(0, request.find(' ')))) kept.push_back(request);
  return kept;
}

bool EmulatedUsb::wait_for(const std::string& port, std::string_view request, std::size_t times) const {
  std::unique_lock lock{state_->mutex};
  return state_->changed.wait_for(lock, patience, [&] {
    const auto& requests = state_->at(port).requests;
    return static_cast<std::size_t>(std::count(requests.begin(), requests.end(), request)) >= times;
  });
}

}  // namespace zhuangui::support

// Read by the sanitizers when they start, so that the programs need no environment for them.
// umockdev, glib and libudev are not built with ThreadSanitizer, which therefore cannot see how they lock.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
  return "race:libumockdev.so\nrace:libglib-2.0.so\nrace:libgobject-2.0.so\nrace:libgio-2.0.so\nrace:libudev.so\n";
}
// umockdev-wrapper loads its library before AddressSanitizer's.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "verify_asan_link_order=0"; }
