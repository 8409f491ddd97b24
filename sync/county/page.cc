#include "core/time.h"
#include "files.h"
#include "office/overview.h"
#include "page.h"
#include "routes.h"

namespace zhuangui::county {
namespace {

using core::Result;

std::vector<std::pair<std::string, std::string>> page_headers() {
  return {{"Content-Security-Policy", "default-src 'self'; script-src 'none'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
          {"Referrer-Policy", "no-referrer"},
          {"Cache-Control", "no-store"}};
}

Result<std::vector<office::TerminalView>> terminal_views(ingest::County& county, const ingest::CountyStatus& status) {
  std::vector<office::TerminalView> views;
  for (const ingest::TerminalStatus& terminal : status.terminals) {
    office::TerminalView view{terminal.terminal, terminal.received.epoch, terminal.received.seq, "", terminal.entries, terminal.release};
    const auto heads = county.heads(terminal.terminal.id);
    if (!heads) return tl::unexpected(heads.error());
    if (!heads->empty()) view.hash_hex = contract::to_hex(heads->back().hash);
    views.push_back(std::move(view));
  }
  return views;
}

/// Receipts of the day by counter: a receipt with three products stands on three rows, so the rows cannot be summed.
Result<std::map<std::string, std::int64_t>> receipts_by_counter(ingest::County& county, const ingest::DayReport& report) {
  std::map<std::string, std::int64_t> receipts;
  for (const ledger::RollupRow& row : report.rows) {
    if (receipts.contains(row.key.counter)) continue;
    const auto one = county.report_day(report.from, report.to, row.key.counter);
    if (!one) return tl::unexpected(one.error());
    receipts[row.key.counter] = one->total.sales;
  }
  return receipts;
}

}  // namespace

Result<std::string> overview(ingest::County& county, const std::string& web_folder, const std::string& date, std::int64_t now_ms) {
  office::OverviewView view;
  view.now_ms = now_ms;
  view.today = core::date_text(core::shanghai_date({now_ms}));
  view.date = date.empty() ? view.today : date;
  const auto report = county.report_day(view.date, view.date, "");
  if (!report) return tl::unexpected(report.error());
  const auto status = county.status();
  if (!status) return tl::unexpected(status.error());
  auto receipts = receipts_by_counter(county, *report);
  auto terminals = terminal_views(county, *status);
  auto products = county.products();
  if (!receipts) return tl::unexpected(receipts.error());
  if (!terminals) return tl::unexpected(terminals.error());
  if (!products) return tl::unexpected(products.error());

  view.release = status->county.release;
  view.rows = report->rows;
  view.total = report->total;
  view.receipts = std::move(*receipts);
  view.entries = status->entries;
  view.not_counted = status->not_counted;
  view.products = std::move(*products);
  view.counters = status->counters;
  view.terminals = std::move(*terminals);
  view.open_calls = status->open_calls;
  view.alarms = status->alarms;
  view.branches = status->branches;
  const auto text = read_file(web_folder + "/overview.mustache", web_file_bytes_max);
  if (!text) return tl::unexpected(text.error());
  return office::render_overview(*text, view);
}

HttpAnswer page_answer(int status, std::string html) { return {status, "text/html; charset=utf-8", std::move(html), page_headers()}; }

HttpAnswer no_page(const core::Error& error) {
  log_line("error", error.cause);
  const bool bad_date = error.code == core::Errc::invalid_input;
  return {bad_date ? 400 : 503, "text/plain; charset=utf-8",
          bad_date ? "日期应写成 2026-11-24 这样。\n" : "县级平台暂时不能显示本页，原因见服务日志。\n", page_headers()};
}

HttpAnswer page_not_open() {
  return {403, "text/plain; charset=utf-8",
          "The office's page has no login yet, so it is shown on a loopback listener only.\n"
          "Listen on 127.0.0.1, or start serve with --office-open to show it to everybody who can reach this address.\n", page_headers()};
}

HttpAnswer Routes::page(const HttpRequest& request) {
  if (!options_.show_office) return page_not_open();
  auto html = overview(county_, options_.web_folder, request.query("date"), environment_.now_ms());
  return html ? page_answer(200, std::move(*html)) : no_page(html.error());
}

HttpAnswer Routes::style() {
  auto text = read_file(options_.web_folder + "/office.css", web_file_bytes_max);
  if (!text) {
    log_line("error", text.error().cause);
    return said(503, "busy", "the style sheet cannot be read just now");
  }
  return {200, "text/css; charset=utf-8", std::move(*text), {{"Cache-Control", "max-age=300"}}};
}

}  // namespace zhuangui::county
