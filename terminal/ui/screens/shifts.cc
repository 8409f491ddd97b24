#include <algorithm>

#include "screens/screens.h"

// The drawer and its shifts: what can be done there, the float, the blind count, the difference, cash in and out, and what a
// shift comes to.

namespace zhuangui::ui {
namespace {

using till::ShiftPlace;
using till::ShiftStep;

Rect in_reach(Page& page, Rect content) {
  if (page.access.low_reach && content.y < page.reach_y()) content.cut_top(page.reach_y() - content.y, 0);
  return content;
}

void draw_shift_forward(Page& page, const Rect& rect, const char* id, const char* words, bool enabled) {
  Button forward{id, page.say(words), till::ConfirmShift{}, Look::forward, enabled && !page.view.till.shifts.asked, page.type.title};
  forward.key = page.say("key.enter");
  button(page, rect, forward);
}

std::string menu_sentence(Page& page) {
  const till::Shifts& shifts = page.view.till.shifts;
  if (!shifts.running) return page.say("shifts.reading");
  const std::string number = std::to_string(shifts.running->shift);
  if (shifts.uncounted) return page.say("shifts.uncounted", {std::to_string(shifts.uncounted->shift), shifts.uncounted->business_day});
  if (shifts.running->opened) return page.say("shifts.open", {number, shifts.running->business_day});
  return page.say(shifts.running->business_day.empty() ? "shifts.none" : "shifts.unopened", {number});
}

void draw_menu(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::Shifts& shifts = page.view.till.shifts;
  Rect content = areas.content;
  const std::string sentence = menu_sentence(page);
  if (page.access.low_reach) content = in_reach(page, content);
  const int height = std::max(page.u(84), banner_height(page, areas.content.w, 0, sentence));
  const Rect said = page.access.low_reach ? Rect{content.x, content.y - height - page.u(page.theme.gap), content.w, height} : content.cut_top(height, page.u(page.theme.gap));
  const bool wants = shifts.uncounted.has_value();
  if (said.y >= areas.content.y) banner(page, said, {wants ? page.theme.pending : page.theme.forward, wants ? Icon::warning : Icon::receipt, sentence});
  std::vector<Place> places;
  const auto add = [&](const char* id, const char* name, Icon icon, const char* key, ShiftPlace place) {
    places.push_back({id, std::string{"shifts.do."} + name, std::string{"shifts.do."} + name + ".text", icon, key, till::ChooseShiftPlace{place}});
  };
  if (shifts.running) {
    if (shifts.uncounted) add("@shift.count", "count", Icon::list, "7", ShiftPlace::count);
    if (!shifts.running->opened) add("@shift.open", "open", Icon::plus, "1", ShiftPlace::open);
    if (!shifts.running->business_day.empty()) add("@shift.close", "close", Icon::check, "2", ShiftPlace::close);
    add("@cash.in", "in", Icon::down, "3", ShiftPlace::cash_in);
    add("@cash.out", "out", Icon::up, "4", ShiftPlace::cash_out);
    add("@drawer.open", "drawer", Icon::receipt, "5", ShiftPlace::drawer);
    add("@shift.sums", "sums", Icon::list, "6", ShiftPlace::sums);
  }
  draw_places(page, content, places);
  draw_back(page, areas.bottom, page.u(page.theme.gap));
  draw_notices(page, areas.notice);
}

void draw_opening(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  draw_pin_pad(page, areas, {Icon::receipt, page.theme.forward, page.say("shifts.opening"), {page.say("shifts.opening.text")}}, page.say("shifts.opening.placeholder"), true);
  draw_back(page, areas.bottom, page.u(page.theme.gap));
  draw_shift_forward(page, areas.forward, "@shift.confirm", "shifts.opening.ok", true);
  draw_notices(page, areas.notice);
}

void draw_total_box(Page& page, Rect rect, const char* label, const std::string& amount) {
  rect.h = std::min(rect.h, page.u(120));
  strong_card(page, rect);
  Rect inside = rect.inset(page.u(24), page.u(8));
  page.paint.text_fitted(page.start(inside, inside.w * 36 / 100, page.u(12)), page.say(label), page.type.label, page.type.smallest, page.theme.secondary);
  page.paint.amount(inside, amount, page.type.amount, page.type.label.size, page.theme.text, Align::right);
}

std::string denomination_text(Page& page, std::int64_t fen) {
  return fen >= 100 ? page.say("shifts.yuan", {std::to_string(fen / 100)}) : page.say("shifts.jiao", {std::to_string(fen / 10)});
}

void draw_cell(Page& page, const Rect& rect, std::size_t number) {
  const till::Till& till = page.view.till;
  const till::Shifts& shifts = till.shifts;
  const bool chosen = shifts.denomination == number;
  const std::string id = number == 0 ? "@count.sum" : "@count." + std::to_string(number);
  const std::string label = number == 0 ? page.say("shifts.count.sum") : denomination_text(page, till::denominations_fen[number - 1]);
  std::string value;
  if (chosen) value = till.entered;
  else if (number > 0 && shifts.pieces[number - 1] > 0) value = std::to_string(shifts.pieces[number - 1]);
  if (!value.empty() && number > 0) value = page.say("shifts.pieces", {value});
  if (chosen || page.pressed == id) strong_card(page, rect); else card(page, rect);
  touch(page, rect, id, label, till::ChooseDenomination{number});
  Rect inside = rect.inset(page.u(14), page.u(6));
  Rect top = inside.cut_top(inside.h / 2);
  if (page.show_keys) {
    const std::string key = number == 0 ? "F3" : "F" + std::to_string(number + 4);
    key_cap(page, page.end(top, page.paint.width_of(key, page.type.small) + page.u(20), page.u(6)), key, page.theme.secondary);
  }
  page.paint.text_fitted(top, label, page.type.label_bold, page.type.smallest, page.theme.text, Align::centre);
  page.paint.text_fitted(inside, value.empty() ? "—" : value, page.type.label, page.type.smallest, value.empty() ? page.theme.secondary : page.theme.forward.strong, Align::centre);
}

void draw_cash_count(Page& page) {
  const bool tall = page.shape() == Shape::tall;
  const till::Shifts& shifts = page.view.till.shifts;
  const int uncounted_width = page.u(260);
  const bool can_leave = !shifts.late;
  const Areas areas = lay_out(page, back_width(page) + (can_leave && !tall ? page.u(page.theme.gap) + uncounted_width : 0));
  Rect content = areas.content;
  Rect strip = can_leave && tall ? content.cut_bottom(page.u(84), page.u(page.theme.gap)) : Rect{};
  const PadParts parts = pad_parts(page, content);
  const auto counted = till::counted_money(page.view.till);
  draw_total_box(page, parts.words, shifts.late ? "shifts.count.late" : "shifts.count.so_far", counted ? yuan(*counted) : "—");
  number_pad(page, parts.pad, [](char key) { return till::Intent{till::PadKey{key}}; });
  const int gap = page.u(12), cells = static_cast<int>(till::denominations_fen.size()) + 1;
  const int width = (parts.main.w - 2 * gap) / 3, height = std::min((parts.main.h - 2 * gap) / 3, page.u(190));
  for (int i = 0; i < cells; ++i)
    draw_cell(page, {parts.main.x + i % 3 * (width + gap), parts.main.y + i / 3 * (height + gap), width, height}, static_cast<std::size_t>(i));
  Rect bottom = draw_back(page, areas.bottom, page.u(page.theme.gap));
  if (can_leave) {
    Button none{"@shift.uncounted", page.say("shifts.close.uncounted"), till::CloseUncounted{}, Look::plain, !shifts.asked};
    none.key = "F4";
    button(page, page.start(tall ? strip : bottom, uncounted_width), none);
  }
  draw_shift_forward(page, areas.forward, "@shift.confirm", "shifts.count.ok", counted.has_value());
  draw_notices(page, areas.notice);
}

void draw_fact_line(Page& page, Rect row, const Fact& fact) {
  row = row.inset(page.u(4), 0);
  page.paint.text_fitted(page.start(row, row.w * 58 / 100, page.u(12)), fact.label, page.type.body, page.type.smallest, page.theme.text);
  page.paint.text_fitted(row, fact.value, page.type.body_bold, page.type.smallest, page.theme.text, page.access.left_hand ? Align::left : Align::right);
}

void draw_report_list(Page& page, const Rect& rect, const std::string& title, const std::vector<Fact>& rows) {
  card(page, rect);
  Rect inside = rect.inset(page.u(24), page.u(12));
  Rect head = inside.cut_top(page.u(72), page.u(4));
  ListState& list = page.local.list;
  list.shown = rows_that_fit(page, inside, 56);
  list.first = std::min(list.first, rows.size() > list.shown ? rows.size() - list.shown : 0);
  list_scroll_buttons(page, head, rows.size());
  page.paint.text_fitted(head, title, page.type.label_bold, page.type.smallest, page.theme.text);
  list_rows(page, {rect, head, inside}, 56, rows.size(), [&](const Rect& row, std::size_t index) { draw_fact_line(page, row, rows[index]); });
}

std::vector<Fact> by_hand_of(Page& page, const core::ShiftReport& report) {
  std::vector<Fact> rows;
  for (const core::CheckedByHand& one : report.by_hand) {
    const core::WallTime at{one.at + page.view.surroundings.clock_offset_ms};
    rows.push_back({page.say("shifts.by_hand.row", {core::shanghai_minute_text(at), one.digits}), yuan(one.amount)});
  }
  return rows;
}

/// What only the merchant's bill can tell: each payment, before the shift is closed.
void draw_by_hand(Page& page, Rect& content, bool differs) {
  const auto& shifts = page.view.till.shifts;
  const auto& report = shifts.late ? shifts.uncounted : shifts.running;
  if (!report || report->by_hand.empty()) return;
  const bool tall = page.shape() == Shape::tall;
  const int gap = page.u(page.theme.gap);
  const Rect place = !differs ? content : tall ? content.cut_bottom(content.h * 45 / 100, gap) : page.end(content, content.w * 48 / 100, gap);
  core::Money sum;
  for (const core::CheckedByHand& one : report->by_hand) sum += one.amount;
  draw_report_list(page, place, page.say("shifts.by_hand", {std::to_string(report->by_hand.size()), yuan(sum)}), by_hand_of(page, *report));
}

void draw_settling(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::Till& till = page.view.till;
  const core::Money counted = till.shifts.counted.value_or(core::Money{}), expected = till::expected_in_drawer(till);
  const bool differs = counted != expected;
  Rect content = areas.content;
  const int strip = std::min(page.u(300), content.h * 46 / 100);
  Rect figures = page.access.low_reach ? content.cut_top(page.reach_y() - content.y, page.u(14)) : content.cut_top(strip, page.u(20));
  card(page, figures);
  figures = figures.inset(page.u(28), page.u(12));
  const auto row = [&](const char* label, const std::string& amount, Colour colour, int rows_left) {
    Rect line = figures.cut_top(figures.h / rows_left, 0);
    page.paint.text_fitted(page.start(line, line.w * 45 / 100, page.u(16)), page.say(label), page.type.label, page.type.smallest, page.theme.text);
    page.paint.amount(line, amount, page.type.amount, page.type.label.size, colour, Align::right);
  };
  row("shifts.expected", yuan(expected), page.theme.text, 3);
  row("shifts.counted", yuan(counted), page.theme.text, 2);
  const core::Money gap = counted - expected;
  const std::string word = !differs ? page.say("shifts.exact") : gap > core::Money{} ? page.say("shifts.over", {yuan(gap)}) : page.say("shifts.short", {yuan(-gap)});
  page.paint.text_fitted(figures, word, page.type.heading, page.type.smallest, differs ? page.theme.pending.strong : page.theme.forward.strong);
  draw_by_hand(page, content, differs);
  if (differs) {
    page.paint.text_fitted(content.cut_top(page.u(48), page.u(8)), page.say("shifts.why"), page.type.label_bold, page.type.smallest, page.theme.text);
    draw_reasons(page, content, till::shift_reasons(ShiftStep::settling), "shifts.reason.", till.shifts.reason);
  }
  draw_back(page, areas.bottom, page.u(page.theme.gap));
  draw_shift_forward(page, areas.forward, "@shift.confirm", till.shifts.late ? "shifts.count.record" : "shifts.close.ok", true);
  draw_notices(page, areas.notice);
}

void draw_moving(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::Till& till = page.view.till;
  const PadParts parts = pad_parts(page, areas.content);
  draw_total_box(page, parts.words, till.shifts.out ? "shifts.moving.out" : "shifts.moving.in", till.entered.empty() ? "—" : till.entered);
  number_pad(page, parts.pad, [](char key) { return till::Intent{till::PadKey{key}}; });
  Rect main = parts.main;
  page.paint.text_fitted(main.cut_top(page.u(48), page.u(8)), page.say("shifts.what_for"), page.type.label_bold, page.type.smallest, page.theme.text);
  draw_reasons(page, main, till::shift_reasons(ShiftStep::moving), "shifts.reason.", till.shifts.reason);
  draw_back(page, areas.bottom, page.u(page.theme.gap));
  draw_shift_forward(page, areas.forward, "@shift.confirm", till.shifts.out ? "shifts.moving.out.ok" : "shifts.moving.in.ok", true);
  draw_notices(page, areas.notice);
}

void draw_drawer(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  Rect content = in_reach(page, areas.content);
  page.paint.text_fitted(content.cut_top(page.u(56), page.u(12)), page.say("shifts.drawer.why"), page.type.heading, page.type.smallest, page.theme.text);
  draw_reasons(page, content, till::shift_reasons(ShiftStep::drawer), "shifts.reason.", page.view.till.shifts.reason);
  draw_back(page, areas.bottom, page.u(page.theme.gap));
  draw_shift_forward(page, areas.forward, "@shift.confirm", "shifts.drawer.ok", true);
  draw_notices(page, areas.notice);
}

std::vector<Fact> figures_of(Page& page, const core::ShiftReport& report) {
  std::vector<Fact> facts{{page.say("shifts.sales"), page.say("shifts.sales.value", {std::to_string(report.sales), yuan(report.total)})},
                          {page.say("shifts.float"), report.float_amount ? yuan(*report.float_amount) : page.say("shifts.float.unknown")},
                          {page.say("shifts.cash"), yuan(report.cash)},
                          {page.say("shifts.returns"), page.say("shifts.returns.value", {std::to_string(report.returns), yuan(report.refunds), yuan(report.cash_back)})},
                          {page.say("shifts.moved"), "+" + yuan(report.moved_in) + "  −" + yuan(report.moved_out)},
                          {page.say("shifts.expected"), yuan(report.expected())}};
  if (report.is_uncounted()) facts.push_back({page.say("shifts.counted"), page.say("shifts.not_counted")});
  if (report.counted) {
    facts.push_back({page.say("shifts.counted"), yuan(*report.counted)});
    const core::Money gap = report.difference();
    facts.push_back({page.say("shifts.difference"), gap < core::Money{} ? "−" + yuan(-gap) : yuan(gap)});
  }
  if (!report.reason.empty()) facts.push_back({page.say("shifts.why"), page.say("shifts.reason." + report.reason)});
  facts.push_back({page.say("shifts.openings"), std::to_string(report.drawer_openings)});
  return facts;
}

std::vector<Fact> sums_of(Page& page, const core::ShiftReport& report) {
  std::vector<Fact> rows;
  for (const core::ShiftSum& sum : report.tenders) rows.push_back({page.say("tender." + sum.name), yuan(sum.amount)});
  for (const core::ShiftSum& sum : report.fund_sources) rows.push_back({page.say("fund_source." + sum.name), yuan(sum.amount)});
  for (const core::ShiftSum& sum : report.townships) rows.push_back({sum.name.empty() ? page.say("shifts.no_township") : sum.name, yuan(sum.amount)});
  return rows;
}

void draw_shift_sums(Page& page) {
  const till::Shifts& shifts = page.view.till.shifts;
  if (!shifts.shown) return;
  const core::ShiftReport& report = *shifts.shown;
  const Areas areas = lay_out(page, back_width(page));
  std::vector<Fact> rows = figures_of(page, report);
  for (Fact& one : sums_of(page, report)) rows.push_back(std::move(one));
  if (!report.by_hand.empty()) rows.push_back({page.say("shifts.by_hand.title"), ""});
  for (Fact& one : by_hand_of(page, report)) rows.push_back(std::move(one));
  const std::string title = page.say(report.closed ? "shifts.z" : "shifts.x", {std::to_string(report.shift), report.business_day});
  Rect content = areas.content;
  if (page.access.low_reach) content = in_reach(page, content);
  draw_report_list(page, content, title, rows);
  draw_back(page, areas.bottom, page.u(page.theme.gap));
  Button print{"@shift.print", page.say(shifts.printed ? "shifts.printed" : "shifts.print"), till::PrintShift{}, Look::forward, !shifts.printed, page.type.title};
  print.key = page.say("key.enter");
  button(page, areas.forward, print);
  draw_notices(page, areas.notice);
}

}  // namespace

void draw_shifts(Page& page) {
  switch (page.view.till.shifts.step) {
    case ShiftStep::menu: return draw_menu(page);
    case ShiftStep::opening: return draw_opening(page);
    case ShiftStep::counting: return draw_cash_count(page);
    case ShiftStep::settling: return draw_settling(page);
    case ShiftStep::moving: return draw_moving(page);
    case ShiftStep::drawer: return draw_drawer(page);
    case ShiftStep::sums: return draw_shift_sums(page);
  }
}

}  // namespace zhuangui::ui
