#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "emulated_usb.h"
#include "keyboard_reports.h"
#include "scanner/driver.h"
#include "transport/usb_bus.h"

namespace zhuangui::scanner {
namespace {

using device::Errc;
using device::Stage;
using testing::ElementsAre;

constexpr std::chrono::seconds patience{20};

/// A driver in its thread, over the real libusb, and what it told.
class RunningScanner {
 public:
  RunningScanner(device::Bus& bus, const device::QuirkTable& quirks, ScannerOptions options = {})
      : driver_{bus, quirks, std::move(options)}, thread_{[this](const std::stop_token& stop) {
          driver_.run(stop, {[this](const device::ScanEvent& event) { note([&] { scans_.push_back(event); }); },
                             [this](const device::CardEvent& event) { note([&] { cards_.push_back(event); }); },
                             [this](const ScannerState& state) { note([&] { states_.push_back(state); }); },
                             [this](const std::string&, Role) { note([&] { ++unreadable_; }); }});
        }} {}

  bool wait_scans(std::size_t count) { return wait([this, count] { return scans_.size() >= count; }); }
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
  ScannerState last_state() {
    const std::lock_guard lock{mutex_};
    return states_.back();
  }
  void stop() {
    thread_.request_stop();
    thread_.join();
  }

 private:
  template <class Change>
  void note(Change change) {
    const std::lock_guard lock{mutex_};
    change();
    told_.notify_all();
  }
  template <class Condition>
  bool wait(Condition condition) {
    std::unique_lock lock{mutex_};
    return told_.wait_for(lock, patience, condition);
  }

  std::mutex mutex_;
  std::condition_variable told_;
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

TEST_F(UsbScanner, TwentyCodesInABurstAreAllThereInOrder) {
  usb.plug(support::keyboard_scanner("1-1"));
  RunningScanner scanner{*bus, quirks};
  ASSERT_TRUE(scanner.wait_stage(Stage::enabled));
  std::vector<std::string> want;
  for (int code = 0; code < 20; ++code) {
    want.push_back(std::to_string(6'901'234'000'000 + code));
    scan("1-1", want.back() + "\n");
  }
  ASSERT_TRUE(scanner.wait_scans(want.size()));
  EXPECT_EQ(scanner.texts(), want);
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
