#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contract/keys.h"

namespace zhuangui::contract {
namespace {

using core::Errc;

constexpr std::size_t file_bytes = 65;  // 64 hex digits and a newline

std::string because(const std::string& what) { return what + ": " + std::strerror(errno); }

Errc code_of_errno() {
  switch (errno) {
    case EEXIST: return Errc::conflict;
    case ENOENT: return Errc::not_found;
    case ENOSPC: return Errc::disk_full;
    case EROFS: return Errc::read_only;
    default: return Errc::permission;
  }
}

bool write_whole(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t wrote = ::write(file, text.data(), text.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

// The name of a new file is on the disk only once its folder is.
bool sync_folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return false;
  const bool synced = ::fsync(directory) == 0;
  ::close(directory);
  return synced;
}

}  // namespace

core::Result<void> save_key(const std::string& path, const KeyPair& key) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0)
    return core::fail(code_of_errno(), because("write the key file " + path),
                      errno == EEXIST ? "keep the key that is there; move it away only to enrol anew" : "make its folder writable for this user");
  KeyPair::Seed seed = key.seed();
  std::string text = to_hex(seed) + "\n";
  const bool written = write_whole(file, text) && ::fsync(file) == 0;
  const std::string cause = because("write the key file " + path);
  const Errc code = code_of_errno();
  sodium_memzero(seed.data(), seed.size());
  sodium_memzero(text.data(), text.size());
  ::close(file);
  if (!written || !sync_folder_of(path)) {
    ::unlink(path.c_str());
    return core::fail(code, cause, "free some space on the disk, then try again");
  }
  return {};
}

core::Result<KeyPair> load_key(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return core::fail(code_of_errno(), because("read the key file " + path),
                      errno == ENOENT ? "bring the key file back from where it was moved to, or enrol this terminal anew"
                                      : "make it readable for this user and nobody else (mode 0600)");
  struct stat facts {};
  char text[file_bytes + 1];
  const bool known = ::fstat(file, &facts) == 0;
  const ssize_t got = ::read(file, text, sizeof text);
  ::close(file);
  if (!known || (facts.st_mode & 077) != 0)
    return core::fail(Errc::permission, "read the key file " + path + ": others may read it", "set its mode: chmod 600 " + path);
  KeyPair::Seed seed;
  const bool good = got == static_cast<ssize_t>(file_bytes) && text[64] == '\n' && from_hex({text, 64}, seed.data(), seed.size());
  sodium_memzero(text, sizeof text);
  if (!good)
    return core::fail(Errc::corrupt, "read the key file " + path + ": it is not 64 hex digits",
                      "bring the right key file back, or enrol this terminal anew");
  KeyPair pair = KeyPair::from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return pair;
}

}  // namespace zhuangui::contract
