// zhuanguictl devices decode: what bytes of a device mean, by the very decoders the drivers use.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/device_assets.h"
#include "ctl/device_session.h"
#include "printer/status.h"
#include "scale/decoder.h"
#include "scale/hid.h"
#include "scanner/keyboard_decoder.h"
#include "scanner/pos_decoder.h"
#include "scanner/serial_decoder.h"

namespace zhuangui::app {

namespace {

constexpr std::size_t input_bytes_max = 64u << 10;
using Bytes = std::vector<std::byte>;
using Meanings = std::vector<std::string>;

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

/// "12 1A", "121a", "0x12,0x1A"; nullopt when something else stands there.
std::optional<Bytes> bytes_of_hex(std::string_view text) {
  Bytes bytes;
  std::optional<int> high;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!high && text[i] == '0' && i + 1 < text.size() && (text[i + 1] == 'x' || text[i + 1] == 'X')) {
      ++i;
      continue;
    }
    if (const auto digit = hex_digit(text[i])) {
      if (high) bytes.push_back(static_cast<std::byte>(*high * 16 + *digit));
      high = high ? std::nullopt : digit;
    } else if (high || std::string_view{" ,\t\r\n"}.find(text[i]) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  if (high || bytes.empty()) return std::nullopt;
  return bytes;
}

/// Of a log of simulated devices, whose lines begin with < or >, only what came from the device.
std::string only_from_the_device(const std::string& text) {
  std::string lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line{text.data() + at, end - at};
    if (line.starts_with("< ")) lines += std::string{line.substr(2)} + "\n";
    else if (!line.starts_with(">") && !line.starts_with("#")) lines += std::string{line} + "\n";
    at = end + 1;
  }
  return lines;
}

std::string words_of(const printer::Status& status) {
  struct Word { bool set; const char* text; };
  std::string text;
  for (const Word& word : {Word{status.offline, "offline"}, Word{status.cover_open, "cover open"}, Word{status.paper_out, "paper out"},
                           Word{status.near_end, "paper near its end"}, Word{status.feeding, "paper is fed by the key"},
                           Word{status.cutter_error, "cutter jammed"}, Word{status.recoverable, "recovers by itself (head hot)"},
                           Word{status.unrecoverable, "switch it off and on"}, Word{status.error, "an error it does not name"},
                           Word{status.drawer_high, "drawer switch high"}})
    if (word.set) text += (text.empty() ? "" : ", ") + std::string{word.text};
  return text.empty() ? "nothing wrong" : text;
}

std::string meaning_of(const printer::RealTimeAnswer& answer, int question) {
  std::string text;
  for (int n = 1; n <= 4; ++n) {
    if (question != 0 && n != question) continue;
    printer::Status status;
    printer::apply_real_time(status, n, answer.value);
    text += (text.empty() ? "" : "; ") + ("to DLE EOT " + std::to_string(n)) + ": " + words_of(status);
  }
  return text;
}

std::string meaning_of(const printer::Block& block) {
  constexpr std::uint8_t process_id = 0x22;
  if (block.id == process_id) return "job " + block.data + " is printed";
  return "block " + std::to_string(block.id) + " \"" + block.data + "\"";
}

std::optional<Meanings> as_printer(const Bytes& bytes, int question) {
  printer::AnswerParser parser;
  Meanings meanings;
  for (const printer::Answer& answer : parser.feed(bytes)) {
    if (const auto* real_time = std::get_if<printer::RealTimeAnswer>(&answer)) meanings.push_back(meaning_of(*real_time, question));
    if (const auto* automatic = std::get_if<printer::AutomaticStatus>(&answer))
      meanings.push_back("status sent by itself: " + words_of(printer::from_automatic(automatic->bytes)));
    if (const auto* paper = std::get_if<printer::PaperAnswer>(&answer)) {
      printer::Status status;
      printer::apply_paper(status, paper->value);
      meanings.push_back("to GS r 1: " + words_of(status));
    }
    if (const auto* block = std::get_if<printer::Block>(&answer)) meanings.push_back(meaning_of(*block));
  }
  if (meanings.empty() || parser.bytes_dropped() > 0) return std::nullopt;
  return meanings;
}

std::optional<Meanings> as_port_status(const Bytes& bytes) {
  constexpr unsigned known_bits = 0x38;
  const auto value = std::to_integer<unsigned>(bytes.front());
  if (bytes.size() != 1 || (value & ~known_bits) != 0) return std::nullopt;
  return Meanings{words_of(printer::from_port(static_cast<std::uint8_t>(value)))};
}

std::optional<Meanings> as_scanner(scanner::ScanDecoder& decoder, const Bytes& bytes, bool card) {
  constexpr std::int64_t long_after_us = 2 * scanner::ScanDecoder::stalled_us;
  auto frames = decoder.feed(bytes, 0);
  for (scanner::Frame& late : decoder.tick(long_after_us)) frames.push_back(std::move(late));
  Meanings meanings;
  for (const scanner::Frame& frame : frames) {
    if (frame.broken) return std::nullopt;
    meanings.push_back(shown({card ? Heard::Kind::card : Heard::Kind::scan, {}, frame.symbology, frame.text}));
  }
  if (meanings.empty()) return std::nullopt;
  return meanings;
}

std::string meaning_of(const scale::Reading& reading) {
  std::string text = reading.weight_g ? std::to_string(*reading.weight_g) + " g" + (reading.net ? " net" : "") : "no weight";
  if (reading.tare_g) text += ", tare " + std::to_string(*reading.tare_g) + " g";
  return text + ", " + scale::to_text(reading.state);
}

std::optional<Meanings> as_hid_scale(const Bytes& bytes) {
  const auto reading = scale::read_hid_report(bytes, 0);
  if (!reading) return std::nullopt;
  return Meanings{meaning_of(*reading)};
}

std::optional<Meanings> as_scale(const scale::Protocol& protocol, const Bytes& bytes) {
  scale::ScaleDecoder decoder{protocol};
  std::vector<scale::Reading> readings;
  decoder.feed(bytes, 0, readings);
  if (readings.empty() || decoder.bytes_dropped() > 0 || decoder.is_pending()) return std::nullopt;
  Meanings meanings;
  for (const scale::Reading& reading : readings) meanings.push_back(meaning_of(reading));
  return meanings;
}

/// Every way there is to read the bytes, and what comes of it; nullopt: not in this way.
std::vector<std::pair<std::string, std::optional<Meanings>>> readings_of(const Bytes& bytes, int question,
                                                                         const std::vector<scale::Protocol>& protocols) {
  scanner::KeyboardDecoder keyboard, card;
  scanner::PosDecoder pos;
  scanner::SerialDecoder serial;
  std::vector<std::pair<std::string, std::optional<Meanings>>> all{
      {"printer", as_printer(bytes, question)},       {"printer-port", as_port_status(bytes)},
      {"scanner-keyboard", as_scanner(keyboard, bytes, false)}, {"scanner-pos", as_scanner(pos, bytes, false)},
      {"scanner-serial", as_scanner(serial, bytes, false)},     {"card-reader", as_scanner(card, bytes, true)},
      {"scale-hid", as_hid_scale(bytes)}};
  for (const scale::Protocol& protocol : protocols) all.emplace_back("scale-" + protocol.name, as_scale(protocol, bytes));
  return all;
}

/// Nearly any bytes are some answer of GS r, or some text: not worth telling to who did not ask for it.
bool is_likely(const std::string& way, const Bytes& bytes, const Meanings& meanings) {
  const auto is_text = [](std::byte b) {
    const auto c = std::to_integer<unsigned>(b);
    return c >= 0x20 || c == '\r' || c == '\n' || c == 0x1D;
  };
  constexpr std::size_t code_bytes_min = 4;
  if (way == "scanner-serial") return bytes.size() >= code_bytes_min && std::all_of(bytes.begin(), bytes.end(), is_text);
  const auto is_paper = [](const std::string& meaning) { return meaning.starts_with("to GS r"); };
  return way != "printer" || meanings.size() == 1 || std::none_of(meanings.begin(), meanings.end(), is_paper);
}

void say(const Context& context, const std::string& way, const Meanings& meanings) {
  if (!context.json) {
    for (const std::string& meaning : meanings) std::cout << way << "  " << meaning << "\n";
    return;
  }
  core::JsonWriter out;
  out.begin_object().field("as", way).key("meanings").begin_array();
  for (const std::string& meaning : meanings) out.string(meaning);
  std::cout << out.end_array().end_object().take() << "\n";
}

core::Result<Bytes> bytes_asked_for(const std::string& what) {
  std::string text = what;
  if (std::error_code none; std::filesystem::is_regular_file(what, none)) {
    std::ifstream in{what, std::ios::binary};
    text.assign(input_bytes_max + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text = only_from_the_device(text.substr(0, static_cast<std::size_t>(in.gcount())));
  }
  const auto bytes = text.size() <= input_bytes_max ? bytes_of_hex(text) : std::nullopt;
  if (!bytes) return core::fail(core::Errc::invalid_input, "\"" + what.substr(0, 40) + "\" is neither bytes in hex nor a file of them",
                                "write them as \"12 1A\"; 64 KiB at most");
  return *bytes;
}

}  // namespace

void run_devices_decode(Context& context, const DecodeAsked& asked) {
  const auto bytes = bytes_asked_for(asked.what);
  if (!bytes) return context.fail(bytes.error());
  const auto assets = load_device_assets();
  if (!assets) return context.fail(assets.error());
  bool known = asked.as.empty(), any = false;
  std::string ways;
  for (const auto& [way, meanings] : readings_of(*bytes, static_cast<int>(asked.question), assets->scales)) {
    ways += (ways.empty() ? "" : " ") + way;
    if (!asked.as.empty() && way != asked.as) continue;
    known = true;
    if (!meanings || (asked.as.empty() && !is_likely(way, *bytes, *meanings))) continue;
    any = true;
    say(context, way, *meanings);
  }
  if (!known) return context.fail({core::Errc::invalid_input, "there is no way \"" + asked.as + "\" to read bytes", "one of: " + ways});
  if (!any) context.fail({core::Errc::not_found, "these bytes mean nothing" + (asked.as.empty() ? std::string{" to any device known here"} : " as " + asked.as), "see that they are whole, from the first to the last byte"}, exit_code::not_so);
}

}  // namespace zhuangui::app
