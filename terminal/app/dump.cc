#include "dump.h"

#include "core/json.h"

namespace zhuangui::app {
namespace {

void write_line(core::JsonWriter& json, const core::CartLine& line, core::Money total, core::Money discount) {
  json.begin_object().field("product", line.product).key("lot").null();
  if (const auto* pieces = std::get_if<core::Pieces>(&line.quantity))
    json.field("pieces", pieces->count).field("weight_g", 0);
  else
    json.field("pieces", 0).field("weight_g", std::get<core::Grams>(line.quantity).grams);
  if (const auto* piece = std::get_if<core::PerPiece>(&line.unit_price))
    json.field("unit_price_fen", piece->price.in_fen());
  else
    json.field("unit_price_fen", std::get<core::PerKilogram>(line.unit_price).price.in_fen());
  json.field("discount_fen", discount.in_fen()).field("total_fen", total.in_fen()).end_object();
}

// While the thank-you screen stands, the sale just completed is what is on it.
void write_lines(core::JsonWriter& json, const till::View& view) {
  json.key("lines").begin_array();
  if (view.till.state == till::State::paid && view.till.last) {
    for (const core::SaleLine& line : view.till.last->sale.lines) write_line(json, line.facts, line.total, line.discount());
  } else {
    for (std::size_t index = 0; index < view.till.cart.lines.size(); ++index) {
      const core::PricedLine& priced = view.priced.lines.at(index);
      write_line(json, view.till.cart.lines[index], priced.total, priced.gross - priced.total);
    }
  }
  json.end_array();
}

void write_widgets(core::JsonWriter& json, const std::vector<ui::Widget>& widgets) {
  json.key("widgets").begin_array();
  for (const ui::Widget& widget : widgets) {
    json.begin_object().field("id", widget.id).field("label", widget.label).key("rect").begin_array();
    json.integer(widget.rect.x).integer(widget.rect.y).integer(widget.rect.w).integer(widget.rect.h).end_array();
    json.field("enabled", widget.enabled).field("covered", widget.covered).end_object();
  }
  json.end_array();
}

}  // namespace

std::string dump_json(Shell& shell) {
  const till::View view = shell.view();
  const bool paid = view.till.state == till::State::paid && view.till.last;
  const core::Money total = paid ? view.till.last->sale.total : view.priced.total;
  core::JsonWriter json;
  json.begin_object().field("screen", static_cast<std::int64_t>(view.till.screen));
  json.field("state", till::state_name(view.till.state)).field("total_fen", total.in_fen());
  write_lines(json, view);
  json.field("due_fen", paid ? 0 : view.due.in_fen());
  json.field("change_fen", paid ? view.till.last->sale.change.in_fen() : view.change.value_or(core::Money{}).in_fen());
  json.key("notices").begin_array();
  for (const till::Notice& notice : view.till.notices)
    json.begin_object().field("code", notice.code).field("text", shell.screen().strings().notice_text(notice)).end_object();
  if (view.till.last && !view.till.last->receipt_trouble.empty()) {
    const till::Notice trouble{view.till.last->receipt_trouble, {}, till::Weight::pending, 0};
    json.begin_object().field("code", trouble.code).field("text", shell.screen().strings().notice_text(trouble)).end_object();
  }
  json.end_array();
  write_widgets(json, shell.screen().widgets());
  return json.end_object().take();
}

}  // namespace zhuangui::app
