#include "core/sale.h"

#include <array>

#include "names.h"

namespace zhuangui::core {
namespace {

constexpr std::array tender_names{"cash", "code_by_hand", "card", "quota", "pickup", "account"};
constexpr std::array fund_source_names{"personal", "union", "budget", "partner", "emergency"};

Money sum_of(const std::vector<Discount>& discounts) {
  Money sum;
  for (const Discount& one : discounts) sum += one.amount;
  return sum;
}

tl::unexpected<Error> refused(const char* cause, const char* remedy) {
  return fail(Errc::invalid_input, std::string("complete the sale: ") + cause, remedy);
}

// What comes back to the buyer, who can only be given cash for cash.
Result<Money> change_of(Money total, const std::vector<Tender>& tenders) {
  Money given, cash;
  for (const Tender& tender : tenders) {
    if (tender.amount < Money{} || tender.amount > sale_total_max)
      return refused("the amount given is too high", "enter it again");
    given += tender.amount;
    if (tender.kind == TenderKind::cash) cash += tender.amount;
  }
  if (tenders.empty() || given < total) return refused("less was given than is due", "take the missing amount");
  if (given - total > cash) return refused("more was taken than is due", "take no more than the sum by anything but cash");
  return given - total;
}

Result<std::vector<SaleLine>> taken_off(const std::vector<CartLine>& removed) {
  std::vector<SaleLine> lines;
  for (const CartLine& line : removed) {
    const auto total = line_price(line.quantity, line.unit_price);
    if (!total) return tl::unexpected(total.error());
    lines.push_back({line, *total, {}});
  }
  return lines;
}

}  // namespace

const char* tender_name(TenderKind kind) { return tender_names[static_cast<std::size_t>(kind)]; }
std::optional<TenderKind> tender_of(std::string_view name) { return named<TenderKind>(tender_names, name); }
const char* fund_source_name(FundSource source) { return fund_source_names[static_cast<std::size_t>(source)]; }
std::optional<FundSource> fund_source_of(std::string_view name) { return named<FundSource>(fund_source_names, name); }

Money SaleLine::discount() const { return sum_of(discounts); }

Money Sale::discount() const {
  Money sum;
  for (const SaleLine& line : lines) sum += line.discount();
  return sum;
}

Settlement cash_settlement(Money tendered) {
  return {.tenders = {{.kind = TenderKind::cash, .amount = tendered}}};
}

Result<Sale> complete_sale(const Cart& cart, const PricedCart& priced, const Settlement& settlement, std::int64_t release) {
  if (cart.lines.empty()) return refused("the cart is empty", "scan something first");
  if (priced.lines.size() != cart.lines.size()) return refused("the sums are of another cart", "add it up again");
  Sale sale;
  sale.id = cart.sale;
  for (std::size_t index = 0; index < cart.lines.size(); ++index) {
    const PricedLine& line = priced.lines[index];
    const auto gross = line_price(cart.lines[index].quantity, cart.lines[index].unit_price);
    if (!gross) return tl::unexpected(gross.error());
    if (*gross != line.gross || line.total < Money{} || *gross - sum_of(line.discounts) != line.total)
      return refused("the sums are of another cart", "add it up again");
    sale.lines.push_back({cart.lines[index], line.total, line.discounts});
    sale.total += line.total;
  }
  if (sale.total != priced.total) return refused("the sums are of another cart", "add it up again");
  auto removed = taken_off(cart.removed);
  if (!removed) return tl::unexpected(removed.error());
  const auto change = change_of(sale.total, settlement.tenders);
  if (!change) return tl::unexpected(change.error());
  sale.removed = std::move(*removed);
  sale.tenders = settlement.tenders;
  sale.change = *change;
  sale.release = release;
  sale.attribution = settlement.attribution;
  sale.operator_reference = settlement.operator_reference;
  sale.second_reference = settlement.second_reference;
  sale.self_service = settlement.self_service;
  sale.late = settlement.late;
  return sale;
}

}  // namespace zhuangui::core
