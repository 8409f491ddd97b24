#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "scale/protocol.h"
#include "scale/reading.h"

namespace zhuangui::scale {

/// Cuts the bytes of a serial scale into frames and reads them. No line, no clock. Bounded: holds one unfinished frame
/// of at most 64 bytes; bytes that belong to none are dropped one by one and counted, so that a broken frame costs
/// itself and never the next one.
class ScaleDecoder {
 public:
  /// A frame that stands still for so long is closed as broken, never joined to what comes later.
  static constexpr std::int64_t silence_us = 500'000;

  /// `protocol` must outlive it.
  explicit ScaleDecoder(const Protocol& protocol) : protocol_{&protocol} {}

  /// Appends the readings to `into`. `at_us` is the moment the last byte came, and never goes back.
  void feed(std::span<const std::byte> bytes, std::int64_t at_us, std::vector<Reading>& into);

  /// Forgets the unfinished frame and what is known of equal ones: after a new opening.
  void reset();

  [[nodiscard]] bool is_pending() const { return held_ > 0; }
  [[nodiscard]] std::uint64_t bytes_dropped() const { return dropped_; }

 private:
  struct Past {
    std::int64_t weight_g = 0;
    std::int64_t at_us = 0;
  };

  void take_frames(std::int64_t at_us, std::vector<Reading>& into);
  void drop(std::size_t bytes);
  [[nodiscard]] bool is_equal_long_enough(std::int64_t weight_g, std::int64_t at_us);

  const Protocol* protocol_;
  std::array<std::uint8_t, RawFrame::bytes_max> buffer_{};
  std::size_t held_ = 0;
  std::int64_t last_us_ = 0;
  std::uint64_t dropped_ = 0;
  std::optional<std::int64_t> tare_g_;
  std::array<Past, Protocol::equal_of_max> past_{};
  std::size_t past_count_ = 0;
};

}  // namespace zhuangui::scale
