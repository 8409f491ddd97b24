#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

/// The only tender so far; it is chosen from the start, and looks so.
void draw_cash(Page& page, const Rect& rect) {
  strong_card(page, rect);
  touch(page, rect, "@tender.cash", page.say("paying.cash"), till::ChooseCash{});
  Rect inside = rect.inset(page.u(28));
  const int side = std::min(inside.h, page.u(112));
  const Rect left = inside.cut_left(side, page.u(26));
  tile(page, {left.x, left.middle_y() - side / 2, side, side}, page.say("paying.cash.tile"), "#5A4424");
  const int size = page.u(48);
  const Rect right = inside.cut_right(size);
  sign(page, {right.x, right.middle_y() - size / 2, size, size}, Icon::check, page.theme.forward.strong, page.theme.on_strong);
  Rect words{inside.x, inside.middle_y() - page.u(50), inside.w, page.u(100)};
  page.paint.text(words.cut_top(page.u(56)), page.say("paying.cash"), page.type.title, page.theme.text);
  page.paint.text_cut(words, page.say("paying.cash.text"), page.type.body, page.theme.secondary);
}

void draw_quick(Page& page, Rect rect) {
  page.paint.text(rect.cut_top(page.u(48), page.u(10)), page.say("paying.quick"), page.type.label_bold, page.theme.text);
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
                         exact ? page.type.button : page.type.money, exact ? yuan(amount) : std::string{}});
  }
}

void draw_pad(Page& page, Rect rect) {
  entry_box(page, rect.cut_top(page.u(112), page.u(16)), page.view.till.entered, page.say("paying.placeholder"));
  number_pad(page, rect, [](char key) { return till::Intent{till::PadKey{key}}; });
}

void draw_sums(Page& page, const Rect& rect) {
  const till::View& view = page.view;
  card(page, rect);
  Rect inside = rect.inset(page.u(40), page.u(32));
  page.paint.text(inside.cut_top(page.u(46)), page.say("paying.due"), page.type.label, page.theme.text);
  page.paint.text_fitted(inside.cut_top(page.u(112), page.u(14)), yuan(view.priced.total), page.type.total, 56,
                         page.theme.forward.strong);
  line_across(page, inside, inside.y);
  inside.cut_top(page.u(18));
  page.paint.text(inside.cut_top(page.u(46)), page.say("paying.received"), page.type.label, page.theme.text);
  page.paint.text_fitted(inside.cut_top(page.u(80), page.u(20)), view.entered ? yuan(*view.entered) : std::string{"—"},
                         page.type.hero, 44, page.theme.text);

  Rect note = inside.cut_bottom(page.paint.paragraph_height(inside.w, page.say("paying.note"), page.type.small), page.u(18));
  page.paint.paragraph(note, page.say("paying.note"), page.type.small, page.theme.secondary);
  Rect result = inside;
  result.h = std::min(result.h, page.u(200));
  if (view.change) {
    tinted(page, result, page.theme.forward);
    result = result.inset(page.u(28), page.u(18));
    page.paint.text(result.cut_top(page.u(44)), page.say("paying.change"), page.type.label_bold, page.theme.forward.strong);
    page.paint.text_fitted(result, yuan(*view.change), page.type.total, 56, page.theme.forward.strong);
  } else {
    const core::Money missing = view.priced.total - view.entered.value_or(core::Money{});
    tinted(page, result, page.theme.pending);
    result = result.inset(page.u(28), page.u(18));
    page.paint.text(result.cut_top(page.u(44)), page.say("paying.missing"), page.type.label_bold, page.theme.pending.strong);
    page.paint.text_fitted(result, yuan(missing), page.type.hero, 44, page.theme.pending.strong);
  }
}

}  // namespace

void draw_paying(Page& page, const Areas& areas) {
  Rect content = areas.content;
  draw_sums(page, content.cut_right(areas.forward.w, page.u(page.theme.gutter)));
  Rect pad = content.cut_right(page.u(600), page.u(page.theme.gutter));
  draw_pad(page, pad);
  page.paint.text(content.cut_top(page.u(64), page.u(16)), page.say("paying.title"), page.type.heading, page.theme.text);
  draw_cash(page, content.cut_top(page.u(176), page.u(36)));
  draw_quick(page, content);
  button(page, areas.back, {"@back", page.say("back"), till::Back{}});
  button(page, areas.forward, {"@pad.ok", page.say("paying.confirm"), till::ConfirmTender{}, Look::forward,
                               page.view.change.has_value(), page.type.title});
}

}  // namespace zhuangui::ui
