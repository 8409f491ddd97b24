// Every single call that one sale makes to the disk, and every allocation of SQLite in it, fails once: in each way it can.
#include <gmock/gmock.h>
#include <cstdio>
#include <functional>

#include "books.h"
#include "faulty_disk.h"
#include "faulty_memory.h"
#include "journal_desk.h"

namespace zhuangui::power {
namespace {

using core::Result;
using journal::Journal;
using support::cart;
using support::Desk;
using support::FaultyDisk;
using support::moment;
using support::must;
using support::sale;
using support::sale_id;
using Way = FaultyDisk::Way;
namespace faulty_memory = support::faulty_memory;

// Over all tests, for the closing note.
struct Tally : testing::Environment {
  int calls = 0, allocations = 0;
  void TearDown() override {
    std::printf("figure I/O positions of the journal: %d calls to the disk failed one by one, %d allocations of SQLite refused\n", calls,
                allocations);
  }
};
Tally* const tally = static_cast<Tally*>(testing::AddGlobalTestEnvironment(new Tally));

// One thing a terminal does, and its books before and after.
struct Operation {
  const char* name;
  std::function<Result<void>(Journal&)> act;
  Books after;
};
const Books before{.sales = {1}, .cart = 2, .release = 4, .entries = 3};

template <class Answer>
Result<void> plain(const Result<Answer>& answer) {
  if (!answer) return tl::unexpected(answer.error());
  return {};
}

std::vector<Operation> operations() {
  const std::string second = sale_id(first_epoch(), 2);
  return {{"sell", [=](Journal& journal) { return plain(journal.commit_sale(sale(second, 2, 3), moment(4), true)); },
           {.sales = {1, 2}, .release = 4, .entries = 4}},
          {"keep a cart",
           [](Journal& journal) { return journal.save_cart(cart(sale_id(first_epoch(), 3), 3, 3), 4); },
           {.sales = {1}, .cart = 3, .release = 4, .entries = 3}},
          {"apply a release", [](Journal& journal) { return plain(journal.apply_release(release(5), moment(4))); },
           {.sales = {1}, .cart = 2, .release = 5, .entries = 4}}};
}

// A folder with those books, closed.
const std::string& prepared_folder() {
  static const Desk desk;
  static const bool prepared = [] {
    const auto journal = Journal::open(desk.path(), support::enrolment(), support::key_of(0), {}).value();
    journal->start_epoch("enrolled", moment(0)).value();
    journal->apply_release(release(4), moment(1)).value();
    journal->commit_sale(sale(sale_id(first_epoch(), 1), 1, 3), moment(2), true).value();
    must(journal->save_cart(cart(sale_id(first_epoch(), 2), 2, 3), 3));
    return true;
  }();
  EXPECT_TRUE(prepared);
  return desk.path();
}

// A copy of it, and a terminal that has just started there: what it needs next it still has to read.
class Terminal {
 public:
  Terminal() : desk_{prepared_folder()} {
    FaultyDisk::instance();
    journal_ = desk_.open(FaultyDisk::vfs_name);
  }
  Journal& journal() { return *journal_; }
  // As somebody beside the running terminal sees it.
  [[nodiscard]] std::string seen() {
    const auto reader = desk_.reader();
    const auto status = reader->status().value();
    return std::to_string(reader->sales("2026-01-01", "2027-12-31")->size()) + " sales, release " +
           std::to_string(status.release) + ", entry " + std::to_string(status.seq);
  }
  // What a start would find if the process were killed here.
  [[nodiscard]] std::string books_if_killed() const {
    const support::Folder copy;
    for (const char* file : {"journal.db", "journal.db-wal"})
      std::filesystem::copy_file(desk_.path() + "/" + file, copy.path() + "/" + file);
    return read_books(copy.path());
  }
  std::string books() {
    journal_.reset();
    return read_books(desk_.path());
  }

 private:
  Desk desk_;
  std::unique_ptr<Journal> journal_;
};

void expect_sentence(const core::Error& error, const std::string& note) {
  EXPECT_FALSE(error.cause.empty()) << note;
  EXPECT_FALSE(error.remedy.empty()) << note << ": " << error.cause;
  EXPECT_EQ(error.cause.find('\n'), std::string::npos) << note;
}

// After a fault that is over: the error said what to do, nothing half is there, and the same again goes through.
void expect_recovers(Terminal& terminal, const Operation& operation, const Result<void>& outcome,
                     const std::string& note) {
  if (!outcome) {
    expect_sentence(outcome.error(), note);
    EXPECT_EQ(terminal.seen(), "1 sales, release 4, entry 3") << note;
    // What is told of a sale is so. Of the others a failed sync may leave it all behind, and they cost nothing then.
    if (operation.name == std::string_view{"sell"}) {
      EXPECT_EQ(terminal.books_if_killed(), to_text(before)) << note;
    }
    EXPECT_THAT(terminal.books_if_killed(), testing::AnyOf(to_text(before), to_text(operation.after))) << note;
    const auto again = operation.act(terminal.journal());
    EXPECT_TRUE(again || again.error().code == core::Errc::conflict) << note << ": " << again.error().cause;
  }
  EXPECT_EQ(terminal.books(), to_text(operation.after)) << note;
}

int fail_each_call(const Operation& operation, Way way) {
  FaultyDisk& disk = FaultyDisk::instance();
  for (int nth = 1;; ++nth) {
    Terminal terminal;
    disk.fail(nth, way);
    const auto outcome = operation.act(terminal.journal());
    if (!disk.fired()) {
      disk.ok();
      EXPECT_TRUE(outcome) << outcome.error().cause;
      return nth - 1;
    }
    const std::string note =
        std::string(operation.name) + ", " + way_name(way) + " at call " + std::to_string(nth) + ": " + disk.failed_call();
    const bool sync_failed = disk.failed_call().starts_with("sync");
    const int opened_in_the_call = disk.databases_opened();
    disk.ok();
    if (sync_failed) {
      EXPECT_FALSE(outcome) << note;
    }
    expect_recovers(terminal, operation, outcome, note);
    if (sync_failed) {
      EXPECT_GE(opened_in_the_call + disk.databases_opened(), 1) << note << ": it must be read again before anything is committed";
    }
    disk.ok();
    ++tally->calls;
  }
}

TEST(Calls, AnyCallOfASaleThatFailsLeavesItWholeOrUndoneAndTheNextTryWorks) {
  for (const Operation& operation : operations()) {
    const int failed = fail_each_call(operation, Way::error);
    EXPECT_GE(failed, 12) << operation.name << " reads, writes, locks and syncs";
  }
}

TEST(Calls, AWriteThatEndsHalfwayLeavesNothingHalf) {
  for (const Operation& operation : operations()) EXPECT_GE(fail_each_call(operation, Way::short_write), 4) << operation.name;
}

TEST(Calls, ADiskThatIsFullAtAnyWriteLeavesNothingHalf) {
  for (const Operation& operation : operations()) EXPECT_GE(fail_each_call(operation, Way::full), 4) << operation.name;
}

TEST(Calls, ALockThatIsHeldTooLongIsAnErrorAndTheNextTryWorks) {
  for (const Operation& operation : operations()) EXPECT_GE(fail_each_call(operation, Way::busy), 1) << operation.name;
}

TEST(Calls, AnyCallOfAStartThatFailsIsNamedAndTheNextStartFindsEverything) {
  FaultyDisk& disk = FaultyDisk::instance();
  for (const Way way : {Way::error, Way::full, Way::short_write, Way::busy}) {
    for (int nth = 1;; ++nth) {
      Desk desk{prepared_folder()};
      disk.fail(nth, way);
      const auto opened = desk.try_open(FaultyDisk::vfs_name);
      const std::string note = std::string("start, ") + way_name(way) + " at call " + std::to_string(nth) + ": " + disk.failed_call();
      const bool fired = disk.fired();
      disk.ok();
      if (!opened) expect_sentence(opened.error(), note);
      if (!fired) {
        EXPECT_TRUE(opened);
        break;
      }
      ++tally->calls;
      if (opened) continue;
      EXPECT_EQ(read_books(desk.path()), to_text(before)) << note;
    }
  }
}

TEST(Calls, AnyAllocationOfSqliteThatIsRefusedLeavesNothingHalfAndTheNextTryWorks) {
  for (const Operation& operation : operations()) {
    for (const bool and_all_later : {false, true}) {
      if (and_all_later && operation.name != std::string("sell")) continue;  // the sale is what must not be lost
      int refused = 0;
      for (int nth = 1;; ++nth) {
        Terminal terminal;
        faulty_memory::fail(nth, and_all_later);
        const auto outcome = operation.act(terminal.journal());
        const bool fired = faulty_memory::fired();
        faulty_memory::ok();
        const std::string note = std::string(operation.name) + ", allocation " + std::to_string(nth) +
                                 (and_all_later ? " and all later ones" : "") + " refused";
        if (!fired) {
          EXPECT_TRUE(outcome) << outcome.error().cause;
          break;
        }
        ++refused;
        if (!outcome) {
          EXPECT_THAT(outcome.error().cause, testing::HasSubstr("memory")) << note;
        }
        expect_recovers(terminal, operation, outcome, note);
      }
      EXPECT_GE(refused, 5) << operation.name;
      tally->allocations += refused;
    }
  }
}

}  // namespace
}  // namespace zhuangui::power
