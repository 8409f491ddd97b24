#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>

namespace zhuangui::ingest {

/// Clock and randomness, handed in so that tests and the simulation can drive them. Both are called from any thread.
struct Environment {
  std::function<std::int64_t()> now_ms;                             ///< UTC milliseconds
  std::function<void(std::uint8_t* into, std::size_t bytes)> random;
};

/// The system's clock and the operating system's randomness.
Environment system_environment();

}  // namespace zhuangui::ingest
