#include "core/pickups.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/json.h"
#include "section_reader.h"

namespace zhuangui::core {
namespace {

constexpr std::array pickup_refusal_names{"used", "past"};
constexpr std::size_t code_letters_min = 8;

Pickup read_pickup(SectionReader& read) {
  Pickup pickup;
  pickup.number = read.text("number");
  pickup.code = read.text("code");
  read.each("goods", pickup_goods_max, [&](SectionReader& one) {
    PickupGoods goods{one.text("product"), one.integer("pieces", 1), one.money("price_fen")};
    if (goods.pieces > pickup_pieces_max) one.is_wrong("pieces is more than " + std::to_string(pickup_pieces_max));
    pickup.goods.push_back(std::move(goods));
  });
  pickup.last_day = read.date("last_day");
  const auto source = fund_source_of(read.text("fund_source"));
  if (!source || *source == FundSource::union_funds) read.is_wrong("fund_source is none of personal, budget, partner, emergency");
  pickup.fund_source = source.value_or(FundSource::personal);
  pickup.unit = read.optional_text("unit");
  pickup.assistance_group = read.optional_text("assistance_group");
  if (pickup.code.size() < code_letters_min) read.is_wrong("code of " + pickup.number + " is too short to be nobody's guess");
  if (pickup.amount() > sale_total_max) read.is_wrong("what was ordered on " + pickup.number + " is more than a sale may be");
  if (pickup.goods.empty()) read.is_wrong("nothing was ordered on " + pickup.number);
  return pickup;
}

}  // namespace

Money Pickup::amount() const {
  Money sum;
  for (const PickupGoods& one : goods) sum += Money::fen(one.price.in_fen() * one.pieces);
  return sum;
}

const Pickup* PickupList::find(std::string_view number) const {
  const auto found = std::find_if(pickups.begin(), pickups.end(), [&](const Pickup& one) { return one.number == number; });
  return found == pickups.end() ? nullptr : &*found;
}

const Pickup* PickupList::with_code(std::string_view code) const {
  const auto found = std::find_if(pickups.begin(), pickups.end(), [&](const Pickup& one) { return one.code == code; });
  return found == pickups.end() ? nullptr : &*found;
}

std::string pickups_section(const PickupList& list) {
  JsonWriter json;
  json.begin_object().field("counter", list.counter).key("pickups").begin_array();
  for (const Pickup& pickup : list.pickups) {
    json.begin_object().field("number", pickup.number).field("code", pickup.code).key("goods").begin_array();
    for (const PickupGoods& one : pickup.goods)
      json.begin_object().field("product", one.product).field("pieces", one.pieces).field("price_fen", one.price.in_fen()).end_object();
    json.end_array().field("last_day", date_text(pickup.last_day)).field("fund_source", fund_source_name(pickup.fund_source));
    json.field("unit", pickup.unit).field("assistance_group", pickup.assistance_group).end_object();
  }
  return json.end_array().end_object().take();
}

Result<PickupList> parse_pickups_section(std::string_view text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  SectionReader read{"pickups", document->root()};
  PickupList list;
  list.counter = read.text("counter");
  std::set<std::string> numbers, codes;
  read.each("pickups", pickups_of_counter_max, [&](SectionReader& one) {
    Pickup pickup = read_pickup(one);
    if (!numbers.insert(pickup.number).second) one.is_wrong("number " + pickup.number + " stands there twice");
    if (!codes.insert(pickup.code).second) one.is_wrong("the code of " + pickup.number + " stands there twice");
    list.pickups.push_back(std::move(pickup));
  });
  if (const auto good = read.good(); !good) return tl::unexpected(good.error());
  return list;
}

const char* pickup_refusal_name(PickupRefusal refusal) { return pickup_refusal_names[static_cast<std::size_t>(refusal)]; }

std::optional<PickupRefusal> why_pickup_refused(const Pickup& pickup, Money taken, Date today) {
  if (taken > Money{}) return PickupRefusal::used;
  if (today > pickup.last_day) return PickupRefusal::past;
  return std::nullopt;
}

bool is_preordered(const CartLine& line) { return line.price_reason == price_preordered; }

std::string pickup_in(const Cart& cart) {
  const auto found = std::find_if(cart.lines.begin(), cart.lines.end(), &is_preordered);
  return found == cart.lines.end() ? std::string{} : found->code;
}

Money preordered_total(const Cart& cart, const PricedCart& priced) {
  Money sum;
  for (std::size_t index = 0; index < std::min(cart.lines.size(), priced.lines.size()); ++index)
    if (is_preordered(cart.lines[index])) sum += priced.lines[index].total;
  return sum;
}

Result<std::vector<CartLine>> pickup_lines(const Catalogue& catalogue, const Pickup& pickup, WallTime at) {
  std::vector<CartLine> lines;
  for (const PickupGoods& one : pickup.goods) {
    const Product* product = catalogue.find(one.product);
    if (!product) return fail(Errc::not_found, one.product, "ask the county");
    auto line = freeze_line(catalogue, *product, Pieces{one.pieces}, pickup.number, at);
    if (!line) return fail(line.error().code, one.product, "ask the county");
    line->list_price = line->unit_price;
    line->unit_price = PerPiece{one.price};
    line->price_reason = price_preordered;
    lines.push_back(std::move(*line));
  }
  return lines;
}

}  // namespace zhuangui::core
