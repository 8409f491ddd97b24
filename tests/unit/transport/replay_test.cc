#include "transport/replay.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "scanner/driver.h"
#include "simulated/bus.h"
#include "transport/recorder.h"

namespace zhuangui::transport {
namespace {

using std::chrono::milliseconds;

Story story_of(const std::string& lines) {
  auto story = parse_story("zhuangui-devices 1\ndevice 1 usb=0001:0002 port=1-1 class=7/1/2\n" + lines, "story");
  EXPECT_TRUE(story) << story.error().cause;
  return story ? *story : Story{};
}

std::string text_of(std::span<const std::byte> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::string read(device::Transport& transport, int timeout_ms = 100) {
  std::array<std::byte, 64> room{};
  const auto got = transport.read(room, milliseconds(timeout_ms));
  if (!got) return "failed: " + got.error().cause;
  return got->timed_out ? "nothing" : text_of(std::span{room}.first(got->bytes));
}

std::string write(device::Transport& transport, std::string_view bytes) {
  const auto taken = transport.write(std::as_bytes(std::span(bytes)), milliseconds(100));
  if (!taken) return "failed: " + taken.error().cause;
  return std::to_string(taken->bytes) + (taken->timed_out ? " in time" : "");
}

TEST(Replay, GivesWhatCameWhenItCameAndNotBeforeItWasAskedFor) {
  const Story story = story_of("+0 1 open\n+50000 1 in 61\n+0 1 out 78 79\n+150000 1 in 62\n+0 1 close\n");
  Replay replay{story, 1};
  ASSERT_EQ(replay.list()->size(), 1u);
  auto transport = replay.open(story.devices.at(1));
  ASSERT_TRUE(transport);
  EXPECT_EQ(read(**transport), "a");
  EXPECT_EQ(replay.now_us(), 50'000);
  EXPECT_EQ(read(**transport), "nothing") << "xy has not been sent yet";
  EXPECT_EQ(write(**transport, "x"), "1");
  EXPECT_EQ(read(**transport), "nothing");
  EXPECT_EQ(write(**transport, "y"), "1");
  EXPECT_EQ(read(**transport), "nothing") << "it came 150 ms later";
  EXPECT_EQ(read(**transport), "b");
  EXPECT_TRUE(replay.is_over());
  transport->reset();
  EXPECT_EQ(replay.deviation(), "");
}

TEST(Replay, HowTheDriverCutsItsBytesDoesNotMatterButEachByteDoes) {
  const Story story = story_of("+0 1 open\n+0 1 out 61 62 63\n+0 1 out 64 65\n");
  for (const auto& cuts : {std::vector<const char*>{"abcde"}, {"a", "bcd", "e"}, {"ab", "cde"}}) {
    Replay replay{story, 1};
    auto transport = replay.open(story.devices.at(1));
    for (const char* piece : cuts) EXPECT_EQ(write(**transport, piece), std::to_string(std::string_view{piece}.size()));
    EXPECT_TRUE(replay.is_over());
  }
  Replay replay{story, 1};
  auto transport = replay.open(story.devices.at(1));
  EXPECT_EQ(write(**transport, "abX"), "failed: line 4: the driver sent other bytes");
  EXPECT_EQ(read(**transport), "failed: line 4: the driver sent other bytes") << "a deviation stays";
}

TEST(Replay, APrinterThatTookHalfTakesHalfAgain) {
  const Story story = story_of("+0 1 open\n+0 1 out 2/5 61 62\n+0 1 fail out 107 it was unplugged\n");
  Replay replay{story, 1};
  auto transport = replay.open(story.devices.at(1));
  EXPECT_EQ(write(**transport, "abcde"), "2 in time");
  EXPECT_EQ(write(**transport, "cde"), "failed: it was unplugged");
  EXPECT_TRUE(replay.is_over());
}

TEST(Replay, EachDeviationIsToldWithTheLineOfTheSession) {
  struct Case { const char* story; const char* said; std::function<void(Replay&)> acts; };
  const auto opened = [](Replay& replay) { return std::move(*replay.open(replay.list()->front())); };
  for (const Case& c : {
           Case{"+0 1 open\n+0 1 in 61\n+0 1 close\n", "line 4: the driver closed the device instead", [&](Replay& r) { opened(r); }},
           Case{"+0 1 open\n+0 1 control 21 01 0000 0000 out\n", "line 4: the driver sent something instead",
                [&](Replay& r) { write(*opened(r), "a"); }},
           Case{"+0 1 open\n+0 1 control 21 01 0000 0000 out 00\n", "line 4: the driver made another request",
                [&](Replay& r) { (void)opened(r)->control(0x21, 1, 0, 1, {}, milliseconds(1)); }},
           Case{"+0 1 open\n+0 1 out 61\n", "line 4: the driver never did what it did here in the session",
                [&](Replay& r) { const auto t = opened(r); for (int i = 0; i < 700; ++i) read(*t); }}}) {
    const Story story = story_of(c.story);
    int over = 0;
    Replay replay{story, 1, [&over] { ++over; }};
    c.acts(replay);
    EXPECT_EQ(replay.deviation(), c.said);
    EXPECT_GT(over, 0);
  }
}

TEST(Replay, ADeviceThatNoDriverOpensEndsItAllTheSame) {
  const Story story = story_of("+0 1 open\n+0 1 in 61\n");
  bool over = false;
  Replay replay{story, 1, [&over] { over = true; }};
  for (int waits = 0; waits < 2'000 && !over; ++waits) (void)replay.wait_change(milliseconds(200));
  EXPECT_TRUE(over);
  EXPECT_EQ(replay.deviation(), "line 3: no driver opened the device as in the session");
}

TEST(Replay, WhatADriverAsksWhenNothingIsLeftIsTakenByNobody) {
  for (const bool closed : {true, false}) {
    const Story story = story_of(std::string("+0 1 open\n+0 1 out 61\n+0 1 in 62\n") + (closed ? "+200000 1 close\n" : ""));
    bool over = false;
    Replay replay{story, 1, [&over] { over = true; }};
    auto transport = replay.open(story.devices.at(1));
    EXPECT_EQ(write(**transport, "a"), "1");
    EXPECT_EQ(read(**transport), "b");
    EXPECT_EQ(write(**transport, "a"), "0 in time");
    EXPECT_TRUE(over) << "there is nothing left to hold the driver against";
    std::array<std::byte, 1> answer{};
    EXPECT_EQ((*transport)->control(0xA1, 0x01, 0, 0, answer, milliseconds(100)).error().code, device::Errc::timeout);
    transport->reset();
    EXPECT_EQ(replay.deviation(), "");
  }
}

TEST(Replay, ADeviceThatWentAndCameBackDoesSoAgain) {
  const Story story = story_of("+0 1 open\n+10 1 fail in 107 it was unplugged\n+0 1 close\n+1500000 1 open\n+10 1 in 61\n");
  Replay replay{story, 1};
  auto transport = replay.open(story.devices.at(1));
  EXPECT_EQ(read(**transport), "failed: it was unplugged");
  transport->reset();
  EXPECT_TRUE(replay.list()->empty());
  EXPECT_FALSE(replay.open(story.devices.at(1))) << "it is not there yet";
  EXPECT_FALSE(replay.wait_change(milliseconds(1'000)));
  EXPECT_TRUE(replay.wait_change(milliseconds(1'000)));
  transport = replay.open(story.devices.at(1));
  ASSERT_TRUE(transport);
  EXPECT_EQ(read(**transport), "a");
}

/// What a scanner driver makes of the devices of `bus`, until `enough`.
std::vector<std::string> scans_of(device::Bus& bus, const scanner::ScannerDriver::Clock& clock, std::stop_source& stop,
                                  const std::function<void(const std::string&)>& scanned) {
  const device::QuirkTable quirks;
  scanner::ScannerDriver driver{bus, quirks, {.any_keyboard = true}, clock};
  std::vector<std::string> scans;
  scanner::ScannerListener listener;
  listener.scanned = [&](const device::ScanEvent& event) {
    scans.push_back(event.symbology + " " + event.text);
    scanned(event.text);
  };
  listener.changed = [](const scanner::ScannerState&) {};
  driver.run(stop.get_token(), listener);
  return scans;
}

TEST(Replay, TheScannerDriverMakesTheSameOfARecordedSessionAsOfTheScanner) {
  const auto folder = std::filesystem::temp_directory_path() / ("zhuangui-replay-" + std::to_string(::getpid()));
  auto real = simulated::Bus::create(folder, {[] { return scanner::ScannerDriver::steady_clock_us() / 1000; }, {}});
  ASSERT_TRUE(real);
  std::string text;
  std::vector<std::string> first;
  {
    Recorder recorder{[&text](std::string_view lines) { text += lines; }, scanner::ScannerDriver::steady_clock_us};
    Recorder::Bus bus{**real, recorder};
    const std::vector<std::string> codes{"6901234567892", "0106901234567892\x1D" "10A1", "aB-9"};
    std::stop_source stop;
    (*real)->scanner().scan(codes[0], "E0");
    std::size_t next = 1;
    first = scans_of(bus, scanner::ScannerDriver::steady_clock_us, stop, [&](const std::string&) {
      if (next < codes.size()) (*real)->scanner().scan(codes[next++]);
      else stop.request_stop();
    });
  }
  std::filesystem::remove_all(folder);
  ASSERT_EQ(first.size(), 3u) << text;

  const auto story = parse_story(text, "session");
  ASSERT_TRUE(story) << story.error().cause;
  std::stop_source stop;
  Replay replay{*story, 1, [&stop] { stop.request_stop(); }};
  const auto again = scans_of(replay, [&replay] { return replay.now_us(); }, stop, [](const std::string&) {});
  EXPECT_EQ(again, first);
  EXPECT_EQ(replay.deviation(), "");
}

}  // namespace
}  // namespace zhuangui::transport
