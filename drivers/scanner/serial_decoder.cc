#include "scanner/serial_decoder.h"

#include "keymap.h"

namespace zhuangui::scanner {

std::vector<Frame> SerialDecoder::feed(std::span<const std::byte> bytes, std::int64_t now_us) {
  std::vector<Frame> out = tick(now_us);
  for (const std::byte b : bytes) {
    const char c = static_cast<char>(b);
    const bool ends = c == '\r' || c == '\n';
    if (ends && !options_.no_suffix) {
      suffix_seen_ = suffix_seen_ || frame_.pending();
      frame_.end(out);
    } else {
      frame_.append(c == '|' && options_.gs_as_pipe ? group_separator : c);
    }
  }
  if (!bytes.empty()) last_byte_us_ = now_us;
  return out;
}

std::vector<Frame> SerialDecoder::tick(std::int64_t now_us) {
  std::vector<Frame> out;
  if (!frame_.pending()) return out;
  const std::int64_t silent_us = now_us - last_byte_us_;
  const bool suffix_due = suffix_seen_ && !options_.no_suffix;
  if (silent_us < (suffix_due ? stalled_us + 1 : silence_us)) return out;
  if (suffix_due) frame_.spoil();
  frame_.end(out);
  return out;
}

}  // namespace zhuangui::scanner
