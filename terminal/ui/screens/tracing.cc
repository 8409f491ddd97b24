#include <algorithm>

#include "core/time.h"
#include "screens/screens.h"

// 溯源卡: what the list in force says of one of the goods, and nothing that it does not say.

namespace zhuangui::ui {
namespace {

std::string months_text(Page& page, const std::vector<int>& months) {
  if (months.size() == 12) return page.say("tracing.all_year");
  return listed(page.words, months, 12, [&](int month) { return page.say("tracing.month", {std::to_string(month)}); });
}

/// "06901234567892" as it stands on the pack: without the zeros it was filled up with.
std::string printed_gtin(const std::string& padded) {
  const bool short_code = padded.starts_with("000000");
  return padded.size() == 14 ? padded.substr(short_code ? 6 : padded[0] == '0' ? 1 : 0) : padded;
}

std::vector<Fact> facts_of(Page& page, const core::Product& product) {
  std::vector<Fact> facts{{page.say("tracing.origin"), product.township + product.village}, {page.say("tracing.producer"), product.cooperative},
                          {page.say("tracing.category"), product.category}, {page.say("tracing.specification"), product.specification},
                          {page.say("tracing.storage"), product.storage}, {page.say("tracing.season"), months_text(page, product.season_months)},
                          {page.say("tracing.aliases"), listed(page.words, product.aliases, 6, [](const std::string& name) { return name; })},
                          {page.say("tracing.code"), product.gtins.empty() ? product.in_store_item : printed_gtin(product.gtins.front())}};
  std::erase_if(facts, [](const Fact& fact) { return fact.value.empty(); });
  return facts;
}

std::string list_text(Page& page) {
  const till::Surroundings& around = page.view.surroundings;
  const std::string release = std::to_string(page.view.till.catalogue->release());
  if (around.list_age_s < 0) return page.say("tracing.list.unconfirmed", {release});
  const core::WallTime confirmed{around.now.utc_ms - around.list_age_s * 1000};
  return page.say("tracing.list", {release, core::shanghai_minute_text(confirmed)});
}

/// Picture, name and price.
void draw_traced_goods(Page& page, const Rect& rect, const till::View::Found& traced, bool beside) {
  const core::Product& product = *traced.product;
  card(page, rect);
  Rect inside = rect.inset(page.u(beside ? 28 : 36));
  const int words_height = page.u(112 + 64 + 24);
  const int side = beside ? std::min(inside.h, page.u(200)) : std::clamp(inside.h - words_height, 0, std::min(inside.w, page.u(360)));
  if (beside) {
    const Rect left = page.start(inside, side, page.u(24));
    goods_tile(page, {left.x, left.middle_y() - side / 2, side, side}, product.id, product.tile, product.tile_colour);
    inside.cut_top(std::max(0, inside.h - page.u(112 + 64)) / 2);
  } else if (side >= page.u(96)) {
    inside.cut_top(std::max(0, inside.h - side - words_height) / 2);
    const Rect row = inside.cut_top(side, page.u(24));
    goods_tile(page, {row.middle_x() - side / 2, row.y, side, side}, product.id, product.tile, product.tile_colour);
  }
  const Align align = beside ? Align::left : Align::centre;
  page.paint.text_fitted(inside.cut_top(page.u(112)), product.name, page.type.heading, page.type.smallest, page.theme.text, align);
  if (traced.price) {
    const PriceText price = price_text(page.words, *traced.price, product.unit);
    page.paint.text_fitted(inside.cut_top(page.u(64)), price.amount + price.unit, page.type.price, page.type.smallest, page.theme.forward.strong, align);
  } else {
    page.paint.text_fitted(inside.cut_top(page.u(64)), page.say("searching.no_price"), page.type.label, page.type.smallest, page.theme.pending.strong, align);
  }
}

void draw_facts(Page& page, const Rect& rect, const core::Product& product) {
  card(page, rect);
  Rect inside = page.shape() == Shape::wide ? rect.inset(page.u(40), page.u(28)) : rect.inset(page.u(24), page.u(16));
  const std::string source = list_text(page);
  const int note = page.paint.paragraph_height(inside.w, source, page.type.small);
  page.paint.paragraph(inside.cut_bottom(note, page.u(10)), source, page.type.small, page.theme.secondary);
  const bool roomy = inside.h >= page.u(560);
  if (roomy) page.paint.text_fitted(inside.cut_top(page.u(60), page.u(8)), page.say("tracing.title"), page.type.title, page.type.label.size, page.theme.text);
  fact_rows(page, inside, facts_of(page, product));
}

}  // namespace

void draw_tracing(Page& page) {
  const bool may_price = page.view.till.traced_line && !page.self_service();
  constexpr int price_width = 176;
  const int gap = page.u(page.theme.gap);
  Areas areas = lay_out(page, back_width(page) + (may_price ? page.u(price_width) + gap : 0));
  const Rect bottom = draw_back(page, areas.bottom, gap);
  if (may_price) {
    Button price{"@price.open", page.say("hand_price.open"), till::OpenHandPrice{}, Look::plain, true, page.type.label_bold};
    price.key = "F8";
    draw_beside(page, areas, bottom, {price}, price_width, 150);
  }
  draw_notices(page, areas.notice);
  if (!page.view.traced) return;
  const till::View::Found& traced = *page.view.traced;
  const Columns parts = columns(page, areas.content, 576, 300);
  draw_traced_goods(page, parts.side, traced, parts.stacked);
  draw_facts(page, parts.main, *traced.product);
  if (!traced.price) return;
  const bool weighed_here = page.view.till.scale.own.has_value();
  if (traced.product->weighed && !weighed_here) {  // its label says its weight: it is scanned
    tinted(page, areas.forward, page.theme.information);
    page.paint.text_fitted(areas.forward.inset(page.u(20), page.u(8)), page.say("tracing.weigh"), page.type.label_bold, page.type.smallest,
                           page.theme.information.strong, Align::centre);
    return;
  }
  Button add{"@trace.add", page.say(traced.product->weighed ? "tracing.weigh_here" : "tracing.add"), till::PickProduct{traced.product->id}, Look::forward, true, page.type.title};
  add.key = page.say("key.enter");
  button(page, areas.forward, add);
}

}  // namespace zhuangui::ui
