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

}  // namespace

std::string day_report_json(const DayReport& report) {
  core::JsonWriter json;
  json.begin_object().field("report", "day").field("from", report.from).field("to", report.to);
  json.key("as_of").begin_object();
  for (const auto& [terminal, position] : report.as_of) {
    json.key(terminal).begin_object().field("epoch", position.epoch).field("seq", position.seq).end_object();
  }
  json.end_object().key("rows").begin_array();
  for (const ledger::RollupRow& row : report.rows) {
    json.begin_object().field("business_day", row.key.business_day).field("counter", row.key.counter);
    json.field("product", row.key.product).field("township", row.key.township);
    json.field("fund_source", row.key.fund_source);
    write_figures(json, row.figures);
    json.end_object();
  }
  json.end_array().key("total").begin_object();
  write_figures(json, report.total);
  json.field("not_counted", report.not_counted).end_object().end_object();
  return json.take();
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
