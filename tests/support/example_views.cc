#include "example_parts.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace zhuangui::test {
namespace {

using core::Grams;
using core::Money;
using core::Pieces;
using till::State;

/// A mark-down on the walnuts, money off that is reached, and a gift that is not.
std::shared_ptr<const core::PriceRules> offers() {
  const auto one = [](const char* id, const char* name, std::int64_t order, core::PromotionTerms terms) {
    core::Promotion promotion{id, name, core::WallTime{0}, core::WallTime{1'796'054'400'000}, order};  // ends with 30 November 2026
    promotion.terms = std::move(terms);
    return promotion;
  };
  const core::UnitPrice walnuts = core::PerPiece{Money::fen(3200)};
  return std::make_shared<const core::PriceRules>(
      core::PriceRules::build({one("S-1", "助农急销", 1, core::ShelfPrice{{{"P-2", walnuts}}}),
                               one("M-1", "满50减5", 2, core::MoneyOff{{{Money::fen(5'000), Money::fen(500)}, {Money::fen(10'000), Money::fen(1'500)}}}),
                               one("Z-1", "满88送蜂蜜", 3, core::ThresholdGift{Money::fen(8'800), "P-5", 1, false})}, {}).value());
}

std::vector<Example> idle_screens() {
  std::vector<Example> all{start("idle", State::idle), start("idle_after_restart", State::idle),
                           start("idle_out_of_season", State::idle), start("idle_no_goods", State::idle),
                           start("access", State::idle), start("access_with_voice", State::idle)};
  all[1].till.last = completed(all[1], Money::fen(10'000), till::ReceiptState::none);
  all[1].around.county = till::Link::down;
  all[1].around.unsent = 12;
  all[2].around.now.utc_ms -= 86'400'000LL * 200;
  all[3].till.catalogue = nullptr;
  all[3].around.county = till::Link::unknown;
  all[3].around.list_age_s = 4 * 86'400;
  all[4].tap = all[5].tap = "@access";
  all[5].around.has_voice = true;
  return all;
}

std::vector<Example> selling_screens() {
  std::vector<Example> all{start("selling_empty", State::selling), start("selling", State::selling),
                           start("selling_removed", State::selling), start("selling_many", State::selling),
                           start("selling_refused", State::selling), start("clear", State::selling),
                           start("help_selling", State::selling), start("selling_offers", State::selling)};
  for (std::size_t i = 1; i < all.size(); ++i) fill_cart(all[i]);
  all[7].till.rules = offers();
  all[7].till.priced_at = all[7].around.now;
  all[2].till.undo = all[2].till.cart.lines.front();
  all[2].till.cart.lines.erase(all[2].till.cart.lines.begin());
  for (int i = 0; i < 3; ++i) {
    put(all[3], "P-4", Pieces{1});
    put(all[3], "P-5", Pieces{3 + i});
    put(all[3], "P-6", Pieces{12});
  }
  all[3].around.simulated = true;
  all[4].till.notices.push_back({"unknown_code", {"6901234567892"}, till::Weight::pending, 0});
  all[5].till.confirm_clear = true;
  all[6].till.help_open = true;
  all[6].around.printer = till::PrinterState::paper_out;
  all[6].around.county = till::Link::down;
  all[6].around.unsent = 3;
  all[6].around.clock_offset_ms = 25 * 60'000;
  return all;
}

std::vector<Example> beside_screens() {
  std::vector<Example> all{start("searching", State::searching), start("searching_found", State::searching),
                           start("searching_category", State::searching), start("searching_none", State::searching),
                           start("searching_refused", State::searching), start("tracing", State::tracing),
                           start("tracing_weighed", State::tracing), start("help_searching", State::searching)};
  all[1].till.searched = "w";
  all[2].till.category = "";
  all[3].till.searched = "xyz";
  all[4].till.searched = "wxyy";
  all[4].till.notices.push_back({"weighed_needs_label", {"巫溪洋芋"}, till::Weight::pending, 0});
  all[5].till.traced = "P-2";
  all[6].till.traced = "P-3";
  all[7].till.help_open = true;
  for (const auto& [name, state] : {std::pair{"more", State::more}, {"devices", State::devices}, {"devices_trouble", State::devices},
                                    {"syncing", State::syncing}, {"syncing_offline", State::syncing}, {"disclosure", State::disclosure},
                                    {"settings", State::settings}, {"settings_changed", State::settings},
                                    {"today", State::today}, {"today_nothing", State::today}})
    all.push_back(start(name, state));
  for (std::size_t i = 8; i < all.size(); ++i) {
    all[i].around.sync = {472'000, 231, example_time(), {}, core::WallTime{example_time().utc_ms + 30'000}, "", ""};
  }
  all[15].till.settings.high_contrast = true;
  all[15].till.settings.lock_after_minutes = 30;
  all[15].around.has_voice = true;
  till::DaySales day{{2026, 11, 24}, {}, Money::fen(5'320)};
  for (const auto& [hour, sales, fen] : {std::tuple{8U, 3, 12'650}, {9U, 11, 84'230}, {10U, 17, 163'480}, {11U, 9, 60'010}, {12U, 14, 121'990}, {13U, 4, 20'300}, {14U, 6, 48'760}})
    day.hours[hour] = {sales, Money::fen(fen)};
  all[16].around.today = day;
  all[17].around.today = till::DaySales{{2026, 11, 24}, {}, {}};
  all[9].around.scale = till::ScaleState::ready;
  all[9].around.display = till::DisplayState::ready;
  all[10].around.printer = till::PrinterState::paper_out;
  all[10].around.scanner_present = false;
  all[10].around.scale = till::ScaleState::silent;
  all[10].around.display = till::DisplayState::absent;
  all[10].till.test_print = till::ReceiptState::trouble;
  all[10].till.test_print_trouble = "printer.paper_out";
  all[12].around.county = till::Link::down;
  all[12].around.unsent = 12;
  all[12].around.sync.unsent_most = 40;
  all[12].around.sync.unsent_since.utc_ms = example_time().utc_ms - 3'600'000;
  all[12].around.sync.trouble = "offline";
  return all;
}

std::vector<Example> enrolling_screens() {
  std::vector<Example> all{start("enrolling", State::enrolling), start("enrolling_trouble", State::enrolling),
                           start("enrolling_under_way", State::enrolling), start("enrolling_comparing", State::enrolling)};
  for (Example& one : all) {
    one.till.catalogue = nullptr;
    one.till.terminal.clear();
    one.around = {};
    one.around.now = example_time();
    one.around.scanner_present = true;
  }
  for (std::size_t i = 1; i < all.size(); ++i) {
    all[i].till.enrolling.address = "https://county.wuxi.example:8800";
    all[i].till.enrolling.code = "ABCD2345";
    all[i].till.enrolling.at_code = true;
  }
  all[1].till.enrolling.trouble = "clock";
  all[2].till.enrolling.step = till::EnrolStep::under_way;
  all[3].till.enrolling.step = till::EnrolStep::comparing;
  all[3].till.enrolling.words = {"苹果", "大桥", "月亮", "红旗"};
  return all;
}

std::vector<Example> locked_screens() {
  std::vector<Example> all{start("locked", State::locked), start("locked_pin", State::locked), start("locked_waiting", State::locked),
                           start("locked_card", State::locked), start("securing", State::securing), start("securing_again", State::securing),
                           start("securing_present", State::securing)};
  for (std::size_t i = 1; i < 4; ++i) fill_cart(all[i]);
  all[1].till.lock = {true, true, 0, 0, {}, false};
  all[1].till.entered = "123";
  all[2].till.lock = {true, false, 6, 60'000, core::WallTime{example_time().utc_ms + 42'000}, false};
  all[3].till.lock.card = true;
  all[5].till.lock.pin = true;
  all[5].till.secret_step = till::SecretStep::again;
  all[5].till.entered = "12345678";
  all[6].till.lock.pin = true;
  all[6].till.secret_step = till::SecretStep::present;
  return all;
}

/// Asking for it, and what is seen then.
std::vector<Example> training_screens() {
  std::vector<Example> all{start("training_asked", State::more), start("training_idle", State::idle), start("training_more", State::more),
                           start("training_selling", State::selling), start("training_paying", State::paying),
                           start("training_paid", State::paid), start("training_help", State::selling)};
  all[0].till.confirm_training = true;
  all[0].around.unsent = 12;
  for (std::size_t i = 1; i < all.size(); ++i) {
    all[i].till.training = true;
    all[i].till.terminal = "PX-T-0001";
    all[i].around.county = till::Link::none;
    if (i > 2) fill_cart(all[i]);
    if (i > 2) all[i].till.cart.sale = "PX-T-0001-472000-17";
  }
  all[3].till.notices.push_back({"unknown_code", {"6901234567892"}, till::Weight::pending, 0});
  all[4].till.entered = "100";
  all[5].till.last = completed(all[5], Money::fen(10'000), till::ReceiptState::printed);
  all[6].till.help_open = true;
  return all;
}

std::vector<Example> staff_screens() {
  std::vector<Example> all{start("login", State::locked), start("login_pin", State::locked), start("locked_by_staff", State::locked),
                           start("approving", State::approving), start("approving_pin", State::approving), start("approving_code", State::approving),
                           start("more_with_staff", State::more)};
  const auto list = std::make_shared<const core::StaffList>(core::StaffList{
      "C-0001", "", {{"S-7Q2MK4XW", "12", "王芳", "b", "p", {"refund"}}, {"S-9TB4HCZE", "3", "李强", "b", "p", {"approve"}}}});
  for (Example& one : all) {
    one.till.staff.list = list;
    if (one.till.state == State::approving) one.till.staff.asking = till::Asking{"refund", Money::fen(12'345), "482913", till::OpenMore{}, State::idle, "", false};
  }
  for (const std::size_t i : {2, 3, 4, 5, 6}) all[i].till.staff.operator_reference = "S-7Q2MK4XW";
  all[0].till.entered = "1";
  all[1].till.staff.number = all[4].till.staff.number = "12";
  all[1].till.entered = "12345678";
  all[5].till.staff.asking->by_code = true;
  all[5].till.entered = "0471";
  fill_cart(all[2]);
  return all;
}

core::ShiftReport example_shift() {
  core::ShiftReport report;
  report.shift = 12;
  report.business_day = "2026-11-24";
  report.opened = true;
  report.operator_reference = "S-7Q2MK4XW";
  report.float_amount = Money::fen(20'000);
  report.sales = 37;
  report.total = Money::fen(245'680);
  report.cash = Money::fen(198'020);
  report.moved_out = Money::fen(100'000);
  report.drawer_openings = 2;
  report.tenders = {{"card", 8, Money::fen(47'660)}, {"cash", 29, Money::fen(198'020)}};
  report.fund_sources = {{"personal", 35, Money::fen(225'680)}, {"union", 2, Money::fen(20'000)}};
  report.townships = {{"天元乡", 20, Money::fen(100'000)}, {"尖山镇", 30, Money::fen(145'680)}};
  report.by_hand = {{example_time().utc_ms - 7'200'000, "T-0001-472000-9", Money::fen(2'350), "4711"},
                    {example_time().utc_ms - 3'600'000, "T-0001-472000-12", Money::fen(11'800), "0926"}};
  report.first = {472'000, 3};
  report.last = {472'000, 231};
  return report;
}

std::vector<Example> shift_screens() {
  using till::ShiftStep;
  std::vector<Example> all{start("shifts", State::shifts), start("shifts_uncounted", State::shifts), start("shift_opening", State::shifts),
                           start("shift_counting", State::shifts), start("shift_settling", State::shifts), start("shift_exact", State::shifts),
                           start("cash_moving", State::shifts), start("drawer_opening", State::shifts), start("shift_x", State::shifts),
                           start("shift_z", State::shifts)};
  const ShiftStep steps[] = {ShiftStep::menu, ShiftStep::menu, ShiftStep::opening, ShiftStep::counting, ShiftStep::settling,
                             ShiftStep::settling, ShiftStep::moving, ShiftStep::drawer, ShiftStep::sums, ShiftStep::sums};
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].till.shifts.step = steps[i];
    all[i].till.shifts.running = example_shift();
  }
  all[1].till.shifts.uncounted = example_shift();
  all[1].till.shifts.uncounted->shift = 11;
  all[1].till.shifts.running->opened = false;
  all[2].till.entered = "200";
  all[3].till.shifts.denomination = 2;
  all[3].till.shifts.pieces = {11, 0, 3, 0, 0, 0, 0, 0};
  all[3].till.entered = "4";
  all[4].till.shifts.counted = Money::fen(117'500);
  all[4].till.shifts.reason = "wrong_change";
  all[5].till.shifts.counted = all[5].till.shifts.running->expected();
  all[6].till.shifts.out = true;
  all[6].till.entered = "1000";
  all[6].till.shifts.reason = "bank";
  all[7].till.shifts.reason = "check";
  all[8].till.shifts.shown = example_shift();
  all[9].till.shifts.shown = example_shift();
  all[9].till.shifts.shown->closed = true;
  all[9].till.shifts.shown->counted = Money::fen(117'500);
  all[9].till.shifts.shown->reason = "wrong_change";
  all[9].till.shifts.printed = true;
  all.push_back(start("late", State::late));
  all.back().till.late_entering = {till::LateField::paper, 1, "0930", "1207", "power_cut", ""};
  all.push_back(start("selling_late", State::selling));
  fill_cart(all.back());
  all.back().till.late = core::LateEntry{example_time(), "1207", "power_cut"};
  return all;
}

std::vector<Example> paying_screens() {
  std::vector<Example> all{start("paying", State::paying), start("paying_enough", State::paying),
                           start("paying_failed", State::paying), start("committing", State::committing)};
  for (Example& one : all) fill_cart(one);
  all[1].till.entered = "100";
  all[2].till.entered = "100";
  all[2].till.notices.push_back({"commit_failed", {"disk_full"}, till::Weight::danger, 0});
  all[3].till.entered = "100";
  all[3].till.committing = sale_of(all[3], Money::fen(10'000));
  return all;
}

std::vector<Example> paid_screens() {
  std::vector<Example> all{start("paid_waiting", State::paid), start("paid_printed", State::paid),
                           start("paid_trouble", State::paid), start("paid_unconfirmed", State::paid),
                           start("paid_held", State::paid), start("paid_on_account", State::paid)};
  all[0].till.last = completed(all[0], Money::fen(10'000), till::ReceiptState::waiting);
  all[1].till.last = completed(all[1], Money::fen(9'088), till::ReceiptState::printed);
  all[2].till.last = completed(all[2], Money::fen(10'000), till::ReceiptState::trouble, "printer.paper_out");
  all[2].around.printer = till::PrinterState::paper_out;
  all[3].till.last = completed(all[3], Money::fen(10'000), till::ReceiptState::unconfirmed);
  all[3].till.last->copies = 1;
  all[4].till.last = completed(all[4], Money::fen(10'000), till::ReceiptState::held, "printer.paper_out");
  all[4].around.printer = till::PrinterState::paper_out;
  all[5].till.last = completed(all[5], Money::fen(9'088), till::ReceiptState::printed);
  all[5].till.last->sale.tenders = {{core::TenderKind::account, Money::fen(9'088), "", "CG-2026-0117", ""}};
  return all;
}

void lengthen(Example& one) {
  const auto longer = [](core::CartLine& line) {
    line.name = "巫溪县红池坝高山生态富硒有机洋芋礼盒装特级";
    line.specification = "2.5千克×4袋";
    line.township = "红池坝镇";
    line.village = "铁厂坝社区居民委员会";
    line.cooperative = "巫溪县红池坝镇高山富硒洋芋种植专业合作社联合社";
    if (auto* pieces = std::get_if<Pieces>(&line.quantity)) {
      pieces->count = 9'999;
      line.unit_price = core::PerPiece{Money::fen(49'999)};
    } else {
      line.quantity = Grams{999'999};
      line.unit_price = core::PerKilogram{Money::fen(99'999)};
    }
  };
  for (core::CartLine& line : one.till.cart.lines) longer(line);
  if (one.till.undo) longer(*one.till.undo);
  for (core::ParkedCart& parked : one.till.parked)
    for (core::CartLine& line : parked.cart.lines) longer(line);
  if (one.till.counted) longer(*one.till.counted);
  if (one.till.hand_price.line) longer(*one.till.hand_price.line);
  for (auto* sale : {one.till.committing ? &*one.till.committing : nullptr, one.till.last ? &one.till.last->sale : nullptr}) {
    if (sale == nullptr) continue;
    for (core::SaleLine& line : sale->lines) longer(line.facts);
    sale->total = Money::fen(999'999'999);
    sale->change = Money::fen(8'765'432);
    sale->id = "T-0001-999999-1000000";
  }
  if (auto& sale = one.till.returning.sale)
    for (core::SaleLine& line : sale->lines) {
      longer(line.facts);
      line.total = Money::fen(49'999'999);
    }
  for (till::SaleSummary& sale : one.till.returning.recent) sale = {"T-0001-999999-1000000", sale.at, 9'999, Money::fen(999'999'999)};
  if (auto& back = one.till.given_back)
    for (core::Tender& road : back->refund.tenders) road.amount = Money::fen(999'999'999);
  if (one.till.state == State::weighing) {
    if (one.till.pan.gross_g > 0) one.till.pan.gross_g = 999'999;
    if (one.till.weighing.by_hand) one.till.entered = "999999";
    one.till.scale.own->serial = "SHANGHAI-YINGZHAN-2024-000718345";
    one.till.scale.tares_g = {1'500, 2'600, 5'000};
    if (!one.till.scale.second.empty()) one.till.scale.second.resize(till::second_max, one.till.scale.second.front());
    for (till::RegisteredScale& second : one.till.scale.second) second.serial = one.till.scale.own->serial;
  }
  if (one.till.catalogue) one.till.catalogue = catalogue(true);
  if (one.till.lists.holders) one.till.lists = payment_lists(true);
  for (core::Tender& part : one.till.payment.taken) part.amount = Money::fen(99'999'999);
  one.till.payment.part.amount = Money::fen(999'999'999);
  if (one.till.state == State::paying && one.till.payment.step == till::PayStep::counting && !one.till.entered.empty()) one.till.entered = "9999999.99";
  one.around.counter.name = "重庆市巫溪县人民医院门诊部大楼一层大厅 12 号消费帮扶专柜";
  one.around.counter.site = "重庆市巫溪县人民医院门诊部大楼";
  one.around.counter.address = "城厢镇广场路 1 号附 12 号一层大厅东侧电梯旁";
  one.around.counter.firm = "巫溪县红池坝高山生态农产品供销集团有限责任公司城厢分公司";
  one.around.printer = till::PrinterState::cover_open;
  one.around.scanner_present = false;
  if (!one.till.training) one.around.county = till::Link::down;
  one.around.unsent = 12'345;
  one.around.sync.unsent_most = 23'456;
  if (one.around.today) one.around.today->back = Money::fen(99'999'999);
  if (one.around.today)
    for (auto& hour : one.around.today->hours) hour = {999, Money::fen(99'999'999)};
  one.around.clock_offset_ms = 59 * 60'000;
  one.around.list_age_s = 30 * 86'400;
  one.around.simulated = true;
}

}  // namespace

core::WallTime example_time() { return *core::parse_time("2026-11-24T14:32:00"); }

std::vector<Example> example_screens() {
  std::vector<Example> all{start("starting", State::starting)};
  for (auto* make : {&idle_screens, &selling_screens, &parked_screens, &beside_screens, &weighing_screens, &counting_screens, &quick_screens, &hand_price_screens, &enrolling_screens, &locked_screens, &training_screens, &staff_screens, &shift_screens, &paying_screens, &paying_part_screens, &paid_screens, &returning_screens,
                     &self_service_screens, &calling_screens}) {
    for (Example& one : (*make)()) all.push_back(std::move(one));
  }
  return all;
}

std::vector<Example> long_screens() {
  std::vector<Example> all = example_screens();
  for (Example& one : all) {
    lengthen(one);
    one.name = "long_" + one.name;
  }
  return all;
}

const Example& example(const std::vector<Example>& all, const std::string& name) {
  for (const Example& one : all) {
    if (one.name == name) return one;
  }
  throw std::runtime_error{"no example screen " + name};
}

}  // namespace zhuangui::test
