#include "core/catalogue.h"

#include <gtest/gtest.h>

#include "shelf.h"

namespace zhuangui::core {
namespace {

TEST(Catalogue, FindsByIdCodeAndInStoreNumber) {
  const auto shelf = support::shelf();
  EXPECT_EQ(shelf->find("P-HETAO")->name, "巫溪核桃");
  EXPECT_EQ(shelf->find_gtin("6901234567892")->id, "P-HETAO");
  EXPECT_EQ(shelf->find_gtin("06901234567892")->id, "P-HETAO");
  EXPECT_EQ(shelf->find_in_store("01234")->id, "P-YANGYU");
  EXPECT_EQ(shelf->find("P-NONE"), nullptr);
  EXPECT_EQ(shelf->find_gtin("6901234567899"), nullptr);
}

TEST(Catalogue, GivesThePriceInForce) {
  Product tea{.id = "P-TEA", .name = "高山茶"};
  const auto at = [](std::int64_t ms) { return WallTime{ms}; };
  const auto catalogue = Catalogue::build(1, {tea}, {Price{"P-TEA", PerPiece{Money::fen(500)}, at(2000), {}},
                                                     Price{"P-TEA", PerPiece{Money::fen(300)}, at(1000), at(3000)}});
  ASSERT_TRUE(catalogue.has_value());
  EXPECT_FALSE(catalogue->price_at("P-TEA", at(999)).has_value());
  EXPECT_EQ(catalogue->price_at("P-TEA", at(1000)), UnitPrice{PerPiece{Money::fen(300)}});
  EXPECT_EQ(catalogue->price_at("P-TEA", at(2500)), UnitPrice{PerPiece{Money::fen(500)}});
  EXPECT_EQ(catalogue->price_at("P-TEA", at(3500)), UnitPrice{PerPiece{Money::fen(500)}});
}

TEST(Catalogue, RefusesAListThatContradictsItself) {
  const Product walnut{.id = "P-A", .name = "核桃", .gtins = {"06901234567892"}};
  const Product twin{.id = "P-B", .name = "核桃二", .gtins = {"6901234567892"}};
  const Product loose{.id = "P-C", .name = "洋芋", .in_store_item = "01234", .weighed = true};
  const Price piece{"P-C", PerPiece{Money::fen(100)}, {}, {}};
  const Price nothing{"P-A", PerPiece{Money::fen(0)}, {}, {}};
  EXPECT_FALSE(Catalogue::build(1, {walnut, walnut}, {}).has_value()) << "one id twice";
  EXPECT_FALSE(Catalogue::build(1, {walnut, twin}, {}).has_value()) << "one code twice, padded or not";
  EXPECT_FALSE(Catalogue::build(1, {loose}, {piece}).has_value()) << "weighed goods priced by piece";
  EXPECT_FALSE(Catalogue::build(1, {}, {piece}).has_value()) << "price of an unknown product";
  EXPECT_FALSE(Catalogue::build(1, {walnut}, {nothing}).has_value()) << "a price of nothing";
  EXPECT_TRUE(Catalogue::build(1, {walnut, loose}, {}).has_value());
}

TEST(Sections, ComeBackAsTheyWere) {
  const auto shelf = support::shelf();
  std::vector<Price> prices{Price{"P-HETAO", PerPiece{Money::fen(3800)}, WallTime{5}, WallTime{9}},
                            Price{"P-YANGYU", PerKilogram{Money::fen(598)}, WallTime{5}, {}}};
  const std::string products_text = products_section(shelf->products());
  const auto again = Catalogue::from_sections(7, products_text, prices_section(prices));
  ASSERT_TRUE(again.has_value()) << again.error().cause;
  EXPECT_EQ(again->release(), 7);
  EXPECT_EQ(products_section(again->products()), products_text);
  EXPECT_EQ(again->price_at("P-YANGYU", WallTime{6}), UnitPrice{PerKilogram{Money::fen(598)}});
  EXPECT_FALSE(again->price_at("P-HETAO", WallTime{9}).has_value());
  EXPECT_FALSE(Catalogue::from_sections(7, "{}", "{}").has_value());
}

TEST(Sections, RefuseAMonthThatIsNoneHoweverLargeItsNumberIs) {
  const auto read = [](const std::string& month) {
    return Catalogue::from_sections(1, R"({"products":[{"id":"P-A","name":"核桃","season_months":[)" + month + "]}]}", R"({"prices":[]})");
  };
  EXPECT_TRUE(read("12"));
  for (const char* month : {"0", "13", "-1", "4294967297", "9223372036854775807", "\"3\"", "1.5"})
    EXPECT_FALSE(read(month)) << month << ": 2^32 + 1 cut to 32 bits would be January";
}

TEST(CounterSection, ComesBackAsItWas) {
  const CounterInfo counter{"C-0001", "县人民医院 1 号柜", "县人民医院", "城厢镇人民路 1 号", "023-0000 0001", "巫溪惠农公司", "023-0000 0000"};
  const auto again = parse_counter_section(counter_section(counter));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(counter_section(*again), counter_section(counter));
  EXPECT_EQ(again->county_phone, "023-0000 0000");
}

}  // namespace
}  // namespace zhuangui::core
