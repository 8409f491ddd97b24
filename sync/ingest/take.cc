#include "take.h"

#include <algorithm>

#include "core/entry_kinds.h"
#include "core/mutant.h"
#include "project.h"

namespace zhuangui::ingest {
namespace {

constexpr std::int64_t gaps_until_alarm = 3;

using contract::Batch;
using contract::CountyHead;
using contract::Entry;
using contract::Hash;

BatchAnswer too_large(const std::string& what, std::size_t limit) {
  return answer(413, "too_large", "the batch has more than " + std::to_string(limit) + " " + what + ": send fewer entries at once");
}

std::optional<ledger::KeyRow> key_row(const std::vector<ledger::KeyRow>& keys, const contract::PublicKey& key) {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const ledger::KeyRow& row) { return row.key == key; });
  return found == keys.end() ? std::nullopt : std::optional{*found};
}

/// Whether entries under this key are taken at all.
Result<std::optional<BatchAnswer>> key_refusal(Reading& tables, const std::string& terminal,
                                               const contract::PublicKey& key, std::string* counter) {
  const auto row = tables.terminal(terminal);
  if (!row) return tl::unexpected(row.error());
  if (!*row) return answer(404, "unknown_terminal", "the county knows no terminal " + terminal + ": enrol it");
  const auto keys = tables.keys(terminal);
  if (!keys) return tl::unexpected(keys.error());
  const auto found = key_row(*keys, key);
  if (!found) return answer(400, "refused", "the batch's key was never enrolled for " + terminal + ": enrol it");
  if (found->state == ledger::KeyState::revoked || (*row)->state == ledger::TerminalState::revoked)
    return answer(403, "revoked", "the county office has revoked " + terminal + " or this key: ask the county office");
  if (counter != nullptr) *counter = found->counter;
  return std::nullopt;
}

/// Sums up the entries from `first` on; notes what an epoch's first entry says.
void sum_up(const Batch& batch, std::size_t first, const std::string& counter, ledger::Projected& into,
            std::int64_t* previous_epoch) {
  for (std::size_t i = first; i < batch.entries.size(); ++i) {
    const auto fields = contract::decode_payload(batch.entries[i].payload);
    if (!fields) continue;  // find_batch_fault_inside has decoded every payload before
    project(batch.terminal, counter, *fields, into);
    if (previous_epoch == nullptr || fields->seq != 1 || fields->kind != core::kind::epoch_started) continue;
    if (const auto body = core::JsonDocument::parse(fields->body))
      *previous_epoch = body->root().integer_or("previous_epoch", 0);
  }
}

std::variant<Batch, BatchAnswer> unpacked(std::string_view terminal, std::string_view packed) {
  if (packed.size() > contract::batch_packed_bytes_max) return too_large("bytes", contract::batch_packed_bytes_max);
  const auto lines = contract::unpack(packed, contract::batch_bytes_max);
  if (!lines && lines.error().code == Errc::refused) return too_large("bytes unpacked", contract::batch_bytes_max);
  if (!lines) return answer(400, "refused", lines.error().cause);
  // Counted before anything is read: a batch of empty lines must not cost more than its bytes.
  if (static_cast<std::size_t>(std::count(lines->begin(), lines->end(), '\n')) > 2 * contract::batch_entries_max + 1)
    return too_large("lines", 2 * contract::batch_entries_max + 1);
  auto batch = contract::decode_batch(*lines);
  if (!batch) return answer(400, "refused", batch.error().cause);
  if (batch->entries.size() > contract::batch_entries_max) return too_large("entries", contract::batch_entries_max);
  if (batch->terminal != terminal)
    return answer(400, "refused", "the batch is of " + batch->terminal.substr(0, 40) + ", but " + std::string(terminal) + " sent it");
  return std::move(*batch);
}

/// Where the batch stands against what the county has of its epoch.
struct Place {
  ledger::EpochRow row;
  bool known = false;  ///< the epoch has a row already
  [[nodiscard]] CountyHead head() const { return {row.epoch, row.last_seq, row.last_hash}; }
};

Result<Place> place_of(Reading& tables, const Incoming& incoming) {
  const Batch& batch = incoming.batch;
  const auto row = tables.epoch(batch.terminal, batch.epoch);
  if (!row) return tl::unexpected(row.error());
  if (*row) return Place{**row, true};
  return Place{{batch.epoch, batch.public_key, incoming.counter, 0,
                contract::first_hash(batch.public_key, batch.epoch), incoming.previous_epoch},
               false};
}

/// How the batch stands to what is stored.
struct Comparison {
  std::optional<std::int64_t> different;  ///< first number under which the county has another entry
  bool damaged = false;                   ///< its first payload is not the one its own hash was made of
};

Result<Comparison> compare(Reading& tables, const Batch& batch, const Place& place) {
  const auto stored = [&](std::int64_t seq) -> Result<Hash> {
    if (seq == 0) return contract::first_hash(batch.public_key, batch.epoch);
    if (seq == place.row.last_seq) return place.row.last_hash;
    const auto hash = tables.hash(batch.terminal, batch.epoch, seq);
    if (!hash) return tl::unexpected(hash.error());
    if (!*hash)
      return core::fail(Errc::corrupt, "entry " + std::to_string(seq) + " of " + batch.terminal + " is missing",
                        "run: zhuangui-county verify");
    return **hash;
  };
  const Entry& first = batch.entries.front();
  const auto before = stored(first.seq - 1);
  if (!before) return tl::unexpected(before.error());
  if (contract::next_hash(*before, first.payload) != first.hash) {
    // prepare() could not check this one link. At the start of an epoch, or where we hold the very hash that was
    // signed, what came before is the same: then it is the payload that is false.
    Comparison answer{first.seq, first.seq == 1};
    if (first.seq > place.row.last_seq) return answer;
    const auto ours = stored(first.seq);
    if (!ours) return tl::unexpected(ours.error());
    answer.damaged = answer.damaged || *ours == first.hash;
    return answer;
  }
  // From one and the same start a chain is the same as far as its last common hash is.
  for (const Entry& entry : batch.entries) {
    if (entry.seq > place.row.last_seq) break;
    const auto ours = stored(entry.seq);
    if (!ours) return tl::unexpected(ours.error());
    if (*ours != entry.hash) return Comparison{entry.seq, false};
  }
  return Comparison{};
}

Result<BatchAnswer> gap(Writing& tables, const Batch& batch, const Place& place, std::int64_t now_ms) {
  const auto times = tables.note_gap(batch.terminal, batch.epoch, place.row.last_seq);
  if (!times) return tl::unexpected(times.error());
  const std::string sentence = "the county has " + batch.terminal + " up to " + std::to_string(place.row.last_seq) +
                               " of epoch " + std::to_string(batch.epoch) + ": send on from there";
  if (*times >= gaps_until_alarm) {
    const auto raised = tables.raise_alarm({"gap", batch.terminal, batch.epoch, place.row.last_seq,
                                            "entries after this one are sent again and again without the next one",
                                            now_ms, 1});
    if (!raised) return tl::unexpected(raised.error());
  }
  if (core::mutant("head-past-a-gap")) {
    ledger::EpochRow moved = place.row;
    moved.last_seq = batch.entries.back().seq;
    moved.last_hash = batch.entries.back().hash;
    if (const auto put = tables.put_epoch(batch.terminal, moved); !put) return tl::unexpected(put.error());
  }
  return answer(409, "gap", sentence, place.head());
}

Result<void> keep_branch(Writing& tables, const Incoming& incoming, const char* reason, std::int64_t now_ms,
                         bool* added) {
  const Batch& batch = incoming.batch;
  return tables.add_branch({batch.terminal, batch.epoch, batch.entries.front().seq, batch.entries.back().seq,
                            batch.entries.back().hash, reason, now_ms, incoming.packed},
                           added);
}

/// Two epochs that follow the same one: a disk was cloned. Both count. They may even have the same number, when both
/// began in the same minute; then the later one stands among the branches.
Result<void> watch_clone(Writing& tables, const Incoming& incoming, std::int64_t now_ms) {
  if (incoming.previous_epoch == 0) return {};
  const auto held = tables.hash(incoming.batch.terminal, incoming.batch.epoch, 1);
  if (!held) return tl::unexpected(held.error());
  if (*held && **held == incoming.batch.entries.front().hash) return {};  // this very beginning came before
  const auto epochs = tables.epochs(incoming.batch.terminal);
  if (!epochs) return tl::unexpected(epochs.error());
  for (const ledger::EpochRow& other : *epochs) {
    if (other.previous_epoch != incoming.previous_epoch) continue;
    const std::string which = other.epoch == incoming.batch.epoch
                                  ? "two epochs " + std::to_string(other.epoch)
                                  : "epochs " + std::to_string(other.epoch) + " and " + std::to_string(incoming.batch.epoch);
    return tables.raise_alarm({"cloned", incoming.batch.terminal, incoming.batch.epoch, 1,
                               which + " both follow epoch " + std::to_string(incoming.previous_epoch) +
                                   ": the terminal's disk was copied",
                               now_ms, 1});
  }
  return {};
}

Result<BatchAnswer> fork(Writing& tables, const Incoming& incoming, const Place& place, std::int64_t seq,
                         std::int64_t now_ms) {
  const Batch& batch = incoming.batch;
  if (const auto kept = keep_branch(tables, incoming, "fork", now_ms, nullptr); !kept) return tl::unexpected(kept.error());
  const std::string sentence = "entry " + std::to_string(seq) + " of epoch " + std::to_string(batch.epoch) + " of " +
                               batch.terminal + " is not the one the county has: it was set aside";
  if (const auto raised = tables.raise_alarm({"fork", batch.terminal, batch.epoch, seq, sentence, now_ms, 1}); !raised)
    return tl::unexpected(raised.error());
  if (const auto watched = watch_clone(tables, incoming, now_ms); !watched) return tl::unexpected(watched.error());
  return answer(422, "fork", sentence, place.head());
}

Result<void> store(Writing& tables, const Incoming& incoming, Place& place, std::int64_t now_ms) {
  const Batch& batch = incoming.batch;
  if (!place.known)
    if (const auto watched = watch_clone(tables, incoming, now_ms); !watched) return watched;
  const auto known = static_cast<std::size_t>(place.row.last_seq + 1 - batch.entries.front().seq);
  const std::size_t count = batch.entries.size() - known;
  const auto added = tables.add_entries(batch.terminal, batch.epoch, &batch.entries[known], count, now_ms);
  if (!added) return tl::unexpected(added.error());
  if (*added != static_cast<std::int64_t>(count))
    return core::fail(Errc::corrupt, "entries of " + batch.terminal + " stand in the database beyond their head",
                      "run: zhuangui-county verify");
  for (const contract::Head& head : batch.heads)
    if (head.seq > place.row.last_seq)
      if (const auto kept = tables.add_head(batch.terminal, head); !kept) return kept;
  place.row.last_seq = batch.entries.back().seq;
  place.row.last_hash = batch.entries.back().hash;
  if (const auto put = tables.put_epoch(batch.terminal, place.row); !put) return put;
  return tables.note_heard(batch.terminal, now_ms, "");
}

}  // namespace

BatchAnswer answer(int status, std::string code, std::string sentence, std::optional<CountyHead> head) {
  return {status, {std::move(code), std::move(sentence), head, std::nullopt}, ""};
}

BatchAnswer busy_answer(const core::Error& error) {
  BatchAnswer busy = answer(503, "busy", "the county cannot store it now; try again later");
  busy.cause = error.cause;
  return busy;
}

std::variant<Incoming, BatchAnswer> prepare(ledger::Ledger& ledger, std::string_view terminal, std::string_view packed) {
  auto read = unpacked(terminal, packed);
  if (auto* refusal = std::get_if<BatchAnswer>(&read)) return std::move(*refusal);
  Incoming incoming{std::move(std::get<Batch>(read)), std::string(packed), {}, 0, {}};
  std::optional<BatchAnswer> refusal;
  const auto looked = ledger.read([&](Reading& tables) -> Result<void> {
    auto found = key_refusal(tables, incoming.batch.terminal, incoming.batch.public_key, &incoming.counter);
    if (!found) return tl::unexpected(found.error());
    refusal = std::move(*found);
    return {};
  });
  if (!looked) return busy_answer(looked.error());
  if (refusal) return std::move(*refusal);
  if (const auto fault = contract::find_batch_fault_inside(incoming.batch, incoming.batch.public_key))
    return answer(400, "refused", "entry " + std::to_string(fault->seq) + ": " + fault->reason + ": " + fault->sentence);
  sum_up(incoming.batch, 0, incoming.counter, incoming.projected, &incoming.previous_epoch);
  return incoming;
}

Result<BatchAnswer> decide(Writing& tables, const Incoming& incoming, std::int64_t now_ms, ledger::Projected& projected) {
  const Batch& batch = incoming.batch;
  // Asked once more, now that nothing can change: a key may have been revoked since prepare().
  auto refusal = key_refusal(tables, batch.terminal, batch.public_key, nullptr);
  if (!refusal) return tl::unexpected(refusal.error());
  if (*refusal) return std::move(**refusal);
  auto place = place_of(tables, incoming);
  if (!place) return tl::unexpected(place.error());
  if (place->row.key != batch.public_key)
    return answer(400, "refused", "epoch " + std::to_string(batch.epoch) + " of " + batch.terminal + " was begun under another key");
  const std::int64_t known = place->row.last_seq;
  if (batch.entries.front().seq > known + 1) return gap(tables, batch, *place, now_ms);
  const auto compared = compare(tables, batch, *place);
  if (!compared) return tl::unexpected(compared.error());
  if (compared->damaged)
    return answer(400, "refused", "entry " + std::to_string(batch.entries.front().seq) + ": payload: its hash was not made of it");
  if (compared->different) return fork(tables, incoming, *place, *compared->different, now_ms);
  if (batch.entries.back().seq <= known)
    return answer(200, "already_stored", "the county has these entries already", place->head());
  if (const auto stored = store(tables, incoming, *place, now_ms); !stored) return tl::unexpected(stored.error());
  if (batch.entries.front().seq == known + 1)
    add(incoming.projected, projected);
  else
    sum_up(batch, static_cast<std::size_t>(known + 1 - batch.entries.front().seq), incoming.counter, projected, nullptr);
  return answer(200, "stored", "the county has them", place->head());
}

Result<Standing> standing(Reading& tables, const Incoming& incoming) {
  const auto place = place_of(tables, incoming);
  if (!place) return tl::unexpected(place.error());
  if (place->row.key != incoming.batch.public_key) return Standing::apart;
  if (incoming.batch.entries.front().seq > place->row.last_seq + 1) return Standing::unknown;
  const auto compared = compare(tables, incoming.batch, *place);
  if (!compared) return tl::unexpected(compared.error());
  return compared->different ? Standing::apart : Standing::follows;
}

Result<BatchAnswer> set_aside(Writing& tables, const Incoming& incoming, std::int64_t now_ms) {
  const Batch& batch = incoming.batch;
  bool added = false;
  if (const auto kept = keep_branch(tables, incoming, "branch", now_ms, &added); !kept) return tl::unexpected(kept.error());
  if (added) {
    const std::string sentence = "entries " + std::to_string(batch.entries.front().seq) + " to " + std::to_string(batch.entries.back().seq) +
                                 " of epoch " + std::to_string(batch.epoch) + " of " + batch.terminal +
                                 " do not go on from what the county has: they were set aside";
    if (const auto raised = tables.raise_alarm({"fork", batch.terminal, batch.epoch, batch.entries.front().seq, sentence, now_ms, 1}); !raised)
      return tl::unexpected(raised.error());
    if (const auto watched = watch_clone(tables, incoming, now_ms); !watched) return tl::unexpected(watched.error());
  }
  const CountyHead head{batch.epoch, batch.entries.back().seq, batch.entries.back().hash};
  return answer(200, added ? "stored" : "already_stored", "set aside for the county office; they do not count yet", head);
}

}  // namespace zhuangui::ingest
