#pragma once
// Private to journal: a thin hold on SQLite. sqlite3.h itself stays in sqlite.cc.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace zhuangui::journal {

using core::Errc;
using core::Result;

/// Bytes to be bound as a BLOB; must live until the statement has run.
struct Blob {
  const void* data = nullptr;
  std::size_t bytes = 0;
  template <class Array>
  static Blob of(const Array& array) {
    return {array.data(), array.size()};
  }
};

/// The rows of one run of a statement. Resets the statement when it goes, so that no read stays open.
class Rows {
 public:
  explicit Rows(sqlite3_stmt* statement, int bind_code) : statement_{statement}, bind_code_{bind_code} {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  /// True while there is a row. Errors as error_of.
  Result<bool> next();
  [[nodiscard]] std::int64_t integer(int column) const;
  /// The bytes of a TEXT or BLOB, valid until the next call of next().
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] int columns() const;
  [[nodiscard]] std::string_view name(int column) const;
  [[nodiscard]] bool is_integer(int column) const;
  /// Fills an array of exactly this size; false when the column holds another number of bytes.
  template <class Array>
  [[nodiscard]] bool array(int column, Array& into) const {
    const std::string_view from = bytes(column);
    if (from.size() != into.size()) return false;
    from.copy(reinterpret_cast<char*>(into.data()), from.size());
    return true;
  }

 private:
  sqlite3_stmt* statement_;
  int bind_code_;
};

/// A prepared statement; parameters are bound in order: integers, string_views as TEXT, Blobs.
class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : statement_{statement} {}
  Statement(Statement&& other) noexcept : statement_{std::exchange(other.statement_, nullptr)} {}
  Statement& operator=(Statement&& other) noexcept {
    std::swap(statement_, other.statement_);
    return *this;
  }
  ~Statement();

  template <class... Values>
  [[nodiscard]] Rows rows(const Values&... values) {
    int index = 0;
    int code = 0;
    (void)index;
    ((code = code ? code : bind(++index, values)), ...);
    return Rows{statement_, code};
  }
  /// Runs it to its end, for statements without rows.
  template <class... Values>
  Result<void> run(const Values&... values) {
    Rows all = rows(values...);
    while (true) {
      const auto more = all.next();
      if (!more) return tl::unexpected(more.error());
      if (!*more) return {};
    }
  }

 private:
  int bind(int index, std::int64_t value);
  int bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
  int bind(int index, std::string_view text);
  int bind(int index, const std::string& text) { return bind(index, std::string_view(text)); }
  int bind(int index, const char* text) { return bind(index, std::string_view(text)); }
  int bind(int index, Blob blob);
  sqlite3_stmt* statement_ = nullptr;
};

/// One connection. Errors of every call: disk_full, read_only, permission, io_error, corrupt, internal; the cause names
/// the file. Used from one thread at a time.
class Connection {
 public:
  enum class Access { read_only, read_write };
  Connection() = default;
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&& other) noexcept;
  ~Connection();

  /// The file must exist; nothing of it is read yet. `vfs`: empty for the system's.
  static Result<Connection> open(const std::string& path, Access access, const std::string& vfs);

  [[nodiscard]] bool is_open() const { return handle_ != nullptr; }
  /// Runs SQL text of any number of statements without rows.
  Result<void> execute(const std::string& sql);
  Result<Statement> prepare(std::string_view sql);
  /// The first column of the first row; 0 when there is no row.
  Result<std::int64_t> integer(std::string_view sql);
  /// True between BEGIN and COMMIT or ROLLBACK.
  [[nodiscard]] bool in_transaction() const;
  /// Pages in the write-ahead log after the last commit of this connection.
  [[nodiscard]] int log_pages() const { return log_pages_ ? *log_pages_ : 0; }
  /// Copies what no reader needs out of the log; `whole`: waits for readers and empties the log.
  Result<void> checkpoint(bool whole);
  /// The bytes of the write-ahead log that this connection has open, piece by piece, whatever its name leads to now.
  Result<void> read_log(const std::function<Result<void>(std::string_view)>& sink);

 private:
  sqlite3* handle_ = nullptr;
  std::unique_ptr<int> log_pages_;  // at an address of its own: SQLite's hook writes to it
};

}  // namespace zhuangui::journal
