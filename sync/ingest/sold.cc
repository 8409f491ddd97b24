#include "sold.h"

#include "core/entry_kinds.h"

namespace zhuangui::ingest {

EntryAt place_of_entry(std::string_view terminal, std::string_view counter, const contract::EntryFields& fields) {
  return {fields.business_day, std::string(counter), std::string(terminal), fields.epoch, fields.seq, fields.at};
}

Result<void> each_sold(Reading& tables, const Wanted& wanted, const TakeSold& take) {
  return each_counted(tables, wanted, [&](std::string_view terminal, std::string_view counter, const contract::EntryFields& fields) {
    const bool sold = take.sale && fields.kind == core::kind::sale_completed;
    if (!sold && (!take.refund || fields.kind != core::kind::return_completed)) return;
    const auto body = core::JsonDocument::parse(fields.body);
    if (!body) return;
    if (sold) {
      if (const auto sale = core::parse_sale(fields.version, body->root())) take.sale(place_of_entry(terminal, counter, fields), *sale);
    } else if (const auto refund = core::parse_refund(fields.version, body->root())) {
      take.refund(place_of_entry(terminal, counter, fields), *refund);
    }
  });
}

namespace {

// What an accepted branch added stands elsewhere than its number says: an entry is taken only if it is of this sale.
void take_if_of(contract::ReturnsAnswer& answer, const std::string& payload) {
  const auto fields = contract::decode_payload(payload);
  if (!fields) return;
  const auto body = core::JsonDocument::parse(fields->body);
  if (!body) return;
  if (fields->kind == core::kind::sale_completed) {
    const auto sale = core::parse_sale(fields->version, body->root());
    if (sale && sale->id == answer.sale) answer.sold = payload;
  } else if (fields->kind == core::kind::return_completed) {
    const auto refund = core::parse_refund(fields->version, body->root());
    if (refund && refund->sale == answer.sale) answer.returns.push_back(payload);
  }
}

}  // namespace

Result<contract::ReturnsAnswer> returns_of(ledger::Ledger& ledger, std::string_view sale) {
  if (!contract::is_sale_id(sale))
    return core::fail(core::Errc::invalid_input, "a sale is named by 1 to 64 letters, digits and '-'", "give the id that stands on its receipt");
  contract::ReturnsAnswer answer{std::string(sale), {}, {}};
  const auto read = ledger.read([&](Reading& tables) -> Result<void> {
    const auto places = tables.sale_places(sale);
    if (!places) return tl::unexpected(places.error());
    for (const ledger::SalePlace& place : *places) {
      const auto took = tables.entries(place.terminal, place.epoch, place.seq, [&](const contract::Entry& entry) {
        take_if_of(answer, entry.payload);
        return false;
      });
      if (!took) return took;
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return answer;
}

}  // namespace zhuangui::ingest
