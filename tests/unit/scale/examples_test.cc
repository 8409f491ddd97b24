// Frames as the makers' papers print them, and what they mean, by hand.
#include <gtest/gtest.h>

#include "device/settings.h"
#include "scale/decoder.h"
#include "scale/hid.h"
#include "shipped_protocols.h"

namespace zhuangui::scale {
namespace {

struct Case {
  const char* note;
  const char* profile;  ///< "hid": one report
  const char* bytes;
  State state;
  std::optional<std::int64_t> weight_g;
  bool net = false;
  std::optional<std::int64_t> tare_g = {};
};

std::optional<Reading> read(const Case& one) {
  const std::string bytes = device::bytes_of_hex(one.bytes).value();
  const auto raw = std::as_bytes(std::span{bytes});
  if (std::string_view{one.profile} == "hid") return read_hid_report(raw, 1);
  ScaleDecoder decoder{*find_protocol(protocols(), one.profile)};
  std::vector<Reading> readings;
  decoder.feed(raw, 1, readings);
  return readings.size() == 1 ? std::optional(readings[0]) : std::nullopt;
}

TEST(Scale, FramesOfThePapersMeanWhatThePapersSay) {
  const Case cases[] = {
      {"520 g", "hid", "03 04 02 00 08 02", State::stable, 520},
      {"0.520 kg", "hid", "03 04 03 FD 08 02", State::stable, 520},
      {"16 g in motion", "hid", "03 03 02 00 10 00", State::unstable, 16},
      {"over the limit", "hid", "03 06 03 FD 00 00", State::over, {}},
      {"zero", "hid", "03 02 0B FF 00 00", State::zero, 0},
      {"18.3 oz = 518.796 g", "hid", "03 04 0B FF B7 00", State::stable, 519},
      {"1.00 lb = 453.592 g", "hid", "03 04 0C FE 64 00", State::stable, 454},
      {"14 taels: which?", "hid", "03 04 05 00 0E 00", State::not_ready, {}},
      {"2 tons: which?", "hid", "03 04 09 00 02 00", State::not_ready, {}},
      {"3 g under zero", "hid", "03 05 02 00 03 00", State::under_zero, -3},
      {"fault", "hid", "03 01 02 00 00 00", State::not_ready, {}},
      {"needs calibration", "hid", "03 07 02 00 64 00", State::not_ready, {}},
      {"needs zero", "hid", "03 08 02 00 64 00", State::not_ready, {}},
      {"an exponent out of all bounds", "hid", "03 04 02 7F 08 02", State::not_ready, {}},
      {"CAS 0.520 kg", "cas", "01 02 53 20 30 30 2E 35 32 30 6B 67 66 03 04", State::stable, 520},
      {"CAS -0.125 kg moving", "cas", "01 02 55 2D 30 30 2E 31 32 35 6B 67 6C 03 04", State::unstable, -125},
      {"Toledo 8217 0.520", "toledo-8217", "02 20 30 2E 35 32 30 0D", State::stable, 520},
      {"Toledo 8217 net", "toledo-8217", "02 20 30 2E 35 32 30 4E 0D", State::stable, 520, true},
      {"Toledo 8217 in motion", "toledo-8217", "02 3F 01 0D", State::unstable, {}},
      {"Toledo 8217 centre of zero", "toledo-8217", "02 3F 10 0D", State::zero, 0},
      {"Toledo 8217 outside of its zero range", "toledo-8217", "02 3F 08 0D", State::not_ready, {}},
      {"Toledo 8217, bits 5 and 6 always 1", "toledo-8217", "02 3F 62 0D", State::over, {}},
      {"Toledo 8217, the parity left in bit 7", "toledo-8217", "82 A0 30 2E 35 B2 30 8D", State::stable, 520},
      {"Toledo 0.520 kg gross", "toledo-continuous", "02 2D 30 20 30 30 30 35 32 30 30 30 30 30 30 30 0D", State::stable, 520, false, 0},
      {"Toledo net 0.520 beside a tare of 0.080", "toledo-continuous", "02 2D 31 20 30 30 30 35 32 30 30 30 30 30 38 30 0D",
       State::stable, 520, true, 80},
      {"Toledo 12.5 lb = 5669.9 g", "toledo-continuous", "02 2B 20 20 30 30 30 31 32 35 30 30 30 30 30 30 0D", State::stable, 5670, false, 0},
      {"Toledo 520 g", "toledo-continuous", "02 2A 30 21 30 30 30 35 32 30 30 30 30 30 30 30 0D", State::stable, 520, false, 0},
      {"M02 11.120 kg", "st-gs", "53 54 2C 47 53 2C 2B 30 31 31 2E 31 32 30 6B 67 0D 0A", State::stable, 11120},
      {"ST,GS,+ 0.520kg", "st-gs", "53 54 2C 47 53 2C 2B 20 30 2E 35 32 30 6B 67 0D 0A", State::stable, 520},
      {"US NT, blanks, comma, grams", "st-gs", "55 53 20 2C 4E 54 20 2D 20 31 32 35 20 2C 67 0D 0A", State::unstable, -125, true},
      {"half an ounce = 14.17 g", "st-gs", "53 54 2C 47 53 2C 20 30 2E 35 6F 7A 0D 0A", State::stable, 14},
      {"a weight in taels", "st-gs", "53 54 2C 47 53 2C 20 30 2E 35 74 6C 0D 0A", State::not_ready, {}},
      {"weighbridge 20.00", "xk3190-d2", "02 2B 30 30 32 30 30 30 32 31 42 03", State::unstable, 20000},
      {"ACS-P215 520 g", "acs-p215", "0D 20 30 35 32 30 0A", State::stable, 520},
      {"=025.00 is 00.520", "xk3190-reversed", "3D 30 32 35 2E 30 30 3D", State::unstable, 520},
      {"FF in counting mode is no weight, then 0.520", "ff-bcd", "FF 4C 20 05 00 FF 44 20 05 00", State::stable, 520},
  };
  for (const Case& one : cases) {
    const auto reading = read(one);
    ASSERT_TRUE(reading) << one.note;
    EXPECT_EQ(reading->state, one.state) << one.note << ": " << to_text(reading->state);
    EXPECT_EQ(reading->weight_g, one.weight_g) << one.note;
    EXPECT_EQ(reading->net, one.net) << one.note;
    EXPECT_EQ(reading->tare_g, one.tare_g) << one.note;
  }
}

TEST(Scale, AFrameWithAFalseCheckByteIsNone) {
  for (const Case& one : {Case{"CAS", "cas", "01 02 53 20 30 30 2E 35 32 30 6B 67 67 03 04", State::stable, {}},
                          Case{"XK3190", "xk3190-d2", "02 2B 30 30 32 30 30 30 32 31 43 03", State::stable, {}},
                          Case{"Toledo", "toledo-continuous-check", "02 2D 30 20 30 30 30 35 32 30 30 30 30 30 30 30 0D 01",
                               State::stable, {}}})
    EXPECT_FALSE(read(one)) << one.note;
}

TEST(Scale, OtherReportsOfAUsbScaleAreNotReadings) {
  for (const char* report : {"01 00 00 00 00 00", "04 02 00 00 00 00", "03 04 02 00 08", "03", ""}) {
    const std::string bytes = device::bytes_of_hex(report).value();
    EXPECT_FALSE(read_hid_report(std::as_bytes(std::span{bytes}), 1)) << report;
  }
}

TEST(Scale, TheTareOfALineOfItsOwnStaysWithTheReadingsAfterIt) {
  ScaleDecoder decoder{*find_protocol(protocols(), "st-gs")};
  std::vector<Reading> readings;
  const std::string lines = "ST,TR,+ 0.080kg\r\nST,NT,+ 0.520kg\r\n";
  decoder.feed(std::as_bytes(std::span{lines}), 1, readings);
  ASSERT_EQ(readings.size(), 1u);
  EXPECT_EQ(readings[0].weight_g, 520) << "net, as the scale says it";
  EXPECT_TRUE(readings[0].net);
  EXPECT_EQ(readings[0].tare_g, 80);
}

TEST(Scale, WithoutAStableFlagEqualFramesOverTheirTimeAreStable) {
  ScaleDecoder decoder{*find_protocol(protocols(), "xk3190-reversed")};
  const auto feed = [&](std::int64_t at_ms) {
    std::vector<Reading> readings;
    const std::string frame = at_ms == 0 ? "=025.00=" : "025.00=";
    decoder.feed(std::as_bytes(std::span{frame}), at_ms * 1000, readings);
    return readings.at(0).state;
  };
  EXPECT_EQ(feed(0), State::unstable);
  EXPECT_EQ(feed(100), State::unstable);
  EXPECT_EQ(feed(200), State::unstable) << "three equal ones, but within 200 ms";
  EXPECT_EQ(feed(300), State::unstable) << "the last three began at 100 ms";
  EXPECT_EQ(feed(401), State::unstable);
  EXPECT_EQ(feed(600), State::stable) << "the last three began at 300 ms";
}

}  // namespace
}  // namespace zhuangui::scale
