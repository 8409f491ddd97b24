#include "scanner/decoder.h"

#include <algorithm>

#include "keymap.h"

namespace zhuangui::scanner {

namespace {

constexpr std::size_t keys_at = 2;  // modifiers, a reserved byte, then six keys
constexpr char start_of_text = '\x02';
constexpr std::size_t alt_digits_max = 3;  // 0nnn would be four; the leading zero is not kept
/// A Caps Lock this soon after the suffix still belongs to the code before it.
constexpr std::int64_t caps_tail_us = 60'000;

using Report = std::array<std::uint8_t, ScanDecoder::report_bytes>;

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// "]cm" in front, where c is a letter (ISO/IEC 15424).
Frame split_symbology(std::string text) {
  const bool has_id = text.size() >= 3 && text[0] == ']' && is_letter_or_digit(text[1]) &&
                      (text[1] < '0' || text[1] > '9') && is_letter_or_digit(text[2]);
  if (!has_id) return {"", std::move(text), false};
  return {text.substr(1, 2), text.substr(3), false};
}

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

}  // namespace

std::vector<Frame> ScanDecoder::feed(std::span<const std::byte> bytes, std::int64_t now_us) {
  std::vector<Frame> out = tick(now_us);
  for (const std::byte byte : bytes) {
    report_[report_filled_++] = std::to_integer<std::uint8_t>(byte);
    if (report_filled_ < report_bytes) continue;
    report_filled_ = 0;
    take_report(report_, now_us, out);
  }
  if (!bytes.empty()) last_byte_us_ = now_us;
  return out;
}

std::vector<Frame> ScanDecoder::tick(std::int64_t now_us) {
  std::vector<Frame> out;
  const std::int64_t silent_us = now_us - last_byte_us_;
  const bool has_text = !text_.empty() || spoilt_ || overlong_;
  if (options_.no_suffix && has_text && silent_us >= silence_us) end_frame(now_us, out);
  if (silent_us <= stalled_us) return out;
  report_filled_ = 0;  // half a report is never completed by the next scan
  last_ = {};          // a scanner holds no key that long; a key-up that got lost must not swallow its first character
  alt_digits_.clear();
  if (!has_text || options_.no_suffix) return out;
  spoilt_ = true;
  end_frame(now_us, out);
  return out;
}

void ScanDecoder::reset() {
  if (!text_.empty() || spoilt_) ++frames_broken_;
  report_filled_ = 0;
  last_ = {};
  text_.clear();
  alt_digits_.clear();
  caps_ = caps_left_on_ = spoilt_ = overlong_ = false;
}

void ScanDecoder::take_report(const Report& report, std::int64_t now_us, std::vector<Frame>& out) {
  if (rolled_over(report)) return;
  if ((report[0] & alt_keys) == 0) finish_alt_code();
  const Report before = last_;
  last_ = report;
  for (std::size_t slot = keys_at; slot < report.size(); ++slot)
    if (report[slot] != 0 && !still_held(report, before, slot)) press(report[slot], report[0], now_us, out);
}

void ScanDecoder::press(std::uint8_t usage, std::uint8_t modifiers, std::int64_t now_us, std::vector<Frame>& out) {
  if (modifiers & gui_keys) {
    spoilt_ = true;  // no scanner setting holds this key: a person or a forged device types
    return;
  }
  if (modifiers & alt_keys) {
    const auto digit = keypad_digit(usage);
    if (!digit || alt_digits_.size() > alt_digits_max) spoilt_ = true;
    else if (!alt_digits_.empty() || *digit != '0') alt_digits_ += *digit;
    return;
  }
  if (usage == usage_caps_lock) return toggle_caps(now_us);
  if (usage == usage_enter || usage == usage_keypad_enter || usage == usage_tab) return end_frame(now_us, out);
  if (usage == usage_f8) return append(group_separator);
  const bool shift = (modifiers & shift_keys) != 0;
  const bool control = (modifiers & control_keys) != 0;
  const auto character = control ? control_character(usage) : plain_character(usage, shift, shift != caps_);
  if (!character) return;
  if (control && (*character == '\r' || *character == '\n' || *character == '\t')) return end_frame(now_us, out);
  append(*character == '|' && options_.gs_as_pipe ? group_separator : *character);
}

void ScanDecoder::toggle_caps(std::int64_t now_us) {
  if (text_.empty() && caps_left_on_ && now_us - frame_ended_us_ <= caps_tail_us) {
    caps_left_on_ = false;
    return;
  }
  caps_ = !caps_;
}

void ScanDecoder::finish_alt_code() {
  if (alt_digits_.empty()) return;
  int value = 0;
  for (const char digit : alt_digits_) value = value * 10 + (digit - '0');
  alt_digits_.clear();
  // Above a byte it is Unicode or GBK, by a setting of the scanner that cannot be seen: better no code than a wrong one.
  if (value > 0xFF) spoilt_ = true;
  else append(static_cast<char>(value));
}

void ScanDecoder::append(char c) {
  if (text_.empty() && c == start_of_text) return;
  if (text_.size() == frame_bytes_max) overlong_ = true;
  else text_ += c;
}

void ScanDecoder::end_frame(std::int64_t now_us, std::vector<Frame>& out) {
  Frame frame = split_symbology(std::move(text_));
  const bool nothing = frame.text.empty() && frame.symbology.empty() && !spoilt_;  // the second of CR LF
  const bool broken = spoilt_ || frame.text.empty();
  caps_left_on_ = caps_;
  frame_ended_us_ = now_us;
  const bool dropped = overlong_;
  text_.clear();
  alt_digits_.clear();
  caps_ = spoilt_ = overlong_ = false;
  if (dropped) {
    ++frames_dropped_;
  } else if (!nothing) {
    frame.broken = broken;
    if (broken) ++frames_broken_;
    out.push_back(std::move(frame));
  }
}

}  // namespace zhuangui::scanner
