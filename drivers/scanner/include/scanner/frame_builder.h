#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "scanner/decoder.h"

namespace zhuangui::scanner {

/// What all decoders share: collects the text of one code, bounded, and makes a Frame of it. Takes off a prefix STX, an
/// AIM id "]cm" (ISO/IEC 15424) and, where it is sent, Honeywell's code id; makes UTF-8 of GBK.
class FrameBuilder {
 public:
  explicit FrameBuilder(DecoderOptions options) : options_{options} {}

  void append(char c);
  void append(std::string_view text);
  void spoil() { spoilt_ = true; }
  /// Told beside the text ("C1"); else it is looked for in front of it.
  void set_symbology(std::string symbology) { symbology_ = std::move(symbology); }

  /// The frame is at its end: told in `out` unless there is nothing, or too much of it.
  void end(std::vector<Frame>& out);
  /// Forgets the frame under way, which counts as broken.
  void discard();

  [[nodiscard]] bool pending() const { return !text_.empty() || spoilt_ || overlong_; }
  [[nodiscard]] bool is_empty() const { return text_.empty(); }
  [[nodiscard]] int dropped() const { return dropped_; }
  [[nodiscard]] int broken() const { return broken_; }

 private:
  Frame take();
  void clear();

  DecoderOptions options_;
  std::string text_;
  std::string symbology_;
  bool spoilt_ = false;
  bool overlong_ = false;
  int dropped_ = 0;
  int broken_ = 0;
};

/// The two characters behind ']' of an AIM id: a letter, then a letter or digit (ISO/IEC 15424).
bool is_aim_id(char letter, char modifier);

/// The AIM id without ']' that says the same as Honeywell's code id (its user guides, "symbology chart"): 'd' is EAN-13.
/// Empty where the letter stands for a carrier with and without GS1 (QR, DataMatrix); nullptr: no such letter.
const char* symbology_of_code_id(char code_id);

}  // namespace zhuangui::scanner
