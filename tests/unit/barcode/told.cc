#include "told.h"

namespace zhuangui::barcode {

namespace {

struct Teller {
  std::string operator()(const GoodsCode& c) const { return "goods " + c.gtin; }
  std::string operator()(const WeighedCode& c) const {
    return "weighed " + c.item + " " + std::to_string(c.weight_g) + (c.price_fen ? " " + std::to_string(c.price_fen) : "");
  }
  std::string operator()(const PricedCode& c) const { return "priced " + c.item + " " + std::to_string(c.price_fen); }
  std::string operator()(const CountedCode& c) const {
    return "counted " + c.item + " " + std::to_string(c.pieces) + (c.price_fen ? " " + std::to_string(c.price_fen) : "");
  }
  std::string operator()(const Gs1Code& c) const { return "gs1 " + gs1_bracketed(c.elements); }
  std::string operator()(const LinkCode& c) const { return "link " + c.host + " " + gs1_bracketed(c.gs1.elements); }
  std::string operator()(const TraceCode& c) const { return "trace " + c.host + " " + c.product + " " + c.lot; }
  std::string operator()(const PaymentCode& c) const { return "payment " + c.provider + " " + c.masked; }
  std::string operator()(const CardCode& c) const {
    std::string hex;
    for (const std::uint8_t byte : c.bytes) {
      hex += "0123456789ABCDEF"[byte >> 4];
      hex += "0123456789ABCDEF"[byte & 15];
    }
    return "card " + hex + " " + c.masked;
  }
  std::string operator()(const PickupCode& c) const { return "pickup " + c.code; }
  std::string operator()(const ReceiptCode& c) const {
    return "receipt " + c.sale + " " + std::to_string(c.seq) + " " + c.hash_prefix_hex;
  }
  /// Claims, AI and reason, and for what claims nothing the text too.
  std::string operator()(const UnknownCode& c) const {
    if (c.claims.empty()) return "unknown " + c.reason + " " + c.text;
    return "false " + c.claims + " " + c.reason + (c.ai.empty() ? "" : " " + c.ai);
  }
};

}  // namespace

std::string told(const Code& code) { return std::visit(Teller{}, code); }

void expect_all(std::initializer_list<Case> cases, const DecodeSettings& settings, int current_year) {
  for (const Case& c : cases) EXPECT_EQ(told(decode(c.text, c.symbology, settings, current_year)), c.want) << c.note;
}

}  // namespace zhuangui::barcode
