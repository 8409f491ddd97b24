#pragma once
// Touches, scans and faults at random: 70, 20 and 10 of a hundred.
#include <map>
#include <random>
#include <set>
#include <string>

#include "counter.h"

namespace zhuangui::monkey {

class Monkey {
 public:
  Monkey(Counter& counter, std::uint64_t seed, till::Mode mode) : counter_{counter}, mode_{mode}, random_{seed} {}

  /// The program is started, for the first time or after a crash.
  void start();
  /// One event, and usually a rest after it.
  void act();
  /// From where it stands to the idle screen by touches alone; their number. Throws Trouble beyond `touches_max`.
  int go_home(int touches_max);

  /// What was seen: each state of the till, and what may lie over it ("selling with help", "paid, paper trouble").
  [[nodiscard]] const std::map<std::string, std::int64_t>& visited() const { return visited_; }
  [[nodiscard]] std::int64_t crashes() const { return crashes_; }
  [[nodiscard]] std::int64_t touches() const { return touches_; }
  [[nodiscard]] const std::string& last_event() const { return last_event_; }
  /// Every word visited() can come to hold.
  static std::vector<std::string> all_states(till::Mode mode);

 private:
  std::int64_t between(std::int64_t low, std::int64_t high) { return std::uniform_int_distribution{low, high}(random_); }
  bool happens(int of_hundred) { return between(1, 100) <= of_hundred; }
  void touch();
  const ui::Widget& choose(const std::vector<ui::Widget>& open, int corner_x, int height);
  void press_key();
  void scan();
  void lay_on_scale();
  void fault();
  void disk_fault();
  void paper_comes();
  void notice(app::Shell& shell);
  std::string some_code();

  Counter& counter_;
  till::Mode mode_;
  std::mt19937_64 random_;
  std::map<std::string, std::int64_t> visited_;
  std::map<std::string, int> tapped_;
  std::int64_t crashes_ = 0, touches_ = 0;
  std::int64_t disk_bad_events_ = 0;  ///< so many events until the disk is mended
  std::string last_event_;
};

}  // namespace zhuangui::monkey
