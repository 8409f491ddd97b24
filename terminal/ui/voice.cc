#include "ui/voice.h"

#include <array>
#include <utility>

namespace zhuangui::ui {
namespace {

std::string digit(std::int64_t number) { return "n" + std::to_string(number); }

void append(Spoken& to, Spoken more) { to.insert(to.end(), more.begin(), more.end()); }

// 1 to 9,999 in Chinese. `inside`: something stands before it, so that 10 is 一十 and 7 is 零七.
void say_four_digits(Spoken& said, std::int64_t number, bool inside) {
  static constexpr std::array<std::pair<std::int64_t, const char*>, 3> places{{{1'000, "thousand"}, {100, "hundred"}, {10, "ten"}}};
  bool begun = inside, gap = inside && number < 1'000;
  for (const auto& [value, name] : places) {
    const std::int64_t count = number / value;
    number %= value;
    if (count == 0) {
      gap = gap || begun;
      continue;
    }
    if (std::exchange(gap, false)) said.push_back("n0");
    if (count == 2 && value == 1'000) said.push_back("liang");
    else if (count > 1 || value > 10 || begun) said.push_back(digit(count));
    said.emplace_back(name);
    begun = true;
  }
  if (number == 0) return;
  if (gap) said.push_back("n0");
  said.push_back(digit(number));
}

Spoken chinese_number(std::int64_t number) {
  if (number == 0) return {"n0"};
  if (number == 2) return {"liang"};  // before a measure word, as here it always stands
  Spoken said;
  const std::int64_t ten_thousands = number / 10'000;
  if (ten_thousands == 2) said.push_back("liang");
  else if (ten_thousands > 0) say_four_digits(said, ten_thousands, false);
  if (ten_thousands > 0) said.push_back("ten_thousand");
  if (number % 10'000 > 0) say_four_digits(said, number % 10'000, ten_thousands > 0);
  return said;
}

// 1 to 999 in English.
void say_three_digits(Spoken& said, std::int64_t number) {
  if (number >= 100) append(said, {digit(number / 100), "hundred"});
  number %= 100;
  if (number >= 20) {
    said.push_back(digit(number / 10 * 10));
    number %= 10;
  }
  if (number > 0) said.push_back(digit(number));
}

Spoken english_number(std::int64_t number) {
  if (number == 0) return {"n0"};
  static constexpr std::array<std::pair<std::int64_t, const char*>, 2> places{{{1'000'000, "million"}, {1'000, "thousand"}}};
  Spoken said;
  for (const auto& [value, name] : places) {
    if (number < value) continue;
    say_three_digits(said, number / value);
    said.emplace_back(name);
    number %= value;
  }
  if (number > 0) say_three_digits(said, number);
  return said;
}

// Left unsaid where there are only fen.
Spoken whole_yuan(std::int64_t yuan, std::int64_t fen, Spoken (*number)(std::int64_t)) {
  if (yuan == 0 && fen > 0) return {};
  Spoken said = number(yuan);
  said.push_back("yuan");
  return said;
}

Spoken chinese_money(std::int64_t yuan, std::int64_t fen) {
  Spoken said = whole_yuan(yuan, fen, &chinese_number);
  if (fen >= 10) append(said, {fen / 10 == 2 ? "liang" : digit(fen / 10), "jiao"});
  else if (fen > 0 && yuan > 0) said.push_back("n0");
  if (fen % 10 > 0) append(said, {digit(fen % 10), "fen"});
  return said;
}

Spoken english_money(std::int64_t yuan, std::int64_t fen) {
  Spoken said = whole_yuan(yuan, fen, &english_number);
  if (fen == 0) return said;
  append(said, english_number(fen));
  said.push_back("fen");
  return said;
}

}  // namespace

Spoken spoken_money(core::Money amount, Language language) {
  const std::int64_t yuan = amount.in_fen() / 100, fen = amount.in_fen() % 100;
  if (amount < core::Money{} || amount > core::sale_total_max) return {};
  return language == Language::english ? english_money(yuan, fen) : chinese_money(yuan, fen);
}

Spoken Prompter::see(const till::View& view, Language language) {
  const till::Till& till = view.till;
  const till::State before = std::exchange(state_, till.state);
  Spoken said;
  if (till.state == till::State::paying && before != till::State::paying && before != till::State::committing) {
    said = {"total"};
    append(said, spoken_money(view.due, language));
  }
  if (till.state == till::State::paid && till.last && std::exchange(sale_, till.last->sale.id) != till.last->sale.id) {
    paper_told_ = false;
    const bool exact = till.last->sale.change == core::Money{};
    said = {exact ? "exact" : "change"};
    if (!exact) append(said, spoken_money(till.last->sale.change, language));
  }
  const bool paper_waits = till.state == till::State::paid && till.last &&
                           (till.last->receipt == till::ReceiptState::trouble || till.last->receipt == till::ReceiptState::held);
  if (paper_waits && !std::exchange(paper_told_, true)) said.emplace_back("paper");
  const std::string notice = till.notices.empty() ? "" : till.notices.back().code;
  if (notice != std::exchange(notice_, notice) && !notice.empty() && till.notices.back().weight != till::Weight::information)
    said.emplace_back("look");
  return said;
}

}  // namespace zhuangui::ui
