// The county reckons what the terminals sold once more. An honest journal of many kinds has no difference; each forgery has
// the one it is named for. The sums of both were reckoned by hand.
#include <gtest/gtest.h>

#include "core/refund.h"
#include "core/shift.h"
#include "county_desk.h"
#include "sqlite.h"

namespace zhuangui::ingest {
namespace {

using core::Money;
using support::must_have;

const char* promotion_head =
    "id,name,kind,valid_from,valid_until,order,exclusive_group,counters,buyer_classes,products,categories,below_floor,base_reason,terms\n";

std::string fact(const char* product, const std::string& quantity, std::int64_t price_fen, std::int64_t total_fen, const std::string& more = "") {
  const bool walnuts = std::string_view{product} == "P-HETAO";
  return std::string(R"({"product":")") + product + R"(","name":")" + (walnuts ? "巫溪核桃" : "巫溪洋芋") + R"(","category":")" +
         (walnuts ? "预包装食品" : "食用农产品") + "\"," + (walnuts ? R"("unit":"袋","specification":"500克",)" : "") + R"("township":")" +
         (walnuts ? "天元乡" : "尖山镇") + R"(","village":")" + (walnuts ? "新华村" : "百步村") + R"(","cooperative":")" +
         (walnuts ? "天元核桃合作社" : "尖山洋芋合作社") + "\"," + quantity + (walnuts ? R"(,"unit_price_fen":)" : R"(,"unit_price_fen_per_kg":)") +
         std::to_string(price_fen) + more + R"(,"total_fen":)" + std::to_string(total_fen) + R"(,"release":2})";
}
std::string sale_of(int number, const std::string& lines, std::int64_t total_fen, const std::string& tenders, std::int64_t change_fen,
                    const std::string& rest = R"(,"fund_source":"personal")", int release = 2) {
  return R"({"sale":"T-0001-500000-)" + std::to_string(number) + R"(","lines":[)" + lines + R"(],"total_fen":)" + std::to_string(total_fen) +
         R"(,"tenders":[)" + tenders + R"(],"change_fen":)" + std::to_string(change_fen) + R"(,"release":)" + std::to_string(release) + rest + "}";
}
std::string cash(std::int64_t amount_fen) { return R"({"kind":"cash","amount_fen":)" + std::to_string(amount_fen) + "}"; }
std::string from_quota(std::int64_t amount_fen) {
  return R"({"kind":"quota","amount_fen":)" + std::to_string(amount_fen) + R"(,"holder":"H-7Q2MK4","document":"Q-8K3M2P"})";
}
const char* unions = R"(,"fund_source":"union","buyer_unit":"U-0007","document":"Q-8K3M2P")";
const std::string tenth_off = R"(,"discounts":[{"rule":"M-10","name":"洋芋九折","amount_fen":60}])";

/// Release 2: potatoes cost a tenth less, cash is rounded down to the jiao, a quota of 80.00 is allotted to T-0001 in 500000.
class Recompute : public testing::Test {
 protected:
  Recompute() {
    const auto import = [this](const char* kind, const std::string& text) { must_have(desk_.county->import_csv(kind, text, kind)); };
    import("settings", "counter,rounding,shop_code,agreed_max_fen\nC-0001,jiao,false,0\n");
    import("holders", "reference,counter,masked_name,unit,card,card_until,authorised_from,authorised_until,day_cap_fen,month_cap_fen,pin_above_fen,pin,lost\n"
                      "H-7Q2MK4,C-0001,王*,县人民医院,0010597059,2027-12-31,2026-01-01,,20000,50000,5000,2580,false\n");
    import("quotas", "reference,counter,batch,union,union_name,occasion,holder,cap_fen,categories,products,last_day,terminal,epoch\n"
                     "Q-8K3M2P,C-0001,2026-冬,U-0007,县医院工会,慰问,H-7Q2MK4,8000,,,2026-12-30,T-0001,500000\n");
    import("orders", "number,counter,unit,unit_name,agent,amount_fen,first_day,last_day,fund_source,assistance_group\n"
                     "CG-1,C-0001,U-0031,县中学食堂,A-5TT2KM,4000,2026-11-01,2026-11-30,partner,G-02\n");
    import("promotions", promotions());
    must_have(desk_.county->publish());
    desk_.enrol(till_);
    till_.start_epoch(500'000);
  }
  static std::string promotions() {
    return promotion_head + std::string("M-10,洋芋九折,percent_off,2026-11-01T00:00:00,2026-12-01T00:00:00,0,,,,P-YANGYU,,false,,1000\n");
  }

  void sale(const std::string& body) { till_.append(core::kind::sale_completed, body, 2); }
  RecomputeReport report() {
    EXPECT_EQ(desk_.county->take_batch(till_.name(), till_.packed(sent_ + 1, till_.last())).status, 200);
    sent_ = till_.last();
    return must_have(desk_.county->recompute());
  }
  static std::string told(const RecomputeReport& report) {
    std::string text;
    for (const Difference& one : report.differences) text += std::to_string(one.where.seq) + " " + one.reason + ": " + one.sentence + "\n";
    return text;
  }

  support::CountyDesk desk_;
  support::WritingTerminal till_{"", 10};
  std::int64_t sent_ = 0;
};

const std::string walnuts = fact("P-HETAO", R"("pieces":1)", 3800, 3800);
const std::string two_walnuts = fact("P-HETAO", R"("pieces":2)", 3800, 7600);
const std::string kilo_of_potatoes = fact("P-YANGYU", R"("weight_g":1000)", 598, 538, tenth_off);  // 598 less 60 (59.8)

TEST_F(Recompute, AnHonestJournalOfManyKindsHasNoDifference) {
  till_.append(core::kind::shift_opened, core::shift_opened_body(1, "S-7Q2MK4XW", Money::fen(20'000)));
  // 3800 + 538 = 4338, in cash 4330: the 8 fen are spread by what each line costs, 7.01 and 0.99.
  sale(sale_of(1, fact("P-HETAO", R"("pieces":1)", 3800, 3793, R"(,"discounts":[{"rule":"rounding","name":"抹零","amount_fen":7}])") + "," +
                      fact("P-YANGYU", R"("weight_g":1000)", 598, 537, R"(,"discounts":[{"rule":"M-10","name":"洋芋九折","amount_fen":60},{"rule":"rounding","name":"抹零","amount_fen":1}])"),
               4330, cash(5'000), 670));
  sale(sale_of(2, two_walnuts, 7600, from_quota(7'600), 0, unions));
  sale(sale_of(3, two_walnuts, 7600, R"({"kind":"card","amount_fen":4000,"holder":"H-7Q2MK4"},)" + cash(4'000), 400));
  sale(sale_of(4, walnuts, 3800, R"({"kind":"account","amount_fen":3800,"document":"CG-1"})", 0,
               R"(,"fund_source":"partner","buyer_unit":"U-0031","assistance_group":"G-02","document":"CG-1")"));
  // 补录 of 21 September, when potatoes cost what they cost now and no promotion was in force.
  sale(sale_of(5, fact("P-YANGYU", R"("weight_g":1000)", 598, 590, R"(,"discounts":[{"rule":"rounding","name":"抹零","amount_fen":8}])"), 590, cash(590), 0,
               R"(,"fund_source":"personal","late":{"stated_at":1790000000000,"paper":"17","reason":"power_cut"})"));
  till_.append(core::kind::return_completed,
               R"({"return":"T-0001-500000-6","sale":"T-0001-500000-2","lines":[{"line":0,"goods":"saleable","sold":)" + walnuts +
                   R"(}],"total_fen":3800,"tenders":[{"kind":"quota","amount_fen":3800,"holder":"H-7Q2MK4","document":"Q-8K3M2P"}],"reason":"not_wanted",)"
                   R"("fund_source":"union","buyer_unit":"U-0007","document":"Q-8K3M2P","release":2})");
  sale(sale_of(7, walnuts, 3800, from_quota(3'800), 0, unions));  // 7600 - 3800 + 3800 of 8000
  till_.append(core::kind::cash_moved, core::cash_moved_body(1, {true, Money::fen(5'000), "bank", "S-7Q2MK4XW", ""}));
  core::ShiftReport shift;
  shift.shift = 1;
  shift.opened = true;
  shift.float_amount = Money::fen(20'000);
  shift.sales = 6;
  shift.total = Money::fen(4330 + 7600 + 7600 + 3800 + 590 + 3800);
  shift.cash = Money::fen(4330 + 3600 + 590);
  shift.returns = 1;
  shift.refunds = Money::fen(3800);
  shift.moved_out = Money::fen(5'000);
  till_.append(core::kind::shift_closed, core::shift_closed_body(shift, {"S-7Q2MK4XW", Money::fen(23'500), std::nullopt, "wrong_change"}));
  const RecomputeReport found = report();
  EXPECT_EQ(told(found), "");
  EXPECT_EQ(found.unchecked.size(), 0u);
  EXPECT_EQ(found.sales, 6);
  EXPECT_EQ(found.returns, 1);
  EXPECT_EQ(found.shifts, 1);
}

struct ForgedSale {
  const char* note;
  std::string body;
  const char* reason;
};

TEST_F(Recompute, EachForgedSaleIsFoundByItsEntryAndReason) {
  const auto potatoes = [](std::int64_t off_fen) {
    return fact("P-YANGYU", R"("weight_g":1000)", 598, 598 - off_fen, R"(,"discounts":[{"rule":"M-10","name":"洋芋九折","amount_fen":)" + std::to_string(off_fen) + "}]");
  };
  std::string stranger = walnuts;
  stranger.replace(stranger.find("天元乡"), std::string_view{"天元乡"}.size(), "尖山镇");
  const std::vector<ForgedSale> forged{
      {"a fen less than the list says", sale_of(1, fact("P-HETAO", R"("pieces":1)", 3799, 3799), 3799, cash(3799), 0), "price"},
      {"goods of another township", sale_of(1, stranger, 3800, cash(3800), 0), "facts"},
      {"more taken off than the promotion says", sale_of(1, potatoes(68), 530, cash(530), 0), "discount"},
      {"a promotion left out", sale_of(1, fact("P-YANGYU", R"("weight_g":1000)", 598, 590, R"(,"discounts":[{"rule":"rounding","name":"抹零","amount_fen":8}])"), 590, cash(590), 0), "discount"},
      {"rounded down too far", sale_of(1, fact("P-HETAO", R"("pieces":1)", 3800, 3790, R"(,"discounts":[{"rule":"rounding","name":"抹零","amount_fen":10}])"), 3790, cash(3790), 0), "rounding"},
      {"a shop code where there is none", sale_of(1, walnuts, 3800, R"({"kind":"code_by_hand","amount_fen":3800,"document":"9","proof":"1234"})", 0), "tender"},
      {"a card of nobody", sale_of(1, walnuts, 3800, R"({"kind":"card","amount_fen":3800,"holder":"H-222222"})", 0), "card"},
      {"a card above its limit without the PIN", sale_of(1, two_walnuts, 7600, R"({"kind":"card","amount_fen":7600,"holder":"H-7Q2MK4"})", 0), "card"},
      {"more than the order is for", sale_of(1, two_walnuts, 7600, R"({"kind":"account","amount_fen":7600,"document":"CG-1"})", 0,
                                             R"(,"fund_source":"partner","buyer_unit":"U-0031","assistance_group":"G-02","document":"CG-1")"), "order"},
      {"the union's money called the buyer's", sale_of(1, two_walnuts, 7600, from_quota(7600), 0), "attribution"},
      {"another unit's money", sale_of(1, walnuts, 3800, cash(3800), 0, R"(,"fund_source":"budget","buyer_unit":"U-1","document":"X")"), "attribution"},
      {"sums that do not hold", sale_of(1, walnuts, 3700, cash(3700), 0), "unreadable"}};
  for (const ForgedSale& one : forged) sale(one.body);
  const RecomputeReport found = report();
  ASSERT_EQ(found.differences.size(), forged.size()) << told(found);
  for (std::size_t i = 0; i < forged.size(); ++i) {
    EXPECT_EQ(found.differences[i].where.seq, static_cast<std::int64_t>(i) + 2) << forged[i].note;
    EXPECT_EQ(found.differences[i].reason, forged[i].reason) << forged[i].note << ": " << found.differences[i].sentence;
  }
}

TEST_F(Recompute, ASecondDrawOnAQuotaThatIsUsedUpIsFound) {
  sale(sale_of(1, two_walnuts, 7600, from_quota(7'600), 0, unions));
  sale(sale_of(2, walnuts, 3800, from_quota(3'800), 0, unions));  // 11400 of 8000
  const RecomputeReport found = report();
  ASSERT_EQ(found.differences.size(), 1u) << told(found);
  EXPECT_EQ(found.differences[0].where.seq, 3);
  EXPECT_EQ(found.differences[0].reason, "quota");
  EXPECT_NE(found.differences[0].sentence.find("used_up"), std::string::npos) << found.differences[0].sentence;
}

TEST_F(Recompute, AQuotaIsVoidInANewEpochAndElsewhere) {
  till_.start_epoch(500'001);
  sale(sale_of(1, walnuts, 3800, from_quota(3'800), 0, unions));
  const RecomputeReport found = report();
  ASSERT_EQ(found.differences.size(), 1u) << told(found);
  EXPECT_NE(found.differences[0].sentence.find("new_epoch"), std::string::npos) << found.differences[0].sentence;
}

TEST_F(Recompute, AReturnOfMoreThanWasSoldIsFoundOverAllReturns) {
  const auto back = [this](int number, const std::string& line, std::int64_t total_fen, const char* sale) {
    till_.append(core::kind::return_completed, R"({"return":"T-0001-500000-)" + std::to_string(number) + R"(","sale":")" + sale +
                                                   R"(","lines":[{"line":0,"goods":"waste","sold":)" + line + R"(}],"total_fen":)" + std::to_string(total_fen) +
                                                   R"(,"tenders":[{"kind":"cash","amount_fen":)" + std::to_string(total_fen) + R"(}],"reason":"spoiled","fund_source":"personal"})");
  };
  sale(sale_of(1, two_walnuts, 7600, cash(7600), 0));
  back(2, walnuts, 3800, "T-0001-500000-1");
  back(3, walnuts, 3800, "T-0001-500000-1");
  back(4, walnuts, 3800, "T-0001-500000-1");
  back(5, walnuts, 3800, "T-0009-1-1");
  sale(sale_of(6, two_walnuts, 7600, cash(7600), 0));
  back(7, fact("P-HETAO", R"("pieces":1)", 3800, 3700, R"(,"discounts":[{"rule":"M-1","name":"N","amount_fen":100}])"), 3700, "T-0001-500000-6");
  const RecomputeReport found = report();
  ASSERT_EQ(found.differences.size(), 2u) << told(found);
  EXPECT_EQ(found.differences[0].id + " " + found.differences[0].reason, "T-0001-500000-4 return_over_sold");
  EXPECT_EQ(found.differences[1].id + " " + found.differences[1].reason, "T-0001-500000-7 return") << "3700 for a bag that cost 3800";
  ASSERT_EQ(found.unchecked.size(), 1u);
  EXPECT_EQ(found.unchecked[0].id + " " + found.unchecked[0].reason, "T-0001-500000-5 sale_unknown");
}

TEST_F(Recompute, AShiftThatHidesADifferenceIsFound) {
  core::ShiftReport shift;
  shift.shift = 1;
  shift.sales = 1;
  shift.total = Money::fen(3800);
  shift.cash = Money::fen(3700);  // 100 fen went into a pocket, and nothing is missing
  sale(sale_of(1, walnuts, 3800, cash(3800), 0));
  till_.append(core::kind::shift_closed, core::shift_closed_body(shift, {"", Money::fen(3700), std::nullopt, ""}));
  sale(sale_of(2, walnuts, 3800, cash(3800), 0));
  shift.shift = 2;
  shift.cash = Money::fen(3800);
  till_.append(core::kind::shift_closed, core::shift_closed_body(shift, {}));  // uncounted
  till_.append(core::kind::shift_counted,
               R"({"shift":2,"operator":"","drawer_fen":3750,"since_fen":0,"counted_fen":3750,"expected_fen":3800,"difference_fen":0,"reason":""})");
  const RecomputeReport found = report();
  ASSERT_EQ(found.differences.size(), 2u) << told(found);
  EXPECT_EQ(found.differences[0].where.seq, 3);
  EXPECT_NE(found.differences[0].sentence.find("cash_fen comes to 3800, and 3700 stands there"), std::string::npos) << found.differences[0].sentence;
  EXPECT_EQ(found.differences[1].where.seq, 6);
  EXPECT_NE(found.differences[1].sentence.find("difference_fen comes to -50, and 0 stands there"), std::string::npos) << found.differences[1].sentence;
}

TEST_F(Recompute, WhereTheReleaseIsNotKeptNobodyCanSay) {
  sale(sale_of(1, walnuts, 3800, cash(3800), 0));
  sale(sale_of(2, walnuts, 3800, cash(3800), 0, R"(,"fund_source":"personal")", 7));
  ASSERT_EQ(told(report()), "");
  const auto database = must_have(ledger::Connection::open(desk_.directory() + "/county.db", ledger::Connection::Kind::write));
  must_have(database->run("DELETE FROM sections WHERE hash = (SELECT hash FROM release_sections WHERE version = 2 AND name = 'promotions');"));
  sale(sale_of(3, walnuts, 3800, cash(3800), 0));
  const RecomputeReport found = report();
  EXPECT_EQ(told(found), "");
  ASSERT_EQ(found.unchecked.size(), 3u);
  for (const Difference& one : found.unchecked) EXPECT_EQ(one.reason, "not_kept") << one.sentence;
  EXPECT_NE(found.unchecked[1].sentence.find("release 7"), std::string::npos) << found.unchecked[1].sentence;
}

TEST_F(Recompute, AfterADiskWasPutBackTheShiftIsFollowedAgainFromItsNextClose) {
  sale(sale_of(1, walnuts, 3800, cash(3800), 0));  // 2
  sale(sale_of(2, walnuts, 3800, cash(3800), 0));  // 3: not on the disk that was put back
  ASSERT_EQ(told(report()), "");
  till_.start_epoch(500'001, 500'000);
  sent_ = 0;
  core::ShiftReport shift;
  shift.shift = 1;
  shift.sales = 1;
  shift.total = shift.cash = Money::fen(3800);
  till_.append(core::kind::shift_closed, core::shift_closed_body(shift, {}));  // as that disk has it
  sale(sale_of(3, walnuts, 3800, cash(3800), 0));
  shift.shift = 2;
  shift.float_amount = Money::fen(3800);
  shift.cash = Money::fen(3700);  // and this one hides 100
  till_.append(core::kind::shift_closed, core::shift_closed_body(shift, {}));
  const RecomputeReport found = report();
  ASSERT_EQ(found.differences.size(), 1u) << told(found);
  EXPECT_EQ(found.differences[0].where.seq, 4);
}

// Two bags at 35.00, ordered before; they cost 38.00 now.
TEST_F(Recompute, APickUpIsHandedOutOnceAtWhatWasPaidForItThen) {
  must_have(desk_.county->import_csv("pickups", "number,counter,code,goods,last_day,fund_source,unit,assistance_group\n"
                                                "TH-7Q2MK4,C-0001,K7M2QX4T9A,P-HETAO:2:3500,2026-11-30,partner,U-0044,G-02\n", "p.csv"));
  must_have(desk_.county->publish());
  const auto bags = [](const char* pieces, std::int64_t price_fen, std::int64_t total_fen) {
    return fact("P-HETAO", pieces, price_fen, total_fen, R"(,"list_price_fen":3800,"price_reason":"preordered","code":"TH-7Q2MK4")");
  };
  const auto slip = [](std::int64_t amount_fen) { return R"({"kind":"pickup","amount_fen":)" + std::to_string(amount_fen) + R"(,"document":"TH-7Q2MK4"})"; };
  const char* whose = R"(,"fund_source":"partner","buyer_unit":"U-0044","assistance_group":"G-02","document":"TH-7Q2MK4")";
  sale(sale_of(1, bags(R"("pieces":2)", 3500, 7000), 7000, slip(7000), 0, whose, 3));
  EXPECT_EQ(told(report()), "");
  sale(sale_of(2, bags(R"("pieces":2)", 3500, 7000), 7000, slip(7000), 0, whose, 3));
  sale(sale_of(3, bags(R"("pieces":3)", 3500, 10500), 10500, cash(10500), 0, R"(,"fund_source":"personal")", 3));
  const std::string all = told(report());
  EXPECT_NE(all.find("may not be taken: used"), std::string::npos) << all;
  EXPECT_NE(all.find("was not ordered like this"), std::string::npos) << all;
}

}  // namespace
}  // namespace zhuangui::ingest
