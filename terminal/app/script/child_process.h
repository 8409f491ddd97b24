#pragma once
// Private to the script: a child process with a socket for lines and its error output kept.
#include <sys/types.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace zhuangui::app {

/// How a process came to its end.
struct ProcessEnd {
  bool by_signal = false;
  int number = 0;  ///< signal or exit status
};
/// "exit status 3" or "signal 9 (Killed)".
std::string describe(const ProcessEnd& end);

/// A child that reads and writes lines on its descriptor 3 (a Unix stream socket), with /dev/null as its input. What it
/// writes to stderr goes on to ours, and its last lines are kept. Killed with this object if it still runs. One thread.
class ChildProcess {
 public:
  static constexpr int control_descriptor = 3;
  static constexpr std::size_t line_bytes_max = 16u << 20;
  static constexpr std::size_t kept_error_lines = 12;

  /// `program` is the file to run, `arguments` its argv. Errors: internal, not_found.
  static core::Result<std::unique_ptr<ChildProcess>> start(const std::string& program,
                                                           const std::vector<std::string>& arguments);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Sends one line (with its newline). False: the child has closed its end, or takes nothing for `timeout_ms`.
  bool send_line(std::string_view line, std::int64_t timeout_ms);

  enum class Heard { line, closed, timed_out, too_long };
  /// The next line, without its newline, into `line`.
  Heard read_line(std::string& line, std::int64_t timeout_ms);

  void signal(int number);
  /// Waits until it has ended; nullopt: it has not within `timeout_ms`. Repeatable.
  std::optional<ProcessEnd> wait_end(std::int64_t timeout_ms);

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] const std::deque<std::string>& last_errors() const { return error_lines_; }

 private:
  ChildProcess() = default;
  /// Waits for what is asked of the socket (0: nothing), and passes error output on meanwhile.
  short wait_events(short wanted, std::int64_t timeout_ms);
  void take_errors();
  void keep_errors(std::string_view bytes);

  pid_t pid_ = -1;
  int socket_ = -1;
  int errors_ = -1;
  bool socket_closed_ = false;
  std::string received_;
  std::size_t searched_ = 0;  ///< received_ holds no newline before this
  std::string error_tail_;    ///< an unfinished line of stderr
  std::deque<std::string> error_lines_;
  std::optional<ProcessEnd> end_;
};

/// Milliseconds of a clock that never jumps.
std::int64_t monotonic_ms();

}  // namespace zhuangui::app
