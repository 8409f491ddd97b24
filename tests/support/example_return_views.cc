// Screens of goods and money going back.
#include "example_parts.h"

namespace zhuangui::test {

using core::Money;
using till::State;

std::vector<Example> returning_screens() {
  std::vector<Example> all{start("returning", State::returning), start("returning_lines", State::returning), start("returning_agreed", State::returning),
                           start("returning_settling", State::returning), start("returning_void", State::returning),
                           start("returning_doubtful", State::returning), start("refunding", State::refunding), start("refunded", State::refunded),
                           start("refunded_by_card", State::refunded)};
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].till.lists = payment_lists();
    till::Returning& returning = all[i].till.returning;
    for (int ago = 0; ago < 12; ++ago)
      returning.recent.push_back({"T-0001-472000-" + std::to_string(17 - ago), core::WallTime{example_time().utc_ms - ago * 1'740'000}, 1 + ago % 4, Money::fen(9'088 + 731 * ago)});
    if (i == 0) continue;
    Example sold = start("sold", State::selling);
    fill_cart(sold);
    returning.sale = sale_of(sold, Money::fen(10'000));
    if (i == 8) returning.sale->tenders = {{core::TenderKind::card, returning.sale->total, "H-7Q2MK4", "", ""}}, returning.sale->change = {};
    returning.sold_at = example_time();
    returning.chosen = {200, 0, 1};
    returning.agreed = {Money::fen(150), {}, {}};
    returning.agrees = i == 2;
    returning.voids = i == 4;
    returning.step = i == 1 || i == 2 ? till::ReturnStep::choosing : till::ReturnStep::settling;
    const std::vector<core::RefundWish> before{{2, 1, std::nullopt, core::GoodsFate::waste}};
    if (i == 1 || i == 2) returning.earlier = {core::make_refund(*returning.sale, {}, before, {.id = "T-0001-472000-16", .reason = "spoiled"}).value()};
    if (i == 4) returning.chosen = {520, 1015, 2}, returning.fate = core::GoodsFate::saleable;
    if (i >= 3) returning.reason = i == 4 ? "mistake" : "spoiled";
  }
  all[1].till.entered = "200";
  all[2].till.entered = "1.5";
  for (std::size_t i = 5; i < all.size(); ++i) {
    Example settled = all[3];
    settled.till.returning.sale = all[i].till.returning.sale;
    const core::Refund refund = *till::refund_chosen(settled.till);
    if (i < 7) all[i].till.returning.committing = refund;
    else all[i].till.given_back = till::GivenBack{refund, 232, example_time(), i == 7 ? till::ReceiptState::printed : till::ReceiptState::trouble, i == 7 ? "" : "printer.paper_out"};
  }
  all[5].till.notices.push_back({"refund_failed", {"unknown_outcome"}, till::Weight::danger, 0});
  return all;
}

}  // namespace zhuangui::test
