// zhuanguictl devices watch, record, replay.
#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

#include "configuration.h"
#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/device_assets.h"
#include "ctl/device_session.h"
#include "ctl/printer_session.h"
#include "ctl/session_file.h"
#include "devices.h"
#include "transport/recorder.h"
#include "transport/replay.h"

namespace zhuangui::app {

namespace {

using std::chrono::milliseconds;

/// What a session needs: this machine's devices as the counter has set them.
struct Counter {
  Configuration configuration;
  std::unique_ptr<Devices> devices;
};

core::Result<Counter> open_counter(const std::string& configuration_file) {
  Counter counter;
  if (!configuration_file.empty()) {
    auto read = load_configuration(configuration_file);
    if (!read) return tl::unexpected(read.error());
    counter.configuration = std::move(*read);
  }
  const auto assets = assets_folder();
  if (!assets) return tl::unexpected(assets.error());
  auto devices = Devices::open_real(*assets, counter.configuration);
  if (!devices) return tl::unexpected(devices.error());
  counter.devices = std::move(*devices);
  return counter;
}

/// Until Ctrl-C, TERM, or `seconds` (0: without end).
void wait_for_the_end(const sigset_t& signals, std::int64_t seconds) {
  if (seconds == 0) {
    int signal = 0;
    (void)::sigwait(&signals, &signal);
    return;
  }
  const struct timespec time {seconds, 0};
  while (::sigtimedwait(&signals, nullptr, &time) < 0 && errno == EINTR) {}
}

void say(const Context& context, const Heard& heard, const barcode::DecodeSettings& settings) {
  const std::string means = meaning(heard, settings);
  if (!context.json) {
    std::cout << (heard.port.empty() ? "-" : heard.port) << "  " << shown(heard, settings) << (means.empty() ? "" : "  " + means) << std::endl;
    return;
  }
  constexpr const char* kinds[] = {"scan", "card", "unreadable", "state", "printer", "scale"};
  core::JsonWriter out;
  out.begin_object().field("port", heard.port).field("event", kinds[static_cast<int>(heard.kind)]).field("text", shown(heard, settings));
  std::cout << out.field("means", means).end_object().take() << std::endl;
}

/// The counter's own devices, and how it has set them.
SessionParts parts_of(const Counter& counter, device::Bus& bus) {
  SessionParts parts{.bus = bus, .quirks = counter.devices->quirks(), .printer = counter.devices->printer_options()};
  parts.printer_set = {0, counter.configuration.printer_profile, counter.configuration.drawer_open_level};
  parts.scanners = scanner_options(counter.configuration);
  parts.scanners.same_code_pause_ms = 0;  // every packet has its result: what came again is shown and recorded too
  parts.scale = counter.devices->scale();
  parts.pause = [](milliseconds time) { std::this_thread::sleep_for(time); };
  return parts;
}

/// Ctrl-C and TERM are waited for. To be called before the first thread begins, libusb's own among them: one that does
/// not have them blocked would be ended by them, and the program with it.
sigset_t block_end_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGINT);
  ::sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

/// The session until the end is wished for; each thing heard is said, and given to `also`.
void listen(const Context& context, const SessionParts& parts, const barcode::DecodeSettings& settings, const sigset_t& signals,
            std::int64_t seconds, const std::function<void(const Heard&)>& also) {
  std::jthread session{[&](const std::stop_token& stop) {
    run_session(parts, stop, [&](const Heard& heard) {
      say(context, heard, settings);
      also(heard);
    });
  }};
  wait_for_the_end(signals, seconds);
}

/// What the drivers make of one device of a recorded session now; what it was is told by what they made of it `then`.
std::vector<std::string> replayed(transport::Replay& replay, const device::DeviceInfo& info, const DeviceAssets& assets,
                                  const std::vector<std::string>& then, std::stop_source& stop) {
  constexpr std::uint8_t class_printer = 7;
  std::vector<std::string> results;
  SessionParts parts{.bus = replay, .quirks = assets.quirks};
  const bool card_reader = std::any_of(then.begin(), then.end(), [](const std::string& text) { return text.starts_with("card "); });
  (card_reader ? parts.scanners.card_readers : parts.scanners.scanners).ports = {info.port_path};
  if (!then.empty()) parts.scale = scale_of_line(then.front(), info.port_path, assets.scales);
  parts.scanners.same_code_pause_ms = 0;
  parts.now_us = [&replay] { return replay.now_us(); };
  parts.pause = [&replay](milliseconds time) { replay.wait(time); };
  const auto heard = [&results](const Heard& what) {
    if (what.kind != Heard::Kind::state && !what.port.empty()) results.push_back(result_of(what));
  };
  parts.printer_set = then.empty() ? PrinterSet{} : set_of_line(then.front()).value_or(PrinterSet{});
  if (const auto options = printer_options(assets, parts.printer_set)) parts.printer = *options;
  if (parts.printer_set.card != 0) (void)run_test_card(parts, stop.get_token(), heard);
  else if (then.empty() ? info.interface_class == class_printer : then.front().starts_with("printer ")) run_printer(parts, stop.get_token(), heard);
  else (parts.scale ? run_scale : run_scanners)(parts, stop.get_token(), heard);
  return results;
}

/// One sentence; empty when the drivers made the same of it.
std::string difference(const std::vector<std::string>& then, const std::vector<std::string>& now, const std::string& deviation) {
  if (!deviation.empty()) return deviation;
  for (std::size_t i = 0; i < std::max(then.size(), now.size()); ++i) {
    const std::string before = i < then.size() ? "\"" + then[i] + "\"" : "nothing more";
    const std::string after = i < now.size() ? "\"" + now[i] + "\"" : "nothing more";
    if (before != after) return "result " + std::to_string(i + 1) + " was " + before + " and is " + after;
  }
  return {};
}

void replay_device(Context& context, const transport::Story& story, int number, const DeviceAssets& assets) {
  const device::DeviceInfo& info = story.devices.at(number);
  std::stop_source stop;
  transport::Replay replay{story, number, [&stop] { stop.request_stop(); }};
  if (replay.is_over()) return;  // an interface that was only named
  std::vector<std::string> then = replay.results();
  std::erase(then, left_out);
  const auto now = replayed(replay, info, assets, then, stop);
  const std::string differs = difference(then, now, replay.deviation());
  if (!differs.empty()) context.exit = exit_code::not_so;
  if (context.json) {
    core::JsonWriter out;
    out.begin_object().field("port", info.port_path).field("ok", differs.empty()).field("results", static_cast<std::int64_t>(now.size()));
    std::cout << out.field("difference", differs).end_object().take() << "\n";
  } else {
    std::cout << (differs.empty() ? "ok   " : "bad  ") << info.port_path << ": " << (differs.empty() ? std::to_string(now.size()) + " results as recorded" : differs) << "\n";
  }
}

}  // namespace

void run_devices_watch(Context& context, const SessionAsked& asked) {
  const sigset_t signals = block_end_signals();
  auto counter = open_counter(asked.configuration_file);
  if (!counter) return context.fail(counter.error());
  listen(context, parts_of(*counter, counter->devices->bus()), counter->configuration.barcode, signals, asked.seconds, [](const Heard&) {});
}

void run_devices_record(Context& context, const SessionAsked& asked) {
  const sigset_t signals = block_end_signals();
  auto counter = open_counter(asked.configuration_file);
  if (!counter) return context.fail(counter.error());
  const auto file = SessionFile::create(asked.file);
  if (!file) return context.fail(file.error());
  {
    transport::Recorder recorder{[&file](std::string_view text) { (*file)->write(text); }, scanner::ScannerDriver::steady_clock_us,
                                 [parts = parts_of(*counter, counter->devices->bus())](const device::DeviceInfo& info) { return is_guarded(info, parts); }};
    transport::Recorder::Bus bus{counter->devices->bus(), recorder};
    const barcode::DecodeSettings& settings = counter->configuration.barcode;
    listen(context, parts_of(*counter, bus), settings, signals, asked.seconds, [&](const Heard& heard) {
      if (heard.kind == Heard::Kind::state) return;
      recorder.release(heard.port, [&](const device::DeviceInfo& info, Packets packets, std::vector<std::byte>& rest) {
        return judged(heard, settings, carried_by(info), packets, rest);
      });
    });
  }
  if (const auto whole = (*file)->is_whole(); !whole) context.fail(whole.error());
}

void run_devices_replay(Context& context, const SessionAsked& asked) {
  std::ifstream in{asked.file, std::ios::binary};
  if (!in) return context.fail({core::Errc::not_found, "read " + asked.file + ": it is not there or may not be read", "name a file that \"devices record\" has written"});
  std::string text(transport::story_bytes_max + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  const auto story = transport::parse_story(text, asked.file);
  if (!story) return context.fail(as_core_error(story.error()), exit_code::usage);
  const auto assets = load_device_assets();
  if (!assets) return context.fail(assets.error());
  for (const auto& [number, info] : story->devices) replay_device(context, *story, number, *assets);
}

}  // namespace zhuangui::app
