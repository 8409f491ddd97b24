#include "cash_sale.h"
#include "example_views.h"

#include <stdexcept>

namespace zhuangui::test {
namespace {

using core::Grams;
using core::Money;
using core::Pieces;
using till::State;

std::shared_ptr<const core::Catalogue> catalogue(bool long_names = false) {
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

till::Completed completed(Example example, Money cash, till::ReceiptState receipt, std::string trouble = {}) {
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
                           start("help_selling", State::selling)};
  for (std::size_t i = 1; i < all.size(); ++i) fill_cart(all[i]);
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
                                    {"settings", State::settings}, {"settings_changed", State::settings}})
    all.push_back(start(name, state));
  for (std::size_t i = 8; i < all.size(); ++i) {
    all[i].around.sync = {472'000, 231, example_time(), {}, core::WallTime{example_time().utc_ms + 30'000}, "", ""};
  }
  all.back().till.settings.high_contrast = true;
  all.back().till.settings.lock_after_minutes = 30;
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
  all[12].around.sync.unsent_since.utc_ms = example_time().utc_ms - 3'600'000;
  all[12].around.sync.trouble = "offline";
  return all;
}

std::vector<Example> weighing_screens() {
  const std::vector<std::pair<const char*, till::Pan>> pans{
      {"weighing_empty", {till::PanState::empty, 0}}, {"weighing_moving", {till::PanState::moving, 515}},
      {"weighing_stable", {till::PanState::stable, 1135}}, {"weighing_spent", {till::PanState::spent, 1135}},
      {"weighing_too_light", {till::PanState::stable, 60}}, {"weighing_over", {till::PanState::over, 0}},
      {"weighing_refused", {till::PanState::moving, 515}}, {"weighing_expired", {till::PanState::stable, 520}},
      {"weighing_unplugged", {till::PanState::absent, 0}}, {"weighing_by_hand", {till::PanState::absent, 0}}};
  std::vector<Example> all;
  for (const auto& [name, pan] : pans) {
    all.push_back(start(name, State::weighing));
    till::Till& till = all.back().till;
    till.scale = {.own = till::RegisteredScale{"A-20240718", {2027, 3, 31}}, .min_g = 100, .tares_g = {15, 120, 260}};
    till.weighing.product = "P-3";
    till.pan = pan;
    all.back().around.scale = till::ScaleState::ready;
  }
  all[2].till.weighing.tare_g = 120;
  all[6].till.notices.push_back({"weight_moving", {}, till::Weight::pending, 0});
  all[7].till.scale.own->verified_until = {2026, 11, 1};
  for (std::size_t i = 8; i < all.size(); ++i) {
    all[i].around.scale = till::ScaleState::absent;
    all[i].till.scale.second = {{"B-0007", {2027, 1, 31}}, {"B-0008", {2027, 1, 31}}};
    all[i].till.scale.may_enter_by_hand = true;
  }
  all[9].till.weighing.by_hand = true;
  all[9].till.entered = "520";
  for (const auto& [name, days] : {std::pair{"scale_month", 30}, {"scale_week", 7}, {"scale_expired", -1}}) {
    all.push_back(start(std::string{"selling_"} + name, State::selling));
    fill_cart(all.back());
    all.back().till.scale.own = till::RegisteredScale{"A-20240718", core::date_from_days(core::days_since_epoch(core::shanghai_date(example_time())) + days)};
    all.back().around.scale = till::ScaleState::ready;
    all.back().around.registered_scale = all.back().till.scale.own;
    all.back().till.help_open = days == 7;
  }
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
                           start("paid_held", State::paid)};
  all[0].till.last = completed(all[0], Money::fen(10'000), till::ReceiptState::waiting);
  all[1].till.last = completed(all[1], Money::fen(9'088), till::ReceiptState::printed);
  all[2].till.last = completed(all[2], Money::fen(10'000), till::ReceiptState::trouble, "printer.paper_out");
  all[2].around.printer = till::PrinterState::paper_out;
  all[3].till.last = completed(all[3], Money::fen(10'000), till::ReceiptState::unconfirmed);
  all[3].till.last->copies = 1;
  all[4].till.last = completed(all[4], Money::fen(10'000), till::ReceiptState::held, "printer.paper_out");
  all[4].around.printer = till::PrinterState::paper_out;
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
  for (auto* sale : {one.till.committing ? &*one.till.committing : nullptr, one.till.last ? &one.till.last->sale : nullptr}) {
    if (sale == nullptr) continue;
    for (core::SaleLine& line : sale->lines) longer(line.facts);
    sale->total = Money::fen(999'999'999);
    sale->change = Money::fen(8'765'432);
    sale->id = "T-0001-999999-1000000";
  }
  if (one.till.state == State::weighing) {
    if (one.till.pan.gross_g > 0) one.till.pan.gross_g = 999'999;
    if (one.till.weighing.by_hand) one.till.entered = "999999";
    one.till.scale.own->serial = "SHANGHAI-YINGZHAN-2024-000718345";
    one.till.scale.tares_g = {1'500, 2'600, 5'000};
    if (!one.till.scale.second.empty()) one.till.scale.second.resize(till::second_max, one.till.scale.second.front());
    for (till::RegisteredScale& second : one.till.scale.second) second.serial = one.till.scale.own->serial;
  }
  if (one.till.catalogue) one.till.catalogue = catalogue(true);
  if (one.till.state == State::paying && !one.till.entered.empty()) one.till.entered = "9999999.99";
  one.around.counter.name = "重庆市巫溪县人民医院门诊部大楼一层大厅 12 号消费帮扶专柜";
  one.around.counter.site = "重庆市巫溪县人民医院门诊部大楼";
  one.around.counter.address = "城厢镇广场路 1 号附 12 号一层大厅东侧电梯旁";
  one.around.counter.firm = "巫溪县红池坝高山生态农产品供销集团有限责任公司城厢分公司";
  one.around.printer = till::PrinterState::cover_open;
  one.around.scanner_present = false;
  one.around.county = till::Link::down;
  one.around.unsent = 12'345;
  one.around.clock_offset_ms = 59 * 60'000;
  one.around.list_age_s = 30 * 86'400;
  one.around.simulated = true;
}

}  // namespace

core::WallTime example_time() { return *core::parse_time("2026-11-24T14:32:00"); }

std::vector<Example> example_screens() {
  std::vector<Example> all{start("starting", State::starting)};
  for (auto* make : {&idle_screens, &selling_screens, &beside_screens, &weighing_screens, &enrolling_screens, &locked_screens, &paying_screens, &paid_screens}) {
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

std::vector<Example> notice_screens() {
  const std::string code = "(01)06900000000028(10)ABC-123456";
  const std::string name = "巫溪县红池坝高山生态富硒有机洋芋礼盒装特级";
  const std::vector<std::pair<std::string, std::vector<std::string>>> notices{
      {"unknown_code", {code}}, {"check_digit", {code}}, {"scan_broken", {}}, {"payment_code_here", {"13****5678"}},
      {"not_for_sale", {name}}, {"no_longer_listed", {}}, {"quantity_limit", {name}}, {"weighed_needs_label", {name}}, {"added_while_weighing", {name}}, {"scale_expired", {"2026-11-01"}}, {"scale_fails", {}}, {"weight_over", {}},
      {"weight_under", {}}, {"weight_spent", {}}, {"weight_moving", {}}, {"weight_too_light", {"100"}}, {"weight_missing", {}}, {"grams_missing", {}},
      {"tare_needs_container", {}}, {"weigh_by_hand_refused", {}}, {"price_label_refused", {name}},
      {"label_price_differs", {name}}, {"settings_not_kept", {"disk_full"}}, {"enrolled", {"T-0001", "C-0001"}}, {"enrol_address_missing", {}},
      {"enrol_code_short", {}}, {"not_an_enrolment_code", {}}, {"pin_wrong", {"3"}}, {"pin_too_short", {}}, {"pins_differ", {}},
      {"card_opens_nothing", {}}, {"secret_kept", {}}, {"secret_forgotten", {}}, {"secret_not_kept", {"disk_full"}}, {"scan_refused_locked", {}}, {"trace_code_here", {"trace.example.cn"}}, {"card_not_taken", {}}, {"false_code", {"01****7893"}},
      {"not_ready", {}}, {"receipt_code_here", {"T-0001-472000-17"}}, {"cart_recovered", {}}, {"not_enough_cash", {"9999999.99"}},
      {"scan_refused_paying", {}}, {"scan_refused_committing", {}}, {"disk_nearly_full", {}}, {"clock_trouble", {}},
      {"lists_old", {"30 天"}}, {"commit_failed", {}}, {"commit_failed", {"disk_full"}}, {"commit_failed", {"read_only"}},
      {"commit_failed", {"permission"}}, {"commit_failed", {"io_error"}}, {"commit_failed", {"corrupt"}}, {"commit_failed", {"unknown_outcome"}}, {"cart_save_failed", {}},
      {"cart_save_failed", {"disk_full"}}, {"cart_save_failed", {"read_only"}}};
  std::vector<Example> all;
  for (const auto& [notice, arguments] : notices) {
    all.push_back(start("notice_" + notice, State::selling));
    fill_cart(all.back());
    const bool danger = notice.ends_with("_failed");
    if (danger && !arguments.empty()) all.back().name += "." + arguments.front();
    all.back().till.notices = {{"cart_recovered", {}, till::Weight::information, 0},
                               {notice, arguments, danger ? till::Weight::danger : till::Weight::pending, 0}};
  }
  for (const char* trouble : {"paper_out", "cover_open", "cutter_jam", "unplugged", "offline", "stalled", "no_answer", "unknown",
                              "no_permission", "held", "cancelled", "not_cleared", "interrupted", "no_job", "not_printable", "other_language",
                              "queue_full", "not_recorded"}) {
    const std::string printer = std::string{"printer."} + trouble;
    all.push_back(start("notice_" + printer, State::paid));
    all.back().till.last = completed(all.back(), Money::fen(10'000), till::ReceiptState::trouble, printer);
    all.back().till.last->copies = 2;
    all.back().till.notices = {{printer, {}, till::Weight::pending, 0}};
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
