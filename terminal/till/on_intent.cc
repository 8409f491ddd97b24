#include "steps.h"

namespace zhuangui::till {
namespace {

/// What a buyer cannot ask for: it is neither shown to them nor pressed by a key. A sale in doubt is theirs to ask again.
struct IsForStaff {
  const Till& till;
  template <class Any>
  bool operator()(const Any&) const { return false; }
  bool operator()(OpenDevices) const { return true; }
  bool operator()(OpenSyncing) const { return true; }
  bool operator()(OpenSettings) const { return true; }
  bool operator()(OpenToday) const { return true; }
  bool operator()(OpenTraining) const { return true; }
  bool operator()(LockScreen) const { return true; }
  bool operator()(OpenReturn) const { return true; }
  bool operator()(VoidSale) const { return true; }
  bool operator()(OpenHandPrice) const { return true; }
  bool operator()(Help) const { return true; }
  bool operator()(Reprint) const { return true; }
  bool operator()(PrintSlip) const { return true; }
  bool operator()(PrintToday) const { return true; }
  bool operator()(RequestInvoice) const { return true; }
  bool operator()(PadKey) const { return till.state == State::paying && till.payment.step != PayStep::card_pin; }
  bool operator()(ChooseCode) const { return true; }
  bool operator()(ChooseAccount) const { return true; }
  bool operator()(ChooseQuota) const { return true; }
  bool operator()(SignOnPaper) const { return true; }
  bool operator()(TakeByProxy) const { return true; }
  bool operator()(TakePart) const { return true; }
  bool operator()(QuickCash) const { return true; }
  bool operator()(ConfirmTender) const {
    return !till.committing && till.payment.step != PayStep::card_pin && !(till.state == State::paying && payment_plan(till).is_paid());
  }
};

struct OnIntent {
  Working& work;
  State state() const { return work.till.state; }

  void operator()(Start) const {
    if (state() == State::paid) finish(work);
    if (state() == State::idle) work.go(State::selling);
  }
  void operator()(Back) const {
    if (refuses_while_in_doubt(work)) return;
    if (state() == State::calling) return withdraw_call(work);
    if (state() == State::proving) return back_from_proving(work);
    if (refund_is_in_doubt(work)) return;
    if (state() == State::returning) {
      back_from_returning(work);
    } else if (state() == State::enrolling) {
      stop_enrolling(work);
    } else if ((state() == State::locked || state() == State::approving) && !work.till.staff.number.empty()) {
      work.till.staff.number.clear();
      work.till.entered.clear();
      ++work.till.screen;
    } else if (state() == State::approving) {
      leave_approving(work);
    } else if (state() == State::paying && work.till.payment.step != PayStep::counting) {
      work.till.notices.clear();
      drop_part(work);
    } else if (state() == State::paying && holds_parts(work.till.payment.taken)) {
      refuse(work, "parts_taken", {});
    } else if (state() == State::paying) {
      work.till.notices.clear();
      work.go(State::selling);
    } else if (is_beside(state()) && !back_in_shifts(work)) {
      back_from_beside(work);
    } else if (state() == State::selling && work.till.cart.lines.empty()) {
      clear_cart(work);
    } else if (state() == State::selling) {
      work.till.confirm_clear = true;
    }
  }
  void operator()(LinePlus ask) const { change_line(work, ask.line, 1); }
  void operator()(LineMinus ask) const { change_line(work, ask.line, -1); }
  void operator()(OpenCount ask) const { open_count(work, ask.line, ask.first); }
  void operator()(ConfirmCount) const { confirm_count(work); }
  void operator()(LineRemove ask) const { remove_line(work, ask.line); }
  void operator()(UndoRemove) const { undo_remove(work); }
  void operator()(ClearCart) const {
    if (state() == State::selling && !work.till.cart.lines.empty()) work.till.confirm_clear = true;
  }
  void operator()(ConfirmClear ask) const {
    if (!work.till.confirm_clear) return;
    work.till.confirm_clear = false;
    if (ask.yes) clear_cart(work);
  }
  void operator()(Park) const { park(work); }
  void operator()(OpenParked) const { open_parked(work); }
  void operator()(Resume ask) const { resume(work, ask.number); }
  void operator()(OpenSearch) const { open_search(work); }
  void operator()(SearchKey ask) const { press_search(work, ask.key); }
  void operator()(const ChooseCategory& ask) const { choose_category(work, ask.category); }
  void operator()(const PickProduct& ask) const { pick_product(work, ask.product); }
  void operator()(WeighAgain ask) const { weigh_again(work, ask.line); }
  void operator()(SetTare ask) const { set_tare(work, ask.grams); }
  void operator()(WeighByHand ask) const { weigh_by_hand(work, ask.on); }
  void operator()(ChooseSecondScale ask) const { choose_second_scale(work, ask.index); }
  void operator()(ConfirmWeight) const { confirm_weight(work); }
  void operator()(const ShowTrace& ask) const { show_trace(work, ask.product, ask.line); }
  void operator()(OpenQuick) const { open_quick(work); }
  void operator()(OpenHandPrice) const { open_hand_price(work); }
  void operator()(ConfirmHandPrice) const { confirm_hand_price(work); }
  void operator()(OpenMore) const { open_more(work); }
  void operator()(OpenDevices) const { open_from_more(work, State::devices); }
  void operator()(OpenSyncing) const {
    if (!work.till.training) open_from_more(work, State::syncing);  // there is no way to the county
  }
  void operator()(OpenToday) const { open_today(work); }
  void operator()(OpenDisclosure) const { open_from_more(work, State::disclosure); }
  void operator()(OpenSettings ask) const {
    if (state() == State::more && may_or_ask(work, core::right::settings, {}, ask)) open_settings(work);
  }
  void operator()(ChangeSetting ask) const { change_setting(work, ask.which); }
  void operator()(RestoreSettings ask) const { restore_settings(work, ask.usual); }
  void operator()(ChooseEnrolField ask) const { choose_enrol_field(work, ask.code); }
  void operator()(EnrolKey ask) const { press_enrol(work, ask.key); }
  void operator()(Enrol) const { enrol(work); }
  void operator()(LockScreen) const { lock_screen(work); }
  void operator()(OpenLock) const { open_lock(work); }
  void operator()(OpenShifts) const { open_shifts(work); }
  void operator()(ChooseShiftPlace ask) const { choose_shift_place(work, ask.place); }
  void operator()(ChooseDenomination ask) const { choose_denomination(work, ask.number); }
  void operator()(OpenLate) const { open_late(work); }
  void operator()(ChooseLateField ask) const { choose_late_field(work, ask.field); }
  void operator()(ChooseLateDay) const { choose_late_day(work); }
  void operator()(ConfirmLate) const { confirm_late(work); }
  void operator()(const ChooseReason& ask) const {
    if (state() == State::late) choose_late_reason(work, ask.reason);
    else if (state() == State::hand_pricing) choose_price_reason(work, ask.reason);
    else if (state() == State::returning) choose_return_reason(work, ask.reason);
    else choose_reason(work, ask.reason);
  }
  void operator()(ConfirmShift) const { confirm_shift(work); }
  void operator()(CloseUncounted) const { close_uncounted(work); }
  void operator()(PrintShift) const { print_shift(work); }
  void operator()(OpenLogin) const { open_login(work); }
  void operator()(LogOut) const { log_out(work); }
  void operator()(UseApprovalCode) const { use_approval_code(work); }
  void operator()(OpenSecuring) const { open_securing(work); }
  void operator()(ConfirmPin) const { confirm_pin(work); }
  void operator()(ForgetSecrets) const { forget_secrets(work); }
  void operator()(OpenTraining) const { open_training(work); }
  void operator()(ConfirmTraining ask) const { confirm_training(work, ask.yes); }
  void operator()(LeaveTraining) const { leave_training(work); }
  void operator()(TestPrint) const { print_test_card(work); }
  void operator()(TrySync) const {
    if (state() == State::syncing) work.effects.push_back(SyncNow{});
  }
  void operator()(Checkout) const {
    if (state() != State::selling || work.till.cart.lines.empty()) return;
    work.till.notices.clear();
    begin_paying(work);
  }
  void operator()(ChooseCash) const {
    if (is_self_service(work.till)) return call_for_cash(work);  // before somebody of the counter it is chosen from the start
    if (state() == State::paying && work.till.payment.step != PayStep::counting && !refuses_while_in_doubt(work)) drop_part(work);
  }
  void operator()(ChooseOther) const { choose_other(work); }
  void operator()(ChooseCard) const { choose_card(work); }
  void operator()(ChooseCode) const { choose_code(work); }
  void operator()(ChooseAccount) const { choose_account(work); }
  void operator()(const PickOrder& ask) const { pick_order(work, ask.number); }
  void operator()(ChooseQuota) const { choose_quota(work); }
  void operator()(const PickQuota& ask) const { pick_quota(work, ask.reference); }
  void operator()(ChooseWage) const { choose_wage(work); }
  void operator()(SignOnPaper) const { sign_on_paper(work); }
  void operator()(TakeByProxy) const { take_by_proxy(work); }
  void operator()(TakePart) const { take_cash_part(work); }
  void operator()(GiveBackPart ask) const { give_part_back(work, ask.part); }
  void operator()(PadKey ask) const {
    const bool pin = state() == State::locked || state() == State::securing || state() == State::proving || state() == State::approving;
    if (state() == State::returning) return press_return_pad(work, ask.key);
    if (state() == State::late) return press_late(work, ask.key);
    if (state() == State::shifts) return press_shift(work, ask.key);
    if (pin) press_pin(work, ask.key);
    else if (state() == State::weighing) press_grams(work, ask.key);
    else if (state() == State::hand_pricing) press_hand_price(work, ask.key);
    else if (state() == State::counting) press_count(work, ask.key);
    else press_pad(work, ask.key);
  }
  void operator()(QuickCash ask) const { quick_cash_pressed(work, ask.amount); }
  void operator()(ConfirmTender) const { confirm_tender(work); }
  void operator()(OpenReturn) const { open_return(work); }
  void operator()(const ChooseSale& ask) const { choose_sale(work, ask.sale); }
  void operator()(TouchReturnLine ask) const { touch_return_line(work, ask.line); }
  void operator()(ReturnEverything) const { return_everything(work); }
  void operator()(AgreeOnSum ask) const { agree_on_sum(work, ask.on); }
  void operator()(SettleReturn) const { settle_return(work); }
  void operator()(ChooseFate ask) const { choose_fate(work, ask.fate); }
  void operator()(ConfirmReturn) const { confirm_return(work); }
  void operator()(VoidSale) const { void_last_sale(work); }
  void operator()(Finish) const {
    if (state() == State::set_aside) return work.go(State::idle);
    if (state() == State::refunded) return finish_return(work);
    finish(work);
  }
  void operator()(CallStaff) const { call_staff(work); }
  void operator()(AnswerCall) const { answer_call(work); }
  void operator()(SetAside) const { set_aside_while_calling(work); }
  void operator()(EnterStaff) const { enter_staff(work); }
  void operator()(LeaveStaff) const { leave_staff(work); }
  void operator()(StillThere ask) const { answer_still_there(work, ask.yes); }
  void operator()(Reprint) const {
    if (!work.till.last || (state() != State::paid && state() != State::idle)) return;
    Completed& last = *work.till.last;
    last.receipt = ReceiptState::waiting;
    last.receipt_trouble.clear();
    work.till.paid_until_ms = work.now.monotonic_ms + paid_trouble_ms;
    work.effects.push_back(PrintReceipt{last.sale.id, ++last.copies});
  }
  void operator()(PrintSlip ask) const {
    if (state() != State::paid || !work.till.last) return;
    if (ask.which == Slip::delivery && !is_delivered(work.till.last->sale)) return;
    if (ask.which == Slip::invoice) return;  // it is printed with its request
    work.till.paid_until_ms = work.now.monotonic_ms + paid_trouble_ms;
    work.effects.push_back(PrintPaper{work.till.last->sale.id, ask.which});
    work.say(ask.which == Slip::gift ? "gift_printing" : "delivery_printing", {}, Weight::information);
  }
  void operator()(RequestInvoice) const { request_invoice(work); }
  void operator()(PrintToday) const {
    if (state() != State::today) return;
    work.effects.push_back(PrintDay{});
    work.say("day_printing", {}, Weight::information);
  }
  void operator()(Help ask) const { work.till.help_open = ask.open; }
  void operator()(const DismissNotice& ask) const {
    if (ask.code == "commit_failed" && refuses_while_in_doubt(work)) return;
    if (ask.code == "refund_failed" && refund_is_in_doubt(work)) return;
    work.unsay(ask.code);
    if (ask.code == disk_warning) work.till.disk_warning_dismissed = true;
  }
};

}  // namespace

void answer_intent(Working& work, const Intent& intent) {
  if (is_self_service(work.till) && std::visit(IsForStaff{work.till}, intent)) return;
  std::visit(OnIntent{work}, intent);
}

}  // namespace zhuangui::till
