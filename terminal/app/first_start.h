#pragma once
#include <atomic>
#include <memory>
#include <optional>
#include <thread>

#include "agent/enrol.h"
#include "configuration.h"
#include "control_host.h"
#include "devices.h"
#include "shell.h"
#include "stop_signals.h"
#include "sync/enrol_folder.h"
#include "terminal.h"
#include "ui/sounder.h"

namespace zhuangui::app {

/// Whether `error` of a start is one that a first start at the screen mends: the folder is not enrolled, and somebody can
/// touch the screen. Where nobody can, the error says how to enrol.
bool can_ask_a_person(const TerminalOptions& options, const core::Error& error);
/// As enrolment would make it: for nobody else to read.
core::Result<void> make_terminal_folder(const std::string& directory);

/// A terminal whose folder is not enrolled: asks a person for the county's address and a code, enrols, and ends. It has
/// no journal; screen and devices are lent to it.
class FirstStart {
 public:
  FirstStart(const TerminalOptions& options, const Configuration& configuration, Devices& devices, ui::Screen& screen, Clock& clock);
  ~FirstStart();

  /// Runs in the screen's thread until the folder is enrolled (true), or stop() or a closed window ends it (false).
  core::Result<bool> run();
  /// From any thread.
  void stop() { shell_.stop(); }

 private:
  /// One try, which a person can stop.
  struct Try {
    std::unique_ptr<agent::HttpPort> http;
    std::atomic<bool> stopped{false};
  };
  Hands hands();
  void ask(const till::AskForEnrolment& effect);
  void stop_try();
  void enrol_until(const std::shared_ptr<Try>& attempt, const EnrolWish& wish);
  void tell(const std::shared_ptr<Try>& attempt, till::Event event);
  void scan_until(const std::stop_token& stop);

  const TerminalOptions& options_;
  const Configuration& configuration_;
  Devices& devices_;
  Clock& clock_;
  EventLog events_;
  Activity activity_;
  CrashTrigger crash_;
  Shell shell_;
  ui::Sounder sounder_;
  std::shared_ptr<Try> attempt_;  // of the screen's thread
  std::optional<contract::KeyPair> key_;  // of every try: a code is bound to the key that first used it
  std::thread enrolling_;
  bool enrolled_ = false;         // likewise
  std::unique_ptr<ControlHost> control_;
};

/// Runs one, which the signals stop. False: it ended without.
core::Result<bool> enrol_at_the_screen(const TerminalOptions& options, const Configuration& configuration, Devices& devices,
                                       ui::Screen& screen, Clock& clock, StopSignals& signals);

}  // namespace zhuangui::app
