// Which mutant this program is: ZHUANGUI_MUTANT names it, without it the program is sound. Read once, here, so that the
// pure rooms stay without an environment.
#include <cstdlib>

#include "core/mutant.h"

namespace zhuangui::core {

bool mutant(std::string_view name) {
  static const char* const chosen = std::getenv("ZHUANGUI_MUTANT");
  return chosen != nullptr && name == chosen;
}

}  // namespace zhuangui::core
