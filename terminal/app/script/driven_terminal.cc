#include "script/driven_terminal.h"

#include <signal.h>

#include <utility>

namespace zhuangui::app {

namespace {

constexpr std::int64_t death_ms = 10'000;  ///< from a closed channel, or a signal that kills, to the process's end
/// For an armed crash to come after the last answer: by then everything has come to rest, so that only what real
/// devices and real time do can still bring it.
constexpr std::int64_t armed_ms = 2'000;

std::string seconds_text(std::int64_t ms) {
  return ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms";
}

}  // namespace

tl::unexpected<Failure> failed(std::string sentence, int exit_code) {
  return tl::unexpected(Failure{std::move(sentence), exit_code});
}

std::string request_line(std::int64_t id, const Request& request) {
  core::JsonWriter json;
  json.begin_object().field("id", id).field("do", request.verb);
  for (const RequestField& field : request.fields) {
    json.key(field.name);
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
      json.integer(*number);
    } else if (const auto* text = std::get_if<std::string>(&field.value)) {
      json.string(*text);
    } else {
      json.begin_array();
      for (const std::string& word : std::get<std::vector<std::string>>(field.value)) json.string(word);
      json.end_array();
    }
  }
  return json.end_object().take() + "\n";
}

std::vector<std::string> DrivenTerminal::argv() const {
  std::vector<std::string> arguments;
  const bool go_on = options_.virtual_clock && wall_utc_ms_;
  const auto& given = options_.child_argv;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (go_on && given[i] == "--now") ++i;
    else if (!go_on || !given[i].starts_with("--now=")) arguments.push_back(given[i]);
  }
  if (go_on) arguments.insert(arguments.end(), {"--now", std::to_string(*wall_utc_ms_)});
  arguments.insert(arguments.end(), {"--control-fd", std::to_string(ChildProcess::control_descriptor)});
  return arguments;
}

Outcome<void> DrivenTerminal::start() {
  auto process = ChildProcess::start(options_.program, argv());
  if (!process) return failed(process.error().cause + ": " + process.error().remedy, 3);
  process_ = std::move(*process);
  last_id_ = 0;
  auto ready = hear(0, options_.answer_timeout_ms, "be ready");
  if (!ready) return tl::unexpected(ready.error());
  return {};
}

std::string DrivenTerminal::last_words() const {
  std::string words;
  for (const std::string& line : process_->last_errors()) words += "\n  stderr: " + line;
  return words;
}

Outcome<std::optional<core::JsonDocument>> DrivenTerminal::judge_death(const std::string& awaited) {
  const auto end = process_->wait_end(death_ms);
  if (!end) {
    const std::string words = last_words();
    process_.reset();
    return failed("the terminal was to " + awaited + ", but closed its channel and went on running" + words);
  }
  const std::string words = last_words();
  process_.reset();
  if (armed_ && end->by_signal && end->number == SIGKILL) {
    armed_.reset();
    return std::nullopt;
  }
  const bool at_start = last_id_ == 0;
  const bool telling = !end->by_signal && (end->number == 2 || end->number == 3);
  return failed("the terminal was to " + awaited + ", but ended with " + describe(*end) + words,
                at_start && telling ? end->number : 1);
}

Outcome<std::optional<core::JsonDocument>> DrivenTerminal::hear(std::int64_t id, std::int64_t timeout_ms,
                                                                const std::string& awaited) {
  std::string line;
  switch (process_->read_line(line, timeout_ms)) {
    case ChildProcess::Heard::line: break;
    case ChildProcess::Heard::closed: return judge_death(awaited);
    case ChildProcess::Heard::timed_out:
      lost_ = true;
      return failed("the terminal was to " + awaited + ", but has not answered within " + seconds_text(timeout_ms) +
                    ": it hangs" + last_words());
    case ChildProcess::Heard::too_long:
      lost_ = true;
      return failed("the terminal's answer is longer than 16 MiB");
  }
  auto answer = core::JsonDocument::parse(line);
  if (!answer || answer->root().integer_or("id", -1) != id) {
    lost_ = true;
    return failed("the terminal was to " + awaited + ", but said something that is no answer to it: " +
                  line.substr(0, 200));
  }
  const core::JsonValue root = answer->root();
  if (const auto told = root.get("wall_utc_ms")) wall_utc_ms_ = told->as_integer();
  if (root.boolean_or("ok", false)) return std::move(*answer);
  return failed(root.string_or("message", "the terminal refused without a reason") + " (" +
                    root.string_or("code", "internal") + ")",
                root.boolean_or("usage", false) ? 2 : 1);
}

Outcome<std::optional<core::JsonDocument>> DrivenTerminal::ask(const Request& request, std::int64_t work_ms) {
  if (!process_)
    if (auto started = start(); !started) return tl::unexpected(started.error());
  if (lost_) return failed("the terminal does not answer any more");
  const std::int64_t id = ++last_id_;
  const std::int64_t patience_ms = options_.answer_timeout_ms + work_ms;
  // A child that died takes nothing; what it said before, and how it ended, is found by listening.
  process_->send_line(request_line(id, request), patience_ms);
  return hear(id, patience_ms, "carry out " + request.verb);
}

void DrivenTerminal::arm(std::string what, int line) { armed_ = Armed{std::move(what), line}; }

Outcome<void> DrivenTerminal::await_armed_crash() {
  if (!armed_) return {};
  const Armed armed = *armed_;
  std::string line;
  const auto heard = process_ ? process_->read_line(line, armed_ms) : ChildProcess::Heard::closed;
  if (heard == ChildProcess::Heard::closed) {
    const auto died = judge_death("crash " + armed.what);
    if (!died) return tl::unexpected(died.error());
    return {};
  }
  return failed("the crash of line " + std::to_string(armed.line) + " (" + armed.what + ") has not happened");
}

Outcome<void> DrivenTerminal::kill_now() {
  if (!process_) return failed("the terminal is not running any more: there is nothing to crash");
  armed_.reset();
  process_->signal(SIGKILL);
  const auto end = process_->wait_end(death_ms);
  const std::string words = last_words();
  process_.reset();
  if (!end || !end->by_signal || end->number != SIGKILL)
    return failed("the terminal was to be killed, but " + (end ? "had ended with " + describe(*end) : "goes on") + words);
  return {};
}

Outcome<void> DrivenTerminal::expect_orderly_end(const std::string& after) {
  const auto end = process_->wait_end(options_.answer_timeout_ms);
  const std::string words = last_words();
  process_.reset();
  if (!end) return failed("the terminal was to stop after " + after + ", but went on running" + words);
  if (end->by_signal || end->number != 0)
    return failed("the terminal was to stop in order after " + after + ", but ended with " + describe(*end) + words);
  return {};
}

Outcome<void> DrivenTerminal::stop_by_signal() {
  if (!process_) return {};
  process_->signal(SIGTERM);
  return expect_orderly_end("SIGTERM");
}

Outcome<void> DrivenTerminal::stop_by_request() {
  if (!process_) return {};
  const auto answer = ask({"stop", {}});
  if (!answer) return tl::unexpected(answer.error());
  return expect_orderly_end("stop");
}

void DrivenTerminal::give_up() {
  if (!process_) return;
  process_->signal(SIGTERM);
  process_->wait_end(death_ms);
  process_.reset();
}

}  // namespace zhuangui::app
