#include <algorithm>

#include "core/time.h"
#include "screens/screens.h"

// Devices, each with its state and the cure, how the journal's way to the county stands, and who answers for the counter.

namespace zhuangui::ui {
namespace {

void draw_device(Page& page, const Rect& rect, const Standing& standing) {
  card(page, rect);
  const Tone& tone = standing.trouble ? page.theme.pending : page.theme.forward;
  Rect inside = rect.inset(page.u(20), page.u(10));
  const int size = std::min(inside.h, page.u(80));
  const Rect left = page.start(inside, size, page.u(20));
  sign(page, {left.x, left.middle_y() - size / 2, size, size}, standing.trouble ? Icon::warning : standing.icon, tone.tint, tone.strong);
  const Colour colour = standing.trouble ? tone.strong : page.theme.text;
  const int words = std::min(inside.h, page.u(132));
  inside = {inside.x, inside.middle_y() - words / 2, inside.w, words};
  page.paint.text_fitted(inside.cut_top(inside.h * 40 / 100), standing.word, page.type.label_bold, page.type.smallest, colour);
  page.paint.text_fitted(inside, standing.sentence, page.type.body, page.type.smallest, page.theme.text);
}

/// Where the paper of the test card has got to; empty while nobody asked for one.
Banner test_print_banner(Page& page) {
  const till::Till& till = page.view.till;
  switch (till.test_print) {
    case till::ReceiptState::none: break;
    case till::ReceiptState::waiting: return {page.theme.pending, Icon::clock, page.say("devices.test.waiting")};
    case till::ReceiptState::held: return {page.theme.pending, Icon::clock, page.say("devices.test.held")};
    case till::ReceiptState::printed: return {page.theme.forward, Icon::check, page.say("devices.test.printed")};
    case till::ReceiptState::unconfirmed: return {page.theme.pending, Icon::information, page.say("devices.test.unconfirmed")};
    case till::ReceiptState::trouble: {
      const std::string key = "devices.test." + till.test_print_trouble;
      return {page.theme.pending, Icon::warning, page.say(page.words.has(key) ? key : "devices.test.trouble")};
    }
  }
  return {page.theme.information, Icon::information, page.say("devices.test.none")};
}

/// "offline" and the like as a sentence with what to do.
std::string sync_sentence(Page& page, const std::string& code) {
  const std::string key = "syncing.trouble." + code;
  return page.words.has(key) ? page.say(key) : page.say("syncing.trouble.other", {code});
}

std::string sync_now_text(Page& page) {
  const till::Surroundings& around = page.view.surroundings;
  if (!around.sync.trouble.empty()) return sync_sentence(page, around.sync.trouble);
  if (!around.sync.release_trouble.empty()) return sync_sentence(page, around.sync.release_trouble);
  const std::vector<std::string> unsent{std::to_string(around.unsent)};
  if (around.county == till::Link::down) return page.say("help.county.down", unsent);
  if (around.county == till::Link::unknown) return page.say("help.county.unknown", unsent);
  return around.unsent > 0 ? page.say("help.county.sending", unsent) : page.say("help.county.up");
}

std::string next_try_text(Page& page) {
  const till::Surroundings& around = page.view.surroundings;
  if (around.sync.next_try.utc_ms == 0) return page.say("syncing.trying");
  const std::int64_t in_ms = std::max<std::int64_t>(0, around.sync.next_try.utc_ms - around.now.utc_ms);
  return page.say("syncing.in", {std::to_string((in_ms + 999) / 1'000)});
}

std::vector<Fact> sync_facts(Page& page) {
  const till::Surroundings& around = page.view.surroundings;
  const till::SyncHealth& sync = around.sync;
  const std::string& none = page.say("syncing.none");
  const auto moment = [&](core::WallTime at) { return at.utc_ms == 0 ? none : core::shanghai_minute_text(at); };
  std::vector<Fact> facts;
  facts.push_back({page.say("syncing.unsent"), page.say("syncing.entries", {std::to_string(around.unsent)})});
  if (around.unsent > 0) facts.push_back({page.say("syncing.since"), moment(sync.unsent_since)});
  facts.push_back({page.say("syncing.acknowledged"), sync.county_seq == 0 ? none : page.say("syncing.entry", {std::to_string(sync.county_epoch), std::to_string(sync.county_seq)})});
  facts.push_back({page.say("syncing.reached"), moment(sync.reached_at)});
  facts.push_back({page.say("syncing.next"), next_try_text(page)});
  return facts;
}

}  // namespace

void draw_devices(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  Rect content = areas.content;
  std::vector<Standing> all = standings(page.words, page.view.surroundings);
  std::erase_if(all, [](const Standing& one) { return !one.device; });
  if (page.view.surroundings.display == till::DisplayState::ready)
    all.push_back({Icon::information, page.say("chip.display.ready"), page.say("help.display.ready"), false, true, 1});
  const Banner test = test_print_banner(page);
  banner(page, content.cut_bottom(std::max(page.u(84), banner_height(page, content.w, 0, test.text)), page.u(page.theme.gap)), test);
  const int gap = page.u(14);
  const int count = static_cast<int>(all.size());
  const int across = page.shape() == Shape::tall ? 1 : 2;
  const int down = (count + across - 1) / across;
  const int width = (content.w - (across - 1) * gap) / across;
  const int height = std::min((content.h - (down - 1) * gap) / down, page.u(200));
  for (int i = 0; i < count; ++i)
    draw_device(page, {content.x + i % across * (width + gap), content.y + i / across * (height + gap), width, height}, all[static_cast<std::size_t>(i)]);
  draw_back(page, areas.bottom);
  const bool free = !till::is_under_way(page.view.till.test_print);
  Button print{"@test_print", page.say("devices.test"), till::TestPrint{}, Look::forward, free, page.type.title};
  print.key = page.say("key.enter");
  button(page, areas.forward, print);
  draw_notices(page, areas.notice);
}

void draw_syncing(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::Surroundings& around = page.view.surroundings;
  const bool trouble = !around.sync.trouble.empty() || !around.sync.release_trouble.empty() || around.county == till::Link::down;
  card(page, areas.content);
  Rect inside = page.shape() == Shape::wide ? areas.content.inset(page.u(40), page.u(28)) : areas.content.inset(page.u(20), page.u(14));
  const std::string now = sync_now_text(page);
  const int height = std::max(page.u(84), banner_height(page, inside.w, 0, now));
  banner(page, inside.cut_top(height, page.u(16)), {trouble ? page.theme.pending : page.theme.forward, trouble ? Icon::warning : Icon::upload, now});
  const std::int64_t most = around.sync.unsent_most;
  const std::string left = around.unsent == 0 ? page.say("syncing.all") : page.say("syncing.left", {std::to_string(around.unsent)});
  if (inside.h > page.u(340))
    progress(page, inside.cut_top(page.u(48), page.u(16)), around.unsent == 0 ? 1 : most - around.unsent, around.unsent == 0 ? 1 : most, left,
             around.unsent == 0 ? page.theme.forward : page.theme.pending);
  fact_rows(page, inside, sync_facts(page));
  draw_back(page, areas.bottom);
  Button again{"@sync.now", page.say("syncing.now"), till::TrySync{}, Look::forward, true, page.type.title};
  again.key = page.say("key.enter");
  button(page, areas.forward, again);
  draw_notices(page, areas.notice);
}

/// Who runs the counter and how they are reached, what is paid with, and what is kept of a buyer: facts of the release
/// and of this program.
void draw_disclosure(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const core::CounterInfo& counter = page.view.surroundings.counter;
  card(page, areas.content);
  Rect inside = page.shape() == Shape::wide ? areas.content.inset(page.u(40), page.u(28)) : areas.content.inset(page.u(20), page.u(14));
  const std::string& kept = page.say("disclosure.personal.text");
  const int height = note_box_height(page, inside.w, kept);
  note_box(page, inside.cut_bottom(height, page.u(16)), page.theme.information, page.say("disclosure.personal"), kept);
  std::vector<Fact> facts{{page.say("disclosure.counter"), counter.name}, {page.say("disclosure.firm"), counter.firm},
                          {page.say("disclosure.place"), counter.site == counter.address ? counter.site : counter.site + " " + counter.address},
                          {page.say("disclosure.phone"), counter.phone}, {page.say("disclosure.county_phone"), counter.county_phone},
                          {page.say("disclosure.tenders"), page.say("paying.cash")}};
  std::erase_if(facts, [](const Fact& fact) { return fact.value.empty() || fact.value == " "; });
  fact_rows(page, inside, facts);
  draw_back(page, areas.bottom);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui
