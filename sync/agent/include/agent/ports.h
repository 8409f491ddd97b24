#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/batch.h"
#include "contract/entry.h"
#include "contract/release.h"
#include "core/result.h"

namespace zhuangui::agent {

using core::Result;

struct Position {
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// Last entry of one epoch of our own journal.
struct EpochEnd {
  std::int64_t epoch = 0;
  std::int64_t last_seq = 0;
  contract::Hash last_hash{};
  friend bool operator==(const EpochEnd&, const EpochEnd&) = default;
};

/// What the agent knows of the journal: one consistent look at it.
struct JournalSummary {
  std::vector<EpochEnd> epochs;     ///< in order; the last one is the current one
  Position confirmed;               ///< newest entry the county has confirmed, {0,0}: none
  std::int64_t release_version = 0; ///< in force, 0: none
  contract::Hash release_hash{};    ///< BLAKE2b of its manifest's exact text, when release_version > 0
};

/// The journal as the agent needs it. The application implements it; every call comes from the agent's thread and may
/// wait for the journal's own thread. Errors are those of the journal (is_transient: tried again later).
class JournalPort {
 public:
  virtual ~JournalPort() = default;

  virtual Result<JournalSummary> summary() = 0;
  /// Entries of one epoch from `from_seq` on, at most `entries_max` and `bytes_max` of payload, but at least one when
  /// there is one.
  virtual Result<std::vector<contract::Entry>> entries(std::int64_t epoch, std::int64_t from_seq,
                                                       std::size_t entries_max, std::size_t bytes_max) = 0;
  /// The stored signed head of that very entry; nullopt when its transaction went on after it. The last entry of an
  /// epoch always has one.
  virtual Result<std::optional<contract::Head>> head(std::int64_t epoch, std::int64_t seq) = 0;
  /// The bytes of a section of the release in force; nullopt when that release has none of this hash.
  virtual Result<std::optional<std::string>> section(const contract::Hash& hash) = 0;

  /// The county holds everything up to here. Never goes back: an older position is ignored.
  virtual Result<void> set_county_position(Position position) = 0;
  /// The county said just now that the release in force is the newest.
  virtual Result<void> set_list_confirmed() = 0;
  /// Applies a checked release whole or not at all. `sections` in the manifest's order: name and exact bytes.
  virtual Result<void> apply_release(const contract::SignedManifest& manifest,
                                     std::vector<std::pair<std::string, std::string>> sections) = 0;
  /// Begins a new epoch whose first entry is epoch.started with this cause ("county_ahead").
  virtual Result<void> start_epoch(std::string_view cause) = 0;
  /// The county's clock is `offset_ms` ahead of ours: appends clock.set {offset_ms, source "county"} and uses the
  /// offset for every entry from then on.
  virtual Result<void> set_clock_offset(std::int64_t offset_ms) = 0;
};

struct HttpHeader {
  std::string name;
  std::string value;
};
struct HttpRequest {
  std::string method;
  std::string path;  ///< path and query, to be put behind the county's address as they are
  std::vector<HttpHeader> headers;
  std::string body;
  std::size_t answer_bytes_max = 1u << 20;
  int timeout_ms = 30'000;
};
struct HttpAnswer {
  int status = 0;
  std::vector<HttpHeader> headers;  ///< names in lower case
  std::string body;
};

/// The way to the county. The application puts http::Client behind it.
class HttpPort {
 public:
  virtual ~HttpPort() = default;
  /// Errors: offline, timeout (try again), others as http::Client. From one thread at a time.
  virtual Result<HttpAnswer> send(const HttpRequest& request) = 0;
  /// Ends a running `send` and all later ones at once; from any thread.
  virtual void cancel() = 0;
};

}  // namespace zhuangui::agent
