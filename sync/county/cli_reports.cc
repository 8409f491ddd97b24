#include "cli.h"
#include "core/time.h"

namespace zhuangui::county {
namespace {

using core::Result;
using ingest::County;

struct ReportWish {
  std::string date, from, to, counter, format = "text", by = "product";
  [[nodiscard]] std::string first() const { return date.empty() ? from : date; }
  [[nodiscard]] std::string last() const { return date.empty() ? to : date; }
};

std::optional<int> days_are_wrong(const Cli& cli, const ReportWish& wish) {
  const std::string from = wish.first(), to = wish.last();
  if (from.empty() || to.empty() || (!wish.date.empty() && !(wish.from.empty() && wish.to.empty())))
    return report_usage(cli, "say which days", "give --date 2026-11-24, or --from and --to");
  for (const std::string& day : {from, to})
    if (!core::parse_date(day)) return report_usage(cli, "\"" + day + "\" is not a day", "write it like 2026-11-24");
  return std::nullopt;
}

int report_day(const Cli& cli, const ReportWish& wish) {
  if (const auto wrong = days_are_wrong(cli, wish)) return *wrong;
  return with_county(cli, County::Mode::reader, [&](County& county) -> Result<int> {
    const auto report = county.report_day(wish.first(), wish.last(), wish.counter);
    if (!report) return tl::unexpected(report.error());
    const auto products = county.products();
    if (!products) return tl::unexpected(products.error());
    if (cli.json || wish.format == "json") print(day_report_json(*report) + "\n");
    else if (wish.format == "text") print(day_report_text(*report, *products));
    else print(wish.by == "counter" ? counter_days_csv(*report) : day_report_csv(*report));
    return exit_ok;
  });
}

int report_sales(const Cli& cli, const ReportWish& wish) {
  if (const auto wrong = days_are_wrong(cli, wish)) return *wrong;
  return with_county(cli, County::Mode::reader, [&](County& county) -> Result<int> {
    const auto report = county.report_sales(wish.first(), wish.last(), wish.counter);
    if (!report) return tl::unexpected(report.error());
    if (cli.json || wish.format == "json") print(sales_report_json(*report) + "\n");
    else print(wish.format == "csv" ? sales_report_csv(*report) : sales_report_text(*report));
    return exit_ok;
  });
}

int report_quota(const Cli& cli, ReportWish wish) {
  if (!wish.from.empty()) return report_usage(cli, "a quota is granted once, not by the day", "leave --from out: what was drawn up to --date or --to is counted");
  if (wish.date.empty()) wish.date = std::exchange(wish.to, "");
  if (wish.date.empty()) wish.date = "9999-12-31";
  wish.from = wish.to = "";
  if (const auto wrong = days_are_wrong(cli, wish)) return *wrong;
  return with_county(cli, County::Mode::reader, [&](County& county) -> Result<int> {
    const auto report = county.report_quota(wish.date, wish.counter);
    if (!report) return tl::unexpected(report.error());
    if (cli.json || wish.format == "json") print(quota_report_json(*report) + "\n");
    else print(wish.format == "csv" ? quota_report_csv(*report) : quota_report_text(*report));
    return exit_ok;
  });
}

void add_report(CLI::App& report, Cli& cli, const char* name, const char* help, int (*run)(const Cli&, const ReportWish&)) {
  CLI::App* command = report.add_subcommand(name, help);
  auto wish = std::make_shared<ReportWish>();
  command->add_option("--date", wish->date, "One business day, 2026-11-24");
  command->add_option("--from", wish->from, "First business day");
  command->add_option("--to", wish->to, "Last business day");
  command->add_option("--counter", wish->counter, "This counter only");
  command->add_option("--format", wish->format, "text, json or csv")->check(CLI::IsMember(std::vector<std::string>{"text", "json", "csv"}));
  if (run == &report_day)
    command->add_option("--by", wish->by, "CSV by product, or by counter: its tenders, fund sources, discounts, returns and late entries")
        ->check(CLI::IsMember(std::vector<std::string>{"product", "counter"}));
  command->callback([&cli, wish, run] { cli.run = [&cli, wish, run] { return run(cli, *wish); }; });
}

}  // namespace

void add_reports(CLI::App& app, Cli& cli) {
  CLI::App* report = app.add_subcommand("report", "Sums of what was received");
  report->require_subcommand(1);
  add_report(*report, cli, "day", "Sales by day, counter, product, township and fund source, and by counter what came in by which way", &report_day);
  add_report(*report, cli, "sales", "Every sale and return, with the entry it stands in", &report_sales);
  add_report(*report, cli, "quota", "What was granted, drawn, given back, is left or overdrawn of each union quota and batch, up to a day",
             [](const Cli& c, const ReportWish& wish) { return report_quota(c, wish); });
}

}  // namespace zhuangui::county
