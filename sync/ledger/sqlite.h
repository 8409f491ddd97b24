#pragma once
// Private to ledger: a thin hold on SQLite. sqlite3.h itself stays in sqlite.cc.
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace zhuangui::ledger {

using core::Errc;
using core::Result;

/// Bytes bound as a BLOB.
struct Blob {
  std::string_view bytes;
  template <class Array>
  static Blob of(const Array& array) {
    return {{reinterpret_cast<const char*>(array.data()), array.size()}};
  }
};

/// One connection with its prepared statements. One thread at a time.
class Connection {
 public:
  /// apart: a small file of its own, made when it is not there, whose deleted bytes are overwritten and whose journal goes
  /// with each commit; its rights are 0600.
  enum class Kind { create, write, read, apart };
  static Result<std::unique_ptr<Connection>> open(const std::string& file, Kind kind);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// Runs any number of statements that have no parameters and no rows.
  Result<void> run(const std::string& sql);
  Result<std::int64_t> integer(const std::string& sql);
  /// Prepared once per text and kept; nullptr: `error()` says why.
  sqlite3_stmt* prepared(std::string_view sql);
  [[nodiscard]] std::int64_t rows_changed() const;
  /// What went wrong in the last call.
  [[nodiscard]] core::Error error(std::string_view doing) const;

 private:
  Connection() = default;
  sqlite3* database_ = nullptr;
  std::string file_;
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;  // keys are literals
};

/// One run of a statement: `Query q{db, "…", a, b}; while (q.row()) …; return q.done();` The text must be a literal.
/// Bound bytes must live as long as the Query.
class Query {
 public:
  template <class... Values>
  Query(Connection& connection, const char* sql, const Values&... values)
      : connection_{connection}, statement_{connection.prepared(sql)}, failed_{statement_ == nullptr} {
    int index = 0;
    (bind(++index, values), ...);
    (void)index;
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  /// True while there is a row; false at the end and after an error.
  bool row();
  /// Steps to the end and tells whether all went well.
  Result<void> done();
  [[nodiscard]] std::int64_t integer(int column) const;
  /// TEXT or BLOB, valid until the next row().
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] std::string text(int column) const { return std::string(bytes(column)); }
  /// A BLOB of exactly this size; another size makes done() answer corrupt.
  template <class Array>
  Array array(int column) {
    Array into{};
    const std::string_view from = bytes(column);
    if (from.size() == into.size())
      from.copy(reinterpret_cast<char*>(into.data()), from.size());
    else
      damaged_ = true;
    return into;
  }
  void mark_damaged() { damaged_ = true; }

 private:
  void bind(int index, std::int64_t value);
  void bind(int index, bool value) { bind(index, std::int64_t{value}); }
  void bind(int index, std::string_view value);
  void bind(int index, const char* value) { bind(index, std::string_view{value}); }
  void bind(int index, Blob value);

  Connection& connection_;
  sqlite3_stmt* statement_;
  bool failed_;
  bool damaged_ = false;
  bool ended_ = false;
};

}  // namespace zhuangui::ledger
