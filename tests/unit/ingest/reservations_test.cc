// A quota that is allotted to no terminal is drawn on by reservation alone, and never beyond its cap by those that were granted.
#include <gtest/gtest.h>

#include "county_desk.h"

namespace zhuangui::ingest {
namespace {

using core::Money;
using support::must_have;

constexpr std::int64_t a_minute_ms = 60'000;

class Reservations : public testing::Test {
 protected:
  Reservations() {
    must_have(desk_.county->import_csv("quotas",
                                       "reference,counter,batch,union,union_name,occasion,holder,cap_fen,categories,products,last_day,terminal,epoch\n"
                                       "Q-8K3M2P,C-0001,2026-冬,U-0007,县医院工会,慰问,H-7Q2MK4,10000,,,2026-12-30,online,1\n"
                                       "Q-9K3M2P,C-0001,2026-冬,U-0007,县医院工会,慰问,H-7Q2MK4,10000,,,2026-12-30,T-0001,500000\n"
                                       "Q-7K3M2P,C-0001,2026-秋,U-0007,县医院工会,慰问,H-7Q2MK4,10000,,,2026-11-23,online,1\n",
                                       "q.csv"));
    must_have(desk_.county->publish());
    desk_.enrol(one_);
    desk_.enrol(two_);
    for (auto* till : {&one_, &two_}) till->start_epoch(500'000);
  }
  ReservationAnswer ask(const support::WritingTerminal& terminal, const std::string& id, std::int64_t amount_fen, const std::string& sale = "",
                        const std::string& quota = "Q-8K3M2P", const std::string& holder = "H-7Q2MK4") {
    return must_have(desk_.county->reserve(terminal.name(), {id, sale.empty() ? "S-" + id : sale, quota, holder, Money::fen(amount_fen)}));
  }
  void draw(support::WritingTerminal& terminal, const std::string& sale, std::int64_t amount_fen) {
    const std::string amount = std::to_string(amount_fen);
    terminal.append(core::kind::sale_completed,
                    R"({"sale":")" + sale + R"(","lines":[{"product":"P-HETAO","name":"巫溪核桃","pieces":1,"unit_price_fen":)" + amount + R"(,"total_fen":)" + amount +
                        R"(}],"total_fen":)" + amount + R"(,"tenders":[{"kind":"quota","amount_fen":)" + amount +
                        R"(,"holder":"H-7Q2MK4","document":"Q-8K3M2P"}],"change_fen":0,"release":2,"fund_source":"union","buyer_unit":"U-0007","document":"Q-8K3M2P"})",
                    2);
    ASSERT_EQ(desk_.county->take_batch(terminal.name(), terminal.packed(1, terminal.last())).status, 200);
  }

  support::CountyDesk desk_;
  support::WritingTerminal one_{"", 10}, two_{"", 40};
};

TEST_F(Reservations, WhatIsGrantedIsNeverMoreThanIsLeftOverAllTerminals) {
  EXPECT_EQ(ask(one_, "R-1", 6'000).code, "granted");
  EXPECT_EQ(ask(two_, "R-2", 4'001).code, "used_up") << "4000 are left beside what was reserved";
  EXPECT_EQ(ask(two_, "R-3", 4'000).code, "granted");
  draw(one_, "S-R-1", 6'000);
  EXPECT_EQ(ask(one_, "R-4", 1).code, "used_up") << "what was drawn is not reserved as well: 6000 + 4000";
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(Reservations, TheSameQuestionHasTheSameAnswerAndAnotherUnderItsNumberNone) {
  const ReservationAnswer first = ask(one_, "R-1", 6'000);
  EXPECT_EQ(first.expires_at, support::county_morning_ms + 10 * a_minute_ms);
  desk_.now_ms += a_minute_ms;
  const ReservationAnswer again = ask(one_, "R-1", 6'000);
  EXPECT_EQ(again.code, "granted");
  EXPECT_EQ(again.expires_at, first.expires_at);
  EXPECT_EQ(ask(one_, "R-2", 5'000).code, "used_up");
  EXPECT_EQ(ask(one_, "R-2", 5'000).code, "used_up") << "a refusal too";
  EXPECT_EQ(ask(one_, "R-1", 6'001).code, "conflict");
  EXPECT_EQ(ask(two_, "R-1", 6'000).code, "conflict");
}

TEST_F(Reservations, AskedAnewForOneSaleWhatItAskedForBeforeIsGivenUp) {
  EXPECT_EQ(ask(one_, "R-1", 6'000, "S-1").code, "granted");
  EXPECT_EQ(ask(one_, "R-2", 8'000, "S-1").code, "granted") << "a sale draws once on a quota";
  EXPECT_EQ(ask(two_, "R-3", 2'001, "S-1").code, "used_up") << "another terminal's sale of that name is another one";
}

TEST_F(Reservations, OneThatWasNotUsedIsFreeOnceItsTerminalHasNothingUnsent) {
  EXPECT_EQ(ask(one_, "R-1", 6'000).code, "granted");
  desk_.now_ms += 11 * a_minute_ms;
  EXPECT_EQ(ask(two_, "R-2", 6'000).code, "used_up") << "the sale may lie in a terminal that cannot send";
  must_have(desk_.county->note_heard(one_.name(), R"({"unsent":3})"));
  EXPECT_EQ(ask(two_, "R-3", 6'000).code, "used_up");
  desk_.now_ms += a_minute_ms;
  must_have(desk_.county->note_heard(one_.name(), R"({"unsent":0})"));
  EXPECT_EQ(ask(two_, "R-4", 6'000).code, "granted");
}

TEST_F(Reservations, NobodyElsesNoneThatIsPastAndNoneThatATerminalHolds) {
  EXPECT_EQ(ask(one_, "R-1", 1, "", "Q-222222").code, "unknown_quota");
  EXPECT_EQ(ask(one_, "R-2", 1, "", "Q-8K3M2P", "H-222222").code, "not_the_holders");
  EXPECT_EQ(ask(one_, "R-3", 1, "", "Q-7K3M2P").code, "past");
  EXPECT_EQ(ask(two_, "R-4", 1, "", "Q-9K3M2P").code, "allotted") << "T-0001 can draw it offline at any moment";
  one_.start_epoch(500'001);
  ASSERT_EQ(desk_.county->take_batch(one_.name(), one_.packed(1, 1)).status, 200);
  EXPECT_EQ(ask(two_, "R-5", 1, "", "Q-9K3M2P").code, "void") << "until the office has settled it";
  EXPECT_EQ(desk_.county->reserve("T-0001", {"R-6", "S", "Q-8K3M2P", "H-7Q2MK4", Money{}}).error().code, core::Errc::invalid_input);
  EXPECT_EQ(desk_.county->reserve("T-0001", {"", "S", "Q-8K3M2P", "H-7Q2MK4", Money::fen(1)}).error().code, core::Errc::invalid_input);
}

TEST_F(Reservations, ADrawThatWasNotGrantedIsFoundByRecompute) {
  must_have(desk_.county->import_csv("prices", "product,unit,unit_price_fen,valid_from,valid_until\nP-HETAO,piece,3000,2026-01-01T00:00:00,\n", "p.csv"));
  must_have(desk_.county->import_csv("products",
                                     "id,name,category,gtins,in_store_item,weighed,unit,specification,township,village,cooperative,season_months,tile,tile_colour,storage,aliases\n"
                                     "P-HETAO,巫溪核桃,预包装食品,06901234567892,,false,袋,500克,天元乡,新华村,天元核桃合作社,10;11,核,#6B4A2E,常温,\n",
                                     "g.csv"));
  must_have(desk_.county->publish());
  support::WritingTerminal three{"", 70};
  desk_.enrol(three);
  three.start_epoch(500'000);
  const auto sale = [&](const std::string& id) {
    three.append(core::kind::sale_completed,
                 R"({"sale":")" + id + R"(","lines":[{"product":"P-HETAO","name":"巫溪核桃","category":"预包装食品","unit":"袋","specification":"500克",)"
                     R"("township":"天元乡","village":"新华村","cooperative":"天元核桃合作社","pieces":1,"unit_price_fen":3000,"total_fen":3000,"release":3}],)"
                     R"("total_fen":3000,"tenders":[{"kind":"quota","amount_fen":3000,"holder":"H-7Q2MK4","document":"Q-8K3M2P","reservation":"R-9"}],"change_fen":0,"release":3,)"
                     R"("fund_source":"union","buyer_unit":"U-0007","document":"Q-8K3M2P"})",
                 2);
  };
  EXPECT_EQ(ask(three, "R-9", 3'000, "T-0003-500000-1").code, "granted");
  sale("T-0003-500000-1");
  sale("T-0003-500000-2");  // asked nobody
  ASSERT_EQ(desk_.county->take_batch(three.name(), three.packed(1, 3)).status, 200);
  const RecomputeReport found = must_have(desk_.county->recompute());
  ASSERT_EQ(found.differences.size(), 1u);
  EXPECT_EQ(found.differences[0].id + " " + found.differences[0].reason, "T-0003-500000-2 quota");
}

}  // namespace
}  // namespace zhuangui::ingest
