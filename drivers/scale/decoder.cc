#include "scale/decoder.h"

#include <algorithm>

#include "match.h"

namespace zhuangui::scale {

namespace {

/// A number with a point has its power of ten; one without takes the frame's, else the protocol's.
std::optional<std::int64_t> grams_of(const Protocol& protocol, const Told& told, Decimal number) {
  if (told.unit_refused) return std::nullopt;
  if (number.exponent == 0) number.exponent = told.exponent.value_or(protocol.exponent);
  return to_grams(number, told.unit.value_or(protocol.unit));
}

/// What the flags say; the worst of several holds.
State flagged_state(const Told& told) {
  if (told.over) return State::over;
  if (told.under_zero) return State::under_zero;
  if (told.unstable) return State::unstable;
  if (told.not_ready) return State::not_ready;
  if (told.stable || told.zero) return State::stable;
  return State::not_ready;
}

}  // namespace

const char* to_text(State state) {
  switch (state) {
    case State::stable: return "stable";
    case State::unstable: return "unstable";
    case State::zero: return "zero";
    case State::over: return "over";
    case State::under_zero: return "under_zero";
    case State::not_ready: break;
  }
  return "not_ready";
}

void ScaleDecoder::reset() {
  held_ = 0;
  past_count_ = 0;
  tare_g_.reset();
}

void ScaleDecoder::drop(std::size_t bytes) {
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(bytes), buffer_.begin() + static_cast<std::ptrdiff_t>(held_), buffer_.begin());
  held_ -= bytes;
}

void ScaleDecoder::feed(std::span<const std::byte> bytes, std::int64_t at_us, std::vector<Reading>& into) {
  if (held_ > 0 && at_us - last_us_ > silence_us) {
    dropped_ += held_;
    held_ = 0;
  }
  if (!bytes.empty()) last_us_ = at_us;
  // Where the line leaves the parity in bit 7, it is not of the byte.
  const std::uint8_t mask = protocol_->line.data_bits == 7 ? 0x7F : 0xFF;
  for (const std::byte byte : bytes) {
    buffer_[held_++] = std::to_integer<std::uint8_t>(byte) & mask;
    take_frames(at_us, into);
    if (held_ == buffer_.size()) {  // no frame is that long
      drop(1);
      ++dropped_;
    }
  }
}

void ScaleDecoder::take_frames(std::int64_t at_us, std::vector<Reading>& into) {
  while (held_ > 0) {
    const Match match = match_frames(*protocol_, std::span{buffer_}.first(held_));
    if (match.kind == Match::Kind::partial) return;
    if (match.kind == Match::Kind::refused) {
      drop(1);
      ++dropped_;
      continue;
    }
    const Told& told = match.told;
    std::optional<std::int64_t> weight_g;
    if (told.number) weight_g = grams_of(*protocol_, told, *told.number);
    if (weight_g && told.negative) weight_g = -std::abs(*weight_g);
    if (told.tare) tare_g_ = grams_of(*protocol_, told, *told.tare);
    if (told.is_tare) tare_g_ = weight_g;
    if (!told.is_tare && !told.ignored) {
      Reading reading;
      reading.raw = RawFrame{std::as_bytes(std::span{buffer_}.first(match.bytes))};
      reading.at_us = at_us;
      reading.net = told.net;
      reading.tare_g = tare_g_;
      reading.state = flagged_state(told);
      if (protocol_->equal_frames > 0 && reading.state == State::not_ready && weight_g && !told.not_ready)
        reading.state = is_equal_long_enough(*weight_g, at_us) ? State::stable : State::unstable;
      if (told.zero && !weight_g && reading.is_still()) weight_g = 0;
      if (reading.is_still() || reading.state == State::unstable || reading.state == State::under_zero) reading.weight_g = weight_g;
      if (reading.is_still() && !weight_g) reading.state = State::not_ready;
      if (reading.is_still()) reading.state = *weight_g == 0 ? State::zero : *weight_g < 0 ? State::under_zero : State::stable;
      into.push_back(reading);
    }
    drop(match.bytes);
  }
}

bool ScaleDecoder::is_equal_long_enough(std::int64_t weight_g, std::int64_t at_us) {
  const auto kept = std::min(past_count_, static_cast<std::size_t>(protocol_->equal_of) - 1);
  std::copy_backward(past_.begin(), past_.begin() + static_cast<std::ptrdiff_t>(kept), past_.begin() + static_cast<std::ptrdiff_t>(kept) + 1);
  past_[0] = {weight_g, at_us};
  past_count_ = kept + 1;
  int equal = 0;
  std::int64_t first_us = at_us;
  for (std::size_t at = 0; at < past_count_; ++at) {
    if (past_[at].weight_g != weight_g) continue;
    ++equal;
    first_us = past_[at].at_us;
  }
  return equal >= protocol_->equal_frames && at_us - first_us >= std::int64_t{protocol_->equal_ms} * 1000;
}

}  // namespace zhuangui::scale
