#include "devices.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>

#include "simulated/bus.h"
#include "transport/joined_bus.h"
#include "transport/serial_bus.h"
#include "transport/usb_bus.h"

namespace zhuangui::app {
namespace {

using core::Errc;

template <class T>
tl::unexpected<core::Error> environment(const device::Result<T>& result) {
  return core::fail(Errc::internal, result.error().cause, result.error().remedy);
}

std::string joined(const std::vector<std::string>& words) {
  std::string answer;
  for (const std::string& word : words) answer += (answer.empty() ? "" : " ") + word;
  return answer;
}

/// Answers to a script are UTF-8; what a display shows beyond ASCII is of its own code.
std::array<std::string, 2> in_ascii(std::array<std::string, 2> lines) {
  for (std::string& line : lines) std::replace_if(line.begin(), line.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return lines;
}

class RealDevices final : public Devices {
 public:
  core::Result<void> open(const std::string& assets, const Configuration& configuration, const std::string& directory) {
    if (const auto loaded = load(assets, configuration, directory); !loaded) return loaded;
    auto bus = transport::UsbBus::start(quirks());
    if (!bus) return environment(bus);
    usb_ = std::move(*bus);
    transport::SerialBus::Options lines;
    for (const device::Choice* choice : {&configuration.scanners, &configuration.card_readers, &configuration.scale,
                                         &configuration.display})
      for (const std::string& port : choice->ports)
        if (port.starts_with("/dev/")) lines.paths.push_back(port);
    lines_ = std::make_unique<transport::SerialBus>(std::move(lines));
    bus_ = std::make_unique<transport::JoinedBus>(std::vector<device::Bus*>{usb_.get(), lines_.get()});
    return {};
  }
  device::Bus& bus() override { return *bus_; }
  void lend(ControlHands&) override {}
  [[nodiscard]] bool at_rest() const override { return true; }

 private:
  std::unique_ptr<transport::UsbBus> usb_;
  std::unique_ptr<transport::SerialBus> lines_;
  std::unique_ptr<transport::JoinedBus> bus_;
};

class SimulatedDevices final : public Devices {
 public:
  core::Result<void> open(const std::string& assets, const Configuration& configuration, const std::string& directory,
                          const Clock& clock) {
    if (const auto loaded = load(assets, configuration, directory); !loaded) return loaded;
    set_one_profile();
    // Whatever is set for the real ones: a scale by HID, a display on the simulated line, of the profile that was set.
    Configuration own = configuration;
    own.scale_profile = "hid";
    own.scale = {};
    if (own.display_profile.empty()) own.display_profile = "cd5220";
    own.display = {.ports = {simulated::Display::port}};
    own.display_baud.reset();
    if (const auto scale = load_scale(assets, own); !scale) return scale;
    if (const auto display = load_display(assets, own); !display) return display;
    simulated::Time time;
    time.now_ms = [&clock] { return clock.monotonic_ms(); };
    auto bus = simulated::Bus::create(directory + "/simulated", time);
    if (!bus) return environment(bus);
    bus_ = std::move(*bus);
    if (own.display_profile == "led8n") bus_->display().become(simulated::Display::Model::led8n);
    bus_->display().plug();
    bus_->scale().plug();
    return {};
  }
  device::Bus& bus() override { return *bus_; }
  [[nodiscard]] bool at_rest() const override { return bus_->scanners_at_rest() && bus_->scale().at_rest() && bus_->display().is_held_as_plugged(); }

  void lend(ControlHands& hands) override {
    hands.scan = [this](const std::string& mode, const std::string& aim, const std::string& text) -> core::Result<void> {
      simulated::Scanner& scanner = scanner_of(mode);
      if (!plug_in_once(scanner))
        return core::fail(Errc::offline, "scan: the scanner is unplugged", "use scanner plugged first");
      scanner.scan(text, aim);
      return {};
    };
    hands.card = [this](const std::string& text) -> core::Result<void> {
      if (!plug_in_once(bus_->card_reader()))
        return core::fail(Errc::offline, "card: the card reader is unplugged", "use card-reader plugged first");
      bus_->card_reader().scan(text);
      return {};
    };
    hands.scanner = [this](std::vector<std::string> words) -> core::Result<void> {
      const bool has_mode = words.size() == 2;
      return tell(scanner_of(has_mode ? words[0] : "kbd"), words.empty() ? "" : words.back());
    };
    hands.card_reader = [this](const std::vector<std::string>& words) {
      return tell(bus_->card_reader(), words.empty() ? "" : words[0]);
    };
    hands.weigh = [this](const std::vector<std::string>& words) { return weigh(words); };
    hands.scale = [this](const std::vector<std::string>& words) -> core::Result<void> {
      const bool plugs = words.size() == 1 && (words[0] == "plugged" || words[0] == "unplugged");
      if (!plugs && !bus_->scale().is_plugged())
        return core::fail(Errc::offline, "scale " + joined(words) + ": the scale is unplugged", "use scale plugged first");
      if (const auto done = bus_->scale().command(joined(words)); !done)
        return core::fail(Errc::invalid_input, done.error().cause, done.error().remedy);
      return {};
    };
    hands.display = [this](const std::vector<std::string>& words) -> core::Result<void> {
      if (const auto done = bus_->display().command(joined(words)); !done)
        return core::fail(Errc::invalid_input, done.error().cause, done.error().remedy);
      return {};
    };
    hands.display_lines = [this] { return in_ascii(bus_->display().lines()); };
    hands.printer = [this](const std::vector<std::string>& words) -> core::Result<void> {
      if (const auto done = bus_->printer().command(joined(words)); !done)
        return core::fail(Errc::invalid_input, done.error().cause, done.error().remedy);
      return {};
    };
    hands.drawer_pulses = [this]() -> std::int64_t { return bus_->printer().drawer_pulses(); };
    hands.clock_moved = [this] { bus_->clock_moved(); };
    hands.next_timer_ms = [this] { return bus_->printer().next_answer_ms(); };
  }

 private:
  simulated::Scanner& scanner_of(const std::string& mode) {
    if (mode == "pos") return bus_->pos_scanner();
    if (mode == "serial") return bus_->serial_scanner();
    return bus_->scanner();
  }

  /// What is not there from the start is plugged in when a script first uses it. False: it was unplugged since.
  bool plug_in_once(simulated::Scanner& scanner) {
    if (touched_.insert(&scanner).second && !scanner.is_plugged()) scanner.plug();
    return scanner.is_plugged();
  }

  core::Result<void> weigh(const std::vector<std::string>& words) {
    std::int64_t grams = 0;
    const auto wrong = [] { return core::fail(Errc::invalid_input, "weigh: not a command", "use weigh GRAMS [stable|moving]"); };
    if (words.empty() || words.size() > 2 || (words.size() == 2 && words[1] != "stable" && words[1] != "moving")) return wrong();
    const std::string& number = words[0];
    if (std::from_chars(number.data(), number.data() + number.size(), grams).ptr != number.data() + number.size()) return wrong();
    if (!bus_->scale().is_plugged()) return core::fail(Errc::offline, "weigh: the scale is unplugged", "use scale plugged first");
    bus_->scale().weigh(grams, words.size() == 2 && words[1] == "moving");
    return {};
  }

  core::Result<void> tell(simulated::Scanner& scanner, const std::string& word) {
    if (word == "unplugged") touched_.insert(&scanner);
    else if (word != "plugged" && !plug_in_once(scanner))
      return core::fail(Errc::offline, "scanner " + word + ": it is unplugged", "plug it in first");
    if (const auto done = scanner.command(word); !done)
      return core::fail(Errc::invalid_input, done.error().cause, done.error().remedy);
    return {};
  }

  std::set<const simulated::Scanner*> touched_;  // only used by the control channel's thread
  std::unique_ptr<simulated::Bus> bus_;
};

}  // namespace

scanner::ScannerOptions scanner_options(const Configuration& configuration) {
  scanner::ScannerOptions options;
  options.scanners = configuration.scanners;
  options.card_readers = configuration.card_readers;
  options.line = configuration.scanner_line;
  options.same_code_pause_ms = configuration.same_code_pause_ms;
  return options;
}

printer::DriverOptions Devices::printer_options() const {
  printer::DriverOptions options;
  options.profile = as_seen(profile_);
  options.device = printer_;
  options.drawer_open_level = drawer_open_level_;
  options.is_escpos = [this](const device::DeviceInfo& one) { return printer::known_as_escpos(quirks_, one); };
  options.profile_of = [this](const device::DeviceInfo& one, const printer::DeviceId& id) {
    const printer::Profile* found = by_printer_ ? printer::match_profile(profiles_, quirks_, one, id) : nullptr;
    return as_seen(found ? *found : profile_);
  };
  return options;
}

// What the operator saw on a test card corrects what the files say.
printer::Profile Devices::as_seen(const printer::Profile& profile) const {
  return card_answer_ ? printer::corrected(profile, *card_answer_) : profile;
}

std::string card_answer_file(const std::string& directory) { return directory + "/printer-card.ini"; }

core::Result<void> Devices::load(const std::string& assets, const Configuration& configuration, const std::string& directory) {
  auto quirks = device::load_quirks(assets + "/quirks");
  if (!quirks) return environment(quirks);
  quirks_ = std::move(*quirks);
  if (const auto printer = load_printer(assets, configuration, directory); !printer) return printer;
  if (const auto scale = load_scale(assets, configuration); !scale) return scale;
  return load_display(assets, configuration);
}

core::Result<void> Devices::load_scale(const std::string& assets, const Configuration& configuration) {
  if (configuration.scale_profile.empty()) return {};
  scale::ScaleOptions options;
  options.device = configuration.scale;
  options.baud = configuration.scale_baud;
  if (configuration.scale_profile != "hid") {
    const auto protocols = scale::load_protocols(assets + "/scales");
    if (!protocols) return environment(protocols);
    const scale::Protocol* protocol = scale::find_protocol(*protocols, configuration.scale_profile);
    if (!protocol)
      return core::fail(Errc::not_found, "find the scale profile \"" + configuration.scale_profile + "\" in " + assets + "/scales",
                        "set [scale] profile to the name of a file there, such as \"st-gs\", or to \"hid\"");
    if (configuration.scale.is_open())
      return core::fail(Errc::invalid_input, "a serial scale is set up without the line it hangs on",
                        "set [scale] port, such as \"/dev/ttyUSB0\"");
    options.protocol = *protocol;
  }
  scale_ = std::move(options);
  return {};
}

core::Result<void> Devices::load_display(const std::string& assets, const Configuration& configuration) {
  if (configuration.display_profile.empty()) return {};
  const auto profiles = display::load_profiles(assets + "/displays");
  if (!profiles) return environment(profiles);
  const display::Profile* profile = display::find_profile(*profiles, configuration.display_profile);
  if (!profile)
    return core::fail(Errc::not_found, "find the display profile \"" + configuration.display_profile + "\" in " + assets + "/displays",
                      "set [display] profile to the name of a file there, such as \"cd5220\"");
  if (configuration.display.usb_ids.empty() && configuration.display.ports.empty())
    return core::fail(Errc::invalid_input, "a customer display is set up without the line it hangs on",
                      "set [display] port, such as \"/dev/ttyUSB1\"");
  display_ = display::DisplayOptions{*profile, configuration.display, configuration.display_baud};
  return {};
}

core::Result<void> Devices::load_printer(const std::string& assets, const Configuration& configuration, const std::string& directory) {
  auto profiles = printer::load_profiles(assets + "/printers");
  if (!profiles) return environment(profiles);
  profiles_ = std::move(*profiles);
  printer_ = configuration.printer;
  drawer_open_level_ = configuration.drawer_open_level;
  const std::string& name = configuration.printer_profile;
  by_printer_ = name.empty();
  const printer::Profile* profile = printer::find_profile(profiles_, name.empty() ? "generic-80" : name);
  if (!profile)
    return core::fail(Errc::not_found, "find the printer profile \"" + name + "\" in assets/printers",
                      "set [printer] profile to the name of a file there, such as \"generic-80\"");
  profile_ = *profile;
  std::ifstream file(card_answer_file(directory), std::ios::binary);
  if (directory.empty() || !file) return {};
  std::string text(16 * 1024, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  const auto answer = printer::parse_card_answer(text, card_answer_file(directory));
  if (!answer) return environment(answer);
  card_answer_ = *answer;
  return {};
}

core::Result<std::unique_ptr<Devices>> Devices::open_real(const std::string& assets, const Configuration& configuration,
                                                          const std::string& directory) {
  auto devices = std::make_unique<RealDevices>();
  if (const auto opened = devices->open(assets, configuration, directory); !opened) return tl::unexpected(opened.error());
  return devices;
}

core::Result<std::unique_ptr<Devices>> Devices::open_simulated(const std::string& assets, const Configuration& configuration,
                                                               const std::string& directory, const Clock& clock) {
  auto devices = std::make_unique<SimulatedDevices>();
  if (const auto opened = devices->open(assets, configuration, directory, clock); !opened) return tl::unexpected(opened.error());
  return devices;
}

}  // namespace zhuangui::app
