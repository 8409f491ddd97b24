#include "ctl/record_mask.h"

#include <gtest/gtest.h>

#include "scanner/keyboard_decoder.h"

namespace zhuangui::app {
namespace {

constexpr std::size_t all = std::string_view::npos;

std::vector<std::byte> bytes(std::string_view text) {
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}
std::string text_of(const std::vector<std::byte>& packet) { return {reinterpret_cast<const char*>(packet.data()), packet.size()}; }

/// Boot reports of a scanner that lets no key go before the next but where two are alike, as fast ones do.
std::vector<std::vector<std::byte>> typed(std::string_view text) {
  std::vector<std::vector<std::byte>> reports;
  std::uint8_t last = 0;
  const auto press = [&](std::uint8_t usage, bool shift) {
    if (usage == last) reports.emplace_back(8);
    reports.emplace_back(8);
    reports.back()[0] = std::byte{shift ? std::uint8_t{2} : std::uint8_t{0}};
    reports.back()[2] = std::byte{usage};
    last = usage;
  };
  for (const char c : text) {
    if (c == ']') press(0x30, false);
    else if (c == '-') press(0x2D, false);
    else if (c >= '1' && c <= '9') press(static_cast<std::uint8_t>(0x1E + c - '1'), false);
    else if (c == '0') press(0x27, false);
    else if (c >= 'a') press(static_cast<std::uint8_t>(0x04 + c - 'a'), false);
    else press(static_cast<std::uint8_t>(0x04 + c - 'A'), true);
  }
  press(0x28, false);
  reports.emplace_back(8);
  return reports;
}

std::vector<std::vector<std::byte>*> pointers(std::vector<std::vector<std::byte>>& packets) {
  std::vector<std::vector<std::byte>*> all_of_them;
  for (auto& packet : packets) all_of_them.push_back(&packet);
  return all_of_them;
}

std::string decoded(const std::vector<std::vector<std::byte>>& reports) {
  scanner::KeyboardDecoder decoder;
  std::string text;
  std::int64_t now_us = 0;
  for (const auto& report : reports)
    for (const scanner::Frame& frame : decoder.feed(report, now_us += 5'000)) text += (frame.symbology.empty() ? "" : "]" + frame.symbology) + frame.text;
  return text;
}

TEST(RecordMask, ATextKeepsItsShapeAndItsFirstCharactersOnly) {
  struct Case { const char* text; std::size_t kept; const char* masked; };
  for (const Case& c : {Case{"134567890123456789", 2, "130101010101010101"}, Case{"fpA9-zz", 2, "fpA1-ba"}, Case{"0010597059", 0, "0101010101"},
                        Case{"8H-AB", 0, "0B-BA"}, Case{"6901", all, "6901"}}) {
    EXPECT_EQ(mask_text(c.text, c.kept), c.masked);
    EXPECT_EQ(mask_text(c.masked, c.kept), c.masked) << "masking twice changes nothing";
  }
}

TEST(RecordMask, ADecoderReadsTheMaskedCodeFromMaskedKeys) {
  struct Case { const char* typed; const char* text; std::size_t kept; const char* read; };
  for (const Case& c : {Case{"134567890123456789", "134567890123456789", 2, "130101010101010101"},
                        Case{"]C0134567890123456789", "134567890123456789", 2, "]C0130101010101010101"},
                        Case{"112233", "112233", 2, "110101"}, Case{"fpA9-zz", "fpA9-zz", 2, "fpA1-ba"},
                        Case{"]E06901234567892", "6901234567892", all, "]E06901234567892"}, Case{"0010597059", "0010597059", 0, "0101010101"}}) {
    auto reports = typed(c.typed);
    ASSERT_EQ(decoded(reports), c.typed);
    EXPECT_TRUE(mask_packets(pointers(reports), Carried::keys, c.text, c.kept));
    EXPECT_EQ(decoded(reports), c.read);
  }
}

TEST(RecordMask, AKeyThatIsHeldOverSeveralReportsIsMaskedInEach) {
  std::vector<std::vector<std::byte>> reports(3, std::vector<std::byte>(8));
  reports[0][2] = std::byte{0x22};                                  // 5
  reports[1][2] = std::byte{0x22}, reports[1][3] = std::byte{0x23}; // 5 held, 6
  reports[2][3] = std::byte{0x23};
  EXPECT_TRUE(mask_packets(pointers(reports), Carried::keys, "56", 0));
  EXPECT_EQ(reports[0][2], std::byte{0x27});
  EXPECT_EQ(reports[1][2], std::byte{0x27});
  EXPECT_EQ(reports[1][3], std::byte{0x1E});
  EXPECT_EQ(reports[2][3], std::byte{0x1E});
}

TEST(RecordMask, ASecondCodeInTheSamePacketOfASerialLineIsBlotted) {
  std::vector<std::vector<std::byte>> packets{bytes("]E069012345"), bytes("67892\r134567890123456789\r")};
  EXPECT_TRUE(mask_packets(pointers(packets), Carried::bytes, "6901234567892", all));
  EXPECT_EQ(text_of(packets[0]) + text_of(packets[1]), "]E06901234567892\r010101010101010101\r");
}

TEST(RecordMask, OfASerialLineOnlyTheFirstCodeIsTakenAndTheRestWaits) {
  struct Case { std::vector<std::string> packets, first; std::string rest; };
  for (const Case& c : {Case{{"]E069", "0\r\n"}, {"]E069", "0\r\n"}, ""},
                        Case{{"6", "90\r\n13", "4\r"}, {"6", "90\r\n", ""}, "134\r"},
                        Case{{"\n690\r13\r14\r"}, {"\n690\r"}, "13\r14\r"},
                        Case{{"690"}, {"690"}, ""}}) {
    std::vector<std::vector<std::byte>> packets;
    for (const std::string& text : c.packets) packets.push_back(bytes(text));
    EXPECT_EQ(text_of(cut_behind_first(pointers(packets), Carried::bytes)), c.rest);
    for (std::size_t i = 0; i < packets.size(); ++i) EXPECT_EQ(text_of(packets[i]), c.first[i]) << c.packets[0];
  }
}

TEST(RecordMask, AReportKeepsItsCountAndItsMarks) {
  std::vector<std::vector<std::byte>> packets{bytes(std::string_view("\x02\x12]C0134567890123456789\0\0", 25))};
  EXPECT_TRUE(mask_packets(pointers(packets), Carried::reports, "134567890123456789", 2));
  EXPECT_EQ(text_of(packets[0]), std::string_view("\x02\x12]C0130101010101010101\0\0", 25));
  // A code that did not fit into one report.
  packets = {bytes("\x02\x08]C013456789"), bytes("\x02\x05]C001234")};
  EXPECT_TRUE(mask_packets(pointers(packets), Carried::reports, "1345678901234", 2));
  EXPECT_EQ(text_of(packets[0]) + text_of(packets[1]), "\x02\x08]C013010101\x02\x05]C001010");
}

TEST(RecordMask, WhatCannotBeToldApartIsBlottedWhole) {
  auto reports = typed("99134567890123456789");  // more keys than the code has
  EXPECT_FALSE(mask_packets(pointers(reports), Carried::keys, "34567890", 2));
  EXPECT_EQ(decoded(reports), "01010101010101010101");
  std::vector<std::vector<std::byte>> packets{bytes("134567890123456789")};
  EXPECT_FALSE(mask_packets(pointers(packets), Carried::reports, "999999", 2));
  EXPECT_EQ(text_of(packets[0]), "010101010101010101");
}

TEST(RecordMask, ABrokenCodeLosesEverySign) {
  auto reports = typed("1345-67XY");
  blot_packets(pointers(reports), Carried::keys);
  EXPECT_EQ(decoded(reports), "0101-01AB") << "letters go to a and b in turn, under the same shift";
}

}  // namespace
}  // namespace zhuangui::app
