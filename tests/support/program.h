#pragma once
// Runs a real program to its end and keeps what it said.
#include <array>
#include <csignal>
#include <cstdio>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace zhuangui::support {

struct Ended {
  int code = -1;       ///< exit code; 128 + signal when it was killed
  std::string output;  ///< stdout and stderr
};

inline Ended run_program(const std::vector<std::string>& words) {
  std::string line = "timeout 60";
  for (const std::string& word : words) {
    line += " '";
    for (const char character : word) line += character == '\'' ? std::string("'\\''") : std::string(1, character);
    line += "'";
  }
  Ended ended;
  std::FILE* pipe = ::popen((line + " 2>&1 </dev/null").c_str(), "r");
  if (!pipe) return ended;
  std::array<char, 4096> piece{};
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), pipe)) ended.output.append(piece.data(), got);
  const int status = ::pclose(pipe);
  ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ended;
}

}  // namespace zhuangui::support
