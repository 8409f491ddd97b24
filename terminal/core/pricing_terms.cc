#include <algorithm>

#include "core/spread.h"
#include "reckoning.h"

namespace zhuangui::core {
namespace {

Money payable_of(const std::vector<ReckonedLine*>& lines) {
  Money sum;
  for (const ReckonedLine* line : lines) sum += line->payable;
  return sum;
}

Money times(Money amount, std::int64_t count) { return Money::fen(amount.in_fen() * count); }

std::int64_t fitting(Money base, Money from, bool repeats) {
  const std::int64_t whole = base.in_fen() / from.in_fen();
  return repeats ? whole : std::min<std::int64_t>(whole, 1);
}

struct Reached {
  Money off;
  std::optional<MoneyOffStep> next;
};

Reached reached_by(const MoneyOff& terms, Money base) {
  Reached answer;
  if (terms.repeats) {
    const MoneyOffStep& step = terms.steps.front();
    const std::int64_t whole = fitting(base, step.from, true);
    return {times(step.off, whole), MoneyOffStep{times(step.from, whole + 1), times(step.off, whole + 1)}};
  }
  for (const MoneyOffStep& step : terms.steps) {
    if (base < step.from) {
      answer.next = step;
      break;
    }
    answer.off = step.off;
  }
  return answer;
}

}  // namespace

void Reckoning::apply(const MoneyOff& terms) {
  const Lines lines = open_of(counted_[number_]);
  const Money base = payable_of(lines);
  std::vector<SpreadPart> parts;
  Money room;
  for (const ReckonedLine* line : lines) room += parts.emplace_back(SpreadPart{line->payable, room_of(*line)}).most;
  if (room <= Money{}) return;
  const Reached reached = reached_by(terms, base);
  if (reached.off > Money{}) {
    const std::vector<Money> shares = spread(reached.off, parts);
    for (std::size_t n = 0; n < lines.size(); ++n) {
      take_off(*lines[n], shares[n]);
      take(*lines[n]);
    }
  }
  if (reached.next)
    answer_.next_steps.push_back({promotion_->id, promotion_->name, reached.next->from - base, reached.next->off, {}, 0});
}

void Reckoning::apply(const ThresholdGift& terms) {
  Lines lines = open_of(counted_[number_]);
  std::erase_if(lines, [&terms](const ReckonedLine* line) { return line->facts->product == terms.product; });
  const Money base = payable_of(lines);
  const auto left = moment_.gifts_left.find(promotion_->id);
  const std::int64_t most = left == moment_.gifts_left.end() ? pieces_max : std::clamp<std::int64_t>(left->second, 0, pieces_max);
  const std::int64_t reached = fitting(base, terms.from, terms.repeats);
  const std::int64_t earned = std::min({reached, pieces_max, most / terms.pieces}) * terms.pieces;
  if (base > Money{} && earned + terms.pieces <= most && (terms.repeats || reached == 0))
    answer_.next_steps.push_back({promotion_->id, promotion_->name, times(terms.from, reached + 1) - base, {}, terms.product, terms.pieces});
  if (earned == 0) return;
  for (ReckonedLine* line : lines) take(*line);
  EarnedGift gift{promotion_->id, promotion_->name, terms.product, earned, 0};
  for (const PiecesOf& part : pieces_from(terms.product, earned)) {
    take_off(*part.line, part.value);
    take(*part.line);
    part.line->pieces_used = true;
    gift.in_cart += part.pieces;
  }
  answer_.gifts.push_back(std::move(gift));
}

std::vector<PiecesOf> Reckoning::pieces_from(std::string_view product, std::int64_t wanted) const {
  std::vector<PiecesOf> found;
  for (ReckonedLine* line : named_[number_]) {
    if (wanted == 0) break;
    if (line->facts->product != product || line->pieces == 0 || line->pieces_used || !is_open(*line, number_)) continue;
    const std::int64_t pieces = std::min(line->pieces, wanted);
    found.push_back({line, pieces, share_of(line->payable, pieces, line->pieces)});
    wanted -= pieces;
  }
  return found;
}

void Reckoning::apply(const PointsPrice& terms) {
  const auto aside = moment_.points_pieces.find(promotion_->id);
  if (aside == moment_.points_pieces.end()) return;
  PointsSpent spent{promotion_->id, 0, 0};
  for (const PiecesOf& part : pieces_from(terms.product, std::clamp<std::int64_t>(aside->second, 0, terms.pieces_max))) {
    if (!take_off(*part.line, part.value - times(terms.price, part.pieces))) continue;
    take(*part.line);
    part.line->pieces_used = true;
    spent.pieces += part.pieces;
    spent.points += part.pieces * terms.points;
  }
  if (spent.pieces > 0) answer_.points.push_back(std::move(spent));
}

void Reckoning::apply(const CombinationPrice& terms) {
  std::int64_t sets = pieces_max;
  for (const CombinationPart& part : terms.parts) {
    std::int64_t there = 0;
    for (const PiecesOf& found : pieces_from(part.product, sets * part.pieces)) there += found.pieces;
    sets = std::min(sets, there / part.pieces);
  }
  if (sets == 0) return;
  std::vector<PiecesOf> used;
  Money value;
  for (const CombinationPart& part : terms.parts)
    for (const PiecesOf& found : pieces_from(part.product, sets * part.pieces)) value += used.emplace_back(found).value;
  if (value <= times(terms.price, sets)) return;
  std::vector<SpreadPart> parts;
  for (const PiecesOf& one : used) parts.push_back({one.value, room_of(*one.line)});
  const std::vector<Money> shares = spread(value - times(terms.price, sets), parts);
  if (std::all_of(shares.begin(), shares.end(), [](Money share) { return share == Money{}; })) return;
  for (std::size_t n = 0; n < used.size(); ++n) {
    take_off(*used[n].line, shares[n]);
    take(*used[n].line);
    used[n].line->pieces_used = true;
  }
}

void Reckoning::take_percentage(ReckonedLine& line, std::int64_t off_permyriad) {
  mark_down(line, share_of(line.payable, permyriad_whole - off_permyriad, permyriad_whole));
}

void Reckoning::apply(const NearExpiry& terms) {
  for (ReckonedLine* line : counted_[number_]) {
    const auto step = std::find_if(terms.steps.begin(), terms.steps.end(),
                                   [line](const NearExpiryStep& one) { return line->days_left <= one.days_left; });
    if (line->days_left >= 0 && step != terms.steps.end()) take_percentage(*line, step->off_permyriad);
  }
}

void Reckoning::apply(const PercentOff& terms) {
  for (ReckonedLine* line : counted_[number_]) take_percentage(*line, terms.off_permyriad);
}

void Reckoning::apply(const ShelfPrice& terms) {
  for (ReckonedLine* line : named_[number_]) {
    const auto found = std::lower_bound(terms.products.begin(), terms.products.end(), line->facts->product,
                                        [](const ShelfPriceOf& one, const std::string& product) { return one.product < product; });
    if (const auto then = line_price(line->facts->quantity, found->price)) mark_down(*line, *then);
  }
}

}  // namespace zhuangui::core
