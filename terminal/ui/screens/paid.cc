#include "core/time.h"
#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

using till::ReceiptState;

constexpr Type receipt_type{28, false};

struct ReceiptWords {
  std::string text;
  Icon icon;
  const Tone& tone;
};

ReceiptWords receipt_words(Page& page, const till::Completed& last) {
  switch (last.receipt) {
    case ReceiptState::waiting: return {page.say("paid.receipt.waiting"), Icon::printer, theme::information};
    case ReceiptState::printed: return {page.say("paid.receipt.printed"), Icon::check, theme::forward};
    case ReceiptState::unconfirmed: return {page.say("paid.receipt.unconfirmed"), Icon::warning, theme::pending};
    case ReceiptState::trouble: {
      const std::string code = page.words.has("notice." + last.receipt_trouble) ? last.receipt_trouble : "printer.unknown";
      return {page.say("paid.receipt.trouble", {page.say("notice." + code)}), Icon::warning, theme::pending};
    }
    case ReceiptState::none: break;
  }
  return {page.say("paid.receipt.none"), Icon::receipt, theme::information};
}

void draw_receipt(Page& page, Rect rect, const till::Completed& last) {
  const ReceiptWords words = receipt_words(page, last);
  tinted(page, rect, words.tone);
  rect = rect.inset(page.u(28), page.u(20));
  const Rect right = rect.cut_right(page.u(240), page.u(24));
  button(page, {right.x, right.middle_y() - page.u(42), right.w, page.u(84)},
         {"@reprint", page.say("paid.reprint"), till::Reprint{}, Look::plain, last.receipt != ReceiptState::waiting,
          type::label_bold});
  page.paint.icon(words.icon, rect.cut_left(page.u(52), page.u(22)), words.tone.strong);
  if (last.copies > 0) {
    page.paint.text(rect.cut_bottom(page.u(34)), page.say("paid.copies", {std::to_string(last.copies)}), type::small,
                    words.tone.strong);
  }
  const int height = page.paint.paragraph_height(rect.w, words.text, receipt_type);
  page.paint.paragraph({rect.x, rect.middle_y() - height / 2, rect.w, height}, words.text, receipt_type, words.tone.strong);
}

void draw_thanks(Page& page, const Rect& rect, const till::Completed& last) {
  card(page, rect);
  Rect inside = rect.inset(page.u(48), page.u(40));
  Rect head = inside.cut_top(page.u(88), page.u(20));
  const Rect circle = head.cut_left(head.h, page.u(28));
  page.paint.round_fill(circle, circle.h / 2, theme::forward.strong);
  page.paint.icon(Icon::check, circle.inset(page.u(18)), theme::on_strong);
  page.paint.text_fitted(head, page.say("paid.title"), {56, true}, 40, theme::text);
  draw_receipt(page, inside.cut_bottom(page.u(176), page.u(theme::gap)), last);

  const core::Money received = last.sale.total + last.sale.change;
  page.paint.text_fitted(inside.cut_bottom(page.u(60), page.u(14)), page.say("paid.sums", {yuan(last.sale.total), yuan(received)}), type::money,
                         30, theme::secondary);
  tinted(page, inside, theme::forward);
  Rect change = inside.inset(page.u(40), page.u(16));
  const int block = page.u(54 + 180);
  change.cut_top((change.h - block) / 2);
  if (last.sale.change == core::Money{}) {
    page.paint.text_fitted({change.x, inside.y, change.w, inside.h}, page.say("paid.no_change"), type::hero, 40,
                           theme::forward.strong);
    return;
  }
  page.paint.text(change.cut_top(page.u(54)), page.say("paid.change"), {38, true}, theme::forward.strong);
  page.paint.text_fitted(change.cut_top(page.u(180)), yuan(last.sale.change), {150, true}, 84, theme::forward.strong);
}

std::vector<std::string> next_steps(Page& page, const till::Completed& last) {
  std::vector<std::string> texts;
  texts.push_back(last.sale.change == core::Money{} ? page.say("paid.step.no_change")
                                                    : page.say("paid.step.change", {yuan(last.sale.change)}));
  const bool trouble = last.receipt == ReceiptState::trouble || last.receipt == ReceiptState::unconfirmed;
  texts.push_back(page.say(trouble ? "paid.step.trouble" : "paid.step.receipt"));
  texts.push_back(page.say("paid.step.scan"));
  return texts;
}

void draw_fact(Page& page, Rect row, std::string_view label, const std::string& text) {
  page.paint.text(row.cut_left(page.u(150)), label, type::small, theme::secondary);
  page.paint.text_fitted(row, text, type::small, 24, theme::text, Align::right);
}

void draw_next(Page& page, const Rect& rect, const till::Completed& last) {
  card(page, rect);
  Rect inside = rect.inset(page.u(40), page.u(40));
  page.paint.text(inside.cut_top(page.u(52), page.u(10)), page.say("paid.next"), type::title, theme::text);
  inside.cut_top(steps(page, inside, next_steps(page, last), page.u(84)), page.u(20));

  const int row = page.u(40);
  Rect facts = inside.cut_bottom(4 * row + page.u(14), page.u(20));
  line_across(page, facts, facts.y);
  facts.cut_top(page.u(14));
  draw_fact(page, facts.cut_top(row), page.say("paid.time"), core::shanghai_minute_text(last.at));
  draw_fact(page, facts.cut_top(row), page.say("paid.sale"), last.sale.id);
  draw_fact(page, facts.cut_top(row), page.say("paid.seq"), std::to_string(last.seq));
  draw_fact(page, facts.cut_top(row), page.say("paid.proof"), last.hash_prefix_hex);
  const std::string origins = listed(page.words, last.sale.lines, 4, [](const core::SaleLine& line) {
    return line.facts.township + line.facts.village;
  });
  if (!origins.empty() && note_box_height(page, inside.w, origins) <= inside.h) note_box(page, inside, theme::forward, page.say("paid.from"), origins);
}

}  // namespace

void draw_paid(Page& page, const Areas& areas) {
  if (!page.view.till.last) return;
  Rect content = areas.content;
  draw_next(page, content.cut_right(page.u(640), page.u(theme::gutter)), *page.view.till.last);
  draw_thanks(page, content, *page.view.till.last);
  button(page, areas.forward, {"@finish", page.say("paid.finish"), till::Finish{}, Look::forward, true, type::title});
}

}  // namespace zhuangui::ui
