#include <iconv.h>

#include <array>
#include <optional>

#include "escpos_renderer/escpos_renderer.h"

namespace zhuangui::test {
namespace {

// One GB18030 character to UTF-8; nullopt when it has none.
std::optional<std::string> character_of(std::string bytes) {
  static const iconv_t converter = iconv_open("UTF-8", "GB18030");
  std::array<char, 16> out{};
  char* from = bytes.data();
  char* to = out.data();
  std::size_t from_left = bytes.size();
  std::size_t to_left = out.size();
  iconv(converter, nullptr, nullptr, nullptr, nullptr);
  if (iconv(converter, &from, &from_left, &to, &to_left) != 0 || from_left != 0) return std::nullopt;
  return std::string(out.data(), out.size() - to_left);
}

class Reader {
 public:
  Reader(std::span<const std::byte> bytes, const PaperSize& size) : bytes_(bytes), size_(size) {}

  std::vector<PaperItem> run() {
    refuse_real_time();
    need(bytes_.size() >= 2 && byte_at(0) == 0x1B && byte_at(1) == 0x40, "a job does not begin with ESC @");
    while (at_ < bytes_.size()) one();
    need(line_.empty(), "the last line was not ended");
    return std::move(items_);
  }

 private:
  [[nodiscard]] int byte_at(std::size_t at) const { return std::to_integer<int>(bytes_[at]); }
  void need(bool holds, const std::string& what) const {
    if (!holds) throw EscposError(at_, what);
  }
  int next() {
    need(at_ < bytes_.size(), "the bytes end inside a command");
    return byte_at(at_++);
  }
  int next_word() {
    const int low = next();
    return low | next() << 8;
  }
  int next_of(int least, int most, const std::string& what) {
    const int value = next();
    need(value >= least && value <= most, what + " is out of bounds");
    return value;
  }
  void at_head(const std::string& command) const { need(line_.empty(), command + " in the middle of a line"); }

  void refuse_real_time() {
    for (at_ = 0; at_ + 1 < bytes_.size(); ++at_) {
      const int second = byte_at(at_ + 1);
      need(byte_at(at_) != 0x10 || (second != 0x04 && second != 0x05 && second != 0x14),
           "a printer would take this for a real-time command");
    }
    at_ = 0;
  }

  void one() {
    const int first = next();
    if (first == 0x1B) return escape();
    if (first == 0x1C) return field();
    if (first == 0x1D) return group();
    if (first == 0x0A) return end_line();
    text(first);
  }

  void text(int first) {
    need(first >= 0x20 && first != 0x7F, "a control byte that is no command of ours");
    if (first < 0x80) {
      line_ += static_cast<char>(first);
      columns_ += width_;
    } else {
      need(chinese_, "Chinese outside Chinese mode");
      need(first != 0x80 && first != 0xFF, "no lead byte of GB18030");
      std::string bytes(1, static_cast<char>(first));
      const int second = next();
      bytes += static_cast<char>(second);
      if (second >= 0x30 && second <= 0x39) {
        bytes += static_cast<char>(next_of(0x81, 0xFE, "third byte of GB18030"));
        bytes += static_cast<char>(next_of(0x30, 0x39, "fourth byte of GB18030"));
      } else {
        need((second >= 0x40 && second <= 0x7E) || (second >= 0x80 && second <= 0xFE), "no trail byte of GB18030");
      }
      const auto character = character_of(bytes);
      need(character.has_value(), "no character of GB18030");
      line_ += *character;
      columns_ += 2 * width_;
    }
    need(columns_ <= size_.columns, "the line is wider than the paper: " + line_);
  }

  void end_line() {
    items_.emplace_back(PaperText{std::move(line_), align_, bold_, width_, height_});
    line_.clear();
    columns_ = 0;
  }

  void escape() {
    switch (next()) {
      case '@':
        at_head("ESC @");
        align_ = 0;
        bold_ = chinese_ = false;
        width_ = height_ = 1;
        stored_qr_.clear();
        bars_ = {};
        break;
      case 'a': at_head("ESC a"); align_ = next_of(0, 2, "alignment"); break;
      case 'E': bold_ = next_of(0, 1, "emphasis") == 1; break;
      case 'd': at_head("ESC d"); items_.emplace_back(PaperFeed{next(), 0}); break;
      case 'J': at_head("ESC J"); items_.emplace_back(PaperFeed{0, next()}); break;
      case 'p': {
        const int pin = next_of(0, 1, "drawer pin");
        const int on = next_of(1, 255, "drawer on time");
        items_.emplace_back(PaperPulse{pin == 0 ? 2 : 5, on * 2, next_of(1, 255, "drawer off time") * 2});
        break;
      }
      default: need(false, "unknown ESC command");
    }
  }

  void field() {
    switch (next()) {
      case '&': chinese_ = true; break;
      case '.': chinese_ = false; break;
      case '!': next_of(0, 0x0C, "FS !"); break;
      default: need(false, "unknown FS command");
    }
  }

  void group() {
    switch (next()) {
      case '!': {
        const int size = next_of(0, 0x11, "character size");
        need((size & 0x0E) == 0 && (size & 0xE0) == 0, "a character size beyond double");
        width_ = (size >> 4) + 1;
        height_ = (size & 0x0F) + 1;
        break;
      }
      case 'V': {
        at_head("GS V");
        const int kind = next_of(0x41, 0x42, "cut");
        items_.emplace_back(PaperCut{kind == 0x41, next()});
        break;
      }
      case 'v': picture(); break;
      case 'h': bars_.height_dots = next_of(1, 255, "barcode height"); break;
      case 'w': bars_.module_dots = next_of(2, 6, "barcode module"); break;
      case 'H': need(next_of(0, 3, "barcode text") == 2, "the text is not below the bars"); break;
      case 'k': bars(); break;
      case 'a': items_.emplace_back(PaperQuestion{"asb " + std::to_string(next())}); break;
      case 'r': items_.emplace_back(PaperQuestion{"gs_r " + std::to_string(next_of(1, 2, "GS r"))}); break;
      case '(': extended(); break;
      default: need(false, "unknown GS command");
    }
  }

  void picture() {
    at_head("GS v 0");
    need(next() == '0' && next() == 0, "not GS v 0 in normal size");
    const int row_bytes = next_word();
    const int rows = next_word();
    need(row_bytes > 0 && row_bytes * 8 < size_.dots + 8, "the picture is wider than the paper");
    need(rows > 0 && rows <= 128, "the picture has no row or more than 128");
    PaperPicture picture{row_bytes * 8, rows, {}, align_};
    for (int left = row_bytes * rows; left > 0; --left) picture.bits.push_back(static_cast<std::uint8_t>(next()));
    items_.emplace_back(std::move(picture));
  }

  void bars() {
    at_head("GS k");
    const int kind = next();
    need(kind == 67 || kind == 73, "GS k of a kind that is not EAN-13 or Code 128");
    bars_.ean13 = kind == 67;
    bars_.align = align_;
    bars_.data.clear();
    for (int left = next_of(1, 255, "length of GS k"); left > 0; --left) bars_.data += static_cast<char>(next());
    if (bars_.ean13) {
      need(bars_.data.size() == 13, "EAN-13 has not 13 digits");
      for (const char one : bars_.data) need(one >= '0' && one <= '9', "EAN-13 of something else than digits");
    } else {
      code128();
    }
    items_.emplace_back(bars_);
  }

  // "{B" or "{C" first; "{{" is a brace; in set C every byte is 0 to 99.
  void code128() {
    char set = 0;
    for (std::size_t at = 0; at < bars_.data.size(); ++at) {
      const char one = bars_.data[at];
      if (one == '{') {
        need(at + 1 < bars_.data.size(), "Code 128 ends inside a code set");
        const char word = bars_.data[++at];
        need(word == 'B' || word == 'C' || (word == '{' && set == 'B'), "a code set of Code 128 that is not B or C");
        if (word != '{') set = word;
        continue;
      }
      need(set != 0, "Code 128 does not begin with its code set");
      need(set == 'C' ? static_cast<unsigned char>(one) <= 99 : one >= 0x20 && one < 0x7F, "no character of this code set");
    }
  }

  void extended() {
    const int kind = next();
    const int length = next_word();
    if (kind == 'H') {
      need(length == 6 && next() == 0x30 && next() == 0x30, "not GS ( H fn 48");
      std::string number;
      for (int digit = 0; digit < 4; ++digit) number += static_cast<char>(next_of(0x20, 0x7E, "GS ( H id"));
      items_.emplace_back(PaperQuestion{"gs_h " + number});
      return;
    }
    need(kind == 'k' && length >= 3 && next() == 0x31, "unknown GS ( command");
    qr(next(), length);
  }

  void qr(int function, int length) {
    if (function == 0x41) {
      need(length == 4 && next() == 0x32 && next() == 0, "QR model is not 2");
    } else if (function == 0x43) {
      need(length == 3, "QR module: wrong length");
      module_dots_ = next_of(1, 16, "QR module");
    } else if (function == 0x45) {
      need(length == 3 && next() == 0x31, "QR error correction is not M");
    } else if (function == 0x50) {
      need(length > 3 && length <= 7092 && next() == 0x30, "QR data: wrong length");
      stored_qr_.clear();
      for (int left = length - 3; left > 0; --left) stored_qr_ += static_cast<char>(next());
    } else if (function == 0x51) {
      at_head("printing a QR code");
      need(length == 3 && next() == 0x30 && !stored_qr_.empty() && module_dots_ > 0, "no QR code was stored");
      items_.emplace_back(PaperQr{stored_qr_, module_dots_, align_});
    } else {
      need(false, "unknown GS ( k function");
    }
  }

  std::span<const std::byte> bytes_;
  const PaperSize size_;
  std::size_t at_ = 0;
  std::vector<PaperItem> items_;
  std::string line_;
  int columns_ = 0;
  int align_ = 0;
  bool bold_ = false;
  bool chinese_ = false;
  int width_ = 1;
  int height_ = 1;
  int module_dots_ = 0;
  std::string stored_qr_;
  PaperBars bars_;
};

}  // namespace

std::vector<PaperItem> read_escpos(std::span<const std::byte> bytes, const PaperSize& size) {
  return Reader(bytes, size).run();
}

std::string text_of(const std::vector<PaperItem>& items) {
  std::string text;
  for (const PaperText& line : all_of<PaperText>(items)) text += line.text + "\n";
  return text;
}

}  // namespace zhuangui::test
