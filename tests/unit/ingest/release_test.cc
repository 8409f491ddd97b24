// Releases: a version for everybody, a manifest for each terminal, sections by their hash.
#include <algorithm>
#include <gtest/gtest.h>

#include "core/promotions.h"
#include "county_desk.h"

namespace zhuangui::ingest {
namespace {

using support::must_have;

contract::Manifest manifest_of(support::CountyDesk& desk, const std::string& terminal) {
  const auto signed_manifest = must_have(desk.county->manifest(terminal));
  const auto made = must_have(desk.county->status()).county;
  EXPECT_TRUE(contract::verify_manifest(made.working_key, made.reserve_key, signed_manifest));
  return must_have(contract::parse_manifest(signed_manifest.text));
}

TEST(Release, ATerminalGetsItsOwnCountersSectionAndWhatEverybodyGets) {
  support::CountyDesk desk;
  support::WritingTerminal hospital{"", 10}, clinic{"", 40};
  desk.enrol(hospital, "C-0001");
  desk.enrol(clinic, "C-0002");
  const auto first = manifest_of(desk, hospital.name());
  const auto second = manifest_of(desk, clinic.name());
  EXPECT_EQ(first.version, 1) << "a terminal enrolled after a publication gets that version at once";
  EXPECT_EQ(first.counter, "C-0001");
  ASSERT_EQ(first.sections.size(), 3u);
  EXPECT_EQ(first.sections[0], second.sections[0]);
  EXPECT_NE(first.sections[2].hash, second.sections[2].hash);
  std::map<std::string, std::string> bytes;
  for (const auto& section : first.sections) {
    bytes[section.name] = must_have(desk.county->section(section.hash));
    EXPECT_EQ(contract::blake2b(bytes[section.name]), section.hash);
    EXPECT_EQ(static_cast<std::int64_t>(bytes[section.name].size()), section.bytes);
  }
  const auto catalogue = must_have(core::Catalogue::from_sections(1, bytes.at("products"), bytes.at("prices")));
  EXPECT_EQ(catalogue.products().size(), 2u);
  EXPECT_EQ(catalogue.find("P-YANGYU")->aliases, (std::vector<std::string>{"马铃薯", "土豆"}));
  EXPECT_EQ(catalogue.find("P-YANGYU")->initials, (std::vector<std::string>{"wxyy", "mls", "td"}));
  EXPECT_EQ(must_have(core::parse_counter_section(bytes.at("counter"))).name, "县人民医院 1 号柜");
}

TEST(Release, EveryPublicationIsANewVersionAndOldSectionsStay) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till);
  const auto before = manifest_of(desk, till.name());
  must_have(desk.county->import_csv("prices",
                                    "product,unit,unit_price_fen,valid_from,valid_until\n"
                                    "P-HETAO,piece,3900,2026-01-01T00:00:00,\nP-YANGYU,kilogram,598,2026-01-01T00:00:00,\n",
                                    "p.csv"));
  EXPECT_EQ(manifest_of(desk, till.name()), before) << "an import alone changes no terminal";
  const auto published = must_have(desk.county->publish());
  EXPECT_EQ(published.release, 2);
  EXPECT_EQ(published.terminals, 1);
  const auto after = manifest_of(desk, till.name());
  EXPECT_EQ(after.version, 2);
  EXPECT_EQ(after.sections[0], before.sections[0]);
  EXPECT_NE(after.sections[1].hash, before.sections[1].hash);
  EXPECT_TRUE(desk.county->section(before.sections[1].hash)) << "a terminal may still be fetching it";
}

/// As much of a PNG as the county looks at.
std::string png(int side) {
  std::string file{"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\0\0\0\0\0", 24};
  file[18] = file[22] = static_cast<char>(side >> 8);
  file[19] = file[23] = static_cast<char>(side & 255);
  return file;
}

TEST(Release, PicturesGoOutWithTheGoodsTheyAreOfAsTheyCame) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till);
  EXPECT_EQ(manifest_of(desk, till.name()).sections.size(), 3u) << "none were imported";
  const std::vector<core::Picture> put{{"P-HETAO", png(320)}, {"P-OLD", png(64)}};
  EXPECT_EQ(must_have(desk.county->import_pictures(put)), 2);
  EXPECT_EQ(must_have(desk.county->pictures()), put);
  must_have(desk.county->publish());
  const auto manifest = manifest_of(desk, till.name());
  ASSERT_EQ(manifest.sections.size(), 4u);
  EXPECT_EQ(manifest.sections[2].name, "pictures");
  const std::string bytes = must_have(desk.county->section(manifest.sections[2].hash));
  EXPECT_EQ(contract::blake2b(bytes), manifest.sections[2].hash);
  const auto book = must_have(core::PictureBook::parse(bytes));
  EXPECT_EQ(book.size(), 1u) << "P-OLD is not among the goods";
  EXPECT_EQ(book.file("P-HETAO"), png(320));
}

TEST(Release, APictureThatATerminalWouldRefuseIsNotImportedNorAreTheOthers) {
  support::CountyDesk desk;
  must_have(desk.county->import_pictures({{"P-HETAO", png(320)}}));
  for (const std::vector<core::Picture>& wrong : std::vector<std::vector<core::Picture>>{{{"P-A", png(64)}, {"P-B", "GIF89a"}}, {{"P-A", png(2000)}}, {{"P A", png(64)}}, {{"P-A", png(64)}, {"P-A", png(65)}}}) {
    const auto done = desk.county->import_pictures(wrong);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, core::Errc::invalid_input);
    EXPECT_FALSE(done.error().remedy.empty());
  }
  EXPECT_EQ(must_have(desk.county->pictures()).size(), 1u) << "what was there stays";
}

TEST(Release, WhatDoesNotFitTogetherIsNotPublished) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till, "C-0002");
  const auto before = manifest_of(desk, till.name());
  must_have(desk.county->import_csv("prices", "product,unit,unit_price_fen,valid_from,valid_until\nP-NIX,piece,1,2026-01-01T00:00:00,\n", "p.csv"));
  EXPECT_EQ(desk.county->publish().error().code, core::Errc::invalid_input) << "a price of an unknown product";
  must_have(desk.county->import_csv("prices", "product,unit,unit_price_fen,valid_from,valid_until\nP-HETAO,piece,1,2026-01-01T00:00:00,\n", "p.csv"));
  must_have(desk.county->import_csv("counters", "id,name,site,address,phone,firm,county_phone\nC-0001,x,,,,,\n", "c.csv"));
  EXPECT_EQ(desk.county->publish().error().code, core::Errc::invalid_input) << "an active terminal's counter is gone";
  EXPECT_EQ(manifest_of(desk, till.name()), before);
  EXPECT_EQ(must_have(desk.county->status()).county.release, 1) << "a publication that failed uses no version up";
}

TEST(Release, PromotionsAndBandsAreSectionsThatATerminalReadsAndAreRefusedForUnknownGoods) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till, "C-0001");
  const std::string header = "id,name,kind,valid_from,valid_until,order,exclusive_group,counters,buyer_classes,products,categories,below_floor,base_reason,terms\n";
  const std::string row = "S-1,助农急销,shelf_price,2026-11-01T00:00:00,2026-12-01T00:00:00,0,,,,,,false,,";
  must_have(desk.county->import_csv("bands", "product,unit,low_fen,high_fen,floor_fen\nP-HETAO,piece,3000,4500,2500\n", "b.csv"));
  for (const char* bad : {"P-NIX:piece:1", "P-HETAO:kilogram:1"}) {
    must_have(desk.county->import_csv("promotions", header + row + bad + "\n", "p.csv"));
    EXPECT_EQ(desk.county->publish().error().code, core::Errc::invalid_input) << bad;
  }
  must_have(desk.county->import_csv("promotions", header + row + "P-HETAO:piece:3500\n", "p.csv"));
  must_have(desk.county->publish());
  std::map<std::string, std::string> sections;
  for (const auto& section : manifest_of(desk, till.name()).sections) sections[section.name] = must_have(desk.county->section(section.hash));
  const auto goods = must_have(core::Catalogue::from_sections(2, sections["products"], sections["prices"], "C-0001"));
  const auto rules = must_have(core::PriceRules::fitting(must_have(core::parse_promotions_section(sections["promotions"])), goods));
  ASSERT_EQ(rules.promotions().size(), 1u);
  EXPECT_EQ(rules.promotions()[0].name, "助农急销");
  ASSERT_NE(rules.floor_of("P-HETAO"), nullptr);
  EXPECT_EQ(*rules.floor_of("P-HETAO"), core::UnitPrice{core::PerPiece{core::Money::fen(2500)}});
}

TEST(Release, NothingImportedIsNothingPublished) {
  const support::TemporaryFolder folder{"zhuangui-county"};
  const auto environment = system_environment();
  const auto made = must_have(County::init(folder.path() + "/county", environment));
  EXPECT_NE(made.working_key, made.reserve_key);
  EXPECT_TRUE(contract::load_key(made.reserve_key_file)) << "kept once, for taking it away";
  const auto county = must_have(County::open(folder.path() + "/county", County::Mode::office, environment));
  EXPECT_EQ(county->publish().error().code, core::Errc::not_found);
  EXPECT_EQ(county->manifest("T-0001").error().code, core::Errc::not_found);
  EXPECT_TRUE(must_have(county->verify()).ok);
}

}  // namespace
}  // namespace zhuangui::ingest
