#include <gtest/gtest.h>

#include "barcode/code.h"

namespace zhuangui::barcode {
namespace {

TEST(LabelLayouts, AShopsOwnLayoutReplacesTheDefault) {
  const std::vector<LabelLayout> layouts{{"2", "FIIIIIIEEEEEC"}};
  const Code code = decode("2012345012806", "", layouts);
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
    const Code code = decode(c.digits + check_digit(c.digits), "", *c.layouts);
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
  for (const Case& c : {Case{{"21", "FFIIIIIWWWWC"}, "13 letters"}, Case{{"21", "FFIIIIIXXXXXC"}, "only the letters"},
                        Case{{"21", "FFIIIIIWWWWWW"}, "stands last"}, Case{{"21", "FFIIIIICWWWWC"}, "stands last"},
                        Case{{"2", "FFIIIIIWWWWWC"}, "as many digits"}, Case{{"2x", "FFIIIIIWWWWWC"}, "as many digits"},
                        Case{{"21", "FIFIIIIWWWWWC"}, "first and together"}, Case{{"", "IIIIIIIWWWWWC"}, "first and together"},
                        Case{{"21", "FFWWWWWWWWWWC"}, "no letter I"}, Case{{"21", "FFIIIIIIIIIIC"}, "either W"},
                        Case{{"21", "FFIIIIEEEWWWC"}, "either W"}, Case{{"21", "FFIIIIIIVEEEC"}, "price check digit"}}) {
    EXPECT_NE(label_layout_fault(c.layout).find(c.fault), std::string::npos)
        << c.layout.pattern << " told " << label_layout_fault(c.layout);
    const std::vector<LabelLayout> layouts{c.layout};
    EXPECT_TRUE(std::holds_alternative<GoodsCode>(decode("2101234005200", "", layouts))) << c.layout.pattern;
  }
  for (const LabelLayout& layout : default_label_layouts()) EXPECT_EQ(label_layout_fault(layout), "");
}

}  // namespace
}  // namespace zhuangui::barcode
