// What a scanned text means. The first byte chooses carrier and settings, the rest is the text of the code.
#include "barcode/code.h"
#include "fuzz_target.h"

namespace zhuangui::fuzz {

namespace {

constexpr const char* carriers[] = {"", "E0", "E3", "E4", "C0", "C1", "e0", "d1", "d2", "Q1", "Q3", "Q4", "J1", "I1", "Z0", "]\xFF"};

barcode::DecodeSettings settings_of(std::uint8_t choice) {
  barcode::DecodeSettings settings;
  if (choice & 0x10) settings.layouts = {{"20", "FFIIIIIEEEEEWWWWWC"}, {"2", "FIIIIIIVEEEEC"}, {"21", "IIIIIIINNNNNC"}};
  if (choice & 0x20) settings.check18 = barcode::Check18::either;
  if (choice & 0x40) settings.trace_rules = {{".example.cn", "/q", "id", "batch"}};
  return settings;
}

/// What holds of any answer.
struct Hold {
  void operator()(const barcode::GoodsCode& code) const {
    require(code.gtin.size() == 14 && barcode::check_digit(code.gtin.substr(0, 13)) == code.gtin[13], "a GTIN has 14 digits that hold");
  }
  void operator()(const barcode::WeighedCode& code) const {
    require(!code.item.empty() && code.weight_g > 0 && code.price_fen >= 0, "a weight is above zero");
  }
  void operator()(const barcode::PricedCode& code) const { require(!code.item.empty() && code.price_fen > 0, "a price is above zero"); }
  void operator()(const barcode::CountedCode& code) const { require(!code.item.empty() && code.pieces > 0, "pieces are above zero"); }
  void operator()(const barcode::Gs1Code& code) const {
    require(!code.elements.empty() && code.elements.size() <= 64, "elements are there, and few");
    for (const barcode::Gs1Element& element : code.elements)
      require(element.ai.size() >= 2 && element.ai.size() <= 4 && !element.data.empty() && element.data.size() <= 2048, "an element has both its parts");
    for (const auto& amount : {code.values.weight_g, code.values.price_fen, code.values.amount_fen, code.values.pieces})
      require(amount.value_or(0) >= 0, "amounts are not below zero");
    for (const auto& day : {code.values.best_before, code.values.use_by, code.values.sell_by})
      require(!day || (day->month >= 1 && day->month <= 12 && day->day >= 1 && day->day <= 31), "a day is one of the calendar");
  }
  void operator()(const barcode::LinkCode& code) const {
    require(!code.host.empty(), "a link has a host");
    (*this)(code.gs1);
  }
  void operator()(const barcode::TraceCode& code) const {
    require(!code.host.empty() && code.product.size() <= 64 && code.lot.size() <= 64, "a trace link has a host");
  }
  void operator()(const barcode::PaymentCode& code) const { require(code.masked.size() == 10, "a payment code is six characters and four stars"); }
  void operator()(const barcode::CardCode&) const { require(false, "no text is a card by itself"); }
  void operator()(const barcode::ReceiptCode& code) const {
    require(code.seq > 0 && code.hash_prefix_hex.size() == 16 && !code.sale.empty(), "a receipt has its number and hash");
  }
  void operator()(const barcode::PickupCode& code) const {
    require(code.code.size() >= 8 && code.code.size() <= 32, "a pick-up code is long enough to be nobody's guess");
  }
  void operator()(const barcode::UnknownCode& code) const {
    require(!code.reason.empty() && code.text.size() <= 64 && code.ai.size() <= 4, "what is wrong is said in bounds");
  }
};

}  // namespace

std::vector<std::string> seeds() {
  // First byte '0' to '?': carrier by its low four bits, 18-digit layouts on; 'P' up: trace rules too.
  return {"16901234567892", "02101234005200", "8" "01069012345678921726123110A1\x1D" "3103000520", "5" "00106141412345678908",
          "9https://id.gs1.org/01/06901234567892/22/2A/10/A1/21/S1?17=261231&3103=000520&s4t=x",
          "Yhttps://zs.example.cn/q?id=P-HETAO&batch=A%2D1", "0134567890123456789", "9fp0123456789012345678901234567890ab",
          "9hQVDUFYwMWFzZGZnaGprbA==", "4201234501280005205", "9ZG1|T-0001-480000-1|5|0123456789abcdef",
          ">(01)06901234567892(10)A(1)(3922)1280", "5" "80131987654Ad4X4bL5ttr2310c2K", "5" "8007GB82WEST12345698765432",
          "0]d2" "0106901234567892" "8008261231235959", ";\\000026" "0106901234567892", "104252614"};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  if (size == 0) return 0;
  const std::string_view text = fuzz::text_of(data + 1, size - 1);
  const barcode::DecodeSettings settings = fuzz::settings_of(data[0]);
  const barcode::Code code = barcode::decode(text, fuzz::carriers[data[0] & 15], settings, data[0] & 0x80 ? 0 : 2026);
  std::visit(fuzz::Hold{}, code);
  if (const auto* gs1 = std::get_if<barcode::Gs1Code>(&code)) {
    // What was read is read again from its form for people, unless a bracket in the data takes one for an AI's.
    const barcode::Code again = barcode::decode(barcode::gs1_bracketed(gs1->elements), "Z0", settings, 2026);
    if (const auto* same = std::get_if<barcode::Gs1Code>(&again); same && same->elements.size() == gs1->elements.size())
      fuzz::require(same->elements == gs1->elements, "elements are the same when typed");
  }
  for (int form = 0; form <= static_cast<int>(barcode::CardForm::uid); ++form) {
    const barcode::Code card = barcode::decode_card(text, static_cast<barcode::CardForm>(form));
    if (const auto* read = std::get_if<barcode::CardCode>(&card))
      fuzz::require(read->bytes.size() >= 3 && read->bytes.size() <= 10, "a card has 3 to 10 bytes");
    else
      std::visit(fuzz::Hold{}, card);
  }
  return 0;
}
