#include <array>

#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

/// The only tender so far; it is chosen from the start, and looks so.
void draw_cash(Page& page, const Rect& rect) {
  card(page, rect);
  page.paint.round_line(rect, page.u(theme::radius), page.u(5), theme::forward.strong);
  touch(page, rect, "@tender.cash", page.say("paying.cash"), till::ChooseCash{});
  Rect inside = rect.inset(page.u(28));
  const int side = std::min(inside.h, page.u(112));
  const Rect left = inside.cut_left(side, page.u(26));
  tile(page, {left.x, left.middle_y() - side / 2, side, side}, page.say("paying.cash.tile"), "#5A4424");
  const int sign = page.u(48);
  const Rect right = inside.cut_right(sign);
  const Rect chosen{right.x, right.middle_y() - sign / 2, sign, sign};
  page.paint.round_fill(chosen, sign / 2, theme::forward.strong);
  page.paint.icon(Icon::check, chosen.inset(page.u(8)), theme::on_strong);
  Rect words{inside.x, inside.middle_y() - page.u(50), inside.w, page.u(100)};
  page.paint.text(words.cut_top(page.u(56)), page.say("paying.cash"), type::title, theme::text);
  page.paint.text_cut(words, page.say("paying.cash.text"), type::body, theme::secondary);
}

void draw_quick(Page& page, Rect rect) {
  page.paint.text(rect.cut_top(page.u(48), page.u(10)), page.say("paying.quick"), type::label_bold, theme::text);
  const int gap = page.u(16);
  const int width = (rect.w - gap) / 2;
  const int height = std::min((rect.h - gap) / 2, page.u(112));
  for (std::size_t i = 0; i < page.view.shortcuts.size(); ++i) {
    const core::Money amount = page.view.shortcuts[i];
    const Rect place{rect.x + static_cast<int>(i % 2) * (width + gap), rect.y + static_cast<int>(i / 2) * (height + gap),
                     width, height};
    const bool exact = amount == page.view.priced.total;
    std::string label = yuan(amount);
    if (label.ends_with(".00")) label.resize(label.size() - 3);  // notes have no fen
    if (exact) label = page.say("paying.exact");
    button(page, place, {"@quick." + std::to_string(i + 1), label, till::QuickCash{amount}, Look::plain, true,
                         exact ? type::button : type::money, exact ? yuan(amount) : std::string{}});
  }
}

void draw_entered(Page& page, const Rect& rect) {
  card(page, rect);
  page.paint.round_line(rect, page.u(theme::radius), page.u(4), theme::forward.strong);
  const Rect inside = rect.inset(page.u(32), 0);
  const std::string& entered = page.view.till.entered;
  if (entered.empty()) {
    page.paint.text_fitted(inside, page.say("paying.placeholder"), type::label, 24, theme::secondary, Align::right);
  } else {
    page.paint.text_fitted(inside, entered, type::hero, 40, theme::text, Align::right);
  }
}

void draw_pad(Page& page, Rect rect) {
  struct PadButton { const char* id; const char* label; char key; };
  constexpr std::array<PadButton, 12> keys{{{"1", "1", '1'}, {"2", "2", '2'}, {"3", "3", '3'}, {"4", "4", '4'},
                                            {"5", "5", '5'}, {"6", "6", '6'}, {"7", "7", '7'}, {"8", "8", '8'},
                                            {"9", "9", '9'}, {"00", "00", 'D'}, {"0", "0", '0'}, {"dot", ".", '.'}}};
  draw_entered(page, rect.cut_top(page.u(112), page.u(16)));
  const int gap = page.u(14);
  const int width = (rect.w - 2 * gap) / 3;
  const int height = (rect.h - 4 * gap) / 5;
  const auto place = [&](int column, int row, int span) {
    return Rect{rect.x + column * (width + gap), rect.y + row * (height + gap), span * width + (span - 1) * gap, height};
  };
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const PadButton& key = keys[i];
    button(page, place(static_cast<int>(i % 3), static_cast<int>(i / 3), 1),
           {std::string{"@pad."} + key.id, key.label, till::PadKey{key.key}, Look::plain, true, {48, true}});
  }
  button(page, place(0, 4, 1), {"@pad.back", page.say("paying.pad.back"), till::PadKey{'<'}});
  button(page, place(1, 4, 2), {"@pad.clear", page.say("paying.pad.clear"), till::PadKey{'C'}});
}

void draw_sums(Page& page, const Rect& rect) {
  const till::View& view = page.view;
  card(page, rect);
  Rect inside = rect.inset(page.u(40), page.u(32));
  page.paint.text(inside.cut_top(page.u(46)), page.say("paying.due"), type::label, theme::text);
  page.paint.text_fitted(inside.cut_top(page.u(112), page.u(14)), yuan(view.priced.total), type::total, 56,
                         theme::forward.strong);
  line_across(page, inside, inside.y);
  inside.cut_top(page.u(18));
  page.paint.text(inside.cut_top(page.u(46)), page.say("paying.received"), type::label, theme::text);
  page.paint.text_fitted(inside.cut_top(page.u(80), page.u(20)), view.entered ? yuan(*view.entered) : std::string{"—"},
                         type::hero, 44, theme::text);

  Rect note = inside.cut_bottom(page.paint.paragraph_height(inside.w, page.say("paying.note"), type::small), page.u(18));
  page.paint.paragraph(note, page.say("paying.note"), type::small, theme::secondary);
  Rect result = inside;
  result.h = std::min(result.h, page.u(200));
  if (view.change) {
    tinted(page, result, theme::forward);
    result = result.inset(page.u(28), page.u(18));
    page.paint.text(result.cut_top(page.u(44)), page.say("paying.change"), type::label_bold, theme::forward.strong);
    page.paint.text_fitted(result, yuan(*view.change), type::total, 56, theme::forward.strong);
  } else {
    const core::Money missing = view.priced.total - view.entered.value_or(core::Money{});
    tinted(page, result, theme::pending);
    result = result.inset(page.u(28), page.u(18));
    page.paint.text(result.cut_top(page.u(44)), page.say("paying.missing"), type::label_bold, theme::pending.strong);
    page.paint.text_fitted(result, yuan(missing), type::hero, 44, theme::pending.strong);
  }
}

}  // namespace

void draw_paying(Page& page, const Areas& areas) {
  Rect content = areas.content;
  draw_sums(page, content.cut_right(areas.forward.w, page.u(theme::gutter)));
  Rect pad = content.cut_right(page.u(600), page.u(theme::gutter));
  draw_pad(page, pad);
  page.paint.text(content.cut_top(page.u(64), page.u(16)), page.say("paying.title"), {44, true}, theme::text);
  draw_cash(page, content.cut_top(page.u(176), page.u(36)));
  draw_quick(page, content);
  button(page, areas.back, {"@back", page.say("back"), till::Back{}});
  button(page, areas.forward, {"@pad.ok", page.say("paying.confirm"), till::ConfirmTender{}, Look::forward,
                               page.view.change.has_value(), type::title});
}

}  // namespace zhuangui::ui
