#pragma once
// The real drivers on any bus, telling in words what each device says: for watching, recording and replaying.
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "barcode/settings.h"
#include "ctl/record_mask.h"
#include "device/quirk.h"
#include "printer/driver.h"
#include "scale/driver.h"
#include "scanner/driver.h"

namespace zhuangui::app {

/// Something a device said, as a driver understood it.
struct Heard {
  enum class Kind { scan, card, unreadable, state, printer, scale };
  Kind kind = Kind::state;
  std::string port;       ///< port path; empty when there is no device at all
  std::string symbology;  ///< scan
  std::string text;       ///< scan, card: in full, for shown() and judged() only; else a sentence that may be shown
};

/// As it may be shown: payment codes, cards and what the counter's settings do not understand are masked.
std::string shown(const Heard& heard, const barcode::DecodeSettings& settings = {});
/// What a code means by the counter's settings; empty for what is masked and for everything else.
std::string meaning(const Heard& heard, const barcode::DecodeSettings& settings);

/// The line of a replayed session for it: unmasked, since the packets of a session are masked already.
std::string result_of(const Heard& heard);
/// The line of a session that is recorded: masked, as are the packets it came in; what cannot be masked is emptied, and
/// what came behind the code is moved to `rest`.
inline constexpr const char* left_out = "left out: it crossed in a way that could not be masked";
std::string judged(const Heard& heard, const barcode::DecodeSettings& settings, Carried carried, Packets packets,
                   std::vector<std::byte>& rest);

/// How the device's text crosses.
Carried carried_by(const device::DeviceInfo& info);

/// How a person has set the printer of a session.
struct PrinterSet {
  std::int64_t card = 0;  ///< number of the test card to print, 1 to 9,999: it stands in its barcode; 0: none
  std::string profile;    ///< empty: the one of the printer that comes
  device::DrawerOpenLevel drawer_open_level = device::DrawerOpenLevel::not_told;
  friend bool operator==(const PrinterSet&, const PrinterSet&) = default;
};

struct SessionParts {
  device::Bus& bus;
  const device::QuirkTable& quirks;
  printer::DriverOptions printer;
  PrinterSet printer_set;  ///< what `printer` was made of
  scanner::ScannerOptions scanners;
  std::optional<scale::ScaleOptions> scale;  ///< none: a USB scale the quirks know, and nothing is said while there is none
  scanner::ScannerDriver::Clock now_us = scanner::ScannerDriver::steady_clock_us;
  std::function<void(std::chrono::milliseconds)> pause;  ///< of the printers' thread, between two looks
};

/// Its packets may hold a code: all but printers, and the scale where no scanner is meant by the same port.
bool is_guarded(const device::DeviceInfo& info, const SessionParts& parts);

/// Runs scanners, card readers, the scale and the printers' status until `stop`; `heard` is called from several threads,
/// one call at a time.
void run_session(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard);

/// Its parts, in this thread: a replay has one device. The printers' is in printer_session.h.
void run_scanners(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard);
void run_scale(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard);

/// What run_scale says first of a scale that is open, so that a replay knows how it spoke: "scale st-gs 9600", or
/// "scale hid".
std::string scale_line(const scale::ScaleOptions& options);
/// The options that line was made of, to be found at `port`; none: it is no such line, or names no protocol there is.
std::optional<scale::ScaleOptions> scale_of_line(std::string_view line, const std::string& port,
                                                 const std::vector<scale::Protocol>& protocols);

}  // namespace zhuangui::app
