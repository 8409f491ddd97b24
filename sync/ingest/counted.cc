#include "counted.h"

#include <algorithm>

#include "branches.h"

namespace zhuangui::ingest {
namespace {

using Spans = std::map<std::pair<std::string, std::int64_t>, ledger::SeqSpan>;

bool all_days(const Wanted& wanted) { return wanted.from.empty() && wanted.to.empty(); }

/// By terminal and epoch: between which numbers the wanted days stand.
Result<Spans> spans_of(Reading& tables, const Wanted& wanted) {
  const auto rows = tables.day_spans(wanted.from, wanted.to);
  if (!rows) return tl::unexpected(rows.error());
  Spans spans;
  for (const ledger::DayRow& row : *rows) {
    const auto [found, added] = spans.emplace(std::pair{row.key.terminal, row.key.epoch}, row.span);
    if (added) continue;
    found->second.first = std::min(found->second.first, row.span.first);
    found->second.last = std::max(found->second.last, row.span.last);
  }
  return spans;
}

Result<void> of_epoch(Reading& tables, const std::string& terminal, const ledger::EpochRow& epoch, const ledger::SeqSpan& span,
                      const TakeEntry& take) {
  return tables.entries(terminal, epoch.epoch, span.first, [&](const contract::Entry& entry) {
    if (entry.seq > span.last) return false;
    if (const auto fields = contract::decode_payload(entry.payload)) take(terminal, epoch.counter, *fields);
    return true;
  });
}

Result<void> of_journals(Reading& tables, const Wanted& wanted, const TakeEntry& take) {
  const auto spans = all_days(wanted) ? Result<Spans>{} : spans_of(tables, wanted);
  if (!spans) return tl::unexpected(spans.error());
  const auto terminals = tables.terminals();
  if (!terminals) return tl::unexpected(terminals.error());
  for (const ledger::TerminalRow& terminal : *terminals) {
    const auto epochs = tables.epochs(terminal.id);
    if (!epochs) return tl::unexpected(epochs.error());
    for (const ledger::EpochRow& epoch : *epochs) {
      if (!wanted.counter.empty() && epoch.counter != wanted.counter) continue;
      const auto span = spans->find({terminal.id, epoch.epoch});
      if (!all_days(wanted) && span == spans->end()) continue;
      const auto read = of_epoch(tables, terminal.id, epoch, all_days(wanted) ? ledger::SeqSpan{0, epoch.last_seq} : span->second, take);
      if (!read) return read;
    }
  }
  return {};
}

}  // namespace

Result<void> each_counted(Reading& tables, const Wanted& wanted, const TakeEntry& take) {
  const TakeEntry chosen = [&](std::string_view terminal, std::string_view counter, const contract::EntryFields& fields) {
    const bool day = all_days(wanted) || (fields.business_day >= wanted.from && fields.business_day <= wanted.to);
    if (day && (wanted.counter.empty() || counter == wanted.counter)) take(terminal, counter, fields);
  };
  if (const auto read = of_journals(tables, wanted, chosen); !read) return read;
  const auto any = [](const std::string&, const contract::PublicKey&, const std::string&) { return true; };
  const auto added = AcceptedBranches{tables}.add_all(any, chosen);
  if (!added) return tl::unexpected(added.error());
  return {};
}

}  // namespace zhuangui::ingest
