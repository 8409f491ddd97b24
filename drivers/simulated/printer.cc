#include "simulated/printer.h"

#include <algorithm>

#include "printer_commands.h"

namespace zhuangui::simulated {
namespace {

// Epson TM-T20III: class 07/01/02 on one interface.
device::DeviceInfo printer_info() { return {0x04B8, 0x0E28, 0x0100, "1-2", 0, 7, 1, 2}; }

constexpr std::string_view label_printer_id = "MFG:Gprinter;CMD:TSPL;MDL:GP-1324D;CLS:PRINTER;DES:simulated;";
constexpr std::string_view receipt_printer_id = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;DES:simulated;";
constexpr std::size_t answers_max = 256;
constexpr std::size_t paper_bytes_max = std::size_t{512} * 1024;

}  // namespace

Printer::Printer(const std::filesystem::path& log_file, const std::filesystem::path& paper_file, Time time)
    : Device(printer_info(), log_file, std::move(time)), paper_file_(paper_file, std::ios::app | std::ios::binary) {}

int Printer::drawer_pulses() const {
  const std::lock_guard lock(mutex_);
  return drawer_pulses_;
}

int Printer::cuts() const {
  const std::lock_guard lock(mutex_);
  return cuts_;
}

std::size_t Printer::bytes_held() const {
  const std::lock_guard lock(mutex_);
  return held_bytes_ + partial_.size();
}

std::vector<std::byte> Printer::take_paper() {
  const std::lock_guard lock(mutex_);
  return std::exchange(paper_, {});
}

std::optional<std::int64_t> Printer::next_answer_ms() const {
  const std::lock_guard lock(mutex_);
  if (answers_.empty() || answers_.front().due_ms <= now_ms()) return std::nullopt;
  return answers_.front().due_ms;
}

device::Result<device::Transferred> Printer::read_locked(Lock& lock, std::span<std::byte> into,
                                                         std::chrono::milliseconds timeout) {
  const auto ready = [this] { return !answers_.empty() && answers_.front().due_ms <= now_ms(); };
  const auto again = [this] { return answers_.empty() ? std::int64_t{-1} : std::max<std::int64_t>(1, answers_.front().due_ms - now_ms()); };
  if (!wait(lock, timeout, ready, again)) return device::Transferred{0, true};
  auto& packet = answers_.front().bytes;
  const std::size_t length = std::min(packet.size(), into.size());
  std::transform(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(length), into.begin(),
                 [](std::uint8_t byte) { return std::byte{byte}; });
  packet.erase(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(length));
  if (packet.empty()) answers_.pop_front();
  return device::Transferred{length, false};
}

device::Result<device::Transferred> Printer::write_locked(Lock& lock, std::span<const std::byte> bytes,
                                                          std::chrono::milliseconds timeout) {
  if (std::exchange(state_.stall, false)) return tl::unexpected(stalled("its bulk OUT endpoint"));
  const std::size_t limit =
      state_.bytes_a_transfer == 0 ? bytes.size() : std::min(bytes.size(), state_.bytes_a_transfer);
  const auto ready = [this] { return state_.stall || takes_bytes(); };
  const auto again = [this] {
    return state_.nak_until_ms > now_ms() ? state_.nak_until_ms - now_ms() : std::int64_t{-1};
  };
  std::size_t taken = 0;
  bool in_time = true;
  while (taken < limit && plugged_) {
    in_time = wait(lock, timeout, ready, again);
    if (!in_time || state_.stall) break;
    while (taken < limit && plugged_ && !state_.stall && takes_bytes())
      take_byte(std::to_integer<std::uint8_t>(bytes[taken++]));
  }
  keep_paper();
  if (taken == 0 && std::exchange(state_.stall, false)) return tl::unexpected(stalled("its bulk OUT endpoint"));
  return device::Transferred{taken, taken < bytes.size() && !state_.stall};
}

device::Result<std::size_t> Printer::control_locked(std::uint8_t request_type, std::uint8_t request, std::uint16_t,
                                                    std::uint16_t, std::span<std::byte> data) {
  if (state_.mute && request_type == 0xA1) return tl::unexpected(stalled("a control request"));
  if (request_type == 0xA1 && request == 0x01 && !data.empty()) {
    const State state = told();
    const int port = (state.offline() && !state.paper_out ? 0x00 : 0x08) | 0x10 | (state.paper_out ? 0x20 : 0x00);
    data[0] = static_cast<std::byte>(port);
    log('<', data.first(1));
    return 1;
  }
  if (request_type == 0xA1 && request == 0x00) {
    const std::string_view device_id = state_.labels ? label_printer_id : receipt_printer_id;
    std::string text{static_cast<char>(0), static_cast<char>(device_id.size() + 2)};
    text += device_id;
    const std::size_t length = std::min(text.size(), data.size());
    std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length), data.begin(),
                   [](char byte) { return static_cast<std::byte>(byte); });
    return length;
  }
  if (request_type == 0x21 && request == 0x02) {
    note("soft reset");
    clear_buffers();
    return 0;
  }
  return tl::unexpected(stalled("a control request it does not know"));
}

void Printer::unplugged_locked() {
  // Its own power stays on: what it holds it still prints.
  answers_.clear();
  automatic_status_ = false;
}

bool Printer::takes_bytes() const {
  return plugged_ && now_ms() >= state_.nak_until_ms &&
         !(state_.offline() && held_bytes_ + partial_.size() >= buffer_bytes);
}

void Printer::take_byte(std::uint8_t byte) {
  partial_.push_back(byte);
  const bool question = partial_.front() == 0x10;
  split_commands();
  real_time(byte);
  work();
  if (!later_ || question || --later_in_bytes_ > 0) return;
  apply(*std::exchange(later_, std::nullopt));
}

// Real-time commands are found in the stream as it comes in, wherever they stand.
void Printer::real_time(std::uint8_t byte) {
  constexpr std::size_t longest = 10;
  last_bytes_.push_back(byte);
  if (last_bytes_.size() > longest) last_bytes_.erase(last_bytes_.begin());
  const auto ends_with = [this](std::initializer_list<int> tail) {
    return last_bytes_.size() >= tail.size() &&
           std::equal(tail.begin(), tail.end(), last_bytes_.end() - static_cast<std::ptrdiff_t>(tail.size()));
  };
  const State state = told();
  const int offline = state.offline() ? 0x08 : 0;
  const int paper = state.paper_out ? 0x60 : 0;
  const auto bit = [](bool set, int value) { return set ? value : 0; };
  const auto status = [this](int bits) { answer({static_cast<std::uint8_t>(0x12 | bits)}); };
  if (ends_with({0x10, 0x04, 1})) status(offline | bit(state.drawer_high, 0x04));
  if (ends_with({0x10, 0x04, 2}))
    status(bit(state.cover_open, 0x04) | bit(state.paper_out, 0x20) | bit(state.cutter_jam, 0x40));
  if (ends_with({0x10, 0x04, 3})) status(bit(state.cutter_jam, 0x08));
  if (ends_with({0x10, 0x04, 4})) status(paper | bit(state.near_end || state.paper_out, 0x0C));
  if (ends_with({0x10, 0x05, 2}) && state_.cutter_jam) clear_buffers();
  if (ends_with({0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08})) {
    clear_buffers();
    answer({0x37, 0x25, 0x00});
  }
}

// Complete commands go to where they wait to be carried out; questions in real time were answered already.
void Printer::split_commands() {
  while (const std::size_t length = command_length(partial_)) {
    const auto end = partial_.begin() + static_cast<std::ptrdiff_t>(length);
    if (partial_.front() != 0x10) {
      held_.emplace_back(partial_.begin(), end);
      held_bytes_ += length;
    }
    partial_.erase(partial_.begin(), end);
  }
}

void Printer::work() {
  while (!held_.empty() && !state_.offline()) {
    const std::vector<std::uint8_t> command = std::move(held_.front());
    held_.pop_front();
    held_bytes_ -= command.size();
    carry_out(command);
  }
}

void Printer::carry_out(const std::vector<std::uint8_t>& command) {
  if (command.size() == 1 && command[0] == 0) return;  // NUL prints nothing
  for (const std::uint8_t byte : command) new_paper_.push_back(std::byte{byte});
  if (command.size() < 2) return;
  const std::uint8_t prefix = command[0];
  const std::uint8_t letter = command[1];
  if (prefix == 0x1B && letter == 'p') ++drawer_pulses_;
  if (prefix == 0x1D && letter == 'V') ++cuts_;
  if (prefix == 0x1B && (letter == 'i' || letter == 'm')) ++cuts_;
  if (prefix == 0x1D && letter == 'r' && (command[2] == 1 || command[2] == '1'))
    answer({static_cast<std::uint8_t>(told().near_end ? 0x03 : 0x00)});
  if (prefix == 0x1D && letter == 'a') {
    automatic_status_ = command[2] != 0;
    automatic_sent_.clear();
    answer_status_change();
  }
  // GS ( H fn 48: these four digits come back when all before them has been printed.
  if (prefix == 0x1D && letter == '(' && command.size() == 11 && command[2] == 'H' && command[6] == 0x30)
    answer({0x37, 0x22, command[7], command[8], command[9], command[10], 0x00});
}

void Printer::clear_buffers() {
  partial_.clear();
  held_.clear();
  held_bytes_ = 0;
  last_bytes_.clear();
  changed_.notify_all();
}

void Printer::answer(std::vector<std::uint8_t> bytes) {
  if (state_.mute || !plugged_ || answers_.size() >= answers_max) return;
  answers_.push_back({now_ms() + state_.late_ms, std::move(bytes)});
  changed_.notify_all();
}

void Printer::answer_status_change() {
  if (!automatic_status_) return;
  const auto byte = [](int value) { return static_cast<std::uint8_t>(value); };
  const State state = told();
  std::vector<std::uint8_t> status{byte(0x10 | (state.offline() ? 0x08 : 0) | (state.cover_open ? 0x20 : 0) |
                                        (state.drawer_high ? 0x04 : 0)),
                                   byte(state.cutter_jam ? 0x08 : 0),
                                   byte((state.near_end ? 0x03 : 0) | (state.paper_out ? 0x0F : 0)), 0x00};
  if (status == automatic_sent_) return;
  automatic_sent_ = status;
  answer(std::move(status));
}

void Printer::keep_paper() {
  if (new_paper_.empty()) return;
  paper_file_.write(reinterpret_cast<const char*>(new_paper_.data()), static_cast<std::streamsize>(new_paper_.size()));
  paper_file_.flush();
  if (paper_.size() < paper_bytes_max) paper_.insert(paper_.end(), new_paper_.begin(), new_paper_.end());
  new_paper_.clear();
}

}  // namespace zhuangui::simulated
