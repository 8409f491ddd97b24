#include "text_encoding.h"

#include <iconv.h>

#include <algorithm>

#include "device/text.h"

namespace zhuangui::scanner {

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view text) {
  while (!text.empty())
    if (!device::take_character(text)) return false;
  return true;
}

/// Empty when `text` is not GB18030 throughout.
std::string from_gb18030(std::string text) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) return {};
  std::string utf8(text.size() * 3, '\0');  // two bytes become at most three, four at most four
  char* from = text.data();
  std::size_t left = text.size();
  char* to = utf8.data();
  std::size_t room = utf8.size();
  const std::size_t done = iconv(converter, &from, &left, &to, &room);
  iconv_close(converter);
  if (done == static_cast<std::size_t>(-1) || left != 0) return {};
  utf8.resize(utf8.size() - room);
  return utf8;
}

}  // namespace

std::string as_utf8(std::string text, bool gbk) {
  if (is_ascii(text) || (!gbk && is_utf8(text))) return text;
  std::string utf8 = from_gb18030(text);
  return utf8.empty() ? text : utf8;
}

std::string utf8_of(unsigned code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  std::string utf8;
  const auto put = [&utf8](unsigned byte) { utf8 += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6), put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12), put(0x80 | (code >> 6 & 0x3F)), put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18), put(0x80 | (code >> 12 & 0x3F)), put(0x80 | (code >> 6 & 0x3F)), put(0x80 | (code & 0x3F));
  }
  return utf8;
}

}  // namespace zhuangui::scanner
