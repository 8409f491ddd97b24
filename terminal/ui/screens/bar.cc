#include <algorithm>
#include <cstdlib>

#include "core/time.h"
#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

constexpr std::int64_t old_lists_s = 26 * 3600;      // a day and a little: the nightly check was missed
constexpr std::int64_t clock_trouble_ms = 60 * 1000;

Standing printer_standing(const Strings& words, till::PrinterState state) {
  const auto stand = [&](const std::string& name, bool trouble) {
    return Standing{Icon::printer, words.text("chip.printer." + name), words.text("help.printer." + name), trouble, true, 3,
                    trouble && state != till::PrinterState::near_end};
  };
  switch (state) {
    case till::PrinterState::ready: return stand("ready", false);
    case till::PrinterState::near_end: return stand("near_end", true);
    case till::PrinterState::paper_out: return stand("paper_out", true);
    case till::PrinterState::cover_open: return stand("cover_open", true);
    case till::PrinterState::trouble: return stand("trouble", true);
    case till::PrinterState::absent: break;
  }
  return stand("absent", true);
}

Standing county_standing(const Strings& words, const till::Surroundings& around) {
  const std::vector<std::string> unsent{std::to_string(around.unsent)};
  const auto stand = [&](const char* chip, const char* help, bool trouble) {
    return Standing{Icon::upload, words.format(chip, unsent), words.format(help, unsent), trouble, false, 4};
  };
  if (around.county == till::Link::down) return stand("chip.county.down", "help.county.down", true);
  if (around.county == till::Link::unknown) return stand("chip.county.unknown", "help.county.unknown", false);
  if (around.unsent > 0) return stand("chip.county.sending", "help.county.sending", false);
  return stand("chip.county.sent", "help.county.up", false);
}

/// A scale that works is told by its date where that comes near: it must be verified anew before.
Standing scale_standing(const Strings& words, const till::Surroundings& around) {
  const auto stand = [&](const std::string& name, const std::vector<std::string>& arguments, bool trouble) {
    return Standing{Icon::scale, words.format("chip.scale." + name, arguments), words.format("help.scale." + name, arguments), trouble, true, 1};
  };
  if (around.scale == till::ScaleState::absent) return stand("absent", {}, true);
  if (around.scale == till::ScaleState::silent) return stand("silent", {}, true);
  if (!around.registered_scale) return stand("ready", {}, false);
  const core::Date last = around.registered_scale->verified_until;
  const std::int64_t days = core::days_since_epoch(last) - core::days_since_epoch(core::shanghai_date(around.now));
  const std::vector<std::string> told{std::to_string(days), core::date_text(last)};
  if (days < 0) return stand("expired", told, true);
  if (days <= 7) return stand("week", told, true);
  return days <= 30 ? stand("month", told, true) : stand("ready", {}, false);
}

Standing lists_standing(const Strings& words, const till::Surroundings& around) {
  if (around.list_age_s < 0)
    return {Icon::list, words.text("chip.lists.never"), words.text("help.lists.never"), true, false, 1};
  const core::WallTime confirmed{around.now.utc_ms - around.list_age_s * 1000};
  Standing made{Icon::list, {}, words.format("help.lists", {core::shanghai_minute_text(confirmed)}), false, false, 1};
  if (around.list_age_s > old_lists_s) {
    made.word = words.format("chip.lists.days", {std::to_string(around.list_age_s / 86400)});
    made.trouble = true;
  } else {
    made.word = words.format("chip.lists", {core::shanghai_clock_text(confirmed)});
  }
  return made;
}

constexpr int chip_height = 48;
constexpr int chip_pad = 16;
constexpr int chip_icon = 26;
constexpr int chip_gap = 8;

int chip_width(Page& page, const Standing& standing) {
  const int word = page.paint.width_of(standing.word, page.type.small);
  return 2 * page.u(chip_pad) + page.u(chip_icon) + (word > 0 ? page.u(chip_gap) + word : 0);
}

void draw_chip(Page& page, const Rect& place, const Standing& standing) {
  const int height = page.u(chip_height);
  Rect rect{place.x, place.middle_y() - height / 2, place.w, height};
  const Colour text = standing.trouble ? page.theme.pending.strong : page.theme.on_strong;
  page.paint.round_fill(rect, height / 2, standing.trouble ? page.theme.bar_trouble : page.theme.bar_chip);
  rect = rect.inset(page.u(chip_pad), 0);
  const bool wordless = standing.word.empty();
  page.paint.icon(standing.trouble && !wordless ? Icon::warning : standing.icon, rect.cut_left(page.u(chip_icon), page.u(chip_gap)),
                  standing.trouble ? text : page.theme.bar_good);
  page.paint.text(rect, standing.word, page.type.small, text);
}

/// Good states give way, the least important first, until the rest fits; troubles stay longer, if need be as a sign
/// without its word, and one of them always (the help card says all in full).
std::vector<Standing> that_fit(Page& page, std::vector<Standing> all, int room) {
  const auto total = [&] {
    int width = 0;
    for (const Standing& s : all) width += chip_width(page, s) + page.u(12);
    return width;
  };
  const auto least = [&](bool trouble) {
    auto found = all.end();
    for (auto it = all.begin(); it != all.end(); ++it) {
      if (it->trouble != trouble || it->word.empty()) continue;
      if (found == all.end() || it->importance < found->importance) found = it;
    }
    return found;
  };
  while (total() > room) {
    if (const auto good = least(false); good != all.end()) {
      all.erase(good);
    } else if (const auto bad = least(true); bad != all.end()) {
      bad->word.clear();
    } else if (all.size() > 1) {
      all.erase(std::min_element(all.begin(), all.end(), [](const Standing& a, const Standing& b) { return a.importance < b.importance; }));
    } else {
      break;
    }
  }
  return all;
}

}  // namespace

std::vector<Standing> standings(const Strings& words, const till::Surroundings& around) {
  std::vector<Standing> all;
  const std::int64_t minutes_off = std::abs(around.clock_offset_ms) / 60'000;
  if (std::abs(around.clock_offset_ms) >= clock_trouble_ms) {
    const std::vector<std::string> minutes{std::to_string(minutes_off)};
    all.push_back({Icon::clock, words.format("chip.clock", minutes), words.format("help.clock", minutes), true, false, 5});
  }
  if (around.county != till::Link::none) all.push_back(county_standing(words, around));
  all.push_back(lists_standing(words, around));
  const char* scanner = around.scanner_present ? "ready" : "absent";
  all.push_back({Icon::scanner, words.text(std::string{"chip.scanner."} + scanner),
                 words.text(std::string{"help.scanner."} + scanner), !around.scanner_present, true, 2,
                 !around.scanner_present});
  if (around.scale != till::ScaleState::none) all.push_back(scale_standing(words, around));
  if (around.display == till::DisplayState::absent)  // one that works is seen without us
    all.push_back({Icon::information, words.text("chip.display.absent"), words.text("help.display.absent"), true, true, 1});
  all.push_back(printer_standing(words, around.printer));
  return all;
}

Button help_button(Page& page) {
  till::Intent ask = till::Help{true};
  if (page.self_service()) ask = till::CallStaff{};
  Button help{"@help", page.say_to("bar.help"), std::move(ask), page.access.low_reach ? Look::plain : Look::bar, true,
              page.type.label_bold};
  help.key = "F1";
  return help;
}

bool help_is_shown(const Page& page) {
  return !page.self_service() || till::may_call(page.view.till);
}

Button leave_training_button(Page& page) {
  Button leave{"@training.leave", page.say("training.leave"), till::LeaveTraining{}, page.access.low_reach ? Look::plain : Look::bar, true,
               page.type.label_bold};
  leave.key = "Pause";
  return leave;
}

bool lock_is_shown(const Page& page) {
  if (page.self_service()) return false;
  if (page.view.till.training) return false;  // its place and its key lead out of practising
  if (page.access.low_reach && page.shape() == Shape::tall) return false;  // no room for it at the bottom: see draw_more
  const bool doubtful = page.view.till.state == till::State::committing || page.view.till.committing;
  if (page.view.till.staff_here && !page.access.low_reach) return !doubtful;  // it hands the screen back, wherever they stand
  switch (page.view.till.state) {
    case till::State::paying: return page.view.till.staff_here && !doubtful;
    case till::State::idle:
    case till::State::selling:
    case till::State::parked:
    case till::State::searching:
    case till::State::quick:
    case till::State::more: return true;
    default: return false;
  }
}

void draw_bar(Page& page, const Rect& bar) {
  const till::Surroundings& around = page.view.surroundings;
  page.paint.fill(bar, page.theme.bar);
  Rect rest = bar.inset(page.u(page.theme.margin), 0);
  if (!page.access.low_reach) {
    const int width = page.u(page.show_keys || page.self_service() ? 170 : 150);
    if (help_is_shown(page)) button_in(page, page.end(rest, width, page.u(20)), page.theme.touch, help_button(page));
    if (page.view.till.training)
      button_in(page, page.end(rest, page.u(page.show_keys ? 280 : leave_training_width), page.u(16)), page.theme.touch, leave_training_button(page));
    if (lock_is_shown(page)) button_in(page, page.end(rest, page.u(100), page.u(16)), page.theme.touch, lock_button(page));
  }
  const std::string clock = core::shanghai_clock_text(around.now);
  page.paint.text(page.end(rest, page.paint.width_of(clock, page.type.label_bold), page.u(16)), clock, page.type.label_bold,
                  page.theme.on_strong);
  const std::string& brand = page.say(page.view.till.training ? "training.bar" : "brand");
  std::vector<Standing> shown = standings(page.words, around);
  if (page.self_service()) std::erase_if(shown, [](const Standing& one) { return !one.touches_buyer; });
  if (page.view.till.state == till::State::enrolling) shown.clear();  // nothing of it is looked at before that is done
  if (page.view.till.late) shown.insert(shown.begin(), {Icon::clock, page.say("chip.late"), {}, true, false, 7});
  if (around.simulated) {
    shown.insert(shown.begin(), {Icon::information, page.say("chip.simulated"), {}, false, false, 6});
  }
  const int name_width = std::min(page.paint.width_of(around.counter.name, page.type.body), page.u(320));
  const bool training = page.view.till.training;
  // The name above the door gives way to how things stand; that nothing counts gives way to nothing.
  int all_chips = 0;
  for (const Standing& one : shown) all_chips += chip_width(page, one) + page.u(12);
  const int brand_width = page.paint.width_of(brand, page.type.label_bold);
  if (training || rest.w - brand_width - name_width - page.u(48) >= all_chips) {
    page.paint.text(page.start(rest, brand_width, page.u(24)), brand, page.type.label_bold, page.theme.on_strong);
  }
  shown = that_fit(page, std::move(shown), rest.w - (training ? 0 : name_width + page.u(24)));
  Rect chips{};
  for (auto it = shown.rbegin(); it != shown.rend(); ++it) {
    const Rect chip = page.end(rest, chip_width(page, *it), page.u(12));
    draw_chip(page, chip, *it);
    chips = chips.empty() ? chip : united(chips, chip);
  }
  if (!chips.empty() && !page.access.low_reach && !page.self_service()) {
    const int height = page.u(page.theme.touch);
    const int width = std::max(chips.w, height);
    touch(page, {chips.middle_x() - width / 2, bar.middle_y() - height / 2, width, height}, "@status", page.say("help.states"), till::Help{true});
  }
  if (rest.w >= page.u(120)) page.paint.text_cut(rest, around.counter.name, page.type.body, page.theme.on_strong);
}

}  // namespace zhuangui::ui
