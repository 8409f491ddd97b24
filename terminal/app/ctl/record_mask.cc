#include "ctl/record_mask.h"

#include <algorithm>
#include <array>
#include <map>

namespace zhuangui::app {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_sign(char c) { return is_digit(c) || is_lower(c) || is_upper(c); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

char masked(char c, std::size_t place) {
  const char step = place % 2 == 0 ? 0 : 1;
  if (is_digit(c)) return static_cast<char>('0' + step);
  if (is_lower(c)) return static_cast<char>('a' + step);
  return is_upper(c) ? static_cast<char>('A' + step) : c;
}

// Usages of the keyboard page (HID usage tables, page 07).
constexpr std::uint8_t key_a = 0x04, key_z = 0x1D, key_1 = 0x1E, key_0 = 0x27, pad_1 = 0x59, pad_0 = 0x62;

/// The letter or digit of a key; 0: another key.
char sign_of(std::uint8_t usage) {
  if (usage >= key_a && usage <= key_z) return static_cast<char>('a' + usage - key_a);
  if (usage == key_0 || usage == pad_0) return '0';
  if (usage >= key_1 && usage < key_0) return static_cast<char>('1' + usage - key_1);
  return usage >= pad_1 && usage < pad_0 ? static_cast<char>('1' + usage - pad_1) : '\0';
}

std::uint8_t usage_for(char sign, std::uint8_t before) {
  const bool pad = before >= pad_1 && before <= pad_0;
  if (sign == '0') return pad ? pad_0 : key_0;
  if (is_digit(sign)) return static_cast<std::uint8_t>((pad ? pad_1 : key_1) + (sign - '1'));
  return static_cast<std::uint8_t>(key_a + (lower(sign) - 'a'));
}

/// One letter or digit that crossed, and where it can be changed.
struct Sign {
  char value = 0;
  std::vector<std::byte*> places;  ///< a key that is held stands in several reports
};

/// All keys pressed, in order.
std::vector<Sign> signs_of_keys(Packets packets) {
  constexpr std::size_t report_bytes = 8;
  std::vector<Sign> signs;
  std::map<std::uint8_t, std::size_t> held;  // usage -> its sign
  for (std::vector<std::byte>* packet : packets) {
    const std::size_t first = packet->size() == report_bytes + 1 ? 3 : 2;  // a report id may stand in front
    std::map<std::uint8_t, std::size_t> now;
    for (std::size_t at = first; at < packet->size(); ++at) {
      const auto usage = std::to_integer<std::uint8_t>((*packet)[at]);
      if (sign_of(usage) == '\0') continue;
      const auto before = held.find(usage);
      if (before == held.end()) signs.push_back({sign_of(usage), {}});
      const std::size_t sign = before == held.end() ? signs.size() - 1 : before->second;
      signs[sign].places.push_back(&(*packet)[at]);
      now[usage] = sign;
    }
    held = std::move(now);
  }
  return signs;
}

std::vector<Sign> signs_of_bytes(Packets packets) {
  std::vector<Sign> signs;
  for (std::vector<std::byte>* packet : packets)
    for (std::byte& b : *packet)
      if (const auto c = static_cast<char>(b); is_sign(c)) signs.push_back({c, {&b}});
  return signs;
}

void write(const Sign& sign, char value, Carried carried) {
  for (std::byte* place : sign.places)
    *place = carried == Carried::keys ? std::byte{usage_for(value, std::to_integer<std::uint8_t>(*place))} : std::byte(value);
}

void blot(std::span<const Sign> signs, Carried carried) {
  for (std::size_t i = 0; i < signs.size(); ++i) write(signs[i], masked(signs[i].value, i), carried);
}

std::vector<Sign> signs_of(Packets packets, Carried carried) {
  return carried == Carried::keys ? signs_of_keys(packets) : signs_of_bytes(packets);
}

/// Finds the text among the reports, which have counts and marks beside it: whole, or cut where a report was full.
bool mask_reports(Packets packets, std::string_view text, const std::string& instead) {
  constexpr std::size_t piece_bytes_min = 4;
  std::size_t done = 0;
  for (std::vector<std::byte>* packet : packets) {
    for (std::size_t length = std::min(text.size() - done, packet->size()); length > 0; --length) {
      if (length < std::min(piece_bytes_min, text.size() - done)) return false;
      const auto found = std::search(packet->begin(), packet->end(), text.begin() + static_cast<std::ptrdiff_t>(done),
                                     text.begin() + static_cast<std::ptrdiff_t>(done + length),
                                     [](std::byte one, char other) { return one == std::byte(other); });
      if (found == packet->end()) continue;
      for (std::size_t i = 0; i < length; ++i) found[static_cast<std::ptrdiff_t>(i)] = std::byte(instead[done + i]);
      done += length;
      break;
    }
  }
  return done == text.size();
}

}  // namespace

std::string mask_text(std::string_view text, std::size_t kept) {
  std::string result{text};
  for (std::size_t i = kept; i < result.size(); ++i) result[i] = masked(result[i], i);
  return result;
}

bool mask_packets(Packets packets, Carried carried, std::string_view text, std::size_t kept) {
  const std::string instead = mask_text(text, kept);
  if (carried == Carried::reports) {
    if (mask_reports(packets, text, instead)) return true;
    blot_packets(packets, carried);
    return false;
  }
  const std::vector<Sign> signs = signs_of(packets, carried);
  std::string sought, replaced;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_sign(text[i])) continue;
    sought += lower(text[i]);
    replaced += instead[i];
  }
  std::string seen;
  for (const Sign& sign : signs) seen += lower(sign.value);
  // In front of it stands nothing or an AIM id, whose two signs say nothing of the code.
  const std::size_t at = seen.find(sought);
  if (sought.empty() || at == std::string::npos || (at != 0 && at != 2)) {
    blot(signs, carried);
    return sought.empty();
  }
  for (std::size_t i = 0; i < sought.size(); ++i) write(signs[at + i], replaced[i], carried);
  blot(std::span{signs}.subspan(at + sought.size()), carried);
  return true;
}

std::vector<std::byte> cut_behind_first(Packets packets, Carried carried) {
  std::vector<std::byte> rest;
  if (carried != Carried::bytes) return rest;
  const auto ends = [](std::byte b) { return b == std::byte{'\r'} || b == std::byte{'\n'}; };
  bool begun = false, ended = false;
  for (std::vector<std::byte>* packet : packets) {
    auto at = packet->begin();
    for (; at != packet->end() && (ends(*at) || !ended); ++at) {
      ended = begun && ends(*at);
      begun = begun || !ends(*at);
    }
    rest.insert(rest.end(), at, packet->end());
    packet->erase(at, packet->end());
  }
  return rest;
}

void blot_packets(Packets packets, Carried carried) { blot(signs_of(packets, carried), carried); }

}  // namespace zhuangui::app
