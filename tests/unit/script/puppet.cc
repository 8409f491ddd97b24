// The child of the runner's tests: a program that speaks the control channel of terminal/app/control.h. It sells by
// adding up what is scanned, keeps the sum in DIR/total so that a restart goes on with it, prints what it is told to type
// into DIR/simulated/printer.prn, and misbehaves when a tap asks for it.
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "core/json.h"

namespace {

using zhuangui::core::JsonDocument;
using zhuangui::core::JsonValue;
using zhuangui::core::JsonWriter;

void on_term(int) { ::_exit(0); }

struct Puppet {
  std::string directory;
  int channel = -1;
  std::int64_t total_fen = 0;
  std::int64_t pulses = 0;
  std::int64_t unsent = 3;
  std::int64_t timers_ms = 0;  ///< virtual time passed
  std::int64_t wall_utc_ms = 0;
  std::string state = "idle";
  std::string notice;
  bool armed = false;

  void say(const std::string& line) const {
    const std::string whole = line + "\n";
    for (std::size_t at = 0; at < whole.size();) {
      const ssize_t written = ::write(channel, whole.data() + at, whole.size() - at);
      if (written <= 0) std::exit(9);
      at += static_cast<std::size_t>(written);
    }
  }
  JsonWriter answer(std::int64_t id) const {
    JsonWriter json;
    json.begin_object().field("id", id).field("ok", true);
    if (wall_utc_ms != 0) json.field("wall_utc_ms", wall_utc_ms + timers_ms);
    return json;
  }
  void refuse(std::int64_t id, const char* code, const char* message, bool usage) const {
    JsonWriter json;
    json.begin_object().field("id", id).field("ok", false).field("code", code).field("message", message);
    say(json.field("usage", usage).end_object().take());
  }
  void keep() const { std::ofstream(directory + "/total") << total_fen; }
  std::string total_text() const {
    const std::string fen = std::to_string(total_fen % 100);
    return "合计 " + std::to_string(total_fen / 100) + "." + (fen.size() == 1 ? "0" : "") + fen;
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> list{"专柜", total_text()};
    if (timers_ms >= 30'000) list.emplace_back("谢谢惠顾");
    return list;
  }

  void tap(std::int64_t id, const std::string& target) {
    if (armed && target != "@die") ::raise(SIGKILL);
    if (target == "@die") {
      std::cerr << "puppet: one line before\npuppet: cannot go on" << std::endl;
      std::exit(7);
    }
    if (target == "@hang") return;
    if (target == "@babble") return say("no json at all");
    if (target == "@missing") return refuse(id, "not_found", "there is no @missing", false);
    if (target == "@real-devices") return refuse(id, "invalid_input", "start with --simulate", true);
    if (target == "@pulse") ++pulses;
    if (target == "@notice") notice = "paper_out";
    say(answer(id).end_object().take());
  }

  void print(const std::string& text) const {
    std::filesystem::create_directories(directory + "/simulated");
    // "核桃" as a Chinese printer gets it, GB18030: BA CB CC D2.
    const std::string bytes = text == "1" ? std::string{"\xba\xcb\xcc\xd2"} : text;
    std::ofstream(directory + "/simulated/printer.prn", std::ios::binary | std::ios::app) << bytes;
  }

  void dump(std::int64_t id) const {
    JsonWriter json = answer(id);
    json.key("dump").begin_object().field("screen", "selling").field("state", state).field("total_fen", total_fen);
    json.key("notices").begin_array();
    if (!notice.empty()) json.begin_object().field("code", notice).field("text", "打印机缺纸").end_object();
    say(json.end_array().end_object().end_object().take());
  }

  void carry_out(const JsonValue& request) {
    const std::int64_t id = request.integer_or("id", -1);
    const std::string verb = request.string_or("do", "");
    std::ofstream(directory + "/requests", std::ios::app) << request.to_text() << "\n";
    if (verb == "scan") {
      total_fen += std::atoll(request.string_or("text", "0").c_str());
      state = "selling";
      keep();
    } else if (verb == "tap") {
      return tap(id, request.string_or("target", ""));
    } else if (verb == "type") {
      print(request.string_or("text", ""));
    } else if (verb == "dump") {
      return dump(id);
    } else if (verb == "texts") {
      JsonWriter json = answer(id);
      json.key("texts").begin_array();
      for (const std::string& text : texts()) json.string(text);
      return say(json.end_array().end_object().take());
    } else if (verb == "advance") {
      // Timers every 10 s until 40 s have passed, none after.
      const std::int64_t step = timers_ms < 40'000 ? std::min<std::int64_t>(10'000, request.integer_or("limit_ms", 0)) : 0;
      timers_ms += step;
      return say(answer(id).field("advanced_ms", step).end_object().take());
    } else if (verb == "sync_wait") {
      unsent = request.integer_or("timeout_ms", 0) >= 20'000 ? 0 : unsent;
      return say(answer(id).field("unsent", unsent).end_object().take());
    } else if (verb == "status") {
      return say(answer(id).field("unsent", unsent).field("drawer_pulses", pulses).end_object().take());
    } else if (verb == "arm_crash") {
      armed = true;
    } else if (verb == "screenshot") {
      std::ofstream(request.string_or("file", "")) << "picture";
    } else if (verb == "screenshot-customer") {
      std::ofstream(request.string_or("file", "")) << "the customer's";
    } else if (verb == "stop") {
      say(answer(id).end_object().take());
      std::exit(state == "stuck" ? 5 : 0);
    }
    say(answer(id).end_object().take());
  }

  void run() {
    std::string received;
    for (;;) {
      char buffer[4096];
      const ssize_t count = ::read(channel, buffer, sizeof buffer);
      if (count <= 0) std::exit(0);
      received.append(buffer, static_cast<std::size_t>(count));
      for (std::size_t end = received.find('\n'); end != std::string::npos; end = received.find('\n')) {
        const auto request = JsonDocument::parse(received.substr(0, end));
        received.erase(0, end + 1);
        if (!request) std::exit(8);
        carry_out(request->root());
      }
    }
  }
};

}  // namespace

int main(int count, char** words) {
  Puppet puppet;
  std::vector<std::string> arguments(words + 1, words + count);
  for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
    if (arguments[i] == "--data") puppet.directory = arguments[i + 1];
    if (arguments[i] == "--control-fd") puppet.channel = std::atoi(arguments[i + 1].c_str());
    if (arguments[i] == "--now") puppet.wall_utc_ms = std::atoll(arguments[i + 1].c_str());
    if (arguments[i] == "--end-with") {
      std::cerr << "puppet: in use by 4711" << std::endl;
      return std::atoi(arguments[i + 1].c_str());
    }
  }
  struct sigaction action {};
  action.sa_handler = on_term;
  ::sigaction(SIGTERM, &action, nullptr);
  std::ofstream argv(puppet.directory + "/argv", std::ios::app);
  for (const std::string& word : arguments) argv << word << " ";
  argv << std::endl;
  std::ifstream(puppet.directory + "/total") >> puppet.total_fen;
  if (puppet.total_fen != 0) puppet.state = "selling";
  puppet.say(R"({"id":0,"ok":true,"state":"idle"})");
  puppet.run();
}
