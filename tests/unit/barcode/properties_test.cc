#include <gtest/gtest.h>

#include <algorithm>
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
  constexpr const char* starts[] = {"", "ZG1|", "hQVDUFYwMQ", "fp", "21", "]C1", "]d201", "http://a/01/", "https://zs.cn?17=", "(01)", "(", "8013", "31"};
  constexpr const char* carriers[] = {"", "d2", "C1", "Q1", "Q4", "Z0", "E3", "\xFF"};
  for (int round = 0; round < 5000; ++round) {
    std::string text = starts[random() % std::size(starts)];
    for (std::size_t left = random() % 700; left > 0; --left) text += static_cast<char>(random() & 0xFF);
    const Code code = decode(text, carriers[random() % std::size(carriers)], {}, static_cast<int>(random() % 3000));
    if (const auto* unknown = std::get_if<UnknownCode>(&code)) {
      EXPECT_LE(unknown->text.size(), 64u);
    }
  }
}

/// A writer of its own: elements in the order given, a separator behind each whose length is not predefined.
std::string written(const std::vector<Gs1Element>& elements) {
  std::string text;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    text += elements[i].ai + elements[i].data;
    const int two = (elements[i].ai[0] - '0') * 10 + (elements[i].ai[1] - '0');
    const bool predefined = two <= 4 || (two >= 11 && two <= 20) || (two >= 31 && two <= 36) || two == 41;
    if (!predefined && i + 1 < elements.size()) text += group_separator;
  }
  return text;
}

std::string percent_written(const std::string& data) {
  constexpr const char* hex = "0123456789ABCDEF";
  std::string text;
  for (const char c : data) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (plain) text += c;
    else text += {'%', hex[static_cast<unsigned char>(c) >> 4], hex[c & 15]};
  }
  return text;
}

TEST(Gs1, WhatAPrinterWritesIsReadBackInEveryOrderAndAsALink) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  constexpr std::string_view set_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  const auto text_of = [&](std::size_t most) {
    std::string text;
    for (std::size_t left = 1 + random() % most; left > 0; --left) text += set_82[random() % set_82.size()];
    return text;
  };
  const auto day = [&] { return random_digits(random, 2) + (random() % 2 ? "0" : "1") + std::to_string(random() % 2 + 1) + "2" + std::to_string(random() % 9); };
  for (int round = 0; round < 1'000; ++round) {
    std::string gtin = random_digits(random, 13);
    if (gtin.find_first_not_of('0') == std::string::npos) continue;
    gtin += check_digit(gtin);
    std::vector<Gs1Element> elements{{"01", gtin}, {"10", text_of(20)}, {"21", text_of(20)}, {"17", day()},
                                     {"310" + std::to_string(random() % 6), random_digits(random, 6)},
                                     {"392" + std::to_string(random() % 10), random_digits(random, 1 + random() % 15)}};
    std::string link = "https://a.cn/01/" + gtin + "/10/" + percent_written(elements[1].data) + "/21/" + percent_written(elements[2].data) +
                       "?17=" + elements[3].data + "&" + elements[4].ai + "=" + elements[4].data + "&" + elements[5].ai + "=" + elements[5].data;
    const Code linked = decode(link, "Q1", {}, 2026);
    ASSERT_TRUE(std::holds_alternative<LinkCode>(linked)) << link;
    ASSERT_EQ(std::get<LinkCode>(linked).gs1.elements, elements) << link;
    std::shuffle(elements.begin(), elements.end(), random);
    const Code code = decode(written(elements), "d2", {}, 2026);
    ASSERT_TRUE(std::holds_alternative<Gs1Code>(code)) << written(elements);
    ASSERT_EQ(std::get<Gs1Code>(code).elements, elements);
    const Gs1Values& values = std::get<Gs1Code>(code).values;
    ASSERT_EQ(values.gtin, gtin);
    for (const Gs1Element& element : elements) {
      // The second reckoning of weights and prices, in parts of the smallest unit a label can name.
      const std::int64_t number = std::stoll(element.data.find_first_not_of("0123456789") == std::string::npos && element.data.size() < 19 ? element.data : "0");
      std::int64_t scale = 1;
      for (char c = element.ai.back(); c > '0'; --c) scale *= 10;
      if (element.ai.starts_with("310")) {
        ASSERT_EQ(values.weight_g, number * 1'000 % scale == 0 ? std::optional{number * 1'000 / scale} : std::nullopt) << element.ai << element.data;
      }
      if (element.ai.starts_with("392")) {
        ASSERT_EQ(values.price_fen, number * 100 % scale == 0 ? std::optional{number * 100 / scale} : std::nullopt) << element.ai << element.data;
      }
    }
  }
}

}  // namespace
}  // namespace zhuangui::barcode
