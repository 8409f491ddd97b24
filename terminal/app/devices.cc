#include "devices.h"

#include "simulated/bus.h"
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

class RealDevices final : public Devices {
 public:
  core::Result<void> open(const std::string& assets, const Configuration& configuration) {
    if (const auto loaded = load(assets, configuration); !loaded) return loaded;
    auto bus = transport::UsbBus::start(quirks());
    if (!bus) return environment(bus);
    bus_ = std::move(*bus);
    return {};
  }
  device::Bus& bus() override { return *bus_; }
  void lend(ControlHands&) override {}
  [[nodiscard]] bool at_rest() const override { return true; }

 private:
  std::unique_ptr<transport::UsbBus> bus_;
};

class SimulatedDevices final : public Devices {
 public:
  core::Result<void> open(const std::string& assets, const Configuration& configuration, const std::string& directory,
                          const Clock& clock) {
    if (const auto loaded = load(assets, configuration); !loaded) return loaded;
    simulated::Time time;
    time.now_ms = [&clock] { return clock.monotonic_ms(); };
    auto bus = simulated::Bus::create(directory + "/simulated", time);
    if (!bus) return environment(bus);
    bus_ = std::move(*bus);
    return {};
  }
  device::Bus& bus() override { return *bus_; }
  [[nodiscard]] bool at_rest() const override { return bus_->scanner().at_rest(); }

  void lend(ControlHands& hands) override {
    hands.scan = [this](const std::string& aim, const std::string& text) -> core::Result<void> {
      if (!bus_->scanner().is_plugged())
        return core::fail(Errc::offline, "scan: the scanner is unplugged", "use scanner plugged first");
      bus_->scanner().scan(text, aim);
      return {};
    };
    hands.scanner = [this](const std::vector<std::string>& words) { return scanner(words); };
    hands.printer = [this](const std::vector<std::string>& words) -> core::Result<void> {
      if (const auto done = bus_->printer().command(joined(words)); !done)
        return core::fail(Errc::invalid_input, done.error().cause, done.error().remedy);
      return {};
    };
    hands.drawer_pulses = [this]() -> std::int64_t { return bus_->printer().drawer_pulses(); };
    hands.clock_moved = [this] { bus_->clock_moved(); };
  }

 private:
  core::Result<void> scanner(const std::vector<std::string>& words) {
    if (words.size() == 1 && words[0] == "plugged") bus_->scanner().plug();
    else if (words.size() == 1 && words[0] == "unplugged") bus_->scanner().unplug();
    else return core::fail(Errc::invalid_input, "scanner " + joined(words) + ": not a command", "use plugged or unplugged");
    return {};
  }

  std::unique_ptr<simulated::Bus> bus_;
};

}  // namespace

core::Result<void> Devices::load(const std::string& assets, const Configuration& configuration) {
  auto quirks = device::load_quirks(assets + "/quirks");
  if (!quirks) return environment(quirks);
  quirks_ = std::move(*quirks);
  const auto profiles = printer::load_profiles(assets + "/printers");
  if (!profiles) return environment(profiles);
  const printer::Profile* profile = printer::find_profile(*profiles, configuration.printer_profile);
  if (!profile)
    return core::fail(Errc::not_found, "find the printer profile \"" + configuration.printer_profile + "\" in " + assets + "/printers",
                      "set [printer] profile to the name of a file there, such as \"generic-80\"");
  profile_ = *profile;
  return {};
}

core::Result<std::unique_ptr<Devices>> Devices::open_real(const std::string& assets, const Configuration& configuration) {
  auto devices = std::make_unique<RealDevices>();
  if (const auto opened = devices->open(assets, configuration); !opened) return tl::unexpected(opened.error());
  return devices;
}

core::Result<std::unique_ptr<Devices>> Devices::open_simulated(const std::string& assets, const Configuration& configuration,
                                                               const std::string& directory, const Clock& clock) {
  auto devices = std::make_unique<SimulatedDevices>();
  if (const auto opened = devices->open(assets, configuration, directory, clock); !opened) return tl::unexpected(opened.error());
  return devices;
}

}  // namespace zhuangui::app
