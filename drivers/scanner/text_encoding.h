#pragma once
#include <string>
#include <string_view>

namespace zhuangui::scanner {

/// Text as UTF-8: ASCII and UTF-8 stay, else GB18030 is converted, else the bytes stay as they are (a code may hold
/// anything). With `gbk` text that is not ASCII is taken for GB18030 first.
std::string as_utf8(std::string text, bool gbk);

/// A lead and a trail byte of GBK (GB18030, two-byte part).
constexpr bool is_gbk_pair(unsigned lead, unsigned trail) {
  return lead >= 0x81 && lead <= 0xFE && trail >= 0x40 && trail <= 0xFE && trail != 0x7F;
}

/// `code` in UTF-8; empty when it is no character.
std::string utf8_of(unsigned code);

}  // namespace zhuangui::scanner
