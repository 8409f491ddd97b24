#include <array>
#include <map>

#include "cli.h"
#include "core/time.h"
#include "office/overview.h"
#include "report_table.h"

namespace zhuangui::county {
namespace {

using core::Money;
using office::count_text;
using office::money_text;

std::string fen(Money amount) { return std::to_string(amount.in_fen()); }

std::string tail_of(const std::map<std::string, ingest::Position>& as_of, std::int64_t not_counted) {
  std::string out;
  for (const auto& [terminal, at] : as_of)
    out += "截至 " + terminal + " 账册 " + std::to_string(at.epoch) + " 第 " + std::to_string(at.seq) + " 条\n";
  if (not_counted > 0) out += "另有 " + count_text(not_counted) + " 条已收到、本版程序尚不会计\n";
  return out;
}

/// Every figure of a counter's day under a word: what it is, and its name there.
template <class Use>
void each_sum(const ingest::CounterDay& day, const Use& use) {
  const ledger::Figures& f = day.figures;
  use("sum", "sales", ingest::NamedSums{f.sales, Money::fen(f.gross_fen - f.discount_fen), f.returns, Money::fen(f.refund_fen)});
  for (const auto& [what, sums] : {std::pair{"tender", &day.tenders}, std::pair{"fund_source", &day.fund_sources},
                                   std::pair{"discount", &day.discounts}, std::pair{"refund", &day.returns}})
    for (const auto& [name, one] : *sums) use(what, name, one);
  if (day.late.sales > 0) use("late", "late", day.late);
}

const std::map<std::string, const char*>& words() {
  static const std::map<std::string, const char*> all{
      {"sum", "合计"},      {"sales", ""},          {"tender", "付款方式"},  {"fund_source", "资金来源"}, {"discount", "优惠"},
      {"refund", "退货"},   {"late", "补录"},       {"cash", "现金"},        {"code_by_hand", "扫码·人工核对"}, {"card", "职工卡"},
      {"quota", "工会额度"}, {"pickup", "提货码"},  {"account", "单位挂账"}, {"personal", "个人"},        {"union", "工会经费"},
      {"budget", "预算"},   {"partner", "协作单位"}, {"emergency", "应急消纳"}, {"rounding", "抹零"},
      {"spoiled", "变质"},  {"wrong_goods", "拿错"}, {"wrong_price", "价格有误"}, {"recalled", "召回"},   {"not_wanted", "不想要了"},
      {"mistake", "录入有误"}};
  return all;
}
std::string word(const std::string& name) {
  const auto found = words().find(name);
  return found == words().end() ? name : found->second;
}

std::string counters_text(const std::vector<ingest::CounterDay>& days) {
  std::vector<TableLine> lines{{"日期", "专柜", "项目", "名称", "笔数", "金额（元）", "退货", "退款（元）"}};
  for (const ingest::CounterDay& day : days)
    each_sum(day, [&](const std::string& what, const std::string& name, const ingest::NamedSums& sums) {
      lines.push_back({day.business_day, day.counter, word(what), what == name ? "" : word(name), count_text(sums.sales), money_text(sums.sum),
                       count_text(sums.returns), money_text(sums.back)});
    });
  return lines.size() == 1 ? "" : text_table(lines, 4);
}

}  // namespace

std::string day_report_text(const ingest::DayReport& report, const std::vector<core::Product>& products) {
  std::map<std::string, std::string> names;
  for (const core::Product& product : products) names[product.id] = product.name;
  std::string out = "日报 " + report.from + (report.from == report.to ? "" : " 至 " + report.to) + "\n";
  std::vector<TableLine> lines{{"日期", "专柜", "产品", "乡镇", "小票", "件数", "重量", "金额（元）"}};
  for (const ledger::RollupRow& row : report.rows) {
    const auto name = names.find(row.key.product);
    lines.push_back({row.key.business_day, row.key.counter, name == names.end() ? row.key.product : name->second, row.key.township,
                     count_text(row.figures.sales), count_text(row.figures.pieces), office::weight_text(row.figures.weight_g),
                     money_text(Money::fen(row.figures.net_fen))});
  }
  lines.push_back({"合计", "", "", "", count_text(report.total.sales), count_text(report.total.pieces),
                   office::weight_text(report.total.weight_g), money_text(Money::fen(report.total.net_fen))});
  return out + text_table(lines, 4) + counters_text(report.counters) + tail_of(report.as_of, report.not_counted);
}

std::string day_report_csv(const ingest::DayReport& report) {
  std::string out = "business_day,counter,product,township,fund_source,sales,returns,pieces,weight_g,gross_fen,discount_fen,refund_fen,net_fen\n";
  for (const ledger::RollupRow& row : report.rows) {
    TableLine cells{row.key.business_day, row.key.counter, row.key.product, row.key.township, row.key.fund_source};
    const ledger::Figures& f = row.figures;
    for (const std::int64_t value : {f.sales, f.returns, f.pieces, f.weight_g, f.gross_fen, f.discount_fen, f.refund_fen, f.net_fen})
      cells.push_back(std::to_string(value));
    out += csv_cells(cells);
  }
  return out;
}

std::string counter_days_csv(const ingest::DayReport& report) {
  std::string out = "business_day,counter,what,name,sales,sum_fen,returns,back_fen\n";
  for (const ingest::CounterDay& day : report.counters)
    each_sum(day, [&](const std::string& what, const std::string& name, const ingest::NamedSums& sums) {
      out += csv_cells({day.business_day, day.counter, what, name, std::to_string(sums.sales), fen(sums.sum), std::to_string(sums.returns),
                        fen(sums.back)});
    });
  return out;
}

std::string sales_report_text(const ingest::SalesReport& report) {
  std::vector<TableLine> lines{{"日期", "终端时间", "专柜", "终端", "单号", "付款方式", "资金来源", "备注", "账册", "序号", "金额（元）"}};
  for (const ingest::SalesRow& row : report.rows) {
    std::string tenders;
    for (const auto& [kind, amount] : row.tenders) tenders += (tenders.empty() ? "" : "+") + word(core::tender_name(kind));
    const std::string note = row.is_return ? "退货，原单 " + row.sale : row.paper.empty() ? "" : "补录，纸单 " + row.paper;
    const ingest::EntryAt& at = row.where;
    lines.push_back({at.business_day, core::shanghai_clock_text({at.at}), at.counter, at.terminal, row.id, tenders,
                     word(core::fund_source_name(row.attribution.fund_source)), note, std::to_string(at.epoch), std::to_string(at.seq),
                     money_text(row.is_return ? -row.total : row.total)});
  }
  lines.push_back({"合计", "", "", "", count_text(report.total.sales) + " 笔销售，" + count_text(report.total.returns) + " 笔退货", "", "", "", "", "",
                   money_text(Money::fen(report.total.net_fen))});
  return "销售明细 " + report.from + (report.from == report.to ? "" : " 至 " + report.to) + "\n" + text_table(lines, 8) +
         tail_of(report.as_of, report.not_counted);
}

std::string sales_report_csv(const ingest::SalesReport& report) {
  constexpr std::array kinds{core::TenderKind::cash, core::TenderKind::code_by_hand, core::TenderKind::card,
                             core::TenderKind::quota, core::TenderKind::pickup, core::TenderKind::account};
  TableLine header{"business_day", "counter", "terminal", "epoch", "seq", "at", "kind", "id", "sale", "lines", "gross_fen", "discount_fen", "total_fen"};
  for (const core::TenderKind kind : kinds) header.push_back(std::string(core::tender_name(kind)) + "_fen");
  for (const char* name : {"fund_source", "buyer_unit", "document", "operator", "second", "reason", "paper", "self_service", "release"}) header.emplace_back(name);
  std::string out = csv_cells(header);
  for (const ingest::SalesRow& row : report.rows) {
    const ingest::EntryAt& at = row.where;
    TableLine cells{at.business_day, at.counter, at.terminal, std::to_string(at.epoch), std::to_string(at.seq), std::to_string(at.at),
                    row.is_return ? "return" : "sale", row.id, row.sale, std::to_string(row.lines), fen(row.gross), fen(row.discount), fen(row.total)};
    for (const core::TenderKind kind : kinds) {
      Money amount;
      for (const auto& [one, sum] : row.tenders)
        if (one == kind) amount = sum;
      cells.push_back(fen(amount));
    }
    const core::Attribution& whose = row.attribution;
    for (const std::string& cell : {std::string(core::fund_source_name(whose.fund_source)), whose.buyer_unit, whose.document, row.operator_reference,
                                    row.second_reference, row.reason, row.paper, std::string(row.self_service ? "true" : "false"), std::to_string(row.release)})
      cells.push_back(cell);
    out += csv_cells(cells);
  }
  return out;
}

std::string quota_report_text(const ingest::QuotaReport& report) {
  std::vector<TableLine> lines{{"慰问批次", "工会", "额度", "持有人", "笔数", "核定（元）", "已用（元）", "退回（元）", "剩余（元）", "超支（元）"}};
  for (const ingest::QuotaState& one : report.quotas)
    lines.push_back({one.listed ? one.quota.batch : "名单里没有", one.quota.union_name, one.quota.reference, one.quota.holder, count_text(one.draws),
                     money_text(one.quota.cap), money_text(one.drawn), money_text(one.returned), money_text(one.left()), money_text(one.overdrawn())});
  for (const ingest::BatchState& batch : report.batches)
    lines.push_back({batch.batch.empty() ? "名单里没有" : batch.batch, batch.union_name, "小计 " + count_text(batch.quotas) + " 份", "", count_text(batch.draws),
                     money_text(batch.granted), money_text(batch.drawn), money_text(batch.returned), money_text(batch.left), money_text(batch.overdrawn)});
  return "慰问额度 " + (report.to == "9999-12-31" ? std::string{"至今"} : "截至 " + report.to) + "\n" + text_table(lines, 4) + tail_of(report.as_of, report.not_counted);
}

std::string quota_report_csv(const ingest::QuotaReport& report) {
  std::string out = "batch,union,quota,holder,listed,granted_fen,draws,drawn_fen,returned_fen,left_fen,overdrawn_fen\n";
  for (const ingest::QuotaState& one : report.quotas)
    out += csv_cells({one.quota.batch, one.quota.union_id, one.quota.reference, one.quota.holder, one.listed ? "true" : "false", fen(one.quota.cap),
                      std::to_string(one.draws), fen(one.drawn), fen(one.returned), fen(one.left()), fen(one.overdrawn())});
  return out;
}

}  // namespace zhuangui::county
