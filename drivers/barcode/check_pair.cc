#include "check_pair.h"

#include <array>
#include <cstddef>

namespace zhuangui::barcode {

namespace {

/// Set 82 in the order of its values, 0 to 81, and the 32 characters of the pair.
constexpr std::string_view set_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view set_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
static_assert(set_82.size() == 82 && set_32.size() == 32);

/// Weights from the last character of the data on: the primes.
constexpr std::array<unsigned, 23> weights{2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37,
                                           41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83};

}  // namespace

bool check_pair_holds(std::string_view data) {
  if (data.size() < 2 || data.size() - 2 > weights.size()) return false;
  const std::size_t length = data.size() - 2;
  unsigned sum = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const std::size_t value = set_82.find(data[i]);
    if (value == std::string_view::npos) return false;
    sum += static_cast<unsigned>(value) * weights[length - 1 - i];
  }
  sum %= 1021;
  return data[length] == set_32[sum >> 5] && data[length + 1] == set_32[sum & 31];
}

}  // namespace zhuangui::barcode
