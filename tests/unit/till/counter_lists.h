#pragma once
// What a counter's release may say of how it takes money, for tests of paying.
#include "stand.h"

namespace zhuangui::till::support {

inline constexpr const char* wang = "H-7Q2MK4";
inline constexpr const char* canteen = "CG-2026-0117";

/// One holder, 王*, who may take 200 yuan a day and 500 a month, with a PIN above 100 a day. Now is 2026-11-24.
inline std::shared_ptr<core::HolderList> holders() {
  auto list = std::make_shared<core::HolderList>();
  list->counter = "C-0001";
  list->card_key = std::string(64, 'c');
  list->members = {{.reference = wang, .masked_name = "王*", .unit = "县人民医院", .card_hash = std::string(64, 'a'),
                    .card_until = {2027, 12, 31}, .authorised_from = core::Date{2026, 1, 1}, .authorised_until = std::nullopt,
                    .day_cap = core::Money::fen(20'000), .month_cap = core::Money::fen(50'000),
                    .pin_above = core::Money::fen(10'000), .pin_hash = "$argon2id$p"}};
  return list;
}

inline std::shared_ptr<core::OrderList> orders() {
  auto list = std::make_shared<core::OrderList>();
  list->counter = "C-0001";
  list->orders = {{canteen, "U-0031", "县中学食堂", "A-5TT2KM", core::Money::fen(5'000), {2026, 11, 1}, {2026, 11, 30},
                   core::FundSource::partner, "G-02"}};
  return list;
}

inline constexpr const char* autumn = "Q-8K3M2P";

/// 30.00 for Wang, at this terminal in this epoch. No list of all_lists(): most tests are about people without one.
inline std::shared_ptr<core::QuotaList> quotas() {
  auto list = std::make_shared<core::QuotaList>();
  list->counter = "C-0001";
  list->quotas = {{.reference = autumn, .batch = "2026-中秋", .union_id = "U-0007", .union_name = "县人民医院工会", .occasion = "中秋慰问",
                   .holder = wang, .cap = core::Money::fen(3'000), .categories = {}, .products = {}, .last_day = {2026, 11, 30},
                   .terminal = "T-0001", .epoch = 471'000}};
  return list;
}

inline constexpr const char* pickup_slip = "ZG2|K7M2QX4T9A";

/// Two bags of walnuts ordered at 35.00, and a chicken at 90.00: 160.00; now they cost 38.00 and 88.00.
inline std::shared_ptr<core::PickupList> pickups() {
  auto list = std::make_shared<core::PickupList>();
  list->counter = "C-0001";
  list->pickups = {{"TH-7Q2MK4", "K7M2QX4T9A", {{"P-HETAO", 2, core::Money::fen(3'500)}, {"P-JI", 1, core::Money::fen(9'000)}},
                    {2026, 11, 30}, core::FundSource::partner, "U-0044", "G-02"}};
  return list;
}

inline PaymentLists all_lists(core::Rounding rounding = core::Rounding::off) {
  return {{"C-0001", rounding, true}, holders(), nullptr, orders()};
}

/// Walnuts for 38.00 in the cart, and everything that can pay.
inline Stand stand_with_lists(core::Rounding rounding = core::Rounding::off) {
  Stand stand;
  stand.feed(PaymentListsReplaced{all_lists(rounding)});
  stand.scan(walnuts);
  return stand;
}

inline void hold_card(Stand& stand) { stand.feed(Scanned{barcode::CardCode{{0x00, 0x47, 0x11}, "00****11"}}); }
inline void card_is_wangs(Stand& stand, core::HolderTaken taken = {}, int wrong_pins = 0) {
  stand.feed(CardIdentified{wang, taken, wrong_pins, true});
}

}  // namespace zhuangui::till::support
