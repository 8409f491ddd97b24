// The disk that the power cuts are made of, held against images reckoned by hand.
#include <gmock/gmock.h>

#include "journal_desk.h"
#include "power_cut_disk.h"
#include "sqlite.h"

namespace zhuangui::power {
namespace {

using support::DiskImage;
using support::DiskRecording;
using Kind = support::DiskStep::Kind;

// The disks that come back after the last step, by what survives.
std::map<std::string, DiskImage> after_all(const DiskRecording& recording) {
  std::map<std::string, DiskImage> answer;
  support::for_each_power_cut(recording, recording.steps.size(), [&](const auto& cut, const DiskImage& image) {
    answer[std::string(cut.surviving) + (cut.names_kept ? "" : ", no names")] = image;
  });
  return answer;
}

TEST(SurvivingDisk, WhatIsSyncedStaysAndTheRestStaysAsTheVariantSays) {
  const DiskRecording recording{.at_start = {{"a", "......"}},
                                .steps = {{.kind = Kind::write, .inode = 1, .offset = 0, .bytes = "S"},
                                          {.kind = Kind::sync, .inode = 1},
                                          {.kind = Kind::write, .inode = 1, .offset = 1, .bytes = "1"},
                                          {.kind = Kind::write, .inode = 1, .offset = 2, .bytes = "2"},
                                          {.kind = Kind::truncate, .inode = 1, .offset = 4},
                                          {.kind = Kind::write, .inode = 1, .offset = 5, .bytes = "3"}}};
  const auto disks = after_all(recording);
  const auto file = [&](const char* variant) { return disks.at(variant).at("a"); };
  const std::string zero(1, '\0');
  EXPECT_EQ(file("nothing"), "S.....");
  EXPECT_EQ(file("everything"), "S12." + zero + "3");
  EXPECT_EQ(file("all but the last"), "S12.");
  EXPECT_EQ(file("only the last"), "S....3");
  EXPECT_EQ(file("all but the first"), "S.2." + zero + "3");
  EXPECT_EQ(file("only the first"), "S1....");
  EXPECT_EQ(file("the odd ones"), "S1..");
  EXPECT_EQ(file("the even ones"), "S.2..3");
  EXPECT_EQ(file("truncations only"), "S...");
  EXPECT_EQ(file("writes only"), "S12..3");
  EXPECT_EQ(disks.size(), 16u) << "no name is loose: each variant once";
}

TEST(SurvivingDisk, ATornWriteEndsBetweenTwoSectors) {
  const DiskRecording recording{
      .at_start = {{"a", std::string(2048, '.')}},
      .steps = {{.kind = Kind::write, .inode = 1, .offset = 500, .bytes = std::string(1036, 'x')}}};  // up to 1536
  const auto disks = after_all(recording);
  const auto crosses = [&](const char* variant) {
    const std::string file = disks.at(variant).at("a");
    return std::pair(file.find('x'), file.rfind('x'));
  };
  // Sectors 0, 1 and 2 are touched: the tear is in front of the second.
  EXPECT_EQ(crosses("all, the last one's first half"), std::pair(std::size_t{500}, std::size_t{511}));
  EXPECT_EQ(crosses("all, the last one's second half"), std::pair(std::size_t{512}, std::size_t{1535}));
  const DiskRecording small{.at_start = {{"a", ".."}},
                            .steps = {{.kind = Kind::write, .inode = 1, .offset = 0, .bytes = "xx"}}};
  EXPECT_EQ(after_all(small).at("all, the last one's first half").at("a"), "xx") << "a sector is whole or not at all";
  EXPECT_EQ(after_all(small).at("all, the last one's second half").at("a"), "..");
  const DiskRecording longer{.at_start = {{"a", ".."}},
                             .steps = {{.kind = Kind::write, .inode = 1, .offset = 1, .bytes = "xx"}}};
  EXPECT_EQ(after_all(longer).at("lengths without content").at("a"), std::string("..\0", 3));
}

TEST(SurvivingDisk, ANameIsDurableOnlyOnceItsFolderIsSynced) {
  DiskRecording recording{.at_start = {{"old", "o"}},
                          .steps = {{.kind = Kind::create, .inode = 2, .name = "new"},
                                    {.kind = Kind::write, .inode = 2, .offset = 0, .bytes = "n"},
                                    {.kind = Kind::sync, .inode = 2},
                                    {.kind = Kind::remove, .name = "old"}}};
  auto disks = after_all(recording);
  EXPECT_EQ(disks.at("nothing"), (DiskImage{{"new", "n"}}));
  EXPECT_EQ(disks.at("nothing, no names"), (DiskImage{{"old", "o"}}));
  recording.steps.push_back({.kind = Kind::sync_folder});
  disks = after_all(recording);
  EXPECT_EQ(disks.at("nothing"), (DiskImage{{"new", "n"}}));
  EXPECT_EQ(disks.size(), 16u);
}

TEST(PowerCutDisk, WhatTheProgramSaysAboutSyncingIsReallyChanged) {
  using journal::Connection;
  auto& disk = support::PowerCutDisk::instance();
  for (const auto& [level, wanted] : {std::pair("", 2), std::pair("1", 1), std::pair("0", 0)}) {
    disk.insert({{"journal.db", ""}});
    disk.make_synchronous(level);
    auto database =
        Connection::open("/journal.db", Connection::Access::read_write, support::PowerCutDisk::vfs_name).value();
    support::must(database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (x)"));
    EXPECT_EQ(database.integer("PRAGMA synchronous").value(), wanted);
    const auto syncs = [&] {
      const auto& steps = disk.recording().steps;
      return std::count_if(steps.begin(), steps.end(), [](const auto& step) { return step.kind == Kind::sync; });
    };
    const auto before = syncs();
    support::must(database.execute("INSERT INTO t VALUES (1)"));
    EXPECT_EQ(syncs() - before, wanted == 2 ? 1 : 0) << "a commit in the log is synced under FULL only";
  }
  disk.make_synchronous("");
}

}  // namespace
}  // namespace zhuangui::power
