// What a scanner, or something that only says it is one, can send: reports, packets and report descriptors.
//
// An input is a byte that says how it is read (two bits the way, the others the options), for the ways by descriptor two
// bytes of its length and the descriptor, then packets: a byte of length, a byte of time (tens of milliseconds), bytes.
#include <memory>

#include "fuzz_target.h"
#include "scanner/keyboard_decoder.h"
#include "scanner/pos_decoder.h"
#include "scanner/report_layout.h"
#include "scanner/serial_decoder.h"
#include "scanner_wires.h"

namespace zhuangui::fuzz {

namespace {

using namespace scanner;
using Bytes = std::span<const std::byte>;

enum Way : unsigned { keyboard = 0, pos = 1, serial = 2, by_descriptor = 3 };

std::string seed(unsigned way, const support::Packets& packets, std::string_view descriptor = {}) {
  std::string text{static_cast<char>(way)};
  if (way == by_descriptor) {
    text += static_cast<char>(descriptor.size() & 0xFF);
    text += static_cast<char>(descriptor.size() >> 8);
    text += descriptor;
  }
  for (const auto& packet : packets) {
    text += static_cast<char>(packet.size());
    text += '\1';
    for (const std::byte byte : packet) text += static_cast<char>(byte);
  }
  return text;
}

DecoderOptions options_of(unsigned bits) {
  DecoderOptions options;
  options.gs_as_pipe = (bits & 0x04) != 0;
  options.no_suffix = (bits & 0x08) != 0;
  options.code_id = (bits & 0x10) != 0;
  options.text_gbk = (bits & 0x20) != 0;
  options.alt_numbers = (bits & 0x40) != 0 ? AltNumbers::unicode : (bits & 0x80) != 0 ? AltNumbers::gbk : AltNumbers::careful;
  return options;
}

std::unique_ptr<ScanDecoder> decoder_by(Bytes descriptor, const DecoderOptions& options) {
  if (const auto layout = pos_layout(descriptor)) {
    require(layout->data_at + layout->data_bytes <= layout->report_bytes, "the data lies inside its report");
    return std::make_unique<PosDecoder>(options, *layout);
  }
  const auto layout = keyboard_layout(descriptor);
  if (!layout) return nullptr;
  require(layout->keys_at + layout->keys <= layout->report_bytes, "the keys lie inside their report");
  require(layout->modifiers_at < layout->report_bytes, "the modifiers lie inside their report");
  return std::make_unique<KeyboardDecoder>(options, *layout);
}

void check(const std::vector<Frame>& frames) {
  for (const Frame& frame : frames) {
    // GBK of two bytes becomes at most three of UTF-8.
    require(frame.text.size() <= 2 * ScanDecoder::frame_bytes_max, "a code is not longer than the longest");
    require(frame.symbology.empty() || frame.symbology.size() == 2, "an AIM id has two characters");
    require(frame.broken || !frame.text.empty(), "a code that is not broken has text");
  }
}

}  // namespace

std::vector<std::string> seeds() {
  std::string honeywell;
  for (std::size_t at = 0; at < support::pos_report_descriptor_bytes; ++at) honeywell += static_cast<char>(support::pos_report_descriptor[at]);
  const std::string chinese = "\xE5\xB7\xAB\xE6\xBA\xAA";
  return {seed(keyboard, support::keyboard_packets("E0", "6901234567892")),
          seed(keyboard, support::keyboard_packets("", "01\x1D" "aB{" + chinese)),
          seed(keyboard | 0x40, support::alt_reports("20013")),
          seed(pos, support::pos_reports("E0", "6901234567892")),
          seed(pos, support::pos_reports("Q1", std::string(200, 'x'))),
          seed(serial, support::serial_packets("C1", "01069012345678921726123110A1\x1D" "3103000520")),
          seed(serial | 0x10, support::serial_packets("", "d6901234567892")),
          seed(by_descriptor, support::pos_reports("E0", "6901234567892"), honeywell)};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  using namespace zhuangui::scanner;
  auto rest = std::as_bytes(std::span{data, size});
  const auto take = [&rest](std::size_t count) {
    const auto taken = rest.first(std::min(count, rest.size()));
    rest = rest.subspan(taken.size());
    return taken;
  };
  const auto number = [&take] {
    const auto byte = take(1);
    return byte.empty() ? 0u : std::to_integer<unsigned>(byte[0]);
  };
  const unsigned how = number();
  const DecoderOptions options = fuzz::options_of(how);
  std::unique_ptr<ScanDecoder> decoder;
  switch (how & 3) {
    case fuzz::keyboard: decoder = std::make_unique<KeyboardDecoder>(options); break;
    case fuzz::pos: decoder = std::make_unique<PosDecoder>(options); break;
    case fuzz::serial: decoder = std::make_unique<SerialDecoder>(options); break;
    default: {
      const unsigned low = number();
      decoder = fuzz::decoder_by(take(low | number() << 8), options);
    }
  }
  if (!decoder) return 0;
  std::int64_t now_us = 1'000'000;
  while (!rest.empty()) {
    const unsigned length = number();
    now_us += 10'000 * static_cast<std::int64_t>(number());
    fuzz::check(decoder->feed(take(length), now_us));
  }
  now_us += 2'000'000;
  fuzz::check(decoder->tick(now_us));
  fuzz::require(!decoder->pending(), "after two seconds of silence nothing is under way");
  if ((how & 3) == fuzz::by_descriptor) return 0;
  const auto packets = (how & 3) == fuzz::keyboard ? support::keyboard_packets("", "x9")
                       : (how & 3) == fuzz::pos    ? support::pos_reports("", "x9")
                                                   : support::serial_packets("", "x9");
  std::vector<Frame> frames;
  for (const auto& packet : packets)
    for (Frame& frame : decoder->feed(packet, now_us)) frames.push_back(std::move(frame));
  for (Frame& frame : decoder->tick(now_us + 200'000)) frames.push_back(std::move(frame));
  fuzz::require(!frames.empty() && !frames.back().broken && frames.back().text == "x9", "the next good code is read");
  return 0;
}
