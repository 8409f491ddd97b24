// The demo data stands for the real county, so its rules are checked by a second reckoning that shares no code with
// the programs that load it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

/// The files hold no quoted field; a quote or a wrong number of fields is a failure of its own.
std::vector<Row> read_csv(const std::string& name) {
  const std::string path = std::string(ZHUANGUI_SOURCE_DIR) + "/assets/demo/" + name;
  std::ifstream file(path);
  EXPECT_TRUE(file) << path << " cannot be read";
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> header = split(line, ',');
  std::vector<Row> rows;
  for (int number = 2; std::getline(file, line); ++number) {
    EXPECT_EQ(line.find('"'), std::string::npos) << name << ":" << number;
    EXPECT_EQ(line.find('\r'), std::string::npos) << name << ":" << number;
    const std::vector<std::string> fields = split(line, ',');
    EXPECT_EQ(fields.size(), header.size()) << name << ":" << number;
    Row row;
    for (std::size_t i = 0; i < std::min(fields.size(), header.size()); ++i) row[header[i]] = fields[i];
    rows.push_back(row);
  }
  return rows;
}

/// GS1 check digit by definition: from the right, weights 3 and 1 in turn, made up to the next ten.
bool check_digit_holds(const std::string& digits) {
  int sum = 0;
  int weight = 1;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    sum += weight * (*digit - '0');
    weight = 4 - weight;
  }
  return sum % 10 == 0;
}

bool all_digits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

/// WCAG contrast of `#RRGGBB` against white, in thousandths.
long contrast_with_white(const std::string& colour) {
  const auto channel = [&colour](std::size_t at) {
    const double value = std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  const double luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return std::lround(1000 * 1.05 / (luminance + 0.05));
}

TEST(DemoData, TheReckoningOfCheckDigitsCanFail) {
  EXPECT_TRUE(check_digit_holds("6901234567892"));
  EXPECT_FALSE(check_digit_holds("6901234567893"));
  EXPECT_FALSE(check_digit_holds("6910234567892"));
}

TEST(DemoData, EveryProductHasAnIdNameOriginAndLegalCategory) {
  const std::set<std::string> categories{"食用农产品", "预包装食品", "散装食品", "畜禽产品", "水产品", "食药物质"};
  const std::set<std::string> townships{
      "宁河街道", "柏杨街道", "城厢镇", "凤凰镇", "宁厂镇", "上磺镇", "古路镇", "文峰镇", "徐家镇", "白鹿镇", "尖山镇",
      "下堡镇",   "峰灵镇",   "塘坊镇", "朝阳镇", "田坝镇", "通城镇", "菱角镇", "蒲莲镇", "土城镇", "红池坝镇", "胜利乡",
      "大河乡",   "天星乡",   "长桂乡", "鱼鳞乡", "乌龙乡", "花台乡", "兰英乡", "双阳乡", "中梁乡", "天元乡"};
  ASSERT_EQ(townships.size(), 32U);
  std::set<std::string> ids;
  std::set<std::string> seen_townships;
  const auto products = read_csv("products.csv");
  EXPECT_GE(products.size(), 24U);
  for (const Row& product : products) {
    SCOPED_TRACE(product.at("id"));
    EXPECT_TRUE(ids.insert(product.at("id")).second) << "the id occurs twice";
    EXPECT_TRUE(product.at("id").starts_with("P-"));
    EXPECT_FALSE(product.at("name").empty());
    EXPECT_TRUE(categories.contains(product.at("category"))) << product.at("category");
    EXPECT_TRUE(townships.contains(product.at("township"))) << product.at("township");
    EXPECT_TRUE(product.at("village").ends_with("村"));
    EXPECT_TRUE(product.at("cooperative").starts_with("示例")) << "a cooperative must be seen to be invented";
    EXPECT_EQ(product.at("tile").size(), 3U) << "one Chinese character";
    EXPECT_GE(contrast_with_white(product.at("tile_colour")), 7000) << product.at("tile_colour");
    EXPECT_TRUE((std::set<std::string>{"常温", "冷藏", "冷冻"}.contains(product.at("storage"))));
    seen_townships.insert(product.at("township"));
  }
  EXPECT_TRUE(seen_townships.contains("红池坝镇"));
  EXPECT_TRUE(seen_townships.contains("天元乡"));
}

TEST(DemoData, EveryProductIsFoundByOneKindOfValidCode) {
  std::set<std::string> codes;
  for (const Row& product : read_csv("products.csv")) {
    SCOPED_TRACE(product.at("id"));
    const std::string& gtins = product.at("gtins");
    const std::string& item = product.at("in_store_item");
    if (product.at("weighed") == "true") {
      EXPECT_TRUE(gtins.empty());
      EXPECT_TRUE(all_digits(item) && item.size() == 5) << item;
      EXPECT_TRUE(codes.insert(item).second) << "the item number occurs twice";
      EXPECT_TRUE(product.at("unit").empty());
      continue;
    }
    EXPECT_EQ(product.at("weighed"), "false");
    EXPECT_TRUE(item.empty());
    EXPECT_FALSE(product.at("unit").empty());
    EXPECT_FALSE(product.at("specification").empty());
    for (const std::string& gtin : split(gtins, ';')) {
      ASSERT_TRUE(all_digits(gtin) && gtin.size() == 14) << gtin;
      EXPECT_TRUE(check_digit_holds(gtin)) << gtin;
      EXPECT_EQ(gtin[0], '0') << gtin;
      const int prefix = std::stoi(gtin.substr(1, 3));
      EXPECT_TRUE(prefix >= 690 && prefix <= 699) << gtin;
      EXPECT_TRUE(codes.insert(gtin).second) << "the code occurs twice";
    }
  }
}

TEST(DemoData, SeasonsAreMonthsAndPlumsAreSummerFruit) {
  int november = 0;
  for (const Row& product : read_csv("products.csv")) {
    SCOPED_TRACE(product.at("id"));
    const std::string& season = product.at("season_months");
    if (season.empty()) continue;
    std::set<int> months;
    for (const std::string& month : split(season, ';')) {
      ASSERT_TRUE(all_digits(month)) << month;
      EXPECT_TRUE(months.insert(std::stoi(month)).second) << "a month occurs twice";
    }
    EXPECT_GE(*months.begin(), 1);
    EXPECT_LE(*months.rbegin(), 12);
    november += months.contains(11) ? 1 : 0;
    if (product.at("id") == "P-CUILI") {
      EXPECT_EQ(months, (std::set<int>{7, 8}));
    }
    if (product.at("id") == "P-DONGTAO" || product.at("id") == "P-HETAO") {
      EXPECT_TRUE(months.contains(11));
    }
  }
  EXPECT_GE(november, 8) << "the idle screen of the demo day needs goods in season";
}

TEST(DemoData, MedicinesAreOnTheFoodListAndFishIsFarmed) {
  const std::set<std::string> allowed{"P-DANGSHEN", "P-TIANMA"};
  for (const Row& product : read_csv("products.csv")) {
    SCOPED_TRACE(product.at("id"));
    if (product.at("category") == "食药物质") {
      EXPECT_TRUE(allowed.contains(product.at("id")));
    }
    if (product.at("category") == "水产品") {
      EXPECT_TRUE(product.at("name").starts_with("养殖"));
    }
    EXPECT_EQ(product.at("name").find("独活"), std::string::npos) << "not on the list of 食药物质";
  }
}

TEST(DemoData, EveryProductHasOnePriceThatFitsTheWayItIsSold) {
  std::map<std::string, bool> weighed;
  for (const Row& product : read_csv("products.csv")) weighed[product.at("id")] = product.at("weighed") == "true";
  const std::string demo_day = "2026-11-24T09:00:00";
  std::map<std::string, int> in_force;
  for (const Row& price : read_csv("prices.csv")) {
    const std::string& product = price.at("product");
    SCOPED_TRACE(product);
    ASSERT_TRUE(weighed.contains(product)) << "a price of an unknown product";
    EXPECT_EQ(price.at("unit"), weighed[product] ? "kilogram" : "piece");
    ASSERT_TRUE(all_digits(price.at("unit_price_fen")));
    const long fen = std::stol(price.at("unit_price_fen"));
    EXPECT_TRUE(fen >= 100 && fen <= 20000) << fen;
    if (weighed[product]) {
      EXPECT_EQ(fen % 2, 0) << "the price of 500 g must be whole fen";
    }
    const std::string& from = price.at("valid_from");
    const std::string& until = price.at("valid_until");
    EXPECT_EQ(from.size(), demo_day.size()) << from;
    EXPECT_TRUE(until.empty() || from < until);
    if (from <= demo_day && (until.empty() || demo_day < until)) ++in_force[product];
  }
  for (const auto& [product, unused] : weighed) EXPECT_EQ(in_force[product], 1) << product;
}

TEST(DemoData, CountersAreNamedAndTheirPhonesCannotRing) {
  const auto counters = read_csv("counters.csv");
  EXPECT_GE(counters.size(), 6U);
  std::set<std::string> ids;
  for (const Row& counter : counters) {
    SCOPED_TRACE(counter.at("id"));
    EXPECT_TRUE(counter.at("id").starts_with("C-"));
    EXPECT_TRUE(ids.insert(counter.at("id")).second) << "the id occurs twice";
    for (const char* field : {"name", "site", "address", "firm"}) EXPECT_FALSE(counter.at(field).empty()) << field;
    for (const char* field : {"phone", "county_phone"})
      EXPECT_TRUE(counter.at(field).starts_with("023-0000 ")) << counter.at(field);
  }
  EXPECT_TRUE(ids.contains("C-0001"));
}

}  // namespace
