#include "line_json.h"

namespace zhuangui::core {
namespace {

void write_unit_price(JsonWriter& json, std::string_view name, const UnitPrice& price) {
  if (const auto* piece = std::get_if<PerPiece>(&price))
    json.field(name, piece->price.in_fen());
  else
    json.field(std::string(name) + "_per_kg", std::get<PerKilogram>(price).price.in_fen());
}

void write_weighing(JsonWriter& json, const Weighing& weighing) {
  json.key("weighing").begin_object().field("tare_g", weighing.tare_g).field("raw", weighing.raw);
  json.field("scale", weighing.scale).field("verified_until", weighing.verified_until).end_object();
}

std::optional<Weighing> read_weighing(const JsonValue& line) {
  const auto value = line.get("weighing");
  if (!value || !value->is_object()) return std::nullopt;
  return Weighing{value->integer_or("tare_g", 0), value->string_or("raw", ""), value->string_or("scale", ""),
                  value->string_or("verified_until", "")};
}

std::optional<UnitPrice> read_list_price(const JsonValue& line) {
  if (const std::int64_t piece = line.integer_or("list_price_fen", 0); piece > 0) return PerPiece{Money::fen(piece)};
  if (const std::int64_t kilogram = line.integer_or("list_price_fen_per_kg", 0); kilogram > 0)
    return PerKilogram{Money::fen(kilogram)};
  return std::nullopt;
}

}  // namespace

void write_discounts(JsonWriter& json, const std::vector<Discount>& discounts) {
  if (discounts.empty()) return;
  json.key("discounts").begin_array();
  for (const Discount& one : discounts)
    json.begin_object().field("rule", one.rule).field("name", one.name).field("amount_fen", one.amount.in_fen()).end_object();
  json.end_array();
}

Result<std::vector<Discount>> read_discounts(const JsonValue& line) {
  std::vector<Discount> answer;
  const auto list = line.get("discounts");
  if (!list) return answer;
  for (const JsonValue& element : list->elements()) {
    auto rule = element.need_string("rule");
    if (!rule) return tl::unexpected(rule.error());
    const auto amount = element.need_integer("amount_fen");
    if (!amount) return tl::unexpected(amount.error());
    answer.push_back({std::move(*rule), element.string_or("name", ""), Money::fen(*amount)});
  }
  return answer;
}

void write_line(JsonWriter& json, const CartLine& line, std::optional<Money> total, const std::vector<Discount>& discounts) {
  json.begin_object().field("product", line.product).field("name", line.name);
  if (const auto* pieces = std::get_if<Pieces>(&line.quantity))
    json.field("pieces", pieces->count);
  else
    json.field("weight_g", std::get<Grams>(line.quantity).grams);
  write_unit_price(json, "unit_price_fen", line.unit_price);
  write_discounts(json, discounts);
  if (total) json.field("total_fen", total->in_fen());
  const auto optional = [&json](std::string_view name, const std::string& text) {
    if (!text.empty()) json.field(name, text);
  };
  optional("code", line.code);
  optional("category", line.category);
  optional("unit", line.unit);
  optional("specification", line.specification);
  optional("township", line.township);
  optional("village", line.village);
  optional("cooperative", line.cooperative);
  optional("tile", line.tile);
  optional("tile_colour", line.tile_colour);
  if (line.release != 0) json.field("release", line.release);
  optional("price_list", line.price_list);
  if (line.list_price) write_unit_price(json, "list_price_fen", *line.list_price);
  optional("price_reason", line.price_reason);
  optional("price_second", line.price_second);
  if (line.weighing) write_weighing(json, *line.weighing);
  optional("best_before", line.best_before);
  optional("tax_class", line.tax_class);
  if (!line.tax_class.empty()) json.field("tax_rate_permyriad", line.tax_rate_permyriad);
  optional("certificate", line.certificate);
  optional("benefit", line.benefit);
  json.end_object();
}

Result<CartLine> read_line(const JsonValue& value) {
  CartLine line;
  auto product = value.need_string("product");
  if (!product) return tl::unexpected(product.error());
  auto name = value.need_string("name");
  if (!name) return tl::unexpected(name.error());
  line.product = std::move(*product);
  line.name = std::move(*name);
  const bool weighed = value.get("weight_g").has_value();
  const auto quantity = value.need_integer(weighed ? "weight_g" : "pieces");
  if (!quantity) return tl::unexpected(quantity.error());
  const auto price = value.need_integer(weighed ? "unit_price_fen_per_kg" : "unit_price_fen");
  if (!price) return tl::unexpected(price.error());
  if (weighed) {
    line.quantity = Grams{*quantity};
    line.unit_price = PerKilogram{Money::fen(*price)};
  } else {
    line.quantity = Pieces{*quantity};
    line.unit_price = PerPiece{Money::fen(*price)};
  }
  line.code = value.string_or("code", "");
  line.category = value.string_or("category", "");
  line.unit = value.string_or("unit", "");
  line.specification = value.string_or("specification", "");
  line.township = value.string_or("township", "");
  line.village = value.string_or("village", "");
  line.cooperative = value.string_or("cooperative", "");
  line.tile = value.string_or("tile", "");
  line.tile_colour = value.string_or("tile_colour", "");
  line.release = value.integer_or("release", 0);
  line.price_list = value.string_or("price_list", "");
  line.list_price = read_list_price(value);
  line.price_reason = value.string_or("price_reason", "");
  line.price_second = value.string_or("price_second", "");
  line.weighing = read_weighing(value);
  line.best_before = value.string_or("best_before", "");
  line.tax_class = value.string_or("tax_class", "");
  line.tax_rate_permyriad = line.tax_class.empty() ? 0 : value.integer_or("tax_rate_permyriad", 0);
  line.certificate = value.string_or("certificate", "");
  line.benefit = value.string_or("benefit", "");
  return line;
}

std::string cart_json(const Cart& cart) {
  JsonWriter json;
  json.begin_object().field("sale", cart.sale).field("opened_at", cart.opened_at.utc_ms);
  json.key("lines").begin_array();
  for (const CartLine& line : cart.lines) write_line(json, line, std::nullopt);
  json.end_array().key("removed").begin_array();
  for (const CartLine& line : cart.removed) write_line(json, line, std::nullopt);
  json.end_array().end_object();
  return json.take();
}

Result<Cart> parse_cart(std::string_view text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const JsonValue root = document->root();
  Cart cart;
  auto sale = root.need_string("sale");
  if (!sale) return tl::unexpected(sale.error());
  cart.sale = std::move(*sale);
  cart.opened_at = WallTime{root.integer_or("opened_at", 0)};
  const auto read_into = [&root](std::string_view name, std::vector<CartLine>& into) -> Result<void> {
    const auto list = root.get(name);
    if (!list) return {};
    for (const JsonValue& element : list->elements()) {
      auto line = read_line(element);
      if (!line) return tl::unexpected(line.error());
      into.push_back(std::move(*line));
    }
    return {};
  };
  if (const auto read = read_into("lines", cart.lines); !read) return tl::unexpected(read.error());
  if (const auto read = read_into("removed", cart.removed); !read) return tl::unexpected(read.error());
  return cart;
}

}  // namespace zhuangui::core
