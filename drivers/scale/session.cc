#include "session.h"

#include <algorithm>

#include "scale/hid.h"

namespace zhuangui::scale {

using device::DeviceError;
using device::Errc;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds write_timeout{300};
constexpr milliseconds answer_timeout{300};
/// How long a key that was pressed on the screen waits for a silent line.
constexpr milliseconds read_slice{200};

}  // namespace

ScaleDriver::Session::Session(ScaleDriver& driver, device::Transport& transport)
    : driver_{driver},
      transport_{transport},
      protocol_{driver.options_.protocol ? &*driver.options_.protocol : nullptr},
      last_frame_us_{driver.now_us_()} {
  if (protocol_) decoder_.emplace(*protocol_);
  readings_.reserve(8);
}

device::Result<const std::vector<Reading>*> ScaleDriver::Session::step() {
  readings_.clear();
  if (const auto pressed = press_keys(); !pressed) return tl::unexpected(pressed.error());
  milliseconds patience = read_slice;
  if (protocol_ && !protocol_->ask.empty()) {
    const std::int64_t now_us = driver_.now_us_();
    if (now_us >= next_ask_us_) {
      next_ask_us_ = now_us + std::int64_t{protocol_->ask_every_ms} * 1000;
      if (const auto asked = ask(); !asked) return tl::unexpected(asked.error());
    }
    patience = milliseconds{std::clamp<std::int64_t>((next_ask_us_ - driver_.now_us_()) / 1000, 1, read_slice.count())};
  }
  const auto got = transport_.read(buffer_, patience);
  if (!got) return tl::unexpected(got.error());
  take(std::span{buffer_}.first(got->bytes), driver_.now_us_());
  return &readings_;
}

void ScaleDriver::Session::take(std::span<const std::byte> bytes, std::int64_t at_us) {
  if (protocol_) take_serial(bytes, at_us);
  else if (const auto reading = read_hid_report(bytes, at_us)) readings_.push_back(*reading);
  if (!bytes.empty()) bytes_came_ = true;
  if (readings_.empty()) return;
  last_frame_us_ = at_us;
  bytes_came_ = false;
}

void ScaleDriver::Session::take_serial(std::span<const std::byte> bytes, std::int64_t at_us) {
  decoder_->feed(bytes, at_us, readings_);
}

std::optional<DeviceError> ScaleDriver::Session::silence() const {
  const bool may_be_silent = !protocol_ || protocol_->silence_ms == 0;
  if (may_be_silent || driver_.now_us_() - last_frame_us_ < std::int64_t{protocol_->silence_ms} * 1000) return std::nullopt;
  if (bytes_came_)
    return DeviceError{Errc::failure, "what the scale sends is not the protocol " + protocol_->name,
                       "set [scale] profile and baud as the scale is set"};
  return DeviceError{Errc::timeout, "the scale sends nothing", "switch it on, and see that its cable and baud rate are right"};
}

device::Result<void> ScaleDriver::Session::press_keys() {
  if (!protocol_) return {};
  if (driver_.tare_pressed_.exchange(false))
    if (const auto done = write(protocol_->tare); !done) return done;
  if (driver_.zero_pressed_.exchange(false))
    if (const auto done = write(protocol_->zero); !done) return done;
  return {};
}

device::Result<void> ScaleDriver::Session::ask() {
  for (const AskStep& step : protocol_->ask) {
    if (const auto sent = write(step.send); !sent) return sent;
    if (!step.wait_for) continue;
    const auto answered = wait_for(*step.wait_for);
    if (!answered) return tl::unexpected(answered.error());
    if (!*answered) return {};  // asked again in its time
  }
  return {};
}

/// Whatever came in front of the awaited byte is no answer to anything; what follows may be a frame.
device::Result<bool> ScaleDriver::Session::wait_for(char byte) {
  const std::int64_t until_us = driver_.now_us_() + answer_timeout.count() * 1000;
  while (driver_.now_us_() < until_us) {
    const auto got = transport_.read(buffer_, answer_timeout);
    if (!got) return tl::unexpected(got.error());
    if (got->bytes == 0) return false;
    const auto bytes = std::span{buffer_}.first(got->bytes);
    const auto found = std::find(bytes.begin(), bytes.end(), static_cast<std::byte>(byte));
    if (found == bytes.end()) continue;
    take(bytes.subspan(static_cast<std::size_t>(found - bytes.begin()) + 1), driver_.now_us_());
    return true;
  }
  return false;
}

/// A line that takes no bytes is one on which nobody listens: silence, told as such.
device::Result<void> ScaleDriver::Session::write(const std::string& bytes) {
  const auto sent = transport_.write(std::as_bytes(std::span{bytes}), write_timeout);
  if (!sent) return tl::unexpected(sent.error());
  return {};
}

}  // namespace zhuangui::scale
