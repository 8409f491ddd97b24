#include "seed.h"
#include "told.h"

#include <cstdio>

namespace zhuangui::barcode {
namespace {

// One card, bytes 00 A1 B2 C3 (EM4100 with customer byte 05), as readers of each setting type it.
TEST(Cards, TheSameCardIsReadInEveryFormOfItsReader) {
  struct Row { CardForm form; const char* text; const char* want; };
  for (const Row& row : {
           Row{CardForm::decimal_10, "0010597059", "card 00A1B2C3 ****7059"},
           Row{CardForm::decimal_10_reversed, "3283263744", "card 00A1B2C3 ****3744"},
           Row{CardForm::hex_8, "00A1B2C3", "card 00A1B2C3 ****B2C3"},
           Row{CardForm::hex_8, "00a1b2c3", "card 00A1B2C3 ****b2c3"},
           Row{CardForm::hex_8_reversed, "C3B2A100", "card 00A1B2C3 ****A100"},
           Row{CardForm::hex_10, "0500A1B2C3", "card 0500A1B2C3 ****B2C3"},
           Row{CardForm::decimal_8, "10597059", "card A1B2C3 ****7059"},
           Row{CardForm::wiegand_26, "16145763", "card A1B2C3 ****5763"},
           Row{CardForm::wiegand_26_comma, "161,45763", "card A1B2C3 ****5763"},
           Row{CardForm::uid, "04A1B2C3D4E5F6", "card 04A1B2C3D4E5F6 ****E5F6"},
           Row{CardForm::uid, "04A1B2C3D4E5F6A7B8C9", "card 04A1B2C3D4E5F6A7B8C9 ****B8C9"},
       })
    EXPECT_EQ(told(decode_card(row.text, row.form)), row.want);
}

TEST(Cards, WhatIsNotOfTheReadersFormIsNoCard) {
  struct Row { const char* note; CardForm form; const char* text; };
  for (const Row& row : {
           Row{"nothing", CardForm::decimal_10, ""}, Row{"too short", CardForm::decimal_10, "10597059"},
           Row{"more than 4 bytes", CardForm::decimal_10, "4294967296"}, Row{"hex", CardForm::decimal_10, "00A1B2C300"},
           Row{"more than 3 bytes", CardForm::decimal_8, "16777216"}, Row{"a byte of 256", CardForm::wiegand_26, "25600000"},
           Row{"two bytes of 65536", CardForm::wiegand_26, "00065536"}, Row{"no comma", CardForm::wiegand_26_comma, "16145763"},
           Row{"a comma", CardForm::wiegand_26, "161,4576"}, Row{"not hex", CardForm::hex_8, "00A1B2CG"},
           Row{"5 bytes are no UID", CardForm::uid, "0500A1B2C3"}, Row{"goods", CardForm::decimal_10, "6901234567892"}}) {
    const Code code = decode_card(row.text, row.form);
    ASSERT_TRUE(std::holds_alternative<UnknownCode>(code)) << row.note;
    EXPECT_EQ(std::get<UnknownCode>(code).reason, "not_a_card") << row.note;
  }
  EXPECT_EQ(told(decode_card("4294967295", CardForm::decimal_10)), "card FFFFFFFF ****7295") << "the highest is one";
}

TEST(Cards, TheDeviceDecidesAndNotTheText) {
  // The same digits from a scanner are an item's number that does not hold, or text.
  EXPECT_EQ(told(decode("0010597059")), "unknown not_known 0010597059");
  EXPECT_EQ(told(decode("10597059")), "unknown check_digit 10597059");
}

TEST(Cards, AnyBytesComeBackFromTheTextOfAnyForm) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 2'000; ++round) {
    const unsigned a = random() & 0xFF, b = random() & 0xFF, c = random() & 0xFF, d = random() & 0xFF;
    const auto printed = [](const char* format, auto... values) {
      char text[32];
      std::snprintf(text, sizeof text, format, values...);
      return std::string{text};
    };
    const std::vector<std::uint8_t> four{static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b), static_cast<std::uint8_t>(c),
                                         static_cast<std::uint8_t>(d)};
    const std::vector<std::uint8_t> three{four.begin() + 1, four.end()};
    const unsigned number = a << 24 | b << 16 | c << 8 | d, reversed = d << 24 | c << 16 | b << 8 | a;
    const auto bytes = [](const Code& code) { return std::get<CardCode>(code).bytes; };
    ASSERT_EQ(bytes(decode_card(printed("%010u", number), CardForm::decimal_10)), four);
    ASSERT_EQ(bytes(decode_card(printed("%010u", reversed), CardForm::decimal_10_reversed)), four);
    ASSERT_EQ(bytes(decode_card(printed("%08X", number), CardForm::hex_8)), four);
    ASSERT_EQ(bytes(decode_card(printed("%08x", reversed), CardForm::hex_8_reversed)), four);
    ASSERT_EQ(bytes(decode_card(printed("%08u", number & 0xFFFFFF), CardForm::decimal_8)), three);
    ASSERT_EQ(bytes(decode_card(printed("%03u%05u", b, c << 8 | d), CardForm::wiegand_26)), three);
    ASSERT_EQ(bytes(decode_card(printed("%03u,%05u", b, c << 8 | d), CardForm::wiegand_26_comma)), three);
  }
}

}  // namespace
}  // namespace zhuangui::barcode
