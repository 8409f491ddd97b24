#pragma once
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "counter_folder.h"
#include "program.h"

namespace zhuangui::support {

/// A counter of its own for each test, thrown away afterwards.
class Counter : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root = std::filesystem::path(testing::TempDir()) / (std::string("zhuangui-") + test->name());
    std::filesystem::remove_all(root);
    data = root / "terminal";
    std::filesystem::create_directories(root);
    ASSERT_EQ(make_counter_folder(data), "");
  }
  void TearDown() override { std::filesystem::remove_all(root); }

  void write(const std::filesystem::path& file, const std::string& text) { std::ofstream{file, std::ios::binary} << text; }

  /// The terminal headless under the virtual clock with this script and these further words.
  Ended run(const std::string& script, std::vector<std::string> more = {}) {
    write(root / "story.script", script);
    std::vector<std::string> words{ZHUANGUI_TERMINAL, "--data", data, "--simulate", "--headless", "--script", root / "story.script",
                                   "--now", "2026-11-24T09:00:00", "--clock", "virtual", "--seed", "1"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
  }

  std::filesystem::path root, data;
};

}  // namespace zhuangui::support
