// The key file. It appears under its name only when it is whole and on the disk: written beside it, synced, and then
// linked, which fails when a key is there already.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contract/keys.h"

namespace zhuangui::contract {
namespace {

constexpr std::size_t file_bytes = 65;  // 64 digits and a newline

/// Closes on every way out.
class File {
 public:
  explicit File(int descriptor) : descriptor_{descriptor} {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

core::Errc code_of(int error) {
  switch (error) {
    case EACCES:
    case EPERM: return core::Errc::permission;
    case EROFS: return core::Errc::read_only;
    case ENOSPC:
    case EDQUOT: return core::Errc::disk_full;
    case ENOENT:
    case ENOTDIR: return core::Errc::not_found;
    case EEXIST: return core::Errc::conflict;
    default: return core::Errc::io_error;
  }
}

auto failure(const char* doing, const std::string& path, int error) {
  return core::fail(code_of(error), std::string(doing) + " key file " + path + ": " + std::strerror(error),
                    error == EEXIST   ? "keep the key that is there, or move it away first"
                    : error == ENOENT ? "bring the key file back from where it was moved to, or enrol this terminal anew"
                                      : "check the folder, its rights and the room on the disk");
}

bool write_whole(int descriptor, const char* data, std::size_t bytes) {
  while (bytes > 0) {
    const ssize_t written = ::write(descriptor, data, bytes);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    data += written;
    bytes -= static_cast<std::size_t>(written);
  }
  return true;
}

int sync_folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  const File file{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return file.get() < 0 || ::fsync(file.get()) != 0 ? errno : 0;
}

int write_beside(const std::string& path, const char* text) {
  ::unlink(path.c_str());  // left by a crash before it was linked: nobody has used that key
  const File file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR)};
  if (file.get() < 0) return errno;
  if (::fchmod(file.get(), S_IRUSR | S_IWUSR) != 0) return errno;
  if (!write_whole(file.get(), text, file_bytes) || ::fsync(file.get()) != 0) return errno;
  return 0;
}

}  // namespace

core::Result<void> save_key(const std::string& path, const KeyPair& key) {
  KeyPair::Seed seed = key.seed();
  std::array<char, file_bytes + 1> text{};
  sodium_bin2hex(text.data(), text.size() - 1, seed.data(), seed.size());
  text[file_bytes - 1] = '\n';
  const std::string beside = path + ".new";
  int error = write_beside(beside, text.data());
  sodium_memzero(seed.data(), seed.size());
  sodium_memzero(text.data(), text.size());
  if (error == 0 && ::link(beside.c_str(), path.c_str()) != 0) error = errno;
  ::unlink(beside.c_str());
  if (error == 0) error = sync_folder_of(path);
  if (error != 0) return failure("write", path, error);
  return {};
}

core::Result<KeyPair> load_key(const std::string& path) {
  const File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.get() < 0) return failure("read", path, errno);
  struct stat facts{};
  if (::fstat(file.get(), &facts) != 0) return failure("read", path, errno);
  if (!S_ISREG(facts.st_mode)) return core::fail(core::Errc::corrupt, "read key file " + path + ": it is not a file",
                                                 "put the key file back, or enrol again");
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return core::fail(core::Errc::permission, "read key file " + path + ": others may read it",
                      "run: chmod 600 " + path + " - and enrol again if somebody may have copied it");
  std::array<char, file_bytes + 1> text{};
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const ssize_t got = ::read(file.get(), text.data() + bytes, text.size() - bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure("read", path, errno);
    if (got == 0) break;
    bytes += static_cast<std::size_t>(got);
  }
  KeyPair::Seed seed{};
  const bool whole = bytes == file_bytes && text[file_bytes - 1] == '\n' &&
                     from_hex(std::string_view(text.data(), file_bytes - 1), seed.data(), seed.size());
  sodium_memzero(text.data(), text.size());
  if (!whole)
    return core::fail(core::Errc::corrupt, "read key file " + path + ": it is not 64 hexadecimal digits and a newline",
                      "put the key file back, or enrol again");
  KeyPair key = KeyPair::from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

}  // namespace zhuangui::contract
