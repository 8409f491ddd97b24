#pragma once
#include <string_view>
#include <vector>

namespace zhuangui::device {

/// What a device can do beyond the least of its kind, as data (UnifiedPOS: its Cap… properties). A driver tells them
/// once the device is open.
enum class Capability {
  tells_symbology,  ///< scanner: says by itself which symbology a code had
  carries_any_byte, ///< scanner: a code's bytes arrive as printed, whatever keyboard layout is set
  switched_by_host, ///< scanner: can be switched on by a request
};
using Capabilities = std::vector<Capability>;

constexpr std::string_view capability_name(Capability capability) {
  switch (capability) {
    case Capability::tells_symbology: return "tells-symbology";
    case Capability::carries_any_byte: return "carries-any-byte";
    case Capability::switched_by_host: return "switched-by-host";
  }
  return "";
}

}  // namespace zhuangui::device
