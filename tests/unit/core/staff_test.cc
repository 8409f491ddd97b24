// Section staff: who may what at a counter, and the bodies of the entries that name them.
#include <gtest/gtest.h>

#include "core/staff.h"

namespace zhuangui::core {
namespace {

StaffList two_people() {
  return {"C-0001", std::string(64, 'a'),
          {{"S-AAAAAA", "1", "王芳", "$argon2id$b", "$argon2id$p", {"refund", "shift"}},
           {"S-BBBBBB", "02", "李强", "", "$argon2id$q", {"approve", "a_right_of_next_year"}}}};
}

TEST(Staff, TheSectionIsReadBackAsItWasWritten) {
  const StaffList staff = two_people();
  const auto again = parse_staff_section(staff_section(staff));
  ASSERT_TRUE(again) << again.error().cause;
  EXPECT_EQ(*again, staff);
  EXPECT_EQ(staff_section(*again), staff_section(staff));
}

TEST(Staff, PeopleAreFoundByReferenceAndByTheNumberExactlyAsItStands) {
  const StaffList staff = two_people();
  EXPECT_EQ(staff.find("S-BBBBBB")->name, "李强");
  EXPECT_EQ(staff.find("S-CCCCCC"), nullptr);
  EXPECT_EQ(staff.with_number("02")->name, "李强");
  EXPECT_EQ(staff.with_number("2"), nullptr);
}

TEST(Staff, APersonMayWhatTheListSaysAndNothingElse) {
  const StaffList staff = two_people();
  EXPECT_TRUE(staff.members[0].may(right::refund));
  EXPECT_FALSE(staff.members[0].may(right::approve));
  EXPECT_TRUE(staff.members[1].may("a_right_of_next_year")) << "rights are data";
  EXPECT_FALSE(staff.members[1].may(""));
}

TEST(Staff, AListThatContradictsItselfIsRefusedWhole) {
  struct Case { const char* what; void (*spoil)(StaffList&); };
  const Case cases[] = {
      {"a reference twice", [](StaffList& staff) { staff.members[1].reference = staff.members[0].reference; }},
      {"a number twice", [](StaffList& staff) { staff.members[1].number = "1"; }},
      {"a number of letters", [](StaffList& staff) { staff.members[0].number = "A1"; }},
      {"no number", [](StaffList& staff) { staff.members[0].number = ""; }},
      {"a number of seven digits", [](StaffList& staff) { staff.members[0].number = "1234567"; }},
      {"no reference", [](StaffList& staff) { staff.members[0].reference = ""; }},
      {"neither badge nor PIN", [](StaffList& staff) { staff.members[1].pin_hash = ""; }},
      {"41 people", [](StaffList& staff) {
         staff.members.clear();
         for (int i = 0; i < 41; ++i) staff.members.push_back({"S-" + std::to_string(100'000 + i), std::to_string(i), "人", "", "$argon2id$", {}});
       }}};
  for (const Case& one : cases) {
    StaffList staff = two_people();
    one.spoil(staff);
    EXPECT_FALSE(parse_staff_section(staff_section(staff))) << one.what;
  }
  EXPECT_FALSE(parse_staff_section("{}"));
  EXPECT_FALSE(parse_staff_section(R"({"counter":"C-0001","approval_key":""})"));
  EXPECT_FALSE(parse_staff_section("["));
}

TEST(Staff, APinHasFourToEightDigits) {
  EXPECT_TRUE(is_pin("1234"));
  EXPECT_TRUE(is_pin("12345678"));
  for (const char* wrong : {"", "123", "123456789", "12a4", "１２３４", " 1234"}) EXPECT_FALSE(is_pin(wrong)) << wrong;
}

TEST(Staff, EntriesNamePeopleByReferenceAlone) {
  EXPECT_EQ(operator_entered_body("S-AAAAAA", "badge"), R"({"operator":"S-AAAAAA","how":"badge"})");
  EXPECT_EQ(operator_left_body("S-AAAAAA", "switch"), R"({"operator":"S-AAAAAA","cause":"switch"})");
  EXPECT_EQ(act_approved_body({"refund", Money::fen(1234), "S-AAAAAA", "S-BBBBBB", "pin", ""}),
            R"({"act":"refund","amount_fen":1234,"operator":"S-AAAAAA","second":"S-BBBBBB","how":"pin","challenge":""})");
}

}  // namespace
}  // namespace zhuangui::core
