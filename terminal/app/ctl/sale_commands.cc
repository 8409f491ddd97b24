#include <iostream>

#include "ctl/commands.h"
#include "ctl/context.h"

namespace zhuangui::app {

namespace {

void list_row(const Context& context, const journal::SaleRow& row) {
  if (!context.json) {
    std::cout << row.sale << "  " << row.business_day << "  " << core::shanghai_clock_text({row.at}) << "  " << row.lines
              << " lines  " << yuan_text(row.total_fen) << "\n";
    return;
  }
  core::JsonWriter out;
  out.begin_object().field("sale", row.sale).field("epoch", row.epoch).field("seq", row.seq);
  out.field("business_day", row.business_day).field("at", row.at).field("lines", row.lines);
  out.field("total_fen", row.total_fen).field("change_fen", row.change_fen).field("cash_fen", row.cash_fen);
  std::cout << out.end_object().take() << "\n";
}

core::Result<void> list(const Context& context, const SalesAsked& asked) {
  const auto reader = context.reader();
  if (!reader) return tl::unexpected(reader.error());
  const auto rows = (*reader)->sales(asked.from, asked.to);
  if (!rows) return tl::unexpected(rows.error());
  for (const journal::SaleRow& row : *rows) list_row(context, row);
  return {};
}

std::string quantity_text(const core::CartLine& line) {
  if (const auto* pieces = std::get_if<core::Pieces>(&line.quantity)) return std::to_string(pieces->count) + " pieces";
  return std::to_string(std::get<core::Grams>(line.quantity).grams) + " g";
}

void print_sale(const journal::SaleRow& row, const core::Sale& sale) {
  std::cout << sale.id << "  " << row.business_day << "  " << core::shanghai_minute_text({row.at}) << "  entry " << row.epoch
            << "/" << row.seq << "\n";
  for (const core::SaleLine& line : sale.lines)
    std::cout << "  " << line.facts.name << "  " << quantity_text(line.facts) << "  " << yuan_text(line.total.in_fen()) << "\n";
  for (const core::SaleLine& line : sale.removed)
    std::cout << "  taken off: " << line.facts.name << "  " << quantity_text(line.facts) << "\n";
  std::cout << "total " << yuan_text(row.total_fen) << ", cash " << yuan_text(row.cash_fen) << ", change "
            << yuan_text(row.change_fen) << ", release " << sale.release << "\n";
}

}  // namespace

void run_sale_show(Context& context, const std::string& id) {
  const auto reader = context.reader();
  if (!reader) return context.fail(reader.error());
  journal::SaleRow row;
  const auto sale = (*reader)->sale(id, &row);
  if (!sale) return context.fail(sale.error());
  if (!*sale)
    return context.fail({core::Errc::not_found, "there is no sale " + id + " in this journal", "see zhuanguictl sale list"}, exit_code::not_so);
  if (!context.json) return print_sale(row, **sale);
  core::JsonWriter out;
  out.begin_object().field("sale", row.sale).field("epoch", row.epoch).field("seq", row.seq);
  out.field("business_day", row.business_day).field("at", row.at).key("body").raw(core::sale_body(**sale));
  std::cout << out.end_object().take() << "\n";
}

void run_sale_list(Context& context, const SalesAsked& asked) {
  if (const auto done = list(context, asked); !done) context.fail(done.error());
}

}  // namespace zhuangui::app
