#include <algorithm>

#include "device/text.h"
#include "lines.h"
#include "receipt/layout.h"

// X and Z: what a shift comes to, for a person who counts the drawer or signs for it.

namespace zhuangui::receipt {
namespace {

using core::Money;
using core::ShiftReport;
using device::Align;

std::string amount(Money money) { return core::yuan_text(money); }

std::string tender_word(const std::string& name) {
  if (name == "cash") return "现金";
  if (name == "code_by_hand") return "扫码·人工核对";
  if (name == "card") return "职工卡";
  if (name == "quota") return "工会慰问额度";
  if (name == "pickup") return "提货码";
  return name == "account" ? "单位挂账" : name;
}

std::string fund_source_word(const std::string& name) {
  if (name == "personal") return "个人";
  if (name == "union") return "工会经费";
  if (name == "budget") return "预算";
  if (name == "partner") return "协作单位";
  return name == "emergency" ? "应急消纳" : name;
}

std::string reason_word(const std::string& reason) {
  if (reason == "wrong_change") return "找错零";
  if (reason == "not_rung") return "漏记";
  if (reason == "unknown") return "原因不明";
  return reason == "other" ? "其他" : reason;
}

class ReportLayout {
 public:
  ReportLayout(const ReportFacts& facts, const Paper& paper) : facts_{facts}, columns_{std::max(paper.columns, 24)} {}

  device::PrintJob run(std::int64_t job_number) {
    job_.number = job_number;
    head();
    if (facts_.day) turnover(); else drawer();
    sums("付款方式", facts_.report.tenders, tender_word);
    checked_by_hand();
    sums("资金来源", facts_.report.fund_sources, fund_source_word);
    sums("产地乡镇", facts_.report.townships, [](const std::string& name) { return printable(name); });
    foot();
    job_.elements.emplace_back(device::Cut{});
    return std::move(job_);
  }

 private:
  void add(std::string text, Align align = Align::left, bool bold = false, int height = 1) {
    job_.elements.emplace_back(device::TextLine{std::move(text), align, bold, 1, height});
  }
  void edges(std::string_view left, std::string_view right, bool bold = false) {
    for (std::string& line : two_edges(left, right, columns_, 0)) add(std::move(line), Align::left, bold);
  }
  void centred(std::string_view text) {
    for (std::string& line : wrap_evenly(printable(text), columns_)) add(std::move(line), Align::centre);
  }
  void rule(char character) { add(std::string(static_cast<std::size_t>(columns_), character)); }

  void head() {
    const ShiftReport& report = facts_.report;
    add(facts_.day ? "日报表" : report.closed ? "交班报表 Z" : "班中报表 X", Align::centre, true, 2);
    centred(facts_.counter.name);
    rule('=');
    edges(facts_.day ? "本机当天" : "班次 " + std::to_string(report.shift), "终端 " + printable(facts_.terminal));
    edges("业务日 " + report.business_day, core::shanghai_minute_text(facts_.printed_at));
    if (report.first.seq > 0)
      edges("记账序号", std::to_string(report.first.epoch) + "/" + std::to_string(report.first.seq) + " - " + std::to_string(report.last.epoch) +
                            "/" + std::to_string(report.last.seq));
    if (!report.operator_reference.empty()) edges("开班", printable(report.operator_reference));
    if (!report.closed_by.empty()) edges("交班", printable(report.closed_by));
    rule('-');
  }

  void drawer() {
    const ShiftReport& report = facts_.report;
    edges("销售 " + std::to_string(report.sales) + " 笔", amount(report.total), true);
    edges("备用金", report.float_amount ? amount(*report.float_amount) : "没有点");
    edges("现金收入", amount(report.cash));
    if (report.returns > 0) {
      edges("退货 " + std::to_string(report.returns) + " 笔", amount(report.refunds));
      edges("退现金", amount(report.cash_back));
    }
    edges("存入", amount(report.moved_in));
    edges("取出", amount(report.moved_out));
    edges("应有现金", amount(report.expected()), true);
    if (report.is_uncounted()) edges("实点", "未清点", true);
    if (report.counted) {
      edges(report.counted_later ? "实点(接班补点)" : "实点", amount(*report.counted), true);
      edges("差额", amount(report.difference()), true);
    }
    if (report.first_counted) edges("第一次点", amount(*report.first_counted));
    if (!report.reason.empty()) edges("差额原因", reason_word(report.reason));
    edges("不卖货开钱箱", std::to_string(report.drawer_openings) + " 次");
    rule('-');
  }

  void turnover() {
    const ShiftReport& report = facts_.report;
    edges("销售 " + std::to_string(report.sales) + " 笔", amount(report.total), true);
    edges("退款", amount(report.refunds));
    edges("净额", amount(report.total - report.refunds), true);
    edges("现金收入(未减退款)", amount(report.cash));
    rule('-');
  }

  template <class Word>
  void sums(std::string_view title, const std::vector<core::ShiftSum>& all, Word word) {
    if (all.empty()) return;
    add(std::string{title}, Align::left, true);
    for (const core::ShiftSum& sum : all) edges(word(sum.name) + " " + std::to_string(sum.sales) + " 笔", amount(sum.amount));
    rule('-');
  }

  // Each of them: nothing but the merchant's bill says whether the money came.
  void checked_by_hand() {
    if (facts_.report.by_hand.empty()) return;
    add("扫码·人工核对明细(未经核实)", Align::left, true);
    for (const core::CheckedByHand& one : facts_.report.by_hand) {
      const std::string at = core::shanghai_minute_text(core::WallTime{one.at + facts_.clock_offset_ms});
      edges(at + " 尾号" + printable(one.digits), amount(one.amount));
    }
    for (std::string& line : wrap("请逐笔和商户账单核对。", columns_)) add(std::move(line));
    rule('-');
  }

  void foot() {
    if (facts_.day) {
      centred("只有本机的账，打印之后还会变");
    } else if (facts_.report.closed) {
      add("");
      add("交班人签名 ____________");
      add("");
      add("接班人签名 ____________");
    } else {
      centred("班还没有交，数字还会变");
    }
  }

  const ReportFacts& facts_;
  const int columns_;
  device::PrintJob job_;
};

}  // namespace

device::PrintJob lay_out_report(const ReportFacts& facts, const Paper& paper, std::int64_t job_number) {
  return ReportLayout(facts, paper).run(job_number);
}

}  // namespace zhuangui::receipt
