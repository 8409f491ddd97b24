// zhuanguictl devices profiles, print-test.
#include <chrono>
#include <filesystem>
#include <iostream>
#include <thread>

#include "configuration.h"
#include "ctl/commands.h"
#include "ctl/context.h"
#include "device/quirk.h"
#include "devices.h"
#include "printer/driver.h"
#include "printer/encode.h"
#include "printer/test_card.h"
#include "receipt/render.h"
#include "simulated/bus.h"
#include "transport/usb_bus.h"

namespace zhuangui::app {

namespace {

using core::Errc;
using core::Result;

constexpr std::int64_t patience_ms = 60'000;

std::int64_t now_ms() { return Clock::machine_us() / 1'000; }

const char* word_of(device::PrintState state) {
  switch (state) {
    case device::PrintState::confirmed: return "confirmed";
    case device::PrintState::unknown: return "unknown";
    case device::PrintState::failed: return "failed";
    default: return "waiting";
  }
}

Result<std::vector<printer::Profile>> shipped_profiles() {
  const auto assets = assets_folder();
  if (!assets) return tl::unexpected(assets.error());
  auto profiles = printer::load_profiles(*assets + "/printers");
  if (!profiles) return tl::unexpected(as_core_error(profiles.error()));
  return std::move(*profiles);
}

Result<std::unique_ptr<device::Bus>> open_bus(const std::string& directory, bool simulate) {
  if (simulate) {
    auto bus = simulated::Bus::create(directory + "/simulated", {&now_ms, {}});
    if (!bus) return tl::unexpected(as_core_error(bus.error()));
    return std::unique_ptr<device::Bus>(std::move(*bus));
  }
  const auto assets = assets_folder();
  if (!assets) return tl::unexpected(assets.error());
  const auto quirks = device::load_quirks(*assets + "/quirks");
  if (!quirks) return tl::unexpected(as_core_error(quirks.error()));
  auto bus = transport::UsbBus::start(*quirks);
  if (!bus) return tl::unexpected(as_core_error(bus.error()));
  return std::unique_ptr<device::Bus>(std::move(*bus));
}

/// The profile asked for, else that of the printer's USB id.
Result<printer::Profile> chosen(const std::vector<printer::Profile>& profiles, const std::string& name, device::Bus& bus) {
  const printer::Profile* profile = nullptr;
  if (!name.empty()) {
    profile = printer::find_profile(profiles, name);
    if (!profile)
      return core::fail(Errc::invalid_input, "there is no printer profile '" + name + "'", "see zhuanguictl devices profiles");
    return *profile;
  }
  const auto devices = bus.list();
  if (!devices) return tl::unexpected(as_core_error(devices.error()));
  for (const device::DeviceInfo& one : *devices)
    if (!profile && one.interface_class == 7) profile = printer::match_profile(profiles, one);
  if (!profile)
    return core::fail(Errc::not_found, "no printer is plugged in", "plug it in and switch it on, or name its profile with --profile");
  return *profile;
}

Result<printer::JobReport> print(device::Bus& bus, const printer::Profile& profile) {
  std::unique_ptr<receipt::Font> font;
  printer::Rasteriser rasteriser;
  rasteriser.qr = &receipt::draw_qr;
  rasteriser.line = [&font](const device::TextLine& line, int dots, int columns) {
    if (!font)
      if (auto opened = receipt::Font::open()) font = std::move(*opened);
    return font ? font->draw_line(line, dots, columns) : device::Picture{};
  };
  const std::int64_t number = now_ms() % 9'999 + 1;
  auto bytes = printer::encode(printer::test_card(profile, number), printer::card_profile(profile), rasteriser);
  if (!bytes) return tl::unexpected(as_core_error(bytes.error()));
  printer::DriverOptions options;
  options.profile = printer::card_profile(profile);
  std::optional<printer::JobReport> last;
  printer::PrinterDriver driver(bus, options, &now_ms, [&last](const printer::JobReport& report) { last = report; },
                                [](const printer::DeviceReport&) {});
  if (const auto taken = driver.submit({number, std::move(*bytes)}); !taken) return tl::unexpected(as_core_error(taken.error()));
  const std::int64_t until = now_ms() + patience_ms;
  while (!printer::is_last(*last) && now_ms() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min<std::int64_t>(driver.turn(), 100)));
  if (!printer::is_last(*last)) driver.cancel(number);  // an old card must not come out when the paper is changed
  return *last;
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
  const auto profiles = shipped_profiles();
  if (!profiles) return tl::unexpected(profiles.error());
  const auto bus = open_bus(*directory, asked.simulate);
  if (!bus) return tl::unexpected(bus.error());
  const auto profile = chosen(*profiles, asked.profile, **bus);
  if (!profile) return tl::unexpected(profile.error());
  const auto report = print(**bus, *profile);
  if (!report) return tl::unexpected(report.error());
  if (report->state == device::PrintState::failed || !printer::is_last(*report))
    return core::fail(Errc::offline, std::string("the test card was not printed: ") + printer::trouble_name(report->trouble),
                      "mend the printer, stop a terminal that is running, and try again");
  if (!context.json)
    std::cout << "printed under " << profile->name << ": " << word_of(report->state)
              << (report->state == device::PrintState::unknown ? " (this printer cannot confirm)" : "") << "\n";
  const auto said = ask(context, asked);
  const auto wrong = said ? printer::parse_wrong_items(*said) : std::nullopt;
  if (!wrong) return core::fail(Errc::invalid_input, "no answer to the test card: nothing is kept", "answer with numbers from 1 to 10, or ok");
  const printer::CardAnswer answer{profile->name, *wrong};
  if (const auto kept = store(*directory, answer); !kept) return kept;
  core::JsonWriter out;
  out.begin_object().field("profile", profile->name).field("state", word_of(report->state)).field("wrong", static_cast<int>(wrong->size()));
  if (context.json) std::cout << out.field("file", card_answer_file(*directory)).end_object().take() << "\n";
  else std::cout << "kept in " << card_answer_file(*directory) << "; the terminal heeds it from its next start\n";
  return {};
}

}  // namespace

void run_devices_profiles(Context& context) {
  const auto profiles = shipped_profiles();
  if (!profiles) return context.fail(profiles.error());
  for (const printer::Profile& one : *profiles) {
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
