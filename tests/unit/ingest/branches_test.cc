// What the office decides about entries that do not go on from the county's head: accepted ones count once, whatever
// they overlap with, and the county's own journal says so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "county_desk.h"
#include "sqlite.h"

namespace zhuangui::ingest {
namespace {

using support::CountyDesk;
using support::must_have;
using support::WritingTerminal;

/// The till sold five times, went back to its third entry and sold differently: 4 to 6 are another tail.
class Branches : public testing::Test {
 protected:
  Branches() {
    desk_.enrol(till_);
    till_.start_epoch(500'000);
    for (int i = 0; i < 5; ++i) till_.sell(1000);
    EXPECT_EQ(desk_.county->take_batch(till_.name(), till_.packed(1, 6)).status, 200);
    till_.go_back_to(3);
    for (int i = 0; i < 3; ++i) till_.sell(2000);
  }
  BatchAnswer set_aside(std::int64_t from, std::int64_t to) { return desk_.county->take_branch(till_.name(), till_.packed(from, to)); }
  CountyStatus status() { return must_have(desk_.county->status()); }
  core::Errc code_of(const Result<void>& done) { return done ? core::Errc::internal : done.error().code; }
  /// Receipts counted and their fen; by hand: two bags 7600, potatoes 598 or 1196.
  std::pair<std::int64_t, std::int64_t> counted() {
    const auto report = must_have(desk_.county->report_day("2026-11-24", "2026-11-24", ""));
    return {report.total.sales, report.total.net_fen};
  }
  static constexpr std::int64_t first_tail_fen = 5 * (7600 + 598), other_sale_fen = 7600 + 1196;

  CountyDesk desk_;
  WritingTerminal till_{"", 10};
};

TEST_F(Branches, AnAcceptedOneCountsTheNextMomentAfterARebuildAndInVerify) {
  ASSERT_EQ(set_aside(4, 6).status, 200);
  EXPECT_EQ(counted(), (std::pair{std::int64_t{5}, first_tail_fen}));
  ASSERT_EQ(status().branches.size(), 1u);
  must_have(desk_.county->accept_branch(status().branches[0].number));
  const std::pair<std::int64_t, std::int64_t> both{8, first_tail_fen + 3 * other_sale_fen};
  EXPECT_EQ(counted(), both);
  EXPECT_EQ(status().branches[0].state, ledger::BranchState::accepted);
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
  must_have(desk_.county->rebuild());
  EXPECT_EQ(counted(), both);
  desk_.reopen();
  EXPECT_EQ(counted(), both);
  EXPECT_EQ(must_have(desk_.county->heads(till_.name()))[0].seq, 6) << "the journal itself stays as it was received";
}

TEST_F(Branches, ADecisionIsAnEntryOfTheCountysOwnJournalAndIsMadeOnce) {
  set_aside(4, 5);
  set_aside(6, 6);
  const auto rows = status().branches;
  must_have(desk_.county->accept_branch(rows[0].number));
  must_have(desk_.county->reject_branch(rows[1].number));
  std::string journal;
  must_have(desk_.county->export_journal(ledger::county_journal, 0, [&](std::string_view piece) { journal += piece; }));
  EXPECT_NE(journal.find("branch.accepted"), std::string::npos);
  EXPECT_NE(journal.find("branch.rejected"), std::string::npos);
  for (const auto& row : rows) {
    EXPECT_EQ(code_of(desk_.county->accept_branch(row.number)), core::Errc::conflict);
    EXPECT_EQ(code_of(desk_.county->reject_branch(row.number)), core::Errc::conflict);
  }
  EXPECT_EQ(code_of(desk_.county->accept_branch(999)), core::Errc::not_found);
  EXPECT_EQ(counted(), (std::pair{std::int64_t{7}, first_tail_fen + 2 * other_sale_fen})) << "the rejected one does not count";
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

// A terminal that had confirmed nothing sends its branch from entry 1 on; a fork answered to a batch keeps a part of it.
TEST_F(Branches, WhatTheJournalOrAnotherBranchHoldsAlreadyIsNotCountedTwice) {
  EXPECT_EQ(desk_.county->take_batch(till_.name(), till_.packed(3, 5)).status, 422);
  set_aside(1, 6);
  for (const auto& row : status().branches) must_have(desk_.county->accept_branch(row.number));
  EXPECT_EQ(counted(), (std::pair{std::int64_t{8}, first_tail_fen + 3 * other_sale_fen}));
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(Branches, ALongTailIsAcceptedInItsOrder) {
  for (int i = 0; i < 4; ++i) till_.sell(2000);  // 7 to 10: beyond the county's head
  set_aside(4, 7);
  set_aside(8, 10);
  const auto rows = status().branches;
  EXPECT_EQ(code_of(desk_.county->accept_branch(rows[1].number)), core::Errc::conflict) << "its beginning is not accepted";
  must_have(desk_.county->accept_branch(rows[0].number));
  must_have(desk_.county->accept_branch(rows[1].number));
  EXPECT_EQ(counted(), (std::pair{std::int64_t{12}, first_tail_fen + 7 * other_sale_fen}));
}

TEST_F(Branches, OneThatGoesOnFromTheHeadAfterAllBecomesAPartOfTheJournal) {
  WritingTerminal other{"", 40};
  desk_.enrol(other);
  other.start_epoch(500'000);
  other.sell(1000);
  EXPECT_EQ(desk_.county->take_branch(other.name(), other.packed(1, 2)).status, 200);
  must_have(desk_.county->accept_branch(status().branches[0].number));
  EXPECT_EQ(must_have(desk_.county->heads(other.name()))[0], (contract::CountyHead{500'000, 2, other.hash_of(2)}));
  EXPECT_EQ(desk_.county->take_batch(other.name(), other.packed(1, 2)).answer.code, "already_stored");
  EXPECT_EQ(counted().first, 6);
  must_have(desk_.county->rebuild());
  EXPECT_EQ(counted().first, 6);
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(Branches, ABranchOfARevokedTerminalIsNotAccepted) {
  set_aside(4, 6);
  must_have(desk_.county->revoke(till_.name()));
  EXPECT_EQ(code_of(desk_.county->accept_branch(status().branches[0].number)), core::Errc::refused);
  must_have(desk_.county->reject_branch(status().branches[0].number));
}

TEST_F(Branches, VerifyFindsAnAcceptedBranchThatWasChangedOrTakenAway) {
  set_aside(4, 6);
  must_have(desk_.county->accept_branch(status().branches[0].number));
  for (const char* forgery : {"UPDATE branches SET packed = packed || x'00'", "DELETE FROM branches"}) {
    desk_.county.reset();
    must_have(must_have(ledger::Connection::open(desk_.directory() + "/county.db", ledger::Connection::Kind::write))->run(forgery));
    desk_.reopen();
    const auto report = must_have(desk_.county->verify());
    ASSERT_TRUE(report.first_false) << forgery;
    EXPECT_EQ(report.first_false->terminal, "county") << forgery;
    EXPECT_EQ(report.first_false->reason, "payload") << forgery;
  }
}

TEST_F(Branches, SettingAsideRaisesAnAlarmOnce) {
  for (int again = 0; again < 3; ++again) set_aside(4, 6);
  ASSERT_EQ(status().alarms.size(), 1u);
  EXPECT_EQ(status().alarms[0].kind, "fork");
  EXPECT_EQ(status().alarms[0].times, 1);
}

// Two clones that begin a new epoch in the same minute give it the same number: the second is set aside, and still it
// is a second epoch that follows the same one.
TEST_F(Branches, TwoEpochsOfOneNumberThatFollowTheSameOneAreAnAlarmToo) {
  till_.start_epoch(500'100, 500'000);
  till_.sell(1000);
  EXPECT_EQ(desk_.county->take_batch(till_.name(), till_.packed(1, 2)).status, 200);
  EXPECT_TRUE(status().alarms.empty());
  till_.go_back_to(1);
  till_.sell(2000);
  EXPECT_EQ(desk_.county->take_branch(till_.name(), till_.packed(1, 2)).status, 200);
  const auto kinds = [&] {
    std::vector<std::string> found;
    for (const auto& alarm : status().alarms) found.push_back(alarm.kind);
    return found;
  };
  EXPECT_EQ(kinds(), std::vector<std::string>{"fork"}) << "the epoch is the very same one";
  till_.go_back_to(0);
  till_.append(core::kind::epoch_started, core::epoch_started_body("unclean_stop", 500'000, 6, ""));
  EXPECT_EQ(desk_.county->take_branch(till_.name(), till_.packed(1, 1)).status, 200);
  EXPECT_THAT(kinds(), testing::Contains("cloned"));
}

}  // namespace
}  // namespace zhuangui::ingest
