#include "device/quirk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <random>
#include <set>

#include "seed.h"

namespace zhuangui::device {
namespace {

DeviceInfo model(std::uint16_t vendor, std::uint16_t product, std::uint16_t revision = 0x0100) {
  DeviceInfo info;
  info.vendor_id = vendor;
  info.product_id = product;
  info.revision = revision;
  return info;
}

TEST(QuirkTable, FindsAModelAndPrefersItsRevision) {
  QuirkTable table;
  ASSERT_TRUE(table.add("# seen on the bench\n"
                        "[USB\\VID_0416&PID_5011]\r\n"
                        "Name = Zjiang ZJ-58\n"
                        "Driver = escpos\n"
                        "Profile = zjiang-58\n"
                        "; the old board\n"
                        "[USB\\VID_0416&PID_5011&REV_0200]\n"
                        "Driver = escpos\n"
                        "Flags = no-reattach\n"
                        "SameCodePauseMs = 1500\n",
                        "printers.quirk"));
  const Quirk* common = table.find(model(0x0416, 0x5011, 0x0100));
  ASSERT_TRUE(common);
  EXPECT_EQ(common->name, "Zjiang ZJ-58");
  EXPECT_EQ(common->profile, "zjiang-58");
  EXPECT_FALSE(common->has("no-reattach"));
  EXPECT_EQ(common->same_code_pause_ms, std::nullopt);
  const Quirk* old_board = table.find(model(0x0416, 0x5011, 0x0200));
  ASSERT_TRUE(old_board);
  EXPECT_TRUE(old_board->has("no-reattach"));
  EXPECT_EQ(old_board->same_code_pause_ms, 1'500);
  EXPECT_EQ(table.find(model(0x0416, 0x5012)), nullptr);
}

TEST(QuirkTable, AFaultIsNamedByFileAndLineAndChangesNothing) {
  const std::string head = "[USB\\VID_0416&PID_5011]\nDriver = escpos\n";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"Name = x\n", "q:1: a key before the first section"},
      {"[USB\\VID_041&PID_5011]\n", "q:1: a section is [USB\\VID_xxxx&PID_xxxx]"},
      {"[USB\\VID_0416&PID_501G]\n", "q:1: a section is [USB\\VID_xxxx&PID_xxxx]"},
      {"[USB\\VID_0416&PID_5011&REV_02]\n", "q:1: a section is [USB\\VID_xxxx&PID_xxxx]"},
      {"[PCI\\VID_0416&PID_5011]\n", "q:1: a section is [USB\\VID_xxxx&PID_xxxx]"},
      {head + "Colour = red\n", "q:3: unknown key 'Colour'"},
      {head + "Driver = escpos\n", "q:3: Driver twice in one section"},
      {head + "nonsense\n", "q:3: neither a section"},
      {head + "Name =\n", "q:3: Name has no value"},
      {head + "Profile = ../etc/passwd\n", "q:3: a profile is named by small letters"},
      {head + "Flags = no-leds, shiny\n", "q:3: unknown flag 'shiny'"},
      {head + "Flags = no-leds,no-leds\n", "q:3: flag 'no-leds' twice"},
      {head + "Flags = no-leds,\n\nName = a\nName = b\n", "q:6: Name twice"},
      {head + "SameCodePauseMs = soon\n", "q:3: SameCodePauseMs is a whole number from 0 to 10000"},
      {head + "SameCodePauseMs = 10001\n", "q:3: SameCodePauseMs is a whole number from 0 to 10000"},
      {head + "SameCodePauseMs = 5\nSameCodePauseMs = 5\n", "q:4: SameCodePauseMs twice in one section"},
      {head + head, "q:3: [USB\\VID_0416&PID_5011] twice"},
      {"[USB\\VID_0416&PID_5011]\nName = x\n[USB\\VID_0416&PID_5012]\n", "q:3: [USB\\VID_0416&PID_5011] ends without Driver"},
      {"[USB\\VID_0416&PID_5011]\nDriver = magic\n", "q:2: unknown driver 'magic'"},
      {"[USB\\VID_0416&PID_5011]\n", "q:1: [USB\\VID_0416&PID_5011] ends without Driver"},
      {head + std::string(600, 'x'), "q:3: line longer than 512 bytes"},
      {std::string(300 * 1024, '\n'), "q:1: file larger than 256 KiB"},
  };
  for (const auto& [text, cause] : cases) {
    QuirkTable table;
    const auto added = table.add(text, "q");
    ASSERT_FALSE(added) << cause;
    EXPECT_EQ(added.error().code, Errc::no_service);
    EXPECT_TRUE(added.error().cause.starts_with(cause)) << added.error().cause << " instead of " << cause;
    EXPECT_TRUE(table.all().empty());
  }
}

TEST(QuirkTable, AModelStandsInOneFileOnly) {
  QuirkTable table;
  ASSERT_TRUE(table.add("[USB\\VID_0416&PID_5011]\nDriver = escpos\n", "a.quirk"));
  const auto again = table.add("[USB\\VID_0416&PID_5011]\nDriver = none\n", "b.quirk");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().cause, "b.quirk: [USB\\VID_0416&PID_5011] stands in an earlier file too");
  EXPECT_EQ(table.find(model(0x0416, 0x5011))->driver, "escpos");
}

TEST(QuirkTable, TakesAnyBytes) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  constexpr std::string_view letters = "[]USB\\VID_&PID_0123456789ABCDEFREV= \n\r#;,Name Driver Flags escpos";
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t left = random() % 300; left > 0; --left) text += letters[random() % letters.size()];
    QuirkTable table;
    if (const auto added = table.add(text, "q"); !added) {
      EXPECT_TRUE(added.error().cause.starts_with("q:")) << added.error().cause;
    }
  }
}

TEST(LoadQuirks, TheShippedFilesAreReadAndKnowTheModelsOfTheShops) {
  const auto table = load_quirks(ZHUANGUI_SOURCE_DIR "/assets/quirks");
  ASSERT_TRUE(table) << table.error().cause;
  EXPECT_GE(table->all().size(), 60u);
  EXPECT_EQ(table->find(model(0x0C2E, 0x0B81))->driver, "hid-keyboard");
  EXPECT_EQ(table->find(model(0x1EAB, 0x1303))->driver, "hid-keyboard");
  EXPECT_EQ(table->find(model(0x04B8, 0x0E15))->driver, "escpos");
  EXPECT_EQ(table->find(model(0x0519, 0x0003))->driver, "none");
  EXPECT_TRUE(table->find(model(0x1A86, 0x7584))->has("no-reattach"));
}

// A fact without a source is a guess: each section stands under the comment that says where it was read, with no other
// comment of a source between.
TEST(LoadQuirks, EveryShippedSectionStandsUnderItsSource) {
  std::set<std::string> models;
  for (const char* file : {"card_readers", "printers", "scales", "scanners"}) {
    std::ifstream in{std::string{ZHUANGUI_SOURCE_DIR "/assets/quirks/"} + file + ".quirk"};
    bool sourced = false, usable = false;
    std::string name;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("# Source: ")) sourced = line.size() > std::string_view{"# Source: "}.size() + 8;
      if (line.empty()) sourced = false;  // a group ends
      EXPECT_TRUE(sourced || !line.starts_with('[')) << file << ": " << line;
      if (line.starts_with("Name = ")) name = line.substr(7);
      if (line.starts_with("Driver = ")) usable = line != "Driver = none";
      if (line.starts_with("Driver = ") && usable && !name.empty()) models.insert(name);
      if (line.starts_with('[')) name.clear();
    }
  }
  EXPECT_GE(models.size(), 25u);
}

TEST(UdevRules, GiveRightsToEveryScannerCardReaderAndScaleOfTheQuirks) {
  std::ifstream in{ZHUANGUI_SOURCE_DIR "/packaging/udev/60-zhuangui.rules"};
  ASSERT_TRUE(in);
  const auto table = load_quirks(ZHUANGUI_SOURCE_DIR "/assets/quirks");
  ASSERT_TRUE(table);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  for (const Quirk& quirk : table->all()) {
    if (quirk.driver == "none" || quirk.driver == "escpos") continue;
    char vendor[40];
    char product[40];
    std::snprintf(vendor, sizeof vendor, "ATTR{idVendor}==\"%04x\"", quirk.vendor_id);
    std::snprintf(product, sizeof product, "ATTR{idProduct}==\"%04x\"", quirk.product_id);
    const bool named = std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.starts_with(vendor) && line.find("ZHUANGUI_DEVICE") != std::string::npos &&
             (line.find("idProduct") == std::string::npos || line.find(product) != std::string::npos);
    });
    EXPECT_TRUE(named) << quirk.name << ": no line for " << vendor << ", " << product;
  }
}

TEST(LoadQuirks, AMissingFolderAndABrokenFileAreNamed) {
  const auto missing = load_quirks("/nonexistent/quirks");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().cause, "cannot read /nonexistent/quirks");

  const auto folder = std::filesystem::path{testing::TempDir()} / "quirks_with_a_fault";
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "good.quirk"} << "[USB\\VID_0416&PID_5011]\nDriver = escpos\n";
  std::ofstream{folder / "bad.quirk"} << "[USB\\VID_0416&PID_5012]\nDriver = escpos\nFlags = shiny\n";
  std::ofstream{folder / "notes.txt"} << "not read";
  const auto broken = load_quirks(folder);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().cause, (folder / "bad.quirk").string() + ":3: unknown flag 'shiny'");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace zhuangui::device
