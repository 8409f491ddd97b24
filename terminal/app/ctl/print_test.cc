// zhuanguictl devices profiles, print-test.
#include <chrono>
#include <filesystem>
#include <iostream>
#include <thread>

#include "configuration.h"
#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/device_assets.h"
#include "ctl/printer_session.h"
#include "ctl/session_file.h"
#include "devices.h"
#include "printer/test_card.h"
#include "simulated/bus.h"
#include "transport/recorder.h"
#include "transport/usb_bus.h"

namespace zhuangui::app {

namespace {

using core::Errc;
using core::Result;

std::int64_t now_ms() { return Clock::machine_us() / 1'000; }

const char* word_of(device::PrintState state) {
  switch (state) {
    case device::PrintState::confirmed: return "confirmed";
    case device::PrintState::unknown: return "unknown";
    case device::PrintState::failed: return "failed";
    default: return "waiting";
  }
}

/// What the card is printed by: the counter's own settings, and its printer or the simulated one.
struct TestBench {
  DeviceAssets assets;
  PrinterSet set;
  printer::DriverOptions options;
  std::unique_ptr<device::Bus> bus;
};

Result<std::unique_ptr<device::Bus>> open_bus(const std::string& directory, const device::QuirkTable& quirks, bool simulate) {
  if (simulate) {
    auto bus = simulated::Bus::create(directory + "/simulated", {&now_ms, {}});
    if (!bus) return tl::unexpected(as_core_error(bus.error()));
    return std::unique_ptr<device::Bus>(std::move(*bus));
  }
  auto bus = transport::UsbBus::start(quirks);
  if (!bus) return tl::unexpected(as_core_error(bus.error()));
  return std::unique_ptr<device::Bus>(std::move(*bus));
}

/// In place, since its options refer to its assets.
Result<void> set_up(TestBench& bench, const std::string& directory, const PrintTestAsked& asked) {
  Configuration configuration;
  if (!asked.configuration_file.empty()) {
    auto read = load_configuration(asked.configuration_file);
    if (!read) return tl::unexpected(read.error());
    configuration = std::move(*read);
  }
  auto assets = load_device_assets();
  if (!assets) return tl::unexpected(assets.error());
  bench.assets = std::move(*assets);
  bench.set = {now_ms() % 9'999 + 1, asked.profile.empty() ? configuration.printer_profile : asked.profile, configuration.drawer_open_level};
  auto options = printer_options(bench.assets, bench.set);
  if (!options) return tl::unexpected(options.error());
  bench.options = std::move(*options);
  if (!asked.simulate) bench.options.device = configuration.printer;  // which of the real ones
  auto bus = open_bus(directory, bench.assets.quirks, asked.simulate);
  if (!bus) return tl::unexpected(bus.error());
  bench.bus = std::move(*bus);
  return {};
}

/// Says what the printer tells meanwhile, as "devices watch" does.
void say(const Context& context, const Heard& heard) {
  if (!context.json && !heard.port.empty()) std::cout << heard.port << "  " << heard.text << std::endl;
}

Result<CardPrinted> print(const Context& context, TestBench& bench, const std::string& record_file) {
  SessionParts parts{.bus = *bench.bus, .quirks = bench.assets.quirks, .printer = bench.options, .printer_set = bench.set};
  parts.pause = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
  const std::function<void(const Heard&)> tell = [&context](const Heard& heard) { say(context, heard); };
  if (record_file.empty()) return run_test_card(parts, {}, tell);
  const auto file = SessionFile::create(record_file);
  if (!file) return tl::unexpected(file.error());
  Result<CardPrinted> printed;
  {
    transport::Recorder recorder{[&file](std::string_view text) { (*file)->write(text); }, parts.now_us};
    transport::Recorder::Bus bus{*bench.bus, recorder};
    SessionParts recorded{.bus = bus, .quirks = parts.quirks, .printer = parts.printer, .printer_set = parts.printer_set};
    recorded.pause = parts.pause;
    printed = run_test_card(recorded, {}, [&](const Heard& heard) {
      say(context, heard);
      recorder.release(heard.port, [&heard](const device::DeviceInfo&, Packets, std::vector<std::byte>&) { return result_of(heard); });
    });
  }
  if (const auto whole = (*file)->is_whole(); !whole) return tl::unexpected(whole.error());
  return printed;
}

/// What the operator says; nullopt: nothing was answered.
std::optional<std::string> ask(const Context& context, const PrintTestAsked& asked) {
  if (asked.answered) return asked.answer;
  if (!context.json)
    std::cout << "Look at the card. Which numbers came out wrong, or are missing (1 to 10, 5: the ruler breaks or ends early)?\n"
                 "Type them with blanks between, or ok: "
              << std::flush;
  std::string line;
  if (!std::getline(std::cin, line)) return std::nullopt;
  return line;
}

Result<void> store(const std::string& directory, const printer::CardAnswer& answer) {
  const std::string file = card_answer_file(directory);
  if (const auto written = write_file(file + ".new", printer::card_answer_text(answer)); !written) return written;
  std::error_code error;
  std::filesystem::rename(file + ".new", file, error);
  if (error) return core::fail(Errc::permission, "keep the answer in " + file + ": " + error.message(), "make the folder writable");
  return {};
}

Result<void> print_test(Context& context, const PrintTestAsked& asked) {
  const auto directory = context.folder();
  if (!directory) return tl::unexpected(directory.error());
  if (asked.answered && !printer::parse_wrong_items(asked.answer))
    return core::fail(Errc::invalid_input, "--answer " + asked.answer + ": not numbers from 1 to 10", "write --answer \"3 4\" or --answer ok");
  TestBench bench;
  if (const auto ready = set_up(bench, *directory, asked); !ready) return ready;
  const auto printed = print(context, bench, asked.record_file);
  if (!printed) return tl::unexpected(printed.error());
  const printer::JobReport& report = printed->report;
  if (report.state == device::PrintState::failed || !printer::is_last(report))
    return core::fail(Errc::offline, std::string("the test card was not printed: ") + (printed->cause.empty() ? printer::trouble_name(report.trouble) : printed->cause),
                      "mend the printer, stop a terminal that is running, and try again");
  if (!context.json)
    std::cout << "printed under " << printed->profile << ": " << word_of(report.state)
              << (report.state == device::PrintState::unknown ? " (this printer cannot confirm)" : "") << "\n";
  const auto said = ask(context, asked);
  const auto wrong = said ? printer::parse_wrong_items(*said) : std::nullopt;
  if (!wrong) return core::fail(Errc::invalid_input, "no answer to the test card: nothing is kept", "answer with numbers from 1 to 10, or ok");
  const printer::CardAnswer answer{printed->profile, *wrong};
  if (const auto kept = store(*directory, answer); !kept) return kept;
  core::JsonWriter out;
  out.begin_object().field("profile", answer.profile).field("state", word_of(report.state)).field("wrong", static_cast<int>(wrong->size()));
  if (context.json) std::cout << out.field("file", card_answer_file(*directory)).end_object().take() << "\n";
  else std::cout << "kept in " << card_answer_file(*directory) << "; the terminal heeds it from its next start\n";
  return {};
}

}  // namespace

void run_devices_profiles(Context& context) {
  const auto assets = load_device_assets();
  if (!assets) return context.fail(assets.error());
  for (const printer::Profile& one : assets->printers) {
    if (!context.json) {
      std::cout << one.name << "  " << one.columns << " columns  " << one.model << "\n";
      continue;
    }
    core::JsonWriter out;
    out.begin_object().field("name", one.name).field("model", one.model).field("columns", one.columns).field("dots", one.dots);
    std::cout << out.field("confirms", one.fence != printer::Fence::none).field("source", one.source).end_object().take() << "\n";
  }
}

void run_devices_print_test(Context& context, const PrintTestAsked& asked) {
  if (const auto done = print_test(context, asked); !done) context.fail(done.error());
}

}  // namespace zhuangui::app
