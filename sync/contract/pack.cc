#include <algorithm>
#include <memory>
#include <zstd.h>

#include "contract/batch.h"

namespace zhuangui::contract {
namespace {

constexpr std::size_t chunk_bytes = 1u << 17;
constexpr int level = 3;
// A window is never larger than what may come out; without this bound a few bytes could ask for gigabytes.
constexpr int window_log_max = 24;

struct FreeStream {
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

auto damaged(const char* why) {
  return core::fail(core::Errc::invalid_input, std::string("unpack a batch: ") + why, "send it again as one zstd frame");
}

}  // namespace

std::string pack(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t length = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), level);
  packed.resize(ZSTD_isError(length) ? 0 : length);
  return packed;
}

core::Result<std::string> unpack(std::string_view packed, std::size_t bytes_max) {
  const std::unique_ptr<ZSTD_DStream, FreeStream> stream{ZSTD_createDStream()};
  if (!stream) return core::fail(core::Errc::internal, "unpack a batch: no memory");
  ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, window_log_max);
  std::string bytes;
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  for (std::size_t left = 1; left != 0;) {
    const std::size_t before = bytes.size();
    // One byte of room beyond the bound, so that "exactly the bound" and "more" can be told apart.
    const std::size_t room = std::min(bytes_max + 1 - before, chunk_bytes);
    bytes.resize(before + room);
    ZSTD_outBuffer out{bytes.data() + before, room, 0};
    left = ZSTD_decompressStream(stream.get(), &out, &in);
    bytes.resize(before + out.pos);
    if (ZSTD_isError(left)) return damaged(ZSTD_getErrorName(left));
    if (bytes.size() > bytes_max)
      return core::fail(core::Errc::refused,
                        "unpack a batch: it unpacks to more than " + std::to_string(bytes_max) + " bytes",
                        "send fewer entries at once");
    if (left != 0 && in.pos == in.size && out.pos < room) return damaged("it is cut off");
  }
  if (in.pos != in.size) return damaged("bytes follow its end");
  return bytes;
}

}  // namespace zhuangui::contract
