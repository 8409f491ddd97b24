#include "project.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/entry_kinds.h"
#include "core/refund.h"
#include "core/sale.h"

namespace zhuangui::ingest {
namespace {

namespace kind = core::kind;

// Kinds that carry no figure of the day report.
constexpr std::array figureless{kind::epoch_started, kind::terminal_started, kind::terminal_stopped,
                                kind::release_applied, kind::clock_set,      kind::cart_abandoned,
                                kind::receipt_reprinted, kind::invoice_requested, kind::invoice_reversal_due, kind::help_called, kind::help_answered, kind::operator_entered, kind::operator_left,
                                kind::act_approved,     kind::shift_opened,     kind::shift_closed,
                                kind::shift_counted,    kind::cash_moved,       kind::drawer_opened};

// `sign`: 1 for what was sold, -1 for what came back.
ledger::Figures figures_of(const core::Quantity& quantity, std::int64_t sign) {
  ledger::Figures figures;
  (std::holds_alternative<core::Pieces>(quantity) ? figures.pieces : figures.weight_g) = sign * core::count_of(quantity);
  return figures;
}

ledger::Figures figures_of(const core::SaleLine& line) {
  ledger::Figures figures = figures_of(line.facts.quantity, 1);
  figures.gross_fen = (line.total + line.discount()).in_fen();
  figures.discount_fen = line.discount().in_fen();
  figures.net_fen = line.total.in_fen();
  return figures;
}

/// `sign`: 1 for what a sale draws, -1 for what a return gives back.
void project_quotas(std::string_view counter, const std::string& business_day, const std::vector<core::Tender>& tenders, int sign,
                    ledger::Projected& into) {
  for (const core::Tender& tender : tenders) {
    if (tender.kind != core::TenderKind::quota) continue;
    ledger::QuotaSums& sums = into.quotas[{tender.document, tender.holder, business_day, std::string(counter)}];
    sums += sign > 0 ? ledger::QuotaSums{1, tender.amount.in_fen(), 0} : ledger::QuotaSums{0, 0, tender.amount.in_fen()};
  }
}

void project_sale(std::string_view terminal, std::string_view counter, const std::string& business_day, const core::Sale& sale,
                  ledger::Projected& into) {
  for (const core::Tender& tender : sale.tenders)
    if (tender.kind == core::TenderKind::quota) into.quota_sales.insert({tender.document, sale.id, std::string(terminal)});
  const std::string fund_source = core::fund_source_name(sale.attribution.fund_source);
  const ledger::RollupKey receipt{business_day, std::string(counter), {}, {}, fund_source};
  std::set<ledger::RollupKey> counted;
  for (const core::SaleLine& line : sale.lines) {
    ledger::RollupKey key{business_day, std::string(counter), line.facts.product, line.facts.township, fund_source};
    ledger::Figures figures = figures_of(line);
    into.receipts[receipt] += figures;
    // A product on two lines of one receipt is still one sale of it.
    if (counted.insert(key).second) figures.sales = 1;
    into.rollups[std::move(key)] += figures;
  }
  into.receipts[receipt].sales += 1;
  project_quotas(counter, business_day, sale.tenders, 1, into);
}

// Pieces and grams that came back are taken off what was sold; what was paid back stands apart from what was taken.
void project_refund(std::string_view counter, const std::string& business_day, const core::Refund& refund,
                    ledger::Projected& into) {
  const std::string fund_source = core::fund_source_name(refund.attribution.fund_source);
  const ledger::RollupKey receipt{business_day, std::string(counter), {}, {}, fund_source};
  std::set<ledger::RollupKey> counted;
  for (const core::RefundLine& line : refund.lines) {
    ledger::RollupKey key{business_day, std::string(counter), line.facts.product, line.facts.township, fund_source};
    ledger::Figures figures = figures_of(line.facts.quantity, -1);
    figures.refund_fen = line.total.in_fen();
    figures.net_fen = -line.total.in_fen();
    into.receipts[receipt] += figures;
    if (counted.insert(key).second) figures.returns = 1;
    into.rollups[std::move(key)] += figures;
  }
  into.receipts[receipt].returns += 1;
  project_quotas(counter, business_day, refund.tenders, -1, into);
}

/// A terminal has one open call at most; its next answer closes it, and so does its next start.
bool project_help(std::string_view terminal, std::string_view counter, const contract::EntryFields& fields,
                  ledger::Projected& into) {
  ledger::HelpMark mark{std::string(terminal), fields.epoch, fields.seq, fields.at, {}, std::string(counter)};
  if (fields.kind == kind::help_called) {
    const auto body = core::JsonDocument::parse(fields.body);
    if (!body) return false;
    mark.reason = body->root().string_or("reason", "");
    if (mark.reason.empty()) return false;
  }
  into.help.insert(std::move(mark));
  return true;
}

bool is_about_help(std::string_view name) {
  return name == kind::help_called || name == kind::help_answered || name == kind::terminal_started;
}

void place_sale(const std::string& sale, std::string_view terminal, const contract::EntryFields& fields, ledger::Projected& into) {
  into.sales.insert({sale, std::string(terminal), fields.epoch, fields.seq});
}

bool project_known(std::string_view terminal, std::string_view counter, const contract::EntryFields& fields,
                   ledger::Projected& into) {
  const bool sold = fields.kind == kind::sale_completed;
  if (!sold && fields.kind != kind::return_completed)
    return fields.version == 1 && std::find(figureless.begin(), figureless.end(), fields.kind) != figureless.end();
  const auto body = core::JsonDocument::parse(fields.body);
  if (!body) return false;
  if (sold) {
    const auto sale = core::parse_sale(fields.version, body->root());
    if (!sale) return false;
    project_sale(terminal, counter, fields.business_day, *sale, into);
    place_sale(sale->id, terminal, fields, into);
    return true;
  }
  const auto refund = core::parse_refund(fields.version, body->root());
  if (!refund) return false;
  project_refund(counter, fields.business_day, *refund, into);
  place_sale(refund->sale, terminal, fields, into);
  return true;
}

void widen(const ledger::DayKey& key, const ledger::SeqSpan& span, ledger::Projected& into) {
  const auto [found, added] = into.days.emplace(key, span);
  if (added) return;
  found->second.first = std::min(found->second.first, span.first);
  found->second.last = std::max(found->second.last, span.last);
}

}  // namespace

void project(std::string_view terminal, std::string_view counter, const contract::EntryFields& fields,
             ledger::Projected& into) {
  widen({std::string(terminal), fields.epoch, fields.business_day}, {fields.seq, fields.seq}, into);
  const bool help = fields.version == 1 && is_about_help(fields.kind);
  if ((!help || project_help(terminal, counter, fields, into)) && project_known(terminal, counter, fields, into)) return;
  into.not_counted[{std::string(terminal), fields.kind, fields.version}] += 1;
}

TakeEntry projecting(ledger::Projected& into) {
  return [&into](std::string_view terminal, std::string_view counter, const contract::EntryFields& fields) {
    project(terminal, counter, fields, into);
  };
}

void add(const ledger::Projected& more, ledger::Projected& into) {
  for (const auto& [key, figures] : more.rollups) into.rollups[key] += figures;
  for (const auto& [key, figures] : more.receipts) into.receipts[key] += figures;
  for (const auto& [key, entries] : more.not_counted) into.not_counted[key] += entries;
  into.help.insert(more.help.begin(), more.help.end());
  for (const auto& [key, span] : more.days) widen(key, span, into);
  for (const auto& [key, sums] : more.quotas) into.quotas[key] += sums;
  into.quota_sales.insert(more.quota_sales.begin(), more.quota_sales.end());
  into.sales.insert(more.sales.begin(), more.sales.end());
}

}  // namespace zhuangui::ingest
