#include "kit.h"

namespace zhuangui::ui {

void letter_pad(Page& page, const Rect& rect, const std::function<Action(char key)>& action, std::string_view signs) {
  const std::string keys = "abcdefghijklmnopqrstuvwxyz0123456789" + std::string{signs};
  const int places = static_cast<int>(keys.size()) + 4;  // 退格 and 清空 take two each
  const int gap = page.u(10);
  const int high_rows = (rect.h + gap) / (page.u(page.theme.touch) + gap);
  const bool wide = rect.w >= 2 * rect.h;
  const int columns_with_signs = high_rows < 4 ? 15 : wide ? 11 : 8;
  const int columns = !signs.empty() ? columns_with_signs : high_rows >= places / 8 ? 8 : 10;
  const int rows = (places + columns - 1) / columns;
  const int width = (rect.w - (columns - 1) * gap) / columns;
  const int height = std::min((rect.h - (rows - 1) * gap) / rows, page.u(112));
  const auto place = [&](int at, int across) {
    return Rect{rect.x + at % columns * (width + gap), rect.y + at / columns * (height + gap), across * width + (across - 1) * gap, height};
  };
  int at = 0;
  for (const char key : keys) {
    const char shown = key >= 'a' ? static_cast<char>(key - 'a' + 'A') : key;
    button(page, place(at++, 1), {std::string{"@letter."} + key, std::string(1, shown), action(key), Look::plain, true, page.type.button});
  }
  Button back{"@letter.back", page.say("pad.back"), action('<'), Look::plain, true, page.type.label_bold};
  back.key = page.say("key.backspace");
  Button clear{"@letter.clear", page.say("pad.clear"), action('C'), Look::plain, true, page.type.label_bold};
  clear.key = page.say("key.delete");
  if (columns - at % columns < 2) ++at;  // neither is broken over two rows
  button(page, place(at, 2), back);
  button(page, place(at + 2, 2), clear);
}

}  // namespace zhuangui::ui
