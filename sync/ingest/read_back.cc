#include "read_back.h"

#include "contract/batch.h"

namespace zhuangui::ingest {
namespace {

auto no_epoch(std::string_view terminal, std::int64_t epoch) {
  return core::fail(Errc::not_found, "the county has no epoch " + std::to_string(epoch) + " of " + std::string(terminal),
                    "ask for its heads first");
}

/// The entries from `from_seq` on that fit into one batch, with the heads that stand among them.
Result<contract::Batch> piece(Reading& tables, std::string_view terminal, const ledger::EpochRow& row,
                              std::int64_t from_seq) {
  contract::Batch batch{std::string(terminal), row.epoch, row.key, {}, {}};
  // Half of the bound: as JSON text inside JSON a payload grows by its quotation marks.
  std::size_t room = contract::batch_bytes_max / 2;
  const auto read = tables.entries(terminal, row.epoch, from_seq, [&](const contract::Entry& entry) {
    if (batch.entries.size() == contract::batch_entries_max) return false;
    if (!batch.entries.empty() && entry.payload.size() > room) return false;
    room -= std::min(room, entry.payload.size());
    batch.entries.push_back(entry);
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  const auto heads = tables.heads(terminal, row.epoch, from_seq);
  if (!heads) return tl::unexpected(heads.error());
  for (const contract::Head& head : *heads)
    if (!batch.entries.empty() && head.seq <= batch.entries.back().seq) batch.heads.push_back(head);
  return batch;
}

Result<ledger::EpochRow> epoch_row(Reading& tables, std::string_view terminal, std::int64_t epoch) {
  const auto rows = tables.epochs(terminal);
  if (!rows) return tl::unexpected(rows.error());
  if (epoch == 0 && !rows->empty()) return rows->back();
  for (const ledger::EpochRow& row : *rows)
    if (row.epoch == epoch) return row;
  return no_epoch(terminal, epoch);
}

}  // namespace

Result<std::string> batch_lines(ledger::Ledger& ledger, std::string_view terminal, std::int64_t epoch,
                                std::int64_t from_seq) {
  return reading<std::string>(ledger, [&](Reading& tables) -> Result<std::string> {
    const auto row = epoch_row(tables, terminal, epoch);
    if (!row) return tl::unexpected(row.error());
    const auto batch = piece(tables, terminal, *row, std::max<std::int64_t>(from_seq, 1));
    if (!batch) return tl::unexpected(batch.error());
    if (batch->entries.empty())
      return core::fail(Errc::not_found, "the county has nothing of " + std::string(terminal) + " from " + std::to_string(from_seq) + " on",
                        "ask for its heads first");
    return contract::encode_batch(*batch);
  });
}

Result<void> export_epoch(ledger::Ledger& ledger, std::string_view terminal, std::int64_t epoch,
                          const std::function<void(std::string_view)>& sink) {
  return ledger.read([&](Reading& tables) -> Result<void> {
    const auto row = epoch_row(tables, terminal, epoch);
    if (!row) return tl::unexpected(row.error());
    for (std::int64_t from = 1;;) {
      auto batch = piece(tables, terminal, *row, from);
      if (!batch) return tl::unexpected(batch.error());
      // How the network cut the batches is no part of the journal: with the last head alone the export is the
      // terminal's own, byte for byte.
      std::erase_if(batch->heads, [&](const contract::Head& head) { return head.seq != row->last_seq; });
      const std::string lines = contract::encode_batch(*batch);
      // The first line stands only once, in front of all pieces.
      sink(from == 1 ? std::string_view{lines} : std::string_view{lines}.substr(lines.find('\n') + 1));
      if (batch->entries.empty()) return {};
      from = batch->entries.back().seq + 1;
    }
  });
}

}  // namespace zhuangui::ingest
