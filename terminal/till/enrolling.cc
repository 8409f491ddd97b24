#include <algorithm>

#include "steps.h"

// The first start: whom the terminal belongs to is asked of the county, by its address and a code of the office.

namespace zhuangui::till {
namespace {

constexpr std::size_t address_length_max = 80, code_length = 8;
constexpr std::string_view code_prefix = "ZE1|";  // of the text that is scanned: ZE1|address|code|the county's key in hex

char upper_case(char key) { return key >= 'a' && key <= 'z' ? static_cast<char>(key - 'a' + 'A') : key; }

bool belongs_to(bool code, char key) {
  const bool letter_or_digit = (key >= 'a' && key <= 'z') || (key >= '0' && key <= '9');
  return letter_or_digit || (!code && std::string_view{".:-/"}.find(key) != std::string_view::npos);
}

bool is_typing(const Till& till) { return till.state == State::enrolling && till.enrolling.step == EnrolStep::asking; }

/// The parts of a scanned text between its bars; empty when it is none of ours.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  if (!text.starts_with(code_prefix)) return parts;
  text.remove_prefix(code_prefix.size());
  for (std::size_t bar = 0; bar != std::string_view::npos; text.remove_prefix(std::min(bar + 1, text.size()))) {
    bar = text.find('|');
    parts.emplace_back(text.substr(0, bar));
    if (bar == std::string_view::npos) break;
  }
  return parts;
}

void ask_county(Working& work) {
  Enrolling& now = work.till.enrolling;
  now.step = EnrolStep::under_way;
  now.trouble.clear();
  ++work.till.screen;
  work.effects.push_back(AskForEnrolment{now.address, now.code, now.county_key});
}

}  // namespace

void begin_enrolling(Working& work, const NotEnrolled& event) {
  if (work.till.state != State::starting) return;
  work.till.enrolling.address = event.address;
  work.till.enrolling.at_code = !event.address.empty();
  work.go(State::enrolling);
}

void choose_enrol_field(Working& work, bool code) {
  if (is_typing(work.till)) work.till.enrolling.at_code = code;
}

void press_enrol(Working& work, char key) {
  if (!is_typing(work.till)) return;
  Enrolling& now = work.till.enrolling;
  std::string& text = now.at_code ? now.code : now.address;
  const std::size_t most = now.at_code ? code_length : address_length_max;
  if (key == 'C') text.clear();
  else if (key == '<' && !text.empty()) text.pop_back();
  else if (belongs_to(now.at_code, key) && text.size() < most) text += now.at_code ? upper_case(key) : key;
  else return work.sound(false);
  now.trouble.clear();
  now.county_key.clear();  // it was of what was scanned
}

void enrol(Working& work) {
  if (!is_typing(work.till)) return;
  Enrolling& now = work.till.enrolling;
  if (now.address.empty()) return refuse(work, "enrol_address_missing", {});
  if (now.code.size() != code_length) {
    now.at_code = true;
    return refuse(work, "enrol_code_short", {});
  }
  work.till.notices.clear();
  ask_county(work);
}

void stop_enrolling(Working& work) {
  if (work.till.state != State::enrolling || work.till.enrolling.step == EnrolStep::asking) return;
  work.till.enrolling.step = EnrolStep::asking;
  ++work.till.screen;
  work.effects.push_back(StopEnrolment{});
}

void enrolment_scanned(Working& work, const EnrolmentScanned& event) {
  if (!is_typing(work.till)) return work.sound(false);
  const std::vector<std::string> parts = parts_of(event.text);
  if (parts.size() != 3 || parts[0].empty() || parts[0].size() > address_length_max || parts[1].size() != code_length)
    return refuse(work, "not_an_enrolment_code", {});
  Enrolling& now = work.till.enrolling;
  now.address = parts[0];
  now.code = parts[1];
  now.county_key = parts[2];
  work.sound(true);
  ask_county(work);
}

void enrol_words_shown(Working& work, const EnrolWordsShown& event) {
  if (work.till.state != State::enrolling || work.till.enrolling.step != EnrolStep::under_way) return;
  work.till.enrolling.step = EnrolStep::comparing;
  work.till.enrolling.words = event.words;
  ++work.till.screen;
}

void enrol_failed(Working& work, const EnrolFailed& event) {
  if (work.till.state != State::enrolling || work.till.enrolling.step == EnrolStep::asking) return;
  work.till.enrolling.step = EnrolStep::asking;
  work.till.enrolling.trouble = event.trouble;
  work.till.enrolling.at_code = event.trouble == "code";
  ++work.till.screen;
  work.sound(false);
}

}  // namespace zhuangui::till
