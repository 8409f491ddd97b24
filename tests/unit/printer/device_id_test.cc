#include "printer/device_id.h"

#include <gtest/gtest.h>

namespace zhuangui::printer {
namespace {

DeviceId read(const std::string& bytes) { return parse_device_id(std::as_bytes(std::span{bytes.data(), bytes.size()})); }

// The text of an Epson TM-T88V, 71 bytes; with its length 73 = 0x49.
const std::string text = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;DES:EPSON TM-T88V;SN:104;";
const DeviceId epson{"EPSON", "TM-T88V", "EPSON TM-T88V", {"ESC/POS"}};

TEST(DeviceId, IsReadWhateverThePrinterThinksItsLengthIs) {
  ASSERT_EQ(text.size(), 71u);
  struct Case { const char* note; std::string bytes; };
  const std::string nothing(400, '\0');
  for (const Case& c : {Case{"as the standard has it", std::string("\x00\x49", 2) + text},
                        Case{"little-endian", std::string("\x49\x00", 2) + text},
                        Case{"without the two bytes themselves", std::string("\x00\x47", 2) + text},
                        Case{"little-endian and without them", std::string("\x47\x00", 2) + text},
                        Case{"far too long", std::string("\x03\xFF", 2) + text},
                        Case{"both bytes too long", std::string("\x7F\x7F", 2) + text},
                        Case{"nought", std::string("\x00\x00", 2) + text},
                        Case{"no length at all", text},
                        Case{"the rest of its buffer after it", std::string("\x00\x49", 2) + text + nothing},
                        Case{"the rest of its buffer counted", std::string("\x01\xD9", 2) + text + nothing},
                        Case{"an old answer behind it", std::string("\x00\x49", 2) + text + "MDL:OLD;CMD:PCL;"}})
    EXPECT_EQ(read(c.bytes), epson) << c.note;
}

TEST(DeviceId, KeysAreShortOrLongInAnyCaseAndOrder) {
  const DeviceId want{"GPrinter", "GP-58", "58 mm", {"ESC/POS", "TSPL"}};
  for (const char* written : {"MFG:GPrinter;MDL:GP-58;DES:58 mm;CMD:ESC/POS,TSPL;", "MANUFACTURER:GPrinter;COMMAND SET:ESC/POS,TSPL;MODEL:GP-58;DESCRIPTION:58 mm;",
                              "mdl: GP-58 ; mfg:\tGPrinter; cmd: ESC/POS ,, TSPL ;des:58 mm", "CLS:PRINTER;1;;:x;MDL:GP-58;MDL:other;MFG:GPrinter;DES:58 mm;CMD:ESC/POS,TSPL;CMD:ZPL"})
    EXPECT_EQ(read(std::string("\x00\x00", 2) + written), want) << written;
}

TEST(DeviceId, WhatIsNoAnswerIsNothingAndWhatIsNotAsciiIsShownAsAQuestionMark) {
  for (const std::string& bytes : {std::string{}, std::string("\x00", 1), std::string("\x00\x02", 2), std::string(1'024, '\xFF'),
                                   std::string(2'000, 'A'), std::string("\x00\x0E", 2) + "no pair here"})
    EXPECT_TRUE(read(bytes).is_empty()) << bytes.size();
  const DeviceId odd = read(std::string("\x00\x00", 2) + "MFG:\x1B[2J\xBC\xD1;MDL:" + std::string(300, 'x') + ";CMD:" + std::string(100, ',') + "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r;");
  EXPECT_EQ(odd.maker, "?[2J??");
  EXPECT_EQ(odd.model, std::string(126, 'x'));
  EXPECT_EQ(odd.languages.size(), 16u);
}

TEST(DeviceId, ItsNameIsMakerAndModelOnce) {
  EXPECT_EQ(name_of(epson), "EPSON TM-T88V");
  EXPECT_EQ(name_of({"HPRT", "HPRT TP805", "", {}}), "HPRT TP805");
  EXPECT_EQ(name_of({"", "POS-80", "", {}}), "POS-80");
  EXPECT_EQ(name_of({"", "", "Thermal Printer", {}}), "Thermal Printer");
  EXPECT_EQ(name_of({}), "");
}

TEST(DeviceId, OnlyOneThatNamesNothingButLabelAndPageLanguagesSpeaksAnother) {
  struct Case { std::vector<std::string> languages; bool other; };
  for (const Case& c : {Case{{"TSPL"}, true}, Case{{"PJL", "PCL", "PostScript"}, true}, Case{{"tspl2"}, true}, Case{{"TSPL", "ESC/POS"}, false},
                        Case{{"ESC/POS"}, false}, Case{{"EPSON"}, false}, Case{{"XPP"}, false}, Case{{}, false}})
    EXPECT_EQ(speaks_other_language({"M", "X", "", c.languages}), c.other) << (c.languages.empty() ? "none" : c.languages[0]);
}

}  // namespace
}  // namespace zhuangui::printer
