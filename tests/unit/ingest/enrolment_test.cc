// Enrolment on the county's side: the three steps, and every way of doing them wrongly.
#include <gtest/gtest.h>

#include "county_desk.h"

namespace zhuangui::ingest {
namespace {

using contract::EnrolmentRandom;
using support::must_have;

constexpr std::int64_t minute_ms = 60'000;

class Enrolment : public testing::Test {
 protected:
  Enrolment() { random_.fill(3); }
  static contract::Hash commitment_of(const EnrolmentRandom& random) {
    return contract::blake2b({reinterpret_cast<const char*>(random.data()), random.size()});
  }
  std::string code(bool approve = false) { return must_have(desk_.county->create_code("C-0001", approve, "")).code; }
  Result<Committed> commit(const std::string& with) { return desk_.county->enrol_commit(with, key_.public_key(), commitment_of(random_)); }
  Result<void> reveal(const std::string& with) { return desk_.county->enrol_reveal(with, key_.public_key(), random_); }
  Result<EnrolmentState> status(const std::string& with) { return desk_.county->enrol_status(with, key_.public_key()); }

  support::CountyDesk desk_;
  contract::KeyPair key_ = support::seeded_key(20);
  contract::KeyPair thief_ = support::seeded_key(60);
  EnrolmentRandom random_{};
};

TEST_F(Enrolment, BothSidesShowTheSameWordsAndTheReceiptComesOnlyAfterApproval) {
  const std::string with = code();
  EXPECT_EQ(with.size(), 8u);
  EXPECT_EQ(with.find_first_of("01OI"), std::string::npos);
  const auto committed = must_have(commit(with));
  EXPECT_EQ(committed.county_key, desk_.county->working_key().public_key());
  must_have(reveal(with));
  EXPECT_FALSE(must_have(status(with)).approved);
  EXPECT_FALSE(desk_.county->requester("T-0001")->state == ledger::TerminalState::active);

  const auto views = must_have(desk_.county->enrolments());
  ASSERT_EQ(views.size(), 1u);
  EXPECT_EQ(views[0].terminal, "T-0001");
  const auto words = contract::check_words(key_.public_key(), committed.county_key, random_, committed.random);
  EXPECT_EQ(views[0].words, words);

  EXPECT_EQ(desk_.county->approve("T-0001", "红山 红山 红山 红山").error().code, core::Errc::conflict);
  must_have(desk_.county->approve("T-0001", words[0] + " " + words[1] + " " + words[2] + " " + words[3]));
  const auto approved = must_have(status(with));
  ASSERT_TRUE(approved.approved);
  EXPECT_TRUE(contract::verify_receipt(committed.county_key, approved.receipt, approved.signature));
  const auto receipt = must_have(contract::parse_receipt(approved.receipt));
  EXPECT_EQ(receipt.terminal, "T-0001");
  EXPECT_EQ(receipt.counter, "C-0001");
  EXPECT_EQ(receipt.terminal_key, key_.public_key());
  EXPECT_EQ(receipt.reserve_key, committed.reserve_key);
  EXPECT_EQ(must_have(desk_.county->requester("T-0001")).key, key_.public_key());
  desk_.now_ms += 60 * minute_ms;
  EXPECT_EQ(must_have(status(with)).receipt, approved.receipt) << "a lost answer can be asked for again, also later";
}

TEST_F(Enrolment, ALostAnswerIsGivenAgainAndCostsNoTry) {
  const std::string with = code(true);
  const auto first = must_have(commit(with));
  for (int i = 0; i < 20; ++i) EXPECT_EQ(must_have(commit(with)).random, first.random);
  must_have(reveal(with));
  must_have(reveal(with));
  EXPECT_TRUE(must_have(status(with)).approved);
  EXPECT_EQ(must_have(desk_.county->status()).terminals.size(), 1u);
}

TEST_F(Enrolment, EveryWrongStepIsRefused) {
  const std::string with = code();
  EXPECT_EQ(commit("ABCDEFGH").error().code, core::Errc::refused) << "unknown code";
  EXPECT_EQ(reveal(with).error().code, core::Errc::refused) << "reveal before commit";
  must_have(commit(with));
  EXPECT_EQ(status(with).error().code, core::Errc::refused) << "status before reveal";
  EXPECT_EQ(desk_.county->enrol_commit(with, thief_.public_key(), commitment_of(random_)).error().code, core::Errc::refused)
      << "the code is bound to the first key";
  EnrolmentRandom other = random_;
  other[0] ^= 1;
  EXPECT_EQ(desk_.county->enrol_reveal(with, key_.public_key(), other).error().code, core::Errc::refused)
      << "another random value than committed";
  EXPECT_EQ(desk_.county->enrol_reveal(with, thief_.public_key(), random_).error().code, core::Errc::refused);
  must_have(reveal(with));
  EXPECT_EQ(desk_.county->enrol_status(with, thief_.public_key()).error().code, core::Errc::refused);
  EXPECT_EQ(desk_.county->create_code("C-9999", false, "").error().code, core::Errc::not_found);
  EXPECT_EQ(desk_.county->create_code("C-0001", false, "T-0077").error().code, core::Errc::not_found);
}

TEST_F(Enrolment, AfterFiveTriesTheCodeIsDead) {
  const std::string with = code();
  for (std::uint8_t i = 0; i < 5; ++i) {
    random_[0] = i;
    EXPECT_TRUE(commit(with)) << int{i};
  }
  random_[0] = 99;
  EXPECT_EQ(commit(with).error().code, core::Errc::refused);

  const std::string attacked = code();
  must_have(commit(attacked));
  for (int i = 0; i < 5; ++i) (void)desk_.county->enrol_commit(attacked, thief_.public_key(), commitment_of(random_));
  EXPECT_EQ(reveal(attacked).error().code, core::Errc::refused) << "somebody else is trying this code out";
}

TEST_F(Enrolment, ACodeExpiresAfterFifteenMinutes) {
  const std::string with = code();
  must_have(commit(with));
  desk_.now_ms += 15 * minute_ms - 1;
  must_have(reveal(with));
  desk_.now_ms += 1;
  EXPECT_EQ(status(with).error().code, core::Errc::refused);
  EXPECT_EQ(desk_.county->approve("T-0001", "").error().code, core::Errc::not_found);
}

TEST_F(Enrolment, TheOfficeCanRefuse) {
  const std::string with = code();
  must_have(commit(with));
  must_have(reveal(with));
  must_have(desk_.county->refuse("T-0001"));
  EXPECT_EQ(status(with).error().code, core::Errc::refused);
  EXPECT_EQ(desk_.county->approve("T-0001", "").error().code, core::Errc::not_found);
}

TEST_F(Enrolment, OneKeySpeaksForOneTerminal) {
  const std::string first = code(true), second = code(true);
  must_have(commit(first));
  must_have(reveal(first));
  EXPECT_EQ(commit(second).error().code, core::Errc::refused);
  must_have(desk_.county->revoke("T-0001"));
  const auto again = must_have(desk_.county->create_code("C-0001", true, "T-0001")).code;
  EXPECT_EQ(commit(again).error().code, core::Errc::refused) << "a revoked key does not come back";
}

TEST_F(Enrolment, ItWorksFromAnOfficeBesideTheServer) {
  const auto office = must_have(County::open(desk_.directory(), County::Mode::office, desk_.environment()));
  const std::string with = must_have(office->create_code("C-0001", false, "")).code;
  must_have(commit(with));
  must_have(reveal(with));
  must_have(office->approve("T-0001", ""));
  EXPECT_TRUE(must_have(status(with)).approved);
  EXPECT_EQ(must_have(desk_.county->requester("T-0001")).key, key_.public_key());
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

}  // namespace
}  // namespace zhuangui::ingest
