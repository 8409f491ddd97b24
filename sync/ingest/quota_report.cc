#include <tuple>

#include "day_report.h"

namespace zhuangui::ingest {
namespace {

using core::Money;

/// By reference: every quota that is in the list, and every one that was drawn on.
using States = std::map<std::string, QuotaState>;

Result<States> granted(Reading& tables, std::string_view counter) {
  const auto rows = tables.counter_rows("quotas");
  if (!rows) return tl::unexpected(rows.error());
  States states;
  for (const ledger::CounterRow& row : *rows) {
    if (!counter.empty() && row.counter != counter) continue;
    auto list = core::parse_quotas_section(row.section);
    if (!list) return tl::unexpected(list.error());
    for (core::Quota& quota : list->quotas) {
      QuotaState& state = states[quota.reference];
      state.quota = std::move(quota);
      state.listed = true;
    }
  }
  return states;
}

/// What was drawn at any counter, since a quota is one; of quotas in no list what was drawn at this one.
Result<void> add_draws(Reading& tables, std::string_view to, std::string_view counter, States& states) {
  const auto rows = tables.quota_draws(to, "");
  if (!rows) return tl::unexpected(rows.error());
  for (const ledger::QuotaRow& row : *rows) {
    if (!counter.empty() && row.key.counter != counter && !states.contains(row.key.quota)) continue;
    QuotaState& state = states[row.key.quota];
    if (!state.listed) {
      state.quota.reference = row.key.quota;
      state.quota.holder = row.key.holder;
    }
    state.draws += row.sums.draws;
    state.drawn += Money::fen(row.sums.drawn_fen);
    state.returned += Money::fen(row.sums.returned_fen);
  }
  return {};
}

std::vector<BatchState> batches_of(const std::vector<QuotaState>& quotas) {
  std::vector<BatchState> batches;
  for (const QuotaState& state : quotas) {
    const core::Quota& quota = state.quota;
    if (batches.empty() || batches.back().batch != quota.batch || batches.back().union_id != quota.union_id)
      batches.push_back({quota.batch, quota.union_id, quota.union_name, 0, 0, {}, {}, {}, {}, {}});
    BatchState& sums = batches.back();
    ++sums.quotas;
    sums.draws += state.draws;
    sums.granted += quota.cap;
    sums.drawn += state.drawn;
    sums.returned += state.returned;
    sums.left += state.left();
    sums.overdrawn += state.overdrawn();
  }
  return batches;
}

}  // namespace

Result<QuotaReport> quota_report(ledger::Ledger& ledger, std::string_view to, std::string_view counter) {
  if (const auto checked = check_days(to, to); !checked) return tl::unexpected(checked.error());
  return reading<QuotaReport>(ledger, [&](Reading& tables) -> Result<QuotaReport> {
    auto states = granted(tables, counter);
    if (!states) return tl::unexpected(states.error());
    if (const auto added = add_draws(tables, to, counter, *states); !added) return tl::unexpected(added.error());
    QuotaReport report{std::string(to), {}, {}, {}, 0};
    for (auto& [reference, state] : *states) report.quotas.push_back(std::move(state));
    std::stable_sort(report.quotas.begin(), report.quotas.end(), [](const QuotaState& a, const QuotaState& b) {
      return std::tie(a.quota.batch, a.quota.union_id) < std::tie(b.quota.batch, b.quota.union_id);
    });
    report.batches = batches_of(report.quotas);
    if (const auto said = say_how_far(tables, "", report); !said) return tl::unexpected(said.error());
    return report;
  });
}

}  // namespace zhuangui::ingest
