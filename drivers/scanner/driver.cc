#include "scanner/driver.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>

#include "device_thread.h"

namespace zhuangui::scanner {

using device::DeviceError;
using device::Errc;
using std::chrono::milliseconds;

namespace {

/// A device that came (back) is seen after this at the latest, hotplug or not: sooner while there is none.
constexpr milliseconds look_while_none{200};
constexpr milliseconds look_while_some{500};
constexpr milliseconds look_for_stop{50};

DeviceError absent() {
  return {Errc::no_hardware, "no barcode scanner is plugged in",
          "plug the scanner in; a model the program does not know is named by its USB id or port in the configuration"};
}

/// The threads of the devices that are there, by port path.
class Threads {
 public:
  ~Threads() {
    for (auto& [port, thread] : by_port_) thread->request_stop();  // all at once, then each is joined
  }

  void forget_ended() {
    std::erase_if(by_port_, [](const auto& entry) { return entry.second->has_ended(); });
  }
  [[nodiscard]] bool has(const std::string& port) const { return by_port_.contains(port); }
  [[nodiscard]] bool is_empty() const { return by_port_.empty(); }
  [[nodiscard]] bool has_room() const { return by_port_.size() < ScannerDriver::devices_max; }
  void add(const std::string& port, std::unique_ptr<DeviceThread> thread) { by_port_.emplace(port, std::move(thread)); }

 private:
  std::map<std::string, std::unique_ptr<DeviceThread>> by_port_;
};

/// Tells that there is no device at all, once until there is one again.
class Absence {
 public:
  explicit Absence(Told& told) : told_{told} {}

  void there_is_none(const DeviceError& error) {
    if (last_cause_ == error.cause) return;
    last_cause_ = error.cause;
    ScannerState state;
    state.error = error;
    const std::lock_guard lock{told_.mutex};
    told_.listener.changed(state);
  }
  void there_is_one() { last_cause_.clear(); }

 private:
  Told& told_;
  std::string last_cause_;
};

/// Waits for a change on the bus, at most `time`, and hardly longer than the stop.
void wait_change(device::Bus& bus, milliseconds time, const std::stop_token& stop) {
  for (; time.count() > 0 && !stop.stop_requested(); time -= look_for_stop)
    if (bus.wait_change(std::min(time, look_for_stop))) return;
}

}  // namespace

ScannerDriver::ScannerDriver(device::Bus& bus, const device::QuirkTable& quirks, ScannerOptions options, Clock now_us)
    : bus_{bus}, quirks_{quirks}, options_{std::move(options)}, now_us_{std::move(now_us)} {}

std::int64_t ScannerDriver::steady_clock_us() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

void ScannerDriver::run(const std::stop_token& stop, const ScannerListener& listener) {
  Told told{listener, {}};
  Absence absence{told};
  Threads threads;
  while (!stop.stop_requested()) {
    const auto list = bus_.list();
    threads.forget_ended();
    if (!list) {
      absence.there_is_none(list.error());
    } else {
      const auto ours = find_ours(*list, quirks_, options_);
      const bool scanner = std::any_of(ours.begin(), ours.end(), [](const Found& one) { return one.role == Role::scanner; });
      if (scanner) absence.there_is_one();
      else absence.there_is_none(absent());
      for (const Found& found : ours)
        if (!threads.has(found.info.port_path) && threads.has_room())
          threads.add(found.info.port_path, std::make_unique<DeviceThread>(bus_, found, options_, now_us_, told));
    }
    wait_change(bus_, threads.is_empty() ? look_while_none : look_while_some, stop);
  }
}

}  // namespace zhuangui::scanner
