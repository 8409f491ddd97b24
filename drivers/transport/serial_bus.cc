#include "transport/serial_bus.h"

#include <poll.h>
#include <sys/inotify.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <set>

#include "tty_transport.h"

namespace zhuangui::transport {

namespace fs = std::filesystem;
using device::DeviceInfo;

namespace {

constexpr std::size_t ttys_max = 64;

std::string first_line(const fs::path& file) {
  std::string line;
  std::getline(std::ifstream{file}, line);
  return line.substr(0, 128);
}

std::uint16_t hex_of(const fs::path& file) {
  const std::string text = first_line(file);
  std::uint16_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, 16);
  return number;
}

/// Fills in the USB device behind the tty called `name` ("ttyUSB0"); answers its interface ("1-1.2:1.0"). sysfs:
/// class/tty/NAME/device is the interface (CDC-ACM) or a port below it (adapters), and the device is the interface's
/// parent, which alone has idVendor.
std::optional<std::string> fill_usb(const fs::path& sysfs, const std::string& name, DeviceInfo& info) {
  std::error_code error;
  fs::path at = fs::canonical(sysfs / "class/tty" / name / "device", error);
  if (error) return std::nullopt;
  std::string interface;
  for (int level = 0; level < 4 && at.has_relative_path(); ++level, at = at.parent_path()) {
    if (fs::exists(at / "bInterfaceNumber", error)) {
      interface = at.filename();
      info.interface_number = static_cast<std::uint8_t>(hex_of(at / "bInterfaceNumber"));
    }
    if (!fs::exists(at / "idVendor", error)) continue;
    if (interface.empty()) return std::nullopt;
    info.vendor_id = hex_of(at / "idVendor");
    info.product_id = hex_of(at / "idProduct");
    info.revision = hex_of(at / "bcdDevice");
    info.serial = first_line(at / "serial");
    return interface;
  }
  return std::nullopt;
}

}  // namespace

SerialBus::SerialBus(Options options) : options_{std::move(options)} {}

std::vector<SerialBus::Tty> SerialBus::ttys() const {
  std::vector<Tty> found;
  std::set<fs::path> taken;
  std::error_code error;
  for (const std::string& path : options_.paths) {
    const fs::path node = fs::canonical(path, error);
    if (error || !fs::is_character_file(node, error) || !taken.insert(node).second) continue;
    Tty tty{{}, node};
    (void)fill_usb(options_.sysfs, node.filename(), tty.info);
    tty.info.interface_number = 0;
    tty.info.port_path = path;
    found.push_back(std::move(tty));
  }
  if (!options_.usb) return found;
  const std::size_t told = found.size();
  fs::directory_iterator entry{options_.sysfs / "class/tty", error};
  for (; !error && entry != fs::directory_iterator{} && found.size() < ttys_max; entry.increment(error)) {
    const std::string name = entry->path().filename();
    Tty tty{{}, options_.devices / name};
    const auto interface = fill_usb(options_.sysfs, name, tty.info);
    std::error_code missing;
    if (!interface || !fs::exists(tty.node, missing) || taken.contains(fs::canonical(tty.node, missing))) continue;
    tty.info.interface_number = 0;
    tty.info.port_path = "tty:" + *interface;
    found.push_back(std::move(tty));
  }
  std::sort(found.begin() + static_cast<std::ptrdiff_t>(told), found.end(),
            [](const Tty& one, const Tty& other) { return one.info.port_path < other.info.port_path; });
  return found;
}

device::Result<std::vector<DeviceInfo>> SerialBus::list() {
  std::vector<DeviceInfo> devices;
  for (Tty& tty : ttys()) devices.push_back(std::move(tty.info));
  return devices;
}

device::Result<std::unique_ptr<device::Transport>> SerialBus::open(const DeviceInfo& device) {
  for (const Tty& tty : ttys())
    if (tty.info == device) return TtyTransport::open(tty.info, tty.node.string());
  return tl::unexpected(device::DeviceError{device::Errc::no_hardware, "the serial line " + device.port_path + " is not there",
                                            "plug its adapter in"});
}

bool SerialBus::wait_change(std::chrono::milliseconds timeout) {
  const OwnedFile watch{::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
  std::set<fs::path> folders{options_.devices};
  for (const std::string& path : options_.paths) folders.insert(fs::path{path}.parent_path());
  // IN_ATTRIB: the rights udev gives some time after the node was made.
  for (const fs::path& folder : folders)
    if (watch.get() >= 0) (void)::inotify_add_watch(watch.get(), folder.c_str(), IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_ATTRIB);
  pollfd waited{watch.get(), POLLIN, 0};  // a file of -1 only waits
  return ::poll(&waited, 1, static_cast<int>(timeout.count())) > 0;
}

}  // namespace zhuangui::transport
