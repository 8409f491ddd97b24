#pragma once
// Fills a journal with very many entries in one transaction, for benches: chained as the program chains them, with a
// head for each entry, of which only the last is signed (verify checks no other signature unless something is false).
// With the private headers of the room journal.
#include "journal_desk.h"
#include "place.h"
#include "sqlite.h"

namespace zhuangui::support {

/// Appends `count` sales, `a_day` of them on each business day, behind the last entry of a closed journal of `desk`
/// that has begun an epoch. The projections lag afterwards: opening the journal counts them.
template <class MakeSale>
void fill_journal(const std::string& directory, std::int64_t count, std::int64_t a_day, MakeSale make_sale) {
  using namespace journal;
  const auto reader = std::move(Reader::open(directory).value());
  const auto status = reader->status().value();
  auto database = Connection::open(directory + "/journal.db", Connection::Access::read_write, {}).value();
  auto entry = database.prepare("INSERT INTO entries VALUES (?1, ?2, ?3)").value();
  auto head = database.prepare("INSERT INTO heads VALUES (?1, ?2, ?3)").value();
  must(database.execute("BEGIN IMMEDIATE"));
  contract::Hash hash = status.hash;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t seq = status.seq + 1 + i;
    const core::WallTime at{morning_ms + i / a_day * 86'400'000 + i % a_day * 1'000};
    const std::string payload =
        contract::encode_payload({.terminal = status.terminal,
                                  .epoch = status.epoch,
                                  .seq = seq,
                                  .kind = "sale.completed",
                                  .version = core::sale_version,
                                  .at = at.utc_ms,
                                  .business_day = core::date_text(core::shanghai_date(at)),
                                  .body = core::sale_body(make_sale(sale_id(status.epoch, seq), i))});
    hash = contract::next_hash(hash, payload);
    contract::Signature signature{};
    if (i + 1 == count) signature = contract::sign_head(key_of(0), status.terminal, status.epoch, seq, hash).signature;
    const std::int64_t place = place_of(status.epoch, seq);
    must(entry.run(place, Blob::of(hash), payload));
    must(head.run(place, Blob::of(hash), Blob::of(signature)));
  }
  must(database.execute("COMMIT"));
  must(database.checkpoint(true));
}

}  // namespace zhuangui::support
