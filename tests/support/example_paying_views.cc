// Who pays how, and parts of a sum that are under way: a card, a quota, the shop's code, a purchase order.
#include "example_parts.h"

namespace zhuangui::test {

using core::Money;
using till::State;

till::PaymentLists payment_lists(bool long_names) {
  auto holders = std::make_shared<core::HolderList>();
  holders->members = {{.reference = "H-7Q2MK4", .masked_name = "王*", .unit = long_names ? "重庆市巫溪县人民医院门诊部综合办公室" : "县人民医院",
                       .card_hash = std::string(64, 'a'), .card_until = {2027, 12, 31}, .authorised_from = core::Date{2026, 1, 1},
                       .authorised_until = std::nullopt, .day_cap = Money::fen(20'000), .month_cap = Money::fen(50'000),
                       .pin_above = Money::fen(5'000), .pin_hash = "$argon2id$p"}};
  auto orders = std::make_shared<core::OrderList>();
  for (int i = 0; i < (long_names ? 12 : 3); ++i)
    orders->orders.push_back({"CG-2026-011" + std::to_string(7 + i), "U-0031", long_names ? "重庆市巫溪县城厢镇第一初级中学食堂管理委员会" : "县中学食堂",
                              "A-5TT2KM", Money::fen(500'000), {2026, 11, 1}, {2026, 11, 30}, core::FundSource::budget, "G-02"});
  auto quotas = std::make_shared<core::QuotaList>();
  for (int i = 0; i < (long_names ? 9 : 2); ++i)
    quotas->quotas.push_back({.reference = "Q-8K3M2" + std::to_string(i), .batch = "2026-中秋", .union_id = "U-0007",
                              .union_name = long_names ? "重庆市巫溪县人民医院工会委员会" : "县人民医院工会",
                              .occasion = i == 0 ? "中秋慰问" : "生日慰问", .holder = "H-7Q2MK4", .cap = Money::fen(30'000),
                              .categories = i == 0 ? std::vector<std::string>{} : std::vector<std::string>{"水产品"}, .products = {},
                              .last_day = {2026, 12, 31}, .terminal = "T-0001", .epoch = 472'000});
  return {{"C-0001", core::Rounding::jiao, true, Money::fen(2'000)}, holders, quotas, orders, nullptr};
}

std::vector<Example> paying_part_screens() {
  using till::PayStep;
  std::vector<Example> all{start("paying_tenders", State::paying), start("paying_split", State::paying), start("paying_code", State::paying),
                           start("paying_card", State::paying), start("paying_card_looking", State::paying), start("paying_card_pin", State::paying),
                           start("paying_card_shown", State::paying), start("paying_orders", State::paying), start("paying_order", State::paying),
                           start("paying_others", State::paying), start("paying_quotas", State::paying), start("paying_quota_pin", State::paying),
                           start("paying_quota_paper", State::paying), start("paying_quota_shown", State::paying),
                           start("paying_quota_asked", State::paying)};
  const PayStep steps[] = {PayStep::counting, PayStep::counting, PayStep::code, PayStep::card_awaited, PayStep::card_looked_up, PayStep::card_pin,
                           PayStep::card_shown, PayStep::orders, PayStep::order_shown, PayStep::others,
                           PayStep::quotas, PayStep::card_pin, PayStep::quota_paper, PayStep::card_shown, PayStep::quota_asked};
  for (std::size_t i = 0; i < all.size(); ++i) {
    fill_cart(all[i]);
    all[i].till.lists = payment_lists();
    all[i].till.terminal = "T-0001";
    all[i].till.epoch = 472'000;
    all[i].till.payment.step = steps[i];
    all[i].till.payment.part.amount = Money::fen(9'088);
    all[i].till.payment.part.holder = "H-7Q2MK4";
    all[i].till.payment.part.document = "CG-2026-0117";
  }
  all[1].till.payment.taken = {{core::TenderKind::card, Money::fen(5'000), "H-7Q2MK4", "", ""}, {core::TenderKind::code_by_hand, Money::fen(2'000), "", "", "4711"}};
  all[1].till.entered = "10";
  all[2].till.entered = "471";
  all[9].till.payment.part = {};
  for (std::size_t i = 11; i < all.size(); ++i) {
    all[i].till.payment.part.kind = core::TenderKind::quota;
    all[i].till.payment.part.document = "Q-8K3M20";
  }
  all[5].till.entered = "258";
  return all;
}

}  // namespace zhuangui::test
