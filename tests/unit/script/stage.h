#pragma once
// What the runner's tests share: a script, the puppet as its terminal, and what came of it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "script/run_script.h"

namespace zhuangui::app {

struct Played {
  int exit_code = 0;
  std::string said;
  std::string errors;
};

class Stage : public testing::Test {
 protected:
  Stage() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = testing::TempDir() + "/script-" + std::to_string(::getpid()) + "-" + info->name();
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
    options_.script_file = path("story.script");
    options_.program = ZHUANGUI_PUPPET;
    options_.child_argv = {"puppet", "--data", directory_};
    options_.data_directory = directory_;
    options_.virtual_clock = true;
    options_.answer_timeout_ms = 20'000;
  }
  ~Stage() override { std::filesystem::remove_all(directory_); }

  [[nodiscard]] std::string path(const std::string& name) const { return directory_ + "/" + name; }
  [[nodiscard]] std::string content(const std::string& name) const {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  Played play(const std::string& script) {
    std::ofstream(options_.script_file, std::ios::binary) << script;
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    Played played;
    played.exit_code = run_script(options_);
    played.said = testing::internal::GetCapturedStdout();
    played.errors = testing::internal::GetCapturedStderr();
    return played;
  }
  /// The script's file name and line as an error names them.
  [[nodiscard]] std::string at(int line) const { return options_.script_file + ":" + std::to_string(line) + ": "; }

  std::string directory_;
  ScriptOptions options_;
};

}  // namespace zhuangui::app
