#pragma once
#include <array>
#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "crash_trigger.h"
#include "shell.h"

namespace zhuangui::app {

/// What of the terminal a script can reach beside the screen; empty functions are not there (no --simulate).
struct ControlHands {
  std::function<core::Result<void>(const std::string& mode, const std::string& aim, const std::string& text)> scan;
  std::function<core::Result<void>(const std::string& text)> card;
  std::function<core::Result<void>(const std::vector<std::string>&)> printer, scanner, weigh, scale, card_reader, display, network, disk;
  std::function<void()> clock_moved;             ///< of the simulated devices
  std::function<bool()> at_rest;                 ///< nothing on the way to or from a device, sync at rest
  std::function<std::optional<std::int64_t>()> next_timer_ms;  ///< of everything but the till
  std::function<void()> time_moved;              ///< virtual time has gone on
  std::function<void()> sync_now;
  std::function<std::int64_t()> unsent;
  std::function<std::int64_t()> drawer_pulses;
  std::function<std::int64_t()> printed_bytes;
  std::function<std::optional<std::int64_t>()> weight_g;  ///< what the scale shows
  std::function<std::array<std::string, 2>()> display_lines;
  std::function<core::Result<void>(const std::string& file)> customer_screenshot;  ///< empty: there is no customer's window
};

/// The terminal's end of the control channel (control.h): reads commands, has them carried out, waits until all has
/// come to rest, answers. A thread of its own.
class ControlHost {
 public:
  ControlHost(int file, Shell& shell, Clock& clock, Activity& activity, CrashTrigger& crash, ControlHands hands);
  ~ControlHost();

  /// Begins to answer commands. `stop` asks the program to stop orderly; it answers when that was done. `greets`: says
  /// first that the terminal is ready; not where another host before it has.
  void start(std::function<void()> stop, bool greets = true);
  /// After the command under way or the next one this host calls `stop`, and leaves the channel to another. Any thread.
  void hand_over() { handing_over_ = true; }
  /// The orderly stop is done: answers the command that asked for it, if one did.
  void stopped();

 private:
  struct Answer;
  void run(bool greets);
  void carry_out(const core::JsonValue& command, Answer& answer);
  void scan_one(const core::JsonValue& command, Answer& answer);
  void scan_burst(const core::JsonValue& command, Answer& answer);
  void card_one(const core::JsonValue& command, Answer& answer);
  void tap(const std::string& target, Answer& answer);
  void press(const std::string& name, Answer& answer);
  void type(const std::string& text, Answer& answer);
  void dump(Answer& answer);
  void texts(Answer& answer);
  void words_to(const std::function<core::Result<void>(const std::vector<std::string>&)>& device,
                const core::JsonValue& command, Answer& answer);
  void weigh(const core::JsonValue& command, Answer& answer);
  void set_clock(const std::vector<std::string>& words, Answer& answer);
  void advance(std::int64_t limit_ms, Answer& answer);
  void sync_wait(std::int64_t timeout_ms, Answer& answer);
  void screenshot(const std::string& file, Answer& answer);
  void screenshot_of_customer(const std::string& file, Answer& answer);
  void settle();
  void send(const std::string& line);

  const int file_;
  Shell& shell_;
  Clock& clock_;
  Activity& activity_;
  CrashTrigger& crash_;
  ControlHands hands_;
  std::function<void()> stop_;
  std::atomic<bool> handing_over_{false};
  std::int64_t stop_id_ = 0;
  std::thread thread_;
};

}  // namespace zhuangui::app
