#include "simulated/scanner.h"

#include <algorithm>

#include "key_reports.h"

namespace zhuangui::simulated {
namespace {

// Newland HR200 in keyboard mode (usb.ids 1EAB:0103).
device::DeviceInfo scanner_info() { return {0x1EAB, 0x0103, 0x0100, "1-1", 0, 3, 1, 1}; }

// The report descriptor of a boot keyboard (HID 1.11, appendix E.6).
constexpr std::array<std::uint8_t, 63> report_descriptor{
    0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0x05, 0x07, 0x19, 0xE0, 0x29, 0xE7, 0x15, 0x00, 0x25, 0x01,
    0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x95, 0x01, 0x75, 0x08, 0x81, 0x01, 0x95, 0x05, 0x75, 0x01,
    0x05, 0x08, 0x19, 0x01, 0x29, 0x05, 0x91, 0x02, 0x95, 0x01, 0x75, 0x03, 0x91, 0x01, 0x95, 0x06,
    0x75, 0x08, 0x15, 0x00, 0x25, 0x65, 0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0xC0};

}  // namespace

Scanner::Scanner(const std::filesystem::path& log_file, Time time)
    : Device(scanner_info(), log_file, std::move(time)) {}

void Scanner::scan(std::string_view text, std::string_view aim) {
  const std::lock_guard lock(mutex_);
  type(text, aim, now_ms());
  changed_.notify_all();
}

void Scanner::scan_burst(std::size_t count, std::int64_t gap_ms, const std::vector<std::string>& codes) {
  if (codes.empty()) return;
  const std::lock_guard lock(mutex_);
  const std::int64_t start = now_ms();
  for (std::size_t at = 0; at < count; ++at)
    type(codes[at % codes.size()], {}, start + static_cast<std::int64_t>(at) * gap_ms);
  changed_.notify_all();
}

void Scanner::type(std::string_view text, std::string_view aim, std::int64_t due_ms) {
  if (!plugged_) return;
  std::string typed;
  if (!aim.empty()) typed.append("]").append(aim);
  typed.append(text).append("\r");
  for (const Report& report : key_reports(typed)) typed_.push_back({due_ms, report});
}

bool Scanner::at_rest() const {
  const Lock lock{mutex_};
  if (!plugged_) return !is_open_locked();
  return is_open_locked() && waiting_ && typed_.empty();
}

device::Result<device::Transferred> Scanner::read_locked(Lock& lock, std::span<std::byte> into,
                                                         std::chrono::milliseconds timeout) {
  const auto ready = [this] { return !typed_.empty() && typed_.front().due_ms <= now_ms(); };
  const auto again = [this] {
    return typed_.empty() ? std::int64_t{-1} : std::max<std::int64_t>(typed_.front().due_ms - now_ms(), 1);
  };
  waiting_ = true;
  const bool came = wait(lock, timeout, ready, again);
  waiting_ = false;
  if (!came) return device::Transferred{0, true};
  const Report report = typed_.front().report;
  if (into.size() < report.size())
    return tl::unexpected(device::DeviceError{device::Errc::failure, "a read of less than one report of 8 bytes",
                                              "read at least 8 bytes"});
  typed_.pop_front();
  std::transform(report.begin(), report.end(), into.begin(), [](std::uint8_t byte) { return std::byte{byte}; });
  return device::Transferred{report.size(), false};
}

device::Result<device::Transferred> Scanner::write_locked(Lock&, std::span<const std::byte>,
                                                          std::chrono::milliseconds) {
  return tl::unexpected(
      device::DeviceError{device::Errc::illegal, "this scanner has no OUT endpoint", "use a control transfer"});
}

device::Result<std::size_t> Scanner::control_locked(std::uint8_t request_type, std::uint8_t request,
                                                    std::uint16_t value, std::uint16_t, std::span<std::byte> data) {
  // SET_REPORT (the LEDs), SET_IDLE, SET_PROTOCOL
  if (request_type == 0x21 && (request == 0x09 || request == 0x0A || request == 0x0B)) return data.size();
  if (request_type == 0x81 && request == 0x06 && value == 0x2200) {
    const std::size_t length = std::min(data.size(), report_descriptor.size());
    for (std::size_t at = 0; at < length; ++at) data[at] = std::byte{report_descriptor[at]};
    return length;
  }
  return tl::unexpected(stalled("a control request it does not know"));
}

}  // namespace zhuangui::simulated
