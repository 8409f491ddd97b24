#include "core/json.h"
#include "core/promotions.h"

namespace zhuangui::core {
namespace {

void write_names(JsonWriter& json, std::string_view name, const std::vector<std::string>& list) {
  if (list.empty()) return;
  json.key(name).begin_array();
  for (const std::string& text : list) json.string(text);
  json.end_array();
}

void write_terms(JsonWriter& json, const MoneyOff& terms) {
  json.key("steps").begin_array();
  for (const MoneyOffStep& step : terms.steps)
    json.begin_object().field("from_fen", step.from.in_fen()).field("off_fen", step.off.in_fen()).end_object();
  json.end_array().field("repeats", terms.repeats);
}

void write_terms(JsonWriter& json, const ThresholdGift& terms) {
  json.field("from_fen", terms.from.in_fen()).field("product", terms.product).field("pieces", terms.pieces);
  json.field("repeats", terms.repeats);
}

void write_terms(JsonWriter& json, const PointsPrice& terms) {
  json.field("product", terms.product).field("points", terms.points).field("price_fen", terms.price.in_fen());
  json.field("pieces_max", terms.pieces_max);
}

void write_terms(JsonWriter& json, const CombinationPrice& terms) {
  json.key("parts").begin_array();
  for (const CombinationPart& part : terms.parts)
    json.begin_object().field("product", part.product).field("pieces", part.pieces).end_object();
  json.end_array().field("price_fen", terms.price.in_fen());
}

void write_terms(JsonWriter& json, const NearExpiry& terms) {
  json.key("steps").begin_array();
  for (const NearExpiryStep& step : terms.steps)
    json.begin_object().field("days_left", step.days_left).field("off_permyriad", step.off_permyriad).end_object();
  json.end_array();
}

void write_terms(JsonWriter& json, const PercentOff& terms) { json.field("off_permyriad", terms.off_permyriad); }

void write_terms(JsonWriter& json, const ShelfPrice& terms) {
  json.key("products").begin_array();
  for (const ShelfPriceOf& one : terms.products) {
    json.begin_object().field("product", one.product);
    if (const auto* piece = std::get_if<PerPiece>(&one.price))
      json.field("unit_price_fen", piece->price.in_fen());
    else
      json.field("unit_price_fen_per_kg", std::get<PerKilogram>(one.price).price.in_fen());
    json.end_object();
  }
  json.end_array();
}

/// Reads fields one after the other; the first that is missing or of another kind is kept as the error.
class FieldReader {
 public:
  explicit FieldReader(std::string owner) : owner_{std::move(owner)} {}
  std::string text(const JsonValue& from, std::string_view name) { return kept(from.need_string(name), std::string{}); }
  std::int64_t number(const JsonValue& from, std::string_view name) { return kept(from.need_integer(name), std::int64_t{0}); }
  Money money(const JsonValue& from, std::string_view name) { return Money::fen(number(from, name)); }
  template <class Item, class Read>
  std::vector<Item> list(const JsonValue& from, std::string_view name, const Read& read) {
    std::vector<Item> items;
    const auto array = from.get(name);
    if (!array || !array->is_array()) {
      wrong("its list " + std::string(name) + " is missing");
      return items;
    }
    for (const JsonValue& element : array->elements()) items.push_back(read(element));
    return items;
  }
  std::vector<std::string> names(const JsonValue& from, std::string_view name) {
    if (!from.get(name)) return {};
    return list<std::string>(from, name, [this](const JsonValue& element) {
      const auto text = element.as_string();
      if (!text) wrong("a name is not a text");
      return std::string(text.value_or(""));
    });
  }
  void wrong(std::string cause) {
    if (!error_) error_ = Error{Errc::invalid_input, "promotion " + owner_ + ": " + std::move(cause), "publish it again"};
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  template <class Value>
  Value kept(Result<Value> read, Value otherwise) {
    if (read) return std::move(*read);
    wrong(read.error().cause);
    return otherwise;
  }
  std::string owner_;
  std::optional<Error> error_;
};

ShelfPriceOf read_shelf_price(FieldReader& field, const JsonValue& value) {
  ShelfPriceOf one{field.text(value, "product"), {}};
  if (value.get("unit_price_fen_per_kg"))
    one.price = PerKilogram{field.money(value, "unit_price_fen_per_kg")};
  else
    one.price = PerPiece{field.money(value, "unit_price_fen")};
  return one;
}

PromotionTerms read_terms(FieldReader& field, std::string_view kind, const JsonValue& value) {
  if (kind == "money_off")
    return MoneyOff{field.list<MoneyOffStep>(value, "steps", [&field](const JsonValue& step) {
                      return MoneyOffStep{field.money(step, "from_fen"), field.money(step, "off_fen")};
                    }), value.boolean_or("repeats", false)};
  if (kind == "threshold_gift")
    return ThresholdGift{field.money(value, "from_fen"), field.text(value, "product"), field.number(value, "pieces"),
                         value.boolean_or("repeats", false)};
  if (kind == "points_price")
    return PointsPrice{field.text(value, "product"), field.number(value, "points"), field.money(value, "price_fen"),
                       field.number(value, "pieces_max")};
  if (kind == "combination_price")
    return CombinationPrice{field.list<CombinationPart>(value, "parts", [&field](const JsonValue& part) {
                              return CombinationPart{field.text(part, "product"), field.number(part, "pieces")};
                            }), field.money(value, "price_fen")};
  if (kind == "near_expiry")
    return NearExpiry{field.list<NearExpiryStep>(value, "steps", [&field](const JsonValue& step) {
      return NearExpiryStep{field.number(step, "days_left"), field.number(step, "off_permyriad")};
    })};
  if (kind == "percent_off") return PercentOff{field.number(value, "off_permyriad")};
  if (kind == "shelf_price")
    return ShelfPrice{field.list<ShelfPriceOf>(value, "products", [&field](const JsonValue& one) { return read_shelf_price(field, one); })};
  field.wrong("its kind " + std::string(kind) + " is unknown");
  return PercentOff{};
}

Result<Promotion> read_promotion(const JsonValue& value) {
  FieldReader field{value.string_or("id", "")};
  Promotion promotion;
  promotion.id = field.text(value, "id");
  promotion.name = field.text(value, "name");
  promotion.valid_from = WallTime{field.number(value, "valid_from")};
  promotion.valid_until = WallTime{field.number(value, "valid_until")};
  promotion.order = field.number(value, "order");
  promotion.exclusive_group = value.string_or("exclusive_group", "");
  promotion.counters = field.names(value, "counters");
  promotion.buyer_classes = field.names(value, "buyer_classes");
  promotion.products = field.names(value, "products");
  promotion.categories = field.names(value, "categories");
  promotion.below_floor = value.boolean_or("below_floor", false);
  promotion.base_reason = value.string_or("base_reason", "");
  const auto terms = value.get("terms");
  if (terms)
    promotion.terms = read_terms(field, field.text(value, "kind"), *terms);
  else
    field.wrong("its terms are missing");
  if (field.error()) return tl::unexpected(*field.error());
  if (const auto holds = check_promotion(promotion); !holds) return tl::unexpected(holds.error());
  return promotion;
}

}  // namespace

std::string promotion_json(const Promotion& promotion) {
  JsonWriter json;
  json.begin_object().field("id", promotion.id).field("name", promotion.name).field("kind", promotion_kind(promotion));
  json.field("valid_from", promotion.valid_from.utc_ms).field("valid_until", promotion.valid_until.utc_ms).field("order", promotion.order);
  if (!promotion.exclusive_group.empty()) json.field("exclusive_group", promotion.exclusive_group);
  write_names(json, "counters", promotion.counters);
  write_names(json, "buyer_classes", promotion.buyer_classes);
  write_names(json, "products", promotion.products);
  write_names(json, "categories", promotion.categories);
  if (promotion.below_floor) json.field("below_floor", true);
  if (!promotion.base_reason.empty()) json.field("base_reason", promotion.base_reason);
  json.key("terms").begin_object();
  std::visit([&json](const auto& terms) { write_terms(json, terms); }, promotion.terms);
  json.end_object().end_object();
  return json.take();
}

std::string promotions_section(const std::vector<Promotion>& promotions) {
  JsonWriter json;
  json.begin_object().key("promotions").begin_array();
  for (const Promotion& promotion : promotions) json.raw(promotion_json(promotion));
  json.end_array().end_object();
  return json.take();
}

Result<std::vector<Promotion>> parse_promotions_section(std::string_view text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const auto list = document->root().get("promotions");
  if (!list || !list->is_array())
    return fail(Errc::invalid_input, "read section promotions: its list is missing", "publish it again");
  std::vector<Promotion> promotions;
  for (const JsonValue& element : list->elements()) {
    auto promotion = read_promotion(element);
    if (!promotion) return tl::unexpected(promotion.error());
    promotions.push_back(std::move(*promotion));
    if (promotions.size() > promotions_max)
      return fail(Errc::invalid_input, "promotions: there are over " + std::to_string(promotions_max), "publish fewer");
  }
  return promotions;
}

}  // namespace zhuangui::core
