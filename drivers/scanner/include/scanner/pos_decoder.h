#pragma once
#include <string>

#include "scanner/frame_builder.h"
#include "scanner/report_layout.h"

namespace zhuangui::scanner {

/// A scanner in HID point-of-sale mode (usage page 8C): each code comes in one or several reports, the last of which
/// says so. The layout is the device's own, read from its report descriptor. A count that does not fit its report
/// spoils the code.
class PosDecoder final : public ScanDecoder {
 public:
  explicit PosDecoder(DecoderOptions options = {}, PosLayout layout = honeywell_layout())
      : options_{options}, layout_{layout}, frame_{options} {}

  std::vector<Frame> feed(std::span<const std::byte> bytes, std::int64_t now_us) override;
  std::vector<Frame> tick(std::int64_t now_us) override;
  [[nodiscard]] bool pending() const override { return joining_ || !report_.empty(); }
  void reset() override;
  [[nodiscard]] int frames_dropped() const override { return frame_.dropped(); }
  [[nodiscard]] int frames_broken() const override { return frame_.broken(); }

 private:
  static constexpr std::size_t packet_bytes = 64;  ///< a shorter packet ends a report (USB 2.0, 5.7.3)

  void take_report(std::vector<Frame>& out);
  void take_symbology();
  [[nodiscard]] std::string data_of_report();
  [[nodiscard]] bool more_follows() const;
  [[nodiscard]] std::uint8_t byte(std::size_t at) const { return at < report_.size() ? report_[at] : std::uint8_t{0}; }

  DecoderOptions options_;
  PosLayout layout_;
  FrameBuilder frame_;
  std::vector<std::uint8_t> report_;  ///< of one that is longer than a packet, what has come so far
  bool joining_ = false;             ///< the last report said that more follows
  std::int64_t last_byte_us_ = 0;
};

}  // namespace zhuangui::scanner
