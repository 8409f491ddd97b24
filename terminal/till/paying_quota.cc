#include <algorithm>

#include "steps.h"

// 工会慰问额度: whoever holds their card is offered what is left of theirs for these goods, beside the wage. It is the union's
// money, so it is never drawn without the PIN, or a name on paper before somebody of the counter.

namespace zhuangui::till {
namespace {

constexpr std::size_t side_reference_max = 16;

bool is_online(const core::Quota& quota) { return quota.terminal == core::online_quota; }

/// One that is allotted to no terminal may be drawn on here too: the county is asked first, but for practice.
core::SpendingPlace here(const Till& till, const core::Quota& quota) {
  if (is_online(quota) && !till.training) return {quota.terminal, quota.epoch};
  return {till.terminal, till.epoch};
}

QuotaOffer offer_of(const Till& till, const core::Quota& quota, const core::PaymentPlan& plan, core::Date today) {
  const std::string& holder = till.payment.part.holder;
  const core::Money spent = spent_on(till, quota.reference), goods = core::quota_goods(quota, till.cart, plan.priced);
  QuotaOffer offer{&quota, quota.cap - spent, {}, {}};
  offer.room = std::min(plan.left(), core::quota_room(quota, holder, spent, goods, here(till, quota), today));
  if (offer.room == core::Money{}) offer.why = core::why_quota_refused(quota, holder, core::Money::fen(1), spent, goods, here(till, quota), today);
  return offer;
}

bool is_shown(const Till& till) { return till.state == State::paying && till.payment.step == PayStep::quotas; }

/// The PIN where there is one that still counts; else a signature, which needs somebody of the counter.
void ask_for_proof(Working& work) {
  const Till& till = work.till;
  const core::Holder* holder = till.lists.holders ? till.lists.holders->find(till.payment.part.holder) : nullptr;
  if (!holder) return card_refused(work, "card_unknown", {});
  const bool blocked = till.payment.wrong_pins >= wrong_pins_max;
  if (!holder->pin_hash.empty() && !blocked) return wait_for(work, PayStep::card_pin, card_step_ms);
  if (is_self_service(till)) return card_refused(work, "quota_refused", {blocked ? "pin_blocked" : "no_pin"});
  wait_for(work, PayStep::quota_paper, card_step_ms);
}

/// The same question has the same id, after a crash too; one that was answered is never asked again under it.
std::string reservation_id(const Till& till) {
  const core::Tender& part = till.payment.part;
  return till.cart.sale + "-" + part.document + "-" + std::to_string(part.amount.in_fen()) + "-" + std::to_string(till.reservations_answered);
}

void ask_county_for_quota(Working& work) {
  core::Tender& part = work.till.payment.part;
  part.reservation = reservation_id(work.till);
  wait_for(work, PayStep::quota_asked, county_step_ms);
  work.effects.push_back(ReserveQuota{part.reservation, work.till.cart.sale, part.document, part.holder, part.amount});
}

/// As `notice.quota_refused.<word>` has it.
std::string refusal_word(const std::string& answer) {
  if (answer == "granted") return "reservation_over";
  if (answer == "unknown_quota") return "gone";
  if (answer == "allotted") return "other_terminal";
  if (answer == "void") return "new_epoch";
  if (answer == "used_up") return "used_up_elsewhere";
  if (answer == "not_the_holders" || answer == "past") return answer;
  return answer == "no_county" ? "no_county" : "county_refuses";
}

}  // namespace

void prove_with(Working& work, std::string proof) {
  core::Tender& part = work.till.payment.part;
  part.proof = std::move(proof);
  const core::Quota* quota = part.kind == core::TenderKind::quota && work.till.lists.quotas ? work.till.lists.quotas->find(part.document) : nullptr;
  if (quota && is_online(*quota)) return ask_county_for_quota(work);
  wait_for(work, PayStep::card_shown, card_shown_ms);
}

void quota_reserved(Working& work, const QuotaReserved& event) {
  Till& till = work.till;
  if (till.state != State::paying || till.payment.step != PayStep::quota_asked || till.payment.part.reservation != event.reservation) return;
  if (event.answer != "no_county") ++till.reservations_answered;
  if (event.answer != "granted" || event.valid_ms <= card_shown_ms) return card_refused(work, "quota_refused", {refusal_word(event.answer)});
  // Counted from when it was asked: on the way back time has passed.
  till.payment.reserved_until_ms = till.payment.until_ms - county_step_ms + event.valid_ms;
  wait_for(work, PayStep::card_shown, card_shown_ms);
}

bool drops_what_is_over(Working& work) {
  std::vector<core::Tender>& taken = work.till.payment.taken;
  const auto reserved = std::find_if(taken.begin(), taken.end(), [](const core::Tender& one) { return !one.reservation.empty(); });
  if (reserved == taken.end() || work.now.monotonic_ms < work.till.payment.reserved_until_ms) return false;
  taken.erase(reserved);
  drop_part(work);
  refuse(work, "quota_refused", {"reservation_over"});
  return true;
}

std::vector<QuotaOffer> quota_offers(const Till& till, core::WallTime now) {
  std::vector<QuotaOffer> offers;
  if (!till.lists.quotas || till.payment.part.holder.empty()) return offers;
  const core::PaymentPlan plan = payment_plan(till);
  for (const core::Quota& quota : till.lists.quotas->quotas) {
    if (quota.holder != till.payment.part.holder || spent_on(till, quota.reference) >= quota.cap) continue;
    offers.push_back(offer_of(till, quota, plan, core::shanghai_date(now)));
  }
  return offers;
}

void choose_quota(Working& work) {
  if (!tenders_here(work.till, work.now.wall).quota) return;
  choose_card(work);
  if (work.till.state == State::paying && work.till.payment.step == PayStep::card_awaited) work.till.payment.part.kind = core::TenderKind::quota;
}

// Asked for: whatever there is, with the reason where it cannot pay. Else only where one can.
bool asks_for_quota(const Working& work) {
  const Till& till = work.till;
  const std::vector<QuotaOffer> offers = quota_offers(till, work.now.wall);
  if (till.payment.part.kind == core::TenderKind::quota) return !offers.empty();
  return !has_document(till.payment.taken) &&
         std::any_of(offers.begin(), offers.end(), [](const QuotaOffer& one) { return one.room > core::Money{}; });
}

// Without a sum on the pad it pays what it can; with one exactly that, or nothing.
void pick_quota(Working& work, const std::string& reference) {
  Till& till = work.till;
  if (!is_shown(till)) return;
  const core::Quota* quota = till.lists.quotas ? till.lists.quotas->find(reference) : nullptr;
  if (!quota) return refuse(work, "quota_refused", {"gone"});
  if (has_document(till.payment.taken)) return refuse(work, "two_documents", {});
  const core::PaymentPlan plan = payment_plan(till);
  const core::Date today = core::shanghai_date(work.now.wall);
  const QuotaOffer offer = offer_of(till, *quota, plan, today);
  const bool all = till.payment.part.amount >= plan.left();
  const core::Money amount = all && offer.room > core::Money{} ? offer.room : till.payment.part.amount;
  const auto why = core::why_quota_refused(*quota, till.payment.part.holder, amount, spent_on(till, reference),
                                           core::quota_goods(*quota, till.cart, plan.priced), here(till, *quota), today);
  if (why) return refuse(work, "quota_refused", {core::quota_refusal_name(*why), core::yuan_text(offer.room)});
  till.payment.part.kind = core::TenderKind::quota;
  till.payment.part.document = reference;
  till.payment.part.amount = amount;
  ask_for_proof(work);
}

void choose_wage(Working& work) {
  if (is_shown(work.till)) charge_wage(work);
}

void sign_on_paper(Working& work) {
  const Payment& payment = work.till.payment;
  if (work.till.state != State::paying || payment.step != PayStep::card_pin || payment.checking) return;
  if (payment.part.kind == core::TenderKind::quota) wait_for(work, PayStep::quota_paper, card_step_ms);
}

void confirm_signature(Working& work) { prove_with(work, "signature"); }

// The reference is of the sale and holds nothing of who it was: their name goes to the side table under it.
void take_by_proxy(Working& work) {
  if (work.till.state != State::paying || work.till.payment.step != PayStep::quota_paper) return;
  std::string reference = work.till.cart.sale;
  std::erase(reference, '-');
  if (reference.size() > side_reference_max) reference.erase(0, reference.size() - side_reference_max);
  prove_with(work, "proxy:R-" + reference);
}

}  // namespace zhuangui::till
