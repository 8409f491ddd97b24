#include "sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zhuangui::ledger {
namespace {

constexpr int busy_timeout_ms = 10'000;

Errc sqlite_errc(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL: return Errc::disk_full;
    case SQLITE_READONLY: return Errc::read_only;
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH: return Errc::permission;
    case SQLITE_IOERR: return Errc::io_error;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Errc::corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Errc::timeout;
    default: return Errc::internal;
  }
}

const char* remedy_of(Errc code) {
  switch (code) {
    case Errc::disk_full: return "free some space on the disk; nothing of this was written";
    case Errc::read_only:
    case Errc::permission: return "make the county's folder and its files writable for this user";
    case Errc::io_error: return "check the disk; nothing of this was written";
    case Errc::corrupt: return "stop the county and restore its latest backup";
    case Errc::timeout: return "another process is writing: try again";
    default: return "this is a fault of the program: keep the folder and report it";
  }
}

// WAL with FULL: a commit that has answered survives a power cut. The page cache holds the index pages of a busy day.
constexpr const char* writer_settings =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
    "PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-32768;";
constexpr const char* apart_settings =
    "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;";
constexpr const char* reader_settings = "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cache_size=-8192;";

const char* settings_of(Connection::Kind kind) {
  switch (kind) {
    case Connection::Kind::read: return reader_settings;
    case Connection::Kind::apart: return apart_settings;
    default: return writer_settings;
  }
}

/// SQLite gives its own side files the rights of the database.
void make_for_owner_alone(const std::string& file) {
  if (const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR); made >= 0) ::close(made);
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(const std::string& file, Kind kind) {
  std::unique_ptr<Connection> connection{new Connection};
  connection->file_ = file;
  if (kind == Kind::apart) make_for_owner_alone(file);
  const int flags = SQLITE_OPEN_NOMUTEX | (kind == Kind::read     ? SQLITE_OPEN_READONLY
                                           : kind == Kind::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                                  : SQLITE_OPEN_READWRITE);
  if (sqlite3_open_v2(file.c_str(), &connection->database_, flags, nullptr) != SQLITE_OK)
    return tl::unexpected(connection->error("open"));
  sqlite3_extended_result_codes(connection->database_, 1);
  sqlite3_busy_timeout(connection->database_, busy_timeout_ms);
  if (const auto set = connection->run(settings_of(kind)); !set)
    return tl::unexpected(set.error());
  return connection;
}

Connection::~Connection() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

Result<void> Connection::run(const std::string& sql) {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return tl::unexpected(error("use"));
  return {};
}

Result<std::int64_t> Connection::integer(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
    return tl::unexpected(error("read"));
  const int code = sqlite3_step(statement);
  const std::int64_t value = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
  core::Error wrong;
  if (code != SQLITE_ROW && code != SQLITE_DONE) wrong = error("read");
  sqlite3_finalize(statement);
  if (!wrong.cause.empty()) return tl::unexpected(wrong);
  return value;
}

sqlite3_stmt* Connection::prepared(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                         nullptr) != SQLITE_OK)
    return nullptr;
  statements_.emplace(sql, statement);
  return statement;
}

std::int64_t Connection::rows_changed() const { return sqlite3_changes64(database_); }

core::Error Connection::error(std::string_view doing) const {
  const int code = database_ == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(database_);
  const Errc errc = sqlite_errc(code);
  const char* said = database_ == nullptr ? "no memory" : sqlite3_errmsg(database_);
  return {errc, std::string(doing) + " the county's database " + file_ + ": " + said, remedy_of(errc)};
}

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Query::row() {
  if (failed_ || ended_) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  ended_ = true;
  failed_ = code != SQLITE_DONE;
  return false;
}

Result<void> Query::done() {
  while (row()) {
  }
  if (failed_) return tl::unexpected(connection_.error("use"));
  if (damaged_)
    return core::fail(Errc::corrupt, "read the county's database: a stored value has a wrong form",
                      remedy_of(Errc::corrupt));
  return {};
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Query::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int length = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string_view{} : std::string_view{static_cast<const char*>(data), static_cast<std::size_t>(length)};
}

void Query::bind(int index, std::int64_t value) {
  if (!failed_) failed_ = sqlite3_bind_int64(statement_, index, value) != SQLITE_OK;
}

void Query::bind(int index, std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();
  if (!failed_)
    failed_ = sqlite3_bind_text64(statement_, index, data, value.size(), SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK;
}

void Query::bind(int index, Blob value) {
  const char* data = value.bytes.data() == nullptr ? "" : value.bytes.data();
  if (!failed_) failed_ = sqlite3_bind_blob64(statement_, index, data, value.bytes.size(), SQLITE_STATIC) != SQLITE_OK;
}

}  // namespace zhuangui::ledger
