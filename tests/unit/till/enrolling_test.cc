#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

/// A till that was told that its terminal is not enrolled.
struct FirstStart {
  explicit FirstStart(const char* address = "") { feed(NotEnrolled{address}); }
  void feed(const Event& event) {
    Step result = step(std::move(till), event, now);
    till = std::move(result.till);
    effects = std::move(result.effects);
  }
  void ask(Intent intent) { feed(Asked{std::move(intent), till.screen}); }
  void type(const char* keys) {
    for (; *keys; ++keys) ask(EnrolKey{*keys});
  }
  const AskForEnrolment* asked() const {
    for (const Effect& effect : effects)
      if (const auto* one = std::get_if<AskForEnrolment>(&effect)) return one;
    return nullptr;
  }
  bool says(std::string_view code) const { return !till.notices.empty() && till.notices.back().code == code; }

  Till till;
  Now now{core::WallTime{1'795'482'000'000}, 1'000};
  std::vector<Effect> effects;
};

TEST(Enrolling, AddressAndCodeAreTypedAndAskedOfTheCounty) {
  FirstStart stand;
  EXPECT_EQ(stand.till.state, State::enrolling);
  stand.type("https://c.example:88");
  stand.ask(ChooseEnrolField{true});
  stand.type("abcd2345");
  stand.ask(Enrol{});
  ASSERT_NE(stand.asked(), nullptr);
  EXPECT_EQ(stand.asked()->address, "https://c.example:88");
  EXPECT_EQ(stand.asked()->code, "ABCD2345");
  EXPECT_EQ(stand.asked()->county_key, "");
  EXPECT_EQ(stand.till.enrolling.step, EnrolStep::under_way);
  stand.type("x");
  stand.ask(Enrol{});
  EXPECT_EQ(stand.asked(), nullptr) << "once is enough";
  EXPECT_EQ(stand.till.enrolling.code, "ABCD2345");
}

TEST(Enrolling, WhereTheConfigurationNamesTheCountyOnlyTheCodeIsTyped) {
  FirstStart stand{"https://county.example"};
  stand.type("abcd23456./");
  EXPECT_EQ(stand.till.enrolling.code, "ABCD2345") << "eight signs, letters and digits alone";
  EXPECT_EQ(stand.till.enrolling.address, "https://county.example");
}

TEST(Enrolling, WhatIsMissingIsSaidAndNothingIsAsked) {
  FirstStart stand;
  stand.ask(Enrol{});
  EXPECT_TRUE(stand.says("enrol_address_missing"));
  stand.type("c.example");
  stand.ask(Enrol{});
  EXPECT_TRUE(stand.says("enrol_code_short"));
  EXPECT_TRUE(stand.till.enrolling.at_code);
  EXPECT_EQ(stand.asked(), nullptr);
}

TEST(Enrolling, AScannedCodeFillsInAllAndAsksAtOnce) {
  FirstStart stand;
  stand.feed(EnrolmentScanned{"ZE1|https://county.example|ABCD2345|00ff"});
  ASSERT_NE(stand.asked(), nullptr);
  EXPECT_EQ(stand.asked()->address, "https://county.example");
  EXPECT_EQ(stand.asked()->code, "ABCD2345");
  EXPECT_EQ(stand.asked()->county_key, "00ff");
}

TEST(Enrolling, AnyOtherScanIsRefusedAndChangesNothing) {
  for (const char* text : {"6901234567892", "ZE1|", "ZE1||ABCD2345|", "ZE1|https://c.example|ABC|", "ZE1|https://c.example|ABCD2345",
                           "ZE1|https://c.example|ABCD2345||x"}) {
    FirstStart stand;
    stand.feed(EnrolmentScanned{text});
    EXPECT_TRUE(stand.says("not_an_enrolment_code")) << text;
    EXPECT_EQ(stand.till.enrolling.step, EnrolStep::asking) << text;
    EXPECT_TRUE(stand.till.enrolling.address.empty()) << text;
  }
}

TEST(Enrolling, AKeyThatIsTypedAfterAScanTakesTheScannedKeyAway) {
  FirstStart stand;
  stand.feed(EnrolmentScanned{"ZE1|https://county.example|ABCD2345|00ff"});
  stand.feed(EnrolFailed{"offline"});
  stand.type("<x");
  EXPECT_TRUE(stand.till.enrolling.county_key.empty());
}

TEST(Enrolling, TheWordsAreShownAndAFailureLeadsBackWithItsCure) {
  FirstStart stand;
  stand.feed(EnrolmentScanned{"ZE1|https://county.example|ABCD2345|"});
  stand.feed(EnrolWordsShown{{"a", "b", "c", "d"}});
  EXPECT_EQ(stand.till.enrolling.step, EnrolStep::comparing);
  EXPECT_EQ(stand.till.enrolling.words[3], "d");
  stand.feed(EnrolFailed{"code"});
  EXPECT_EQ(stand.till.enrolling.step, EnrolStep::asking);
  EXPECT_EQ(stand.till.enrolling.trouble, "code");
  EXPECT_TRUE(stand.till.enrolling.at_code);
  EXPECT_EQ(stand.till.enrolling.code, "ABCD2345") << "nothing has to be typed twice";
  stand.type("<");
  EXPECT_TRUE(stand.till.enrolling.trouble.empty());
}

TEST(Enrolling, APersonCanStopIt) {
  FirstStart stand;
  stand.feed(EnrolmentScanned{"ZE1|https://county.example|ABCD2345|"});
  stand.ask(Back{});
  EXPECT_EQ(stand.till.enrolling.step, EnrolStep::asking);
  ASSERT_FALSE(stand.effects.empty());
  EXPECT_TRUE(std::holds_alternative<StopEnrolment>(stand.effects.front()));
  stand.feed(EnrolFailed{"offline"});
  EXPECT_TRUE(stand.till.enrolling.trouble.empty()) << "what was stopped has not failed";
}

TEST(Enrolling, OnceItIsDoneTheNextTillSaysWhoItIs) {
  support::Stand stand;
  stand.feed(EnrolSucceeded{"T-0001", "C-0001"});
  EXPECT_TRUE(stand.says("enrolled"));
}

}  // namespace
}  // namespace zhuangui::till
