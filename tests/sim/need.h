#pragma once
#include <stdexcept>
#include <utility>

#include "core/result.h"

namespace zhuangui::sim {

/// For calls that must succeed because no fault is about: else the run ends with the cause.
template <class Value>
Value need(core::Result<Value> outcome) {
  if (!outcome) throw std::runtime_error(outcome.error().cause);
  if constexpr (!std::is_void_v<Value>) return std::move(*outcome);
}

}  // namespace zhuangui::sim
