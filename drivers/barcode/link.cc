#include "link.h"

#include <algorithm>

#include "ai_check.h"
#include "ai_table.h"
#include "digits.h"

namespace zhuangui::barcode {

namespace {

/// Names of keys that were allowed instead of the AI until release 1.2 of the standard.
struct KeyName {
  std::string_view name, ai;
};
constexpr KeyName key_names[] = {
    {"gtin", "01"}, {"itip", "8006"}, {"cpid", "8010"}, {"gln", "414"},   {"payto", "415"}, {"sscc", "00"}, {"grai", "8003"},
    {"giai", "8004"}, {"gsrn", "8018"}, {"gsrnp", "8017"}, {"gdti", "253"}, {"gcn", "255"}, {"gmn", "8013"}, {"ginc", "401"},
    {"gsin", "402"}, {"party", "417"}, {"cpv", "22"}, {"lot", "10"},  {"ser", "21"},    {"cpsn", "8011"}, {"glnx", "254"},
    {"refno", "8020"}, {"srin", "8019"}, {"exp", "17"},
};

/// The AI that a part of a path or a name in a query stands for; empty: neither an AI's digits nor an old name.
std::string_view ai_of(std::string_view key) {
  if (all_digits(key)) return key;
  for (const KeyName& known : key_names)
    if (known.name.size() == key.size() && std::equal(key.begin(), key.end(), known.name.begin(), [](char c, char wanted) {
          return (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) == wanted;
        }))
      return known.ai;
  return {};
}

/// Old links hold GTINs of 8, 12 and 13 digits: padded, as in the table of 14.
std::string padded_gtin(std::string_view ai, std::string value) {
  const bool gtin = (ai == "01" || ai == "02") && all_digits(value);
  if (gtin && (value.size() == 8 || value.size() == 12 || value.size() == 13)) value.insert(0, 14 - value.size(), '0');
  return value;
}

class LinkReader {
 public:
  LinkReader(const Url& url, int current_year) : url_{url}, year_{current_year} {}

  std::optional<Gs1Result> read() {
    const std::optional<std::size_t> at = find_primary_key();
    if (!at) return std::nullopt;
    if (auto fault = read_path(*at)) return *fault;
    if (auto fault = read_query()) return *fault;
    return make_gs1_code(elements_, year_);
  }

 private:
  /// Pairs of key and value from the end of the path back to the first that is a primary key. A value that cannot be one
  /// by its length or characters says that this is another kind of address.
  [[nodiscard]] std::optional<std::size_t> find_primary_key() const {
    for (std::size_t at = url_.segments.size(); at >= 2; at -= 2) {
      const std::string_view ai = ai_of(url_.segments[at - 2]);
      const AiRow* row = find_ai(ai);
      if (!row) return std::nullopt;
      if (row->link_key.empty()) continue;
      const auto value = percent_decoded(url_.segments[at - 1]);
      if (!value) return std::nullopt;
      const std::string_view fault = data_fault(*row, padded_gtin(ai, *value), year_);
      return fault == "length" || fault == "characters" ? std::nullopt : std::optional{at - 2};
    }
    return std::nullopt;
  }

  std::optional<Gs1Fault> take(std::string_view ai, std::string_view value) {
    auto decoded = percent_decoded(value);
    if (!decoded) return Gs1Fault{"percent", std::string{ai}};
    elements_.push_back({std::string{ai}, padded_gtin(ai, std::move(*decoded))});
    return std::nullopt;
  }

  std::optional<Gs1Fault> read_path(std::size_t at) {
    const std::string_view key = ai_of(url_.segments[at]);
    if (auto fault = take(key, url_.segments[at + 1])) return fault;
    std::vector<std::string_view> qualifiers;
    for (std::size_t i = at + 2; i + 1 < url_.segments.size(); i += 2) {
      const std::string_view ai = ai_of(url_.segments[i]);
      qualifiers.push_back(ai);
      if (!in_order(find_ai(key)->link_key, qualifiers)) return Gs1Fault{"order", std::string{ai}};
      if (auto fault = take(ai, url_.segments[i + 1])) return fault;
    }
    return std::nullopt;
  }

  /// Whether the qualifiers are some of one alternative of "22,10,21|235", in its order.
  static bool in_order(std::string_view alternatives, const std::vector<std::string_view>& qualifiers) {
    while (!alternatives.empty()) {
      const std::size_t bar = std::min(alternatives.find('|'), alternatives.size());
      if (is_part_of(alternatives.substr(0, bar), qualifiers)) return true;
      alternatives.remove_prefix(std::min(bar + 1, alternatives.size()));
    }
    return false;
  }

  static bool is_part_of(std::string_view allowed, const std::vector<std::string_view>& qualifiers) {
    std::size_t next = 0;
    while (!allowed.empty()) {
      const std::size_t comma = std::min(allowed.find(','), allowed.size());
      if (next < qualifiers.size() && allowed.substr(0, comma) == qualifiers[next]) ++next;
      allowed.remove_prefix(std::min(comma + 1, allowed.size()));
    }
    return next == qualifiers.size();
  }

  /// Names that are no AIs ("s4t=…", "linkType=…") are the address's own business.
  std::optional<Gs1Fault> read_query() {
    for (const Url::Field& field : url_.query) {
      const std::string_view ai = ai_of(field.name);
      if (ai.empty()) continue;
      const AiRow* row = find_ai(ai);
      if (!row) return Gs1Fault{"unknown_ai", ai.size() >= 2 && ai.size() <= 4 ? std::string{ai} : std::string{}};
      if (row->in_link == InLink::path_only) return Gs1Fault{"order", std::string{ai}};
      const bool twice = std::any_of(elements_.begin(), elements_.end(), [ai](const Gs1Element& e) { return e.ai == ai; });
      if (twice) return Gs1Fault{"repeated", std::string{ai}};
      if (auto fault = take(ai, field.value)) return fault;
    }
    return std::nullopt;
  }

  const Url& url_;
  int year_;
  std::vector<Gs1Element> elements_;
};

}  // namespace

std::optional<Gs1Result> read_link(const Url& url, int current_year) { return LinkReader{url, current_year}.read(); }

}  // namespace zhuangui::barcode
