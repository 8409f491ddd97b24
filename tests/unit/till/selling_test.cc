#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

TEST(Selling, AScanOpensTheCartSavesItAndGivesTheSaleItsId) {
  Stand stand;
  stand.scan(support::walnuts);
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart.sale, "T-0001-471000-1");
  EXPECT_EQ(stand.till.next_sale_number, 2);
  ASSERT_EQ(stand.count<SaveCart>(), 1u);
  EXPECT_EQ(stand.total(), core::Money::fen(3800));
}

TEST(Selling, TheSamePackedGoodsJoinTheirLineAndEveryWeighedBagIsALine) {
  Stand stand;
  for (const char* code : {support::walnuts, support::potatoes_520_g, support::walnuts, support::potatoes_520_g}) stand.scan(code);
  ASSERT_EQ(stand.till.cart.lines.size(), 3u);
  EXPECT_EQ(stand.total(), core::Money::fen(2 * 3800 + 2 * 311));
}

TEST(Selling, WhatCannotBeSoldChangesNothingAndSaysWhy) {
  struct Case { const char* note; const char* code; const char* symbology; const char* notice; };
  for (const Case& c : {
           Case{"goods nobody listed", "6939990000001", "", "unknown_code"},
           Case{"a wrong check digit", "6901234567893", "", "check_digit"},
           Case{"goods without a price", "6901234567915", "", "not_for_sale"},
           Case{"a payment code", "134567890123456789", "", "payment_code_here"},
           Case{"a label with a price only", "2201234012809", "", "price_label_refused"},
           Case{"an in-store number nobody knows", "2109999005206", "", "unknown_code"},
           Case{"nonsense", "hello", "", "unknown_code"},
           Case{"a GS1 code with a false check digit", "0106901234567893", "d2", "false_code"},
           Case{"a GS1 code that names no goods", "10A1", "d2", "unknown_code"},
           Case{"a GS1 code of goods nobody listed", "01069399900000" "01", "d2", "unknown_code"},
           Case{"a trace link that no rule knows", "https://zs.example.cn/q?id=1", "Q1", "trace_code_here"},
       }) {
    Stand stand;
    stand.scan(support::walnuts);
    const core::Cart before = stand.till.cart;
    stand.scan(c.code, c.symbology);
    EXPECT_TRUE(stand.says(c.notice)) << c.note;
    EXPECT_EQ(stand.till.cart, before) << c.note;
    ASSERT_EQ(stand.last_effects.size(), 1u) << c.note;
    EXPECT_FALSE(std::get<Sound>(stand.last_effects.front()).accepted) << c.note;
  }
}

TEST(Selling, AGs1CodeSellsTheGoodsOfItsGtin) {
  for (const char* code : {"010690123456789217261231" "10A1", "https://id.gs1.org/01/06901234567892/10/A1"}) {
    Stand stand;
    stand.scan(code, code[0] == 'h' ? "Q1" : "d2");
    ASSERT_EQ(stand.till.cart.lines.size(), 1u) << code;
    EXPECT_EQ(stand.till.cart.lines[0].product, "P-HETAO");
    EXPECT_EQ(stand.till.cart.lines[0].code, "06901234567892");
    EXPECT_EQ(stand.total(), core::Money::fen(3800));
  }
  Stand three;
  three.scan("0106901234567892" "303", "d2");
  EXPECT_EQ(three.total(), core::Money::fen(3 * 3800)) << "AI 30 counts pieces";
}

// A shelf whose potatoes have a GTIN too: 598 fen a kilogram, 520 g = 310.96 -> 311 fen.
struct GtinStand : Stand {
  GtinStand() {
    std::vector<core::Product> products = zhuangui::support::shelf()->products();
    for (core::Product& product : products)
      if (product.id == "P-YANGYU") product.gtins = {"96901234567895"};  // 9: varies in weight
    std::vector<core::Price> prices{{"P-YANGYU", core::PerKilogram{core::Money::fen(598)}, {}, {}}};
    feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(core::Catalogue::build(4, products, prices).value())});
  }
};

// 9690123456789: 3*(9+7+5+3+1+9+9)+(8+6+4+2+0+6) = 129+26 = 155 -> 5.
TEST(Selling, WeighedGoodsOfAGs1CodeNeedItsWeightAndItsPriceMustBeTheLists) {
  struct Case { const char* note; const char* code; const char* notice; std::int64_t want_fen; };
  for (const Case& c : {
           Case{"weight", "0196901234567895" "3103000520", "", 311},
           Case{"weight and the list's price", "0196901234567895" "3103000520" "3922311", "", 311},
           Case{"another price", "0196901234567895" "3103000520" "3922312", "label_price_differs", 0},
           Case{"no weight", "0196901234567895", "weighed_needs_label", 0},
           Case{"a weight of nothing", "0196901234567895" "3103000000", "weighed_needs_label", 0},
           Case{"a weight that is not whole", "0196901234567895" "3105052001", "weighed_needs_label", 0}}) {
    GtinStand stand;
    stand.scan(c.code, "d2");
    EXPECT_EQ(c.notice[0] == '\0' || stand.says(c.notice), true) << c.note;
    EXPECT_EQ(stand.till.cart.lines.size(), c.want_fen ? 1u : 0u) << c.note;
    EXPECT_EQ(stand.total(), core::Money::fen(c.want_fen)) << c.note;
  }
}

TEST(Selling, ALabelOfPriceAndWeightSellsOnlyAtTheListsPrice) {
  const barcode::DecodeSettings settings{.layouts = {{"20", "FFIIIIIEEEEEWWWWWC"}}};
  // Item 01234, 520 g at 598 fen a kilogram is 311 fen. Check digits: from the right 3 1 3 …
  for (const auto& [price, sold] : {std::pair<const char*, bool>{"00311", true}, {"00312", false}}) {
    std::string label = std::string{"2001234"} + price + "00520";
    label += barcode::check_digit(label);
    Stand stand;
    stand.feed(Scanned{barcode::decode(label, "C0", settings)});
    EXPECT_EQ(stand.till.cart.lines.size(), sold ? 1u : 0u) << price;
    EXPECT_EQ(stand.says("label_price_differs"), !sold) << price;
  }
}

TEST(Selling, ATraceLinkSellsWhatItsRuleNames) {
  const barcode::DecodeSettings settings{.trace_rules = {{"zs.example.cn", "/q", "id", "batch"}}};
  for (const auto& [text, lines] : {std::pair<const char*, std::size_t>{"https://zs.example.cn/q?id=P-HETAO", 1},
                                    {"https://zs.example.cn/q?id=6901234567892", 1}, {"https://zs.example.cn/q?id=P-NONE", 0},
                                    {"https://zs.example.cn/q", 0}}) {
    Stand stand;
    stand.feed(Scanned{barcode::decode(text, "Q1", settings)});
    EXPECT_EQ(stand.till.cart.lines.size(), lines) << text;
  }
}

TEST(Selling, AStaffCardIsNotGoodsHoweverItsReaderIsSet) {
  for (const char* card : {"0010597059", "6901234567892"}) {  // the second: not of the reader's form, but goods by its digits
    Stand stand;
    stand.scan(support::walnuts);
    stand.feed(Scanned{barcode::decode_card(card, barcode::CardForm::decimal_10)});
    EXPECT_TRUE(stand.says("card_not_taken")) << card;
    EXPECT_EQ(stand.till.cart.lines.size(), 1u) << card;
  }
}

TEST(Selling, WhatIsShownOfAnUnknownCodeIsNeverCutInsideACharacter) {
  Stand stand;
  stand.scan("巫溪巫溪巫溪巫溪巫溪巫溪");  // 12 characters of 3 bytes
  ASSERT_TRUE(stand.says("unknown_code"));
  EXPECT_EQ(stand.till.notices.front().arguments.front(), "巫溪巫溪巫溪巫溪巫溪") << "30 of at most 32 bytes";
}

TEST(Selling, APaymentCodeIsNeverKeptInFull) {
  Stand stand;
  stand.scan("134567890123456789");
  for (const Notice& notice : stand.till.notices)
    for (const std::string& argument : notice.arguments) EXPECT_EQ(argument.find("567890123"), std::string::npos);
}

TEST(Selling, PiecesGoUpAndDownAndWhatIsTakenOffIsRemembered) {
  Stand stand;
  stand.scan(support::walnuts);
  stand.ask(LinePlus{0});
  stand.ask(LinePlus{0});
  EXPECT_EQ(stand.total(), core::Money::fen(3 * 3800));
  stand.ask(LineMinus{0});
  EXPECT_EQ(stand.total(), core::Money::fen(2 * 3800));
  ASSERT_EQ(stand.till.cart.removed.size(), 1u);
  EXPECT_EQ(std::get<core::Pieces>(stand.till.cart.removed[0].quantity).count, 1);
  EXPECT_EQ(stand.count<SaveCart>(), 4u) << "the cart is saved after every step";
}

TEST(Selling, ARemovedLineComesBackWhereItWas) {
  Stand stand;
  stand.scan(support::walnuts);
  stand.scan(support::chicken);
  const core::Cart before = stand.till.cart;
  stand.ask(LineRemove{0});
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
  EXPECT_EQ(stand.till.cart.removed.size(), 1u);
  stand.ask(UndoRemove{});
  EXPECT_EQ(stand.till.cart, before);
}

TEST(Selling, NoQuantityBeyondTheBoundIsTaken) {
  Stand stand;
  stand.scan(support::walnuts);
  std::get<core::Pieces>(stand.till.cart.lines[0].quantity).count = core::pieces_max;
  stand.ask(LinePlus{0});
  EXPECT_EQ(std::get<core::Pieces>(stand.till.cart.lines[0].quantity).count, core::pieces_max);
  EXPECT_TRUE(stand.says("quantity_limit"));
  stand.scan(support::walnuts);
  EXPECT_EQ(std::get<core::Pieces>(stand.till.cart.lines[0].quantity).count, core::pieces_max);
}

TEST(Selling, ClearingAsksOnceAndLeavesARecord) {
  Stand stand;
  stand.scan(support::walnuts);
  stand.ask(ClearCart{});
  EXPECT_TRUE(stand.till.confirm_clear);
  EXPECT_EQ(stand.count<AbandonCart>(), 0u);
  stand.ask(ConfirmClear{false});
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
  stand.ask(ClearCart{});
  stand.ask(ConfirmClear{true});
  EXPECT_EQ(stand.till.state, State::idle);
  ASSERT_EQ(stand.count<AbandonCart>(), 1u);
  EXPECT_EQ(std::get<AbandonCart>(stand.effects.back()).reason, "cleared");
}

TEST(Selling, ANewPriceListDoesNotChangeLinesThatAreThere) {
  Stand stand;
  stand.scan(support::walnuts);
  auto dearer = core::Catalogue::build(4, stand.till.catalogue->products(),
                                       {core::Price{"P-HETAO", core::PerPiece{core::Money::fen(4200)}, {}, {}}});
  stand.feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(std::move(*dearer))});
  EXPECT_EQ(stand.total(), core::Money::fen(3800));
  stand.scan(support::walnuts);
  ASSERT_EQ(stand.till.cart.lines.size(), 2u) << "another price is another line";
  EXPECT_EQ(stand.till.cart.lines[1].release, 4);
  EXPECT_EQ(stand.total(), core::Money::fen(3800 + 4200));
}

TEST(Selling, ARecoveredCartGoesOn) {
  Stand stand;
  stand.scan(support::walnuts);
  const core::Cart cart = stand.till.cart;
  Stand again;
  again.till = Till{};
  again.feed(CatalogueReplaced{zhuangui::support::shelf()});
  again.feed(Ready{"T-0001", 471'001, 1, cart, {}});
  EXPECT_EQ(again.till.state, State::selling);
  EXPECT_EQ(again.till.cart, cart);
  EXPECT_TRUE(again.says("cart_recovered"));
}

TEST(Selling, TheIdleScreenShowsOnlyPricedGoodsOfTheMonth) {
  Stand stand;
  Surroundings surroundings;
  surroundings.now = stand.now.wall;  // 24 November
  const View view = make_view(stand.till, surroundings);
  std::vector<std::string> names;
  for (const core::Product* product : view.in_season) names.push_back(product->id);
  EXPECT_EQ(names, (std::vector<std::string>{"P-YANGYU", "P-HETAO", "P-DONGTAO", "P-JI"}));
  surroundings.now = *core::parse_time("2026-07-01T10:00:00");
  EXPECT_TRUE(make_view(stand.till, surroundings).in_season.empty());
}

}  // namespace
}  // namespace zhuangui::till
