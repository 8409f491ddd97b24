#include "scale/protocol.h"

#include <gtest/gtest.h>

namespace zhuangui::scale {
namespace {

const std::string good =
    "# a scale\nmodel = M\nsource = S\nbaud = 2400\nformat = 7E1\nunit = g\nask = 05 <06 11\ntare = 54\nzero = 3C 5A\n"
    "word.status.ST = stable\nbits.b.08:08 = unstable\nframe1 = 02 ( word:status [ 2C =net ] number:3-9 bits:b check:xor 03\n";

TEST(ScaleProtocol, IsReadAsItIsWritten) {
  const auto read = parse_protocol("m", good, "m.ini");
  ASSERT_TRUE(read) << read.error().cause;
  EXPECT_EQ(read->name, "m");
  EXPECT_EQ(read->line, (device::LineCoding{.baud = 2400, .data_bits = 7, .parity = device::Parity::even}));
  EXPECT_EQ(read->unit, Unit::gram);
  ASSERT_EQ(read->ask.size(), 2u);
  EXPECT_EQ(read->ask[0].send, "\x05");
  EXPECT_EQ(read->ask[0].wait_for, '\x06');
  EXPECT_EQ(read->ask[1].send, "\x11");
  EXPECT_EQ(read->tare, "T");
  EXPECT_EQ(read->zero, "<Z");
  EXPECT_EQ(read->frames.size(), 1u);
}

TEST(ScaleProtocol, AFaultIsNamedWithFileAndLine) {
  struct Case {
    const char* line;
    const char* cause;
  };
  const Case cases[] = {
      {"rate = 5", "m.ini:13: unknown key 'rate'"},
      {"model = twice", "m.ini:13: model: given twice"},
      {"no sign", "m.ini:13: no '=' in this line"},
      {"ask_every_ms = 5", "m.ini:13: ask_every_ms: must be a whole number from 50 to 1000"},
      {"exponent = 7", "m.ini:13: exponent: must be a whole number from -6 to 3"},
      {"word.status.USX = unstable", "m.ini:13: word.status.USX: the words of one table are equally long"},
      {"word.a.B = light", "m.ini:13: word.a.B: 'light' has no meaning here"},
      {"word.nothing = stable", "m.ini:13: word.nothing: a line of a table is word.NAME.WORD or bits.NAME.MASK:VALUE"},
      {"bits.b.08:10 = net", "m.ini:13: bits.b.08:10: the value has bits outside of its mask"},
      {"bits.b.0810 = net", "m.ini:13: bits.b.0810: a rule of bits is MASK:VALUE, such as 08:08"},
      {"frame2 = 02 weight 03", "m.ini:13: frame2: 'weight' is no step of a frame, or names no table of this file"},
      {"frame2 = 02 word:kind 03", "m.ini:13: frame2: 'word:kind' is no step of a frame, or names no table of this file"},
      {"frame2 = 02 [ 2C number:6", "m.ini:13: frame2: '[' without ']'"},
      {"frame2 = 02 2C ] 03", "m.ini:13: frame2: ']' without '['"},
      {"frame2 = 02 [ number:6 ] 03", "m.ini:13: frame2: a group begins with a byte"},
      {"frame2 = [ 02 ] 03", "m.ini:13: frame2: a frame begins with a step that is always there"},
      {"frame2 = 02 check:xor", "m.ini:13: frame2: a check needs '(' where its range begins"},
      {"frame2 = 02", "m.ini:13: frame2: a frame has 2 to 64 bytes"},
      {"frame2 = any:32 any:32 03", "m.ini:13: frame2: a frame has 2 to 64 bytes"},
      {"frame9 = 02 03", "m.ini:13: unknown key 'frame9'"},
      {"equal_frames = 3", "m.ini: equal_frames, equal_of and equal_ms are given together or not at all"},
  };
  for (const Case& one : cases) {
    const auto read = parse_protocol("m", good + one.line + "\n", "m.ini");
    ASSERT_FALSE(read) << one.line;
    EXPECT_EQ(read.error().cause, one.cause);
    EXPECT_FALSE(read.error().remedy.empty());
  }
  const std::pair<const char*, const char*> false_values[] = {
      {"baud = 1", "baud"}, {"format = 9N1", "format"}, {"format = 8X1", "format"}, {"unit = tael", "unit"}, {"ask = <06 11", "ask"},
      {"ask = 05 <06", "ask"}, {"ask = 5", "ask"}, {"tare = zz", "tare"}};
  for (const auto& [line, key] : false_values) {
    std::string text = good;  // the false line instead of the good one
    const auto at = text.find(std::string(key) + " =");
    text.replace(at, text.find('\n', at) - at, line);
    const auto read = parse_protocol("m", text, "m.ini");
    ASSERT_FALSE(read) << line;
    EXPECT_NE(read.error().cause.find(std::string(": ") + key + ": "), std::string::npos) << read.error().cause;
  }
}

TEST(ScaleProtocol, WhatIsMissingIsSaid) {
  for (const std::string key : {"model", "source", "baud", "format", "unit", "frame1"}) {
    std::string text = good;
    const auto at = text.find(key + " =");
    text.erase(at, text.find('\n', at) - at);
    const auto read = parse_protocol("m", text, "m.ini");
    ASSERT_FALSE(read) << key;
    EXPECT_EQ(read.error().cause, "m.ini: " + key + ": missing");
  }
}

TEST(ScaleProtocol, EveryShippedProfileNamesItsModelAndSource) {
  const auto all = load_protocols(ZHUANGUI_SOURCE_DIR "/assets/scales");
  ASSERT_TRUE(all) << all.error().cause;
  EXPECT_GE(all->size(), 15u);
  for (const Protocol& one : *all) EXPECT_GE(one.source.size(), 20u) << one.name;
  EXPECT_EQ(find_protocol(*all, "no-such-scale"), nullptr);
  EXPECT_FALSE(load_protocols("/no/such/folder"));
}

}  // namespace
}  // namespace zhuangui::scale
