#include "scanner/decoder.h"

#include <gtest/gtest.h>

#include "keyboard_reports.h"

namespace zhuangui::scanner {
namespace {

using support::report;
using support::typed;
using Bytes = std::vector<std::byte>;

constexpr std::int64_t start_us = 1'000'000;
constexpr std::uint8_t enter = 0x28;

Bytes joined(std::initializer_list<Bytes> pieces) {
  Bytes bytes;
  for (const Bytes& piece : pieces) bytes.insert(bytes.end(), piece.begin(), piece.end());
  return bytes;
}

Bytes hex(std::string_view text) {
  Bytes bytes;
  std::string digits;
  for (const char c : text)
    if (c != ' ') digits += c;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    bytes.push_back(std::byte{static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16))});
  return bytes;
}

std::vector<Frame> decoded(const Bytes& bytes, DecoderOptions options = {}) {
  ScanDecoder decoder{options};
  return decoder.feed(bytes, start_us);
}

TEST(ScanDecoder, ReadsTheBytesOfTheDeviceNotes) {
  EXPECT_EQ(decoded(hex("0000230000000000 0000000000000000 0000260000000000 0000000000000000 0000280000000000")),
            (std::vector<Frame>{{"", "69"}}));
  EXPECT_EQ(decoded(hex("0200040000000000 0100300000000000 0000280000000000")), (std::vector<Frame>{{"", "A\x1D"}}));
}

TEST(ScanDecoder, EveryPrintableSignOfTheUsLayoutComesThrough) {
  std::string all;
  for (char c = ' '; c <= '~'; ++c)
    if (c != ']') all += c;
  EXPECT_EQ(decoded(typed(all + "]\n")), (std::vector<Frame>{{"", all + "]"}}));
}

TEST(ScanDecoder, TheAimIdIsTakenOff) {
  struct Case { const char* note; const char* typed; Frame want; };
  for (const Case& c : {Case{"EAN-13", "]E06901234567892\n", {"E0", "6901234567892"}},
                        Case{"GS1 DataMatrix", "]d20106901234567892\n", {"d2", "0106901234567892"}},
                        Case{"no id", "6901234567892\n", {"", "6901234567892"}},
                        Case{"a bracket that is no id", "]=x\n", {"", "]=x"}},
                        Case{"an id and nothing behind it", "]E0\n", {"E0", "", true}}})
    EXPECT_EQ(decoded(typed(c.typed)), (std::vector<Frame>{c.want})) << c.note;
}

TEST(ScanDecoder, SuffixesEndACodeAndAnEmptyOneIsNoCode) {
  struct Case { const char* note; Bytes suffix; };
  for (const Case& c : {Case{"Enter", report(0, {0x28})}, Case{"keypad Enter", report(0, {0x58})}, Case{"Tab", report(0, {0x2B})},
                        Case{"Ctrl+J is LF", report(1, {0x0D})}, Case{"Ctrl+M is CR", report(0x10, {0x10})},
                        Case{"Enter twice", joined({report(0, {0x28}), report(0), report(0, {0x28})})},
                        Case{"CR LF", joined({report(1, {0x10}), report(0), report(1, {0x0D})})}})
    EXPECT_EQ(decoded(joined({typed("12"), c.suffix})), (std::vector<Frame>{{"", "12"}})) << c.note;
}

TEST(ScanDecoder, APrefixStxIsDropped) {
  EXPECT_EQ(decoded(joined({report(1, {0x05}), report(0), typed("12\n")})), (std::vector<Frame>{{"", "12"}}));
}

TEST(ScanDecoder, KeysCountOnceWhileHeldAndAgainAfterTheyWereLetGo) {
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

TEST(ScanDecoder, NoKeyUpAfterTheLastKeyDoesNotSwallowTheNextCode) {
  ScanDecoder decoder;
  EXPECT_EQ(decoder.feed(joined({report(0, {0x1E}), report(0, {enter})}), start_us).size(), 1u);
  EXPECT_EQ(decoder.feed(joined({report(0, {0x1E}), report(0, {enter})}), start_us + 9'000'000), (std::vector<Frame>{{"", "1"}}));
}

TEST(ScanDecoder, AKeyUpThatNeverCameDoesNotSwallowTheSameKeyLater) {
  ScanDecoder decoder{{.no_suffix = true}};
  decoder.feed(joined({report(0, {0x1E}), report(0, {0x1F})}), start_us);
  decoder.feed(joined({report(0, {0x1F}), report(0)}), start_us + 600'000);
  EXPECT_EQ(decoder.tick(start_us + 800'000), (std::vector<Frame>{{"", "2"}}));
}

TEST(ScanDecoder, CapsLockPressedByTheScannerTurnsLettersOver) {
  const Bytes caps = joined({report(0, {0x39}), report(0)});
  ScanDecoder decoder;
  const auto both = [&](const Bytes& bytes, std::int64_t at_us) { return decoder.feed(bytes, at_us); };
  EXPECT_EQ(both(joined({caps, typed("aB1"), caps, typed("\n")}), start_us), (std::vector<Frame>{{"", "Ab1"}})) << "around the data";
  EXPECT_EQ(both(joined({caps, typed("aB1\n"), caps}), start_us), (std::vector<Frame>{{"", "Ab1"}})) << "the second after Enter";
  EXPECT_EQ(both(joined({caps, typed("aB1\n"), caps}), start_us + 50'000), (std::vector<Frame>{{"", "Ab1"}})) << "again";
  EXPECT_EQ(both(joined({caps, typed("ab\n")}), start_us + 900'000), (std::vector<Frame>{{"", "AB"}})) << "never switched back";
  EXPECT_EQ(both(typed("ab\n"), start_us + 1'800'000), (std::vector<Frame>{{"", "ab"}})) << "a frame starts afresh";
}

TEST(ScanDecoder, TheKeypadAndItsAltCodesAreRead) {
  Bytes keypad;
  for (std::uint8_t usage = 0x54; usage <= 0x63; ++usage)
    if (usage != 0x58) keypad = joined({keypad, report(0, {usage}), report(0)});
  EXPECT_EQ(decoded(joined({keypad, typed("\n")})), (std::vector<Frame>{{"", "/*-+1234567890."}}));

  constexpr std::uint8_t alt = 0x04;
  const auto alt_code = [](std::string_view digits) {
    Bytes bytes = report(alt);
    for (const char c : digits) {
      const auto usage = static_cast<std::uint8_t>(c == '0' ? 0x62 : 0x59 + (c - '1'));
      bytes = joined({bytes, report(alt, {usage}), report(alt)});
    }
    return joined({bytes, report(0)});
  };
  EXPECT_EQ(decoded(joined({typed("1"), alt_code("029"), typed("2\n")})), (std::vector<Frame>{{"", "1\x1D" "2"}}));
  EXPECT_EQ(decoded(joined({alt_code("0214"), alt_code("0208"), typed("\n")})), (std::vector<Frame>{{"", "\xD6\xD0"}})) << "GBK as bytes";
  const auto above_a_byte = decoded(joined({alt_code("54992"), typed("\n")}));
  ASSERT_EQ(above_a_byte.size(), 1u);
  EXPECT_TRUE(above_a_byte[0].broken) << "no code rather than a wrong one";
}

TEST(ScanDecoder, GsComesInItsThreeForms) {
  const Bytes f8 = joined({report(0, {0x41}), report(0)});
  EXPECT_EQ(decoded(joined({typed("1"), f8, typed("2\n")})), (std::vector<Frame>{{"", "1\x1D" "2"}}));
  EXPECT_EQ(decoded(typed("1|2\n")), (std::vector<Frame>{{"", "1|2"}}));
  EXPECT_EQ(decoded(typed("1|2\n"), {.gs_as_pipe = true}), (std::vector<Frame>{{"", "1\x1D" "2"}}));
}

TEST(ScanDecoder, TheWindowsKeySpoilsACode) {
  const auto frames = decoded(joined({report(8, {0x15}), report(0), typed("cmd\n"), typed("12\n")}));
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_TRUE(frames[0].broken);
  EXPECT_EQ(frames[1], (Frame{"", "12"}));
}

TEST(ScanDecoder, AnOverLongCodeIsDroppedAndCountedAndTheNextIsWhole) {
  ScanDecoder decoder;
  EXPECT_EQ(decoder.feed(typed(std::string(128, '7') + "\n"), start_us), (std::vector<Frame>{{"", std::string(128, '7')}}));
  EXPECT_EQ(decoder.frames_dropped(), 0);
  EXPECT_TRUE(decoder.feed(typed(std::string(129, '7') + "\n"), start_us).empty());
  EXPECT_EQ(decoder.frames_dropped(), 1);
  EXPECT_EQ(decoder.feed(typed("12\n"), start_us), (std::vector<Frame>{{"", "12"}}));
}

TEST(ScanDecoder, AStalledCodeIsClosedAsBrokenAndNeverJoinedToTheNext) {
  ScanDecoder decoder;
  EXPECT_TRUE(decoder.feed(typed("690123"), start_us).empty());
  EXPECT_TRUE(decoder.tick(start_us + 500'000).empty()) << "not yet";
  const auto frames = decoder.feed(typed("12\n"), start_us + 500'001);
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_TRUE(frames[0].broken);
  EXPECT_EQ(frames[1], (Frame{"", "12"}));
  EXPECT_EQ(decoder.frames_broken(), 1);
}

TEST(ScanDecoder, HalfAReportIsForgottenAfterAStall) {
  ScanDecoder decoder;
  EXPECT_TRUE(decoder.feed(hex("000004"), start_us).empty());
  EXPECT_TRUE(decoder.pending());
  EXPECT_TRUE(decoder.tick(start_us + 600'000).empty());
  EXPECT_FALSE(decoder.pending());
  EXPECT_EQ(decoder.feed(typed("12\n"), start_us + 700'000), (std::vector<Frame>{{"", "12"}}));
}

TEST(ScanDecoder, WithoutASuffixASilenceEndsTheCode) {
  ScanDecoder decoder{{.no_suffix = true}};
  EXPECT_TRUE(decoder.feed(typed("690123"), start_us).empty());
  EXPECT_TRUE(decoder.tick(start_us + 99'999).empty());
  EXPECT_EQ(decoder.tick(start_us + 100'000), (std::vector<Frame>{{"", "690123"}}));
  EXPECT_TRUE(decoder.tick(start_us + 900'000).empty());
}

TEST(ScanDecoder, AResetForgetsWhatWasUnderWay) {
  ScanDecoder decoder;
  decoder.feed(joined({typed("690123"), report(0, {0x1E})}), start_us);
  decoder.reset();
  EXPECT_FALSE(decoder.pending());
  EXPECT_EQ(decoder.frames_broken(), 1);
  EXPECT_EQ(decoder.feed(joined({report(0, {0x1E}), report(0, {enter})}), start_us), (std::vector<Frame>{{"", "1"}}));
}

}  // namespace
}  // namespace zhuangui::scanner
