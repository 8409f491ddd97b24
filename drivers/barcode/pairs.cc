// Elements that exclude each other, and elements that want others beside them (GS1 General Specifications 4.13). Shops
// print both kinds: a warning, never a refusal.
#include <algorithm>

#include "ai_table.h"
#include "elements.h"

namespace zhuangui::barcode {

namespace {

/// "31nn" is any AI of four digits that begins with 31.
bool matches(std::string_view pattern, std::string_view ai) {
  return pattern.size() == ai.size() && std::equal(pattern.begin(), pattern.end(), ai.begin(),
                                                   [](char wanted, char c) { return wanted == 'n' || wanted == c; });
}

/// Calls `use` with each part of `text` until it answers true; whether one did.
template <class Use>
bool any_part(std::string_view text, char between, Use use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    if (use(text.substr(0, end))) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

class Pairs {
 public:
  explicit Pairs(Gs1Code& code) : code_{code} {}

  void look() {
    for (std::size_t i = 0; i < code_.elements.size(); ++i)
      if (const AiRow* row = find_ai(code_.elements[i].ai)) {
        look_for_excluded(i, *row);
        look_for_required(code_.elements[i].ai, *row);
      }
  }

 private:
  /// Each pair is named once, by the element that stands first.
  void look_for_excluded(std::size_t at, const AiRow& row) {
    const std::string& ai = code_.elements[at].ai;
    for (std::size_t other = 0; other < code_.elements.size(); ++other) {
      if (other == at) continue;
      const std::string& other_ai = code_.elements[other].ai;
      const AiRow* other_row = find_ai(other_ai);
      const bool mine = excludes(row, ai, other_ai);
      const bool theirs = other_row && excludes(*other_row, other_ai, ai);
      if (mine && (at < other || !theirs)) code_.warnings.push_back(ai + " excludes " + other_ai);
    }
  }

  static bool excludes(const AiRow& row, std::string_view ai, std::string_view other) {
    // One measure with two different numbers of decimals.
    if (row.decimals_max >= 0 && other.size() == ai.size() && other.substr(0, 3) == ai.substr(0, 3)) return true;
    return any_part(row.excludes, ',', [other](std::string_view pattern) { return matches(pattern, other); });
  }

  [[nodiscard]] bool present(std::string_view pattern) const {
    return std::any_of(code_.elements.begin(), code_.elements.end(),
                       [pattern](const Gs1Element& element) { return matches(pattern, element.ai); });
  }

  void look_for_required(const std::string& ai, const AiRow& row) {
    if (row.requires_groups.empty()) return;
    const bool met = any_part(row.requires_groups, '|', [this](std::string_view group) {
      return !any_part(group, '+', [this](std::string_view pattern) { return !present(pattern); });
    });
    if (!met) code_.warnings.push_back(ai + " requires " + std::string{row.requires_groups});
  }

  Gs1Code& code_;
};

}  // namespace

void look_at_pairs(Gs1Code& code) { Pairs{code}.look(); }

}  // namespace zhuangui::barcode
