#include <ft2build.h>
#include FT_FREETYPE_H
#include <qrencode.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "escpos_renderer/bar_modules.h"
#include "escpos_renderer/escpos_renderer.h"

namespace zhuangui::test {
namespace {

constexpr int line_rows = 34;
constexpr const char* font_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr FT_Long mono_sc_face = 7;  // "Noto Sans Mono CJK SC" in Debian's collection

class Sheet {
 public:
  explicit Sheet(const PaperSize& size) : size_(size), cell_(size.dots / size.columns) {
    if (FT_Init_FreeType(&library_) != 0 || FT_New_Face(library_, font_file, mono_sc_face, &face_) != 0)
      throw std::runtime_error(std::string("cannot read ") + font_file);
  }
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;
  ~Sheet() {
    FT_Done_Face(face_);
    FT_Done_FreeType(library_);
  }

  void operator()(const PaperText& line) {
    const int top = grow(line.height == 1 ? line_rows : 58);
    int columns = 0;
    for (const char32_t code : codes(line.text)) columns += (code < 0x80 ? 1 : 2) * line.width;
    int x = left_of(columns * cell_, line.align);
    for (const char32_t code : codes(line.text)) {
      glyph(code, x, top + 5 + 21 * line.height, line);
      x += (code < 0x80 ? 1 : 2) * line.width * cell_;
    }
  }
  void operator()(const PaperPicture& picture) {
    const int top = grow(picture.height);
    const int left = left_of(picture.width, picture.align);
    for (int y = 0; y < picture.height; ++y)
      for (int x = 0; x < picture.width; ++x)
        if (picture.bits[static_cast<std::size_t>(y * picture.width / 8 + x / 8)] & (0x80 >> x % 8)) black(left + x, top + y);
  }
  void operator()(const PaperQr& code) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> symbol(
        QRcode_encodeData(static_cast<int>(code.content.size()),
                          reinterpret_cast<const unsigned char*>(code.content.data()), 0, QR_ECLEVEL_M),
        &QRcode_free);
    const int quiet = 4 * code.module_dots;
    const int side = symbol->width * code.module_dots;
    const int top = grow(side + 2 * quiet) + quiet;
    const int left = left_of(side, code.align);
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x)
        if (symbol->data[y / code.module_dots * symbol->width + x / code.module_dots] & 1) black(left + x, top + y);
  }
  void operator()(const PaperBars& bars) {
    const std::string modules = bars.ean13 ? ean13_modules(bars.data) : code128_modules(bars.data);
    const int width = static_cast<int>(modules.size()) * bars.module_dots;
    const int top = grow(bars.height_dots + 8) + 4;
    const int left = left_of(width, bars.align);
    for (int y = 0; y < bars.height_dots; ++y)
      for (int x = 0; x < width; ++x)
        if (modules[static_cast<std::size_t>(x / bars.module_dots)] == '1') black(left + x, top + y);
    std::string text;
    for (const char one : bars.data)
      if (bars.ean13) text += one;
    if (!text.empty()) (*this)(PaperText{text, bars.align});
  }
  void operator()(const PaperFeed& feed) { grow(feed.lines * line_rows + feed.dots); }
  void operator()(const PaperCut&) {
    const int top = grow(20);
    for (int x = 0; x < size_.dots; x += 4) black(x, top + 10);
  }
  void operator()(const PaperPulse&) {}
  void operator()(const PaperQuestion&) {}

  void write(const std::filesystem::path& file) const {
    std::ofstream out(file, std::ios::binary);
    out << "P5\n" << size_.dots << " " << grey_.size() / static_cast<std::size_t>(size_.dots) << "\n255\n";
    out.write(reinterpret_cast<const char*>(grey_.data()), static_cast<std::streamsize>(grey_.size()));
  }

 private:
  static std::vector<char32_t> codes(const std::string& text) {
    std::vector<char32_t> out;
    for (const char one : text) {
      const auto byte = static_cast<unsigned char>(one);
      if ((byte & 0xC0) == 0x80) out.back() = out.back() << 6 | (byte & 0x3F);
      else out.push_back(byte < 0x80 ? byte : byte < 0xE0 ? byte & 0x1F : byte < 0xF0 ? byte & 0x0F : byte & 0x07);
    }
    return out;
  }
  int grow(int rows) {
    const auto top = grey_.size() / static_cast<std::size_t>(size_.dots);
    grey_.resize(grey_.size() + static_cast<std::size_t>(rows * size_.dots), 255);
    return static_cast<int>(top);
  }
  [[nodiscard]] int left_of(int width, int align) const {
    return align == 0 ? 0 : align == 1 ? (size_.dots - width) / 2 : size_.dots - width;
  }
  void black(int x, int y) {
    const auto at = static_cast<std::size_t>(y * size_.dots + x);
    if (x >= 0 && x < size_.dots && y >= 0 && at < grey_.size()) grey_[at] = 0;
  }
  void glyph(char32_t code, int x, int baseline, const PaperText& line) {
    FT_Set_Pixel_Sizes(face_, static_cast<FT_UInt>(2 * cell_ * line.width), static_cast<FT_UInt>(24 * line.height));
    if (FT_Load_Char(face_, code, FT_LOAD_RENDER) != 0) return;
    const FT_Bitmap& bitmap = face_->glyph->bitmap;
    for (int row = 0; row < static_cast<int>(bitmap.rows); ++row)
      for (int column = 0; column < static_cast<int>(bitmap.width); ++column)
        if (bitmap.buffer[row * bitmap.pitch + column] > 100)
          black(x + face_->glyph->bitmap_left + column, baseline - face_->glyph->bitmap_top + row);
  }

  const PaperSize size_;
  const int cell_;
  FT_Library library_ = nullptr;
  FT_Face face_ = nullptr;
  std::vector<std::uint8_t> grey_;
};

}  // namespace

void draw_paper(const std::vector<PaperItem>& items, const PaperSize& size, const std::filesystem::path& file) {
  Sheet sheet(size);
  for (const PaperItem& item : items) std::visit(sheet, item);
  sheet.write(file);
}

}  // namespace zhuangui::test
