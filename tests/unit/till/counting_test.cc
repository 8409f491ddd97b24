#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using core::Grams;
using core::Pieces;
using support::Stand;

struct CountingStand : Stand {
  std::int64_t pieces(std::size_t line = 0) const { return std::get<Pieces>(till.cart.lines.at(line).quantity).count; }
  void count(const char* keys, std::size_t line = 0) {
    ask(OpenCount{line});
    key_in(keys);
    ask(ConfirmCount{});
  }
  /// The shelf with a limit on walnuts and potatoes.
  void limit(std::int64_t pieces, std::int64_t grams) {
    auto products = till.catalogue->products();
    for (core::Product& one : products) one.limit_per_sale = one.id == "P-HETAO" ? pieces : one.id == "P-YANGYU" ? grams : 0;
    feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(
        core::Catalogue::build(4, products, {core::Price{"P-HETAO", core::PerPiece{core::Money::fen(3800)}, {}, {}},
                                             core::Price{"P-YANGYU", core::PerKilogram{core::Money::fen(598)}, {}, {}}}).value())});
  }
};

TEST(Counting, TypedPiecesAreTakenAndWhatIsLessIsOnTheRecord) {
  CountingStand stand;
  stand.scan(support::walnuts);
  stand.count("12");
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.pieces(), 12);
  EXPECT_TRUE(stand.till.cart.removed.empty());
  stand.count("5");
  EXPECT_EQ(stand.pieces(), 5);
  ASSERT_EQ(stand.till.cart.removed.size(), 1u);
  EXPECT_EQ(stand.till.cart.removed[0].quantity, core::Quantity{Pieces{7}});
}

TEST(Counting, NothingZeroAndTooMuchAreRefusedWithASentenceAndTheLineStaysAsItWas) {
  struct Case { const char* keys; const char* refused; };
  for (const Case& c : {Case{"", "pieces_missing"}, Case{"0", "pieces_zero"}, Case{"000", "pieces_zero"}, Case{"10000", "quantity_limit"},
                        Case{"1000000000", "quantity_limit"}, Case{"99999999999999999999", "quantity_limit"}}) {
    CountingStand stand;
    stand.scan(support::walnuts);
    stand.count(c.keys);
    EXPECT_TRUE(stand.says(c.refused)) << c.keys;
    EXPECT_EQ(stand.till.state, State::counting) << c.keys;
    stand.ask(Back{});
    EXPECT_EQ(stand.till.state, State::selling) << c.keys;
    EXPECT_EQ(stand.pieces(), 1) << c.keys;
    stand.count("9999");
    EXPECT_EQ(stand.pieces(), 9'999) << c.keys;
  }
}

TEST(Counting, ADigitOnTheKeyboardBeginsItAndWeighedGoodsAreNotCounted) {
  CountingStand stand;
  stand.scan(support::potatoes_520_g);
  stand.ask(OpenCount{0, '3'});
  EXPECT_EQ(stand.till.state, State::selling);
  stand.scan(support::walnuts);
  stand.ask(OpenCount{1, '3'});
  EXPECT_EQ(stand.till.entered, "3");
  stand.key_in("6");
  stand.ask(ConfirmCount{});
  EXPECT_EQ(stand.pieces(1), 36);
}

TEST(Counting, AScanMeanwhileIsTakenAndTheTypedNumberGoes) {
  CountingStand stand;
  stand.scan(support::walnuts);
  stand.ask(OpenCount{0});
  stand.key_in("7");
  stand.scan(support::chicken);
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.pieces(0), 1);
  EXPECT_EQ(stand.till.cart.lines.size(), 2u);
}

TEST(LimitPerSale, NoWayOfAddingGoesOverItAndAllLinesOfTheGoodsCount) {
  CountingStand stand;
  stand.limit(3, 1'000);
  stand.scan(support::walnuts);
  stand.scan(support::walnuts);
  stand.ask(LinePlus{0});
  EXPECT_EQ(stand.pieces(), 3);
  stand.scan(support::walnuts);
  EXPECT_TRUE(stand.says("limit_per_sale"));
  stand.till.notices.clear();
  stand.ask(LinePlus{0});
  EXPECT_TRUE(stand.says("limit_per_sale"));
  stand.count("4");
  EXPECT_EQ(stand.till.state, State::counting);
  stand.ask(Back{});
  EXPECT_EQ(stand.pieces(), 3);
  stand.scan(support::potatoes_520_g);
  stand.scan(support::potatoes_520_g);
  EXPECT_TRUE(stand.says("limit_per_sale_grams"));
  EXPECT_EQ(stand.till.cart.lines.size(), 2u);
  stand.ask(LineMinus{0});
  stand.till.notices.clear();
  stand.scan(support::walnuts);
  EXPECT_FALSE(stand.says("limit_per_sale")) << "what was put back may be taken again";
}

TEST(LimitPerSale, ACartThatIsOverANewLimitCanBeMadeLess) {
  CountingStand stand;
  stand.scan(support::walnuts);
  stand.count("9");
  stand.limit(2, 0);
  stand.ask(LineMinus{0});
  EXPECT_EQ(stand.pieces(), 8);
  stand.count("2");
  EXPECT_EQ(stand.pieces(), 2);
}

}  // namespace
}  // namespace zhuangui::till
