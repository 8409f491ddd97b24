#include "core/payment.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/json.h"
#include "core/spread.h"

namespace zhuangui::core {
namespace {

constexpr std::array rounding_names{"off", "jiao", "yuan"};
constexpr std::array<std::int64_t, 3> rounding_fen{1, 10, 100};
constexpr const char* rounding_title = "抹零";

bool is_same_source(const Tender& a, const Tender& b) {
  if (a.kind == TenderKind::cash || a.kind != b.kind) return false;
  if (a.kind == TenderKind::code_by_hand) return a.proof == b.proof;
  return a.holder == b.holder && a.document == b.document;
}

// The lines by what they are, so that a fen goes to the same goods in whatever order they were scanned.
std::vector<std::size_t> by_what_they_are(const Cart& cart, const PricedCart& priced) {
  std::vector<std::size_t> order(cart.lines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const CartLine& one = cart.lines[a];
    const CartLine& other = cart.lines[b];
    return std::tie(one.product, priced.lines[a].total, one.quantity, one.code) <
           std::tie(other.product, priced.lines[b].total, other.quantity, other.code);
  });
  return order;
}

}  // namespace

const char* rounding_name(Rounding rounding) { return rounding_names[static_cast<std::size_t>(rounding)]; }

std::optional<Rounding> rounding_of(std::string_view name) {
  for (std::size_t index = 0; index < rounding_names.size(); ++index)
    if (rounding_names[index] == name) return static_cast<Rounding>(index);
  return std::nullopt;
}

std::string settings_section(const CounterSettings& settings) {
  JsonWriter json;
  json.begin_object().field("counter", settings.counter).field("rounding", rounding_name(settings.rounding));
  json.field("shop_code", settings.shop_code).field("agreed_max_fen", settings.agreed_max.in_fen());
  return json.end_object().take();
}

Result<CounterSettings> parse_settings_section(std::string_view text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const JsonValue root = document->root();
  auto counter = root.need_string("counter");
  if (!counter) return tl::unexpected(counter.error());
  const auto rounding = rounding_of(root.string_or("rounding", "off"));
  if (!rounding)
    return fail(Errc::invalid_input, "read section settings: rounding is none of off, jiao, yuan", "correct it at the county");
  const std::int64_t agreed_fen = root.integer_or("agreed_max_fen", 0);
  if (agreed_fen < 0) return fail(Errc::invalid_input, "read section settings: agreed_max_fen is below 0", "correct it at the county");
  return CounterSettings{std::move(*counter), *rounding, root.boolean_or("shop_code", false), Money::fen(agreed_fen)};
}

Money PaymentPlan::taken_in_cash() const {
  Money sum;
  for (const Tender& part : taken)
    if (part.kind == TenderKind::cash) sum += part.amount;
  return sum;
}

Money PaymentPlan::taken_otherwise() const {
  Money sum;
  for (const Tender& part : taken)
    if (part.kind != TenderKind::cash) sum += part.amount;
  return sum;
}

Money PaymentPlan::rounded_off() const {
  const std::int64_t in_cash_fen = (priced.total - taken_otherwise()).in_fen();
  const std::int64_t off_fen = in_cash_fen % rounding_fen[static_cast<std::size_t>(rounding)];
  return off_fen == in_cash_fen ? Money{} : Money::fen(off_fen);
}

Money PaymentPlan::left_in_cash() const {
  return std::max(Money{}, priced.total - taken_otherwise() - rounded_off() - taken_in_cash());
}

bool PaymentPlan::is_paid() const { return !taken.empty() && left_in_cash() == Money{}; }

Money PaymentPlan::left() const { return is_paid() ? Money{} : priced.total - taken_otherwise() - taken_in_cash(); }

Money PaymentPlan::change() const {
  return is_paid() ? taken_in_cash() + taken_otherwise() + rounded_off() - priced.total : Money{};
}

Result<void> take_part(PaymentPlan& plan, Tender part) {
  const auto not_taken = [](Errc code, const char* cause, const char* remedy) {
    return fail(code, std::string("take a part: ") + cause, remedy);
  };
  if (plan.is_paid()) return not_taken(Errc::invalid_input, "it is all paid", "finish the sale");
  // A cart of nothing but gifts costs nothing, and is closed by nothing in cash.
  const bool nothing_is_due = plan.priced.total == Money{} && part.kind == TenderKind::cash;
  if (part.amount < Money{} || (part.amount == Money{} && !nothing_is_due) || plan.taken_in_cash() + part.amount > sale_total_max)
    return not_taken(Errc::invalid_input, "the amount is out of bounds", "enter it again");
  if (part.kind != TenderKind::cash && part.amount > plan.left())
    return not_taken(Errc::invalid_input, "it is more than is left", "take no more than the rest");
  for (const Tender& one : plan.taken)
    if (is_same_source(one, part)) return not_taken(Errc::conflict, "the same is in it already", "give that part back first");
  plan.taken.push_back(std::move(part));
  return {};
}

Result<void> give_part_back(PaymentPlan& plan, std::size_t index) {
  if (index >= plan.taken.size()) return fail(Errc::not_found, "give a part back: there is none of that number", "look again");
  plan.taken.erase(plan.taken.begin() + static_cast<std::ptrdiff_t>(index));
  return {};
}

Result<PricedCart> settled_cart(const Cart& cart, const PaymentPlan& plan) {
  if (!plan.is_paid() || cart.lines.size() != plan.priced.lines.size())
    return fail(Errc::invalid_input, "settle the cart: it is not paid", "take the rest first");
  PricedCart settled = plan.priced;
  const std::vector<std::size_t> order = by_what_they_are(cart, settled);
  std::vector<SpreadPart> parts;
  for (const std::size_t index : order) parts.push_back({settled.lines[index].total, settled.lines[index].total});
  const std::vector<Money> shares = spread(plan.rounded_off(), parts);
  for (std::size_t place = 0; place < order.size(); ++place) {
    if (shares[place] == Money{}) continue;
    PricedLine& line = settled.lines[order[place]];
    line.discounts.push_back({std::string(discount_rounding), rounding_title, shares[place]});
    line.total -= shares[place];
    settled.discount += shares[place];
    settled.total -= shares[place];
  }
  return settled;
}

}  // namespace zhuangui::core
