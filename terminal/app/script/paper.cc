#include "script/paper.h"

#include <iconv.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace zhuangui::app {

using core::Errc;
using core::fail;

Paper::Paper(const std::string& data_directory) : path_{data_directory + "/simulated/printer.prn"} {
  std::error_code none;
  const auto size = std::filesystem::file_size(path_, none);
  if (!none) mark_ = static_cast<std::size_t>(size);
}

core::Result<std::string> Paper::since_mark() const {
  std::error_code trouble;
  const auto size = std::filesystem::file_size(path_, trouble);
  if (trouble == std::errc::no_such_file_or_directory) return std::string{};
  if (trouble)
    return fail(Errc::permission, "read " + path_ + ": " + trouble.message(), "give this user the right to read it");
  if (size <= mark_) return std::string{};
  if (size - mark_ > bytes_max)
    return fail(Errc::invalid_input, "more than 256 MiB were printed since the last mark",
                "take receipts off with `receipt FILE` now and then");
  std::ifstream file(path_, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size) - mark_, '\0');
  file.seekg(static_cast<std::streamoff>(mark_));
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file) return fail(Errc::io_error, "read " + path_ + ": " + std::strerror(errno), "see the disk's health");
  return bytes;
}

core::Result<std::string> to_gb18030(std::string_view utf8) {
  const iconv_t converter = ::iconv_open("GB18030", "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1))
    return fail(Errc::internal, "this system converts no GB18030", "install Debian's libc-bin (gconv modules)");
  std::string from{utf8};
  std::string into(utf8.size() * 4 + 4, '\0');
  char* in = from.data();
  char* out = into.data();
  std::size_t in_left = from.size();
  std::size_t out_left = into.size();
  const bool whole = ::iconv(converter, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1);
  ::iconv_close(converter);
  if (!whole) return fail(Errc::invalid_input, "'" + from + "' is no text that GB18030 can hold", "write it otherwise");
  into.resize(into.size() - out_left);
  return into;
}

}  // namespace zhuangui::app
