#pragma once
// The agent's two ports (agent/ports.h) put on the real journal and the real HTTP client. Shared by zhuangui-terminal,
// where the journal belongs to a thread of its own, and `zhuanguictl sync`, where there is only one thread.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "agent/ports.h"
#include "agent/step.h"
#include "http/client.h"
#include "journal/journal.h"
#include "journal/reader.h"

namespace zhuangui::app {

using JournalWork = std::function<core::Result<void>(journal::Journal&)>;
/// Has the work done where the journal lives, and returns its answer when it is done. When the journal has gone
/// (the terminal stops) the work is not done and the answer is an error.
using RunOnJournal = std::function<core::Result<void>(const JournalWork&)>;

/// For a program of one thread: does the work here and now. `journal` must outlive the result.
RunOnJournal run_directly(journal::Journal& journal);

/// The agent's settings for the terminal that is enrolled like this. `program` is the name alone: the version is added.
agent::Settings agent_settings(const journal::Enrolment& enrolment, std::string_view program, std::int64_t clock_offset_ms);

/// What the port needs of the program around it.
struct JournalPortParts {
  RunOnJournal run_on_journal;
  /// Reads beside the journal; used by the agent's thread alone, and must outlive the port.
  journal::Reader* reader = nullptr;
  /// The moment of an entry that is about to be written; called inside run_on_journal.
  std::function<journal::Moment()> moment;
  /// Called inside run_on_journal, right after the entry clock.set is on the disk: from now on moment() must answer
  /// under this offset and with the clock confirmed.
  std::function<void(std::int64_t offset_ms)> offset_changed;
  /// Called inside run_on_journal after a release was applied or an epoch begun; may be empty.
  std::function<void(const journal::KeptRelease&)> release_applied;
  std::function<void(const journal::Committed&)> epoch_started;
};

/// The agent's view of the journal: reads go to the reader, writes through run_on_journal. One thread.
class JournalPortOverJournal final : public agent::JournalPort {
 public:
  explicit JournalPortOverJournal(JournalPortParts parts);

  core::Result<agent::JournalSummary> summary() override;
  core::Result<std::vector<contract::Entry>> entries(std::int64_t epoch, std::int64_t from_seq,
                                                     std::size_t entries_max, std::size_t bytes_max) override;
  core::Result<std::optional<contract::Head>> head(std::int64_t epoch, std::int64_t seq) override;
  core::Result<std::optional<std::string>> section(const contract::Hash& hash) override;
  core::Result<void> set_county_position(agent::Position position) override;
  core::Result<void> set_list_confirmed() override;
  core::Result<void> apply_release(const contract::SignedManifest& manifest,
                                   std::vector<std::pair<std::string, std::string>> sections) override;
  core::Result<void> start_epoch(std::string_view cause) override;
  core::Result<void> set_clock_offset(std::int64_t offset_ms) override;

 private:
  /// Hash of the manifest in force. The release is read only when its version has changed: it may be megabytes, and
  /// summary() is asked for after every sale.
  core::Result<contract::Hash> release_hash(std::int64_t version);

  JournalPortParts parts_;
  std::int64_t hashed_version_ = 0;
  contract::Hash hashed_{};
};

/// The county's address before the agent's paths, over http::Client. `send` from one thread, `cancel` from any.
class HttpPortOverClient final : public agent::HttpPort {
 public:
  /// `county_url` without a path of its own ("https://county.example:8800"); a final slash does no harm.
  HttpPortOverClient(std::unique_ptr<http::Client> client, std::string county_url);

  core::Result<agent::HttpAnswer> send(const agent::HttpRequest& request) override;
  void cancel() override;

 private:
  std::unique_ptr<http::Client> client_;
  std::string county_url_;
};

/// A port to the county this terminal is enrolled with: address checked, its CA pinned. Errors: invalid_input (the
/// address is not one we may use), internal.
core::Result<std::unique_ptr<HttpPortOverClient>> open_http_port(const std::string& county_url,
                                                                 const std::string& ca_pem);

}  // namespace zhuangui::app
