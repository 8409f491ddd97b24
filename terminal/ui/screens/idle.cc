#include <algorithm>
#include <array>

#include "core/time.h"
#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

constexpr int goods_columns = 2;
constexpr int goods_height = 210;  // units that a card of goods needs

/// As many goods at a time as there is room for; where more are in season they take turns by the minute.
std::vector<const core::Product*> on_show(const till::View& view, std::size_t shown_max) {
  const auto& all = view.in_season;
  if (all.size() <= shown_max) return all;
  const std::size_t pages = (all.size() + shown_max - 1) / shown_max;
  const auto minute = static_cast<std::size_t>(std::max<std::int64_t>(0, view.surroundings.now.utc_ms) / 60'000);
  const std::size_t first = std::min(minute % pages * shown_max, all.size() - shown_max);
  const auto from = all.begin() + static_cast<std::ptrdiff_t>(first);
  return {from, from + static_cast<std::ptrdiff_t>(shown_max)};
}

std::string product_origin(Page& page, const core::Product& product) {
  if (product.village.empty()) return product.township;
  return product.township + " " + page.say("origin_separator") + " " + product.village;
}

const Tone& tone_of_storage(const Theme& theme, const core::Product& product) {
  return product.storage == "冷冻" ? theme.information : theme.pending;
}

/// How high the name must be: a long one takes several lines of the smallest type.
int name_height(Page& page, int width, const core::Product& product) {
  if (page.paint.width_of(product.name, {page.type.smallest, true}) <= width) return page.u(46);
  const int lines = page.paint.paragraph_height(width, product.name, page.type.small_bold) / page.u(page.type.small.size * 7 / 5);
  return lines * page.u(page.type.smallest * 6 / 5) + page.u(10);
}

/// The name, and how much is in a pack beside it where both have room. False: the pack must be said elsewhere.
bool draw_name(Page& page, Rect row, const core::Product& product) {
  const Type type = page.type.button;
  const int name = page.paint.width_of(product.name, type) + page.u(14);
  const bool beside = name + page.paint.width_of(product.specification, page.type.small) <= row.w;
  page.paint.text_fitted(row, product.name, type, 24, page.theme.text);
  if (!beside) return product.specification.empty();
  row.cut_left(name);
  page.paint.text(row.moved(0, page.u(3)), product.specification, page.type.small, page.theme.secondary);
  return true;
}

/// The amount as large as leaves room for what it is for; how much is in a pack follows where there is room yet.
void draw_price(Page& page, Rect row, const PriceText& price, const std::string& specification) {
  Type type = page.type.price;
  const int gap = page.u(10);
  const int unit = page.paint.width_of(price.unit, page.type.small);
  while (type.size > page.type.label.size && page.paint.width_of(price.amount, type) + gap + unit > row.w) type.size -= 4;
  row.cut_left(page.paint.text(row, price.amount, type, page.theme.forward.strong), gap);
  page.paint.text_cut(row.moved(0, page.u(5)), specification.empty() ? price.unit : price.unit + " " + specification, page.type.small,
                      page.theme.forward.strong);
}

void draw_badges(Page& page, Rect badges, const core::Product& product) {
  badges.cut_left(badge(page, badges.x, badges.middle_y(), product.category, page.theme.forward), page.u(8));
  if (product.storage != "常温" && !product.storage.empty() &&
      page.paint.width_of(product.storage, page.type.small_bold) + page.u(28) <= badges.w) {
    badge(page, badges.x, badges.middle_y(), product.storage, tone_of_storage(page.theme, product));
  }
}

/// A touch shows where they are from, and puts them into a cart from there. Not where nothing can be reached.
void draw_goods(Page& page, const Rect& rect, const core::Product& product, std::size_t number) {
  const std::string id = "@season." + std::to_string(number);
  card(page, rect);
  if (page.pressed == id) page.paint.round_fill(rect.inset(page.u(page.theme.line_width)), page.u(page.theme.radius), page.theme.pressed);
  const bool in_reach = rect.y >= page.reach_y();
  if (in_reach) touch(page, rect, id, product.name, till::ShowTrace{product.id});
  Rect inside = rect.inset(page.u(22));
  constexpr int words_height = 46 + 38 + 50 + 62;
  const bool upright = inside.h - page.u(words_height) >= page.u(110) && inside.w < page.u(420);
  if (upright) {  // the tile above the words
    const int side = std::min({inside.h - page.u(words_height + 14), inside.w, page.u(260)});
    const Rect row = inside.cut_top(side, page.u(14));
    goods_tile(page, {row.x, row.y, side, side}, product.id, product.tile, product.tile_colour);
  } else {
    const int side = std::min({inside.h, page.u(260), inside.w * (inside.w < page.u(400) ? 27 : 42) / 100});
    const Rect square = page.start(inside, side, page.u(inside.w < page.u(400) ? 14 : 24));
    goods_tile(page, {square.x, square.middle_y() - side / 2, side, side}, product.id, product.tile, product.tile_colour);
  }
  // A long name takes the room of the badges, and then that of the origin.
  const int name = name_height(page, inside.w, product);
  const int room = inside.h - name - page.u(62 - 30);  // the price may stand low
  const bool origin = room >= page.u(38);
  const bool badged = room >= page.u(38 + 50);
  inside.cut_top(std::max(0, inside.h - name - page.u((origin ? 38 : 0) + (badged ? 50 : 0) + 62)) / 2);
  const bool beside_name = draw_name(page, inside.cut_top(name), product);
  if (origin) page.paint.text_cut(inside.cut_top(page.u(38)), product_origin(page, product), page.type.small, page.theme.secondary);
  if (badged) draw_badges(page, inside.cut_top(page.u(50)), product);
  const auto price = page.view.till.catalogue->price_at(product.id, page.view.surroundings.now);
  Rect last = inside.cut_top(page.u(62));
  const PriceText words = price ? price_text(page.words, *price, product.unit) : PriceText{};
  const int needed = page.paint.width_of(words.amount, page.type.price) + page.u(10) + page.paint.width_of(words.unit, page.type.small);
  if (in_reach && page.show_keys && needed + page.u(40 + 8) <= last.w) {  // the price goes before the key
    key_cap(page, page.end(last, page.u(40), page.u(8)), std::to_string(number), page.theme.secondary);
  }
  if (price) draw_price(page, last, words, beside_name ? "" : product.specification);
}

}  // namespace

void draw_season(Page& page, const Rect& rect, const std::string& hero) {
  card(page, rect);
  Rect inside = page.shape() == Shape::wide ? rect.inset(page.u(48), page.u(40)) : rect.inset(page.u(32), page.u(26));
  const bool season = !page.view.in_season.empty();
  page.paint.text_fitted(inside.cut_top(page.u(88)), hero, page.type.hero, 44, page.theme.text);
  page.paint.text_fitted(inside.cut_top(page.u(48), page.u(26)), page.say(season ? "idle.sub" : "idle.sub.no_season"),
                         page.type.label, 24, page.theme.secondary);
  if (!season) {
    const bool goods = page.view.till.catalogue && !page.view.till.catalogue->products().empty();
    const std::string& text = page.say(goods ? "idle.no_season" : "idle.no_goods");
    const int pad = page.u(28);
    const Rect box{inside.x, inside.y, inside.w, page.paint.paragraph_height(inside.w - 2 * pad, text, page.type.label) + 2 * pad};
    tinted(page, box, goods ? page.theme.forward : page.theme.pending);
    page.paint.paragraph(box.inset(pad), text, page.type.label, goods ? page.theme.text : page.theme.pending.strong);
    return;
  }
  const int gap = page.u(page.theme.gap);
  int rows = std::clamp((inside.h + gap) / (page.u(goods_height) + gap), 1, 3);
  const auto goods = on_show(page.view, static_cast<std::size_t>(rows * goods_columns));
  rows = std::min(rows, std::max(1, (static_cast<int>(goods.size()) + 1) / goods_columns));
  const int width = (inside.w - gap * (goods_columns - 1)) / goods_columns;
  const int height = (inside.h - gap * (rows - 1)) / rows;
  for (std::size_t i = 0; i < goods.size(); ++i) {
    const int column = static_cast<int>(i) % goods_columns;
    const int row = static_cast<int>(i) / goods_columns;
    draw_goods(page, {inside.x + column * (width + gap), inside.y + row * (height + gap), width, height}, *goods[i], i + 1);
  }
}

namespace {

/// After a restart: the last sale, so that nobody wonders whether it counted, and its receipt if it did not come out.
void draw_last(Page& page, Rect& inside, const till::Completed& last) {
  const Rect box = inside.cut_top(page.u(page.self_service() ? 152 : 226), page.u(page.theme.gap));
  tinted(page, box, page.theme.information);
  Rect rows = box.inset(page.u(24), page.u(18));
  page.paint.text_fitted(rows.cut_top(page.u(42)), page.say("idle.last.title"), page.type.label_bold, 24, page.theme.information.strong);
  page.paint.text_fitted(rows.cut_top(page.u(62), page.u(12)),
                         page.say("idle.last.text", {core::shanghai_clock_text(last.at), yuan(last.sale.total),
                                                     yuan(last.sale.change)}),
                         page.type.body, 24, page.theme.text);
  if (page.self_service()) return;
  Button again{"@reprint", page.say("idle.last.reprint"), till::Reprint{}, Look::plain, true, page.type.label_bold};
  again.key = "F10";
  button(page, page.start(rows, page.u(290)), again);
}

void draw_foot(Page& page, Rect foot) {
  const core::CounterInfo& counter = page.view.surroundings.counter;
  const int line = page.u(38);
  const auto foot_line = [&](const char* key, const std::string& text) {
    if (text.empty() || foot.h < line) return;
    page.paint.text_cut(foot.cut_top(line), page.say(key, {text}), page.type.small, page.theme.secondary);
  };
  foot_line("idle.firm", counter.firm);
  foot_line("idle.phone.counter", counter.phone);
  foot_line("idle.phone.county", counter.county_phone);
}

void draw_steps(Page& page, const Rect& rect) {
  card(page, rect);
  const bool roomy = rect.h >= page.u(700);
  Rect inside = roomy ? rect.inset(page.u(40)) : rect.inset(page.u(28), page.u(22));
  page.paint.text(inside.cut_top(page.u(52), page.u(roomy ? 12 : 4)), page.say("idle.steps.title"), page.type.title, page.theme.text);
  const int step = page.u(!roomy ? 66 : page.view.till.last ? 80 : 90);
  inside.cut_top(steps(page, inside, {page.say("idle.step.1"), page.say("idle.step.2"), page.say_to("idle.step.3")}, step),
                 page.u(roomy ? 18 : 12));
  if (page.view.till.last) draw_last(page, inside, *page.view.till.last);
  draw_foot(page, inside.cut_bottom(std::min(page.u(114), std::max(0, inside.h)), page.u(16)));
  if (page.view.in_season.empty()) return;
  const std::string townships =
      listed(page.words, page.view.in_season, 10, [](const core::Product* product) { return product->township; });
  const std::string from =
      page.say("idle.from.text", {townships, std::to_string(page.view.till.catalogue->products().size())});
  if (note_box_height(page, inside.w, from) <= inside.h) {
    note_box(page, inside, page.theme.forward, page.say("idle.from.title"), from);
  }
}

/// What one can do beside buying, as far as there is room: what is wanted least often goes first, and can be reached by
/// another way.
void draw_choices(Page& page, Rect bottom) {
  struct Choice { const char* id; std::string words; const char* key; Action action; bool shown = true; };
  std::vector choices{
      Choice{"@search", page.say("search.open"), "F11", till::OpenSearch{}},
      Choice{"@large_type", page.say(page.access.large_type ? "idle.usual_type" : "idle.large_type"), "F2", LocalAction::switch_large_type},
      Choice{"@access", page.say("access.open"), "F3", LocalAction::open_access},
      Choice{"@language", page.say("idle.language"), "F4", LocalAction::switch_language},
      Choice{"@more", page.say("more.open"), "F12", till::OpenMore{}}};
  // Large type and language are in the panel too, the search and parked carts under more.
  constexpr std::array<std::size_t, 4> goes_first{1, 0, 3, 5};
  if (const std::size_t parked = page.view.parked.size(); parked > 0)
    choices.push_back({"@parked", page.say_to("parked.open", {std::to_string(parked)}), "F6", till::OpenParked{}});
  constexpr int least_width = 130;
  const int gap = page.u(12);
  int count = static_cast<int>(choices.size());
  for (const std::size_t index : goes_first) {
    if (index >= choices.size() || (bottom.w - (count - 1) * gap) / count >= page.u(least_width)) break;
    choices[index].shown = false;
    --count;
  }
  const int width = std::min(page.u(210), (bottom.w - (count - 1) * gap) / count);
  for (const Choice& choice : choices) {
    if (!choice.shown) continue;
    Button made{choice.id, choice.words, choice.action, Look::plain, true, page.type.label_bold};
    made.key = choice.key;
    button(page, page.start(bottom, width, gap), made);
  }
}

}  // namespace

void draw_idle(Page& page) {
  const Areas areas = lay_out(page, page.paint.screen().w);  // the whole bottom is taken: notices go into the strip
  const Columns parts = columns(page, areas.content, 640, page.view.till.last ? 800 : 640);
  draw_steps(page, parts.side);
  draw_season(page, parts.main, page.say("idle.hero"));
  draw_choices(page, areas.bottom);
  Button start{"@start", page.say("idle.start"), till::Start{}, Look::forward, true, page.type.title};
  start.key = page.say("key.enter");
  button(page, areas.forward, start);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui
