// 工会慰问额度: offered beside the wage when its holder holds their card; for allowed goods, with proof, and never twice.
#include <gtest/gtest.h>

#include "counter_lists.h"

namespace zhuangui::till {
namespace {

using support::autumn;
using support::card_is_wangs;
using support::hold_card;
using support::Stand;
using support::wang;

/// 30.00 of it, for everything, until the end of the month; now is 2026-11-24. Walnuts for 38.00 lie in the cart.
template <class Kind = Stand>
Kind stand_with_quota(void (*change)(core::Quota&) = [](core::Quota&) {}) {
  Kind stand;
  PaymentLists lists = support::all_lists();
  auto quotas = support::quotas();
  change(quotas->quotas[0]);
  lists.quotas = quotas;
  stand.feed(PaymentListsReplaced{lists});
  stand.scan(support::walnuts);
  return stand;
}

Stand stand_offering(void (*change)(core::Quota&) = [](core::Quota&) {}) {
  Stand stand = stand_with_quota(change);
  hold_card(stand);
  card_is_wangs(stand);
  return stand;
}

void right_pin(Stand& stand) {
  stand.key_in("2580");
  stand.ask(ConfirmTender{});
  stand.feed(HolderPinChecked{true, 0});
}

const core::Sale& committed_sale(const Stand& stand) { return std::get<CommitSale>(stand.last_effects.back()).sale; }

TEST(PayingByQuota, IsOfferedBesideTheWageAndPaysWhatIsLeftOfItWithThePin) {
  Stand stand = stand_offering();
  ASSERT_EQ(stand.till.payment.step, PayStep::quotas);
  const View view = make_view(stand.till, {.now = stand.now.wall});
  ASSERT_EQ(view.quotas.size(), 1u);
  EXPECT_EQ(view.quotas[0].room, core::Money::fen(3'000));
  stand.ask(PickQuota{autumn});
  ASSERT_EQ(stand.till.payment.step, PayStep::card_pin) << "it is the union's money: never without proof";
  right_pin(stand);
  ASSERT_EQ(stand.till.payment.step, PayStep::card_shown);
  stand.wait(3'000);
  ASSERT_EQ(stand.till.payment.taken.size(), 1u);
  EXPECT_EQ(stand.till.payment.taken[0], (core::Tender{core::TenderKind::quota, core::Money::fen(3'000), wang, autumn, "pin"}));
  hold_card(stand);
  card_is_wangs(stand);
  ASSERT_EQ(stand.till.payment.step, PayStep::card_shown) << "the rest from the wage: the quota is not offered again";
  stand.wait(3'000);
  ASSERT_EQ(stand.till.state, State::committing);
  EXPECT_EQ(committed_sale(stand).attribution, (core::Attribution{core::FundSource::union_funds, "U-0007", "", autumn}));
  EXPECT_EQ(committed_sale(stand).tenders[1], (core::Tender{core::TenderKind::card, core::Money::fen(800), wang, "", ""}));
}

TEST(PayingByQuota, TheWageCanBeChosenAllTheSame) {
  Stand stand = stand_offering();
  stand.ask(ChooseWage{});
  ASSERT_EQ(stand.till.payment.step, PayStep::card_shown);
  stand.wait(3'000);
  EXPECT_EQ(committed_sale(stand).tenders[0].kind, core::TenderKind::card);
  EXPECT_EQ(committed_sale(stand).attribution, core::Attribution{});
}

TEST(PayingByQuota, IsNotOfferedWhereItCannotPayAndAskedForItSaysWhyNot) {
  struct Case {
    const char* what;
    void (*change)(core::Quota&);
    std::vector<std::string> why;
  };
  const Case cases[] = {
      {"its last day is over", [](core::Quota& one) { one.last_day = {2026, 11, 23}; }, {"past", "0.00"}},
      {"allotted to another terminal", [](core::Quota& one) { one.terminal = "T-0002"; }, {"other_terminal", "0.00"}},
      {"allotted in an older epoch", [](core::Quota& one) { one.epoch = 470'999; }, {"new_epoch", "0.00"}},
      {"other goods", [](core::Quota& one) { one.categories = {"水产品"}; }, {"goods", "0.00"}}};
  for (const Case& one : cases) {
    Stand stand = stand_offering(one.change);
    EXPECT_EQ(stand.till.payment.step, PayStep::card_shown) << one.what << ": the wage pays as if there were none";
    stand.ask(Back{});
    stand.ask(ChooseQuota{});
    hold_card(stand);
    card_is_wangs(stand);
    ASSERT_EQ(stand.till.payment.step, PayStep::quotas) << one.what;
    stand.ask(PickQuota{autumn});
    ASSERT_TRUE(stand.says("quota_refused")) << one.what;
    EXPECT_EQ(stand.till.notices[0].arguments, one.why) << one.what;
    EXPECT_TRUE(stand.till.payment.taken.empty());
    EXPECT_EQ(stand.till.payment.step, PayStep::quotas) << one.what << ": another can be chosen, or the wage";
  }
}

TEST(PayingByQuota, SomebodyWithoutOneIsTold) {
  Stand stand = stand_with_quota([](core::Quota& one) { one.holder = "H-OTHERS"; });
  stand.ask(Checkout{});
  stand.ask(ChooseQuota{});
  hold_card(stand);
  card_is_wangs(stand);
  ASSERT_TRUE(stand.says("quota_refused"));
  EXPECT_EQ(stand.till.notices[0].arguments, std::vector<std::string>{"none"});
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
}

// The walnuts are 38.00; of the potatoes, 3.11, it pays nothing.
TEST(PayingByQuota, PaysItsGoodsAloneAndShortByOneFenItIsRefused) {
  const auto walnuts_only = [](core::Quota& one) {
    one.cap = core::Money::fen(10'000);
    one.products = {"P-HETAO"};
  };
  Stand all = stand_with_quota(walnuts_only);
  all.scan(support::potatoes_520_g);
  hold_card(all);
  card_is_wangs(all);
  all.ask(PickQuota{autumn});
  EXPECT_EQ(all.till.payment.part.amount, core::Money::fen(3'800));
  Stand asked = stand_with_quota(walnuts_only);
  asked.scan(support::potatoes_520_g);
  asked.ask(Checkout{});
  asked.key_in("38.01");
  hold_card(asked);
  card_is_wangs(asked);
  asked.ask(PickQuota{autumn});
  EXPECT_EQ(asked.till.notices[0].arguments, (std::vector<std::string>{"goods", "38.00"}));
}

TEST(PayingByQuota, ASumOnThePadIsDrawnExactlyOrNotAtAll) {
  for (const auto& [keys, refused] : {std::pair{"30.00", false}, std::pair{"30.01", true}}) {
    Stand stand = stand_with_quota();
    stand.ask(Checkout{});
    stand.key_in(keys);
    hold_card(stand);
    card_is_wangs(stand);
    stand.ask(PickQuota{autumn});
    EXPECT_EQ(stand.till.payment.step, refused ? PayStep::quotas : PayStep::card_pin) << keys;
    if (refused) {
      EXPECT_EQ(stand.till.notices[0].arguments, (std::vector<std::string>{"used_up", "30.00"}));
    }
  }
}

TEST(PayingByQuota, WhatWasDrawnIsGoneAndComesBackWithAReturn) {
  Stand stand = stand_with_quota();
  stand.feed(SpentRead{{{autumn, core::Money::fen(2'999)}}});
  hold_card(stand);
  card_is_wangs(stand);
  stand.ask(PickQuota{autumn});
  EXPECT_EQ(stand.till.payment.part.amount, core::Money::fen(1));
  right_pin(stand);
  stand.wait(3'000);
  stand.key_in("37.99");
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  EXPECT_EQ(spent_on(stand.till, autumn), core::Money::fen(3'000));
  const core::Sale sale = stand.till.last->sale;
  stand.ask(VoidSale{});
  stand.feed(SaleFound{sale, stand.now.wall, {}});
  stand.feed(ReturnsAnswered{sale.id, std::nullopt, {}, {}});
  stand.ask(ConfirmReturn{});
  ASSERT_TRUE(stand.till.returning.committing.has_value());
  stand.feed(RefundCommitted{stand.till.returning.committing->id, 6, stand.now.wall});
  EXPECT_EQ(spent_on(stand.till, autumn), core::Money::fen(2'999)) << "the fen can be drawn again";
}

TEST(PayingByQuota, BeforeSomebodyOfTheCounterASignatureIsEnoughOfTheHolderOrAProxy) {
  for (const bool proxy : {false, true}) {
    Stand stand = stand_offering();
    stand.ask(PickQuota{autumn});
    stand.ask(SignOnPaper{});
    ASSERT_EQ(stand.till.payment.step, PayStep::quota_paper);
    stand.ask(proxy ? Intent{TakeByProxy{}} : Intent{ConfirmTender{}});
    ASSERT_EQ(stand.till.payment.step, PayStep::card_shown);
    EXPECT_EQ(stand.till.payment.part.proof, proxy ? "proxy:R-T00014710001" : "signature");
  }
}

TEST(PayingByQuota, WithFiveWrongPinsOnlyASignatureHelps) {
  Stand stand = stand_with_quota();
  hold_card(stand);
  card_is_wangs(stand, {}, 5);
  stand.ask(PickQuota{autumn});
  EXPECT_EQ(stand.till.payment.step, PayStep::quota_paper);
}

TEST(PayingByQuota, ABuyerAloneHasThePinOrCallsSomebody) {
  auto alone = stand_with_quota<support::Alone>();
  hold_card(alone);
  card_is_wangs(alone);
  alone.ask(PickQuota{autumn});
  ASSERT_EQ(alone.till.payment.step, PayStep::card_pin);
  alone.ask(SignOnPaper{});
  EXPECT_EQ(alone.till.payment.step, PayStep::card_pin) << "nobody is there to look";
  right_pin(alone);
  alone.wait(3'000);
  ASSERT_EQ(alone.till.payment.taken.size(), 1u);
  hold_card(alone);
  card_is_wangs(alone);
  alone.wait(3'000);
  EXPECT_EQ(committed_sale(alone).tenders.size(), 2u);

  auto blocked = stand_with_quota<support::Alone>();
  hold_card(blocked);
  card_is_wangs(blocked, {}, 5);
  blocked.ask(PickQuota{autumn});
  EXPECT_EQ(blocked.till.notices[0].arguments, std::vector<std::string>{"pin_blocked"});
  EXPECT_EQ(blocked.till.payment.step, PayStep::counting);
}

TEST(PayingByQuota, ABuyersPartsAreGivenUpWhenCashIsWanted) {
  auto alone = stand_with_quota<support::Alone>();
  hold_card(alone);
  card_is_wangs(alone);
  alone.ask(PickQuota{autumn});
  right_pin(alone);
  alone.wait(3'000);
  alone.ask(ChooseCash{});
  ASSERT_EQ(alone.till.state, State::calling);
  EXPECT_TRUE(alone.till.payment.taken.empty()) << "nothing of it was written down; who comes takes all of it";
}

TEST(PayingByQuota, TwoDocumentsAreNeverInOneSale) {
  Stand stand = stand_offering();
  stand.ask(PickQuota{autumn});
  right_pin(stand);
  stand.wait(3'000);
  stand.ask(ChooseAccount{});
  EXPECT_TRUE(stand.says("two_documents"));
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
  stand.ask(ChooseQuota{});
  hold_card(stand);
  card_is_wangs(stand);
  stand.ask(PickQuota{autumn});
  EXPECT_TRUE(stand.says("two_documents"));
  EXPECT_EQ(stand.till.payment.taken.size(), 1u);
}

TEST(PayingByQuota, AListThatChangesMeanwhileDrawsNothing) {
  Stand stand = stand_offering();
  stand.feed(PaymentListsReplaced{support::all_lists()});
  stand.ask(PickQuota{autumn});
  EXPECT_EQ(stand.till.notices[0].arguments, std::vector<std::string>{"gone"});
  stand.wait(30'000);
  EXPECT_EQ(stand.till.payment.step, PayStep::counting) << "and the choice ends by itself";
}

// One that no terminal holds: proved first, then the county is asked, and only its word lets it pay.
Stand stand_asking_the_county() {
  Stand stand = stand_offering([](core::Quota& one) { one.terminal = "online"; });
  stand.ask(PickQuota{autumn});
  right_pin(stand);
  return stand;
}

ReserveQuota asked_of_county(const Stand& stand) {
  for (const Effect& effect : stand.last_effects)
    if (const auto* asked = std::get_if<ReserveQuota>(&effect)) return *asked;
  return {};
}

TEST(PayingByQuota, OneThatNoTerminalHoldsIsAskedOfTheCountyAndItsNumberIsFrozen) {
  Stand stand = stand_asking_the_county();
  ASSERT_EQ(stand.till.payment.step, PayStep::quota_asked);
  const ReserveQuota asked = asked_of_county(stand);
  EXPECT_EQ(asked.quota + " " + asked.holder + " " + asked.sale, std::string(autumn) + " " + wang + " " + stand.till.cart.sale);
  EXPECT_EQ(asked.amount, core::Money::fen(3'000));
  EXPECT_EQ(asked.reservation, stand.till.cart.sale + "-" + autumn + "-3000-0");
  stand.feed(QuotaReserved{"another", "granted", 600'000});
  ASSERT_EQ(stand.till.payment.step, PayStep::quota_asked) << "the answer to another question";
  stand.feed(QuotaReserved{asked.reservation, "granted", 600'000});
  ASSERT_EQ(stand.till.payment.step, PayStep::card_shown);
  stand.wait(3'000);
  stand.key_in("8");
  stand.ask(ConfirmTender{});
  ASSERT_EQ(stand.till.state, State::committing);
  EXPECT_EQ(committed_sale(stand).tenders[0],
            (core::Tender{core::TenderKind::quota, core::Money::fen(3'000), wang, autumn, "pin", asked.reservation}));
}

TEST(PayingByQuota, WhatTheCountyDoesNotGrantIsNotDrawnAndEachAnswerHasItsSentence) {
  for (const auto& [answer, word] : {std::pair{"no_county", "no_county"}, std::pair{"used_up", "used_up_elsewhere"}, std::pair{"void", "new_epoch"},
                                     std::pair{"allotted", "other_terminal"}, std::pair{"unknown_quota", "gone"}, std::pair{"past", "past"},
                                     std::pair{"not_the_holders", "not_the_holders"}, std::pair{"conflict", "county_refuses"}, std::pair{"?", "county_refuses"}}) {
    Stand stand = stand_asking_the_county();
    stand.feed(QuotaReserved{asked_of_county(stand).reservation, answer, 0});
    EXPECT_EQ(stand.till.payment.step, PayStep::counting) << answer;
    EXPECT_TRUE(stand.till.payment.taken.empty()) << answer;
    ASSERT_TRUE(stand.says("quota_refused")) << answer;
    EXPECT_EQ(stand.till.notices[0].arguments, std::vector<std::string>{word}) << answer;
  }
}

TEST(PayingByQuota, TheCountyIsWaitedForTenSecondsAndALateAnswerChangesNothing) {
  for (const bool cancelled : {false, true}) {
    Stand stand = stand_asking_the_county();
    const ReserveQuota asked = asked_of_county(stand);
    if (cancelled) stand.ask(Back{});
    else stand.wait(10'000);
    ASSERT_EQ(stand.till.payment.step, PayStep::counting);
    EXPECT_EQ(stand.says("quota_refused"), !cancelled);
    stand.feed(QuotaReserved{asked.reservation, "granted", 600'000});
    EXPECT_EQ(stand.till.payment.step, PayStep::counting);
    EXPECT_TRUE(stand.till.payment.taken.empty());
  }
}

TEST(PayingByQuota, TheSameQuestionHasTheSameNumberUntilItIsAnswered) {
  Stand stand = stand_asking_the_county();
  const std::string first = asked_of_county(stand).reservation;
  const auto again = [&stand] {
    hold_card(stand);
    card_is_wangs(stand);
    stand.ask(PickQuota{autumn});
    right_pin(stand);
    return asked_of_county(stand).reservation;
  };
  stand.wait(10'000);
  EXPECT_EQ(again(), first) << "the county may have granted it unheard";
  stand.feed(QuotaReserved{first, "used_up", 0});
  EXPECT_NE(again(), first) << "meanwhile something may have come back to it";
}

TEST(PayingByQuota, WhatWasGrantedPaysInItsTimeOrNotAtAll) {
  for (const bool late : {false, true}) {
    Stand stand = stand_asking_the_county();
    stand.feed(QuotaReserved{asked_of_county(stand).reservation, "granted", 600'000});
    stand.wait(3'000);
    ASSERT_EQ(stand.till.payment.taken.size(), 1u);
    stand.now.monotonic_ms += late ? 597'000 : 596'999;  // counted from the question
    stand.key_in("8");
    stand.ask(ConfirmTender{});
    EXPECT_EQ(stand.till.state, late ? State::paying : State::committing);
    EXPECT_EQ(stand.till.payment.taken.empty(), late) << "the rest is not paid by what may be somebody else's by now";
    EXPECT_EQ(stand.says("quota_refused"), late);
  }
}

TEST(PayingByQuota, ForPracticeNoCountyIsAsked) {
  Stand stand = stand_with_quota([](core::Quota& one) { one.terminal = "online"; });
  stand.till.training = true;
  hold_card(stand);
  card_is_wangs(stand);
  EXPECT_EQ(stand.till.payment.step, PayStep::card_shown) << "the wage pays as if there were none";
}

}  // namespace
}  // namespace zhuangui::till
