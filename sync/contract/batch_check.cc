#include "contract/batch.h"

namespace zhuangui::contract {
namespace {

core::Result<void> false_entry(std::int64_t seq, const char* reason, const char* what) {
  return core::fail(core::Errc::corrupt, "check a batch: entry " + std::to_string(seq) + ": " + reason + ": " + what,
                    "the sender's journal must be verified");
}

}  // namespace

core::Result<void> check_batch(const Batch& batch, const PublicKey& key, std::int64_t previous_seq,
                               const Hash& previous) {
  Hash hash = previous;
  std::int64_t seq = previous_seq;
  for (const Entry& entry : batch.entries) {
    if (entry.seq != ++seq) return false_entry(seq, "missing", "another number stands in its place");
    const auto fields = decode_payload(entry.payload);
    if (!fields || fields->terminal != batch.terminal || fields->epoch != batch.epoch || fields->seq != seq)
      return false_entry(seq, "payload", "it does not name this terminal, epoch and number");
    hash = next_hash(hash, entry.payload);
    if (hash != entry.hash) return false_entry(seq, "payload", "its hash does not follow from its bytes");
  }
  if (batch.heads.empty()) return false_entry(seq, "signature", "there is no closing head");
  const Head& head = batch.heads.back();
  if (head.seq != seq || head.hash != hash || head.epoch != batch.epoch)
    return false_entry(seq, "signature", "the closing head is of another entry");
  if (!verify_head(key, batch.terminal, head)) return false_entry(seq, "signature", "the closing head was not signed by this terminal");
  return {};
}

}  // namespace zhuangui::contract
