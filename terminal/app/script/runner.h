#pragma once
// Private to the script: carries out its lines, one after the other.
#include <ostream>
#include <string>
#include <vector>

#include "script/command.h"
#include "script/driven_terminal.h"
#include "script/paper.h"

namespace zhuangui::app {

class ScriptRunner {
 public:
  explicit ScriptRunner(const ScriptOptions& options)
      : options_{options}, terminal_{options}, paper_{options.data_directory} {}

  /// The exit code of run_script; failures are told on `errors`, what `say` says on `said`.
  int run(const std::vector<Command>& commands, std::ostream& said, std::ostream& errors);

 private:
  Outcome<void> carry_out(const Command& command, std::ostream& said);
  Outcome<void> carry_out_all(const std::vector<Command>& commands, std::ostream& said);

  Outcome<void> act(const action::Tell& tell, const Command&);
  Outcome<void> act(const action::ExpectText& expected, const Command&);
  Outcome<void> act(const action::ExpectTotal& expected, const Command&);
  Outcome<void> act(const action::ExpectState& expected, const Command&);
  Outcome<void> act(const action::ExpectNotice& expected, const Command&);
  Outcome<void> act(const action::ExpectPrinted& expected, const Command&);
  Outcome<void> act(const action::ExpectNoPrint&, const Command&);
  Outcome<void> act(const action::ExpectDisplay& expected, const Command&);
  Outcome<void> act(const action::ExpectFigure& expected, const Command&);
  Outcome<void> act(const action::Wait& wait, const Command&);
  Outcome<void> act(const action::SyncWait& wait, const Command&);
  Outcome<void> act(const action::Crash& crash, const Command& command);
  Outcome<void> act(const action::Restart&, const Command&);
  Outcome<void> act(const action::SaveScreenshot& save, const Command&);
  Outcome<void> act(const action::SaveDump& save, const Command&);
  Outcome<void> act(const action::SaveReceipt& save, const Command&);

  /// An answer that must come: an armed crash in its place is a failure.
  Outcome<core::JsonDocument> need(const Request& request, std::int64_t work_ms = 0);
  Outcome<core::JsonDocument> need_dump();
  Outcome<std::vector<std::string>> texts();
  Outcome<std::int64_t> status_figure(const std::string& field);
  /// Before a terminal ends: what it counted must not be forgotten. The one that is to crash at some point counts up to
  /// here; what it does in the very command it dies in nobody can ask it any more.
  Outcome<void> keep_pulses(std::int64_t& into);
  void describe_screen(std::ostream& errors);

  const ScriptOptions& options_;
  DrivenTerminal terminal_;
  Paper paper_;
  const Command* current_ = nullptr;
  std::int64_t earlier_pulses_ = 0;  ///< drawer pulses of the terminals that have ended
  std::int64_t armed_pulses_ = 0;    ///< of the running one when it was armed to crash
};

}  // namespace zhuangui::app
