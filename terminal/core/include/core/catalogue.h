#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/money.h"
#include "core/time.h"

namespace zhuangui::core {

/// One product as the county publishes it (release section `products`). Names are Chinese; ids are opaque.
struct Product {
  std::string id;                    ///< "P-YANGYU"
  std::string name;                  ///< "巫溪洋芋"
  std::string category;              ///< legal category: 食用农产品, 预包装食品, 散装食品, 畜禽产品, 水产品
  std::vector<std::string> gtins;    ///< EAN-13/8 or UPC codes as 14 digits, padded with zeros
  std::string in_store_item;         ///< five digits of an in-store scale label, or empty
  bool weighed = false;              ///< sold by weight (grams) instead of by piece
  std::string unit;                  ///< what one piece is called: 袋, 只, 盒, 瓶; empty for weighed goods
  std::string specification;         ///< "500克", "约1.5千克", or empty
  std::string township;              ///< 红池坝镇
  std::string village;               ///< 茶山村
  std::string cooperative;           ///< 巫溪县红池坝冬桃专业合作社
  std::vector<int> season_months;    ///< months in which it is in season, 1..12
  std::string tile;                  ///< the one character drawn when there is no picture: 芋
  std::string tile_colour;           ///< "#6B4A12"
  std::string storage;               ///< 常温, 冷藏, 冷冻
  std::string tax_class;             ///< as the county classed it (税收分类): 蔬菜; empty: not said
  std::int64_t tax_rate_permyriad = 0;  ///< 900 is 9 %; 0 with a class: 免税
  std::string certificate;           ///< number of its 认定证书; empty: not certified
  std::string benefit;               ///< what the purchase does for the village, as a sentence: 联农带农; empty: not said
  std::vector<std::string> aliases;  ///< other names people use: 马铃薯, 土豆
  std::vector<std::string> initials; ///< of the pinyin of name and aliases, in their order: "wxyy"; made by the county when it publishes
  std::int64_t limit_per_sale = 0;   ///< 限购: pieces, or grams of weighed goods, that one buyer may take in a sale; 0: no limit
  std::int64_t quick_key = 0;        ///< 快捷键: its place among them, 1..quick_keys_max; 0: none of the county's giving
};
/// The highest limit: one that is never reached is none.
inline constexpr std::int64_t limit_per_sale_max = 999'999;
inline constexpr std::int64_t quick_keys_max = 99;

/// What one product costs from a moment on (release section `prices`).
struct Price {
  std::string product;
  UnitPrice unit;
  WallTime valid_from;
  WallTime valid_until;  ///< exclusive; utc_ms 0 = open end
  std::string counter;      ///< only at this counter; empty: at all
  std::string buyer_class;  ///< only for these buyers; empty: for all
};

/// 参考价: between what a product may be sold for when a person sets its price (release section `prices`).
struct PriceBand {
  std::string product;
  UnitPrice low, high;             ///< both belong to it
  std::optional<UnitPrice> floor;  ///< no promotion goes under it, unless it says so
  friend bool operator==(const PriceBand&, const PriceBand&) = default;
};

/// Everything a counter can sell under one release. Immutable once built; share it by shared_ptr<const Catalogue>.
class Catalogue {
 public:
  Catalogue() = default;
  /// `counter`: whose own prices are kept beside those of all; the other counters' are looked at and left out.
  /// Errors: invalid_input when an id, GTIN or in-store number occurs twice, a price or band names an unknown product
  /// or its unit does not fit the product, a band is upside down, or a field is missing.
  static Result<Catalogue> build(std::int64_t release, std::vector<Product> products, std::vector<Price> prices,
                                 std::vector<PriceBand> bands = {}, std::string_view counter = {});
  /// From the exact bytes of the sections `products` and `prices`.
  static Result<Catalogue> from_sections(std::int64_t release, std::string_view products_json,
                                         std::string_view prices_json, std::string_view counter = {});

  [[nodiscard]] std::int64_t release() const { return release_; }
  [[nodiscard]] const std::string& counter() const { return counter_; }  ///< as build() was told
  [[nodiscard]] const std::vector<Product>& products() const { return products_; }
  [[nodiscard]] const Product* find(std::string_view id) const;
  /// Any of GTIN-8/12/13/14 as digits; compared padded to 14.
  [[nodiscard]] const Product* find_gtin(std::string_view digits) const;
  [[nodiscard]] const Product* find_in_store(std::string_view item) const;
  /// The price in force at `at`. One for this class of buyers goes before one for all, then one of this counter before
  /// one of all counters, then the latest valid_from. nullopt: not for sale.
  [[nodiscard]] std::optional<UnitPrice> price_at(std::string_view product, WallTime at, std::string_view buyer_class = {}) const;
  /// nullptr: none is set.
  [[nodiscard]] const PriceBand* band(std::string_view product) const;
  [[nodiscard]] const std::map<std::string, PriceBand, std::less<>>& bands() const { return bands_; }

 private:
  std::int64_t release_ = 0;
  std::string counter_;
  std::vector<Product> products_;
  std::unordered_map<std::string, std::size_t> by_id_, by_gtin_, by_in_store_;
  std::unordered_map<std::string, std::vector<Price>> prices_;
  std::map<std::string, PriceBand, std::less<>> bands_;
};

/// Section texts; the county writes them with these and the terminal reads them back.
std::string products_section(const std::vector<Product>& products);
std::string prices_section(const std::vector<Price>& prices, const std::vector<PriceBand>& bands = {});

/// Section `counter`: who this counter is, for the top bar and the receipt.
struct CounterInfo {
  std::string id;             ///< "C-0001"
  std::string name;           ///< 县人民医院 1 号柜
  std::string site;           ///< 巫溪县人民医院
  std::string address;
  std::string phone;          ///< of the counter's firm, shown to buyers
  std::string firm;           ///< 经营单位
  std::string county_phone;   ///< of the county office
};
std::string counter_section(const CounterInfo& counter);
Result<CounterInfo> parse_counter_section(std::string_view json);

}  // namespace zhuangui::core
