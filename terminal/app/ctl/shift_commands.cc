#include <algorithm>
#include <iostream>

#include "ctl/commands.h"
#include "ctl/context.h"
#include "receipt/render.h"

namespace zhuangui::app {
namespace {

const char* shift_state_word(const core::ShiftReport& report) {
  if (!report.closed) return "running";
  return report.is_uncounted() ? "uncounted" : "closed";
}

void print_row(const core::ShiftReport& report) {
  std::cout << report.shift << "  " << report.business_day << "  " << shift_state_word(report) << "  " << report.sales << " sales  "
            << yuan_text(report.total.in_fen()) << "  expected " << yuan_text(report.expected().in_fen());
  if (report.counted) std::cout << "  counted " << yuan_text(report.counted->in_fen()) << "  difference " << yuan_text(report.difference().in_fen());
  std::cout << "\n";
}

core::Result<core::ShiftReport> report_asked(journal::Reader& reader, bool closed, std::int64_t number) {
  if (!closed) return reader.running_shift();
  auto all = reader.shifts();
  if (!all) return tl::unexpected(all.error());
  std::erase_if(*all, [number](const core::ShiftReport& one) { return !one.closed || (number != 0 && one.shift != number); });
  if (all->empty())
    return core::fail(core::Errc::not_found, number == 0 ? "no shift was closed yet" : "shift " + std::to_string(number) + " was not closed",
                      "see zhuanguictl shift list");
  return std::move(all->back());
}

}  // namespace

void run_shift_list(Context& context) {
  const auto reader = context.reader();
  if (!reader) return context.fail(reader.error());
  const auto all = (*reader)->shifts();
  if (!all) return context.fail(all.error());
  for (const core::ShiftReport& report : *all)
    if (context.json) std::cout << core::shift_report_json(report) << "\n";
    else print_row(report);
}

void run_report(Context& context, bool closed, std::int64_t number) {
  const auto reader = context.reader();
  if (!reader) return context.fail(reader.error());
  const auto report = report_asked(**reader, closed, number);
  if (!report) return context.fail(report.error(), report.error().code == core::Errc::not_found ? exit_code::not_so : exit_code::environment);
  if (context.json) {
    std::cout << core::shift_report_json(*report) << "\n";
    return;
  }
  const auto status = (*reader)->status();
  const receipt::ReportFacts facts{*report, counter_of(**reader).value_or(core::CounterInfo{}), status ? status->terminal : "", wall_now()};
  std::cout << receipt::render_text(receipt::lay_out_report(facts, receipt::paper_80_mm, 1), receipt::paper_80_mm);
}

}  // namespace zhuangui::app
