#include <gtest/gtest.h>

#include <map>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

const std::string wang = "S-AAAAAA", li = "S-BBBBBB", zhao = "S-CCCCCC";
const std::string wangs_badge{"\xA1\xB2\xC3"}, lis_badge{"\x01\x02\x03"};

std::shared_ptr<const core::StaffList> people() {
  return std::make_shared<const core::StaffList>(core::StaffList{
      "C-0001", std::string(64, '7'),
      {{wang, "12", "王芳", "hash of a badge 1", "hash of 2580", {"shift"}},
       {li, "3", "李强", "hash of a badge 2", "hash of 1111", {"approve", "settings"}},
       {zhao, "4", "赵敏", "", "hash of 4444", {}}}});
}

/// What the shell would answer: a text fits the hash that names it.
struct Counter : Stand {
  int wrong = 0;
  std::string good_code = "12345678";
  std::vector<std::string> recorded;

  Counter() {
    till = {};
    feed(CatalogueReplaced{zhuangui::support::shelf()});
    feed(StaffReplaced{people()});
    feed(Ready{"T-0001", 471'000, 1, {}, {}});
    answer();
  }
  static bool fits(const std::string& hash, const std::string& text) {
    if (text == wangs_badge) return hash == "hash of a badge 1";
    if (text == lis_badge) return hash == "hash of a badge 2";
    return hash == "hash of " + text;
  }
  void answer() {
    const std::vector<Effect> asked = std::exchange(last_effects, {});
    for (const Effect& effect : asked) {
      if (const auto* record = std::get_if<Record>(&effect)) recorded.push_back(std::string{record->kind} + " " + record->body);
      if (const auto* check = std::get_if<CheckStaff>(&effect)) {
        std::string found;
        for (const auto& one : check->candidates)
          if (fits(one.hash, check->text)) found = one.reference;
        wrong = found.empty() ? wrong + 1 : 0;
        feed(StaffChecked{found, check->kind, wrong});
        answer();
      } else if (const auto* code = std::get_if<CheckApprovalCode>(&effect)) {
        const bool right = code->code == good_code;
        wrong = right ? 0 : wrong + 1;
        feed(ApprovalCodeChecked{right, wrong});
        answer();
      }
    }
  }
  void press(Intent intent) {
    ask(std::move(intent));
    answer();
  }
  void enter(const char* digits) {
    key_in(digits);
    press(ConfirmPin{});
  }
  void badge(const std::string& bytes) {
    feed(Scanned{barcode::CardCode{{bytes.begin(), bytes.end()}, "…"}});
    answer();
  }
  /// Towards an act that 王芳 has no right to.
  void ask_for_settings() {
    if (till.state == State::locked) badge(wangs_badge);
    press(OpenMore{});
    press(OpenSettings{});
  }
};

TEST(StaffLogin, WithAListOfPeopleItBeginsLockedAndABadgeOrNumberAndPinOpensIt) {
  Counter stand;
  EXPECT_EQ(stand.till.state, State::locked);
  stand.press(OpenLock{});
  EXPECT_EQ(stand.till.state, State::locked) << "a touch alone opens nothing";
  stand.enter("12");
  EXPECT_EQ(stand.till.staff.number, "12");
  EXPECT_EQ(stand.count<CheckStaff>(), 0u) << "nothing is compared before the PIN";
  stand.enter("2580");
  EXPECT_EQ(stand.till.state, State::idle);
  EXPECT_EQ(stand.till.staff.operator_reference, wang);
  EXPECT_EQ(stand.recorded, std::vector<std::string>{R"(operator.entered {"operator":"S-AAAAAA","how":"pin"})"});
  EXPECT_TRUE(stand.till.entered.empty());
}

TEST(StaffLogin, AQuickSwitchWritesThatOneLeftAndTheOtherCame) {
  Counter stand;
  stand.badge(wangs_badge);
  stand.scan(support::walnuts);
  stand.press(LockScreen{});
  stand.badge(lis_badge);
  EXPECT_EQ(stand.till.state, State::selling) << "the cart goes on";
  EXPECT_EQ(stand.till.staff.operator_reference, li);
  EXPECT_EQ(stand.recorded, (std::vector<std::string>{R"(operator.entered {"operator":"S-AAAAAA","how":"badge"})",
                                                      R"(operator.left {"operator":"S-AAAAAA","cause":"switch"})",
                                                      R"(operator.entered {"operator":"S-BBBBBB","how":"badge"})"}));
}

TEST(StaffLogin, LockingKeepsWhoIsInAndTheSameOneOpensItWithoutAnEntry) {
  Counter stand;
  stand.badge(wangs_badge);
  stand.recorded.clear();
  stand.press(LockScreen{});
  EXPECT_EQ(stand.till.staff.operator_reference, wang);
  stand.enter("12");
  stand.enter("2580");
  EXPECT_EQ(stand.till.state, State::idle);
  EXPECT_TRUE(stand.recorded.empty());
}

TEST(StaffLogin, LoggingOutLeavesTheScreenLockedWithNobodyIn) {
  Counter stand;
  stand.badge(wangs_badge);
  stand.press(OpenMore{});
  stand.press(OpenLogin{});
  stand.recorded.clear();
  stand.press(LogOut{});
  EXPECT_EQ(stand.till.state, State::locked);
  EXPECT_TRUE(stand.till.staff.operator_reference.empty());
  EXPECT_EQ(stand.recorded, std::vector<std::string>{R"(operator.left {"operator":"S-AAAAAA","cause":"logout"})"});
  stand.press(LogOut{});
  EXPECT_EQ(stand.recorded.size(), 1u) << "nobody is in: nobody leaves";
}

TEST(StaffLogin, AWrongPinAWrongNumberAndAStrangeBadgeAreTheSameAndTheFifthMakesItWait) {
  Counter stand;
  stand.enter("12");
  stand.enter("9999");
  EXPECT_TRUE(stand.says("pin_wrong"));
  EXPECT_EQ(stand.till.staff.number, "12") << "the PIN alone is typed again";
  stand.press(Back{});
  EXPECT_TRUE(stand.till.staff.number.empty());
  stand.enter("777");
  stand.enter("2580");
  EXPECT_EQ(stand.wrong, 2) << "a number nobody has is compared with nothing and counts";
  for (int i = 0; i < 3; ++i) stand.badge("zzz");
  EXPECT_EQ(stand.wrong, 5);
  const auto asked = stand.count<CheckStaff>();
  stand.badge(wangs_badge);
  EXPECT_EQ(stand.count<CheckStaff>(), asked) << "not even the right one is tried now";
  EXPECT_EQ(stand.till.state, State::locked);
  stand.wait(30'000);
  stand.badge(wangs_badge);
  EXPECT_EQ(stand.till.state, State::idle);
}

TEST(StaffLogin, WhoHasNoPinGetsInByBadgeAlone) {
  Counter stand;
  auto list = *people();
  list.members[0].pin_hash.clear();
  stand.feed(StaffReplaced{std::make_shared<const core::StaffList>(list)});
  stand.enter("12");
  stand.enter("2580");
  EXPECT_EQ(stand.till.state, State::locked);
  stand.badge(wangs_badge);
  EXPECT_EQ(stand.till.state, State::idle);
}

TEST(StaffLogin, ThePinOfTheCounterOpensNothingWhereThePeopleAreKnown) {
  Counter stand;
  stand.feed(LockRead{true, true, 0});
  stand.key_in("2580");
  stand.press(ConfirmPin{});
  EXPECT_EQ(stand.count<CheckSecret>(), 0u);
  EXPECT_EQ(stand.till.state, State::locked);
}

TEST(StaffLogin, ANewListThatDoesNotNameThemTakesThemOut) {
  Counter stand;
  stand.badge(wangs_badge);
  stand.recorded.clear();
  auto list = *people();
  list.members.erase(list.members.begin());
  stand.feed(StaffReplaced{std::make_shared<const core::StaffList>(list)});
  stand.answer();
  EXPECT_TRUE(stand.till.staff.operator_reference.empty());
  EXPECT_EQ(stand.recorded, std::vector<std::string>{R"(operator.left {"operator":"S-AAAAAA","cause":"list"})"});
}

TEST(StaffLogin, TheFirstListThatComesLocksAnIdleScreenAndInterruptsNoCart) {
  Stand idle, selling;
  idle.feed(StaffReplaced{people()});
  EXPECT_EQ(idle.till.state, State::locked);
  selling.scan(support::walnuts);
  selling.feed(StaffReplaced{people()});
  EXPECT_EQ(selling.till.state, State::selling);
}

TEST(StaffLogin, TheSaleSaysUnderWhoseHandsItWasMade) {
  Counter stand;
  stand.badge(wangs_badge);
  stand.scan(support::walnuts);
  stand.press(Checkout{});
  stand.press(QuickCash{stand.total()});
  stand.press(ConfirmTender{});
  ASSERT_TRUE(stand.till.committing);
  EXPECT_EQ(stand.till.committing->operator_reference, wang);
  EXPECT_EQ(stand.till.committing->second_reference, "");
}

TEST(StaffRights, WithoutAListEverybodyMayEverything) {
  Stand stand;
  stand.ask(OpenMore{});
  stand.ask(OpenSettings{});
  EXPECT_EQ(stand.till.state, State::settings);
  EXPECT_EQ(stand.count<Record>(), 0u);
}

TEST(StaffRights, WhoHasTheRightDoesItAloneAndNothingIsApproved) {
  Counter stand;
  stand.badge(lis_badge);
  stand.recorded.clear();
  stand.press(OpenMore{});
  stand.press(OpenSettings{});
  EXPECT_EQ(stand.till.state, State::settings);
  EXPECT_TRUE(stand.recorded.empty());
}

TEST(StaffRights, WithoutTheRightASecondPersonApprovesAndItIsDoneAtOnce) {
  Counter stand;
  stand.ask_for_settings();
  EXPECT_EQ(stand.till.state, State::approving);
  stand.recorded.clear();
  stand.enter("3");
  stand.enter("1111");
  EXPECT_EQ(stand.till.state, State::settings);
  EXPECT_EQ(stand.till.staff.operator_reference, wang) << "the second person does not become the operator";
  EXPECT_EQ(stand.recorded,
            std::vector<std::string>{R"(act.approved {"act":"settings","amount_fen":0,"operator":"S-AAAAAA","second":"S-BBBBBB","how":"pin","challenge":""})"});
  stand.press(Back{});
  stand.press(OpenSettings{});
  EXPECT_EQ(stand.till.state, State::approving) << "one approval is for one act";
}

TEST(StaffRights, NobodyApprovesTheirOwnActNorWithoutTheRightToApprove) {
  Counter stand;
  stand.ask_for_settings();
  for (const char* number : {"12", "4"}) {
    stand.enter(number);
    stand.enter(number[0] == '1' ? "2580" : "4444");
    EXPECT_EQ(stand.till.state, State::approving) << number;
    EXPECT_TRUE(stand.says("may_not_approve")) << number;
  }
  EXPECT_EQ(stand.wrong, 0) << "their PIN was right";
  stand.badge(lis_badge);
  EXPECT_EQ(stand.till.state, State::settings);
}

TEST(StaffRights, TheOfficesCodeIsForThisActThisAmountAndTheDigitsOnTheScreen) {
  Counter stand;
  stand.ask_for_settings();
  stand.press(UseApprovalCode{});
  const std::string shown = stand.till.staff.asking->challenge;
  EXPECT_EQ(shown, "482000") << "seconds of 1795482000";
  stand.recorded.clear();
  stand.enter("1234");
  EXPECT_TRUE(stand.says("approval_code_short"));
  stand.press(PadKey{'C'});
  stand.enter("87654321");
  EXPECT_TRUE(stand.says("pin_wrong"));
  stand.enter("12345678");
  EXPECT_EQ(stand.till.state, State::settings);
  EXPECT_EQ(stand.recorded, std::vector<std::string>{
                                R"(act.approved {"act":"settings","amount_fen":0,"operator":"S-AAAAAA","second":"","how":"code","challenge":"482000"})"});
  const auto is_code = [](const Effect& effect) { return std::holds_alternative<CheckApprovalCode>(effect); };
  const auto asked = std::get<CheckApprovalCode>(*std::find_if(stand.effects.begin(), stand.effects.end(), is_code));
  EXPECT_EQ(asked.act, "settings");
  EXPECT_EQ(asked.terminal, "T-0001");
  EXPECT_EQ(asked.counter, "C-0001");
  EXPECT_EQ(asked.challenge, shown);
  EXPECT_EQ(asked.key_hex, std::string(64, '7'));
}

TEST(StaffRights, GoingBackDoesNothingAndWritesNothing) {
  Counter stand;
  stand.ask_for_settings();
  stand.recorded.clear();
  stand.press(Back{});
  EXPECT_EQ(stand.till.state, State::more);
  EXPECT_FALSE(stand.till.staff.asking);
  stand.press(OpenSettings{});
  stand.wait(180'000);
  EXPECT_EQ(stand.till.state, State::more) << "and so does nobody coming";
  EXPECT_TRUE(stand.recorded.empty());
}

TEST(StaffRights, AScanWhileSomebodyIsWaitedForIsRefusedWithASentence) {
  Counter stand;
  stand.ask_for_settings();
  stand.scan(support::walnuts);
  EXPECT_TRUE(stand.says("scan_refused_approving"));
  EXPECT_EQ(stand.till.state, State::approving);
  EXPECT_TRUE(stand.till.cart.lines.empty());
}

}  // namespace
}  // namespace zhuangui::till
