#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace zhuangui::scale {

/// UnifiedPOS 1.14, Scale, StatusUpdateEvent: SCAL_SUE_STABLE_WEIGHT, _WEIGHT_UNSTABLE, _STABLE_ZERO, _WEIGHT_OVERWEIGHT,
/// _NOT_READY, _WEIGHT_UNDER_ZERO, with the numbers of the OPOS headers.
enum class State { stable = 11, unstable = 12, zero = 13, over = 14, not_ready = 15, under_zero = 16 };

/// The word of a state: "stable", "under_zero".
const char* to_text(State state);

/// The bytes a reading was read from, as they came. No memory of its own.
class RawFrame {
 public:
  static constexpr std::size_t bytes_max = 64;
  RawFrame() = default;
  explicit RawFrame(std::span<const std::byte> bytes) : size_{std::min(bytes.size(), bytes_max)} {
    std::copy_n(bytes.begin(), size_, bytes_.begin());
  }
  [[nodiscard]] std::span<const std::byte> bytes() const { return {bytes_.data(), size_}; }

 private:
  std::array<std::byte, bytes_max> bytes_{};
  std::size_t size_ = 0;
};

/// What a scale said at one moment.
struct Reading {
  State state = State::not_ready;
  /// Grams as the scale says them: net where it says net (the tare is never subtracted again). May be negative, then
  /// the state is under_zero or unstable. None: it told no number, or one in a unit that is refused.
  std::optional<std::int64_t> weight_g;
  bool net = false;
  std::optional<std::int64_t> tare_g;  ///< where the protocol tells it
  RawFrame raw;
  std::int64_t at_us = 0;  ///< monotonic, when the last byte was returned by the Transport

  /// Stands still, zero included: only then a weight is a weight.
  [[nodiscard]] bool is_still() const { return state == State::stable || state == State::zero; }
};

}  // namespace zhuangui::scale
