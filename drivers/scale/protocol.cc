#include "scale/protocol.h"

#include <algorithm>
#include <charconv>

#include "device/settings.h"
#include "protocol_steps.h"

namespace zhuangui::scale {

namespace {

using device::Setting;

std::string take_number(int& into, std::string_view value, int least, int most) {
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), into);
  if (error != std::errc{} || end != value.data() + value.size() || into < least || into > most)
    return "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  return {};
}

std::string take_text(std::string& into, std::string_view value) {
  if (value.size() > 300) return "must be at most 300 bytes long";
  into = value;
  return {};
}

std::string take_bytes(std::string& into, std::string_view value) {
  const auto bytes = device::bytes_of_hex(value);
  if (!bytes) return "must be bytes like 3C 5A, at most 64";
  into = *bytes;
  return {};
}

std::string take_baud(Protocol& protocol, std::string_view value) {
  int baud = 0;
  if (const auto wrong = take_number(baud, value, 300, 230400); !wrong.empty()) return wrong;
  protocol.line.baud = static_cast<std::uint32_t>(baud);
  return {};
}

// "8N1"
std::string take_format(Protocol& protocol, std::string_view value) {
  const bool shaped = value.size() == 3 && (value[0] == '7' || value[0] == '8') && (value[2] == '1' || value[2] == '2');
  const auto parity = std::string_view{"NOE"}.find(shaped ? value[1] : ' ');
  if (parity == std::string_view::npos) return "must be like 8N1 or 7E1";
  protocol.line.data_bits = static_cast<std::uint8_t>(value[0] - '0');
  protocol.line.parity = static_cast<device::Parity>(parity);
  protocol.line.two_stop_bits = value[2] == '2';
  return {};
}

// "05 <06 11": send, wait for a byte, send
std::string take_ask(Protocol& protocol, std::string_view value) {
  for (const std::string_view word : device::words_of(value)) {
    const bool waits = word.starts_with('<');
    const auto byte = device::bytes_of_hex(word.substr(waits ? 1 : 0));
    if (!byte || byte->size() != 1) return "must be bytes like 05 <06 11 ('<' in front of what is waited for)";
    if (!waits && (protocol.ask.empty() || protocol.ask.back().wait_for)) protocol.ask.emplace_back();
    if (waits && (protocol.ask.empty() || protocol.ask.back().wait_for)) return "a byte is waited for only behind one that is sent";
    if (waits) protocol.ask.back().wait_for = byte->front();
    else protocol.ask.back().send += *byte;
    if (protocol.ask.size() > 4 || protocol.ask.back().send.size() > 32) return "is too long";
  }
  if (protocol.ask.back().wait_for) return "ends with a byte that is sent";
  return {};
}

std::string take_unit(Protocol& protocol, std::string_view value) {
  const auto unit = unit_named(value);
  if (!unit) return "must be a unit with one meaning: g, kg, jin, lb, oz";
  protocol.unit = *unit;
  return {};
}

// "word.status.ST = stable", "word.status.x46 = over": the word itself, or its bytes in hex behind an x.
std::string take_word(Protocol& protocol, std::string_view table_name, std::string_view word, const Meaning& meaning) {
  std::string bytes{word};
  if (word.size() % 2 == 1 && word.size() > 1 && word.front() == 'x') {
    std::string apart;
    for (std::size_t at = 1; at < word.size(); at += 2) apart += std::string(word.substr(at, 2)) + " ";
    const auto read = device::bytes_of_hex(apart);
    if (!read) return "a word is letters, or x and hex digits";
    bytes = *read;
  }
  if (bytes.empty() || bytes.size() > 4) return "a word has 1 to 4 bytes";
  auto table = std::find_if(protocol.words.begin(), protocol.words.end(), [&](const WordTable& one) { return one.name == table_name; });
  if (table == protocol.words.end()) table = protocol.words.insert(table, WordTable{std::string(table_name), bytes.size(), {}});
  if (table->size != bytes.size()) return "the words of one table are equally long";
  table->entries.push_back({bytes, meaning});
  return {};
}

// "bits.b.08:08 = unstable": mask and value
std::string take_bits(Protocol& protocol, std::string_view table_name, std::string_view rule, const Meaning& meaning) {
  const auto mask = device::bytes_of_hex(rule.substr(0, 2)), value = device::bytes_of_hex(rule.substr(std::min<std::size_t>(3, rule.size())));
  if (rule.size() != 5 || rule[2] != ':' || !mask || !value || mask->size() != 1 || value->size() != 1)
    return "a rule of bits is MASK:VALUE, such as 08:08";
  const auto mask_byte = static_cast<std::uint8_t>(mask->front()), value_byte = static_cast<std::uint8_t>(value->front());
  if ((value_byte & ~mask_byte) != 0 || mask_byte == 0) return "the value has bits outside of its mask";
  auto table = std::find_if(protocol.bits.begin(), protocol.bits.end(), [&](const BitsTable& one) { return one.name == table_name; });
  if (table == protocol.bits.end()) table = protocol.bits.insert(table, BitsTable{std::string(table_name), {}});
  table->entries.push_back({mask_byte, value_byte, meaning});
  return {};
}

std::string take_table_line(Protocol& protocol, std::string_view key, std::string_view value) {
  const bool is_word = key.starts_with("word.");
  key.remove_prefix(5);
  const auto dot = key.find('.');
  if (dot == 0 || dot == std::string_view::npos) return "a line of a table is word.NAME.WORD or bits.NAME.MASK:VALUE";
  const auto meaning = meaning_of(value);
  if (!meaning) return "'" + std::string(value) + "' has no meaning here";
  return is_word ? take_word(protocol, key.substr(0, dot), key.substr(dot + 1), *meaning)
                 : take_bits(protocol, key.substr(0, dot), key.substr(dot + 1), *meaning);
}

/// Reads everything but the frames; nullopt: the key is unknown.
std::optional<std::string> take(Protocol& protocol, std::string_view key, std::string_view value) {
  if (key == "model") return take_text(protocol.model, value);
  if (key == "source") return take_text(protocol.source, value);
  if (key == "baud") return take_baud(protocol, value);
  if (key == "format") return take_format(protocol, value);
  if (key == "ask") return take_ask(protocol, value);
  if (key == "ask_every_ms") return take_number(protocol.ask_every_ms, value, 50, 1000);
  if (key == "silence_ms") return take_number(protocol.silence_ms, value, 0, 60000);
  if (key == "tare") return take_bytes(protocol.tare, value);
  if (key == "zero") return take_bytes(protocol.zero, value);
  if (key == "unit") return take_unit(protocol, value);
  if (key == "exponent") return take_number(protocol.exponent, value, -6, 3);
  if (key == "equal_frames") return take_number(protocol.equal_frames, value, 2, Protocol::equal_of_max);
  if (key == "equal_of") return take_number(protocol.equal_of, value, 2, Protocol::equal_of_max);
  if (key == "equal_ms") return take_number(protocol.equal_ms, value, 0, 2000);
  if (key.starts_with("word.") || key.starts_with("bits.")) return take_table_line(protocol, key, value);
  return std::nullopt;
}

bool is_frame(std::string_view key) {
  return key.size() == 6 && key.starts_with("frame") && key[5] >= '1' && key[5] < '1' + Protocol::frames_max;
}

}  // namespace

device::Result<Protocol> parse_protocol(std::string name, std::string_view text, const std::string& file) {
  const auto settings = device::read_settings(text, file);
  if (!settings) return tl::unexpected(settings.error());
  Protocol protocol;
  const auto refuse = [&file](int line, const std::string& cause) { return tl::unexpected(device::wrong_setting(file, line, cause)); };
  for (const Setting& setting : *settings) {
    if (is_frame(setting.key)) continue;
    const auto wrong = take(protocol, setting.key, setting.value);
    if (!wrong) return refuse(setting.line, "unknown key '" + setting.key + "'");
    if (!wrong->empty()) return refuse(setting.line, setting.key + ": " + *wrong);
  }
  for (const Setting& setting : *settings) {  // the tables are known by now
    if (!is_frame(setting.key)) continue;
    if (const std::string wrong = add_frame(protocol, setting.value); !wrong.empty())
      return refuse(setting.line, setting.key + ": " + wrong);
  }
  const auto given = [&](std::string_view key) {
    return std::any_of(settings->begin(), settings->end(), [&](const Setting& one) { return one.key == key; });
  };
  for (const std::string_view key : {"model", "source", "baud", "format", "unit", "frame1"})
    if (!given(key)) return refuse(0, std::string(key) + ": missing");
  if (given("equal_frames") != given("equal_of") || given("equal_frames") != given("equal_ms"))
    return refuse(0, "equal_frames, equal_of and equal_ms are given together or not at all");
  if (protocol.equal_of < protocol.equal_frames) return refuse(0, "equal_of: must not be below equal_frames");
  protocol.name = std::move(name);
  return protocol;
}

device::Result<std::vector<Protocol>> load_protocols(const std::filesystem::path& folder) {
  return device::load_profiles_of<Protocol>(folder, parse_protocol);
}

const Protocol* find_protocol(const std::vector<Protocol>& protocols, std::string_view name) { return device::find_named(protocols, name); }

}  // namespace zhuangui::scale
