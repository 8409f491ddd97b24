#include "ledger/sqlite_ledger.h"

#include <atomic>
#include <mutex>

#include "folder_lock.h"
#include "schema.h"
#include "sqlite_tables.h"

namespace zhuangui::ledger {
namespace {

class SqliteLedger final : public Ledger {
 public:
  SqliteLedger(std::string file, std::unique_ptr<Connection> writer, bool outdated)
      : file_{std::move(file)}, writer_{std::move(writer)}, outdated_{outdated} {}

  Result<void> read(const std::function<Result<void>(Reading&)>& work) override {
    auto connection = take_reader();
    if (!connection) return tl::unexpected(connection.error());
    if (const auto begun = (*connection)->run("BEGIN"); !begun) return begun;
    SqliteTables tables{**connection};
    auto answer = work(tables);
    // A read has nothing to commit; a connection that cannot even end it is not used again.
    if (const auto ended = (*connection)->run("COMMIT"); !ended) return answer ? ended : answer;
    const std::lock_guard hold{readers_mutex_};
    if (idle_readers_.size() < idle_readers_max) idle_readers_.push_back(std::move(*connection));
    return answer;
  }

  Result<void> write(const std::function<Result<void>(Writing&)>& work) override {
    const std::lock_guard hold{writer_mutex_};
    if (!writer_)
      return core::fail(Errc::internal, "write to the county's database: it was opened for reading only",
                        "this is a fault of the program");
    if (const auto begun = writer_->run("BEGIN IMMEDIATE"); !begun) return begun;
    SqliteTables tables{*writer_};
    auto done = work(tables);
    if (done) done = writer_->run("COMMIT");
    // SQLite may have rolled back by itself already (disk full): then this ROLLBACK has nothing to do.
    if (!done) (void)writer_->run("ROLLBACK");
    if (done && outdated_) outdated_ = !projections_current(*writer_).value_or(false);
    return done;
  }

  [[nodiscard]] bool projections_outdated() const override { return outdated_; }

 private:
  static constexpr std::size_t idle_readers_max = 8;

  Result<std::unique_ptr<Connection>> take_reader() {
    {
      const std::lock_guard hold{readers_mutex_};
      if (!idle_readers_.empty()) {
        auto connection = std::move(idle_readers_.back());
        idle_readers_.pop_back();
        return connection;
      }
    }
    return Connection::open(file_, Connection::Kind::read);
  }

  const std::string file_;
  std::mutex writer_mutex_;
  std::unique_ptr<Connection> writer_;  // null when opened for reading
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Connection>> idle_readers_;
  std::atomic<bool> outdated_;
};

Result<std::unique_ptr<Connection>> open_connection(const std::string& file, Access access) {
  auto connection = Connection::open(file, access == Access::create  ? Connection::Kind::create
                                           : access == Access::write ? Connection::Kind::write
                                                                     : Connection::Kind::read);
  if (!connection) return connection;
  const auto prepared = access == Access::create  ? create_tables(**connection)
                        : access == Access::write ? migrate(**connection)
                                                  : check_version(**connection);
  if (!prepared) return tl::unexpected(prepared.error());
  return connection;
}

}  // namespace

Result<std::unique_ptr<Ledger>> open_sqlite(const std::string& file, Access access) {
  const FileState state = file_state(file);
  if (access == Access::create && state == FileState::there)
    return core::fail(Errc::conflict, "make the county's database " + file + ": there is one already",
                      "use it, or name an empty folder");
  if (access != Access::create && state == FileState::missing)
    return core::fail(Errc::not_found, "open the county's database " + file + ": there is none",
                      "run: zhuangui-county --data DIR init");
  auto connection = open_connection(file, access);
  if (!connection) return tl::unexpected(connection.error());
  const auto current = projections_current(**connection);
  if (!current) return tl::unexpected(current.error());
  if (access == Access::read) connection->reset();
  return std::make_unique<SqliteLedger>(file, std::move(*connection), !*current);
}

}  // namespace zhuangui::ledger
