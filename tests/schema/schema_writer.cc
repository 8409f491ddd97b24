// Prints one JSON line {"schema","text"} for each thing that core and contract write, made by the real writers.
#include <iostream>

#include "cash_sale.h"
#include "contract/answer.h"
#include "contract/batch.h"
#include "contract/enrolment.h"
#include "contract/release.h"
#include "core/entry_kinds.h"
#include "core/holders.h"
#include "core/json.h"
#include "core/orders.h"
#include "core/invoices.h"
#include "core/pickups.h"
#include "core/payment.h"
#include "core/promotions.h"
#include "core/quotas.h"
#include "core/refund.h"
#include "core/sale.h"
#include "core/shift.h"
#include "core/staff.h"

namespace {

using namespace zhuangui;

void print(std::string_view schema, std::string_view text) {
  core::JsonWriter json;
  json.begin_object().field("schema", schema).field("text", text).end_object();
  std::cout << json.take() << '\n';
}

core::Cart cart() {
  core::CartLine walnuts;
  walnuts.product = "P-HETAO";
  walnuts.name = "巫溪核桃";
  walnuts.code = "6999000100107";
  walnuts.category = "食用农产品";
  walnuts.unit = "袋";
  walnuts.specification = "500克";
  walnuts.township = "天元乡";
  walnuts.village = "新华村";
  walnuts.cooperative = "示例新华核桃合作社";
  walnuts.tile = "核";
  walnuts.tile_colour = "#6A4A30";
  walnuts.quantity = core::Pieces{2};
  walnuts.unit_price = core::PerPiece{core::Money::fen(3800)};
  walnuts.release = 7;
  core::CartLine potatoes;
  potatoes.product = "P-YANGYU";
  potatoes.name = "巫溪洋芋";
  potatoes.quantity = core::Grams{520};
  potatoes.unit_price = core::PerKilogram{core::Money::fen(598)};
  core::Cart cart;
  cart.sale = "T-0001-476000-12";
  cart.opened_at = core::WallTime{1795482000000};
  cart.lines = {walnuts, potatoes};
  cart.removed = {potatoes};
  return cart;
}

void print_bodies(const contract::Hash& hash) {
  const std::string hex = contract::to_hex(hash);
  print("entries/epoch.started.v1", core::epoch_started_body("enrolled", 0, 0, ""));
  print("entries/epoch.started.v1", core::epoch_started_body("unclean_stop", 476000, 12, hex));
  print("entries/terminal.started.v1", core::terminal_started_body("zhuangui-terminal", "7"));
  print("entries/terminal.stopped.v1", core::terminal_stopped_body());
  print("entries/release.applied.v1", core::release_applied_body(7, hex));
  print("entries/clock.set.v1", core::clock_set_body(-28800000, "county"));
  print("entries/cart.abandoned.v1", core::cart_abandoned_body(cart(), "cleared"));
  print("entries/receipt.reprinted.v1", core::receipt_reprinted_body("T-0001-476000-12", 1));
  print("entries/cart.abandoned.v1", core::cart_abandoned_body(cart(), "day_over"));
  print("entries/help.called.v1", core::help_called_body("cash", "paying", "T-0001-476000-12"));
  print("entries/help.called.v1", core::help_called_body("help", "idle", ""));
  print("entries/help.answered.v1", core::help_answered_body("answered", 42));
  print("entries/operator.entered.v1", core::operator_entered_body("S-7Q2MK4XW", "badge"));
  print("entries/operator.left.v1", core::operator_left_body("S-7Q2MK4XW", "logout"));
  print("entries/act.approved.v1", core::act_approved_body({"refund", core::Money::fen(1234), "S-7Q2MK4XW", "S-9TB4HCZE", "pin", ""}));
  core::ShiftReport shift;
  shift.shift = 3;
  shift.float_amount = core::Money::fen(20'000);
  shift.tenders = {{"cash", 2, core::Money::fen(7'600)}};
  shift.first = {476'000, 2};
  shift.last = {476'000, 9};
  print("entries/shift.opened.v1", core::shift_opened_body(3, "S-7Q2MK4XW", core::Money::fen(20'000)));
  print("entries/shift.closed.v1", core::shift_closed_body(shift, {}));
  print("entries/shift.closed.v1", core::shift_closed_body(shift, {"S-7Q2MK4XW", core::Money::fen(19'900), core::Money::fen(1), "unknown"}));
  print("entries/shift.counted.v1", core::shift_counted_body(shift, core::Money::fen(100), {3, "", core::Money::fen(20'000), "unknown"}));
  print("entries/cash.moved.v1", core::cash_moved_body(3, {true, core::Money::fen(100), "bank", "S-7Q2MK4XW", ""}));
  print("entries/invoice.requested.v1", core::invoice_requested_body({"F-3K7Q2MX49P", "T-0001-1-2", core::Money::fen(3'800), "S-9TB4HCZE"}));
  print("entries/invoice.reversal_due.v1", core::invoice_reversal_body({"F-3K7Q2MX49P", "T-0001-1-2", "T-0001-1-3", core::Money::fen(100)}));
  print("entries/drawer.opened.v1", core::drawer_opened_body(3, "", "S-9TB4HCZE", "check"));
  print("entries/act.approved.v1", core::act_approved_body({"open_drawer", {}, "", "", "code", "004711"}));
  for (const std::int64_t release : {std::int64_t{0}, std::int64_t{7}})
    if (const auto sale = support::cash_sale(cart(), core::Money::fen(10000), release)) {
      print("entries/sale.completed.v2", core::sale_body(*sale));
      const auto back = core::make_refund(*sale, {}, core::everything_left(*sale, {}), {.id = "T-0001-476000-13", .reason = "spoiled"});
      if (back) print("entries/return.completed.v1", core::refund_body(*back));
    }
}

void print_batch(const contract::KeyPair& key) {
  const std::string payload = contract::encode_payload(
      {"T-0001", 476000, 1, std::string(core::kind::terminal_stopped), 1, 1795482000000, "2026-11-24", "{}"});
  print("payload", payload);
  contract::Batch batch;
  batch.terminal = "T-0001";
  batch.epoch = 476000;
  batch.public_key = key.public_key();
  const contract::Hash hash = contract::next_hash(contract::first_hash(key.public_key(), batch.epoch), payload);
  batch.entries.push_back({1, hash, payload});
  batch.heads.push_back(contract::sign_head(key, batch.terminal, batch.epoch, 1, hash));
  std::string line;
  for (const char byte : contract::encode_batch(batch))
    if (byte == '\n') {
      print("journal-line", line);
      line.clear();
    } else {
      line += byte;
    }
}

/// One of each kind, and everything beside the terms once.
std::vector<core::Promotion> promotions() {
  using core::Money;
  const auto one = [](const char* id, core::PromotionTerms terms) {
    core::Promotion promotion{id, "满100减10", core::WallTime{1795482000000}, core::WallTime{1798732800000}};
    promotion.terms = std::move(terms);
    return promotion;
  };
  core::Promotion full = one("M-1", core::MoneyOff{{{Money::fen(10000), Money::fen(1000)}}, true});
  full.order = -3;
  full.exclusive_group = "G";
  full.counters = {"C-0001"};
  full.buyer_classes = {"unit"};
  full.products = {"P-CUILI"};
  full.categories = {"食用农产品"};
  full.below_floor = true;
  full.base_reason = "换季";
  const core::PerKilogram kilogram{Money::fen(300)};
  return {full, one("Z-1", core::ThresholdGift{Money::fen(5000), "P-CUILI", 2, false}), one("J-1", core::PointsPrice{"P-CUILI", 200, Money{}, 3}),
          one("H-1", core::CombinationPrice{{{"P-CUILI", 1}, {"P-HETAO", 2}}, Money::fen(990)}), one("L-1", core::NearExpiry{{{1, 5000}, {3, 2000}}}),
          one("P-1", core::PercentOff{500}), one("S-1", core::ShelfPrice{{{"P-CUILI", kilogram}, {"P-HETAO", core::PerPiece{Money::fen(9)}}}})};
}

void print_release(const contract::KeyPair& key, const contract::Hash& hash) {
  contract::Manifest manifest{"T-0001", "C-0001", 1, 7, 1795482000000, 1795482000000, {{"products", hash, 123}}};
  print("release-manifest", contract::manifest_text(manifest));
  print("signed-manifest", contract::signed_manifest_json(contract::sign_manifest(key, manifest)));
  core::Product product;
  product.id = "P-CUILI";
  product.name = "巫溪脆李";
  product.category = "食用农产品";
  product.in_store_item = "01203";
  product.weighed = true;
  product.season_months = {7, 8};
  product.storage = "冷藏";
  product.aliases = {"青脆李"};
  product.initials = {"wxcl", "qcl"};
  print("section-products", core::products_section({product}));
  const core::UnitPrice unit = core::PerKilogram{core::Money::fen(1600)};
  print("section-prices", core::prices_section({{"P-CUILI", unit, core::WallTime{1767196800000}, core::WallTime{0}}}));
  print("section-prices", core::prices_section({{"P-CUILI", unit, core::WallTime{1767196800000}, core::WallTime{1798732800000}, "C-0001", "unit"}},
                                               {{"P-CUILI", unit, unit, core::PerKilogram{core::Money::fen(1200)}}, {"P-HETAO", core::PerPiece{core::Money::fen(1)}, core::PerPiece{core::Money::fen(2)}, {}}}));
  print("section-promotions", core::promotions_section(promotions()));
  const core::StaffMember member{"S-7Q2MK4XW", "12", "王芳", "", "$argon2id$v=19$m=8192,t=4,p=1$c2FsdA$aGFzaA", {"refund", "approve"}};
  print("section-staff", core::staff_section({"C-0001", std::string(64, '7'), {member}}));
  print("section-counter", core::counter_section({"C-0001", "县人民医院 1 号柜", "巫溪县人民医院", "门诊楼一楼", "", "", ""}));
}

void print_paying_sections() {
  print("section-settings", core::settings_section({"C-0001", core::Rounding::jiao, true, core::Money::fen(2000)}));
  const core::Holder holder{"H-7Q2MK4", "王*", "县人民医院", std::string(64, 'a'), {2027, 12, 31}, core::Date{2026, 1, 1}, std::nullopt,
                            core::Money::fen(20'000), core::Money::fen(50'000), core::Money::fen(10'000), "$argon2id$v=19$m=8192,t=4,p=1$c2FsdA$aGFzaA"};
  print("section-holders", core::holders_section({"C-0001", std::string(64, '7'), core::WallTime{5}, {std::string(64, 'b')}, {holder}}));
  print("section-quotas", core::quotas_section({"C-0001", {{"Q-8K3M2P", "2026-中秋", "U-0007", "县人民医院工会", "中秋慰问", "H-7Q2MK4",
                                                            core::Money::fen(30'000), {"食用农产品"}, {"P-JI"}, {2026, 9, 30}, "T-0001", 471000}}}));
  print("section-orders", core::orders_section({"C-0001", {{"CG-2026-0117", "U-0031", "县中学食堂", "A-5TT2KM", core::Money::fen(500'000),
                                                            {2026, 11, 1}, {2026, 11, 30}, core::FundSource::budget, "G-02"}}}));
  print("section-pickups", core::pickups_section({"C-0001", {{"TH-7Q2MK4", "K7M2QX4T9A", {{"P-HETAO", 2, core::Money::fen(3'500)}},
                                                              {2026, 11, 30}, core::FundSource::partner, "U-0044", "G-02"}}}));
}

void print_answers(const contract::KeyPair& key, const contract::Hash& hash) {
  print("push-answer", contract::push_answer_json({"stored", "收到", contract::CountyHead{476000, 12, hash}, {}}));
  print("push-answer", contract::push_answer_json({"clock", "the clock is wrong", {}, 1795482000000}));
  print("heads", contract::heads_json("T-0001", {{476000, 12, hash}}));
  print("returns-answer", contract::returns_json({"T-0001-476000-1", "{}", {"{}"}}));
  print("returns-answer", contract::returns_json({"T-0001-476000-2", "", {}}));
  contract::EnrolmentReceipt receipt;
  receipt.terminal = "T-0001";
  receipt.counter = "C-0001";
  receipt.terminal_key = receipt.county_key = receipt.reserve_key = key.public_key();
  receipt.county_epoch = 1;
  receipt.approved_at = 1795482000000;
  print("enrolment-receipt", contract::receipt_text(receipt));
}

}  // namespace

int main() {
  if (!contract::initialise()) {
    std::cerr << "schema_writer: the machine has no randomness; mount /dev\n";
    return 3;
  }
  contract::KeyPair::Seed seed{};
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(i);
  const contract::KeyPair key = contract::KeyPair::from_seed(seed);
  const contract::Hash hash = contract::blake2b("a known text");
  print_bodies(hash);
  print_batch(key);
  print_release(key, hash);
  print_paying_sections();
  print_answers(key, hash);
  return 0;
}
