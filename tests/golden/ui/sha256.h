#pragma once
#include <string>
#include <string_view>

namespace zhuangui::test {

/// SHA-256 of FIPS 180-4 as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace zhuangui::test
