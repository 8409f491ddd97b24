#include <algorithm>
#include <cstdlib>

#include "example_parts.h"

namespace zhuangui::test {

using core::Grams;
using core::Money;
using core::Pieces;
using till::State;

namespace {

/// `count` carts that were set aside, each with another reason and one line more than the one before.
void park_carts(Example& one, int count) {
  for (int i = 1; i <= count; ++i) {
    const Pieces more{i};
    put(one, i % 2 == 0 ? "P-2" : "P-4", more);
    core::ParkedCart parked{i, core::WallTime{example_time().utc_ms - 60'000LL * (count - i)},
                            static_cast<core::ParkReason>((i - 1) % 3), one.till.cart};
    parked.cart.sale = "T-0001-472000-" + std::to_string(i);
    one.till.parked.push_back(std::move(parked));
  }
  one.till.cart = {};
}

/// What a receipt's code looks like: three corners, and a pattern between them.
till::SquareCode receipt_code() {
  till::SquareCode code;
  code.side = 33;
  const auto corner = [](int row, int column) {
    const int ring = std::max(std::abs(row - 3), std::abs(column - 3));
    return ring != 2 && ring < 4;
  };
  for (int row = 0; row < code.side; ++row) {
    for (int column = 0; column < code.side; ++column) {
      const bool top = row < 8, bottom = row >= 25, left = column < 8, right = column >= 25;
      bool dark = (row * row + 3 * column * column + row * column) % 7 < 3;
      if (top && left) dark = corner(row, column);
      if (top && right) dark = corner(row, 32 - column);
      if (bottom && left) dark = corner(32 - row, column);
      code.dark.push_back(dark);
    }
  }
  return code;
}

Example start_self(std::string name, State state) {
  Example made = start(std::move(name), state);
  made.till.mode = till::Mode::self_service;
  return made;
}

void call(Example& one, till::CallReason reason, State from, bool unanswered) {
  till::Call made;
  made.reason = reason;
  made.from = from;
  made.unanswered = unanswered;
  made.since.utc_ms = example_time().utc_ms - (unanswered ? 75'000 : 12'000);
  if (reason == till::CallReason::cash) {
    one.till.parked.push_back({3, made.since, core::ParkReason::cash, one.till.cart});
    one.till.cart = {};
    made.number = 3;
  }
  one.till.call = std::move(made);
}

}  // namespace

std::vector<Example> parked_screens() {
  std::vector<Example> all{start("parked", State::parked), start("parked_many", State::parked), start("parked_none", State::parked),
                           start("idle_with_parked", State::idle), start("more_with_parked", State::more)};
  park_carts(all[0], 3);
  park_carts(all[1], 9);
  park_carts(all[3], 2);
  park_carts(all[4], 2);
  return all;
}

std::vector<Example> self_service_screens() {
  std::vector<Example> all{
      start_self("self_idle", State::idle), start_self("self_idle_trouble", State::idle), start_self("self_selling", State::selling),
      start_self("self_choosing", State::paying), start_self("self_choosing_in_doubt", State::paying), start_self("self_more", State::more),
      start_self("self_parked", State::parked), start_self("self_paid", State::paid), start_self("self_paid_no_paper", State::paid),
      start_self("self_paying_parts", State::paying), start_self("self_paying_pickup", State::paying),
      start_self("self_staff_selling", State::selling), start_self("self_staff_paying", State::paying)};
  all[1].around.printer = till::PrinterState::paper_out;
  all[1].around.scanner_present = false;
  all[1].around.county = till::Link::down;
  all[1].around.unsent = 12;
  park_carts(all[1], 3);
  for (const std::size_t i : {2, 3, 4, 9, 10, 11, 12}) fill_cart(all[i]);
  all[4].till.committing = sale_of(all[4], Money::fen(9'088));
  all[4].till.notices.push_back({"commit_failed", {"unknown_outcome"}, till::Weight::danger, 0});
  park_carts(all[6], 4);
  all[7].till.last = completed(all[7], Money::fen(9'088), till::ReceiptState::printed);
  all[8].till.last = completed(all[8], Money::fen(9'088), till::ReceiptState::trouble, "printer.paper_out");
  all[8].around.printer = till::PrinterState::paper_out;
  all[8].around.receipt_code = receipt_code();
  all[9].till.lists = payment_lists();
  all[9].till.payment.taken = {{core::TenderKind::quota, Money::fen(5'000), "H-7Q2MK4", "Q-8K3M20", "pin"}};
  all[10].till.payment.taken = {{core::TenderKind::pickup, till::payment_plan(all[10].till).priced.total, "", "TH-7Q2MK4", ""}};
  all[11].till.staff_here = all[12].till.staff_here = true;
  all[12].till.entered = "90.88";
  all[12].till.entered_by_shortcut = true;
  return all;
}

std::vector<Example> calling_screens() {
  std::vector<Example> all{start_self("calling", State::calling), start_self("calling_unanswered", State::calling),
                           start_self("calling_from_idle", State::calling), start_self("calling_for_cash", State::calling),
                           start_self("calling_for_cash_unanswered", State::calling), start_self("proving", State::proving),
                           start_self("proving_card", State::proving), start_self("set_aside", State::set_aside),
                           start_self("still_there", State::selling), start_self("still_there_calling", State::calling)};
  for (const std::size_t i : {0, 1, 3, 4, 5, 8}) fill_cart(all[i]);
  call(all[0], till::CallReason::help, State::selling, false);
  call(all[1], till::CallReason::help, State::selling, true);
  call(all[2], till::CallReason::help, State::idle, true);
  call(all[3], till::CallReason::cash, State::paying, false);
  call(all[4], till::CallReason::cash, State::paying, true);
  call(all[5], till::CallReason::help, State::selling, false);
  call(all[9], till::CallReason::help, State::idle, true);
  all[5].till.lock.pin = all[5].till.lock.card = true;
  all[5].till.entered = "12";
  all[6].till.lock.card = true;
  all[7].till.set_aside_number = 3;
  for (const std::size_t i : {8, 9}) {
    all[i].till.still_there_until_ms = 1;
    all[i].till.still_there_until.utc_ms = example_time().utc_ms + 24'000;
  }
  return all;
}

}  // namespace zhuangui::test
