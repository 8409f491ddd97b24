#include "sales_desk.h"

#include <algorithm>

namespace zhuangui::app {
namespace {

constexpr std::int64_t days_back = 30;
constexpr std::size_t sales_shown_max = 60;

}  // namespace

SalesDesk::SalesDesk(std::unique_ptr<journal::Reader> reader, JournalWorker& journal, Clock& clock,
                     std::function<void(till::Event)> answer)
    : reader_{std::move(reader)}, journal_{journal}, clock_{clock}, answer_{std::move(answer)} {}

core::WallTime SalesDesk::corrected(std::int64_t at) const { return core::WallTime{at + journal_.clock_offset_ms()}; }

void SalesDesk::list() {
  journal_.post([this](journal::Journal&) {
    const std::int64_t today = core::days_since_epoch(core::shanghai_date(corrected(clock_.wall().utc_ms)));
    // A day more: the business day may be ahead of a clock that was set back.
    const auto rows = reader_->sales(core::date_text(core::date_from_days(today - days_back)), core::date_text(core::date_from_days(today + 1)));
    till::SalesListed listed;
    if (rows)
      for (auto row = rows->rbegin(); row != rows->rend() && listed.sales.size() < sales_shown_max; ++row)
        listed.sales.push_back({row->sale, corrected(row->at), row->lines, core::Money::fen(row->total_fen)});
    answer_(std::move(listed));
  });
}

void SalesDesk::find(till::FindSale effect) {
  const bool taken = journal_.post([this, id = effect.sale](journal::Journal&) {
    journal::SaleRow row;
    auto sale = reader_->sale(id, &row);
    auto earlier = reader_->refunds(id);
    if (!sale || !*sale || !earlier) return answer_(till::SaleNotFound{id});
    answer_(till::SaleFound{std::move(**sale), corrected(row.at), std::move(*earlier)});
  });
  if (!taken) answer_(till::SaleNotFound{effect.sale});
}

}  // namespace zhuangui::app
