#include "core/spread.h"

#include <algorithm>

#include "core/mutant.h"

namespace zhuangui::core {
namespace {

__extension__ typedef __int128 Wide;  // a sum of a sale times another: 10^20

struct Slice {
  std::int64_t weight, most, given;
  std::int64_t remainder;
  bool full;
};

/// Lines whose proportional share is more than they can take get what they can. True when there was one.
bool fill_the_small(std::vector<Slice>& slices, std::int64_t& left, std::int64_t& weights) {
  std::int64_t taken = 0, gone = 0;
  for (Slice& slice : slices) {
    if (slice.full || Wide{slice.weight} * left <= Wide{slice.most} * weights) continue;
    slice.full = true;
    slice.given = slice.most;
    taken += slice.most;
    gone += slice.weight;
  }
  left -= taken;
  weights -= gone;
  return gone != 0;
}

}  // namespace

std::vector<Money> spread(Money amount, std::span<const SpreadPart> parts) {
  std::vector<Slice> slices;
  slices.reserve(parts.size());
  std::int64_t weights = 0, room = 0;
  for (const SpreadPart& part : parts) {
    const std::int64_t weight = part.weight.in_fen(), most = std::min(weight, part.most.in_fen());
    slices.push_back({weight, most, 0, 0, false});
    weights += weight;
    room += most;
  }
  std::int64_t left = std::min(amount.in_fen(), room);
  while (left > 0 && fill_the_small(slices, left, weights)) {
  }
  std::vector<Slice*> by_remainder;
  const std::int64_t shared = left;
  for (Slice& slice : slices) {
    if (slice.full || shared <= 0) continue;
    const Wide exact = Wide{slice.weight} * shared;
    slice.given = static_cast<std::int64_t>(exact / weights);
    slice.remainder = static_cast<std::int64_t>(exact % weights);
    left -= slice.given;
    if (slice.remainder > 0) by_remainder.push_back(&slice);
  }
  if (mutant("remainder-fen-dropped")) left = 0;
  std::stable_sort(by_remainder.begin(), by_remainder.end(), [](const Slice* a, const Slice* b) { return a->remainder > b->remainder; });
  for (std::int64_t n = 0; n < left; ++n) ++by_remainder[static_cast<std::size_t>(n)]->given;  // fewer than there are remainders
  std::vector<Money> answer;
  answer.reserve(slices.size());
  for (const Slice& slice : slices) answer.push_back(Money::fen(slice.given));
  return answer;
}

Money share_of(Money total, std::int64_t part, std::int64_t whole) {
  return Money::fen(static_cast<std::int64_t>((Wide{total.in_fen()} * part * 2 + whole) / (Wide{whole} * 2)));
}

}  // namespace zhuangui::core
