// Payment codes never appear in full: not in any field of any answer, whatever they are glued to.
#include "seed.h"
#include "told.h"

namespace zhuangui::barcode {
namespace {

struct Fields {
  void add(const std::string& text) { all.push_back(text); }
  void add(const Gs1Code& code) {
    for (const Gs1Element& element : code.elements) add(element.data);
    for (const std::string& warning : code.warnings) add(warning);
  }
  void operator()(const GoodsCode& c) { add(c.gtin); }
  void operator()(const WeighedCode& c) { add(c.item); }
  void operator()(const PricedCode& c) { add(c.item); }
  void operator()(const CountedCode& c) { add(c.item); }
  void operator()(const Gs1Code& c) { add(c); }
  void operator()(const LinkCode& c) { add(c.host), add(c.gs1); }
  void operator()(const TraceCode& c) { add(c.host), add(c.product), add(c.lot); }
  void operator()(const PaymentCode& c) { add(c.masked), add(c.provider); }
  void operator()(const CardCode& c) { add(c.masked); }
  void operator()(const PickupCode& c) { add(c.code); }
  void operator()(const ReceiptCode& c) { add(c.sale), add(c.hash_prefix_hex); }
  void operator()(const UnknownCode& c) { add(c.text), add(c.reason), add(c.ai); }
  std::vector<std::string> all;
};

std::string digits(std::mt19937_64& random, std::string start, std::size_t count) {
  while (start.size() < count) start += static_cast<char>('0' + random() % 10);
  return start;
}

std::string any_payment(std::mt19937_64& random) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  switch (random() % 6) {
    case 0: return digits(random, std::to_string(10 + random() % 6), 18);
    case 1: return digits(random, std::to_string(25 + random() % 6), 16 + random() % 9);
    case 2: return digits(random, "62", 19);
    case 3: return digits(random, "01", 19);
    case 4: {
      std::string text = "fp";
      while (text.size() < 35) text += letters[random() % letters.size()];
      return text;
    }
    default: {
      std::string text = "hQVDUFYwMW";
      while (text.size() < 120) text += letters[random() % letters.size()];
      return text + "==";
    }
  }
}

/// The parts of `code` that nobody may see: any 9 characters of it, first two and last four taken off.
bool shows(const std::string& field, const std::string& code) {
  for (std::size_t i = 2; i + 9 + 4 <= code.size(); ++i)
    if (field.find(code.substr(i, 9)) != std::string::npos) return true;
  return false;
}

TEST(PaymentCodes, AreOneWhateverTheCarrierThatCanHoldThem) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 2'000; ++round) {
    const std::string text = any_payment(random);
    for (const char* carrier : {"", "C0", "Q1", "Q2", "d1"}) {
      const Code code = decode(text, carrier, {}, 2026);
      ASSERT_TRUE(std::holds_alternative<PaymentCode>(code)) << carrier << " " << text << " is " << told(code);
      ASSERT_EQ(std::get<PaymentCode>(code).masked, text.substr(0, 2) + "****" + text.substr(text.size() - 4));
    }
    for (const char* carrier : {"E0", "E4", "I0", "I1"})
      ASSERT_TRUE(std::holds_alternative<UnknownCode>(decode(text, carrier))) << carrier << " " << text;
  }
}

TEST(PaymentCodes, AreShownInNoFieldWhateverStandsAroundThem) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  DecodeSettings settings;
  settings.trace_rules = {{"zs.example.cn", "/", "id", "batch"}};
  const std::vector<std::pair<std::string, std::string>> around{
      {"", ""}, {" ", "\r\n"}, {"6901234567892", ""}, {"", "6901234567892"}, {"x", "y"}, {"]Q1", ""}, {"]", ""}, {"ZG1|", "|1|0123456789abcdef"},
      {"https://zs.example.cn/?id=", ""}, {"https://zs.example.cn/?batch=", "&a=b"}, {"https://zs.example.cn/", ""}, {"https://", "/"},
      {"(", ")"}, {"(01)", ""}, {"\x1D", ""}, {"巫溪", "巫溪"}, {"\xFF", "\xFF"}, {"a-", "-b"}, {"1 ", ""}, {"12-", "-34"}};
  int looked_at = 0;
  for (int round = 0; round < 2'000; ++round) {
    const std::string payment = any_payment(random);
    const auto& [before, behind] = around[random() % around.size()];
    // Digits of a receipt's own sale are ours to make, and we make none of 15; all else must hold for any text.
    if (before == "ZG1|" && payment.size() <= 64) continue;
    for (const char* carrier : {"", "C0", "Q1", "E0", "I1", "Z0", "C1", "d2", "Q3"}) {
      const Code code = decode(before + payment + behind, carrier, settings, 2026);
      if (std::holds_alternative<Gs1Code>(code) || std::holds_alternative<LinkCode>(code)) continue;  // elements by chance
      Fields fields;
      std::visit(fields, code);
      for (const std::string& field : fields.all) ASSERT_FALSE(shows(field, payment)) << "[" << before << "|" << behind << "] " << carrier << " " << field;
      ++looked_at;
    }
    for (const CardForm form : {CardForm::decimal_10, CardForm::hex_10, CardForm::uid}) {
      Fields fields;
      std::visit(fields, decode_card(payment, form));
      for (const std::string& field : fields.all) ASSERT_FALSE(shows(field, payment)) << field;
    }
  }
  EXPECT_GT(looked_at, 10'000);
}

TEST(PaymentCodes, TypedInGroupsAreNotShownEither) {
  expect_all({
      {"with blanks", "1345 6789 0123 4567 89", "Z0", "unknown not_known 13****7 89"},
      {"with hyphens", "6212-3456-7890-1234-567", "", "unknown not_known 62****-567"},
      {"an identity card inside a text", "card 50023819900101123X!", "", "unknown not_known card 50****123X!"},
      {"14 digits are nobody's number", "no 12345678901234", "", "unknown not_known no 12345678901234"},
  });
}

}  // namespace
}  // namespace zhuangui::barcode
