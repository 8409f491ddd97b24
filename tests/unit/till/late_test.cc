#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

// The stand's clock says 2026-11-24 09:00 in Shanghai.
constexpr std::int64_t nine_ms = 1'795'482'000'000, late_minute_ms = 60'000, day_ms = 86'400'000;

struct Late : Stand {
  void open() {
    ask(OpenMore{});
    ask(OpenLate{});
  }
  void fill(const char* time, const char* paper) {
    key_in(time);
    key_in(paper);
    ask(ChooseReason{"power_cut"});
    ask(ConfirmLate{});
  }
  core::Sale sell() {
    scan(support::walnuts);
    ask(Checkout{});
    ask(QuickCash{total()});
    ask(ConfirmTender{});
    return till.committing.value();
  }
};

TEST(LateEntry, TheSaleSaysWhenItWasMadeOnWhichSlipAndWhy) {
  Late stand;
  stand.open();
  stand.fill("0830", "1207");
  ASSERT_EQ(stand.till.state, State::selling);
  const core::Sale sale = stand.sell();
  ASSERT_TRUE(sale.late);
  EXPECT_EQ(sale.late->stated_at.utc_ms, nine_ms - 30 * late_minute_ms);
  EXPECT_EQ(sale.late->paper, "1207");
  EXPECT_EQ(sale.late->reason, "power_cut");
  stand.commit_succeeds();
  stand.ask(Finish{});
  EXPECT_FALSE(stand.sell().late) << "the next sale is one of now";
}

TEST(LateEntry, YesterdayIsOneTouchAway) {
  Late stand;
  stand.open();
  stand.ask(ChooseLateDay{});
  stand.fill("2315", "8");
  EXPECT_EQ(stand.till.late->stated_at.utc_ms, nine_ms - day_ms + (14 * 60 + 15) * late_minute_ms);
  Late again;
  again.open();
  for (int i = 0; i <= late_days_max; ++i) again.ask(ChooseLateDay{});
  EXPECT_EQ(again.till.late_entering.days_ago, 0);
}

TEST(LateEntry, PricesAndPromotionsAreThoseOfThenWhateverHoldsNow) {
  core::Promotion promotion;
  promotion.id = "M-1";
  promotion.name = "九折";
  promotion.valid_from = core::WallTime{nine_ms - 60 * late_minute_ms};
  promotion.valid_until = core::WallTime{nine_ms - 10 * late_minute_ms};  // over by now
  promotion.terms = core::PercentOff{1'000};
  const auto cheaper = std::make_shared<const core::Catalogue>(
      core::Catalogue::build(4, zhuangui::support::shelf()->products(), {{"P-HETAO", core::PerPiece{core::Money::fen(3800)}, {}, core::WallTime{nine_ms - late_minute_ms}},
                                                               {"P-HETAO", core::PerPiece{core::Money::fen(2000)}, core::WallTime{nine_ms - late_minute_ms}, {}}})
          .value());
  Late stand;
  stand.feed(CatalogueReplaced{cheaper, std::make_shared<const core::PriceRules>(core::PriceRules::build({promotion}, {}).value())});
  stand.open();
  stand.fill("0830", "1207");
  const core::Sale sale = stand.sell();
  EXPECT_EQ(sale.lines.at(0).facts.unit_price, core::UnitPrice{core::PerPiece{core::Money::fen(3800)}});
  EXPECT_EQ(sale.total, core::Money::fen(3420)) << "3800 less a tenth, as at half past eight";
}

TEST(LateEntry, WhatIsMissingOrCannotBeIsSaid) {
  struct Case { const char* time; const char* paper; const char* notice; };
  for (const Case& one : {Case{"0901", "1", "late_time_wrong"}, Case{"2500", "1", "late_time_wrong"}, Case{"0860", "1", "late_time_wrong"},
                          Case{"083", "", "late_time_wrong"}, Case{"0830", "", "late_paper_missing"}}) {
    Late stand;
    stand.open();
    stand.fill(one.time, one.paper);
    EXPECT_EQ(stand.till.state, State::late) << one.time;
    EXPECT_TRUE(stand.says(one.notice)) << one.time;
  }
  Late stand;
  stand.open();
  stand.key_in("08301");
  stand.ask(ConfirmLate{});
  EXPECT_TRUE(stand.says("shift_reason_first"));
}

TEST(LateEntry, OnlyWithAnEmptyCartAndClearingItForgetsTheSlip) {
  Late stand;
  stand.scan(support::walnuts);
  stand.open();
  EXPECT_TRUE(stand.says("late_needs_empty_cart"));
  EXPECT_EQ(stand.till.state, State::more);
  Late other;
  other.open();
  other.fill("0830", "1");
  other.ask(Back{});
  EXPECT_EQ(other.till.state, State::idle);
  EXPECT_FALSE(other.till.late);
}

TEST(LateEntry, IsNotParkedSinceItsSlipWouldBeLost) {
  Late stand;
  stand.open();
  stand.fill("0830", "1207");
  stand.scan(support::walnuts);
  stand.ask(Park{});
  EXPECT_TRUE(stand.says("late_not_parked"));
  EXPECT_EQ(stand.till.state, State::selling);
}

TEST(LateEntry, ByRightOrWithASecondPersonWhoStandsOnTheSale) {
  Late stand;
  stand.feed(StaffReplaced{std::make_shared<const core::StaffList>(core::StaffList{
      "C-0001", std::string(64, '7'), {{"S-AAAAAA", "1", "王芳", "b", "", {}}, {"S-BBBBBB", "2", "李强", "b", "", {"approve"}}}})});
  stand.feed(StaffChecked{"S-AAAAAA", SecretKind::card, 0});
  stand.open();
  EXPECT_EQ(stand.till.state, State::approving);
  stand.feed(StaffChecked{"S-BBBBBB", SecretKind::card, 0});
  ASSERT_EQ(stand.till.state, State::late);
  stand.fill("0830", "1");
  const core::Sale sale = stand.sell();
  EXPECT_EQ(sale.operator_reference, "S-AAAAAA");
  EXPECT_EQ(sale.second_reference, "S-BBBBBB");
}

}  // namespace
}  // namespace zhuangui::till
