#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "benches.h"

// Data go to a folder on a real disk (the working directory unless --data names another), which is emptied of them
// afterwards.
int main(int count, char** arguments) {
  std::string data = "bench-journal";
  std::int64_t entries = 0;
  bool commit = false;
  bool close = false;
  bool verify = false;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = arguments[i];
    if (word == "commit") {
      commit = true;
    } else if (word == "close") {
      close = true;
    } else if (word == "verify") {
      verify = true;
    } else if (word == "--data" && i + 1 < count) {
      data = arguments[++i];
    } else if (word == "--entries" && i + 1 < count) {
      entries = std::strtoll(arguments[++i], nullptr, 10);
    } else {
      std::fprintf(stderr, "usage: bench_journal [commit] [close] [verify] [--data DIR] [--entries N]\n");
      return 2;
    }
  }
  if (!commit && !close && !verify) commit = close = verify = true;
  std::filesystem::create_directories(data);
  bool met = true;
  if (commit) met = zhuangui::bench::bench_commit(data, entries ? entries : 100'000) && met;
  if (close) met = zhuangui::bench::bench_close(data, entries ? entries : 5'000) && met;
  if (verify) met = zhuangui::bench::bench_verify(data, entries ? entries : 1'000'000) && met;
  for (const char* made : {"ours", "floor", "close", "verify"}) std::filesystem::remove_all(data + "/" + made);
  return met ? 0 : 1;
}
