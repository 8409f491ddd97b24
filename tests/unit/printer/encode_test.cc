#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "escpos_renderer/escpos_renderer.h"
#include "test_profile.h"

namespace zhuangui::printer {
namespace {

using device::Align;
using device::TextLine;
using test::bytes_of;
using test::full_profile;
using test::hex;
using test::plain_rasteriser;

device::PrintJob job_of(std::vector<device::PrintElement> elements) { return {42, std::move(elements)}; }

std::vector<std::byte> encoded(const device::PrintJob& job, const Profile& profile) {
  const auto bytes = encode(job, profile, plain_rasteriser());
  EXPECT_TRUE(bytes) << bytes.error().cause;
  return bytes.value_or(std::vector<std::byte>{});
}

// Every byte written by hand from the command set.
TEST(Encode, AJobIsTheseBytes) {
  const auto bytes = encoded(job_of({TextLine{"AB", Align::centre, true, 2, 2}, TextLine{"￥1.50"}, device::Feed{2},
                                     device::QrCode{"ZG1", 5}, device::Cut{}, device::DrawerPulse{2, 50, 500}}),
                             full_profile());
  const auto wanted = bytes_of({0x1B, 0x40, 0x1D, 0x61, 0x0F,                                     // ESC @, ASB on
                                0x1B, 0x61, 1, 0x1B, 0x45, 1, 0x1D, 0x21, 0x11, 'A', 'B', 0x0A,   // centre, bold, 2 x 2
                                0x1B, 0x61, 0, 0x1B, 0x45, 0, 0x1D, 0x21, 0x00, 0x1C, 0x26,       // back, FS &
                                0xA3, 0xA4, '1', '.', '5', '0', 0x0A,                             // ￥ = A3 A4
                                0x1B, 0x64, 2, 0x1B, 0x61, 1,                                     // two lines, centre
                                0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0, 0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, 5,
                                0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x31, 0x1D, 0x28, 0x6B, 6, 0, 0x31, 0x50, 0x30,
                                'Z', 'G', '1', 0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30,
                                0x1D, 0x56, 0x42, 0,                                              // partial cut
                                0x1B, 0x70, 0, 25, 250,                                           // drawer 50/500 ms
                                0x1C, 0x2E,                                                       // FS .
                                0x1D, 0x28, 0x48, 6, 0, 0x30, 0x30, '0', '0', '4', '2'});         // fence 0042
  EXPECT_EQ(hex(bytes), hex(wanted));
}

TEST(Encode, TheProfileDecidesHowToCutAndPulseAndProve) {
  Profile profile = full_profile();
  profile.status = StatusWay::eot;
  profile.cutter = Cutter::none;
  profile.feed_before_cut_dots = 120;
  profile.drawer = Drawer::pin5;
  profile.fence = Fence::gs_r;
  EXPECT_EQ(hex(encoded(job_of({device::Cut{}, device::DrawerPulse{2, 100, 400}}), profile)),
            "1b401b4a781b7001"
            "32c8"
            "1d7201");
  profile.cutter = Cutter::full;
  profile.feed_before_cut_dots = 24;
  profile.drawer = Drawer::none;
  profile.fence = Fence::asb;
  EXPECT_EQ(hex(encoded(job_of({device::Cut{}, device::DrawerPulse{}}), profile)), "1b401d5641181d610f");
  profile.fence = Fence::none;
  profile.chinese_size_apart = true;
  EXPECT_EQ(hex(encoded(job_of({TextLine{"A", Align::left, false, 2, 1}}), profile)), "1b401d21101c2104410a");
}

// ￥ must never come out as "0 6" between rubbish, and a character the printer may not have never as text.
TEST(Encode, ACharacterOutsideTheCharsetTurnsItsLineIntoAPicture) {
  struct Case { const char* text; bool gb2312, gbk, gb18030_2, gb18030_4; };
  for (const Case& c : {Case{"合计 ￥12.80", true, true, true, true},
                        Case{"产地 — “红池坝”·×…", true, true, true, true},
                        Case{"\xC2\xA5" "12.80", false, false, false, false},  // U+00A5: 81 30 84 36 in GB18030
                        Case{"㛃村", false, false, false, true},
                        Case{"𠮷田", false, false, false, true},
                        Case{"䶮", false, false, true, true},
                        Case{"€5", false, false, true, true},
                        Case{"喆", false, true, true, true},
                        Case{"é", true, true, true, true}}) {
    const bool as_text[] = {c.gb2312, c.gbk, c.gb18030_2, c.gb18030_4};
    const Charset charsets[] = {Charset::gb2312, Charset::gbk, Charset::gb18030_2, Charset::gb18030_4};
    for (int at = 0; at < 4; ++at) {
      Profile profile = full_profile();
      profile.charset = charsets[at];
      const auto items = test::read_escpos(encoded(job_of({TextLine{c.text}}), profile), {48, 576});
      const auto lines = test::all_of<test::PaperText>(items);
      const auto pictures = test::all_of<test::PaperPicture>(items);
      EXPECT_EQ(lines.size(), as_text[at] ? 1u : 0u) << c.text << " charset " << at;
      EXPECT_EQ(pictures.size(), as_text[at] ? 0u : 1u) << c.text << " charset " << at;
      if (!lines.empty()) { EXPECT_EQ(lines[0].text, c.text); }
    }
  }
}

TEST(Encode, ColumnsAreCountedAsThePrinterPrints) {
  const Profile profile = full_profile();
  EXPECT_TRUE(encode(job_of({TextLine{std::string(48, 'x')}}), profile, plain_rasteriser()));
  std::string chinese;
  for (int count = 0; count < 24; ++count) chinese += "桃";
  EXPECT_TRUE(encode(job_of({TextLine{chinese}}), profile, plain_rasteriser()));
  for (const TextLine& line : {TextLine{std::string(49, 'x')}, TextLine{chinese + "x"},
                               TextLine{std::string(25, 'x'), Align::left, false, 2, 1}, TextLine{"a\nb"},
                               TextLine{"\xFF"}, TextLine{"\x1B@"}, TextLine{"x", Align::left, false, 3, 1}}) {
    const auto bytes = encode(job_of({line}), profile, plain_rasteriser());
    ASSERT_FALSE(bytes) << line.text;
    EXPECT_EQ(bytes.error().code, device::Errc::illegal);
  }
}

TEST(Encode, PicturesAreSlicedAndHoldNoRealTimeCommand) {
  device::Picture picture{32, 300, std::vector<std::uint8_t>(1200, 0x10)};
  for (std::size_t at = 1; at < picture.bits.size(); at += 3) {
    constexpr std::uint8_t seconds[] = {0x04, 0x05, 0x14};
    picture.bits[at] = seconds[at / 3 % 3];
  }
  Profile profile = full_profile();
  profile.picture_rows_max = 100;
  const auto bytes = encoded(job_of({picture}), profile);
  const auto items = test::read_escpos(bytes, {48, 576});  // refuses 10 04, 10 05, 10 14 anywhere
  const auto slices = test::all_of<test::PaperPicture>(items);
  ASSERT_EQ(slices.size(), 3u);
  EXPECT_EQ(slices[0].height, 100);
  EXPECT_EQ(slices[2].height, 100);
  std::size_t changed = 0;
  for (std::size_t at = 0; at < picture.bits.size(); ++at) {
    const std::uint8_t drawn = slices[at / 400].bits[at % 400];
    EXPECT_EQ(drawn & picture.bits[at], picture.bits[at]) << "no black dot may be lost";
    if (drawn != picture.bits[at]) ++changed;
  }
  EXPECT_EQ(changed, 399u);  // the last slice begins in the middle of a pair
}

TEST(Encode, AQrCodeIsDrawnWhereThePrinterCannotAndStandsInTheMiddle) {
  Profile profile = full_profile();
  profile.qr = QrWay::raster;
  const auto drawn = test::all_of<test::PaperPicture>(
      test::read_escpos(encoded(job_of({device::QrCode{"ZG1", 5}}), profile), {48, 576}));
  ASSERT_EQ(drawn.size(), 1u);
  EXPECT_EQ(drawn[0].width, 280 + 16);  // (576 - 16) / 2 on the left
  EXPECT_EQ(drawn[0].bits[34], 0x00);
  EXPECT_EQ(drawn[0].bits[35], 0xAA);
  // A content that a printer could take for a command is drawn too.
  const auto risky = encoded(job_of({device::QrCode{"a\x10\x04\x01z", 5}}), full_profile());
  EXPECT_EQ(test::all_of<test::PaperPicture>(test::read_escpos(risky, {48, 576})).size(), 1u);
  EXPECT_FALSE(encode(job_of({device::QrCode{std::string(513, 'x'), 5}}), profile, plain_rasteriser()));
  EXPECT_FALSE(encode(job_of({device::QrCode{"", 5}}), profile, plain_rasteriser()));
}

// By hand from the command set: GS h, GS w, GS H, then GS k with its length; in code set C a byte stands for two digits.
TEST(Encode, ABarcodeIsTheseBytesWhereThePrinterDrawsIt) {
  using device::Barcode;
  using device::BarcodeKind;
  struct Case { const char* content; std::string data; };
  for (const Case& c : {Case{"AB-12", "7b42" "41422d3132"},
                        Case{"123456", "7b43" "0c2238"},
                        Case{"12345", "7b42" "31" "7b43" "172d"},  // 1, then 23 and 45
                        Case{"{A", "7b42" "7b7b41"},
                        Case{"1604", "7b42" "31363034"},     // in set C it would be 10 04
                        Case{"A1605B", "7b42" "4131363035" "42"}}) {
    Profile profile = full_profile();
    profile.status = StatusWay::eot;
    profile.fence = Fence::none;
    profile.barcode = BarcodeWay::gs_k;
    const auto length = static_cast<std::uint8_t>(c.data.size() / 2);
    EXPECT_EQ(hex(encoded(job_of({Barcode{BarcodeKind::code128, c.content}}), profile)),
              "1b40" "1b6101" "1d6850" "1d7702" "1d4802" "1d6b49" + hex({std::byte{length}}) + c.data);
  }
  Profile profile = full_profile();
  profile.status = StatusWay::eot;
  profile.fence = Fence::none;
  profile.barcode = BarcodeWay::gs_k;
  EXPECT_EQ(hex(encoded(job_of({Barcode{BarcodeKind::ean13, "6901234567892", 64, 3}}), profile)),
            "1b40" "1b6101" "1d6840" "1d7703" "1d4802" "1d6b430d" "36393031323334353637383932");
}

TEST(Encode, ABarcodeThatIsNoneOrDoesNotFitIsRefused) {
  using device::Barcode;
  using device::BarcodeKind;
  for (const BarcodeWay way : {BarcodeWay::gs_k, BarcodeWay::raster}) {
    Profile profile = full_profile();
    profile.barcode = way;
    profile.dots = 384;
    profile.columns = 32;
    // 58 mm, two dots a module: 192 modules less 20 of white, start, check and stop leave twelve characters of set B.
    for (const Barcode& good : {Barcode{BarcodeKind::code128, "ABCDEFGHIJKL"}, Barcode{BarcodeKind::code128, "123456789012345678901234"},
                                Barcode{BarcodeKind::ean13, "6901234567892", 80, 3}})
      EXPECT_TRUE(encode(job_of({good}), profile, plain_rasteriser())) << good.content;
    for (const Barcode& bad : {Barcode{BarcodeKind::code128, "ABCDEFGHIJKLM"}, Barcode{BarcodeKind::code128, "12345678901234567890123456"},
                               Barcode{BarcodeKind::code128, ""}, Barcode{BarcodeKind::code128, "桃"},
                               Barcode{BarcodeKind::code128, std::string(41, '1')}, Barcode{BarcodeKind::ean13, "6901234567893"},
                               Barcode{BarcodeKind::ean13, "690123456789"}, Barcode{BarcodeKind::ean13, "69012345678x2"},
                               Barcode{BarcodeKind::ean13, "6901234567892", 80, 6}}) {
      const auto bytes = encode(job_of({bad}), profile, plain_rasteriser());
      ASSERT_FALSE(bytes) << bad.content;
      EXPECT_EQ(bytes.error().code, device::Errc::illegal);
    }
  }
}

TEST(Encode, FenceNumbersGoFrom0001To9999AndRoundAgain) {
  EXPECT_EQ(fence_number(1), 1);
  EXPECT_EQ(fence_number(9999), 9999);
  EXPECT_EQ(fence_number(10000), 1);
  EXPECT_EQ(fence_number(20001), 3);
  EXPECT_EQ(fence_number(0), 1);
}

}  // namespace
}  // namespace zhuangui::printer
