#include <algorithm>

#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

constexpr int search_button_width = 176;
constexpr int quick_button_width = 150;
constexpr int more_button_width = 88;
constexpr int search_button_gap = 16;

std::string line_origin(const core::CartLine& line) { return line.township + line.village; }

std::string details_of(Page& page, const core::CartLine& line) {
  const std::string origin = line_origin(line);
  if (line.specification.empty() || origin.empty()) return line.specification + origin;
  return line.specification + " " + page.say("origin_separator") + " " + origin;
}

std::string quantity_text(Page& page, const core::Quantity& quantity) {
  if (const auto* pieces = std::get_if<core::Pieces>(&quantity)) return std::to_string(pieces->count);
  return page.say("grams", {std::to_string(std::get<core::Grams>(quantity).grams)});
}

/// How a line of the cart is laid out: by the width of the list.
struct RowLayout {
  int height;        // units
  bool full;         // with a column for the price of one
  bool two_storeys;  // words above, buttons below
};

RowLayout row_layout(const Page& page, int width) {
  const int units = page.paint.units(width);
  constexpr int one_storey = 880;
  return {units < one_storey ? 196 : 114, units >= 1100, units < one_storey};
}

Rect square_in(Page& page, const Rect& place) {
  const int side = page.u(72);
  return {place.x, place.middle_y() - side / 2, place.w, side};
}

/// Plus, minus and remove at the end of `row`; what they change between them.
void draw_line_buttons(Page& page, Rect& row, const core::CartLine& line, std::size_t index, bool full) {
  const std::string id = "@line." + std::to_string(index + 1) + ".";
  const int side = page.u(full ? 72 : 66);
  const bool last = index + 1 == page.view.till.cart.lines.size();  // keys reach the last line
  const auto press = [&](const char* what, const char* words, Action action, Icon icon, const std::string& key, int gap) {
    Button made{id + what, page.say(words), std::move(action), Look::plain, true, {}, {}, icon};
    if (last) made.key = key;
    button(page, square_in(page, page.end(row, side, page.u(gap))), made);
  };
  press("remove", "selling.line.remove", till::LineRemove{index}, Icon::cross, page.say("key.delete"), 14);
  const int number = page.u(84);  // it is pressed too, apart from plus and minus
  const int after = full ? 28 : 12;
  if (std::holds_alternative<core::Pieces>(line.quantity)) {
    // The plus stays on the right of the minus, for either hand.
    Rect group = page.end(row, 2 * side + number, page.u(after));
    Rect plus = group.cut_right(side);
    Rect minus = group.cut_left(side);
    button(page, square_in(page, plus), {id + "plus", page.say("selling.line.plus"), till::LinePlus{index}, Look::plain, true, {}, {}, Icon::plus});
    button(page, square_in(page, minus), {id + "minus", page.say("selling.line.minus"), till::LineMinus{index}, Look::plain, true, {}, {}, Icon::minus});
    touch(page, square_in(page, group.inset(page.u(9), 0)), id + "quantity", page.say("selling.line.quantity"), till::OpenCount{index});
    page.paint.amount(group.inset(page.u(3), 0), quantity_text(page, line.quantity), page.type.label_bold, page.type.smallest,
                      page.theme.text, Align::centre);
  } else {
    Rect group = page.end(row, 2 * side + number, page.u(after));
    if (page.view.till.scale.own) {
      Button again{id + "again", page.say("selling.line.again"), till::WeighAgain{index}, Look::plain, true, {}, {}, Icon::scale};
      if (last) again.key = "F6";
      button(page, square_in(page, page.end(group, side, page.u(6))), again);
    }
    page.paint.amount(group, quantity_text(page, line.quantity), page.type.label_bold, page.type.smallest, page.theme.text, Align::centre);
  }
}

/// Why a line does not cost what the list says, where `room` has room for it; empty: it does, or it does not fit.
std::string by_hand(Page& page, const core::CartLine& line, const Rect& room) {
  if (line.price_reason.empty() || !line.list_price) return {};
  const PriceText listed_price = price_text(page.words, *line.list_price, line.unit);
  const std::string reason = page.say("hand_price.reason." + line.price_reason);
  for (const std::string& way : {page.say("selling.hand_price", {reason, listed_price.amount + listed_price.unit}), reason})
    if (page.paint.paragraph_height(room.w, way, {page.type.smallest, false}) <= std::min(room.h, page.u(68))) return way;
  return {};
}

/// What came off a line and by which promotions, with the price it is compared with where no column shows that, and the
/// last day, or why its price was set by hand: as much of it as `room` has room for, two lines at most. Empty: nothing came off.
std::string lowered_by(Page& page, std::size_t index, const Rect& room, bool with_base) {
  if (index >= page.view.priced.lines.size() || page.view.priced.lines[index].discounts.empty()) return by_hand(page, page.view.till.cart.lines[index], room);
  const core::PricedLine& line = page.view.priced.lines[index];
  std::string each;
  for (const core::Discount& one : line.discounts)
    each += (each.empty() ? "" : page.say("list_separator")) + page.say("selling.line_discount", {one.name, yuan(one.amount)});
  std::vector<std::string> ways{each, page.say("selling.line_discount", {page.say("selling.discounts", {std::to_string(line.discounts.size())}), yuan(line.gross - line.total)}), "-" + yuan(line.gross - line.total)};
  if (const auto& mark = page.view.offers.mark_downs[index]) {
    const std::string last_day = core::date_text(core::shanghai_date(core::WallTime{mark->until.utc_ms - 1}));
    const PriceText base = price_text(page.words, mark->base, page.view.till.cart.lines[index].unit);
    const std::string until = page.say("selling.until", {last_day});
    ways.insert(ways.begin(), each + page.say("list_separator") + (with_base ? page.say("selling.base", {base.amount + base.unit}) + page.say("list_separator") : "") + until);
  }
  for (const std::string& way : ways)
    if (page.paint.paragraph_height(room.w, way, {page.type.smallest, false}) <= std::min(room.h, page.u(68))) return way;
  return ways.back();
}

void draw_line(Page& page, Rect row, std::size_t index, const RowLayout& layout) {
  const core::CartLine& line = page.view.till.cart.lines[index];
  row = row.inset(page.u(layout.full ? 24 : 16), 0);
  const PriceText price = price_text(page.words, line.unit_price, line.unit);
  const auto total = [&](const Rect& place) {
    if (index >= page.view.priced.lines.size()) return;
    page.paint.amount(place, yuan(page.view.priced.lines[index].total), page.type.money, page.type.smallest, page.theme.text,
                      Align::right);
  };
  if (layout.two_storeys) {
    Rect below = row.cut_bottom(page.u(88));
    below.cut_bottom(page.u(10));
    draw_line_buttons(page, below, line, index, false);
    page.paint.text_cut(below, price.amount + price.unit, page.type.small, page.theme.secondary);
  }
  const int picture = page.u(layout.full ? 84 : 70);
  const Rect left = page.start(row, picture, page.u(layout.full ? 20 : 14));
  goods_tile(page, {left.x, left.middle_y() - picture / 2, picture, picture}, line.product, line.tile, line.tile_colour);
  if (!layout.two_storeys) draw_line_buttons(page, row, line, index, layout.full);
  total(page.end(row, page.u(layout.full ? 206 : 184), page.u(10)));
  if (layout.full) {
    page.paint.text_fitted(page.end(row, page.u(186), page.u(24)), price.amount + price.unit, page.type.small, page.type.smallest,
                           page.theme.secondary, Align::right);
  }
  const bool cap = index + 1 == page.view.till.cart.lines.size() && page.show_keys && row.w >= page.u(200);
  const int cap_width = cap ? page.u(52 + 10) : 0;
  Rect words = row.inset(0, page.u(1));
  const int name_height = page.paint.paragraph_height(words.w, line.name, {page.type.smallest, true});
  const std::string lowered = lowered_by(page, index, {words.x, words.y, words.w - cap_width, words.h - name_height}, !layout.full);
  if (lowered.empty()) words = row.inset(0, page.u(layout.two_storeys ? 4 : 12));
  const int from = std::min(left.x, words.x);
  const int upto = std::max(left.right(), words.right());
  touch(page, {from, row.y + page.u(6), upto - from, row.h - 2 * page.u(6)}, "@line." + std::to_string(index + 1) + ".trace",
        page.say("searching.trace"), till::ShowTrace{line.product, index});
  std::string details = details_of(page, line);
  if (!layout.full && !layout.two_storeys) {
    details = price.amount + price.unit + (details.empty() ? "" : " " + page.say("origin_separator") + " " + details);
  }
  Rect below = words.cut_bottom(lowered.empty() ? page.u(34) : page.paint.paragraph_height(words.w - cap_width, lowered, {page.type.smallest, false}));
  if (cap) {
    Rect corner = page.end(below, page.u(52), page.u(10));
    key_cap(page, corner.cut_bottom(std::min(corner.h, page.u(34))), "F2", page.theme.secondary);
  }
  if (lowered.empty()) page.paint.text_cut(below, details, page.type.small, page.theme.secondary);
  else page.paint.paragraph(below, lowered, {page.type.smallest, false}, page.theme.promotion.strong);
  page.paint.text_fitted(words, line.name, page.type.label_bold, page.type.smallest, page.theme.text);
}

/// The last line is the one touched last: a change brings it into sight.
void scroll_to_newest(LocalState& local, const std::vector<core::CartLine>& lines, std::size_t fit) {
  const std::size_t last_first = lines.size() > fit ? lines.size() - fit : 0;
  if (local.line_count != lines.size() || local.newest != lines.back()) local.list.first = last_first;
  local.list.first = std::min(local.list.first, last_first);
  local.list.shown = fit;
  local.line_count = lines.size();
  local.newest = lines.back();
}

void draw_undo(Page& page, const Rect& strip) {
  Button undo{"@undo", page.say("selling.undo"), till::UndoRemove{}, Look::plain, true, page.type.label_bold};
  undo.key = page.say("key.backspace");
  banner(page, strip, {page.theme.pending, Icon::undo, page.say("selling.removed", {page.view.till.undo->name}), undo, 260});
}

/// What the way to the quick keys takes; a buyer alone has none.
int quick_width(Page& page) {
  return page.self_service() ? 0 : page.u(page.show_keys ? quick_button_width + 60 : quick_button_width);
}

/// The way back, and what else there is beside the sale, as far as there is room.
void draw_ways(Page& page, Rect bottom) {
  const int gap = page.u(search_button_gap);
  Button back{"@back", page.say("back"), till::Back{}};
  back.key = "Esc";
  Button search{"@search", page.say("search.open"), till::OpenSearch{}, Look::plain, true, page.type.label_bold};
  search.key = "F11";
  Button more{"@more", page.say("more.open"), till::OpenMore{}, Look::plain, true, {}, {}, Icon::list};
  more.key = "F12";
  Button quick{"@quick_keys", page.say("quick.open"), till::OpenQuick{}, Look::plain, true, page.type.label_bold};
  quick.key = "F7";
  const int quick_share = quick_width(page);
  const bool with_quick = quick_share > 0 && bottom.w >= page.u(150 + search_button_width + more_button_width) + quick_share + 3 * gap;
  const bool all = bottom.w >= page.u(110 + 110 + more_button_width) + 2 * gap;  // else the search is found under more
  const int taken = page.u(more_button_width) + (with_quick ? quick_share + gap : 0);
  const int share = all ? (bottom.w - taken - 2 * gap) / 2 : bottom.w - taken - gap;
  button(page, page.start(bottom, std::min(back_width(page), share), gap), back);
  if (all) button(page, page.start(bottom, std::min(page.u(search_button_width), share), gap), search);
  button(page, page.start(bottom, page.u(more_button_width), gap), more);
  if (with_quick) button(page, page.start(bottom, quick_share), quick);
}

Button clear_button(Page& page) {
  Button clear{"@clear", page.say("selling.clear"), till::ClearCart{}, Look::danger_text, true, page.type.label_bold};
  clear.key = "F4";
  return clear;
}

Button park_button(Page& page) {
  Button park{"@park", page.say("selling.park"), till::Park{}, Look::plain, true, page.type.label_bold};
  park.key = "F5";
  return park;
}

void draw_empty(Page& page, const Rect& list) {
  const int side = std::min(page.u(150), list.h * 3 / 10);
  const int words_height = page.u(60 + 8 + 110);
  const Rect circle{list.middle_x() - side / 2, list.middle_y() - (side + page.u(24) + words_height) / 2, side, side};
  sign(page, circle, Icon::scanner, page.theme.forward.tint, page.theme.forward.strong);
  Rect words{list.x + list.w / 10, circle.bottom() + page.u(24), list.w * 8 / 10, words_height};
  page.paint.text_fitted(words.cut_top(page.u(60), page.u(8)), page.say("selling.empty.title"), page.type.title, 30,
                         page.theme.text, Align::centre);
  page.paint.text_fitted(words, page.say("selling.empty.text"), page.type.text, page.type.smallest, page.theme.secondary, Align::centre);
}

/// `clear_here`: the buttons that empty the cart and set it aside stand in the head of the list instead of beside the total.
void draw_list(Page& page, const Rect& rect, bool clear_here) {
  const auto& lines = page.view.till.cart.lines;
  card(page, rect);
  Rect rest = rect;
  Rect head = rest.cut_top(page.u(page.shape() == Shape::wide ? 106 : 88)).inset(page.u(24), 0);
  line_across(page, rect, rest.y - page.u(page.theme.line_width));
  if (page.view.till.undo) draw_undo(page, rest.cut_bottom(page.u(108)).inset(page.u(16), page.u(10)));
  const RowLayout layout = row_layout(page, rect.w);
  if (!lines.empty()) scroll_to_newest(page.local, lines, rows_that_fit(page, rest, layout.height));
  if (clear_here && !lines.empty()) {
    button_in(page, page.end(head, page.u(210), page.u(12)), 68, clear_button(page));
    button_in(page, page.end(head, page.u(150), page.u(12)), 68, park_button(page));
  }
  list_scroll_buttons(page, head, lines.size());
  const std::string title = page.say("selling.title", {std::to_string(item_count(lines))});
  page.paint.text_fitted(head, title, page.type.title, page.type.label.size, page.theme.text);
  if (lines.empty()) return draw_empty(page, rest);
  head.cut_left(page.paint.width_of(title, page.type.title), page.u(20));
  if (head.w >= page.u(240)) page.paint.text_cut(head, page.say_to("selling.hint"), page.type.small, page.theme.secondary, Align::right);
  list_rows(page, {rect, head, rest}, layout.height, lines.size(),
            [&](const Rect& row, std::size_t index) { draw_line(page, row, index, layout); });
}

/// 还差 and gifts: what the promotions still offer for this cart.
std::vector<std::string> offers_of(Page& page) {
  const auto name_of = [&page](const std::string& product) {
    const core::Product* found = page.view.till.catalogue ? page.view.till.catalogue->find(product) : nullptr;
    return found ? found->name : product;
  };
  std::vector<std::string> offers;
  for (const core::EarnedGift& gift : page.view.offers.gifts)
    if (gift.in_cart < gift.pieces) offers.push_back(page.say("selling.gift", {name_of(gift.product), std::to_string(gift.pieces - gift.in_cart), gift.name}));
  for (const core::NextStep& step : page.view.offers.next_steps)
    offers.push_back(step.gift.empty() ? page.say("selling.step_off", {yuan(step.missing), yuan(step.off), step.name})
                          : page.say("selling.step_gift", {yuan(step.missing), name_of(step.gift), std::to_string(step.pieces), step.name}));
  return offers;
}

/// As many of the offers as there is room for. False: there is none.
bool draw_offers(Page& page, const Rect& place) {
  std::vector<std::string> offers = offers_of(page);
  for (; !offers.empty(); offers.pop_back()) {
    std::string text;
    for (const std::string& one : offers) text += (text.empty() ? "" : page.say("sentence_separator")) + one;
    if (note_box_height(page, place.w, text) > place.h) continue;
    note_box(page, place, page.theme.promotion, page.say("selling.offers"), text);
    return true;
  }
  return false;
}

void draw_origins(Page& page, const Rect& place) {
  if (draw_offers(page, place)) return;  // what can be saved now goes before where it is from
  const std::string origins = listed(page.words, page.view.till.cart.lines, 5, line_origin);
  if (origins.empty() || note_box_height(page, place.w, origins) > place.h) return;
  note_box(page, place, page.theme.forward, page.say("selling.from.title"), origins);
}

/// A low strip: the total, and beside it where the goods are from.
void draw_total_strip(Page& page, const Rect& rect) {
  card(page, rect);
  Rect inside = rect.inset(page.u(32), page.u(18));
  const int block = std::min(inside.h, page.u(180));
  inside = {inside.x, inside.middle_y() - block / 2, inside.w, block};
  draw_origins(page, page.start(inside, inside.w / 2, page.u(24)));
  page.paint.text(inside.cut_top(page.u(44)), page.say("selling.due"), page.type.label, page.theme.text, Align::right);
  page.paint.amount(inside, yuan(page.view.priced.total), page.type.total, 40, page.theme.forward.strong,
                         Align::right);
}

void draw_total(Page& page, const Rect& rect) {
  const auto& lines = page.view.till.cart.lines;
  card(page, rect);
  Rect inside = page.shape() == Shape::wide ? rect.inset(page.u(40), page.u(32)) : rect.inset(page.u(24), page.u(20));
  if (!lines.empty()) {
    button(page, inside.cut_bottom(page.u(90), page.u(16)), clear_button(page));
    button(page, inside.cut_bottom(page.u(90), page.u(page.theme.gap)), park_button(page));
  }
  money_row(page, inside.cut_top(page.u(56), page.u(14)),
            page.say("selling.goods", {std::to_string(item_count(lines))}), page.view.priced.gross, page.type.label, page.theme.secondary);
  if (page.view.priced.discount > core::Money{})
    money_row(page, inside.cut_top(page.u(56), page.u(14)), page.say("selling.discount"), page.view.priced.discount, page.type.label, page.theme.promotion.strong);
  line_across(page, inside, inside.y);
  inside.cut_top(page.u(26));
  page.paint.text(inside.cut_top(page.u(48)), page.say("selling.due"), page.type.label, page.theme.text);
  page.paint.amount(inside.cut_top(page.u(120), page.u(24)), yuan(page.view.priced.total), page.type.total, 40,
                         page.theme.forward.strong);
  draw_origins(page, inside);
}

}  // namespace

void draw_selling(Page& page) {
  const int quick = quick_width(page) > 0 ? quick_width(page) + page.u(search_button_gap) : 0;
  const Areas areas = lay_out(page, back_width(page) + page.u(2 * search_button_gap + search_button_width + more_button_width) + quick);
  const bool empty = page.view.till.cart.lines.empty();
  const Columns parts = columns_in_reach(page, areas.content, 576, 230);
  if (parts.stacked) {
    draw_total_strip(page, parts.side);
  } else {
    draw_total(page, parts.side);
  }
  draw_list(page, parts.main, parts.stacked);
  draw_ways(page, areas.bottom);
  Button checkout{"@checkout", page.say("selling.checkout"), till::Checkout{}, Look::forward, !empty, page.type.title,
                  empty ? std::string{} : yuan(page.view.priced.total)};
  checkout.key = page.say("key.enter");
  button(page, areas.forward, checkout);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui
