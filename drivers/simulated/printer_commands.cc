#include "printer_commands.h"

#include <algorithm>
#include <array>

namespace zhuangui::simulated {
namespace {

struct Fixed {
  std::uint8_t prefix;
  std::uint8_t letter;
  std::size_t length;
};

// Commands whose length is fixed in Epson's command set.
constexpr auto fixed_commands = std::to_array<Fixed>({
    {0x10, 0x04, 3}, {0x10, 0x05, 3},                                                     // DLE EOT n, DLE ENQ n
    {0x1B, '@', 2},  {0x1B, '!', 3}, {0x1B, 'E', 3}, {0x1B, 'G', 3}, {0x1B, '-', 3}, {0x1B, 'M', 3}, {0x1B, 'a', 3},
    {0x1B, '{', 3},  {0x1B, ' ', 3}, {0x1B, '$', 4}, {0x1B, '\\', 4}, {0x1B, '2', 2}, {0x1B, '3', 3}, {0x1B, 'J', 3},
    {0x1B, 'd', 3},  {0x1B, 't', 3}, {0x1B, 'R', 3}, {0x1B, 'i', 2}, {0x1B, 'm', 2}, {0x1B, 'p', 5}, {0x1B, 'c', 4},
    {0x1B, '=', 3},  {0x1C, '&', 2}, {0x1C, '.', 2}, {0x1C, '!', 3}, {0x1C, '-', 3}, {0x1C, 'W', 3}, {0x1C, 'S', 4},
    {0x1C, 'C', 3},  {0x1D, '!', 3}, {0x1D, 'B', 3}, {0x1D, 'L', 4}, {0x1D, 'W', 4}, {0x1D, 'P', 4}, {0x1D, 'a', 3},
    {0x1D, 'r', 3},  {0x1D, 'I', 3}, {0x1D, 'h', 3}, {0x1D, 'w', 3}, {0x1D, 'H', 3}, {0x1D, 'f', 3}});

// Fn 8 of DLE DC4 has seven parameters, the others two.
std::size_t dle_dc4_length(std::span<const std::uint8_t> bytes) { return bytes[2] == 0x08 ? 10 : 5; }

// How many bytes the command needs, from what has come of it; 0 when that cannot be told yet.
std::size_t wanted_length(std::span<const std::uint8_t> bytes) {
  const auto has = [&](std::size_t count) { return bytes.size() >= count; };
  const auto word = [&](std::size_t at) { return static_cast<std::size_t>(bytes[at] | bytes[at + 1] << 8); };
  for (const Fixed& one : fixed_commands)
    if (bytes[0] == one.prefix && bytes[1] == one.letter) return one.length;
  if (bytes[0] == 0x10 && bytes[1] == 0x14) return has(3) ? dle_dc4_length(bytes) : 0;
  if (bytes[0] == 0x1D && bytes[1] == 'V') return !has(3) ? 0 : bytes[2] >= 0x41 ? 4 : 3;
  if (bytes[0] == 0x1D && bytes[1] == 'v') return has(8) ? 8 + word(4) * word(6) : 0;
  // GS k: kinds to 6 end with NUL, the others tell their length.
  if (bytes[0] == 0x1D && bytes[1] == 'k' && has(3) && bytes[2] <= 6) {
    const auto end = std::find(bytes.begin() + 3, bytes.end(), std::uint8_t{0});
    return end == bytes.end() ? 0 : static_cast<std::size_t>(end - bytes.begin()) + 1;
  }
  if (bytes[0] == 0x1D && bytes[1] == 'k') return has(4) ? std::size_t{4} + bytes[3] : 0;
  if ((bytes[0] == 0x1D || bytes[0] == 0x1C) && bytes[1] == '(') return has(5) ? 5 + word(3) : 0;
  return 1;  // not known: the byte is skipped, and what follows prints as rubbish, as on a real one
}

}  // namespace

std::size_t command_length(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return 0;
  const std::uint8_t first = bytes[0];
  if (first != 0x10 && first != 0x1B && first != 0x1C && first != 0x1D) return 1;
  if (bytes.size() < 2) return 0;
  const std::size_t wanted = wanted_length(bytes);
  return wanted != 0 && bytes.size() >= wanted ? wanted : 0;
}

}  // namespace zhuangui::simulated
