#include <gtest/gtest.h>

#include <random>

#include "barcode/code.h"
#include "seed.h"

namespace zhuangui::barcode {
namespace {

std::string random_digits(std::mt19937_64& random, std::size_t count) {
  std::string digits;
  while (digits.size() < count) digits += static_cast<char>('0' + random() % 10);
  return digits;
}

TEST(CheckDigit, FindsEverySingleWrongDigit) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 200; ++round) {
    std::string digits = "6" + random_digits(random, 11);
    digits += check_digit(digits);
    ASSERT_TRUE(std::holds_alternative<GoodsCode>(decode(digits))) << digits;
    for (std::size_t at = 0; at < digits.size(); ++at) {
      std::string wrong = digits;
      wrong[at] = static_cast<char>('0' + (wrong[at] - '0' + 1 + static_cast<int>(random() % 9)) % 10);
      ASSERT_TRUE(std::holds_alternative<UnknownCode>(decode(wrong))) << digits << " as " << wrong;
    }
  }
}

TEST(PaymentCodes, NeverShowMoreThanSixOfTheirCharacters) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  constexpr const char* symbologies[] = {"", "C0", "C1", "Q1", "Q3", "I1", "E0", "d2"};
  int gs1 = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::string text = random_digits(random, 15 + random() % 10);
    const std::string symbology = symbologies[random() % std::size(symbologies)];
    const Code code = decode(text, symbology);
    // Digits may by chance be GS1 elements with a check digit that holds; those are no payment code.
    if (std::holds_alternative<Gs1Code>(code)) {
      ++gs1;
      continue;
    }
    const auto* payment = std::get_if<PaymentCode>(&code);
    const auto* unknown = std::get_if<UnknownCode>(&code);
    ASSERT_TRUE(payment || unknown) << text;
    const std::string& told = payment ? payment->masked : unknown->text;
    EXPECT_EQ(told, text.substr(0, 2) + "****" + text.substr(text.size() - 4)) << text;
  }
  EXPECT_LT(gs1, 400) << "most digits are no GS1 elements";
}

TEST(Decode, TakesAnyBytesAndAnswersWithABoundedText) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  constexpr const char* starts[] = {"", "ZG1|", "hQVDUFYwMQ", "fp", "21", "]C1"};
  for (int round = 0; round < 5000; ++round) {
    std::string text = starts[random() % std::size(starts)];
    for (std::size_t left = random() % 700; left > 0; --left) text += static_cast<char>(random() & 0xFF);
    const Code code = decode(text, text.substr(0, random() % 3));
    if (const auto* unknown = std::get_if<UnknownCode>(&code)) {
      EXPECT_LE(unknown->text.size(), 64u);
    }
  }
}

}  // namespace
}  // namespace zhuangui::barcode
