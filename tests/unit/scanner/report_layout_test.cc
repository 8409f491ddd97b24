#include "scanner/report_layout.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "packets.h"
#include "scanner/keyboard_decoder.h"
#include "scanner_wires.h"
#include "seed.h"

namespace zhuangui::scanner {
namespace {

using Bytes = std::vector<std::byte>;

// HID 1.11, appendix E.6: the boot keyboard.
constexpr const char* boot_keyboard =
    "0501 0906 A101 0507 19E0 29E7 1500 2501 7501 9508 8102 9501 7508 8101 9505 7501 0508 1901 2905 9102 9501 7503 9101 "
    "9506 7508 1500 2565 0507 1900 2965 8100 C0";

// A composite device: keyboard under report id 3, volume keys under id 1 before it.
const std::string composite_keyboard =
    "050C 0901 A101 8501 1500 2501 09E9 09EA 7501 9502 8102 9506 8101 C0 "
    "0501 0906 A101 8503 0507 19E0 29E7 1500 2501 7501 9508 8102 9501 7508 8101 9506 7508 1500 26FF00 0507 1900 2AFF00 8100 C0";

Bytes honeywell_descriptor() {
  Bytes bytes;
  for (std::size_t at = 0; at < support::pos_report_descriptor_bytes; ++at) bytes.push_back(std::byte{support::pos_report_descriptor[at]});
  return bytes;
}

TEST(KeyboardLayout, OfABootKeyboardIsTheBootReport) {
  EXPECT_EQ(keyboard_layout(hex(boot_keyboard)), (KeyboardLayout{0, 0, 2, 6, 8}));
}

TEST(KeyboardLayout, AReportIdShiftsEverythingByOne) {
  EXPECT_EQ(keyboard_layout(hex(composite_keyboard)), (KeyboardLayout{3, 1, 3, 6, 9}));
}

TEST(KeyboardLayout, ReportsOfOtherIdsTypeNothing) {
  KeyboardDecoder decoder{{}, keyboard_layout(hex(composite_keyboard))};
  std::vector<Frame> frames;
  for (const char* report : {"03 00 00 23 00 00 00 00 00", "03 00 00 00 00 00 00 00 00", "01 02", "01 23 26 23 26 23 26 23 26",
                             "03 00 00 26 00 00 00 00 00", "03 00 00 00", "03 00 00 28 00 00 00 00 00"})
    for (Frame& frame : decoder.feed(hex(report), 1'000'000)) frames.push_back(std::move(frame));
  EXPECT_EQ(frames, (std::vector<Frame>{{"", "69"}}));
}

TEST(PosLayout, IsReadFromHoneywellsDescriptor) {
  PosLayout want = honeywell_layout();
  want.code_id_at.reset();  // no descriptor tells what the maker's two bytes are
  EXPECT_EQ(pos_layout(honeywell_descriptor()), want);
}

// No byte count, an attribute report before it, the flag one bit among padding.
TEST(PosLayout, IsReadFromAnotherMakersDescriptor) {
  const auto layout = pos_layout(hex(
      "058C 0902 A101 8501 0910 A102 7508 9504 8101 C0 "
      "8502 0912 A102 1500 26FF00 7508 9501 09FB 8102 09FC 8102 09FD 8102 9564 09FE 820201 2501 7501 9501 09FF 8102 9507 8103 C0 C0"));
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->report_id, 2);
  EXPECT_EQ(layout->count_at, std::nullopt);
  EXPECT_EQ(layout->symbology_at, std::size_t{1});
  EXPECT_EQ(layout->data_at, 4u);
  EXPECT_EQ(layout->data_bytes, 100u);
  EXPECT_EQ(layout->continued_bit, std::size_t{104 * 8});
  EXPECT_EQ(layout->continued_bits, 1u);
  EXPECT_EQ(layout->report_bytes, 105u);
}

TEST(PosLayout, WhatIsNoScannerHasNone) {
  EXPECT_EQ(pos_layout(hex(boot_keyboard)), std::nullopt);
  EXPECT_EQ(keyboard_layout(honeywell_descriptor()), std::nullopt);
  EXPECT_EQ(pos_layout({}), std::nullopt);
}

TEST(ReportDescriptor, ABrokenOneIsRefused) {
  const Bytes good = honeywell_descriptor();
  for (std::size_t bytes = 1; bytes < good.size(); ++bytes)
    EXPECT_EQ(pos_layout(std::span{good}.first(bytes)), std::nullopt) << bytes << " bytes, a collection is left open";
  for (const char* broken : {"C0", "B4", "058C 0902 A101 C0 C0", "8500", "7FFFFFFF7F", "97FFFFFFFF", "26FF", "FE", "FE0500"}) {
    EXPECT_EQ(pos_layout(hex(broken)), std::nullopt) << broken;
    EXPECT_EQ(keyboard_layout(hex(broken)), std::nullopt) << broken;
  }
  Bytes deep;
  for (int i = 0; i < 100; ++i) deep.push_back(std::byte{0xA1}), deep.push_back(std::byte{0x01});
  EXPECT_EQ(pos_layout(deep), std::nullopt);
}

TEST(ReportDescriptor, AnyBytesAreReadWithoutHarm) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  const Bytes good[] = {honeywell_descriptor(), hex(composite_keyboard)};
  for (int round = 0; round < 5000; ++round) {
    Bytes bytes = good[random() % 2];
    for (std::size_t changes = 1 + random() % 6; changes > 0; --changes) bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    if (const auto layout = pos_layout(bytes)) {
      EXPECT_LE(layout->data_at + layout->data_bytes, layout->report_bytes);
    }
    if (const auto layout = keyboard_layout(bytes)) {
      EXPECT_LE(layout->keys_at + layout->keys, layout->report_bytes);
      EXPECT_LT(layout->modifiers_at, layout->report_bytes);
    }
  }
}

}  // namespace
}  // namespace zhuangui::scanner
