#include "tender_json.h"

namespace zhuangui::core {
namespace {

void write_tender(JsonWriter& json, const Tender& tender) {
  json.begin_object().field("kind", tender_name(tender.kind)).field("amount_fen", tender.amount.in_fen());
  if (!tender.holder.empty()) json.field("holder", tender.holder);
  if (!tender.document.empty()) json.field("document", tender.document);
  if (!tender.proof.empty()) json.field("proof", tender.proof);
  if (!tender.reservation.empty()) json.field("reservation", tender.reservation);
  json.end_object();
}

}  // namespace

void write_tenders(JsonWriter& json, const std::vector<Tender>& tenders) {
  json.key("tenders").begin_array();
  for (const Tender& tender : tenders) write_tender(json, tender);
  json.end_array();
}

Result<std::vector<Tender>> read_tenders(const JsonValue& body) {
  std::vector<Tender> tenders;
  const auto list = body.get("tenders");
  if (!list) return tenders;
  for (const JsonValue& element : list->elements()) {
    const auto amount = element.need_integer("amount_fen");
    if (!amount) return tl::unexpected(amount.error());
    const auto kind = tender_of(element.string_or("kind", ""));
    if (!kind)
      return fail(Errc::newer_version, "read a sale: it has an unknown tender", "update this program");
    tenders.push_back({*kind, Money::fen(*amount), element.string_or("holder", ""), element.string_or("document", ""),
                       element.string_or("proof", ""), element.string_or("reservation", "")});
  }
  return tenders;
}

void write_attribution(JsonWriter& json, const Attribution& attribution) {
  json.field("fund_source", fund_source_name(attribution.fund_source));
  if (!attribution.buyer_unit.empty()) json.field("buyer_unit", attribution.buyer_unit);
  if (!attribution.assistance_group.empty()) json.field("assistance_group", attribution.assistance_group);
  if (!attribution.document.empty()) json.field("document", attribution.document);
}

Result<Attribution> read_attribution(const JsonValue& body) {
  const auto source = fund_source_of(body.string_or("fund_source", ""));
  if (!source) return fail(Errc::newer_version, "read a sale: it has an unknown fund source", "update this program");
  return Attribution{*source, body.string_or("buyer_unit", ""), body.string_or("assistance_group", ""),
                     body.string_or("document", "")};
}

}  // namespace zhuangui::core
