#include "scanner/pos_decoder.h"

#include <gtest/gtest.h>

#include "packets.h"
#include "scanner_wires.h"

namespace zhuangui::scanner {
namespace {

using support::pos_report;
using Bytes = std::vector<std::byte>;

Bytes bytes_of(std::initializer_list<int> numbers) {
  Bytes bytes;
  for (const int number : numbers) bytes.push_back(static_cast<std::byte>(number));
  return bytes;
}

// The example of the 1400g: 02 0D 5D 45 30 6901234567892 … 64 00 00.
TEST(PosDecoder, ReadsAHoneywellReport) {
  Bytes report = bytes_of({0x02, 0x0D, 0x5D, 0x45, 0x30, 0x36, 0x39, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x32});
  report.resize(64);
  report[61] = std::byte{0x64};
  PosDecoder decoder;
  EXPECT_EQ(decoder.feed(report, start_us), (std::vector<Frame>{{"E0", "6901234567892"}}));
}

TEST(PosDecoder, TheMakersCodeIdStandsInForAnAimIdThatIsNotSent) {
  struct Case { char id; const char* symbology; };
  for (const Case& c : {Case{'d', "E0"}, Case{'c', "E0"}, Case{'E', "E0"}, Case{'D', "E4"}, Case{'j', "C0"}, Case{'I', "C1"},
                        Case{'e', "I0"}, Case{'r', "L0"}, Case{'H', "h0"}, Case{'s', ""}, Case{'w', ""}, Case{'\0', ""}}) {
    Bytes report = pos_report("", "12345", false);
    report[61] = static_cast<std::byte>(c.id);
    PosDecoder with{{.code_id = true}};
    EXPECT_EQ(with.feed(report, start_us), (std::vector<Frame>{{c.symbology, "12345"}})) << c.id;
    PosDecoder without;
    EXPECT_EQ(without.feed(report, start_us), (std::vector<Frame>{{"", "12345"}})) << c.id;
  }
}

TEST(PosDecoder, ASuffixOfTheKeyboardModeIsTakenOffAndReportsOfOtherIdsAreLeftAlone) {
  PosDecoder decoder;
  EXPECT_EQ(decoder.feed(pos_report("", "12\r\n", false), start_us), (std::vector<Frame>{{"", "12"}}));
  Bytes status = pos_report("", "99", false);
  status[0] = std::byte{3};
  EXPECT_TRUE(decoder.feed(status, start_us).empty());
  EXPECT_TRUE(decoder.feed(pos_report("", "", false), start_us).empty()) << "an empty report is no code";
}

TEST(PosDecoder, ACountThatDoesNotFitSpoilsTheCode) {
  PosDecoder decoder;
  Bytes too_many = pos_report("", "12", false);
  too_many[1] = std::byte{57};
  const auto frames = decoder.feed(too_many, start_us);
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_TRUE(frames[0].broken);
  Bytes cut_off = pos_report("", "0123456789", false);
  cut_off.resize(10);  // five of the ten bytes
  const auto cut = decoder.feed(cut_off, start_us);
  ASSERT_EQ(cut.size(), 1u);
  EXPECT_TRUE(cut[0].broken);
  EXPECT_EQ(decoder.feed(pos_report("", "12", false), start_us), (std::vector<Frame>{{"", "12"}}));
}

// Another maker's report: no byte count, 100 bytes of data filled up with zeros, the flag is one bit.
TEST(PosDecoder, AReportLongerThanAPacketIsJoined) {
  PosLayout layout;
  layout.report_id = 1;
  layout.symbology_at = 1;
  layout.data_at = 4;
  layout.data_bytes = 100;
  layout.continued_bit = 104 * 8;
  layout.report_bytes = 105;
  const auto report = [](std::string_view data, bool more) {
    Bytes bytes(105);
    bytes[0] = std::byte{1};
    for (const char c : {']', 'Q', '1'}) bytes[static_cast<std::size_t>(c == ']' ? 1 : c == 'Q' ? 2 : 3)] = static_cast<std::byte>(c);
    for (std::size_t at = 0; at < data.size(); ++at) bytes[4 + at] = static_cast<std::byte>(data[at]);
    if (more) bytes[104] = std::byte{1};
    return bytes;
  };
  PosDecoder decoder{{}, layout};
  std::vector<Frame> frames;
  for (const Bytes& one : {report(std::string(100, 'a'), true), report("b", false), report("c", false)})
    for (const std::size_t at : {std::size_t{0}, std::size_t{64}})
      for (Frame& frame : decoder.feed(std::span{one}.subspan(at, std::min<std::size_t>(64, one.size() - at)), start_us))
        frames.push_back(std::move(frame));
  EXPECT_EQ(frames, (std::vector<Frame>{{"Q1", std::string(100, 'a') + "b"}, {"Q1", "c"}}));
}

TEST(PosDecoder, WithoutItsContinuationACodeIsBroken) {
  PosDecoder decoder;
  EXPECT_TRUE(decoder.feed(pos_report("Q1", std::string(56, 'a'), true), start_us).empty());
  const auto frames = decoder.tick(start_us + 500'001);
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_TRUE(frames[0].broken);
  EXPECT_EQ(decoder.feed(pos_report("", "12", false), start_us + 600'000), (std::vector<Frame>{{"", "12"}}));
}

}  // namespace
}  // namespace zhuangui::scanner
