#include "told.h"

namespace zhuangui::barcode {
namespace {

// Check digits by hand, e.g. 690123456789: 9*3+8+7*3+6+5*3+4+3*3+2+1*3+0+9*3+6 = 128 -> 2.
TEST(Decode, PackedGoodsBecomeFourteenDigits) {
  expect_all({
      {"EAN-13 without an id", "6901234567892", "", "goods 06901234567892"},
      {"EAN-13 by its id", "6901234567892", "E0", "goods 06901234567892"},
      {"EAN-13 in a QR code is goods too", "6901234567892", "Q1", "goods 06901234567892"},
      {"UPC-A, 12 digits", "036000291452", "", "goods 00036000291452"},
      {"UPC-A sent as 13", "0036000291452", "E0", "goods 00036000291452"},
      {"EAN-8: 9638507 weighs 27+6+9+8+15+0+21=86 -> 4", "96385074", "E4", "goods 00000096385074"},
      {"EAN-8 without an id", "96385074", "", "goods 00000096385074"},
      {"ITF-14 of a case, level 1", "16901234567899", "I1", "goods 16901234567899"},
      {"in-store number no layout claims", "2001234567893", "", "goods 02001234567893"},
      {"EAN-13 with its add-on", "690123456789212", "E3", "goods 06901234567892"},
      {"the scanner's suffix and a blank", " 6901234567892\r\n", "E0", "goods 06901234567892"},
      {"the AIM id in the text", "]E06901234567892", "", "goods 06901234567892"},
  });
}

TEST(Decode, CouponsAreNoGoods) {
  expect_all({
      {"99: 9*3+0+1*3+2+3*3+4+5*3+6+7*3+8+9*3+9 = 131 -> 9", "9987654321099", "E0", "unknown coupon 9987654321099"},
      {"981: 1*3+0+0+0+0+0+0+0+0+1+8*3+9 = 37 -> 3", "9810000000013", "E0", "unknown coupon 9810000000013"},
      {"978 is a book: 9783161484100", "9783161484100", "E0", "goods 09783161484100"},
      {"a case of 14 digits that begins with 98 is goods", "98000000000012", "I1", "goods 98000000000012"},
  });
}

TEST(Decode, EightDigitsAreToldApartByIdThenByCheckDigit) {
  // UPC-E 0 425261 4 stands for UPC-A 0 42100 00526 4: 3*(0+2+0+0+5+6)+(4+1+0+0+2) = 46 -> 4.
  expect_all({
      {"UPC-E alone, since the EAN-8 check digit would be 2", "04252614", "", "goods 00042100005264"},
      {"UPC-E by its id", "04252614", "E0", "goods 00042100005264"},
      {"EAN-8 by its id, but its digit is false", "04252614", "E4", "unknown check_digit 04252614"},
      {"neither", "96385075", "", "unknown check_digit 96385075"},
      {"UPC-E has number system 0 or 1 only", "24252614", "E0", "unknown check_digit 24252614"},
  });
}

TEST(Decode, AWrongDigitIsSaidToBeWrong) {
  expect_all({
      {"EAN-13", "6901234567893", "", "unknown check_digit 6901234567893"},
      {"UPC-A", "036000291453", "", "unknown check_digit 036000291453"},
      {"ITF-14", "16901234567890", "", "unknown check_digit 16901234567890"},
      {"scale label", "2101234005201", "", "unknown check_digit 2101234005201"},
      {"zeros only are no goods", "0000000000000", "", "unknown not_known 0000000000000"},
  });
}

TEST(Decode, ScaleLabelsGiveItemAndAmount) {
  expect_all({
      {"520 g of item 01234", "2101234005200", "", "weighed 01234 520"},
      {"12.80 yuan of item 01234", "2201234012809", "E0", "priced 01234 1280"},
      {"no weight is an error", "2101234000007", "", "unknown zero 2101234000007"},
      {"no price is an error", "2201234000004", "", "unknown zero 2201234000004"},
  });
}

TEST(Decode, PaymentCodesAreMaskedAndNeverGoods) {
  expect_all({
      {"WeChat", "134567890123456789", "", "payment wechat 13****6789"},
      {"WeChat, lowest and highest prefix", "100000000000000001", "Q1", "payment wechat 10****0001"},
      {"WeChat 15", "150000000000000002", "C0", "payment wechat 15****0002"},
      {"16 is WeChat's member card, not a payment", "163612345678901234", "", "unknown not_known 16****1234"},
      {"Alipay, 16 digits", "2800000000001234", "", "payment alipay 28****1234"},
      {"Alipay, 24 digits", "300000000000000000001234", "", "payment alipay 30****1234"},
      {"25 digits are too many", "2800000000000000000001234", "", "unknown not_known 28****1234"},
      {"Alipay by face", "fp0123456789012345678901234567890ab", "", "payment alipay fp****90ab"},
      {"UnionPay", "6212345678901234567", "", "payment unionpay 62****4567"},
      {"UnionPay EMV", "hQVDUFYwMWFzZGZnaGprbA==", "", "payment unionpay hQ****bA=="},
      {"e-CNY", "0123456789012345678", "", "payment ecny 01****5678"},
      {"bank card of 16 digits is no payment code, yet not shown", "6212345678901234", "", "unknown not_known 62****1234"},
      {"identity card with X", "50023819900101123X", "", "unknown not_known 50****123X"},
      {"a GS1-128 is never a payment: packed on the 89th of the 67th month", "134567890123456789", "C1", "false gs1 date 13"},
      {"an ITF is never a payment", "134567890123456789", "I0", "unknown not_known 13****6789"},
  });
}

TEST(Decode, OurReceiptsAreReadBackExactly) {
  expect_all({
      {"written by ourselves", receipt_code_text("T-0001-30-7", 42, "0123456789abcdef"), "Q1",
       "receipt T-0001-30-7 42 0123456789abcdef"},
      {"a pick-up slip", pickup_code_text("K7M2QX4T9A"), "Q1", "pickup K7M2QX4T9A"},
      {"a pick-up slip of 32", "ZG2|ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", "", "pickup ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"},
      {"a pick-up code too short", "ZG2|K7M2QX4", "", "unknown not_known ZG2|K7M2QX4"},
      {"a pick-up code in small letters", "ZG2|k7m2qx4t9a", "", "unknown not_known ZG2|k7m2qx4t9a"},
      {"highest number", "ZG1|A|9223372036854775807|0123456789abcdef", "", "receipt A 9223372036854775807 0123456789abcdef"},
      {"number too high", "ZG1|A|9223372036854775808|0123456789abcdef", "",
       "unknown not_known ZG1|A|92****5808|0123456789abcdef"},
      {"number with a zero in front", "ZG1|A|042|0123456789abcdef", "", "unknown not_known ZG1|A|042|0123456789abcdef"},
      {"no sale", "ZG1||42|0123456789abcdef", "", "unknown not_known ZG1||42|0123456789abcdef"},
      {"hash in capitals", "ZG1|A|42|0123456789ABCDEF", "", "unknown not_known ZG1|A|42|0123456789ABCDEF"},
      {"hash too short", "ZG1|A|42|0123", "", "unknown not_known ZG1|A|42|0123"},
      {"one bar only", "ZG1|A", "", "unknown not_known ZG1|A"},
  });
}

TEST(Decode, OtherTextsAreUnknownAndFitToBeShown) {
  expect_all({
      {"nothing", "", "", "unknown empty "},
      {"text", "hello", "C0", "unknown not_known hello"},
      {"seven digits", "1234567", "", "unknown not_known 1234567"},
      {"control characters and a lone byte", std::string("A\x1D" "B\xFF"), "", "unknown not_known A?B?"},
      {"Chinese stays", "巫溪", "Q1", "unknown not_known 巫溪"},
      {"add-on alone", "12", "E1", "unknown not_known 12"},
      {"21 characters of three bytes are 63, one more would be cut in two", std::string(64, 'x') + "巫", "",
       "unknown not_known xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
  });
  EXPECT_EQ(told(decode(std::string(2049, 'x'))), "unknown too_long " + std::string(64, 'x'));
  EXPECT_EQ(told(decode("hQVDUFYwMQ" + std::string(2040, 'A'))), "unknown too_long hQ****AAAA")
      << "too long, and still not shown";
}

TEST(ExpandUpcE, FollowsTheLastDigit) {
  struct Row { const char* upc_e; const char* upc_a; };
  // UPC-A by the rule of each last digit, check digit reckoned by hand.
  for (const Row& row : {Row{"01234505", "012000003455"}, Row{"01234514", "012100003454"}, Row{"01234531", "012300000451"},
                         Row{"01234543", "012340000053"}, Row{"01234565", "012345000065"}, Row{"01234558", "012345000058"},
                         Row{"0123456", ""}, Row{"0123456x", ""}})
    EXPECT_EQ(expand_upc_e(row.upc_e), row.upc_a) << row.upc_e;
}

}  // namespace
}  // namespace zhuangui::barcode
