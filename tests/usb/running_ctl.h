#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <thread>

#include "emulated_usb.h"
#include "keyboard_reports.h"
#include "temporary_folder.h"

// The real zhuanguictl as a program of its own, on an emulated bus.
namespace zhuangui::ctl_session {

inline std::string text_of(const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// zhuanguictl under way; its output is read while it runs.
class Running {
 public:
  Running(const std::string& folder, std::vector<std::string> words) : out_{folder + "/out"} {
    std::ofstream{out_};
    child_ = ::fork();
    if (child_ != 0) return;
    if (::freopen(out_.c_str(), "w", stdout) == nullptr || ::freopen(out_.c_str(), "a", stderr) == nullptr) ::_exit(126);
    std::vector<char*> argv{const_cast<char*>("zhuanguictl")};
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    ::execv(ZHUANGUI_CTL, argv.data());
    ::_exit(127);
  }
  bool wait_for(const std::string& text) {
    for (int i = 0; i < 2'000; ++i) {
      if (output().find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  [[nodiscard]] std::string output() const { return text_of(out_); }
  int end(int signal = 0) {
    if (signal != 0) ::kill(child_, signal);
    int status = 0;
    ::waitpid(child_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);  // which signal ended it, as a negative number
  }

 private:
  std::string out_;
  pid_t child_;
};

class CtlSession : public testing::Test {
 protected:
  void type(const std::string& text) {
    for (const auto& report : support::typed_reports(text + "\n")) usb.send("1-1", 0x81, report);
  }

  support::TemporaryFolder folder{"zhuangui-session"};
  support::EmulatedUsb usb;
};

}  // namespace zhuangui::ctl_session
