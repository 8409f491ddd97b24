#include "books.h"

#include <sqlite3.h>

#include <stdexcept>

#include "contract/batch.h"
#include "need.h"

namespace zhuangui::sim {
namespace {

std::int64_t integer(const std::string& text) { return std::stoll(text); }

std::string as_bytes(const contract::Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

}  // namespace

Book::Book(const std::string& file) {
  if (sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
    throw std::runtime_error("sim: cannot look into " + file);
  // Whoever looks must not move anything: the disk's operations are counted.
  sqlite3_exec(database_, "PRAGMA wal_autocheckpoint=0", nullptr, nullptr, nullptr);
  const int keep = 1;
  sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep, nullptr);
}

Book::~Book() { sqlite3_close_v2(database_); }

std::vector<std::vector<std::string>> Book::rows(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  std::vector<std::vector<std::string>> rows;
  int code = sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(statement);
    if (code != SQLITE_ROW) break;
    auto& row = rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
      row.emplace_back(bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
    }
  }
  sqlite3_finalize(statement);
  if (code != SQLITE_DONE) throw std::runtime_error("sim: " + sql + ": " + sqlite3_errmsg(database_));
  return rows;
}

std::int64_t Book::number(const std::string& sql) {
  const auto found = rows(sql);
  return found.empty() ? 0 : integer(found.front().front());
}

CountyBook::CountyBook(const std::string& folder) : book{folder + "/county.db"} {}

std::vector<BookEntry> CountyBook::entries() {
  std::vector<BookEntry> all;
  for (auto& row : book.rows("SELECT t.id, e.epoch, e.seq, e.hash, e.payload FROM entries e JOIN terminals t ON "
                             "t.number = e.terminal WHERE t.number <> 0 ORDER BY t.id, e.epoch, e.seq"))
    all.push_back({row[0], integer(row[1]), integer(row[2]), row[3], std::move(row[4])});
  return all;
}

std::string CountyBook::hash_of(const std::string& terminal, std::int64_t epoch, std::int64_t seq) {
  const auto found = book.rows("SELECT e.hash FROM entries e JOIN terminals t ON t.number = e.terminal WHERE t.id = '" +
                               terminal + "' AND e.epoch = " + std::to_string(epoch) + " AND e.seq = " + std::to_string(seq));
  return found.empty() ? "" : found.front().front();
}

std::vector<BookEntry> CountyBook::set_aside() {
  std::map<std::tuple<std::string, std::int64_t, std::int64_t, std::string>, BookEntry> once;
  for (const auto& row : book.rows("SELECT packed FROM branches ORDER BY place")) {
    const auto batch = need(contract::decode_batch(need(contract::unpack(row[0], contract::batch_bytes_max))));
    for (const contract::Entry& entry : batch.entries) {
      const std::string hash = as_bytes(entry.hash);
      once[{batch.terminal, batch.epoch, entry.seq, hash}] = {batch.terminal, batch.epoch, entry.seq, hash, entry.payload};
    }
  }
  std::vector<BookEntry> all;
  for (auto& [key, entry] : once) all.push_back(std::move(entry));
  return all;
}

TerminalBook::TerminalBook(const std::string& folder) : book{folder + "/journal.db"} {}

std::vector<BookEntry> TerminalBook::entries_after(std::int64_t epoch, std::int64_t seq) {
  std::vector<BookEntry> all;
  for (auto& row : book.rows("SELECT epoch, seq, hash, payload FROM entries WHERE place > " +
                             std::to_string((epoch << 32) + seq) + " ORDER BY place"))
    all.push_back({"", integer(row[0]), integer(row[1]), row[2], std::move(row[3])});
  return all;
}

std::pair<std::int64_t, std::int64_t> TerminalBook::last() {
  const auto found = book.rows("SELECT epoch, seq FROM entries ORDER BY place DESC LIMIT 1");
  if (found.empty()) return {0, 0};
  return {integer(found[0][0]), integer(found[0][1])};
}

std::pair<std::int64_t, std::int64_t> TerminalBook::county_position() {
  const auto found = book.rows("SELECT epoch, seq FROM county_positions WHERE seq > 0 ORDER BY epoch DESC LIMIT 1");
  if (found.empty()) return {0, 0};
  return {integer(found[0][0]), integer(found[0][1])};
}

std::pair<std::int64_t, std::map<std::string, std::string>> TerminalBook::release() {
  std::map<std::string, std::string> sections;
  const std::int64_t version = book.number("SELECT coalesce(max(version), 0) FROM releases");
  for (const auto& row : book.rows("SELECT r.name, s.bytes FROM release_sections r LEFT JOIN sections s ON s.hash = r.hash "
                                   "WHERE r.version = " + std::to_string(version)))
    sections[row[0]] = row[1];
  return {version, std::move(sections)};
}

}  // namespace zhuangui::sim
