// 职工卡: who may pay with it, how much, and when a PIN is asked for.
#include <gtest/gtest.h>

#include "core/holders.h"

namespace zhuangui::core {
namespace {

constexpr Date today{2026, 11, 24};

Holder wang() {
  return {.reference = "H-7Q2MK4", .masked_name = "王*", .unit = "县人民医院", .card_hash = std::string(64, 'a'),
          .card_until = {2027, 12, 31}, .authorised_from = Date{2026, 1, 1}, .authorised_until = Date{2026, 12, 31},
          .day_cap = Money::fen(20'000), .month_cap = Money::fen(50'000), .pin_above = Money::fen(10'000), .pin_hash = "$argon2id$p"};
}

HolderList list() { return {"C-0001", std::string(64, 'c'), WallTime{1'795'000'000'000}, {std::string(64, 'f')}, {wang()}}; }

TEST(Holders, TheSectionIsReadBackAsItWasWritten) {
  HolderList both = list();
  both.members.push_back(wang());
  both.members[1].reference = "H-BBBBBB";
  both.members[1].card_hash = std::string(64, 'b');
  both.members[1].authorised_from.reset();
  both.members[1].authorised_until.reset();
  both.members[1].pin_hash.clear();
  const auto again = parse_holders_section(holders_section(both));
  ASSERT_TRUE(again) << again.error().cause;
  EXPECT_EQ(*again, both);
}

TEST(Holders, AreFoundByReferenceAndByTheHashOfTheirCard) {
  const HolderList one = list();
  EXPECT_EQ(one.find("H-7Q2MK4")->masked_name, "王*");
  EXPECT_EQ(one.find("H-000000"), nullptr);
  EXPECT_EQ(one.with_card(std::string(64, 'a'))->reference, "H-7Q2MK4");
  EXPECT_EQ(one.with_card(""), nullptr);
}

TEST(Holders, AListThatContradictsItselfIsRefusedWhole) {
  struct Case { const char* what; void (*spoil)(HolderList&); };
  const Case cases[] = {
      {"a reference twice", [](HolderList& all) { all.members.push_back(all.members[0]); all.members[1].card_hash = std::string(64, 'b'); }},
      {"a card twice", [](HolderList& all) { all.members.push_back(all.members[0]); all.members[1].reference = "H-BBBBBB"; }},
      {"no reference", [](HolderList& all) { all.members[0].reference = ""; }},
      {"no name", [](HolderList& all) { all.members[0].masked_name = ""; }},
      {"a card in plain", [](HolderList& all) { all.members[0].card_hash = "0004728193"; }},
      {"a cap below nothing", [](HolderList& all) { all.members[0].day_cap = Money::fen(-1); }},
      {"a cap beyond all bounds", [](HolderList& all) { all.members[0].month_cap = sale_total_max + Money::fen(1); }}};
  for (const Case& one : cases) {
    HolderList all = list();
    one.spoil(all);
    EXPECT_FALSE(parse_holders_section(holders_section(all))) << one.what;
  }
  for (const char* wrong : {"{}", "[", "[]", R"({"counter":"C-0001","card_key":"k","lost_at":0})"})
    EXPECT_FALSE(parse_holders_section(wrong)) << wrong;
  std::string no_date = holders_section(list());
  no_date.replace(no_date.find("2027-12-31"), 10, "2027-13-31");
  EXPECT_FALSE(parse_holders_section(no_date));
}

TEST(CardRules, FollowTheTable) {
  using enum CardRefusal;
  struct Case {
    const char* what;
    std::int64_t amount, today_fen, month_fen;
    void (*change)(HolderList&, Holder&);
    Date day;
    std::optional<CardRefusal> want;
  };
  const auto none = [](HolderList&, Holder&) {};
  const Case cases[] = {
      {"within everything", 10'000, 0, 0, none, today, std::nullopt},
      {"to the last fen of the day", 20'000, 0, 0, none, today, std::nullopt},
      {"one fen over the day", 20'001, 0, 0, none, today, day_cap},
      {"one fen over the day, with what was taken", 5'001, 15'000, 15'000, none, today, day_cap},
      {"to the last fen of the month", 5'000, 0, 45'000, none, today, std::nullopt},
      {"one fen over the month", 5'001, 0, 45'000, none, today, month_cap},
      {"a cap that was lowered below what was taken", 1, 0, 60'000, none, today, month_cap},
      {"the card's last day", 100, 0, 0, none, {2027, 12, 31}, authorisation_ended},
      {"the day after the card's last", 100, 0, 0, none, {2028, 1, 1}, expired},
      {"never authorised", 100, 0, 0, [](HolderList&, Holder& one) { one.authorised_from.reset(); }, today, not_authorised},
      {"authorised from tomorrow", 100, 0, 0, [](HolderList&, Holder& one) { one.authorised_from = Date{2026, 11, 25}; }, today, not_authorised_yet},
      {"authorised until yesterday", 100, 0, 0, [](HolderList&, Holder& one) { one.authorised_until = Date{2026, 11, 23}; }, today, authorisation_ended},
      {"authorised until today", 100, 0, 0, [](HolderList&, Holder& one) { one.authorised_until = today; }, today, std::nullopt},
      {"authorised without an end", 100, 0, 0, [](HolderList&, Holder& one) { one.authorised_until.reset(); }, {2027, 12, 31}, std::nullopt},
      {"reported lost, whatever else is wrong", 90'000, 0, 0, [](HolderList& all, Holder& one) { all.lost.push_back(one.card_hash); }, today, lost},
      {"above the limit without a PIN", 10'001, 0, 0, [](HolderList&, Holder& one) { one.pin_hash.clear(); }, today, no_pin},
      {"at the limit without a PIN", 10'000, 0, 0, [](HolderList&, Holder& one) { one.pin_hash.clear(); }, today, std::nullopt}};
  for (const Case& one : cases) {
    HolderList all = list();
    Holder holder = wang();
    one.change(all, holder);
    EXPECT_EQ(why_card_refused(all, holder, Money::fen(one.amount), {Money::fen(one.today_fen), Money::fen(one.month_fen)}, one.day), one.want)
        << one.what;
  }
}

TEST(CardRules, APinIsAskedForAboveTheLimitOfTheWholeDay) {
  EXPECT_FALSE(card_needs_pin(wang(), Money::fen(10'000), {}));
  EXPECT_TRUE(card_needs_pin(wang(), Money::fen(10'001), {}));
  EXPECT_TRUE(card_needs_pin(wang(), Money::fen(5'001), {Money::fen(5'000), {}})) << "many small ones are no way around it";
}

TEST(CardRules, WhatTheCapsLeaveIsTheLessOfDayAndMonthAndNeverBelowNothing) {
  EXPECT_EQ(card_room(wang(), {}), Money::fen(20'000));
  EXPECT_EQ(card_room(wang(), {Money::fen(5'000), Money::fen(40'000)}), Money::fen(10'000));
  EXPECT_EQ(card_room(wang(), {Money::fen(0), Money::fen(60'000)}), Money{});
}

}  // namespace
}  // namespace zhuangui::core
