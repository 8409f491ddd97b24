#include "core/sale.h"

#include <gtest/gtest.h>
#include <random>

#include "cash_sale.h"
#include "core/entry_kinds.h"
#include "seed.h"
#include "shelf.h"

namespace zhuangui::core {
namespace {

CartLine line(const char* product, Quantity quantity) {
  static const auto shelf = support::shelf();
  return freeze_line(*shelf, *shelf->find(product), quantity, "", WallTime{1}).value();
}

Result<Sale> parse_body(const std::string& body, std::int64_t version) {
  const auto document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  return parse_sale(version, document->root());
}

// Two lines, 76.00 and 3.11: five yuan off the first, the rest by card and cash, of the union's money.
struct Mixed {
  Cart cart{.sale = "T-0001-471000-1"};
  PricedCart priced;
  Settlement settlement;
  Mixed() {
    cart.lines = {line("P-HETAO", Pieces{2}), line("P-YANGYU", Grams{520})};
    priced.lines = {{Money::fen(7600), {{"PR-0007", "满减", Money::fen(500)}}, Money::fen(7100)}, {Money::fen(311), {}, Money::fen(311)}};
    priced.gross = Money::fen(7911);
    priced.discount = Money::fen(500);
    priced.total = Money::fen(7411);
    settlement.tenders = {{TenderKind::card, Money::fen(7000), "H-1", "", "pin"}, {TenderKind::cash, Money::fen(500), {}, {}, {}}};
    settlement.attribution = {FundSource::union_funds, "U-1", "G-2", "Q-3"};
    settlement.operator_reference = "S-1";
    settlement.second_reference = "S-2";
    settlement.self_service = true;
    settlement.late = LateEntry{WallTime{5}, "17", "power_cut"};
  }
};

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
  const auto sale = support::cash_sale(cart, Money::fen(10'000), 3);
  ASSERT_TRUE(sale.has_value());
  EXPECT_EQ(sale->total, Money::fen(311 + 7600 + 1177));
  EXPECT_EQ(sale->change, Money::fen(912));
}

TEST(CompleteSale, RefusesAnEmptyCartAndTooLittleCash) {
  Cart cart{.sale = "T-0001-471000-1"};
  EXPECT_FALSE(support::cash_sale(cart, Money::fen(100), 3).has_value());
  cart.lines = {line("P-HETAO", Pieces{1})};
  EXPECT_FALSE(support::cash_sale(cart, Money::fen(3799), 3).has_value());
  EXPECT_TRUE(support::cash_sale(cart, Money::fen(3800), 3).has_value());
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
    const auto sale = support::cash_sale(cart, Money::fen(want + extra), 3);
    ASSERT_TRUE(sale.has_value()) << sale.error().cause;
    ASSERT_EQ(sale->total, Money::fen(want));
    ASSERT_EQ(sale->change, Money::fen(extra));
    const auto again = parse_body(sale_body(*sale), sale_version);
    ASSERT_TRUE(again.has_value()) << again.error().cause;
    ASSERT_EQ(*again, *sale);
    ASSERT_EQ(parse_cart(cart_json(cart)).value(), cart);
  }
}

TEST(ParseSale, AcceptsTheFirstPublishedForm) {
  const auto sale = parse_body(
      R"({"sale":"T-0001-1-2","lines":[{"product":"P-YANGYU","name":"巫溪洋芋","weight_g":520,"unit_price_fen_per_kg":598,"total_fen":311}],"total_fen":311,"tenders":[{"kind":"cash","amount_fen":500}],"change_fen":189})", 1);
  ASSERT_TRUE(sale.has_value()) << sale.error().cause;
  EXPECT_EQ(sale->total, Money::fen(311));
  EXPECT_EQ(sale->lines.front().facts.township, "");
}

TEST(CompleteSale, TakesDiscountsOffTheirLinesAndGivesChangeForCashAlone) {
  const Mixed mixed;
  const auto sale = complete_sale(mixed.cart, mixed.priced, mixed.settlement, 3);
  ASSERT_TRUE(sale.has_value()) << sale.error().cause;
  EXPECT_EQ(sale->total, Money::fen(7411));
  EXPECT_EQ(sale->discount(), Money::fen(500));
  EXPECT_EQ(sale->change, Money::fen(89));
  EXPECT_EQ(parse_body(sale_body(*sale), sale_version).value(), *sale);
}

TEST(CompleteSale, RefusesSumsOfAnotherCartAndMoreThanIsDueByCard) {
  struct Case { const char* note; void (*spoil)(Mixed&); };
  for (const Case& c : {Case{"a line too few", [](Mixed& m) { m.priced.lines.pop_back(); }},
                        Case{"another quantity", [](Mixed& m) { m.cart.lines.front().quantity = Pieces{3}; }},
                        Case{"a total of its own", [](Mixed& m) { m.priced.total = Money::fen(7410); }},
                        Case{"a discount that was not taken off", [](Mixed& m) { m.priced.lines.front().discounts.clear(); }},
                        Case{"more by card than is due", [](Mixed& m) { m.settlement.tenders.front().amount = Money::fen(7500); }},
                        Case{"nothing given", [](Mixed& m) { m.settlement.tenders.clear(); }},
                        Case{"money owed", [](Mixed& m) { m.settlement.tenders.back().amount = Money::fen(-1); }}}) {
    Mixed mixed;
    c.spoil(mixed);
    EXPECT_FALSE(complete_sale(mixed.cart, mixed.priced, mixed.settlement, 3).has_value()) << c.note;
  }
}

TEST(SaleBody, SaysAllThatIsFrozenOnASale) {
  const Mixed mixed;
  Sale sale = complete_sale(mixed.cart, mixed.priced, mixed.settlement, 3).value();
  CartLine& facts = sale.lines.back().facts;
  facts = {.product = "P", .name = "N", .quantity = Grams{520}, .unit_price = PerKilogram{Money::fen(598)}};
  facts.price_list = "L-1";
  facts.list_price = PerKilogram{Money::fen(650)};
  facts.price_reason = "damaged";
  facts.price_second = "S-2";
  facts.weighing = Weighing{12, "ST,GS", "A1", "2027-03-31"};
  facts.tax_class = "exempt";
  sale.tenders.front().reservation = "R-1";
  sale.lines.front().facts = {.product = "Q", .name = "M", .quantity = Pieces{2}, .unit_price = PerPiece{Money::fen(3800)}};
  EXPECT_EQ(sale_body(sale),
            R"({"sale":"T-0001-471000-1","lines":[{"product":"Q","name":"M","pieces":2,"unit_price_fen":3800,)"
            R"("discounts":[{"rule":"PR-0007","name":"满减","amount_fen":500}],"total_fen":7100},)"
            R"({"product":"P","name":"N","weight_g":520,"unit_price_fen_per_kg":598,"total_fen":311,"price_list":"L-1",)"
            R"("list_price_fen_per_kg":650,"price_reason":"damaged","price_second":"S-2",)"
            R"("weighing":{"tare_g":12,"raw":"ST,GS","scale":"A1","verified_until":"2027-03-31"},)"
            R"("tax_class":"exempt","tax_rate_permyriad":0}],"total_fen":7411,)"
            R"("tenders":[{"kind":"card","amount_fen":7000,"holder":"H-1","proof":"pin","reservation":"R-1"},{"kind":"cash","amount_fen":500}],)"
            R"("change_fen":89,"release":3,"fund_source":"union","buyer_unit":"U-1","assistance_group":"G-2",)"
            R"("document":"Q-3","operator":"S-1","second":"S-2","self_service":true,)"
            R"("late":{"stated_at":5,"paper":"17","reason":"power_cut"}})");
  EXPECT_EQ(parse_body(sale_body(sale), sale_version).value(), sale);
}

TEST(ParseSale, RefusesAVersionOrAWordItDoesNotKnow) {
  const std::string body = sale_body(complete_sale(Mixed{}.cart, Mixed{}.priced, Mixed{}.settlement, 3).value());
  EXPECT_EQ(parse_body(body, sale_version + 1).error().code, Errc::newer_version);
  for (const auto& [from, to] : {std::pair{"\"union\"", "\"lottery\""}, std::pair{"\"card\"", "\"barter\""}}) {
    std::string changed = body;
    changed.replace(changed.find(from), std::string_view(from).size(), to);
    EXPECT_EQ(parse_body(changed, sale_version).error().code, Errc::newer_version) << to;
  }
}

TEST(ParseSale, RefusesDiscountsAndChangeThatDoNotHold) {
  struct Case { const char* note; const char* from; const char* to; };
  const std::string body = sale_body(complete_sale(Mixed{}.cart, Mixed{}.priced, Mixed{}.settlement, 3).value());
  for (const Case& c : {Case{"a discount of nothing", "\"amount_fen\":500}],", "\"amount_fen\":0}],"},
                        Case{"a discount above its line", "\"amount_fen\":500}],", "\"amount_fen\":7601}],"},
                        Case{"a discount that was not taken off", "\"amount_fen\":500}],", "\"amount_fen\":499}],"},
                        Case{"change for a card", "\"kind\":\"cash\"", "\"kind\":\"account\""}}) {
    std::string changed = body;
    changed.replace(changed.find(c.from), std::string_view(c.from).size(), c.to);
    EXPECT_EQ(parse_body(changed, sale_version).error().code, Errc::invalid_input) << c.note;
  }
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
    EXPECT_FALSE(parse_body(c.body, 1).has_value()) << c.note;
}

}  // namespace
}  // namespace zhuangui::core
