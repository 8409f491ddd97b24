#pragma once
// A small shelf of goods for tests: two packed, two weighed, one without a price.
#include <memory>

#include "core/catalogue.h"

namespace zhuangui::support {

inline std::shared_ptr<const core::Catalogue> shelf(std::int64_t release = 3) {
  using namespace core;
  std::vector<Product> products{
      Product{.id = "P-YANGYU", .name = "巫溪洋芋", .category = "食用农产品", .in_store_item = "01234", .weighed = true,
              .township = "尖山镇", .village = "百步村", .cooperative = "尖山洋芋合作社", .season_months = {9, 10, 11}, .tile = "芋",
              .tile_colour = "#6B4A12", .aliases = {"马铃薯", "土豆"}, .initials = {"wxyy", "mls", "td"}},
      Product{.id = "P-HETAO", .name = "巫溪核桃", .category = "预包装食品", .gtins = {"06901234567892"}, .unit = "袋",
              .specification = "500克", .township = "天元乡", .village = "新华村", .cooperative = "天元核桃合作社",
              .season_months = {10, 11}, .tile = "核", .tile_colour = "#6B4A2E", .initials = {"wxht"}},
      Product{.id = "P-DONGTAO", .name = "巫溪冬桃", .category = "食用农产品", .in_store_item = "01235", .weighed = true,
              .township = "红池坝镇", .village = "茶山村", .cooperative = "红池坝冬桃合作社", .season_months = {11, 12}, .tile = "桃",
              .tile_colour = "#8A2C3A", .initials = {"wxdt"}},
      Product{.id = "P-JI", .name = "大宁河鸡", .category = "畜禽产品", .gtins = {"06901234567908"}, .unit = "只",
              .township = "文峰镇", .village = "三宝村", .cooperative = "文峰养鸡合作社", .season_months = {1, 11, 12}, .tile = "鸡",
              .tile_colour = "#7F3A1B", .initials = {"dnhj"}},
      Product{.id = "P-UNPRICED", .name = "没有定价的干豇豆", .category = "食用农产品", .gtins = {"06901234567915"}, .unit = "袋"}};
  std::vector<Price> prices{Price{"P-YANGYU", PerKilogram{Money::fen(598)}, {}, {}},
                            Price{"P-HETAO", PerPiece{Money::fen(3800)}, {}, {}},
                            Price{"P-DONGTAO", PerKilogram{Money::fen(1160)}, {}, {}},
                            Price{"P-JI", PerPiece{Money::fen(8800)}, {}, {}}};
  return std::make_shared<const Catalogue>(Catalogue::build(release, std::move(products), std::move(prices)).value());
}

}  // namespace zhuangui::support
