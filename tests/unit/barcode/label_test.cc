#include "seed.h"
#include "told.h"

namespace zhuangui::barcode {
namespace {

TEST(LabelLayouts, AShopsOwnLayoutReplacesTheDefault) {
  const std::vector<LabelLayout> layouts{{"2", "FIIIIIIEEEEEC"}};
  const Code code = decode("2012345012806", "", {.layouts = layouts});
  ASSERT_TRUE(std::holds_alternative<PricedCode>(code));
  EXPECT_EQ(std::get<PricedCode>(code).item, "012345");
  EXPECT_EQ(std::get<PricedCode>(code).price_fen, 1280);
}

// GS1 General Specifications: price 2875 has check digit 9, price 14685 has 6.
TEST(LabelLayouts, APriceCheckDigitMustHold) {
  const std::vector<LabelLayout> five{{"22", "FFIIIIVEEEEEC"}};
  const std::vector<LabelLayout> four{{"22", "FFIIIIIVEEEEC"}};
  struct Case { const char* note; std::string digits; const std::vector<LabelLayout>* layouts; std::int64_t want_fen; };
  for (const Case& c : {Case{"12.80 over five digits, V 1", "220123101280", &five, 1280},
                        Case{"146.85 over five digits, V 6", "220123614685", &five, 14685},
                        Case{"12.80 over four digits, V 0", "220123401280", &four, 1280},
                        Case{"28.75 over four digits, V 9", "220123492875", &four, 2875},
                        Case{"false V over five", "220123201280", &five, -1},
                        Case{"false V over four", "220123482875", &four, -1}}) {
    const Code code = decode(c.digits + check_digit(c.digits), "", {.layouts = *c.layouts});
    if (c.want_fen < 0) {
      ASSERT_TRUE(std::holds_alternative<UnknownCode>(code)) << c.note;
      EXPECT_EQ(std::get<UnknownCode>(code).reason, "check_digit") << c.note;
    } else {
      ASSERT_TRUE(std::holds_alternative<PricedCode>(code)) << c.note;
      EXPECT_EQ(std::get<PricedCode>(code).price_fen, c.want_fen) << c.note;
    }
  }
}

TEST(LabelLayouts, AFaultIsNamedAndAFaultyLayoutNeverMatches) {
  struct Case { LabelLayout layout; const char* fault; };
  for (const Case& c : {Case{{"21", "FFIIIIIWWWWC"}, "13 or 18 letters"}, Case{{"21", "FFIIIIIXXXXXC"}, "only the letters"},
                        Case{{"21", "FFIIIIIWWWWWW"}, "stands last"}, Case{{"21", "FFIIIIICWWWWC"}, "stands last"},
                        Case{{"2", "FFIIIIIWWWWWC"}, "as many digits"}, Case{{"2x", "FFIIIIIWWWWWC"}, "as many digits"},
                        Case{{"21", "FIFIIIIWWWWWC"}, "first and together"}, Case{{"", "IIIIIIIWWWWWC"}, "at least one"}, Case{{"69", "FFIIIIIWWWWWC"}, "begin with 2"},
                        Case{{"21", "FFWWWWWWWWWWC"}, "no letter I"}, Case{{"21", "FFIIIIIIIIIIC"}, "W for the weight"},
                        Case{{"21", "FFIIIINNNWWWC"}, "never together"}, Case{{"21", "FFIIIIIIVEEEC"}, "price check digit"}}) {
    EXPECT_NE(label_layout_fault(c.layout).find(c.fault), std::string::npos)
        << c.layout.pattern << " told " << label_layout_fault(c.layout);
    const std::vector<LabelLayout> layouts{c.layout};
    EXPECT_TRUE(std::holds_alternative<GoodsCode>(decode("2101234005200", "", {.layouts = layouts}))) << c.layout.pattern;
  }
  for (const LabelLayout& layout : default_label_layouts()) EXPECT_EQ(label_layout_fault(layout), "");
}

// The examples of the scales' makers and forums, digit by digit.
TEST(LabelLayouts, EveryLayoutOfTheShopsIsReadAsItsMakerSays) {
  struct Row { const char* note; LabelLayout layout; const char* text; const char* want; };
  for (const Row& row : {
           Row{"weight", {"21", "FFIIIIIWWWWWC"}, "2101234005200", "weighed 01234 520"},
           Row{"price", {"22", "FFIIIIIEEEEEC"}, "2201234012809", "priced 01234 1280"},
           Row{"one digit of prefix", {"2", "FIIIIIIEEEEEC"}, "2012345012806", "priced 012345 1280"},
           Row{"price check over five", {"22", "FFIIIIVEEEEEC"}, "2201231012802", "priced 0123 1280"},
           Row{"price check over four", {"22", "FFIIIIIVEEEEC"}, "2201234012809", "priced 01234 1280"},
           Row{"six and four: 3*(0+5+0+3+1+1)+(2+0+0+2+0+2) = 36 -> 4", {"21", "FFIIIIIIWWWWC"}, "2101230005204",
               "weighed 012300 520"},
           Row{"four and six", {"21", "FFIIIIWWWWWWC"}, "2101230005204", "weighed 0123 520"},
           Row{"the item with its prefix", {"21", "IIIIIIIWWWWWC"}, "2101234005200", "weighed 2101234 520"},
           Row{"price, then weight", {"20", "FFIIIIIEEEEEWWWWWC"}, "201234501280005205", "weighed 12345 520 1280"},
           Row{"weight, then price", {"20", "FFIIIIIWWWWWEEEEEC"}, "201234500520012805", "weighed 12345 520 1280"},
           Row{"pieces: 3*(1+0+0+3+1+3)+(0+0+4+2+0+2) = 32 -> 8", {"23", "FFIIIIINNNNNC"}, "2301234000018", "counted 01234 1"},
       })
    EXPECT_EQ(told(decode(row.text, "", {.layouts = {row.layout}})), row.want) << row.note;
}

TEST(LabelLayouts, AnUpcALabelIsReadUnderThePrefix02) {
  // 2 01234 00520 as UPC-A: 3*(2+1+3+0+5+0)+(0+2+4+0+2) = 41 -> 9; as EAN-13 it begins with 02.
  EXPECT_EQ(told(decode("201234005209", "E0", {.layouts = {{"02", "FFIIIIIWWWWWC"}}})), "weighed 01234 520");
  EXPECT_EQ(told(decode("0201234005209", "E0", {.layouts = {{"02", "FFIIIIIWWWWWC"}}})), "weighed 01234 520");
}

// Odd places 2+1+3+5+1+8+0+5+1 = 26, even places 0+2+4+0+2+0+0+2 = 10 (from the left, of 17): from the right 3*26+10 = 88
// -> 2, from the left 26+3*10 = 56 -> 4. (In the printed example both ways give 5.)
TEST(LabelLayouts, EighteenDigitsWeighFromTheEndThatTheSettingSays) {
  const std::string data = "20123450128000521";
  const std::string from_right = data + "2", from_left = data + "4";
  const std::vector<LabelLayout> layouts{{"20", "FFIIIIIEEEEEWWWWWC"}};
  const auto valid = [&layouts](const std::string& text, Check18 check18) {
    return std::holds_alternative<WeighedCode>(decode(text, "C0", {.layouts = layouts, .check18 = check18}));
  };
  EXPECT_TRUE(valid(from_right, Check18::right));
  EXPECT_FALSE(valid(from_left, Check18::right));
  EXPECT_FALSE(valid(from_right, Check18::left));
  EXPECT_TRUE(valid(from_left, Check18::left));
  EXPECT_TRUE(valid(from_right, Check18::either));
  EXPECT_TRUE(valid(from_left, Check18::either));
  EXPECT_EQ(told(decode("201234501280005206", "", {.layouts = layouts})), "unknown check_digit 20****5206");
}

TEST(LabelLayouts, EighteenDigitsThatBeginLikeAPaymentCodeAreAlwaysOne) {
  for (const char* prefix : {"25", "26", "29"}) {
    const LabelLayout layout{prefix, "FFIIIIIEEEEEWWWWWC"};
    EXPECT_TRUE(layout_is_payments(layout)) << prefix;
    const Code code = decode(std::string{prefix} + "1234501280005205", "", {.layouts = {layout}});
    EXPECT_TRUE(std::holds_alternative<PaymentCode>(code)) << told(code);
  }
  EXPECT_FALSE(layout_is_payments({"24", "FFIIIIIEEEEEWWWWWC"}));
  EXPECT_FALSE(layout_is_payments({"26", "FFIIIIIEEEEEC"})) << "13 digits are no payment code";
}

/// The price check digit as the GS1 General Specifications describe it, in arithmetic instead of tables: a product is the
/// digit times the weight, "minus" or "plus" its tens, units only.
int product(int weight, int sign, int digit) {
  const int whole = weight * digit;
  return ((whole + sign * (whole / 10)) % 10 + 10) % 10;
}

int price_check_reckoned(const std::string& price) {
  const auto digit = [&price](std::size_t i) { return price[i] - '0'; };
  if (price.size() == 4)
    return (product(2, -1, digit(0)) + product(2, -1, digit(1)) + product(3, 0, digit(2)) + product(5, -1, digit(3))) * 3 % 10;
  const int sum = product(5, 1, digit(0)) + product(2, -1, digit(1)) + product(5, -1, digit(2)) + product(5, 1, digit(3)) +
                  product(2, -1, digit(4));
  for (int wanted = 0; wanted < 10; ++wanted)
    if ((sum + product(5, -1, wanted)) % 10 == 0) return wanted;
  return -1;
}

TEST(LabelLayouts, ThePriceCheckDigitIsThatOfASecondReckoningForEveryPrice) {
  EXPECT_EQ(price_check_reckoned("2875"), 9) << "the standard's example";
  EXPECT_EQ(price_check_reckoned("14685"), 6) << "the standard's example";
  for (const auto& [pattern, count] : {std::pair<const char*, std::size_t>{"FFIIIIIVEEEEC", 4}, {"FFIIIIVEEEEEC", 5}}) {
    const DecodeSettings settings{.layouts = {{"22", pattern}}};
    for (int price = 1; price < (count == 4 ? 10'000 : 100'000); price += count == 4 ? 1 : 7) {
      std::string text = std::to_string(price);
      text.insert(0, count - text.size(), '0');
      const std::string item(count == 4 ? 5 : 4, '1');
      for (const int off : {0, 1 + price % 9}) {
        std::string label = "22" + item + static_cast<char>('0' + (price_check_reckoned(text) + off) % 10) + text;
        label += check_digit(label);
        const Code code = decode(label, "", settings);
        ASSERT_EQ(std::holds_alternative<PricedCode>(code), off == 0) << label << " is " << told(code);
        if (off == 0) {
          ASSERT_EQ(std::get<PricedCode>(code).price_fen, price);
        }
      }
    }
  }
}

/// Writes what a scale would: each letter of the pattern filled from the right.
std::string scale_writes(const std::string& prefix, const std::string& pattern, const std::string& item, std::int64_t weight_g,
                         std::int64_t price_fen) {
  std::string label(pattern.size(), '?');
  const auto fill = [&](char letter, std::string digits) {
    const auto width = static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), letter));
    digits.insert(0, width - std::min(width, digits.size()), '0');
    for (std::size_t i = 0, used = 0; i < pattern.size(); ++i)
      if (pattern[i] == letter) label[i] = digits[used++];
  };
  fill('F', prefix), fill('I', item), fill('W', std::to_string(weight_g)), fill('E', std::to_string(price_fen));
  label.pop_back();
  return label + check_digit(label);
}

TEST(LabelLayouts, WhatAScaleWritesIsReadBack) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (const char* pattern : {"FFIIIIIWWWWWC", "FFIIIIIEEEEEC", "FFIIIIIEEEEEWWWWWC", "FFIIIIIWWWWWEEEEEC", "FFWIEWIEWIEWIEWIEC"})
    for (int round = 0; round < 300; ++round) {
      const std::string_view letters = pattern;
      const std::int64_t weight_g = letters.find('W') == letters.npos ? 0 : 1 + static_cast<std::int64_t>(random() % 99'999);
      const std::int64_t price_fen = letters.find('E') == letters.npos ? 0 : 1 + static_cast<std::int64_t>(random() % 99'999);
      const std::string item = std::to_string(10'000 + random() % 90'000);
      const std::string label = scale_writes("20", pattern, item, weight_g, price_fen);
      const std::string want = weight_g == 0 ? "priced " + item + " " + std::to_string(price_fen)
                                             : "weighed " + item + " " + std::to_string(weight_g) + (price_fen ? " " + std::to_string(price_fen) : "");
      ASSERT_EQ(told(decode(label, "", {.layouts = {{"20", pattern}}})), want) << label;
    }
}

}  // namespace
}  // namespace zhuangui::barcode
