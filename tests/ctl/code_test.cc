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

// The answers of design §8 whole, field by field.
TEST(CtlCode, EveryKindIsAnsweredInItsShape) {
  struct Case { const char* note; const char* question; const char* answer; };
  const std::vector<Case> cases{
      {"GS1", R"({"id":"1","text":"01069012345678921726123110A1\u001d3103000520","aim":"]d2","now":"2026-11-24T09:00:00"})",
       R"({"id":"1","kind":"gs1","valid":true,"elements":[{"ai":"01","data":"06901234567892"},{"ai":"17","data":"261231"},{"ai":"10","data":"A1"},{"ai":"3103","data":"000520"}],"values":{"gtin":"06901234567892","lot":"A1","use_by":"2026-12-31","weight_g":520},"item":"","provider":"","masked":"","warnings":[],"error":null})"},
      {"the century is that of now", R"({"text":"0106901234567892" ,"symbology":"gs1-datamatrix","now":"2076-01-01"})",
       R"({"id":"","kind":"gs1","valid":true,"elements":[{"ai":"01","data":"06901234567892"}],"values":{"gtin":"06901234567892"},"item":"","provider":"","masked":"","warnings":[],"error":null})"},
      {"in 2026 77 is 1977", R"({"text":"11770101","aim":"]C1","now":1795482000000})",
       R"({"id":"","kind":"gs1","valid":true,"elements":[{"ai":"11","data":"770101"}],"values":{"produced":"1977-01-01"},"item":"","provider":"","masked":"","warnings":["11 requires 01|02|03|8006|8026"],"error":null})"},
      {"in 2027 it is 2077", R"({"text":"11770101","aim":"]C1","now":"2027-01-01"})",
       R"({"id":"","kind":"gs1","valid":true,"elements":[{"ai":"11","data":"770101"}],"values":{"produced":"2077-01-01"},"item":"","provider":"","masked":"","warnings":["11 requires 01|02|03|8006|8026"],"error":null})"},
      {"a false element", R"({"text":"010690123456789317261231","aim":"]d2"})",
       R"({"id":"","kind":"gs1","valid":false,"elements":[],"values":{},"item":"","provider":"","masked":"01****1231","warnings":[],"error":{"code":"check_digit","ai":"01"}})"},
      {"a link", R"({"text":"https://id.gs1.org/01/06901234567892/10/A1","symbology":"qr"})",
       R"({"id":"","kind":"link","valid":true,"elements":[{"ai":"01","data":"06901234567892"},{"ai":"10","data":"A1"}],"values":{"host":"id.gs1.org","gtin":"06901234567892","lot":"A1"},"item":"","provider":"","masked":"","warnings":[],"error":null})"},
      {"18 digits", R"({"text":"201234501280005205","layout":"FFIIIIIEEEEEWWWWWC","prefixes":["20"],"check18":"right"})",
       R"({"id":"","kind":"weighed","valid":true,"elements":[],"values":{"weight_g":520,"price_fen":1280},"item":"12345","provider":"","masked":"","warnings":[],"error":null})"},
      {"18 digits of a payment prefix", R"({"text":"261234501280005205","layout":"FFIIIIIEEEEEWWWWWC","prefixes":["26"]})",
       R"({"id":"","kind":"payment","valid":true,"elements":[],"values":{},"item":"","provider":"alipay","masked":"26****5205","warnings":[],"error":null})"},
      {"a price", R"({"text":"2201234012809"})",
       R"({"id":"","kind":"priced","valid":true,"elements":[],"values":{"price_fen":1280},"item":"01234","provider":"","masked":"","warnings":[],"error":null})"},
      {"a card", R"({"text":"16145763","symbology":"card-W26"})",
       R"({"id":"","kind":"card","valid":true,"elements":[],"values":{"bytes":"a1b2c3"},"item":"","provider":"","masked":"****5763","warnings":[],"error":null})"},
      {"a trace link", R"({"text":"https://zs.example.cn/q?id=1"})",
       R"({"id":"","kind":"trace","valid":true,"elements":[],"values":{"host":"zs.example.cn"},"item":"","provider":"","masked":"","warnings":[],"error":null})"},
      {"typed", R"({"text":"(10)A1","symbology":"typed"})",
       R"({"id":"","kind":"gs1","valid":true,"elements":[{"ai":"10","data":"A1"}],"values":{"lot":"A1"},"item":"","provider":"","masked":"","warnings":["10 requires 01|02|03|8006|8026"],"error":null})"}};
  std::string input, want;
  for (const Case& c : cases) input += std::string{c.question} + "\n", want += std::string{c.answer} + "\n";
  const Said said = run_ctl({"code", "--stdin"}, input);
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_EQ(said.out, want);
}

TEST(CtlCode, APaymentCodeIsNeverShownWholeInWhateverItIsAskedAs) {
  const std::vector<std::string> payments{"134567890123456789", "2800000123456789012", "6212345678901234567", "0123456789012345678",
                                          "fp0123456789012345678901234567890ab", "hQVDUFYwMWFzZGZnaGprbHF3ZXJ0eXVpb3A="};
  std::string input;
  for (const std::string& payment : payments) {
    for (const std::vector<std::string>& words : {std::vector<std::string>{"code", payment}, {"code", payment, "--json"}}) {
      const Said said = run_ctl(words);
      EXPECT_EQ(said.exit_code, 0);
      EXPECT_EQ((said.out + said.err).find(payment.substr(2, 10)), std::string::npos) << said.out;
      EXPECT_NE(said.out.find(payment.substr(0, 2) + "****" + payment.substr(payment.size() - 4)), std::string::npos) << said.out;
    }
    for (const char* more : {R"(,"aim":"]E0")", R"(,"aim":"]C1")", R"(,"aim":"]Z0")", R"(,"symbology":"card")", R"(,"symbology":"itf")"})
      input += R"({"text":")" + payment + "\"" + more + "}\n";
    input += R"({"text":"x )" + payment + " y\"}\n" + R"({"text":"https://a.cn/)" + payment + "\"}\n";
  }
  const Said said = run_ctl({"code", "--stdin"}, input);
  EXPECT_EQ(count_lines(said.out), payments.size() * 7) << said.err;
  for (const std::string& payment : payments)
    EXPECT_EQ(said.out.find(payment.substr(2, 10)), std::string::npos) << payment << "\n" << said.out;
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
                           "{\"text\":\"1\",\"layout\":\"FFX\",\"prefixes\":[\"21\"]}", "{\"text\":\"1\",\"layout\":\"FFIIIIIWWWWWC\"}",
                           "{\"text\":\"1\",\"now\":\"tomorrow\"}", "{\"text\":\"1\",\"check18\":\"up\"}", "{\"text\":\"1\",\"symbology\":\"card-9X\"}"}) {
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
