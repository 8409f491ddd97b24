#include "till_desk.h"

#include <algorithm>

#include "barcode/code.h"
#include "contract/release.h"

namespace zhuangui::sim {
namespace {

std::int64_t fen_in(const core::Cart& cart) {
  const auto priced = core::price_cart(cart);
  return priced ? priced->total.in_fen() : 0;
}

/// What a recovered cart must come to, line by line, from its quantities and our prices.
bool same(const std::optional<core::Cart>& cart, const TillDesk::Cart& own) {
  if (!cart || cart->lines.empty()) return own.lines.empty();
  return cart->sale == own.sale && fen_in(*cart) == total_fen(own.lines);
}

}  // namespace

TillDesk::TillDesk(Parts parts, Chance& chance, Memory& memory) : parts_{std::move(parts)}, chance_{chance}, memory_{memory} {}

void TillDesk::catalogue(const journal::KeptRelease& release) {
  std::string_view products, prices;
  for (const auto& [name, bytes] : release.sections) {
    if (name == "products") products = bytes;
    if (name == "prices") prices = bytes;
  }
  const auto manifest = contract::parse_manifest(release.manifest.text);
  auto read = core::Catalogue::from_sections(manifest ? manifest->version : 0, products, prices);
  if (!read) return parts_.complain("a release in force cannot be read: " + read.error().cause);
  feed(till::CatalogueReplaced{std::make_shared<const core::Catalogue>(std::move(*read))});
}

void TillDesk::epoch_changed(std::int64_t epoch) { feed(till::EpochChanged{epoch, 1}); }

void TillDesk::ready(const journal::Found& found, std::int64_t epoch) {
  till::Ready ready;
  ready.terminal = parts_.enrolment.terminal;
  ready.epoch = epoch;
  ready.next_sale_number = epoch == found.epoch ? found.next_sale_number : 1;
  if (found.cart) ready.cart = *found.cart;
  memory_.doubtful.push_back(memory_.saved);
  const auto kept = std::find_if(memory_.doubtful.begin(), memory_.doubtful.end(), [&](const Cart& own) { return same(found.cart, own); });
  if (kept == memory_.doubtful.end()) parts_.complain("the open cart " + memory_.saved.sale + " did not come back as it was saved");
  else memory_.saved = *kept;
  memory_.doubtful.clear();
  cart_ = memory_.saved.lines;
  feed(ready);
}

void TillDesk::feed(const till::Event& event) {
  const journal::Moment at = parts_.moment();
  till::Step next = till::step(std::move(till_), event, {core::WallTime{at.raw.utc_ms + at.county_offset_ms}, parts_.world.now_ms()});
  till_ = std::move(next.till);
  for (const till::Effect& effect : next.effects) perform(effect);
}

void TillDesk::ask(till::Intent intent) { feed(till::Asked{std::move(intent), till_.screen}); }

void TillDesk::perform(const till::Effect& effect) {
  if (const auto* cart = std::get_if<till::SaveCart>(&effect)) save(*cart);
  if (const auto* sale = std::get_if<till::CommitSale>(&effect)) commit(sale->sale);
  if (const auto* find = std::get_if<till::FindSale>(&effect)) {
    if (last_sale_ && last_sale_->id == find->sale) feed(till::SaleFound{*last_sale_, core::WallTime{parts_.world.utc_ms()}, {}});
    else feed(till::SaleNotFound{find->sale});
  }
  if (const auto* asked = std::get_if<till::AskReturns>(&effect)) feed(till::ReturnsNotAnswered{asked->sale});  // it works without
  if (const auto* asked = std::get_if<till::ReserveQuota>(&effect)) feed(till::QuotaReserved{asked->reservation, "no_county", 0});
  if (const auto* refund = std::get_if<till::CommitRefund>(&effect)) give_back(refund->refund);
  if (const auto* cart = std::get_if<till::AbandonCart>(&effect)) {
    const auto done = parts_.journal.abandon_cart(cart->cart, cart->reason, parts_.moment());
    if (!done || parts_.disk.dead()) {
      memory_.doubtful.emplace_back();
      return;
    }
    memory_.saved = {};
    parts_.world.count("carts abandoned");
    parts_.entry_written();
  }
}

void TillDesk::save(const till::SaveCart& effect) {
  const Cart wanted{effect.cart.sale, cart_};
  const auto saved = parts_.journal.save_cart(effect.cart, effect.next_sale_number);
  if (saved && !parts_.disk.dead()) {
    memory_.saved = wanted;
    memory_.doubtful.clear();
    return;
  }
  // It may be there all the same, and so may the one before.
  memory_.doubtful.push_back(wanted);
  if (!saved) feed(till::CartSaveFailed{saved.error()});
}

void TillDesk::commit(const core::Sale& sale) {
  const std::int64_t own_total = total_fen(cart_);
  if (sale.total.in_fen() != own_total)
    return parts_.complain("sale " + sale.id + " comes to " + std::to_string(sale.total.in_fen()) + " fen, by our own list to " + std::to_string(own_total));
  const auto number = parts_.model.asked({parts_.enrolment.terminal, parts_.enrolment.counter, parts_.machine, sale.id, cart_, own_total, {}});
  const auto at = parts_.moment();
  const auto committed = parts_.journal.commit_sale(sale, at, true);
  parts_.world.note(parts_.machine, "commits " + sale.id, committed ? contract::to_hex(committed->hash) : core::errc_name(committed.error().code));
  if (parts_.disk.dead()) {
    memory_.doubtful.emplace_back();
    return;  // the machine stopped before anybody saw a word of it
  }
  if (!committed) {
    parts_.world.count("commits refused");
    if (committed.error().code == core::Errc::unknown_outcome) memory_.doubtful.emplace_back();
    else parts_.model.refused(number);
    return feed(till::CommitFailed{committed.error()});
  }
  parts_.model.confirmed(number, committed->epoch, committed->seq, committed->hash, committed->business_day, shanghai_day(parts_.world.utc_ms()));
  parts_.world.count("sales confirmed");
  last_sold_ = sale.id;
  last_sale_ = sale;
  last_lines_ = cart_;
  cart_.clear();
  memory_.saved = {};
  memory_.doubtful.clear();
  feed(till::SaleCommitted{sale.id, committed->seq, contract::to_hex(committed->hash.data(), 8),
                           core::WallTime{at.raw.utc_ms + at.county_offset_ms}});
  parts_.entry_written();
  static_cast<void>(parts_.journal.tidy());
}

// The whole of the sale just made: what it comes to is what our own list of it came to.
void TillDesk::give_back(const core::Refund& refund) {
  const std::int64_t own_total = total_fen(last_lines_);
  if (refund.total.in_fen() != own_total)
    return parts_.complain("return " + refund.id + " comes to " + std::to_string(refund.total.in_fen()) + " fen, by our own list to " + std::to_string(own_total));
  const auto number = parts_.model.return_asked({parts_.enrolment.terminal, parts_.machine, parts_.enrolment.counter, refund.id, refund.sale, last_lines_,
                                                 own_total, parts_.world.now_ms(), false, false, false});
  const auto at = parts_.moment();
  const auto committed = parts_.journal.commit_refund(refund, at, true);
  parts_.world.note(parts_.machine, "gives back " + refund.sale, committed ? contract::to_hex(committed->hash) : core::errc_name(committed.error().code));
  if (parts_.disk.dead()) return;  // the machine stopped before anybody saw a word of it
  if (!committed) {
    if (committed.error().code != core::Errc::unknown_outcome) parts_.model.return_refused(number);
    return feed(till::RefundFailed{committed.error()});
  }
  parts_.model.return_confirmed(number);
  parts_.world.count("sales given back");
  feed(till::RefundCommitted{refund.id, committed->seq, core::WallTime{at.raw.utc_ms + at.county_offset_ms}});
  parts_.entry_written();
  static_cast<void>(parts_.journal.tidy());
}

void TillDesk::scan() {
  const auto good = static_cast<std::size_t>(chance_.between(0, static_cast<std::int64_t>(goods().size()) - 1));
  const std::int64_t quantity = goods()[good].weighed ? chance_.between(1, 4'999) : 1;
  const std::int64_t before_fen = fen_in(till_.cart);
  cart_.push_back({good, quantity, till_.catalogue->release()});
  feed(till::Scanned{barcode::decode(code_of(goods()[good], quantity))});
  if (fen_in(till_.cart) == before_fen) cart_.pop_back();  // refused
}

void TillDesk::pay() {
  const auto due = core::price_cart(till_.cart);
  if (!due) return;
  const auto notes = till::quick_cash(due->total);
  ask(till::QuickCash{notes[static_cast<std::size_t>(chance_.between(0, static_cast<std::int64_t>(notes.size()) - 1))]});
  ask(till::ConfirmTender{});
}

/// As the terminal does it: an entry first, then the paper.
void TillDesk::reprint() {
  const auto number = parts_.model.reprint_asked({parts_.enrolment.terminal, parts_.machine, last_sold_, parts_.world.now_ms()});
  const auto row = parts_.journal.reprint(last_sold_, parts_.moment());
  if (!row || parts_.disk.dead()) return;  // it may be there all the same
  parts_.model.reprint_confirmed(number, row->copy);
  parts_.world.count("receipts reprinted");
  parts_.entry_written();
}

void TillDesk::act() {
  if (!till_.catalogue) return;
  switch (till_.state) {
    case till::State::idle:
      wanted_lines_ = chance_.between(1, 6);
      return scan();
    case till::State::selling:
      if (till_.confirm_clear) {
        cart_.clear();
        return ask(till::ConfirmClear{true});
      }
      if (chance_.happens(20) && memory_.doubtful.empty()) return ask(till::ClearCart{});
      if (chance_.happens(60) && cart_.size() > 1 && goods()[cart_.back().good].weighed) {
        cart_.pop_back();  // a weighed line never joins another: it is the till's last one too
        return ask(till::LineRemove{till_.cart.lines.size() - 1});
      }
      if (static_cast<std::int64_t>(cart_.size()) < wanted_lines_) return scan();
      return ask(till::Checkout{});
    case till::State::paying: return pay();
    case till::State::paid:
      if (chance_.happens(60)) return reprint();
      if (chance_.happens(60)) return ask(till::VoidSale{});
      return ask(till::Finish{});
    case till::State::returning:
      if (till_.returning.sale) return ask(till::ConfirmReturn{});
      return ask(till::Back{});
    case till::State::refunded: return ask(till::Finish{});
    default: return;
  }
}

}  // namespace zhuangui::sim
