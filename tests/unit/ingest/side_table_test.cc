// What is known of people: kept apart, shown to the office, erased for good.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "county_desk.h"

namespace zhuangui::ingest {
namespace {

using core::Errc;
using support::must_have;

const std::string proxy = R"({"kind":"proxy","name":"王芳","relation":"女儿"})";
const std::string buyer = R"({"kind":"invoice","title":"某某建材商行","tax_number":"12500000X"})";
constexpr std::int64_t a_day_ms = 86'400'000;

/// All bytes of every file of the county's folder.
std::string everything_in(const std::string& folder) {
  std::string bytes;
  for (const auto& file : std::filesystem::recursive_directory_iterator{folder}) {
    if (!file.is_regular_file()) continue;
    std::ostringstream text;
    text << std::ifstream{file.path(), std::ios::binary}.rdbuf();
    bytes += text.str();
  }
  return bytes;
}

TEST(SideTable, IsAFileOfItsOwnForItsOwnerAloneAndNoJournalKnowsAName) {
  support::CountyDesk desk;
  must_have(desk.county->put_private("T-0001", "P-7Q2MK4XW", proxy));
  struct stat facts{};
  ASSERT_EQ(::stat((desk.directory() + "/private.db").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600);
  const auto row = must_have(desk.county->private_row("P-7Q2MK4XW"));
  ASSERT_TRUE(row);
  EXPECT_EQ(row->body, proxy);
  EXPECT_EQ(row->kind, "proxy");
  EXPECT_EQ(must_have(desk.county->private_rows()).at(0).body, "") << "a list has no names";
  EXPECT_NE(everything_in(desk.directory()).find("王芳"), std::string::npos) << "or this test would see nothing";
  std::filesystem::remove(desk.directory() + "/private.db");
  EXPECT_EQ(everything_in(desk.directory()).find("王芳"), std::string::npos);
}

TEST(SideTable, WhatIsErasedIsGoneFromTheDiskAndDoesNotComeBack) {
  support::CountyDesk desk;
  must_have(desk.county->put_private("T-0001", "P-7Q2MK4XW", proxy));
  must_have(desk.county->put_private("T-0001", "I-7Q2MK4XW", buyer));
  must_have(desk.county->erase_private("T-0001", "P-7Q2MK4XW"));
  must_have(desk.county->erase_private("", "I-7Q2MK4XW"));
  must_have(desk.county->erase_private("", "I-7Q2MK4XW"));  // once more is nothing more
  for (const char* name : {"王芳", "女儿", "某某建材商行", "12500000X"}) EXPECT_EQ(everything_in(desk.directory()).find(name), std::string::npos) << name;
  EXPECT_EQ(desk.county->put_private("T-0001", "P-7Q2MK4XW", proxy).error().code, Errc::conflict) << "a terminal that sends it again does not bring it back";
  EXPECT_EQ(desk.county->erase_private("", "P-222222").error().code, Errc::not_found);
  std::string own;
  must_have(desk.county->export_journal("county", 0, [&](std::string_view piece) { own += piece; }));
  EXPECT_NE(own.find(R"(\"private.erased\")"), std::string::npos);
  EXPECT_NE(own.find(R"({\"reference\":\"P-7Q2MK4XW\",\"by\":\"terminal\"})"), std::string::npos) << own;
  EXPECT_TRUE(must_have(desk.county->verify()).ok);
}

TEST(SideTable, EachKindIsErasedWhenItsTimeIsOver) {
  support::CountyDesk desk;
  must_have(desk.county->put_private("T-0001", "P-7Q2MK4XW", proxy));
  must_have(desk.county->put_private("T-0001", "I-7Q2MK4XW", buyer));
  desk.now_ms = support::county_morning_ms + 1'096 * a_day_ms;
  EXPECT_EQ(must_have(desk.county->expire_private()), 0);
  desk.now_ms += 1;
  support::WritingTerminal till{"", 10};
  desk.enrol(till);
  must_have(desk.county->note_heard(till.name(), "{}"));  // a server sees to it by itself
  EXPECT_EQ(must_have(desk.county->private_row("P-7Q2MK4XW"))->erased_by, "retention");
  EXPECT_EQ(must_have(desk.county->private_row("I-7Q2MK4XW"))->erased_at, 0);
  desk.now_ms = support::county_morning_ms + 3'653 * a_day_ms + 1;
  EXPECT_EQ(must_have(desk.county->expire_private()), 1);
  EXPECT_EQ(everything_in(desk.directory()).find("12500000X"), std::string::npos);
}

TEST(SideTable, OnlyTheTerminalThatSentItChangesItAndOnlyWhatIsMeantIsLetIn) {
  support::CountyDesk desk;
  must_have(desk.county->put_private("T-0001", "P-7Q2MK4XW", proxy));
  must_have(desk.county->put_private("T-0001", "P-7Q2MK4XW", proxy));
  EXPECT_EQ(desk.county->put_private("T-0002", "P-7Q2MK4XW", proxy).error().code, Errc::refused);
  EXPECT_EQ(desk.county->erase_private("T-0002", "P-7Q2MK4XW").error().code, Errc::refused);
  must_have(desk.county->put_private("T-0001", "P-7Q2MK4XW", R"({"kind":"proxy","name":"王方"})"));
  EXPECT_EQ(must_have(desk.county->private_row("P-7Q2MK4XW"))->body, R"({"kind":"proxy","name":"王方"})");
  for (const char* body : {"", "{}", "[]", R"({"kind":"gossip","name":"x"})", R"({"kind":"proxy"})", R"({"kind":"proxy","name":""})",
                           R"({"kind":"proxy","name":"x","tax_number":"1"})", R"({"kind":"proxy","name":7})"})
    EXPECT_EQ(desk.county->put_private("T-0001", "P-222222", body).error().code, Errc::invalid_input) << body;
  EXPECT_EQ(desk.county->put_private("T-0001", "P-222222", R"({"kind":"proxy","name":")" + std::string(201, 'x') + "\"}").error().code, Errc::invalid_input);
  EXPECT_EQ(desk.county->put_private("T-0001", "P-222222", std::string(2'100, ' ') + proxy).error().code, Errc::invalid_input);
  for (const char* reference : {"", "P-1", "p-7Q2MK4XW", "王芳", "P-../../x", "P-7Q2MK4XW7Q2MK4XWX"})
    EXPECT_EQ(desk.county->put_private("T-0001", reference, proxy).error().code, Errc::invalid_input) << reference;
}

}  // namespace
}  // namespace zhuangui::ingest
