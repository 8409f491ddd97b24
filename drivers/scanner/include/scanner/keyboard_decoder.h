#pragma once
#include <array>
#include <optional>
#include <string>

#include "scanner/frame_builder.h"
#include "scanner/report_layout.h"

namespace zhuangui::scanner {

/// A scanner (or card reader) in keyboard mode, US layout. Without a layout it reads a row of 8-byte boot reports (HID
/// 1.11 appendix B), however they are cut; with one, each feed() is one report as its descriptor says, and reports of
/// another id (volume keys of a composite device) are no concern of ours.
/// Known: shift, Caps Lock pressed by the scanner, Ctrl codes (GS is Ctrl+] or F8), Alt and keypad for bytes, Unicode
/// and GBK, keypad keys, Enter, Tab, CR or LF as the suffix, STX as a prefix.
class KeyboardDecoder final : public ScanDecoder {
 public:
  static constexpr std::size_t report_bytes = 8;

  explicit KeyboardDecoder(DecoderOptions options = {}, std::optional<KeyboardLayout> layout = std::nullopt)
      : options_{options}, layout_{layout}, frame_{options} {}

  std::vector<Frame> feed(std::span<const std::byte> bytes, std::int64_t now_us) override;
  std::vector<Frame> tick(std::int64_t now_us) override;
  [[nodiscard]] bool pending() const override { return frame_.pending() || report_filled_ > 0; }
  void reset() override;
  [[nodiscard]] int frames_dropped() const override { return frame_.dropped(); }
  [[nodiscard]] int frames_broken() const override { return frame_.broken(); }

 private:
  using Report = std::array<std::uint8_t, report_bytes>;

  void take_packet(std::span<const std::byte> packet, std::int64_t now_us, std::vector<Frame>& out);
  void take_report(const Report& report, std::int64_t now_us, std::vector<Frame>& out);
  void press(std::uint8_t usage, std::uint8_t modifiers, std::int64_t now_us, std::vector<Frame>& out);
  void toggle_caps(std::int64_t now_us);
  void finish_alt_number();
  void end_frame(std::int64_t now_us, std::vector<Frame>& out);

  DecoderOptions options_;
  std::optional<KeyboardLayout> layout_;
  FrameBuilder frame_;
  Report report_{};
  std::size_t report_filled_ = 0;
  Report last_{};             ///< keys held as of the last report
  std::string alt_digits_;    ///< keypad digits typed while Alt is held
  bool caps_ = false;         ///< toggled by the scanner inside this frame
  bool caps_left_on_ = false; ///< the last frame ended between two presses of Caps Lock
  std::int64_t last_byte_us_ = 0;
  std::int64_t frame_ended_us_ = 0;
};

}  // namespace zhuangui::scanner
