#include <algorithm>

#include "screens/screens.h"

// What can pay beside cash, and what has been taken already.

namespace zhuangui::ui {
namespace {

constexpr std::size_t parts_shown = 3;

struct OtherTender { const char *id, *words, *key; till::Intent intent; };

std::string part_label(const Page& page, const core::Tender& part) {
  const std::string label = page.say(std::string{"tender."} + core::tender_name(part.kind));
  return part.kind == core::TenderKind::code_by_hand ? label + " " + part.proof : label;
}

std::vector<OtherTender> other_tenders(const Page& page) {
  const till::TendersHere& here = page.view.tenders;
  std::vector<OtherTender> all;
  if (here.card) all.push_back({"@tender.card", "tender.card", "F10", till::ChooseCard{}});
  if (here.code) all.push_back({"@tender.code", "paying.code.tile", "F11", till::ChooseCode{}});
  if (here.quota) all.push_back({"@tender.union", "paying.quota.tile", "/", till::ChooseQuota{}});
  if (here.account) all.push_back({"@tender.account", "paying.account.tile", "F12", till::ChooseAccount{}});
  return all;
}

bool takes_more(const Page& page) { return !page.view.plan.is_paid() && !page.view.till.committing; }

}  // namespace

bool draws_more_than_cash(const Page& page) { return !other_tenders(page).empty(); }

bool tenders_stand_beside_pad(const Page& page) {
  return page.shape() == Shape::wide && !page.access.low_reach && page.paint.units(page.paint.screen().h) >= 1000;
}

/// The name above, its key below: beside each other they have no room.
void draw_tenders(Page& page, const Rect& rect) {
  const std::vector<OtherTender> others = other_tenders(page);
  const int count = static_cast<int>(others.size()), gap = page.u(12);
  const int width = (rect.w - gap * (count - 1)) / count;
  const bool open = takes_more(page);
  Rect rest = rect;
  for (const OtherTender& one : others) {
    const Rect place = rest.cut_left(std::min(width, rest.w), gap);
    if (page.pressed == one.id) strong_card(page, place); else card(page, place);
    touch(page, place, one.id, page.say(one.words), one.intent, open);
    Rect inside = place.inset(page.u(10), page.u(10));
    if (page.show_keys) key_cap(page, inside.cut_bottom(page.u(40), page.u(2)), one.key, page.theme.secondary);
    page.paint.text_fitted(inside, page.say(one.words), page.type.label_bold, page.type.smallest, open ? page.theme.text : page.theme.secondary,
                           Align::centre);
  }
}

void draw_other_tenders_button(Page& page, const Rect& rect) {
  Button other{"@tenders", page.say("paying.others"), till::ChooseOther{}, Look::plain, !page.view.till.committing, page.type.label_bold};
  other.key = "F2";
  button(page, rect, other);
}

Button take_part_button(Page& page) {
  const till::View& view = page.view;
  const bool fits = view.entered && *view.entered > core::Money{} && *view.entered < view.due;
  Button take{"@part.take", page.say("paying.part.take"), till::TakePart{}, Look::plain, takes_more(page) && fits, page.type.label_bold};
  take.key = "F2";
  return take;
}

Button give_back_button(Page& page) {
  const auto& taken = page.view.plan.taken;
  Button give{"@part.back", page.say("paying.part.back"), till::GiveBackPart{taken.empty() ? 0 : taken.size() - 1}, Look::plain,
              !taken.empty() && taken.back().kind != core::TenderKind::pickup && !page.view.till.committing, page.type.label_bold};
  give.key = "-";
  return give;
}

/// The newest parts, and above them how much the others are.
void draw_parts(Page& page, Rect& inside) {
  const till::View& view = page.view;
  const auto row = [&](const std::string& label, core::Money amount) {
    money_row(page, inside.cut_top(page.u(48)), label, amount, page.type.label_bold, page.theme.text);
  };
  const std::vector<core::Tender>& parts = view.plan.taken;
  const std::size_t first = parts.size() > parts_shown ? parts.size() - parts_shown + 1 : 0;
  core::Money earlier;
  for (std::size_t i = 0; i < first; ++i) earlier += parts[i].amount;
  if (first > 0) row(page.say("paying.parts.earlier", {std::to_string(first)}), earlier);
  for (std::size_t i = first; i < parts.size(); ++i) row(part_label(page, parts[i]), parts[i].amount);
  if (view.plan.rounded_off() != core::Money{}) row(page.say("paying.rounding"), -view.plan.rounded_off());
  inside.cut_top(page.u(16));
}

void draw_others(Page& page, Rect content) {
  std::vector<Button> all;
  for (const OtherTender& one : other_tenders(page)) {
    Button tender{one.id, page.say(one.words), one.intent, Look::plain, takes_more(page), page.type.label_bold};
    tender.key = one.key;
    all.push_back(std::move(tender));
  }
  all.push_back(take_part_button(page));
  all.push_back(give_back_button(page));
  const int across = 2, down = (static_cast<int>(all.size()) + 1) / across, gap = page.u(page.theme.gap);
  const int width = (content.w - gap) / across, height = std::min(page.u(150), (content.h - gap * (down - 1)) / down);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const int column = static_cast<int>(i) % across, row = static_cast<int>(i) / across;
    button(page, {content.x + column * (width + gap), content.y + row * (height + gap), width, height}, all[i]);
  }
}

}  // namespace zhuangui::ui
