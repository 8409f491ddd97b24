#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

#include "seed.h"
#include "counter_lists.h"

namespace zhuangui::till {
namespace {

using support::Stand;

// What a person or the shell does while a part is under way; nothing is said of the rest.
bool any_of_paying(Stand& stand, std::mt19937_64& random) {
  const Payment& payment = stand.till.payment;
  switch (random() % 6) {
    case 0: support::hold_card(stand); return true;
    case 1:
      if (payment.step == PayStep::card_looked_up) return support::card_is_wangs(stand, {core::Money::fen(static_cast<std::int64_t>(random() % 12'000)), {}}), true;
      if (payment.step == PayStep::quotas) return stand.ask(random() % 3 == 0 ? Intent{ChooseWage{}} : Intent{PickQuota{support::autumn}}), true;
      if (payment.step == PayStep::quota_asked)
        return stand.feed(QuotaReserved{payment.part.reservation, random() % 3 == 0 ? "used_up" : "granted", 60'000}), true;
      if (payment.checking) return stand.feed(HolderPinChecked{random() % 3 != 0, 1}), true;
      return stand.ask(PadKey{static_cast<char>('1' + random() % 9)}), true;
    case 2: stand.key_in("2580"); return stand.ask(ConfirmTender{}), true;
    case 3: return stand.wait(3'000), true;
    case 4: return stand.ask(random() % 2 == 0 ? Intent{ChooseCode{}} : Intent{TakePart{}}), true;
    default: return false;
  }
}

bool holds_parts(const std::vector<core::Tender>& taken) { return !taken.empty() && taken.back().kind != core::TenderKind::pickup; }
bool is_between(PayStep step) { return step == PayStep::counting || step == PayStep::others; }

Intent any_intent(std::mt19937_64& random) {
  const auto line = static_cast<std::size_t>(random() % 4);
  // What lies beside selling is asked for more seldom, so that enough is sold.
  switch (random() % 20 < 18 ? random() % 36 : 36 + random() % 46) {
    case 0: return Start{};
    case 1: return Back{};
    case 2: return LinePlus{line};
    case 3: return LineMinus{line};
    case 4: return LineRemove{line};
    case 5: return UndoRemove{};
    case 6: return ClearCart{};
    case 7: return ConfirmClear{random() % 2 == 0};
    case 8: return Checkout{};
    case 9: return PadKey{"0123456789.D<C"[random() % 14]};
    case 10: return QuickCash{core::Money::fen(static_cast<std::int64_t>(random() % 100'000))};
    case 11: return ConfirmTender{};
    case 12: return Finish{};
    case 13: return Reprint{};
    case 14: return Help{random() % 2 == 0};
    case 15: return DismissNotice{"commit_failed"};
    case 16: return OpenSearch{};
    case 17: return SearchKey{"wxytdh0<C"[random() % 9]};
    case 18: return PickProduct{random() % 2 == 0 ? "P-JI" : "P-YANGYU"};
    case 19: return ShowTrace{random() % 2 == 0 ? "P-JI" : "P-GONE"};
    case 21: return OpenMore{};
    case 22: return OpenDevices{};
    case 23: return OpenSyncing{};
    case 24: return TestPrint{};
    case 25: return TrySync{};
    case 26: return OpenDisclosure{};
    case 20: return ChooseCategory{random() % 2 == 0 ? std::optional<std::string>{"畜禽产品"} : std::nullopt};
    case 27: return Park{};
    case 28: return OpenParked{};
    case 29: return Resume{static_cast<std::int64_t>(random() % 4)};
    case 30: return CallStaff{};
    case 31: return AnswerCall{};
    case 32: return SetAside{};
    case 33: return EnterStaff{};
    case 34: return LeaveStaff{};
    case 35: return StillThere{random() % 3 > 0};
    case 36: return OpenSettings{};
    case 37: return ChangeSetting{static_cast<Setting>(random() % 7)};
    case 38: return RestoreSettings{random() % 2 == 0};
    case 39: return LockScreen{};
    case 40: return OpenLock{};
    case 41: return OpenSecuring{};
    case 42: return ConfirmPin{};
    case 43: return ForgetSecrets{};
    case 44: return ChooseEnrolField{random() % 2 == 0};
    case 45: return EnrolKey{'a'};
    case 46: return Enrol{};
    case 47: return PickProduct{random() % 2 == 0 ? "P-YANGYU" : "P-DONGTAO"};
    case 48: return ConfirmWeight{};
    case 49: return SetTare{random() % 2 == 0 ? std::optional<std::int64_t>{} : 120};
    case 50: return WeighByHand{random() % 2 == 0};
    case 51: return ChooseSecondScale{random() % 3};
    case 52: return WeighAgain{random() % 3};
    case 53: return ChooseCard{};
    case 54: return ChooseCode{};
    case 55: return ChooseAccount{};
    case 56: return PickOrder{support::canteen};
    case 57: return TakePart{};
    case 58: return GiveBackPart{line};
    case 59: return ChooseOther{};
    case 60: return OpenReturn{};
    case 61: return TouchReturnLine{line};
    case 62: return ChooseFate{static_cast<core::GoodsFate>(random() % 4)};
    case 63: return ChooseReason{core::refund_reasons[random() % core::refund_reasons.size()]};
    case 64: return ConfirmReturn{};
    case 65: return VoidSale{};
    case 66: return OpenShifts{};
    case 67: return OpenLate{};
    case 68: return OpenToday{};
    case 69: return OpenCount{random() % 3, random() % 2 == 0 ? '3' : '\0'};
    case 70: return ConfirmCount{};
    case 71: return PickQuota{support::autumn};
    case 72: return SignOnPaper{};
    case 73: return random() % 2 == 0 ? Intent{TakeByProxy{}} : Intent{ChooseQuota{}};
    case 74: return ChooseWage{};
    case 75: return PrintSlip{static_cast<Slip>(random() % 3)};
    case 76: return random() % 2 == 0 ? Intent{PrintToday{}} : Intent{RequestInvoice{}};
    case 77: return OpenQuick{};
    case 78: return ShowTrace{"P-JI", random() % 3};
    case 79: return OpenHandPrice{};
    case 80: return ConfirmHandPrice{};
    case 81: return ChooseReason{"damaged"};
    default: return ChooseCash{};
  }
}

void type_pin(Stand& stand) {
  stand.key_in("2580");
  stand.ask(ConfirmPin{});
}

/// One may nothing that is asked for, the other may approve it.
std::shared_ptr<const core::StaffList> two_people() {
  return std::make_shared<const core::StaffList>(
      core::StaffList{"C-0001", std::string(64, '7'), {{"S-AAAAAA", "1", "王芳", "b", "p", {}}, {"S-BBBBBB", "2", "李强", "b", "p", {"approve"}}}});
}

void name_oneself(Stand& stand, const char* number, const char* reference) {
  stand.till.lock.wait_until_ms = 0;
  stand.till.lock.checking = false;
  if (stand.till.staff.number.empty()) {
    stand.key_in(number);
    stand.ask(ConfirmPin{});
  }
  type_pin(stand);
  stand.feed(StaffChecked{reference, SecretKind::pin, 0});
}

/// By the PIN where one is set, which the shell finds right.
void open_lock_as_a_person(Stand& stand) {
  if (stand.till.staff.has_list()) return name_oneself(stand, "1", "S-AAAAAA");
  if (!stand.till.lock.has_secret()) return stand.ask(OpenLock{});
  stand.till.lock.wait_until_ms = 0;
  stand.till.lock.checking = false;
  type_pin(stand);
  stand.feed(SecretChecked{true, 0});
}

// What a journal would answer: the sales that stand, and what came back of them.
struct Book {
  std::map<std::string, core::Sale> sales;
  std::map<std::string, std::vector<core::Refund>> refunds;

  void answer(Stand& stand, std::mt19937_64& random) {
    const std::string wanted = stand.till.returning.looking_for;
    if (stand.till.returning.county == CountyWord::asked) {
      const std::string sale = stand.till.returning.sale ? stand.till.returning.sale->id : wanted;
      return random() % 3 == 0 ? stand.feed(ReturnsNotAnswered{sale}) : stand.feed(ReturnsAnswered{sale, std::nullopt, {}, {}});
    }
    if (!wanted.empty() && sales.contains(wanted)) return stand.feed(SaleFound{sales[wanted], {}, refunds[wanted]});
    if (!wanted.empty()) return stand.feed(SaleNotFound{wanted});
    const core::Refund refund = *stand.till.returning.committing;
    const auto dice = random() % 10;
    if (dice < 1) return stand.feed(RefundFailed{{core::Errc::disk_full, "disk full", "free space"}});
    if (dice < 2) return stand.feed(RefundFailed{{core::Errc::unknown_outcome, "disk failed", "ask again"}});
    refunds[refund.sale].push_back(refund);
    stand.feed(RefundCommitted{refund.id, 7, stand.now.wall});
  }
};

void choose_any_of_return(Stand& stand, std::mt19937_64& random) {
  switch (random() % 6) {
    case 0: return stand.ask(AgreeOnSum{random() % 2 == 0});
    case 1: return stand.ask(SettleReturn{});
    case 2: return stand.ask(ReturnEverything{});
    case 3: return stand.key_in("1");
    default: return stand.ask(TouchReturnLine{random() % 4});
  }
}

void any_event(Stand& stand, std::mt19937_64& random, Book& book) {
  static constexpr const char* codes[] = {support::walnuts, support::chicken, support::potatoes_520_g, "6901234567893",
                                          "134567890123456789", "2201234012809", "x", support::pickup_slip};
  const auto dice = random() % 100;
  if (dice < 25) return stand.scan(codes[random() % 8]);
  if (stand.till.state == State::locked && dice > 50) return open_lock_as_a_person(stand);
  if (stand.till.state == State::approving && dice > 80) return name_oneself(stand, "2", "S-BBBBBB");
  if (stand.till.state == State::more && dice > 93) return stand.ask(OpenSettings{});
  if (stand.till.state == State::settings && dice > 80) return stand.ask(OpenSecuring{});
  if (stand.till.state == State::shifts && dice > 80) return stand.ask(OpenLate{});
  const bool paying = stand.till.state == State::paying || (stand.till.state == State::selling && dice > 90);
  if (paying && stand.till.lists.holders && random() % 2 == 0 && any_of_paying(stand, random)) return;
  const bool asked = !stand.till.returning.looking_for.empty() || stand.till.state == State::refunding ||
                     (stand.till.state == State::returning && stand.till.returning.county == CountyWord::asked);
  if (asked && dice < 70) return book.answer(stand, random);
  if (stand.till.state == State::paid && dice > 70) return stand.ask(VoidSale{});
  const bool receipt_shown = stand.till.state == State::returning ? dice > 85 : stand.till.state == State::idle && dice > 90;
  if (receipt_shown && !book.sales.empty())
    return stand.scan(("ZG1|" + std::next(book.sales.begin(), static_cast<std::ptrdiff_t>(random() % book.sales.size()))->first +
                       "|5|0011223344556677").c_str());
  if (stand.till.state == State::returning && stand.till.returning.sale && dice > 60)
    return dice > 75 ? stand.ask(ConfirmReturn{}) : dice > 70 ? stand.ask(ChooseReason{"spoiled"}) : choose_any_of_return(stand, random);
  if (stand.till.state == State::more && dice > 88) return stand.ask(OpenReturn{});
  if (dice < 30) return stand.wait(static_cast<std::int64_t>(random() % 20'000));
  if (stand.till.lock.checking && dice < 80) return stand.feed(SecretChecked{dice < 70, dice < 70 ? 0 : 1});
  if (stand.till.state == State::proving && dice < 90) return type_pin(stand);
  if (stand.till.state == State::paying && is_self_service(stand.till) && dice < 60) return stand.ask(ChooseCash{});
  if (stand.till.state == State::calling && dice < 60) return stand.ask(AnswerCall{});
  if (stand.till.state == State::committing && dice < 70) {
    if (dice < 55) return stand.commit_succeeds();
    if (dice < 62) return stand.feed(CommitFailed{{core::Errc::disk_full, "disk full", "free space"}});
    return stand.feed(CommitFailed{{core::Errc::unknown_outcome, "disk failed", "ask again"}});
  }
  if (stand.till.state == State::weighing && dice < 65) {
    const auto pan = static_cast<PanState>(random() % 8);
    stand.feed(PanChanged{{pan, static_cast<std::int64_t>(random() % 3'000)}});
    if (dice < 55) return;
    stand.ask(ConfirmWeight{});
    if (stand.last_effects.empty() || !std::holds_alternative<TakeWeight>(stand.last_effects.back())) return;
    return stand.feed(random() % 4 == 0 ? WeightTaken{} : WeightTaken{stand.till.pan.gross_g, 0, "raw"});
  }
  stand.ask(any_intent(random));
}

// Walks from where the till stands to idle as a person could; the number of touches it took.
int touches_to_idle(Stand stand) {
  for (int touches = 0; touches < 60; ++touches) {
    if (stand.till.still_there_until_ms != 0) {
      stand.ask(StillThere{false});
      continue;
    }
    switch (stand.till.state) {
      case State::idle: return touches;
      case State::starting:
      case State::enrolling: return 99;
      case State::selling: stand.till.confirm_clear ? stand.ask(ConfirmClear{true}) : stand.ask(Back{}); break;
      case State::parked:
      case State::searching:
      case State::tracing:
      case State::weighing:
      case State::counting:
      case State::quick:
      case State::hand_pricing:
      case State::more:
      case State::devices:
      case State::syncing:
      case State::today:
      case State::disclosure:
      case State::settings:
      case State::securing:
      case State::shifts:
      case State::late:
      case State::approving: stand.ask(Back{}); break;
      case State::locked: open_lock_as_a_person(stand); break;
      case State::calling:
      case State::proving: stand.ask(Back{}); break;
      case State::set_aside: stand.ask(Finish{}); break;
      case State::paying:
        if (stand.till.committing) stand.ask(ConfirmTender{});
        else if (is_between(stand.till.payment.step) && holds_parts(stand.till.payment.taken)) stand.ask(GiveBackPart{stand.till.payment.taken.size() - 1});
        else stand.ask(Back{});
        break;
      case State::committing: stand.commit_succeeds(); break;
      case State::paid:
      case State::refunded: stand.ask(Finish{}); break;
      case State::returning: stand.till.returning.committing ? stand.ask(ConfirmReturn{}) : stand.ask(Back{}); break;
      case State::refunding: stand.feed(RefundCommitted{stand.till.returning.committing->id, 7, {}}); break;
    }
  }
  return 99;
}

TEST(Till, KeepsItsPromisesUnderAnySequenceOfEvents) {
  const auto seed = zhuangui::support::test_seed();
  SCOPED_TRACE(zhuangui::support::replay(seed));
  std::mt19937_64 random{seed};
  std::set<State> visited;
  std::size_t sales = 0, returns = 0, splits = 0, by_card = 0, by_quota = 0;
  const std::size_t every_state = 29;
  // 900 walks; where one of the states was passed by, as many more as it takes, at most four times.
  for (int walk = 0; walk < 900 || (visited.size() < every_state && walk < 3'600); ++walk) {
    Stand stand;
    Book book;
    if (walk % 2 == 1) stand.feed(ModeRead{Mode::self_service});
    if (walk % 6 == 1) stand.feed(LockRead{true, true, 0});  // who comes must prove it
    if (walk % 2 == 0) stand.feed(ScaleSetUp{{.own = RegisteredScale{"S-1", {2027, 1, 1}}, .tares_g = {120}, .second = {{"S-2", {2027, 1, 1}}}, .may_enter_by_hand = true}});
    PaymentLists lists = support::all_lists(static_cast<core::Rounding>(random() % 3));
    if (walk % 4 == 3) lists.quotas = support::quotas();
    if (walk % 8 > 3) lists.pickups = support::pickups();
    if (walk % 2 == 1) stand.feed(PaymentListsReplaced{lists});
    if (walk % 10 == 4) stand.feed(StaffReplaced{two_people()});
    std::set<std::string> committed, given_back;
    for (int event = 0; event < 300; ++event) {
      const Till before = stand.till;
      any_event(stand, random, book);
      visited.insert(stand.till.state);
      for (const Effect& effect : stand.last_effects) {
        if (const auto* commit = std::get_if<CommitSale>(&effect)) {
          core::Money lines;
          for (const auto& line : commit->sale.lines) lines += line.total;
          ASSERT_EQ(lines, commit->sale.total);
          core::Money given;
          for (const auto& tender : commit->sale.tenders) given += tender.amount;
          ASSERT_EQ(commit->sale.total + commit->sale.change, given);
          splits += commit->sale.tenders.size() > 1;
          by_card += commit->sale.tenders[0].kind == core::TenderKind::card;
          for (const auto& tender : commit->sale.tenders) {
            if (tender.kind == core::TenderKind::pickup) {
              ASSERT_EQ(spent_on(before, tender.document), core::Money{}) << "twice";
            }
            if (tender.kind != core::TenderKind::quota) continue;
            ++by_quota;
            ASSERT_LE(spent_on(before, support::autumn) + tender.amount, lists.quotas->quotas[0].cap);
            ASSERT_EQ(commit->sale.attribution.fund_source, core::FundSource::union_funds);
            ASSERT_FALSE(tender.proof.empty());
          }
          ASSERT_FALSE(committed.count(commit->sale.id)) << "a committed sale is committed again";
          ASSERT_TRUE(!before.committing || commit->sale == *before.committing) << "in doubt, and another sale is asked for";
        }
        if (const auto* print = std::get_if<PrintReceipt>(&effect)) {
          ASSERT_TRUE(committed.count(print->sale) || stand.till.state == State::paid);
        }
        if (const auto* commit = std::get_if<CommitRefund>(&effect)) {
          ASSERT_FALSE(given_back.count(commit->refund.id)) << "a return that stands is made again";
          ASSERT_TRUE(!before.returning.committing || commit->refund == *before.returning.committing) << "in doubt, and another";
        }
        if (std::holds_alternative<OpenDrawer>(effect)) {
          ASSERT_TRUE(before.state == State::committing || before.state == State::refunding);
        }
        ASSERT_FALSE(before.committing && std::holds_alternative<AbandonCart>(effect)) << "it may stand, and is cleared";
      }
      if (before.state == State::committing && stand.till.state == State::paid) {
        committed.insert(stand.till.last->sale.id);
        book.sales[stand.till.last->sale.id] = stand.till.last->sale;
        ++sales;
      }
      if (before.state == State::refunding && stand.till.state == State::refunded) given_back.insert(stand.till.given_back->refund.id);
      ASSERT_TRUE(core::price_cart(stand.till.cart).has_value()) << "a cart that cannot be priced";
      ASSERT_EQ(stand.till.cart.lines.empty() && stand.till.cart.sale.empty(), stand.till.cart.sale.empty());
      ASSERT_LE(touches_to_idle(stand), 6 + static_cast<int>(stand.till.payment.taken.size())) << state_name(stand.till.state);
    }
    for (const auto& [id, made] : book.refunds) {
      core::Money back;
      for (const core::Refund& refund : made) back += refund.total;
      ASSERT_LE(back, book.sales[id].total) << "more was given back than was paid";
      for (const core::Refundable& left : core::refundable(book.sales[id], made)) ASSERT_GE(left.quantity, 0);
      returns += made.size();
    }
  }
  EXPECT_GT(returns, 40u);
  std::string all;
  for (const State state : visited) all += std::string{state_name(state)} + " ";
  EXPECT_EQ(visited.size(), every_state) << "every state but those of the start is visited, these were: " << all;
  EXPECT_GT(sales, 150u);
  EXPECT_GT(splits, 20u);
  EXPECT_GT(by_card, 20u);
}

}  // namespace
}  // namespace zhuangui::till
