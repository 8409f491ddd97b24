#pragma once
#include <string>

#include "shell.h"

namespace zhuangui::app {

/// The object of design §8 `dump`: what is on the screen, as JSON. In the screen's thread.
std::string dump_json(Shell& shell);

}  // namespace zhuangui::app
