#include "printer/status.h"

#include <algorithm>

namespace zhuangui::printer {
namespace {

constexpr bool bit(std::uint8_t value, int number) { return ((value >> number) & 1) != 0; }

// The patterns of devices that answer in one stream (TM-T88III guide, page 173).
constexpr bool is_real_time(std::uint8_t byte) { return (byte & 0x93) == 0x12; }
constexpr bool is_automatic(std::uint8_t byte) { return (byte & 0x93) == 0x10; }
constexpr bool is_paper(std::uint8_t byte) { return (byte & 0x90) == 0x00; }
constexpr bool is_block(std::uint8_t byte) { return byte == 0x37 || byte == 0x3D || byte == 0x5F; }
constexpr bool is_flow_control(std::uint8_t byte) { return byte == 0x11 || byte == 0x13; }

}  // namespace

void apply_real_time(Status& status, int question, std::uint8_t answer) {
  switch (question) {
    case 1:
      status.drawer_high = bit(answer, 2);
      status.offline = bit(answer, 3);
      break;
    case 2:
      status.cover_open = bit(answer, 2);
      status.feeding = bit(answer, 3);
      status.paper_out = bit(answer, 5);
      status.error = bit(answer, 6);
      break;
    case 3:
      status.cutter_error = bit(answer, 3);
      status.unrecoverable = bit(answer, 5);
      status.recoverable = bit(answer, 2) || bit(answer, 6);
      break;
    case 4:
      status.near_end = bit(answer, 2) || bit(answer, 3);
      status.paper_out = status.paper_out || bit(answer, 5) || bit(answer, 6);
      break;
    default:
      break;
  }
}

Status from_automatic(const std::array<std::uint8_t, 4>& answer) {
  Status status;
  status.drawer_high = bit(answer[0], 2);
  status.offline = bit(answer[0], 3);
  status.cover_open = bit(answer[0], 5);
  status.feeding = bit(answer[0], 6);
  status.cutter_error = bit(answer[1], 3);
  status.unrecoverable = bit(answer[1], 5);
  status.recoverable = bit(answer[1], 2) || bit(answer[1], 6);
  status.near_end = (answer[2] & 0x03) != 0;
  status.paper_out = (answer[2] & 0x0C) != 0;
  return status;
}

void apply_paper(Status& status, std::uint8_t answer) {
  status.near_end = (answer & 0x03) != 0;
  status.paper_out = (answer & 0x0C) != 0;
}

Status from_port(std::uint8_t answer) {
  Status status;
  status.paper_out = bit(answer, 5);
  // "Not error" low means an error of a kind the port cannot tell; with paper empty the cause is known.
  status.error = !bit(answer, 3) && !status.paper_out;
  status.offline = !bit(answer, 4);
  return status;
}

std::vector<Answer> AnswerParser::feed(std::span<const std::byte> bytes) {
  std::vector<Answer> answers;
  for (const std::byte byte : bytes) pending_.push_back(std::to_integer<std::uint8_t>(byte));
  while (!pending_.empty() && take_one(answers)) {
  }
  return answers;
}

// Takes one answer off the front of what is pending; false when more bytes are needed.
bool AnswerParser::take_one(std::vector<Answer>& answers) {
  const std::uint8_t first = pending_.front();
  std::size_t length = 1;
  if (is_block(first)) {
    // Looked for as far as a block can be long, so that it does not matter in which packets the bytes came.
    const std::size_t looked_at = std::min(pending_.size(), block_bytes_max + 1);
    const auto stop = pending_.begin() + static_cast<std::ptrdiff_t>(looked_at);
    const auto end = std::find(pending_.begin(), stop, std::uint8_t{0});
    if (end == stop) {
      if (looked_at <= block_bytes_max) return false;
      bytes_dropped_ += looked_at;
      pending_.erase(pending_.begin(), stop);
      return true;
    }
    length = static_cast<std::size_t>(end - pending_.begin()) + 1;
    const std::size_t data_at = first == 0x37 && length > 2 ? 2 : 1;
    answers.emplace_back(Block{data_at == 2 ? pending_[1] : std::uint8_t{0},
                               std::string(pending_.begin() + static_cast<std::ptrdiff_t>(data_at), end)});
  } else if (is_real_time(first)) {
    answers.emplace_back(RealTimeAnswer{first});
  } else if (is_automatic(first)) {
    if (pending_.size() < 4) return false;
    length = 4;
    answers.emplace_back(AutomaticStatus{{first, pending_[1], pending_[2], pending_[3]}});
  } else if (is_paper(first)) {
    answers.emplace_back(PaperAnswer{first});
  } else if (!is_flow_control(first)) {
    ++bytes_dropped_;
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(length));
  return true;
}

}  // namespace zhuangui::printer
