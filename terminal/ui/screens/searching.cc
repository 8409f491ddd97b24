#include <algorithm>
#include <array>
#include <cctype>

#include "screens/screens.h"

// Goods by the initials of their names, or by category: what is typed where a line begins, what it may mean beside it.

namespace zhuangui::ui {
namespace {

constexpr int search_gap = 16;
constexpr int goods_card_height = 140;
constexpr int goods_card_width = 460;
constexpr int search_width = 200;
constexpr int quick_card_height = 164;
constexpr int quick_card_width = 620;
constexpr int category_height = 132;
constexpr int category_width = 360;
/// The keys of the first cards shown: Enter, then F5 to F10; see keys.cc.
constexpr std::size_t cards_with_keys = 7;

std::string key_of_card(const Page& page, std::size_t shown) {
  if (shown >= cards_with_keys) return {};
  return shown == 0 ? page.say("key.enter") : "F" + std::to_string(4 + shown);
}

void draw_typed(Page& page, const Rect& rect) {
  std::string shown = page.view.till.searched;
  for (char& letter : shown) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  entry_box(page, rect, shown, page.say("searching.placeholder"));
}

/// The cap of a card's key at the end of its lowest row.
void card_key(Page& page, Rect& row, const std::string& key) {
  if (!page.show_keys || key.empty()) return;
  key_cap(page, page.end(row, page.paint.width_of(key, page.type.small) + page.u(20), page.u(10)), key, page.theme.secondary);
}

void draw_goods_price(Page& page, Rect row, const till::View::Found& found) {
  const core::Product& product = *found.product;
  if (!found.price) {
    page.paint.text_fitted(row, page.say("searching.no_price"), page.type.body, page.type.smallest, page.theme.pending.strong);
    return;
  }
  const PriceText price = price_text(page.words, *found.price, product.unit);
  const std::string text = price.amount + price.unit;
  const int width = page.paint.width_of(text, page.type.label_bold);
  page.paint.text_fitted(row, text, page.type.label_bold, page.type.smallest, page.theme.forward.strong);
  row.cut_left(width, page.u(14));
  const std::string& note = product.weighed ? page.say(page.view.till.scale.own ? "searching.weighed_here" : "searching.weighed") : product.specification;
  if (row.w >= page.u(90)) page.paint.text_cut(row, note, page.type.small, page.theme.secondary);
}

/// One of the goods: the card adds it, the button at its end shows where it is from.
void draw_found_goods(Page& page, const Rect& rect, const till::View::Found& found, std::size_t shown) {
  const core::Product& product = *found.product;
  const std::string id = "@found." + std::to_string(shown + 1);
  const std::string key = key_of_card(page, shown);
  if (page.pressed == id) strong_card(page, rect); else card(page, rect);
  Rect inside = rect.inset(page.u(16), page.u(12));
  const int side = page.u(72);
  const Rect end = page.end(inside, side, page.u(14));
  Button trace{id + ".trace", page.say("searching.trace"), till::ShowTrace{product.id}, Look::plain, true, {}, {}, Icon::information};
  if (shown == 0) trace.key = "F2";
  button(page, {end.x, end.middle_y() - side / 2, side, side}, trace);
  const int edge = page.access.left_hand ? end.right() : rect.x;
  touch(page, {edge + (page.access.left_hand ? page.u(12) : 0), rect.y, rect.w - side - page.u(16 + 12), rect.h}, id, product.name,
        till::PickProduct{product.id});
  const int picture = page.u(88);
  const Rect left = page.start(inside, picture, page.u(16));
  goods_tile(page, {left.x, left.middle_y() - picture / 2, picture, picture}, product.id, product.tile, product.tile_colour);
  Rect below = inside.cut_bottom(page.u(42), page.u(4));
  card_key(page, below, key);
  draw_goods_price(page, below, found);
  page.paint.text_fitted(inside, product.name, page.type.label_bold, page.type.smallest, page.theme.text);
}

void draw_category(Page& page, const Rect& rect, const till::View::Category& category, std::size_t shown) {
  const std::string id = "@category." + std::to_string(shown + 1);
  if (page.pressed == id) strong_card(page, rect); else card(page, rect);
  const bool all = category.name.empty();
  const std::string& name = all ? page.say("searching.all") : category.name;
  touch(page, rect, id, name, till::ChooseCategory{category.name});
  Rect inside = rect.inset(page.u(20), page.u(12));
  const int picture = page.u(88);
  const Rect left = page.start(inside, picture, page.u(18));
  const Rect square{left.x, left.middle_y() - picture / 2, picture, picture};
  if (category.example != nullptr) tile(page, square, category.example->tile, category.example->tile_colour);
  else sign(page, square, Icon::list, page.theme.forward.tint, page.theme.forward.strong);
  Rect below = inside.cut_bottom(page.u(42), page.u(4));
  card_key(page, below, key_of_card(page, shown));
  page.paint.text_fitted(below, page.say("searching.goods", {std::to_string(category.goods)}), page.type.small, page.type.smallest,
                         page.theme.secondary);
  page.paint.text_fitted(inside, name, page.type.label_bold, page.type.smallest, page.theme.text);
}

struct CardSize { int width, height; };  // units

/// Cards in as many columns as there is room for; the list scrolls by whole rows. Draws its head too.
void draw_cards(Page& page, Rect rect, const std::string& title, CardSize size, std::size_t count,
                const std::function<void(const Rect& card, std::size_t index, std::size_t shown)>& draw_one) {
  Rect head = rect.cut_top(page.u(72), page.u(search_gap));
  const int gap = page.u(search_gap);
  const int columns = std::max(1, (rect.w + gap) / (page.u(size.width) + gap));
  const std::size_t across = static_cast<std::size_t>(columns);
  const std::size_t rows = (count + across - 1) / across;
  ListState& list = page.local.list;
  list.shown = rows_that_fit(page, {rect.x, rect.y, rect.w, rect.h + gap}, size.height + search_gap);
  list.first = std::min(list.first, rows > list.shown ? rows - list.shown : 0);
  list_scroll_buttons(page, head, rows);
  if (!page.view.till.searched.empty() || page.view.till.category) {
    Button back{"@categories", page.say("searching.categories"), till::ChooseCategory{}, Look::plain, true, page.type.label_bold};
    back.key = "F4";
    button_in(page, page.end(head, page.u(216), page.u(12)), 68, back);
  }
  page.paint.text_fitted(head, title, page.type.title, page.type.smallest, page.theme.text);
  const int width = (rect.w - (columns - 1) * gap) / columns;
  const int height = page.u(size.height);
  const std::size_t first = list.first * across;
  const std::size_t end = std::min(count, (list.first + list.shown) * across);
  for (std::size_t index = first; index < end; ++index) {
    const int column = static_cast<int>((index - first) % across);
    const int row = static_cast<int>((index - first) / across);
    draw_one({rect.x + column * (width + gap), rect.y + row * (height + gap), width, height}, index, index - first);
  }
}

/// Below the head that draw_cards puts there.
void draw_nothing_found(Page& page, Rect rect) {
  rect.cut_top(page.u(72 + search_gap));
  const std::string& text = page.say("searching.none.text");
  const int pad = page.u(28);
  const Rect box{rect.x, rect.y, rect.w, page.paint.paragraph_height(rect.w - 2 * pad, text, page.type.text) + 2 * pad};
  if (box.h > rect.h) return;
  tinted(page, box, page.theme.information);
  page.paint.paragraph(box.inset(pad), text, page.type.text, page.theme.text);
}

void draw_found(Page& page, const Rect& rect) {
  const till::View& view = page.view;
  const std::string listed = view.till.searched + "/" + view.till.category.value_or("-");
  if (page.local.listed != listed) page.local.list.first = 0;
  page.local.listed = listed;
  if (view.till.searched.empty() && !view.till.category) {
    std::vector<till::View::Category> tiles = view.categories;
    std::size_t goods = 0;
    for (const till::View::Category& one : tiles) goods += one.goods;
    if (goods > 0) tiles.insert(tiles.begin(), {"", goods, nullptr});
    draw_cards(page, rect, page.say(goods > 0 ? "searching.browse" : "searching.empty"), {category_width, category_height}, tiles.size(),
               [&](const Rect& place, std::size_t index, std::size_t shown) { draw_category(page, place, tiles[index], shown); });
    return;
  }
  const std::string count = std::to_string(view.found.size());
  std::string title = page.say("searching.found", {count});
  if (view.found.empty()) title = page.say("searching.none");
  else if (view.till.category && !view.till.category->empty()) title = *view.till.category + " " + page.say("origin_separator") + " " + title;
  if (view.found.empty()) draw_nothing_found(page, rect);
  draw_cards(page, rect, title, {goods_card_width, goods_card_height}, view.found.size(),
             [&](const Rect& place, std::size_t index, std::size_t shown) { draw_found_goods(page, place, view.found[index], shown); });
}

/// With low reach the part above cannot be pressed: it says what is typed.
void draw_above(Page& page, Rect above) {
  const Rect box = above.cut_bottom(std::min(page.u(112), above.h), page.u(search_gap));
  if (above.h >= page.u(60)) page.paint.text_fitted(above, page.say("searching.title"), page.type.heading, page.type.label.size, page.theme.text);
  draw_typed(page, box);
}

/// The way to all other goods.
void draw_to_search(Page& page, Areas& areas, const Rect& bottom) {
  Button search{"@search", page.say("search.open"), till::OpenSearch{}, Look::plain, true, page.type.label_bold};
  search.key = "F11";
  draw_beside(page, areas, bottom, {search}, search_width, search_width);
}

}  // namespace

void draw_quick(Page& page) {
  const int gap = page.u(page.theme.gap);
  Areas areas = lay_out(page, back_width(page) + gap + page.u(search_width));
  draw_to_search(page, areas, draw_back(page, areas.bottom, gap));
  Rect content = areas.content;
  if (page.access.low_reach) content.cut_top(page.reach_y() - content.y, 0);
  if (page.local.listed != "quick") page.local.list.first = 0;
  page.local.listed = "quick";
  draw_cards(page, content, page.say(page.view.found.empty() ? "quick.none" : "quick.title"), {quick_card_width, quick_card_height}, page.view.found.size(),
             [&](const Rect& place, std::size_t index, std::size_t shown) { draw_found_goods(page, place, page.view.found[index], shown); });
  draw_notices(page, areas.notice);
}

void draw_searching(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  Rect content = areas.content;
  const bool low = page.access.low_reach;
  const int gap = page.u(search_gap);
  if (low) draw_above(page, content.cut_top(page.reach_y() - content.y, page.u(8)));
  Rect pad = page.shape() == Shape::tall ? content.cut_bottom(page.u(low ? 330 : 440 + 112 + search_gap), page.u(page.theme.gap))
                                         : page.start(content, page.u(low ? 740 : 640), page.u(page.theme.gutter));
  if (!low) draw_typed(page, pad.cut_top(std::min(page.u(112), pad.h / 5), gap));
  letter_pad(page, pad, [](char key) -> Action { return till::SearchKey{key}; });
  draw_found(page, content);
  draw_back(page, areas.bottom);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui
