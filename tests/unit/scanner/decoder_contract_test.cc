// One battery for the three ways a code can come: the same codes in, the same frames out.
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "packets.h"
#include "scanner/keyboard_decoder.h"
#include "scanner/pos_decoder.h"
#include "scanner/serial_decoder.h"
#include "scanner_wires.h"
#include "seed.h"

namespace zhuangui::scanner {
namespace {

using support::Packets;

constexpr std::int64_t between_codes_us = 50'000;  // 20 scans a second

struct Way {
  const char* name;
  std::unique_ptr<ScanDecoder> (*decoder)();
  Packets (*whole)(std::string_view aim, std::string_view text);
  Packets (*without_its_end)(std::string_view text);
};

const Way ways[] = {
    {"Keyboard", []() -> std::unique_ptr<ScanDecoder> { return std::make_unique<KeyboardDecoder>(); },
     [](std::string_view aim, std::string_view text) { return support::keyboard_packets(aim, text); },
     [](std::string_view text) { return support::keyboard_packets("", text, false); }},
    {"Pos", []() -> std::unique_ptr<ScanDecoder> { return std::make_unique<PosDecoder>(); }, support::pos_reports,
     [](std::string_view text) { return Packets{support::pos_report("", text, true)}; }},
    {"Serial", []() -> std::unique_ptr<ScanDecoder> { return std::make_unique<SerialDecoder>(); },
     [](std::string_view aim, std::string_view text) { return support::serial_packets(aim, text); },
     [](std::string_view text) { return support::serial_packets("", text, false); }}};

class DecoderContract : public testing::TestWithParam<Way> {
 protected:
  std::vector<Frame> feed(const Packets& packets, std::int64_t at_us) {
    std::vector<Frame> frames;
    for (const auto& packet : packets)
      for (Frame& frame : decoder->feed(packet, at_us)) frames.push_back(std::move(frame));
    return frames;
  }
  std::vector<Frame> scan(std::string_view text, std::int64_t at_us) { return feed(GetParam().whole("", text), at_us); }

  std::unique_ptr<ScanDecoder> decoder = GetParam().decoder();
};
INSTANTIATE_TEST_SUITE_P(All, DecoderContract, testing::ValuesIn(ways),
                         [](const testing::TestParamInfo<Way>& way) { return std::string{way.param.name}; });

std::vector<Frame> codes() {
  std::string all;
  for (char c = ' '; c <= '~'; ++c) all += c;
  return {{"E0", "6901234567892"},
          {"", "6901234567892"},
          {"", "6901234567892"},  // the same goods again are two
          {"", "7"},
          {"d2", "01069012345678921726123110A1\x1D" "3103000520"},
          {"Q1", "https://example.cn/t/" + std::string(100, 'x') + "?a=B"},
          {"", all},
          {"Q1", "\xE5\xB7\xAB\xE6\xBA\xAA\xE5\x86\xAC\xE6\xA1\x83 T-1"},  // UTF-8
          {"", std::string(56, '1')},                                      // one report of HID-POS, full
          {"", std::string(57, '2')},
          {"", std::string(64, '3')},                                      // one bulk packet, full
          {"", std::string(1000, '4')}};
}

TEST_P(DecoderContract, TheSameCodesComeOut) {
  std::int64_t at_us = start_us;
  for (const Frame& code : codes()) {
    EXPECT_EQ(feed(GetParam().whole(code.symbology, code.text), at_us), (std::vector<Frame>{code})) << code.text;
    EXPECT_FALSE(decoder->pending()) << code.text;
    at_us += between_codes_us;
  }
  EXPECT_EQ(decoder->frames_broken() + decoder->frames_dropped(), 0);
}

TEST_P(DecoderContract, CodesWithoutAPauseBetweenThemAreNotJoined) {
  Packets all;
  for (const Frame& code : codes())
    for (auto& packet : GetParam().whole(code.symbology, code.text)) all.push_back(std::move(packet));
  EXPECT_EQ(feed(all, start_us), codes());
}

TEST_P(DecoderContract, GbkBecomesUtf8) {
  EXPECT_EQ(scan("\xCE\xD7\xCF\xAA\xB6\xAC\xCC\xD2", start_us), (std::vector<Frame>{{"", "\xE5\xB7\xAB\xE6\xBA\xAA\xE5\x86\xAC\xE6\xA1\x83"}}));
  EXPECT_EQ(scan("\xFF\xFE\x81", start_us), (std::vector<Frame>{{"", "\xFF\xFE\x81"}})) << "bytes that are no text stay";
}

TEST_P(DecoderContract, APrefixStxIsDropped) {
  Packets packets = GetParam().whole("", "\x02" "12");
  EXPECT_EQ(feed(packets, start_us), (std::vector<Frame>{{"", "12"}}));
}

TEST_P(DecoderContract, ACodeThatFallsSilentIsBrokenAndNeverJoinedToTheNext) {
  ASSERT_EQ(scan("6901234567892", start_us).size(), 1u);
  const std::int64_t at_us = start_us + between_codes_us;
  EXPECT_TRUE(feed(GetParam().without_its_end("690123"), at_us).empty());
  EXPECT_TRUE(decoder->pending());
  EXPECT_TRUE(decoder->tick(at_us + ScanDecoder::stalled_us).empty()) << "not yet";
  const auto frames = scan("12", at_us + ScanDecoder::stalled_us + 1);
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_TRUE(frames[0].broken);
  EXPECT_EQ(frames[1], (Frame{"", "12"}));
  EXPECT_EQ(decoder->frames_broken(), 1);
}

TEST_P(DecoderContract, AnOverLongCodeIsDroppedAndCountedAndTheNextIsWhole) {
  const std::string longest(ScanDecoder::frame_bytes_max, '7');
  EXPECT_EQ(scan(longest, start_us), (std::vector<Frame>{{"", longest}}));
  EXPECT_EQ(decoder->frames_dropped(), 0);
  EXPECT_TRUE(scan(longest + "7", start_us).empty());
  EXPECT_EQ(decoder->frames_dropped(), 1);
  EXPECT_FALSE(decoder->pending());
  EXPECT_EQ(scan("12", start_us), (std::vector<Frame>{{"", "12"}}));
}

TEST_P(DecoderContract, AResetForgetsWhatWasUnderWay) {
  feed(GetParam().without_its_end("690123"), start_us);
  decoder->reset();
  EXPECT_FALSE(decoder->pending());
  EXPECT_EQ(decoder->frames_broken(), 1);
  EXPECT_EQ(scan("12", start_us), (std::vector<Frame>{{"", "12"}}));
}

TEST_P(DecoderContract, RandomTextsComeThroughAtTwentyASecond) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (std::int64_t code = 0; code < 200; ++code) {
    std::string text{'x'};  // no STX, no AIM id in front
    for (std::size_t left = random() % 150; left > 0; --left) {
      const char c = static_cast<char>(' ' + random() % 96);
      text += c == '\x7F' ? '\x1D' : c;
    }
    EXPECT_EQ(scan(text, start_us + code * between_codes_us), (std::vector<Frame>{{"", text}}));
  }
}

TEST_P(DecoderContract, AnyBytesLeaveItBoundedAndReadyForTheNextCode) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  std::int64_t now_us = start_us;
  for (int round = 0; round < 50; ++round) {
    for (int piece = 0; piece < 100; ++piece) {
      std::vector<std::byte> bytes(random() % 100);
      for (std::byte& byte : bytes) byte = static_cast<std::byte>(random() % 3 == 0 ? random() & 0xFF : random() % 0x40);
      now_us += static_cast<std::int64_t>(random() % 200'000);
      for (const Frame& frame : decoder->feed(bytes, now_us)) EXPECT_LE(frame.text.size(), 2 * ScanDecoder::frame_bytes_max);
    }
    now_us += 2'000'000;
    decoder->tick(now_us);
    EXPECT_FALSE(decoder->pending());
    const auto frames = scan("69", now_us);
    ASSERT_FALSE(frames.empty());
    EXPECT_EQ(frames.back(), (Frame{"", "69"}));
  }
}

}  // namespace
}  // namespace zhuangui::scanner
