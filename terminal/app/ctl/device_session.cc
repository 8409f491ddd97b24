#include "ctl/device_session.h"

#include <charconv>
#include <mutex>
#include <thread>
#include <type_traits>
#include <variant>

#include "barcode/code.h"
#include "ctl/code_answer.h"
#include "ctl/printer_session.h"
#include "device/card_event.h"
#include "device/settings.h"
#include "scanner/found.h"

namespace zhuangui::app {

namespace {

constexpr std::size_t payment_kept = 2;
constexpr std::size_t whole = std::string_view::npos;

/// What of a scanned text may stand in a file: all of it only where it is known to be goods or a paper of ours.
std::size_t kept_of(const barcode::Code& code) {
  return std::visit(
      [](const auto& one) {
        using Code = std::decay_t<decltype(one)>;
        constexpr bool secret = std::is_same_v<Code, barcode::PaymentCode> || std::is_same_v<Code, barcode::UnknownCode> ||
                                std::is_same_v<Code, barcode::TraceCode> || std::is_same_v<Code, barcode::CardCode>;
        return secret ? payment_kept : whole;
      },
      code);
}

std::size_t kept_of(const Heard& heard, const barcode::DecodeSettings& settings) {
  return heard.kind == Heard::Kind::card ? 0 : kept_of(barcode::decode(heard.text, heard.symbology, settings));
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

std::string sentence(const scale::Reading& reading) {
  std::string text = "weigh";
  if (reading.weight_g) text += " " + std::to_string(*reading.weight_g) + " g";
  text += std::string{" "} + scale::to_text(reading.state);
  if (reading.net) text += ", net";
  if (reading.tare_g) text += ", tare " + std::to_string(*reading.tare_g) + " g";
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

std::string shown(const Heard& heard, const barcode::DecodeSettings& settings) {
  switch (heard.kind) {
    case Heard::Kind::scan: return with_symbology(heard, visible(mask_text(heard.text, kept_of(heard, settings))));
    case Heard::Kind::card: return "card " + device::masked_card(heard.text);
    case Heard::Kind::unreadable: return "a code could not be read: scan it again";
    default: return heard.text;
  }
}

std::string meaning(const Heard& heard, const barcode::DecodeSettings& settings) {
  if (heard.kind != Heard::Kind::scan) return {};
  const barcode::Code code = barcode::decode(heard.text, heard.symbology, settings);
  return kept_of(code) == whole ? code_answer_text(code) : std::string{};
}

std::string result_of(const Heard& heard) {
  switch (heard.kind) {
    case Heard::Kind::scan: return with_symbology(heard, visible(heard.text));
    case Heard::Kind::card: return "card " + visible(heard.text);
    case Heard::Kind::unreadable: return "unreadable";
    default: return heard.text;
  }
}

std::string judged(const Heard& heard, const barcode::DecodeSettings& settings, Carried carried, Packets packets,
                   std::vector<std::byte>& rest) {
  if (heard.kind == Heard::Kind::unreadable) blot_packets(packets, carried);
  if (heard.kind != Heard::Kind::scan && heard.kind != Heard::Kind::card) return result_of(heard);
  rest = cut_behind_first(packets, carried);
  const std::size_t kept = kept_of(heard, settings);
  if (!mask_packets(packets, carried, heard.text, kept)) {
    for (std::vector<std::byte>* packet : packets) packet->clear();
    return left_out;
  }
  Heard masked = heard;
  masked.text = mask_text(heard.text, kept);
  return result_of(masked);
}

Carried carried_by(const device::DeviceInfo& info) {
  constexpr std::uint8_t class_hid = 3;
  if (info.interface_class != class_hid) return Carried::bytes;
  return info.interface_protocol == 1 ? Carried::keys : Carried::reports;
}

bool is_guarded(const device::DeviceInfo& info, const SessionParts& parts) {
  constexpr std::uint8_t class_printer = 7;
  const bool known_printer = parts.printer.is_escpos && parts.printer.is_escpos(info) == true;  // some are of a vendor's own class
  if (info.interface_class == class_printer || known_printer) return false;
  const bool may_scan = !scanner::find_ours({info}, parts.quirks, parts.scanners).empty();
  return may_scan || !scale::is_ours(info, parts.quirks, parts.scale.value_or(scale::ScaleOptions{}));
}

void run_scanners(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard) {
  scanner::ScannerDriver{parts.bus, parts.quirks, parts.scanners, parts.now_us}.run(stop, listener_for(heard));
}

std::string scale_line(const scale::ScaleOptions& options) {
  if (!options.protocol) return "scale hid";
  return "scale " + options.protocol->name + " " + std::to_string(options.baud.value_or(options.protocol->line.baud));
}

std::optional<scale::ScaleOptions> scale_of_line(std::string_view line, const std::string& port,
                                                 const std::vector<scale::Protocol>& protocols) {
  const std::vector<std::string_view> words = device::words_of(line);
  scale::ScaleOptions options;
  options.device.ports = {port};
  if (words.size() < 2 || words[0] != "scale") return std::nullopt;
  if (words[1] != "hid") {
    const scale::Protocol* protocol = scale::find_protocol(protocols, words[1]);
    std::uint32_t baud = 0;
    if (protocol == nullptr || words.size() != 3) return std::nullopt;
    if (const auto [end, wrong] = std::from_chars(words[2].begin(), words[2].end(), baud); wrong != std::errc{} || end != words[2].end())
      return std::nullopt;
    options.protocol = *protocol;
    options.baud = baud;
  }
  return options.protocol || words.size() == 2 ? std::optional{options} : std::nullopt;
}

// A scale says the same ten times a second; what is new is told.
void run_scale(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard) {
  const scale::ScaleOptions options = parts.scale.value_or(scale::ScaleOptions{});
  std::string port, last;
  scale::ScaleListener listener;
  listener.changed = [&](const scale::ScaleState& state) {
    if (state.device.empty() && !parts.scale) return;
    const bool opened = state.stage == device::Stage::enabled && port.empty();
    port = state.stage == device::Stage::enabled ? state.device : std::string{};
    last.clear();
    if (opened) heard({Heard::Kind::scale, port, {}, scale_line(options)});
    if (state.error) heard({Heard::Kind::state, state.device, {}, state.error->cause + "; " + state.error->remedy});
  };
  listener.read = [&](const scale::Reading& reading) {
    const std::string text = sentence(reading);
    if (text == last) return;
    last = text;
    heard({Heard::Kind::scale, port, {}, text});
  };
  scale::ScaleDriver{parts.bus, parts.quirks, options, parts.now_us}.run(stop, listener);
}

void run_session(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard) {
  std::mutex mutex;
  const std::function<void(const Heard&)> one_by_one = [&](const Heard& what) {
    const std::lock_guard lock{mutex};
    heard(what);
  };
  std::jthread printers{[&] { run_printer(parts, stop, one_by_one); }};
  std::jthread scale{[&] { run_scale(parts, stop, one_by_one); }};
  run_scanners(parts, stop, one_by_one);
}

}  // namespace zhuangui::app
