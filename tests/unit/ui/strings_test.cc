#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "screen_desk.h"
#include "ui/strings.h"

namespace zhuangui::ui {
namespace {

Strings loaded(Language language) {
  auto strings = Strings::load(test::strings_folder(), language);
  if (!strings) throw std::runtime_error{strings.error().cause};
  return std::move(*strings);
}

std::set<std::string> placeholders(const std::string& text) {
  static const std::regex pattern{R"(\{[0-9]\})"};
  return {std::sregex_token_iterator{text.begin(), text.end(), pattern}, std::sregex_token_iterator{}};
}

TEST(Strings, EveryTextStandsInBothLanguagesWithTheSameArguments) {
  const Strings chinese = loaded(Language::chinese);
  const Strings english = loaded(Language::english);
  for (const auto& [key, text] : chinese.all()) {
    EXPECT_FALSE(text.empty()) << key;
    ASSERT_TRUE(english.has(key)) << "only in zh-CN.ini: " << key;
    EXPECT_EQ(placeholders(text), placeholders(english.text(key))) << key;
  }
  for (const auto& [key, text] : english.all()) {
    EXPECT_FALSE(text.empty()) << key;
    EXPECT_TRUE(chinese.has(key)) << "only in en.ini: " << key;
  }
}

TEST(Strings, EveryNoticeHasWordsAndIsLookedAtAsAnExample) {
  const Strings chinese = loaded(Language::chinese);
  std::set<std::string> looked_at;
  for (const test::Example& one : test::notice_screens()) looked_at.insert("notice." + one.name.substr(7));
  for (const std::string& key : looked_at) EXPECT_TRUE(chinese.has(key)) << key;
  for (const auto& [key, text] : chinese.all()) {
    EXPECT_TRUE(!key.starts_with("notice.") || looked_at.contains(key)) << key << " stands in no example: add it to example_views.cc";
  }
}

// A key that is asked for but missing is drawn as itself: no screen may show one.
TEST(Strings, NoScreenShowsTheNameOfAMissingText) {
  static const std::regex key{"[a-z]+(\\.[a-z0-9_]+)+"};
  for (const Language language : {Language::chinese, Language::english}) {
    const auto screen = test::open_screen({1280, 720}, language);
    for (const auto& all : {test::example_screens(), test::notice_screens()}) {
      for (const test::Example& one : all) {
        test::draw(*screen, one);
        for (const std::string& text : screen->texts()) EXPECT_FALSE(std::regex_match(text, key)) << one.name << ": " << text;
      }
    }
  }
}

TEST(Strings, ArgumentsAreFilledInAndAFailureOfItsOwnWordsSaysThose) {
  const Strings words = loaded(Language::chinese);
  const auto said = [&](const char* code, const char* argument) { return words.notice_text({code, {argument}, {}, 0}); };
  EXPECT_EQ(said("weighed_needs_label", "巫溪洋芋"), "巫溪洋芋 按重量卖。请先到秤上称重，再扫秤打出的标签。");
  EXPECT_EQ(said("commit_failed", "disk_full"), words.text("notice.commit_failed.disk_full"));
  EXPECT_EQ(said("commit_failed", "timeout"), words.text("notice.commit_failed"));
  EXPECT_EQ(loaded(Language::chinese).format("paid.sums", {"¥1.00"}), "应付 ¥1.00 · 收到 ");  // a missing one leaves nothing
  EXPECT_EQ(loaded(Language::chinese).text("no.such.key"), "no.such.key");
}

TEST(Strings, ABadFileIsRefusedWithFileAndLine) {
  struct Case { const char* note; const char* text; const char* cause; };
  const std::string folder = testing::TempDir() + "zhuangui_strings_test";
  std::filesystem::create_directories(folder);
  const std::string path = folder + "/zh-CN.ini";
  for (const Case& c : {Case{"no equals sign", "a = 1\nb 2\n", ":2: no '='"}, Case{"no key", "= 2\n", ":1: no key before '='"},
                        Case{"twice", "a = 1\n# x\na = 2\n", ":3: the key stands there twice"}}) {
    std::ofstream{path} << c.text;
    const auto strings = Strings::load(folder, Language::chinese);
    ASSERT_FALSE(strings) << c.note;
    EXPECT_EQ(strings.error().cause, path + c.cause) << c.note;
  }
  std::ofstream{path} << std::string(300 * 1024, '#');
  EXPECT_EQ(Strings::load(folder, Language::chinese).error().code, core::Errc::invalid_input);
  EXPECT_EQ(Strings::load(folder + "/nowhere", Language::chinese).error().code, core::Errc::not_found);
}

}  // namespace
}  // namespace zhuangui::ui
