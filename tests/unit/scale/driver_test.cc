// The driver on real serial lines (pseudo-terminals): it is the thread of a terminal, the test is the scale.
#include "scale/driver.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "scale_dialects.h"
#include "pseudo_terminal.h"
#include "running_scale.h"
#include "transport/serial_bus.h"

namespace zhuangui::scale {
namespace {

using device::Errc;
using device::Stage;
using scale_test::dialects;
using support::PseudoTerminal;
using support::RunningScale;

Protocol protocol(const std::string& name) {
  static const auto loaded = load_protocols(ZHUANGUI_SOURCE_DIR "/assets/scales");
  return *find_protocol(loaded.value(), name);
}

/// A link that stands for the adapter's place: what it leads to may change, as after a replug.
class Place {
 public:
  explicit Place(const PseudoTerminal& wire) : path_{"/tmp/zhuangui-scale-" + std::to_string(::getpid()) + "-" + std::to_string(++count_)} {
    lead_to(wire);
  }
  ~Place() { ::unlink(path_.c_str()); }
  void lead_to(const PseudoTerminal& wire) {
    ::unlink(path_.c_str());
    if (::symlink(wire.path().c_str(), path_.c_str()) != 0) throw std::runtime_error("no link");
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  static inline int count_ = 0;
  std::string path_;
};

/// The driver on the serial line `path`.
class LineScale {
 public:
  LineScale(const std::string& path, Protocol spoken) : bus_{{.paths = {path}, .usb = false}}, running_{bus_, quirks_, {.device = {.ports = {path}}, .protocol = std::move(spoken)}} {}
  RunningScale* operator->() { return &running_; }

 private:
  device::QuirkTable quirks_;
  transport::SerialBus bus_;
  RunningScale running_;
};

std::string frame(const std::string& profile, State state, std::int64_t grams) {
  for (const auto& one : dialects())
    if (one.profile == profile) return one.write({state, grams});
  return {};
}

TEST(ScaleDriver, AScaleThatSendsByItselfIsRead) {
  PseudoTerminal wire;
  LineScale scale{wire.path(), protocol("st-gs")};
  ASSERT_TRUE(scale->wait_stage(Stage::enabled));
  wire.send(frame("st-gs", State::stable, 520));
  EXPECT_TRUE(scale->wait_weight(520));
  EXPECT_EQ(scale->last_state().device, wire.path());
}

TEST(ScaleDriver, TheLineIsSetUpAsTheProfileSays) {
  PseudoTerminal wire;
  LineScale scale{wire.path(), protocol("bs3000")};
  ASSERT_TRUE(scale->wait_stage(Stage::enabled));
  const termios now = wire.settings();
  EXPECT_EQ(cfgetospeed(&now), static_cast<speed_t>(B2400));
}

TEST(ScaleDriver, CasIsAskedByEnqAckDc1) {
  PseudoTerminal wire;
  LineScale scale{wire.path(), protocol("cas")};
  ASSERT_EQ(wire.receive(1), "\x05");
  wire.send("\x06");
  ASSERT_EQ(wire.receive(1), "\x11");
  wire.send(frame("cas", State::stable, 1230));
  EXPECT_TRUE(scale->wait_weight(1230));
  ASSERT_EQ(wire.receive(1), "\x05") << "asked again";
  wire.send("\x06" + frame("cas", State::stable, 77));
  EXPECT_TRUE(scale->wait_weight(77)) << "an answer joined to the acknowledgement";
}

TEST(ScaleDriver, ToledoIsAskedForEachWeight) {
  PseudoTerminal wire;
  LineScale scale{wire.path(), protocol("toledo-8217")};
  for (const std::int64_t grams : {520, 530}) {
    ASSERT_EQ(wire.receive(1), "W");
    wire.send(frame("toledo-8217", State::stable, grams));
    EXPECT_TRUE(scale->wait_weight(grams));
  }
}

TEST(ScaleDriver, TareAndZeroPressTheScalesKeys) {
  PseudoTerminal wire;
  LineScale scale{wire.path(), protocol("aclas-os2")};
  ASSERT_TRUE(scale->wait_stage(Stage::enabled));
  wire.send(frame("aclas-os2", State::stable, 80));
  ASSERT_TRUE(scale->wait_weight(80));
  EXPECT_TRUE(scale->last_state().can_tare);
  ASSERT_TRUE(scale->driver().tare());
  EXPECT_EQ(wire.receive(5), "<TK>\x09");
  ASSERT_TRUE(scale->driver().zero());
  EXPECT_EQ(wire.receive(5), "<ZK>\x09");
}

TEST(ScaleDriver, AKeyTheProtocolDoesNotKnowIsIllegal) {
  PseudoTerminal wire;
  LineScale scale{wire.path(), protocol("st-gs")};
  const auto pressed = scale->driver().tare();
  ASSERT_FALSE(pressed);
  EXPECT_EQ(pressed.error().code, Errc::illegal);
  EXPECT_EQ(pressed.error().remedy, "press the key on the scale");
}

TEST(ScaleDriver, PulledOutAndPluggedInItIsTakenUpAgain) {
  PseudoTerminal first, second;
  Place place{first};
  LineScale scale{place.path(), protocol("st-gs")};
  ASSERT_TRUE(scale->wait_stage(Stage::enabled));
  place.lead_to(second);  // the node that comes back may be another one
  const auto back = std::chrono::steady_clock::now();
  first.unplug();
  ASSERT_TRUE(scale->wait_stage(Stage::enabled, 2));
  EXPECT_LE(std::chrono::steady_clock::now() - back, std::chrono::seconds{2});
  second.send(frame("st-gs", State::stable, 520));
  EXPECT_TRUE(scale->wait_weight(520));
}

TEST(ScaleDriver, WithoutItsLineItSaysSo) {
  LineScale scale{"/dev/no-such-line", protocol("st-gs")};
  EXPECT_TRUE(scale->wait_error(Errc::no_hardware));
  const auto pressed = scale->driver().zero();
  ASSERT_FALSE(pressed);
}

TEST(ScaleDriver, AScaleThatSaysNothingIsToldFromOneThatSpeaksAnotherProtocol) {
  Protocol impatient = protocol("st-gs");
  impatient.silence_ms = 100;
  PseudoTerminal wire;
  LineScale scale{wire.path(), impatient};
  ASSERT_TRUE(scale->wait_error(Errc::timeout));
  EXPECT_EQ(scale->last_state().stage, Stage::enabled) << "it is open, and read as soon as it speaks";
  wire.send("what is this\r\n");
  ASSERT_TRUE(scale->wait_error(Errc::failure));
  EXPECT_EQ(scale->last_state().error->cause, "what the scale sends is not the protocol st-gs");
  wire.send(frame("st-gs", State::stable, 520));
  EXPECT_TRUE(scale->wait_stage(Stage::enabled, 2));
  EXPECT_TRUE(scale->wait_weight(520));
}

TEST(ScaleDriver, ALineHeldByAnotherProgramIsToldAfterTwoSeconds) {
  PseudoTerminal wire;
  transport::SerialBus other{{.paths = {wire.path()}, .usb = false}};
  const auto held = other.open(other.list()->front());
  ASSERT_TRUE(held);
  LineScale scale{wire.path(), protocol("st-gs")};
  EXPECT_TRUE(scale->wait_error(Errc::claimed));
}

}  // namespace
}  // namespace zhuangui::scale
