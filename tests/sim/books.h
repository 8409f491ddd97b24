#pragma once
// The databases of both sides, read and (by sabotage) written in plain SQL, past the code that is under test.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "contract/digest.h"

struct sqlite3;

namespace zhuangui::sim {

struct BookEntry {
  std::string terminal;
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  std::string hash;  ///< 32 bytes
  std::string payload;
};

/// One database beside the program that uses it.
class Book {
 public:
  explicit Book(const std::string& file);
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  ~Book();
  /// Rows as text; blobs as their bytes. Throws when SQLite refuses.
  std::vector<std::vector<std::string>> rows(const std::string& sql);
  std::int64_t number(const std::string& sql);

 private:
  sqlite3* database_ = nullptr;
};

class CountyBook {
 public:
  explicit CountyBook(const std::string& folder);
  /// Counted entries of all terminals, the county's own journal apart; in the order of terminal, epoch, seq.
  std::vector<BookEntry> entries();
  /// Hash of one entry as received, empty when it is not there.
  std::string hash_of(const std::string& terminal, std::int64_t epoch, std::int64_t seq);
  /// Entries that were set aside, each once.
  std::vector<BookEntry> set_aside();
  Book book;
};

class TerminalBook {
 public:
  explicit TerminalBook(const std::string& folder);
  /// Entries after a place, in order. `terminal` stays empty.
  std::vector<BookEntry> entries_after(std::int64_t epoch, std::int64_t seq);
  std::pair<std::int64_t, std::int64_t> last();                ///< epoch and seq of the newest entry
  std::pair<std::int64_t, std::int64_t> county_position();     ///< what is marked as sent
  /// Version of the release in force, 0: none, and the bytes of its sections by name.
  std::pair<std::int64_t, std::map<std::string, std::string>> release();
  Book book;
};

}  // namespace zhuangui::sim
