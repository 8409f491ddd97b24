#include "script/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

extern char** environ;

namespace zhuangui::app {

namespace {

using core::Errc;

void close_descriptor(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

/// The file actions of a spawn, freed with it.
class SpawnActions {
 public:
  SpawnActions() { posix_spawn_file_actions_init(&actions_); }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

/// No signal blocked and none ignored, whatever this process was started with: TERM must reach the child.
class SpawnAttributes {
 public:
  SpawnAttributes() {
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    ::sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGPIPE}) ::sigaddset(&signals, number);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

}  // namespace

std::int64_t monotonic_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::string describe(const ProcessEnd& end) {
  if (!end.by_signal) return "exit status " + std::to_string(end.number);
  return "signal " + std::to_string(end.number) + " (" + ::strsignal(end.number) + ")";
}

core::Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const std::string& program,
                                                                const std::vector<std::string>& arguments) {
  std::unique_ptr<ChildProcess> child{new ChildProcess};
  int sockets[2] = {-1, -1};
  int errors[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0 || ::pipe2(errors, O_CLOEXEC) != 0)
    return core::fail(Errc::internal, std::string{"start the terminal: no pipe: "} + std::strerror(errno),
                      "close some programs and try again");
  child->socket_ = sockets[0];
  child->errors_ = errors[0];
  ::fcntl(child->socket_, F_SETFL, O_NONBLOCK);
  ::fcntl(child->errors_, F_SETFL, O_NONBLOCK);

  const SpawnAttributes attributes;
  SpawnActions actions;
  posix_spawn_file_actions_addopen(actions.get(), 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(actions.get(), errors[1], 2);
  posix_spawn_file_actions_adddup2(actions.get(), sockets[1], control_descriptor);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const int failed = ::posix_spawn(&child->pid_, program.c_str(), actions.get(), attributes.get(), argv.data(), environ);
  close_descriptor(sockets[1]);
  close_descriptor(errors[1]);
  if (failed != 0) {
    child->pid_ = -1;
    return core::fail(failed == ENOENT ? Errc::not_found : Errc::internal,
                      "start " + program + ": " + std::strerror(failed), "see that the program is installed whole");
  }
  return child;
}

ChildProcess::~ChildProcess() {
  if (pid_ > 0 && !end_) {
    signal(SIGKILL);
    wait_end(10'000);
  }
  close_descriptor(socket_);
  close_descriptor(errors_);
}

short ChildProcess::wait_events(short wanted, std::int64_t timeout_ms) {
  pollfd watched[2] = {{wanted == 0 ? -1 : socket_, wanted, 0}, {errors_, POLLIN, 0}};
  const int found = ::poll(watched, 2, static_cast<int>(std::clamp<std::int64_t>(timeout_ms, 0, 1'000'000)));
  if (found <= 0) return 0;
  if (watched[1].revents != 0) take_errors();
  return watched[0].revents;
}

void ChildProcess::take_errors() {
  char buffer[4096];
  while (errors_ >= 0) {
    const ssize_t count = ::read(errors_, buffer, sizeof buffer);
    if (count > 0) {
      keep_errors({buffer, static_cast<std::size_t>(count)});
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
      close_descriptor(errors_);
    } else {
      return;
    }
  }
}

void ChildProcess::keep_errors(std::string_view bytes) {
  for (std::string_view rest = bytes; !rest.empty();) {  // a stderr of ours that takes nothing is no reason to stop
    const ssize_t written = ::write(STDERR_FILENO, rest.data(), rest.size());
    if (written <= 0) break;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  for (const char c : bytes) {
    if (c != '\n' && error_tail_.size() < 4096) error_tail_ += c;
    if (c != '\n') continue;
    error_lines_.push_back(std::exchange(error_tail_, {}));
    if (error_lines_.size() > kept_error_lines) error_lines_.pop_front();
  }
}

bool ChildProcess::send_line(std::string_view line, std::int64_t timeout_ms) {
  const std::int64_t until = monotonic_ms() + timeout_ms;
  while (!line.empty()) {
    const ssize_t sent = ::send(socket_, line.data(), line.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      line.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EAGAIN && errno != EINTR) {
      return false;
    } else {
      const std::int64_t left = until - monotonic_ms();
      if (left <= 0) return false;
      wait_events(POLLOUT, left);
    }
  }
  return true;
}

ChildProcess::Heard ChildProcess::read_line(std::string& line, std::int64_t timeout_ms) {
  const std::int64_t until = monotonic_ms() + timeout_ms;
  for (;;) {
    const std::size_t end = received_.find('\n', searched_);
    if (end != std::string::npos) {
      line = received_.substr(0, end);
      received_.erase(0, end + 1);
      searched_ = 0;
      return Heard::line;
    }
    searched_ = received_.size();
    if (received_.size() > line_bytes_max) return Heard::too_long;
    if (socket_closed_) return Heard::closed;
    char buffer[65536];
    const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
    if (count > 0) {
      received_.append(buffer, static_cast<std::size_t>(count));
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
      socket_closed_ = true;
    } else {
      const std::int64_t left = until - monotonic_ms();
      if (left <= 0) return Heard::timed_out;
      wait_events(POLLIN, left);
    }
  }
}

void ChildProcess::signal(int number) {
  if (pid_ > 0 && !end_) ::kill(pid_, number);
}

std::optional<ProcessEnd> ChildProcess::wait_end(std::int64_t timeout_ms) {
  const std::int64_t until = monotonic_ms() + timeout_ms;
  while (!end_) {
    int status = 0;
    const pid_t found = ::waitpid(pid_, &status, WNOHANG);
    if (found == pid_) {
      end_ = WIFSIGNALED(status) ? ProcessEnd{true, WTERMSIG(status)} : ProcessEnd{false, WEXITSTATUS(status)};
    } else if (found < 0 && errno != EINTR) {
      return std::nullopt;
    } else {
      const std::int64_t left = until - monotonic_ms();
      if (left <= 0) return std::nullopt;
      // Its error output says when it has gone; a short look every so often covers a child that closed it before.
      if (errors_ >= 0) wait_events(0, std::min<std::int64_t>(left, 20));
      else std::this_thread::sleep_for(std::chrono::milliseconds(std::min<std::int64_t>(left, 5)));
    }
  }
  take_errors();
  return end_;
}

}  // namespace zhuangui::app
