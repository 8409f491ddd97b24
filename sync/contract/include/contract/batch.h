#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/entry.h"

namespace zhuangui::contract {

/// A piece of one epoch of one journal, as exported and as sent (design §5 Export, §6): consecutive entries and the
/// head of the last of them. In an export more heads may stand between the entries.
struct Batch {
  std::string terminal;
  std::int64_t epoch = 0;
  PublicKey public_key{};
  std::vector<Entry> entries;
  std::vector<Head> heads;  ///< the last one closes the batch
};

/// Limits of one batch on the wire; the county answers 413 beyond them.
inline constexpr std::size_t batch_entries_max = 500;
inline constexpr std::size_t batch_packed_bytes_max = 1u << 20;
inline constexpr std::size_t batch_bytes_max = 8u << 20;

/// NDJSON: first line, entries, each head after the entry it is of.
std::string encode_batch(const Batch& batch);
/// Errors: invalid_input, naming the line. Checks form only: that hashes chain and heads verify is check_batch.
core::Result<Batch> decode_batch(std::string_view ndjson);

/// zstd at level 3, and back with a bound on the unpacked size. Errors: invalid_input (damaged), refused (over the bound).
std::string pack(std::string_view bytes);
core::Result<std::string> unpack(std::string_view packed, std::size_t bytes_max);

/// The first thing in a batch that does not hold.
struct BatchFault {
  std::int64_t seq = 0;
  std::string reason;    ///< payload | missing | signature
  std::string sentence;
};

/// Checks that the entries are numbered from `previous_seq` + 1 without gaps, that each payload names the same
/// terminal, epoch and seq, that hashes follow from `previous`, and that the closing head is of the last entry and
/// verifies under `key`; earlier heads must fit their entries and verify too. nullopt: all of it holds.
std::optional<BatchFault> find_batch_fault(const Batch& batch, const PublicKey& key, std::int64_t previous_seq,
                                           const Hash& previous);
/// The same without knowing what came before: the first entry's number and hash are taken as they are given.
std::optional<BatchFault> find_batch_fault_inside(const Batch& batch, const PublicKey& key);
/// find_batch_fault as an error: corrupt, its cause naming terminal, epoch, seq and reason.
core::Result<void> check_batch(const Batch& batch, const PublicKey& key, std::int64_t previous_seq,
                               const Hash& previous);

}  // namespace zhuangui::contract
