#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace zhuangui::app {

/// Room on the disk of a folder, for this user.
struct FreeSpace {
  std::uint64_t free_bytes = 0;
  std::uint64_t total_bytes = 0;
};

/// Asks the system; nullopt when it does not say.
std::optional<FreeSpace> free_space(const std::string& directory);

/// Less than one twentieth, or less than 200 MiB: sales can still be recorded, and there is time to call somebody.
constexpr bool is_nearly_full(const FreeSpace& space) {
  return space.free_bytes < space.total_bytes / 20 || space.free_bytes < std::uint64_t{200} << 20;
}

}  // namespace zhuangui::app
