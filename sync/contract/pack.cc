#include <memory>
#include <zstd.h>

#include "contract/batch.h"

namespace zhuangui::contract {
namespace {

constexpr int level = 3;

core::Result<std::string> bad(const std::string& why) {
  return core::fail(core::Errc::invalid_input, "unpack zstd: " + why, "send it again, packed by zstd");
}

}  // namespace

std::string pack(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), level));
  return packed;
}

// The bound holds whatever the frame says of its own size: unpacked piece by piece, stopped at the bound.
core::Result<std::string> unpack(std::string_view packed, std::size_t bytes_max) {
  const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream{ZSTD_createDStream(), &ZSTD_freeDStream};
  if (!stream) return bad("no memory");
  std::string answer;
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  std::string piece(ZSTD_DStreamOutSize(), '\0');
  std::size_t rest = 1;
  while (in.pos < in.size || rest != 0) {
    ZSTD_outBuffer out{piece.data(), piece.size(), 0};
    const std::size_t read_before = in.pos;
    rest = ZSTD_decompressStream(stream.get(), &out, &in);
    if (ZSTD_isError(rest)) return bad(ZSTD_getErrorName(rest));
    if (answer.size() + out.pos > bytes_max) return bad("it is larger than " + std::to_string(bytes_max) + " bytes unpacked");
    answer.append(piece, 0, out.pos);
    if (in.pos == read_before && out.pos == 0 && rest != 0) return bad("it is cut off");
  }
  return answer;
}

}  // namespace zhuangui::contract
