#include "simulated/display.h"

#include <algorithm>

#include "device/line_coding.h"

namespace zhuangui::simulated {

namespace {

device::DeviceInfo serial_line() {
  device::DeviceInfo info;
  info.port_path = Display::port;
  return info;
}

// batzlerg/cd5220, CD5220_reference.md, both command sets side by side.
constexpr char form_feed = 0x0C, carriage_return = 0x0D, cancel = 0x18, escape = 0x1B, unit_separator = 0x1F, home = 0x0B;

}  // namespace

Display::Display(const std::filesystem::path& log_file, Time time, bool plugged)
    : Device(serial_line(), log_file, std::move(time)) {
  plugged_ = plugged;
  clear();
}

std::array<std::string, 2> Display::lines() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

device::Result<void> Display::command(std::string_view word) {
  if (word == "plugged") plug();
  else if (word == "unplugged") unplug();
  else
    return tl::unexpected(device::DeviceError{device::Errc::illegal, "display " + std::string(word) + ": not a command", "use plugged or unplugged"});
  return {};
}

void Display::unplugged_locked() {
  clear();
  command_.clear();
  rate_fits_ = false;
}

void Display::become(Model model) {
  const std::lock_guard lock(mutex_);
  model_ = model;
  clear();
}

void Display::clear() {
  if (model_ == Model::led8n) lines_ = {std::string(digits, ' '), ""};
  else lines_.fill(std::string(columns, ' '));
  column_ = line_ = 0;
}

device::Result<device::Transferred> Display::read_locked(Lock& lock, std::span<std::byte>, std::chrono::milliseconds timeout) {
  (void)wait(lock, timeout, [] { return false; }, [] { return std::int64_t{-1}; });
  return device::Transferred{0, true};
}

device::Result<device::Transferred> Display::write_locked(Lock&, std::span<const std::byte> bytes, std::chrono::milliseconds) {
  for (const std::byte byte : bytes) take(static_cast<char>(rate_fits_ ? byte : byte ^ std::byte{0x5A}));
  return device::Transferred{bytes.size(), false};
}

device::Result<std::size_t> Display::control_locked(std::uint8_t request_type, std::uint8_t request, std::uint16_t, std::uint16_t,
                                                    std::span<std::byte> data) {
  if (request_type != 0x21) return tl::unexpected(stalled("a control request it does not know"));
  if (request == device::set_control_line_state_request) return 0;
  if (request != device::set_line_coding_request || data.size() != 7) return tl::unexpected(stalled("a control request it does not know"));
  std::uint32_t asked = 0;
  for (std::size_t at = 4; at-- > 0;) asked = asked << 8 | std::to_integer<std::uint32_t>(data[at]);
  constexpr std::uint32_t two_lines_baud = 9600, led8n_baud = 2400;
  rate_fits_ = asked == (model_ == Model::led8n ? led8n_baud : two_lines_baud);
  return data.size();
}

void Display::take(char byte) {
  if (!command_.empty()) {
    command_ += byte;
    if (model_ == Model::led8n) take_led_command();
    else take_command();
  } else if (byte == escape || (byte == unit_separator && model_ == Model::two_lines)) command_ = byte;
  else if (model_ == Model::led8n) return;  // only commands mean anything to it
  else if (byte == form_feed) clear();
  else if (byte == home) column_ = line_ = 0;
  else if (byte == cancel) lines_[line_] = std::string(columns, ' '), column_ = 0;
  else if (static_cast<unsigned char>(byte) >= 0x20) put(byte);
}

/// Carries out the command once it is whole; what it does not know is dropped, as a display does.
void Display::take_command() {
  const std::string_view command = command_;
  const auto is = [&](char first, char second) { return command[0] == first && command[1] == second; };
  if (is(escape, 'Q')) {
    if (command.size() < 3 || (command.back() != carriage_return && command.size() < 3 + columns + 1)) return;
    std::string text{command.substr(3)};
    if (text.ends_with(carriage_return)) text.pop_back();
    text.resize(columns, ' ');
    if (command[2] == 'A' || command[2] == 'B') lines_[command[2] == 'A' ? 0 : 1] = text;
  } else if (is(unit_separator, '$')) {
    if (command.size() < 4) return;
    column_ = std::min<std::size_t>(static_cast<unsigned char>(command[2] - 1), columns - 1);
    line_ = command[3] == 2 ? 1 : 0;
  } else if (is(escape, '@')) {
    clear();
  }
  command_.clear();
}

void Display::take_led_command() {
  const std::string_view command = command_;
  const char word = command[1];
  if (word == 'Q') {  // ESC Q A, digits, CR
    constexpr std::size_t head = 3;
    if (command.size() < head || (command.back() != carriage_return && command.size() <= head + 2 * digits)) return;
    std::string shown;
    std::size_t places = 0;
    for (const char sign : command.substr(head)) {
      const bool point = sign == '.' && places > 0;
      const bool digit = (sign >= '0' && sign <= '9') || sign == ' ' || sign == '-';  // letters it cannot form stay away
      if ((digit && places < digits) || point) shown += sign;
      if (digit) ++places;
    }
    if (command[2] == 'A') lines_[0] = std::string(digits - std::min(places, digits), ' ') + shown;
  } else if (word == 's') {
    if (command.size() < 3) return;
    static constexpr std::array<const char*, 5> lamps{"", "price", "total", "received", "change"};
    const auto lamp = static_cast<std::size_t>(command[2] - '0');
    if (lamp < lamps.size()) lines_[1] = lamps[lamp];
  } else if (word == '@') {
    clear();
  }
  command_.clear();
}

void Display::put(char byte) {
  lines_[line_][column_] = byte;
  if (++column_ < columns) return;
  column_ = 0;
  line_ = 1 - line_;
}

}  // namespace zhuangui::simulated
