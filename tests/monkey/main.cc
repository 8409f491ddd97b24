// monkey [--events N] [--seed N] [--size WxH] [--mode attended|self_service]: touches, scans and faults at random before the real
// terminal. After each 1,000 events the journal verifies, its sum is that of the sales shown, and the idle screen is
// reached in at most 6 touches; from 10,000 events on, 95 of 100 states of the till must have been seen, and 15 sales (7
// before a buyer alone, to whom somebody must come for the cash) in
// each thousand events have come about. Ends with "N passed, N failed": one for each thousand, one for states and sales.
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "books.h"
#include "monkey.h"

namespace zhuangui::monkey {
namespace {

constexpr std::int64_t events_a_look = 1'000;
constexpr int touches_home_max = 6;
constexpr unsigned hangs_after_s = 120;
constexpr std::int64_t visited_of_hundred_min = 95;
constexpr std::int64_t sales_a_look_min = 15, sales_alone_a_look_min = 7;
constexpr std::int64_t returns_min = 50;  // before a 营业员
constexpr std::int64_t events_to_see_all = 10'000;

struct Wish {
  std::int64_t events = 20'000;
  std::uint64_t seed = 0;
  int width = 1024, height = 600;
  till::Mode mode = till::Mode::attended;
};

void say_hang(int) {
  constexpr char words[] = "FAILED monkey: the terminal hangs: 1,000 events have taken more than 120 s\n0 passed, 1 failed\n";
  (void)!::write(STDOUT_FILENO, words, sizeof words - 1);
  ::_exit(1);
}

/// What of all states was never seen, as a sentence; empty when enough was.
std::string too_little_seen(const Monkey& monkey, till::Mode mode) {
  const auto all = Monkey::all_states(mode);
  std::string missing;
  std::size_t seen = 0;
  for (const std::string& state : all) {
    if (monkey.visited().contains(state)) ++seen;
    else missing += (missing.empty() ? "" : "; ") + state;
  }
  for (const auto& [state, times] : monkey.visited()) std::printf("note visited %s: %lld\n", state.c_str(), static_cast<long long>(times));
  return static_cast<std::int64_t>(seen * 100) >= static_cast<std::int64_t>(all.size()) * visited_of_hundred_min ? "" : "never seen: " + missing;
}

int run(const Wish& wish) {
  // Every commit waits for the disk: in memory, where there is one, that costs nothing.
  if (std::filesystem::is_directory("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 0);
  std::signal(SIGALRM, &say_hang);
  std::int64_t passed = 0, done = 0;
  Books books;
  int furthest = 0;
  Counter counter{wish.width, wish.height, wish.mode};
  Monkey monkey{counter, wish.seed, wish.mode};
  const auto fail = [&](const std::string& sentence) {
    std::printf("FAILED monkey at event %lld (%s): %s\nreplay: monkey --events %lld --seed %llu%s\n%lld passed, 1 failed\n",
                static_cast<long long>(done), monkey.last_event().c_str(), sentence.c_str(), static_cast<long long>(wish.events),
                static_cast<unsigned long long>(wish.seed), wish.mode == till::Mode::self_service ? " --mode self_service" : "",
                static_cast<long long>(passed));
    return 1;
  };
  try {
    monkey.start();
    while (done < wish.events) {
      ::alarm(hangs_after_s);
      for (std::int64_t i = 0; i < events_a_look; ++i, ++done) monkey.act();
      furthest = std::max(furthest, monkey.go_home(touches_home_max));
      books = check_books(counter);
      ++passed;
    }
  } catch (const Trouble& trouble) {
    return fail(trouble.sentence);
  }
  ::alarm(0);
  if (done >= events_to_see_all) {
    if (const std::string missing = too_little_seen(monkey, wish.mode); !missing.empty()) return fail(missing);
    const bool alone = wish.mode == till::Mode::self_service;
    const std::int64_t sales_min = passed * (alone ? sales_alone_a_look_min : sales_a_look_min);
    if (books.sales < sales_min) return fail("only " + std::to_string(books.sales) + " sales came about, at least " + std::to_string(sales_min) + " were wanted");
    if (!alone && books.returns < returns_min) return fail("only " + std::to_string(books.returns) + " returns came about, at least " + std::to_string(returns_min) + " were wanted");
    ++passed;
  }
  std::printf("figure monkey: seed %llu, %lld events, %lld touches, %lld sales of %lld.%02lld yuan, %lld returns, %lld crashes (%lld sales never shown), %lld entries, "
              "home in %d touches at most\n",
              static_cast<unsigned long long>(wish.seed), static_cast<long long>(done), static_cast<long long>(monkey.touches()),
              static_cast<long long>(books.sales), static_cast<long long>(books.total_fen / 100), static_cast<long long>(books.total_fen % 100), static_cast<long long>(books.returns),
              static_cast<long long>(monkey.crashes()), static_cast<long long>(books.never_shown), static_cast<long long>(books.entries), furthest);
  std::printf("%lld passed, 0 failed\n", static_cast<long long>(passed));
  return 0;
}

}  // namespace
}  // namespace zhuangui::monkey

int main(int count, char** words) {
  zhuangui::monkey::Wish wish{.seed = std::random_device{}()};
  for (int i = 1; i < count; i += 2) {
    const std::string word = words[i], value = i + 1 < count ? words[i + 1] : "";
    if (word == "--events" && !value.empty()) wish.events = std::strtoll(value.c_str(), nullptr, 10);
    else if (word == "--seed" && !value.empty()) wish.seed = std::strtoull(value.c_str(), nullptr, 10);
    else if (word == "--mode" && (value == "attended" || value == "self_service"))
      wish.mode = value == "attended" ? zhuangui::till::Mode::attended : zhuangui::till::Mode::self_service;
    else if (word != "--size" || std::sscanf(value.c_str(), "%dx%d", &wish.width, &wish.height) != 2) {
      std::fputs("usage: monkey [--events N] [--seed N] [--size WxH] [--mode attended|self_service]\n", stderr);
      return 2;
    }
  }
  return zhuangui::monkey::run(wish);
}
