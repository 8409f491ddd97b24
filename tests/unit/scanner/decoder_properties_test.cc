#include <gtest/gtest.h>

#include <random>

#include "keyboard_reports.h"
#include "scanner/decoder.h"
#include "seed.h"

namespace zhuangui::scanner {
namespace {

std::string random_text(std::mt19937_64& random) {
  std::string text;
  for (std::size_t left = 1 + random() % 40; left > 0; --left) {
    const char c = static_cast<char>(' ' + random() % 95);
    text += c == ']' ? '\x1D' : c;
  }
  return text;
}

TEST(ScanDecoder, CodesAreTheSameHoweverTheBytesAreCut) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 100; ++round) {
    std::vector<std::string> texts;
    std::vector<std::byte> bytes;
    for (int code = 0; code < 5; ++code) {
      texts.push_back(random_text(random));
      const auto typed = support::typed(texts.back() + "\n");
      bytes.insert(bytes.end(), typed.begin(), typed.end());
    }
    ScanDecoder decoder;
    std::vector<std::string> got;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t count = std::min<std::size_t>(random() % 64, bytes.size() - at);
      for (const Frame& frame : decoder.feed(std::span{bytes}.subspan(at, count), 1'000'000 + static_cast<std::int64_t>(at)))
        got.push_back(frame.text);
      at += count;
    }
    EXPECT_EQ(got, texts);
  }
}

TEST(ScanDecoder, AnyBytesLeaveItBoundedAndReadyForTheNextCode) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 200; ++round) {
    ScanDecoder decoder{{.gs_as_pipe = random() % 2 == 0, .no_suffix = random() % 2 == 0}};
    std::int64_t now_us = 0;
    for (int piece = 0; piece < 100; ++piece) {
      std::vector<std::byte> bytes(random() % 100);
      for (std::byte& byte : bytes) byte = static_cast<std::byte>(random() % 3 == 0 ? random() & 0xFF : random() % 0x40);
      now_us += static_cast<std::int64_t>(random() % 200'000);
      for (const Frame& frame : decoder.feed(bytes, now_us)) EXPECT_LE(frame.text.size(), ScanDecoder::frame_bytes_max);
    }
    now_us += 2'000'000;
    decoder.tick(now_us);
    EXPECT_FALSE(decoder.pending());
    auto frames = decoder.feed(support::typed("69\n"), now_us);
    ASSERT_FALSE(frames.empty());
    EXPECT_EQ(frames.back().text, "69");
  }
}

}  // namespace
}  // namespace zhuangui::scanner
