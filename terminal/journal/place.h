#pragma once
// Private to journal: one number for (epoch, seq), so that the entries lie in that order on the disk.
#include <cstdint>

namespace zhuangui::journal {

/// Largest seq and epoch that fit: 4,294,967,295 entries in an epoch, epochs until the year 6100.
inline constexpr std::int64_t seq_max = 0xffff'ffff;
inline constexpr std::int64_t epoch_max = 0x7fff'ffff;

constexpr std::int64_t place_of(std::int64_t epoch, std::int64_t seq) { return epoch * (seq_max + 1) + seq; }
constexpr std::int64_t epoch_of(std::int64_t place) { return place >> 32; }
constexpr std::int64_t seq_of(std::int64_t place) { return place & seq_max; }
static_assert(epoch_of(place_of(465'000, 7)) == 465'000 && seq_of(place_of(465'000, seq_max)) == seq_max);

}  // namespace zhuangui::journal
