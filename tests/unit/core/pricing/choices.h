#pragma once
// A cart and a county's rules made of a few small numbers, so that a random test can choose and shrink them: once as
// plain facts, and the same as core's. Few goods and round prices, so that ties, floors and thresholds are met often.
#include <vector>

#include "core/pricing.h"
#include "plain_reckoning.h"

namespace zhuangui::choices {

struct LineChoice { unsigned product = 0, quantity = 0, price = 0, extra = 0; };
struct RuleChoice { unsigned kind = 0, order = 0, group = 0, scope = 0, a = 0, b = 0, c = 0; };

plain::Line line_of(const LineChoice& choice);
plain::Rule rule_of(const RuleChoice& choice, std::size_t number);
plain::Shop shop_of(const std::vector<RuleChoice>& choices, unsigned floors);

core::CartLine core_line(const plain::Line& line);
core::Promotion core_rule(const plain::Rule& rule);
core::PriceRules core_rules(const plain::Shop& shop);
core::PricingMoment core_moment(const plain::Shop& shop);

/// What each line is and came to, and what was said beside: equal for two reckonings of the same cart in any order.
std::vector<std::string> told(const std::vector<plain::Line>& cart, const plain::Answer& answer);
std::vector<std::string> told(const std::vector<plain::Line>& cart, const core::Promoted& answer);

}  // namespace zhuangui::choices
