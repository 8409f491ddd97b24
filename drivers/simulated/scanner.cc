#include "simulated/scanner.h"

#include <algorithm>
#include <array>
#include <utility>

#include "key_reports.h"
#include "scan_packets.h"

namespace zhuangui::simulated {
namespace {

device::DeviceInfo info_of(ScannerMode mode) {
  switch (mode) {
    case ScannerMode::pos: return {0x0C2E, 0x0B8F, 0x0100, "1-6", 0, 3, 0, 0};       // Honeywell 1400g, HID POS mode
    case ScannerMode::serial: return {0x1EAB, 0x0106, 0x0100, "1-7", 1, 0x0A, 0, 0}; // Newland HR200, CDC mode
    case ScannerMode::card_reader: return {0xFFFF, 0x0035, 0x0100, "1-8", 0, 3, 1, 1};
    case ScannerMode::keyboard: break;
  }
  return {0x1EAB, 0x0103, 0x0100, "1-1", 0, 3, 1, 1};  // Newland HR200 in keyboard mode (usb.ids)
}

// The report descriptor of a boot keyboard (HID 1.11, appendix E.6).
constexpr std::array<std::uint8_t, 63> report_descriptor{
    0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0x05, 0x07, 0x19, 0xE0, 0x29, 0xE7, 0x15, 0x00, 0x25, 0x01,
    0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x95, 0x01, 0x75, 0x08, 0x81, 0x01, 0x95, 0x05, 0x75, 0x01,
    0x05, 0x08, 0x19, 0x01, 0x29, 0x05, 0x91, 0x02, 0x95, 0x01, 0x75, 0x03, 0x91, 0x01, 0x95, 0x06,
    0x75, 0x08, 0x15, 0x00, 0x25, 0x65, 0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0xC0};

constexpr std::size_t over_long_bytes = 10'000;  // no driver takes more than 8 KiB

bool is_keyboard(ScannerMode mode) { return mode == ScannerMode::keyboard || mode == ScannerMode::card_reader; }

template <class Bytes>
std::size_t copy(const Bytes& from, std::span<std::byte> into) {
  const std::size_t length = std::min(into.size(), from.size());
  for (std::size_t at = 0; at < length; ++at) into[at] = std::byte{from[at]};
  return length;
}

}  // namespace

Scanner::Scanner(ScannerMode mode, const std::filesystem::path& log_file, Time time, bool plugged)
    : Device(info_of(mode), log_file, std::move(time)), mode_(mode), may_send_(is_keyboard(mode)) {
  plugged_ = plugged;
}

device::DeviceInfo Scanner::communication_interface(const device::DeviceInfo& data) {
  device::DeviceInfo info = data;
  info.interface_number = 0;
  info.interface_class = 2;
  info.interface_subclass = 2;
  info.interface_protocol = 1;
  return info;
}

void Scanner::scan(std::string_view text, std::string_view aim) {
  const std::lock_guard lock(mutex_);
  send(text, aim, now_ms());
  changed_.notify_all();
}

void Scanner::scan_burst(std::size_t count, std::int64_t gap_ms, const std::vector<std::string>& codes) {
  if (codes.empty()) return;
  const std::lock_guard lock(mutex_);
  const std::int64_t start = now_ms();
  for (std::size_t at = 0; at < count; ++at)
    send(codes[at % codes.size()], {}, start + static_cast<std::int64_t>(at) * gap_ms);
  changed_.notify_all();
}

std::vector<Scanner::Packet> Scanner::packets_of(std::string_view text, std::string_view aim) const {
  if (mode_ == ScannerMode::pos) return pos_reports(text, aim);
  std::string line;
  if (!aim.empty()) line.append("]").append(aim);
  line.append(text).append("\r");
  if (mode_ == ScannerMode::serial) return bulk_packets(line);
  std::vector<Packet> packets;
  for (const auto& report : key_reports(line)) {
    const auto bytes = std::as_bytes(std::span{report});
    packets.emplace_back(bytes.begin(), bytes.end());
  }
  return packets;
}

void Scanner::send(std::string_view text, std::string_view aim, std::int64_t due_ms) {
  if (!plugged_) return;
  const Fault fault = std::exchange(next_, Fault::none);
  std::string repeated;
  if (fault == Fault::over_long)
    while (repeated.size() < over_long_bytes) repeated.append(text.empty() ? "0" : text);
  std::vector<Packet> packets = packets_of(fault == Fault::over_long ? repeated : text, aim);
  if (fault == Fault::broken && packets.size() > 1) packets.resize(packets.size() / 2);
  else if (fault == Fault::broken && mode_ == ScannerMode::serial) packets[0].resize(packets[0].size() / 2);
  else if (fault == Fault::broken) packets[0].back() = std::byte{1};  // HID-POS: more is said to follow
  if (fault == Fault::lost_key_up && is_keyboard(mode_)) packets.pop_back();
  packets.insert(packets.begin(), held_back_.begin(), held_back_.end());
  held_back_.clear();
  if (fault == Fault::joined) {
    held_back_ = std::move(packets);
    return;
  }
  if (mode_ == ScannerMode::serial) {  // what is sent together shares packets
    std::string bytes;
    for (const Packet& packet : packets)
      for (const std::byte byte : packet) bytes += static_cast<char>(byte);
    packets = bulk_packets(bytes);
  }
  for (Packet& packet : packets) waiting_packets_.push_back({due_ms, std::move(packet)});
}

device::Result<void> Scanner::command(std::string_view word) {
  if (word == "plugged") return plug(), device::Result<void>{};
  if (word == "unplugged") return unplug(), device::Result<void>{};
  const std::lock_guard lock(mutex_);
  if (word == "broken") next_ = Fault::broken;
  else if (word == "joined") next_ = Fault::joined;
  else if (word == "over-long") next_ = Fault::over_long;
  else if (word == "lost-key-up") next_ = Fault::lost_key_up;
  else if (word == "stall") stall_ = true;
  else
    return tl::unexpected(device::DeviceError{device::Errc::illegal, "scanner " + std::string(word) + ": not a command",
                                              "use plugged, unplugged, broken, joined, over-long, lost-key-up or stall"});
  changed_.notify_all();
  return {};
}

bool Scanner::at_rest() const {
  const Lock lock{mutex_};
  if (!plugged_) return !is_open_locked();
  return is_open_locked() && waiting_ && !stall_ && waiting_packets_.empty();
}

void Scanner::unplugged_locked() {
  waiting_packets_.clear();
  held_back_.clear();
  next_ = Fault::none;
  stall_ = false;
  may_send_ = is_keyboard(mode_);
}

device::Result<device::Transferred> Scanner::read_locked(Lock& lock, std::span<std::byte> into,
                                                         std::chrono::milliseconds timeout) {
  const auto ready = [this] {
    return stall_ || (may_send_ && !waiting_packets_.empty() && waiting_packets_.front().due_ms <= now_ms());
  };
  const auto again = [this] {
    if (!may_send_ || waiting_packets_.empty()) return std::int64_t{-1};
    return std::max<std::int64_t>(waiting_packets_.front().due_ms - now_ms(), 1);
  };
  waiting_ = true;
  const bool came = wait(lock, timeout, ready, again);
  waiting_ = false;
  if (!came) return device::Transferred{0, true};
  if (std::exchange(stall_, false)) return tl::unexpected(stalled("its IN endpoint"));
  const Packet& packet = waiting_packets_.front().packet;
  const std::size_t length = packet.size();
  if (into.size() < length)
    return tl::unexpected(device::DeviceError{device::Errc::failure, "a read of less than one packet of this device",
                                              "read at least 64 bytes"});
  std::copy(packet.begin(), packet.end(), into.begin());
  waiting_packets_.pop_front();
  return device::Transferred{length, false};
}

device::Result<device::Transferred> Scanner::write_locked(Lock&, std::span<const std::byte> bytes,
                                                          std::chrono::milliseconds) {
  if (mode_ == ScannerMode::serial) return device::Transferred{bytes.size(), false};  // takes commands, obeys none
  return tl::unexpected(
      device::DeviceError{device::Errc::illegal, "this scanner has no OUT endpoint", "use a control transfer"});
}

device::Result<std::size_t> Scanner::control_locked(std::uint8_t request_type, std::uint8_t request,
                                                    std::uint16_t value, std::uint16_t, std::span<std::byte> data) {
  constexpr std::uint8_t to_interface = 0x21, from_interface = 0x81;
  if (mode_ == ScannerMode::serial) {
    if (request_type != to_interface || (request != 0x20 && request != 0x22)) return tl::unexpected(stalled("a request"));
    if (request == 0x22) may_send_ = (value & 1) != 0;  // DTR
    changed_.notify_all();
    return data.size();
  }
  if (request_type == from_interface && request == 0x06 && value == 0x2200)
    return mode_ == ScannerMode::pos ? copy(pos_report_descriptor(), data) : copy(report_descriptor, data);
  if (mode_ == ScannerMode::pos && request_type == to_interface && request == 0x09 && value == 0x03FE && data.size() == 2) {
    may_send_ = data[1] == std::byte{1};
    changed_.notify_all();
    return data.size();
  }
  // SET_REPORT (the LEDs), SET_IDLE, SET_PROTOCOL
  const bool keyboard_request = request == 0x09 || request == 0x0A || request == 0x0B;
  if (is_keyboard(mode_) && request_type == to_interface && keyboard_request) return data.size();
  return tl::unexpected(stalled("a control request it does not know"));
}

}  // namespace zhuangui::simulated
