#include "ctl/device_session.h"

#include <mutex>
#include <thread>
#include <type_traits>
#include <variant>

#include "barcode/code.h"
#include "device/card_event.h"
#include "printer/driver.h"

namespace zhuangui::app {

namespace {

constexpr std::size_t payment_kept = 2;
constexpr std::size_t whole = std::string_view::npos;

/// What of a scanned text may stand in a file: all of it only where it is known to be goods or a paper of ours.
std::size_t kept_of(const Heard& heard) {
  if (heard.kind == Heard::Kind::card) return 0;
  return std::visit(
      [](const auto& code) {
        using Code = std::decay_t<decltype(code)>;
        constexpr bool secret = std::is_same_v<Code, barcode::PaymentCode> || std::is_same_v<Code, barcode::UnknownCode> ||
                                std::is_same_v<Code, barcode::TraceCode> || std::is_same_v<Code, barcode::CardCode>;
        return secret ? payment_kept : whole;
      },
      barcode::decode(heard.text, heard.symbology));
}

std::string with_symbology(const Heard& heard, const std::string& text) {
  return (heard.symbology.empty() ? "scan " : "scan ]" + heard.symbology + " ") + text;
}

/// Control characters as the script language writes them.
std::string visible(std::string_view text) {
  std::string answer;
  for (const char c : text) {
    if (c == '\x1D') answer += "{GS}";
    else answer += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  }
  return answer;
}

std::string sentence(const scanner::ScannerState& state) {
  if (state.error) return state.error->cause + "; " + state.error->remedy;
  const std::string what = state.role == scanner::Role::card_reader ? "card reader" : "scanner";
  return what + (state.stage == device::Stage::enabled ? " is ready: " : " is not ready: ") + state.model;
}

std::string sentence(const printer::DeviceReport& report) {
  std::string text = std::string{"printer "} + (report.trouble == printer::Trouble::none ? "ready" : printer::trouble_name(report.trouble));
  if (report.near_end) text += ", paper near its end";
  return text;
}

scanner::ScannerListener listener_for(const std::function<void(const Heard&)>& heard) {
  scanner::ScannerListener listener;
  listener.scanned = [&heard](const device::ScanEvent& event) { heard({Heard::Kind::scan, event.device, event.symbology, event.text}); };
  listener.card = [&heard](const device::CardEvent& event) { heard({Heard::Kind::card, event.device, {}, event.text}); };
  listener.unreadable = [&heard](const std::string& port, scanner::Role) { heard({Heard::Kind::unreadable, port, {}, {}}); };
  listener.changed = [&heard](const scanner::ScannerState& state) { heard({Heard::Kind::state, state.device, {}, sentence(state)}); };
  return listener;
}

}  // namespace

std::string shown(const Heard& heard) {
  switch (heard.kind) {
    case Heard::Kind::scan: return with_symbology(heard, visible(mask_text(heard.text, kept_of(heard))));
    case Heard::Kind::card: return "card " + device::masked_card(heard.text);
    case Heard::Kind::unreadable: return "a code could not be read: scan it again";
    default: return heard.text;
  }
}

std::string result_of(const Heard& heard) {
  if (heard.kind == Heard::Kind::unreadable) return "unreadable";
  if (heard.kind != Heard::Kind::scan && heard.kind != Heard::Kind::card) return heard.text;
  const std::string text = visible(mask_text(heard.text, kept_of(heard)));
  return heard.kind == Heard::Kind::card ? "card " + text : with_symbology(heard, text);
}

std::string judged(const Heard& heard, Carried carried, Packets packets) {
  if (heard.kind == Heard::Kind::unreadable) blot_packets(packets, carried);
  const bool text = heard.kind == Heard::Kind::scan || heard.kind == Heard::Kind::card;
  if (text && !mask_packets(packets, carried, heard.text, kept_of(heard))) {
    for (std::vector<std::byte>* packet : packets) packet->clear();
    return left_out;
  }
  return result_of(heard);
}

Carried carried_by(const device::DeviceInfo& info) {
  constexpr std::uint8_t class_hid = 3;
  if (info.interface_class != class_hid) return Carried::bytes;
  return info.interface_protocol == 1 ? Carried::keys : Carried::reports;
}

bool is_guarded(const device::DeviceInfo& info) {
  constexpr std::uint8_t class_printer = 7;
  return info.interface_class != class_printer;
}

void run_printer(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard) {
  const printer::Profile* profile = printer::find_profile(parts.profiles, "generic-80");
  if (const auto list = parts.bus.list())
    for (const device::DeviceInfo& info : *list)
      if (info.interface_class == 7) profile = printer::match_profile(parts.profiles, info);
  printer::DriverOptions options;
  if (profile != nullptr) options.profile = *profile;
  options.is_foreign = [&parts](const device::DeviceInfo& info) {
    const device::Quirk* quirk = parts.quirks.find(info);
    return quirk != nullptr && quirk->driver == "none";
  };
  std::string last;
  printer::PrinterDriver driver{parts.bus, options, [&parts] { return parts.now_us() / 1000; }, [](const printer::JobReport&) {},
                                [&](const printer::DeviceReport& report) {
                                  const std::string text = sentence(report);
                                  if (text == last) return;
                                  last = text;
                                  heard({Heard::Kind::printer, report.device ? report.device->port_path : "", {}, text});
                                }};
  constexpr std::int64_t look_every_ms = 200;  // so that a stop is seen
  while (!stop.stop_requested()) parts.pause(std::chrono::milliseconds(std::min(look_every_ms, driver.turn())));
}

void run_scanners(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard) {
  scanner::ScannerDriver{parts.bus, parts.quirks, parts.scanners, parts.now_us}.run(stop, listener_for(heard));
}

void run_session(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard) {
  std::mutex mutex;
  const std::function<void(const Heard&)> one_by_one = [&](const Heard& what) {
    const std::lock_guard lock{mutex};
    heard(what);
  };
  std::jthread printers{[&] { run_printer(parts, stop, one_by_one); }};
  run_scanners(parts, stop, one_by_one);
}

}  // namespace zhuangui::app
