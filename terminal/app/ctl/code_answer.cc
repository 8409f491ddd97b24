#include "ctl/code_answer.h"

#include "core/json.h"

namespace zhuangui::app {

namespace {

/// The shape every answer has, each field in its place.
struct Answer {
  std::string kind = "unknown";
  bool valid = true;
  std::vector<barcode::Gs1Element> elements;
  std::string values = "{}", item, provider, masked;
  std::vector<std::string> warnings;
  std::string error, error_ai;

  [[nodiscard]] std::string json(const std::string& id) const {
    core::JsonWriter out;
    out.begin_object().field("id", id).field("kind", kind).field("valid", valid).key("elements").begin_array();
    for (const barcode::Gs1Element& element : elements)
      out.begin_object().field("ai", element.ai).field("data", element.data).end_object();
    out.end_array().key("values").raw(values).field("item", item).field("provider", provider).field("masked", masked);
    out.key("warnings").begin_array();
    for (const std::string& warning : warnings) out.string(warning);
    out.end_array().key("error");
    if (error.empty()) return out.null().end_object().take();
    out.begin_object().field("code", error).key("ai");
    if (error_ai.empty()) out.null();
    else out.string(error_ai);
    return out.end_object().end_object().take();
  }

  [[nodiscard]] std::string text() const {
    std::string line = kind;
    if (!elements.empty()) line += " " + barcode::gs1_bracketed(elements);
    if (!item.empty()) line += " item " + item;
    if (!provider.empty()) line += " " + provider;
    if (!masked.empty()) line += " " + masked;
    if (values != "{}") line += " " + values;
    for (const std::string& warning : warnings) line += "; " + warning;
    if (!error.empty()) line += ": " + error + (error_ai.empty() ? "" : " in AI " + error_ai);
    if (error == "compressed") line += ": the elements of this Digital Link are packed, which is not read; scan the item's EAN instead";
    return line;
  }
};

/// Writes what is known and leaves out what the code does not say.
class Values {
 public:
  Values() { out_.begin_object(); }
  Values& text(std::string_view name, const std::string& value) {
    if (!value.empty()) out_.field(name, value);
    return *this;
  }
  Values& number(std::string_view name, std::optional<std::int64_t> value) {
    if (value) out_.field(name, *value);
    return *this;
  }
  Values& day(std::string_view name, const std::optional<barcode::LabelDate>& value) {
    if (value) out_.field(name, barcode::date_text(*value));
    return *this;
  }
  std::string take() { return out_.end_object().take(); }

 private:
  core::JsonWriter out_;
};

std::string gs1_values(const barcode::Gs1Values& values, const std::string& host) {
  return Values{}
      .text("host", host).text("gtin", values.gtin).text("content_gtin", values.content_gtin).text("sscc", values.sscc)
      .text("lot", values.lot).text("serial", values.serial).day("produced", values.produced).day("due", values.due)
      .day("packed", values.packed).day("best_before", values.best_before).day("sell_by", values.sell_by)
      .day("use_by", values.use_by).number("pieces", values.pieces).number("content_pieces", values.content_pieces)
      .number("weight_g", values.weight_g).number("gross_weight_g", values.gross_weight_g)
      .number("price_fen", values.price_fen).number("amount_fen", values.amount_fen)
      .number("unit_price_fen", values.unit_price_fen).text("currency", values.currency).take();
}

/// 0: the label has no price.
std::optional<std::int64_t> printed(std::int64_t price_fen) {
  return price_fen == 0 ? std::nullopt : std::optional{price_fen};
}

std::string hex(const std::vector<std::uint8_t>& bytes) {
  constexpr const char* digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

struct Describe {
  Answer operator()(const barcode::GoodsCode& code) const {
    return {.kind = "goods", .values = Values{}.text("gtin", code.gtin).take()};
  }
  Answer operator()(const barcode::WeighedCode& code) const {
    return {.kind = "weighed",
            .values = Values{}.number("weight_g", code.weight_g).number("price_fen", printed(code.price_fen)).take(),
            .item = code.item};
  }
  Answer operator()(const barcode::PricedCode& code) const {
    return {.kind = "priced", .values = Values{}.number("price_fen", code.price_fen).take(), .item = code.item};
  }
  Answer operator()(const barcode::CountedCode& code) const {
    return {.kind = "goods",
            .values = Values{}.number("pieces", code.pieces).number("price_fen", printed(code.price_fen)).take(),
            .item = code.item};
  }
  Answer operator()(const barcode::Gs1Code& code) const {
    return {.kind = "gs1", .elements = code.elements, .values = gs1_values(code.values, {}), .warnings = code.warnings};
  }
  Answer operator()(const barcode::LinkCode& code) const {
    return {.kind = "link", .elements = code.gs1.elements, .values = gs1_values(code.gs1.values, code.host),
            .warnings = code.gs1.warnings};
  }
  Answer operator()(const barcode::TraceCode& code) const {
    return {.kind = "trace", .values = Values{}.text("host", code.host).text("lot", code.lot).take(), .item = code.product};
  }
  Answer operator()(const barcode::PaymentCode& code) const {
    return {.kind = "payment", .provider = code.provider, .masked = code.masked};
  }
  Answer operator()(const barcode::CardCode& code) const {
    return {.kind = "card", .values = Values{}.text("bytes", hex(code.bytes)).take(), .masked = code.masked};
  }
  Answer operator()(const barcode::PickupCode& code) const { return {.kind = "pickup", .item = code.code}; }
  Answer operator()(const barcode::ReceiptCode& code) const {
    return {.kind = "receipt",
            .values = Values{}.text("sale", code.sale).number("seq", code.seq).text("hash_prefix", code.hash_prefix_hex).take()};
  }
  Answer operator()(const barcode::UnknownCode& code) const {
    return {.kind = code.claims.empty() ? "unknown" : code.claims, .valid = false, .masked = code.text,
            .error = code.reason, .error_ai = code.ai};
  }
};

}  // namespace

std::string code_answer_json(const std::string& id, const barcode::Code& code) { return std::visit(Describe{}, code).json(id); }

std::string code_answer_text(const barcode::Code& code) { return std::visit(Describe{}, code).text(); }

bool is_valid(const barcode::Code& code) { return !std::holds_alternative<barcode::UnknownCode>(code); }

}  // namespace zhuangui::app
