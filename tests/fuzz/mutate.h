#pragma once
#include <random>
#include <string>

namespace zhuangui::fuzz {

/// `input` with one to four small faults: bits and bytes changed, pieces cut off, taken out, doubled, brought in from
/// `other`, numbers replaced by extreme ones. The same generator state gives the same bytes. At most 64 KiB long.
std::string mutate(const std::string& input, const std::string& other, std::mt19937_64& random);

}  // namespace zhuangui::fuzz
