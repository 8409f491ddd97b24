#include "core/shift.h"

#include "core/json.h"
#include "core/mutant.h"

namespace zhuangui::core {
namespace {

void write_sums(JsonWriter& json, std::string_view name, const std::vector<ShiftSum>& sums) {
  json.key(name).begin_array();
  for (const ShiftSum& sum : sums)
    json.begin_object().field("name", sum.name).field("sales", sum.sales).field("amount_fen", sum.amount.in_fen()).end_object();
  json.end_array();
}

void write_place(JsonWriter& json, std::string_view name, const EntryPlace& place) {
  json.key(name).begin_object().field("epoch", place.epoch).field("seq", place.seq).end_object();
}

void write_figures(JsonWriter& json, const ShiftReport& report) {
  if (report.float_amount) json.field("float_fen", report.float_amount->in_fen());
  json.field("sales", report.sales).field("total_fen", report.total.in_fen()).field("cash_fen", report.cash.in_fen());
  json.field("returns", report.returns).field("refund_fen", report.refunds.in_fen()).field("cash_back_fen", report.cash_back.in_fen());
  json.field("in_fen", report.moved_in.in_fen()).field("out_fen", report.moved_out.in_fen());
  json.field("drawer_openings", report.drawer_openings).field("expected_fen", report.expected().in_fen());
}

void write_all_sums(JsonWriter& json, const ShiftReport& report) {
  write_sums(json, "tenders", report.tenders);
  write_sums(json, "fund_sources", report.fund_sources);
  write_sums(json, "townships", report.townships);
  write_place(json, "first", report.first);
  write_place(json, "last", report.last);
}

}  // namespace

std::string shift_opened_body(std::int64_t shift, std::string_view operator_reference, Money float_amount) {
  JsonWriter json;
  json.begin_object().field("shift", shift).field("operator", operator_reference);
  return json.field("float_fen", float_amount.in_fen()).end_object().take();
}

std::string cash_moved_body(std::int64_t shift, const CashMove& move) {
  JsonWriter json;
  json.begin_object().field("shift", shift).field("operator", move.operator_reference).field("second", move.second_reference);
  json.field("direction", move.out ? "out" : "in").field("reason", move.reason);
  return json.field("amount_fen", move.amount.in_fen()).end_object().take();
}

std::string drawer_opened_body(std::int64_t shift, std::string_view operator_reference, std::string_view second_reference,
                               std::string_view reason) {
  JsonWriter json;
  json.begin_object().field("shift", shift).field("operator", operator_reference).field("second", second_reference);
  return json.field("reason", reason).end_object().take();
}

std::string shift_closed_body(const ShiftReport& report, const ShiftClosing& closing) {
  JsonWriter json;
  json.begin_object().field("shift", report.shift).field("operator", closing.operator_reference);
  write_figures(json, report);
  if (closing.counted) json.field("counted_fen", closing.counted->in_fen());
  if (closing.first_counted) json.field("first_counted_fen", closing.first_counted->in_fen());
  const bool hidden = mutant("shift-hides-a-difference");
  if (closing.counted) json.field("difference_fen", hidden ? 0 : (*closing.counted - report.expected()).in_fen());
  json.field("reason", closing.reason);
  write_all_sums(json, report);
  return json.end_object().take();
}

std::string shift_counted_body(const ShiftReport& uncounted, Money since, const LateCount& count) {
  JsonWriter json;
  const Money counted = count.drawer - since;
  json.begin_object().field("shift", count.shift).field("operator", count.operator_reference);
  json.field("drawer_fen", count.drawer.in_fen()).field("since_fen", since.in_fen()).field("counted_fen", counted.in_fen());
  json.field("expected_fen", uncounted.expected().in_fen());
  json.field("difference_fen", (counted - uncounted.expected()).in_fen()).field("reason", count.reason);
  return json.end_object().take();
}

std::string shift_report_json(const ShiftReport& report) {
  JsonWriter json;
  json.begin_object().field("shift", report.shift).field("business_day", report.business_day);
  json.field("state", !report.closed ? "running" : report.is_uncounted() ? "uncounted" : "closed");
  json.field("opened", report.opened).field("operator", report.operator_reference);
  write_figures(json, report);
  json.field("closed_by", report.closed_by);
  if (report.counted) json.field("counted_fen", report.counted->in_fen());
  if (report.first_counted) json.field("first_counted_fen", report.first_counted->in_fen());
  if (report.counted) json.field("difference_fen", report.difference().in_fen());
  json.field("counted_later", report.counted_later).field("reason", report.reason);
  write_all_sums(json, report);
  json.key("checked_by_hand").begin_array();
  for (const CheckedByHand& one : report.by_hand)
    json.begin_object().field("at", one.at).field("sale", one.sale).field("amount_fen", one.amount.in_fen()).field("digits", one.digits).end_object();
  json.end_array();
  return json.end_object().take();
}

}  // namespace zhuangui::core
