#pragma once
// What was really sold, written down by the simulation when it happened. The checks reckon from this record alone.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "contract/digest.h"
#include "goods.h"

namespace zhuangui::sim {

/// One sale the till asked the journal to commit.
struct Sold {
  std::string terminal;
  std::string counter;
  std::string machine;         ///< clones share the terminal's name, not the machine
  std::string sale;            ///< its id; two clones may give the same one to different sales
  std::vector<OwnLine> lines;
  std::int64_t total_fen = 0;
  std::string own_day;         ///< the date in Shanghai when it was sold, by the true time
  bool refused = false;        ///< the commit answered that it does not stand, and was not asked again
  bool confirmed = false;      ///< the commit answered while the machine was alive: the screen said "paid"
  bool destroyed = false;      ///< its disk was put back to before it: only the county may still have it
  // When confirmed:
  std::int64_t epoch = 0, seq = 0;
  std::string hash;            ///< 32 bytes
  std::string day;
};

/// One more receipt of a sale, asked of the journal.
struct Reprinted {
  std::string terminal, machine, sale;
  std::int64_t at_ms = 0;      ///< of the simulation
  std::int64_t copy = 0;       ///< 0: in doubt, the journal refused or the machine stopped
  bool destroyed = false;
};

/// A sale that was given back whole, asked of the journal.
struct GivenBack {
  std::string terminal, machine, counter;
  std::string id, sale;
  std::vector<OwnLine> lines;  ///< of the sale
  std::int64_t total_fen = 0;
  std::int64_t at_ms = 0;      ///< of the simulation
  bool confirmed = false;      ///< the journal said so while the machine was alive: the money was handed out
  bool refused = false;        ///< it said that it does not stand, and was not asked again
  bool destroyed = false;
};

/// The date in Shanghai, reckoned here: "2026-11-24".
std::string shanghai_day(std::int64_t utc_ms);

class Model {
 public:
  /// The till asks for a commit; asked again after a failure it is still the same sale. Answers its number.
  std::size_t asked(Sold sold);
  /// The journal said that it does not stand: then it must not, unless it is asked for again.
  void refused(std::size_t number) { sales_[number].refused = true; }
  void confirmed(std::size_t number, std::int64_t epoch, std::int64_t seq, const contract::Hash& hash, const std::string& day,
                 const std::string& own_day);
  /// The till asks for one more receipt. Answers its number, for reprint_confirmed.
  std::size_t reprint_asked(Reprinted reprint);
  void reprint_confirmed(std::size_t number, std::int64_t copy) { reprints_[number].copy = copy; }
  /// The till asks for a return; asked again after a failure it is still the same one. Answers its number.
  std::size_t return_asked(GivenBack back);
  void return_confirmed(std::size_t number) { returns_[number].confirmed = true; }
  void return_refused(std::size_t number) { returns_[number].refused = true; }
  /// The disk of `machine` went back to what it held at (epoch, seq), taken at `taken_ms`; from its journal is gone what
  /// came later.
  void put_back(const std::string& machine, std::int64_t epoch, std::int64_t seq, std::int64_t taken_ms);
  [[nodiscard]] const std::vector<Sold>& sales() const { return sales_; }
  [[nodiscard]] const std::vector<Reprinted>& reprints() const { return reprints_; }
  [[nodiscard]] const std::vector<GivenBack>& returns() const { return returns_; }

 private:
  std::vector<Sold> sales_;
  std::vector<Reprinted> reprints_;
  std::vector<GivenBack> returns_;
};

}  // namespace zhuangui::sim
