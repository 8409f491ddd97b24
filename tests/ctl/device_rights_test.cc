#include "ctl/device_rights.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "temporary_folder.h"

namespace zhuangui::app {
namespace {

namespace fs = std::filesystem;

constexpr gid_t zhuangui_gid = 700;

/// A machine's folders with one printer at port 1-1, address 4 of bus 1, on it.
struct Machine {
  Machine() {
    places.sysfs = folder.path() + "/sys";
    places.dev = folder.path() + "/dev";
    places.udev_rules = {folder.path() + "/rules"};
    places.our_rules = "/opt/60-zhuangui.rules";
    device.info.port_path = "1-1";
    fs::create_directories(usb + "/1-1/power");
    fs::create_directories(usb + "/1-1/1-1:1.0");
    fs::create_directories(places.dev + "/bus/usb/001");
    fs::create_directories(places.udev_rules.front());
    write(usb + "/1-1/busnum", "1\n");
    write(usb + "/1-1/devnum", "4\n");
    write(usb + "/1-1/bConfigurationValue", "1\n");
    write(usb + "/1-1/power/control", "on\n");
    write(node, "");
    set_rights(0664, 0);
  }
  static void write(const std::string& file, const char* text) { std::ofstream{file} << text; }
  void set_rights(mode_t mode, gid_t group) const {
    EXPECT_EQ(::chmod(node.c_str(), mode), 0);
    EXPECT_EQ(::chown(node.c_str(), 0, group), 0);
  }
  void bind(const char* driver) const { fs::create_symlink(std::string{"../drivers/"} + driver, usb + "/1-1/1-1:1.0/driver"); }
  void install_rules() const { write(places.udev_rules.front() + "/60-zhuangui.rules", "#"); }
  [[nodiscard]] DeviceFinding find(const char* check, const Account& account) const {
    for (const DeviceFinding& finding : examine_device(device, places, account))
      if (finding.check == check) return finding;
    return {"nothing was said", false, {}, {}};
  }

  support::TemporaryFolder folder{"zhuangui-rights"};
  Places places;
  UsbDevice device{"printer", "a printer", "present", {}};
  std::string usb = folder.path() + "/sys/bus/usb/devices";
  std::string node = folder.path() + "/dev/bus/usb/001/004";
};

Account shop(bool in_zhuangui, std::vector<gid_t> groups = {1000}) { return {"shop", 1000, std::move(groups), zhuangui_gid, in_zhuangui}; }

TEST(DeviceRights, EachCauseOfMissingRightsHasTheCommandThatMendsIt) {
  struct Case { const char* note; bool rules; std::optional<gid_t> group; bool member; std::vector<gid_t> groups; gid_t node_group; const char* remedy; };
  for (const Case& c : {
           Case{"nothing was set up", false, {}, false, {1000}, 0, "sudo groupadd --system --force zhuangui && sudo install -m 0644 /opt/60-zhuangui.rules /etc/udev/rules.d/"},
           Case{"rules without the group", true, {}, false, {1000}, 0, "sudo groupadd"},
           Case{"not in the group", true, zhuangui_gid, false, {1000}, zhuangui_gid, "sudo usermod --append --groups zhuangui shop; then log in again"},
           Case{"in the group since this login began", true, zhuangui_gid, true, {1000}, zhuangui_gid, "log in again: shop"},
           Case{"plugged in before the rules came", true, zhuangui_gid, true, {1000, zhuangui_gid}, 0, "sudo udevadm control --reload && sudo udevadm trigger"}}) {
    Machine machine;
    machine.set_rights(0660, c.node_group);
    if (c.rules) machine.install_rules();
    Account account = shop(c.member, c.groups);
    account.zhuangui_group = c.group;
    const DeviceFinding found = machine.find("rights", account);
    EXPECT_FALSE(found.ok) << c.note;
    EXPECT_EQ(found.cause, "shop may not use " + machine.node) << c.note;
    EXPECT_TRUE(found.remedy.starts_with(c.remedy)) << c.note << ": " << found.remedy;
    EXPECT_FALSE(may_use_device(machine.device.info, machine.places, account)) << c.note;
  }
}

TEST(DeviceRights, OwnerGroupAndEveryoneAreTheOnesTheSystemGoesBy) {
  struct Case { mode_t mode; gid_t node_group; std::vector<gid_t> groups; uid_t uid; bool may; };
  for (const Case& c : {Case{0660, 700, {700}, 1000, true}, Case{0640, 700, {700}, 1000, false}, Case{0666, 0, {}, 1000, true},
                        Case{0606, 700, {700}, 1000, false}, Case{0000, 0, {}, 0, true}, Case{0664, 0, {}, 1000, false}}) {
    Machine machine;
    machine.set_rights(c.mode, c.node_group);
    EXPECT_EQ(may_use_device(machine.device.info, machine.places, {"shop", c.uid, c.groups, {}, false}), c.may) << std::oct << c.mode;
  }
}

TEST(DeviceRights, ADeviceWithoutANodeIsToBePluggedInAgain) {
  Machine machine;
  fs::remove(machine.node);
  const DeviceFinding found = machine.find("rights", shop(true));
  EXPECT_FALSE(found.ok);
  EXPECT_EQ(found.remedy, "unplug it and plug it in again");
}

TEST(DeviceRights, TheKernelsDriverIsNamedAndOnlyAnUnknownOneIsInTheWay) {
  struct Case { const char* driver; bool ok; const char* said; };
  for (const Case& c : {Case{"", true, "no driver"}, Case{"usblp", true, "usblp has it until"}, Case{"usbhid", true, "usbhid has it until"},
                        Case{"usbfs", true, "a program"}, Case{"ftdi_sio", false, "the driver ftdi_sio has it"}}) {
    Machine machine;
    if (*c.driver != '\0') machine.bind(c.driver);
    const DeviceFinding found = machine.find("kernel_driver", shop(true));
    EXPECT_EQ(found.ok, c.ok) << c.driver;
    EXPECT_TRUE(found.cause.starts_with(c.said)) << found.cause;
    EXPECT_EQ(found.remedy.starts_with("sudo modprobe --remove ftdi_sio;"), !c.ok) << found.remedy;
  }
}

TEST(DeviceRights, ADeviceThatIsPutToSleepIsToldWithTheCommand) {
  Machine machine;
  EXPECT_TRUE(machine.find("power", shop(true)).ok);
  Machine::write(machine.usb + "/1-1/power/control", "auto\n");
  const DeviceFinding found = machine.find("power", shop(true));
  EXPECT_FALSE(found.ok);
  EXPECT_TRUE(found.remedy.starts_with("echo on | sudo tee " + machine.usb + "/1-1/power/control")) << found.remedy;
}

TEST(DeviceRights, AnotherProgramThatHoldsTheNodeIsNamed) {
  Machine machine;
  EXPECT_EQ(machine.find("held", shop(true)).check, "nothing was said");
  const pid_t child = ::fork();
  if (child == 0) {
    // Becomes another program, with the node as its input.
    if (::freopen(machine.node.c_str(), "r", stdin) != nullptr) ::execlp("sleep", "sleep", "60", nullptr);
    ::_exit(127);
  }
  DeviceFinding found;
  for (int i = 0; i < 500 && !found.cause.starts_with("sleep (pid "); ++i) {
    ::usleep(10'000);
    found = machine.find("held", shop(true));
  }
  ::kill(child, SIGKILL);
  EXPECT_FALSE(found.ok);
  EXPECT_EQ(found.cause, "sleep (pid " + std::to_string(child) + ") has it open");
  EXPECT_EQ(found.remedy, "end that program");
}

}  // namespace
}  // namespace zhuangui::app
