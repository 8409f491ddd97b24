#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace zhuangui::device {

/// What is to be on the paper, in words no printer language knows of. Text is UTF-8. Widths are in columns of the
/// paper: a Latin character takes one, a Chinese one two, doubled under double width.
enum class Align { left, centre, right };

struct TextLine {
  std::string text;          ///< already fits the paper's columns; no newline inside
  Align align = Align::left;
  bool bold = false;
  int width = 1;             ///< 1 or 2
  int height = 1;            ///< 1 or 2
};
struct Feed { int lines = 1; };
struct QrCode { std::string content; int module_dots = 5; };          ///< UTF-8 content, error correction M
/// Bars with their text below. EAN-13: 13 digits with their check digit; Code 128: 1 to 40 printable ASCII characters.
enum class BarcodeKind { ean13, code128 };
struct Barcode {
  BarcodeKind kind = BarcodeKind::ean13;
  std::string content;
  int height_dots = 80;
  int module_dots = 2;       ///< width of the narrowest bar
};
struct Picture { int width = 0; int height = 0; std::vector<std::uint8_t> bits; };  ///< rows of (width+7)/8 bytes, MSB left, 1 = black
struct Cut {};
struct DrawerPulse { int pin = 2; int on_ms = 50; int off_ms = 500; };

using PrintElement = std::variant<TextLine, Feed, QrCode, Barcode, Picture, Cut, DrawerPulse>;

/// One job for one printer. `number` is the terminal's rising job number (kept beside the journal).
struct PrintJob {
  std::int64_t number = 0;
  std::vector<PrintElement> elements;
};

/// queued -> sending -> sent -> confirmed | unknown; failed when nothing (or a part) certainly did not come out.
enum class PrintState { queued, sending, sent, confirmed, unknown, failed };

}  // namespace zhuangui::device
