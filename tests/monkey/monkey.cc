#include "monkey.h"

#include <algorithm>
#include <array>
#include <span>

#include "journal/simulated_disk.h"

namespace zhuangui::monkey {
namespace {

using till::State;

constexpr std::array states{State::starting, State::idle, State::selling, State::parked, State::searching, State::tracing, State::weighing, State::counting, State::quick, State::hand_pricing,
                            State::more, State::devices, State::syncing, State::today, State::disclosure, State::settings, State::securing, State::locked,
                            State::paying, State::committing, State::paid, State::returning, State::refunding, State::refunded};

bool is_of_returns(State state) { return state == State::returning || state == State::refunding || state == State::refunded; }

std::string with_check_digit(std::string digits) {  // EAN-13: weights 1 and 3 from the left over twelve digits
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string padded(std::int64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

// How the screen looks is hardly a state of the till, and a panel open half of the time hides the others.
// Nor is a locked screen one where much happens.
bool is_about_looks(std::string_view id) {
  return id == "@access" || id == "@lock" || (id.starts_with("@settings.") && id != "@settings.lock");
}

const char* paper_word(till::ReceiptState state) {
  switch (state) {
    case till::ReceiptState::none: return "paid, no paper asked";
    case till::ReceiptState::waiting: return "paid, paper waited for";
    case till::ReceiptState::held: return "paid, paper held up";
    case till::ReceiptState::printed: return "paid, paper printed";
    case till::ReceiptState::unconfirmed: return "paid, paper unconfirmed";
    case till::ReceiptState::trouble: return "paid, paper trouble";
  }
  return "";
}

// No secret is kept (see counter.cc), so that whoever comes proves nothing, and nothing is locked over a cart.
std::vector<std::string> states_of_self_service() {
  std::vector<std::string> all;
  for (const State state : states)
    if (state != State::securing && state != State::locked && !is_of_returns(state)) all.emplace_back(till::state_name(state));
  for (const State state : {State::calling, State::set_aside}) all.emplace_back(till::state_name(state));
  all.insert(all.end(), {"calling for cash", "calling, nobody comes", "asked whether still there", "staff here, selling", "staff here, paying",
                         "staff here, devices", "staff here with help", "a cart left behind", "selling, clearing asked", "selling, removal to undo",
                         "selling, empty", "several carts parked", "paying, enough", "paying, commit failed", "disk nearly full",
                         "paid, paper waited for", "paid, paper held up", "paid, paper printed", "paid, paper unconfirmed", "paid, paper trouble",
                         "idle, last sale after a crash"});
  return all;
}

}  // namespace

std::vector<std::string> Monkey::all_states(till::Mode mode) {
  if (mode == till::Mode::self_service) return states_of_self_service();
  std::vector<std::string> all;
  for (const State state : states) all.emplace_back(till::state_name(state));
  for (const State state : {State::idle, State::selling, State::searching, State::paying, State::paid})
    all.push_back(std::string{till::state_name(state)} + " with help");
  all.insert(all.end(), {"selling, clearing asked", "more, training asked", "selling, removal to undo", "selling, empty", "several carts parked", "paying, enough", "paying, commit failed", "paying, in doubt",
                         "weighing, by hand", "weighing, tare", "weighing, spent",
                         "securing, again", "locked over a cart",
                         "disk nearly full", "paid, paper waited for", "paid, paper held up", "paid, paper printed", "paid, paper unconfirmed",
                         "paid, paper trouble", "idle, last sale after a crash"});
  return all;
}

void Monkey::notice(app::Shell& shell) {
  const till::Till& till = shell.till();
  const std::string state = till::state_name(till.state);
  ++visited_[state];
  if (till.help_open) ++visited_[state + " with help"];
  if (till.confirm_clear) ++visited_["selling, clearing asked"];
  if (till.confirm_training) ++visited_["more, training asked"];
  if (till.state == State::selling && till.undo) ++visited_["selling, removal to undo"];
  if (till.state == State::selling && till.cart.lines.empty()) ++visited_["selling, empty"];
  if (till.state == State::paying && shell.view().change) ++visited_["paying, enough"];
  for (const till::Notice& one : till.notices)
    if (till.state == State::paying && one.code == "commit_failed") ++visited_[till.committing ? "paying, in doubt" : "paying, commit failed"];
  if (till.state == State::returning && till.returning.committing) ++visited_["returning, in doubt"];
  if (till.state == State::securing && till.secret_step == till::SecretStep::again) ++visited_["securing, again"];
  if (till.state == State::weighing && till.weighing.by_hand) ++visited_["weighing, by hand"];
  if (till.state == State::weighing && till.weighing.tare_g > 0) ++visited_["weighing, tare"];
  if (till.state == State::weighing && till.pan.state == till::PanState::spent) ++visited_["weighing, spent"];
  if (till.state == State::locked && !till.cart.lines.empty()) ++visited_["locked over a cart"];
  if (till.parked.size() > 1) ++visited_["several carts parked"];
  if (till.call && till.state == State::calling) {
    if (till.call->reason == till::CallReason::cash) ++visited_["calling for cash"];
    if (till.call->unanswered) ++visited_["calling, nobody comes"];
  }
  if (till.still_there_until_ms != 0) ++visited_["asked whether still there"];
  if (till.staff_here) ++visited_["staff here, " + state];
  if (till.staff_here && till.help_open) ++visited_["staff here with help"];
  for (const core::ParkedCart& one : till.parked)
    if (one.reason == core::ParkReason::abandoned) ++visited_["a cart left behind"];
  if (till.disk_nearly_full) ++visited_["disk nearly full"];
  if (till.state == State::paid && till.last) ++visited_[paper_word(till.last->receipt)];
  if (till.state == State::idle && till.last) ++visited_["idle, last sale after a crash"];
}

void Monkey::act() {
  const std::int64_t dice = between(1, 100);
  if (dice <= 70) happens(10) ? press_key() : touch();
  else if (dice <= 90) happens(30) ? lay_on_scale() : scan();
  else fault();
  if (happens(20)) paper_comes();
  if (disk_bad_events_ > 0 && --disk_bad_events_ == 0) journal::SimulatedDisk::instance().ok();
  counter_.time_passes(happens(2) ? between(1'000, 200'000) : between(20, 900));
  counter_.in_screen([this](app::Shell& shell) { notice(shell); });
  if (happens(90)) counter_.rest();  // else the next event meets a terminal at work
}

// A quarter aims at nothing, so that large ones are hit more often; nearly half goes for the corner where the way forward is;
// the others are curious: what was touched less often is touched rather.
const ui::Widget& Monkey::choose(const std::vector<ui::Widget>& open, int corner_x, int height) {
  const auto from_corner = [&](const ui::Widget& widget) { return std::abs(corner_x - widget.rect.middle_x()) + (height - widget.rect.middle_y()); };
  const std::int64_t dice = between(1, 100);
  if (dice <= 45)
    return *std::min_element(open.begin(), open.end(), [&](const auto& a, const auto& b) { return from_corner(a) < from_corner(b); });
  std::vector<double> weights;
  for (const ui::Widget& widget : open)
    weights.push_back(dice <= 72 ? static_cast<double>(widget.rect.w) * widget.rect.h : 1.0 / (1.0 + tapped_[widget.id]));
  return open[std::discrete_distribution<std::size_t>(weights.begin(), weights.end())(random_)];
}

void Monkey::touch() {
  ++touches_;
  counter_.in_screen([this](app::Shell& shell) {
    std::vector<ui::Widget> open;
    for (ui::Widget& widget : shell.screen().widgets())
      if (widget.enabled && !widget.covered && (!is_about_looks(widget.id) || happens(10))) open.push_back(std::move(widget));
    if (open.empty()) return;
    const bool left = shell.screen().access().left_hand;  // the way forward is in the other corner then
    const ui::Widget& chosen = choose(open, left ? 0 : shell.screen().width(), shell.screen().height());
    ++tapped_[chosen.id];
    last_event_ = "tap " + chosen.id + " in " + till::state_name(shell.till().state);
    const int x = static_cast<int>(between(chosen.rect.x, chosen.rect.x + chosen.rect.w - 1));
    const int y = static_cast<int>(between(chosen.rect.y, chosen.rect.y + chosen.rect.h - 1));
    const auto asked = shell.screen().tap(x, y);
    shell.ask(asked);
    if (happens(10)) shell.ask(asked);  // a finger that trembles, before anything was drawn
  });
}

void Monkey::press_key() {
  static constexpr std::array names{"Enter", "Escape", "Backspace", "Delete", "+", "-", ".", "F1", "F2", "F4", "F5", "F11", "F12",
                                    "Up", "Down", "w", "x", "h", "t",
                                    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  const std::string name = names[static_cast<std::size_t>(between(0, names.size() - 1))];
  last_event_ = "key " + name;
  counter_.in_screen([&](app::Shell& shell) { shell.ask(shell.screen().press(*ui::parse_key(name))); });
}

std::string Monkey::some_code() {
  switch (between(0, 12)) {
    case 12: {
      const std::set<std::string> sold = counter_.committed();
      if (sold.empty()) return "6901234567892";
      return "ZG1|" + *std::next(sold.begin(), between(0, static_cast<std::int64_t>(sold.size()) - 1)) + "|5|0011223344556677";
    }
    case 0: case 1: case 2: return "6901234567892";
    case 3: case 4: return "6901234567908";
    case 5: return with_check_digit("21" + std::string{"01234"} + padded(between(1, 99'999), 5));
    case 6: return with_check_digit("21" + std::string{"01235"} + padded(between(0, 3'000), 5));
    case 7: return "6901234567915";  // has no price
    case 8: return "690123456789" + std::to_string(between(0, 9));
    case 9: return "13" + padded(between(0, 9'999'999'999'999'999), 16);  // a buyer's payment code
    case 10: {
      std::string bytes(static_cast<std::size_t>(between(0, 80)), ' ');
      for (char& byte : bytes) byte = static_cast<char>(between(0, 255));
      return bytes;
    }
    default: return "01069012345678921724113" + std::to_string(between(0, 9)) + "10LOT\x1d" + "21" + padded(between(0, 999), 3);
  }
}

void Monkey::scan() {
  const device::ScanEvent scan{.device = "monkey", .symbology = happens(30) ? "E0" : "", .text = some_code(), .at_us = app::Clock::machine_us()};
  last_event_ = "scan " + scan.text;
  const std::int64_t times = happens(5) ? between(2, 30) : 1;
  counter_.in_screen([&](app::Shell& shell) {
    for (std::int64_t i = 0; i < times; ++i) shell.scanned(scan);
  });
}

// What lies there is gone, another weight, or one that moves; now and then the scale is pulled out.
void Monkey::lay_on_scale() {
  const std::int64_t dice = between(1, 100);
  last_event_ = "scale " + std::to_string(dice);
  const bool in = happens(50), moves = happens(20);
  const std::int64_t grams = dice <= 40 ? 0 : between(1, 20'000);
  counter_.in_screen([&](app::Shell&) { dice <= 10 ? counter_.pan().plug(in) : counter_.pan().lay(grams, moves); });
}

void Monkey::paper_comes() {
  static constexpr std::array troubles{"printer.paper_out", "printer.cover_open", "printer.cutter_jam", "printer.unplugged", "printer.no_answer"};
  for (const Counter::Paper& paper : counter_.take_asked_paper()) {
    till::ReceiptChanged changed{paper.sale, till::ReceiptState::printed, ""};
    if (happens(20)) changed.state = till::ReceiptState::unconfirmed;
    const auto with_trouble = happens(30) ? till::ReceiptState::held : till::ReceiptState::trouble;
    if (happens(30)) changed = {paper.sale, with_trouble, troubles[static_cast<std::size_t>(between(0, troubles.size() - 1))]};
    counter_.happened_to_till(changed);
  }
}

void Monkey::disk_fault() {
  auto& disk = journal::SimulatedDisk::instance();
  disk_bad_events_ = between(1, 10);
  switch (between(0, 4)) {
    case 0: disk.full(); break;
    case 1: disk.read_only(); break;
    case 2: disk.write_error(static_cast<int>(between(1, 6))); break;
    case 3: disk.syncs_fail(); break;
    default: disk.sync_error(static_cast<int>(between(1, 3))); break;
  }
}

void Monkey::fault() {
  const std::int64_t dice = between(1, 100);
  last_event_ = "fault " + std::to_string(dice);
  if (dice <= 40) return disk_fault();
  if (dice <= 60) return counter_.happened_to_till(till::Scanned{barcode::UnknownCode{"", "broken"}});
  if (dice <= 80) {
    const auto printer = static_cast<till::PrinterState>(between(0, 5));
    const bool scanner = happens(50);
    const auto link = static_cast<till::Link>(between(0, 2));
    const std::int64_t unsent = between(0, 5'000);
    return counter_.in_screen([=](app::Shell& shell) {
      till::Surroundings& around = shell.surroundings();
      around.printer = printer, around.scanner_present = scanner, around.county = link, around.unsent = unsent;
    });
  }
  if (dice <= 94) return counter_.clock().jump_wall(between(-60'000, 60'000) * (happens(10) ? 1'440 : 1));
  ++crashes_;
  counter_.crash();
  start();
}

void Monkey::start() {
  counter_.take_asked_paper();
  disk_bad_events_ = 0;
  counter_.start([this](app::Shell& shell) { notice(shell); });
}

int Monkey::go_home(int touches_max) {
  static constexpr std::array usual_ways{"@still_there.no", "@set_aside.ok", "@access.close", "@help.close", "@training.no", "@lock.open", "@clear.yes", "@finish", "@clear", "@back"};
  static constexpr std::array ways_in_doubt{"@access.close", "@help.close", "@pad.ok", "@return.confirm", "@back"};
  journal::SimulatedDisk::instance().ok();
  disk_bad_events_ = 0;
  counter_.rest();
  std::string way;
  for (int touches = 0; touches <= touches_max; ++touches) {
    bool home = false;
    counter_.in_screen([&](app::Shell& shell) {
      home = shell.till().state == State::idle && !shell.till().help_open;
      if (home) return;
      const std::vector<ui::Widget> widgets = shell.screen().widgets();
      const bool in_doubt = shell.till().committing || shell.till().returning.committing;
      for (const char* id : in_doubt ? std::span<const char* const>{ways_in_doubt} : usual_ways)
        for (const ui::Widget& widget : widgets)
          if (widget.id == id && widget.enabled && !widget.covered) {
            way += std::string{" "} + id;
            return shell.ask(shell.screen().tap(widget.rect.middle_x(), widget.rect.middle_y()));
          }
      way += std::string{" (nothing in "} + till::state_name(shell.till().state) + ")";
    });
    counter_.rest();
    if (home) return touches;
  }
  throw Trouble{"the idle screen is not reached within " + std::to_string(touches_max) + " touches:" + way};
}

}  // namespace zhuangui::monkey
