#include <unordered_set>

#include "place.h"
#include "verify.h"

namespace zhuangui::journal {
namespace {

using Answer = std::optional<FirstFalse>;

// Takes the smaller of two places, for tables whose rows are in no order of entries.
struct First {
  std::int64_t place = INT64_MAX;
  std::string sentence;
  void keep(std::int64_t other, std::string what) {
    if (other >= place) return;
    place = other;
    sentence = std::move(what);
  }
};

// `concerned`: the entry named when a row stands for no sale at all.
Result<void> compare_product_days(Connection& database, const Reckoning& reckoning, std::int64_t concerned,
                                  First& first) {
  auto select = database.prepare(
      "SELECT business_day, product, township, sales, pieces, weight_g, gross_fen, discount_fen, "
      "refund_fen FROM projected_product_days");
  if (!select) return tl::unexpected(select.error());
  std::unordered_set<std::string> seen;
  Rows rows = select->rows();
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    const std::string key = product_day_key(rows.bytes(0), rows.bytes(1), rows.bytes(2));
    const auto own = reckoning.product_days.find(key);
    if (own == reckoning.product_days.end()) {
      first.keep(concerned, "a sum stands for goods that were never sold");
      continue;
    }
    seen.insert(key);
    const Reckoning::ProductDay& sum = own->second;
    if (sum.sales != rows.integer(3) || sum.pieces != rows.integer(4) || sum.weight_g != rows.integer(5) ||
        sum.gross_fen != rows.integer(6) || sum.discount_fen != rows.integer(7) ||
        sum.refund_fen != rows.integer(8))
      first.keep(sum.last_place, "the day's sum of one of its products is not what the entries come to");
  }
  if (seen.size() == reckoning.product_days.size()) return {};
  for (const auto& [key, sum] : reckoning.product_days)
    if (!seen.contains(key)) first.keep(sum.last_place, "the day's sum of one of its products is gone");
  return {};
}

Result<void> compare_days(Connection& database, const Reckoning& reckoning, std::int64_t concerned, First& first) {
  auto select = database.prepare(
      "SELECT business_day, sales, total_fen, returns, refund_fen, first_place, last_place FROM projected_days");
  if (!select) return tl::unexpected(select.error());
  auto unseen = reckoning.days;
  Rows rows = select->rows();
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    const auto own = reckoning.days.find(rows.bytes(0));
    if (own == reckoning.days.end()) {
      first.keep(concerned, "a sum stands for a day on which nothing was sold");
      continue;
    }
    unseen.erase(own->first);
    const Reckoning::Day& sum = own->second;
    if (sum.sales != rows.integer(1) || sum.total_fen != rows.integer(2) || sum.returns != rows.integer(3) ||
        sum.refund_fen != rows.integer(4) || sum.first_place != rows.integer(5) || sum.last_place != rows.integer(6))
      first.keep(sum.last_place, "the sum of its day is not what the entries come to");
  }
  for (const auto& [day, sum] : unseen) first.keep(sum.last_place, "the sum of its day is gone");
  return {};
}

Result<void> compare_returns(Connection& database, const Reckoning& reckoning, std::int64_t concerned, First& first) {
  auto select = database.prepare("SELECT place, id, sale, business_day, at, lines, total_fen, cash_fen FROM projected_returns");
  if (!select) return tl::unexpected(select.error());
  auto unseen = reckoning.returns;
  Rows rows = select->rows();
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    const auto own = unseen.find(rows.integer(0));
    const Reckoning::Return row{std::string(rows.bytes(1)), std::string(rows.bytes(2)), std::string(rows.bytes(3)),
                                rows.integer(4),            rows.integer(5),            rows.integer(6),
                                rows.integer(7)};
    if (own == unseen.end()) {
      first.keep(concerned, "a return stands that no entry speaks of");
      continue;
    }
    if (own->second != row) first.keep(own->first, "what stands of the return is not what its entry says");
    unseen.erase(own);
  }
  for (const auto& [place, gone] : unseen) first.keep(place, "what stands of the return is gone");
  return {};
}

Result<void> compare_drawn(Connection& database, const Reckoning& reckoning, std::int64_t concerned, First& first) {
  auto select = database.prepare("SELECT business_day, kind, reference, amount_fen FROM projected_drawn");
  if (!select) return tl::unexpected(select.error());
  auto unseen = reckoning.drawn;
  Rows rows = select->rows();
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    const auto own = unseen.find(product_day_key(rows.bytes(0), rows.bytes(1), rows.bytes(2)));
    if (own == unseen.end()) {
      first.keep(concerned, "a sum stands for a card, quota or order that paid nothing");
      continue;
    }
    if (own->second.amount_fen != rows.integer(3))
      first.keep(own->second.last_place, "what a card, quota or order paid is not what the entries come to");
    unseen.erase(own);
  }
  for (const auto& [key, sum] : unseen) first.keep(sum.last_place, "what a card, quota or order paid is gone");
  return {};
}

Result<void> compare_clock(Connection& database, const Reckoning& reckoning, std::int64_t concerned, First& first) {
  auto select = database.prepare("SELECT place, offset_ms FROM projected_clock");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows();
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  const bool same = *found ? rows.integer(0) == reckoning.clock.place && rows.integer(1) == reckoning.clock.offset_ms
                           : reckoning.clock.place == 0;
  if (!same)
    first.keep(reckoning.clock.place ? reckoning.clock.place : concerned,
               "the clock's offset is not what the entries come to");
  return {};
}

Result<void> compare_all_shifts(Connection& database, const Reckoning& reckoning, std::int64_t concerned, First& first) {
  return compare_shifts(database, reckoning.shifts, [&](std::int64_t place) {
    first.keep(place == 0 ? concerned : place, "its shift is not what the entries come to");
  });
}

}  // namespace

Result<std::optional<FirstFalse>> check_sums(Connection& database, const Reckoning& reckoning,
                                             const std::vector<EpochInfo>& epochs) {
  const std::int64_t last = epochs.empty() ? 0 : place_of(epochs.back().epoch, epochs.back().last_seq);
  First first;
  for (const auto compare : {compare_product_days, compare_days, compare_returns, compare_drawn, compare_clock, compare_all_shifts})
    if (auto compared = compare(database, reckoning, last, first); !compared) return tl::unexpected(compared.error());
  if (first.place == INT64_MAX) return Answer{};
  return Answer{false_at(first.place, "projection", std::move(first.sentence))};
}

}  // namespace zhuangui::journal
