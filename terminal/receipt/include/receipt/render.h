#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "device/print_job.h"
#include "receipt/layout.h"

namespace zhuangui::receipt {

/// The job as plain text for a terminal: aligned lines, marks in brackets for what is no text. Ends with a newline.
std::string render_text(const device::PrintJob& job, const Paper& paper);

/// The QR symbol with its quiet zone of 4 modules; error correction M. Content: 1 to 512 bytes of UTF-8, else empty.
device::Picture draw_qr(const device::QrCode& code);

/// A font for printing: one column of the paper is half an em wide. Not for two threads at once.
class Font {
 public:
  /// Where Debian's fonts-noto-cjk puts the font.
  static constexpr const char* default_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

  /// Error: not_found when the file is missing or has no usable face.
  static core::Result<std::unique_ptr<Font>> open(const std::filesystem::path& file = default_file);
  ~Font();
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;

  /// One line as a picture `dots` wide, as high as a printer's line: what printer::Rasteriser::line asks for.
  device::Picture draw_line(const device::TextLine& line, int dots, int columns);

  /// The whole job as it looks on paper, with a margin around it. Cuts are drawn as a dashed line.
  device::Picture draw_job(const device::PrintJob& job, const Paper& paper);

 private:
  struct Library;
  explicit Font(std::unique_ptr<Library> library);
  std::unique_ptr<Library> library_;
};

/// A picture as a PNG file's bytes (8 bit grey). The same picture always gives the same bytes.
std::vector<std::uint8_t> png_bytes(const device::Picture& picture);

}  // namespace zhuangui::receipt
