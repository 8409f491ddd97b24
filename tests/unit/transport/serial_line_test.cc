// The tty transport on real pseudo-terminals of the kernel: real termios, real bytes.
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <atomic>
#include <thread>

#include "device/line_coding.h"
#include "pseudo_terminal.h"
#include "temporary_folder.h"
#include "transport/joined_bus.h"
#include "transport/serial_bus.h"

namespace zhuangui::transport {
namespace {

using device::DeviceInfo;
using device::Errc;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using support::PseudoTerminal;
using namespace std::string_literals;
namespace fs = std::filesystem;

SerialBus bus_of(std::vector<std::string> paths) { return SerialBus{{.paths = std::move(paths), .usb = false}}; }

std::unique_ptr<device::Transport> opened(device::Bus& bus) {
  const auto list = bus.list();
  if (!list || list->size() != 1) return nullptr;
  auto transport = bus.open(list->front());
  return transport ? std::move(*transport) : nullptr;
}

std::string read_some(device::Transport& line, std::size_t count) {
  std::string got;
  while (got.size() < count) {
    std::array<std::byte, 64> buffer{};
    const auto read = line.read(buffer, seconds{5});
    if (!read || read->bytes == 0) break;
    got.append(reinterpret_cast<const char*>(buffer.data()), read->bytes);
  }
  return got;
}

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span{text}); }

TEST(SerialLine, EveryByteCrossesUnchangedInBothDirections) {
  PseudoTerminal wire;
  SerialBus bus = bus_of({wire.path()});
  const auto line = opened(bus);
  ASSERT_TRUE(line);
  ASSERT_TRUE(device::set_up_line(*line, {}));
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  wire.send(all);
  EXPECT_EQ(read_some(*line, all.size()), all);
  const auto written = line->write(bytes_of(all), seconds{5});
  ASSERT_TRUE(written);
  EXPECT_EQ(written->bytes, all.size());
  EXPECT_EQ(wire.receive(all.size()), all);
}

TEST(SerialLine, TheRateAskedForIsTheRateOfTheKernel) {
  PseudoTerminal wire;
  SerialBus bus = bus_of({wire.path()});
  const auto line = opened(bus);
  ASSERT_TRUE(line);
  const std::pair<std::uint32_t, speed_t> rates[] = {{300, B300}, {600, B600}, {1200, B1200}, {2400, B2400}, {4800, B4800},
                                                     {9600, B9600}, {19200, B19200}, {38400, B38400}, {115200, B115200}};
  for (const auto& [baud, speed] : rates) {
    ASSERT_TRUE(device::set_up_line(*line, {.baud = baud, .data_bits = 7, .parity = device::Parity::even})) << baud;
    const termios now = wire.settings();
    EXPECT_EQ(cfgetospeed(&now), speed);
    EXPECT_EQ(now.c_lflag & static_cast<tcflag_t>(ECHO | ICANON | ISIG), 0u);
  }
}

TEST(SerialLine, ARateOrFormatNoLineHasIsRefusedInASentence) {
  PseudoTerminal wire;
  SerialBus bus = bus_of({wire.path()});
  const auto line = opened(bus);
  ASSERT_TRUE(line);
  const auto odd_rate = device::set_up_line(*line, {.baud = 1234});
  ASSERT_FALSE(odd_rate);
  EXPECT_EQ(odd_rate.error().cause, "the serial line " + wire.path() + " cannot do 1234 baud");
  EXPECT_FALSE(device::set_up_line(*line, {.data_bits = 5}));
  std::array<std::byte, 3> short_structure{};
  EXPECT_FALSE(line->control(0x21, 0x20, 0, 0, short_structure, seconds{1}));
  EXPECT_FALSE(line->control(0x21, 0x0A, 0, 0, {}, seconds{1})) << "SET_IDLE is no request to a serial line";
}

TEST(SerialLine, WhatCameBeforeTheLineWasSetUpIsThrownAway) {
  PseudoTerminal wire;
  const int witness = ::open(wire.path().c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  SerialBus bus = bus_of({wire.path()});
  const auto line = opened(bus);
  ASSERT_TRUE(line);
  wire.send("old");
  int arrived = 0;  // the kernel carries it over in a thread of its own
  while (::ioctl(witness, FIONREAD, &arrived) == 0 && arrived < 3) std::this_thread::sleep_for(milliseconds{1});
  ::close(witness);
  ASSERT_TRUE(device::set_up_line(*line, {}));
  wire.send("new");
  EXPECT_EQ(read_some(*line, 3), "new");
}

TEST(SerialLine, SilenceIsATimeOutAndNoError) {
  PseudoTerminal wire;
  SerialBus bus = bus_of({wire.path()});
  const auto line = opened(bus);
  ASSERT_TRUE(line);
  std::array<std::byte, 8> buffer{};
  const auto read = line->read(buffer, milliseconds{10});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->bytes, 0u);
  EXPECT_TRUE(read->timed_out);
}

TEST(SerialLine, ALineThatTakesNoMoreBytesTimesOutWithTheCountItTook) {
  PseudoTerminal wire;
  SerialBus bus = bus_of({wire.path()});
  const auto line = opened(bus);
  ASSERT_TRUE(line);
  const std::string much(1 << 20, 'x');
  const auto written = line->write(bytes_of(much), milliseconds{50});
  ASSERT_TRUE(written);
  EXPECT_TRUE(written->timed_out);
  EXPECT_LT(written->bytes, much.size());
  EXPECT_EQ(wire.receive(written->bytes), much.substr(0, written->bytes));
  EXPECT_EQ(wire.receive(1, milliseconds{20}), "") << "nothing but the counted bytes has crossed";
}

TEST(SerialLine, PulledOutItSaysNoHardwareToReaderAndWriter) {
  PseudoTerminal wire;
  SerialBus bus = bus_of({wire.path()});
  const auto line = opened(bus);
  ASSERT_TRUE(line);
  wire.send("last");
  std::thread pulling{[&wire] {
    std::this_thread::sleep_for(milliseconds{20});
    wire.unplug();
  }};
  EXPECT_EQ(read_some(*line, 4), "last") << "what came in before is still read";
  std::array<std::byte, 8> buffer{};
  const auto read = line->read(buffer, seconds{5});
  pulling.join();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Errc::no_hardware);
  const auto written = line->write(bytes_of("x"), seconds{5});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::no_hardware);
}

TEST(SerialLine, CancelEndsAReadFromAnotherThread) {
  PseudoTerminal wire;
  SerialBus bus = bus_of({wire.path()});
  const auto line = opened(bus);
  ASSERT_TRUE(line);
  std::thread cancelling{[&line] { line->cancel(); }};
  std::array<std::byte, 8> buffer{};
  const auto read = line->read(buffer, std::chrono::hours{1});
  cancelling.join();
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->timed_out);
  wire.send("on");
  EXPECT_EQ(read_some(*line, 2), "on") << "one cancel ends one read";
}

TEST(SerialLine, ASecondReaderIsRefusedAndToldWhoHoldsIt) {
  PseudoTerminal wire;
  SerialBus bus = bus_of({wire.path()});
  const int other = ::open(wire.path().c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  ASSERT_EQ(::flock(other, LOCK_EX | LOCK_NB), 0);
  const auto list = bus.list();
  ASSERT_TRUE(list);
  const auto refused = bus.open(list->front());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::claimed);
  EXPECT_NE(refused.error().remedy.find("fuser"), std::string::npos);
  ::close(other);
  auto first = bus.open(list->front());
  ASSERT_TRUE(first);
  EXPECT_FALSE(bus.open(list->front()));
  first->reset();
  EXPECT_TRUE(bus.open(list->front())) << "closed, it is free again";
}

TEST(SerialLine, WhatWasWrittenLastGoesOutThoughTheLineIsClosedAtOnce) {
  PseudoTerminal wire;
  SerialBus bus = bus_of({wire.path()});
  for (int round = 0; round < 20; ++round) {
    auto line = opened(bus);
    ASSERT_TRUE(line);
    ASSERT_TRUE(line->write(bytes_of("bye"), seconds{5}));
    line.reset();
    ASSERT_EQ(wire.receive(3), "bye");
  }
}

TEST(SerialLine, ClosingGivesTheLineItsFormerSettingsBack) {
  PseudoTerminal wire;
  const int keeper = ::open(wire.path().c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  termios before{};
  ASSERT_EQ(::tcgetattr(keeper, &before), 0);
  SerialBus bus = bus_of({wire.path()});
  auto line = opened(bus);
  ASSERT_TRUE(line);
  ASSERT_TRUE(device::set_up_line(*line, {.baud = 2400}));
  line.reset();
  termios after{};
  ASSERT_EQ(::tcgetattr(keeper, &after), 0);
  ::close(keeper);
  EXPECT_EQ(after.c_lflag, before.c_lflag);
  EXPECT_EQ(after.c_iflag, before.c_iflag);
  EXPECT_EQ(cfgetospeed(&after), cfgetospeed(&before));
}

TEST(SerialLine, AChildProcessDoesNotInheritIt) {
  PseudoTerminal wire;
  SerialBus bus = bus_of({wire.path()});
  auto line = opened(bus);
  ASSERT_TRUE(line);
  const int status = std::system(("ls -l /proc/self/fd | grep -q '" + wire.path() + "$'").c_str());
  EXPECT_EQ(WEXITSTATUS(status), 1);
}

TEST(SerialBus, APathThatIsNotThereOrNoTtyIsNotListedOrRefused) {
  SerialBus bus = bus_of({"/dev/no-such-tty", "/etc/passwd", "/dev/null"});
  const auto list = bus.list();
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1u);
  EXPECT_EQ(list->front().port_path, "/dev/null");
  const auto refused = bus.open(list->front());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().cause, "/dev/null is no serial line");
  const auto gone = bus.open(DeviceInfo{.port_path = "/dev/no-such-tty"});
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, Errc::no_hardware);
}

/// A sysfs with a CH340 adapter (a port below the interface) and a CDC-ACM device (the interface itself), as Linux 6
/// shows them, and a built-in line without USB.
class DrawnSysfs {
 public:
  DrawnSysfs() {
    device("1-1.2", "1a86", "7523", "");
    tty("ttyUSB0", "1-1.2/1-1.2:1.0/ttyUSB0", "1-1.2/1-1.2:1.0");
    device("1-3", "0483", "5740", "A1");
    tty("ttyACM0", "1-3/1-3:1.0", "1-3/1-3:1.0");
    fs::create_directories(root() / "devices/pnp0/00:01");
    link("ttyS0", root() / "devices/pnp0/00:01");
    fs::create_directories(root() / "dev");
    for (const char* name : {"ttyUSB0", "ttyACM0", "ttyS0"}) std::ofstream{root() / "dev" / name} << "";
  }
  [[nodiscard]] fs::path root() const { return folder_.path(); }

 private:
  [[nodiscard]] fs::path usb(const std::string& path) const { return root() / "devices/pci0/usb1" / path; }
  void device(const std::string& port, const std::string& vendor, const std::string& product, const std::string& serial) {
    fs::create_directories(usb(port));
    std::ofstream{usb(port) / "idVendor"} << vendor << '\n';
    std::ofstream{usb(port) / "idProduct"} << product << '\n';
    std::ofstream{usb(port) / "bcdDevice"} << "0264\n";
    if (!serial.empty()) std::ofstream{usb(port) / "serial"} << serial << '\n';
  }
  void tty(const std::string& name, const std::string& at, const std::string& interface) {
    fs::create_directories(usb(at));
    std::ofstream{usb(interface) / "bInterfaceNumber"} << "00\n";
    link(name, usb(at));
  }
  void link(const std::string& name, const fs::path& target) {
    fs::create_directories(root() / "class/tty" / name);
    fs::create_directory_symlink(target, root() / "class/tty" / name / "device");
  }
  support::TemporaryFolder folder_{"sysfs"};
};

TEST(SerialBus, UsbLinesAreListedWithModelSerialAndAPortThatOutlivesTheirNumber) {
  DrawnSysfs drawn;
  SerialBus bus{{.sysfs = drawn.root(), .devices = drawn.root() / "dev"}};
  const auto list = bus.list();
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 2u) << "a built-in line is listed only when it was told of";
  EXPECT_EQ((*list)[0], (DeviceInfo{.vendor_id = 0x1A86, .product_id = 0x7523, .revision = 0x0264, .port_path = "tty:1-1.2:1.0"}));
  EXPECT_EQ((*list)[1], (DeviceInfo{.vendor_id = 0x0483, .product_id = 0x5740, .revision = 0x0264, .port_path = "tty:1-3:1.0",
                                    .serial = "A1"}));
}

TEST(SerialBus, ANewNodeInTheFolderOfDevicesIsAChange) {
  support::TemporaryFolder folder{"dev"};
  SerialBus bus{{.usb = false, .devices = folder.path()}};
  EXPECT_FALSE(bus.wait_change(milliseconds{1}));
  std::atomic<bool> noticed{false};
  std::thread plugging{[&] {
    for (int name = 0; !noticed; ++name) {
      std::ofstream{folder.path() + "/ttyUSB" + std::to_string(name)} << "";
      std::this_thread::sleep_for(milliseconds{5});
    }
  }};
  const bool changed = bus.wait_change(seconds{30});
  noticed = true;
  plugging.join();
  EXPECT_TRUE(changed);
}

TEST(JoinedBus, ADriverSeesTheDevicesOfAllBusesAndOpensEachOnItsOwn) {
  PseudoTerminal one, two;
  SerialBus first = bus_of({one.path()}), second = bus_of({two.path()});
  JoinedBus bus{{&first, &second}};
  const auto list = bus.list();
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 2u);
  const auto line = bus.open((*list)[1]);
  ASSERT_TRUE(line);
  two.send("2");
  EXPECT_EQ(read_some(**line, 1), "2");
  const auto gone = bus.open(DeviceInfo{.port_path = "1-9"});
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, Errc::no_hardware);
  EXPECT_FALSE(bus.wait_change(milliseconds{45}));
}

class BrokenBus final : public device::Bus {
 public:
  device::Result<std::vector<DeviceInfo>> list() override {
    return tl::unexpected(device::DeviceError{Errc::no_service, "no bus", "mend it"});
  }
  device::Result<std::unique_ptr<device::Transport>> open(const DeviceInfo&) override {
    return tl::unexpected(device::DeviceError{Errc::no_service, "no bus", "mend it"});
  }
};

TEST(JoinedBus, ABrokenBusIsNoHindranceToAWholeOneAndIsToldWhereNothingElseIs) {
  PseudoTerminal wire;
  SerialBus whole = bus_of({wire.path()}), empty = bus_of({});
  BrokenBus broken;
  EXPECT_EQ(JoinedBus({&broken, &whole}).list()->size(), 1u);
  const auto nothing = JoinedBus({&broken, &empty}).list();
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().cause, "no bus");
}

}  // namespace
}  // namespace zhuangui::transport
