#include <algorithm>
#include <array>
#include <span>

#include "printer/driver.h"

namespace zhuangui::printer {
namespace {

constexpr std::chrono::milliseconds control_timeout(200);
constexpr std::size_t read_bytes = 512;  // a multiple of every packet size
constexpr std::int64_t clearing_answer_ms = 500;

}  // namespace

bool PrinterDriver::talks() const {
  return profile_.status == StatusWay::full || profile_.status == StatusWay::eot;
}

// Sends bytes beside a job. False when the printer did not take them; what it took none of is not kept for later.
bool PrinterDriver::say(std::initializer_list<int> bytes, std::chrono::milliseconds slice) {
  if (!flush(slice)) return false;
  for (const int byte : bytes) side_out_.push_back(static_cast<std::byte>(byte));
  if (flush(slice)) return true;
  if (side_out_.size() == bytes.size()) side_out_.clear();
  return false;
}

bool PrinterDriver::flush(std::chrono::milliseconds slice) {
  while (!side_out_.empty()) {
    const auto length = std::min(side_out_.size(), transfer_bytes_max);
    const auto written = transport_->write(std::span(side_out_).first(length), slice);
    if (!written) lost_ = written.error();
    if (!written || written->bytes == 0) return false;
    side_out_.erase(side_out_.begin(), side_out_.begin() + static_cast<std::ptrdiff_t>(written->bytes));
  }
  return true;
}

// After a job that was broken off the printer may stand inside a command, and would take whatever comes next for its
// rest: a question for the length of a picture of a megabyte. Nulls end any command of ours and do nothing elsewhere.
void PrinterDriver::fill_up() {
  if (!broken_off_) return;
  broken_off_ = false;
  const int picture_bytes = (profile_.dots + 7) / 8 * profile_.picture_rows_max;
  side_out_.insert(side_out_.end(), static_cast<std::size_t>(picture_bytes), std::byte{0});
}

// Learns which printer was opened. One that stalls the question or is at work says nothing, and is used all the same.
void PrinterDriver::recognise() {
  device_.device = transport_->info();
  auto id = ask_device_id(*transport_);
  if (!id && id.error().code == device::Errc::no_hardware) lost_ = id.error();
  device_.id = id ? std::move(*id) : DeviceId{};
  profile_ = options_.profile_of ? options_.profile_of(*device_.device, device_.id) : options_.profile;
  device_.profile = profile_.name;
}

// Reads once. An answer to DLE EOT is kept for the question that is open, else dropped as late; an automatic status is
// learned at once; all else is kept for the job that asked for it.
void PrinterDriver::listen(std::chrono::milliseconds slice) {
  constexpr std::size_t heard_max = 64;
  std::array<std::byte, read_bytes> buffer{};
  const auto read = transport_->read(buffer, slice);
  if (!read) {
    lost_ = read.error();
    return;
  }
  for (const Answer& answer : parser_.feed(std::span(buffer).first(read->bytes))) {
    if (const auto* real_time = std::get_if<RealTimeAnswer>(&answer)) {
      if (question_ != 0) real_time_ = *real_time;
      continue;
    }
    if (const auto* automatic = std::get_if<AutomaticStatus>(&answer)) learn(from_automatic(automatic->bytes));
    if (heard_.size() < heard_max) heard_.push_back(answer);
  }
}

// DLE EOT 1 to 4, one after the other, so that each answer is known by its question. Begins when no question is open;
// call again while it says pending.
PrinterDriver::Asked PrinterDriver::ask(std::chrono::milliseconds slice) {
  if (question_ == 0) {
    fill_up();
    listen(std::chrono::milliseconds(1));  // late answers must not be taken for new ones
    collected_ = {};
    return lost_ ? Asked::pending : put_question(1, slice);
  }
  listen(slice);
  if (lost_) return Asked::pending;
  if (real_time_) {
    apply_real_time(collected_, question_, real_time_->value);
    if (question_ < 4) return put_question(question_ + 1, slice);
    question_ = 0;
    learn(collected_);
    return Asked::answered;
  }
  if (now_ms_() < question_until_ms_) return Asked::pending;
  question_ = 0;
  return Asked::silent;
}

PrinterDriver::Asked PrinterDriver::put_question(int question, std::chrono::milliseconds slice) {
  real_time_.reset();
  question_ = 0;
  if (!say({0x10, 0x04, question}, slice)) return lost_ ? Asked::pending : Asked::blocked;
  question_ = question;
  question_until_ms_ = now_ms_() + options_.answer_timeout_ms;
  return Asked::pending;
}

// What the USB class request tells; none when it tells nothing. It gets through when the printer takes no byte.
Trouble PrinterDriver::ask_port() {
  if (!port_status_works_) return Trouble::none;
  std::array<std::byte, 1> answer{};
  const auto moved = transport_->control(0xA1, 0x01, 0, transport_->info().interface_number, answer, control_timeout);
  if (!moved && moved.error().code == device::Errc::no_hardware) lost_ = moved.error();
  // A printer at work may be late; one that stalls the request does not know it.
  if (!moved && moved.error().code == device::Errc::failure) port_status_works_ = false;
  if (!moved || *moved != 1) return Trouble::none;
  return trouble_of(from_port(std::to_integer<std::uint8_t>(answer[0])));
}

// Why the printer takes nothing, from whatever is known.
Trouble PrinterDriver::known_trouble() {
  if (status_ && trouble_of(*status_) != Trouble::none) return trouble_of(*status_);
  const Trouble port = ask_port();
  return port == Trouble::none ? Trouble::offline : port;
}

void PrinterDriver::learn(const Status& status) {
  status_ = status;
  show_device(trouble_of(status));
}

// Empties the printer's buffers; true when it is certain that nothing of the front job is left in them.
bool PrinterDriver::clear_printer(std::chrono::milliseconds slice) {
  if (!transport_) return false;
  switch (profile_.clearing) {
    case Clearing::soft_reset:
      return transport_->control(0x21, 0x02, 0, transport_->info().interface_number, {}, control_timeout).has_value();
    case Clearing::dle_enq:
      // Works in a cutter error only; out of paper or open, the printer keeps what it holds.
      return status_ && status_->cutter_error && say({0x10, 0x05, 0x02}, slice);
    case Clearing::dle_dc4: {
      heard_.clear();
      if (!say({0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08}, slice)) return false;
      const std::int64_t until = now_ms_() + clearing_answer_ms;
      while (!lost_ && now_ms_() < until) {
        listen(slice);
        for (const Answer& answer : heard_)
          if (const auto* block = std::get_if<Block>(&answer); block && block->id == 0x25) return true;
      }
      return false;
    }
    case Clearing::none:
      return false;
  }
  return false;
}

}  // namespace zhuangui::printer
