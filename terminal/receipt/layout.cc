#include "receipt/layout.h"

#include <algorithm>

#include "device/text.h"
#include "lines.h"

namespace zhuangui::receipt {
namespace {

using core::Money;
using device::Align;
using device::TextLine;

constexpr int detail_indent = 2;

// U+FFE5, which every Chinese printer has; U+00A5 comes out as rubbish on most.
std::string yuan(Money amount) { return "￥" + core::yuan_text(amount); }

class Layout {
 public:
  Layout(const ReceiptFacts& facts, const Paper& paper) : facts_(facts), columns_(std::max(paper.columns, 24)) {
    // The symbol of a receipt has 33 modules and 8 of quiet zone: about half the paper's width.
    qr_module_dots_ = std::clamp(paper.dots / 2 / 45, 4, 6);
    job_.elements.reserve(facts.sale.lines.size() * 4 + 40);
  }

  device::PrintJob run(std::int64_t job_number) {
    job_.number = job_number;
    training_mark();
    copy_mark();
    head();
    if (facts_.kind == SlipKind::invoice) {
      request();
    } else {
      goods();
      if (!is_gift()) sums();
      signature();
    }
    foot();
    copy_mark();
    training_mark();
    job_.elements.emplace_back(device::Cut{});
    return std::move(job_);
  }

 private:
  void add(std::string text, Align align = Align::left, bool bold = false, int width = 1, int height = 1) {
    job_.elements.emplace_back(TextLine{std::move(text), align, bold, width, height});
  }
  void edges(std::string_view left, std::string_view right, int indent = 0) {
    for (std::string& line : two_edges(left, right, columns_, indent)) add(std::move(line));
  }
  void centred(std::string_view text) {
    if (text.empty()) return;
    for (std::string& line : wrap_evenly(printable(text), columns_)) add(std::move(line), Align::centre);
  }
  void labelled(std::string_view label, std::string_view text) {
    if (text.empty()) return;
    const std::string both = std::string(label) + " " + std::string(text);
    if (device::text_columns(both) <= columns_) return centred(both);
    centred(label);
    centred(text);
  }
  void rule(char character) { add(std::string(static_cast<std::size_t>(columns_), character)); }

  // As big as it fits on one line; else as many high lines as it takes.
  void big(std::string_view text) {
    const std::string shown = printable(text);
    const int width = device::text_columns(shown) * 2 <= columns_ ? 2 : 1;
    for (std::string& line : wrap_evenly(shown, columns_ / width)) add(std::move(line), Align::centre, true, width, 2);
  }

  void training_mark() {
    if (facts_.training) big("培训 不作凭据");
  }

  void copy_mark() {
    if (facts_.copy > 0) add("【补打 " + std::to_string(facts_.copy) + "】", Align::centre, true, 2, 2);
  }

  void head() {
    const core::CounterInfo& counter = facts_.counter;
    if (is_gift()) big("礼品单");
    if (is_delivery()) big("送货单");
    if (facts_.kind == SlipKind::invoice) big("开票申请单");
    big(counter.name);
    if (counter.site != counter.name) centred(counter.site);
    centred(counter.address);
    rule('=');
    pair("时间 " + core::shanghai_minute_text(facts_.sold_at), "终端 " + printable(facts_.terminal));
    pair("小票号 " + printable(facts_.sale.id), "");
    pair("记账序号 " + std::to_string(facts_.seq), "校验 " + printable(facts_.hash_prefix_hex));
  }

  // Side by side where both fit, else under each other, both from the left.
  void pair(const std::string& left, const std::string& right) {
    const bool fits = device::text_columns(left) + 2 + device::text_columns(right) <= columns_;
    if (fits && !right.empty()) return edges(left, right);
    for (const std::string& text : {left, right})
      if (!text.empty())
        for (std::string& line : wrap(text, columns_)) add(std::move(line));
  }

  void goods() {
    rule('-');
    if (is_gift()) add("品名 / 数量");
    else edges("品名 / 数量 × 单价", "金额(元)");
    rule('-');
    for (const core::SaleLine& line : facts_.sale.lines) one_line(line);
    rule('-');
  }

  void one_line(const core::SaleLine& line) {
    const core::CartLine& facts = line.facts;
    std::string name = printable(facts.name);
    if (!facts.specification.empty()) name += " " + printable(facts.specification);
    for (std::string& piece : wrap(name, columns_)) add(std::move(piece), Align::left, true);

    const std::string indent(detail_indent, ' ');
    if (is_gift()) {
      add(indent + quantity(facts));
      origin(facts);
      return certified(facts);
    }
    const std::string total = core::yuan_text(line.total + line.discount());
    const std::string price = indent + quantity_and_price(facts);
    const std::string half_kilogram = half_kilogram_price(facts);
    const bool together =
        device::text_columns(price) + device::text_columns(half_kilogram) + 2 + device::text_columns(total) <= columns_;
    edges(together ? price + half_kilogram : price, total, detail_indent);
    if (!together && !half_kilogram.empty()) add(indent + half_kilogram);
    discounts(line);
    tax(facts);
    origin(facts);
    certified(facts);
  }

  // As frozen on the line; nothing where the county has not classed it.
  void tax(const core::CartLine& facts) {
    if (facts.tax_class.empty()) return;
    const std::int64_t rate = facts.tax_rate_permyriad;
    std::string words = "免税";
    if (rate != 0) {
      words = "税率 " + std::to_string(rate / 100);
      if (rate % 100 != 0) words += "." + std::to_string(rate % 100 / 10) + (rate % 10 != 0 ? std::to_string(rate % 10) : "");
      words += "%";
    }
    hanging(std::string(detail_indent, ' ') + "税 ", words + " " + printable(facts.tax_class));
  }

  void certified(const core::CartLine& facts) {
    if (!facts.certificate.empty()) hanging(std::string(detail_indent, ' ') + "认定证书 ", printable(facts.certificate));
  }

  static Money by_promotions(const core::Sale& sale) {
    Money sum;
    for (const core::SaleLine& line : sale.lines)
      for (const core::Discount& one : line.discounts)
        if (one.rule != core::discount_rounding) sum += one.amount;
    return sum;
  }

  // Each by its name, and what is paid for the line then; 抹零 of a sum stands with the sums.
  void discounts(const core::SaleLine& line) {
    const std::string indent(detail_indent, ' ');
    Money paid = line.total + line.discount();
    bool lowered = false;
    for (const core::Discount& one : line.discounts) {
      if (one.rule == core::discount_rounding) continue;
      edges(indent + printable(one.name), "-" + core::yuan_text(one.amount), detail_indent);
      paid -= one.amount;
      lowered = true;
    }
    if (lowered) edges(indent + "实付", core::yuan_text(paid), detail_indent);
  }

  static std::string quantity(const core::CartLine& facts) {
    const auto* pieces = std::get_if<core::Pieces>(&facts.quantity);
    if (!pieces) return std::to_string(std::get<core::Grams>(facts.quantity).grams) + "克";
    return std::to_string(pieces->count) + (facts.unit.empty() ? "件" : printable(facts.unit));
  }

  static std::string quantity_and_price(const core::CartLine& facts) {
    std::string text = quantity(facts) + " × ";
    if (const auto* piece = std::get_if<core::PerPiece>(&facts.unit_price)) return text + yuan(piece->price);
    return text + yuan(std::get<core::PerKilogram>(facts.unit_price).price) + "/千克";
  }

  // Buyers reckon in 斤; it is said only where it is exact to the fen.
  static std::string half_kilogram_price(const core::CartLine& facts) {
    const auto* kilogram = std::get_if<core::PerKilogram>(&facts.unit_price);
    if (!kilogram || kilogram->price.in_fen() % 2 != 0) return {};
    return "(" + yuan(Money::fen(kilogram->price.in_fen() / 2)) + "/500克)";
  }

  void origin(const core::CartLine& facts) {
    const std::string place = printable(facts.township) + printable(facts.village);
    const std::string cooperative = printable(facts.cooperative);
    if (place.empty() && cooperative.empty()) return;
    const std::string indent(detail_indent, ' ');
    const std::string both = place + (place.empty() || cooperative.empty() ? "" : " ") + cooperative;
    const std::string label = indent + "产地 ";
    const bool together = device::text_columns(label) + device::text_columns(both) <= columns_;
    hanging(label, together ? both : place.empty() ? cooperative : place);
    if (!together && !place.empty()) hanging(indent, cooperative);
  }

  // `text` behind `label`, continued under the text's own beginning.
  void hanging(const std::string& label, const std::string& text) {
    const int label_columns = device::text_columns(label);
    std::string before = label;
    for (const std::string& piece : wrap(text, columns_ - label_columns)) {
      add(before + piece);
      before.assign(static_cast<std::size_t>(label_columns), ' ');
    }
  }

  void sums() {
    const core::Sale& sale = facts_.sale;
    const std::string total = yuan(sale.total);
    const int width = 4 + 2 + device::text_columns(total) <= columns_ / 2 ? 2 : 1;
    for (std::string& line : two_edges("合计", total, columns_ / width, 0))
      add(std::move(line), Align::left, true, width, 2);
    edges("件数", std::to_string(pieces_sold()));
    if (const Money lowered = by_promotions(sale); lowered > Money{}) edges("已优惠", yuan(lowered));
    if (const Money off = rounded_off(); off != Money{}) edges("抹零(已减)", yuan(off));
    for (const core::Tender& tender : sale.tenders)
      edges("付款方式 " + named(tender.kind) + "  收", yuan(tender.amount));
    if (!is_delivery()) edges("找零", yuan(sale.change));
    if (sale.attribution.fund_source != core::FundSource::personal) fund_source(sale.attribution);
    rule('=');
  }

  [[nodiscard]] Money rounded_off() const {
    Money sum;
    for (const core::SaleLine& line : facts_.sale.lines)
      for (const core::Discount& one : line.discounts)
        if (one.rule == core::discount_rounding) sum += one.amount;
    return sum;
  }

  void fund_source(const core::Attribution& attribution) {
    labelled("资金来源", named(attribution.fund_source));
    labelled("采购单位", attribution.buyer_unit);
    labelled("凭据号", attribution.document);
  }

  [[nodiscard]] bool is_gift() const { return facts_.kind == SlipKind::gift; }
  [[nodiscard]] bool is_delivery() const { return facts_.kind == SlipKind::delivery; }

  // Where somebody takes goods on a name and not for their own money.
  void signature() {
    const auto& tenders = facts_.sale.tenders;
    const auto signed_for = std::find_if(tenders.begin(), tenders.end(), [](const core::Tender& one) {
      return one.proof == "signature" || one.proof.starts_with("proxy:");
    });
    if (is_gift() || (!is_delivery() && signed_for == tenders.end())) return;
    add("");
    if (is_delivery()) add("收货人签字 ____________");
    else add(signed_for->proof == "signature" ? "领取人签字 ____________" : "代领人签字 ____________");
    add("");
    add("日期 ____________");
    if (!is_delivery()) centred("签字的这张由柜台留存");
    rule('-');
  }

  void request() {
    rule('-');
    centred("申请号");
    big(facts_.invoice);
    edges("申请开票金额", yuan(facts_.invoice_amount));
    rule('-');
    for (std::string& line : wrap("请凭申请号向县里提供抬头和税号。柜台不收这些信息，也不在这台机器上保存。", columns_)) add(std::move(line));
    rule('=');
  }

  // What the purchase does, each sentence once.
  void benefits() {
    std::vector<std::string> said;
    for (const core::SaleLine& line : facts_.sale.lines) {
      const std::string& benefit = line.facts.benefit;
      if (benefit.empty() || std::find(said.begin(), said.end(), benefit) != said.end()) continue;
      said.push_back(benefit);
      centred(benefit);
    }
  }

  static std::string named(core::FundSource source) {
    switch (source) {
      case core::FundSource::personal: return "个人";
      case core::FundSource::union_funds: return "工会经费";
      case core::FundSource::budget: return "预算";
      case core::FundSource::partner: return "协作单位";
      case core::FundSource::emergency: return "应急消纳";
    }
    return {};
  }

  static std::string named(core::TenderKind kind) {
    switch (kind) {
      case core::TenderKind::cash: return "现金";
      case core::TenderKind::code_by_hand: return "扫码(人工核对)";
      case core::TenderKind::card: return "职工卡";
      case core::TenderKind::quota: return "工会慰问额度";
      case core::TenderKind::pickup: return "提货码";
      case core::TenderKind::account: return "单位挂账";
    }
    return {};
  }

  // A weighed line is one piece in the buyer's bag.
  [[nodiscard]] std::int64_t pieces_sold() const {
    std::int64_t count = 0;
    for (const core::SaleLine& line : facts_.sale.lines) {
      const auto* pieces = std::get_if<core::Pieces>(&line.facts.quantity);
      count += pieces ? pieces->count : 1;
    }
    return count;
  }

  void foot() {
    if (facts_.kind != SlipKind::invoice) benefits();
    if (!facts_.qr_text.empty()) {
      job_.elements.emplace_back(device::QrCode{facts_.qr_text, qr_module_dots_});
      centred("查询、退换、投诉时请出示此码");
    }
    labelled("经营单位", facts_.counter.firm);
    labelled("服务电话", facts_.counter.phone);
    labelled("县监督电话", facts_.counter.county_phone);
    labelled("投诉举报", "12315");
    if (!is_gift()) add(facts_.kind != SlipKind::receipt ? "本单不是发票" : "本小票不是发票", Align::centre, true);
  }

  const ReceiptFacts& facts_;
  const int columns_;
  int qr_module_dots_ = 5;
  device::PrintJob job_;
};

}  // namespace

device::PrintJob lay_out(const ReceiptFacts& facts, const Paper& paper, std::int64_t job_number) {
  return Layout(facts, paper).run(job_number);
}

device::PrintJob drawer_job(std::int64_t job_number) { return {job_number, {device::DrawerPulse{}}}; }

}  // namespace zhuangui::receipt
