#include <algorithm>

#include "device/text.h"
#include "receipt/render.h"

namespace zhuangui::receipt {
namespace {

std::string placed(const device::TextLine& line, int columns) {
  const int room = columns - device::text_columns(line.text);
  const int left = line.align == device::Align::left ? 0 : line.align == device::Align::right ? room : room / 2;
  std::string out(static_cast<std::size_t>(std::max(left, 0)), ' ');
  out += line.text;
  return out;
}

struct TextWriter {
  int columns;
  std::string out;

  void put(const std::string& text, device::Align align = device::Align::left) {
    out += placed(device::TextLine{text, align}, columns) + "\n";
  }
  void operator()(const device::TextLine& line) {
    // Written at normal size, a double-width line that fills the paper would fill half: its inner gap is stretched.
    std::string text = line.text;
    const auto gap = text.find("  ");
    if (line.width == 2 && line.align == device::Align::left && gap != std::string::npos)
      text.insert(gap, static_cast<std::size_t>(std::max(columns - device::text_columns(text), 0)), ' ');
    put(text, line.align);
  }
  void operator()(const device::Feed& feed) {
    out.append(static_cast<std::size_t>(std::clamp(feed.lines, 0, 255)), '\n');
  }
  void operator()(const device::QrCode& code) { put("[二维码 " + code.content + "]", device::Align::centre); }
  void operator()(const device::Barcode& code) { put("[条码 " + code.content + "]", device::Align::centre); }
  void operator()(const device::Picture& picture) {
    put("[图 " + std::to_string(picture.width) + "x" + std::to_string(picture.height) + "]", device::Align::centre);
  }
  void operator()(const device::Cut&) { put("[切纸]"); }
  void operator()(const device::DrawerPulse&) { put("[开钱箱]"); }
};

}  // namespace

std::string render_text(const device::PrintJob& job, const Paper& paper) {
  TextWriter writer{paper.columns, {}};
  for (const device::PrintElement& element : job.elements) std::visit(writer, element);
  return std::move(writer.out);
}

}  // namespace zhuangui::receipt
