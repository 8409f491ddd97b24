#pragma once
#include <cstdio>
#include <cstdlib>
#include <string>

#include "receipt/layout.h"

namespace zhuangui::test {

/// Two packed and two weighed goods, one with a price that is odd in fen, one with a name too long for 58 mm. The sums
/// are written by hand: 2 x 12.80 + 0.520 x 6.00 + 1.235 x 19.98 = 25.60 + 3.12 + 24.68 (24.6753), and 168.00.
inline receipt::ReceiptFacts example_facts() {
  const auto line = [](std::string name, std::string specification, std::string unit, core::Quantity quantity,
                       core::UnitPrice price, std::int64_t total_fen, std::string village) {
    core::SaleLine sold;
    sold.facts.product = "P-" + name;
    sold.facts.name = std::move(name);
    sold.facts.specification = std::move(specification);
    sold.facts.unit = std::move(unit);
    sold.facts.quantity = quantity;
    sold.facts.unit_price = price;
    sold.facts.township = "红池坝镇";
    sold.facts.village = std::move(village);
    sold.facts.cooperative = "巫溪县红池坝冬桃专业合作社";
    sold.total = core::Money::fen(total_fen);
    return sold;
  };
  receipt::ReceiptFacts facts;
  facts.sale.id = "T-0001-463920-17";
  facts.sale.lines = {
      line("红池坝冬桃", "500克", "袋", core::Pieces{2}, core::PerPiece{core::Money::fen(1280)}, 2560, "茶山村"),
      line("巫溪洋芋", "", "", core::Grams{520}, core::PerKilogram{core::Money::fen(600)}, 312, "铜矿村"),
      line("薄壳核桃", "", "", core::Grams{1235}, core::PerKilogram{core::Money::fen(1998)}, 2468, "茶山村"),
      line("大宁河鸡（散养土鸡）冷鲜整只礼盒装", "约1.5千克", "盒", core::Pieces{1},
           core::PerPiece{core::Money::fen(16800)}, 16800, "中岗村")};
  facts.sale.total = core::Money::fen(22140);
  facts.sale.tenders = {{core::TenderKind::cash, core::Money::fen(25000)}};
  facts.sale.change = core::Money::fen(2860);
  facts.counter = {"C-0001", "县人民医院 1 号柜", "巫溪县人民医院", "巫溪县柏杨街道春申大道门诊楼一层", "023-51520001",
                   "巫溪县农产品经营有限公司", "023-51522000"};
  facts.terminal = "T-0001";
  facts.sold_at = core::WallTime{1795501920000};  // 2026-11-24 14:32 in Asia/Shanghai
  facts.seq = 1234;
  facts.hash_prefix_hex = "1a2b3c4d5e6f7788";
  facts.qr_text = "ZG1|T-0001-463920-17|1234|1a2b3c4d5e6f7788";
  return facts;
}

/// A sale of `lines` lines for figures: made of the example's, its sums right.
inline receipt::ReceiptFacts long_facts(std::size_t lines) {
  receipt::ReceiptFacts facts = example_facts();
  const auto four = facts.sale.lines;
  facts.sale.lines.clear();
  facts.sale.total = {};
  for (std::size_t at = 0; at < lines; ++at) {
    facts.sale.lines.push_back(four[at % four.size()]);
    facts.sale.total += facts.sale.lines.back().total;
  }
  facts.sale.tenders = {{core::TenderKind::cash, facts.sale.total}};
  facts.sale.change = {};
  return facts;
}

}  // namespace zhuangui::test
