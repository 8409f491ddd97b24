// Element strings: reading, values, warnings and what is wrong. AI by AI: gs1_table_test.cc.
#include "told.h"

namespace zhuangui::barcode {
namespace {

const std::string gs = "\x1D";

Gs1Code read(const std::string& text, int current_year = 2026) {
  const Code code = decode(text, "d2", {}, current_year);
  const auto* gs1 = std::get_if<Gs1Code>(&code);
  EXPECT_TRUE(gs1) << text << " is " << told(code);
  return gs1 ? *gs1 : Gs1Code{};
}

TEST(Gs1, TheLabelOfARealBagIsReadWithItsValues) {
  const Gs1Code code = read("01069012345678921726123110A1" + gs + "3103000520");
  EXPECT_EQ(gs1_bracketed(code.elements), "(01)06901234567892(17)261231(10)A1(3103)000520");
  EXPECT_EQ(code.values.gtin, "06901234567892");
  EXPECT_EQ(code.values.use_by, (LabelDate{2026, 12, 31}));
  EXPECT_EQ(code.values.lot, "A1");
  EXPECT_EQ(code.values.weight_g, 520);
  EXPECT_TRUE(code.warnings.empty()) << code.warnings.front();
}

TEST(Gs1, EveryGs1CarrierIsReadAndNoOtherIsCalledOne) {
  const std::string text = "010690123456789210A1";
  for (const char* id : {"C1", "e0", "d2", "d5", "Q3", "Q4", "J1", "J4", ""})
    EXPECT_EQ(told(decode(text, id)), "gs1 (01)06901234567892(10)A1") << id;
  EXPECT_EQ(told(decode("]C1" + text)), "gs1 (01)06901234567892(10)A1") << "the id in the text";
  EXPECT_EQ(told(decode(gs + text, "C1")), "gs1 (01)06901234567892(10)A1") << "the first FNC1 sent as a separator";
  EXPECT_EQ(told(decode("\\000026" + text, "Q4")), "gs1 (01)06901234567892(10)A1") << "an ECI in front";
  const Code plain = decode(text, "C0");
  ASSERT_TRUE(std::holds_alternative<Gs1Code>(plain));
  EXPECT_EQ(std::get<Gs1Code>(plain).warnings, std::vector<std::string>{"]C0 is no carrier of GS1 elements"});
}

TEST(Gs1, WithoutAnIdOnlyACheckDigitThatHoldsTellsElementsFromOtherText) {
  expect_all({
      {"no key among them", "10A1", "", "unknown not_known 10A1"},
      {"the same with its id", "10A1", "C1", "gs1 (10)A1"},
      {"check digit false", "010690123456789310A1", "", "unknown not_known 01****9310A1"},
      {"not to the end", "0106901234567892" "55X", "", "unknown not_known 01****255X"},
      {"a payment code first: 19 digits that begin with 01", "0106901234567892101", "", "payment ecny 01****2101"},
      {"DataBar without its AI", "6901234567892", "e0", "goods 06901234567892"},
  });
}

TEST(Gs1, SeparatorsEndElementsOfNoPredefinedLengthOnly) {
  expect_all({
      {"tolerated behind a predefined one", "0106901234567892" + gs + "10A1" + gs + "17261231", "d2",
       "gs1 (01)06901234567892(10)A1(17)261231"},
      {"tolerated at the end", "0106901234567892" "10A1" + gs, "d2", "gs1 (01)06901234567892(10)A1"},
      {"missing behind a lot: kept whole, it cannot be split", "010690123456789210A117261231", "d2",
       "gs1 (01)06901234567892(10)A117261231"},
      {"two in a row", "10A1" + gs + gs + "17261231", "d2", "false gs1 separator"},
      {"inside a predefined one", "01069012345" + gs + "67892", "d2", "false gs1 length 01"},
      {"cut off", "010690123456789", "d2", "false gs1 length 01"},
      {"AI cut off", "0106901234567892" "3", "d2", "false gs1 unknown_ai"},
      {"AI of four cut off", "0106901234567892" "310", "d2", "false gs1 unknown_ai 310"},
      {"an empty lot", "10" + gs + "17261231", "d2", "false gs1 length 10"},
      {"a lot too long", "10ABCDEFGHIJKLMNOPQRSTU", "d2", "false gs1 length 10"},
      {"the first fault is told, not what follows from it", "13456789" "01" "23456789", "d2", "false gs1 date 13"},
  });
}

// Section 7.8.5 gives lengths by the first two digits: 04 18, 14 18 19 8, 31-36 10, 41 16, whether assigned or not.
TEST(Gs1, AnAiThatIsNotAssignedHasTheLengthOfItsFirstTwoDigits) {
  for (const auto& [text, ai] : {std::pair<const char*, const char*>{"040123456789012345", "04"}, {"14261231", "14"}, {"18261231", "18"}, {"19261231", "19"},
                                 {"3170000520", "3170"}, {"3106000520", "3106"}, {"3309000520", "3309"},
                                 {"4180123456789012", "418"}}) {
    const Gs1Code code = read(std::string{text} + "10A1");
    ASSERT_EQ(code.elements.size(), 2u) << text;
    EXPECT_EQ(code.elements[0].ai, ai);
    EXPECT_EQ(code.elements[1], (Gs1Element{"10", "A1"})) << text;
    ASSERT_FALSE(code.warnings.empty());
    EXPECT_EQ(code.warnings[0], std::string{ai} + " is not assigned");
  }
  expect_all({
      {"not predefined: up to the separator", "7099XYZ" + gs + "10A1", "d2", "gs1 (7099)XYZ(10)A1"},
      {"no AI begins so", "5512345", "d2", "false gs1 unknown_ai 55"},
      {"nor so", "38123456", "d2", "false gs1 unknown_ai 38"},
      {"letters", "AB", "d2", "false gs1 unknown_ai"},
      {"not even set 82 in an unassigned one", "7099X Z", "d2", "false gs1 characters 7099"},
  });
}

TEST(Gs1, TheSameElementTwiceIsOnceUnlessItsDataDiffer) {
  expect_all({
      {"the same", "10A1" + gs + "10A1", "d2", "gs1 (10)A1"},
      {"not the same", "10A1" + gs + "10A2", "d2", "false gs1 repeated 10"},
  });
}

TEST(Gs1, WeightsAreWholeGramsOrSaidNotToBe) {
  struct Row { const char* text; std::int64_t want_g; };
  for (const Row& row : {Row{"3100000012", 12'000}, Row{"3101000012", 1'200}, Row{"3102000012", 120}, Row{"3103000520", 520},
                         Row{"3104005200", 520}, Row{"3105052000", 520}, Row{"3100999999", 999'999'000}}) {
    EXPECT_EQ(read(std::string{"0106901234567892"} + row.text).values.weight_g, row.want_g) << row.text;
  }
  for (const char* text : {"3105052001", "3105052010", "3104005201"}) {
    const Gs1Code code = read(std::string{"0106901234567892"} + text);
    EXPECT_FALSE(code.values.weight_g) << text;
    EXPECT_EQ(code.warnings, (std::vector<std::string>{std::string{text, 4} + " is not whole in grams"}));
  }
  EXPECT_EQ(read("0106901234567892" "3302000150").values.gross_weight_g, 1'500);
}

TEST(Gs1, AmountsAreFenOfTheYuanOrSaidNotToBe) {
  const std::string bag = "0106901234567892" "3103000520";
  EXPECT_EQ(read(bag + "39221280").values.price_fen, 1'280) << "two decimals";
  EXPECT_EQ(read(bag + "392012").values.price_fen, 1'200) << "none";
  EXPECT_EQ(read(bag + "39251280000").values.price_fen, 1'280) << "five, whole";
  const Gs1Code odd = read(bag + "39231285");
  EXPECT_FALSE(odd.values.price_fen);
  EXPECT_EQ(odd.warnings, std::vector<std::string>{"3923 is not whole in fen"});
  const Gs1Code yuan = read(bag + "39321561280");
  EXPECT_EQ(yuan.values.price_fen, 1'280);
  EXPECT_EQ(yuan.values.currency, "156");
  const Gs1Code euro = read(bag + "39329781280");
  EXPECT_FALSE(euro.values.price_fen);
  EXPECT_EQ(euro.values.currency, "978");
  EXPECT_EQ(euro.warnings, std::vector<std::string>{"3932 is not in yuan"});
  EXPECT_EQ(read("3912156999").values.amount_fen, 999);
  EXPECT_EQ(read("3902" "999999999999999").values.amount_fen, 999'999'999'999'999);
  EXPECT_EQ(read("3900" "999999999999999").values.amount_fen, 99'999'999'999'999'900);
}

// Found by fuzzing: the data of an AI that is not assigned may be anything.
TEST(Gs1, AnAiThatIsNotAssignedGivesNoValue) {
  for (const char* text : {"395860000580113080038013", "3958" "12.80", "3109" "000520"}) {
    const Gs1Code code = read(text);
    EXPECT_FALSE(code.values.unit_price_fen) << text;
    EXPECT_FALSE(code.values.weight_g) << text;
    EXPECT_EQ(code.warnings, std::vector<std::string>{std::string{text}.substr(0, 4) + " is not assigned"}) << text;
  }
}

TEST(Gs1, DaysOfEveryKindAndPiecesAreValues) {
  const Gs1Values values = read("0106901234567892" "11260100" "13260200" "12260300" "15260200" "16240200" "17261130" "302012").values;
  EXPECT_EQ(values.produced, (LabelDate{2026, 1, 0})) << "only the month";
  EXPECT_EQ(date_text(*values.produced), "2026-01");
  EXPECT_EQ(values.packed, (LabelDate{2026, 2, 0}));
  EXPECT_EQ(values.due, (LabelDate{2026, 3, 31})) << "the end of the month";
  EXPECT_EQ(values.best_before, (LabelDate{2026, 2, 28}));
  EXPECT_EQ(values.sell_by, (LabelDate{2024, 2, 29})) << "a leap year";
  EXPECT_EQ(date_text(*values.use_by), "2026-11-30");
  EXPECT_EQ(values.pieces, 2012);
  EXPECT_EQ(read("0106901234567892" "70032612312359").values.use_by, (LabelDate{2026, 12, 31})) << "to the minute";
}

TEST(Gs1, PairsThatDoNotBelongTogetherAreWarningsOnly) {
  const std::string gtin = "0106901234567892";
  struct Row { const char* note; std::string text; std::vector<std::string> want; };
  for (const Row& row : {
           Row{"content beside goods", gtin + "0206901234567892" "3712", {"01 excludes 37", "02 excludes 01", "37 requires 00+02|00+8026"}},
           Row{"a count without a logistic unit", gtin + "3712", {"01 excludes 37", "37 requires 00+02|00+8026"}},
           Row{"a pallet as it should be", "00106141412345678908" "0206901234567892" "3712", {}},
           Row{"two weights", gtin + "3103000520" "3102000052", {"3103 excludes 3102"}},
           Row{"a price without a measure", gtin + "39221280", {"3922 requires 01+30|01+31nn|01+32nn|01+35nn|01+36nn"}},
           Row{"two prices", gtin + "3103000520" "39221280" + gs + "39321561280", {"3922 excludes 3932"}},
           Row{"a lot of nothing", "10A1", {"10 requires 01|02|03|8006|8026"}},
       })
    EXPECT_EQ(read(row.text).warnings, row.want) << row.note;
}

TEST(Gs1, TheFormInBracketsIsReadOnlyWhenAPersonTypedIt) {
  expect_all({
      {"typed", "(01)06901234567892(17)261231(10)A1", "Z0", "gs1 (01)06901234567892(17)261231(10)A1"},
      {"a bracket in a lot is data when no AI follows", "(01)06901234567892(10)A(1)", "Z0", "gs1 (01)06901234567892(10)A(1)"},
      {"scanned without an id", "(01)06901234567892", "", "false gs1 brackets"},
      {"in a GS1 carrier", "(01)06901234567892", "d2", "false gs1 brackets"},
      {"mixed", "(01)0690123456789217261231", "Z0", "false gs1 length 01"},
      {"typed check digit", "(01)06901234567893", "Z0", "false gs1 check_digit 01"},
      {"no AI", "(5)1", "Z0", "false gs1 unknown_ai"},
      {"text in brackets is text", "(hello)", "Z0", "unknown not_known (hello)"},
  });
}

}  // namespace
}  // namespace zhuangui::barcode
