#include "escpos_renderer/bar_modules.h"

#include <array>
#include <vector>

namespace zhuangui::test {
namespace {

// Eleven modules a value, the highest bit first.
constexpr std::array<int, 106> code128_patterns{
    0x6CC, 0x66C, 0x666, 0x498, 0x48C, 0x44C, 0x4C8, 0x4C4, 0x464, 0x648, 0x644, 0x624, 0x59C, 0x4DC, 0x4CE, 0x5CC,
    0x4EC, 0x4E6, 0x672, 0x65C, 0x64E, 0x6E4, 0x674, 0x76E, 0x74C, 0x72C, 0x726, 0x764, 0x734, 0x732, 0x6D8, 0x6C6,
    0x636, 0x518, 0x458, 0x446, 0x588, 0x468, 0x462, 0x688, 0x628, 0x622, 0x5B8, 0x58E, 0x46E, 0x5D8, 0x5C6, 0x476,
    0x776, 0x68E, 0x62E, 0x6E8, 0x6E2, 0x6EE, 0x758, 0x746, 0x716, 0x768, 0x762, 0x71A, 0x77A, 0x642, 0x78A, 0x530,
    0x50C, 0x4B0, 0x486, 0x42C, 0x426, 0x590, 0x584, 0x4D0, 0x4C2, 0x434, 0x432, 0x612, 0x650, 0x7BA, 0x614, 0x47A,
    0x53C, 0x4BC, 0x49E, 0x5E4, 0x4F4, 0x4F2, 0x7A4, 0x794, 0x792, 0x6DE, 0x6F6, 0x7B6, 0x578, 0x51E, 0x45E, 0x5E8,
    0x5E2, 0x7A8, 0x7A2, 0x5DE, 0x5EE, 0x75E, 0x7AE, 0x684, 0x690, 0x69C,
};

// The digits of EAN: 7 modules of sets A, B and C.
constexpr std::array<int, 10> ean_a{0x0D, 0x19, 0x13, 0x3D, 0x23, 0x31, 0x2F, 0x3B, 0x37, 0x0B};
constexpr std::array<int, 10> ean_b{0x27, 0x33, 0x1B, 0x21, 0x1D, 0x39, 0x05, 0x11, 0x09, 0x17};
constexpr std::array<int, 10> ean_c{0x72, 0x66, 0x6C, 0x42, 0x5C, 0x4E, 0x50, 0x44, 0x48, 0x74};
// Bit 5 to 0: which of the digits two to seven are of set B.
constexpr std::array<int, 10> ean_sets{0x00, 0x0B, 0x0D, 0x0E, 0x13, 0x19, 0x1C, 0x15, 0x16, 0x1A};

void append(std::string& modules, int pattern, int count) {
  for (int bit = count - 1; bit >= 0; --bit) modules += (pattern >> bit & 1) != 0 ? '1' : '0';
}

}  // namespace

std::string ean13_modules(const std::string& digits) {
  std::string modules;
  append(modules, 5, 3);
  const int sets = ean_sets[static_cast<std::size_t>(digits[0] - '0')];
  for (int at = 1; at < 13; ++at) {
    const auto digit = static_cast<std::size_t>(digits[static_cast<std::size_t>(at)] - '0');
    if (at == 7) append(modules, 10, 5);
    append(modules, at > 6 ? ean_c[digit] : (sets >> (6 - at) & 1) != 0 ? ean_b[digit] : ean_a[digit], 7);
  }
  append(modules, 5, 3);
  return modules;
}

std::string code128_modules(const std::string& data) {
  std::vector<int> values;
  char set = 0;
  for (std::size_t at = 0; at < data.size(); ++at) {
    const bool word = data[at] == '{' && data[at + 1] != '{';
    if (data[at] == '{') ++at;
    if (word) {
      const int change = data[at] == 'C' ? 99 : 100;
      values.push_back(set != 0 ? change : data[at] == 'C' ? 105 : 104);
      set = data[at];
    } else {
      values.push_back(set == 'C' ? data[at] : data[at] - 32);
    }
  }
  int sum = values[0];
  for (std::size_t at = 1; at < values.size(); ++at) sum += static_cast<int>(at) * values[at];
  values.push_back(sum % 103);
  std::string modules;
  for (const int value : values) append(modules, code128_patterns[static_cast<std::size_t>(value)], 11);
  return modules + "1100011101011";
}

}  // namespace zhuangui::test
