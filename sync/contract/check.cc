#include <limits>

#include "contract/batch.h"

namespace zhuangui::contract {
namespace {

BatchFault fault(std::int64_t seq, const char* reason, std::string sentence) {
  return {seq, reason, std::move(sentence)};
}

/// What the payload says of itself must be what it is numbered and sent as.
std::optional<BatchFault> payload_fault(const Batch& batch, const Entry& entry) {
  const auto fields = decode_payload(entry.payload);
  if (!fields) return fault(entry.seq, "payload", fields.error().cause);
  if (fields->terminal != batch.terminal || fields->epoch != batch.epoch || fields->seq != entry.seq)
    return fault(entry.seq, "payload", "the payload names another terminal, epoch or number than the line it stands in");
  return std::nullopt;
}

/// Walks over the heads in step with the entries.
std::optional<BatchFault> head_fault(const Batch& batch, const PublicKey& key, const Entry& entry,
                                     std::vector<Head>::const_iterator& head) {
  for (; head != batch.heads.end() && head->seq == entry.seq; ++head) {
    if (head->epoch != batch.epoch || head->hash != entry.hash)
      return fault(entry.seq, "signature", "the head's hash is not that of its entry");
    if (!verify_head(key, batch.terminal, *head))
      return fault(entry.seq, "signature", "the head's signature does not verify under the terminal's key");
  }
  return std::nullopt;
}

/// What links the entries; `previous` is nullptr when what came before the first one is not known.
std::optional<BatchFault> chain_fault(const Batch& batch, const PublicKey& key, std::int64_t seq, const Hash* previous) {
  auto head = batch.heads.begin();
  for (const Entry& entry : batch.entries) {
    if (seq == std::numeric_limits<std::int64_t>::max()) return fault(seq, "missing", "no number follows this one");
    ++seq;
    if (entry.seq != seq)
      return fault(seq, "missing", "number " + std::to_string(entry.seq) + " stands where it should be");
    if (previous != nullptr && next_hash(*previous, entry.payload) != entry.hash)
      return fault(seq, "payload", "its hash does not follow from the entry before it and its payload");
    if (auto found = payload_fault(batch, entry)) return found;
    if (auto found = head_fault(batch, key, entry, head)) return found;
    previous = &entry.hash;
  }
  if (batch.heads.empty() || head != batch.heads.end() || batch.heads.back().seq != seq)
    return fault(seq, "signature", "the batch does not close with a signed head of its last entry");
  return std::nullopt;
}

}  // namespace

std::optional<BatchFault> find_batch_fault(const Batch& batch, const PublicKey& key, std::int64_t previous_seq,
                                           const Hash& previous) {
  if (batch.entries.empty()) return fault(previous_seq + 1, "missing", "there is no entry in it");
  return chain_fault(batch, key, previous_seq, &previous);
}

std::optional<BatchFault> find_batch_fault_inside(const Batch& batch, const PublicKey& key) {
  if (batch.entries.empty()) return fault(1, "missing", "there is no entry in it");
  if (batch.entries.front().seq < 1) return fault(batch.entries.front().seq, "payload", "its number is below 1");
  return chain_fault(batch, key, batch.entries.front().seq - 1, nullptr);
}

core::Result<void> check_batch(const Batch& batch, const PublicKey& key, std::int64_t previous_seq,
                               const Hash& previous) {
  const auto found = find_batch_fault(batch, key, previous_seq, previous);
  if (!found) return {};
  return core::fail(core::Errc::corrupt,
                    "entry " + std::to_string(found->seq) + " of epoch " + std::to_string(batch.epoch) + " of " +
                        batch.terminal + ": " + found->reason + ": " + found->sentence,
                    "this is not what the terminal wrote: keep both sides and ask the county office");
}

}  // namespace zhuangui::contract
