#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

/// Chosen from the start, and looks so. Where the other tenders have no room beside it, their button takes half of its place.
void draw_cash(Page& page, Rect rect) {
  const bool half = draws_more_than_cash(page) && !tenders_stand_beside_pad(page);
  if (half) draw_other_tenders_button(page, page.end(rect, rect.w * 56 / 100, page.u(page.theme.gap)));
  strong_card(page, rect);
  touch(page, rect, "@tender.cash", page.say("paying.cash"), till::ChooseCash{});
  if (half) return page.paint.text_fitted(rect.inset(page.u(12), 0), page.say("paying.cash"), page.type.title, page.type.smallest, page.theme.text, Align::centre);
  Rect inside = rect.inset(page.u(24), page.u(16));
  const int side = std::min(inside.h, page.u(112));
  const Rect left = page.start(inside, side, page.u(24));
  tile(page, {left.x, left.middle_y() - side / 2, side, side}, page.say("paying.cash.tile"), "#5A4424");
  const int size = page.u(48);
  const Rect right = page.end(inside, size, page.u(14));
  sign(page, {right.x, right.middle_y() - size / 2, size, size}, Icon::check, page.theme.forward.strong, page.theme.on_strong);
  if (page.show_keys) key_cap(page, page.end(inside, page.u(52), page.u(16)), "F9", page.theme.secondary);
  Rect words{inside.x, inside.middle_y() - page.u(46), inside.w, page.u(92)};
  page.paint.text_fitted(words.cut_top(page.u(52)), page.say("paying.cash"), page.type.title, page.type.label.size, page.theme.text);
  page.paint.text_cut(words, page.say("paying.cash.text"), page.type.body, page.theme.secondary);
}

/// Shortcuts in `across` columns.
void draw_quick(Page& page, const Rect& rect, int across) {
  const int gap = page.u(12);
  const int down = 4 / across;
  const int width = (rect.w - gap * (across - 1)) / across;
  const int height = std::min((rect.h - gap * (down - 1)) / down, page.u(112));
  for (std::size_t i = 0; i < page.view.shortcuts.size(); ++i) {
    const core::Money amount = page.view.shortcuts[i];
    const Rect place{rect.x + static_cast<int>(i) % across * (width + gap), rect.y + static_cast<int>(i) / across * (height + gap),
                     width, height};
    const bool exact = amount == page.view.due;
    std::string label = yuan(amount);
    if (label.ends_with(".00")) label.resize(label.size() - 3);  // notes have no fen
    if (exact) label = page.say("paying.exact");
    Button shortcut{"@quick." + std::to_string(i + 1), label, till::QuickCash{amount}, Look::plain, true,
                    exact ? page.type.label_bold : page.type.money, exact ? yuan(amount) : std::string{}};
    shortcut.key = "F" + std::to_string(5 + i);
    button(page, place, shortcut);
  }
}

/// The box that shows what is entered leaves where the pad would get too low without its room: the sums show it too.
void draw_pad(Page& page, Rect rect) {
  const int box = std::min(page.u(112), rect.h / 6);
  const int gap = page.u(14);
  if (rect.h - box - gap >= 4 * page.u(page.theme.touch) + 3 * gap) {
    entry_box(page, rect.cut_top(box, gap), page.view.till.entered, page.say("paying.placeholder"));
  }
  number_pad(page, rect, [](char key) { return till::Intent{till::PadKey{key}}; });
}

/// The tender and its shortcuts above each other in the first half, the pad in the second; upright all above each other.
void draw_tender(Page& page, Rect main, bool upright) {
  const int gap = page.u(page.theme.gap);
  if (upright) {
    const bool roomy = main.h >= page.u(1100);
    if (roomy) page.paint.text(main.cut_top(page.u(64), page.u(10)), page.say("paying.title"), page.type.heading, page.theme.text);
    draw_cash(page, main.cut_top(page.u(roomy ? 160 : 120), gap));
    draw_quick(page, main.cut_top(page.u(104), gap), 4);
    return draw_pad(page, main);
  }
  Rect pad = page.end(main, std::min(page.u(600), main.w * 48 / 100), page.u(page.theme.gutter));
  draw_pad(page, pad);
  const bool roomy = main.h >= page.u(500);
  if (roomy) page.paint.text(main.cut_top(page.u(64), page.u(16)), page.say("paying.title"), page.type.heading, page.theme.text);
  const bool more = draws_more_than_cash(page) && tenders_stand_beside_pad(page);
  draw_cash(page, main.cut_top(std::min(page.u(176), main.h * (more ? 1 : 2) / (more ? 4 : 5)), roomy && !more ? page.u(30) : gap));
  if (more) draw_tenders(page, main.cut_top(page.u(112), roomy ? page.u(30) : gap));
  if (roomy) page.paint.text(main.cut_top(page.u(48), page.u(10)), page.say("paying.quick"), page.type.label_bold, page.theme.text);
  draw_quick(page, main, 2);
}

/// What is still missing, or what is given back, in a box of the tone that says which.
void draw_result(Page& page, Rect box) {
  const till::View& view = page.view;
  const Tone& tone = view.change ? page.theme.forward : page.theme.pending;
  tinted(page, box, tone);
  box = box.inset(page.u(24), page.u(14));
  page.paint.text(box.cut_top(page.u(44)), page.say(view.change ? "paying.change" : "paying.missing"), page.type.label_bold, tone.strong);
  const core::Money missing = view.due - view.entered.value_or(core::Money{});
  page.paint.amount(box, yuan(view.change ? *view.change : missing), view.change ? page.type.total : page.type.hero, page.type.label.size,
                    tone.strong);
}

void draw_sum(Page& page, Rect place, const char* label, const std::string& amount, const Type& type, Colour colour) {
  page.paint.text(place.cut_top(page.u(44)), page.say(label), page.type.label, page.theme.text);
  page.paint.amount(place, amount, type, page.type.label.size, colour);
}

/// With the parts that were taken already.
std::string received_text(const till::View& view) {
  const core::Money taken = view.plan.taken_in_cash() + view.plan.taken_otherwise();
  return view.entered || !view.plan.taken.empty() ? yuan(taken + view.entered.value_or(core::Money{})) : std::string{"—"};
}

void draw_sums_strip(Page& page, const Rect& rect) {
  card(page, rect);
  Rect inside = rect.inset(page.u(24), page.u(16));
  const int block = std::min(inside.h, page.u(200));
  inside = {inside.x, inside.middle_y() - block / 2, inside.w, block};
  const int gap = page.u(20);
  draw_result(page, inside.cut_right((inside.w - 2 * gap) * 36 / 100, gap));
  const int width = (inside.w - gap) / 2;
  const Rect due = inside.cut_left(width, gap);
  draw_sum(page, due, "paying.due", yuan(page.view.priced.total), page.type.amount, page.theme.forward.strong);
  draw_sum(page, inside, "paying.received", received_text(page.view), page.type.hero, page.theme.text);
}

void draw_sums(Page& page, const Rect& rect) {
  const till::View& view = page.view;
  card(page, rect);
  Rect inside = page.shape() == Shape::wide ? rect.inset(page.u(40), page.u(32)) : rect.inset(page.u(24), page.u(18));
  page.paint.text(inside.cut_top(page.u(46)), page.say("paying.due"), page.type.label, page.theme.text);
  page.paint.amount(inside.cut_top(page.u(112), page.u(14)), yuan(view.priced.total), page.type.total, 56,
                         page.theme.forward.strong);
  line_across(page, inside, inside.y);
  inside.cut_top(page.u(18));
  if (!view.plan.taken.empty() || view.plan.rounded_off() != core::Money{}) {
    draw_parts(page, inside);
  } else {
    page.paint.text(inside.cut_top(page.u(46)), page.say("paying.received"), page.type.label, page.theme.text);
    page.paint.amount(inside.cut_top(page.u(80), page.u(20)), received_text(view), page.type.hero, 40, page.theme.text);
  }
  const int note = page.paint.paragraph_height(inside.w, page.say("paying.note"), page.type.small);
  if (inside.h >= page.u(200 + 18) + note) {
    page.paint.paragraph(inside.cut_bottom(note, page.u(18)), page.say("paying.note"), page.type.small, page.theme.secondary);
  }
  inside.h = std::min(inside.h, page.u(200));
  draw_result(page, inside);
}

}  // namespace

void draw_paying(Page& page) {
  if (page.view.till.payment.step != till::PayStep::counting) return draw_part_under_way(page);
  const int gap = page.u(page.theme.gap), width = page.u(part_button_width);
  const bool splits = draws_more_than_cash(page) && tenders_stand_beside_pad(page);
  const Areas areas = lay_out(page, back_width(page) + (splits ? 2 * (width + gap) : 0));
  const Columns parts = columns_in_reach(page, areas.content, 576, 230);
  if (parts.stacked) {
    draw_sums_strip(page, parts.side);
  } else {
    draw_sums(page, parts.side);
  }
  draw_tender(page, parts.main, page.shape() == Shape::tall);
  Rect bottom = draw_back(page, areas.bottom, splits ? gap : 0);
  if (splits) {
    button(page, page.start(bottom, width, gap), take_part_button(page));
    button(page, page.start(bottom, width), give_back_button(page));
  }
  Button confirm{"@pad.ok", page.say("paying.confirm"), till::ConfirmTender{}, Look::forward, page.view.change.has_value(), page.type.title};
  confirm.key = page.say("key.enter");
  button(page, areas.forward, confirm);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui
