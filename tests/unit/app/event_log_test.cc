#include "event_log.h"

#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>

#include "core/json.h"

namespace zhuangui::app {
namespace {

TEST(EventLog, WritesOneJsonLinePerEventAsItHappens) {
  const std::string path = testing::TempDir() + "/zhuangui-events.ndjson";
  std::remove(path.c_str());
  EventLog log;
  ASSERT_TRUE(log.open(path).has_value());
  log.emit({.event = "sale.shown", .sale = "T-0001-1-2", .seq = 7});
  log.emit({.event = "frame", .state = "paid"});
  std::ifstream file{path};
  std::string first, second;
  ASSERT_TRUE(std::getline(file, first) && std::getline(file, second)) << "unbuffered: both are there already";
  const auto document = core::JsonDocument::parse(first);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->root().string_or("event", ""), "sale.shown");
  EXPECT_EQ(document->root().string_or("sale", ""), "T-0001-1-2");
  EXPECT_EQ(document->root().integer_or("seq", 0), 7);
  EXPECT_GT(document->root().integer_or("mono_us", 0), 0);
  EXPECT_EQ(core::JsonDocument::parse(second)->root().string_or("state", ""), "paid");
}

TEST(EventLog, TellsItsListenerInTheSameThreadBeforeGoingOn) {
  EventLog log;
  std::string heard;
  log.listen([&heard](const EventLog::Event& event) { heard = event.event; });
  log.emit({.event = "drawer"});
  EXPECT_EQ(heard, "drawer");
}

TEST(EventLog, NamesAFileThatCannotBeOpened) {
  EventLog log;
  const auto opened = log.open("/nowhere/at/all.ndjson");
  ASSERT_FALSE(opened.has_value());
  EXPECT_NE(opened.error().cause.find("/nowhere/at/all.ndjson"), std::string::npos);
}

}  // namespace
}  // namespace zhuangui::app
