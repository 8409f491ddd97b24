#pragma once
// The frames of every serial scale of assets/scales, written a second time and by hand from the makers' papers, so that
// what the decoder reads can be held against something that is not the decoder.
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "scale/reading.h"

namespace zhuangui::scale_test {

struct Said {
  scale::State state = scale::State::stable;
  std::int64_t grams = 0;  ///< may be negative while unstable
};

struct Dialect {
  std::string profile;                       ///< name in assets/scales
  std::string (*write)(const Said& said);
  std::string after;                         ///< bytes that close a frame which ends where the next begins
  std::string before;                        ///< and that must precede the first
  bool tells_motion = true;                  ///< else equal frames do
  bool tells_over = true;
  bool tells_under = false;
  bool tells_negative = true;
  bool tells_moving_weight = true;           ///< else only that it moves
  std::int64_t grams_max = 9'000;
};

inline void PrintTo(const Dialect& dialect, std::ostream* out) { *out << dialect.profile; }

const std::vector<Dialect>& dialects();

}  // namespace zhuangui::scale_test
