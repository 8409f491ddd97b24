#pragma once
// The protocols of assets/scales, as the program ships them.
#include <vector>

#include "scale/protocol.h"

namespace zhuangui::scale {

inline const std::vector<Protocol>& protocols() {
  static const auto loaded = load_protocols(ZHUANGUI_SOURCE_DIR "/assets/scales");
  return loaded.value();
}

}  // namespace zhuangui::scale
