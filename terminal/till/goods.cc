#include <algorithm>
#include <utility>

#include "steps.h"

namespace zhuangui::till {
namespace {

using core::Grams;
using core::Pieces;

// As much of a code as a notice has room for, never cut inside a character of UTF-8.
std::string shortened(const std::string& text) {
  std::size_t length = std::min<std::size_t>(text.size(), 32);
  while (length > 0 && length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  return text.substr(0, length);
}

// The day the goods go by, "2026-12-05": use by before best before; empty where the code says none.
std::string last_day(const barcode::Gs1Values& values) {
  const auto& date = values.use_by ? values.use_by : values.best_before;
  return date && date->day > 0 ? barcode::date_text(*date) : std::string{};
}

bool takes_goods(State state) {
  return state == State::idle || state == State::selling || (is_beside(state) && state != State::shifts && state != State::late) || state == State::paid || state == State::refunded || state == State::set_aside;
}

// What is said where no goods can be taken; null: they can.
const char* why_no_goods(State state) {
  switch (state) {
    case State::locked: return "scan_refused_locked";
    case State::calling:
    case State::proving: return "scan_refused_calling";
    case State::approving: return "scan_refused_approving";
    case State::late: return "scan_refused_late";
    case State::shifts: return "scan_refused_shifts";
    case State::paying: return "scan_refused_paying";
    case State::returning: return "scan_refused_returning";
    default: return takes_goods(state) ? nullptr : "scan_refused_committing";
  }
}

// The open line that one more piece of the same goods at the same price joins.
core::CartLine* joining_line(core::Cart& cart, const core::CartLine& line) {
  for (core::CartLine& open : cart.lines)
    if (line.price_reason.empty() && open.product == line.product && open.unit_price == line.unit_price && open.price_reason.empty() && open.best_before == line.best_before &&
        std::holds_alternative<Pieces>(open.quantity))
      return &open;
  return nullptr;
}

// What was sold on paper costs what it cost then.
core::WallTime sold_at(const Working& work) { return work.till.late ? work.till.late->stated_at : work.now.wall; }

// The label's price stands in front of the buyer: while it is not the list's, nothing is sold by either of them.
bool price_holds(Working& work, const core::Product& product, const core::Quantity& quantity, std::int64_t label_price_fen) {
  if (label_price_fen == 0) return true;
  const auto line = core::freeze_line(*work.till.catalogue, product, quantity, {}, sold_at(work));
  if (!line) return true;  // add() says why it cannot be sold
  const auto priced = core::price_cart({.sale = {}, .opened_at = {}, .lines = {*line}, .removed = {}});
  if (!priced || priced->total.in_fen() == label_price_fen) return true;
  refuse(work, "label_price_differs", {product.name});
  return false;
}

// 限购: more of it than may be taken in one sale, in pieces or, of weighed goods, in grams. Says so. Nobody knows what a
// buyer without a card took before; what was sold on paper has been sold.
bool is_over_limit(Working& work, const core::Cart& cart, const std::string& id) {
  const core::Product* product = work.till.catalogue ? work.till.catalogue->find(id) : nullptr;
  if (!product || product->limit_per_sale == 0 || work.till.late) return false;
  std::int64_t taken = 0;
  for (const core::CartLine& one : cart.lines) {
    if (one.product != id) continue;
    const auto* pieces = std::get_if<Pieces>(&one.quantity);
    taken += pieces ? pieces->count : std::get<Grams>(one.quantity).grams;
  }
  if (taken <= product->limit_per_sale) return false;
  refuse(work, product->weighed ? "limit_per_sale_grams" : "limit_per_sale", {product->name, std::to_string(product->limit_per_sale)});
  return true;
}

struct ByCode {
  Working& work;
  const core::Catalogue& shelf;

  void operator()(const barcode::GoodsCode& code) const {
    const core::Product* product = shelf.find_gtin(code.gtin);
    if (!product) return refuse(work, "unknown_code", {code.gtin});
    if (product->weighed) return weigh(work, *product, code.gtin);
    add(work, *product, Pieces{1}, code.gtin);
  }
  void operator()(const barcode::WeighedCode& code) const {
    const core::Product* product = shelf.find_in_store(code.item);
    if (!product) return refuse(work, "unknown_code", {code.item});
    if (price_holds(work, *product, Grams{code.weight_g}, code.price_fen))
      add(work, *product, Grams{code.weight_g}, code.item);
  }
  // A label that carries only a price says nothing of the weight that is on the record: not sold so far.
  void operator()(const barcode::PricedCode& code) const {
    const core::Product* product = shelf.find_in_store(code.item);
    refuse(work, "price_label_refused", {product ? product->name : code.item});
  }
  void operator()(const barcode::CountedCode& code) const {
    const core::Product* product = shelf.find_in_store(code.item);
    if (!product) return refuse(work, "unknown_code", {code.item});
    if (product->weighed) return weigh(work, *product, code.item);
    if (price_holds(work, *product, Pieces{code.pieces}, code.price_fen))
      add(work, *product, Pieces{code.pieces}, code.item);
  }
  // Goods by their GTIN, as many or as heavy as the code says, with the last day of their lot.
  void operator()(const barcode::Gs1Code& code) const {
    const barcode::Gs1Values& values = code.values;
    if (values.gtin.empty()) return refuse(work, "unknown_code", {values.sscc});
    const core::Product* product = shelf.find_gtin(values.gtin);
    if (!product) return refuse(work, "unknown_code", {values.gtin});
    if (product->weighed && values.weight_g.value_or(0) <= 0) return weigh(work, *product, values.gtin);
    const std::int64_t pieces = values.pieces.value_or(1);
    if (pieces <= 0) return refuse(work, "unknown_code", {values.gtin});
    const core::Quantity quantity = product->weighed ? core::Quantity{Grams{*values.weight_g}} : Pieces{pieces};
    if (price_holds(work, *product, quantity, values.price_fen.value_or(0))) add(work, *product, quantity, values.gtin, last_day(values));
  }
  void operator()(const barcode::LinkCode& code) const {
    if (code.gs1.values.gtin.empty()) return refuse(work, "trace_code_here", {code.host});
    (*this)(code.gs1);
  }
  // A trace link is goods when a rule of the counter's settings found a product in it.
  void operator()(const barcode::TraceCode& code) const {
    const core::Product* product = shelf.find(code.product);
    if (!product) product = shelf.find_gtin(code.product);
    if (!product) return refuse(work, "trace_code_here", {code.host});
    if (product->weighed) return weigh(work, *product, code.product);
    add(work, *product, Pieces{1}, code.product);
  }
  void operator()(const barcode::PaymentCode& code) const { refuse(work, "payment_code_here", {code.masked}); }
  void operator()(const barcode::CardCode&) const {}  // scanned() has dealt with it
  void operator()(const barcode::PickupCode& code) const { pickup_shown(work, code.code); }
  void operator()(const barcode::ReceiptCode&) const {}  // scanned() has dealt with it
  void operator()(const barcode::UnknownCode& code) const {
    if (code.reason == "broken") return refuse(work, "scan_broken", {});
    if (!code.claims.empty()) return refuse(work, "false_code", {shortened(code.text)});
    refuse(work, code.reason == "check_digit" ? "check_digit" : "unknown_code", {shortened(code.text)});
  }
};

}  // namespace

// A scan that cannot mean anything here is refused by sound and a sentence, and changes nothing.
void refuse(Working& work, std::string code, std::vector<std::string> arguments) {
  work.say(std::move(code), std::move(arguments));
  work.sound(false);
}

void add(Working& work, const core::Product& product, const core::Quantity& quantity, const std::string& code, std::string best_before) {
  auto line = core::freeze_line(*work.till.catalogue, product, quantity, code, sold_at(work));
  if (!line) {
    if (line.error().code == core::Errc::not_found)
      refuse(work, "not_for_sale", {product.name});
    else
      refuse(work, "quantity_limit", {product.name});
    return;
  }
  line->best_before = std::move(best_before);
  put_line(work, std::move(*line), {});
}

// The cart with one more line, or another one in place of `instead_of`: that one was taken off, and is on the record.
void put_line(Working& work, core::CartLine line, const std::optional<core::CartLine>& instead_of) {
  core::Cart cart = work.till.cart;
  const auto* pieces = std::get_if<Pieces>(&line.quantity);
  core::CartLine* open = pieces ? joining_line(cart, line) : nullptr;
  const std::string name = line.name, product = line.product;
  const auto old = instead_of ? std::find(cart.lines.begin(), cart.lines.end(), *instead_of) : cart.lines.end();
  if (old != cart.lines.end()) {
    cart.removed.push_back(std::exchange(*old, std::move(line)));
  } else if (open) {
    std::get<Pieces>(open->quantity).count += pieces->count;
    std::rotate(open, open + 1, cart.lines.data() + cart.lines.size());  // what was touched last stands last
  } else {
    cart.lines.push_back(std::move(line));
  }
  if (is_over_limit(work, cart, product)) return;
  if (!core::price_cart(cart)) return refuse(work, "quantity_limit", {name});
  if (work.till.state == State::paid) finish(work);
  if (work.till.state == State::refunded) finish_return(work);
  const bool opens = work.till.cart.sale.empty();
  work.till.cart.lines = std::move(cart.lines);
  work.till.cart.removed = std::move(cart.removed);
  if (opens) open_cart(work);
  if (work.till.state == State::weighing) {  // what is being weighed still is
    work.till.home = State::selling;
    work.till.undo.reset();
    work.say("added_while_weighing", {name}, Weight::information);
    work.sound(true);
    return work.save_cart();
  }
  if (work.till.state != State::selling) work.go(State::selling);
  work.till.undo.reset();
  work.till.notices.clear();
  work.sound(true);
  work.save_cart();
}

void open_cart(Working& work) {
  work.till.cart.sale = work.till.terminal + "-" + std::to_string(work.till.epoch) + "-" +
                        std::to_string(work.till.next_sale_number++);
  work.till.cart.opened_at = work.now.wall;
}

void scanned(Working& work, const barcode::Code& code) {
  if (work.till.state == State::starting || (!work.till.catalogue && work.till.state != State::enrolling))
    return refuse(work, "not_ready", {});
  const auto* unknown = std::get_if<barcode::UnknownCode>(&code);
  const auto* held = std::get_if<barcode::CardCode>(&code);
  if (held && work.till.state == State::calling && work.till.lock.card) answer_call(work);
  if (held && (work.till.state == State::locked || work.till.state == State::securing || work.till.state == State::proving ||
               work.till.state == State::approving))
    return card_held(work, std::string(held->bytes.begin(), held->bytes.end()));
  const bool card = std::holds_alternative<barcode::CardCode>(code) || (unknown && unknown->reason == "not_a_card");
  if (held && work.till.lists.holders) return card_presented(work, std::string(held->bytes.begin(), held->bytes.end()));
  if (card) return refuse(work, "card_not_taken", {});  // in every state the same
  if (work.till.state == State::enrolling) return refuse(work, "not_an_enrolment_code", {});
  const auto* receipt = std::get_if<barcode::ReceiptCode>(&code);
  if (receipt && (takes_goods(work.till.state) || work.till.state == State::returning)) return receipt_held(work, receipt->sale);
  if (const char* why = why_no_goods(work.till.state)) return refuse(work, why, {});
  std::visit(ByCode{work, *work.till.catalogue}, code);
}

bool may_change_line(Working& work, std::size_t index, std::int64_t by) {
  core::Cart changed = work.till.cart;
  core::CartLine& line = changed.lines[index];
  std::get<Pieces>(line.quantity).count += by;
  if (by > 0 && is_over_limit(work, changed, line.product)) return false;
  if (core::price_cart(changed)) return true;
  refuse(work, "quantity_limit", {line.name});
  return false;
}

void change_line(Working& work, std::size_t index, std::int64_t by) {
  auto& lines = work.till.cart.lines;
  if (work.till.state != State::selling || index >= lines.size()) return;
  auto* pieces = std::get_if<Pieces>(&lines[index].quantity);
  if (!pieces || is_whole_pickup(work, lines[index])) return;
  if (pieces->count + by <= 0) return remove_line(work, index);
  if (!may_change_line(work, index, by)) return;
  core::Cart changed = work.till.cart;
  std::get<Pieces>(changed.lines[index].quantity).count += by;
  // Pieces taken off are part of the record, like whole lines.
  if (by < 0) {
    core::CartLine taken = lines[index];
    taken.quantity = Pieces{-by};
    changed.removed.push_back(std::move(taken));
  }
  work.till.cart = std::move(changed);
  work.till.undo.reset();
  work.save_cart();
}

void remove_line(Working& work, std::size_t index) {
  auto& lines = work.till.cart.lines;
  if (work.till.state != State::selling || index >= lines.size() || is_whole_pickup(work, lines[index])) return;
  work.till.undo = lines[index];
  work.till.undo_position = index;
  work.till.cart.removed.push_back(lines[index]);
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(index));
  work.save_cart();
}

void undo_remove(Working& work) {
  if (work.till.state != State::selling || !work.till.undo) return;
  core::Cart& cart = work.till.cart;
  const auto position = std::min(work.till.undo_position, cart.lines.size());
  cart.lines.insert(cart.lines.begin() + static_cast<std::ptrdiff_t>(position), *work.till.undo);
  cart.removed.pop_back();  // the line that undo brings back was taken off last
  work.till.undo.reset();
  work.save_cart();
}

void clear_cart(Working& work) {
  if (work.till.state != State::selling) return;
  core::Cart cart = std::move(work.till.cart);
  work.till.cart = {};
  forget_late(work.till);
  work.till.undo.reset();
  work.till.notices.clear();
  work.go(State::idle);
  if (!cart.sale.empty()) work.effects.push_back(AbandonCart{std::move(cart), "cleared"});
}

}  // namespace zhuangui::till
