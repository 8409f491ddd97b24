#include "scanner/keyboard_decoder.h"

#include <algorithm>

#include "keymap.h"
#include "text_encoding.h"

namespace zhuangui::scanner {

namespace {

constexpr std::size_t keys_at = 2;  // modifiers, a reserved byte, then six keys
constexpr std::size_t alt_digits_max = 7;  // of 1114111, the highest of Unicode; a leading zero is not kept
/// A Caps Lock this soon after the suffix still belongs to the code before it.
constexpr std::int64_t caps_tail_us = 60'000;

using Report = std::array<std::uint8_t, KeyboardDecoder::report_bytes>;

bool rolled_over(const Report& report) {
  return std::any_of(report.begin() + keys_at, report.end(), [](std::uint8_t key) { return key > 0 && key < usage_first_key; });
}

/// True when the key in `slot` was already held in `last`. A key that moved down because one before it was let go is
/// still held; one that shows up in any other slot was let go and pressed again (some scanners send no empty report
/// between two equal characters, but use the next slot).
bool still_held(const Report& now, const Report& last, std::size_t slot) {
  const std::uint8_t key = now[slot];
  if (last[slot] == key) return true;
  for (std::size_t before = slot + 1; before < last.size(); ++before) {
    if (last[before] != key) continue;
    for (std::size_t ahead = keys_at; ahead < before; ++ahead)
      if (last[ahead] != 0 && std::find(now.begin() + keys_at, now.end(), last[ahead]) == now.end()) return true;
  }
  return false;
}

/// What Alt and a number above a byte stands for; empty when that cannot be told.
std::string character_of(unsigned number, AltNumbers meant) {
  /// Above these no character of Unicode is in use in shops that GBK would write in two bytes.
  constexpr unsigned last_chinese_of_unicode = 0x9FFF;
  const bool is_gbk = number <= 0xFFFF && is_gbk_pair(number >> 8, number & 0xFF);
  if (meant == AltNumbers::unicode || (meant == AltNumbers::careful && !is_gbk)) return utf8_of(number);
  if (!is_gbk || (meant == AltNumbers::careful && number <= last_chinese_of_unicode)) return {};
  return as_utf8({static_cast<char>(number >> 8), static_cast<char>(number & 0xFF)}, true);
}

}  // namespace

std::vector<Frame> KeyboardDecoder::feed(std::span<const std::byte> bytes, std::int64_t now_us) {
  std::vector<Frame> out = tick(now_us);
  if (layout_) {
    take_packet(bytes, now_us, out);
    return out;
  }
  for (const std::byte byte : bytes) {
    report_[report_filled_++] = std::to_integer<std::uint8_t>(byte);
    if (report_filled_ < report_bytes) continue;
    report_filled_ = 0;
    take_report(report_, now_us, out);
  }
  if (!bytes.empty()) last_byte_us_ = now_us;
  return out;
}

void KeyboardDecoder::take_packet(std::span<const std::byte> packet, std::int64_t now_us, std::vector<Frame>& out) {
  const auto byte = [&packet](std::size_t at) { return std::to_integer<std::uint8_t>(packet[at]); };
  if (packet.size() < layout_->report_bytes) return;
  if (layout_->report_id != 0 && byte(0) != layout_->report_id) return;
  Report report{byte(layout_->modifiers_at)};
  for (std::size_t key = 0; key < std::min(layout_->keys, report_bytes - keys_at); ++key)
    report[keys_at + key] = byte(layout_->keys_at + key);
  take_report(report, now_us, out);
  last_byte_us_ = now_us;
}

std::vector<Frame> KeyboardDecoder::tick(std::int64_t now_us) {
  std::vector<Frame> out;
  const std::int64_t silent_us = now_us - last_byte_us_;
  if (options_.no_suffix && frame_.pending() && silent_us >= silence_us) end_frame(now_us, out);
  if (silent_us <= stalled_us) return out;
  report_filled_ = 0;  // half a report is never completed by the next scan
  last_ = {};          // a scanner holds no key that long; a key-up that got lost must not swallow its first character
  alt_digits_.clear();
  caps_ = caps_left_on_ = false;  // a Caps Lock long ago says nothing of the next code
  if (!frame_.pending() || options_.no_suffix) return out;
  frame_.spoil();
  end_frame(now_us, out);
  return out;
}

void KeyboardDecoder::reset() {
  frame_.discard();
  report_filled_ = 0;
  last_ = {};
  alt_digits_.clear();
  caps_ = caps_left_on_ = false;
}

void KeyboardDecoder::take_report(const Report& report, std::int64_t now_us, std::vector<Frame>& out) {
  if (rolled_over(report)) return;
  if ((report[0] & alt_keys) == 0) finish_alt_number();
  const Report before = last_;
  last_ = report;
  for (std::size_t slot = keys_at; slot < report.size(); ++slot)
    if (report[slot] != 0 && !still_held(report, before, slot)) press(report[slot], report[0], now_us, out);
}

void KeyboardDecoder::press(std::uint8_t usage, std::uint8_t modifiers, std::int64_t now_us, std::vector<Frame>& out) {
  if (modifiers & gui_keys) return frame_.spoil();  // no scanner setting holds it: a person or a forged device types
  if (modifiers & alt_keys) {
    const auto digit = keypad_digit(usage);
    if (!digit || alt_digits_.size() == alt_digits_max) frame_.spoil();
    else if (!alt_digits_.empty() || *digit != '0') alt_digits_ += *digit;
    return;
  }
  if (usage == usage_caps_lock) return toggle_caps(now_us);
  const bool shift = (modifiers & shift_keys) != 0;
  const bool control = (modifiers & control_keys) != 0;
  const bool ends = usage == usage_enter || usage == usage_keypad_enter || usage == usage_tab;
  if (ends && !options_.no_suffix) return end_frame(now_us, out);
  if (ends) return frame_.append(usage == usage_tab ? '\t' : '\r');
  if (usage == usage_f8) return frame_.append(group_separator);
  const auto character = control ? control_character(usage) : plain_character(usage, shift, shift != caps_);
  if (!character) return;
  if (control && !options_.no_suffix && (*character == '\r' || *character == '\n' || *character == '\t'))
    return end_frame(now_us, out);
  frame_.append(*character == '|' && options_.gs_as_pipe ? group_separator : *character);
}

void KeyboardDecoder::toggle_caps(std::int64_t now_us) {
  if (frame_.is_empty() && caps_left_on_ && now_us - frame_ended_us_ <= caps_tail_us) {
    caps_left_on_ = false;
    return;
  }
  caps_ = !caps_;
}

void KeyboardDecoder::finish_alt_number() {
  if (alt_digits_.empty()) return;
  unsigned value = 0;
  for (const char digit : alt_digits_) value = value * 10 + static_cast<unsigned>(digit - '0');
  alt_digits_.clear();
  if (value <= 0xFF) return frame_.append(static_cast<char>(value));
  const std::string character = character_of(value, options_.alt_numbers);
  if (character.empty()) frame_.spoil();
  frame_.append(character);
}

void KeyboardDecoder::end_frame(std::int64_t now_us, std::vector<Frame>& out) {
  frame_.end(out);
  caps_left_on_ = caps_;
  frame_ended_us_ = now_us;
  alt_digits_.clear();
  caps_ = false;
}

}  // namespace zhuangui::scanner
