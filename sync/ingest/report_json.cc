#include "core/json.h"
#include "ingest/report.h"

namespace zhuangui::ingest {
namespace {

void write_figures(core::JsonWriter& json, const ledger::Figures& figures) {
  json.field("sales", figures.sales).field("returns", figures.returns).field("pieces", figures.pieces);
  json.field("weight_g", figures.weight_g).field("gross_fen", figures.gross_fen);
  json.field("discount_fen", figures.discount_fen).field("refund_fen", figures.refund_fen);
  json.field("net_fen", figures.net_fen);
}

void write_as_of(core::JsonWriter& json, const std::map<std::string, Position>& as_of) {
  json.key("as_of").begin_object();
  for (const auto& [terminal, position] : as_of) {
    json.key(terminal).begin_object().field("epoch", position.epoch).field("seq", position.seq).end_object();
  }
  json.end_object();
}

void write_sums(core::JsonWriter& json, const NamedSums& sums) {
  json.field("sales", sums.sales).field("sum_fen", sums.sum.in_fen());
  json.field("returns", sums.returns).field("back_fen", sums.back.in_fen());
}

void write_named(core::JsonWriter& json, const char* name, const std::map<std::string, NamedSums>& all) {
  json.key(name).begin_array();
  for (const auto& [word, sums] : all) {
    json.begin_object().field("name", word);
    write_sums(json, sums);
    json.end_object();
  }
  json.end_array();
}

void write_counter_day(core::JsonWriter& json, const CounterDay& day) {
  json.begin_object().field("business_day", day.business_day).field("counter", day.counter);
  const ledger::Figures& figures = day.figures;
  json.field("sales", figures.sales).field("returns", figures.returns).field("gross_fen", figures.gross_fen);
  json.field("discount_fen", figures.discount_fen).field("refund_fen", figures.refund_fen).field("net_fen", figures.net_fen);
  write_named(json, "tenders", day.tenders);
  write_named(json, "fund_sources", day.fund_sources);
  write_named(json, "discounts", day.discounts);
  write_named(json, "refunds", day.returns);
  json.key("late").begin_object().field("sales", day.late.sales).field("sum_fen", day.late.sum.in_fen()).end_object();
  json.end_object();
}

void write_sales_row(core::JsonWriter& json, const SalesRow& row) {
  const EntryAt& at = row.where;
  json.begin_object().field("business_day", at.business_day).field("counter", at.counter).field("terminal", at.terminal);
  json.field("epoch", at.epoch).field("seq", at.seq).field("at", at.at).field("kind", row.is_return ? "return" : "sale").field("id", row.id);
  if (row.is_return) json.field("sale", row.sale);
  json.field("lines", row.lines).field("gross_fen", row.gross.in_fen()).field("discount_fen", row.discount.in_fen());
  json.field("total_fen", row.total.in_fen()).key("tenders").begin_array();
  for (const auto& [kind, amount] : row.tenders)
    json.begin_object().field("name", core::tender_name(kind)).field("amount_fen", amount.in_fen()).end_object();
  json.end_array().field("fund_source", core::fund_source_name(row.attribution.fund_source));
  for (const auto& [name, text] : {std::pair{"buyer_unit", &row.attribution.buyer_unit}, std::pair{"document", &row.attribution.document},
                                   std::pair{"operator", &row.operator_reference}, std::pair{"second", &row.second_reference},
                                   std::pair{"reason", &row.reason}, std::pair{"paper", &row.paper}})
    if (!text->empty()) json.field(name, *text);
  if (row.self_service) json.field("self_service", true);
  json.field("release", row.release).end_object();
}

void write_quota(core::JsonWriter& json, const QuotaState& state) {
  const core::Quota& quota = state.quota;
  json.begin_object().field("batch", quota.batch).field("union", quota.union_id).field("quota", quota.reference).field("holder", quota.holder);
  json.field("listed", state.listed).field("granted_fen", quota.cap.in_fen()).field("draws", state.draws);
  json.field("drawn_fen", state.drawn.in_fen()).field("returned_fen", state.returned.in_fen());
  json.field("left_fen", state.left().in_fen()).field("overdrawn_fen", state.overdrawn().in_fen()).end_object();
}

}  // namespace

std::string day_report_json(const DayReport& report) {
  core::JsonWriter json;
  json.begin_object().field("report", "day").field("from", report.from).field("to", report.to);
  write_as_of(json, report.as_of);
  json.key("rows").begin_array();
  for (const ledger::RollupRow& row : report.rows) {
    json.begin_object().field("business_day", row.key.business_day).field("counter", row.key.counter);
    json.field("product", row.key.product).field("township", row.key.township);
    json.field("fund_source", row.key.fund_source);
    write_figures(json, row.figures);
    json.end_object();
  }
  json.end_array().key("counters").begin_array();
  for (const CounterDay& day : report.counters) write_counter_day(json, day);
  json.end_array().key("total").begin_object();
  write_figures(json, report.total);
  json.field("not_counted", report.not_counted).end_object().end_object();
  return json.take();
}

std::string sales_report_json(const SalesReport& report) {
  core::JsonWriter json;
  json.begin_object().field("report", "sales").field("from", report.from).field("to", report.to);
  write_as_of(json, report.as_of);
  json.key("rows").begin_array();
  for (const SalesRow& row : report.rows) write_sales_row(json, row);
  const ledger::Figures& total = report.total;
  json.end_array().key("total").begin_object().field("sales", total.sales).field("returns", total.returns);
  json.field("gross_fen", total.gross_fen).field("discount_fen", total.discount_fen).field("refund_fen", total.refund_fen);
  json.field("net_fen", total.net_fen).field("not_counted", report.not_counted).end_object().end_object();
  return json.take();
}

std::string quota_report_json(const QuotaReport& report) {
  core::JsonWriter json;
  json.begin_object().field("report", "quota").field("to", report.to);
  write_as_of(json, report.as_of);
  json.key("rows").begin_array();
  for (const QuotaState& state : report.quotas) write_quota(json, state);
  json.end_array().key("batches").begin_array();
  for (const BatchState& batch : report.batches) {
    json.begin_object().field("batch", batch.batch).field("union", batch.union_id).field("union_name", batch.union_name);
    json.field("quotas", batch.quotas).field("draws", batch.draws).field("granted_fen", batch.granted.in_fen());
    json.field("drawn_fen", batch.drawn.in_fen()).field("returned_fen", batch.returned.in_fen());
    json.field("left_fen", batch.left.in_fen()).field("overdrawn_fen", batch.overdrawn.in_fen()).end_object();
  }
  json.end_array().field("not_counted", report.not_counted).end_object();
  return json.take();
}

std::string recompute_report_json(const RecomputeReport& report) {
  core::JsonWriter json;
  json.begin_object().field("sales", report.sales).field("returns", report.returns).field("shifts", report.shifts);
  for (const auto& [name, list] : {std::pair{"differences", &report.differences}, std::pair{"unchecked", &report.unchecked}}) {
    json.key(name).begin_array();
    for (const Difference& one : *list) {
      json.begin_object().field("counter", one.where.counter).field("terminal", one.where.terminal).field("epoch", one.where.epoch);
      json.field("seq", one.where.seq).field("id", one.id).field("reason", one.reason).field("sentence", one.sentence).end_object();
    }
    json.end_array();
  }
  return json.end_object().take();
}

std::string verify_report_json(const VerifyReport& report) {
  core::JsonWriter json;
  json.begin_object().field("ok", report.ok).field("entries", report.entries).key("first_false");
  if (report.first_false) {
    const FirstFalse& found = *report.first_false;
    json.begin_object().field("terminal", found.terminal).field("epoch", found.epoch).field("seq", found.seq);
    json.field("reason", found.reason).field("sentence", found.sentence).end_object();
  } else {
    json.null();
  }
  json.end_object();
  return json.take();
}

}  // namespace zhuangui::ingest
