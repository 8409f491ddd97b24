#pragma once
// The seed of a random test: ZHUANGUI_SEED, or a fresh one. Print it with SCOPED_TRACE(replay(seed)).
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace zhuangui::support {

inline std::uint64_t test_seed() {
  if (const char* given = std::getenv("ZHUANGUI_SEED")) return std::strtoull(given, nullptr, 10);
  return std::random_device{}();
}

inline std::string replay(std::uint64_t seed) { return "replay: ZHUANGUI_SEED=" + std::to_string(seed); }

}  // namespace zhuangui::support
