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

struct Files {
  device::QuirkTable quirks;
  std::vector<printer::Profile> profiles;
};

Result<Files> shipped_files() {
  const auto assets = assets_folder();
  if (!assets) return tl::unexpected(assets.error());
  auto quirks = device::load_quirks(*assets + "/quirks");
  if (!quirks) return tl::unexpected(as_core_error(quirks.error()));
  auto profiles = printer::load_profiles(*assets + "/printers");
  if (!profiles) return tl::unexpected(as_core_error(profiles.error()));
  return Files{std::move(*quirks), std::move(*profiles)};
}

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

struct Printed {
  printer::JobReport report;
  std::string profile;  ///< under which; empty: no printer was opened
};

/// Under the profile asked for, else that of the printer that is plugged in.
Result<printer::DriverOptions> options_for(const Files& files, const std::string& name) {
  printer::DriverOptions options;
  printer::choose_by_files(options, files.quirks, files.profiles);
  if (name.empty()) return options;
  const printer::Profile* profile = printer::find_profile(files.profiles, name);
  if (!profile)
    return core::fail(Errc::invalid_input, "there is no printer profile '" + name + "'", "see zhuanguictl devices profiles");
  options.profile_of = [profile](const device::DeviceInfo&, const printer::DeviceId&) { return *profile; };
  return options;
}

Result<Printed> print(device::Bus& bus, printer::DriverOptions options) {
  std::unique_ptr<receipt::Font> font;
  printer::Rasteriser rasteriser;
  rasteriser.qr = &receipt::draw_qr;
  rasteriser.line = [&font](const device::TextLine& line, int dots, int columns) {
    if (!font)
      if (auto opened = receipt::Font::open()) font = std::move(*opened);
    return font ? font->draw_line(line, dots, columns) : device::Picture{};
  };
  const std::int64_t number = now_ms() % 9'999 + 1;
  std::optional<printer::JobReport> last;
  printer::PrinterDriver driver(bus, std::move(options), &now_ms, [&last](const printer::JobReport& report) { last = report; },
                                [](const printer::DeviceReport&) {});
  const auto card = [&rasteriser, number](const printer::Profile& profile) {
    return printer::encode(printer::test_card(profile, number), printer::card_profile(profile), rasteriser);
  };
  if (const auto taken = driver.submit({number, {}, card}); !taken) return tl::unexpected(as_core_error(taken.error()));
  const std::int64_t until = now_ms() + patience_ms;
  using printer::Trouble;
  const auto hopeless = [&last] {
    return last->trouble == Trouble::unplugged || last->trouble == Trouble::no_permission || last->trouble == Trouble::held;
  };
  do {
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min<std::int64_t>(driver.turn(), 100)));
  } while (!printer::is_last(*last) && !hopeless() && now_ms() < until);
  const printer::JobReport told = *last;
  if (!printer::is_last(told)) driver.cancel(number);  // an old card must not come out when the paper is changed
  return Printed{told, driver.device().profile};
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
  const auto files = shipped_files();
  if (!files) return tl::unexpected(files.error());
  auto options = options_for(*files, asked.profile);
  if (!options) return tl::unexpected(options.error());
  const auto bus = open_bus(*directory, files->quirks, asked.simulate);
  if (!bus) return tl::unexpected(bus.error());
  const auto printed = print(**bus, std::move(*options));
  if (!printed) return tl::unexpected(printed.error());
  const printer::JobReport& report = printed->report;
  if (report.state == device::PrintState::failed || !printer::is_last(report))
    return core::fail(Errc::offline, std::string("the test card was not printed: ") + printer::trouble_name(report.trouble),
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
  const auto files = shipped_files();
  if (!files) return context.fail(files.error());
  for (const printer::Profile& one : files->profiles) {
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
