#include <algorithm>
#include <charconv>

#include "steps.h"

// 补录: after a power cut the sales that were made on paper are entered one by one, with the time and the number that stand
// on the slip and a reason. They cost what it cost then, and stay marked.

namespace zhuangui::till {
namespace {

constexpr std::size_t time_digits = 4, paper_digits_max = 12;
constexpr std::int64_t minute_ms = 60'000, day_ms = 86'400'000, shanghai_offset_ms = 8 * 3'600'000;

// When it was sold; nullopt: no time of a day, or one that has not come yet.
std::optional<core::WallTime> stated_at(const LateEntering& entering, core::WallTime now) {
  if (entering.time.size() != time_digits) return std::nullopt;
  int number = 0;
  std::from_chars(entering.time.data(), entering.time.data() + time_digits, number);
  const int hour = number / 100, minute = number % 100;
  if (hour > 23 || minute > 59) return std::nullopt;
  const std::int64_t today = core::days_since_epoch(core::shanghai_date(now));
  const core::WallTime at{(today - entering.days_ago) * day_ms - shanghai_offset_ms + (hour * 60 + minute) * minute_ms};
  return at <= now ? std::optional{at} : std::nullopt;
}

}  // namespace

const std::vector<std::string>& late_reasons() {
  static const std::vector<std::string> reasons{"power_cut", "terminal_broken", "off_site", "other"};
  return reasons;
}

void forget_late(Till& till) {
  till.late.reset();
  till.late_second.clear();
}

// Only before anything is in the cart: what is there is of now.
void open_late(Working& work) {
  if (work.till.state != State::more) return;
  if (!work.till.cart.lines.empty()) return refuse(work, "late_needs_empty_cart", {});
  if (!may_or_ask(work, core::right::late_entry, {}, OpenLate{})) return;
  work.till.late_entering = {};
  work.till.late_entering.second_reference = second(work.till);
  work.till.notices.clear();
  work.go(State::late);
}

void choose_late_field(Working& work, LateField field) {
  if (work.till.state == State::late) work.till.late_entering.field = field;
}

void choose_late_day(Working& work) {
  if (work.till.state != State::late) return;
  int& days = work.till.late_entering.days_ago;
  days = days == late_days_max ? 0 : days + 1;
}

void press_late(Working& work, char key) {
  LateEntering& entering = work.till.late_entering;
  std::string& text = entering.field == LateField::time ? entering.time : entering.paper;
  const std::size_t most = entering.field == LateField::time ? time_digits : paper_digits_max;
  const std::string digits = key == 'D' ? "00" : std::string(1, key);
  if (key == 'C') text.clear();
  else if (key == '<' && !text.empty()) text.pop_back();
  else if (digits.find_first_not_of("0123456789") == std::string::npos && text.size() + digits.size() <= most) text += digits;
  else return work.sound(false);
  if (entering.field == LateField::time && text.size() == time_digits) entering.field = LateField::paper;
}

void choose_late_reason(Working& work, const std::string& reason) {
  const auto& known = late_reasons();
  if (std::find(known.begin(), known.end(), reason) != known.end()) work.till.late_entering.reason = reason;
}

void confirm_late(Working& work) {
  if (work.till.state != State::late) return;
  LateEntering& entering = work.till.late_entering;
  const auto at = stated_at(entering, work.now.wall);
  if (!at) {
    entering.field = LateField::time;
    return refuse(work, "late_time_wrong", {});
  }
  if (entering.paper.empty()) {
    entering.field = LateField::paper;
    return refuse(work, "late_paper_missing", {});
  }
  if (entering.reason.empty()) return refuse(work, "shift_reason_first", {});
  work.till.late = core::LateEntry{*at, entering.paper, entering.reason};
  work.till.late_second = entering.second_reference;
  work.till.notices.clear();
  work.go(State::selling);
  work.say("late_entry", {core::shanghai_minute_text(*at), entering.paper}, Weight::information);
}

}  // namespace zhuangui::till
