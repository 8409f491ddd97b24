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

TEST(Configuration, TakesLabelsTraceRulesAndCardForm) {
  const auto read = load("[barcode]\nlabels = [\"20 FFIIIIIEEEEEWWWWWC\", \"2 FIIIIIIEEEEEC\"]\ncheck18 = \"either\"\n"
                         "card_form = \"W26-comma\"\ntrace = [\"zs.example.cn /q product=id lot=batch\", \".cn /\"]\n");
  ASSERT_TRUE(read.has_value()) << read.error().cause;
  using barcode::LabelLayout, barcode::TraceRule;
  EXPECT_EQ(read->barcode.layouts, (std::vector{LabelLayout{"20", "FFIIIIIEEEEEWWWWWC"}, LabelLayout{"2", "FIIIIIIEEEEEC"}}));
  EXPECT_EQ(read->barcode.check18, barcode::Check18::either);
  EXPECT_EQ(read->barcode.card_form, barcode::CardForm::wiegand_26_comma);
  EXPECT_EQ(read->barcode.trace_rules, (std::vector{TraceRule{"zs.example.cn", "/q", "id", "batch"}, TraceRule{".cn", "/", "", ""}}));
  EXPECT_EQ(load("")->barcode.layouts, barcode::default_label_layouts());
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
           Case{"a label without its pattern", "[barcode]\nlabels = [\"21\"]\n", ":2:"},
           Case{"a label that cannot be", "[barcode]\nlabels = [\"21 FFIIIIIWWWWWC\",\n \"21 FFX\"]\n", ":3:"},
           Case{"a label that begins like a payment code", "[barcode]\nlabels = [\"26 FFIIIIIEEEEEWWWWWC\"]\n", "payment codes"},
           Case{"labels as one text", "[barcode]\nlabels = \"21 FFIIIIIWWWWWC\"\n", ":2:"},
           Case{"a check digit from the middle", "[barcode]\ncheck18 = \"middle\"\n", ":2:"},
           Case{"a card form nobody has", "[barcode]\ncard_form = \"9X\"\n", ":2:"},
           Case{"a trace rule without a path", "[barcode]\ntrace = [\"zs.example.cn\"]\n", ":2:"},
           Case{"a trace rule's unknown field", "[barcode]\ntrace = [\"zs.example.cn / item=id\"]\n", ":2:"},
           Case{"no such setting of codes", "[barcode]\nlayout = 1\n", ":2:"},
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
