#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "emulated_usb.h"
#include "own_process.h"
#include "scanner_wires.h"
#include "scanner/driver.h"
#include "told.h"
#include "transport/usb_bus.h"

namespace zhuangui::scanner {
namespace {

using device::Errc;
using device::Stage;
using testing::ElementsAre;

/// A driver in its thread, over the real libusb, and what it told.
class RunningScanner : support::Told {
 public:
  RunningScanner(device::Bus& bus, const device::QuirkTable& quirks, ScannerOptions options = {})
      : driver_{bus, quirks, std::move(options)}, thread_{[this](const std::stop_token& stop) {
          driver_.run(stop, {[this](const device::ScanEvent& event) { note([&] { scans_.push_back(event); }); },
                             [this](const device::CardEvent& event) { note([&] { cards_.push_back(event); }); },
                             [this](const ScannerState& state) { note([&] { states_.push_back(state); }); },
                             [this](const std::string&, Role) { note([&] { ++unreadable_; }); }});
        }} {}

  bool wait_scans(std::size_t count) { return wait([this, count] { return scans_.size() >= count; }); }
  bool wait_cards(std::size_t count) { return wait([this, count] { return cards_.size() >= count; }); }
  bool wait_unreadable(int count) { return wait([this, count] { return unreadable_ >= count; }); }
  bool wait_stage(Stage stage, std::size_t times = 1) {
    return wait([this, stage, times] {
      const auto is = [stage](const ScannerState& state) { return state.stage == stage; };
      return static_cast<std::size_t>(std::count_if(states_.begin(), states_.end(), is)) >= times;
    });
  }
  bool wait_error(Errc code) {
    return wait([this, code] { return !states_.empty() && states_.back().error && states_.back().error->code == code; });
  }

  std::vector<std::string> texts() {
    const std::lock_guard lock{mutex_};
    std::vector<std::string> found;
    for (const auto& scan : scans_) found.push_back(scan.text);
    return found;
  }
  device::ScanEvent scan(std::size_t at) {
    const std::lock_guard lock{mutex_};
    return scans_.at(at);
  }
  std::vector<device::CardEvent> cards() {
    const std::lock_guard lock{mutex_};
    return cards_;
  }
  ScannerState last_state() {
    const std::lock_guard lock{mutex_};
    return states_.back();
  }
  void stop() {
    thread_.request_stop();
    thread_.join();
  }

 private:
  std::vector<device::ScanEvent> scans_;
  std::vector<device::CardEvent> cards_;
  std::vector<ScannerState> states_;
  int unreadable_ = 0;
  ScannerDriver driver_;
  std::jthread thread_;
};

class UsbScanner : public testing::Test {
 protected:
  void SetUp() override {
    quirks = device::load_quirks(ZHUANGUI_SOURCE_DIR "/assets/quirks").value();
    bus = transport::UsbBus::start(quirks).value();
  }
  void scan(const std::string& port, std::string_view text) {
    for (const auto& report : support::typed_reports(text)) usb.send(port, 0x81, report);
  }

  support::EmulatedUsb usb;
  device::QuirkTable quirks;
  std::unique_ptr<transport::UsbBus> bus;
};

TEST_F(UsbScanner, AScanComesThroughTheRealUsbPath) {
  usb.plug(support::keyboard_scanner("1-1"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  EXPECT_EQ(scanner.last_state().device, "1-1");
  EXPECT_EQ(scanner.last_state().model, "Honeywell Voyager 1400g");
  scan("1-1", "]E06901234567892\n");
  scan("1-1", "2101234005200\n");
  ASSERT_TRUE(scanner.wait_scans(2));
  EXPECT_EQ(scanner.scan(0).device, "1-1");
  EXPECT_EQ(scanner.scan(0).symbology, "E0");
  EXPECT_GT(scanner.scan(0).at_us, 0);
  EXPECT_THAT(scanner.texts(), ElementsAre("6901234567892", "2101234005200"));
}

TEST_F(UsbScanner, ItIsTakenFromTheKernelSetUpAndGivenBack) {
  usb.plug(support::keyboard_scanner("1-1"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  scanner.stop();
  EXPECT_THAT(usb.requests("1-1", {"DISCONNECT", "CLAIM", "CONTROL", "RELEASE", "CONNECT"}),
              ElementsAre("DISCONNECT 0", "CLAIM 0", "CONTROL 21 0B 0000 0000 0", "CONTROL 21 0A 0000 0000 0",
                          "CONTROL 21 09 0200 0000 1", "RELEASE 0", "CONNECT 0"));
}

TEST_F(UsbScanner, OneThatStallsTheSetUpWorksAllTheSame) {
  usb.plug(support::keyboard_scanner("1-1"));
  for (const std::uint8_t request : {std::uint8_t{0x09}, std::uint8_t{0x0A}, std::uint8_t{0x0B}}) usb.stall_request("1-1", request);
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  scan("1-1", "6901234567892\n");
  ASSERT_TRUE(scanner.wait_scans(1));
}

TEST_F(UsbScanner, NoneThereIsToldAndOneThatComesIsTaken) {
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_error(Errc::no_hardware));
  EXPECT_EQ(scanner.last_state().error->cause, "no barcode scanner is plugged in");
  usb.plug(support::keyboard_scanner("1-1"));
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  scan("1-1", "6901234567892\n");
  ASSERT_TRUE(scanner.wait_scans(1));
}

TEST_F(UsbScanner, UnpluggedInMidCodeItIsTakenUpAgainAndTheHalfCodeIsNotJoined) {
  usb.plug(support::keyboard_scanner("1-1"));
  RunningScanner scanner{*bus, quirks};
  for (std::size_t round = 1; round <= 3; ++round) {
    ASSERT_TRUE(scanner.wait_stage(Stage::enabled, round)) << "round " << round;
    scan("1-1", "690123");
    ASSERT_TRUE(usb.wait_for("1-1", "DONE 81 8", 12));
    usb.unplug("1-1");
    ASSERT_TRUE(scanner.wait_stage(Stage::error, round)) << "the unplugging is told";
    usb.plug(support::keyboard_scanner("1-1"));
  }
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled, 4));
  scan("1-1", "6901234567892\n");
  ASSERT_TRUE(scanner.wait_scans(1));
  EXPECT_THAT(scanner.texts(), ElementsAre("6901234567892"));
  EXPECT_TRUE(scanner.wait_unreadable(3)) << "each half code is told, so that a person scans again";
}

TEST_F(UsbScanner, AHundredReplugsLeaveNoThreadAndNoDescriptorBehind) {
  RunningScanner scanner{*bus, quirks};
  std::size_t threads = 0, descriptors = 0;
  for (std::size_t round = 1; round <= 103; ++round) {
    usb.plug(support::keyboard_scanner("1-1"));
    ASSERT_TRUE(scanner.wait_stage(Stage::enabled, round));
    // Each has a thread of its own; that of the round before is joined when the next one begins.
    if (round == 3) threads = support::threads_now(), descriptors = support::descriptors_now();
    if (round < 103) {
      usb.unplug("1-1");
      ASSERT_TRUE(scanner.wait_stage(Stage::error, round));
    }
  }
  EXPECT_EQ(support::threads_now(), threads);
  EXPECT_LE(support::descriptors_now(), descriptors + 2) << "one or two come and go with the emulated bus";
  scan("1-1", "6901234567892\n");
  EXPECT_TRUE(scanner.wait_scans(1));
}

TEST_F(UsbScanner, MissingPermissionIsToldAndOvercomeWithoutARestart) {
  usb.plug(support::keyboard_scanner("1-1"));
  usb.forbid("1-1", true);
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_error(Errc::no_service));
  EXPECT_THAT(scanner.last_state().error->remedy, testing::HasSubstr("60-zhuangui.rules"));
  EXPECT_EQ(scanner.last_state().device, "1-1");
  usb.forbid("1-1", false);
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
}

TEST_F(UsbScanner, AnotherProgramsHoldIsToldAndOvercomeWithoutARestart) {
  usb.plug(support::keyboard_scanner("1-1"));
  usb.hold("1-1", true);
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_error(Errc::claimed));
  usb.hold("1-1", false);
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
}

/// One scanner of each mode, and how a code crosses its endpoint.
struct ModeOnTheBus {
  const char* name;
  support::EmulatedDevice (*device)(const std::string& port);
  std::uint8_t endpoint;
  support::Packets (*packets)(std::string_view aim, std::string_view text);
};
const ModeOnTheBus modes[] = {
    {"Keyboard", support::keyboard_scanner, 0x81, [](std::string_view aim, std::string_view text) { return support::keyboard_packets(aim, text); }},
    {"Pos", support::pos_scanner, 0x81, support::pos_reports},
    {"Serial", support::serial_scanner, 0x82, [](std::string_view aim, std::string_view text) { return support::serial_packets(aim, text); }}};

class UsbScannerOfEachMode : public UsbScanner, public testing::WithParamInterface<ModeOnTheBus> {
 protected:
  void scan_code(std::string_view aim, std::string_view text) {
    for (const auto& packet : GetParam().packets(aim, text)) usb.send("1-1", GetParam().endpoint, packet);
  }
};
INSTANTIATE_TEST_SUITE_P(All, UsbScannerOfEachMode, testing::ValuesIn(modes),
                         [](const testing::TestParamInfo<ModeOnTheBus>& mode) { return std::string{mode.param.name}; });

TEST_P(UsbScannerOfEachMode, TheSameScansComeOutAndNoneOfABurstIsLost) {
  usb.plug(GetParam().device("1-1"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  std::vector<std::string> want{"01069012345678921726123110A1\x1D" "3103000520", std::string(100, 'x')};
  for (const auto& text : want) scan_code("d2", text);
  for (int code = 0; code < 20; ++code) {
    want.push_back(std::to_string(6'901'234'000'000 + code));
    scan_code("E0", want.back());
  }
  ASSERT_TRUE(scanner.wait_scans(want.size()));
  EXPECT_EQ(scanner.texts(), want);
  EXPECT_EQ(scanner.scan(0).symbology, "d2");
  EXPECT_EQ(scanner.scan(2).symbology, "E0");
  EXPECT_EQ(scanner.scan(2).device, "1-1");
}

TEST_P(UsbScannerOfEachMode, PulledOutInMidCodeItComesBackAndTheHalfCodeIsNotJoined) {
  usb.plug(GetParam().device("1-1"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  auto packets = GetParam().packets("", std::string(100, '6'));
  packets.resize(packets.size() / 2);
  for (const auto& packet : packets) usb.send("1-1", GetParam().endpoint, packet);
  ASSERT_TRUE(usb.wait_for("1-1", "DONE " + std::string(GetParam().endpoint == 0x82 ? "82 " : "81 ") + std::to_string(packets.back().size()), packets.size()));
  usb.unplug("1-1");
  ASSERT_TRUE(scanner.wait_stage(Stage::error));
  EXPECT_TRUE(scanner.wait_unreadable(1));
  usb.plug(GetParam().device("1-1"));
  const auto back = std::chrono::steady_clock::now();
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled, 2) && std::chrono::steady_clock::now() - back <= std::chrono::seconds{2});
  scan_code("", "6901234567892");
  ASSERT_TRUE(scanner.wait_scans(1));
  EXPECT_THAT(scanner.texts(), ElementsAre("6901234567892"));
}

TEST_P(UsbScannerOfEachMode, AStallThatStaysIsOvercomeByOpeningItAnew) {
  usb.plug(GetParam().device("1-1"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  usb.stall("1-1", GetParam().endpoint, 2);
  ASSERT_TRUE(scanner.wait_error(Errc::failure) || scanner.wait_stage(Stage::enabled, 2));
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled, 2));
  scan_code("", "6901234567892");
  ASSERT_TRUE(scanner.wait_scans(1));
}

TEST_F(UsbScanner, ASerialScannersTwoInterfacesAreTakenAndItsLineIsRaised) {
  usb.plug(support::serial_scanner("1-1"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  scanner.stop();
  EXPECT_THAT(usb.requests("1-1", {"DISCONNECT", "CLAIM", "CONTROL", "RELEASE"}),
              ElementsAre("DISCONNECT 1", "CLAIM 1", "DISCONNECT 0", "CLAIM 0", "CONTROL 21 20 0000 0000 7",
                          "CONTROL 21 22 0003 0000 0", "RELEASE 1", "RELEASE 0"));
}

TEST_F(UsbScanner, AHoneywellInPosModeIsSwitchedOnAndItsCapabilitiesAreTold) {
  usb.plug(support::pos_scanner("1-1"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  EXPECT_THAT(scanner.last_state().capabilities,
              ElementsAre(device::Capability::tells_symbology, device::Capability::carries_any_byte, device::Capability::switched_by_host));
  EXPECT_THAT(usb.requests("1-1", {"CONTROL"}), ElementsAre("CONTROL 81 06 2200 0000 4096", "CONTROL 21 09 03FE 0000 2"));
}

std::vector<std::byte> hex(std::string_view text) {
  std::vector<std::byte> bytes;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2)
    bytes.push_back(static_cast<std::byte>(std::stoi(std::string{text.substr(at, 2)}, nullptr, 16)));
  return bytes;
}

// No byte count, data before the symbology, the flag in one bit: nothing of Honeywell's order.
TEST_F(UsbScanner, AnUnknownModelWorksOnceAQuirkNamesIt) {
  auto scanner_device = support::pos_scanner("1-1");
  scanner_device.vendor_id = 0x4242;
  usb.plug(scanner_device);
  usb.answer_request("1-1", 0x06, 0x2200,
                     hex("058C0902A1018507" "0912A102150026FF007508" "951409FE8202" "01" "950109FB810209FC810209FD8102" "2501750109FF8102" "95078103C0C0"));
  {
    RunningScanner scanner{*bus, quirks};
    ASSERT_TRUE(scanner.wait_error(Errc::no_hardware));
  }
  ASSERT_TRUE(quirks.add("[USB\\VID_4242&PID_0B8F]\nName = Odd one\nDriver = hid-pos\n", "counter.quirk"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  EXPECT_EQ(scanner.last_state().model, "Odd one");
  std::vector<std::byte> report(25);
  report[0] = std::byte{7};
  const std::string_view text = "6901234567892";
  for (std::size_t at = 0; at < text.size(); ++at) report[1 + at] = static_cast<std::byte>(text[at]);
  report[21] = std::byte{']'}, report[22] = std::byte{'E'}, report[23] = std::byte{'0'};
  usb.send("1-1", 0x81, report);
  ASSERT_TRUE(scanner.wait_scans(1));
  EXPECT_EQ(scanner.scan(0).text, text);
  EXPECT_EQ(scanner.scan(0).symbology, "E0");
}

TEST_F(UsbScanner, AKeyboardThatRefusesTheBootProtocolIsReadByItsDescriptor) {
  auto composite = support::keyboard_scanner("1-1");
  composite.interfaces[0].endpoints[0].packet_bytes = 16;
  usb.plug(composite);
  usb.stall_request("1-1", 0x0B);
  usb.answer_request("1-1", 0x06, 0x2200,
                     hex("050C0901A1018501150025010" "9E909EA75019502810295068101C0"
                         "05010906A1018503050719E029E71500250175019508810295017508810195067508150026FF00050719002AFF008100C0"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  for (auto report : support::typed_reports("69\n")) {
    report.insert(report.begin(), std::byte{3});
    usb.send("1-1", 0x81, report);
    usb.send("1-1", 0x81, hex("0101"));  // the volume key
  }
  ASSERT_TRUE(scanner.wait_scans(1));
  EXPECT_THAT(scanner.texts(), ElementsAre("69"));
}

TEST_F(UsbScanner, ADeviceNamedByItsPortThatIsNoScannerIsToldSo) {
  auto mouse = support::pos_scanner("1-1");
  mouse.vendor_id = 0x046D;
  usb.plug(mouse);
  ScannerOptions options;
  options.scanners = device::parse_choice("", "", "1-1").value();
  RunningScanner scanner{*bus, quirks, options};
  ASSERT_TRUE(scanner.wait_error(Errc::no_service));
  EXPECT_EQ(scanner.last_state().error->cause, "the HID device at port 1-1 is no bar code scanner");
}

TEST_F(UsbScanner, ACardIsACardEventNeverAScanAndItsReaderIsOursAlone) {
  usb.plug(support::card_reader("1-1"));
  usb.plug(support::keyboard_scanner("1-2"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled, 2));
  scan("1-1", "0010597059\n");
  ASSERT_TRUE(scanner.wait_cards(1));
  scan("1-2", "6901234567892\n");
  ASSERT_TRUE(scanner.wait_scans(1));
  EXPECT_THAT(scanner.texts(), ElementsAre("6901234567892"));
  ASSERT_EQ(scanner.cards().size(), 1u);
  EXPECT_EQ(scanner.cards()[0].device, "1-1");
  EXPECT_EQ(scanner.cards()[0].text, "0010597059");
  EXPECT_GT(scanner.cards()[0].at_us, 0);
  EXPECT_THAT(usb.requests("1-1", {"DISCONNECT", "CLAIM"}), ElementsAre("DISCONNECT 0", "CLAIM 0"));
}

TEST_F(UsbScanner, AReaderWithTheIdOfAScannerIsACardReaderWhereTheCounterSaysSo) {
  usb.plug(support::keyboard_scanner("1-1"));
  usb.plug(support::keyboard_scanner("1-2"));
  ScannerOptions options;
  options.card_readers = device::parse_choice("", "", "1-2").value();
  RunningScanner scanner{*bus, quirks, options};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled, 2));
  scan("1-2", "0010597059\n");
  ASSERT_TRUE(scanner.wait_cards(1));
  scan("1-1", "0010597059\n");
  ASSERT_TRUE(scanner.wait_scans(1)) << "the device decides, not the text";
  EXPECT_EQ(scanner.cards().size(), 1u);
}

TEST_F(UsbScanner, OfTwoEqualOnesTheSerialNumberChooses) {
  auto one = support::keyboard_scanner("1-1");
  one.serial = "A1";
  auto other = support::keyboard_scanner("1-2");
  other.serial = "B2";
  usb.plug(one);
  usb.plug(other);
  ScannerOptions options;
  options.scanners = device::parse_choice("", "B2", "").value();
  RunningScanner scanner{*bus, quirks, options};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  EXPECT_EQ(scanner.last_state().device, "1-2");
  EXPECT_THAT(usb.requests("1-1"), ElementsAre()) << "the other one is left alone";
  usb.unplug("1-2");
  ASSERT_TRUE(scanner.wait_stage(Stage::error));
  other.port = "1-3";  // moved to another port it is the same
  usb.plug(other);
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled, 2));
  EXPECT_EQ(scanner.last_state().device, "1-3");
}

TEST_F(UsbScanner, ATapTellsWhichDeviceItWas) {
  auto reader = support::keyboard_scanner("1-2");
  reader.vendor_id = 0xFFFE;
  usb.plug(support::keyboard_scanner("1-1"));
  usb.plug(reader);
  std::jthread hand{[&] {
    EXPECT_TRUE(usb.wait_for("1-2", "CLAIM 0"));
    scan("1-2", "0010597059\n");
  }};
  const auto learnt = learn_by_tap(*bus, std::chrono::seconds{20});
  ASSERT_TRUE(learnt) << learnt.error().cause;
  EXPECT_EQ(learnt->port_path, "1-2");
  EXPECT_EQ(learnt->vendor_id, 0xFFFE);
  EXPECT_THAT(usb.requests("1-1", {"RELEASE", "CONNECT"}), ElementsAre("RELEASE 0", "CONNECT 0")) << "all keyboards are given back";
  const auto nothing = learn_by_tap(*bus, std::chrono::milliseconds{300});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, Errc::timeout);
}

TEST_F(UsbScanner, APersonsKeyboardIsLeftAloneUnlessItIsNamed) {
  auto keyboard = support::keyboard_scanner("1-1");
  keyboard.vendor_id = 0x046D;  // no quirk knows it
  keyboard.product_id = 0xC31C;
  usb.plug(keyboard);
  {
    RunningScanner scanner{*bus, quirks};
    ASSERT_TRUE(scanner.wait_error(Errc::no_hardware));
    EXPECT_THAT(usb.requests("1-1"), ElementsAre());
  }
  struct Case { const char* note; device::Choice choice; bool any_keyboard; };
  for (const Case& c : {Case{"by model", device::parse_choice("046d:c31c", "", "").value(), false},
                        Case{"by port", device::parse_choice("", "", "1-1").value(), false}, Case{"any keyboard", {}, true}}) {
    ScannerOptions options;
    options.scanners = c.choice;
    options.any_keyboard = c.any_keyboard;
    RunningScanner scanner{*bus, quirks, options};
    EXPECT_TRUE(scanner.wait_stage(Stage::enabled)) << c.note;
  }
}

TEST_F(UsbScanner, SeveralAreReadAtOnceAndEachCodeSaysFromWhere) {
  usb.plug(support::keyboard_scanner("1-1"));
  usb.plug(support::receipt_printer("1-2"));
  usb.plug(support::keyboard_scanner("1-3"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled, 2));
  scan("1-3", "33\n");
  ASSERT_TRUE(scanner.wait_scans(1));
  scan("1-1", "11\n");
  ASSERT_TRUE(scanner.wait_scans(2));
  EXPECT_THAT(scanner.texts(), ElementsAre("33", "11"));
  EXPECT_EQ(scanner.scan(0).device, "1-3");
  EXPECT_EQ(scanner.scan(1).device, "1-1");
}

}  // namespace
}  // namespace zhuangui::scanner
