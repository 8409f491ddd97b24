// Settings, card holders, quotas and orders: from the office's files to the section that their own counter alone gets.
#include <gtest/gtest.h>

#include "contract/card_hash.h"
#include "contract/secret.h"
#include "core/holders.h"
#include "core/orders.h"
#include "core/payment.h"
#include "core/pickups.h"
#include "core/quotas.h"
#include "county_desk.h"

namespace zhuangui::ingest {
namespace {

using support::must_have;

const std::string settings = "counter,rounding,shop_code,agreed_max_fen\nC-0001,jiao,true,2000\n";
const std::string holder_head =
    "reference,counter,masked_name,unit,card,card_until,authorised_from,authorised_until,day_cap_fen,month_cap_fen,pin_above_fen,pin,lost\n";
const std::string holders = holder_head +
                            "H-7Q2MK4,C-0001,王*,县人民医院,0010597059,2027-12-31,2026-01-01,,20000,50000,10000,2580,false\n"
                            "H-8Q2MK4,C-0001,李*,县人民医院,0010597060,2027-12-31,,,20000,50000,10000,,true\n"
                            "H-9Q2MK4,C-0002,赵*,县中学,0010597061,2027-12-31,2026-01-01,2026-12-31,20000,50000,10000,,false\n";
const std::string quotas =
    "reference,counter,batch,union,union_name,occasion,holder,cap_fen,categories,products,last_day,terminal,epoch\n"
    "Q-8K3M2P,C-0001,2026-中秋,U-0007,县人民医院工会,中秋慰问,H-7Q2MK4,30000,食用农产品;畜禽产品,,2026-09-30,T-0001,471000\n";
const std::string order_head = "number,counter,unit,unit_name,agent,amount_fen,first_day,last_day,fund_source,assistance_group\n";
const std::string orders = order_head + "CG-2026-0117,C-0001,U-0031,县中学食堂,A-5TT2KM,500000,2026-11-01,2026-11-30,partner,G-02\n";

const std::string pickup_head = "number,counter,code,goods,last_day,fund_source,unit,assistance_group\n";
const std::string pickups = pickup_head + "TH-7Q2MK4,C-0001,K7M2QX4T9A,P-HETAO:2:3500;P-JI:1:9000,2026-11-30,partner,U-0044,G-02\n"
                                          "TH-8Q2MK4,C-0002,K8M2QX4T9A,P-HETAO:1:0,2026-11-30,personal,,\n";

std::string published_to(support::CountyDesk& desk, const std::string& terminal, const std::string& name) {
  const auto manifest = must_have(contract::parse_manifest(must_have(desk.county->manifest(terminal)).text));
  for (const auto& section : manifest.sections)
    if (section.name == name) return must_have(desk.county->section(section.hash));
  return {};
}

void import_all(support::CountyDesk& desk) {
  EXPECT_EQ(must_have(desk.county->import_csv("settings", settings, "s.csv")), 1);
  EXPECT_EQ(must_have(desk.county->import_csv("holders", holders, "h.csv")), 3);
  EXPECT_EQ(must_have(desk.county->import_csv("quotas", quotas, "q.csv")), 1);
  EXPECT_EQ(must_have(desk.county->import_csv("orders", orders, "o.csv")), 1);
  EXPECT_EQ(must_have(desk.county->import_csv("pickups", pickups, "p.csv")), 2);
}

TEST(CounterLists, GoToTheirOwnCounterAloneAndNoCardOrPinLeavesTheOffice) {
  support::CountyDesk desk;
  support::WritingTerminal hospital{"", 10}, school{"", 40};
  desk.enrol(hospital, "C-0001");
  desk.enrol(school, "C-0002");
  import_all(desk);
  must_have(desk.county->publish());
  EXPECT_EQ(must_have(core::parse_settings_section(published_to(desk, hospital.name(), "settings"))), (core::CounterSettings{"C-0001", core::Rounding::jiao, true, core::Money::fen(2000)}));
  EXPECT_EQ(published_to(desk, school.name(), "settings"), "");
  EXPECT_EQ(published_to(desk, school.name(), "quotas"), "");
  EXPECT_EQ(published_to(desk, school.name(), "orders"), "");
  const std::string section = published_to(desk, hospital.name(), "holders");
  for (const char* secret : {"0010597059", "2580", "赵"}) EXPECT_EQ(section.find(secret), std::string::npos) << secret;
  const core::HolderList list = must_have(core::parse_holders_section(section));
  ASSERT_EQ(list.members.size(), 2u);
  const auto key = contract::from_hex<contract::Hash>(list.card_key);
  ASSERT_TRUE(key);
  const std::string card = contract::card_hash(*key, std::string_view{"\x00\x10\x59\x70\x59", 5});
  ASSERT_NE(list.with_card(card), nullptr) << "the card's bytes, as a reader gives them";
  EXPECT_EQ(list.with_card(card)->reference, "H-7Q2MK4");
  EXPECT_TRUE(contract::secret_fits(list.members[0].pin_hash, "2580"));
  EXPECT_EQ(list.lost, std::vector<std::string>{list.members[1].card_hash});
  EXPECT_FALSE(list.members[1].authorised_from);
  const core::HolderList others = must_have(core::parse_holders_section(published_to(desk, school.name(), "holders")));
  ASSERT_EQ(others.members.size(), 1u);
  EXPECT_NE(others.card_key, list.card_key);
  EXPECT_EQ(must_have(core::parse_quotas_section(published_to(desk, hospital.name(), "quotas"))).quotas.at(0).categories,
            (std::vector<std::string>{"食用农产品", "畜禽产品"}));
  EXPECT_EQ(must_have(core::parse_orders_section(published_to(desk, hospital.name(), "orders"))).orders.at(0).fund_source, core::FundSource::partner);
  const core::PickupList basket = must_have(core::parse_pickups_section(published_to(desk, hospital.name(), "pickups")));
  ASSERT_EQ(basket.pickups.size(), 1u) << "the school's slip is not the hospital's";
  EXPECT_EQ(basket.pickups[0].amount(), core::Money::fen(2 * 3'500 + 9'000));
}

TEST(CounterLists, ExportAndImportAndExportGiveTheSameBytes) {
  support::CountyDesk desk;
  import_all(desk);
  for (const char* list : {"settings", "holders", "quotas", "orders", "pickups"}) {
    const std::string exported = must_have(desk.county->export_csv(list));
    EXPECT_NE(exported.find("C-0001"), std::string::npos) << list;
    must_have(desk.county->import_csv(list, exported, "x.csv"));
    EXPECT_EQ(must_have(desk.county->export_csv(list)), exported) << list;
  }
}

TEST(CounterLists, AWrongRowChangesNothingAndIsNamedByItsPlace) {
  support::CountyDesk desk;
  import_all(desk);
  struct Case { const char* list; std::string text, place; };
  const std::string good = ",2027-12-31,2026-01-01,,20000,50000,10000,,false\n";
  const Case cases[] = {
      {"settings", "counter,rounding,shop_code,agreed_max_fen\nC-0001,fen,true,0\n", "x.csv:2:8: rounding"},
      {"settings", "counter,rounding,shop_code,agreed_max_fen\nC-0001,jiao,yes,0\n", "x.csv:2:13: shop_code"},
      {"settings", "counter,rounding,shop_code,agreed_max_fen\nC-0001,jiao,true,-1\n", "x.csv:2:18: agreed_max_fen"},
      {"holders", holder_head + "H-7Q2MK4,C-0001,王芳,县人民医院,0010597059" + good, "x.csv:2:17: masked_name"},
      {"holders", holder_head + "wang,C-0001,王*,县人民医院,0010597059" + good, "x.csv:2:1: reference"},
      {"holders", holder_head + "H-7Q2MK4,C-0001,王*,县人民医院,0010" + good, "x.csv:2:26: card"},
      {"holders", holder_head + "H-7Q2MK4,C-0001,王*,县人民医院,0010597059" + good + "H-8Q2MK4,C-0001,王*,县人民医院,0010597059" + good, "x.csv:3:26: card"},
      {"orders", order_head + "CG-1,C-0001,U-0031,县中学,A-5TT2KM,1,2026-11-01,2026-11-30,personal,\n", "x.csv:2:"},
      {"pickups", pickup_head + "TH-1,C-0001,K7M2QX4,P-1:1:1,2026-11-30,personal,,\n", "x.csv:2:13: code"},
      {"pickups", pickup_head + "TH-1,C-0001,k7m2qx4t9a,P-1:1:1,2026-11-30,personal,,\n", "x.csv:2:13: code"},
      {"pickups", pickup_head + "TH-1,C-0001,K7M2QX4T9A,,2026-11-30,personal,,\n", "x.csv:2:24: goods"},
      {"pickups", pickup_head + "TH-1,C-0001,K7M2QX4T9A,P-1:0:1,2026-11-30,personal,,\n", "x.csv:2:24: goods"},
      {"pickups", pickup_head + "TH-1,C-0001,K7M2QX4T9A,P-1:1,2026-11-30,personal,,\n", "x.csv:2:24: goods"},
      {"pickups", pickup_head + "TH-1,C-0001,K7M2QX4T9A,P-1:1:1,2026-11-30,union,,\n", "x.csv:2:43: fund_source"},
      {"pickups", pickup_head + "TH-1,C-0001,K7M2QX4T9A,P-1:1:1,2026-11-30,personal,,\nTH-2,C-0001,K7M2QX4T9A,P-1:1:1,2026-11-30,personal,,\n", "x.csv:3:13: code"},
      {"orders", order_head + "CG-1,C-0001,U-0031,县中学,A-5TT2KM,1,2026-11-30,2026-11-01,budget,\n", "x.csv:2:"}};
  for (const Case& one : cases) {
    const auto done = desk.county->import_csv(one.list, one.text, "x.csv");
    ASSERT_FALSE(done) << one.text;
    EXPECT_TRUE(done.error().cause.starts_with(one.place)) << one.text << " said " << done.error().cause;
  }
  EXPECT_NE(must_have(desk.county->export_csv("holders")).find("H-8Q2MK4"), std::string::npos) << "what was there stays";
}

}  // namespace
}  // namespace zhuangui::ingest
