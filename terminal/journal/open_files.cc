#include "open_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>

#include "directory.h"

namespace zhuangui::journal {
namespace {

Result<void> write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return tl::unexpected(system_error("write " + path, errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

OpenFiles::Identity OpenFiles::identity_of(const std::string& path) {
  struct stat found {};
  if (path.empty() || ::stat(path.c_str(), &found) != 0) return {};
  return {found.st_dev, found.st_ino};
}

OpenFiles OpenFiles::of(const std::string& directory) {
  OpenFiles answer;
  answer.database_path_ = database_path(directory);
  answer.log_path_ = answer.database_path_ + "-wal";
  answer.database_ = identity_of(answer.database_path_);
  answer.log_ = identity_of(answer.log_path_);
  return answer;
}

OpenFiles::State OpenFiles::state() const {
  if (database_.inode != 0 && identity_of(database_path_) != database_) return State::database_gone;
  if (log_.inode != 0 && identity_of(log_path_) != log_) return State::log_gone;
  return State::in_place;
}

bool OpenFiles::log_replaced() const {
  const Identity now = identity_of(log_path_);
  return now.inode != 0 && now != log_;
}

Result<void> put_log_back(Connection& database, const std::string& directory) {
  const std::string log = database_path(directory) + "-wal";
  const std::string beside = log + "-again";
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return tl::unexpected(system_error("make " + beside, errno));
  auto done = database.read_log([&](std::string_view bytes) { return write_all(descriptor, bytes, beside); });
  if (done && ::fsync(descriptor) != 0) done = tl::unexpected(system_error("sync " + beside, errno));
  ::close(descriptor);
  if (done && ::rename(beside.c_str(), log.c_str()) != 0) done = tl::unexpected(system_error("name " + log, errno));
  if (!done) {
    ::unlink(beside.c_str());
    return done;
  }
  return sync_folder(directory);
}

}  // namespace zhuangui::journal
