#include "core/catalogue.h"
#include "core/json.h"

namespace zhuangui::core {
namespace {

void write_list(JsonWriter& json, std::string_view name, const std::vector<std::string>& list) {
  json.key(name).begin_array();
  for (const std::string& text : list) json.string(text);
  json.end_array();
}

std::vector<std::string> read_texts(const JsonValue& value, std::string_view name) {
  std::vector<std::string> texts;
  if (const auto list = value.get(name))
    for (const JsonValue& text : list->elements()) texts.emplace_back(text.as_string().value_or(""));
  return texts;
}

Result<Product> read_product(const JsonValue& value) {
  Product product;
  auto id = value.need_string("id");
  if (!id) return tl::unexpected(id.error());
  auto name = value.need_string("name");
  if (!name) return tl::unexpected(name.error());
  product.id = std::move(*id);
  product.name = std::move(*name);
  product.category = value.string_or("category", "");
  product.gtins = read_texts(value, "gtins");
  product.in_store_item = value.string_or("in_store_item", "");
  product.weighed = value.boolean_or("weighed", false);
  product.unit = value.string_or("unit", "");
  product.specification = value.string_or("specification", "");
  product.township = value.string_or("township", "");
  product.village = value.string_or("village", "");
  product.cooperative = value.string_or("cooperative", "");
  if (const auto months = value.get("season_months"))
    for (const JsonValue& month : months->elements()) {
      const std::int64_t number = month.as_integer().value_or(0);
      if (number < 1 || number > 12)  // looked at before it is cut to an int
        return fail(Errc::invalid_input, "product " + product.id + " has a month that is not 1 to 12", "publish the list again");
      product.season_months.push_back(static_cast<int>(number));
    }
  product.tile = value.string_or("tile", "");
  product.tile_colour = value.string_or("tile_colour", "");
  product.storage = value.string_or("storage", "");
  product.tax_class = value.string_or("tax_class", "");
  product.tax_rate_permyriad = product.tax_class.empty() ? 0 : value.integer_or("tax_rate_permyriad", 0);
  if (product.tax_rate_permyriad < 0 || product.tax_rate_permyriad > 10'000)
    return fail(Errc::invalid_input, "product " + product.id + " has a tax rate that is none", "publish the list again");
  product.certificate = value.string_or("certificate", "");
  product.benefit = value.string_or("benefit", "");
  product.aliases = read_texts(value, "aliases");
  product.initials = read_texts(value, "initials");
  product.limit_per_sale = value.integer_or("limit_per_sale", 0);
  if (product.limit_per_sale < 0 || product.limit_per_sale > limit_per_sale_max)
    return fail(Errc::invalid_input, "product " + product.id + " has a limit per sale that is none", "publish the list again");
  product.quick_key = value.integer_or("quick_key", 0);
  if (product.quick_key < 0 || product.quick_key > quick_keys_max)
    return fail(Errc::invalid_input, "product " + product.id + " has a quick key that is none", "publish the list again");
  return product;
}

Result<Price> read_price(const JsonValue& value) {
  Price price;
  auto product = value.need_string("product");
  if (!product) return tl::unexpected(product.error());
  price.product = std::move(*product);
  if (value.get("unit_price_fen_per_kg")) {
    const auto fen = value.need_integer("unit_price_fen_per_kg");
    if (!fen) return tl::unexpected(fen.error());
    price.unit = PerKilogram{Money::fen(*fen)};
  } else {
    const auto fen = value.need_integer("unit_price_fen");
    if (!fen) return tl::unexpected(fen.error());
    price.unit = PerPiece{Money::fen(*fen)};
  }
  const auto from = value.need_integer("valid_from");
  if (!from) return tl::unexpected(from.error());
  price.valid_from = WallTime{*from};
  price.valid_until = WallTime{value.integer_or("valid_until", 0)};
  price.counter = value.string_or("counter", "");
  price.buyer_class = value.string_or("buyer_class", "");
  return price;
}

Result<PriceBand> read_band(const JsonValue& value) {
  PriceBand band;
  auto product = value.need_string("product");
  if (!product) return tl::unexpected(product.error());
  const bool weighed = value.get("low_fen_per_kg").has_value();
  const auto unit = [weighed](std::int64_t fen) {
    return weighed ? UnitPrice{PerKilogram{Money::fen(fen)}} : UnitPrice{PerPiece{Money::fen(fen)}};
  };
  const auto low = value.need_integer(weighed ? "low_fen_per_kg" : "low_fen");
  if (!low) return tl::unexpected(low.error());
  const auto high = value.need_integer(weighed ? "high_fen_per_kg" : "high_fen");
  if (!high) return tl::unexpected(high.error());
  band.product = std::move(*product);
  band.low = unit(*low);
  band.high = unit(*high);
  if (const std::int64_t floor = value.integer_or(weighed ? "floor_fen_per_kg" : "floor_fen", 0); floor != 0) band.floor = unit(floor);
  return band;
}

void write_band(JsonWriter& json, const PriceBand& band) {
  const bool weighed = std::holds_alternative<PerKilogram>(band.low);
  const auto amount = [&](std::string_view name, const UnitPrice& price) {
    json.field(std::string(name) + (weighed ? "_fen_per_kg" : "_fen"), std::visit([](const auto& unit) { return unit.price.in_fen(); }, price));
  };
  json.begin_object().field("product", band.product);
  amount("low", band.low);
  amount("high", band.high);
  if (band.floor) amount("floor", *band.floor);
  json.end_object();
}

template <class T, class Read>
Result<std::vector<T>> read_list(std::string_view json, std::string_view name, Read read) {
  const auto document = JsonDocument::parse(json);
  if (!document) return tl::unexpected(document.error());
  const auto list = document->root().get(name);
  if (!list && name == "bands") return std::vector<T>{};  // sections of before have none
  if (!list || !list->is_array())
    return fail(Errc::invalid_input, "read section " + std::string(name) + ": its list is missing", "publish it again");
  std::vector<T> answer;
  for (const JsonValue& element : list->elements()) {
    auto item = read(element);
    if (!item) return tl::unexpected(item.error());
    answer.push_back(std::move(*item));
  }
  return answer;
}

}  // namespace

Result<Catalogue> Catalogue::from_sections(std::int64_t release, std::string_view products_json,
                                           std::string_view prices_json, std::string_view counter) {
  auto products = read_list<Product>(products_json, "products", read_product);
  if (!products) return tl::unexpected(products.error());
  auto prices = read_list<Price>(prices_json, "prices", read_price);
  if (!prices) return tl::unexpected(prices.error());
  auto bands = read_list<PriceBand>(prices_json, "bands", read_band);
  if (!bands) return tl::unexpected(bands.error());
  return build(release, std::move(*products), std::move(*prices), std::move(*bands), counter);
}

std::string products_section(const std::vector<Product>& products) {
  JsonWriter json;
  json.begin_object().key("products").begin_array();
  for (const Product& product : products) {
    json.begin_object().field("id", product.id).field("name", product.name).field("category", product.category);
    write_list(json, "gtins", product.gtins);
    json.field("in_store_item", product.in_store_item).field("weighed", product.weighed).field("unit", product.unit);
    json.field("specification", product.specification).field("township", product.township);
    json.field("village", product.village).field("cooperative", product.cooperative);
    json.key("season_months").begin_array();
    for (const int month : product.season_months) json.integer(month);
    json.end_array();
    json.field("tile", product.tile).field("tile_colour", product.tile_colour).field("storage", product.storage);
    if (!product.tax_class.empty()) json.field("tax_class", product.tax_class).field("tax_rate_permyriad", product.tax_rate_permyriad);
    if (!product.certificate.empty()) json.field("certificate", product.certificate);
    if (!product.benefit.empty()) json.field("benefit", product.benefit);
    write_list(json, "aliases", product.aliases);
    write_list(json, "initials", product.initials);
    if (product.limit_per_sale != 0) json.field("limit_per_sale", product.limit_per_sale);
    if (product.quick_key != 0) json.field("quick_key", product.quick_key);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string prices_section(const std::vector<Price>& prices, const std::vector<PriceBand>& bands) {
  JsonWriter json;
  json.begin_object().key("prices").begin_array();
  for (const Price& price : prices) {
    json.begin_object().field("product", price.product);
    if (const auto* kilogram = std::get_if<PerKilogram>(&price.unit))
      json.field("unit_price_fen_per_kg", kilogram->price.in_fen());
    else
      json.field("unit_price_fen", std::get<PerPiece>(price.unit).price.in_fen());
    json.field("valid_from", price.valid_from.utc_ms);
    if (price.valid_until.utc_ms != 0) json.field("valid_until", price.valid_until.utc_ms);
    if (!price.counter.empty()) json.field("counter", price.counter);
    if (!price.buyer_class.empty()) json.field("buyer_class", price.buyer_class);
    json.end_object();
  }
  json.end_array();
  if (!bands.empty()) {
    json.key("bands").begin_array();
    for (const PriceBand& band : bands) write_band(json, band);
    json.end_array();
  }
  json.end_object();
  return json.take();
}

std::string counter_section(const CounterInfo& counter) {
  JsonWriter json;
  json.begin_object().field("id", counter.id).field("name", counter.name).field("site", counter.site);
  json.field("address", counter.address).field("phone", counter.phone).field("firm", counter.firm);
  json.field("county_phone", counter.county_phone).end_object();
  return json.take();
}

Result<CounterInfo> parse_counter_section(std::string_view text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const JsonValue root = document->root();
  auto id = root.need_string("id");
  if (!id) return tl::unexpected(id.error());
  auto name = root.need_string("name");
  if (!name) return tl::unexpected(name.error());
  CounterInfo counter;
  counter.id = std::move(*id);
  counter.name = std::move(*name);
  counter.site = root.string_or("site", "");
  counter.address = root.string_or("address", "");
  counter.phone = root.string_or("phone", "");
  counter.firm = root.string_or("firm", "");
  counter.county_phone = root.string_or("county_phone", "");
  return counter;
}

}  // namespace zhuangui::core
