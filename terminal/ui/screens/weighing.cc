#include <algorithm>

#include "core/time.h"
#include "screens/screens.h"

// What the scale shows, what it comes to, and what is to be done next.

namespace zhuangui::ui {
namespace {

using till::WeighStep;

/// Names the strings "weighing.<step>" and "weighing.<step>.text".
const char* step_word(WeighStep step) {
  switch (step) {
    case WeighStep::expired: return "expired";
    case WeighStep::absent: return "absent";
    case WeighStep::silent: return "silent";
    case WeighStep::over: return "over";
    case WeighStep::under: return "under";
    case WeighStep::spent: return "spent";
    case WeighStep::empty: return "empty";
    case WeighStep::moving: return "moving";
    case WeighStep::too_light: return "too_light";
    case WeighStep::hand: return "hand";
    case WeighStep::ready: return "ready";
  }
  return "ready";
}

bool is_failing(WeighStep step) { return step == WeighStep::expired || step == WeighStep::absent || step == WeighStep::silent; }

const Tone& step_tone(const Theme& theme, WeighStep step) {
  if (is_failing(step)) return theme.danger;
  if (step == WeighStep::ready) return theme.forward;
  return step == WeighStep::empty || step == WeighStep::hand ? theme.information : theme.pending;
}

Icon step_icon(WeighStep step) {
  if (step == WeighStep::ready) return Icon::check;
  if (step == WeighStep::empty || step == WeighStep::hand) return Icon::scale;
  return step == WeighStep::moving ? Icon::clock : Icon::warning;
}

std::string weight_text(Page& page, const till::View::Weighed& weighed) {
  if (!weighed.net_g || is_failing(weighed.step)) return "—";
  return page.say("grams", {std::to_string(*weighed.net_g)});
}

void draw_weighed_goods(Page& page, Rect row, const till::View::Weighed& weighed) {
  const core::Product& product = *weighed.product;
  const int side = std::min(row.h, page.u(112));
  const Rect left = page.start(row, side, page.u(24));
  goods_tile(page, {left.x, left.middle_y() - side / 2, side, side}, product.id, product.tile, product.tile_colour);
  Rect below = row.cut_bottom(row.h * 45 / 100);
  page.paint.text_fitted(row, product.name, page.type.heading, page.type.smallest, page.theme.text);
  if (!weighed.price) return;
  const PriceText price = price_text(page.words, *weighed.price, product.unit);
  page.paint.text_fitted(below, price.amount + price.unit, page.type.label_bold, page.type.smallest, page.theme.forward.strong);
}

/// Which scale it is, until when it may be used, and what is taken off for the container.
void draw_small_print(Page& page, const Rect& rect, const till::View::Weighed& weighed) {
  const till::WeighingNow& now = page.view.till.weighing;
  std::string text = now.tare_g > 0 ? page.say("weighing.tare", {std::to_string(now.tare_g)}) + "  " : std::string{};
  if (weighed.by != nullptr) text += page.say("weighing.by", {weighed.by->serial, core::date_text(weighed.by->verified_until)});
  page.paint.text_cut(rect, text, page.type.small, page.theme.secondary);
}

/// The part that is only looked at: the goods, the weight, the money.
void draw_shown(Page& page, const Rect& rect, const till::View::Weighed& weighed) {
  card(page, rect);
  const bool low = rect.h < page.u(560);
  Rect inside = low ? rect.inset(page.u(28), page.u(14)) : rect.inset(page.u(48), page.u(36));
  draw_weighed_goods(page, inside.cut_top(std::min(page.u(112), inside.h * 34 / 100), page.u(low ? 6 : 24)), weighed);
  draw_small_print(page, inside.cut_bottom(page.u(36), page.u(low ? 4 : 16)), weighed);
  const bool still = weighed.step == WeighStep::ready;
  const Colour colour = still ? page.theme.text : page.theme.secondary;
  if (low) {
    page.paint.amount(page.end(inside, inside.w * 45 / 100, page.u(20)), weighed.amount ? yuan(*weighed.amount) : "—", page.type.amount, 40,
                      page.theme.forward.strong, Align::right);
    page.paint.amount(inside, weight_text(page, weighed), page.type.amount, 40, colour);
    return;
  }
  line_across(page, inside, inside.y);
  inside.cut_top(page.u(18));
  Rect money = inside.cut_bottom(std::min(page.u(170), inside.h * 40 / 100));
  page.paint.text(inside.cut_top(page.u(44)), page.say("weighing.weight"), page.type.label, page.theme.text);
  page.paint.amount(inside, weight_text(page, weighed), page.type.change, 56, colour);
  line_across(page, money, money.y);
  money.cut_top(page.u(16));
  page.paint.text(money.cut_top(page.u(44)), page.say("weighing.amount"), page.type.label, page.theme.text);
  page.paint.amount(money, weighed.amount ? yuan(*weighed.amount) : "—", page.type.total, 40, page.theme.forward.strong);
}

/// What to do next: a sign, a word, and where there is room a sentence.
void draw_step(Page& page, const Rect& rect, const till::View::Weighed& weighed) {
  const Tone& tone = step_tone(page.theme, weighed.step);
  const std::string key = std::string{"weighing."} + step_word(weighed.step);
  std::vector<std::string> arguments{std::to_string(page.view.till.scale.min_g)};
  if (weighed.step == WeighStep::expired && page.view.till.scale.own) arguments = {core::date_text(page.view.till.scale.own->verified_until)};
  const std::string title = page.say(key, arguments);
  const char* way_out = weighed.may_enter ? "weighing.fails.second" : "weighing.fails.call";
  const std::string text = is_failing(weighed.step) ? page.say(way_out) : page.say(key + ".text", arguments);
  tinted(page, rect, tone);
  Rect inside = rect.inset(page.u(24), page.u(12));
  const int side = page.u(56);
  const int words = inside.w - side - page.u(18);
  const int paragraph = page.paint.paragraph_height(words, text, page.type.text);
  const bool roomy = inside.h >= page.u(64) + paragraph;
  const int block = roomy ? page.u(64) + paragraph : std::min(inside.h, page.u(80));
  inside = {inside.x, inside.middle_y() - block / 2, inside.w, block};
  const Rect mark = page.start(inside, side, page.u(18));
  page.paint.icon(step_icon(weighed.step), {mark.x, mark.middle_y() - side / 2, side, side}, tone.strong);
  page.paint.text_fitted(roomy ? inside.cut_top(page.u(64)) : inside, title, page.type.title, page.type.smallest, tone.strong);
  if (roomy) page.paint.paragraph(inside, text, page.type.text, page.theme.text);
}

Button tare_button(Page& page) {
  const bool set = page.view.till.weighing.tare_g > 0;
  Button tare{"@tare", page.say(set ? "weighing.tare.clear" : "weighing.tare.now"), till::SetTare{}, Look::plain, true, page.type.label_bold};
  if (set) tare.action = till::SetTare{0};
  else tare.enabled = page.view.till.pan.state == till::PanState::stable;
  tare.key = "F4";
  return tare;
}

/// The container: what lies there now, or one of those the counter uses.
void draw_tares(Page& page, Rect rect) {
  const auto& known = page.view.till.scale.tares_g;
  const int count = static_cast<int>(known.size()) + 1;
  const int gap = page.u(12);
  const int columns = rect.h >= 2 * page.u(72) + gap ? std::min(2, count) : count;
  const int rows = (count + columns - 1) / columns;
  const int height = std::min(page.u(88), (rect.h - (rows - 1) * gap) / rows);
  const int width = (rect.w - (columns - 1) * gap) / columns;
  const auto place = [&](int index) {
    return Rect{rect.x + index % columns * (width + gap), rect.y + index / columns * (height + gap), width, height};
  };
  button(page, place(0), tare_button(page));
  for (int i = 1; i < count; ++i) {
    const std::int64_t grams = known[static_cast<std::size_t>(i - 1)];
    Button one{"@tare." + std::to_string(i), page.say("weighing.tare.known", {std::to_string(grams)}), till::SetTare{grams}, Look::plain, true,
               page.type.label_bold};
    one.key = "F" + std::to_string(4 + i);
    button(page, place(i), one);
  }
}

Button by_hand_button(Page& page, bool on) {
  Button one{"@by_hand", page.say(on ? "weighing.by_hand" : "weighing.by_scale"), till::WeighByHand{on}, Look::plain, true, page.type.label_bold};
  one.key = "F9";
  return one;
}

/// The end of a long number is what tells two scales apart; the whole of it stands in the small print.
std::string short_number(const std::string& number) { return number.size() <= 8 ? number : "…" + number.substr(number.size() - 5); }

/// The grams that another scale shows, and which one it is.
void draw_typing(Page& page, Rect rect) {
  const auto& all = page.view.till.scale.second;
  const int gap = page.u(12);
  const bool beside = rect.h < page.u(560) && rect.w > rect.h;  // the pad needs all of the height
  Rect column = beside ? page.start(rect, rect.w * 40 / 100, page.u(24)) : rect;
  Rect head = column.cut_top(page.u(88), gap);
  if (beside) button(page, column.cut_bottom(page.u(76), gap), by_hand_button(page, false));
  else button(page, page.end(head, head.w * 42 / 100, gap), by_hand_button(page, false));
  entry_box(page, head, page.view.till.entered.empty() ? "" : page.say("grams", {page.view.till.entered}), page.say("weighing.typed"));
  if (all.size() > 1) {
    Rect row = column.cut_top(page.u(76), gap);
    const int width = (row.w - (static_cast<int>(all.size()) - 1) * gap) / static_cast<int>(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      Button one{"@second." + std::to_string(i + 1), short_number(all[i].serial), till::ChooseSecondScale{i}, Look::plain, true, page.type.small_bold};
      if (all.size() < till::second_max) one.key = "F" + std::to_string(5 + i);  // no room for three caps
      toggle(page, row.cut_left(width, gap), one, i == page.view.till.weighing.second);
    }
  }
  number_pad(page, beside ? rect : column, [](char key) -> Action { return till::PadKey{key}; }, false);  // grams are whole
}

/// The part that is pressed.
void draw_controls(Page& page, Rect rect, const till::View::Weighed& weighed) {
  const till::Till& till = page.view.till;
  const int gap = page.u(16);
  if (till.weighing.by_hand) return draw_typing(page, rect);
  if (is_failing(weighed.step)) {
    if (weighed.may_enter) button(page, rect.cut_bottom(page.u(96), gap), by_hand_button(page, true));
  } else {
    const int rows = rect.h >= page.u(420) ? static_cast<int>(till.scale.tares_g.size()) / 2 + 1 : 1;
    draw_tares(page, rect.cut_bottom(rows * page.u(88) + (rows - 1) * page.u(12), gap));
  }
  draw_step(page, rect, weighed);
}

}  // namespace

void draw_weighing(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  draw_back(page, areas.bottom);
  draw_notices(page, areas.notice);
  if (!page.view.weighed) return;
  const till::View::Weighed& weighed = *page.view.weighed;
  const bool low = page.access.low_reach;
  // What is looked at stands above what is pressed where the person reaches low.
  const Columns parts = low ? columns_in_reach(page, areas.content, 0, 0) : columns(page, areas.content, 640, 620);
  draw_shown(page, low ? parts.side : parts.main, weighed);
  draw_controls(page, low ? parts.main : parts.side, weighed);
  Button take{"@weigh.ok", page.say("weighing.take"), till::ConfirmWeight{}, Look::forward, weighed.step == WeighStep::ready, page.type.title,
              weighed.amount && weighed.step == WeighStep::ready ? yuan(*weighed.amount) : std::string{}};
  take.key = page.say("key.enter");
  button(page, areas.forward, take);
}

}  // namespace zhuangui::ui
