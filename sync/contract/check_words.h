#pragma once
#include <cstdint>
#include <string>

namespace zhuangui::contract {

/// Word number `index` of 256: two everyday characters each, no two words alike when read aloud.
std::string check_word(std::uint8_t index);

}  // namespace zhuangui::contract
