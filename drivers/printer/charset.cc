#include "charset.h"

#include <iconv.h>

#include <bitset>
#include <stdexcept>

#include "device/text.h"

namespace zhuangui::printer {
namespace {

// An iconv handle; opening one costs more than converting a whole receipt, so each thread keeps its own.
class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {
    // glibc brings these converters in its own package; without them no Chinese could be printed at all.
    if (handle_ == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error(std::string("iconv lacks ") + to);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() { iconv_close(handle_); }

  std::optional<std::string> convert(std::string_view text) {
    std::string out(text.size() * 2 + 8, '\0');
    char* from = const_cast<char*>(text.data());  // POSIX iconv takes char** but does not write
    char* to = out.data();
    std::size_t from_left = text.size();
    std::size_t to_left = out.size();
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    if (iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) return std::nullopt;
    out.resize(out.size() - to_left);
    return out;
  }

 private:
  iconv_t handle_;
};

using TwoByteSet = std::bitset<65536>;

// Which two-byte codes have a character. GB2312 by position alone (converters disagree on the Unicode of A1A4 and
// A1AA, printers do not); GBK only where it means what GB18030 means; user-defined zones of all left out, since old
// ROMs have nothing or something else there.
TwoByteSet two_byte_set(Charset charset) {
  Converter own(charset == Charset::gb2312 ? "UTF-8" : "UTF-16BE", charset == Charset::gb2312 ? "EUC-CN" : "GB18030");
  Converter gbk("UTF-16BE", "GBK");
  TwoByteSet set;
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
      if (trail == 0x7F) continue;
      const char code[2] = {static_cast<char>(lead), static_cast<char>(trail)};
      const std::string_view bytes(code, 2);
      const auto character = own.convert(bytes);
      if (!character) continue;
      if (charset != Charset::gb2312) {
        const auto high = static_cast<unsigned char>(character->front());
        const bool user_defined = character->size() == 2 && high >= 0xE0 && high <= 0xF8;
        if (user_defined || (charset == Charset::gbk && gbk.convert(bytes) != character)) continue;
      }
      set.set(lead << 8 | trail);
    }
  }
  return set;
}

const TwoByteSet& two_bytes_of(Charset charset) {
  static const TwoByteSet gb2312 = two_byte_set(Charset::gb2312);
  static const TwoByteSet gbk = two_byte_set(Charset::gbk);
  static const TwoByteSet gb18030 = two_byte_set(Charset::gb18030_2);
  return charset == Charset::gb2312 ? gb2312 : charset == Charset::gbk ? gbk : gb18030;
}

bool holds(Charset charset, std::string_view bytes) {
  const TwoByteSet& two_bytes = two_bytes_of(charset);
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  for (std::size_t at = 0; at < bytes.size();) {
    if (byte(at) < 0x80) {
      ++at;
    } else if (at + 1 < bytes.size() && byte(at + 1) >= 0x40) {
      if (!two_bytes.test(static_cast<std::size_t>(byte(at)) << 8 | byte(at + 1))) return false;
      at += 2;
    } else {
      if (charset != Charset::gb18030_4) return false;
      at += 4;
    }
  }
  return true;
}

}  // namespace

bool is_printable_text(std::string_view text) {
  while (!text.empty()) {
    const auto code = device::take_character(text);
    if (!code || *code < 0x20 || (*code >= 0x7F && *code < 0xA0)) return false;
  }
  return true;
}

std::optional<std::string> to_gb18030(std::string_view text, Charset charset) {
  // U+00A5 has only a four-byte form, which many ROMs print as "0 6" between rubbish even when they claim them all.
  if (text.find("\xC2\xA5") != std::string_view::npos) return std::nullopt;
  thread_local Converter converter("GB18030", "UTF-8");
  auto bytes = converter.convert(text);
  if (!bytes || !holds(charset, *bytes)) return std::nullopt;
  return bytes;
}

}  // namespace zhuangui::printer
