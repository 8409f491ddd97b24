#include "protocol_steps.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "device/settings.h"

namespace zhuangui::scale {

namespace {

using Kind = Step::Kind;

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "6" or "3-9" into the step's bounds, each from 1 to `most`.
bool take_bounds(Step& step, std::string_view text, int most) {
  const auto dash = text.find('-');
  const auto first = whole_number(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : whole_number(text.substr(dash + 1));
  if (!first || !last || *first < 1 || *last < *first || *last > most) return false;
  step.least = *first;
  step.most = *last;
  return true;
}

template <class Table>
bool take_table(Step& step, const std::vector<Table>& tables, std::string_view name) {
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const Table& one) { return one.name == name; });
  step.table = static_cast<std::size_t>(found - tables.begin());
  return found != tables.end();
}

/// "02", "01|81": one byte, any of these.
bool take_literal(Step& step, std::string_view word) {
  step.kind = Kind::literal;
  while (!word.empty()) {
    const auto bar = std::min(word.find('|'), word.size());
    const auto byte = device::bytes_of_hex(word.substr(0, bar));
    if (!byte || byte->size() != 1) return false;
    step.literal += *byte;
    word.remove_prefix(std::min(bar + 1, word.size()));
  }
  return !step.literal.empty();
}

bool take_check(Step& step, std::string_view kind) {
  step.kind = Kind::check;
  if (kind == "xor") step.check = Step::Check::exclusive_or;
  else if (kind == "xor_hex") step.check = Step::Check::exclusive_or_hex;
  else if (kind == "negative_sum_7") step.check = Step::Check::negative_sum_7;
  else return false;
  step.least = step.most = step.check == Step::Check::exclusive_or_hex ? 2 : 1;
  return true;
}

bool take_set(Step& step, std::string_view word) {
  const auto meaning = meaning_of(word);
  step.kind = Kind::set;
  step.least = step.most = 0;
  if (meaning) step.meaning = *meaning;
  return meaning.has_value();
}

bool take_marker(Step& step, Kind kind) {
  step.kind = kind;
  step.least = step.most = 0;
  return true;
}

/// Reads one word of a pattern; false: it is none.
bool take_step(Step& step, std::string_view word, const Protocol& protocol) {
  if (word == "[") return take_marker(step, Kind::optional_begin);
  if (word == "]") return take_marker(step, Kind::optional_end);
  if (word == "(") return take_marker(step, Kind::check_from);
  if (word.starts_with('=')) return take_set(step, word.substr(1));
  if (word.starts_with('&')) {
    const bool read = take_literal(step, word.substr(1));
    return take_marker(step, Kind::ahead) && read;
  }
  const auto colon = std::min(word.find(':'), word.size());
  const std::string_view name = word.substr(0, colon), rest = word.substr(std::min(colon + 1, word.size()));
  const auto bounded = [&](Kind kind, int most) {
    step.kind = kind;
    return take_bounds(step, rest, most);
  };
  if (name == "number") return bounded(Kind::number, 16);
  if (name == "reversed") return bounded(Kind::reversed, 16);
  if (name == "tare") return bounded(Kind::tare, 16);
  if (name == "bcd") return bounded(Kind::bcd, 5) && step.least == step.most;
  if (name == "any") return bounded(Kind::any, 32) && step.least == step.most;
  if (name == "unit") return bounded(Kind::unit, 4);
  if (name == "check") return take_check(step, rest);
  if (name == "word") {
    step.kind = Kind::word;
    if (!take_table(step, protocol.words, rest)) return false;
    step.least = step.most = static_cast<int>(protocol.words[step.table].size);
    return true;
  }
  if (name == "bits") {
    step.kind = Kind::bits;
    return take_table(step, protocol.bits, rest);
  }
  if (word == "sign") {
    step.kind = Kind::sign;
    return true;
  }
  if (word == "blanks") {
    step.kind = Kind::blanks;
    step.least = 0;
    step.most = 4;
    return true;
  }
  return take_literal(step, word);
}

/// What single steps cannot tell: groups, the range of a check, the length.
std::string mismatch(const std::vector<Step>& steps) {
  int bytes = 0;
  bool group = false, checked = false;
  std::size_t at = 0;
  for (const Step& step : steps) {
    ++at;
    bytes += step.most;
    if (step.kind == Kind::check_from) checked = true;
    if (step.kind == Kind::check && !checked) return "a check needs '(' where its range begins";
    if (step.kind == Kind::optional_end && !group) return "']' without '['";
    if (step.kind == Kind::optional_begin) {
      if (group) return "a group within a group";
      if (at == steps.size() || steps[at].kind != Kind::literal) return "a group begins with a byte";
    }
    if (step.kind == Kind::optional_begin) group = true;
    if (step.kind == Kind::optional_end) group = false;
  }
  if (group) return "'[' without ']'";
  if (steps.empty() || steps.front().kind == Kind::optional_begin) return "a frame begins with a step that is always there";
  if (bytes < 2 || bytes > Protocol::frame_bytes_max) return "a frame has 2 to 64 bytes";
  return {};
}

}  // namespace

std::optional<Meaning> meaning_of(std::string_view word) {
  using Word = Meaning::Kind;
  struct Named {
    std::string_view text;
    Word kind;
  };
  static constexpr std::array<Named, 12> names{{{"stable", Word::stable}, {"unstable", Word::unstable}, {"zero", Word::zero},
                                                {"over", Word::over}, {"under_zero", Word::under_zero},
                                                {"not_ready", Word::not_ready}, {"gross", Word::gross}, {"net", Word::net},
                                                {"tare", Word::tare}, {"negative", Word::negative}, {"ignore", Word::ignore},
                                                {"refuse", Word::refuse}}};
  for (const Named& one : names)
    if (one.text == word) return Meaning{one.kind};
  if (const auto unit = unit_named(word)) return Meaning{Word::unit, *unit};
  if (word.size() > 1 && word.front() == 'e')
    if (const auto exponent = whole_number(word.substr(1)); exponent && *exponent >= -6 && *exponent <= 3)
      return Meaning{Word::exponent, Unit::gram, *exponent};
  return std::nullopt;
}

std::string add_frame(Protocol& protocol, std::string_view pattern) {
  std::vector<Step> steps;
  for (const std::string_view word : device::words_of(pattern)) {
    Step step;
    if (!take_step(step, word, protocol)) return "'" + std::string(word) + "' is no step of a frame, or names no table of this file";
    steps.push_back(std::move(step));
    if (steps.size() > 64) return "more than 64 steps";
  }
  if (const std::string cause = mismatch(steps); !cause.empty()) return cause;
  protocol.frames.push_back(std::move(steps));
  return {};
}

}  // namespace zhuangui::scale
