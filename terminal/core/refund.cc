#include "core/refund.h"

#include <algorithm>
#include <array>

#include "core/mutant.h"
#include "core/spread.h"
#include "names.h"

namespace zhuangui::core {
namespace {

constexpr std::array fate_names{"saleable", "quarantine", "waste", "kept"};

// What is nobody's cash goes back first, so that a quota cannot be turned into money by returning half of a mixed sale.
constexpr std::array road_order{TenderKind::quota, TenderKind::pickup,       TenderKind::account,
                                TenderKind::card,  TenderKind::code_by_hand, TenderKind::cash};

tl::unexpected<Error> refused_return(const std::string& cause, const char* remedy) {
  return fail(Errc::invalid_input, "give back: " + cause, remedy);
}

Quantity as_quantity(const CartLine& line, std::int64_t count) {
  if (std::holds_alternative<Pieces>(line.quantity)) return Pieces{count};
  return Grams{count};
}

// What came back of one line so far.
struct Returned {
  std::int64_t quantity = 0;
  Money total;
};

Returned returned_of(std::size_t line, std::span<const Refund> earlier) {
  Returned sum;
  if (mutant("return-ignores-earlier-returns")) return sum;
  for (const Refund& refund : earlier)
    for (const RefundLine& one : refund.lines) {
      if (one.line != line) continue;
      sum.quantity += count_of(one.facts.quantity);
      sum.total += one.total;
    }
  return sum;
}

// An agreed sum beforehand leaves less than the quantity's share; the last part is whatever is left.
Money due_for(const SaleLine& line, const Returned& before, std::int64_t quantity) {
  const std::int64_t all = count_of(line.facts.quantity);
  const Money left = line.total - before.total;
  if (before.quantity + quantity == all) return left;
  const Money due = share_of(line.total, before.quantity + quantity, all) - share_of(line.total, before.quantity, all);
  return std::min(due, left);
}

std::vector<Discount> discounts_for(const SaleLine& line, const Returned& before, std::int64_t quantity) {
  std::vector<Discount> answer;
  const std::int64_t all = count_of(line.facts.quantity);
  for (const Discount& one : line.discounts) {
    const Money part = share_of(one.amount, before.quantity + quantity, all) - share_of(one.amount, before.quantity, all);
    if (part > Money{}) answer.push_back({one.rule, one.name, part});
  }
  return answer;
}

Result<RefundLine> agreed_line(const SaleLine& line, const RefundWish& wish, const Returned& before, Money most) {
  if (wish.quantity != 0 || wish.fate != GoodsFate::kept)
    return refused_return("an agreed sum is for goods that stay with the buyer", "give back a quantity, or agree on a sum");
  if (*wish.agreed <= Money{} || *wish.agreed > most)
    return refused_return("the agreed sum is above what the county allows", "agree on less, or take the goods back");
  if (*wish.agreed > line.total - before.total)
    return refused_return("the agreed sum is more than is left of the line", "agree on less");
  RefundLine answer{wish.line, line.facts, *wish.agreed, {}, GoodsFate::kept};
  answer.facts.quantity = as_quantity(line.facts, 0);
  return answer;
}

Result<RefundLine> line_for(const Sale& sale, std::span<const Refund> earlier, const RefundWish& wish, Money most) {
  if (wish.line >= sale.lines.size()) return refused_return("the sale has no such line", "choose one of its lines");
  const SaleLine& line = sale.lines[wish.line];
  const Returned before = returned_of(wish.line, earlier);
  if (wish.agreed) return agreed_line(line, wish, before, most);
  if (wish.quantity <= 0 || wish.quantity > count_of(line.facts.quantity) - before.quantity)
    return refused_return("more of " + line.facts.name + " than is left of what was sold", "give back at most what is left");
  RefundLine answer{wish.line, line.facts, due_for(line, before, wish.quantity), discounts_for(line, before, wish.quantity), wish.fate};
  answer.facts.quantity = as_quantity(line.facts, wish.quantity);
  return answer;
}

// What was paid by each tender of the sale, change taken off its cash, less what went back by it.
std::vector<Tender> roads_left(const Sale& sale, std::span<const Refund> earlier) {
  std::vector<Tender> roads = sale.tenders;
  Money change = sale.change;
  for (Tender& road : roads) {
    if (road.kind != TenderKind::cash) continue;
    const Money part = std::min(change, road.amount);
    road.amount -= part;
    change -= part;
  }
  for (const Refund& refund : earlier)
    for (const Tender& back : refund.tenders) {
      Money left = back.amount;
      for (Tender& road : roads) {
        if (road.kind != back.kind || road.holder != back.holder || road.document != back.document) continue;
        const Money part = std::min(left, road.amount);
        road.amount -= part;
        left -= part;
      }
    }
  return roads;
}

std::vector<Tender> roads_back(const Sale& sale, std::span<const Refund> earlier, Money total) {
  std::vector<Tender> answer;
  const std::vector<Tender> roads = roads_left(sale, earlier);
  for (const TenderKind kind : road_order)
    for (const Tender& road : roads) {
      const Money part = road.kind == kind ? std::min(total, road.amount) : Money{};
      if (part <= Money{}) continue;
      answer.push_back({kind, part, road.holder, road.document, {}});
      total -= part;
    }
  return answer;
}

const char* what_is_wrong_with(std::span<const RefundWish> wishes) {
  if (wishes.empty()) return "nothing is chosen";
  for (std::size_t one = 0; one < wishes.size(); ++one)
    for (std::size_t other = one + 1; other < wishes.size(); ++other)
      if (wishes[one].line == wishes[other].line) return "a line stands twice";
  return nullptr;
}

}  // namespace

const char* goods_fate_name(GoodsFate fate) { return fate_names[static_cast<std::size_t>(fate)]; }
std::optional<GoodsFate> goods_fate_of(std::string_view name) { return named<GoodsFate>(fate_names, name); }

std::vector<Refundable> refundable(const Sale& sale, std::span<const Refund> earlier) {
  std::vector<Refundable> answer;
  for (std::size_t index = 0; index < sale.lines.size(); ++index) {
    const Returned before = returned_of(index, earlier);
    const SaleLine& line = sale.lines[index];
    answer.push_back({count_of(line.facts.quantity) - before.quantity, line.total - before.total});
  }
  return answer;
}

Money cash_of(const Refund& refund) {
  Money cash;
  for (const Tender& tender : refund.tenders)
    if (tender.kind == TenderKind::cash) cash += tender.amount;
  return cash;
}

std::vector<RefundWish> everything_left(const Sale& sale, std::span<const Refund> earlier) {
  std::vector<RefundWish> answer;
  const std::vector<Refundable> left = refundable(sale, earlier);
  for (std::size_t index = 0; index < left.size(); ++index)
    if (left[index].quantity > 0) answer.push_back({index, left[index].quantity, std::nullopt, GoodsFate::saleable});
  return answer;
}

Result<Refund> make_refund(const Sale& sale, std::span<const Refund> earlier, std::span<const RefundWish> wishes,
                           const RefundTerms& terms) {
  if (const char* wrong = what_is_wrong_with(wishes)) return refused_return(wrong, "choose what comes back, each line once");
  if (std::find(refund_reasons.begin(), refund_reasons.end(), terms.reason) == refund_reasons.end())
    return refused_return("there is no such reason", "choose one of the list");
  for (const Refund& refund : earlier)
    if (refund.sale != sale.id) return refused_return("an earlier return is of another sale", "look for the sale again");
  Refund refund{.id = terms.id, .sale = sale.id};
  for (const RefundWish& wish : wishes) {
    auto line = line_for(sale, earlier, wish, terms.agreed_max);
    if (!line) return tl::unexpected(line.error());
    refund.total += line->total;
    refund.lines.push_back(std::move(*line));
  }
  refund.tenders = roads_back(sale, earlier, refund.total);
  refund.attribution = sale.attribution;
  refund.reason = terms.reason;
  refund.voids = terms.voids;
  refund.unchecked = terms.unchecked;
  refund.operator_reference = terms.operator_reference;
  refund.second_reference = terms.second_reference;
  refund.release = terms.release;
  return refund;
}

}  // namespace zhuangui::core
