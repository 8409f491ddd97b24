#pragma once
#include <string>
#include <string_view>

#include "contract/digest.h"
#include "contract/keys.h"
#include "core/json.h"
#include "core/result.h"

namespace zhuangui::contract {

/// The facts of one journal entry before it is numbered into the chain (design §5). `body` is one JSON object.
struct EntryFields {
  std::string terminal;
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  std::string kind;
  std::int64_t version = 1;
  std::int64_t at = 0;        ///< UTC milliseconds of the raw clock
  std::string business_day;   ///< "2026-11-24"
  std::string body;
};

/// The exact bytes that are hashed, stored and sent:
/// {"terminal","epoch","seq","kind","version","at","business_day","body"} without white space.
std::string encode_payload(const EntryFields& fields);
/// Errors: invalid_input (not such an object). `body` is given as the exact text inside the payload.
core::Result<EntryFields> decode_payload(std::string_view payload);

/// One link of the chain as stored and sent.
struct Entry {
  std::int64_t seq = 0;
  Hash hash{};
  std::string payload;
  friend bool operator==(const Entry&, const Entry&) = default;
};

/// hash[0] of an epoch, and hash[seq] from hash[seq-1].
Hash first_hash(const PublicKey& key, std::int64_t epoch);
Hash next_hash(const Hash& previous, std::string_view payload);

/// A signed statement "the journal of `terminal` in `epoch` has `seq` entries and ends in `hash`".
struct Head {
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  Hash hash{};
  Signature signature{};
  friend bool operator==(const Head&, const Head&) = default;
};
std::string head_text(std::string_view terminal, std::int64_t epoch, std::int64_t seq, const Hash& hash);
Head sign_head(const KeyPair& key, std::string_view terminal, std::int64_t epoch, std::int64_t seq, const Hash& hash);
[[nodiscard]] bool verify_head(const PublicKey& key, std::string_view terminal, const Head& head);

}  // namespace zhuangui::contract
