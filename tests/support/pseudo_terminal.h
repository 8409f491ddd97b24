#pragma once
// A real serial line of the kernel without hardware: our side is what hangs on the line, the path is the line. The
// kernel keeps a pseudo-terminal at 8 bits without parity and gives it no modem wires; rate and bytes are real.
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

namespace zhuangui::support {

class PseudoTerminal {
 public:
  PseudoTerminal() : file_{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)} {
    char name[64];
    if (file_ < 0 || ::grantpt(file_) != 0 || ::unlockpt(file_) != 0 || ::ptsname_r(file_, name, sizeof name) != 0)
      throw std::runtime_error("no pseudo-terminal");
    path_ = name;
  }
  ~PseudoTerminal() { unplug(); }
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int file() const { return file_; }
  [[nodiscard]] termios settings() const {
    termios now{};
    ::tcgetattr(file_, &now);
    return now;
  }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t done = ::write(file_, bytes.data(), bytes.size());
      if (done <= 0) throw std::runtime_error("the pseudo-terminal takes nothing");
      bytes.remove_prefix(static_cast<std::size_t>(done));
    }
  }

  /// Waits for `count` bytes, `timeout` at most for each; fewer when they do not come.
  std::string receive(std::size_t count, std::chrono::milliseconds timeout = std::chrono::seconds{5}) {
    std::string got;
    while (got.size() < count) {
      pollfd waited{file_, POLLIN, 0};
      if (::poll(&waited, 1, static_cast<int>(timeout.count())) <= 0) break;
      char buffer[256];
      const ssize_t bytes = ::read(file_, buffer, std::min(sizeof buffer, count - got.size()));
      if (bytes <= 0) break;
      got.append(buffer, static_cast<std::size_t>(bytes));
    }
    return got;
  }

  /// The other end hangs up, as when an adapter is pulled out.
  void unplug() {
    if (file_ >= 0) ::close(file_);
    file_ = -1;
  }

 private:
  int file_;
  std::string path_;
};

}  // namespace zhuangui::support
