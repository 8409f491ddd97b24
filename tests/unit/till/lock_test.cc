#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

constexpr std::int64_t second_ms = 1'000, minute_ms = 60'000;
const std::string card_bytes{"\xA1\xB2\xC3"};

struct Locking : Stand {
  /// What the shell would do with what the till asks, with this PIN and card kept.
  std::string pin, card;
  int wrong = 0;
  void begin(const char* kept_pin, const char* kept_card = "", int wrong_tries = 0) {
    pin = kept_pin, card = kept_card, wrong = wrong_tries;
    feed(LockRead{!pin.empty(), !card.empty(), wrong});
    feed(Ready{"T-0001", 471'000, 1, {}, {}});
  }
  void answer() {
    const std::vector<Effect> asked = std::exchange(last_effects, {});
    for (const Effect& effect : asked) {
      if (const auto* check = std::get_if<CheckSecret>(&effect)) {
        const bool right = check->text == (check->kind == SecretKind::pin ? pin : card);
        wrong = right ? 0 : wrong + 1;
        feed(SecretChecked{right, wrong});
      } else if (const auto* keep = std::get_if<KeepSecret>(&effect)) {
        (keep->kind == SecretKind::pin ? pin : card) = keep->text;
        feed(SecretKept{!pin.empty(), !card.empty()});
      } else if (std::holds_alternative<ForgetSecrets>(effect)) {
        pin.clear(), card.clear();
        feed(SecretKept{});
      }
    }
  }
  void enter(const char* digits) {
    key_in(digits);
    ask(ConfirmPin{});
    answer();
  }
  void hold_card(const std::string& bytes) {
    feed(Scanned{barcode::CardCode{{bytes.begin(), bytes.end()}, "…"}});
    answer();
  }
  void open_securing() {
    ask(OpenMore{});
    ask(OpenSettings{});
    ask(OpenSecuring{});
  }
};

TEST(Lock, WithoutASecretItOnlyCoversTheScreenAndATouchOpensIt) {
  Locking stand;
  stand.scan(support::walnuts);
  const core::Cart cart = stand.till.cart;
  stand.ask(LockScreen{});
  EXPECT_EQ(stand.till.state, State::locked);
  stand.ask(OpenLock{});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart, cart);
}

TEST(Lock, AScanUnderItChangesNothingAndSaysSo) {
  Locking stand;
  stand.ask(LockScreen{});
  stand.scan(support::walnuts);
  EXPECT_TRUE(stand.says("scan_refused_locked"));
  EXPECT_TRUE(stand.till.cart.lines.empty());
  EXPECT_EQ(stand.till.state, State::locked);
}

TEST(Lock, WithAPinNothingElseOpensIt) {
  Locking stand;
  stand.begin("2580");
  stand.ask(OpenLock{});
  EXPECT_EQ(stand.till.state, State::locked) << "and it begins locked, so that a restart opens nothing";
  stand.enter("258");
  EXPECT_TRUE(stand.says("pin_too_short"));
  EXPECT_EQ(stand.count<CheckSecret>(), 0u);
  stand.ask(PadKey{'1'});
  stand.ask(ConfirmPin{});
  stand.answer();
  EXPECT_TRUE(stand.says("pin_wrong"));
  EXPECT_TRUE(stand.till.entered.empty());
  stand.hold_card(card_bytes);
  EXPECT_TRUE(stand.says("card_opens_nothing"));
  EXPECT_EQ(stand.till.state, State::locked);
  stand.enter("2580");
  EXPECT_EQ(stand.till.state, State::idle);
}

TEST(Lock, ACardThatWasSetOpensItAndAnotherOneIsATry) {
  Locking stand;
  stand.begin("", card_bytes.c_str());
  stand.hold_card("other");
  EXPECT_EQ(stand.till.lock.wrong_tries, 1);
  EXPECT_EQ(stand.till.state, State::locked);
  stand.hold_card(card_bytes);
  EXPECT_EQ(stand.till.state, State::idle);
}

TEST(Lock, FiveWrongOnesMakeItWaitAndEachFurtherOneTwiceAsLong) {
  Locking stand;
  stand.begin("2580");
  for (int i = 0; i < 5; ++i) stand.enter("1111");
  for (const std::int64_t wait_s : {30, 60, 120, 240, 480, 600, 600}) {
    stand.wait((wait_s - 1) * second_ms);
    stand.enter("2580");
    EXPECT_EQ(stand.till.state, State::locked) << "not even the right one, " << wait_s;
    stand.wait(second_ms);
    stand.enter("1111");
  }
  stand.wait(600 * second_ms);
  stand.enter("2580");
  EXPECT_EQ(stand.till.state, State::idle);
  EXPECT_EQ(stand.till.lock.wrong_tries, 0);
}

TEST(Lock, SwitchingItOffAndOnSparesNobodyTheWait) {
  Locking stand;
  stand.begin("2580", "", 5);
  stand.enter("2580");
  EXPECT_EQ(stand.till.state, State::locked);
  stand.wait(30 * second_ms);
  stand.enter("2580");
  EXPECT_EQ(stand.till.state, State::idle);
}

TEST(Lock, AnAnswerOnItsWayTakesNoSecondTry) {
  Locking stand;
  stand.begin("2580");
  stand.key_in("1111");
  stand.ask(ConfirmPin{});
  stand.key_in("2580");
  stand.ask(ConfirmPin{});
  EXPECT_EQ(stand.count<CheckSecret>(), 1u);
}

TEST(Lock, ComesByItselfAfterTheTimeThatIsSetAndNeverWhileASaleIsBeingRecordedOrInDoubt) {
  Locking stand;
  core::Settings settings;
  settings.lock_after_minutes = 2;
  stand.feed(SettingsRead{settings, {}});
  stand.scan(support::walnuts);
  ASSERT_TRUE(next_tick(stand.till).has_value());
  stand.wait(2 * minute_ms - 1);
  EXPECT_EQ(stand.till.state, State::selling);
  stand.wait(1);
  EXPECT_EQ(stand.till.state, State::locked);
  stand.ask(OpenLock{});
  stand.ask(Checkout{});
  stand.wait(2 * minute_ms);
  EXPECT_EQ(stand.till.state, State::locked);
  stand.ask(OpenLock{});
  EXPECT_EQ(stand.till.state, State::selling) << "the cart is there, what was typed is not";
  stand.ask(Checkout{});
  stand.ask(QuickCash{stand.total()});
  stand.ask(ConfirmTender{});
  for (const State state : {State::committing, State::paying}) {
    EXPECT_EQ(stand.till.state, state);
    stand.wait(10 * minute_ms);
    stand.ask(LockScreen{});
    EXPECT_EQ(stand.till.state, state);
    if (state == State::committing) stand.feed(CommitFailed{{core::Errc::unknown_outcome, "", ""}});
  }
}

TEST(Lock, WhileNothingIsSetItNeverComesByItself) {
  Locking stand;
  stand.wait(600 * minute_ms);
  EXPECT_EQ(stand.till.state, State::idle);
}

TEST(Securing, ANewPinIsTypedTwiceAndOneThatDiffersIsNotSet) {
  Locking stand;
  stand.open_securing();
  stand.enter("2580");
  EXPECT_EQ(stand.till.secret_step, SecretStep::again);
  stand.enter("2581");
  EXPECT_TRUE(stand.says("pins_differ"));
  EXPECT_EQ(stand.pin, "");
  stand.enter("2580");
  stand.enter("2580");
  EXPECT_TRUE(stand.says("secret_kept"));
  EXPECT_EQ(stand.pin, "2580");
  EXPECT_TRUE(stand.till.fresh_pin.empty());
  stand.ask(LockScreen{});
  stand.ask(OpenLock{});
  EXPECT_EQ(stand.till.state, State::locked);
}

TEST(Securing, WhoHasASecretShowsItFirstAndMayTakeItAway) {
  Locking stand;
  stand.begin("2580");
  stand.enter("2580");
  stand.open_securing();
  stand.ask(ForgetSecrets{});
  EXPECT_EQ(stand.count<ForgetSecrets>(), 0u);
  stand.enter("1111");
  EXPECT_EQ(stand.till.secret_step, SecretStep::present);
  stand.enter("2580");
  EXPECT_EQ(stand.till.secret_step, SecretStep::fresh);
  stand.ask(ForgetSecrets{});
  stand.answer();
  EXPECT_TRUE(stand.says("secret_forgotten"));
  EXPECT_FALSE(stand.till.lock.has_secret());
}

TEST(Securing, ACardIsSetByHoldingItToTheReader) {
  Locking stand;
  stand.open_securing();
  stand.hold_card(card_bytes);
  EXPECT_EQ(stand.card, card_bytes);
  EXPECT_TRUE(stand.till.lock.card);
}

TEST(Securing, WhatCouldNotBeKeptIsSaidAndNothingHasChanged) {
  Locking stand;
  stand.open_securing();
  stand.key_in("2580");
  stand.ask(ConfirmPin{});
  stand.key_in("2580");
  stand.ask(ConfirmPin{});
  stand.feed(SecretNotKept{{core::Errc::disk_full, "", ""}});
  EXPECT_TRUE(stand.says("secret_not_kept"));
  EXPECT_FALSE(stand.till.lock.has_secret());
}

TEST(Securing, APinHasEightDigitsAtMostAndNoPoint) {
  Locking stand;
  stand.open_securing();
  stand.key_in("1234567.8D9");
  EXPECT_EQ(stand.till.entered, "12345678");
  stand.key_in("<D");
  EXPECT_EQ(stand.till.entered, "1234567");
  stand.key_in("C0D");
  EXPECT_EQ(stand.till.entered, "000");
}

}  // namespace
}  // namespace zhuangui::till
