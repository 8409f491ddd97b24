#include "scanner/keyboard_decoder.h"

#include <gtest/gtest.h>

#include "packets.h"
#include "scanner_wires.h"

namespace zhuangui::scanner {
namespace {

using support::report;
using support::typed;
using Bytes = std::vector<std::byte>;

constexpr std::uint8_t enter = 0x28;

Bytes joined(std::initializer_list<Bytes> pieces) {
  Bytes bytes;
  for (const Bytes& piece : pieces) bytes.insert(bytes.end(), piece.begin(), piece.end());
  return bytes;
}

Bytes alt_number(std::string_view digits) {
  Bytes bytes;
  for (const auto& one : support::alt_reports(digits)) bytes = joined({bytes, one});
  return bytes;
}

std::vector<Frame> decoded(const Bytes& bytes, DecoderOptions options = {}) {
  KeyboardDecoder decoder{options};
  return decoder.feed(bytes, start_us);
}

TEST(KeyboardDecoder, ReadsTheBytesOfTheDeviceNotes) {
  EXPECT_EQ(decoded(hex("0000230000000000 0000000000000000 0000260000000000 0000000000000000 0000280000000000")),
            (std::vector<Frame>{{"", "69"}}));
  EXPECT_EQ(decoded(hex("0200040000000000 0100300000000000 0000280000000000")), (std::vector<Frame>{{"", "A\x1D"}}));
}

TEST(KeyboardDecoder, EveryPrintableSignOfTheUsLayoutComesThrough) {
  std::string all;
  for (char c = ' '; c <= '~'; ++c)
    if (c != ']') all += c;
  EXPECT_EQ(decoded(typed(all + "]\n")), (std::vector<Frame>{{"", all + "]"}}));
}

TEST(KeyboardDecoder, TheAimIdIsTakenOff) {
  struct Case { const char* note; const char* typed; Frame want; };
  for (const Case& c : {Case{"EAN-13", "]E06901234567892\n", {"E0", "6901234567892"}},
                        Case{"GS1 DataMatrix", "]d20106901234567892\n", {"d2", "0106901234567892"}},
                        Case{"no id", "6901234567892\n", {"", "6901234567892"}},
                        Case{"a bracket that is no id", "]=x\n", {"", "]=x"}},
                        Case{"an id and nothing behind it", "]E0\n", {"E0", "", true}}})
    EXPECT_EQ(decoded(typed(c.typed)), (std::vector<Frame>{c.want})) << c.note;
}

TEST(KeyboardDecoder, SuffixesEndACodeAndAnEmptyOneIsNoCode) {
  struct Case { const char* note; Bytes suffix; };
  for (const Case& c : {Case{"Enter", report(0, {0x28})}, Case{"keypad Enter", report(0, {0x58})}, Case{"Tab", report(0, {0x2B})},
                        Case{"Ctrl+J is LF", report(1, {0x0D})}, Case{"Ctrl+M is CR", report(0x10, {0x10})},
                        Case{"Enter twice", joined({report(0, {0x28}), report(0), report(0, {0x28})})},
                        Case{"CR LF", joined({report(1, {0x10}), report(0), report(1, {0x0D})})}})
    EXPECT_EQ(decoded(joined({typed("12"), c.suffix})), (std::vector<Frame>{{"", "12"}})) << c.note;
}

TEST(KeyboardDecoder, KeysCountOnceWhileHeldAndAgainAfterTheyWereLetGo) {
  struct Case { const char* note; Bytes bytes; const char* want; };
  constexpr std::uint8_t one = 0x1E, two = 0x1F, three = 0x20;
  for (const Case& c :
       {Case{"held over three reports", joined({report(0, {one}), report(0, {one}), report(0, {one})}), "1"},
        Case{"let go between", joined({report(0, {one}), report(0), report(0, {one})}), "11"},
        Case{"same key in the next slot", joined({report(0, {one}), report(0, {0, one}), report(0, {one})}), "111"},
        Case{"two keys in one report, in slot order", report(0, {two, one}), "21"},
        Case{"rolling: 1, 1+2, 2, 2+3", joined({report(0, {one}), report(0, {one, two}), report(0, {two}), report(0, {two, three})}), "123"},
        Case{"no key-up at all between different keys", joined({report(0, {one}), report(0, {two}), report(0, {three})}), "123"},
        Case{"roll-over error is ignored, keys stay held", joined({report(0, {one}), report(0, {1, 1, 1, 1, 1, 1}), report(0, {one, two})}), "12"},
        Case{"modifiers alone are no key", joined({report(0, {one}), report(2), report(0)}), "1"}})
    EXPECT_EQ(decoded(joined({c.bytes, report(0), typed("\n")})), (std::vector<Frame>{{"", c.want}})) << c.note;
}

TEST(KeyboardDecoder, NoKeyUpAfterTheLastKeyDoesNotSwallowTheNextCode) {
  KeyboardDecoder decoder;
  EXPECT_EQ(decoder.feed(joined({report(0, {0x1E}), report(0, {enter})}), start_us).size(), 1u);
  EXPECT_EQ(decoder.feed(joined({report(0, {0x1E}), report(0, {enter})}), start_us + 9'000'000), (std::vector<Frame>{{"", "1"}}));
}

TEST(KeyboardDecoder, AKeyUpThatNeverCameDoesNotSwallowTheSameKeyLater) {
  KeyboardDecoder decoder{{.no_suffix = true}};
  decoder.feed(joined({report(0, {0x1E}), report(0, {0x1F})}), start_us);
  decoder.feed(joined({report(0, {0x1F}), report(0)}), start_us + 600'000);
  EXPECT_EQ(decoder.tick(start_us + 800'000), (std::vector<Frame>{{"", "2"}}));
}

TEST(KeyboardDecoder, CapsLockPressedByTheScannerTurnsLettersOver) {
  const Bytes caps = joined({report(0, {0x39}), report(0)});
  KeyboardDecoder decoder;
  const auto both = [&](const Bytes& bytes, std::int64_t at_us) { return decoder.feed(bytes, at_us); };
  EXPECT_EQ(both(joined({caps, typed("aB1"), caps, typed("\n")}), start_us), (std::vector<Frame>{{"", "Ab1"}})) << "around the data";
  EXPECT_EQ(both(joined({caps, typed("aB1\n"), caps}), start_us), (std::vector<Frame>{{"", "Ab1"}})) << "the second after Enter";
  EXPECT_EQ(both(joined({caps, typed("aB1\n"), caps}), start_us + 50'000), (std::vector<Frame>{{"", "Ab1"}})) << "again";
  EXPECT_EQ(both(joined({caps, typed("ab\n")}), start_us + 900'000), (std::vector<Frame>{{"", "AB"}})) << "never switched back";
  EXPECT_EQ(both(typed("ab\n"), start_us + 1'800'000), (std::vector<Frame>{{"", "ab"}})) << "a frame starts afresh";
}

TEST(KeyboardDecoder, ACapsLockAndNothingElseDoesNotTurnTheNextCodeOver) {
  KeyboardDecoder decoder;
  EXPECT_TRUE(decoder.feed(joined({report(0, {0x39}), report(0)}), start_us).empty());
  EXPECT_FALSE(decoder.pending());
  EXPECT_EQ(decoder.feed(typed("aB\n"), start_us + 600'000), (std::vector<Frame>{{"", "aB"}}));
}

TEST(KeyboardDecoder, TheKeypadAndItsAltCodesAreRead) {
  Bytes keypad;
  for (std::uint8_t usage = 0x54; usage <= 0x63; ++usage)
    if (usage != 0x58) keypad = joined({keypad, report(0, {usage}), report(0)});
  EXPECT_EQ(decoded(joined({keypad, typed("\n")})), (std::vector<Frame>{{"", "/*-+1234567890."}}));

  EXPECT_EQ(decoded(joined({typed("1"), alt_number("029"), typed("2\n")})), (std::vector<Frame>{{"", "1\x1D" "2"}}));
  EXPECT_EQ(decoded(joined({alt_number("0214"), alt_number("0208"), typed("\n")})), (std::vector<Frame>{{"", "中"}})) << "GBK as bytes";
  EXPECT_EQ(decoded(joined({alt_number("228"), alt_number("184"), alt_number("173"), typed("\n")})), (std::vector<Frame>{{"", "中"}})) << "UTF-8 as bytes";
}

// 中 is 4E2D (20013) in Unicode and D6D0 (54992) in GBK; 33088 is 8140, 丂 in GBK and 腀 in Unicode.
TEST(KeyboardDecoder, AltNumbersAboveAByteAreReadOnlyWhereTheyCannotBeTwoThings) {
  struct Case { const char* note; AltNumbers meant; const char* digits; const char* want; };
  for (const Case& c : {Case{"only Unicode", AltNumbers::careful, "20013", "中"}, Case{"only GBK", AltNumbers::careful, "54992", "中"},
                        Case{"either", AltNumbers::careful, "33088", nullptr}, Case{"set to Unicode", AltNumbers::unicode, "33088", "腀"},
                        Case{"set to GBK", AltNumbers::gbk, "33088", "丂"}, Case{"no GBK", AltNumbers::gbk, "20013", nullptr},
                        Case{"beyond the first plane", AltNumbers::careful, "134071", "𠮷"},
                        Case{"a surrogate", AltNumbers::unicode, "55296", nullptr}, Case{"no character", AltNumbers::unicode, "1114112", nullptr},
                        Case{"eight digits", AltNumbers::unicode, "11141120", nullptr}}) {
    const auto frames = decoded(joined({typed("a"), alt_number(c.digits), typed("b\n")}), {.alt_numbers = c.meant});
    ASSERT_EQ(frames.size(), 1u) << c.note;
    EXPECT_EQ(frames[0].broken, c.want == nullptr) << c.note;
    if (c.want) {
      EXPECT_EQ(frames[0].text, std::string{"a"} + c.want + "b") << c.note;
    }
  }
}

TEST(KeyboardDecoder, TextThatPassesForBothIsReadAsItIsSet) {
  const auto bytes = joined({alt_number("0196"), alt_number("0163"), typed("\n")});  // C4 A3: 模 in GBK, ģ in UTF-8
  EXPECT_EQ(decoded(bytes), (std::vector<Frame>{{"", "ģ"}}));
  EXPECT_EQ(decoded(bytes, {.text_gbk = true}), (std::vector<Frame>{{"", "模"}}));
}

TEST(KeyboardDecoder, ACodeIdIsTakenOffWhereItIsSent) {
  EXPECT_EQ(decoded(typed("d6901234567892\n"), {.code_id = true}), (std::vector<Frame>{{"E0", "6901234567892"}}));
  EXPECT_EQ(decoded(typed("d6901234567892\n")), (std::vector<Frame>{{"", "d6901234567892"}}));
  EXPECT_EQ(decoded(typed("]E06901234567892\n"), {.code_id = true}), (std::vector<Frame>{{"E0", "6901234567892"}})) << "an AIM id says more";
}

TEST(KeyboardDecoder, GsComesInItsThreeForms) {
  const Bytes f8 = joined({report(0, {0x41}), report(0)});
  EXPECT_EQ(decoded(joined({typed("1"), f8, typed("2\n")})), (std::vector<Frame>{{"", "1\x1D" "2"}}));
  EXPECT_EQ(decoded(typed("1|2\n")), (std::vector<Frame>{{"", "1|2"}}));
  EXPECT_EQ(decoded(typed("1|2\n"), {.gs_as_pipe = true}), (std::vector<Frame>{{"", "1\x1D" "2"}}));
}

TEST(KeyboardDecoder, TheWindowsKeySpoilsACode) {
  const auto frames = decoded(joined({report(8, {0x15}), report(0), typed("cmd\n"), typed("12\n")}));
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_TRUE(frames[0].broken);
  EXPECT_EQ(frames[1], (Frame{"", "12"}));
}

TEST(KeyboardDecoder, HalfAReportIsForgottenAfterAStall) {
  KeyboardDecoder decoder;
  EXPECT_TRUE(decoder.feed(hex("000004"), start_us).empty());
  EXPECT_TRUE(decoder.pending());
  EXPECT_TRUE(decoder.tick(start_us + 600'000).empty());
  EXPECT_FALSE(decoder.pending());
  EXPECT_EQ(decoder.feed(typed("12\n"), start_us + 700'000), (std::vector<Frame>{{"", "12"}}));
}

TEST(KeyboardDecoder, WithoutASuffixASilenceEndsTheCode) {
  KeyboardDecoder decoder{{.no_suffix = true}};
  EXPECT_TRUE(decoder.feed(typed("690123"), start_us).empty());
  EXPECT_TRUE(decoder.tick(start_us + 99'999).empty());
  EXPECT_EQ(decoder.tick(start_us + 100'000), (std::vector<Frame>{{"", "690123"}}));
  EXPECT_TRUE(decoder.tick(start_us + 900'000).empty());
}

TEST(KeyboardDecoder, AResetForgetsWhatWasUnderWay) {
  KeyboardDecoder decoder;
  decoder.feed(joined({typed("690123"), report(0, {0x1E})}), start_us);
  decoder.reset();
  EXPECT_FALSE(decoder.pending());
  EXPECT_EQ(decoder.frames_broken(), 1);
  EXPECT_EQ(decoder.feed(joined({report(0, {0x1E}), report(0, {enter})}), start_us), (std::vector<Frame>{{"", "1"}}));
}

}  // namespace
}  // namespace zhuangui::scanner
