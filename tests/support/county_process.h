#pragma once
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace zhuangui::support {

/// The real program zhuangui-county on a fresh folder, as people run it. Ends its server and removes the folder when
/// it goes.
class CountyProcess {
 public:
  struct Ran {
    int exit_code = -1;
    std::string out, err;
  };

  CountyProcess() {
    std::string pattern = (std::filesystem::temp_directory_path() / "zhuangui-county-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"CountyProcess: no folder"};
    folder_ = pattern;
    program_ = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "zhuangui-county";
  }
  ~CountyProcess() {
    if (server_ > 0) signal_and_wait(SIGKILL);
    std::filesystem::remove_all(folder_);
  }
  CountyProcess(const CountyProcess&) = delete;
  CountyProcess& operator=(const CountyProcess&) = delete;

  [[nodiscard]] std::string data() const { return (folder_ / "data").string(); }
  [[nodiscard]] std::filesystem::path folder() const { return folder_; }

  /// Runs one command to its end.
  Ran run(const std::vector<std::string>& arguments) const {
    const auto out = folder_ / "out", err = folder_ / "err";
    const pid_t child = start(arguments, out, err);
    int status = 0;
    ::waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(out), text_of(err)};
  }

  /// Starts the server and waits until it is ready; `more` are further arguments of serve.
  void serve(const std::vector<std::string>& more = {}, const std::string& listen = "127.0.0.1:0") {
    std::filesystem::remove(folder_ / "ready");
    std::vector<std::string> arguments{"serve", "--listen", listen, "--ready-file", (folder_ / "ready").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    server_ = start(arguments, folder_ / "serve.out", folder_ / "serve.err");
    for (int i = 0; i < 1000; ++i) {
      url_ = text_of(folder_ / "ready");
      if (!url_.empty()) {
        url_.pop_back();
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    throw std::runtime_error{"the county did not come up: " + text_of(folder_ / "serve.err")};
  }
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(url_.substr(url_.rfind(':') + 1))); }

  /// Its exit code, or minus the signal.
  int signal_and_wait(int number) {
    ::kill(server_, number);
    int status = 0;
    ::waitpid(server_, &status, 0);
    server_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  [[nodiscard]] pid_t server_pid() const { return server_; }
  void send_signal(int number) const { ::kill(server_, number); }

  static std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
  }

 private:
  [[nodiscard]] pid_t start(const std::vector<std::string>& arguments, const std::filesystem::path& out, const std::filesystem::path& err) const {
    std::vector<std::string> all{program_.string(), "--data", data()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char*> raw;
    for (std::string& each : all) raw.push_back(each.data());
    raw.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    for (const auto& [file, fd] : {std::pair{out, 1}, std::pair{err, 2}})
      ::dup2(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), fd);
    ::execv(raw[0], raw.data());
    ::_exit(127);
  }

  std::filesystem::path folder_, program_;
  std::string url_;
  pid_t server_ = -1;
};

}  // namespace zhuangui::support
