// What a scale may send, and the files that say how it is read. The first byte chooses: 'A' and on a protocol of
// assets/scales, '#' a HID report, '@' a profile file, which then reads its own text.
#include "scale_dialects.h"
#include "fuzz_target.h"
#include "scale/decoder.h"
#include "scale/hid.h"
#include "scale/weighing.h"

namespace zhuangui::fuzz {

namespace {

const std::vector<scale::Protocol>& protocols() {
  static const auto loaded = scale::load_protocols(ZHUANGUI_SOURCE_DIR "/assets/scales");
  require(loaded.has_value(), "the shipped profiles are read");
  return *loaded;
}

void check(const scale::Reading& reading) {
  require(!reading.is_still() || reading.weight_g.has_value(), "what stands still has a weight");
  require(reading.state != scale::State::zero || reading.weight_g == 0, "zero is zero");
  require(reading.state != scale::State::stable || *reading.weight_g > 0, "a stable weight is above zero");
  require(reading.state != scale::State::over || !reading.weight_g, "over the limit there is no weight");
  require(reading.raw.bytes().size() >= 2, "the raw frame is kept");
}

void feed(const scale::Protocol& protocol, std::span<const std::byte> bytes) {
  scale::ScaleDecoder decoder{protocol};
  scale::Weighing weighing;
  std::vector<scale::Reading> readings;
  std::int64_t now_us = 0;
  for (const std::size_t piece : {std::size_t{1}, bytes.size() / 2, bytes.size()}) {
    const auto now = bytes.first(std::min(piece, bytes.size()));
    decoder.feed(now, now_us += 100'000, readings);
    bytes = bytes.subspan(now.size());
  }
  for (const scale::Reading& reading : readings) {
    check(reading);
    weighing.feed(reading);
    if (const auto taken = weighing.take(now_us)) require(*taken->weight_g > 0, "only more than nothing is sold");
  }
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all{"#\x03\x04\x02\x00\x08\x02", std::string("#\x03\x06\x03\xFD\x00\x00", 7),
                               "@model = M\nsource = S\nbaud = 9600\nformat = 8N1\nunit = kg\nask = 05 <06 11\n"
                               "word.s.ST = stable\nbits.b.08:08 = unstable\n"
                               "frame1 = 02 ( word:s [ 2C =net ] number:3-9 bits:b unit:1-2 check:xor &03\n"};
  char which = 'A';
  for (const scale::Protocol& protocol : protocols()) {
    for (const auto& dialect : scale_test::dialects())
      if (dialect.profile == protocol.name)
        all.push_back(which + dialect.before + dialect.write({scale::State::stable, 520}) + dialect.write({scale::State::unstable, 530}) +
                      dialect.write({scale::State::over, 9999}) + dialect.after);
    ++which;
  }
  return all;
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  if (size == 0) return 0;
  const auto bytes = std::as_bytes(std::span{data + 1, size - 1});
  if (data[0] == '@') {
    const auto protocol = scale::parse_protocol("f", fuzz::text_of(data + 1, size - 1), "f.ini");
    if (protocol) {
      fuzz::require(!protocol->frames.empty(), "a protocol has a frame");
      fuzz::feed(*protocol, bytes);
    } else {
      fuzz::require(protocol.error().cause.starts_with("f.ini"), "an error names the file");
      fuzz::require(!protocol.error().remedy.empty(), "an error has a remedy");
    }
  } else if (data[0] == '#') {
    if (const auto reading = scale::read_hid_report(bytes, 1))
      fuzz::require(!reading->is_still() || reading->weight_g.has_value(), "what stands still has a weight");
  } else {
    fuzz::feed(fuzz::protocols()[data[0] % fuzz::protocols().size()], bytes);
  }
  return 0;
}
