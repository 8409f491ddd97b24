#include "receipt_code.h"

#include <charconv>

#include "digits.h"

namespace zhuangui::barcode {

namespace {

constexpr std::size_t sale_length_max = 64;
constexpr std::size_t hash_prefix_length = 16;

bool is_sale_id(std::string_view text) {
  if (text.empty() || text.size() > sale_length_max) return false;
  for (const char c : text)
    if (!is_digit(c) && c != '-' && c != '_' && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) return false;
  return true;
}

bool is_lower_hex(std::string_view text) {
  for (const char c : text)
    if (!is_digit(c) && !(c >= 'a' && c <= 'f')) return false;
  return true;
}

/// A sequence number as we write it: no sign, no leading zero, at least 1.
std::optional<std::int64_t> sequence(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || text[0] == '0' || text[0] == '-') return std::nullopt;
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<ReceiptCode> read_receipt(std::string_view text) {
  if (!text.starts_with(receipt_prefix)) return std::nullopt;
  const std::string_view body = text.substr(receipt_prefix.size());
  const std::size_t first = body.find('|');
  const std::size_t second = first == std::string_view::npos ? first : body.find('|', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view sale = body.substr(0, first);
  const auto seq = sequence(body.substr(first + 1, second - first - 1));
  const std::string_view hash_prefix = body.substr(second + 1);
  if (!is_sale_id(sale) || !seq || hash_prefix.size() != hash_prefix_length || !is_lower_hex(hash_prefix))
    return std::nullopt;
  return ReceiptCode{std::string{sale}, *seq, std::string{hash_prefix}};
}

std::optional<PickupCode> read_pickup(std::string_view text) {
  if (!text.starts_with(pickup_prefix)) return std::nullopt;
  const std::string_view code = text.substr(pickup_prefix.size());
  if (code.size() < 8 || code.size() > 32) return std::nullopt;
  for (const char c : code)
    if (!is_digit(c) && !(c >= 'A' && c <= 'Z')) return std::nullopt;
  return PickupCode{std::string{code}};
}

std::string pickup_code_text(std::string_view code) { return std::string{pickup_prefix} + std::string{code}; }

std::string receipt_code_text(std::string_view sale, std::int64_t seq, std::string_view hash_prefix_hex) {
  std::string text{receipt_prefix};
  text += sale;
  text += '|';
  text += std::to_string(seq);
  text += '|';
  text += hash_prefix_hex;
  return text;
}

}  // namespace zhuangui::barcode
