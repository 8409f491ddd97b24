#pragma once
// What the promotions of core/promotions.h come to, reckoned a second time from its rules, in plain whole numbers and
// without calling core: slow, obvious, and wrong in other places than core would be.
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace zhuangui::plain {

struct Line {
  std::string product, category, code;
  bool weighed = false;
  std::int64_t quantity = 0;  ///< pieces or grams
  std::int64_t price = 0;     ///< fen a piece or a kilogram
  std::int64_t days_left = -1;
  bool by_hand = false;
};

enum class Kind { money_off, gift, points, combination, near_expiry, percent, shelf };

struct Rule {
  Kind kind = Kind::percent;
  std::string id, group;
  std::int64_t order = 0;
  std::vector<std::string> products, categories;
  bool below_floor = false, repeats = false;
  std::vector<std::pair<std::int64_t, std::int64_t>> steps;  ///< from, off; days left, permyriad off
  std::int64_t from = 0, pieces = 0, points = 0, price = 0, permyriad = 0;
  std::string product;
  std::vector<std::pair<std::string, std::int64_t>> parts;  ///< product, pieces or price
};

struct Shop {
  std::vector<Rule> rules;  ///< all in force
  std::map<std::string, std::int64_t> floors;      ///< fen a piece or kilogram, by product
  std::map<std::string, std::int64_t> gifts_left;  ///< by rule
  std::map<std::string, std::int64_t> set_aside;   ///< pieces for points, by rule
};

struct Answer {
  std::vector<std::int64_t> totals;
  std::vector<std::vector<std::pair<std::string, std::int64_t>>> discounts;  ///< rule and fen, as they came
  std::map<std::string, std::int64_t> missing;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> gifts;  ///< earned, in the cart
  std::map<std::string, std::int64_t> points;
};

Answer reckon(const std::vector<Line>& cart, const Shop& shop);
std::int64_t price_of(const Line& line, std::int64_t unit_price);

}  // namespace zhuangui::plain
