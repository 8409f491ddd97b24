// A parser with a fault on purpose: it trusts a length it was given. The runner demands that it is found, under the same
// driver, number of mutations and sanitizers as the real ones.
#include "fuzz_target.h"

namespace zhuangui::fuzz {

std::vector<std::string> seeds() { return {"4:abcd", "1:x"}; }

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || data[1] != ':') return 0;
  const auto length = static_cast<std::size_t>(data[0] - '0');
  if (length > 9) return 0;
  const std::vector<char> copy(data + 2, data + size);
  volatile char sum = 0;
  for (std::size_t i = 0; i < length; ++i) sum = static_cast<char>(sum + copy.data()[i]);
  return 0;
}
