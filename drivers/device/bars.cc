#include "device/bars.h"

#include <algorithm>
#include <array>

namespace zhuangui::device {
namespace {

constexpr std::uint8_t code_c = 99, code_b = 100, start_b = 104, start_c = 105;

// Widths of bar, space, bar … of each symbol value (ISO/IEC 15417, table 1); the stop has a bar more.
constexpr std::array<std::string_view, 106> code128_widths{
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
    "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
    "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
    "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
    "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
    "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
    "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
    "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
    "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232",
};
constexpr std::string_view stop_widths = "2331112";

// The left halves of EAN digits with odd parity (set A); set B is the mirrored inverse, set C the inverse.
constexpr std::array<std::string_view, 10> ean_left{"0001101", "0011001", "0010011", "0111101", "0100011",
                                                    "0110001", "0101111", "0111011", "0110111", "0001011"};
// Which of the six left digits are of set B, by the first digit, which has no bars of its own.
constexpr std::array<std::string_view, 10> ean_first{"AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB",
                                                     "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"};

constexpr bool is_digit(char one) { return one >= '0' && one <= '9'; }

std::string inverse(std::string_view modules) {
  std::string answer{modules};
  for (char& one : answer) one = one == '0' ? '1' : '0';
  return answer;
}

bool is_code128(std::string_view content) {
  return !content.empty() && content.size() <= code128_characters_max &&
         std::all_of(content.begin(), content.end(), [](char one) { return one >= 0x20 && one < 0x7F; });
}

std::string ean13_modules(std::string_view digits) {
  std::string modules = "101";
  const std::string_view sets = ean_first[static_cast<std::size_t>(digits[0] - '0')];
  for (std::size_t at = 1; at < 13; ++at) {
    const std::string_view left = ean_left[static_cast<std::size_t>(digits[at] - '0')];
    if (at == 7) modules += "01010";
    std::string digit = at < 7 && sets[at - 1] == 'A' ? std::string{left} : inverse(left);
    if (at < 7 && sets[at - 1] == 'B') std::reverse(digit.begin(), digit.end());
    modules += digit;
  }
  return modules + "101";
}

bool is_ean13(std::string_view digits) {
  if (digits.size() != 13 || !std::all_of(digits.begin(), digits.end(), is_digit)) return false;
  int sum = 0;
  for (std::size_t at = 0; at < 13; ++at) sum += (digits[at] - '0') * (at % 2 == 0 ? 1 : 3);
  return sum % 10 == 0;
}

void append_widths(std::string& modules, std::string_view widths) {
  for (std::size_t at = 0; at < widths.size(); ++at)
    modules.append(static_cast<std::size_t>(widths[at] - '0'), at % 2 == 0 ? '1' : '0');
}

std::string code128_modules(const std::vector<std::uint8_t>& symbols) {
  std::string modules;
  std::size_t sum = symbols[0];
  for (std::size_t at = 0; at < symbols.size(); ++at) {
    sum += at * symbols[at];
    append_widths(modules, code128_widths[symbols[at]]);
  }
  append_widths(modules, code128_widths[sum % 103]);
  append_widths(modules, stop_widths);
  return modules;
}

}  // namespace

std::optional<std::vector<std::uint8_t>> code128_symbols(std::string_view content) {
  if (!is_code128(content)) return std::nullopt;
  std::vector<std::uint8_t> symbols;
  bool in_c = false;
  for (std::size_t at = 0; at < content.size();) {
    std::size_t digits = 0;
    while (at + digits < content.size() && is_digit(content[at + digits])) ++digits;
    // Changing costs a symbol: worth it for four digits at either end, or six in the middle.
    const std::size_t worth = at == 0 || at + digits == content.size() ? 4 : 6;
    const bool wants_c = in_c ? digits >= 2 : digits >= worth && digits % 2 == 0;
    if (symbols.empty()) symbols.push_back(wants_c ? start_c : start_b);
    else if (wants_c != in_c) symbols.push_back(wants_c ? code_c : code_b);
    in_c = wants_c;
    if (in_c) {
      symbols.push_back(static_cast<std::uint8_t>((content[at] - '0') * 10 + content[at + 1] - '0'));
      at += 2;
    } else {
      symbols.push_back(static_cast<std::uint8_t>(content[at] - 0x20));
      ++at;
    }
  }
  return symbols;
}

std::optional<std::vector<std::uint8_t>> code128_symbols_in_b(std::string_view content) {
  if (!is_code128(content)) return std::nullopt;
  std::vector<std::uint8_t> symbols{start_b};
  for (const char one : content) symbols.push_back(static_cast<std::uint8_t>(one - 0x20));
  return symbols;
}

std::optional<std::string> bar_modules(const Barcode& code) {
  if (code.kind == BarcodeKind::ean13) {
    if (!is_ean13(code.content)) return std::nullopt;
    return ean13_modules(code.content);
  }
  const auto symbols = code128_symbols(code.content);
  if (!symbols) return std::nullopt;
  return code128_modules(*symbols);
}

std::optional<Picture> draw_barcode(const Barcode& code) {
  const auto modules = bar_modules(code);
  if (!modules) return std::nullopt;
  const int module = std::clamp(code.module_dots, 2, 6);
  const int width = (static_cast<int>(modules->size()) + 2 * quiet_modules) * module;
  const int row_bytes = (width + 7) / 8;
  std::vector<std::uint8_t> row(static_cast<std::size_t>(row_bytes));
  for (int x = 0; x < static_cast<int>(modules->size()) * module; ++x) {
    const int dot = x + quiet_modules * module;
    if ((*modules)[static_cast<std::size_t>(x / module)] == '1')
      row[static_cast<std::size_t>(dot / 8)] |= static_cast<std::uint8_t>(0x80 >> (dot % 8));
  }
  Picture picture{width, std::clamp(code.height_dots, 24, 255), {}};
  for (int y = 0; y < picture.height; ++y) picture.bits.insert(picture.bits.end(), row.begin(), row.end());
  return picture;
}

}  // namespace zhuangui::device
