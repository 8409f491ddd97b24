#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

struct QuickStand : Stand {
  /// The shelf with these quick keys of the county.
  void place(const std::map<std::string, std::int64_t>& keys) {
    auto products = till.catalogue->products();
    std::vector<core::Price> prices;
    for (core::Product& one : products) {
      const auto key = keys.find(one.id);
      one.quick_key = key == keys.end() ? 0 : key->second;
      const auto price = till.catalogue->price_at(one.id, now.wall);
      if (price) prices.push_back({one.id, *price, {}, {}});
    }
    feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(core::Catalogue::build(4, products, prices).value())});
  }
};

TEST(QuickKeys, TheCountysPlacesGoBeforeWhatWasSold) {
  QuickStand stand;
  stand.place({{"P-JI", 2}, {"P-HETAO", 1}});
  stand.feed(MostSoldRead{{"P-YANGYU"}});
  stand.ask(OpenQuick{});
  EXPECT_EQ(stand.till.state, State::quick);
  EXPECT_EQ(stand.till.quick, (std::vector<std::string>{"P-HETAO", "P-JI"}));
}

TEST(QuickKeys, WithoutThemWhatCannotBeScannedComesFirstAsItIsSoldThenPackedGoods) {
  QuickStand stand;
  stand.feed(MostSoldRead{{"P-JI", "P-GONE", "P-YANGYU"}});
  stand.ask(OpenQuick{});
  ASSERT_GE(stand.till.quick.size(), 2u);
  EXPECT_EQ(stand.till.quick.front(), "P-YANGYU") << "the potatoes have no barcode";
  EXPECT_EQ(stand.till.quick.back(), "P-JI");
  EXPECT_EQ(std::count(stand.till.quick.begin(), stand.till.quick.end(), "P-GONE"), 0);
}

TEST(QuickKeys, OneTouchAddsAndWhatStandsThereDoesNotMoveMeanwhile) {
  QuickStand stand;
  stand.place({{"P-HETAO", 1}});
  stand.ask(OpenQuick{});
  const auto shown = stand.till.quick;
  EXPECT_EQ(stand.count<LookAtMostSold>(), 1u);
  stand.feed(MostSoldRead{{"P-JI"}});
  EXPECT_EQ(stand.till.quick, shown);
  stand.ask(PickProduct{"P-HETAO"});
  EXPECT_EQ(stand.till.state, State::selling);
  ASSERT_EQ(stand.till.cart.lines.size(), 1u);
  EXPECT_EQ(stand.till.cart.lines[0].product, "P-HETAO");
  stand.ask(OpenQuick{});
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::selling);
}

TEST(QuickKeys, LooseGoodsGoToTheScale) {
  QuickStand stand;
  stand.feed(ScaleSetUp{{.own = RegisteredScale{"A-1", {2027, 3, 31}}, .min_g = 100}});
  stand.ask(OpenQuick{});
  stand.ask(PickProduct{"P-YANGYU"});
  EXPECT_EQ(stand.till.state, State::weighing);
}

}  // namespace
}  // namespace zhuangui::till
