#include "ctl/session_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace zhuangui::app {

core::Result<std::unique_ptr<SessionFile>> SessionFile::create(std::string name) {
  const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor >= 0) return std::unique_ptr<SessionFile>(new SessionFile(std::move(name), descriptor));
  if (errno == EEXIST) return core::fail(core::Errc::conflict, "write " + name + ": it is there already", "name a file that is not there yet");
  return core::fail(core::Errc::io_error, "write " + name + ": " + std::strerror(errno), "name a file in a folder that can be written");
}

SessionFile::~SessionFile() { ::close(descriptor_); }

void SessionFile::write(std::string_view text) {
  whole_ = whole_ && ::write(descriptor_, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

core::Result<void> SessionFile::is_whole() const {
  if (whole_) return {};
  return core::fail(core::Errc::disk_full, "write " + name_ + ": it is not whole", "see that its disk has room, and record again");
}

}  // namespace zhuangui::app
