#include <algorithm>

#include "device/text.h"
#include "lines.h"
#include "receipt/layout.h"

namespace zhuangui::receipt {
namespace {

using device::Align;
using device::TextLine;

std::string reason_words(const std::string& reason) {
  if (reason == "spoiled") return "变质损坏";
  if (reason == "wrong_goods") return "拿错商品";
  if (reason == "wrong_price") return "价格有误";
  if (reason == "recalled") return "召回下架";
  if (reason == "not_wanted") return "顾客不要";
  return "操作失误";
}

std::string road_words(core::TenderKind kind) {
  switch (kind) {
    case core::TenderKind::cash: return "退现金";
    case core::TenderKind::code_by_hand: return "退扫码(人工核对)";
    case core::TenderKind::card: return "退职工卡";
    case core::TenderKind::quota: return "退工会慰问额度";
    case core::TenderKind::pickup: return "退提货码";
    case core::TenderKind::account: return "退单位挂账";
  }
  return {};
}

std::string amount_words(core::Money amount) { return "￥" + core::yuan_text(amount); }

class RefundLayout {
 public:
  RefundLayout(const RefundFacts& facts, const Paper& paper) : facts_(facts), columns_(std::max(paper.columns, 24)) {}

  device::PrintJob run(std::int64_t job_number) {
    job_.number = job_number;
    head();
    for (const core::RefundLine& line : facts_.refund.lines) one_line(line);
    rule('-');
    edges("退款合计", amount_words(facts_.refund.total), true);
    for (const core::Tender& road : facts_.refund.tenders) edges(road_words(road.kind), amount_words(road.amount));
    edges("原因", reason_words(facts_.refund.reason));
    if (gives_to_card()) left("退职工卡的钱冲减工资代扣；当月代扣名单已交出的，记入下一份名单。");
    if (facts_.refund.unchecked) left("当时未能与县平台核对别处退货。");
    rule('=');
    left("顾客签字：");
    left("");
    left("");
    foot();
    job_.elements.emplace_back(device::Cut{});
    return std::move(job_);
  }

 private:
  void add(std::string text, Align align, bool bold = false, int size = 1) {
    job_.elements.emplace_back(TextLine{std::move(text), align, bold, size, size});
  }
  void left(const std::string& text) {
    for (std::string& line : wrap(text, columns_)) add(std::move(line), Align::left);
    if (text.empty()) add("", Align::left);
  }
  void centred(const std::string& text) {
    for (std::string& line : wrap_evenly(printable(text), columns_)) add(std::move(line), Align::centre);
  }
  void edges(std::string_view label, std::string_view value, bool bold = false) {
    for (std::string& line : two_edges(label, value, columns_, 0)) add(std::move(line), Align::left, bold);
  }
  void rule(char character) { add(std::string(static_cast<std::size_t>(columns_), character), Align::left); }

  void head() {
    if (facts_.training) add("培训 不作凭据", Align::centre, true, 2);
    add(facts_.refund.voids ? "作废单" : "退货单", Align::centre, true, 2);
    centred(facts_.counter.name);
    rule('=');
    left("时间 " + core::shanghai_minute_text(facts_.at));
    left("退货单号 " + printable(facts_.refund.id));
    left("原小票号 " + printable(facts_.refund.sale));
    left("记账序号 " + std::to_string(facts_.seq) + "  终端 " + printable(facts_.terminal));
    rule('-');
  }

  void one_line(const core::RefundLine& line) {
    std::string what = printable(line.facts.name);
    if (!line.facts.specification.empty()) what += " " + printable(line.facts.specification);
    for (std::string& piece : wrap(what, columns_)) add(std::move(piece), Align::left, true);
    edges("  " + quantity_words(line), amount_words(line.total));
  }

  [[nodiscard]] bool gives_to_card() const {
    const auto& roads = facts_.refund.tenders;
    return std::any_of(roads.begin(), roads.end(), [](const core::Tender& road) { return road.kind == core::TenderKind::card; });
  }

  static std::string quantity_words(const core::RefundLine& line) {
    if (line.fate == core::GoodsFate::kept) return "协商赔付，商品留给顾客";
    const auto* pieces = std::get_if<core::Pieces>(&line.facts.quantity);
    if (!pieces) return "退 " + std::to_string(std::get<core::Grams>(line.facts.quantity).grams) + "克";
    return "退 " + std::to_string(pieces->count) + (line.facts.unit.empty() ? "件" : printable(line.facts.unit));
  }

  void foot() {
    if (!facts_.counter.phone.empty()) centred("服务电话 " + facts_.counter.phone);
    if (!facts_.counter.county_phone.empty()) centred("县监督电话 " + facts_.counter.county_phone);
    centred("投诉举报 12315");
  }

  const RefundFacts& facts_;
  const int columns_;
  device::PrintJob job_;
};

}  // namespace

device::PrintJob lay_out(const RefundFacts& facts, const Paper& paper, std::int64_t job_number) {
  return RefundLayout(facts, paper).run(job_number);
}

}  // namespace zhuangui::receipt
