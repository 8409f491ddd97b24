#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "printer/trouble.h"
#include "test_profile.h"

namespace zhuangui::printer {
namespace {

using test::bytes_of;

TEST(Status, AnswersToDleEotAreReadByTheirQuestion) {
  struct Case { const char* note; int n1, n2, n3, n4; Trouble trouble; bool near_end; };
  for (const Case& c : {Case{"ready", 0x12, 0x12, 0x12, 0x12, Trouble::none, false},
                        Case{"paper out", 0x1A, 0x32, 0x12, 0x72, Trouble::paper_out, false},
                        Case{"paper out, near end too", 0x1A, 0x32, 0x12, 0x7E, Trouble::paper_out, true},
                        Case{"near end only", 0x12, 0x12, 0x12, 0x1E, Trouble::none, true},
                        Case{"cover open", 0x1A, 0x16, 0x12, 0x12, Trouble::cover_open, false},
                        Case{"cutter jam", 0x1A, 0x52, 0x1A, 0x12, Trouble::cutter_jam, false},
                        Case{"unrecoverable", 0x1A, 0x52, 0x32, 0x12, Trouble::offline, false},
                        Case{"head hot", 0x1A, 0x12, 0x52, 0x12, Trouble::offline, false},
                        Case{"offline for no told cause", 0x1A, 0x12, 0x12, 0x12, Trouble::offline, false},
                        Case{"drawer pin high", 0x16, 0x12, 0x12, 0x12, Trouble::none, false}}) {
    Status status;
    const int answers[] = {c.n1, c.n2, c.n3, c.n4};
    for (int question = 1; question <= 4; ++question)
      apply_real_time(status, question, static_cast<std::uint8_t>(answers[question - 1]));
    EXPECT_EQ(trouble_of(status), c.trouble) << c.note;
    EXPECT_EQ(is_clean(status), c.trouble == Trouble::none) << c.note;
    EXPECT_EQ(status.near_end, c.near_end) << c.note;
  }
}

TEST(Status, AutomaticStatusIsReadFromItsFourBytes) {
  struct Case { const char* note; std::array<std::uint8_t, 4> bytes; Trouble trouble; bool near_end; };
  for (const Case& c : {Case{"ready", {0x10, 0, 0, 0}, Trouble::none, false},
                        Case{"ready, newer TM", {0x14, 0, 0, 0x0F}, Trouble::none, false},
                        Case{"offline, paper out", {0x18, 0x00, 0x0C, 0x00}, Trouble::paper_out, false},
                        Case{"cover open, near end and out", {0x38, 0x00, 0x0F, 0x0F}, Trouble::cover_open, true},
                        Case{"cutter", {0x18, 0x08, 0, 0}, Trouble::cutter_jam, false},
                        Case{"unrecoverable", {0x18, 0x20, 0, 0}, Trouble::offline, false}}) {
    const Status status = from_automatic(c.bytes);
    EXPECT_EQ(trouble_of(status), c.trouble) << c.note;
    EXPECT_EQ(status.near_end, c.near_end) << c.note;
  }
}

TEST(Status, PortStatusTellsFinePaperEmptyAndError) {
  EXPECT_EQ(trouble_of(from_port(0x18)), Trouble::none);
  EXPECT_EQ(trouble_of(from_port(0x38)), Trouble::paper_out);
  EXPECT_EQ(trouble_of(from_port(0x10)), Trouble::offline);
}

// One stream with every kind of answer in it, cut into two reads at every place.
TEST(AnswerParser, AStreamMayBeCutAnywhere) {
  const auto stream = bytes_of({0x12, 0x38, 0x00, 0x0F, 0x0F, 0x37, 0x22, '0', '0', '4', '2', 0x00, 0x13, 0x0C, 0x11,
                                0x5F, 'T', 'M', 0x00, 0x72, 0xFF, 0x18, 0x12, 0x12, 0x12});
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    AnswerParser parser;
    auto answers = parser.feed(std::span(stream).first(cut));
    for (Answer& answer : parser.feed(std::span(stream).subspan(cut))) answers.push_back(std::move(answer));
    ASSERT_EQ(answers.size(), 7u) << cut;
    EXPECT_EQ(std::get<RealTimeAnswer>(answers[0]).value, 0x12) << cut;
    EXPECT_EQ(std::get<AutomaticStatus>(answers[1]).bytes, (std::array<std::uint8_t, 4>{0x38, 0x00, 0x0F, 0x0F}))
        << cut;
    EXPECT_EQ(std::get<Block>(answers[2]).id, 0x22) << cut;
    EXPECT_EQ(std::get<Block>(answers[2]).data, "0042") << cut;
    EXPECT_EQ(std::get<PaperAnswer>(answers[3]).value, 0x0C) << cut;
    EXPECT_EQ(std::get<Block>(answers[4]).data, "TM") << cut;
    EXPECT_EQ(std::get<RealTimeAnswer>(answers[5]).value, 0x72) << cut;
    // The three bytes after the first of an automatic status are its own, whatever they look like.
    EXPECT_EQ(std::get<AutomaticStatus>(answers[6]).bytes, (std::array<std::uint8_t, 4>{0x18, 0x12, 0x12, 0x12}))
        << cut;
    EXPECT_EQ(parser.bytes_dropped(), 1u) << cut;
  }
}

// Found by the fuzz target: fed at once, a block of any length was taken; in packets it was dropped.
TEST(AnswerParser, ABlockThatIsTooLongIsDroppedAndCountedInWhateverPacketsItComes) {
  const std::vector<std::byte> endless(AnswerParser::block_bytes_max + 1, std::byte{0x37});
  for (const std::size_t packet : {std::size_t{1}, std::size_t{64}, endless.size() + 2}) {
    AnswerParser parser;
    std::vector<std::byte> stream = endless;
    stream.push_back(std::byte{0x00});  // the answer "paper there" behind it
    stream.push_back(std::byte{0x12});
    std::size_t answers = 0;
    for (std::size_t at = 0; at < stream.size(); at += packet)
      answers += parser.feed(std::span(stream).subspan(at, std::min(packet, stream.size() - at))).size();
    EXPECT_EQ(answers, 2u) << packet;
    EXPECT_EQ(parser.bytes_dropped(), endless.size()) << packet;
  }
}

}  // namespace
}  // namespace zhuangui::printer
