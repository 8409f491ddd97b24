#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhuangui::core {

/// A moment of the wall clock: UTC milliseconds since 1970. Always passed in, never read here.
struct WallTime {
  std::int64_t utc_ms = 0;
  friend constexpr auto operator<=>(WallTime, WallTime) = default;
};

/// A calendar date in Asia/Shanghai (UTC+8, no summer time since 1991).
struct Date {
  int year = 1970;
  int month = 1;  ///< 1..12
  int day = 1;    ///< 1..31
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

Date shanghai_date(WallTime at);
/// Days since 1970-01-01, for distances between dates.
std::int64_t days_since_epoch(Date date);
Date date_from_days(std::int64_t days);
/// "2026-11-24".
std::string date_text(Date date);
std::optional<Date> parse_date(std::string_view text);
/// "2026-11-24 14:32" in Asia/Shanghai, for people.
std::string shanghai_minute_text(WallTime at);
/// "14:32" in Asia/Shanghai.
std::string shanghai_clock_text(WallTime at);
/// Accepts "2026-11-24T09:00:00" (Asia/Shanghai), the same with "Z" (UTC) or "+08:00", or whole UTC milliseconds.
std::optional<WallTime> parse_time(std::string_view text);

/// The business day an entry belongs to (design §5, Time): the Shanghai date of at + offset, never before the
/// previous entry's day, and at most one day after it unless the county or a person has confirmed the clock;
/// `clock_doubtful` when one of these bounds had to cut.
struct BusinessDay {
  Date date;
  bool clock_doubtful = false;
};
BusinessDay business_day(WallTime at, std::int64_t county_offset_ms, std::optional<Date> previous,
                         bool clock_confirmed);

/// Number of the epoch that follows `last_epoch` (0 = none): max(last + 1, whole minutes since 2026-01-01 UTC).
std::int64_t next_epoch_number(std::int64_t last_epoch, WallTime now);

}  // namespace zhuangui::core
