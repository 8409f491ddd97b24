#include "printer/encode.h"

#include <algorithm>
#include <string>
#include <variant>

#include "charset.h"
#include "device/bars.h"
#include "device/text.h"
#include "picture.h"

namespace zhuangui::printer {
namespace {

device::DeviceError illegal(std::string cause) {
  return {device::Errc::illegal, std::move(cause),
          "this is a fault of the program: report it with the receipt's number"};
}

// What GS k wants of Code 128: "{B" and "{C" for the code sets, in C one byte for two digits, '{' twice.
std::string code128_data(const std::vector<std::uint8_t>& symbols) {
  constexpr std::uint8_t code_c = 99, code_b = 100, start_c = 105;
  bool in_c = symbols.front() == start_c;
  std::string data = in_c ? "{C" : "{B";
  for (std::size_t at = 1; at < symbols.size(); ++at) {
    const std::uint8_t symbol = symbols[at];
    if (symbol == (in_c ? code_b : code_c)) {
      in_c = !in_c;
      data += in_c ? "{C" : "{B";
      continue;
    }
    data += static_cast<char>(in_c ? symbol : symbol + 0x20);
    if (data.back() == '{') data += '{';
  }
  return data;
}

// "1604" in code set C would be the bytes 10 04, a real-time command to printers that look for one everywhere.
std::string code128_data(std::string_view content) {
  std::string data = code128_data(*device::code128_symbols(content));
  for (const std::string_view command : {"\x10\x04", "\x10\x05", "\x10\x14"})
    if (data.find(command) != std::string::npos) return code128_data(*device::code128_symbols_in_b(content));
  return data;
}

// Writes one job; remembers which modes the printer is in, so that only changes go out.
class Encoder {
 public:
  Encoder(const device::PrintJob& job, const Profile& profile, const Rasteriser& rasteriser)
      : job_(job), profile_(profile), rasteriser_(rasteriser) {
    out_.reserve(4096);
  }

  device::Result<std::vector<std::byte>> run() {
    put({0x1B, 0x40});
    // Changes of the printer's state are told unasked from here on, also while it takes no byte.
    if (profile_.status == StatusWay::full) put({0x1D, 0x61, 0x0F});
    for (const device::PrintElement& element : job_.elements) {
      if (auto done = std::visit([this](const auto& one) { return write(one); }, element); !done)
        return tl::unexpected(done.error());
      if (out_.size() > job_bytes_max) return tl::unexpected(illegal("the print job is over 1 MiB"));
    }
    set_chinese(false);
    write_fence();
    return std::move(out_);
  }

 private:
  using Done = device::Result<void>;

  void put(std::initializer_list<int> bytes) {
    for (const int byte : bytes) out_.push_back(static_cast<std::byte>(byte));
  }
  void put_text(std::string_view text) {
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    out_.insert(out_.end(), first, first + text.size());
  }

  void set_chinese(bool on) {
    if (!profile_.chinese_mode || chinese_ == on) return;
    chinese_ = on;
    put({0x1C, on ? 0x26 : 0x2E});
  }
  void set_align(device::Align align) {
    if (align_ == align) return;
    align_ = align;
    put({0x1B, 0x61, static_cast<int>(align)});
  }
  void set_bold(bool bold) {
    if (bold_ == bold) return;
    bold_ = bold;
    put({0x1B, 0x45, bold ? 1 : 0});
  }
  void set_size(int width, int height) {
    if (width_ == width && height_ == height) return;
    width_ = width;
    height_ = height;
    put({0x1D, 0x21, (width - 1) << 4 | (height - 1)});
    if (profile_.chinese_size_apart) put({0x1C, 0x21, (width - 1) << 2 | (height - 1) << 3});
  }
  void write_picture(const device::Picture& picture) {
    set_align(device::Align::left);
    append_raster(out_, picture, profile_.picture_rows_max);
  }

  Done write(const device::TextLine& line) {
    const bool sized = line.width >= 1 && line.width <= 2 && line.height >= 1 && line.height <= 2;
    if (!sized) return tl::unexpected(illegal("a line of text has a size other than 1 or 2"));
    if (!is_printable_text(line.text)) return tl::unexpected(illegal("a line of text is no printable UTF-8"));
    if (device::text_columns(line.text) * line.width > profile_.columns)
      return tl::unexpected(illegal("a line of text is wider than the paper: " + line.text));
    const auto bytes = to_gb18030(line.text, profile_.charset);
    if (!bytes) {
      const device::Picture picture = rasteriser_.line(line, profile_.dots, profile_.columns);
      if (!fits(picture)) return tl::unexpected(illegal("the picture of a line does not fit the paper"));
      write_picture(picture);
      return {};
    }
    if (!bytes->empty()) {
      set_align(line.align);
      set_bold(line.bold);
      set_size(line.width, line.height);
      if (std::any_of(bytes->begin(), bytes->end(), [](char byte) { return (byte & 0x80) != 0; })) set_chinese(true);
      put_text(*bytes);
    }
    put({0x0A});
    return {};
  }

  Done write(const device::Feed& feed) {
    const int lines = std::clamp(feed.lines, 0, 255);
    if (lines > 0) put({0x1B, 0x64, lines});
    return {};
  }

  Done write(const device::QrCode& code) {
    if (code.content.empty() || code.content.size() > qr_content_bytes_max)
      return tl::unexpected(illegal("a QR code must hold 1 to 512 bytes"));
    const int module_dots = std::clamp(code.module_dots, 3, 8);
    // A byte 10 in the content could begin a real-time command; as a picture it cannot.
    if (profile_.qr == QrWay::raster || code.content.find('\x10') != std::string::npos) {
      const device::Picture symbol = rasteriser_.qr(device::QrCode{code.content, module_dots});
      if (!fits(symbol)) return tl::unexpected(illegal("the QR code does not fit the paper"));
      write_picture(centred(symbol, profile_.dots));
      return {};
    }
    set_align(device::Align::centre);
    put({0x1D, 0x28, 0x6B, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00});                // model 2
    put({0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x43, module_dots});
    put({0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x45, 0x31});                      // error correction M
    const int parameters = static_cast<int>(code.content.size()) + 3;
    put({0x1D, 0x28, 0x6B, parameters & 0xFF, parameters >> 8, 0x31, 0x50, 0x30});
    put_text(code.content);
    put({0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x51, 0x30});
    return {};
  }

  Done write(const device::Barcode& code) {
    const auto modules = device::bar_modules(code);
    const int module_dots = std::clamp(code.module_dots, 2, 6);
    if (!modules) return tl::unexpected(illegal("a barcode has a content that makes no such symbol"));
    if ((static_cast<int>(modules->size()) + 2 * device::quiet_modules) * module_dots > profile_.dots)
      return tl::unexpected(illegal("a barcode does not fit the paper: " + code.content));
    if (profile_.barcode == BarcodeWay::raster) {
      write_picture(centred(*device::draw_barcode(code), profile_.dots));
      return write(device::TextLine{code.content, device::Align::centre});
    }
    set_align(device::Align::centre);
    put({0x1D, 0x68, std::clamp(code.height_dots, 24, 255)});
    put({0x1D, 0x77, module_dots});
    put({0x1D, 0x48, 2});  // its text below
    const std::string data = code.kind == device::BarcodeKind::ean13 ? code.content : code128_data(code.content);
    put({0x1D, 0x6B, code.kind == device::BarcodeKind::ean13 ? 67 : 73, static_cast<int>(data.size())});
    put_text(data);
    return {};
  }

  Done write(const device::Picture& picture) {
    if (!fits(picture)) return tl::unexpected(illegal("a picture does not fit the paper"));
    write_picture(picture);
    return {};
  }

  Done write(const device::Cut&) {
    const int feed = profile_.feed_before_cut_dots;
    if (profile_.cutter == Cutter::none) {
      if (feed > 0) put({0x1B, 0x4A, feed});
    } else {
      put({0x1D, 0x56, profile_.cutter == Cutter::full ? 0x41 : 0x42, feed});
    }
    return {};
  }

  Done write(const device::DrawerPulse& pulse) {
    if (profile_.drawer == Drawer::none) return {};
    // The profile knows which pin this printer's drawer hangs on; times go in steps of 2 ms.
    const int pin = profile_.drawer == Drawer::pin5 ? 1 : 0;
    put({0x1B, 0x70, pin, std::clamp(pulse.on_ms / 2, 1, 255), std::clamp(pulse.off_ms / 2, 1, 255)});
    return {};
  }

  void write_fence() {
    if (profile_.fence == Fence::gs_r) put({0x1D, 0x72, 0x01});
    if (profile_.fence == Fence::asb) put({0x1D, 0x61, 0x0F});
    if (profile_.fence != Fence::gs_h) return;
    const int number = fence_number(job_.number);
    put({0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, '0' + number / 1000, '0' + number / 100 % 10, '0' + number / 10 % 10,
         '0' + number % 10});
  }

  [[nodiscard]] bool fits(const device::Picture& picture) const {
    const std::size_t row_bytes = static_cast<std::size_t>(std::max(picture.width, 0) + 7) / 8;
    return picture.width > 0 && picture.height > 0 && picture.width <= profile_.dots && picture.height <= 4096 &&
           picture.bits.size() == row_bytes * static_cast<std::size_t>(picture.height);
  }

  const device::PrintJob& job_;
  const Profile& profile_;
  const Rasteriser& rasteriser_;
  std::vector<std::byte> out_;
  bool chinese_ = false;  // ESC @ may leave the mode on or off: both ways are right for what is sent before FS &
  device::Align align_ = device::Align::left;
  bool bold_ = false;
  int width_ = 1;
  int height_ = 1;
};

}  // namespace

device::Result<std::vector<std::byte>> encode(const device::PrintJob& job, const Profile& profile,
                                              const Rasteriser& rasteriser) {
  return Encoder(job, profile, rasteriser).run();
}

int fence_number(std::int64_t job_number) {
  return static_cast<int>((std::max<std::int64_t>(job_number, 1) - 1) % 9999) + 1;
}

}  // namespace zhuangui::printer
