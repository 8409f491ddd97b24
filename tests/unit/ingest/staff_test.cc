// The people of a counter, from the office's file to the section their own counter alone gets.
#include <gtest/gtest.h>

#include "contract/secret.h"
#include "county_desk.h"

namespace zhuangui::ingest {
namespace {

using support::must_have;

const std::string header = "reference,counter,number,name,badge,pin,rights\n";
const std::string two_people = header +
                               ",C-0001,1,王芳,00A1B2C3,,approve;refund\n"
                               "S-7Q2MK4,C-0001,02,李强,,2580,shift\n";

core::StaffList published_to(support::CountyDesk& desk, const std::string& terminal, bool* there = nullptr) {
  const auto manifest = must_have(contract::parse_manifest(must_have(desk.county->manifest(terminal)).text));
  for (const auto& section : manifest.sections)
    if (section.name == "staff") {
      if (there) *there = true;
      return must_have(core::parse_staff_section(must_have(desk.county->section(section.hash))));
    }
  if (there) *there = false;
  return {};
}

TEST(StaffList, GoesToTheirOwnCounterAloneAndNoPlainSecretLeavesTheOffice) {
  support::CountyDesk desk;
  support::WritingTerminal hospital{"", 10}, clinic{"", 40};
  desk.enrol(hospital, "C-0001");
  desk.enrol(clinic, "C-0002");
  EXPECT_EQ(must_have(desk.county->import_csv("staff", two_people, "s.csv")), 2);
  must_have(desk.county->publish());
  bool there = true;
  (void)published_to(desk, clinic.name(), &there);
  EXPECT_FALSE(there) << "nobody of that counter is in the list";
  const core::StaffList staff = published_to(desk, hospital.name(), &there);
  ASSERT_TRUE(there);
  ASSERT_EQ(staff.members.size(), 2u);
  EXPECT_EQ(staff.counter, "C-0001");
  EXPECT_EQ(staff.members[0].name, "李强") << "sorted by number, as text";
  EXPECT_EQ(staff.members[0].reference, "S-7Q2MK4");
  EXPECT_TRUE(contract::secret_fits(staff.members[0].pin_hash, "2580"));
  EXPECT_FALSE(contract::secret_fits(staff.members[0].pin_hash, "2581"));
  EXPECT_TRUE(contract::secret_fits(staff.members[1].badge_hash, std::string_view{"\0\xA1\xB2\xC3", 4})) << "the card's bytes, as a reader gives them";
  EXPECT_EQ(staff.members[1].rights, (std::vector<std::string>{"approve", "refund"}));
  const std::string exported = must_have(desk.county->export_csv("staff"));
  EXPECT_EQ(exported.find("2580"), std::string::npos);
  EXPECT_EQ(exported.find("00A1B2C3"), std::string::npos);
}

TEST(StaffList, ExportAndImportAndExportGiveTheSameBytes) {
  support::CountyDesk desk;
  must_have(desk.county->import_csv("staff", two_people, "s.csv"));
  const std::string exported = must_have(desk.county->export_csv("staff"));
  must_have(desk.county->import_csv("staff", exported, "s.csv"));
  EXPECT_EQ(must_have(desk.county->export_csv("staff")), exported);
}

TEST(StaffList, WhoHasNoReferenceYetGetsOneAtRandomAndKeepsIt) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till);
  must_have(desk.county->import_csv("staff", two_people, "s.csv"));
  must_have(desk.county->publish());
  const std::string given = published_to(desk, till.name()).with_number("1")->reference;
  EXPECT_EQ(given.size(), 10u);
  EXPECT_TRUE(given.starts_with("S-"));
  must_have(desk.county->import_csv("staff", two_people, "s.csv"));
  must_have(desk.county->publish());
  EXPECT_EQ(published_to(desk, till.name()).with_number("1")->reference, given) << "the same person under the same number";
  EXPECT_EQ(published_to(desk, till.name()).with_number("02")->reference, "S-7Q2MK4");
}

TEST(StaffList, AWrongRowChangesNothingAndIsNamedByItsPlace) {
  support::CountyDesk desk;
  must_have(desk.county->import_csv("staff", two_people, "s.csv"));
  struct Case { const char* row; const char* place; };
  const Case cases[] = {{",C-0001,1,王芳,,12,\n", "s.csv:2:15: pin"},
                        {",C-0001,1,王芳,,,\n", "s.csv:2:15: pin"},
                        {",C-0001,A1,王芳,,1234,\n", "s.csv:2:9: number"},
                        {",C-0001,1,王芳,XYZ,,\n", "s.csv:2:14: badge"},
                        {",C-0001,1,,,1234,\n", "s.csv:2:11: name"},
                        {"wang,C-0001,1,王芳,,1234,\n", "s.csv:2:1: reference"},
                        {",C-0001,1,王芳,,1234,\n,C-0001,1,李强,,1234,\n", "s.csv:3:1: reference"},
                        {"S-AAAAAA,C-0001,1,王芳,,1234,\nS-AAAAAA,C-0001,2,李强,,1234,\n", "s.csv:3:1: reference"}};
  for (const Case& one : cases) {
    const auto done = desk.county->import_csv("staff", header + one.row, "s.csv");
    ASSERT_FALSE(done) << one.row;
    EXPECT_TRUE(done.error().cause.starts_with(one.place)) << one.row << " said " << done.error().cause;
  }
  EXPECT_NE(must_have(desk.county->export_csv("staff")).find("李强"), std::string::npos) << "what was there stays";
}

TEST(ApprovingAct, TheCodeFitsTheKeyThatTheCounterWasGivenAndTheOfficesActIsWrittenDown) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till);
  must_have(desk.county->import_csv("staff", two_people, "s.csv"));
  must_have(desk.county->publish());
  contract::ApprovalAsked asked{"refund", core::Money::fen(1234), till.name(), "", "004711"};
  const std::string code = must_have(desk.county->approve_act(asked));
  asked.counter = "C-0001";
  const auto key = contract::from_hex<contract::Hash>(published_to(desk, till.name()).approval_key);
  ASSERT_TRUE(key);
  EXPECT_TRUE(contract::approval_code_fits(*key, asked, code));
  std::string acts;
  must_have(desk.county->export_journal("county", 0, [&](std::string_view text) { acts += text; }));
  EXPECT_NE(acts.find("approval.given"), std::string::npos);
  EXPECT_EQ(acts.find(code), std::string::npos) << "the code itself is written nowhere";
}

TEST(ApprovingAct, IsRefusedForATerminalNobodyKnowsAndForDigitsThatAreNone) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till);
  EXPECT_EQ(desk.county->approve_act({"refund", {}, "T-0099", "", "123456"}).error().code, core::Errc::not_found);
  for (const char* wrong : {"", "12345", "1234567", "12345a"})
    EXPECT_EQ(desk.county->approve_act({"refund", {}, till.name(), "", wrong}).error().code, core::Errc::invalid_input) << wrong;
  EXPECT_EQ(desk.county->approve_act({"refund", core::Money::fen(-1), till.name(), "", "123456"}).error().code, core::Errc::invalid_input);
}

}  // namespace
}  // namespace zhuangui::ingest
