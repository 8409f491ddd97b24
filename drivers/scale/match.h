#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "scale/protocol.h"

namespace zhuangui::scale {

/// What a frame says, before it is put together.
struct Told {
  bool stable = false, unstable = false, zero = false, over = false, under_zero = false, not_ready = false;
  bool net = false, negative = false, is_tare = false, ignored = false;
  std::optional<Decimal> number;
  std::optional<Decimal> tare;
  std::optional<Unit> unit;
  bool unit_refused = false;  ///< a unit was told, and it is one we refuse
  std::optional<int> exponent;
  bool number_wanted = false; ///< a number has its place in this frame
};

struct Match {
  enum class Kind { matched, partial, refused };
  Kind kind = Kind::refused;
  std::size_t bytes = 0;  ///< of the matched frame
  Told told;
};

/// Holds the beginning of `bytes` against the protocol's frames, in their order: the first one that is not refused
/// decides. partial: more bytes are needed to tell. Each step takes as much as it can; nothing is tried twice.
Match match_frames(const Protocol& protocol, std::span<const std::uint8_t> bytes);

}  // namespace zhuangui::scale
