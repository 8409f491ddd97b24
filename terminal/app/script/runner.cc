#include "script/runner.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>
#include <utility>

namespace zhuangui::app {

namespace {

/// The "dump" member of an answer; null when it has none.
core::JsonValue dump_of(const core::JsonDocument& answer) { return answer.root().get("dump").value_or(core::JsonValue{}); }

std::string yuan(std::int64_t fen) {
  const std::string cents = std::to_string(fen % 100);
  return std::to_string(fen / 100) + (cents.size() == 1 ? ".0" : ".") + cents;
}

bool holds(const std::vector<std::string>& texts, const std::string& wanted) {
  return std::any_of(texts.begin(), texts.end(),
                     [&wanted](const std::string& text) { return text.find(wanted) != std::string::npos; });
}

Outcome<void> write_file(const std::string& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return failed("cannot write " + file + ": see that its folder is there and may be written", 3);
  return {};
}

}  // namespace

int ScriptRunner::run(const std::vector<Command>& commands, std::ostream& said, std::ostream& errors) {
  auto outcome = terminal_.start();
  if (!outcome) {
    errors << options_.script_file << ": " << outcome.error().sentence << std::endl;
    terminal_.give_up();
    return outcome.error().exit_code;
  }
  outcome = carry_out_all(commands, said);
  if (outcome) return 0;
  if (current_ != nullptr) {
    errors << options_.script_file << ":" << current_->line << ": " << outcome.error().sentence << "\n  line: "
           << current_->text << "\n";
    describe_screen(errors);
  } else {
    errors << options_.script_file << ": at the end of the script: " << outcome.error().sentence << "\n";
  }
  errors.flush();
  terminal_.give_up();
  return outcome.error().exit_code;
}

Outcome<void> ScriptRunner::carry_out_all(const std::vector<Command>& commands, std::ostream& said) {
  for (const Command& command : commands) {
    current_ = &command;
    if (auto outcome = carry_out(command, said); !outcome) return outcome;
    if (!terminal_.runs()) earlier_pulses_ += std::exchange(armed_pulses_, 0);
  }
  current_ = nullptr;
  if (auto crashed = terminal_.await_armed_crash(); !crashed) return crashed;
  return terminal_.stop_by_request();
}

Outcome<void> ScriptRunner::carry_out(const Command& command, std::ostream& said) {
  if (const auto* say = std::get_if<action::Say>(&command.action)) {
    said << say->text << std::endl;
    return {};
  }
  return std::visit(
      [this, &command](const auto& what) -> Outcome<void> {
        if constexpr (std::is_same_v<std::decay_t<decltype(what)>, action::Say>) return {};
        else return act(what, command);
      },
      command.action);
}

Outcome<core::JsonDocument> ScriptRunner::need(const Request& request, std::int64_t work_ms) {
  auto answer = terminal_.ask(request, work_ms);
  if (!answer) return tl::unexpected(answer.error());
  if (!*answer) return failed("the terminal crashed, as it was armed to, before this could be looked at");
  return std::move(**answer);
}

Outcome<core::JsonDocument> ScriptRunner::need_dump() { return need({"dump", {}}); }

Outcome<std::vector<std::string>> ScriptRunner::texts() {
  const auto answer = need({"texts", {}});
  if (!answer) return tl::unexpected(answer.error());
  std::vector<std::string> texts;
  if (const auto list = answer->root().get("texts"))
    for (const core::JsonValue& text : list->elements()) texts.emplace_back(text.as_string().value_or(""));
  return texts;
}

Outcome<void> ScriptRunner::act(const action::Tell& tell, const Command&) {
  const auto answer = terminal_.ask(tell.request, tell.work_ms);
  if (!answer) return tl::unexpected(answer.error());
  return {};  // an armed crash in its place is what was asked for
}

Outcome<void> ScriptRunner::act(const action::ExpectText& expected, const Command&) {
  const auto shown = texts();
  if (!shown) return tl::unexpected(shown.error());
  if (holds(*shown, expected.text) == expected.wanted) return {};
  return failed("expected " + std::string{expected.wanted ? "" : "not "} + "to see '" + expected.text + "'");
}

Outcome<void> ScriptRunner::act(const action::ExpectTotal& expected, const Command&) {
  const auto answer = need_dump();
  if (!answer) return tl::unexpected(answer.error());
  const std::int64_t total_fen = dump_of(*answer).integer_or("total_fen", -1);
  if (total_fen == expected.total_fen) return {};
  return failed("expected a total of " + yuan(expected.total_fen) + ", but it is " + yuan(total_fen));
}

Outcome<void> ScriptRunner::act(const action::ExpectState& expected, const Command&) {
  const auto answer = need_dump();
  if (!answer) return tl::unexpected(answer.error());
  const std::string state = dump_of(*answer).string_or("state", "");
  if (state == expected.state) return {};
  return failed("expected the state " + expected.state + ", but it is " + state);
}

Outcome<void> ScriptRunner::act(const action::ExpectNotice& expected, const Command&) {
  const auto answer = need_dump();
  if (!answer) return tl::unexpected(answer.error());
  if (const auto notices = dump_of(*answer).get("notices"))
    for (const core::JsonValue& notice : notices->elements())
      if (notice.string_or("code", "") == expected.code) return {};
  return failed("expected the notice " + expected.code);
}

Outcome<void> ScriptRunner::act(const action::ExpectPrinted& expected, const Command&) {
  const auto wanted = to_gb18030(expected.text);
  if (!wanted) return failed(wanted.error().cause);
  const auto printed = paper_.since_mark();
  if (!printed) return failed(printed.error().cause + ": " + printed.error().remedy, 3);
  if (printed->find(*wanted) != std::string::npos) return {};
  return failed("expected '" + expected.text + "' on paper, but it is not in the " + std::to_string(printed->size()) +
                " bytes printed (" + paper_.path() + ")");
}

Outcome<void> ScriptRunner::act(const action::ExpectNoPrint&, const Command&) {
  const auto printed = paper_.since_mark();
  if (!printed) return failed(printed.error().cause + ": " + printed.error().remedy, 3);
  if (printed->empty()) return {};
  return failed("expected that nothing was printed, but " + std::to_string(printed->size()) + " bytes were (" +
                paper_.path() + ")");
}

Outcome<void> ScriptRunner::act(const action::ExpectDisplay& expected, const Command&) {
  const auto answer = need({"status", {}});
  if (!answer) return tl::unexpected(answer.error());
  const std::string upper = answer->root().string_or("display_upper", ""), lower = answer->root().string_or("display_lower", "");
  if (upper.find(expected.text) != std::string::npos || lower.find(expected.text) != std::string::npos) return {};
  return failed("expected '" + expected.text + "' on the customer display, but it shows '" + upper + "' and '" + lower + "'");
}

Outcome<std::int64_t> ScriptRunner::status_figure(const std::string& field) {
  const auto answer = need({"status", {}});
  if (!answer) return tl::unexpected(answer.error());
  const auto figure = answer->root().get(field);
  if (!figure || !figure->as_integer()) return failed("the terminal's status tells no " + field);
  return *figure->as_integer();
}

Outcome<void> ScriptRunner::keep_pulses(std::int64_t& into) {
  if (!terminal_.runs()) return {};
  const auto pulses = status_figure("drawer_pulses");
  if (!pulses) return tl::unexpected(pulses.error());
  into += *pulses;
  return {};
}

Outcome<void> ScriptRunner::act(const action::ExpectFigure& expected, const Command&) {
  auto value = status_figure(expected.field);
  if (!value) return tl::unexpected(value.error());
  if (expected.field == "drawer_pulses") *value += earlier_pulses_;
  if (*value == expected.value) return {};
  return failed("expected " + std::to_string(expected.value) + " " + expected.field + ", but there are " +
                std::to_string(*value));
}

Outcome<void> ScriptRunner::act(const action::Wait& wait, const Command&) {
  const std::int64_t started_ms = monotonic_ms();
  std::int64_t passed_ms = 0;
  for (;;) {
    const auto shown = texts();
    if (!shown) return tl::unexpected(shown.error());
    if (holds(*shown, wait.text)) return {};
    const std::int64_t left_ms = wait.limit_ms - passed_ms;
    if (left_ms <= 0)
      return failed("expected to see '" + wait.text + "' within " + std::to_string(wait.limit_ms / 1000) + " s");
    const auto answer = terminal_.ask({"advance", {{"limit_ms", left_ms}}}, left_ms);
    if (!answer) return tl::unexpected(answer.error());
    if (!*answer) return {};
    const std::int64_t advanced_ms = (*answer)->root().integer_or("advanced_ms", 0);
    if (options_.virtual_clock && advanced_ms <= 0)
      return failed("expected to see '" + wait.text + "', but within " + std::to_string(wait.limit_ms / 1000) +
                    " s nothing more will happen");
    if (!options_.virtual_clock && advanced_ms <= 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    passed_ms = options_.virtual_clock ? passed_ms + advanced_ms : monotonic_ms() - started_ms;
  }
}

Outcome<void> ScriptRunner::act(const action::SyncWait& wait, const Command&) {
  const auto answer = terminal_.ask({"sync_wait", {{"timeout_ms", wait.limit_ms}}}, wait.limit_ms);
  if (!answer) return tl::unexpected(answer.error());
  if (!*answer) return {};
  const std::int64_t unsent = (*answer)->root().integer_or("unsent", -1);
  if (unsent == 0) return {};
  return failed("expected that the county has everything within " + std::to_string(wait.limit_ms / 1000) + " s, but " +
                std::to_string(unsent) + " entries are unsent");
}

Outcome<void> ScriptRunner::act(const action::Crash& crash, const Command& command) {
  if (crash.words.empty()) {
    if (auto kept = keep_pulses(earlier_pulses_); !kept) return kept;
    return terminal_.kill_now();
  }
  const auto answer = need({"arm_crash", {{"words", crash.words}}});
  if (!answer) return tl::unexpected(answer.error());
  std::string what;
  for (const std::string& word : crash.words) what += (what.empty() ? "" : " ") + word;
  terminal_.arm(what, command.line);
  return keep_pulses(armed_pulses_);
}

Outcome<void> ScriptRunner::act(const action::Restart&, const Command&) {
  if (auto crashed = terminal_.await_armed_crash(); !crashed) return crashed;
  if (auto kept = keep_pulses(earlier_pulses_); !kept) return kept;
  if (auto stopped = terminal_.stop_by_signal(); !stopped) return stopped;
  return terminal_.start();
}

Outcome<void> ScriptRunner::act(const action::SaveScreenshot& save, const Command&) {
  const auto answer = need({save.of_customer ? "screenshot-customer" : "screenshot", {{"file", save.file}}});
  if (!answer) return tl::unexpected(answer.error());
  return {};
}

Outcome<void> ScriptRunner::act(const action::SaveDump& save, const Command&) {
  const auto answer = need_dump();
  if (!answer) return tl::unexpected(answer.error());
  return write_file(save.file, dump_of(*answer).to_text() + "\n");
}

Outcome<void> ScriptRunner::act(const action::SaveReceipt& save, const Command&) {
  const auto printed = paper_.since_mark();
  if (!printed) return failed(printed.error().cause + ": " + printed.error().remedy, 3);
  if (auto written = write_file(save.file, *printed); !written) return written;
  paper_.move_mark(printed->size());
  return {};
}

void ScriptRunner::describe_screen(std::ostream& errors) {
  if (!terminal_.runs()) {
    errors << "  on screen: nothing, the terminal is not running\n";
    return;
  }
  const auto answer = need_dump();
  if (!answer) {
    errors << "  on screen: not known, " << answer.error().sentence << "\n";
    return;
  }
  const core::JsonValue dump = dump_of(*answer);
  errors << "  state: " << dump.string_or("state", "?") << ", total " << yuan(dump.integer_or("total_fen", 0)) << "\n";
  if (const auto notices = dump.get("notices"))
    for (const core::JsonValue& notice : notices->elements())
      errors << "  notice: " << notice.string_or("code", "?") << " " << notice.string_or("text", "") << "\n";
  const auto shown = texts();
  if (!shown) return;
  errors << "  texts:";
  for (const std::string& text : *shown) errors << " |" << text << "|";
  errors << "\n";
}

}  // namespace zhuangui::app
