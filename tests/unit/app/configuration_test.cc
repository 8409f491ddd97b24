#include "configuration.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace zhuangui::app {
namespace {

core::Result<Configuration> load(const std::string& text) {
  const std::string path = testing::TempDir() + "/zhuangui-configuration.toml";
  std::ofstream{path} << text;
  return load_configuration(path);
}

TEST(Configuration, TakesWhatIsSetAndDefaultsForTheRest) {
  const auto read = load("# 一号柜\n[printer]\nprofile = \"generic-58\"\n[sync]\nrelease_interval_s = 60\n");
  ASSERT_TRUE(read.has_value()) << read.error().cause;
  EXPECT_EQ(read->printer_profile, "generic-58");
  EXPECT_EQ(read->release_interval_ms, 60'000);
  EXPECT_EQ(read->heartbeat_interval_ms, 60'000);
  EXPECT_EQ(read->language, "zh-CN");
}

TEST(Configuration, RefusesWhatItDoesNotKnowNamingTheLine) {
  struct Case { const char* note; const char* text; const char* line; };
  for (const Case& c : {
           Case{"no such setting", "[printer]\nprofil = \"x\"\n", ":2:"},
           Case{"no such section", "\n\n[scale]\nport = 1\n", ":4:"},
           Case{"a number where a text is wanted", "[printer]\nprofile = 80\n", ":2:"},
           Case{"a language we do not have", "[screen]\nlanguage = \"fr\"\n", ":2:"},
           Case{"too often", "[sync]\nrelease_interval_s = 1\n", ":2:"},
           Case{"a text where seconds are wanted", "[sync]\nheartbeat_interval_s = \"60\"\n", ":2:"},
           Case{"not in a section", "profile = \"x\"\n", ":1:"},
           Case{"not TOML", "[printer\n", ":1:"},
           Case{"a letter that is not ASCII where a key is wanted", "[printer]\n\u0417 = 1\n", ":2:"},
           Case{"a key that is none", "[\\[", ": it is not TOML"},
       }) {
    const auto read = load(c.text);
    ASSERT_FALSE(read.has_value()) << c.note;
    EXPECT_NE(read.error().cause.find(c.line), std::string::npos) << c.note << ": " << read.error().cause;
    EXPECT_FALSE(read.error().remedy.empty()) << c.note;
  }
}

TEST(Configuration, RefusesAFileThatIsMissingOrHuge) {
  EXPECT_EQ(load_configuration("/nowhere/at/all.toml").error().code, core::Errc::not_found);
  EXPECT_FALSE(load(std::string(70'000, '#')).has_value());
}

}  // namespace
}  // namespace zhuangui::app
