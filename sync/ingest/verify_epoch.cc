// One epoch: entries are walked in their order; the hash of each is reckoned again, and every head on the way must be
// of that hash and signed by the key of the epoch.
#include "contract/entry.h"
#include "project.h"
#include "verify.h"

namespace zhuangui::ingest {
namespace {

using contract::Entry;
using contract::Hash;
using contract::Head;

class EpochVerifier {
 public:
  EpochVerifier(EpochCheck& check, std::vector<Head> heads)
      : check_{check}, heads_{std::move(heads)}, hash_{contract::first_hash(check.row.key, check.row.epoch)} {}

  Result<std::optional<FirstFalse>> run() {
    const auto read = check_.tables.entries(check_.terminal, check_.row.epoch, 0, [this](const Entry& entry) {
      look_at(entry);
      return !found_ && !suspect_;
    });
    if (!read) return tl::unexpected(read.error());
    if (suspect_)
      if (const auto named = name_suspect(); !named) return tl::unexpected(named.error());
    if (!found_) look_at_end();
    return found_;
  }

 private:
  void say(std::int64_t seq, const char* reason, std::string sentence) {
    if (!found_) found_ = FirstFalse{check_.terminal, check_.row.epoch, seq, reason, std::move(sentence)};
  }

  void look_at(const Entry& entry) {
    if (entry.seq != seq_ + 1) return say(seq_ + 1, entry.seq <= seq_ ? "added" : "missing", "this number is not there");
    const auto fields = contract::decode_payload(entry.payload);
    if (!fields || fields->terminal != check_.terminal || fields->epoch != check_.row.epoch || fields->seq != entry.seq) {
      suspect_ = entry.seq;
      return;
    }
    hash_ = contract::next_hash(hash_, entry.payload);
    if (hash_ != entry.hash) {
      suspect_ = entry.seq;
      return;
    }
    seq_ = entry.seq;
    ++check_.entries;
    look_at_heads();
    if (!found_ && check_.projected != nullptr) project(check_.terminal, check_.row.counter, *fields, *check_.projected);
  }

  void look_at_heads() {
    if (next_head_ == heads_.size() || heads_[next_head_].seq != seq_) return;
    const Head& head = heads_[next_head_++];
    const std::string since = std::to_string(signed_until_ + 1) + " to " + std::to_string(seq_);
    if (head.hash != hash_)
      return say(signed_until_ + 1, "signature", "the chain of the entries " + since + " is not the one the signed head is of");
    if (!contract::verify_head(check_.row.key, check_.terminal, head))
      return say(seq_, "signature", "the head behind this entry was not signed by the terminal's key");
    signed_until_ = seq_;
  }

  void look_at_end() {
    const std::int64_t promised = std::max(check_.row.last_seq, heads_.empty() ? 0 : heads_.back().seq);
    if (seq_ < promised) return say(seq_ + 1, "truncated", "entries up to " + std::to_string(promised) + " were received and are gone");
    if (seq_ > signed_until_) return say(signed_until_ + 1, "added", "no signed head stands behind this entry");
    if (seq_ > check_.row.last_seq || hash_ != check_.row.last_hash)
      return say(seq_, "added", "the county's head of this epoch is another one");
  }

  /// The number a stored row's payload gives itself; 0: it cannot be read or is of another journal.
  Result<std::int64_t> own_number(std::int64_t seq) {
    std::int64_t number = 0;
    const auto read = check_.tables.entries(check_.terminal, check_.row.epoch, seq, [&](const Entry& entry) {
      const auto fields = contract::decode_payload(entry.payload);
      if (entry.seq == seq && fields && fields->terminal == check_.terminal && fields->epoch == check_.row.epoch)
        number = fields->seq;
      return false;
    });
    if (!read) return tl::unexpected(read.error());
    return number;
  }

  /// What was done to a row that is false, told by the numbers that it and its neighbours give themselves.
  Result<void> name_suspect() {
    const std::int64_t seq = *suspect_;
    const auto claimed = own_number(seq);
    if (!claimed) return tl::unexpected(claimed.error());
    const auto other = *claimed > 0 && *claimed != seq ? own_number(*claimed) : own_number(seq + 1);
    if (!other) return tl::unexpected(other.error());
    if (*claimed == seq) {
      if (*other == seq)
        say(seq, "added", "an entry was put in here; the one that belongs here stands behind it");
      else
        say(seq, "payload", "its bytes are not those that were received");
    } else if (*claimed > 0 && *other == seq) {
      say(seq, "swapped", "it changed places with entry " + std::to_string(*claimed));
    } else if (*claimed == seq + 1) {
      say(seq, "missing", "it was taken out and the later ones moved up");
    } else if (*claimed == seq - 1) {
      say(seq - 1, "added", "an entry was put in there; the one that belongs there stands behind it");
    } else {
      say(seq, "payload", "its bytes are not those that were received");
    }
    return {};
  }

  EpochCheck& check_;
  std::vector<Head> heads_;
  std::size_t next_head_ = 0;
  std::int64_t seq_ = 0;
  std::int64_t signed_until_ = 0;
  Hash hash_;
  std::optional<std::int64_t> suspect_;
  std::optional<FirstFalse> found_;
};

}  // namespace

Result<std::optional<FirstFalse>> first_false_in(EpochCheck& check) {
  auto heads = check.tables.heads(check.terminal, check.row.epoch, 0);
  if (!heads) return tl::unexpected(heads.error());
  return EpochVerifier{check, std::move(*heads)}.run();
}

}  // namespace zhuangui::ingest
