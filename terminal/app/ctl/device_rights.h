#pragma once
// Whether this user can work with a plugged-in device, and which command mends it when not. Opens no device, so it may be
// asked beside a running terminal.
#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "ctl/usb_devices.h"

namespace zhuangui::app {

/// Where the system tells of its devices; other places for tests.
struct Places {
  std::string sysfs = "/sys";
  std::string dev = "/dev";
  std::vector<std::string> udev_rules{"/etc/udev/rules.d", "/run/udev/rules.d", "/usr/lib/udev/rules.d", "/lib/udev/rules.d"};
  std::string our_rules;  ///< the project's own rules file, named in remedies
};

/// Who is asking.
struct Account {
  std::string name;
  uid_t uid = 0;
  std::vector<gid_t> groups;            ///< the process's own and all others
  std::optional<gid_t> zhuangui_group;  ///< when the system has that group
  bool in_zhuangui = false;             ///< the account is of it, now or after it logs in again
  /// This process as it runs.
  static Account current();
};

struct DeviceFinding {
  std::string check;  ///< rights | kernel_driver | held | power
  bool ok = true;
  std::string cause, remedy;
};

/// Whether this account may open the device's node. True when the system tells of no node, as on other systems.
bool may_use_device(const device::DeviceInfo& device, const Places& places, const Account& account);

/// All that can be said of one device, in the order above; a remedy is a command or one plain act.
std::vector<DeviceFinding> examine_device(const UsbDevice& device, const Places& places, const Account& account);

}  // namespace zhuangui::app
