#include "simulated/scale.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "device/line_coding.h"

namespace zhuangui::simulated {

namespace {

constexpr std::uint32_t baud = 9600;

device::DeviceInfo info_of(ScaleMode mode, std::string port) {
  device::DeviceInfo info;
  info.port_path = std::move(port);
  if (mode == ScaleMode::hid) {  // DYMO M10 (usb.ids 0922:8003)
    info.vendor_id = 0x0922;
    info.product_id = 0x8003;
    info.revision = 0x0100;
    info.interface_class = 3;
  }
  return info;
}

/// "00.520" with so many digits of whole kilograms.
std::string kilograms(std::int64_t grams, int whole_digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*lld.%03lld", whole_digits, std::llabs(grams) / 1000, std::llabs(grams) % 1000);
  return text;
}

}  // namespace

Scale::Scale(ScaleMode mode, const std::filesystem::path& log_file, Time time, bool plugged, std::uint64_t seed, std::string port)
    : Device(info_of(mode, std::move(port)), log_file, std::move(time)), mode_{mode}, random_{seed} {
  plugged_ = plugged;
  logs_repeats_ = false;
}

void Scale::weigh(std::int64_t grams, bool moving) {
  const std::lock_guard lock(mutex_);
  pan_g_ = grams;
  moving_ = moving;
  forced_ = Trouble::none;
  changed_locked();
}

device::Result<void> Scale::command(std::string_view word) {
  if (word == "plugged") plug();
  else if (word == "unplugged") unplug();
  else {
    const std::lock_guard lock(mutex_);
    if (word == "over") forced_ = Trouble::over;
    else if (word == "under") forced_ = Trouble::under;
    else if (word == "fault") forced_ = Trouble::fault;
    else if (word == "silent") silent_ = true;
    else if (word == "speaking") silent_ = false;
    else if (word == "garbled") garbled_ = true;
    else if (word == "half") half_ = true;
    else
      return tl::unexpected(device::DeviceError{device::Errc::illegal, "scale " + std::string(word) + ": not a command",
                                                "use unplugged, plugged, over, under, fault, silent, speaking, garbled or half"});
    changed_locked();
  }
  return {};
}

void Scale::changed_locked() {
  told_ = false;
  next_frame_ms_ = 0;
  changed_.notify_all();
}

std::int64_t Scale::tare_g() const {
  const std::lock_guard lock(mutex_);
  return tare_g_;
}

bool Scale::at_rest() const {
  const Lock lock{mutex_};
  if (!plugged_) return !is_open_locked();
  const bool is_due = sends_by_itself() && !silent_ && next_frame_ms_ <= now_ms();
  return is_open_locked() && waiting_ && line_.empty() && !is_due && (told_ || silent_);
}

void Scale::unplugged_locked() {
  line_.clear();
  told_ = false;
  next_frame_ms_ = 0;  // it speaks at once when it is back
  rate_fits_ = false;
  tare_g_ = zero_g_ = 0;  // it starts anew
}

Scale::Trouble Scale::trouble() const {
  if (forced_ != Trouble::none) return forced_;
  if (pan_g_ > grams_max) return Trouble::over;
  return pan_g_ - zero_g_ < 0 ? Trouble::under : Trouble::none;
}

std::int64_t Scale::shown_g() {
  std::int64_t grams = pan_g_ - zero_g_ - tare_g_;
  if (moving_) grams += static_cast<std::int64_t>(random_() % 41) - 20;
  return grams;
}

bool Scale::is_ready() const {
  if (!line_.empty()) return true;
  return sends_by_itself() && !silent_ && next_frame_ms_ <= now_ms();
}

device::Result<device::Transferred> Scale::read_locked(Lock& lock, std::span<std::byte> into, std::chrono::milliseconds timeout) {
  const auto again = [this] { return sends_by_itself() && !silent_ ? std::max<std::int64_t>(next_frame_ms_ - now_ms(), 1) : std::int64_t{-1}; };
  waiting_ = true;
  const bool came = wait(lock, timeout, [this] { return is_ready(); }, again);
  waiting_ = false;
  if (!came) return device::Transferred{0, true};
  if (line_.empty()) send_frame();
  const std::size_t bytes = std::min(into.size(), line_.size());
  for (std::size_t at = 0; at < bytes; ++at) into[at] = std::byte{line_[at]};
  line_.erase(line_.begin(), line_.begin() + static_cast<std::ptrdiff_t>(bytes));
  return device::Transferred{bytes, false};
}

void Scale::send_frame() {
  const std::int64_t grams = shown_g();
  std::string frame = mode_ == ScaleMode::hid           ? hid_report(grams)
                      : mode_ == ScaleMode::cas         ? cas_frame(grams)
                      : mode_ == ScaleMode::toledo_8217 ? toledo_frame(grams)
                                                        : text_line(grams);
  if (half_) frame.resize(frame.size() / 2);
  if (garbled_) frame[frame.size() / 2] = static_cast<char>(frame[frame.size() / 2] ^ 0x15);
  const bool whole = !half_ && !garbled_;
  half_ = garbled_ = false;
  for (const char c : frame)  // another rate makes other bytes
    line_.push_back(static_cast<std::uint8_t>(mode_ == ScaleMode::hid || rate_fits_ ? c : c ^ 0x5A));
  next_frame_ms_ = now_ms() + interval_ms;
  told_ = told_ || whole;
}

device::Result<device::Transferred> Scale::write_locked(Lock&, std::span<const std::byte> bytes, std::chrono::milliseconds) {
  if (mode_ == ScaleMode::hid)
    return tl::unexpected(device::DeviceError{device::Errc::illegal, "this scale has no OUT endpoint", "use a control transfer"});
  if (!silent_ && rate_fits_)
    for (const std::byte byte : bytes) take_byte(std::to_integer<std::uint8_t>(byte));
  changed_.notify_all();
  return device::Transferred{bytes.size(), false};
}

void Scale::take_byte(std::uint8_t byte) {
  if (line_.size() > 64) return;  // nobody reads
  if (mode_ == ScaleMode::cas) {
    if (byte == 0x05) line_.push_back(0x06);
    if (byte == 0x11) send_frame();
  } else if (mode_ == ScaleMode::toledo_8217) {
    if (byte == 'W') send_frame();
    else press(static_cast<char>(byte));
  }
}

void Scale::press(char key) {
  if (key == 'T') tare_g_ = pan_g_ - zero_g_;
  if (key == 'C') tare_g_ = 0;
  if (key == 'Z') {
    zero_g_ = pan_g_;
    tare_g_ = 0;
  }
}

// HID Point of Sale Usage Tables 1.02, page 8D: report 3 in grams, exponent 0.
std::string Scale::hid_report(std::int64_t grams) const {
  char status = grams == 0 ? 2 : 4;
  if (moving_) status = 3;
  if (grams < 0) status = 5;
  if (trouble() == Trouble::fault) status = 1;
  if (trouble() == Trouble::under) status = 5;
  if (trouble() == Trouble::over) status = 6;
  const auto amount = static_cast<std::uint64_t>(std::llabs(grams));
  return {3, status, 2, 0, static_cast<char>(amount & 0xFF), static_cast<char>(amount >> 8 & 0xFF)};
}

std::string Scale::cas_frame(std::int64_t grams) const {
  const char status = trouble() != Trouble::none ? 'F' : moving_ ? 'U' : 'S';
  const std::string body = std::string(1, status) + (grams < 0 ? "-" : " ") + kilograms(grams, 2) + "kg";
  char check = 0;
  for (const char c : body) check = static_cast<char>(check ^ c);
  return "\x01\x02" + body + check + "\x03\x04";
}

std::string Scale::toledo_frame(std::int64_t grams) const {
  int status = 0;
  if (moving_) status |= 1;
  if (trouble() == Trouble::over) status |= 2;
  if (trouble() == Trouble::under || grams < 0) status |= 4;
  if (trouble() == Trouble::fault) status |= 8;  // outside of the range in which it can find its zero
  if (status != 0) return std::string("\x02?") + static_cast<char>(status) + "\r";
  return "\x02 " + kilograms(grams, 1) + (tare_g_ != 0 ? "N\r" : "\r");
}

std::string Scale::text_line(std::int64_t grams) const {
  const std::string kind = tare_g_ != 0 ? ",NT," : ",GS,";
  // This form has no word for a fault but that of the overload.
  if (trouble() == Trouble::over || trouble() == Trouble::fault) return "OL" + kind + "+ ------kg\r\n";
  if (trouble() == Trouble::under) return "UL" + kind + "- ------kg\r\n";
  return (moving_ ? "US" : "ST") + kind + (grams < 0 ? "-" : "+") + " " + kilograms(grams, 1) + "kg\r\n";
}

device::Result<std::size_t> Scale::control_locked(std::uint8_t request_type, std::uint8_t request, std::uint16_t,
                                                  std::uint16_t, std::span<std::byte> data) {
  if (request_type != 0x21) return tl::unexpected(stalled("a control request it does not know"));
  if (mode_ == ScaleMode::hid) {
    if (request == 0x0A) return data.size();  // SET_IDLE
    return tl::unexpected(stalled("a control request it does not know"));
  }
  if (request == device::set_control_line_state_request) return 0;
  if (request != device::set_line_coding_request || data.size() != 7) return tl::unexpected(stalled("a control request it does not know"));
  std::uint32_t asked = 0;
  for (std::size_t at = 4; at-- > 0;) asked = asked << 8 | std::to_integer<std::uint32_t>(data[at]);
  rate_fits_ = asked == baud;
  line_.clear();
  return data.size();
}

}  // namespace zhuangui::simulated
