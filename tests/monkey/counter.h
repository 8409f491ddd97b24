#pragma once
// The terminal the monkey stands before: the real screen, shell, till and journal with their threads, and the agent,
// which finds no county. Clock and disk are simulated; paper and drawer are the monkey's.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "journal_worker.h"
#include "pan_of_counter.h"
#include "shell.h"
#include "sync_worker.h"
#include "temporary_folder.h"

namespace zhuangui::monkey {

/// A sale as it stood on the screen, its sum reckoned from its lines by ourselves.
struct Shown {
  std::int64_t seq = 0;
  std::int64_t total_fen = 0;
};

/// Something that must not be. Ends the run.
struct Trouble {
  std::string sentence;
};

class Counter {
 public:
  Counter(int width, int height, till::Mode mode);
  ~Counter();

  /// The program is started on the same folder; returns when the till is ready. `early` looks at it before it is.
  void start(const std::function<void(app::Shell&)>& early);
  /// The program is gone, whatever it was doing.
  void crash();
  /// In the screen's thread; what it changed is drawn when this returns.
  void in_screen(const std::function<void(app::Shell&)>& task);
  void happened_to_till(till::Event event);
  /// Waits until nothing is under way.
  void rest();
  void time_passes(std::int64_t ms);

  struct Paper { std::string sale; int copy; };
  std::vector<Paper> take_asked_paper();
  [[nodiscard]] std::map<std::string, Shown> shown();
  [[nodiscard]] std::set<std::string> in_doubt();  ///< a crash came while nobody knew whether they stand
  [[nodiscard]] std::set<std::string> committed();
  [[nodiscard]] std::set<std::string> given_back();  ///< returns that were asked of the journal, whatever came of them
  [[nodiscard]] std::map<std::string, std::int64_t> handed_out();  ///< those that were shown as done, and their fen
  [[nodiscard]] const std::string& folder() const { return folder_.path(); }
  app::Clock& clock() { return clock_; }
  PanOfCounter& pan() { return pan_; }

 private:
  struct Running;
  app::Hands hands();
  void happened(const app::EventLog::Event& event);
  void complain(std::string sentence);

  till::Mode mode_;
  support::TemporaryFolder folder_{"zhuangui-monkey"};
  app::Clock clock_;
  PanOfCounter pan_{clock_};
  std::unique_ptr<ui::Screen> screen_;
  std::mutex mutex_;
  std::map<std::string, Shown> shown_;
  std::set<std::string> in_doubt_, committed_, drawer_opened_, given_back_;
  std::map<std::string, std::int64_t> handed_out_;
  std::vector<Paper> paper_;
  std::string trouble_;
  std::unique_ptr<Running> running_;  // last: its threads write into what stands above until they have ended
};

}  // namespace zhuangui::monkey
