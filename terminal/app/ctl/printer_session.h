#pragma once
// The printer driver on any bus, telling in words what it does: its status alone, or one test card.
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/result.h"
#include "ctl/device_assets.h"
#include "ctl/device_session.h"

namespace zhuangui::app {

/// Tells the printers' status until `stop`, in this thread.
void run_printer(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard);

/// What is said first of a printer that is open and was set, so that a replay sets it alike: "printer set card 4711
/// profile generic-58 drawer low"; empty where nothing is set.
std::string set_line(const PrinterSet& set);
/// What that line tells of; none: it is no such line.
std::optional<PrinterSet> set_of_line(std::string_view line);

/// The driver's options for it. Refers to `assets`. Error: invalid_input (there is no such profile).
core::Result<printer::DriverOptions> printer_options(const DeviceAssets& assets, const PrinterSet& set);

/// How far a test card got.
struct CardPrinted {
  printer::JobReport report;
  std::string profile;  ///< under which; empty: no printer was opened
  std::string cause;    ///< why there was none, a sentence; else empty
};
/// Prints the card that is set and tells each state of it, until it is out, a trouble that no waiting mends, or a minute
/// is over: then it is given up, since an old card must not come out when the paper is changed. `stop`: the session ended
/// here.
core::Result<CardPrinted> run_test_card(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard);

}  // namespace zhuangui::app
