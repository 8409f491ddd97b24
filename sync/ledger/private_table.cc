#include "ledger/private_table.h"

#include <mutex>

#include "sqlite.h"

namespace zhuangui::ledger {
namespace {

constexpr std::int64_t private_version = 1;
constexpr const char* private_schema =
    "CREATE TABLE IF NOT EXISTS private (reference TEXT PRIMARY KEY, terminal TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, "
    "put_at INTEGER NOT NULL, keep_until INTEGER NOT NULL, erased_at INTEGER NOT NULL, erased_by TEXT NOT NULL) WITHOUT ROWID;";

class SqlitePrivateTable final : public PrivateTable {
 public:
  explicit SqlitePrivateTable(std::unique_ptr<Connection> database) : db_{std::move(database)} {}

  Result<Put> put(const PrivateRow& row) override {
    const std::lock_guard hold{mutex_};
    if (const auto begun = db_->run("BEGIN IMMEDIATE"); !begun) return tl::unexpected(begun.error());
    auto done = put_inside(row);
    const auto ended = db_->run(done ? "COMMIT" : "ROLLBACK");
    if (done && !ended) return tl::unexpected(ended.error());
    return done;
  }

  Result<std::optional<PrivateRow>> find(std::string_view reference) override {
    const std::lock_guard hold{mutex_};
    return find_inside(reference);
  }

  Result<std::vector<PrivateRow>> rows() override {
    const std::lock_guard hold{mutex_};
    Query query{*db_, "SELECT reference, terminal, kind, '', put_at, keep_until, erased_at, erased_by FROM private ORDER BY reference"};
    std::vector<PrivateRow> all;
    while (query.row()) all.push_back(row_in(query));
    if (const auto done = query.done(); !done) return tl::unexpected(done.error());
    return all;
  }

  Result<bool> erase(std::string_view reference, std::string_view by, std::int64_t at) override {
    const std::lock_guard hold{mutex_};
    const auto done = Query{*db_, "UPDATE private SET body = '', erased_at = ?2, erased_by = ?3 WHERE reference = ?1 AND erased_at = 0", reference, at, by}.done();
    if (!done) return tl::unexpected(done.error());
    return db_->rows_changed() == 1;
  }

  Result<std::vector<std::string>> erase_expired(std::int64_t at) override {
    const std::lock_guard hold{mutex_};
    Query query{*db_, "UPDATE private SET body = '', erased_at = ?1, erased_by = 'retention' WHERE erased_at = 0 AND keep_until < ?1 RETURNING reference", at};
    std::vector<std::string> references;
    while (query.row()) references.push_back(query.text(0));
    if (const auto done = query.done(); !done) return tl::unexpected(done.error());
    return references;
  }

 private:
  static PrivateRow row_in(const Query& query) {
    return {query.text(0), query.text(1), query.text(2), query.text(3), query.integer(4), query.integer(5), query.integer(6), query.text(7)};
  }

  Result<std::optional<PrivateRow>> find_inside(std::string_view reference) {
    Query query{*db_, "SELECT reference, terminal, kind, body, put_at, keep_until, erased_at, erased_by FROM private WHERE reference = ?", reference};
    std::optional<PrivateRow> found;
    if (query.row()) found = row_in(query);
    if (const auto done = query.done(); !done) return tl::unexpected(done.error());
    return found;
  }

  Result<Put> put_inside(const PrivateRow& row) {
    const auto found = find_inside(row.reference);
    if (!found) return tl::unexpected(found.error());
    if (*found && (*found)->terminal != row.terminal) return Put::of_another;
    if (*found && (*found)->erased_at != 0) return Put::erased;
    if (*found && (*found)->kind == row.kind && (*found)->body == row.body) return Put::same;
    const auto done = Query{*db_, "INSERT INTO private (reference, terminal, kind, body, put_at, keep_until, erased_at, erased_by) VALUES (?, ?, ?, ?, ?, ?, 0, '') "
                                  "ON CONFLICT (reference) DO UPDATE SET kind = excluded.kind, body = excluded.body, keep_until = excluded.keep_until",
                            row.reference, row.terminal, row.kind, row.body, row.put_at, row.keep_until}
                          .done();
    if (!done) return tl::unexpected(done.error());
    return Put::stored;
  }

  std::mutex mutex_;
  std::unique_ptr<Connection> db_;
};

}  // namespace

Result<std::unique_ptr<PrivateTable>> PrivateTable::open(const std::string& file) {
  auto database = Connection::open(file, Connection::Kind::apart);
  if (!database) return tl::unexpected(database.error());
  const auto version = (*database)->integer("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  if (*version > private_version)
    return core::fail(Errc::newer_version, "open the side table " + file + ": a newer program wrote it", "start the newer program");
  if (*version == 0) {
    const auto made = (*database)->run(std::string("BEGIN IMMEDIATE; ") + private_schema + " PRAGMA user_version=1; COMMIT;");
    if (!made) return tl::unexpected(made.error());
  }
  return std::make_unique<SqlitePrivateTable>(std::move(*database));
}

}  // namespace zhuangui::ledger
