#include "sqlite.h"

#include <sqlite3.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

namespace zhuangui::journal {
namespace {

struct Meaning {
  Errc code;
  const char* what;
  const char* remedy;
};

// What a person can do about SQLite's answer; an input/output fault is told apart by what the system said.
Meaning meaning_of(int extended_code, int system_error) {
  static constexpr Meaning full{Errc::disk_full, "the disk is full", "free some space on the disk, then try again"};
  static constexpr Meaning read_only{Errc::read_only, "it cannot be written",
                                     "mount the disk for writing and check its state, then try again"};
  static constexpr Meaning rights{Errc::permission, "access was denied",
                                  "give the folder and its files to the user who runs the program"};
  static constexpr Meaning damaged{Errc::corrupt, "the database is damaged",
                                   "stop selling on this terminal, keep the folder, restore the last backup or ask the "
                                   "county office for a new epoch"};
  static constexpr Meaning fault{Errc::io_error, "the disk reported an input/output fault",
                                 "try again; if it stays, replace the disk and restore the last backup"};
  static constexpr Meaning memory{Errc::internal, "the machine has no memory left",
                                  "end other programs or start the machine again, then try again"};
  static constexpr Meaning busy{Errc::in_use, "another program keeps it busy", "end that program, then try again"};
  switch (extended_code & 0xff) {
    case SQLITE_FULL:
      return full;
    case SQLITE_READONLY:
      return read_only;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return rights;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return busy;
    case SQLITE_NOMEM:
      return memory;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      if (extended_code == SQLITE_IOERR_NOMEM) return memory;
      if (system_error == ENOSPC || system_error == EDQUOT) return full;
      if (system_error == EROFS) return read_only;
      if (system_error == EACCES || system_error == EPERM) return rights;
      return fault;
    default:
      return {Errc::internal, "SQLite refused", "report this with the program's log"};
  }
}

// What the system said last about the log, the database, or the connection: only the files know it for a COMMIT.
int system_error_of(sqlite3* handle, int code) {
  if ((code & 0xff) == SQLITE_IOERR) {
    sqlite3_file* log = nullptr;
    int error = 0;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (log && log->pMethods) log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
    if (error == 0) sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
    if (error != 0) return error;
  }
  return sqlite3_system_errno(handle);
}

core::Error error_of(sqlite3* handle, int code, const char* doing, std::string path = {}) {
  if (const char* name = handle ? sqlite3_db_filename(handle, "main") : nullptr; path.empty() && name) path = name;
  const Meaning meaning = meaning_of(code, handle ? system_error_of(handle, code) : errno);
  std::string cause = std::string(doing) + " " + path + ": " + meaning.what + " (" +
                      (handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code)) + ", " + std::to_string(code) + ")";
  return {meaning.code, std::move(cause), meaning.remedy};
}

int remember_log_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

Rows::~Rows() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Result<bool> Rows::next() {
  const int code = bind_code_ != SQLITE_OK ? bind_code_ : sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return tl::unexpected(error_of(sqlite3_db_handle(statement_), code, "use"));
}

std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Rows::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (!data || size <= 0) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

int Rows::columns() const { return sqlite3_column_count(statement_); }
std::string_view Rows::name(int column) const { return sqlite3_column_name(statement_, column); }
bool Rows::is_integer(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_INTEGER; }

Statement::~Statement() { sqlite3_finalize(statement_); }

int Statement::bind(int index, std::int64_t value) { return sqlite3_bind_int64(statement_, index, value); }
int Statement::bind(int index, std::string_view text) {
  // An empty view may have no address, and a null address would bind NULL.
  return sqlite3_bind_text64(statement_, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                             SQLITE_UTF8);
}
int Statement::bind(int index, Blob blob) {
  if (blob.bytes == 0) return sqlite3_bind_zeroblob(statement_, index, 0);
  return sqlite3_bind_blob64(statement_, index, blob.data, blob.bytes, SQLITE_STATIC);
}

Connection::Connection(Connection&& other) noexcept
    : handle_{std::exchange(other.handle_, nullptr)}, log_pages_{std::move(other.log_pages_)} {}

Connection& Connection::operator=(Connection&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(log_pages_, other.log_pages_);
  return *this;
}

Connection::~Connection() {
  if (handle_) sqlite3_close_v2(handle_);
}

Result<Connection> Connection::open(const std::string& path, Access access, const std::string& vfs) {
  Connection answer;
  const int flags = (access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
  const int code = sqlite3_open_v2(path.c_str(), &answer.handle_, flags, vfs.empty() ? nullptr : vfs.c_str());
  if (code != SQLITE_OK) return tl::unexpected(error_of(answer.handle_, code, "open", path));
  sqlite3_busy_timeout(answer.handle_, 5'000);
  answer.log_pages_ = std::make_unique<int>(0);
  // Replaces SQLite's own hook as well, so that it never checkpoints inside a sale, where its errors would be lost.
  if (access == Access::read_write) sqlite3_wal_hook(answer.handle_, remember_log_pages, answer.log_pages_.get());
  // A forged schema must not be able to run functions, and a damaged page is to be noticed when it is read.
  if (auto done = answer.execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON"); !done)
    return tl::unexpected(done.error());
  return answer;
}

Result<void> Connection::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(error_of(handle_, code, "use"));
  return {};
}

Result<Statement> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(error_of(handle_, code, "use"));
  return Statement{statement};
}

Result<std::int64_t> Connection::integer(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  Rows rows = statement->rows();
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  return *found ? rows.integer(0) : 0;
}

bool Connection::in_transaction() const { return handle_ && sqlite3_get_autocommit(handle_) == 0; }

Result<void> Connection::checkpoint(bool whole) {
  int log_pages = 0;
  int moved_pages = 0;
  const int code = sqlite3_wal_checkpoint_v2(
      handle_, "main", whole ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, &log_pages, &moved_pages);
  if (code == SQLITE_BUSY) return {};  // a reader still needs the log: the next one will do
  if (code != SQLITE_OK) return tl::unexpected(error_of(handle_, code, "checkpoint"));
  if (log_pages == moved_pages) *log_pages_ = 0;
  return {};
}

Result<void> Connection::read_log(const std::function<Result<void>(std::string_view)>& sink) {
  sqlite3_file* log = nullptr;
  sqlite3_file_control(handle_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  sqlite3_int64 size = 0;
  const int sized = log && log->pMethods ? log->pMethods->xFileSize(log, &size) : SQLITE_IOERR;
  if (sized != SQLITE_OK) return tl::unexpected(error_of(handle_, sized, "read the log of"));
  std::string piece(1 << 20, '\0');
  for (sqlite3_int64 from = 0; from < size; from += static_cast<sqlite3_int64>(piece.size())) {
    piece.resize(static_cast<std::size_t>(std::min<sqlite3_int64>(1 << 20, size - from)));
    const int read = log->pMethods->xRead(log, piece.data(), static_cast<int>(piece.size()), from);
    if (read != SQLITE_OK) return tl::unexpected(error_of(handle_, read, "read the log of"));
    if (auto taken = sink(piece); !taken) return taken;
  }
  return {};
}

}  // namespace zhuangui::journal
