#include "verify_chunk.h"

#include <algorithm>

#include "core/json.h"
#include "place.h"

namespace zhuangui::journal {

std::string product_day_key(std::string_view day, std::string_view product, std::string_view township) {
  std::string key(day);
  key += '\n';
  key += product;
  key += '\n';
  key += township;
  return key;
}

void Reckoning::count(std::int64_t place, const SaleFacts& facts) {
  for (const ProductFacts& one : facts.products) {
    key_ = facts.business_day;
    key_ += '\n';
    key_ += one.product;
    key_ += '\n';
    key_ += one.township;
    ProductDay& sum = product_days[key_];
    ++sum.sales;
    sum.pieces += one.pieces;
    sum.weight_g += one.weight_g;
    sum.gross_fen += one.gross_fen;
    sum.discount_fen += one.discount_fen;
    sum.last_place = std::max(sum.last_place, place);
  }
  count_drawn(place, facts.business_day, facts.drawn);
  Day& day = day_of(facts.business_day, place);
  ++day.sales;
  day.total_fen += facts.total_fen;
}

void Reckoning::count(std::int64_t place, const RefundFacts& facts) {
  for (const ReturnedFacts& one : facts.products) {
    ProductDay& sum = product_days[product_day_key(facts.business_day, one.product, one.township)];
    sum.pieces -= one.pieces;
    sum.weight_g -= one.weight_g;
    sum.refund_fen += one.refund_fen;
    sum.last_place = std::max(sum.last_place, place);
  }
  count_drawn(place, facts.business_day, facts.drawn);
  Day& day = day_of(facts.business_day, place);
  ++day.returns;
  day.refund_fen += facts.total_fen;
  returns[place] = {std::string(facts.id), std::string(facts.sale), std::string(facts.business_day), facts.at, facts.lines,
                    facts.total_fen,       facts.cash_fen};
}

void Reckoning::count(std::int64_t place, const InvoiceFacts& facts) { count_drawn(place, facts.business_day, facts.drawn); }

void Reckoning::count_drawn(std::int64_t place, std::string_view business_day, const std::vector<DrawnFacts>& facts) {
  for (const DrawnFacts& one : facts) {
    Drawn& sum = drawn[product_day_key(business_day, one.kind, one.reference)];
    sum.amount_fen += one.amount_fen;
    sum.last_place = std::max(sum.last_place, place);
  }
}

Reckoning::Day& Reckoning::day_of(std::string_view business_day, std::int64_t place) {
  auto day = days.find(business_day);
  if (day == days.end()) day = days.emplace(std::string(business_day), Day{}).first;
  day->second.first_place = std::min(day->second.first_place, place);
  day->second.last_place = std::max(day->second.last_place, place);
  return day->second;
}

void Reckoning::add(const Reckoning& other) {
  for (const auto& [key, more] : other.product_days) {
    ProductDay& sum = product_days[key];
    sum.sales += more.sales;
    sum.pieces += more.pieces;
    sum.weight_g += more.weight_g;
    sum.gross_fen += more.gross_fen;
    sum.discount_fen += more.discount_fen;
    sum.refund_fen += more.refund_fen;
    sum.last_place = std::max(sum.last_place, more.last_place);
  }
  for (const auto& [key, more] : other.days) {
    Day& sum = days[key];
    sum.sales += more.sales;
    sum.total_fen += more.total_fen;
    sum.returns += more.returns;
    sum.refund_fen += more.refund_fen;
    sum.first_place = std::min(sum.first_place, more.first_place);
    sum.last_place = std::max(sum.last_place, more.last_place);
  }
  for (const auto& [key, more] : other.drawn) {
    Drawn& sum = drawn[key];
    sum.amount_fen += more.amount_fen;
    sum.last_place = std::max(sum.last_place, more.last_place);
  }
  if (other.clock.place > clock.place) clock = other.clock;
  returns.insert(other.returns.begin(), other.returns.end());
  shifts.add(other.shifts);
}

void Breaks::add(const Breaks& other) {
  chain = std::min(chain, other.chain);
  head = std::min(head, other.head);
  projection = std::min(projection, other.projection);
}

ChunkChecker::ChunkChecker(std::string_view terminal, const contract::PublicKey& key) : key_{key} {
  core::JsonWriter json;
  json.begin_object().field("terminal", terminal).key("epoch");
  prefix_ = json.take();
}

bool ChunkChecker::is_text_of(std::string_view payload, std::int64_t place) {
  expected_ = prefix_;
  expected_ += std::to_string(epoch_of(place));
  expected_ += ",\"seq\":";
  expected_ += std::to_string(seq_of(place));
  expected_ += ",\"kind\":\"";
  return payload.starts_with(expected_);
}

void ChunkChecker::check(const Chunk& chunk) {
  contract::Hash previous = chunk.previous;
  reckoning_.shifts.begin_run();
  for (const Chunk::Row& row : chunk.rows) {
    const std::string_view payload = chunk.text(row.payload);
    if (seq_of(row.place) == 1) previous = contract::first_hash(key_, epoch_of(row.place));
    // Against the stored hash of the entry before: if all fit, that is the chain from hash[0], and chunks can be
    // checked side by side.
    if (!is_text_of(payload, row.place) || contract::next_hash(previous, payload) != row.hash) {
      breaks_.chain = std::min(breaks_.chain, row.place);
      return;
    }
    if (row.head_hash && *row.head_hash != row.hash) breaks_.head = std::min(breaks_.head, row.place);
    check_projection(chunk, row, payload);
    previous = row.hash;
  }
}

void ChunkChecker::check_projection(const Chunk& chunk, const Chunk::Row& row, std::string_view payload) {
  const auto facts = read_sale_facts(payload);
  if (!facts) {
    if (row.has_sale) breaks_.projection = std::min(breaks_.projection, row.place);
    if (const auto refund = read_refund_facts(payload)) {
      reckoning_.count(row.place, *refund);
      reckoning_.shifts.count(row.place, *refund);
    }
    if (const auto invoice = read_invoice_facts(payload)) reckoning_.count(row.place, *invoice);
    if (const auto act = read_shift_facts(payload)) reckoning_.shifts.count(row.place, *act);
    if (const auto offset = read_clock_offset(payload); offset && row.place > reckoning_.clock.place)
      reckoning_.clock = {row.place, *offset};
    return;
  }
  reckoning_.count(row.place, *facts);
  reckoning_.shifts.count(row.place, *facts);
  const SaleColumns& figures = row.figures;
  const bool same = row.has_sale && chunk.text(row.sale) == facts->sale &&
                    chunk.text(row.business_day) == facts->business_day && figures.at == facts->at &&
                    figures.lines == facts->lines && figures.total_fen == facts->total_fen &&
                    figures.change_fen == facts->change_fen && figures.cash_fen == facts->cash_fen;
  if (!same) breaks_.projection = std::min(breaks_.projection, row.place);
}

}  // namespace zhuangui::journal
