// The same script, seed, time and release give byte-identical journal, paper and pictures (design §8).
#include <gtest/gtest.h>

#include "counter.h"
#include "journal/reader.h"

namespace zhuangui {
namespace {

using Story = support::Counter;

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string journal_of(const std::filesystem::path& data) {
  auto reader = journal::Reader::open(data);
  std::string text;
  if (reader) (void)(*reader)->export_epoch(0, [&text](std::string_view piece) { text += piece; });
  return text;
}

TEST_F(Story, TheSameScriptGivesTheSameJournalPaperAndPictures) {
  const std::filesystem::path copy = root / "second";
  std::filesystem::copy(data, copy, std::filesystem::copy_options::recursive);
  const auto script = [](const std::filesystem::path& into) {
    return "scan 6901234567892\nscan 2101234005200\nexpect-total 41.11\nscreenshot " + (into / "cart.png").string() +
           "\ntap @checkout\ntype 50\ntap @pad.ok\nexpect-state paid\nexpect-drawer 1\nscreenshot " + (into / "paid.png").string() +
           "\nwait 拿起商品 60\nscan ]E06901234567908\nscan 6901234567893\nexpect-notice check_digit\ntap @clear\ntap @clear.yes\nexpect-state idle\n";
  };
  const std::filesystem::path first = data;
  const auto one = run(script(first));
  ASSERT_EQ(one.code, 0) << one.output;
  data = copy;
  const auto two = run(script(copy));
  ASSERT_EQ(two.code, 0) << two.output;
  for (const char* file : {"cart.png", "paid.png", "simulated/printer.prn"}) {
    EXPECT_FALSE(bytes_of(first / file).empty()) << file;
    EXPECT_EQ(bytes_of(first / file), bytes_of(copy / file)) << file;
  }
  const std::string journal = journal_of(first);
  EXPECT_NE(journal.find("sale.completed"), std::string::npos);
  EXPECT_EQ(journal, journal_of(copy));
}

TEST_F(Story, ARealClockRunsTheSameStory) {
  const auto ended = support::run_program({ZHUANGUI_TERMINAL, "--data", data, "--simulate", "--headless", "--script", [this] {
    write(root / "real.script", "scan 6901234567892\ntap @checkout\ntap @quick.1\ntap @pad.ok\nexpect-state paid\n");
    return (root / "real.script").string();
  }()});
  EXPECT_EQ(ended.code, 0) << ended.output;
}

}  // namespace
}  // namespace zhuangui
