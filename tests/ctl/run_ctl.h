#pragma once
// Runs zhuanguictl and gives what it said; forges a journal behind everybody's back.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/json.h"
#include "journal_desk.h"

namespace zhuangui::ctl_test {

struct Said {
  int exit_code = -1;
  std::string out;
  std::string err;
};

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// `user` 65534 is nobody: the program is opened before the change, so that its own folder's rights do not matter.
inline Said run_ctl(const std::vector<std::string>& words, const std::string& input = {}, uid_t user = ::geteuid()) {
  support::Folder folder;
  const std::string in = folder.path() + "/in", out = folder.path() + "/out", err = folder.path() + "/err";
  std::ofstream(in, std::ios::binary) << input;
  const int program = ::open(ZHUANGUI_CTL, O_RDONLY);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(::open(in.c_str(), O_RDONLY), 0);
    ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT, 0600), 1);
    ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT, 0600), 2);
    std::vector<char*> argv{const_cast<char*>("zhuanguictl")};
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    if (user != ::geteuid() && (::setgid(user) != 0 || ::setuid(user) != 0)) ::_exit(126);
    ::fexecve(program, argv.data(), environ);
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(program);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, file_text(out), file_text(err)};
}

inline std::size_t count_lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// Failed as it should: this exit code, nothing on the output, one line on stderr that names the cause; under --json
/// the same facts as an object.
inline void expect_refused(std::vector<std::string> words, int exit_code, const std::string& code, const std::string& part,
                           uid_t user = ::geteuid()) {
  SCOPED_TRACE(testing::PrintToString(words));
  const Said said = run_ctl(words, {}, user);
  EXPECT_EQ(said.exit_code, exit_code) << said.err;
  EXPECT_EQ(said.out, "");
  EXPECT_EQ(count_lines(said.err), 1u) << said.err;
  EXPECT_NE(said.err.find(part), std::string::npos) << said.err;
  EXPECT_NE(said.err.find("; "), std::string::npos) << "no cure: " << said.err;
  words.push_back("--json");
  const Said as_json = run_ctl(words, {}, user);
  EXPECT_EQ(as_json.exit_code, exit_code);
  const auto error = core::JsonDocument::parse(as_json.err);
  ASSERT_TRUE(error.has_value()) << as_json.err;
  EXPECT_EQ(error->root().string_or("code", ""), code);
  EXPECT_NE(error->root().string_or("message", "").find(part), std::string::npos) << as_json.err;
  EXPECT_NE(error->root().string_or("remedy", ""), "");
}

/// SQL straight into the closed journal of a folder.
inline void forge(const std::string& directory, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(::sqlite3_open((directory + "/journal.db").c_str(), &database), SQLITE_OK);
  char* trouble = nullptr;
  EXPECT_EQ(::sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &trouble), SQLITE_OK) << (trouble ? trouble : "");
  ::sqlite3_free(trouble);
  ::sqlite3_close(database);
}

/// A terminal with a closed journal of one epoch: epoch.started, three sales, terminal.stopped.
struct Till {
  Till() {
    const auto journal = desk.open();
    epoch = journal->start_epoch("enrolled", support::moment(0))->epoch;
    for (int i = 1; i <= 3; ++i) {
      const auto sale = support::sale(support::sale_id(epoch, i), i);
      total_fen += sale.total.in_fen();
      journal->commit_sale(sale, support::moment(i), false).value();
    }
    support::must(journal->stop_orderly(support::moment(9)));
  }
  [[nodiscard]] std::vector<std::string> at(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--data", desk.path()});
    return words;
  }
  support::Desk desk;
  std::int64_t epoch = 0;
  std::int64_t total_fen = 0;
};

}  // namespace zhuangui::ctl_test
