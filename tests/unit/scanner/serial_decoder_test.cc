#include "packets.h"
#include "scanner/serial_decoder.h"

#include <gtest/gtest.h>

namespace zhuangui::scanner {
namespace {

std::vector<Frame> feed(SerialDecoder& decoder, std::string_view bytes, std::int64_t at_us = start_us) {
  return decoder.feed(std::as_bytes(std::span{bytes}), at_us);
}

TEST(SerialDecoder, EachSuffixEndsACodeAndABulkPacketDoesNot) {
  for (const std::string suffix : {"\r", "\n", "\r\n"}) {
    SerialDecoder decoder;
    EXPECT_EQ(feed(decoder, "]E0690" "1234567892" + suffix + "22" + suffix + "3"), (std::vector<Frame>{{"E0", "6901234567892"}, {"", "22"}}));
    EXPECT_EQ(feed(decoder, "3" + suffix), (std::vector<Frame>{{"", "33"}}));
    EXPECT_FALSE(decoder.pending());
  }
}

TEST(SerialDecoder, CrAndLfInTwoPacketsAreOneSuffix) {
  SerialDecoder decoder;
  EXPECT_EQ(feed(decoder, "12\r").size(), 1u);
  EXPECT_TRUE(feed(decoder, "\n").empty());
  EXPECT_EQ(feed(decoder, "34\r\n"), (std::vector<Frame>{{"", "34"}}));
}

TEST(SerialDecoder, WithoutASuffixASilenceEndsTheCode) {
  SerialDecoder decoder;
  EXPECT_TRUE(feed(decoder, "6901").empty());
  EXPECT_TRUE(feed(decoder, "234567892", start_us + 99'999).empty()) << "a pause between two packets is no end";
  EXPECT_TRUE(decoder.tick(start_us + 199'998).empty());
  EXPECT_EQ(decoder.tick(start_us + 199'999), (std::vector<Frame>{{"", "6901234567892"}}));
  EXPECT_EQ(feed(decoder, "12\r", start_us + 900'000), (std::vector<Frame>{{"", "12"}}));
}

TEST(SerialDecoder, OnceASuffixWasSeenACodeWithoutItIsBroken) {
  SerialDecoder decoder;
  feed(decoder, "12\r");
  feed(decoder, "6901");
  EXPECT_TRUE(decoder.tick(start_us + 200'000).empty()) << "a slow line is no end";
  EXPECT_EQ(feed(decoder, "234567892\r", start_us + 300'000), (std::vector<Frame>{{"", "6901234567892"}}));
}

TEST(SerialDecoder, UnderNoSuffixALineEndIsPartOfTheCode) {
  SerialDecoder decoder{{.no_suffix = true}};
  feed(decoder, "BEGIN\r\nEND\r\n");
  EXPECT_EQ(decoder.tick(start_us + 100'000), (std::vector<Frame>{{"", "BEGIN\r\nEND"}}));
}

TEST(SerialDecoder, PipesAndCodeIdsAreReadWhereTheyAreSet) {
  SerialDecoder decoder{{.gs_as_pipe = true, .code_id = true}};
  EXPECT_EQ(feed(decoder, "I10A1|21B\rd6901234567892\rx9\r"),
            (std::vector<Frame>{{"C1", "10A1\x1D" "21B"}, {"E0", "6901234567892"}, {"", "x9"}}));
}

}  // namespace
}  // namespace zhuangui::scanner
