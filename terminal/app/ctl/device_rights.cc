#include "ctl/device_rights.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

#include "transport/node_holder.h"

namespace zhuangui::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* rules_name = "60-zhuangui.rules";
constexpr const char* group_name = "zhuangui";

int number_in(const std::string& file) {
  int value = 0;
  std::ifstream{file} >> value;
  return value;
}

std::string word_in(const std::string& file) {
  std::string word;
  std::ifstream{file} >> word;
  return word;
}

std::string folder_of(const device::DeviceInfo& device, const Places& places) { return places.sysfs + "/bus/usb/devices/" + device.port_path; }

/// "/dev/bus/usb/001/004"; empty when the system does not say which it is.
std::string node_of(const device::DeviceInfo& device, const Places& places) {
  const std::string folder = folder_of(device, places);
  const int bus = number_in(folder + "/busnum");
  const int address = number_in(folder + "/devnum");
  if (bus <= 0 || address <= 0) return {};
  std::array<char, 48> tail{};
  std::snprintf(tail.data(), tail.size(), "/bus/usb/%03d/%03d", bus, address);
  return places.dev + tail.data();
}

/// The rights the system would go by; an access list (uaccess) is asked of it for this very process.
bool may_use(const std::string& node, const Account& account, const struct stat& facts) {
  if (account.uid == 0) return true;
  if (account.uid == ::geteuid() && ::access(node.c_str(), R_OK | W_OK) == 0) return true;
  const auto both = [&](int shift) { return ((facts.st_mode >> shift) & 06) == 06; };
  if (facts.st_uid == account.uid) return both(6);
  if (std::find(account.groups.begin(), account.groups.end(), facts.st_gid) != account.groups.end()) return both(3);
  return both(0);
}

bool rules_are_installed(const Places& places) {
  return std::any_of(places.udev_rules.begin(), places.udev_rules.end(),
                     [](const std::string& folder) { return ::access((folder + "/" + rules_name).c_str(), F_OK) == 0; });
}

std::string remedy_of_rights(const Places& places, const Account& account, const struct stat& facts) {
  if (!rules_are_installed(places) || !account.zhuangui_group)
    return "sudo groupadd --system --force zhuangui && sudo install -m 0644 " + places.our_rules +
           " /etc/udev/rules.d/ && sudo usermod --append --groups zhuangui " + account.name +
           " && sudo udevadm control --reload && sudo udevadm trigger; then log in again";
  if (!account.in_zhuangui) return "sudo usermod --append --groups zhuangui " + account.name + "; then log in again";
  if (facts.st_gid != *account.zhuangui_group)
    return "sudo udevadm control --reload && sudo udevadm trigger; when that does not help, the model is in none of the rules: add its id to " +
           std::string{rules_name};
  return "log in again: " + account.name + " was put into the group zhuangui after it logged in";
}

DeviceFinding rights(const UsbDevice& device, const std::string& node, const Places& places, const Account& account) {
  struct stat facts {};
  if (node.empty() || ::stat(node.c_str(), &facts) != 0)
    return {"rights", false, device.model + ": the system has no node for it" + (node.empty() ? "" : " (" + node + ")"), "unplug it and plug it in again"};
  if (may_use(node, account, facts)) return {"rights", true, account.name + " may use " + node, {}};
  return {"rights", false, account.name + " may not use " + node, remedy_of_rights(places, account, facts)};
}

/// The driver of the kernel that has the interface; "usbfs" is a program.
std::string driver_of(const UsbDevice& device, const Places& places) {
  const std::string interface_folder = folder_of(device.info, places) + "/" + device.info.port_path + ":";
  const std::string configuration = std::to_string(std::max(1, number_in(folder_of(device.info, places) + "/bConfigurationValue")));
  std::error_code none;
  const fs::path link = interface_folder + configuration + "." + std::to_string(device.info.interface_number) + "/driver";
  return fs::read_symlink(link, none).filename();
}

DeviceFinding kernel_driver(const std::string& driver) {
  if (driver.empty()) return {"kernel_driver", true, "no driver of the kernel has it", {}};
  if (driver == "usbfs") return {"kernel_driver", true, "a program has taken it over", {}};
  if (driver == "usblp" || driver == "usbhid" || driver == "cdc_acm")
    return {"kernel_driver", true, driver + " has it until the terminal takes it over, and gets it back afterwards", {}};
  return {"kernel_driver", false, "the driver " + driver + " has it, which zhuangui does not know how to take over",
          "sudo modprobe --remove " + driver + "; when that helps, add \"blacklist " + driver + "\" to /etc/modprobe.d/zhuangui.conf"};
}

std::optional<DeviceFinding> held(const std::string& node) {
  const std::string holder = transport::holder_of(node);
  if (holder.empty()) return std::nullopt;
  if (holder.starts_with("zhuangui")) return DeviceFinding{"held", true, holder + " works with it", {}};
  const bool cups = holder.starts_with("usb ") || holder.starts_with("cups") || holder.starts_with("ipp-usb");
  return DeviceFinding{"held", false, holder + " has it open",
                       cups ? "sudo systemctl disable --now cups ipp-usb, or remove this printer from the system's printers" : "end that program"};
}

std::optional<DeviceFinding> power(const UsbDevice& device, const Places& places) {
  const std::string file = folder_of(device.info, places) + "/power/control";
  const std::string control = word_in(file);
  if (control.empty()) return std::nullopt;
  if (control == "on") return DeviceFinding{"power", true, "it is not put to sleep", {}};
  return DeviceFinding{"power", false, "the system puts it to sleep when it is idle, and the first scan or receipt after that can be lost",
                       "echo on | sudo tee " + file + "; the udev rules of the project do it at every start"};
}

}  // namespace

Account Account::current() {
  Account account;
  account.uid = ::geteuid();
  const struct passwd* user = ::getpwuid(account.uid);
  account.name = user != nullptr ? user->pw_name : std::to_string(account.uid);
  const int count = std::max(0, ::getgroups(0, nullptr));
  account.groups.resize(static_cast<std::size_t>(count));
  if (::getgroups(count, account.groups.data()) != count) account.groups.clear();
  account.groups.push_back(::getegid());
  const struct group* ours = ::getgrnam(group_name);
  if (ours != nullptr) account.zhuangui_group = ours->gr_gid;
  for (char** member = ours != nullptr ? ours->gr_mem : nullptr; member != nullptr && *member != nullptr; ++member)
    account.in_zhuangui = account.in_zhuangui || account.name == *member;
  return account;
}

bool may_use_device(const device::DeviceInfo& device, const Places& places, const Account& account) {
  const std::string node = node_of(device, places);
  struct stat facts {};
  return node.empty() || (::stat(node.c_str(), &facts) == 0 && may_use(node, account, facts));
}

std::vector<DeviceFinding> examine_device(const UsbDevice& device, const Places& places, const Account& account) {
  const std::string node = node_of(device.info, places);
  std::vector<DeviceFinding> findings{rights(device, node, places, account), kernel_driver(driver_of(device, places))};
  for (auto&& finding : {node.empty() ? std::nullopt : held(node), power(device, places)})
    if (finding) findings.push_back(*finding);
  return findings;
}

}  // namespace zhuangui::app
