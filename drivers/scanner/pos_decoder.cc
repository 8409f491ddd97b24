#include "scanner/pos_decoder.h"

#include <algorithm>

#include "keymap.h"

namespace zhuangui::scanner {

std::vector<Frame> PosDecoder::feed(std::span<const std::byte> bytes, std::int64_t now_us) {
  std::vector<Frame> out = tick(now_us);
  if (bytes.empty()) return out;
  last_byte_us_ = now_us;
  for (const std::byte b : bytes) report_.push_back(std::to_integer<std::uint8_t>(b));
  const bool whole = report_.size() >= layout_.report_bytes || bytes.size() % packet_bytes != 0;
  if (!whole) return out;
  take_report(out);
  report_.clear();
  return out;
}

std::vector<Frame> PosDecoder::tick(std::int64_t now_us) {
  std::vector<Frame> out;
  if (now_us - last_byte_us_ <= stalled_us) return out;
  report_.clear();
  if (!joining_) return out;
  joining_ = false;
  frame_.spoil();
  frame_.end(out);
  return out;
}

void PosDecoder::reset() {
  if (joining_) frame_.spoil();
  joining_ = false;
  report_.clear();
  frame_.discard();
}

void PosDecoder::take_report(std::vector<Frame>& out) {
  if (layout_.report_id != 0 && byte(0) != layout_.report_id) return;  // an attribute or status report
  if (!joining_) take_symbology();
  frame_.append(data_of_report());
  joining_ = more_follows();
  if (!joining_) frame_.end(out);
}

void PosDecoder::take_symbology() {
  if (layout_.symbology_at && byte(*layout_.symbology_at) == ']') {
    const auto character = [this](std::size_t at) { return static_cast<char>(byte(*layout_.symbology_at + at)); };
    if (is_aim_id(character(1), character(2))) frame_.set_symbology({character(1), character(2)});
    return;
  }
  if (!options_.code_id || !layout_.code_id_at) return;
  if (const char* symbology = symbology_of_code_id(static_cast<char>(byte(*layout_.code_id_at)))) frame_.set_symbology(symbology);
}

std::string PosDecoder::data_of_report() {
  std::size_t count = layout_.data_bytes;
  if (layout_.count_at) {
    count = byte(*layout_.count_at);
    if (count > layout_.data_bytes) frame_.spoil();
  }
  const std::size_t room = report_.size() > layout_.data_at ? report_.size() - layout_.data_at : 0;
  if (layout_.count_at && count > room) frame_.spoil();  // a report that was cut off
  count = std::min({count, layout_.data_bytes, room});
  std::string data;
  for (std::size_t at = 0; at < count; ++at) data += static_cast<char>(byte(layout_.data_at + at));
  if (!layout_.count_at) data.resize(data.find_last_not_of('\0') + 1);
  if (options_.gs_as_pipe) std::replace(data.begin(), data.end(), '|', group_separator);
  return data;
}

bool PosDecoder::more_follows() const {
  if (!layout_.continued_bit) return false;
  const unsigned mask = (1u << layout_.continued_bits) - 1;
  return ((byte(*layout_.continued_bit / 8) >> (*layout_.continued_bit % 8)) & mask) != 0;
}

}  // namespace zhuangui::scanner
