// 当日办理: help calls, shifts, late entries, returns and approvals of a day, and the form with which the office approves an act.
#include <array>

#include "core/time.h"
#include "files.h"
#include "office/acts.h"
#include "office/overview.h"
#include "page.h"
#include "routes.h"

namespace zhuangui::county {
namespace {

using core::Money;
using core::Result;
using office::count_text;
using office::money_text;
using Names = std::map<std::string, std::string>;

constexpr std::array acts_of_people{
    std::pair{"refund", "退货"},          std::pair{"void", "整单撤销"},     std::pair{"manual_price", "改价"},
    std::pair{"open_drawer", "开钱箱"},   std::pair{"cash_move", "存取备用金"}, std::pair{"late_entry", "补录"},
    std::pair{"shift", "开班交班"},       std::pair{"shift_sums", "看班中合计"}, std::pair{"settings", "改设置"}};
constexpr std::array reasons_of_people{
    std::pair{"wrong_change", "找错零"}, std::pair{"not_rung", "漏记"},       std::pair{"unknown", "原因不明"},    std::pair{"other", "其他"},
    std::pair{"power_cut", "停电"},      std::pair{"terminal_broken", "终端坏了"}, std::pair{"off_site", "不在柜上卖"}, std::pair{"spoiled", "变质"},
    std::pair{"wrong_goods", "拿错"},    std::pair{"wrong_price", "价格有误"}, std::pair{"recalled", "召回"},       std::pair{"not_wanted", "不想要了"},
    std::pair{"mistake", "录入有误"}};
constexpr std::array reasons_of_calls{std::pair{"help", "要帮忙"}, std::pair{"cash", "付现金"}};
constexpr std::array ends_of_calls{std::pair{"answered", "店员来了"}, std::pair{"withdrawn", "顾客取消"}, std::pair{"parked", "暂存，凭号取回"},
                                   std::pair{"left", "顾客走了"}, std::pair{"restarted", "终端重新启动"}};

/// As people say it; an unknown word as it stands in the entry.
template <class Words>
std::string said_as(const Words& words, const std::string& word) {
  for (const auto& [name, text] : words)
    if (word == name) return text;
  return word;
}
std::string reason_text(const std::string& reason) { return said_as(reasons_of_people, reason); }
std::string act_text(const std::string& act) { return said_as(acts_of_people, act); }

std::string name_in(const Names& names, const std::string& counter) {
  const auto found = names.find(counter);
  return found == names.end() ? counter : found->second;
}
std::string place_text(const ingest::EntryAt& at) { return at.terminal + " " + std::to_string(at.epoch) + " / " + std::to_string(at.seq); }
std::string nobody_or(const std::string& reference) { return reference.empty() ? "—" : reference; }
std::string amount_or_dash(Money amount) { return amount == Money{} ? "—" : money_text(amount); }

const char* state_text(ingest::ShiftAct::State state) {
  using State = ingest::ShiftAct::State;
  switch (state) {
    case State::running: return "未交班（当日至今）";
    case State::closed: return "已交班";
    case State::uncounted: return "未清点";
    case State::counted_later: return "补清点";
  }
  return "";
}

office::PageTable shift_table(const ingest::DayActs& acts, const Names& names) {
  office::PageTable table{"shifts", "交班", "这一天没有销售，也没有人开班、交班。",
                          {"专柜", "班次", "状态", "经手人", "条目", "原因", "销售", "金额（元）", "退货", "退款（元）", "应有现金", "清点", "差额"}, 6, {}, false};
  for (const ingest::ShiftAct& shift : acts.shifts) {
    const bool later = shift.state == ingest::ShiftAct::State::counted_later;
    table.rows.push_back({name_in(names, shift.where.counter), shift.shift == 0 ? "—" : count_text(shift.shift), state_text(shift.state),
                          nobody_or(shift.operator_reference), place_text(shift.where), reason_text(shift.reason),
                          later ? "—" : count_text(shift.sales), later ? "—" : money_text(shift.total), later ? "—" : count_text(shift.returns),
                          later ? "—" : money_text(shift.refunds), money_text(shift.expected), shift.counted ? money_text(*shift.counted) : "—",
                          shift.counted ? money_text(shift.difference()) : "—"});
    table.alarming = table.alarming || shift.state == ingest::ShiftAct::State::uncounted || shift.difference() != Money{};
  }
  return table;
}

office::PageTable late_table(const ingest::DayActs& acts, const Names& names) {
  office::PageTable table{"late", "补录", "这一天没有补录纸单。", {"专柜", "单号", "条目", "纸单号", "原因", "经手人", "第二人", "金额（元）"}, 7, {}, false};
  for (const ingest::SalesRow& row : acts.late)
    table.rows.push_back({name_in(names, row.where.counter), row.id, place_text(row.where), row.paper, reason_text(row.reason),
                          nobody_or(row.operator_reference), nobody_or(row.second_reference), money_text(row.total)});
  return table;
}

office::PageTable return_table(const ingest::DayActs& acts, const Names& names) {
  office::PageTable table{"returns", "退货", "这一天没有退货。", {"专柜", "退货单号", "原单号", "条目", "原因", "经手人", "第二人", "退款（元）"}, 7, {}, false};
  for (const ingest::SalesRow& row : acts.returns)
    table.rows.push_back({name_in(names, row.where.counter), row.id, row.sale, place_text(row.where), reason_text(row.reason),
                          nobody_or(row.operator_reference), nobody_or(row.second_reference), money_text(row.total)});
  return table;
}

office::PageTable approval_table(const ingest::DayActs& acts, const Names& names) {
  office::PageTable table{"approvals", "第二人核准", "这一天没有人替别人核准。", {"专柜", "办什么", "经手人", "核准人", "怎么核准", "条目", "金额（元）"}, 6, {}, false};
  for (const ingest::ApprovalAct& act : acts.approvals) {
    const core::Approval& one = act.approval;
    const std::string how = one.how == "code" ? "电话核准码（" + one.challenge + "）" : one.how == "badge" ? "刷卡" : "密码";
    table.rows.push_back({name_in(names, act.where.counter), act_text(one.act), nobody_or(one.operator_reference),
                          one.how == "code" ? "县级平台" : nobody_or(one.second_reference), how, place_text(act.where), amount_or_dash(one.amount)});
  }
  return table;
}

office::PageTable given_table(const ingest::DayActs& acts, const Names& names) {
  office::PageTable table{"given", "给出的核准码", "这一天没有给出核准码。", {"时间", "专柜", "终端", "办什么", "六位数字", "用了没有", "金额（元）"}, 6, {}, false};
  for (const ingest::ApprovalGiven& one : acts.given)
    table.rows.push_back({core::shanghai_clock_text({one.at}), name_in(names, one.asked.counter), one.asked.terminal, act_text(one.asked.act),
                          one.asked.challenge, one.used ? "已用" : "尚未送达用它的条目", amount_or_dash(one.asked.amount)});
  return table;
}

office::PageTable help_table(const ingest::DayActs& acts, const Names& names) {
  office::PageTable table{"help", "呼叫店员", "这一天没有人呼叫店员。", {"时间", "专柜", "为了什么", "结果", "条目", "等了（秒）"}, 5, {}, false};
  for (const ingest::HelpCall& call : acts.help) {
    const bool open = call.outcome.empty(), timed = !open && call.outcome != "restarted";
    table.rows.push_back({core::shanghai_clock_text({call.where.at}), name_in(names, call.where.counter), said_as(reasons_of_calls, call.reason),
                          open ? "还没有人来" : said_as(ends_of_calls, call.outcome), place_text(call.where), timed ? count_text(call.waited_s) : "—"});
    table.alarming = table.alarming || open;
  }
  return table;
}

struct Asked {
  std::string token, date;
  std::string code, code_for, refused;
};

Result<std::string> acts_page(ingest::County& county, const std::string& web_folder, const Asked& asked, std::int64_t now_ms) {
  office::ActsView view;
  view.now_ms = now_ms;
  view.today = core::date_text(core::shanghai_date({now_ms}));
  view.date = asked.date.empty() ? view.today : asked.date;
  const auto acts = county.acts_of(view.date);
  if (!acts) return tl::unexpected(acts.error());
  const auto status = county.status();
  if (!status) return tl::unexpected(status.error());
  Names names;
  for (const core::CounterInfo& counter : status->counters) names[counter.id] = counter.name;
  view.tables = {help_table(*acts, names), shift_table(*acts, names), late_table(*acts, names), return_table(*acts, names), approval_table(*acts, names), given_table(*acts, names)};
  view.form = {asked.token, {}, {}, asked.code, asked.code_for, asked.refused};
  for (const auto& [act, text] : acts_of_people) view.form.acts.emplace_back(act, text);
  for (const ingest::TerminalStatus& terminal : status->terminals)
    if (terminal.terminal.state == ledger::TerminalState::active)
      view.form.terminals.emplace_back(terminal.terminal.id, name_in(names, terminal.terminal.counter));
  const auto text = read_file(web_folder + "/acts.mustache", web_file_bytes_max);
  if (!text) return tl::unexpected(text.error());
  return office::render_acts(*text, view);
}

/// Sent by our own page, as far as a browser says where it was sent from.
bool is_from_here(const HttpRequest& request) {
  const std::string_view origin = request.header("origin"), site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const auto host = origin.find("://");
  return origin.empty() || (host != std::string_view::npos && origin.substr(host + 3) == request.header("host"));
}

}  // namespace

std::string Routes::new_form_token(const ingest::Environment& environment) {
  std::array<std::uint8_t, 16> bytes{};
  environment.random(bytes.data(), bytes.size());
  return contract::to_hex(bytes);
}

HttpAnswer Routes::acts(const HttpRequest& request) {
  if (!options_.show_office) return page_not_open();
  auto html = acts_page(county_, options_.web_folder, {form_token_, request.query("date"), "", "", ""}, environment_.now_ms());
  return html ? page_answer(200, std::move(*html)) : no_page(html.error());
}

HttpAnswer Routes::approve(const HttpRequest& request) {
  if (!options_.show_office) return page_not_open();
  HttpRequest form;
  form.target = "?" + request.body;
  if (!is_from_here(request) || contract::blake2b(form.query("token")) != contract::blake2b(form_token_))
    return said(403, "refused", "this form was not sent from the office's own page: open the page again");
  const std::string act = form.query("act");
  Asked asked{form_token_, "", "", "", ""};
  const auto amount = core::parse_yuan(form.query("amount"));
  const bool known = std::any_of(acts_of_people.begin(), acts_of_people.end(), [&](const auto& one) { return act == one.first; });
  const auto code = known && amount ? county_.approve_act({act, *amount, form.query("terminal"), "", form.query("challenge")})
                                    : core::fail(core::Errc::invalid_input, "approve an act: the act or the amount is none");
  if (code) {
    asked.code = code->substr(0, 4) + " " + code->substr(4);
    asked.code_for = form.query("terminal") + " " + act_text(act) + (*amount == Money{} ? "" : " ¥" + money_text(*amount));
  } else if (code.error().code == core::Errc::invalid_input || code.error().code == core::Errc::not_found) {
    asked.refused = "没有给出核准码：终端、要办的事、金额（如 12.34）和六位数字，有一样不对。请柜台再念一遍。";
  } else {
    return no_page(code.error());
  }
  auto html = acts_page(county_, options_.web_folder, asked, environment_.now_ms());
  return html ? page_answer(code ? 200 : 400, std::move(*html)) : no_page(html.error());
}

}  // namespace zhuangui::county
