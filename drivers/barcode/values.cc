// What a till can use of the elements: numbers with their decimals, dates, keys.
#include "ai_table.h"
#include "digits.h"
#include "elements.h"

namespace zhuangui::barcode {

namespace {

constexpr std::string_view yuan = "156";  // ISO 4217

/// `number` with `decimals` decimals, in units of which 10^`unit_decimals` make one: 12.8 kg in g. nullopt: not whole.
std::optional<std::int64_t> in_units(std::int64_t number, int decimals, int unit_decimals) {
  for (; decimals < unit_decimals; ++decimals) number *= 10;
  for (; decimals > unit_decimals; --decimals) {
    if (number % 10 != 0) return std::nullopt;
    number /= 10;
  }
  return number;
}

class ValueReader {
 public:
  ValueReader(Gs1Code& code, int current_year) : values_{code.values}, warnings_{code.warnings}, year_{current_year} {}

  void read(const Gs1Element& element) {
    if (read_key(element) || read_day(element)) return;
    if (element.ai == "30") values_.pieces = number_of(element.data);
    else if (element.ai == "37") values_.content_pieces = number_of(element.data);
    else if (element.ai.size() == 4 && find_ai(element.ai) != nullptr) read_measure(element);  // else anything may be its data
  }

 private:
  bool read_key(const Gs1Element& element) {
    const std::string& ai = element.ai;
    std::string* into = ai == "01"   ? &values_.gtin
                        : ai == "02" ? &values_.content_gtin
                        : ai == "00" ? &values_.sscc
                        : ai == "10" ? &values_.lot
                        : ai == "21" ? &values_.serial
                                     : nullptr;
    if (into) *into = element.data;
    return into != nullptr;
  }

  bool read_day(const Gs1Element& element) {
    const std::string& ai = element.ai;
    if (ai == "7003") {  // the day of an expiry to the minute, unless 17 says it too
      if (!values_.use_by) values_.use_by = read_date(std::string_view{element.data}.substr(0, 6), ZeroDay::refused, year_);
      return true;
    }
    std::optional<LabelDate>* into = ai == "11"   ? &values_.produced
                                     : ai == "12" ? &values_.due
                                     : ai == "13" ? &values_.packed
                                     : ai == "15" ? &values_.best_before
                                     : ai == "16" ? &values_.sell_by
                                     : ai == "17" ? &values_.use_by
                                                  : nullptr;
    if (!into) return false;
    const bool past = ai == "11" || ai == "13";  // things that were done on a day, not before a day
    *into = read_date(element.data, past ? ZeroDay::month_only : ZeroDay::end_of_month, year_);
    return true;
  }

  void read_measure(const Gs1Element& element) {
    const std::string_view family = std::string_view{element.ai}.substr(0, 3);
    const int decimals = element.ai[3] - '0';
    if (family == "310") weight(element, decimals, values_.weight_g);
    else if (family == "330") weight(element, decimals, values_.gross_weight_g);
    else if (family == "390") amount(element.ai, element.data, decimals, values_.amount_fen);
    else if (family == "392") amount(element.ai, element.data, decimals, values_.price_fen);
    else if (family == "395") amount(element.ai, element.data, decimals, values_.unit_price_fen);
    else if (family == "391") amount_in_currency(element, decimals, values_.amount_fen);
    else if (family == "393") amount_in_currency(element, decimals, values_.price_fen);
  }

  void weight(const Gs1Element& element, int decimals, std::optional<std::int64_t>& into) {
    into = in_units(number_of(element.data), decimals, 3);
    if (!into) warnings_.push_back(element.ai + " is not whole in grams");
  }

  void amount(const std::string& ai, std::string_view digits, int decimals, std::optional<std::int64_t>& into) {
    into = in_units(number_of(digits), decimals, 2);
    if (!into) warnings_.push_back(ai + " is not whole in fen");
  }

  void amount_in_currency(const Gs1Element& element, int decimals, std::optional<std::int64_t>& into) {
    const std::string_view data = element.data;
    values_.currency = data.substr(0, 3);
    if (values_.currency == yuan) amount(element.ai, data.substr(3), decimals, into);
    else warnings_.push_back(element.ai + " is not in yuan");
  }

  Gs1Values& values_;
  std::vector<std::string>& warnings_;
  int year_;
};

}  // namespace

void read_values(Gs1Code& code, int current_year) {
  ValueReader reader{code, current_year};
  for (const Gs1Element& element : code.elements) reader.read(element);
}

}  // namespace zhuangui::barcode
