#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

struct Searching : Stand {
  void type(const char* keys) {
    for (; *keys; ++keys) ask(SearchKey{*keys});
  }
  std::vector<std::string> found() const {
    Surroundings around;
    around.now = now.wall;
    std::vector<std::string> ids;
    for (const View::Found& one : make_view(till, around).found) ids.push_back(one.product->id);
    return ids;
  }
  std::vector<std::string> categories() const {
    Surroundings around;
    around.now = now.wall;
    std::vector<std::string> told;
    for (const View::Category& one : make_view(till, around).categories) told.push_back(one.name + " " + std::to_string(one.goods));
    return told;
  }
};

using Ids = std::vector<std::string>;

std::string traced_name(const Stand& stand) {
  const Surroundings around;
  const View view = make_view(stand.till, around);
  return view.traced ? view.traced->product->name : "";
}

TEST(Searching, InitialsFindTheGoodsAndATouchSellsThem) {
  Searching stand;
  stand.ask(OpenSearch{});
  ASSERT_EQ(stand.till.state, State::searching);
  stand.type("wxht");
  EXPECT_EQ(stand.found(), Ids{"P-HETAO"});
  stand.ask(PickProduct{"P-HETAO"});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.total(), core::Money::fen(3800));
  EXPECT_EQ(stand.count<SaveCart>(), 1u);
  EXPECT_TRUE(stand.till.searched.empty()) << "the next search begins anew";
}

TEST(Searching, WhileNothingIsTypedTheCategoriesOfWhatIsForSaleAreShownAndEachLeadsToItsGoods) {
  Searching stand;  // the shelf's beans have no price, and are not among them
  stand.ask(OpenSearch{});
  EXPECT_EQ(stand.found(), Ids{});
  EXPECT_EQ(stand.categories(), (Ids{"食用农产品 2", "预包装食品 1", "畜禽产品 1"}));
  const std::uint64_t seen = stand.till.screen;
  stand.ask(ChooseCategory{"食用农产品"});
  stand.feed(Asked{PickProduct{"P-JI"}, seen});
  EXPECT_TRUE(stand.till.cart.lines.empty()) << "a double touch on a category buys nothing";
  EXPECT_EQ(stand.categories(), Ids{});
  EXPECT_EQ(stand.found(), (Ids{"P-YANGYU", "P-DONGTAO"}));
  stand.ask(ChooseCategory{});
  EXPECT_EQ(stand.found(), Ids{});
  EXPECT_EQ(stand.categories().size(), 3u);
}

TEST(Searching, AllGoodsAreListedWhatIsInSeasonFirst) {
  Searching stand;  // in November
  stand.ask(OpenSearch{});
  stand.ask(ChooseCategory{""});
  EXPECT_EQ(stand.found(), (Ids{"P-YANGYU", "P-HETAO", "P-DONGTAO", "P-JI"}));
  stand.now.wall.utc_ms += 60LL * 86'400'000;  // January: only the chicken is
  EXPECT_EQ(stand.found(), (Ids{"P-JI", "P-YANGYU", "P-HETAO", "P-DONGTAO"}));
}

TEST(Searching, WhatIsTypedIsLookedForAmongAllGoodsWhateverCategoryWasChosen) {
  Searching stand;
  stand.ask(OpenSearch{});
  stand.ask(ChooseCategory{"畜禽产品"});
  stand.type("td");
  EXPECT_EQ(stand.found(), Ids{"P-YANGYU"});
  stand.type("C");
  EXPECT_EQ(stand.categories().size(), 3u) << "cleared, one begins with the categories";
}

TEST(Searching, WhatCannotBeSoldByATouchSaysWhyAndTheListStays) {
  struct Case { const char* product; const char* notice; };
  for (const Case& c : {Case{"P-YANGYU", "weighed_needs_label"}, Case{"P-UNPRICED", "not_for_sale"}, Case{"P-GONE", "no_longer_listed"}}) {
    Searching stand;
    stand.ask(OpenSearch{});
    stand.type("w");
    stand.ask(PickProduct{c.product});
    EXPECT_TRUE(stand.says(c.notice)) << c.product;
    EXPECT_EQ(stand.till.state, State::searching) << c.product;
    EXPECT_EQ(stand.till.searched, "w") << c.product;
    EXPECT_TRUE(stand.till.cart.lines.empty()) << c.product;
  }
}

TEST(Searching, LettersDigitsBackspaceAndClearAreTakenAndNoMoreThanTwelve) {
  struct Case { const char* keys; const char* typed; };
  for (const Case& c : {Case{"yy", "yy"}, Case{"yyx<", "yy"}, Case{"yyC", ""}, Case{"<", ""}, Case{"0123", "0123"}, Case{"Y.D", ""},
                        Case{"abcdefghijklmn", "abcdefghijkl"}}) {
    Searching stand;
    stand.ask(OpenSearch{});
    stand.type(c.keys);
    EXPECT_EQ(stand.till.searched, c.typed) << c.keys;
  }
}

TEST(Searching, AScanMeansTheSameAsEverywhereAndBackGoesWhereOneCameFrom) {
  Searching stand;
  stand.ask(OpenSearch{});
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::idle) << "nothing was bought yet";
  stand.ask(OpenSearch{});
  stand.scan(support::chicken);
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.total(), core::Money::fen(8800));
  stand.ask(OpenSearch{});
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
}

TEST(Searching, IsOpenedWhereGoodsAreSoldOnly) {
  Searching stand;
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  stand.ask(OpenSearch{});
  EXPECT_EQ(stand.till.state, State::paying);
  stand.ask(PickProduct{"P-JI"});
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
}

TEST(Tracing, ShowsTheGoodsOfALineOrOfTheSearchAndLeadsBackToWhereItWasOpened) {
  Searching stand;
  stand.scan(support::walnuts);
  stand.ask(LineRemove{0});
  stand.scan(support::chicken);
  stand.ask(ShowTrace{"P-JI"});
  ASSERT_EQ(stand.till.state, State::tracing);
  EXPECT_EQ(traced_name(stand), "大宁河鸡");
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
  stand.ask(OpenSearch{});
  stand.type("td");
  stand.ask(ShowTrace{"P-YANGYU"});
  EXPECT_EQ(traced_name(stand), "巫溪洋芋");
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::searching);
  EXPECT_EQ(stand.till.searched, "td") << "the search goes on where it was left";
  stand.ask(ShowTrace{"P-YANGYU"});
  stand.scan(support::walnuts);
  EXPECT_EQ(stand.till.state, State::selling);
  stand.ask(OpenSearch{});
  EXPECT_EQ(stand.till.searched, "");
}

TEST(Tracing, AGoodOfTheIdleScreenIsShownAndBackLeadsThereAgain) {
  Searching stand;
  ASSERT_EQ(stand.till.state, State::idle);
  stand.ask(ShowTrace{"P-JI"});
  ASSERT_EQ(stand.till.state, State::tracing);
  EXPECT_EQ(traced_name(stand), "大宁河鸡");
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::idle);
  EXPECT_TRUE(stand.till.cart.lines.empty());
  stand.ask(ShowTrace{"P-JI"});
  stand.ask(PickProduct{"P-JI"});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.total(), core::Money::fen(8'800));
}

TEST(Tracing, GoodsThatAreReadAboutCanBeBoughtFromThere) {
  Searching stand;
  stand.scan(support::chicken);
  stand.ask(ShowTrace{"P-JI"});
  stand.ask(PickProduct{"P-JI"});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.total(), core::Money::fen(17'600)) << "two chickens of 88 yuan";
}

TEST(Tracing, GoodsThatTheListNamesNoMoreAreNotShown) {
  Searching stand;
  stand.scan(support::walnuts);
  stand.ask(ShowTrace{"P-GONE"});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_TRUE(stand.says("no_longer_listed"));
  stand.ask(ShowTrace{"P-HETAO"});
  ASSERT_EQ(stand.till.state, State::tracing);
  const auto without = core::Catalogue::build(4, {}, {});
  stand.feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(without.value())});
  EXPECT_EQ(stand.till.state, State::selling) << "a release came that has them no more";
  EXPECT_TRUE(stand.says("no_longer_listed"));
  EXPECT_EQ(stand.till.cart.lines.size(), 1u) << "what was frozen into the cart stands";
}

TEST(Beside, MoreLeadsToDevicesSyncDisclosureAndSearchAndEachBackToWhereItWasOpened) {
  Searching stand;
  stand.scan(support::walnuts);
  stand.ask(OpenDevices{});
  EXPECT_EQ(stand.till.state, State::selling) << "only from the list";
  for (const auto& [intent, state] : {std::pair{Intent{OpenDevices{}}, State::devices}, std::pair{Intent{OpenSyncing{}}, State::syncing},
                                      std::pair{Intent{OpenDisclosure{}}, State::disclosure}, std::pair{Intent{OpenToday{}}, State::today}}) {
    stand.ask(OpenMore{});
    ASSERT_EQ(stand.till.state, State::more);
    stand.ask(intent);
    ASSERT_EQ(stand.till.state, state);
    stand.ask(Back{});
    EXPECT_EQ(stand.till.state, State::more);
    stand.ask(Back{});
    EXPECT_EQ(stand.till.state, State::selling);
  }
  stand.ask(OpenMore{});
  stand.ask(OpenSearch{});
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::selling);
  stand.ask(OpenMore{});
  stand.scan(support::chicken);
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart.lines.size(), 2u);
}

TEST(Devices, OneTestCardIsPrintedAtATimeAndItsEndIsTold) {
  Searching stand;
  stand.ask(TestPrint{});
  EXPECT_EQ(stand.count<PrintTestCard>(), 0u) << "not where it is not shown";
  stand.ask(OpenMore{});
  stand.ask(OpenDevices{});
  stand.feed(TestPrintChanged{ReceiptState::printed, ""});
  EXPECT_EQ(stand.till.test_print, ReceiptState::none) << "of a card nobody asked for here";
  stand.ask(TestPrint{});
  stand.ask(TestPrint{});
  EXPECT_EQ(stand.count<PrintTestCard>(), 1u);
  EXPECT_EQ(stand.till.test_print, ReceiptState::waiting);
  stand.feed(TestPrintChanged{ReceiptState::held, "printer.paper_out"});
  stand.ask(TestPrint{});
  EXPECT_EQ(stand.count<PrintTestCard>(), 1u) << "it stands behind a receipt, and comes by itself";
  stand.feed(TestPrintChanged{ReceiptState::trouble, "printer.paper_out"});
  EXPECT_EQ(stand.till.test_print_trouble, "printer.paper_out");
  stand.feed(TestPrintChanged{ReceiptState::printed, ""});
  EXPECT_EQ(stand.till.test_print, ReceiptState::printed);
  EXPECT_EQ(stand.count<OpenDrawer>(), 0u);
  EXPECT_EQ(stand.count<PrintReceipt>(), 0u);
}

TEST(Syncing, IsTriedAtOnceWhenAPersonAsks) {
  Searching stand;
  stand.ask(TrySync{});
  EXPECT_EQ(stand.count<SyncNow>(), 0u);
  stand.ask(OpenMore{});
  stand.ask(OpenSyncing{});
  stand.ask(TrySync{});
  EXPECT_EQ(stand.count<SyncNow>(), 1u);
}

TEST(Beside, AScreenBesideTheSaleThatNobodyTouchesGoesAndTheCartStands) {
  Searching stand;
  stand.scan(support::walnuts);
  stand.ask(OpenSearch{});
  stand.wait(179'999);
  stand.type("w");
  stand.wait(179'999);
  ASSERT_EQ(stand.till.state, State::searching);
  EXPECT_EQ(next_tick(stand.till), stand.now.monotonic_ms + 1);
  stand.wait(1);
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
  EXPECT_EQ(next_tick(stand.till), std::nullopt);
}

}  // namespace
}  // namespace zhuangui::till
