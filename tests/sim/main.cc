// sim [--seed N | --seeds FROM COUNT] [--sabotages] [--trace FILE]: runs seeds of the simulation, each one a test, and the
// controls of its checks, each one a test too. --jobs N: in so many processes side by side. Says on stderr how far it is
// whenever a thousand more seeds are done.
#include <malloc.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "run.h"
#include "sabotage.h"

namespace zhuangui::sim {
namespace {

constexpr std::int64_t seeds_per_word = 1'000;

struct Wish {
  std::uint64_t from = 1;
  std::uint64_t count = 0;
  bool sabotages = false;
  std::uint64_t jobs = 1;
  std::string trace_file;
  std::uint64_t twice_every = 20;  ///< of so many seeds one runs twice and must leave the same trace
};

struct Sums {
  std::int64_t passed = 0, failed = 0, terminal_ms = 0, repeated = 0;
  std::int64_t begun = 0;  ///< seeds, as far as the workers have told
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
void run_sabotage(const Sabotage& sabotage, const std::string& base, Sums& sums) {
  constexpr std::uint64_t seeds_max = 20;
  std::string found = "nobody";
  std::uint64_t seed = 0;
  while (found == "nobody" && seed < seeds_max) found = reported_by(sabotage, ++seed, base);
  if (found == sabotage.found_by) {
    ++sums.passed;
    std::printf("ok %s: reported in seed %llu\n", sabotage.name, static_cast<unsigned long long>(seed));
  } else {
    ++sums.failed;
    std::printf("FAILED %s: reported by \"%s\" instead of \"%s\"\n", sabotage.name, found.c_str(), sabotage.found_by);
  }
  std::fflush(stdout);
}

/// Every `jobs`-th seed and sabotage, beginning with `job`. `begins` is told each seed, so that a crash has a name.
Sums run_share(const Wish& wish, std::uint64_t job, const std::function<void(std::uint64_t)>& begins) {
  const std::string base = base_folder();
  Sums sums;
  for (std::size_t i = job; wish.sabotages && i < sabotages().size(); i += wish.jobs) run_sabotage(sabotages()[i], base, sums);
  for (std::uint64_t i = job; i < wish.count; i += wish.jobs) {
    begins(wish.from + i);
    run_seed(wish.from + i, base, wish, sums);
  }
  std::filesystem::remove_all(base);
  return sums;
}

// What one process tells the other, a line each: "seed N", and in the end "sum NAME\tN".
void write_sums(std::FILE* to, const Sums& sums) {
  std::fprintf(to, "sum passed\t%lld\nsum failed\t%lld\nsum terminal_ms\t%lld\nsum repeated\t%lld\n", static_cast<long long>(sums.passed),
               static_cast<long long>(sums.failed), static_cast<long long>(sums.terminal_ms), static_cast<long long>(sums.repeated));
  for (const auto& [name, times] : sums.counts) std::fprintf(to, "sum count %s\t%lld\n", name.c_str(), static_cast<long long>(times));
}

void read_line(const std::string& line, Sums& sums, std::string& seed) {
  if (line.starts_with("seed ")) {
    seed = line;
    ++sums.begun;
  }
  const auto tab = line.find('\t');
  if (!line.starts_with("sum ") || tab == std::string::npos) return;
  const std::string name = line.substr(4, tab - 4);
  const std::int64_t value = std::stoll(line.substr(tab + 1));
  if (name == "passed") sums.passed += value;
  else if (name == "failed") sums.failed += value;
  else if (name == "terminal_ms") sums.terminal_ms += value;
  else if (name == "repeated") sums.repeated += value;
  else sums.counts[name.substr(std::strlen("count "))] += value;
}

struct Worker {
  pid_t process = 0;
  int told = -1;  ///< the end of the pipe it tells through; -1: it has ended
  std::string unread, seed = "before the first seed";
};

Worker start_worker(const Wish& wish, std::uint64_t job) {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  const pid_t process = ::fork();
  if (process < 0) std::abort();
  if (process > 0) {
    ::close(ends[1]);
    return {process, ends[0], {}};
  }
  ::close(ends[0]);
  std::FILE* told = ::fdopen(ends[1], "w");
  const Sums sums = run_share(wish, job, [told](std::uint64_t seed) {
    std::fprintf(told, "seed %llu\n", static_cast<unsigned long long>(seed));
    std::fflush(told);
  });
  write_sums(told, sums);
  std::fclose(told);
  std::fflush(stdout);
  ::_exit(0);
}

/// Takes in what a worker has told so far; false when it has ended.
bool hear(Worker& worker, Sums& sums) {
  char bytes[4096];
  const ssize_t count = ::read(worker.told, bytes, sizeof bytes);
  if (count <= 0) return false;
  worker.unread.append(bytes, static_cast<std::size_t>(count));
  for (auto end = worker.unread.find('\n'); end != std::string::npos; end = worker.unread.find('\n')) {
    read_line(worker.unread.substr(0, end), sums, worker.seed);
    worker.unread.erase(0, end + 1);
  }
  return true;
}

void bury(Worker& worker, Sums& sums) {
  ::close(worker.told);
  worker.told = -1;
  int status = 0;
  ::waitpid(worker.process, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  ++sums.failed;
  std::printf("FAILED %s: the simulation itself was ended by signal %d\n", worker.seed.c_str(), WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

Sums run_all(const Wish& wish) {
  if (wish.jobs == 1) return run_share(wish, 0, [](std::uint64_t) {});
  std::vector<Worker> workers;
  for (std::uint64_t job = 0; job < wish.jobs; ++job) workers.push_back(start_worker(wish, job));
  Sums sums;
  std::int64_t said = 0;
  // All at once: a worker whose pipe nobody empties stands still.
  for (std::size_t alive = workers.size(); alive > 0;) {
    std::vector<pollfd> ends;
    for (const Worker& worker : workers) ends.push_back({worker.told, POLLIN, 0});
    ::poll(ends.data(), ends.size(), -1);
    for (std::size_t i = 0; i < workers.size(); ++i) {
      if (ends[i].revents == 0 || hear(workers[i], sums)) continue;
      bury(workers[i], sums);
      --alive;
    }
    if (sums.begun / seeds_per_word == said) continue;
    said = sums.begun / seeds_per_word;
    std::fprintf(stderr, "sim: seed %lld of %llu\n", static_cast<long long>(sums.begun), static_cast<unsigned long long>(wish.count));
  }
  return sums;
}

void tell(const Sums& sums, const Wish& wish) {
  if (wish.sabotages) std::printf("figure simulation: %zu sabotages held against the checks\n", sabotages().size());
  const double days = static_cast<double>(sums.terminal_ms) / 86'400'000.0;
  std::printf("figure simulation: %llu seeds, %.1f terminal-days (%.2f terminal-years) simulated; %lld seeds ran twice with the same trace\n",
              static_cast<unsigned long long>(wish.count), days, days / 365.25, static_cast<long long>(sums.repeated));
  for (const auto& [name, times] : sums.counts) std::printf("note %s: %lld\n", name.c_str(), static_cast<long long>(times));
  std::printf("%lld passed, %lld failed\n", static_cast<long long>(sums.passed), static_cast<long long>(sums.failed));
}

int usage() {
  std::fputs("usage: sim [--seed N | --seeds FROM COUNT] [--sabotages] [--jobs N] [--trace FILE]\n", stderr);
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
    } else if (word == "--jobs" && left >= 1) {
      wish.jobs = std::max<std::uint64_t>(1, std::strtoull(words[++i], nullptr, 10));
    } else if (word == "--sabotages") {
      wish.sabotages = true;
    } else {
      return usage();
    }
  }
  if (wish.count == 0 && !wish.sabotages) return usage();
  // Every seed makes and drops whole databases: memory is kept, else a quarter of the time goes into asking for it again.
  ::mallopt(M_TRIM_THRESHOLD, 256 << 20);
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
  ::mallopt(M_TOP_PAD, 16 << 20);
  if (wish.trace_file.empty()) std::cerr.setstate(std::ios::failbit);  // the county's log of the troubles we make
  const Sums sums = run_all(wish);
  tell(sums, wish);
  return sums.failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace zhuangui::sim

int main(int count, char** words) { return zhuangui::sim::run(count, words); }
