#include "on_disk.h"

#include "place.h"

namespace zhuangui::journal {
namespace {

// In pages of 4 KiB: when tidy() finds it worth while, and when even a sale has to wait for it.
constexpr int log_pages_tidy = 1'000;
constexpr int log_pages_max = 8'000;

// After these, what SQLite holds in memory may differ from what is on the disk.
bool spoils_connection(Errc code) {
  return code == Errc::io_error || code == Errc::corrupt || code == Errc::read_only || code == Errc::permission ||
         code == Errc::internal;
}

std::string with_doubt(std::string body) {
  body.pop_back();
  body += body.size() > 1 ? ",\"clock_doubtful\":true}" : "\"clock_doubtful\":true}";
  return body;
}

tl::unexpected<core::Error> wrong_terminal(const std::string& cause) {
  return core::fail(Errc::conflict, cause, "name the folder of this terminal with --data, or bring its own key back");
}

}  // namespace

Result<std::unique_ptr<Journal>> Journal::open(const std::string& directory, const Enrolment& enrolment,
                                               contract::KeyPair key, const Options& options) {
  if (!contract::initialise())
    return core::fail(Errc::internal, "open the journal: the machine has no source of randomness", "report this");
  if (key.public_key() != enrolment.terminal_key)
    return wrong_terminal("open " + directory + ": terminal.key is not the key that " + enrolment.terminal +
                          " is enrolled with");
  // Asked first, so that a folder that is not enrolled is left as it is.
  const auto kept = load_enrolment(directory);
  if (!kept) return tl::unexpected(kept.error());
  if (kept->terminal != enrolment.terminal || kept->terminal_key != enrolment.terminal_key)
    return wrong_terminal("open " + directory + ": it belongs to terminal " + kept->terminal);
  auto lock = DirectoryLock::take(directory);
  if (!lock) return tl::unexpected(lock.error());
  auto journal = std::make_unique<OnDisk>(directory, *kept, std::move(key), options.vfs, std::move(*lock));
  if (auto begun = journal->begin(); !begun) return tl::unexpected(begun.error());
  return journal;
}

OnDisk::OnDisk(std::string directory, Enrolment enrolment, contract::KeyPair key, std::string vfs, DirectoryLock lock)
    : directory_{std::move(directory)},
      enrolment_{std::move(enrolment)},
      key_{std::move(key)},
      vfs_{std::move(vfs)},
      lock_{std::move(lock)} {}

Result<void> OnDisk::begin() {
  if (auto connected = connect(); !connected) return connected;
  begun_ = true;
  return fill_found();
}

Result<void> OnDisk::connect() {
  auto database = open_for_writing(directory_, vfs_);
  if (!database) return tl::unexpected(database.error());
  // What the log holds goes into the database and to the disk now: after a failed sync the system may have forgotten
  // that parts of the log never got there.
  if (auto moved = database->checkpoint(false); !moved) return moved;
  auto chain = read_chain(*database, enrolment_.terminal, key_.public_key());
  if (!chain) return tl::unexpected(chain.error());
  if (begun_ && place_of(chain->epoch, chain->seq) < place_of(chain_.epoch, chain_.seq))
    return core::fail(Errc::corrupt,
                      "open the journal again: entry " + std::to_string(chain_.seq) + " was on the disk and is gone",
                      "stop selling on this terminal and replace its disk; the county holds what was sent");
  if (auto done = catch_up(*database, {}); !done) return done;
  database_ = std::move(*database);
  auto statements = prepare_statements();
  if (!statements) {
    disconnect();
    return tl::unexpected(statements.error());
  }
  statements_ = std::move(*statements);
  chain_ = std::move(*chain);
  files_ = OpenFiles::of(directory_);
  return {};
}

void OnDisk::disconnect() {
  statements_ = {};
  database_ = {};
}

Result<void> OnDisk::ready() {
  if (stopped_) return core::fail(Errc::internal, "use the journal: it was stopped", "report this");
  if (database_.is_open()) return {};
  return connect();
}

Result<OnDisk::Statements> OnDisk::prepare_statements() {
  Statements answer;
  const std::pair<Statement*, const char*> wanted[] = {
      {&answer.insert_entry, "INSERT INTO entries VALUES (?1, ?2, ?3)"},
      {&answer.insert_head, "INSERT INTO heads VALUES (?1, ?2, ?3)"},
      {&answer.find_sale, "SELECT place FROM projected_sales WHERE sale = ?1"},
      {&answer.find_return, "SELECT place FROM projected_returns WHERE id = ?1"},
      {&answer.read_entry, "SELECT hash, payload FROM entries WHERE place = ?1"},
      {&answer.put_cart,
       "INSERT INTO carts VALUES (?1, 'open', ?2) ON CONFLICT DO UPDATE SET state = 'open', content = ?2"},
      {&answer.drop_cart, "DELETE FROM carts WHERE sale = ?1"},
      {&answer.drop_other_carts, "DELETE FROM carts WHERE state = 'open' AND sale <> ?1"},
      {&answer.drop_parked, "DELETE FROM parked_carts WHERE sale = ?1"},
      {&answer.put_number,
       "INSERT INTO sale_numbers VALUES (?1, ?2) ON CONFLICT DO UPDATE SET next_number = max(next_number, ?2)"},
      {&answer.overdue_shift,
       "SELECT shift FROM projected_shifts WHERE shift = (SELECT max(shift) FROM projected_shifts) AND closed = 0 AND "
       "(opened = 1 OR shift > 1) AND business_day < ?1"},
      {&answer.insert_print_job,
       "INSERT INTO print_jobs (sale, copy, state, bytes, bytes_sent, trouble) VALUES (?1, ?2, 'queued', x'', 0, '') "
       "RETURNING number"}};
  for (const auto& [statement, sql] : wanted) {
    auto prepared = database_.prepare(sql);
    if (!prepared) return tl::unexpected(prepared.error());
    *statement = std::move(*prepared);
  }
  auto projector = Projector::prepare(database_, "projected_");
  if (!projector) return tl::unexpected(projector.error());
  answer.projector = std::move(*projector);
  return answer;
}

Result<void> OnDisk::begin_transaction() {
  if (auto is_ready = ready(); !is_ready) return is_ready;
  auto begun = database_.execute("BEGIN IMMEDIATE");
  if (!begun && spoils_connection(begun.error().code)) disconnect();
  return begun;
}

Result<void> OnDisk::commit() {
  if (auto done = database_.execute("COMMIT"); !done) return done;
  if (auto kept = keep_files_in_place(); !kept) return kept;
  // The sale is on the disk: a fault of the checkpoint is no fault of the sale, and shows again at the next one.
  if (database_.log_pages() > log_pages_max)
    if (const auto moved = database_.checkpoint(false); !moved && spoils_connection(moved.error().code)) disconnect();
  return {};
}

Result<void> OnDisk::keep_files_in_place() {
  switch (files_.state()) {
    case OpenFiles::State::in_place:
      return {};
    case OpenFiles::State::database_gone:
      return core::fail(Errc::corrupt, "use " + database_path(directory_) + ": it was deleted or replaced while in use",
                        "stop selling on this terminal and restore the last backup; the county holds what was sent");
    case OpenFiles::State::log_gone:
      break;
  }
  if (auto back = put_log_back(database_, directory_); !back) return back;
  disconnect();
  return connect();
}

void OnDisk::undo(const Chain& before, const core::Error& error) {
  chain_ = before;
  const bool undone = !database_.in_transaction() || database_.execute("ROLLBACK").has_value();
  if (!undone || spoils_connection(error.code)) disconnect();
}

Result<Committed> OnDisk::append_entry(std::string_view kind, std::int64_t version, std::string body,
                                       const Moment& at) {
  const auto day = core::business_day(at.raw, at.county_offset_ms, chain_.last_day, at.clock_confirmed);
  if (day.clock_doubtful) body = with_doubt(std::move(body));
  if (chain_.epoch == 0) return core::fail(Errc::conflict, "append to the journal: no epoch has begun", "report this");
  const contract::EntryFields fields{.terminal = enrolment_.terminal,
                                     .epoch = chain_.epoch,
                                     .seq = chain_.seq + 1,
                                     .kind = std::string(kind),
                                     .version = version,
                                     .at = at.raw.utc_ms,
                                     .business_day = core::date_text(day.date),
                                     .body = std::move(body)};
  const std::string payload = contract::encode_payload(fields);
  const contract::Hash hash = contract::next_hash(chain_.hash, payload);
  const auto head = contract::sign_head(key_, enrolment_.terminal, fields.epoch, fields.seq, hash);
  const std::int64_t place = place_of(fields.epoch, fields.seq);
  auto done = statements_.insert_entry.run(place, Blob::of(hash), payload);
  if (done) done = statements_.projector.apply(place, payload);
  if (done) done = statements_.insert_head.run(place, Blob::of(hash), Blob::of(head.signature));
  if (!done) return tl::unexpected(done.error());
  chain_.seq = fields.seq;
  chain_.hash = hash;
  chain_.last_day = day.date;
  chain_.last_at = fields.at;
  chain_.last_kind = fields.kind;
  return Committed{.epoch = fields.epoch, .seq = fields.seq, .hash = hash, .business_day = fields.business_day};
}

Result<Committed> OnDisk::start_epoch(std::string_view cause, const Moment& at) {
  return transact<Committed>([&]() -> Result<Committed> {
    const std::int64_t epoch = core::next_epoch_number(chain_.epoch, {at.raw.utc_ms + at.county_offset_ms});
    if (epoch > epoch_max)
      return core::fail(Errc::invalid_input, "begin an epoch: the clock is beyond the year 6000", "set the clock");
    std::string body = core::epoch_started_body(cause, chain_.epoch, chain_.seq, contract::to_hex(chain_.hash));
    chain_.epoch = epoch;
    chain_.seq = 0;
    chain_.hash = contract::first_hash(key_.public_key(), epoch);
    return append_entry(core::kind::epoch_started, 1, std::move(body), at);
  });
}

Result<Committed> OnDisk::append(std::string_view kind, std::int64_t version, std::string_view body, const Moment& at) {
  const auto document = core::JsonDocument::parse(body);
  if (!document || !document->root().is_object() || body.back() != '}')
    return core::fail(Errc::invalid_input, "append " + std::string(kind) + ": its body is no JSON object",
                      "report this");
  return transact<Committed>([&] { return append_entry(kind, version, std::string(body), at); });
}

Result<void> OnDisk::tidy() {
  if (!database_.is_open()) return {};
  if (auto kept = keep_files_in_place(); !kept) {
    disconnect();
    return kept;
  }
  if (database_.log_pages() < log_pages_tidy) return {};
  auto moved = database_.checkpoint(false);
  if (!moved && spoils_connection(moved.error().code)) disconnect();
  return moved;
}

Result<void> OnDisk::stop_orderly(const Moment& at) {
  Result<void> outcome;
  if (chain_.epoch != 0)
    if (const auto last = append(core::kind::terminal_stopped, 1, core::terminal_stopped_body(), at); !last)
      outcome = tl::unexpected(last.error());
  if (outcome && database_.is_open()) outcome = database_.checkpoint(true);
  disconnect();
  lock_.release();
  stopped_ = true;
  return outcome;
}

}  // namespace zhuangui::journal
