// sim [--seed N | --seeds FROM COUNT] [--sabotages] [--trace FILE]: runs seeds of the simulation, each one a test, and the
// controls of its checks, each one a test too.
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "run.h"
#include "sabotage.h"

namespace zhuangui::sim {
namespace {

struct Wish {
  std::uint64_t from = 1;
  std::uint64_t count = 0;
  bool sabotages = false;
  std::string trace_file;
  std::uint64_t twice_every = 20;  ///< every so-manieth seed runs twice and must leave the same trace
};

struct Sums {
  std::int64_t passed = 0, failed = 0, terminal_ms = 0, repeated = 0;
  std::map<std::string, std::int64_t> counts;
};

/// Memory where the machine has it: the databases lie in memory anyway, here stand only locks and keys.
std::string base_folder() {
  const std::string parent = std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path().string();
  std::string name = parent + "/zhuangui-sim-XXXXXX";
  return ::mkdtemp(name.data());
}

std::string hex(std::uint64_t value) {
  char text[20];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

void fail(Sums& sums, const Outcome& outcome, const std::string& what) {
  ++sums.failed;
  std::printf("FAILED seed %llu: %s\nreplay: sim --seed %llu (trace %s)\n", static_cast<unsigned long long>(outcome.seed), what.c_str(),
              static_cast<unsigned long long>(outcome.seed), hex(outcome.trace_hash).c_str());
  std::fflush(stdout);
}

void run_seed(std::uint64_t seed, const std::string& base, const Wish& wish, Sums& sums) {
  std::FILE* trace = wish.trace_file.empty() ? nullptr : std::fopen(wish.trace_file.c_str(), "w");
  const Outcome outcome = simulate(seed, base, trace);
  if (trace != nullptr) std::fclose(trace);
  sums.terminal_ms += outcome.terminal_ms;
  for (const auto& [name, times] : outcome.counts) sums.counts[name] += times;
  if (outcome.violation) return fail(sums, outcome, outcome.violation->check + ": " + outcome.violation->sentence);
  if (wish.count == 1 || seed % wish.twice_every == 0) {
    ++sums.repeated;
    if (const Outcome again = simulate(seed, base, nullptr); again.trace_hash != outcome.trace_hash)
      return fail(sums, outcome, "a second run left another trace: " + hex(again.trace_hash));
  }
  if (wish.count == 1) std::printf("note seed %llu trace %s\n", static_cast<unsigned long long>(seed), hex(outcome.trace_hash).c_str());
  ++sums.passed;
}

/// Found in the first seed in which it shows at all, and by the check that is there for it.
void run_sabotages(const std::string& base, Sums& sums) {
  constexpr std::uint64_t seeds_max = 20;
  for (const Sabotage& sabotage : sabotages()) {
    std::string found = "nobody";
    std::uint64_t seed = 1;
    for (; seed <= seeds_max && found == "nobody"; ++seed) found = reported_by(sabotage, seed, base);
    if (found == sabotage.found_by) {
      ++sums.passed;
      std::printf("ok %s: reported in seed %llu\n", sabotage.name, static_cast<unsigned long long>(seed - 1));
    } else {
      ++sums.failed;
      std::printf("FAILED %s: reported by \"%s\" instead of \"%s\"\n", sabotage.name, found.c_str(), sabotage.found_by);
    }
  }
  std::printf("note %zu sabotages held against the checks\n", sabotages().size());
}

void tell(const Sums& sums, const Wish& wish) {
  const double days = static_cast<double>(sums.terminal_ms) / 86'400'000.0;
  std::printf("note %llu seeds, %.1f terminal-days (%.2f terminal-years) simulated; %lld seeds ran twice with the same trace\n",
              static_cast<unsigned long long>(wish.count), days, days / 365.25, static_cast<long long>(sums.repeated));
  for (const auto& [name, times] : sums.counts) std::printf("note %s: %lld\n", name.c_str(), static_cast<long long>(times));
  std::printf("%lld passed, %lld failed\n", static_cast<long long>(sums.passed), static_cast<long long>(sums.failed));
}

int usage() {
  std::fputs("usage: sim [--seed N | --seeds FROM COUNT] [--sabotages] [--trace FILE]\n", stderr);
  return 2;
}

int run(int count, char** words) {
  Wish wish;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const int left = count - i - 1;
    if (word == "--seed" && left >= 1) {
      wish.from = std::strtoull(words[++i], nullptr, 10);
      wish.count = 1;
    } else if (word == "--seeds" && left >= 2) {
      wish.from = std::strtoull(words[++i], nullptr, 10);
      wish.count = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--trace" && left >= 1) {
      wish.trace_file = words[++i];
    } else if (word == "--sabotages") {
      wish.sabotages = true;
    } else {
      return usage();
    }
  }
  if (wish.count == 0 && !wish.sabotages) return usage();
  if (wish.trace_file.empty()) std::cerr.setstate(std::ios::failbit);  // the county's log of the troubles we make
  const std::string base = base_folder();
  Sums sums;
  if (wish.sabotages) run_sabotages(base, sums);
  for (std::uint64_t seed = wish.from; seed < wish.from + wish.count; ++seed) run_seed(seed, base, wish, sums);
  std::filesystem::remove_all(base);
  tell(sums, wish);
  return sums.failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace zhuangui::sim

int main(int count, char** words) { return zhuangui::sim::run(count, words); }
