#include "shown.h"

#include <cstdint>

#include "digits.h"
#include "payment.h"

namespace zhuangui::barcode {

namespace {

constexpr std::size_t shown_bytes_max = 64;

/// Length of the well-formed UTF-8 sequence at the start of `text` (Unicode 15, table 3-7); 0: there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto follows = [&](std::size_t i, std::uint8_t low = 0x80, std::uint8_t high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool second = follows(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    return second && follows(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool second = follows(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    return second && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

/// Bank cards have 16 to 19 digits, identity cards 18 (the last may be X), payment codes 16 to 24, old cards 15.
constexpr std::size_t personal_digits_min = 15;

/// Length of the run of digits at the start of `text`, single blanks and hyphens between them counted, an X at its end
/// too. 0: too few digits to be anybody's number.
std::size_t personal_number_length(std::string_view text) {
  if (text.empty() || !is_digit(text[0])) return 0;
  std::size_t end = 0, digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      ++digits;
      end = i + 1;
    } else if ((text[i] != ' ' && text[i] != '-') || end != i) {
      break;
    }
  }
  if (digits < personal_digits_min) return 0;
  return end < text.size() && (text[end] == 'X' || text[end] == 'x') ? end + 1 : end;
}

/// The beginning of `text`, as much as is shown, with everything masked that shown() promises.
std::string without_numbers(std::string_view text) {
  std::string out;
  while (!text.empty() && out.size() < shown_bytes_max) {
    std::size_t length = personal_number_length(text);
    if (length == 0) length = payment_text_length(text);
    if (length == 0) {
      // A run that is too short is taken whole: its later digits are no longer run.
      do out += text[length++];
      while (length < text.size() && is_digit(text[length]) && is_digit(text[length - 1]));
    } else {
      out += mask(text.substr(0, length));
    }
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace

std::string shown(std::string_view text) {
  std::string out;
  const std::string safe = without_numbers(text);
  for (std::string_view left = safe; !left.empty();) {
    const std::size_t length = sequence_length(left);
    const bool printable = length > 1 || (length == 1 && left[0] >= ' ' && left[0] != '\x7F');
    const std::string_view piece = printable ? left.substr(0, length) : std::string_view{"?"};
    if (out.size() + piece.size() > shown_bytes_max) break;
    out += piece;
    left.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

}  // namespace zhuangui::barcode
