#include <algorithm>
#include <charconv>

#include "steps.h"

// How many pieces of a line: typed instead of touched one by one.

namespace zhuangui::till {
namespace {

constexpr std::size_t count_digits_max = 10;

std::vector<core::CartLine>::iterator counted_line(Working& work) {
  auto& lines = work.till.cart.lines;
  return work.till.counted ? std::find(lines.begin(), lines.end(), *work.till.counted) : lines.end();
}

}  // namespace

std::optional<std::int64_t> typed_pieces(const Till& till) {
  std::int64_t pieces = 0;
  const std::string& text = till.entered;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), pieces);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return pieces;
}

void open_count(Working& work, std::size_t index, char first) {
  const auto& lines = work.till.cart.lines;
  if (work.till.state != State::selling || index >= lines.size()) return;
  if (!std::holds_alternative<core::Pieces>(lines[index].quantity)) return work.sound(false);  // it is weighed
  const core::CartLine line = lines[index];
  work.till.home = State::selling;
  work.till.notices.clear();
  work.go(State::counting);
  work.till.counted = line;
  if (first >= '1' && first <= '9') work.till.entered = std::string(1, first);
}

void press_count(Working& work, char key) {
  std::string& text = work.till.entered;
  const std::string before = text;
  if (key == 'C') text.clear();
  else if (key == '<' && !text.empty()) text.pop_back();
  else if (key >= '0' && key <= '9') text += key;
  else if (key == 'D') text += "00";
  if (text.size() > count_digits_max) text = before;
  if (text == before) work.sound(false);
}

void confirm_count(Working& work) {
  if (work.till.state != State::counting || !work.till.counted) return;
  const auto pieces = typed_pieces(work.till);
  if (!pieces) return refuse(work, "pieces_missing", {});
  if (*pieces <= 0) return refuse(work, "pieces_zero", {work.till.counted->name});
  const auto line = counted_line(work);
  if (line == work.till.cart.lines.end()) {  // a scan has changed it meanwhile
    back_from_beside(work);
    return work.sound(false);
  }
  const auto index = static_cast<std::size_t>(line - work.till.cart.lines.begin());
  const std::int64_t by = *pieces - std::get<core::Pieces>(line->quantity).count;
  if (!may_change_line(work, index, by)) return;
  work.go(State::selling);
  work.sound(true);
  if (by != 0) change_line(work, index, by);
}

}  // namespace zhuangui::till
