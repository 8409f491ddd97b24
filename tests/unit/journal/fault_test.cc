// A disk that fails at every single write and sync of one sale, one after the other.
#include <gmock/gmock.h>

#include "journal/simulated_disk.h"
#include "journal_desk.h"

namespace zhuangui::journal {
namespace {

using core::Errc;
using support::cart;
using support::Desk;
using support::moment;
using support::must;
using support::sale;
using support::sale_id;

// A terminal with one sale behind it and a cart before it, on the simulated disk.
class Counter {
 public:
  Counter() : journal_{desk_.open(SimulatedDisk::vfs_name)} {
    disk_.ok();
    epoch_ = journal_->start_epoch("enrolled", moment(0))->epoch;
    journal_->commit_sale(sale(sale_id(epoch_, 1), 1, 5), moment(1), true).value();
    must(journal_->save_cart(cart(sale_id(epoch_, 2), 2, 5), 3));
  }
  ~Counter() { disk_.ok(); }
  auto sell() { return journal_->commit_sale(sale(sale_id(epoch_, 2), 2, 5), moment(2), true); }
  // Opens the folder anew, as after a power cut: what is there, and does it hold?
  Found reopened() {
    disk_.ok();
    journal_.reset();
    journal_ = desk_.open(SimulatedDisk::vfs_name);
    return journal_->found();
  }
  SimulatedDisk& disk() { return disk_; }
  Journal& journal() { return *journal_; }
  Desk& desk() { return desk_; }
  [[nodiscard]] std::int64_t epoch() const { return epoch_; }

 private:
  SimulatedDisk& disk_ = SimulatedDisk::instance();
  Desk desk_;
  std::unique_ptr<Journal> journal_;
  std::int64_t epoch_ = 0;
};

void expect_nothing_half(Counter& counter, const std::string& note) {
  const auto reader = counter.desk().reader();
  EXPECT_TRUE(reader->verify()->ok) << note;
  const bool sold = reader->sale(sale_id(counter.epoch(), 2), nullptr)->has_value();
  const auto found = counter.reopened();
  // Sold with everything that belongs to it, or not sold with the cart still open.
  EXPECT_EQ(found.cart.has_value(), !sold) << note;
  EXPECT_EQ(found.seq, sold ? 3 : 2) << note;
  EXPECT_EQ(counter.desk().reader()->print_jobs_open()->size(), sold ? 2u : 1u) << note;
}

TEST(Fault, AnyWriteOfASaleThatFailsLeavesNothingHalfAndTheNextCommitWorks) {
  int faults = 0;
  for (int nth = 1;; ++nth) {
    Counter counter;
    counter.disk().write_error(nth);
    const auto failed = counter.sell();
    if (!counter.disk().fired()) {
      EXPECT_TRUE(failed);
      break;
    }
    ++faults;
    const std::string note = "write " + std::to_string(nth);
    ASSERT_FALSE(failed) << note;
    EXPECT_EQ(failed.error().code, Errc::io_error) << note;
    EXPECT_THAT(failed.error().cause, testing::HasSubstr("journal.db")) << note;
    EXPECT_FALSE(failed.error().remedy.empty()) << note;
    const auto again = counter.sell();  // the disk works again: no restart
    ASSERT_TRUE(again) << note << ": " << again.error().cause;
    EXPECT_EQ(again->seq, 3) << note;
    expect_nothing_half(counter, note);
  }
  EXPECT_GE(faults, 10) << "a sale writes a page and its frame's head for each of its tables";
}

TEST(Fault, ASyncThatFailsIsNeverTakenForGood) {
  int faults = 0;
  for (int nth = 1;; ++nth) {
    Counter counter;
    counter.disk().sync_error(nth);
    const auto told = counter.sell();
    if (!counter.disk().fired()) break;
    ++faults;
    const std::string note = "sync " + std::to_string(nth);
    ASSERT_FALSE(told) << note;
    EXPECT_EQ(told.error().code, Errc::io_error) << note;
    EXPECT_GE(counter.disk().syncs(), nth + 1) << note << ": what is there is read and synced before it is answered";
    EXPECT_FALSE(counter.desk().reader()->sale(sale_id(counter.epoch(), 2), nullptr)->has_value()) << note << ": told, and not so";
    const auto again = counter.sell();
    ASSERT_TRUE(again) << note;
    EXPECT_EQ(again->seq, 3) << note;
    EXPECT_FALSE(again->already_written) << note;
    expect_nothing_half(counter, note);
  }
  EXPECT_GE(faults, 1) << "synchronous=FULL: every sale is synced before it is answered";
}

TEST(Fault, WhileEverySyncFailsNobodyKnowsWhetherTheSaleStandsAndTheSameSaleAskedForAgainTells) {
  Counter counter;
  counter.disk().syncs_fail();
  for (int i = 0; i < 3; ++i) {
    const auto told = counter.sell();
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().code, Errc::unknown_outcome) << told.error().cause;
    EXPECT_THAT(told.error().remedy, testing::HasSubstr("the very same again"));
  }
  counter.disk().ok();
  const auto told = counter.sell();
  ASSERT_TRUE(told) << told.error().cause;
  EXPECT_EQ(told->seq, 3);
  EXPECT_TRUE(told->already_written) << "it stood all the time";
  expect_nothing_half(counter, "syncs failed");
}

// What a program that is killed leaves: its files as they stand, without what only its memory knew.
Found found_after_a_kill(Counter& counter) {
  const std::string from = counter.desk().path();
  const support::Folder killed;
  std::filesystem::copy(from, killed.path(), std::filesystem::copy_options::recursive);
  std::filesystem::remove(killed.path() + "/journal.db-shm");
  return Desk{killed.path()}.open()->found();
}

// Found by the long simulation (seed 4486) and the long monkey: others read the journal, so that opening it anew did not
// look past the end of the log that they knew; the next start did, and found a sale of which people were told it failed.
TEST(Fault, ASaleThatWasToldToHaveFailedDoesNotComeBackWithTheNextStart) {
  int told_to_have_failed = 0;
  for (const bool write : {false, true}) {
    for (int nth = 1;; ++nth) {
      Counter counter;
      const auto beside = counter.desk().reader();
      ASSERT_TRUE(beside->status());
      if (write) counter.disk().write_error(nth);
      else counter.disk().sync_error(nth);
      const auto told = counter.sell();
      if (!counter.disk().fired()) break;
      const std::string note = (write ? "write " : "sync ") + std::to_string(nth);
      ASSERT_FALSE(told) << note;
      const bool unknown = told.error().code == Errc::unknown_outcome;
      told_to_have_failed += unknown ? 0 : 1;
      const Found found = found_after_a_kill(counter);
      EXPECT_TRUE(unknown || (found.seq == 2 && found.cart)) << note << ": it is in the journal after a kill";
    }
  }
  EXPECT_GE(told_to_have_failed, 10);
}

// Found by the monkey: a sale whose sync failed stood in the journal, and so did the clearing of its cart.
TEST(Fault, ACartWhoseSaleStandsCannotBeCleared) {
  Counter counter;
  counter.disk().syncs_fail();
  ASSERT_EQ(counter.sell().error().code, Errc::unknown_outcome);
  counter.disk().ok();
  const auto cleared = counter.journal().abandon_cart(cart(sale_id(counter.epoch(), 2), 2, 5), "cleared", moment(3));
  ASSERT_FALSE(cleared);
  EXPECT_EQ(cleared.error().code, Errc::conflict);
  EXPECT_THAT(cleared.error().cause, testing::HasSubstr("it is sold already"));
  EXPECT_EQ(counter.desk().reader()->status()->seq, 3);
}

TEST(Fault, AfterAFailedWriteNothingOfTheSaleIsThereOnceItIsOpenedAnew) {
  for (int nth = 1; nth <= 12; ++nth) {
    Counter counter;
    counter.disk().write_error(nth);
    ASSERT_FALSE(counter.sell());
    expect_nothing_half(counter, "write " + std::to_string(nth));
    EXPECT_TRUE(counter.sell());
  }
}

TEST(Fault, AFullDiskIsNamedAndSellingGoesOnWithoutARestartWhenItIsFreeAgain) {
  Counter counter;
  counter.disk().full();
  for (int i = 0; i < 3; ++i) {
    const auto failed = counter.sell();
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Errc::disk_full);
    EXPECT_THAT(failed.error().remedy, testing::HasSubstr("free some space"));
    EXPECT_EQ(counter.journal().save_cart(cart(sale_id(counter.epoch(), 2), 2, 4), 3).error().code, Errc::disk_full);
  }
  EXPECT_EQ(counter.desk().reader()->status()->seq, 2);
  counter.disk().ok();
  EXPECT_EQ(counter.sell()->seq, 3);
  expect_nothing_half(counter, "full");
}

TEST(Fault, ADiskThatTurnedReadOnlyIsNamedAndTakenUpAgain) {
  Counter counter;
  counter.disk().read_only();
  for (int i = 0; i < 3; ++i) {
    const auto failed = counter.sell();
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Errc::read_only) << failed.error().cause;
  }
  counter.disk().ok();
  EXPECT_EQ(counter.sell()->seq, 3);
  expect_nothing_half(counter, "read-only");
}

// Found by the simulation, seed 18548: the cart that was cleared came back after the sale of the next one.
TEST(Fault, ACartWhoseClearingFailedDoesNotComeBackAfterTheNextSale) {
  Counter counter;
  counter.disk().full();
  EXPECT_FALSE(counter.journal().abandon_cart(cart(sale_id(counter.epoch(), 2), 2, 5), "cleared", moment(2)));
  EXPECT_FALSE(counter.journal().save_cart(cart(sale_id(counter.epoch(), 3), 3, 2), 4));
  counter.disk().ok();
  EXPECT_TRUE(counter.journal().commit_sale(sale(sale_id(counter.epoch(), 3), 3, 2), moment(3), true));
  EXPECT_FALSE(counter.reopened().cart);
}

TEST(Fault, AFaultWhileTidyingCostsNoSale) {
  for (int nth = 1; nth <= 60; nth += 25) {
    Counter counter;
    for (int i = 3; i < 120; ++i)
      counter.journal().commit_sale(sale(sale_id(counter.epoch(), i), i, 5), moment(i), true).value();
    counter.disk().write_error(nth);
    const auto tidied = counter.journal().tidy();
    ASSERT_TRUE(counter.disk().fired()) << "the log is long enough to be moved";
    EXPECT_EQ(tidied.error().code, Errc::io_error);
    const auto sold = counter.sell();
    ASSERT_TRUE(sold);
    EXPECT_EQ(sold->seq, 120);
    EXPECT_TRUE(counter.desk().reader()->verify()->ok);
  }
}

TEST(Fault, TidyingMovesTheLogAndIsNothingWhenThereIsLittle) {
  Counter counter;
  counter.disk().ok();
  must(counter.journal().tidy());
  EXPECT_EQ(counter.disk().writes(), 0);
  for (int i = 3; i < 120; ++i)
    counter.journal().commit_sale(sale(sale_id(counter.epoch(), i), i, 5), moment(i), true).value();
  counter.disk().ok();
  must(counter.journal().tidy());
  EXPECT_GT(counter.disk().writes(), 50);
  EXPECT_GT(counter.disk().syncs(), 0);
  counter.disk().ok();
  must(counter.journal().tidy());
  EXPECT_EQ(counter.disk().writes(), 0);
}

}  // namespace
}  // namespace zhuangui::journal
