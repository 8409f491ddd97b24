#include "steps.h"

namespace zhuangui::till {

void open_search(Working& work) {
  const State from = work.till.state;
  if (from != State::idle && from != State::selling && from != State::quick && from != State::more) return;
  if (from == State::idle || from == State::selling) work.till.home = from;
  work.till.notices.clear();
  work.go(State::searching);
}

void open_more(Working& work) {
  const State from = work.till.state;
  if (from != State::idle && from != State::selling) return;
  work.till.home = from;
  work.till.notices.clear();
  work.go(State::more);
}

void open_from_more(Working& work, State state) {
  if (work.till.state != State::more) return;
  work.till.test_print = ReceiptState::none;
  work.till.test_print_trouble.clear();
  work.go(state);
}

void open_today(Working& work) {
  if (work.till.state == State::more) work.effects.push_back(LookAtToday{});
  open_from_more(work, State::today);
}

// One card at a time: whoever presses again while it is on its way gets no second one.
void print_test_card(Working& work) {
  if (work.till.state != State::devices || is_under_way(work.till.test_print)) return;
  work.till.test_print = ReceiptState::waiting;
  work.till.test_print_trouble.clear();
  work.effects.push_back(PrintTestCard{});
}

void test_print_changed(Working& work, const TestPrintChanged& event) {
  if (work.till.state != State::devices || work.till.test_print == ReceiptState::none) return;
  work.till.test_print = event.state;
  work.till.test_print_trouble = event.trouble;
}

void press_search(Working& work, char key) {
  if (work.till.state != State::searching) return;
  std::string& typed = work.till.searched;
  const bool letter = (key >= 'a' && key <= 'z') || (key >= '0' && key <= '9');
  if (letter && typed.size() < searched_letters_max) typed += key;
  else if (key == 'C') typed.clear();
  else if (key == '<' && !typed.empty()) typed.pop_back();
  else work.sound(false);
  work.till.category.reset();  // what is typed is looked for among all goods
}

void choose_category(Working& work, const std::optional<std::string>& category) {
  if (work.till.state != State::searching) return;
  work.till.searched.clear();
  work.till.category = category;
  ++work.till.screen;  // goods stand where the categories stood: a second touch would buy one
}

void pick_product(Working& work, const std::string& id) {
  if ((work.till.state != State::searching && work.till.state != State::quick && work.till.state != State::tracing) || !work.till.catalogue) return;
  const core::Product* product = work.till.catalogue->find(id);
  if (!product) return refuse(work, "no_longer_listed", {});
  if (product->weighed) return weigh(work, *product, "");
  add(work, *product, core::Pieces{1}, "");
}

void show_trace(Working& work, const std::string& id, std::optional<std::size_t> line) {
  const State from = work.till.state;
  if (from != State::idle && from != State::selling && from != State::searching) return;
  const core::Product* product = work.till.catalogue ? work.till.catalogue->find(id) : nullptr;
  if (!product) return refuse(work, "no_longer_listed", {});
  if (from != State::searching) work.till.home = from;
  work.till.traced = id;
  work.till.traced_from_search = from == State::searching;
  work.till.traced_line.reset();
  if (from == State::selling && line && *line < work.till.cart.lines.size()) work.till.traced_line = work.till.cart.lines[*line];
  work.till.notices.clear();
  work.go(State::tracing);
}

// The screen says what the list in force says of them, and that list has just been replaced.
void leave_trace_of_goods_that_are_gone(Working& work) {
  if (work.till.state != State::tracing) return;
  if (work.till.catalogue && work.till.catalogue->find(work.till.traced)) return;
  back_from_beside(work);
  work.say("no_longer_listed", {});
}

void back_from_beside(Working& work) {
  work.till.notices.clear();
  const State from = work.till.state;
  if (from == State::securing) return work.go(State::settings);
  if (from == State::weighing) return work.go(work.till.weighing_from);
  if (from != State::more && from != State::parked && from != State::searching && from != State::quick && from != State::tracing && from != State::counting && from != State::hand_pricing)
    return work.go(State::more);
  const bool to_search = from == State::tracing && work.till.traced_from_search;
  work.go(to_search ? State::searching : work.till.home);
}

}  // namespace zhuangui::till
