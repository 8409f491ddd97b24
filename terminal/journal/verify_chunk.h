#pragma once
// Private to journal: verification of one run of entries, on any thread.
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "contract/entry.h"
#include "facts.h"
#include "verify_shifts.h"

namespace zhuangui::journal {

/// The figures of a projected sale as its row says.
struct SaleColumns {
  std::int64_t at = 0, lines = 0, total_fen = 0, change_fen = 0, cash_fen = 0;
};

/// Consecutive entries with what is stored for each, copied out of the database so that another thread can work on
/// them.
struct Chunk {
  struct Text {
    std::size_t at = 0;
    std::size_t size = 0;
  };
  struct Row {
    std::int64_t place = 0;
    contract::Hash hash{};
    Text payload;
    std::optional<contract::Hash> head_hash;
    bool has_sale = false;
    Text sale, business_day;
    SaleColumns figures;
  };
  contract::Hash previous{};  ///< stored hash of the entry before the first row, when both are of one epoch
  std::string bytes;
  std::vector<Row> rows;

  Text put(std::string_view text) {
    bytes += text;
    return {bytes.size() - text.size(), text.size()};
  }
  [[nodiscard]] std::string_view text(const Text& text) const {
    return std::string_view(bytes).substr(text.at, text.size);
  }
  void clear() {
    bytes.clear();
    rows.clear();
  }
};

/// What the entries come to, reckoned anew; each with the last place that added to it.
struct Reckoning {
  struct ProductDay {
    std::int64_t sales = 0, pieces = 0, weight_g = 0, gross_fen = 0, discount_fen = 0, refund_fen = 0, last_place = 0;
  };
  struct Day {
    std::int64_t sales = 0, total_fen = 0, returns = 0, refund_fen = 0, first_place = INT64_MAX, last_place = 0;
  };
  struct Clock {
    std::int64_t place = 0, offset_ms = 0;
  };
  std::unordered_map<std::string, ProductDay> product_days;  ///< by day, product and township with '\n' between
  std::map<std::string, Day, std::less<>> days;
  Clock clock;
  struct Return {
    std::string id, sale, business_day;
    std::int64_t at = 0, lines = 0, total_fen = 0, cash_fen = 0;
    friend bool operator==(const Return&, const Return&) = default;
  };
  std::map<std::int64_t, Return> returns;  ///< by place
  ShiftReckoning shifts;
  struct Drawn {
    std::int64_t amount_fen = 0, last_place = 0;
  };
  std::map<std::string, Drawn, std::less<>> drawn;  ///< by day, kind and reference with '\n' between

  void count(std::int64_t place, const SaleFacts& facts);
  void count(std::int64_t place, const RefundFacts& facts);
  void count(std::int64_t place, const InvoiceFacts& facts);
  void count_drawn(std::int64_t place, std::string_view business_day, const std::vector<DrawnFacts>& facts);
  void add(const Reckoning& other);

 private:
  Day& day_of(std::string_view business_day, std::int64_t place);
  std::string key_;
};
std::string product_day_key(std::string_view day, std::string_view product, std::string_view township);

/// The first place (of the chunks looked at) where something does not hold; INT64_MAX: none.
struct Breaks {
  std::int64_t chain = INT64_MAX;       ///< text and hash do not fit what precedes, or the text is of another entry
  std::int64_t head = INT64_MAX;        ///< a stored head names another hash
  std::int64_t projection = INT64_MAX;  ///< the row of a sale is missing, too many or different
  void add(const Breaks& other);
};

/// Checks chunks of one journal. One per thread.
class ChunkChecker {
 public:
  ChunkChecker(std::string_view terminal, const contract::PublicKey& key);
  void check(const Chunk& chunk);
  [[nodiscard]] const Breaks& breaks() const { return breaks_; }
  [[nodiscard]] const Reckoning& reckoning() const { return reckoning_; }

 private:
  [[nodiscard]] bool is_text_of(std::string_view payload, std::int64_t place);
  void check_projection(const Chunk& chunk, const Chunk::Row& row, std::string_view payload);

  std::string prefix_;  // {"terminal":"T-0001","epoch":
  contract::PublicKey key_;
  std::string expected_;
  Breaks breaks_;
  Reckoning reckoning_;
};

}  // namespace zhuangui::journal
