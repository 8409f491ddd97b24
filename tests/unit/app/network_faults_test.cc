#include "network_faults.h"

#include <gtest/gtest.h>

namespace zhuangui::app {
namespace {

/// A way to the county that always arrives, and counts.
class Straight final : public agent::HttpPort {
 public:
  explicit Straight(int& arrived) : arrived_{arrived} {}
  core::Result<agent::HttpAnswer> send(const agent::HttpRequest&) override {
    ++arrived_;
    return agent::HttpAnswer{200, {}, "0123456789"};
  }
  void cancel() override {}

 private:
  int& arrived_;
};

struct Network {
  int arrived = 0;
  NetworkFaults faults{std::make_unique<Straight>(arrived)};
  core::Result<agent::HttpAnswer> send() { return faults.send({"GET", "/health", {}, "", 1000, 1000}); }
};

TEST(NetworkFaults, WhatTheFaultDoesNotStopReallyGoesOut) {
  struct Case { const char* note; std::vector<std::string> words; int arrives; bool answered; int status; };
  for (const Case& c : {
           Case{"up", {"up"}, 1, true, 200},
           Case{"down", {"down"}, 0, false, 0},
           Case{"a dropped reply has arrived", {"drop-reply", "1"}, 1, false, 0},
           Case{"twice", {"duplicate"}, 2, true, 200},
           Case{"a cut reply has arrived", {"cut", "3"}, 1, false, 0},
           Case{"a reply shorter than the cut is whole", {"cut", "30"}, 1, true, 200},
           Case{"a status of somebody else", {"status", "502"}, 0, true, 502},
           Case{"a captive portal", {"captive"}, 0, true, 200},
       }) {
    Network network;
    ASSERT_TRUE(network.faults.command(c.words).has_value()) << c.note;
    const auto answer = network.send();
    EXPECT_EQ(network.arrived, c.arrives) << c.note;
    EXPECT_EQ(answer.has_value(), c.answered) << c.note;
    if (answer) {
      EXPECT_EQ(answer->status, c.status) << c.note;
    } else {
      EXPECT_TRUE(core::is_transient(answer.error().code)) << c.note;
    }
  }
}

TEST(NetworkFaults, DropsAsManyRepliesAsToldAndThenWorks) {
  Network network;
  ASSERT_TRUE(network.faults.command({"drop-reply", "2"}).has_value());
  EXPECT_FALSE(network.send().has_value());
  EXPECT_FALSE(network.send().has_value());
  EXPECT_TRUE(network.send().has_value());
  EXPECT_EQ(network.arrived, 3);
}

TEST(NetworkFaults, RefusesOtherWords) {
  Network network;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{}, {"sideways"}, {"down", "now"}, {"delay"}, {"delay", "x"}, {"drop-reply", "-1"}, {"status", "7"}})
    EXPECT_FALSE(network.faults.command(words).has_value());
}

TEST(NetworkFaults, ACancelledRequestDoesNotWaitForItsDelay) {
  Network network;
  ASSERT_TRUE(network.faults.command({"delay", "600000"}).has_value());
  network.faults.cancel();
  EXPECT_FALSE(network.send().has_value());
  EXPECT_EQ(network.arrived, 0);
}

TEST(NetworkFaults, AnotherWayOverTheSameNetworkHasTheSameFaults) {
  Network network;
  int arrived = 0;
  const auto another = network.faults.another(std::make_unique<Straight>(arrived));
  EXPECT_TRUE(another->send({"GET", "/health", {}, "", 1000, 1000}).has_value());
  ASSERT_TRUE(network.faults.command({"down"}).has_value());
  EXPECT_FALSE(another->send({"GET", "/health", {}, "", 1000, 1000}).has_value());
  EXPECT_EQ(arrived, 1);
}

}  // namespace
}  // namespace zhuangui::app
