#pragma once
#include "scanner/frame_builder.h"

namespace zhuangui::scanner {

/// A scanner on a serial line (CDC-ACM, or a tty): the code's own bytes, ended by CR, LF, CR LF, or by a silence. A bulk
/// packet is no frame: codes are cut and joined anywhere. A scanner that has once sent a suffix always sends one, so
/// from then on a code that falls silent without it is broken; under no_suffix only the silence counts.
class SerialDecoder final : public ScanDecoder {
 public:
  explicit SerialDecoder(DecoderOptions options = {}) : options_{options}, frame_{options} {}

  std::vector<Frame> feed(std::span<const std::byte> bytes, std::int64_t now_us) override;
  std::vector<Frame> tick(std::int64_t now_us) override;
  [[nodiscard]] bool pending() const override { return frame_.pending(); }
  void reset() override { frame_.discard(); }
  [[nodiscard]] int frames_dropped() const override { return frame_.dropped(); }
  [[nodiscard]] int frames_broken() const override { return frame_.broken(); }

 private:
  DecoderOptions options_;
  FrameBuilder frame_;
  bool suffix_seen_ = false;
  std::int64_t last_byte_us_ = 0;
};

}  // namespace zhuangui::scanner
