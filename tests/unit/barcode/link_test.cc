#include "told.h"

namespace zhuangui::barcode {
namespace {

const std::string at = "https://id.gs1.org";

TEST(Links, AGs1DigitalLinkIsReadOnAnyHostUnderAnyStem) {
  expect_all({
      {"goods", at + "/01/06901234567892", "Q1", "link id.gs1.org (01)06901234567892"},
      {"all there is", at + "/01/06901234567892/22/2A/10/A1/21/S1?17=261231&3103=000520&s4t=x#top", "Q1",
       "link id.gs1.org (01)06901234567892(22)2A(10)A1(21)S1(17)261231(3103)000520"},
      {"a stem and a port", "http://zs.example.cn:8080/shop/en/01/06901234567892/21/S1", "Q1",
       "link zs.example.cn (01)06901234567892(21)S1"},
      {"capitals", "HTTPS://ID.GS1.ORG/01/06901234567892", "Q1", "link id.gs1.org (01)06901234567892"},
      {"old names of keys", at + "/gtin/06901234567892/cpv/2A/lot/A1/ser/S1?exp=261231", "Q1",
       "link id.gs1.org (01)06901234567892(22)2A(10)A1(21)S1(17)261231"},
      {"GTIN-13, 12 and 8 in old ones", at + "/01/6901234567892", "Q1", "link id.gs1.org (01)06901234567892"},
      {"12", at + "/01/036000291452", "Q1", "link id.gs1.org (01)00036000291452"},
      {"8", at + "/01/96385074", "Q1", "link id.gs1.org (01)00000096385074"},
      {"%XX in a value", at + "/01/06901234567892/10/A%2F1%25", "Q1", "link id.gs1.org (01)06901234567892(10)A/1%"},
      {"third party serial", at + "/01/06901234567892/235/T1", "Q1", "link id.gs1.org (01)06901234567892(235)T1"},
      {"a place with its extension", at + "/414/6901234567892/254/3", "Q1", "link id.gs1.org (414)6901234567892(254)3"},
      {"a part", at + "/8010/6901AB/8011/12", "Q1", "link id.gs1.org (8010)6901AB(8011)12"},
      {"a coupon", at + "/255/6901234567892123", "Q1", "link id.gs1.org (255)6901234567892123"},
      {"semicolons", at + "/01/06901234567892?17=261231;10=A1", "Q1", "link id.gs1.org (01)06901234567892(17)261231(10)A1"},
  });
}

TEST(Links, WhatIsWrongWithALinkIsTold) {
  expect_all({
      {"check digit", at + "/01/06901234567893", "Q1", "false link check_digit 01"},
      {"qualifiers out of order", at + "/01/06901234567892/21/S1/10/A1", "Q1", "false link order 10"},
      {"qualifiers of two alternatives", at + "/01/06901234567892/22/2A/235/T1", "Q1", "false link order 235"},
      {"a qualifier of another key", at + "/00/106141412345678908/21/S1", "Q1", "false link order 21"},
      {"a qualifier twice", at + "/01/06901234567892/10/A1/10/A1", "Q1", "false link order 10"},
      {"a serial in the query", at + "/01/06901234567892?21=S1", "Q1", "false link order 21"},
      {"a key twice", at + "/01/06901234567892?17=261231&17=261231", "Q1", "false link repeated 17"},
      {"in the path and in the query", at + "/01/06901234567892/10/A1?10=A2", "Q1", "false link repeated 10"},
      {"digits that are no AI", at + "/01/06901234567892?9999=1", "Q1", "false link unknown_ai 9999"},
      {"a false %XX", at + "/01/06901234567892/10/A%2", "Q1", "false link percent 10"},
      {"a date", at + "/01/06901234567892?17=261331", "Q1", "false link date 17"},
      {"an empty lot", at + "/01/06901234567892/10/", "Q1", "false link length 10"},
  });
}

TEST(Links, AnyOtherAddressIsATraceLinkOfWhichOnlyTheHostIsKept) {
  expect_all({
      {"a compressed one", at + "/DBHKVAdpQgqGUSoFeaYOlNY", "Q1", "false link compressed"},
      {"what may be one elsewhere is an address", "https://zs.example.cn/DBHKVAdpQgqGUSoFeaYOlNY", "Q1", "trace zs.example.cn  "},
      {"no key", "https://zs.example.cn/q?id=123", "Q1", "trace zs.example.cn  "},
      {"a key's digits without a key's value", "https://zs.example.cn/01/5", "Q1", "trace zs.example.cn  "},
      {"letters where a GTIN stands", "https://zs.example.cn/01/ABCDEFGHIJKLMN", "Q1", "trace zs.example.cn  "},
      {"no path at all", "http://zs.example.cn", "", "trace zs.example.cn  "},
      {"a user in front is no host", "http://shop.cn@evil.example/x", "", "trace evil.example  "},
      {"no host", "http:///x", "", "unknown not_known http:///x"},
      {"another scheme", "weixin://x/01/06901234567892", "Q1", "unknown not_known weixin://x/01/06901234567892"},
      {"a host that is none", "http://a b/", "", "unknown not_known http://a b/"},
  });
}

TEST(Links, TraceRulesSayWhereProductAndLotStand) {
  DecodeSettings settings;
  settings.trace_rules = {{"zs.example.cn", "/q", "id", "batch"}, {".nongye.example", "/", "gtin", ""}};
  expect_all({
      {"both", "https://zs.example.cn/q?x=1&id=P-HETAO&batch=A%2D1", "Q1", "trace zs.example.cn P-HETAO A-1"},
      {"a field that is not there", "https://zs.example.cn/q/2?id=P-HETAO", "Q1", "trace zs.example.cn P-HETAO "},
      {"another path", "https://zs.example.cn/r?id=P-HETAO", "Q1", "trace zs.example.cn  "},
      {"below a host", "http://wx.nongye.example/a?gtin=06901234567892", "Q1", "trace wx.nongye.example 06901234567892 "},
      {"the host itself is not below it", "http://nongye.example/a?gtin=06901234567892", "Q1", "trace nongye.example  "},
      {"an end that only looks like it", "http://badnongye.example/a?gtin=1", "Q1", "trace badnongye.example  "},
      {"a rule comes before a Digital Link", "https://zs.example.cn/q/01/06901234567892?id=P-JI", "Q1", "trace zs.example.cn P-JI "},
      {"a number of a person or an account is no product", "https://zs.example.cn/q?id=134567890123456789", "Q1",
       "trace zs.example.cn  "},
  }, settings);
}

}  // namespace
}  // namespace zhuangui::barcode
