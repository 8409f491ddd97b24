#include "day_report.h"

#include "core/time.h"

namespace zhuangui::ingest {
Result<void> check_days(std::string_view from, std::string_view to) {
  const auto first = core::parse_date(from), last = core::parse_date(to);
  if (!first || !last)
    return core::fail(Errc::invalid_input, "report: \"" + std::string(first ? to : from) + "\" is not a day", "write it as 2026-11-24");
  if (*last < *first)
    return core::fail(Errc::invalid_input, "report: " + std::string(to) + " is before " + std::string(from), "exchange the two days");
  return {};
}

Result<std::int64_t> not_counted_in(Reading& tables) {
  const auto rows = tables.not_counted();
  if (!rows) return tl::unexpected(rows.error());
  std::int64_t entries = 0;
  for (const ledger::NotCountedRow& row : *rows) entries += row.entries;
  return entries;
}

Result<std::map<std::string, Position>> positions(Reading& tables, std::string_view counter) {
  std::map<std::string, Position> as_of;
  const auto terminals = tables.terminals();
  if (!terminals) return tl::unexpected(terminals.error());
  for (const ledger::TerminalRow& terminal : *terminals) {
    const auto epochs = tables.epochs(terminal.id);
    if (!epochs) return tl::unexpected(epochs.error());
    for (const ledger::EpochRow& epoch : *epochs)
      if (counter.empty() || epoch.counter == counter) as_of[terminal.id] = {epoch.epoch, epoch.last_seq};
  }
  return as_of;
}

namespace {

Result<TerminalStatus> terminal_status(Reading& tables, const ledger::TerminalRow& row) {
  TerminalStatus status{row, {}, 0, 0};
  const auto epochs = tables.epochs(row.id);
  if (!epochs) return tl::unexpected(epochs.error());
  for (const ledger::EpochRow& epoch : *epochs) {
    status.received = {epoch.epoch, epoch.last_seq};
    status.entries += epoch.last_seq;
  }
  const auto signed_manifest = tables.manifest(row.id);
  if (!signed_manifest) return tl::unexpected(signed_manifest.error());
  if (*signed_manifest)
    if (const auto manifest = contract::parse_manifest((*signed_manifest)->text)) status.release = manifest->version;
  return status;
}

template <class Value>
Result<void> put_into(Result<Value> read, Value& into) {
  if (!read) return tl::unexpected(read.error());
  into = std::move(*read);
  return {};
}

}  // namespace

Result<DayReport> day_report(ledger::Ledger& ledger, std::string_view from, std::string_view to,
                             std::string_view counter) {
  if (const auto checked = check_days(from, to); !checked) return tl::unexpected(checked.error());
  return reading<DayReport>(ledger, [&](Reading& tables) -> Result<DayReport> {
    DayReport report{std::string(from), std::string(to), {}, {}, {}, 0, {}};
    if (const auto put = put_into(tables.rollups(from, to, counter), report.rows); !put) return tl::unexpected(put.error());
    const auto receipts = tables.receipts(from, to, counter);
    if (!receipts) return tl::unexpected(receipts.error());
    for (const ledger::RollupRow& row : *receipts) report.total += row.figures;
    if (const auto said = say_how_far(tables, counter, report); !said) return tl::unexpected(said.error());
    if (const auto put = put_into(counter_days(tables, from, to, counter), report.counters); !put) return tl::unexpected(put.error());
    return report;
  });
}

Result<CountyStatus> county_status(ledger::Ledger& ledger) {
  return reading<CountyStatus>(ledger, [](Reading& tables) -> Result<CountyStatus> {
    CountyStatus status;
    Result<void> put = put_into(tables.county(), status.county);
    if (put) put = put_into(tables.entries_count(), status.entries);
    if (put) put = put_into(not_counted_in(tables), status.not_counted);
    if (put) put = put_into(tables.alarms(), status.alarms);
    if (put) put = put_into(tables.open_calls(), status.open_calls);
    if (put) put = put_into(tables.branches(), status.branches);
    if (put) put = put_into(tables.counters(), status.counters);
    if (!put) return tl::unexpected(put.error());
    const auto terminals = tables.terminals();
    if (!terminals) return tl::unexpected(terminals.error());
    for (const ledger::TerminalRow& row : *terminals) {
      auto one = terminal_status(tables, row);
      if (!one) return tl::unexpected(one.error());
      status.terminals.push_back(std::move(*one));
    }
    return status;
  });
}

}  // namespace zhuangui::ingest
