#include "branches.h"

#include <algorithm>

#include "own_journal.h"
#include "take.h"

namespace zhuangui::ingest {
namespace {

using ledger::BranchRow;
using ledger::BranchState;

std::string body_of(const BranchRow& row) {
  core::JsonWriter body;
  body.begin_object().field("branch", row.number).field("terminal", row.terminal).field("epoch", row.epoch);
  body.field("first_seq", row.first_seq).field("last_seq", row.last_seq).field("last_hash", contract::to_hex(row.last_hash));
  return body.field("packed_hash", contract::to_hex(contract::blake2b(row.packed))).end_object().take();
}

Result<BranchRow> open_branch(Reading& tables, std::int64_t number) {
  auto row = tables.branch(number);
  if (!row) return tl::unexpected(row.error());
  if (!*row)
    return core::fail(Errc::not_found, "there is no branch " + std::to_string(number), "see: zhuangui-county branch list");
  if ((*row)->state != BranchState::open)
    return core::fail(Errc::conflict, "branch " + std::to_string(number) + " was decided on before", "see: zhuangui-county branch list");
  return std::move(**row);
}

/// A long tail comes as several branches: whether the one that ends right before this one was accepted.
Result<bool> goes_on_from_accepted(Reading& tables, const contract::Batch& batch) {
  const auto rows = tables.branches();
  if (!rows) return tl::unexpected(rows.error());
  const contract::Entry& first = batch.entries.front();
  return std::any_of(rows->begin(), rows->end(), [&](const BranchRow& row) {
    return row.state == BranchState::accepted && row.terminal == batch.terminal && row.epoch == batch.epoch &&
           row.last_seq == first.seq - 1 && contract::next_hash(row.last_hash, first.payload) == first.hash;
  });
}

/// What the branch adds to the figures. One that goes on from our head after all becomes a part of the journal.
Result<ledger::Projected> take_in(Writing& tables, const Incoming& incoming, std::int64_t now_ms) {
  ledger::Projected added;
  const auto stands = standing(tables, incoming);
  if (!stands) return tl::unexpected(stands.error());
  if (*stands == Standing::follows) {
    const auto answered = decide(tables, incoming, now_ms, added);
    if (!answered) return tl::unexpected(answered.error());
    if (answered->status != 200) return core::fail(Errc::refused, answered->answer.sentence, "reject the branch");
    return added;
  }
  if (*stands == Standing::unknown) {
    const auto goes_on = goes_on_from_accepted(tables, incoming.batch);
    if (!goes_on) return tl::unexpected(goes_on.error());
    if (!*goes_on)
      return core::fail(Errc::conflict, "the entries before this branch are neither in the journal nor accepted", "accept the branch before it first");
  }
  AcceptedBranches accepted{tables};
  ledger::Projected before;
  const auto any = [](const std::string&, const contract::PublicKey&, const std::string&) { return true; };
  const auto found = accepted.add_all(any, projecting(before));
  if (!found) return tl::unexpected(found.error());
  if (const auto done = accepted.add(incoming.batch, incoming.counter, projecting(added)); !done) return tl::unexpected(done.error());
  return added;
}

}  // namespace

Result<void> accept_branch(const Parts& parts, std::int64_t number) {
  const auto row = reading<BranchRow>(parts.ledger, [&](Reading& tables) { return open_branch(tables, number); });
  if (!row) return tl::unexpected(row.error());
  const auto prepared = prepare(parts.ledger, row->terminal, row->packed);
  if (const auto* refusal = std::get_if<BatchAnswer>(&prepared))
    return core::fail(Errc::refused, refusal->answer.sentence, "reject the branch");
  return parts.ledger.write([&](Writing& tables) -> Result<void> {
    if (const auto open = open_branch(tables, number); !open) return tl::unexpected(open.error());
    const std::int64_t now_ms = parts.environment.now_ms();
    const auto added = take_in(tables, std::get<Incoming>(prepared), now_ms);
    if (!added) return tl::unexpected(added.error());
    if (const auto summed = tables.add_projected(*added); !summed) return summed;
    if (const auto set = tables.set_branch_state(number, BranchState::accepted); !set) return set;
    return journal_own(tables, parts.working_key, now_ms, own_kind::branch_accepted, body_of(*row));
  });
}

Result<void> reject_branch(const Parts& parts, std::int64_t number) {
  return parts.ledger.write([&](Writing& tables) -> Result<void> {
    const auto row = open_branch(tables, number);
    if (!row) return tl::unexpected(row.error());
    if (const auto set = tables.set_branch_state(number, BranchState::rejected); !set) return set;
    return journal_own(tables, parts.working_key, parts.environment.now_ms(), own_kind::branch_rejected, body_of(*row));
  });
}

/// One branch.accepted as it stands in the county's own journal.
struct AcceptedBranches::Act {
  std::int64_t epoch = 0, seq = 0;  ///< of the county's journal
  std::int64_t branch = 0;
  std::string terminal, packed_hash;
};

Result<std::vector<AcceptedBranches::Act>> AcceptedBranches::acts() {
  std::vector<Act> acts;
  const auto epochs = tables_.epochs(ledger::county_journal);
  if (!epochs) return tl::unexpected(epochs.error());
  for (const ledger::EpochRow& epoch : *epochs) {
    const auto read = tables_.entries(ledger::county_journal, epoch.epoch, 0, [&](const contract::Entry& entry) {
      const auto fields = contract::decode_payload(entry.payload);
      if (!fields || fields->kind != own_kind::branch_accepted) return true;
      if (const auto body = core::JsonDocument::parse(fields->body))
        acts.push_back({epoch.epoch, entry.seq, body->root().integer_or("branch", 0), body->root().string_or("terminal", ""),
                        body->root().string_or("packed_hash", "")});
      return true;
    });
    if (!read) return tl::unexpected(read.error());
  }
  return acts;
}

Result<std::string> AcceptedBranches::add_one(const Act& act, const IsEnrolled& is_enrolled, const TakeEntry& take) {
  const auto row = tables_.branch(act.branch);
  if (!row) return tl::unexpected(row.error());
  if (!*row || (*row)->terminal != act.terminal) return "the branch it accepts is gone";
  if (contract::to_hex(contract::blake2b((*row)->packed)) != act.packed_hash) return "the branch it accepts is not the one that was accepted";
  const auto lines = contract::unpack((*row)->packed, contract::batch_bytes_max);
  if (!lines) return "the branch it accepts cannot be unpacked";
  const auto batch = contract::decode_batch(*lines);
  if (!batch || contract::find_batch_fault_inside(*batch, batch->public_key)) return "the branch it accepts is not what the terminal signed";
  const auto keys = tables_.keys(act.terminal);
  if (!keys) return tl::unexpected(keys.error());
  for (const ledger::KeyRow& key : *keys) {
    if (key.key != batch->public_key) continue;
    if (!is_enrolled(act.terminal, key.key, key.counter)) break;
    if (const auto added = add(*batch, key.counter, take); !added) return tl::unexpected(added.error());
    return std::string{};
  }
  return "no enrolment is known of the key that signed the branch it accepts";
}

Result<std::optional<FirstFalse>> AcceptedBranches::add_all(const IsEnrolled& is_enrolled, const TakeEntry& take) {
  const auto all = acts();
  if (!all) return tl::unexpected(all.error());
  for (const Act& act : *all) {
    const auto why = add_one(act, is_enrolled, take);
    if (!why) return tl::unexpected(why.error());
    if (!why->empty()) return FirstFalse{ledger::county_journal, act.epoch, act.seq, "payload", *why};
  }
  return std::nullopt;
}

Result<void> AcceptedBranches::add(const contract::Batch& batch, const std::string& counter, const TakeEntry& take) {
  for (const contract::Entry& entry : batch.entries) {
    const auto held = tables_.hash(batch.terminal, batch.epoch, entry.seq);
    if (!held) return tl::unexpected(held.error());
    if (*held && **held == entry.hash) continue;
    if (!counted_.emplace(batch.terminal, batch.epoch, entry.hash).second) continue;
    if (const auto fields = contract::decode_payload(entry.payload)) take(batch.terminal, counter, *fields);
  }
  return {};
}

}  // namespace zhuangui::ingest
