#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "canvas.h"
#include "device/bars.h"
#include "device/text.h"
#include "receipt/render.h"

namespace zhuangui::receipt {
namespace {

// A printer of 203 dpi: cells of 24 dots, 34 dots from line to line (1/6 inch).
constexpr int cell_rows = 24;
constexpr int line_gap_rows = 10;
constexpr int baseline_rows = 21;   // 0.88 em, where CJK fonts set the baseline
constexpr unsigned char black_from = 112;  // of 255: keeps thin strokes whole
constexpr std::size_t glyphs_kept_max = 4096;

constexpr int line_rows(int height) { return cell_rows * height + line_gap_rows; }

}  // namespace

struct Font::Library {
  struct Glyph {
    device::Picture picture;
    int left = 0;
    int top = 0;  // rows from the cell's upper edge
  };

  FT_Library library = nullptr;
  FT_Face face = nullptr;
  std::unordered_map<std::uint64_t, Glyph> glyphs;

  ~Library() {
    if (face) FT_Done_Face(face);
    if (library) FT_Done_FreeType(library);
  }

  // The face whose Latin letters are half an em wide, as a printer's are.
  bool open(const std::string& file) {
    if (FT_Init_FreeType(&library) != 0) return false;
    for (FT_Long index = 0, count = 1; index < count; ++index) {
      FT_Face candidate = nullptr;
      if (FT_New_Face(library, file.c_str(), index, &candidate) != 0) return face != nullptr;
      count = candidate->num_faces;
      const std::string_view name = candidate->family_name ? candidate->family_name : "";
      const bool wanted = name.find("Mono CJK SC") != std::string_view::npos;
      if (wanted || !face) std::swap(face, candidate);
      if (candidate) FT_Done_Face(candidate);
      if (wanted) break;
    }
    return face != nullptr;
  }

  const Glyph& glyph(char32_t code, int em_dots, int width, int height) {
    const std::uint64_t key = static_cast<std::uint64_t>(code) << 32 | static_cast<std::uint64_t>(em_dots) << 8 |
                              static_cast<std::uint64_t>(width << 4 | height);
    if (const auto found = glyphs.find(key); found != glyphs.end()) return found->second;
    if (glyphs.size() >= glyphs_kept_max) glyphs.clear();
    return glyphs.emplace(key, draw(code, em_dots, width, height)).first->second;
  }

  Glyph draw(char32_t code, int em_dots, int width, int height) {
    FT_Set_Pixel_Sizes(face, static_cast<FT_UInt>(em_dots * width), static_cast<FT_UInt>(cell_rows * height));
    if (FT_Load_Char(face, code, FT_LOAD_RENDER | FT_LOAD_TARGET_NORMAL) != 0) return {};
    const FT_Bitmap& bitmap = face->glyph->bitmap;
    Canvas canvas(static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows));
    for (int row = 0; row < static_cast<int>(bitmap.rows); ++row)
      for (int column = 0; column < static_cast<int>(bitmap.width); ++column)
        if (bitmap.buffer[row * bitmap.pitch + column] >= black_from) canvas.black(column, row);
    return {canvas.take(), face->glyph->bitmap_left, baseline_rows * height - face->glyph->bitmap_top};
  }
};

Font::Font(std::unique_ptr<Library> library) : library_(std::move(library)) {}
Font::~Font() = default;

core::Result<std::unique_ptr<Font>> Font::open(const std::filesystem::path& file) {
  auto library = std::make_unique<Library>();
  if (!library->open(file.string()))
    return core::fail(core::Errc::not_found, "font " + file.string() + " cannot be read",
                      "install the package fonts-noto-cjk, or set the font in the configuration");
  return std::unique_ptr<Font>(new Font(std::move(library)));
}

device::Picture Font::draw_line(const device::TextLine& line, int dots, int columns) {
  const int column_dots = dots / std::max(columns, 1);
  const int text_dots = device::text_columns(line.text) * line.width * column_dots;
  const int room = std::max(dots - text_dots, 0);
  int x = line.align == device::Align::left ? 0 : line.align == device::Align::right ? room : room / 2;
  Canvas canvas(dots, line_rows(line.height));
  std::string_view rest = line.text;
  while (!rest.empty()) {
    const auto code = device::take_character(rest);
    if (!code) {
      rest.remove_prefix(1);
      continue;
    }
    const Library::Glyph& glyph = library_->glyph(*code, column_dots * 2, line.width, line.height);
    const int y = line_gap_rows / 2 + glyph.top;
    canvas.lay(glyph.picture, x + glyph.left, y);
    if (line.bold) canvas.lay(glyph.picture, x + glyph.left + 1, y);  // as a printer does: struck twice
    x += device::character_columns(*code) * line.width * column_dots;
  }
  return canvas.take();
}

namespace {

constexpr int margin_dots = 24;
constexpr int cut_rows = 40;

// What each element puts on the paper; nullopt-like empty pictures for what puts nothing.
device::Picture cut_mark(int dots) {
  Canvas canvas(dots, cut_rows);
  for (int x = 0; x < dots; ++x)
    if (x % 12 < 6) canvas.black(x, cut_rows / 2);
  return canvas.take();
}

}  // namespace

device::Picture Font::draw_job(const device::PrintJob& job, const Paper& paper) {
  std::vector<device::Picture> parts;
  int height = 2 * margin_dots;
  for (const device::PrintElement& element : job.elements) {
    if (const auto* line = std::get_if<device::TextLine>(&element))
      parts.push_back(draw_line(*line, paper.dots, paper.columns));
    else if (const auto* feed = std::get_if<device::Feed>(&element))
      parts.push_back({paper.dots, line_rows(1) * std::clamp(feed->lines, 0, 255), {}});
    else if (const auto* code = std::get_if<device::QrCode>(&element))
      parts.push_back(draw_qr(*code));
    else if (const auto* bars = std::get_if<device::Barcode>(&element))
      parts.push_back(device::draw_barcode(*bars).value_or(device::Picture{}));
    else if (const auto* picture = std::get_if<device::Picture>(&element))
      parts.push_back(*picture);
    else if (std::holds_alternative<device::Cut>(element))
      parts.push_back(cut_mark(paper.dots));
    else
      continue;
    height += parts.back().height;
  }
  Canvas canvas(paper.dots + 2 * margin_dots, height);
  int y = margin_dots;
  for (const device::Picture& part : parts) {
    if (!part.bits.empty()) canvas.lay(part, margin_dots + (paper.dots - part.width) / 2, y);
    y += part.height;
  }
  return canvas.take();
}

}  // namespace zhuangui::receipt
