#include "office/overview.h"

#include <algorithm>

#include <kainjow/mustache.hpp>

#include "core/json.h"
#include "core/time.h"

namespace zhuangui::office {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

constexpr std::int64_t online_within_ms = 3 * 60 * 1000;
constexpr std::size_t alarms_shown_max = 20;
constexpr std::size_t hash_digits_shown = 16;  // the 8 bytes a receipt's QR code carries

data list(std::vector<data> rows) {
  data all{data::type::list};
  for (data& row : rows) all.push_back(std::move(row));
  return all;
}

data group_rows(const std::vector<Group>& groups) {
  std::vector<data> rows;
  for (const Group& group : groups) {
    data row;
    row.set("id", group.id);
    row.set("name", group.name);
    row.set("detail", group.detail);
    row.set("receipts", count_text(group.receipts));
    row.set("pieces", group.pieces == 0 ? "" : count_text(group.pieces));
    row.set("weight", weight_text(group.weight_g));
    row.set("net", money_text(group.net));
    row.set("bar", std::to_string(group.permille));
    rows.push_back(std::move(row));
  }
  return list(std::move(rows));
}

/// What its last heartbeat said, in words; empty when there is nothing to say.
std::string heartbeat_text(const std::string& heartbeat) {
  const auto document = core::JsonDocument::parse(heartbeat);
  if (!document) return "";
  const core::JsonValue root = document->root();
  std::string text;
  const auto add = [&text](const std::string& more) { text += (text.empty() ? "" : " · ") + more; };
  if (const std::int64_t unsent = root.integer_or("unsent", 0); unsent > 0) add("还有 " + count_text(unsent) + " 条未送");
  const std::int64_t offset_s = root.integer_or("clock_offset_ms", 0) / 1000;
  if (offset_s <= -60 || offset_s >= 60) add("时钟差 " + count_text(offset_s) + " 秒");
  if (const std::string trouble = root.string_or("trouble", ""); !trouble.empty()) add("清单更新受阻：" + trouble);
  return text;
}

struct StateText { const char* text; const char* style; };
StateText state_text(const TerminalView& terminal, std::int64_t now_ms) {
  switch (terminal.row.state) {
    case ledger::TerminalState::waiting: return {"待审批", "pending"};
    case ledger::TerminalState::revoked: return {"已吊销", "danger"};
    case ledger::TerminalState::active: break;
  }
  if (terminal.row.last_heard_at == 0) return {"未联系", "pending"};
  return now_ms - terminal.row.last_heard_at <= online_within_ms ? StateText{"在线", "good"} : StateText{"离线", "pending"};
}

data terminal_rows(const OverviewView& view) {
  std::vector<data> rows;
  for (const TerminalView& terminal : view.terminals) {
    const StateText state = state_text(terminal, view.now_ms);
    data row;
    row.set("id", terminal.row.id);
    row.set("counter", terminal.row.counter);
    for (const core::CounterInfo& counter : view.counters)
      if (counter.id == terminal.row.counter) row.set("counter", counter.name);
    row.set("state", state.text);
    row.set("style", state.style);
    row.set("heard", terminal.row.last_heard_at == 0 ? "从未" : core::shanghai_minute_text({terminal.row.last_heard_at}));
    row.set("note", heartbeat_text(terminal.row.heartbeat));
    row.set("head", terminal.epoch == 0 ? "—" : std::to_string(terminal.epoch) + " / " + count_text(terminal.seq));
    row.set("hash", terminal.hash_hex.substr(0, hash_digits_shown));
    row.set("entries", count_text(terminal.entries));
    row.set("release", terminal.release == 0 ? "—" : "第 " + std::to_string(terminal.release) + " 版");
    row.set("behind", terminal.release != view.release);
    rows.push_back(std::move(row));
  }
  return list(std::move(rows));
}

const char* alarm_text(const std::string& kind) {
  if (kind == "fork") return "分叉";
  if (kind == "gap") return "缺号";
  return kind == "cloned" ? "疑似克隆盘" : "异常";
}

data alarm_rows(const OverviewView& view) {
  std::vector<data> rows;
  for (const ledger::AlarmRow& alarm : view.alarms) {
    if (rows.size() == alarms_shown_max) break;
    data row;
    row.set("kind", alarm_text(alarm.kind));
    row.set("terminal", alarm.terminal);
    row.set("place", std::to_string(alarm.epoch) + " / " + std::to_string(alarm.seq));
    row.set("sentence", alarm.sentence);
    row.set("at", core::shanghai_minute_text({alarm.raised_at}));
    row.set("times", count_text(alarm.times));
    rows.push_back(std::move(row));
  }
  for (const ledger::BranchRow& branch : view.branches) {
    if (branch.state != ledger::BranchState::open) continue;
    if (rows.size() == 2 * alarms_shown_max) break;
    data row;
    row.set("kind", "旁支");
    row.set("terminal", branch.terminal);
    row.set("place", std::to_string(branch.epoch) + " / " + std::to_string(branch.first_seq) + "–" + std::to_string(branch.last_seq));
    row.set("sentence", "这些条目与县级平台的账不相接，已另存为第 " + std::to_string(branch.number) + " 号旁支，未计入任何数字，等待采纳或不采纳");
    row.set("at", core::shanghai_minute_text({branch.received_at}));
    row.set("times", "1");
    rows.push_back(std::move(row));
  }
  return list(std::move(rows));
}

data call_rows(const OverviewView& view) {
  std::vector<data> rows;
  for (const ledger::HelpMark& call : view.open_calls) {
    data row;
    row.set("terminal", call.terminal);
    row.set("counter", call.counter);
    row.set("phone", "没有登记");
    for (const core::CounterInfo& counter : view.counters) {
      if (counter.id != call.counter) continue;
      row.set("counter", counter.name);
      if (!counter.phone.empty()) row.set("phone", counter.phone);
    }
    row.set("reason", call.reason == "cash" ? "要付现金" : "要人帮忙");
    row.set("since", core::shanghai_minute_text({call.at}));
    row.set("minutes", count_text(std::max<std::int64_t>(0, view.now_ms - call.at) / 60'000));
    rows.push_back(std::move(row));
  }
  return list(std::move(rows));
}

void set_days(data& page, const OverviewView& view) {
  page.set("date", view.date);
  page.set("is_today", view.date == view.today);
  page.set("day_word", view.date == view.today ? "今日" : "当日");
  page.set("now", core::shanghai_minute_text({view.now_ms}));
  if (const auto day = core::parse_date(view.date)) {
    const std::int64_t number = core::days_since_epoch(*day);
    page.set("previous_day", core::date_text(core::date_from_days(number - 1)));
    page.set("next_day", core::date_text(core::date_from_days(number + 1)));
  }
}

void set_cards(data& page, const OverviewView& view) {
  std::int64_t online = 0, active = 0;
  for (const TerminalView& terminal : view.terminals) {
    active += terminal.row.state == ledger::TerminalState::active ? 1 : 0;
    online += std::string_view{state_text(terminal, view.now_ms).style} == "good" ? 1 : 0;
  }
  const ledger::Figures& total = view.total;
  page.set("net", money_text(core::Money::fen(total.net_fen)));
  page.set("sales", count_text(total.sales));
  page.set("has_returns", total.returns != 0);
  page.set("returns", count_text(total.returns));
  page.set("refund", money_text(core::Money::fen(total.refund_fen)));
  page.set("pieces", count_text(total.pieces));
  page.set("weight", total.weight_g == 0 ? "0 克" : weight_text(total.weight_g));
  page.set("counters", count_text(static_cast<std::int64_t>(view.counters.size())));
  page.set("terminals_active", count_text(active));
  page.set("terminals_online", count_text(online));
  page.set("entries", count_text(view.entries));
  page.set("release", view.release == 0 ? "尚未发布" : "第 " + std::to_string(view.release) + " 版");
  page.set("not_counted", count_text(view.not_counted));
  page.set("has_not_counted", view.not_counted != 0);
  const auto undecided = std::count_if(view.branches.begin(), view.branches.end(),
                                       [](const ledger::BranchRow& branch) { return branch.state == ledger::BranchState::open; });
  const auto open = static_cast<std::int64_t>(view.alarms.size()) + undecided;
  page.set("open", count_text(open));
  page.set("has_open", open != 0);
}

}  // namespace

core::Result<std::string> render_overview(std::string_view template_text, const OverviewView& view) {
  mustache page_template{std::string{template_text}};
  if (!page_template.is_valid())
    return core::fail(core::Errc::invalid_input, "the page's template is not well formed: " + page_template.error_message(),
                      "restore assets/web/overview.mustache");
  data page;
  set_days(page, view);
  set_cards(page, view);
  page.set("has_sales", !view.rows.empty());
  page.set("by_counter", group_rows(by_counter(view)));
  page.set("by_product", group_rows(by_product(view)));
  page.set("by_township", group_rows(by_township(view)));
  page.set("has_terminals", !view.terminals.empty());
  page.set("terminals", terminal_rows(view));
  page.set("has_calls", !view.open_calls.empty());
  page.set("calls", call_rows(view));
  page.set("alarms", alarm_rows(view));
  return page_template.render(page);
}

}  // namespace zhuangui::office
