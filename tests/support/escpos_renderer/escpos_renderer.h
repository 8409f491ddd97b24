#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace zhuangui::test {

/// What an ESC/POS printer would have put on paper. An independent and strict reader of printer bytes, written from the
/// command set and sharing no code with drivers/printer: what it does not know, it refuses.
struct PaperText {
  std::string text;  ///< UTF-8
  int align = 0;     ///< 0 left, 1 centre, 2 right
  bool bold = false;
  int width = 1;
  int height = 1;
};
struct PaperPicture {
  int width = 0;  ///< whole bytes: a multiple of 8
  int height = 0;
  std::vector<std::uint8_t> bits;
  int align = 0;
};
struct PaperQr {
  std::string content;
  int module_dots = 0;
  int align = 0;
};
/// Bars the printer draws itself. Code 128 as GS k gives it: "{B" and "{C" for its code sets.
struct PaperBars {
  bool ean13 = false;
  std::string data;
  int height_dots = 162;
  int module_dots = 3;
  int align = 0;
};
struct PaperFeed {
  int lines = 0;
  int dots = 0;
};
struct PaperCut {
  bool full = false;
  int feed_dots = 0;
};
struct PaperPulse {
  int pin = 2;
  int on_ms = 0;
  int off_ms = 0;
};
/// A question in the stream: "gs_h 0042", "gs_r 1", "asb 15".
struct PaperQuestion {
  std::string what;
};
using PaperItem = std::variant<PaperText, PaperPicture, PaperQr, PaperBars, PaperFeed, PaperCut, PaperPulse, PaperQuestion>;

struct PaperSize {
  int columns = 48;
  int dots = 576;
};

/// What is wrong with the bytes, and where.
class EscposError : public std::runtime_error {
 public:
  EscposError(std::size_t offset, const std::string& what)
      : std::runtime_error("byte " + std::to_string(offset) + ": " + what) {}
};

/// Reads the bytes of whole jobs. Throws EscposError for an unknown command, a wrong length or value, invalid GB18030,
/// Chinese outside Chinese mode, a line wider than the paper, a command in the middle of a line that is only allowed at
/// its head, a picture wider than the paper or over 128 rows, a pattern a printer would take for a real-time command,
/// and anything before the first ESC @.
std::vector<PaperItem> read_escpos(std::span<const std::byte> bytes, const PaperSize& size);

template <class Item>
std::vector<Item> all_of(const std::vector<PaperItem>& items) {
  std::vector<Item> found;
  for (const PaperItem& item : items)
    if (const auto* one = std::get_if<Item>(&item)) found.push_back(*one);
  return found;
}

/// The text lines, each with a newline; pictures and codes are left out.
std::string text_of(const std::vector<PaperItem>& items);

/// Draws the paper as a greyscale picture (PGM, P5), text in Noto Sans Mono CJK.
void draw_paper(const std::vector<PaperItem>& items, const PaperSize& size, const std::filesystem::path& file);

}  // namespace zhuangui::test
