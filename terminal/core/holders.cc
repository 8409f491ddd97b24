#include "core/holders.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/json.h"
#include "section_reader.h"

namespace zhuangui::core {
namespace {

constexpr std::array card_refusal_names{"lost", "expired", "not_authorised", "not_authorised_yet", "authorisation_ended",
                                        "day_cap", "month_cap", "no_pin"};

bool is_card_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Holder read_holder(SectionReader& read) {
  Holder holder;
  holder.reference = read.text("reference");
  holder.masked_name = read.text("masked_name");
  holder.unit = read.text("unit");
  holder.card_hash = read.text("card_hash");
  holder.card_until = read.date("card_until");
  holder.authorised_from = read.optional_date("authorised_from");
  holder.authorised_until = read.optional_date("authorised_until");
  holder.day_cap = read.money("day_cap_fen");
  holder.month_cap = read.money("month_cap_fen");
  holder.pin_above = read.money("pin_above_fen");
  holder.pin_hash = read.optional_text("pin_hash");
  if (!is_card_hash(holder.card_hash)) read.is_wrong("card_hash is not 64 hex digits");
  return holder;
}

void write_holder(JsonWriter& json, const Holder& holder) {
  json.begin_object().field("reference", holder.reference).field("masked_name", holder.masked_name);
  json.field("unit", holder.unit).field("card_hash", holder.card_hash).field("card_until", date_text(holder.card_until));
  if (holder.authorised_from) json.field("authorised_from", date_text(*holder.authorised_from));
  if (holder.authorised_until) json.field("authorised_until", date_text(*holder.authorised_until));
  json.field("day_cap_fen", holder.day_cap.in_fen()).field("month_cap_fen", holder.month_cap.in_fen());
  json.field("pin_above_fen", holder.pin_above.in_fen()).field("pin_hash", holder.pin_hash).end_object();
}

std::optional<CardRefusal> why_not_authorised(const Holder& holder, Date today) {
  if (!holder.authorised_from) return CardRefusal::not_authorised;
  if (today < *holder.authorised_from) return CardRefusal::not_authorised_yet;
  if (holder.authorised_until && today > *holder.authorised_until) return CardRefusal::authorisation_ended;
  return std::nullopt;
}

}  // namespace

const Holder* HolderList::find(std::string_view reference) const {
  const auto found = std::find_if(members.begin(), members.end(), [&](const Holder& one) { return one.reference == reference; });
  return found == members.end() ? nullptr : &*found;
}

const Holder* HolderList::with_card(std::string_view card_hash) const {
  const auto found = std::find_if(members.begin(), members.end(), [&](const Holder& one) { return one.card_hash == card_hash; });
  return found == members.end() ? nullptr : &*found;
}

std::string holders_section(const HolderList& holders) {
  JsonWriter json;
  json.begin_object().field("counter", holders.counter).field("card_key", holders.card_key);
  json.field("lost_at", holders.lost_at.utc_ms).key("lost").begin_array();
  for (const std::string& card : holders.lost) json.string(card);
  json.end_array().key("holders").begin_array();
  for (const Holder& holder : holders.members) write_holder(json, holder);
  return json.end_array().end_object().take();
}

Result<HolderList> parse_holders_section(std::string_view text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  SectionReader read{"holders", document->root()};
  HolderList list;
  list.counter = read.text("counter");
  list.card_key = read.text("card_key");
  list.lost_at = WallTime{read.integer("lost_at", 0)};
  list.lost = read.texts("lost");
  std::set<std::string> references, cards;
  read.each("holders", holders_of_counter_max, [&](SectionReader& one) {
    Holder holder = read_holder(one);
    if (!references.insert(holder.reference).second) one.is_wrong("reference " + holder.reference + " stands there twice");
    if (!cards.insert(holder.card_hash).second) one.is_wrong("the card of " + holder.reference + " stands there twice");
    list.members.push_back(std::move(holder));
  });
  if (const auto good = read.good(); !good) return tl::unexpected(good.error());
  return list;
}

const char* card_refusal_name(CardRefusal refusal) { return card_refusal_names[static_cast<std::size_t>(refusal)]; }

Money card_room(const Holder& holder, const HolderTaken& taken) {
  return std::max(Money{}, std::min(holder.day_cap - taken.today, holder.month_cap - taken.this_month));
}

std::optional<CardRefusal> why_card_refused(const HolderList& list, const Holder& holder, Money amount,
                                            const HolderTaken& taken, Date today) {
  if (std::find(list.lost.begin(), list.lost.end(), holder.card_hash) != list.lost.end()) return CardRefusal::lost;
  if (today > holder.card_until) return CardRefusal::expired;
  if (const auto why = why_not_authorised(holder, today)) return why;
  if (taken.today + amount > holder.day_cap) return CardRefusal::day_cap;
  if (taken.this_month + amount > holder.month_cap) return CardRefusal::month_cap;
  if (card_needs_pin(holder, amount, taken) && holder.pin_hash.empty()) return CardRefusal::no_pin;
  return std::nullopt;
}

bool card_needs_pin(const Holder& holder, Money amount, const HolderTaken& taken) {
  return taken.today + amount > holder.pin_above;
}

}  // namespace zhuangui::core
