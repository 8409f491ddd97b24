#include <gtest/gtest.h>

#include <random>

#include "keyboard_reports.h"
#include "scanner/keyboard_decoder.h"
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

TEST(KeyboardDecoder, CodesAreTheSameHoweverTheBytesAreCut) {
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
    KeyboardDecoder decoder;
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

}  // namespace
}  // namespace zhuangui::scanner
