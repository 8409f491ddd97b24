#pragma once
// Private to core: words of entries and the enumerations they stand for.
#include <array>
#include <optional>
#include <string_view>

namespace zhuangui::core {

/// The enumerator whose word is `name`; the words stand in the enumeration's order.
template <class Enum, std::size_t count>
std::optional<Enum> named(const std::array<const char*, count>& names, std::string_view name) {
  for (std::size_t index = 0; index < count; ++index)
    if (names[index] == name) return static_cast<Enum>(index);
  return std::nullopt;
}

}  // namespace zhuangui::core
