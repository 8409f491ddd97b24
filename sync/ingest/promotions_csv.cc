// Promotions as CSV. What only one kind has stands in the last cell, parts joined with ';' and their fields with ':':
//   money_off          from_fen:off_fen;…               with "repeat;" in front: as often as it fits
//   threshold_gift     from_fen:product:pieces          the same
//   points_price       product:points:price_fen:pieces_max
//   combination_price  price_fen;product:pieces;…
//   near_expiry        days_left:off_permyriad;…
//   percent_off        off_permyriad
//   shelf_price        product:piece|kilogram:price_fen;…
#include "row_reader.h"
#include "tables.h"

namespace zhuangui::ingest {
namespace {

constexpr std::size_t terms_column = 13;
const std::vector<std::string_view> promotion_header{"id",       "name",          "kind",     "valid_from", "valid_until", "order",       "exclusive_group",
                                                     "counters", "buyer_classes", "products", "categories", "below_floor", "base_reason", "terms"};

/// The parts of the last cell; the first that does not fit is kept as what is wrong.
class TermsReader {
 public:
  explicit TermsReader(std::vector<std::string> parts) : parts_{std::move(parts)} {}

  bool repeats() {
    if (parts_.empty() || parts_.front() != "repeat") return false;
    parts_.erase(parts_.begin());
    return true;
  }
  [[nodiscard]] bool at_end() const { return parts_.empty(); }
  /// The fields of the next part, exactly `count` of them.
  std::vector<std::string> part(std::size_t count) {
    std::vector<std::string> fields;
    std::string_view rest = parts_.empty() ? std::string_view{} : parts_.front();
    while (!rest.empty()) {
      const std::size_t end = rest.find(':');
      fields.emplace_back(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    if (fields.size() != count) wrong("a part has not " + std::to_string(count) + " fields joined with ':'");
    fields.resize(count);
    if (!parts_.empty()) parts_.erase(parts_.begin());
    return fields;
  }
  std::int64_t number(const std::string& digits) {
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) wrong("\"" + digits.substr(0, 20) + "\" is not a whole number");
    return value;
  }
  core::Money money(const std::string& digits) { return core::Money::fen(number(digits)); }
  core::UnitPrice price(const std::string& unit, const std::string& fen) {
    if (unit == "kilogram") return core::PerKilogram{money(fen)};
    if (unit != "piece") wrong("\"" + unit.substr(0, 20) + "\" is neither piece nor kilogram");
    return core::PerPiece{money(fen)};
  }
  void wrong(std::string cause) {
    if (wrong_.empty()) wrong_ = std::move(cause);
  }
  [[nodiscard]] const std::string& what_is_wrong() const { return wrong_; }

 private:
  std::vector<std::string> parts_;
  std::string wrong_;
};

core::PromotionTerms terms_in(std::string_view kind, TermsReader& reader) {
  using namespace core;
  if (kind == "money_off") {
    MoneyOff terms{{}, reader.repeats()};
    while (!reader.at_end()) {
      const auto step = reader.part(2);
      terms.steps.push_back({reader.money(step[0]), reader.money(step[1])});
    }
    return terms;
  }
  if (kind == "threshold_gift") {
    const bool repeats = reader.repeats();
    const auto part = reader.part(3);
    return ThresholdGift{reader.money(part[0]), part[1], reader.number(part[2]), repeats};
  }
  if (kind == "points_price") {
    const auto part = reader.part(4);
    return PointsPrice{part[0], reader.number(part[1]), reader.money(part[2]), reader.number(part[3])};
  }
  if (kind == "combination_price") {
    CombinationPrice terms{{}, reader.money(reader.part(1)[0])};
    while (!reader.at_end()) {
      const auto part = reader.part(2);
      terms.parts.push_back({part[0], reader.number(part[1])});
    }
    return terms;
  }
  if (kind == "near_expiry") {
    NearExpiry terms;
    while (!reader.at_end()) {
      const auto step = reader.part(2);
      terms.steps.push_back({reader.number(step[0]), reader.number(step[1])});
    }
    return terms;
  }
  if (kind == "shelf_price") {
    ShelfPrice terms;
    while (!reader.at_end()) {
      const auto part = reader.part(3);
      terms.products.push_back({part[0], reader.price(part[1], part[2])});
    }
    return terms;
  }
  return PercentOff{reader.number(reader.part(1)[0])};
}

bool is_kind(std::string_view kind) {
  for (const char* known : {"money_off", "threshold_gift", "points_price", "combination_price", "near_expiry", "percent_off", "shelf_price"})
    if (kind == known) return true;
  return false;
}

std::string fen(core::Money amount) { return std::to_string(amount.in_fen()); }

std::string joined_parts(const std::vector<std::string>& parts) {
  return joined(parts, [](const std::string& part) { return part; });
}

struct TermsText {
  std::string operator()(const core::MoneyOff& terms) const {
    return (terms.repeats ? "repeat;" : "") + joined(terms.steps, [](const auto& step) { return fen(step.from) + ":" + fen(step.off); });
  }
  std::string operator()(const core::ThresholdGift& terms) const {
    return (terms.repeats ? "repeat;" : "") + fen(terms.from) + ":" + terms.product + ":" + std::to_string(terms.pieces);
  }
  std::string operator()(const core::PointsPrice& terms) const {
    return terms.product + ":" + std::to_string(terms.points) + ":" + fen(terms.price) + ":" + std::to_string(terms.pieces_max);
  }
  std::string operator()(const core::CombinationPrice& terms) const {
    return fen(terms.price) + ";" + joined(terms.parts, [](const auto& part) { return part.product + ":" + std::to_string(part.pieces); });
  }
  std::string operator()(const core::NearExpiry& terms) const {
    return joined(terms.steps, [](const auto& step) { return std::to_string(step.days_left) + ":" + std::to_string(step.off_permyriad); });
  }
  std::string operator()(const core::PercentOff& terms) const { return std::to_string(terms.off_permyriad); }
  std::string operator()(const core::ShelfPrice& terms) const {
    return joined(terms.products, [](const auto& one) {
      const bool piece = std::holds_alternative<core::PerPiece>(one.price);
      return one.product + (piece ? ":piece:" : ":kilogram:") + fen(std::visit([](const auto& unit) { return unit.price; }, one.price));
    });
  }
};

}  // namespace

Result<std::vector<core::Promotion>> promotions_from_csv(std::string_view text, std::string_view file) {
  return rows_of<core::Promotion>(text, promotion_header, file, [](RowReader& cell, std::string& key) {
    core::Promotion row;
    row.id = cell.id();
    row.name = cell.needed();
    const std::string kind = cell.needed();
    row.valid_from = cell.time(false);
    row.valid_until = cell.time(false);
    row.order = cell.integer(-1'000'000, 1'000'000);
    row.exclusive_group = cell.text();
    row.counters = cell.list();
    row.buyer_classes = cell.list();
    row.products = cell.list();
    row.categories = cell.list();
    row.below_floor = cell.boolean();
    row.base_reason = cell.text();
    TermsReader terms{cell.list()};
    if (!is_kind(kind)) cell.wrong_at(2, "no such kind of promotion is known");
    if (row.valid_until <= row.valid_from) cell.wrong_at(4, "it is not after valid_from");
    row.terms = terms_in(kind, terms);
    if (!terms.at_end()) terms.wrong("it has more parts than its kind");
    if (!terms.what_is_wrong().empty()) cell.wrong_at(terms_column, terms.what_is_wrong());
    if (const auto holds = core::check_promotion(row); !holds) cell.wrong_at(terms_column, holds.error().cause);
    key = row.id;
    return row;
  });
}

std::string csv_of(const std::vector<core::Promotion>& rows) {
  std::string text = header_line(promotion_header);
  for (const core::Promotion& row : rows)
    text += csv_line({row.id, row.name, std::string(core::promotion_kind(row)), time_text(row.valid_from), time_text(row.valid_until), std::to_string(row.order),
                      row.exclusive_group, joined_parts(row.counters), joined_parts(row.buyer_classes), joined_parts(row.products), joined_parts(row.categories),
                      row.below_floor ? "true" : "false", row.base_reason, std::visit(TermsText{}, row.terms)});
  return text;
}

}  // namespace zhuangui::ingest
