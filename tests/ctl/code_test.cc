#include "run_ctl.h"

namespace zhuangui::ctl_test {
namespace {

TEST(CtlCode, OneCodeIsReadAndAFalseOneEndsWithOne) {
  struct Case { const char* text; int exit_code; const char* want; };
  for (const Case& c : {
           Case{"6901234567892", 0, R"("kind":"goods","valid":true,"elements":[],"values":{"gtin":"06901234567892"})"},
           Case{"2101234002502", 1, R"("kind":"unknown","valid":false)"},
           Case{"6901234567893", 1, R"("error":{"code":"check_digit","ai":null})"},
           Case{"134567890123456789", 0, R"("kind":"payment","valid":true)"},
           Case{"ZG1|T-0001-480000-1|5|0123456789abcdef", 0, R"("values":{"sale":"T-0001-480000-1","seq":5,"hash_prefix":"0123456789abcdef"})"},
           Case{"hello", 1, R"("kind":"unknown","valid":false)"},
       }) {
    const Said said = run_ctl({"code", c.text, "--json"});
    EXPECT_EQ(said.exit_code, c.exit_code) << c.text << " " << said.out << said.err;
    EXPECT_NE(said.out.find(c.want), std::string::npos) << c.text << " gave " << said.out;
  }
}

TEST(CtlCode, APaymentCodeIsNeverShownWhole) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"code", "134567890123456789"},
                                                std::vector<std::string>{"code", "134567890123456789", "--json"}}) {
    const Said said = run_ctl(words);
    EXPECT_EQ(said.out.find("134567890123456789"), std::string::npos) << said.out;
    EXPECT_NE(said.out.find("13"), std::string::npos);
    EXPECT_NE(said.out.find("6789"), std::string::npos);
  }
}

TEST(CtlCode, LinesOfTheInputAreAnsweredInOrderAndFalseOnesAmongThemAreNoFailure) {
  const Said said = run_ctl({"code", "--stdin"},
                            "{\"id\":\"a\",\"text\":\"6901234567892\",\"aim\":\"]E0\"}\n\n{\"id\":\"b\",\"text\":\"6901234567893\"}\n"
                            "{\"id\":\"c\",\"text\":\"2112345012506\",\"layout\":\"FFIIIIIWWWWWC\",\"prefixes\":[\"21\"]}\n");
  EXPECT_EQ(said.exit_code, 0) << said.err;
  ASSERT_EQ(count_lines(said.out), 3u) << said.out;
  EXPECT_TRUE(said.out.starts_with(R"({"id":"a","kind":"goods","valid":true)")) << said.out;
  EXPECT_NE(said.out.find(R"({"id":"b","kind":"unknown","valid":false)"), std::string::npos) << said.out;
  // Item 12345, 01250 g, check digit 10 - (3·(1+2+4+0+2+0)+(2+1+3+5+1+5)) mod 10 = 10 - 44 mod 10 = 6.
  EXPECT_NE(said.out.find(R"({"id":"c","kind":"weighed","valid":true,"elements":[],"values":{"weight_g":1250},"item":"12345")"),
            std::string::npos) << said.out;
}

TEST(CtlCode, AWrongLineOfTheInputIsNamed) {
  for (const char* line : {"no json", "{\"id\":\"x\"}", "{\"text\":\"1\",\"symbology\":\"runes\"}",
                           "{\"text\":\"1\",\"layout\":\"FFX\",\"prefixes\":[\"21\"]}", "{\"text\":\"1\",\"layout\":\"FFIIIIIWWWWWC\"}"}) {
    const Said said = run_ctl({"code", "--stdin"}, std::string{"{\"text\":\"6901234567892\"}\n"} + line + "\n");
    EXPECT_EQ(said.exit_code, 2) << line;
    EXPECT_NE(said.err.find("line 2 of the input"), std::string::npos) << said.err;
  }
}

TEST(CtlCode, BytesThatAreNoTextDoNotBreakTheAnswer) {
  const Said said = run_ctl({"code", "\xff\xfe", "--json"});
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_TRUE(core::JsonDocument::parse(said.out).has_value()) << said.out;
}

}  // namespace
}  // namespace zhuangui::ctl_test
