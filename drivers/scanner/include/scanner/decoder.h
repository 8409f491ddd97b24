#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace zhuangui::scanner {

/// How a keyboard scanner types characters by Alt and a number above 255, a setting of the scanner that cannot be seen.
enum class AltNumbers {
  careful,  ///< what can be read one way only; a number that could be both spoils its code: better none than a wrong one
  unicode,
  gbk
};

/// Habits of a model that its bytes do not show; see the flags in device/quirk.h.
struct DecoderOptions {
  bool gs_as_pipe = false;  ///< '|' stands for GS (0x1D)
  bool no_suffix = false;   ///< a silence ends a code, since the scanner sends no Enter
  bool code_id = false;     ///< Honeywell's one-letter code id is sent with each code
  bool text_gbk = false;    ///< text is GBK even where it would pass for UTF-8
  AltNumbers alt_numbers = AltNumbers::careful;
};

/// One code between prefix and suffix. A broken one (stalled on its way, or sent in a way no scanner setting explains)
/// is told so that a person can scan again; its text is not to be used.
struct Frame {
  std::string symbology;  ///< AIM id without ']', empty when not sent
  std::string text;       ///< UTF-8 where it is text
  bool broken = false;
  friend bool operator==(const Frame&, const Frame&) = default;
};

/// Turns what a scanner sends into codes, keeping what is partial for the next call: the same codes, whatever the way
/// they come (tests/unit/scanner/decoder_contract_test.cc). No USB, no clock: time is passed in and never runs back.
/// A frame longer than frame_bytes_max is dropped and counted: nothing here grows without a limit.
class ScanDecoder {
 public:
  static constexpr std::size_t frame_bytes_max = 8 * 1024;
  static constexpr std::int64_t stalled_us = 500'000;  ///< a frame silent for longer is closed as broken
  static constexpr std::int64_t silence_us = 100'000;  ///< ends a code where no suffix does

  virtual ~ScanDecoder() = default;

  /// What one read of the Transport gave.
  virtual std::vector<Frame> feed(std::span<const std::byte> bytes, std::int64_t now_us) = 0;

  /// To be called in silence, at least every silence_us while pending().
  virtual std::vector<Frame> tick(std::int64_t now_us) = 0;

  /// True while a frame or a report is under way.
  [[nodiscard]] virtual bool pending() const = 0;

  /// The scanner went away: forgets what was under way.
  virtual void reset() = 0;

  [[nodiscard]] virtual int frames_dropped() const = 0;  ///< longer than frame_bytes_max
  [[nodiscard]] virtual int frames_broken() const = 0;
};

}  // namespace zhuangui::scanner
