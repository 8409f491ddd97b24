#include <algorithm>

#include "core/time.h"
#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

using till::ReceiptState;

struct ReceiptWords {
  std::string text;
  Icon icon;
  const Tone& tone;
};

std::string trouble_text(Page& page, const till::Completed& last) {
  return page.say("notice." + (page.words.has("notice." + last.receipt_trouble) ? last.receipt_trouble : "printer.unknown"));
}

ReceiptWords receipt_words(Page& page, const till::Completed& last) {
  switch (last.receipt) {
    case ReceiptState::waiting: return {page.say("paid.receipt.waiting"), Icon::printer, page.theme.information};
    case ReceiptState::printed: return {page.say_to("paid.receipt.printed"), Icon::check, page.theme.forward};
    case ReceiptState::unconfirmed: return {page.say_to("paid.receipt.unconfirmed"), Icon::warning, page.theme.pending};
    case ReceiptState::held: return {page.say_to("paid.receipt.held", {trouble_text(page, last)}), Icon::clock, page.theme.pending};
    case ReceiptState::trouble: return {page.say_to("paid.receipt.trouble", {trouble_text(page, last)}), Icon::warning, page.theme.pending};
    case ReceiptState::none: break;
  }
  return {page.say("paid.receipt.none"), Icon::receipt, page.theme.information};
}

int reprint_width(const Page& page) { return page.self_service() ? 0 : page.show_keys ? 290 : 240; }

void draw_receipt(Page& page, const Rect& rect, const till::Completed& last) {
  const ReceiptWords words = receipt_words(page, last);
  Banner shown{words.tone, words.icon, words.text};
  if (!page.self_service()) shown.button = Button{"@reprint", page.say("paid.reprint"), till::Reprint{}, Look::plain, !till::is_under_way(last.receipt),
                        page.type.label_bold};
  if (shown.button) shown.button->key = "F10";
  shown.button_width = reprint_width(page);
  shown.type = page.type.text;
  if (last.copies > 0) shown.below = page.say("paid.copies", {std::to_string(last.copies)});
  banner(page, rect, shown);
}

/// As large as the box lets it be: the customer reads it from a step away.
void draw_change(Page& page, const Rect& box, core::Money total, core::Money change) {
  tinted(page, box, page.theme.forward);
  Rect inside = box.inset(page.u(36), page.u(12));
  if (change == core::Money{}) {
    page.paint.text_fitted(inside, page.say_to("paid.no_change", {yuan(total)}), page.type.hero, 40, page.theme.forward.strong);
    return;
  }
  if (inside.h < page.u(54 + 60)) {  // no room for one above the other
    page.paint.text_fitted(page.start(inside, inside.w / 3, page.u(12)), page.say("paid.change"), page.type.title, page.type.smallest, page.theme.forward.strong);
    page.paint.amount(inside, yuan(change), page.type.title, 30, page.theme.forward.strong, Align::right);
    return;
  }
  const Type type{std::min(page.type.change.size, page.paint.units(inside.h - page.u(54)) * 5 / 6), true};
  const int digits = page.u(type.size * 6 / 5);
  inside.cut_top((inside.h - page.u(54) - digits) / 2);
  page.paint.text(inside.cut_top(page.u(54)), page.say("paid.change"), page.type.title, page.theme.forward.strong);
  page.paint.amount(inside.cut_top(digits), yuan(change), type, 40, page.theme.forward.strong);
}

void draw_thanks(Page& page, const Rect& rect, const till::Completed& last) {
  card(page, rect);
  const bool roomy = rect.h >= page.u(640);
  Rect inside = roomy ? rect.inset(page.u(48), page.u(40)) : rect.inset(page.u(28), page.u(22));
  Rect head = inside.cut_top(page.u(88), page.u(20));
  sign(page, page.start(head, head.h, page.u(28)), Icon::check, page.theme.forward.strong, page.theme.on_strong);
  page.paint.text_fitted(head, page.say("paid.title"), page.type.thanks, 40, page.theme.text);
  const int words = banner_height(page, inside.w, reprint_width(page), receipt_words(page, last).text);
  const int copies = last.copies > 0 ? page.u(38) : 0;
  const int receipt = std::max(page.u(roomy ? 176 : 120), words + copies);
  draw_receipt(page, inside.cut_bottom(receipt, page.u(page.theme.gap)), last);
  const core::Money received = last.sale.total + last.sale.change;
  page.paint.text_fitted(inside.cut_bottom(page.u(60), page.u(14)), page.say("paid.sums", {yuan(last.sale.total), yuan(received)}),
                         page.type.money, 30, page.theme.secondary);
  draw_change(page, inside, last.sale.total, last.sale.change);
}

const char* paper_step(ReceiptState receipt) {
  switch (receipt) {
    case ReceiptState::held: return "paid.step.held";
    case ReceiptState::trouble: return "paid.step.trouble";
    case ReceiptState::unconfirmed: return "paid.step.look";  // nobody knows but who looks
    default: return "paid.step.receipt";
  }
}

std::vector<std::string> next_steps(Page& page, const till::Completed& last) {
  std::vector<std::string> texts;
  texts.push_back(last.sale.change == core::Money{} ? page.say_to("paid.step.no_change")
                                                    : page.say("paid.step.change", {yuan(last.sale.change)}));
  texts.push_back(page.say_to(paper_step(last.receipt)));
  texts.push_back(page.say_to("paid.step.scan"));
  return texts;
}

void draw_fact(Page& page, Rect row, std::string_view label, const std::string& text) {
  page.paint.text(row.cut_left(page.u(150)), label, page.type.small, page.theme.secondary);
  page.paint.text_fitted(row, text, page.type.small, 24, page.theme.text, Align::right);
}

void draw_facts(Page& page, Rect facts, const till::Completed& last) {
  line_across(page, facts, facts.y);
  facts.cut_top(page.u(14));
  const int row = page.u(40);
  draw_fact(page, facts.cut_top(row), page.say("paid.time"), core::shanghai_minute_text(last.at));
  draw_fact(page, facts.cut_top(row), page.say("paid.sale"), last.sale.id);
  draw_fact(page, facts.cut_top(row), page.say("paid.seq"), std::to_string(last.seq));
  draw_fact(page, facts.cut_top(row), page.say("paid.proof"), last.hash_prefix_hex);
}

/// Nobody holds a receipt, as far as we know: the code it would carry stands on the screen.
bool is_without_paper(ReceiptState receipt) { return receipt != ReceiptState::printed && receipt != ReceiptState::waiting; }

void draw_code(Page& page, Rect place, const till::SquareCode& code) {
  constexpr int quiet_modules = 4;
  const std::string& text = page.say("paid.code");
  const int words = page.paint.paragraph_height(place.w, text, page.type.small);
  if (words < place.h / 3) page.paint.paragraph(place.cut_bottom(words, page.u(8)), text, page.type.small, page.theme.text);
  const int dots = std::min(place.w, place.h) / (code.side + 2 * quiet_modules);
  const int side = dots * (code.side + 2 * quiet_modules);
  const Rect square{place.middle_x() - side / 2, place.middle_y() - side / 2, side, side};
  page.paint.fill(square, rgb(0xFFFFFF));
  for (int row = 0; row < code.side; ++row) {
    for (int from = 0, upto = 0; from < code.side; from = upto) {  // as many dark modules as lie beside each other
      for (upto = from; upto < code.side && code.is_dark(row, upto); ++upto) {}
      if (upto > from)
        page.paint.fill({square.x + (from + quiet_modules) * dots, square.y + (row + quiet_modules) * dots, (upto - from) * dots, dots}, rgb(0));
      else
        ++upto;
    }
  }
}

void draw_next(Page& page, const Rect& rect, const till::Completed& last) {
  card(page, rect);
  const bool roomy = rect.h >= page.u(600);
  Rect inside = roomy ? rect.inset(page.u(40)) : rect.inset(page.u(28), page.u(22));
  page.paint.text(inside.cut_top(page.u(52), page.u(10)), page.say("paid.next"), page.type.title, page.theme.text);
  inside.cut_top(steps(page, inside, next_steps(page, last), page.u(roomy ? 84 : 66)), page.u(20));
  if (const till::SquareCode& code = page.view.surroundings.receipt_code; code.side > 0 && is_without_paper(last.receipt))
    return draw_code(page, inside, code);
  draw_facts(page, inside.cut_bottom(page.u(4 * 40 + 14), page.u(20)), last);
  const std::string origins = listed(page.words, last.sale.lines, 4, [](const core::SaleLine& line) {
    return line.facts.township + line.facts.village;
  });
  if (!origins.empty() && note_box_height(page, inside.w, origins) <= inside.h) {
    note_box(page, inside, page.theme.forward, page.say("paid.from"), origins);
  }
}

constexpr int slip_width = 290;
constexpr int least_slip_width = 200;

/// The sale taken back whole, and papers beside the receipt, where somebody of the counter stands.
std::vector<Button> slip_buttons(Page& page) {
  std::vector<Button> all;
  if (page.self_service()) return all;
  all.push_back({"@void", page.say("paid.void"), till::VoidSale{}, Look::danger_text, true, page.type.label_bold});
  all.back().key = "F4";
  all.push_back({"@gift", page.say("paid.gift"), till::PrintSlip{till::Slip::gift}, Look::plain, true, page.type.label_bold});
  all.back().key = "F6";
  const till::Completed& last = *page.view.till.last;
  all.push_back({"@invoice", page.say(last.invoice.empty() ? "paid.invoice" : "paid.invoice.again"), till::RequestInvoice{}, Look::plain,
                 !last.asking_invoice && last.sale.total > core::Money{}, page.type.label_bold});
  all.back().key = "F8";
  if (!till::is_delivered(last.sale)) return all;
  all.push_back({"@delivery", page.say("paid.delivery"), till::PrintSlip{till::Slip::delivery}, Look::plain, true, page.type.label_bold});
  all.back().key = "F7";
  return all;
}

}  // namespace

void draw_paid(Page& page) {
  if (!page.view.till.last) return;
  const std::vector<Button> slips = slip_buttons(page);
  const int gap = page.u(page.theme.gap);
  Areas areas = lay_out(page, static_cast<int>(slips.size()) * (page.u(slip_width) + gap));
  draw_beside(page, areas, areas.bottom, slips, slip_width, least_slip_width);
  // Upright, the receipt and its button would stand in the upper half.
  const bool in_reach = page.shape() == Shape::tall;
  const Columns parts = in_reach ? columns_in_reach(page, areas.content, 640, 620) : columns(page, areas.content, 640, 620);
  draw_next(page, parts.side, *page.view.till.last);
  draw_thanks(page, parts.main, *page.view.till.last);
  Button finish{"@finish", page.say("paid.finish"), till::Finish{}, Look::forward, true, page.type.title};
  finish.key = page.say("key.enter");
  button(page, areas.forward, finish);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui
