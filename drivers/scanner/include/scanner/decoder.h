#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace zhuangui::scanner {

/// Habits of a model that its bytes do not show; see the flags in device/quirk.h.
struct DecoderOptions {
  bool gs_as_pipe = false;  ///< '|' stands for GS (0x1D)
  bool no_suffix = false;   ///< a silence ends a code, since the scanner sends no Enter
};

/// One code between prefix and suffix. A broken one (stalled on its way, or typed with keys no scanner setting
/// explains) is told so that a person can scan again; its text is not to be used.
struct Frame {
  std::string symbology;  ///< AIM id without ']', empty when not sent
  std::string text;
  bool broken = false;
  friend bool operator==(const Frame&, const Frame&) = default;
};

/// Turns the 8-byte boot reports of a keyboard scanner (HID 1.11 appendix B, US layout) into codes; keeps a partial
/// report and a partial frame for the next call. No USB, no clock: time is passed in and never runs back.
/// Known: shift, Caps Lock pressed by the scanner, Ctrl codes (GS is Ctrl+] or F8), Alt and keypad for one byte,
/// keypad keys, Enter, Tab, CR or LF as the suffix, STX as a prefix. A frame longer than frame_bytes_max is dropped
/// and counted: nothing here grows without a limit.
class ScanDecoder {
 public:
  static constexpr std::size_t frame_bytes_max = 128;
  static constexpr std::size_t report_bytes = 8;
  static constexpr std::int64_t stalled_us = 500'000;  ///< a frame silent for longer is closed as broken
  static constexpr std::int64_t silence_us = 100'000;  ///< ends a code under no_suffix

  explicit ScanDecoder(DecoderOptions options = {}) : options_{options} {}

  std::vector<Frame> feed(std::span<const std::byte> bytes, std::int64_t now_us);

  /// To be called in silence, at least every silence_us while pending().
  std::vector<Frame> tick(std::int64_t now_us);

  /// True while a frame or a report is under way.
  [[nodiscard]] bool pending() const { return !text_.empty() || spoilt_ || overlong_ || report_filled_ > 0; }

  /// The scanner went away: forgets keys held and what was under way.
  void reset();

  [[nodiscard]] int frames_dropped() const { return frames_dropped_; }  ///< longer than frame_bytes_max
  [[nodiscard]] int frames_broken() const { return frames_broken_; }

 private:
  using Report = std::array<std::uint8_t, report_bytes>;

  void take_report(const Report& report, std::int64_t now_us, std::vector<Frame>& out);
  void press(std::uint8_t usage, std::uint8_t modifiers, std::int64_t now_us, std::vector<Frame>& out);
  void toggle_caps(std::int64_t now_us);
  void finish_alt_code();
  void append(char c);
  void end_frame(std::int64_t now_us, std::vector<Frame>& out);

  DecoderOptions options_;
  Report report_{};
  std::size_t report_filled_ = 0;
  Report last_{};            ///< keys held as of the last report
  std::string text_;
  std::string alt_digits_;   ///< keypad digits typed while Alt is held
  bool caps_ = false;        ///< toggled by the scanner inside this frame
  bool caps_left_on_ = false;///< the last frame ended between two presses of Caps Lock
  bool spoilt_ = false;
  bool overlong_ = false;
  std::int64_t last_byte_us_ = 0;
  std::int64_t frame_ended_us_ = 0;
  int frames_dropped_ = 0;
  int frames_broken_ = 0;
};

}  // namespace zhuangui::scanner
