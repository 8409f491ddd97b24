#include <algorithm>

#include "screens/screens.h"

// One part that is under way: a card, the shop's fixed code, a purchase order. The way back leaves it and nothing else.

namespace zhuangui::ui {
namespace {

using till::PayStep;

constexpr int order_row = 112;

/// How old the list of lost cards is, in words of the bar.
std::string list_age(Page& page) {
  const std::int64_t age_s = page.view.surroundings.list_age_s;
  if (age_s < 0) return page.say("paying.card.list_never");
  const core::WallTime at{page.view.surroundings.now.utc_ms - age_s * 1'000};
  return page.say("paying.card.list_age", {core::shanghai_minute_text(at)});
}

constexpr int beside_back_width = 340;

/// Another way, next to the way back; before the content is drawn.
void draw_other_way(Page& page, Areas& areas, const Button& other) {
  Rect bottom = areas.bottom;
  page.start(bottom, back_width(page), page.u(page.theme.gap));
  draw_beside(page, areas, bottom, {other}, beside_back_width, 260);
}

void draw_ways_out(Page& page, const Areas& areas, const char* back_words, const char* forward_words, bool ready) {
  Rect bottom = areas.bottom;
  Button back{"@back", page.say(back_words), till::Back{}};
  back.key = "Esc";
  button(page, page.start(bottom, back_width(page)), back);
  if (forward_words == nullptr) return draw_notices(page, areas.notice);
  Button forward{"@pad.ok", page.say(forward_words), till::ConfirmTender{}, Look::forward, ready, page.type.title};
  forward.key = page.say("key.enter");
  button(page, areas.forward, forward);
  draw_notices(page, areas.notice);
}

void draw_code(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::View& view = page.view;
  draw_typing(page, areas,
              {Icon::scanner, page.theme.pending, page.say("paying.code.title", {yuan(view.till.payment.part.amount)}),
               {page.say("paying.code.look"), page.say("paying.code.digits"), page.say("paying.code.note")}},
              view.till.entered, page.say("paying.code.placeholder"));
  draw_ways_out(page, areas, "back", "paying.code.confirm", view.till.entered.size() == 4);
}

bool is_quota(const Page& page) { return page.view.till.payment.part.kind == core::TenderKind::quota; }

/// The union, and for what occasion it gives: of the quota under way.
std::string quota_words(const Page& page) {
  const till::Till& till = page.view.till;
  const core::Quota* quota = till.lists.quotas ? till.lists.quotas->find(till.payment.part.document) : nullptr;
  return quota ? page.say("paying.quota.of", {quota->union_name, quota->occasion}) : page.say("tender.quota");
}

void draw_card_pin(Page& page) {
  const bool quota = is_quota(page), may_sign = quota && !till::is_self_service(page.view.till);
  Areas areas = lay_out(page, back_width(page) + (may_sign ? page.u(page.theme.gap + beside_back_width) : 0));
  const till::View& view = page.view;
  Button paper{"@quota.paper", page.say("paying.quota.paper"), till::SignOnPaper{}, Look::plain, !view.till.payment.checking, page.type.label_bold};
  paper.key = "F4";
  if (may_sign) draw_other_way(page, areas, paper);
  const core::Holder* holder = view.holder;
  const std::string who = holder ? page.say("paying.card.who", {holder->unit, holder->masked_name}) : std::string{};
  draw_typing(page, areas,
              {Icon::lock, page.theme.information, page.say(quota ? "paying.quota.pin" : "paying.card.pin", {yuan(view.till.payment.part.amount)}),
               {page.say(view.till.payment.checking ? "locked.checking" : quota ? "paying.quota.pin.text" : "paying.card.pin.text"), who}},
              as_dots(view.till.entered.size()), page.say("locked.placeholder"));
  draw_ways_out(page, areas, "back", "paying.card.pin.ok", !view.till.payment.checking && !view.till.entered.empty());
}

/// Whoever takes the goods signs the slip: the holder, or somebody for them.
void draw_quota_paper(Page& page) {
  Areas areas = lay_out(page, back_width(page) + page.u(page.theme.gap + beside_back_width));
  Button proxy{"@quota.proxy", page.say("paying.quota.proxy"), till::TakeByProxy{}, Look::plain, true, page.type.label_bold};
  proxy.key = "F4";
  draw_other_way(page, areas, proxy);
  const till::View& view = page.view;
  const Rect& content = areas.content;
  const int width = std::min(page.u(1200), content.w), height = std::min(page.u(620), content.h);
  const std::string who = view.holder ? page.say("paying.card.who", {view.holder->unit, view.holder->masked_name}) : std::string{};
  draw_said(page, {content.middle_x() - width / 2, content.middle_y() - height / 2, width, height},
            {Icon::receipt, page.theme.pending, page.say("paying.quota.paper.title", {yuan(view.till.payment.part.amount)}),
             {page.say("paying.quota.paper.text"), who, page.say("paying.quota.paper.proxy")}});
  draw_ways_out(page, areas, "back", "paying.quota.signed", true);
}

std::string offer_words(const Page& page, const till::QuotaOffer& offer) {
  if (offer.why) return page.say(std::string{"paying.quota.why."} + core::quota_refusal_name(*offer.why));
  return page.say("paying.quota.left", {yuan(offer.left), core::date_text(offer.quota->last_day)});
}

void draw_quota(Page& page, const Rect& row, const till::QuotaOffer& offer, std::size_t index) {
  Rect inside = row.inset(page.u(16), 0);
  const std::size_t shown = index - page.local.list.first;
  Button pick{"@quota." + std::to_string(shown + 1), offer.why ? page.say("paying.quota.why") : page.say("paying.quota.pick", {yuan(offer.room)}),
              till::PickQuota{offer.quota->reference}, offer.why ? Look::plain : Look::forward, true, page.type.label_bold};
  if (shown < 5 && page.shape() != Shape::tall) pick.key = shown == 0 ? page.say("key.enter") : "F" + std::to_string(4 + shown);
  button_in(page, page.end(inside, page.u(page.shape() == Shape::tall ? 260 : 400), page.u(20)), 84, pick);
  inside = inside.inset(0, page.u(8));
  Rect below = inside.cut_bottom(page.u(42));
  page.paint.text_fitted(inside, page.say("paying.quota.of", {offer.quota->union_name, offer.quota->occasion}), page.type.label_bold,
                         page.type.smallest, page.theme.text);
  page.paint.text_fitted(below, offer_words(page, offer), page.type.body, page.type.smallest, page.theme.secondary);
}

/// What other terminals have drawn since is not known here.
void draw_list_age(Page& page, Rect& content) {
  const std::string words = list_age(page) + page.say("paying.list_age.others");
  const Type small{page.type.smallest, false};
  const int height = std::max(page.u(44), page.paint.paragraph_height(content.w, words, small));
  page.paint.paragraph(content.cut_bottom(height, page.u(6)), words, small, page.theme.secondary);
}

void draw_quotas(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::View& view = page.view;
  Rect content = areas.content;
  if (page.access.low_reach) content.cut_top(std::max(0, page.reach_y() - content.y));
  Rect head = content.cut_top(page.u(76), page.u(12));
  if (content.h >= page.u(3 * order_row)) draw_list_age(page, content);
  ListState& list = page.local.list;
  list.shown = rows_that_fit(page, content, order_row);
  list.first = std::min(list.first, view.quotas.size() > list.shown ? view.quotas.size() - list.shown : 0);
  list_scroll_buttons(page, head, view.quotas.size());
  const std::string who = view.holder ? view.holder->masked_name : std::string{};
  page.paint.text_fitted(head, page.say("paying.quota.title", {who, yuan(view.till.payment.part.amount)}), page.type.heading,
                         page.type.smallest, page.theme.text);
  card(page, content);
  list_rows(page, {content, head, content}, order_row, view.quotas.size(),
            [&](const Rect& row, std::size_t index) { draw_quota(page, row, view.quotas[index], index); });
  draw_ways_out(page, areas, "back", nullptr, false);
  Button wage{"@quota.wage", page.say("paying.quota.wage"), till::ChooseWage{}, Look::plain, true, page.type.label_bold};
  wage.key = "F10";
  button(page, areas.forward, wage);
}

void draw_quota_asked(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const Rect& content = areas.content;
  const int width = std::min(page.u(1100), content.w), height = std::min(page.u(430), content.h);
  draw_said(page, {content.middle_x() - width / 2, content.middle_y() - height / 2, width, height},
            {Icon::clock, page.theme.pending, page.say("paying.quota.asked", {yuan(page.view.till.payment.part.amount)}),
             {page.say("paying.quota.asked.text"), quota_words(page)}});
  draw_ways_out(page, areas, "paying.quota.asked.cancel", nullptr, false);
}

void draw_card_awaited(Page& page, bool looking) {
  const Areas areas = lay_out(page, back_width(page));
  const Rect& content = areas.content;
  const int width = std::min(page.u(1100), content.w), height = std::min(page.u(430), content.h);
  draw_said(page, {content.middle_x() - width / 2, content.middle_y() - height / 2, width, height},
            {looking ? Icon::clock : Icon::receipt, looking ? page.theme.pending : page.theme.forward,
             page.say(looking ? "paying.card.looking" : "paying.card.hold", {yuan(page.view.till.payment.part.amount)}),
             {page.say("paying.card.hold.text"), list_age(page)}});
  draw_ways_out(page, areas, "back", nullptr, false);
}

/// What stands three seconds before it is paid: read from a step away, with one large way out.
void draw_card_shown(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::View& view = page.view;
  const Rect& content = areas.content;
  const int width = std::min(page.u(1280), content.w), height = std::min(page.u(680), content.h);
  const Rect place{content.middle_x() - width / 2, content.middle_y() - height / 2, width, height};
  tinted(page, place, page.theme.forward);
  Rect inside = place.inset(page.u(48), page.u(36));
  const auto line = [&](const std::string& text, const Type& type, Colour colour) {
    page.paint.text_fitted(inside.cut_top(page.u(type.size * 7 / 5), page.u(10)), text, type, page.type.smallest, colour);
  };
  if (view.holder) {
    line(view.holder->unit, page.type.title, page.theme.text);
    line(view.holder->masked_name, page.type.hero, page.theme.text);
  }
  const std::string takes = is_quota(page) ? page.say("paying.quota.takes", {quota_words(page)}) : page.say("paying.card.takes");
  page.paint.paragraph(inside.cut_top(page.paint.paragraph_height(inside.w, takes, page.type.label), page.u(10)), takes, page.type.label, page.theme.text);
  const Type amount{std::min(page.type.change.size, page.paint.units(inside.h) * 2 / 5), true};
  page.paint.amount(inside.cut_top(page.u(amount.size * 6 / 5), page.u(16)), yuan(view.till.payment.part.amount), amount, 40,
                    page.theme.forward.strong);
  for (const std::string& sentence : {page.say("paying.card.shown"), list_age(page)}) {
    const int words = page.paint.paragraph_height(inside.w, sentence, page.type.text);
    if (words > inside.h) break;
    page.paint.paragraph(inside.cut_top(words, page.u(8)), sentence, page.type.text, page.theme.text);
  }
  draw_ways_out(page, areas, "paying.card.cancel", nullptr, false);
}

void draw_others_step(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  Rect content = areas.content;
  if (page.access.low_reach) content.cut_top(std::max(0, page.reach_y() - content.y));
  Rect head = content.cut_top(page.u(64), page.u(10));
  page.paint.text_fitted(head, page.say("paying.others.title", {yuan(page.view.plan.left())}), page.type.heading, page.type.smallest, page.theme.text);
  draw_others(page, content);
  draw_ways_out(page, areas, "back", nullptr, false);
}

void draw_order(Page& page, const Rect& row, const core::PurchaseOrder& order, std::size_t index) {
  Rect inside = row.inset(page.u(16), 0);
  const int width = page.u(page.shape() == Shape::tall ? 190 : 240);
  const Rect place = page.end(inside, width, page.u(20));
  Button pick{"@order." + std::to_string(index - page.local.list.first + 1), page.say("paying.orders.pick"), till::PickOrder{order.number}, Look::plain, true,
              page.type.label_bold};
  const std::size_t shown = index - page.local.list.first;
  if (shown < 5 && page.shape() != Shape::tall) pick.key = shown == 0 ? page.say("key.enter") : "F" + std::to_string(4 + shown);
  button_in(page, place, 84, pick);
  const core::Date today = core::shanghai_date(page.view.surroundings.now);
  const core::Money left = core::order_room(order, till::spent_on(page.view.till, order.number), today);
  inside = inside.inset(0, page.u(8));
  Rect below = inside.cut_bottom(page.u(42));
  page.paint.text_fitted(inside, order.unit_name, page.type.label_bold, page.type.smallest, page.theme.text);
  page.paint.text_fitted(below, page.say("paying.orders.left", {order.number, yuan(left)}), page.type.body,
                         page.type.smallest, page.theme.secondary);
}

void draw_orders(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  Rect content = areas.content;
  if (page.access.low_reach) content.cut_top(std::max(0, page.reach_y() - content.y));
  Rect head = content.cut_top(page.u(76), page.u(12));
  const auto& orders = page.view.orders;
  if (content.h >= page.u(3 * order_row)) draw_list_age(page, content);
  ListState& list = page.local.list;
  list.shown = rows_that_fit(page, content, order_row);
  list.first = std::min(list.first, orders.size() > list.shown ? orders.size() - list.shown : 0);
  list_scroll_buttons(page, head, orders.size());
  page.paint.text_fitted(head, page.say("paying.orders.title", {yuan(page.view.till.payment.part.amount)}), page.type.heading,
                         page.type.smallest, page.theme.text);
  card(page, content);
  list_rows(page, {content, head, content}, order_row, orders.size(),
            [&](const Rect& row, std::size_t index) { draw_order(page, row, *orders[index], index); });
  draw_ways_out(page, areas, "back", nullptr, false);
}

void draw_order_shown(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::Till& till = page.view.till;
  const core::PurchaseOrder* order = till.lists.orders ? till.lists.orders->find(till.payment.part.document) : nullptr;
  Rect content = areas.content;
  card(page, content);
  content = content.inset(page.u(36), page.u(28));
  page.paint.text_fitted(content.cut_top(page.u(64), page.u(12)), page.say("paying.order.title", {yuan(till.payment.part.amount)}),
                         page.type.heading, page.type.smallest, page.theme.text);
  if (order) {
    fact_rows(page, content,
              {{page.say("paying.order.unit"), order->unit_name}, {page.say("paying.order.number"), order->number},
               {page.say("paying.order.fund"), page.say(std::string{"fund."} + core::fund_source_name(order->fund_source))},
               {page.say("paying.order.days"), core::date_text(order->first_day) + " – " + core::date_text(order->last_day)},
               {page.say("paying.order.left"), yuan(core::order_room(*order, till::spent_on(till, order->number), core::shanghai_date(page.view.surroundings.now)))}});
  }
  draw_ways_out(page, areas, "back", "paying.order.confirm", order != nullptr);
}

}  // namespace

void draw_part_under_way(Page& page) {
  switch (page.view.till.payment.step) {
    case PayStep::counting: return;
    case PayStep::others: return draw_others_step(page);
    case PayStep::code: return draw_code(page);
    case PayStep::card_awaited: return draw_card_awaited(page, false);
    case PayStep::card_looked_up: return draw_card_awaited(page, true);
    case PayStep::card_pin: return draw_card_pin(page);
    case PayStep::card_shown: return draw_card_shown(page);
    case PayStep::quotas: return draw_quotas(page);
    case PayStep::quota_paper: return draw_quota_paper(page);
    case PayStep::quota_asked: return draw_quota_asked(page);
    case PayStep::orders: return draw_orders(page);
    case PayStep::order_shown: return draw_order_shown(page);
  }
}

}  // namespace zhuangui::ui
