#include "example_parts.h"

#include <stdexcept>

#include "cash_sale.h"

namespace zhuangui::test {

using core::Grams;
using core::Money;
using core::Pieces;
using till::State;

namespace {

till::Surroundings surroundings() {
  till::Surroundings around;
  around.counter = {"C-0001", "县人民医院 1 号柜", "巫溪县人民医院", "城厢镇广场路 1 号", "023-5100 0001",
                    "巫溪县示例供销公司", "023-5100 0000"};
  around.now = example_time();
  around.printer = till::PrinterState::ready;
  around.scanner_present = true;
  around.county = till::Link::up;
  around.list_age_s = 180;
  return around;
}

}  // namespace

std::shared_ptr<const core::Catalogue> catalogue(bool long_names) {
  const auto product = [](std::string id, std::string name, std::string category, bool weighed, std::string unit,
                          std::string specification, std::string township, std::string village, std::string tile,
                          std::string colour, std::string storage, std::vector<int> months) {
    core::Product made;
    made.id = std::move(id);
    made.name = std::move(name);
    made.category = std::move(category);
    made.weighed = weighed;
    made.unit = std::move(unit);
    made.specification = std::move(specification);
    made.township = std::move(township);
    made.village = std::move(village);
    made.cooperative = made.village.substr(0, 6) + "农产品专业合作社";
    made.season_months = std::move(months);
    made.tile = std::move(tile);
    made.tile_colour = std::move(colour);
    made.storage = std::move(storage);
    return made;
  };
  std::vector<core::Product> products{
      product("P-1", "巫溪冬桃", "食用农产品", true, "", "", "红池坝镇", "茶山村", "桃", "#8A2D3B", "冷藏", {11, 12}),
      product("P-2", "巫溪核桃", "食用农产品", false, "袋", "500克", "天元乡", "新华村", "核", "#6A4A30", "常温", {10, 11}),
      product("P-3", "巫溪洋芋", "食用农产品", true, "", "", "尖山镇", "百步村", "芋", "#6B4A12", "常温", {11}),
      product("P-4", "大宁河鸡", "畜禽产品", false, "只", "约1.5千克", "文峰镇", "三宝村", "鸡", "#7C3A1D", "冷冻", {11}),
      product("P-5", "高山土蜂蜜", "预包装食品", false, "瓶", "500克", "双阳乡", "双阳村", "蜜", "#744F0F", "常温", {7}),
      product("P-6", "大宁党参", "食药物质", false, "盒", "250克", "中梁乡", "石锣村", "参", "#695328", "常温", {7})};
  const std::vector<std::vector<std::string>> initials{{"wxdt"}, {"wxht"}, {"wxyy", "mls", "td"}, {"dnhj"}, {"gstfm"}, {"dnds"}};
  products[2].aliases = {"马铃薯", "土豆"};
  for (std::size_t i = 0; i < products.size(); ++i) {
    products[i].initials = initials[i];
    if (long_names) {
      products[i].name = "巫溪县红池坝高山生态富硒有机洋芋礼盒装特级";
      products[i].specification = "2.5千克×4袋";
      products[i].village = "铁厂坝社区居民委员会";
      products[i].cooperative = "巫溪县红池坝镇高山富硒洋芋种植专业合作社联合社";
      products[i].season_months = {1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12};
      products[i].initials = {"w"};
    }
    if (products[i].weighed) products[i].in_store_item = "0120" + std::to_string(i);
    else products[i].gtins = {"0690000000" + std::to_string(i) + "00" + std::to_string((7 * i) % 10)};
  }
  const core::WallTime since{1'700'000'000'000};
  const auto priced = [&](const char* id, core::UnitPrice unit) { return core::Price{id, unit, since, {}}; };
  auto built = core::Catalogue::build(
      7, products,
      {priced("P-1", core::PerKilogram{Money::fen(1160)}), priced("P-2", core::PerPiece{Money::fen(3800)}),
       priced("P-3", core::PerKilogram{Money::fen(598)}), priced("P-4", core::PerPiece{Money::fen(8800)}),
       priced("P-5", core::PerPiece{Money::fen(6800)}), priced("P-6", core::PerPiece{Money::fen(12800)})});
  if (!built) throw std::runtime_error{built.error().cause};
  return std::make_shared<const core::Catalogue>(std::move(*built));
}

Example start(std::string name, State state) {
  Example made;
  made.name = std::move(name);
  made.around = surroundings();
  made.till.state = state;
  made.till.screen = 5;
  made.till.terminal = "T-0001";
  made.till.epoch = 472'000;
  made.till.next_sale_number = 18;
  if (state != State::starting) made.till.catalogue = catalogue();
  return made;
}

void put(Example& example, const char* product, core::Quantity quantity) {
  const core::Product* found = example.till.catalogue->find(product);
  auto line = core::freeze_line(*example.till.catalogue, *found, quantity, "code", example_time());
  if (!line) throw std::runtime_error{line.error().cause};
  example.till.cart.sale = "T-0001-472000-17";
  example.till.cart.lines.push_back(std::move(*line));
}

void fill_cart(Example& example) {
  put(example, "P-3", Grams{520});
  put(example, "P-1", Grams{1015});
  put(example, "P-2", Pieces{2});
}

core::Sale sale_of(const Example& example, Money cash) {
  auto sale = support::cash_sale(example.till.cart, cash, 7);
  if (!sale) throw std::runtime_error{sale.error().cause};
  return std::move(*sale);
}

till::Completed completed(Example example, Money cash, till::ReceiptState receipt, std::string trouble) {
  if (example.till.cart.lines.empty()) fill_cart(example);
  till::Completed last;
  last.sale = sale_of(example, cash);
  last.seq = 231;
  last.hash_prefix_hex = "8f02c1a45be97d30";
  last.at = example_time();
  last.receipt = receipt;
  last.receipt_trouble = std::move(trouble);
  return last;
}

}  // namespace zhuangui::test
