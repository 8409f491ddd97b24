#include "script/parse.h"

#include <map>
#include <utility>

#include "core/time.h"
#include "script/arguments.h"

namespace zhuangui::app {

namespace {

using core::Errc;
using core::fail;
using core::Result;
using Words = std::vector<std::string_view>;

constexpr std::int64_t wait_default_ms = 30'000;
constexpr std::int64_t seconds_max = 86'400;

/// One line after the command's name.
struct Line {
  std::string_view name;
  std::string_view rest;  ///< without blanks at either end
  Words words;            ///< the same, apart
  const ScriptRules& rules;
};

tl::unexpected<core::Error> wrong(std::string cause) { return fail(Errc::invalid_input, std::move(cause)); }

tl::unexpected<core::Error> usage(const Line& line, std::string_view form) {
  return wrong("write: " + std::string{line.name} + (form.empty() ? "" : " ") + std::string{form});
}

std::vector<std::string> owned(const Words& words) { return {words.begin(), words.end()}; }

Result<Action> parse_scan(const Line& line) {
  Words words = line.words;
  std::vector<RequestField> fields;
  std::string aim;
  const bool has_mode = !words.empty() && (words.front() == "kbd" || words.front() == "pos" || words.front() == "serial");
  const std::string mode{has_mode ? words.front() : "kbd"};
  if (has_mode) words.erase(words.begin());
  if (!words.empty() && words.front().starts_with("aim=")) {
    const std::string_view id = words.front().substr(4);
    if (id.size() != 3 || id.front() != ']')
      return wrong("an AIM identifier is ']', a letter and a digit, as in aim=]E0");
    aim = std::string{id.substr(1)};
    words.erase(words.begin());
  }
  if (words.size() != 1) return usage(line, "[kbd|pos|serial] [aim=]C1] CODE (a blank inside a code is \\x20)");
  auto code = unescape_code(words.front());
  if (!code) return tl::unexpected(code.error());
  if (mode != "kbd") fields.push_back({"mode", mode});
  fields.push_back({"aim", aim});
  fields.push_back({"text", std::move(*code)});
  return action::Tell{{"scan", std::move(fields)}};
}

/// A card as its reader types it: digits, hex, or 3+5 with a comma.
Result<Action> parse_card(const Line& line) {
  const bool fits = line.words.size() == 1 && line.rest.size() <= 32 &&
                    line.rest.find_first_not_of("0123456789ABCDEFabcdef,") == std::string_view::npos;
  if (!fits) return usage(line, "CODE, as the reader types it: 0010597059, 00A1B2C3 or 161,45763");
  return action::Tell{{"card", {{"text", std::string{line.rest}}}}};
}

Result<Action> parse_scan_burst(const Line& line) {
  const auto usage_text = "N MS CODE… (N scans, MS milliseconds apart, of the codes in turn)";
  if (line.words.size() < 3) return usage(line, usage_text);
  const auto count = parse_whole(line.words[0], script_burst_max);
  const auto interval_ms = parse_whole(line.words[1], 60'000);
  if (!count || *count == 0 || !interval_ms) return usage(line, usage_text);
  std::vector<std::string> codes;
  for (std::size_t i = 2; i < line.words.size(); ++i) {
    auto code = unescape_code(line.words[i]);
    if (!code) return tl::unexpected(code.error());
    codes.push_back(std::move(*code));
  }
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(*count); ++i) {
    texts.push_back(codes[i % codes.size()]);
    bytes += texts.back().size();
    if (bytes > script_bytes_max) return wrong("the codes of one scan-burst may be 1 MiB together");
  }
  return action::Tell{{"scan_burst", {{"interval_ms", *interval_ms}, {"texts", std::move(texts)}}},
                      *count * *interval_ms};
}

Result<Action> parse_tap(const Line& line) {
  if (line.rest.empty()) return usage(line, "LABEL, LABEL#2 or @ID");
  return action::Tell{{"tap", {{"target", std::string{line.rest}}}}};
}

Result<Action> parse_type(const Line& line) {
  constexpr std::string_view keys = "0123456789abcdefghijklmnopqrstuvwxyz.:-/";
  if (line.words.size() != 1 || line.rest.find_first_not_of(keys) != std::string_view::npos)
    return usage(line, "TEXT, of digits, small letters and . : - /");
  return action::Tell{{"type", {{"text", std::string{line.rest}}}}};
}

Result<Action> parse_key(const Line& line) {
  if (line.words.size() != 1) return usage(line, "NAME, as in Enter, Escape, F1, 5");
  if (line.rules.is_key && !line.rules.is_key(line.rest))
    return wrong("there is no key '" + std::string{line.rest} +
                 "': Enter, Escape, Backspace, Delete, +, -, ., F1, Up, Down, 0 … 9");
  return action::Tell{{"key", {{"name", std::string{line.rest}}}}};
}

/// A command whose words go to the child as they stand, once they fit one of the forms.
Result<Action> tell_words(const Line& line, const Words& forms, std::string_view shown) {
  if (!fits_a_form(line.words, forms)) return usage(line, shown);
  return action::Tell{{std::string{line.name}, {{"words", owned(line.words)}}}};
}

Result<Action> parse_printer(const Line& line) {
  const Words states{"ok",    "near-end", "paper-out", "cover-open", "cutter-jam", "drawer-high", "unplugged", "power-off",
                     "power-on", "nak N", "stall", "short N", "mute", "fake", "late N", "labels"};
  Words after = line.words;
  if (after.size() > 2 && after[0] == "after" && parse_whole(after[1], 1'000'000'000)) {
    after.erase(after.begin(), after.begin() + 2);
    if (fits_a_form(after, states)) return tell_words(line, {"after N …"}, {});
  }
  return tell_words(line, states,
                    "ok | near-end | paper-out | cover-open | cutter-jam | drawer-high | unplugged | power-off | power-on | nak S | "
                    "stall | short N | mute | fake | late MS | labels | after N FAULT");
}

Result<Action> parse_scanner(const Line& line) {
  Words after = line.words;
  if (after.size() == 2 && (after[0] == "kbd" || after[0] == "pos" || after[0] == "serial")) after.erase(after.begin());
  const Words states{"unplugged", "plugged", "broken", "joined", "over-long", "lost-key-up", "stall"};
  if (!fits_a_form(after, states))
    return usage(line, "[kbd|pos|serial] unplugged | plugged | broken | joined | over-long | lost-key-up | stall");
  return action::Tell{{std::string{line.name}, {{"words", owned(line.words)}}}};
}

Result<Action> parse_card_reader(const Line& line) {
  return tell_words(line, {"unplugged", "plugged", "broken", "lost-key-up", "stall"},
                    "unplugged | plugged | broken | lost-key-up | stall");
}

Result<Action> parse_network(const Line& line) {
  return tell_words(line,
                    {"up", "down", "drop-reply N", "delay N", "cut N", "duplicate", "status N", "captive"},
                    "up | down | drop-reply N | delay MS | cut BYTES | duplicate | status N | captive");
}

Result<Action> parse_disk(const Line& line) {
  return tell_words(line, {"ok", "full", "write-error N", "sync-error N", "syncs-fail", "read-only"},
                    "ok | full | write-error N | sync-error N | syncs-fail | read-only");
}

Result<Action> parse_clock(const Line& line) {
  const bool jump = line.words.size() == 1 && is_clock_jump(line.words[0]);
  const bool set = line.words.size() == 2 && line.words[0] == "set" && core::parse_time(line.words[1]).has_value();
  if (!jump && !set) return usage(line, "+8h | -90s | set 2026-11-24T09:00:00");
  return action::Tell{{"clock", {{"words", owned(line.words)}}}};
}

Result<Action> parse_expect_text(const Line& line) {
  if (line.rest.empty()) return usage(line, "TEXT");
  return action::ExpectText{std::string{line.rest}, line.name == "expect"};
}

Result<Action> parse_expect_total(const Line& line) {
  const auto fen = parse_yuan(line.rest);
  if (!fen) return usage(line, "YUAN, as in 12.34");
  return action::ExpectTotal{*fen};
}

Result<Action> parse_expect_state(const Line& line) {
  if (line.words.size() != 1) return usage(line, "STATE");
  return action::ExpectState{std::string{line.rest}};
}

Result<Action> parse_expect_notice(const Line& line) {
  if (line.words.size() != 1) return usage(line, "CODE");
  return action::ExpectNotice{std::string{line.rest}};
}

Result<Action> parse_expect_printed(const Line& line) {
  if (line.rest.empty()) return usage(line, "TEXT");
  return action::ExpectPrinted{std::string{line.rest}};
}

Result<Action> parse_expect_no_print(const Line& line) {
  if (!line.rest.empty()) return usage(line, {});
  return action::ExpectNoPrint{};
}

Result<Action> parse_expect_figure(const Line& line) {
  const auto value = parse_whole(line.rest, 1'000'000'000);
  if (!value) return usage(line, "N");
  return action::ExpectFigure{line.name == "expect-drawer" ? "drawer_pulses" : line.name == "expect-weight" ? "weight_g" : "unsent", *value};
}

/// Blanks within quotes count, since the columns of a display do.
Result<Action> parse_expect_display(const Line& line) {
  std::string_view text = line.rest;
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (text.empty()) return usage(line, "TEXT, or \"TEXT\" with blanks at its ends");
  return action::ExpectDisplay{std::string{text}};
}

Result<Action> parse_display(const Line& line) { return tell_words(line, {"unplugged", "plugged"}, "unplugged | plugged"); }

Result<Action> parse_wait(const Line& line) {
  if (line.words.empty()) return usage(line, "TEXT [SECONDS]");
  const auto seconds = line.words.size() > 1 ? parse_whole(line.words.back(), seconds_max) : std::nullopt;
  if (!seconds) return action::Wait{std::string{line.rest}, wait_default_ms};
  const auto text = trim(line.rest.substr(0, line.rest.size() - line.words.back().size()));
  return action::Wait{std::string{text}, *seconds * 1000};
}

Result<Action> parse_sync_wait(const Line& line) {
  if (line.words.empty()) return action::SyncWait{wait_default_ms};
  const auto seconds = parse_whole(line.rest, seconds_max);
  if (!seconds) return usage(line, "[SECONDS]");
  return action::SyncWait{*seconds * 1000};
}

Result<Action> parse_crash(const Line& line) {
  if (line.words.empty() || line.rest == "now") return action::Crash{};
  const bool on_frame = line.words.size() == 2 && line.words[0] == "on-frame";
  if (!on_frame && !fits_a_form(line.words, {"before-commit", "after-commit", "after-print-bytes N"}))
    return usage(line, "[now | before-commit | after-commit | on-frame STATE | after-print-bytes N]");
  return action::Crash{owned(line.words)};
}

Result<Action> parse_restart(const Line& line) {
  if (!line.rest.empty()) return usage(line, {});
  return action::Restart{};
}

Result<Action> parse_save(const Line& line) {
  if (line.rest.empty()) return usage(line, "FILE");
  const std::string file{line.rest};
  if (line.name == "screenshot") return action::SaveScreenshot{file};
  if (line.name == "screenshot-customer") return action::SaveScreenshot{file, true};
  if (line.name == "dump") return action::SaveDump{file};
  return action::SaveReceipt{file};
}

Result<Action> parse_say(const Line& line) { return action::Say{std::string{line.rest}}; }

Result<Action> parse_weigh(const Line& line) {
  return tell_words(line, {"N", "N stable", "N moving"}, "GRAMS [stable | moving]");
}

Result<Action> parse_scale(const Line& line) {
  return tell_words(line, {"unplugged", "plugged", "over", "under", "fault"}, "unplugged | plugged | over | under | fault");
}

struct Rule {
  Result<Action> (*parse)(const Line&);
  bool simulated_only = false;
};

const std::map<std::string_view, Rule>& command_table() {
  static const std::map<std::string_view, Rule> table{
      {"scan", {parse_scan, true}},
      {"scan-burst", {parse_scan_burst, true}},
      {"tap", {parse_tap}},
      {"type", {parse_type}},
      {"key", {parse_key}},
      {"expect", {parse_expect_text}},
      {"expect-no", {parse_expect_text}},
      {"expect-total", {parse_expect_total}},
      {"expect-state", {parse_expect_state}},
      {"expect-notice", {parse_expect_notice}},
      {"expect-printed", {parse_expect_printed, true}},
      {"expect-no-print", {parse_expect_no_print, true}},
      {"expect-display", {parse_expect_display, true}},
      {"expect-drawer", {parse_expect_figure}},
      {"expect-weight", {parse_expect_figure}},
      {"expect-unsent", {parse_expect_figure}},
      {"wait", {parse_wait}},
      {"sync-wait", {parse_sync_wait}},
      {"printer", {parse_printer, true}},
      {"scanner", {parse_scanner, true}},
      {"network", {parse_network, true}},
      {"disk", {parse_disk, true}},
      {"clock", {parse_clock}},
      {"crash", {parse_crash}},
      {"restart", {parse_restart}},
      {"screenshot", {parse_save}},
      {"screenshot-customer", {parse_save}},
      {"dump", {parse_save}},
      {"receipt", {parse_save, true}},
      {"say", {parse_say}},
      {"weigh", {parse_weigh, true}},
      {"scale", {parse_scale, true}},
      {"display", {parse_display, true}},
      {"card", {parse_card, true}},
      {"card-reader", {parse_card_reader, true}},
  };
  return table;
}

/// The line without its comment and the blanks around it.
std::string_view without_comment(std::string_view line) {
  const std::string_view whole = trim(line);
  if (whole.starts_with('#')) return {};
  for (std::size_t at = whole.find('#'); at != std::string_view::npos; at = whole.find('#', at + 1)) {
    const bool begins_word = whole[at - 1] == ' ' || whole[at - 1] == '\t';
    const bool ends_word = at + 1 == whole.size() || whole[at + 1] == ' ' || whole[at + 1] == '\t';
    if (begins_word && ends_word) return trim(whole.substr(0, at));
  }
  return whole;
}

Result<Action> parse_line(std::string_view text, const ScriptRules& rules) {
  const std::string_view name = text.substr(0, text.find_first_of(" \t"));
  const auto rule = command_table().find(name);
  if (rule == command_table().end()) return wrong("there is no command '" + std::string{name} + "'");
  const std::string_view rest = trim(text.substr(name.size()));
  if (rule->second.simulated_only && !rules.simulated)
    return wrong("'" + std::string{name} + "' acts on simulated devices: start the terminal with --simulate");
  return rule->second.parse({name, rest, split_words(rest), rules});
}

}  // namespace

Result<std::vector<Command>> parse_script(std::string_view text, std::string_view name, const ScriptRules& rules) {
  const auto at_line = [name](std::size_t line, const std::string& cause) {
    return fail(Errc::invalid_input, std::string{name} + ":" + std::to_string(line) + ": " + cause);
  };
  if (text.size() > script_bytes_max) return at_line(1, "a script may be 1 MiB long");
  std::vector<Command> commands;
  std::size_t number = 0;
  while (!text.empty()) {
    if (++number > script_lines_max) return at_line(number, "a script may have 100000 lines");
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!is_clean_text(line)) return at_line(number, "the line is not clean UTF-8 text");
    const std::string_view content = without_comment(line);
    if (content.empty()) continue;
    auto parsed = parse_line(content, rules);
    if (!parsed) return at_line(number, parsed.error().cause);
    commands.push_back({static_cast<int>(number), std::string{content}, std::move(*parsed)});
  }
  return commands;
}

}  // namespace zhuangui::app
