#include "ingest/environment.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <sys/random.h>

namespace zhuangui::ingest {
namespace {

void random_bytes(std::uint8_t* into, std::size_t bytes) {
  while (bytes > 0) {
    const ssize_t got = ::getrandom(into, bytes, 0);
    if (got < 0 && errno == EINTR) continue;
    // Without randomness every secret made from here on would be guessable: nothing sensible is left to do.
    if (got <= 0) std::abort();
    into += got;
    bytes -= static_cast<std::size_t>(got);
  }
}

}  // namespace

Environment system_environment() {
  return {[] {
            return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
                .count();
          },
          random_bytes};
}

}  // namespace zhuangui::ingest
