// 当日办理 and the form of the office: through the routes, on a real county.
#include <gtest/gtest.h>

#include "contract/approval.h"
#include "core/entry_kinds.h"
#include "core/shift.h"
#include "county_desk.h"
#include "routes.h"

namespace zhuangui::county {
namespace {

using core::Money;
using support::must_have;

class ActsPage : public testing::Test {
 protected:
  ActsPage() {
    desk_.enrol(till_);
    till_.start_epoch(500'000);
  }
  void send() { ASSERT_EQ(desk_.county->take_batch(till_.name(), till_.packed(1, till_.last())).status, 200); }
  HttpAnswer get(const std::string& target) {
    HttpRequest request;
    request.method = "GET";
    request.target = target;
    return routes_.handle(request);
  }
  HttpAnswer post(const std::string& body, std::vector<std::pair<std::string, std::string>> headers = {}) {
    HttpRequest request;
    request.method = "POST";
    request.target = "/acts/approve";
    request.headers = std::move(headers);
    request.body = body;
    return routes_.handle(request);
  }
  std::string token() {
    const std::string page = get("/acts").body;
    const std::string mark = "name=\"token\" value=\"";
    return page.substr(page.find(mark) + mark.size(), 32);
  }
  /// What stands in the table of this name.
  std::string section(const std::string& page, const std::string& id) {
    const auto from = page.find("id=\"" + id + "\">");
    return page.substr(from, page.find("</section>", from) - from);
  }

  support::CountyDesk desk_;
  support::WritingTerminal till_{"", 10};
  Routes routes_{*desk_.county, desk_.environment(), {true, std::string{ZHUANGUI_SOURCE_DIR} + "/assets/web"}};
};

TEST_F(ActsPage, AnEmptyDaySaysSoInEveryTable) {
  const HttpAnswer answer = get("/acts?date=2026-11-24");
  EXPECT_EQ(answer.status, 200);
  for (const char* words : {"这一天没有人呼叫店员。", "这一天没有销售，也没有人开班、交班。", "这一天没有补录纸单。", "这一天没有退货。", "这一天没有人替别人核准。", "这一天没有给出核准码。"})
    EXPECT_NE(answer.body.find(words), std::string::npos) << words;
  EXPECT_EQ(get("/acts?date=gestern").status, 400);
  EXPECT_EQ(get("/acts/approve").status, 405) << "a code is never given by a link";
}

TEST_F(ActsPage, SaysOfEachShiftWhatItCameToAndWhatIsMissing) {
  core::ShiftReport shift;
  shift.shift = 1;
  shift.float_amount = Money::fen(20'000);
  shift.sales = 1;
  shift.total = shift.cash = Money::fen(7'899);
  till_.append(core::kind::shift_opened, core::shift_opened_body(1, "S-7Q2MK4XW", Money::fen(20'000)));
  till_.sell(500);  // 78.99
  till_.append(core::kind::shift_closed, core::shift_closed_body(shift, {"S-7Q2MK4XW", Money::fen(27'800), std::nullopt, "wrong_change"}));
  till_.sell(250);  // 77.50, nobody has closed yet
  send();
  const std::string page = get("/acts?date=2026-11-24").body, table = section(page, "shifts");
  for (const char* words : {"县人民医院 1 号柜", "已交班", "S-7Q2MK4XW", "找错零", "78.99", "278.99", "278.00", "-0.99", "未交班（当日至今）", "77.50"})
    EXPECT_NE(table.find(words), std::string::npos) << words;
  EXPECT_NE(page.find("class=\"card danger\" id=\"shifts\""), std::string::npos) << "a difference is seen at once";
}

TEST_F(ActsPage, AShiftThatNobodyCountedSaysSoUntilSomebodyDoes) {
  core::ShiftReport shift;
  shift.shift = 1;
  shift.sales = 1;
  shift.total = shift.cash = Money::fen(7'899);
  till_.sell(500);
  till_.append(core::kind::shift_closed, core::shift_closed_body(shift, {}));
  shift.closed = true;
  till_.append(core::kind::shift_counted, core::shift_counted_body(shift, Money{}, {1, "S-9TB4HCZE", Money::fen(7'800), "unknown"}));
  send();
  const std::string table = section(get("/acts?date=2026-11-24").body, "shifts");
  for (const char* words : {"未清点", "补清点", "S-9TB4HCZE", "原因不明", "78.00", "-0.99"}) EXPECT_NE(table.find(words), std::string::npos) << words;
}

TEST_F(ActsPage, LateEntriesReturnsAndApprovalsNameWhoDidItAndTheEntry) {
  till_.append(core::kind::sale_completed,
               R"({"sale":"T-0001-500000-1","lines":[{"product":"P-HETAO","name":"N","pieces":1,"unit_price_fen":3800,"total_fen":3800}],)"
               R"("total_fen":3800,"tenders":[{"kind":"cash","amount_fen":3800}],"change_fen":0,"fund_source":"personal","operator":"S-7Q2MK4XW",)"
               R"("second":"S-9TB4HCZE","late":{"stated_at":1795480000000,"paper":"<0017>","reason":"power_cut"}})", 2);
  till_.append(core::kind::return_completed,
               R"({"return":"T-0001-500000-2","sale":"T-0001-500000-1","lines":[{"line":0,"goods":"waste","sold":)"
               R"({"product":"P-HETAO","name":"N","pieces":1,"unit_price_fen":3800,"total_fen":3800}}],"total_fen":3800,)"
               R"("tenders":[{"kind":"cash","amount_fen":3800}],"reason":"spoiled","fund_source":"personal","operator":"S-7Q2MK4XW"})");
  till_.append(core::kind::act_approved, core::act_approved_body({"refund", Money::fen(3800), "S-7Q2MK4XW", "S-9TB4HCZE", "badge", ""}));
  send();
  const std::string page = get("/acts?date=2026-11-24").body;
  for (const char* words : {"&lt;0017&gt;", "停电", "S-9TB4HCZE", "T-0001 500000 / 2", "38.00"}) EXPECT_NE(section(page, "late").find(words), std::string::npos) << words;
  for (const char* words : {"T-0001-500000-2", "T-0001-500000-1", "变质", "T-0001 500000 / 3"}) EXPECT_NE(section(page, "returns").find(words), std::string::npos) << words;
  for (const char* words : {"退货", "刷卡", "S-9TB4HCZE", "T-0001 500000 / 4"}) EXPECT_NE(section(page, "approvals").find(words), std::string::npos) << words;
  EXPECT_EQ(page.find("<0017>"), std::string::npos);
}

// An answer ends the call before it, a start of the program too; the last one nobody has come to.
TEST_F(ActsPage, CallsForHelpSayHowTheyEndedAndAnOpenOneIsSeenAtOnce) {
  till_.append(core::kind::help_called, core::help_called_body("cash", "paying", "T-0001-500000-1"));
  till_.append(core::kind::help_answered, core::help_answered_body("answered", 47));
  till_.append(core::kind::help_called, core::help_called_body("help", "selling", ""));
  till_.append(core::kind::terminal_started, "{}");
  send();
  const std::string answered = get("/acts?date=2026-11-24").body;
  for (const char* words : {"县人民医院 1 号柜", "付现金", "店员来了", ">47<", "要帮忙", "终端重新启动", "T-0001 500000 / 2"})
    EXPECT_NE(section(answered, "help").find(words), std::string::npos) << words;
  EXPECT_EQ(answered.find("class=\"card danger\" id=\"help\""), std::string::npos);
  till_.append(core::kind::help_called, core::help_called_body("help", "selling", ""));
  send();
  const std::string open = get("/acts?date=2026-11-24").body;
  EXPECT_NE(section(open, "help").find("还没有人来"), std::string::npos);
  EXPECT_NE(open.find("class=\"card danger\" id=\"help\""), std::string::npos);
}

TEST_F(ActsPage, TheFormGivesTheVeryCodeTheTerminalTakesAndSaysWhetherItWasUsed) {
  const HttpAnswer answer = post("token=" + token() + "&terminal=T-0001&act=refund&amount=12.34&challenge=482913");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const contract::Hash key = contract::approval_key(desk_.county->working_key(), "C-0001");
  const std::string code = contract::approval_code(key, {"refund", Money::fen(1'234), "T-0001", "C-0001", "482913"});
  EXPECT_NE(answer.body.find(code.substr(0, 4) + " " + code.substr(4)), std::string::npos);
  EXPECT_NE(section(answer.body, "given").find("尚未送达"), std::string::npos);
  till_.append(core::kind::act_approved, core::act_approved_body({"refund", Money::fen(1'234), "S-7Q2MK4XW", "", "code", "482913"}));
  send();
  EXPECT_NE(section(get("/acts?date=2026-11-24").body, "given").find("已用"), std::string::npos);
}

TEST_F(ActsPage, AFormThatIsNotOursOrDoesNotFitGivesNoCode) {
  const std::string good = "&terminal=T-0001&act=refund&amount=12.34&challenge=482913";
  EXPECT_EQ(post("token=" + std::string(32, '0') + good).status, 403);
  EXPECT_EQ(post("token=" + token() + good, {{"host", "127.0.0.1:8800"}, {"origin", "https://evil.example"}}).status, 403);
  EXPECT_EQ(post("token=" + token() + good, {{"sec-fetch-site", "cross-site"}}).status, 403);
  for (const char* bad : {"&terminal=T-0009&act=refund&amount=12.34&challenge=482913", "&terminal=T-0001&act=tea&amount=12.34&challenge=482913",
                          "&terminal=T-0001&act=refund&amount=many&challenge=482913", "&terminal=T-0001&act=refund&amount=12.34&challenge=48291"}) {
    const HttpAnswer answer = post("token=" + token() + bad);
    EXPECT_EQ(answer.status, 400) << bad;
    EXPECT_NE(answer.body.find("没有给出核准码"), std::string::npos) << bad;
  }
  EXPECT_NE(section(get("/acts").body, "given").find("这一天没有给出核准码"), std::string::npos) << "nothing of it stands in the county's journal";
  EXPECT_EQ(post("token=" + token() + good, {{"host", "127.0.0.1:8800"}, {"origin", "http://127.0.0.1:8800"}}).status, 200);
  Routes closed{*desk_.county, desk_.environment(), {false, ""}};
  HttpRequest request;
  request.method = "GET";
  request.target = "/acts";
  EXPECT_EQ(closed.handle(request).status, 403) << "no page where everybody can reach it";
}

}  // namespace
}  // namespace zhuangui::county
