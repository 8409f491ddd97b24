#include "own_journal.h"

#include "contract/entry.h"
#include "core/time.h"

namespace zhuangui::ingest {
namespace {

/// Day of the newest entry, which no later one may be before.
Result<std::optional<core::Date>> newest_day(Writing& tables, const ledger::EpochRow& row) {
  std::optional<core::Date> day;
  if (row.last_seq == 0) return day;
  const auto read = tables.entries(ledger::county_journal, row.epoch, row.last_seq, [&](const contract::Entry& entry) {
    if (const auto fields = contract::decode_payload(entry.payload)) day = core::parse_date(fields->business_day);
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  return day;
}

}  // namespace

Result<void> journal_own(Writing& tables, const contract::KeyPair& key, std::int64_t now_ms, std::string_view kind,
                         std::string_view body) {
  const auto county = tables.county();
  if (!county) return tl::unexpected(county.error());
  const auto found = tables.epoch(ledger::county_journal, county->county_epoch);
  if (!found) return tl::unexpected(found.error());
  const std::int64_t epoch = county->county_epoch;
  ledger::EpochRow row = found->value_or(
      ledger::EpochRow{epoch, key.public_key(), "", 0, contract::first_hash(key.public_key(), epoch), 0});
  const auto previous = newest_day(tables, row);
  if (!previous) return tl::unexpected(previous.error());
  const auto day = core::business_day({now_ms}, 0, *previous, true);  // the county's clock is the one that counts

  contract::Entry entry;
  entry.seq = row.last_seq + 1;
  entry.payload = contract::encode_payload({ledger::county_journal, epoch, entry.seq, std::string(kind), 1, now_ms,
                                            core::date_text(day.date), std::string(body)});
  entry.hash = contract::next_hash(row.last_hash, entry.payload);
  row.last_seq = entry.seq;
  row.last_hash = entry.hash;
  if (const auto added = tables.add_entries(ledger::county_journal, epoch, &entry, 1, now_ms); !added)
    return tl::unexpected(added.error());
  if (const auto added =
          tables.add_head(ledger::county_journal,
                          contract::sign_head(key, ledger::county_journal, epoch, entry.seq, entry.hash));
      !added)
    return added;
  return tables.put_epoch(ledger::county_journal, row);
}

}  // namespace zhuangui::ingest
