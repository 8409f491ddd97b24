#include "core/prices.h"
#include "screens/screens.h"

// 改价: the price of one line, typed, with a reason; above it what the list says and between what it may lie.

namespace zhuangui::ui {
namespace {

std::string price_words(Page& page, const core::UnitPrice& price, const core::CartLine& line) {
  const PriceText text = price_text(page.words, price, line.unit);
  return text.amount + text.unit;
}

/// What is typed, by what it is typed for, and what the line then comes to.
void draw_typed_price(Page& page, Rect rect, const till::View::HandPriced& priced) {
  rect.h = std::min(rect.h, page.u(120));
  strong_card(page, rect);
  Rect inside = rect.inset(page.u(24), page.u(8));
  const bool weighed = std::holds_alternative<core::PerKilogram>(priced.list_price);
  const std::string& unit = priced.line->unit;
  const std::string by = weighed ? page.say("hand_price.by_500") : page.say("hand_price.by_piece", {unit.empty() ? page.say("counting.piece") : unit});
  page.paint.text_fitted(page.start(inside, inside.w * 40 / 100, page.u(12)), by, page.type.label, page.type.smallest, page.theme.secondary);
  const std::string& typed = page.view.till.entered;
  page.paint.amount(inside, typed.empty() ? "—" : typed, page.type.amount, page.type.label.size, page.theme.text, Align::right);
}

std::string bounds_of(Page& page, const till::View::HandPriced& priced) {
  if (priced.band == nullptr) return page.say("hand_price.no_band");
  return page.say("hand_price.band", {price_words(page, priced.band->low, *priced.line), price_words(page, priced.band->high, *priced.line)});
}

}  // namespace

void draw_hand_price(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  draw_back(page, areas.bottom);
  draw_notices(page, areas.notice);
  if (!page.view.hand_priced) return;
  const till::View::HandPriced& priced = *page.view.hand_priced;
  const PadParts parts = pad_parts(page, areas.content);
  draw_typed_price(page, parts.words, priced);
  number_pad(page, parts.pad, [](char key) -> Action { return till::PadKey{key}; });
  Rect main = parts.main;
  const int row = std::min(page.u(52), main.h * 2 / 25), gap = page.u(8);
  page.paint.text_fitted(main.cut_top(row, gap), priced.line->name, page.type.label_bold, page.type.smallest, page.theme.text);
  page.paint.text_fitted(main.cut_top(row, gap), page.say("hand_price.list", {price_words(page, priced.list_price, *priced.line)}), page.type.body,
                         page.type.smallest, page.theme.text);
  page.paint.text_fitted(main.cut_top(row, gap), bounds_of(page, priced), page.type.body, page.type.smallest, page.theme.secondary);
  std::vector<std::string> reasons(core::price_reasons.begin(), core::price_reasons.end());
  draw_reasons(page, main, reasons, "hand_price.reason.", page.view.till.hand_price.reason);
  Button take{"@price.ok", page.say("hand_price.take"), till::ConfirmHandPrice{}, Look::forward, priced.price.has_value(), page.type.title,
              priced.amount ? yuan(*priced.amount) : std::string{}};
  take.key = page.say("key.enter");
  button(page, areas.forward, take);
}

}  // namespace zhuangui::ui
