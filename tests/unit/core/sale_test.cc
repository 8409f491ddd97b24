#include "core/sale.h"

#include <gtest/gtest.h>
#include <random>

#include "core/entry_kinds.h"
#include "seed.h"
#include "shelf.h"

namespace zhuangui::core {
namespace {

CartLine line(const char* product, Quantity quantity) {
  static const auto shelf = support::shelf();
  return freeze_line(*shelf, *shelf->find(product), quantity, "", WallTime{1}).value();
}

Result<Sale> parse_body(const std::string& body) {
  const auto document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  return parse_sale(1, document->root());
}

TEST(FreezeLine, KeepsTheFactsOfTheMoment) {
  const CartLine frozen = line("P-YANGYU", Grams{520});
  EXPECT_EQ(frozen.name, "巫溪洋芋");
  EXPECT_EQ(frozen.township, "尖山镇");
  EXPECT_EQ(frozen.release, 3);
  EXPECT_EQ(frozen.unit_price, UnitPrice{PerKilogram{Money::fen(598)}});
}

TEST(FreezeLine, RefusesGoodsWithoutAPriceOrOfTheWrongUnit) {
  const auto shelf = support::shelf();
  EXPECT_EQ(freeze_line(*shelf, *shelf->find("P-UNPRICED"), Pieces{1}, "", {}).error().code, Errc::not_found);
  EXPECT_EQ(freeze_line(*shelf, *shelf->find("P-YANGYU"), Pieces{1}, "", {}).error().code, Errc::invalid_input);
}

TEST(CompleteSale, AddsUpAsReckonedByHand) {
  Cart cart{.sale = "T-0001-471000-1"};
  cart.lines = {line("P-YANGYU", Grams{520}), line("P-HETAO", Pieces{2}), line("P-DONGTAO", Grams{1015})};
  // 3.11 + 76.00 + 11.774 -> 11.77
  const auto sale = complete_sale(cart, Money::fen(10'000), 3);
  ASSERT_TRUE(sale.has_value());
  EXPECT_EQ(sale->total, Money::fen(311 + 7600 + 1177));
  EXPECT_EQ(sale->change, Money::fen(912));
}

TEST(CompleteSale, RefusesAnEmptyCartAndTooLittleCash) {
  Cart cart{.sale = "T-0001-471000-1"};
  EXPECT_FALSE(complete_sale(cart, Money::fen(100), 3).has_value());
  cart.lines = {line("P-HETAO", Pieces{1})};
  EXPECT_FALSE(complete_sale(cart, Money::fen(3799), 3).has_value());
  EXPECT_TRUE(complete_sale(cart, Money::fen(3800), 3).has_value());
}

TEST(CompleteSale, AddsUpForAnyCartAndComesBackFromItsEntry) {
  const auto seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 2'000; ++round) {
    Cart cart{.sale = "T-0001-471000-" + std::to_string(round)};
    std::int64_t want = 0;  // second reckoning: plain integers, not core
    const auto lines = 1 + random() % 12;
    for (std::uint64_t n = 0; n < lines; ++n) {
      if (random() % 2 == 0) {
        const auto grams = static_cast<std::int64_t>(1 + random() % 20'000);
        cart.lines.push_back(line("P-DONGTAO", Grams{grams}));
        want += (grams * 1160 * 2 + 1000) / 2000;
      } else {
        const auto pieces = static_cast<std::int64_t>(1 + random() % 50);
        cart.lines.push_back(line("P-JI", Pieces{pieces}));
        want += 8800 * pieces;
      }
    }
    if (random() % 4 == 0) cart.removed.push_back(line("P-HETAO", Pieces{1}));
    const auto extra = static_cast<std::int64_t>(random() % 10'000);
    const auto sale = complete_sale(cart, Money::fen(want + extra), 3);
    ASSERT_TRUE(sale.has_value()) << sale.error().cause;
    ASSERT_EQ(sale->total, Money::fen(want));
    ASSERT_EQ(sale->change, Money::fen(extra));
    const auto again = parse_body(sale_body(*sale));
    ASSERT_TRUE(again.has_value()) << again.error().cause;
    ASSERT_EQ(*again, *sale);
    ASSERT_EQ(parse_cart(cart_json(cart)).value(), cart);
  }
}

TEST(ParseSale, AcceptsTheFirstPublishedForm) {
  const auto sale = parse_body(
      R"({"sale":"T-0001-1-2","lines":[{"product":"P-YANGYU","name":"巫溪洋芋","weight_g":520,"unit_price_fen_per_kg":598,"total_fen":311}],"total_fen":311,"tenders":[{"kind":"cash","amount_fen":500}],"change_fen":189})");
  ASSERT_TRUE(sale.has_value()) << sale.error().cause;
  EXPECT_EQ(sale->total, Money::fen(311));
  EXPECT_EQ(sale->lines.front().facts.township, "");
}

TEST(ParseSale, RefusesSumsThatDoNotHold) {
  struct Case { const char* note; const char* body; };
  for (const Case& c : {
           Case{"total is not the sum", R"({"sale":"S","lines":[{"product":"P","name":"N","pieces":1,"unit_price_fen":100,"total_fen":100}],"total_fen":101,"tenders":[{"kind":"cash","amount_fen":101}],"change_fen":0})"},
           Case{"line is not quantity times price", R"({"sale":"S","lines":[{"product":"P","name":"N","pieces":2,"unit_price_fen":100,"total_fen":100}],"total_fen":100,"tenders":[{"kind":"cash","amount_fen":100}],"change_fen":0})"},
           Case{"tender is not total plus change", R"({"sale":"S","lines":[{"product":"P","name":"N","pieces":1,"unit_price_fen":100,"total_fen":100}],"total_fen":100,"tenders":[{"kind":"cash","amount_fen":200}],"change_fen":99})"},
           Case{"negative change", R"({"sale":"S","lines":[{"product":"P","name":"N","pieces":1,"unit_price_fen":100,"total_fen":100}],"total_fen":100,"tenders":[{"kind":"cash","amount_fen":50}],"change_fen":-50})"},
           Case{"no line", R"({"sale":"S","lines":[],"total_fen":0,"tenders":[],"change_fen":0})"},
           Case{"a fraction", R"({"sale":"S","lines":[{"product":"P","name":"N","pieces":1,"unit_price_fen":100,"total_fen":100.0}],"total_fen":100,"tenders":[{"kind":"cash","amount_fen":100}],"change_fen":0})"},
       })
    EXPECT_FALSE(parse_body(c.body).has_value()) << c.note;
}

}  // namespace
}  // namespace zhuangui::core
