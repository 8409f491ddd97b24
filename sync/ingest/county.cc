#include "ingest/county.h"

#include <functional>
#include <unordered_map>

#include "batch_writer.h"
#include "branches.h"
#include "contract/card_hash.h"
#include "counter_lists.h"
#include "day_report.h"
#include "enrolment.h"
#include "files.h"
#include "ledger/sqlite_ledger.h"
#include "own_journal.h"
#include "read_back.h"
#include "recompute.h"
#include "release.h"
#include "reservations.h"
#include "side_table.h"
#include "sold.h"
#include "tables.h"
#include "verify.h"

namespace zhuangui::ingest {
namespace {

constexpr std::int64_t heard_interval_ms = 10'000;
constexpr std::int64_t expiry_interval_ms = 3'600'000;
constexpr std::size_t heartbeat_bytes_max = 4096;
constexpr const char* pictures_cure = "give PNG or JPEG files of 64 to 1024 pixels a side, at most 64 KiB each and 8 MiB together";

class CountyOnLedger final : public County {
 public:
  CountyOnLedger(Environment environment, std::optional<ledger::FolderLock> lock,
                 std::unique_ptr<ledger::Ledger> ledger, std::optional<contract::KeyPair> key, std::string private_file, bool server)
      : environment_{std::move(environment)}, lock_{std::move(lock)}, ledger_{std::move(ledger)}, key_{std::move(key)}, private_file_{std::move(private_file)} {
    if (server) writer_ = std::make_unique<BatchWriter>(*ledger_, environment_);
  }

  BatchAnswer take_batch(std::string_view terminal, std::string_view packed) override {
    if (!writer_) return busy_answer({Errc::internal, "this county was not opened as a server", ""});
    auto prepared = prepare(*ledger_, terminal, packed);
    if (auto* refusal = std::get_if<BatchAnswer>(&prepared)) return std::move(*refusal);
    return writer_->take(std::move(std::get<Incoming>(prepared)));
  }

  BatchAnswer take_branch(std::string_view terminal, std::string_view packed) override {
    const auto prepared = prepare(*ledger_, terminal, packed);
    if (const auto* refusal = std::get_if<BatchAnswer>(&prepared)) return *refusal;
    const auto answered = writing<BatchAnswer>(*ledger_, [&](Writing& tables) {
      return set_aside(tables, std::get<Incoming>(prepared), environment_.now_ms());
    });
    return answered ? *answered : busy_answer(answered.error());
  }

  Result<std::vector<contract::CountyHead>> heads(std::string_view terminal) override {
    using Heads = std::vector<contract::CountyHead>;
    return reading<Heads>(*ledger_, [&](Reading& tables) -> Result<Heads> {
      if (const auto known = known_terminal(tables, terminal); !known) return tl::unexpected(known.error());
      const auto epochs = tables.epochs(terminal);
      if (!epochs) return tl::unexpected(epochs.error());
      Heads heads;
      for (const ledger::EpochRow& row : *epochs) heads.push_back({row.epoch, row.last_seq, row.last_hash});
      return heads;
    });
  }

  Result<std::string> entries(std::string_view terminal, std::int64_t epoch, std::int64_t from_seq) override {
    return batch_lines(*ledger_, terminal, epoch, from_seq);
  }
  Result<void> export_journal(std::string_view terminal, std::int64_t epoch,
                              const std::function<void(std::string_view)>& sink) override {
    return export_epoch(*ledger_, terminal, epoch, sink);
  }

  Result<Requester> requester(std::string_view terminal) override {
    return reading<Requester>(*ledger_, [&](Reading& tables) -> Result<Requester> {
      const auto row = known_terminal(tables, terminal);
      if (!row) return tl::unexpected(row.error());
      const auto keys = tables.keys(terminal);
      if (!keys) return tl::unexpected(keys.error());
      Requester requester{row->state, row->counter, {}};
      for (const ledger::KeyRow& key : *keys)
        if (key.state == ledger::KeyState::active) requester.key = key.key;
      return requester;
    });
  }

  Result<void> note_heard(std::string_view terminal, std::string_view heartbeat) override {
    if (heartbeat.size() > heartbeat_bytes_max)
      return core::fail(Errc::invalid_input, "the heartbeat is longer than 4096 bytes", "update the terminal");
    const std::int64_t now = environment_.now_ms();
    if (!is_due(terminal, now)) return {};
    if (is_time_to_expire(now))
      if (const auto done = expire_private(); !done) return tl::unexpected(done.error());
    return ledger_->write([&](Writing& tables) { return tables.note_heard(terminal, now, heartbeat); });
  }

  Result<contract::SignedManifest> manifest(std::string_view terminal) override {
    return reading<contract::SignedManifest>(*ledger_, [&](Reading& tables) -> Result<contract::SignedManifest> {
      const auto found = tables.manifest(terminal);
      if (!found) return tl::unexpected(found.error());
      if (!*found)
        return core::fail(Errc::not_found, "nothing is published for " + std::string(terminal) + " yet", "run: zhuangui-county publish");
      return **found;
    });
  }
  Result<std::string> section(const contract::Hash& hash) override {
    return reading<std::string>(*ledger_, [&](Reading& tables) -> Result<std::string> {
      auto found = tables.section(hash);
      if (!found) return tl::unexpected(found.error());
      if (!*found) return core::fail(Errc::not_found, "there is no section " + contract::to_hex(hash), "fetch the manifest again");
      return std::move(**found);
    });
  }
  Result<Published> publish() override { return ingest::publish(parts()); }

  Result<Committed> enrol_commit(std::string_view code, const contract::PublicKey& key,
                                 const contract::Hash& commitment) override {
    return commit(parts(), code, key, commitment);
  }
  Result<void> enrol_reveal(std::string_view code, const contract::PublicKey& key,
                            const contract::EnrolmentRandom& random) override {
    return reveal(parts(), code, key, random);
  }
  Result<EnrolmentState> enrol_status(std::string_view code, const contract::PublicKey& key) override {
    return state_of(parts(), code, key);
  }
  Result<EnrolmentCode> create_code(std::string_view counter, bool approve_at_once, std::string_view terminal) override {
    return ingest::create_code(parts(), counter, approve_at_once, terminal);
  }
  Result<std::vector<EnrolmentView>> enrolments() override { return views(parts()); }
  Result<void> approve(std::string_view terminal, std::string_view words) override {
    return ingest::approve(parts(), terminal, words);
  }
  Result<void> refuse(std::string_view terminal) override { return ingest::refuse(parts(), terminal); }
  Result<void> revoke(std::string_view terminal) override { return ingest::revoke(parts(), terminal); }

  Result<void> accept_branch(std::int64_t number) override {
    if (const auto current = projections_are_current(); !current) return current;
    return ingest::accept_branch(parts(), number);
  }
  Result<void> reject_branch(std::int64_t number) override { return ingest::reject_branch(parts(), number); }

  Result<std::string> approve_act(contract::ApprovalAsked asked) override {
    if (asked.challenge.size() != 6 || asked.challenge.find_first_not_of("0123456789") != std::string::npos || asked.amount < core::Money{})
      return core::fail(Errc::invalid_input, "approve an act: the number on the screen has six digits, and the amount is not below 0",
                        "ask the counter to read both once more");
    return writing<std::string>(*ledger_, [&](Writing& tables) -> Result<std::string> {
      const auto row = known_terminal(tables, asked.terminal);
      if (!row) return tl::unexpected(row.error());
      asked.counter = row->counter;
      core::JsonWriter body;
      body.begin_object().field("terminal", asked.terminal).field("counter", asked.counter).field("act", asked.act);
      body.field("amount_fen", asked.amount.in_fen()).field("challenge", asked.challenge).end_object();
      if (const auto written = journal_own(tables, *key_, environment_.now_ms(), own_kind::approval_given, body.text()); !written)
        return tl::unexpected(written.error());
      return contract::approval_code(contract::approval_key(*key_, asked.counter), asked);
    });
  }

  Result<ReservationAnswer> reserve(std::string_view terminal, const ReservationAsked& asked) override { return ingest::reserve(parts(), terminal, asked); }

  Result<void> put_private(std::string_view terminal, std::string_view reference, std::string_view body) override {
    return with_private<void>([&](ledger::PrivateTable& table) { return ingest::put_private(table, environment_.now_ms(), terminal, reference, body); });
  }
  Result<void> erase_private(std::string_view terminal, std::string_view reference) override {
    return with_private<void>([&](ledger::PrivateTable& table) { return ingest::erase_private(table, parts(), terminal, reference); });
  }
  Result<std::int64_t> expire_private() override {
    return with_private<std::int64_t>([&](ledger::PrivateTable& table) { return erase_expired(table, parts()); });
  }
  Result<std::vector<ledger::PrivateRow>> private_rows() override {
    return with_private<std::vector<ledger::PrivateRow>>([](ledger::PrivateTable& table) { return table.rows(); });
  }
  Result<std::optional<ledger::PrivateRow>> private_row(std::string_view reference) override {
    return with_private<std::optional<ledger::PrivateRow>>([&](ledger::PrivateTable& table) { return table.find(reference); });
  }

  Result<std::int64_t> import_csv(std::string_view kind, std::string_view text, std::string_view file) override {
    if (kind == "products")
      return replaced_by_csv(kind, products_from_csv(text, file), &Writing::replace_products);
    if (kind == "prices") return replaced_by_csv(kind, prices_from_csv(text, file), &Writing::replace_prices);
    if (kind == "bands") return replaced_by_csv(kind, bands_from_csv(text, file), &Writing::replace_bands);
    if (kind == "promotions") return replaced_by_csv(kind, promotions_from_csv(text, file), &Writing::replace_promotions);
    if (kind == "counters") return replaced_by_csv(kind, counters_from_csv(text, file), &Writing::replace_counters);
    if (kind == "staff") return replaced_by_csv(kind, with_references(staff_from_csv(text, file)), &Writing::replace_staff);
    if (is_counter_list(kind)) return import_counter_list(kind, text, file);
    return unknown_kind(kind);
  }
  Result<std::string> export_csv(std::string_view kind) override {
    return reading<std::string>(*ledger_, [&](Reading& tables) -> Result<std::string> {
      const auto text = [](const auto& rows) -> Result<std::string> {
        if (!rows) return tl::unexpected(rows.error());
        return csv_of(*rows);
      };
      if (kind == "products") return text(tables.products());
      if (kind == "prices") return text(tables.prices());
      if (kind == "bands") return text(tables.bands());
      if (kind == "promotions") return text(tables.promotions());
      if (kind == "counters") return text(tables.counters());
      if (kind == "staff") return text(tables.staff());
      if (is_counter_list(kind)) {
        const auto rows = tables.counter_rows(kind);
        if (!rows) return tl::unexpected(rows.error());
        return csv_of_counter_rows(kind, *rows);
      }
      return unknown_kind(kind);
    });
  }
  Result<std::vector<core::Product>> products() override {
    return reading<std::vector<core::Product>>(*ledger_, [](Reading& tables) { return tables.products(); });
  }

  Result<std::int64_t> import_pictures(const std::vector<core::Picture>& pictures) override {
    // As a terminal will read them: what it would refuse is refused here.
    const auto book = core::PictureBook::parse(core::pictures_section(pictures));
    if (!book) return core::fail(Errc::invalid_input, "import pictures: " + book.error().cause, pictures_cure);
    return replaced("pictures", pictures, core::pictures_section(pictures), &Writing::replace_pictures);
  }
  Result<std::vector<core::Picture>> pictures() override {
    return reading<std::vector<core::Picture>>(*ledger_, [](Reading& tables) { return tables.pictures(); });
  }

  Result<DayReport> report_day(std::string_view from, std::string_view to, std::string_view counter) override {
    if (const auto current = projections_are_current(); !current) return tl::unexpected(current.error());
    return day_report(*ledger_, from, to, counter);
  }
  Result<SalesReport> report_sales(std::string_view from, std::string_view to, std::string_view counter) override {
    if (const auto current = projections_are_current(); !current) return tl::unexpected(current.error());
    return sales_report(*ledger_, from, to, counter);
  }
  Result<DayActs> acts_of(std::string_view day) override {
    if (const auto current = projections_are_current(); !current) return tl::unexpected(current.error());
    return day_acts(*ledger_, day);
  }
  Result<QuotaReport> report_quota(std::string_view to, std::string_view counter) override {
    if (const auto current = projections_are_current(); !current) return tl::unexpected(current.error());
    return quota_report(*ledger_, to, counter);
  }
  Result<contract::ReturnsAnswer> returns_of(std::string_view sale) override {
    if (const auto current = projections_are_current(); !current) return tl::unexpected(current.error());
    return ingest::returns_of(*ledger_, sale);
  }
  Result<VerifyReport> verify() override {
    if (const auto current = projections_are_current(); !current) return tl::unexpected(current.error());
    return ingest::verify(*ledger_);
  }
  Result<RecomputeReport> recompute() override { return ingest::recompute(*ledger_); }
  Result<CountyStatus> status() override {
    if (const auto current = projections_are_current(); !current) return tl::unexpected(current.error());
    return county_status(*ledger_);
  }
  Result<std::int64_t> rebuild() override {
    return writing<std::int64_t>(*ledger_, [](Writing& tables) -> Result<std::int64_t> {
      std::int64_t entries = 0;
      const auto projected = projections_of_all(tables, &entries);
      if (!projected) return tl::unexpected(projected.error());
      if (const auto cleared = tables.clear_projections(); !cleared) return tl::unexpected(cleared.error());
      if (const auto added = tables.add_projected(*projected); !added) return tl::unexpected(added.error());
      return entries;
    });
  }
  [[nodiscard]] const contract::KeyPair& working_key() const override { return *key_; }

  Result<void> rebuild_if_outdated() {
    if (!ledger_->projections_outdated()) return {};
    if (const auto rebuilt = rebuild(); !rebuilt) return tl::unexpected(rebuilt.error());
    return {};
  }

 private:
  [[nodiscard]] Parts parts() const { return {*ledger_, *key_, environment_}; }

  /// Opened by the first that needs it.
  template <class Value, class Work>
  Result<Value> with_private(const Work& work) {
    {
      const std::lock_guard hold{private_mutex_};
      if (!private_) {
        auto opened = ledger::PrivateTable::open(private_file_);
        if (!opened) return tl::unexpected(opened.error());
        private_ = std::move(*opened);
      }
    }
    return work(*private_);
  }

  static tl::unexpected<core::Error> unknown_kind(std::string_view kind) {
    return core::fail(Errc::invalid_input, "there is no list \"" + std::string(kind) + "\"", "name products, prices, bands, promotions, counters, staff, settings, holders, quotas, orders or pickups");
  }

  static Result<ledger::TerminalRow> known_terminal(Reading& tables, std::string_view terminal) {
    const auto row = tables.terminal(terminal);
    if (!row) return tl::unexpected(row.error());
    if (!*row) return core::fail(Errc::not_found, "the county knows no terminal " + std::string(terminal), "enrol it");
    return **row;
  }

  Result<void> projections_are_current() const {
    if (!ledger_->projections_outdated()) return {};
    return core::fail(Errc::refused, "the county's sums were made by another version of this program",
                      "run: zhuangui-county rebuild, or start the county once");
  }

  /// Who has no reference yet keeps the one they had under that number of that counter, or gets a new one at random.
  Result<std::vector<ledger::StaffRow>> with_references(Result<std::vector<ledger::StaffRow>> rows) {
    if (!rows) return rows;
    const auto known = reading<std::vector<ledger::StaffRow>>(*ledger_, [](Reading& tables) { return tables.staff(); });
    if (!known) return known;
    for (ledger::StaffRow& row : *rows) {
      if (!row.member.reference.empty()) continue;
      for (const ledger::StaffRow& before : *known)
        if (before.counter == row.counter && before.member.number == row.member.number) row.member.reference = before.member.reference;
      if (row.member.reference.empty()) row.member.reference = new_reference();
    }
    return rows;
  }
  std::string new_reference() {
    constexpr std::string_view signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::uint8_t bytes[8];
    environment_.random(bytes, sizeof bytes);
    std::string reference = "S-";
    for (const std::uint8_t byte : bytes) reference += signs[byte % signs.size()];
    return reference;
  }

  template <class Row>
  Result<std::int64_t> replaced_by_csv(std::string_view kind, const Result<std::vector<Row>>& rows,
                                       Result<void> (Writing::*replace)(const std::vector<Row>&)) {
    if (!rows) return tl::unexpected(rows.error());
    return replaced(kind, *rows, csv_of(*rows), replace);
  }

  Result<std::int64_t> import_counter_list(std::string_view kind, std::string_view text, std::string_view file) {
    const ListMaker maker{[this](std::string_view counter) { return contract::card_key(*key_, counter); }, core::WallTime{environment_.now_ms()}};
    const auto rows = counter_rows_from_csv(kind, text, file, maker);
    if (!rows) return tl::unexpected(rows.error());
    const auto exported = csv_of_counter_rows(kind, *rows);
    if (!exported) return tl::unexpected(exported.error());
    return replaced(kind, *rows, *exported, [kind](Writing& tables, const std::vector<ledger::CounterRow>& all) {
      return tables.replace_counter_rows(kind, all);
    });
  }

  /// One list replaced as a whole, with an entry in the county's own journal; `exported` is what the entry's hash is of.
  template <class Row, class Replace>
  Result<std::int64_t> replaced(std::string_view kind, const std::vector<Row>& rows, const std::string& exported, const Replace& replace) {
    core::JsonWriter body;
    body.begin_object().field("list", kind).field("rows", static_cast<std::int64_t>(rows.size()));
    body.field("hash", contract::to_hex(contract::blake2b(exported))).end_object();
    const auto done = ledger_->write([&](Writing& tables) -> Result<void> {
      if (const auto put = std::invoke(replace, tables, rows); !put) return put;
      return journal_own(tables, *key_, environment_.now_ms(), own_kind::list_imported, body.text());
    });
    if (!done) return tl::unexpected(done.error());
    return static_cast<std::int64_t>(rows.size());
  }

  bool is_time_to_expire(std::int64_t now) {
    const std::lock_guard hold{heard_mutex_};
    if (now - expired_at_ < expiry_interval_ms && now >= expired_at_) return false;
    expired_at_ = now;
    return true;
  }

  bool is_due(std::string_view terminal, std::int64_t now) {
    const std::lock_guard hold{heard_mutex_};
    std::int64_t& last = heard_[std::string(terminal)];
    if (last != 0 && now - last < heard_interval_ms && now >= last) return false;
    last = now;
    return true;
  }

  Environment environment_;
  std::optional<ledger::FolderLock> lock_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::optional<contract::KeyPair> key_;  // none in reader mode
  const std::string private_file_;
  std::mutex private_mutex_;
  std::unique_ptr<ledger::PrivateTable> private_;  // null until it is needed
  std::mutex heard_mutex_;
  std::unordered_map<std::string, std::int64_t> heard_;
  std::int64_t expired_at_ = 0;
  std::unique_ptr<BatchWriter> writer_;  // last: its thread uses all of the above
};

/// The key on the disk must be the one the terminals were told.
Result<contract::KeyPair> county_key(const std::string& directory, ledger::Ledger& ledger) {
  auto key = contract::load_key(working_key_file(directory));
  if (!key) return key;
  const auto county = reading<ledger::CountyRow>(ledger, [](Reading& tables) { return tables.county(); });
  if (!county) return tl::unexpected(county.error());
  if (county->working_key != key->public_key())
    return core::fail(Errc::conflict, "the key file " + working_key_file(directory) + " is not this county's",
                      "put the county's own key file back");
  return key;
}

}  // namespace

Result<std::unique_ptr<County>> County::open(const std::string& directory, Mode mode, Environment environment) {
  if (!contract::initialise()) return core::fail(Errc::internal, "this machine gives no randomness", "restart it");
  auto ledger = ledger::open_sqlite(database_file(directory), mode == Mode::reader ? ledger::Access::read : ledger::Access::write);
  if (!ledger) return tl::unexpected(ledger.error());
  std::optional<ledger::FolderLock> lock;
  if (mode == Mode::server) {
    auto taken = ledger::FolderLock::take(directory);
    if (!taken) return tl::unexpected(taken.error());
    lock = std::move(*taken);
  }
  std::optional<contract::KeyPair> key;
  if (mode != Mode::reader) {
    auto loaded = county_key(directory, **ledger);
    if (!loaded) return tl::unexpected(loaded.error());
    key = std::move(*loaded);
  }
  auto county = std::make_unique<CountyOnLedger>(std::move(environment), std::move(lock), std::move(*ledger),
                                                 std::move(key), private_file(directory), mode == Mode::server);
  if (mode == Mode::server)
    if (const auto ready = county->rebuild_if_outdated(); !ready) return tl::unexpected(ready.error());
  return county;
}

}  // namespace zhuangui::ingest
