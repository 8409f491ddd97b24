#include <algorithm>
#include <array>
#include <map>

#include "cli.h"
#include "office/overview.h"

namespace zhuangui::county {
namespace {

constexpr std::size_t columns = 8;
using Line = std::array<std::string, columns>;

/// Columns a text takes on a terminal: Chinese characters and full-width signs take two.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) width += byte >= 0xE2 ? 2 : 1;
  }
  return width;
}

std::string table(const std::vector<Line>& lines) {
  std::array<std::size_t, columns> widths{};
  for (const Line& line : lines)
    for (std::size_t i = 0; i < columns; ++i) widths[i] = std::max(widths[i], width_of(line[i]));
  std::string out;
  for (const Line& line : lines) {
    std::string row;
    for (std::size_t i = 0; i < columns; ++i) {
      const std::string pad(widths[i] - width_of(line[i]), ' ');
      row += (i == 0 ? "" : "  ") + (i < 4 ? line[i] + pad : pad + line[i]);  // words to the left, figures to the right
    }
    row.erase(row.find_last_not_of(' ') + 1);
    out += row + "\n";
  }
  return out;
}

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::string day_report_text(const ingest::DayReport& report, const std::vector<core::Product>& products) {
  std::map<std::string, std::string> names;
  for (const core::Product& product : products) names[product.id] = product.name;
  std::string out = "日报 " + report.from + (report.from == report.to ? "" : " 至 " + report.to) + "\n";
  std::vector<Line> lines{{"日期", "专柜", "产品", "乡镇", "小票", "件数", "重量", "金额（元）"}};
  for (const ledger::RollupRow& row : report.rows) {
    const auto name = names.find(row.key.product);
    lines.push_back({row.key.business_day, row.key.counter, name == names.end() ? row.key.product : name->second, row.key.township,
                     office::count_text(row.figures.sales), office::count_text(row.figures.pieces),
                     office::weight_text(row.figures.weight_g), office::money_text(core::Money::fen(row.figures.net_fen))});
  }
  lines.push_back({"合计", "", "", "", office::count_text(report.total.sales), office::count_text(report.total.pieces),
                   office::weight_text(report.total.weight_g), office::money_text(core::Money::fen(report.total.net_fen))});
  out += table(lines);
  for (const auto& [terminal, at] : report.as_of)
    out += "截至 " + terminal + " 账册 " + std::to_string(at.epoch) + " 第 " + std::to_string(at.seq) + " 条\n";
  if (report.not_counted > 0) out += "另有 " + office::count_text(report.not_counted) + " 条已收到、本版程序尚不会计\n";
  return out;
}

std::string day_report_csv(const ingest::DayReport& report) {
  std::string out = "business_day,counter,product,township,fund_source,sales,returns,pieces,weight_g,gross_fen,discount_fen,refund_fen,net_fen\n";
  for (const ledger::RollupRow& row : report.rows) {
    const ledger::RollupKey& key = row.key;
    for (const std::string& cell : {key.business_day, key.counter, key.product, key.township, key.fund_source}) out += quoted(cell) + ",";
    const ledger::Figures& f = row.figures;
    for (const std::int64_t value : {f.sales, f.returns, f.pieces, f.weight_g, f.gross_fen, f.discount_fen, f.refund_fen})
      out += std::to_string(value) + ",";
    out += std::to_string(f.net_fen) + "\n";
  }
  return out;
}

}  // namespace zhuangui::county
