#pragma once
#include <string_view>

namespace zhuangui::contract {

/// As libsodium takes them.
inline const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace zhuangui::contract
