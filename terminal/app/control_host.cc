#include "control_host.h"

#include <charconv>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dump.h"

namespace zhuangui::app {
namespace {

using core::Errc;

constexpr std::size_t line_bytes_max = 1u << 20;
constexpr std::int64_t scale_frame_ms = 100;  // of the simulated scale

std::vector<std::string> texts_of(const core::JsonValue& command, std::string_view name) {
  std::vector<std::string> answer;
  if (const auto list = command.get(name))
    for (const core::JsonValue& element : list->elements()) answer.emplace_back(element.as_string().value_or(""));
  return answer;
}

void pause_ms(std::int64_t ms) { ::poll(nullptr, 0, static_cast<int>(ms)); }

}  // namespace

/// One answer under construction: an error, or fields beside "ok".
struct ControlHost::Answer {
  std::optional<core::Error> error;
  bool usage = false;
  core::JsonWriter fields;  ///< written between the braces

  void fail(core::Error what, bool is_usage = false) {
    error = std::move(what);
    usage = is_usage;
  }
  std::string line(std::int64_t id, const Clock& clock) {
    core::JsonWriter json;
    json.begin_object().field("id", id).field("ok", !error.has_value()).field("wall_utc_ms", clock.wall().utc_ms);
    if (error)
      json.field("code", core::errc_name(error->code)).field("message", error->cause).field("usage", usage);
    std::string text = json.take();
    const std::string more = fields.take();
    if (!error && !more.empty()) text += "," + more;
    return text + "}";
  }
};

ControlHost::ControlHost(int file, Shell& shell, Clock& clock, Activity& activity, CrashTrigger& crash,
                         ControlHands hands)
    : file_{file}, shell_{shell}, clock_{clock}, activity_{activity}, crash_{crash}, hands_{std::move(hands)} {}

ControlHost::~ControlHost() {
  if (handing_over_) {
    if (thread_.joinable()) thread_.join();
    return;
  }
  ::shutdown(file_, SHUT_RDWR);
  if (thread_.joinable()) thread_.join();
  ::close(file_);
}

void ControlHost::start(std::function<void()> stop, bool greets) {
  stop_ = std::move(stop);
  thread_ = std::thread{[this, greets] { run(greets); }};
}

void ControlHost::stopped() {
  if (stop_id_ == 0) return;
  Answer answer;
  send(answer.line(stop_id_, clock_));
}

void ControlHost::send(const std::string& line) {
  std::string whole = line + "\n";
  for (std::size_t sent = 0; sent < whole.size();) {
    const ssize_t wrote = ::send(file_, whole.data() + sent, whole.size() - sent, MSG_NOSIGNAL);
    if (wrote <= 0) return;  // the script has gone; the terminal is told by the end of the stream
    sent += static_cast<std::size_t>(wrote);
  }
}

void ControlHost::run(bool greets) {
  settle();
  std::string state;
  shell_.post_and_wait([&] { state = till::state_name(shell_.till().state); });
  if (greets) send("{\"id\":0,\"ok\":true,\"state\":\"" + state + "\"}");
  std::string pending;
  char piece[4096];
  while (true) {
    const ssize_t got = ::recv(file_, piece, sizeof piece, 0);
    if (got <= 0 || pending.size() > line_bytes_max) break;
    pending.append(piece, static_cast<std::size_t>(got));
    for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
      const auto document = core::JsonDocument::parse(std::string_view(pending).substr(0, end));
      pending.erase(0, end + 1);
      if (!document) continue;
      const core::JsonValue command = document->root();
      const std::int64_t id = command.integer_or("id", 0);
      if (command.string_or("do", "") == "stop") {
        stop_id_ = id;
        stop_();
        return;
      }
      Answer answer;
      carry_out(command, answer);
      send(answer.line(id, clock_));
      if (handing_over_) return stop_();
    }
  }
  stop_();
}

void ControlHost::carry_out(const core::JsonValue& command, Answer& answer) {
  const std::string what = command.string_or("do", "");
  if (what == "scan") scan_one(command, answer);
  else if (what == "scan_burst") scan_burst(command, answer);
  else if (what == "card") card_one(command, answer);
  else if (what == "tap") tap(command.string_or("target", ""), answer);
  else if (what == "key") press(command.string_or("name", ""), answer);
  else if (what == "type") type(command.string_or("text", ""), answer);
  else if (what == "dump") dump(answer);
  else if (what == "texts") texts(answer);
  else if (what == "printer") words_to(hands_.printer, command, answer);
  else if (what == "scanner") words_to(hands_.scanner, command, answer);
  else if (what == "card-reader") words_to(hands_.card_reader, command, answer);
  else if (what == "weigh") weigh(command, answer);
  else if (what == "scale") words_to(hands_.scale, command, answer);
  else if (what == "display") words_to(hands_.display, command, answer);
  else if (what == "network") words_to(hands_.network, command, answer);
  else if (what == "disk") words_to(hands_.disk, command, answer);
  else if (what == "clock") set_clock(texts_of(command, "words"), answer);
  else if (what == "advance") advance(command.integer_or("limit_ms", 0), answer);
  else if (what == "sync_wait") sync_wait(command.integer_or("timeout_ms", 0), answer);
  else if (what == "screenshot") screenshot(command.string_or("file", ""), answer);
  else if (what == "screenshot-customer") screenshot_of_customer(command.string_or("file", ""), answer);
  else if (what == "arm_crash") {
    if (const auto armed = crash_.arm(texts_of(command, "words")); !armed) answer.fail(armed.error(), true);
  } else if (what == "status") {
    answer.fields.field("unsent", hands_.unsent());
    answer.fields.field("drawer_pulses", hands_.drawer_pulses ? hands_.drawer_pulses() : 0);
    answer.fields.field("printed_bytes", hands_.printed_bytes ? hands_.printed_bytes() : 0);
    if (const auto weight_g = hands_.weight_g ? hands_.weight_g() : std::nullopt) answer.fields.field("weight_g", *weight_g);
    if (hands_.display_lines) {
      const auto lines = hands_.display_lines();
      answer.fields.field("display_upper", lines[0]).field("display_lower", lines[1]);
    }
  } else {
    answer.fail({Errc::invalid_input, "there is no command \"" + what + "\"", ""}, true);
  }
}

// At rest means: nothing queued, devices and sync still, and that held again after one more turn of the screen.
void ControlHost::settle() {
  constexpr std::int64_t limit_us = 30'000'000;
  const std::int64_t give_up = Clock::machine_us() + limit_us;
  for (int quiet = 0; quiet < 2 && Clock::machine_us() < give_up;) {
    bool ready = false;
    if (!shell_.post_and_wait([&] {
          shell_.feed(till::Ticked{});
          ready = shell_.till().state != till::State::starting;
        }))
      return;
    const bool rest = ready && activity_.at_rest() && (!hands_.at_rest || hands_.at_rest());
    quiet = rest ? quiet + 1 : 0;
    if (!rest) pause_ms(1);
  }
}

void ControlHost::words_to(const std::function<core::Result<void>(const std::vector<std::string>&)>& device,
                           const core::JsonValue& command, Answer& answer) {
  if (!device) return answer.fail({Errc::invalid_input, "this acts on simulated devices, and the terminal runs without --simulate", ""}, true);
  if (const auto done = device(texts_of(command, "words")); !done) return answer.fail(done.error(), true);
  settle();
}

// What was laid down comes to rest within some frames, which come only while time goes on.
void ControlHost::weigh(const core::JsonValue& command, Answer& answer) {
  words_to(hands_.weigh, command, answer);
  for (int frame = 0; frame < 4 && clock_.is_virtual() && !answer.error; ++frame) {
    clock_.advance(scale_frame_ms);
    hands_.time_moved();
    settle();
  }
}

void ControlHost::scan_one(const core::JsonValue& command, Answer& answer) {
  if (!hands_.scan) return answer.fail({Errc::invalid_input, "there is no simulated scanner: the terminal runs without --simulate", ""}, true);
  if (const auto scanned = hands_.scan(command.string_or("mode", "kbd"), command.string_or("aim", ""), command.string_or("text", "")); !scanned)
    return answer.fail(scanned.error());
  settle();
}

void ControlHost::scan_burst(const core::JsonValue& command, Answer& answer) {
  if (!hands_.scan) return answer.fail({Errc::invalid_input, "there is no simulated scanner: the terminal runs without --simulate", ""}, true);
  const std::int64_t interval_ms = command.integer_or("interval_ms", 0);
  for (const std::string& text : texts_of(command, "texts")) {
    if (const auto scanned = hands_.scan("kbd", "", text); !scanned) return answer.fail(scanned.error());
    if (interval_ms > 0) pause_ms(interval_ms);
  }
  settle();
}

void ControlHost::card_one(const core::JsonValue& command, Answer& answer) {
  if (!hands_.card) return answer.fail({Errc::invalid_input, "there is no simulated card reader: the terminal runs without --simulate", ""}, true);
  if (const auto held = hands_.card(command.string_or("text", "")); !held) return answer.fail(held.error());
  settle();
}

void ControlHost::tap(const std::string& target, Answer& answer) {
  bool tapped = false;
  std::string seen;
  shell_.post_and_wait([&] {
    shell_.redraw();
    std::string label = target;
    std::size_t wanted = 1;
    if (const auto hash = target.rfind('#'); hash != std::string::npos && hash + 1 < target.size()) {
      std::size_t number = 0;
      const auto read = std::from_chars(target.data() + hash + 1, target.data() + target.size(), number);
      if (read.ec == std::errc{} && read.ptr == target.data() + target.size() && number > 0) {
        wanted = number;
        label = target.substr(0, hash);
      }
    }
    for (const ui::Widget& widget : shell_.screen().widgets()) {
      if (widget.id != label && widget.label != label) continue;
      if (!widget.enabled || widget.covered) {
        seen += widget.id + (widget.covered ? " is covered; " : " is disabled; ");
        continue;
      }
      if (--wanted > 0) continue;
      shell_.ask(shell_.screen().tap(widget.rect.middle_x(), widget.rect.middle_y()));
      tapped = true;
      return;
    }
  });
  if (!tapped) return answer.fail({Errc::not_found, "nothing called \"" + target + "\" can be tapped: " + (seen.empty() ? "it is not on the screen" : seen), ""});
  settle();
}

void ControlHost::press(const std::string& name, Answer& answer) {
  const auto key = ui::parse_key(name);
  if (!key) return answer.fail({Errc::invalid_input, "there is no key \"" + name + "\"", ""}, true);
  shell_.post_and_wait([&] {
    shell_.redraw();
    shell_.ask(shell_.screen().press(*key));
  });
  settle();
}

void ControlHost::type(const std::string& text, Answer& answer) {
  for (const char character : text) {
    press(std::string(1, character), answer);
    if (answer.error) return;
  }
}

void ControlHost::dump(Answer& answer) {
  shell_.post_and_wait([&] {
    shell_.redraw();
    answer.fields.key("dump").raw(dump_json(shell_));
  });
}

void ControlHost::texts(Answer& answer) {
  shell_.post_and_wait([&] {
    shell_.redraw();
    answer.fields.key("texts").begin_array();
    for (const std::string& text : shell_.screen().texts()) answer.fields.string(text);
    answer.fields.end_array();
  });
}

void ControlHost::set_clock(const std::vector<std::string>& words, Answer& answer) {
  const auto bad = [&] { answer.fail({Errc::invalid_input, "clock: use +8h, -30m, +45s or set TIME", ""}, true); };
  if (words.size() == 2 && words[0] == "set") {
    const auto time = core::parse_time(words[1]);
    if (!time) return bad();
    clock_.jump_wall(time->utc_ms - clock_.wall().utc_ms);
  } else if (words.size() == 1 && words[0].size() >= 3) {
    const std::string& text = words[0];
    const std::int64_t unit_ms = text.back() == 'h' ? 3'600'000 : text.back() == 'm' ? 60'000 : text.back() == 's' ? 1'000 : 0;
    std::int64_t count = 0;
    const auto read = std::from_chars(text.data() + 1, text.data() + text.size() - 1, count);
    if (unit_ms == 0 || (text[0] != '+' && text[0] != '-') || read.ptr != text.data() + text.size() - 1 || count > 100'000) return bad();
    clock_.jump_wall((text[0] == '-' ? -count : count) * unit_ms);
  } else {
    return bad();
  }
  hands_.time_moved();
  settle();
}

void ControlHost::advance(std::int64_t limit_ms, Answer& answer) {
  std::int64_t by_ms = 0;
  if (clock_.is_virtual()) {
    std::optional<std::int64_t> due = hands_.next_timer_ms ? hands_.next_timer_ms() : std::nullopt;
    bool weighs = false;  // else the scale would have said nothing for too long
    shell_.post_and_wait([&] {
      weighs = shell_.till().state == till::State::weighing;
      if (const auto tick = till::next_tick(shell_.till()); tick && (!due || *tick < *due)) due = tick;
    });
    const std::int64_t now_ms = clock_.monotonic_ms();
    if (weighs) due = std::min(due.value_or(now_ms + scale_frame_ms), now_ms + scale_frame_ms);
    by_ms = due ? std::min(limit_ms, std::max<std::int64_t>(1, *due - now_ms)) : limit_ms;
    clock_.advance(by_ms);
    hands_.time_moved();
    settle();
  } else {
    by_ms = std::min<std::int64_t>(limit_ms, 50);
    pause_ms(by_ms);
  }
  answer.fields.field("advanced_ms", by_ms);
}

void ControlHost::sync_wait(std::int64_t timeout_ms, Answer& answer) {
  const std::int64_t give_up = Clock::machine_us() + timeout_ms * 1'000;
  hands_.sync_now();
  while (hands_.unsent() > 0 && Clock::machine_us() < give_up) {
    pause_ms(2);
    if (activity_.at_rest() && hands_.at_rest && hands_.at_rest() && hands_.unsent() > 0) {
      hands_.sync_now();  // the agent is in its back-off: a script that waits for sync asks again
      pause_ms(20);
    }
  }
  settle();
  answer.fields.field("unsent", hands_.unsent());
}

void ControlHost::screenshot_of_customer(const std::string& file, Answer& answer) {
  if (!hands_.customer_screenshot) return answer.fail({Errc::invalid_input, "there is no customer's window: the settings have no [customer_window]", ""}, true);
  settle();
  if (const auto saved = hands_.customer_screenshot(file); !saved) answer.fail(saved.error());
}

void ControlHost::screenshot(const std::string& file, Answer& answer) {
  core::Result<void> saved;
  shell_.post_and_wait([&] {
    shell_.redraw();
    saved = shell_.screen().save_png(file);
  });
  if (!saved) answer.fail(saved.error());
}

}  // namespace zhuangui::app
