#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/money.h"

namespace zhuangui::core {

/// One of the parts an amount is spread over.
struct SpreadPart {
  Money weight;  ///< its share is in proportion to this; not negative
  Money most;    ///< it never gets more; not negative, and never counted as more than the weight
};

/// Divides `amount` over the parts to the fen, in their order. Each gets the whole fen of its exact share; the fen left
/// over go to the largest remainders, one each, of equal ones to the earlier part: whoever calls gives the parts in an
/// order of what they are, not of when they came. What a part cannot take any more goes to the others in the same
/// proportion. The answer adds up to the amount, or to the sum of `most` where that is less.
std::vector<Money> spread(Money amount, std::span<const SpreadPart> parts);

/// What `part` of `whole` (pieces or grams, 0 <= part <= whole, whole > 0) costs when the whole costs `total`; half a
/// fen rounds up. A further part costs share_of(both) - share_of(the earlier), so that all parts together cost exactly
/// the total, however they were divided: this is how a discount reaches some pieces of a line, and how a part of a
/// line is given back.
Money share_of(Money total, std::int64_t part, std::int64_t whole);

}  // namespace zhuangui::core
