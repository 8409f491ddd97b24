#include "example_parts.h"

namespace zhuangui::test {

using core::Money;
using till::State;

std::vector<Example> notice_screens() {
  const std::string code = "(01)06900000000028(10)ABC-123456";
  const std::string name = "巫溪县红池坝高山生态富硒有机洋芋礼盒装特级";
  const std::vector<std::pair<std::string, std::vector<std::string>>> notices{
      {"unknown_code", {code}}, {"check_digit", {code}}, {"scan_broken", {}}, {"payment_code_here", {"13****5678"}},
      {"not_for_sale", {name}}, {"no_longer_listed", {}}, {"quantity_limit", {name}}, {"price_lowered", {}}, {"weighed_needs_label", {name}}, {"added_while_weighing", {name}}, {"pieces_missing", {}}, {"pieces_zero", {name}},
      {"price_missing", {}}, {"price_too_high", {name}}, {"price_outside_band", {name}}, {"limit_per_sale", {name, "99"}}, {"limit_per_sale_grams", {name, "5000"}}, {"scale_expired", {"2026-11-01"}}, {"scale_fails", {}}, {"weight_over", {}},
      {"weight_under", {}}, {"weight_spent", {}}, {"weight_moving", {}}, {"weight_too_light", {"100"}}, {"weight_missing", {}}, {"grams_missing", {}},
      {"tare_needs_container", {}}, {"weigh_by_hand_refused", {}}, {"price_label_refused", {name}},
      {"label_price_differs", {name}}, {"settings_not_kept", {"disk_full"}}, {"training_after_the_cart", {}}, {"training_not_begun", {"disk_full"}}, {"enrolled", {"T-0001", "C-0001"}}, {"enrol_address_missing", {}},
      {"enrol_code_short", {}}, {"not_an_enrolment_code", {}}, {"pin_wrong", {"3"}}, {"pin_too_short", {}}, {"pins_differ", {}},
      {"card_opens_nothing", {}}, {"secret_kept", {}}, {"secret_forgotten", {}}, {"secret_not_kept", {"disk_full"}}, {"scan_refused_locked", {}}, {"scan_refused_approving", {}}, {"logged_in", {"王芳"}}, {"may_not_approve", {"王芳"}}, {"approval_code_short", {}},
      {"not_recorded", {"disk_full"}}, {"shift_opened", {}}, {"cash_moved", {}}, {"drawer_opened", {}}, {"shift_count_first", {}}, {"shift_reason_first", {}},
      {"shift_amount_first", {}}, {"scan_refused_shifts", {}}, {"scan_refused_late", {}}, {"late_needs_empty_cart", {}}, {"late_time_wrong", {}}, {"late_not_parked", {}},
      {"late_paper_missing", {}}, {"late_entry", {"2026-11-24 09:30", "123456789012"}}, {"trace_code_here", {"trace.example.cn"}}, {"card_not_taken", {}}, {"false_code", {"01****7893"}},
      {"not_ready", {}}, {"receipt_code_here", {"T-0001-472000-17"}}, {"cart_recovered", {}}, {"sale_not_found", {"T-0001-472000-17"}}, {"return_needs_county", {"T-0001-472000-17"}}, {"asking_county", {}}, {"nothing_left_of_line", {name}}, {"more_than_is_left", {name, "99999"}},
      {"agreed_too_much", {"999.99"}}, {"nothing_chosen", {}}, {"choose_a_reason", {}}, {"scan_refused_returning", {}}, {"refund_failed", {}}, {"refund_failed", {"conflict"}},
      {"refund_failed", {"disk_full"}}, {"refund_failed", {"unknown_outcome"}}, {"parked", {"99"}}, {"parked_full", {}}, {"resume_taken_off", {name, "12"}}, {"scan_refused_calling", {}}, {"not_enough_cash", {"9999999.99"}},
      {"card_unknown", {}}, {"card_needs_goods", {}}, {"card_under_way", {}}, {"card_not_looked_up", {}}, {"card_time_over", {}},
      {"card_pin_wrong", {"4"}}, {"card_refused", {}}, {"card_refused", {"lost", "0.00"}}, {"card_refused", {"expired", "0.00"}},
      {"card_refused", {"not_authorised", "0.00"}}, {"card_refused", {"not_authorised_yet", "0.00"}}, {"card_refused", {"authorisation_ended", "0.00"}},
      {"card_refused", {"day_cap", "9999.99"}}, {"card_refused", {"month_cap", "9999.99"}}, {"card_refused", {"no_pin", "0.00"}},
      {"card_refused", {"pin_blocked"}}, {"part_too_high", {"9999999.99"}}, {"part_twice", {}}, {"parts_taken", {}}, {"trade_digits_short", {}},
      {"quota_refused", {}}, {"quota_refused", {"none"}}, {"quota_refused", {"gone"}}, {"quota_refused", {"not_the_holders", "0.00"}},
      {"quota_refused", {"past", "0.00"}}, {"quota_refused", {"other_terminal", "0.00"}}, {"quota_refused", {"new_epoch", "0.00"}},
      {"quota_refused", {"goods", "9999.99"}}, {"quota_refused", {"used_up", "9999.99"}}, {"quota_refused", {"no_county"}}, {"quota_refused", {"county_refuses"}}, {"quota_refused", {"reservation_over"}},
      {"quota_refused", {"used_up_elsewhere"}}, {"quota_refused", {"no_pin"}}, {"quota_refused", {"pin_blocked"}},
      {"pickup_refused", {}}, {"pickup_refused", {"used", "TH-7Q2MK4"}}, {"pickup_refused", {"past", "TH-7Q2MK4"}},
      {"pickup_refused", {"goods", "巫溪县红池坝高山生态富硒有机洋芋礼盒装"}}, {"pickup_in_cart", {}}, {"pickup_whole", {}}, {"gift_printing", {}},
      {"delivery_printing", {}}, {"day_printing", {}}, {"invoice_requested", {"F-3K7Q2MX49P", "9999999.99"}},
      {"invoice_refused", {}}, {"invoice_refused", {"before"}}, {"invoice_refused", {"nothing"}},
      {"two_documents", {}}, {"order_refused", {}}, {"order_refused", {"gone"}}, {"order_refused", {"not_yet", "0.00"}},
      {"order_refused", {"past", "0.00"}}, {"order_refused", {"used_up", "9999.99"}}, {"scan_refused_paying", {}}, {"scan_refused_committing", {}}, {"disk_nearly_full", {}}, {"clock_trouble", {}},
      {"lists_old", {"30 天"}}, {"commit_failed", {}}, {"commit_failed", {"disk_full"}}, {"commit_failed", {"read_only"}},
      {"commit_failed", {"permission"}}, {"commit_failed", {"io_error"}}, {"commit_failed", {"corrupt"}}, {"commit_failed", {"unknown_outcome"}}, {"cart_save_failed", {}},
      {"cart_save_failed", {"disk_full"}}, {"cart_save_failed", {"read_only"}}};
  std::vector<Example> all;
  for (const auto& [notice, arguments] : notices) {
    all.push_back(start("notice_" + notice, State::selling));
    fill_cart(all.back());
    const bool danger = notice.ends_with("_failed");
    if ((danger || notice == "card_refused" || notice == "quota_refused" || notice == "pickup_refused" || notice == "invoice_refused" || notice == "order_refused") && !arguments.empty()) all.back().name += "." + arguments.front();
    all.back().till.notices = {{"cart_recovered", {}, till::Weight::information, 0},
                               {notice, arguments, danger ? till::Weight::danger : till::Weight::pending, 0}};
  }
  for (const char* trouble : {"paper_out", "cover_open", "cutter_jam", "unplugged", "offline", "stalled", "no_answer", "unknown",
                              "no_permission", "held", "cancelled", "not_cleared", "interrupted", "no_job", "not_printable", "other_language",
                              "queue_full", "not_recorded"}) {
    const std::string printer = std::string{"printer."} + trouble;
    all.push_back(start("notice_" + printer, State::paid));
    all.back().till.last = completed(all.back(), Money::fen(10'000), till::ReceiptState::trouble, printer);
    all.back().till.last->copies = 2;
    all.back().till.notices = {{printer, {}, till::Weight::pending, 0}};
  }
  return all;
}

}  // namespace zhuangui::test
