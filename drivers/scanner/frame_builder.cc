#include "scanner/frame_builder.h"

#include <utility>

#include "text_encoding.h"

namespace zhuangui::scanner {

namespace {

constexpr char start_of_text = '\x02';

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || is_letter(c); }

}  // namespace

bool is_aim_id(char letter, char modifier) { return is_letter(letter) && is_letter_or_digit(modifier); }

const char* symbology_of_code_id(char code_id) {
  switch (code_id) {
    case 'd': case 'c': case 'E': return "E0";  // EAN-13, UPC-A, UPC-E
    case 'D': return "E4";                      // EAN-8
    case 'j': return "C0";                      // Code 128
    case 'I': return "C1";                      // GS1-128
    case 'e': return "I0";                      // ITF
    case 'r': return "L0";                      // PDF417
    case 'H': return "h0";                      // Han Xin
    case 'w': case 's': return "";              // DataMatrix, QR
    default: return nullptr;
  }
}

void FrameBuilder::append(char c) {
  if (text_.empty() && c == start_of_text) return;
  if (text_.size() == ScanDecoder::frame_bytes_max) overlong_ = true;
  else text_ += c;
}

void FrameBuilder::append(std::string_view text) {
  for (const char c : text) append(c);
}

Frame FrameBuilder::take() {
  Frame frame{std::exchange(symbology_, {}), std::exchange(text_, {}), false};
  if (frame.symbology.empty() && frame.text.size() >= 3 && frame.text[0] == ']' && is_aim_id(frame.text[1], frame.text[2])) {
    frame.symbology = frame.text.substr(1, 2);
    frame.text.erase(0, 3);
  } else if (frame.symbology.empty() && options_.code_id && !frame.text.empty()) {
    if (const char* symbology = symbology_of_code_id(frame.text.front())) {
      frame.symbology = symbology;
      frame.text.erase(0, 1);
    }
  }
  frame.broken = spoilt_ || frame.text.empty();
  return frame;
}

void FrameBuilder::end(std::vector<Frame>& out) {
  // What ends a code may also be sent inside it: by a report that ends it anyway, or before a silence.
  text_.resize(text_.find_last_not_of("\r\n\t") + 1);
  const bool nothing = text_.empty() && symbology_.empty() && !spoilt_;  // the second of CR LF
  if (overlong_) {
    ++dropped_;
  } else if (!nothing) {
    Frame frame = take();
    if (frame.broken) ++broken_;
    else frame.text = as_utf8(std::move(frame.text), options_.text_gbk);
    out.push_back(std::move(frame));
  }
  clear();
}

void FrameBuilder::discard() {
  if (pending()) ++broken_;
  clear();
}

void FrameBuilder::clear() {
  text_.clear();
  symbology_.clear();
  spoilt_ = overlong_ = false;
}

}  // namespace zhuangui::scanner
