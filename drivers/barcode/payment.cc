#include "payment.h"

#include "digits.h"

namespace zhuangui::barcode {

namespace {

/// Digits-only codes: who, lengths, first two digits (both ends included). WeChat micropay and Alipay trade.pay
/// documents; UnionPay and e-CNY from programs in the field only, so they may have to follow the providers.
struct Rule {
  const char* provider;
  std::size_t digits_min;
  std::size_t digits_max;
  int prefix_min;
  int prefix_max;
};
constexpr Rule rules[] = {
    {"wechat", 18, 18, 10, 15},
    {"alipay", 16, 24, 25, 30},
    {"unionpay", 19, 19, 62, 62},
    {"ecny", 19, 19, 1, 1},
};

constexpr std::string_view alipay_face_prefix = "fp";
constexpr std::size_t alipay_face_length = 35;
/// Base64 of the EMV consumer-presented mode payload: 85 05 "CPV01". The tenth character already carries bits of the
/// tag that follows ("hQVDUFYwMW" before tag 61), so nine tell.
constexpr std::string_view emv_prefix = "hQVDUFYwM";

bool is_letter_or_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_base64(char c) { return is_letter_or_digit(c) || c == '+' || c == '/' || c == '='; }

}  // namespace

std::size_t payment_text_length(std::string_view text) {
  const bool face = text.starts_with(alipay_face_prefix);
  if (!face && !text.starts_with(emv_prefix)) return 0;
  std::size_t length = 0;
  while (length < text.size() && (face ? is_letter_or_digit(text[length]) : is_base64(text[length]))) ++length;
  return face && length < alipay_face_length ? 0 : length;
}

std::optional<PaymentCode> read_payment(std::string_view text) {
  if (payment_text_length(text) == text.size() && !text.empty()) {
    if (text.starts_with(emv_prefix)) return PaymentCode{"unionpay", mask(text)};
    if (text.size() == alipay_face_length) return PaymentCode{"alipay", mask(text)};
  }
  if (text.size() < 2 || !all_digits(text)) return std::nullopt;
  const int prefix = (text[0] - '0') * 10 + (text[1] - '0');
  for (const Rule& rule : rules)
    if (text.size() >= rule.digits_min && text.size() <= rule.digits_max && prefix >= rule.prefix_min &&
        prefix <= rule.prefix_max)
      return PaymentCode{rule.provider, mask(text)};
  return std::nullopt;
}

}  // namespace zhuangui::barcode
