#pragma once
// What is sold in the simulation. Names, codes and prices are reckoned here, apart from the product: a figure of the
// terminal or of the county is held against these.
#include <cstdint>
#include <string>
#include <vector>

namespace zhuangui::sim {

struct Good {
  const char* id;
  const char* name;
  const char* digits;  ///< packed: 12 digits of the EAN-13 without its check digit; weighed: 5 digits of the label's item
  bool weighed;
  std::int64_t base_fen;
  const char* township;
};
const std::vector<Good>& goods();

/// What one piece or one kilogram costs under a release. Each release changes every price.
std::int64_t price_fen(const Good& good, std::int64_t release);
/// What stands on the goods under a release: a release that was applied by halves shows in it.
std::string specification(std::int64_t release);

/// Pieces or grams of one good under the prices of one release.
struct OwnLine {
  std::size_t good = 0;
  std::int64_t quantity = 0;
  std::int64_t release = 0;
};
std::int64_t line_fen(const OwnLine& line);
std::int64_t total_fen(const std::vector<OwnLine>& lines);

/// The text under the scanner.
std::string code_of(const Good& good, std::int64_t grams);

// The lists of one release, as the office imports them.
std::string products_csv(std::int64_t release);
std::string prices_csv(std::int64_t release);
std::string counters_csv(int counters);
std::string counter_id(int number);

}  // namespace zhuangui::sim
