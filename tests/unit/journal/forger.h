#pragma once
// Tools of somebody who has the database but not the key.
#include "journal_desk.h"
#include "place.h"
#include "sqlite.h"

namespace zhuangui::support {

using journal::Blob;
using journal::Connection;
using journal::epoch_of;
using journal::place_of;
using journal::Rows;
using journal::seq_of;

inline constexpr int epochs_made = 3;
inline constexpr std::int64_t entries_each = 12;  // epoch.started, ten sales, terminal.stopped

// A closed journal of three epochs, made once.
struct Original {
  Original() {
    for (int e = 0; e < epochs_made; ++e) {
      const auto journal = desk.open();
      epochs.push_back(journal->start_epoch(e == 0 ? "enrolled" : "unclean_stop", moment(0, e))->epoch);
      for (int i = 1; i <= 10; ++i)
        journal->commit_sale(sale(sale_id(epochs.back(), i), i + e, 1 + i % 3), moment(i, e), false).value();
      must(journal->stop_orderly(moment(60, e)));
    }
  }
  Desk desk;
  std::vector<std::int64_t> epochs;
};
inline const Original& original() {
  static const Original made;
  return made;
}

// A copy of it, and the tools of a forger who has all but the key.
class Forger {
 public:
  Forger() : desk_{original().desk.path()}, epochs_{original().epochs} {
    database_ = Connection::open(desk_.path() + "/journal.db", Connection::Access::read_write, {}).value();
  }

  [[nodiscard]] std::int64_t epoch(int index) const { return epochs_[static_cast<std::size_t>(index)]; }
  [[nodiscard]] std::int64_t place(int epoch_index, std::int64_t seq) const {
    return place_of(epoch(epoch_index), seq);
  }
  [[nodiscard]] std::string at(int epoch_index, std::int64_t seq) const {
    return std::to_string(place(epoch_index, seq));
  }
  void run(const std::string& sql) { must(database_.execute(sql)); }

  std::string payload(std::int64_t at_place) {
    auto select = database_.prepare("SELECT payload FROM entries WHERE place = ?1").value();
    Rows rows = select.rows(at_place);
    return rows.next().value() ? std::string(rows.bytes(0)) : "";
  }
  contract::Hash hash(std::int64_t at_place) {
    if (seq_of(at_place) == 0) return contract::first_hash(key_of(0).public_key(), epoch_of(at_place));
    auto select = database_.prepare("SELECT hash FROM entries WHERE place = ?1").value();
    Rows rows = select.rows(at_place);
    contract::Hash answer{};
    if (!rows.next().value() || !rows.array(0, answer)) return {};
    return answer;
  }
  void set_payload(std::int64_t at_place, const std::string& text) {
    must(database_.prepare("UPDATE entries SET payload = ?2 WHERE place = ?1")->run(at_place, text));
  }
  void set_hash(std::int64_t at_place, const contract::Hash& value) {
    must(database_.prepare("UPDATE entries SET hash = ?2 WHERE place = ?1")->run(at_place, Blob::of(value)));
  }
  void insert(std::int64_t at_place, const contract::Hash& value, const std::string& text) {
    must(database_.prepare("INSERT INTO entries VALUES (?1, ?2, ?3)")->run(at_place, Blob::of(value), text));
  }
  // The sale's text with another amount handed over: still a perfect entry of its number.
  std::string richer(std::int64_t at_place) {
    std::string text = payload(at_place);
    const auto found = text.find("\"amount_fen\":1000000");
    text.replace(found, 20, "\"amount_fen\":1000001");
    return text;
  }
  // Makes the hashes from `from` to the end of its epoch fit again.
  void rebuild_chain(std::int64_t from) {
    for (std::int64_t at_place = from; !payload(at_place).empty(); ++at_place)
      set_hash(at_place, contract::next_hash(hash(at_place - 1), payload(at_place)));
  }
  // Signs heads from `from` to the end of the epoch with a key of the forger's own.
  void sign_heads(std::int64_t from) {
    for (std::int64_t at_place = from; !payload(at_place).empty(); ++at_place) {
      const auto head = contract::sign_head(key_of(77), "T-0001", epoch_of(at_place), seq_of(at_place), hash(at_place));
      must(database_.prepare("INSERT OR REPLACE INTO heads VALUES (?1, ?2, ?3)")
               ->run(at_place, Blob::of(head.hash), Blob::of(head.signature)));
    }
  }
  // Moves everything of an epoch from `from` on by one place up or down.
  void shift(std::int64_t from, int by) {
    for (const char* table : {"entries", "heads", "projected_sales"}) {
      const std::string range = " WHERE place BETWEEN " + std::to_string(from) + " AND " +
                                std::to_string(place_of(epoch_of(from), journal::seq_max));
      run("UPDATE " + std::string(table) + " SET place = -place" + range);
      run("UPDATE " + std::string(table) + " SET place = -place + " + std::to_string(by) + " WHERE place < 0");
    }
  }
  std::unique_ptr<journal::Reader> reader() { return desk_.reader(); }
  Desk& desk() { return desk_; }

 private:
  Desk desk_;
  std::vector<std::int64_t> epochs_;
  Connection database_;
};

}  // namespace zhuangui::support
