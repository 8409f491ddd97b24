#include <algorithm>

#include "core/time.h"
#include "screens/screens.h"

// 退货: the sale, what of it comes back, and why; all money stands where it stands on the paying screen.

namespace zhuangui::ui {
namespace {

using till::ReturnStep;

constexpr int sale_row = 104, line_row = 104;
constexpr std::size_t keyed_lines = 8;  // F5 to F12

std::string count_words(Page& page, const core::CartLine& line, std::int64_t count) {
  if (std::holds_alternative<core::Grams>(line.quantity)) return page.say("returning.grams", {std::to_string(count)});
  return page.say("returning.pieces", {std::to_string(count), line.unit.empty() ? page.say("returning.piece") : line.unit});
}

/// How many of `count` rows are shown; the buttons that scroll them are cut off `head`.
void place_list(Page& page, const Rect& rows, Rect& head, int row_height, std::size_t count) {
  ListState& list = page.local.list;
  list.shown = rows_that_fit(page, rows, row_height);
  list.first = std::min(list.first, count > list.shown ? count - list.shown : 0);
  list_scroll_buttons(page, head, count);
}

void draw_sale_row(Page& page, Rect row, const till::SaleSummary& sale, std::size_t shown) {
  const std::string number = std::to_string(shown + 1), id = "@return.sale." + number;
  row = row.inset(page.u(8), page.u(6));
  if (page.pressed == id) page.paint.round_fill(row, page.u(page.theme.radius), page.theme.pressed);
  touch(page, row, id, page.say("returning.pick", {sale.sale}), till::ChooseSale{sale.sale});
  row = row.inset(page.u(16), 0);
  if (page.show_keys && shown < 9) key_cap(page, page.start(row, page.u(44), page.u(16)), number, page.theme.secondary);
  page.paint.amount(page.end(row, page.u(240), page.u(16)), yuan(sale.total), page.type.money, page.type.label.size,
                    page.theme.forward.strong, Align::right);
  Rect below = row.cut_bottom(row.h * 42 / 100);
  page.paint.text_cut(row, page.say("returning.sale", {core::shanghai_minute_text(sale.at), std::to_string(sale.lines)}),
                      page.type.label_bold, page.theme.text);
  page.paint.text_cut(below, sale.sale, page.type.small, page.theme.secondary);
}

void draw_choosing_sale(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::Returning& returning = page.view.till.returning;
  Rect content = areas.content;
  if (page.access.low_reach) content.cut_top(std::max(0, page.reach_y() - content.y));
  card(page, content);
  Rect rest = content;
  Rect head = rest.cut_top(page.u(96)).inset(page.u(24), 0);
  line_across(page, content, rest.y - page.u(page.theme.line_width));
  place_list(page, rest, head, sale_row, returning.recent.size());
  const bool looks = !returning.looking_for.empty();
  page.paint.text_fitted(head, page.say(looks ? "returning.looking" : "returning.title"), page.type.title, page.type.smallest, page.theme.text);
  if (returning.recent.empty() && !looks)
    page.paint.paragraph(rest.inset(page.u(24)), page.say("returning.scan"), page.type.text, page.theme.secondary);
  list_rows(page, {content, head, rest}, sale_row, returning.recent.size(),
            [&](const Rect& row, std::size_t index) { draw_sale_row(page, row, returning.recent[index], index - page.local.list.first); });
  draw_back(page, areas.bottom);
  draw_notices(page, areas.notice);
}

/// What comes back of the line, at its end: a quantity or an agreed sum.
std::string chosen_words(Page& page, std::size_t line) {
  const till::Returning& returning = page.view.till.returning;
  const bool typing = returning.selected == line && !page.view.till.entered.empty();
  if (returning.agrees && typing) return "¥" + page.view.till.entered;
  if (returning.agrees) return returning.agreed[line] > core::Money{} ? yuan(returning.agreed[line]) : std::string{};
  return returning.chosen[line] > 0 ? count_words(page, returning.sale->lines[line].facts, returning.chosen[line]) : std::string{};
}

void draw_return_line(Page& page, Rect row, std::size_t line, std::size_t shown, const core::Refundable& left) {
  const till::Returning& returning = page.view.till.returning;
  const core::SaleLine& sold = returning.sale->lines[line];
  const std::string id = "@return.line." + std::to_string(shown + 1), chosen = chosen_words(page, line);
  row = row.inset(page.u(8), page.u(6));
  if (page.pressed == id) page.paint.round_fill(row, page.u(page.theme.radius), page.theme.pressed);
  else if (!chosen.empty()) page.paint.round_fill(row, page.u(page.theme.radius), page.theme.forward.tint);
  if (returning.selected == line) page.paint.round_line(row, page.u(page.theme.radius), page.u(3), page.theme.forward.strong);
  touch(page, row, id, page.say("returning.line", {sold.facts.name}), till::TouchReturnLine{line});
  row = row.inset(page.u(16), page.u(2));
  if (page.show_keys && shown < keyed_lines)
    key_cap(page, page.start(row, page.u(60), page.u(14)), "F" + std::to_string(shown + 5), page.theme.secondary);
  const Rect end = page.end(row, row.w * 30 / 100, page.u(14));
  page.paint.text_fitted(end, chosen.empty() ? "—" : chosen, page.type.label_bold, page.type.smallest,
                         chosen.empty() ? page.theme.secondary : page.theme.forward.strong, page.access.left_hand ? Align::left : Align::right);
  Rect below = row.cut_bottom(row.h * 44 / 100);
  page.paint.text_cut(row, sold.facts.name, page.type.label_bold, page.theme.text);
  const std::int64_t bought = core::count_of(sold.facts.quantity);
  std::string story = page.say("returning.sold", {count_words(page, sold.facts, bought), yuan(sold.total)});
  if (left.quantity < bought) story += page.say("returning.back", {count_words(page, sold.facts, bought - left.quantity)});
  page.paint.text_cut(below, story, page.type.small, page.theme.secondary);
}

Button plain_button(Page& page, const char* id, const char* words, const char* key, till::Intent ask) {
  Button made{id, page.say(words), std::move(ask), Look::plain, true, page.type.label_bold};
  made.key = key;
  return made;
}

/// All of it, and 坏果赔付 where the county allows it: what stands at the bottom beside the way back.
void draw_choices(Page& page, Rect bottom, int width) {
  const till::Returning& returning = page.view.till.returning;
  const int gap = page.u(page.theme.gap);
  if (!returning.agrees) button(page, page.start(bottom, width, gap), plain_button(page, "@return.all", "returning.all", "F2", till::ReturnEverything{}));
  if (page.view.till.lists.settings.agreed_max > core::Money{})
    button(page, page.start(bottom, width), plain_button(page, "@return.agreed", returning.agrees ? "returning.goods" : "returning.agreed", "F4",
                                                         till::AgreeOnSum{!returning.agrees}));
}

void draw_choosing_lines(Page& page) {
  const int gap = page.u(page.theme.gap), width = page.u(page.access.low_reach && page.shape() != Shape::tall ? 190 : 230);
  const till::Till& till = page.view.till;
  const till::Returning& returning = till.returning;
  const bool in_strip = page.access.low_reach || page.shape() != Shape::wide;  // no room for them at the bottom
  const Areas areas = lay_out(page, back_width(page) + (in_strip ? 0 : 2 * (width + gap)));
  const PadParts parts = pad_parts(page, areas.content);
  const std::string when = core::shanghai_minute_text(returning.sold_at);
  page.paint.text_fitted({parts.words.x, parts.words.y, parts.words.w, std::min(parts.words.h, page.u(104))},
                         page.say(returning.agrees ? "returning.which.agreed" : "returning.which", {when, yuan(till.lists.settings.agreed_max)}),
                         page.type.heading, page.type.smallest, page.theme.text);
  number_pad(page, parts.pad, [](char key) { return till::Intent{till::PadKey{key}}; }, returning.agrees);
  Rect main = parts.main;
  if (in_strip) draw_choices(page, main.cut_top(page.u(84), gap), (main.w - gap) / 2);
  card(page, main);
  const std::size_t count = returning.sale->lines.size();
  Rect head{main.x, main.y, main.w, page.u(84)};
  const bool scrolls = rows_that_fit(page, main, line_row) < count;
  Rect rows = main;
  if (scrolls) rows.cut_top(page.u(84));
  place_list(page, rows, head, line_row, count);
  if (scrolls) page.paint.text_cut(head.inset(page.u(24), 0), page.say("returning.lines", {std::to_string(count)}), page.type.label, page.theme.secondary);
  const auto left = core::refundable(*returning.sale, returning.earlier);
  list_rows(page, {main, head, rows}, line_row, count, [&](const Rect& row, std::size_t index) {
    draw_return_line(page, row, index, index - page.local.list.first, left[index]);
  });
  const Rect bottom = draw_back(page, areas.bottom, gap);
  if (!in_strip) draw_choices(page, bottom, width);
  const auto refund = till::refund_chosen(till);
  Button forward{"@return.next", page.say("returning.next"), till::SettleReturn{}, Look::forward, refund.has_value(), page.type.title};
  if (refund) forward.suffix = yuan(refund->total);
  forward.key = page.say("key.enter");
  button(page, areas.forward, forward);
  draw_notices(page, areas.notice);
}

/// What goes back, and by which roads.
void draw_roads(Page& page, const Rect& rect, const core::Refund& refund) {
  card(page, rect);
  const bool roomy = rect.h >= page.u(420);
  Rect inside = roomy ? rect.inset(page.u(40), page.u(32)) : rect.inset(page.u(28), page.u(14));
  page.paint.text_fitted(inside.cut_top(std::min(page.u(46), inside.h / 3)), page.say(refund.voids ? "returning.sum.void" : "returning.sum"),
                         page.type.label, page.type.smallest, page.theme.text);
  page.paint.amount(inside.cut_top(std::min(page.u(112), inside.h * 55 / 100), page.u(8)), yuan(refund.total), page.type.total, 40,
                    page.theme.forward.strong);
  for (const core::Tender& road : refund.tenders) {
    if (inside.h < page.u(52)) return;
    money_row(page, inside.cut_top(page.u(52)), page.say(std::string{"returning.road."} + core::tender_name(road.kind)), road.amount,
              page.type.label_bold, page.theme.text);
  }
  const till::CountyWord county = page.view.till.returning.county;
  const bool silent = county == till::CountyWord::silent;
  const std::string& note = page.say(silent ? "returning.silent" : county == till::CountyWord::asked ? "returning.asking" : "returning.note");
  const int words = page.paint.paragraph_height(inside.w, note, page.type.small);
  if (inside.h >= words + page.u(24))
    page.paint.paragraph(inside.cut_bottom(words), note, page.type.small, silent ? page.theme.pending.strong : page.theme.secondary);
}

void draw_fates(Page& page, const Rect& rect) {
  constexpr core::GoodsFate fates[] = {core::GoodsFate::saleable, core::GoodsFate::quarantine, core::GoodsFate::waste};
  const int gap = page.u(14), width = (rect.w - 2 * gap) / 3;
  for (int i = 0; i < 3; ++i) {
    Button fate{"@fate." + std::to_string(i + 1), page.say(std::string{"returning.fate."} + core::goods_fate_name(fates[i])), till::ChooseFate{fates[i]}};
    fate.key = std::to_string(i + 1);
    toggle(page, {rect.x + i * (width + gap), rect.y, width, rect.h}, fate, page.view.till.returning.fate == fates[i]);
  }
}

void draw_refund_settling(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::Till& till = page.view.till;
  const Columns parts = columns_in_reach(page, areas.content, 576, 380);
  const auto refund = till::refund_chosen(till);
  if (refund) draw_roads(page, parts.side, *refund);
  Rect main = parts.main;
  const int gap = page.u(page.access.low_reach ? 10 : 18), title = page.u(page.access.low_reach && page.shape() != Shape::tall ? 0 : 56);
  const auto head = [&](const char* words) {
    if (title > 0) page.paint.text_fitted(main.cut_top(title), page.say(words), page.type.label_bold, page.type.smallest, page.theme.text);
  };
  if (!till.returning.agrees) {
    head("returning.fate");
    draw_fates(page, main.cut_top(std::min(page.u(112), (main.h - title) / 4), gap));
  }
  head("returning.why");
  const std::vector<std::string> reasons{core::refund_reasons.begin(), core::refund_reasons.end()};
  draw_reasons(page, main, reasons, "returning.reason.", till.returning.reason);
  draw_back(page, areas.bottom);
  const bool doubtful = till.returning.committing.has_value();
  Button forward{"@return.confirm", page.say(doubtful ? "returning.again" : till.returning.voids ? "returning.confirm.void" : "returning.confirm"),
                 till::ConfirmReturn{}, Look::forward, refund.has_value(), page.type.title};
  if (refund && !doubtful) forward.suffix = yuan(refund->total);
  forward.key = page.say("key.enter");
  button(page, areas.forward, forward);
  draw_notices(page, areas.notice);
}

/// Where the slip has got to, as a strip.
void draw_slip(Page& page, const Rect& rect, const till::GivenBack& back) {
  const bool trouble = back.receipt == till::ReceiptState::trouble || back.receipt == till::ReceiptState::held;
  const bool look = back.receipt == till::ReceiptState::unconfirmed;
  const char* words = "refunded.slip.waiting";
  if (trouble) words = "refunded.slip.trouble";
  else if (look) words = "refunded.slip.look";
  else if (back.receipt == till::ReceiptState::printed) words = "refunded.slip.printed";
  Banner shown{trouble || look ? page.theme.pending : page.theme.information, trouble || look ? Icon::warning : Icon::printer,
               page.say(words)};
  shown.type = page.type.text;
  banner(page, rect, shown);
}

}  // namespace

void draw_returning(Page& page) {
  const till::Returning& returning = page.view.till.returning;
  if (!returning.sale) return draw_choosing_sale(page);
  if (returning.step == ReturnStep::settling || returning.committing) return draw_refund_settling(page);
  draw_choosing_lines(page);
}

void draw_refunded(Page& page) {
  const Areas areas = lay_out(page, 0);
  if (!page.view.till.given_back) return;
  const till::GivenBack& back = *page.view.till.given_back;
  Rect content = areas.content;
  const int width = std::min(page.u(1280), content.w);
  content = {content.middle_x() - width / 2, content.y, width, content.h};
  card(page, content);
  const bool roomy = content.h >= page.u(640);
  Rect inside = roomy ? content.inset(page.u(48), page.u(40)) : content.inset(page.u(28), page.u(20));
  Rect head = inside.cut_top(page.u(88), page.u(20));
  sign(page, page.start(head, head.h, page.u(28)), Icon::check, page.theme.forward.strong, page.theme.on_strong);
  page.paint.text_fitted(head, page.say(back.refund.voids ? "refunded.title.void" : "refunded.title"), page.type.thanks, 40, page.theme.text);
  draw_slip(page, inside.cut_bottom(page.u(roomy ? 150 : 120), page.u(page.theme.gap)), back);
  const core::Money cash = core::cash_of(back.refund);
  Rect roads = inside.cut_bottom(std::min(page.u(60) * static_cast<int>(back.refund.tenders.size()), inside.h / 2), page.u(14));
  for (const core::Tender& road : back.refund.tenders) {
    if (roads.h < page.u(56)) break;
    money_row(page, roads.cut_top(page.u(60)), page.say(std::string{"returning.road."} + core::tender_name(road.kind)), road.amount,
              page.type.label_bold, page.theme.text);
  }
  tinted(page, inside, page.theme.forward);
  inside = inside.inset(page.u(36), page.u(12));
  const std::string words = cash > core::Money{} ? page.say("refunded.cash", {yuan(cash)}) : page.say("refunded.no_cash", {yuan(back.refund.total)});
  page.paint.text_fitted(inside, words, page.type.hero, page.type.smallest, page.theme.forward.strong);
  Button finish{"@finish", page.say("refunded.finish"), till::Finish{}, Look::forward, true, page.type.title};
  finish.key = page.say("key.enter");
  button(page, areas.forward, finish);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui
