#include "goods.h"

#include <cstdio>

namespace zhuangui::sim {
namespace {

std::string number(const char* form, std::int64_t value) {
  char text[32];
  std::snprintf(text, sizeof text, form, static_cast<long long>(value));
  return text;
}

/// EAN-13: weights 1 and 3 from the left over twelve digits.
std::string with_check_digit(std::string digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace

const std::vector<Good>& goods() {
  static const std::vector<Good> all{{"P-HETAO", "巫溪核桃", "690123456789", false, 3800, "天元乡"},
                                     {"P-JI", "大宁河鸡", "690123456790", false, 8801, "文峰镇"},
                                     {"P-MI", "红池坝蜂蜜", "690123456792", false, 6653, "红池坝镇"},
                                     {"P-YANGYU", "巫溪洋芋", "01234", true, 598, "尖山镇"},
                                     {"P-DONGTAO", "巫溪冬桃", "01235", true, 1163, "红池坝镇"}};
  return all;
}

std::int64_t price_fen(const Good& good, std::int64_t release) { return good.base_fen + 7 * release; }

std::string specification(std::int64_t release) { return "第" + std::to_string(release) + "版"; }

std::int64_t line_fen(const OwnLine& line) {
  const Good& good = goods()[line.good];
  const std::int64_t price = price_fen(good, line.release);
  if (!good.weighed) return line.quantity * price;
  const std::int64_t exact = line.quantity * price;  // thousandths of a fen; half a fen rounds up
  return exact / 1000 + (exact % 1000 >= 500 ? 1 : 0);
}

std::int64_t total_fen(const std::vector<OwnLine>& lines) {
  std::int64_t sum = 0;
  for (const OwnLine& line : lines) sum += line_fen(line);
  return sum;
}

std::string code_of(const Good& good, std::int64_t grams) {
  if (!good.weighed) return with_check_digit(good.digits);
  return with_check_digit(std::string{"21"} + good.digits + number("%05lld", grams));
}

std::string products_csv(std::int64_t release) {
  std::string csv =
      "id,name,category,gtins,in_store_item,weighed,unit,specification,township,village,cooperative,season_months,tile,"
      "tile_colour,storage,aliases\n";
  for (const Good& good : goods()) {
    const std::string gtin = good.weighed ? "" : "0" + with_check_digit(good.digits);
    csv += std::string{good.id} + "," + good.name + ",食用农产品," + gtin + "," + (good.weighed ? good.digits : "") + "," +
           (good.weighed ? "true,," : "false,袋,") + specification(release) + "," + good.township +
           ",新华村,示例合作社,10;11,果,#6B4A2E,常温,\n";
  }
  return csv;
}

std::string prices_csv(std::int64_t release) {
  std::string csv = "product,unit,unit_price_fen,valid_from,valid_until\n";
  for (const Good& good : goods())
    csv += std::string{good.id} + (good.weighed ? ",kilogram," : ",piece,") + std::to_string(price_fen(good, release)) +
           ",2026-01-01T00:00:00,\n";
  return csv;
}

std::string counter_id(int counter) { return "C-" + number("%04lld", counter); }

std::string counters_csv(int counters) {
  std::string csv = "id,name,site,address,phone,firm,county_phone\n";
  for (int i = 1; i <= counters; ++i)
    csv += counter_id(i) + ",第" + std::to_string(i) + "号柜,巫溪县人民医院,门诊楼一楼,023-0000 0001,示例经营部,023-0000 0100\n";
  return csv;
}

}  // namespace zhuangui::sim
