#pragma once
// Private to ingest: quotas that are spent online only, one question before each draw (design §5, what can be spent once).
#include "ingest/report.h"
#include "parts.h"

namespace zhuangui::ingest {

inline constexpr std::int64_t reservation_ms = 10 * 60'000;

Result<ReservationAnswer> reserve(const Parts& parts, std::string_view terminal, const ReservationAsked& asked);
/// Whether a draw was granted beforehand, under the id that stands on it.
Result<bool> was_reserved(Reading& tables, std::string_view terminal, std::string_view sale, const core::Tender& tender);

}  // namespace zhuangui::ingest
