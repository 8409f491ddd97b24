#pragma once
// The real drivers on any bus, telling in words what each device says: for watching, recording and replaying.
#include <functional>
#include <stop_token>
#include <string>

#include "ctl/record_mask.h"
#include "device/quirk.h"
#include "printer/profile.h"
#include "scanner/driver.h"

namespace zhuangui::app {

/// Something a device said, as a driver understood it.
struct Heard {
  enum class Kind { scan, card, unreadable, state, printer };
  Kind kind = Kind::state;
  std::string port;       ///< port path; empty when there is no device at all
  std::string symbology;  ///< scan
  std::string text;       ///< scan, card: in full, for shown() and judged() only; else a sentence that may be shown
};

/// As it may be shown and kept: payment codes, cards and what is not understood masked.
std::string shown(const Heard& heard);

/// The line of a recorded session for it. The same for what a replay of the session gives, whose codes are masked.
std::string result_of(const Heard& heard);
/// The same, and masks the packets it came in as the line is masked; what cannot be masked is emptied.
inline constexpr const char* left_out = "left out: it crossed in a way that could not be masked";
std::string judged(const Heard& heard, Carried carried, Packets packets);

/// How the device's text crosses. Guarded devices, whose packets may hold a code, are all but printers.
Carried carried_by(const device::DeviceInfo& info);
bool is_guarded(const device::DeviceInfo& info);

struct SessionParts {
  device::Bus& bus;
  const device::QuirkTable& quirks;
  const std::vector<printer::Profile>& profiles;
  scanner::ScannerOptions scanners;
  scanner::ScannerDriver::Clock now_us = scanner::ScannerDriver::steady_clock_us;
  std::function<void(std::chrono::milliseconds)> pause;  ///< of the printers' thread, between two looks
};

/// Runs scanners, card readers and the printers' status until `stop`; `heard` is called from several threads, one call
/// at a time.
void run_session(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard);

/// Its two halves, in this thread: a replay has one device.
void run_scanners(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard);
void run_printer(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard);

}  // namespace zhuangui::app
