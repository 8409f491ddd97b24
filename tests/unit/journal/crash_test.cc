// A till that is killed in the middle of selling, again and again.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <random>
#include <thread>

#include "journal_desk.h"
#include "seed.h"

namespace zhuangui::journal {
namespace {

using support::cart;
using support::Desk;
using support::moment;
using support::must;
using support::replay;
using support::sale;
using support::sale_id;
using support::test_seed;

struct Acknowledged {
  std::int64_t epoch = 0, number = 0;
};

// Sells without end: each cart is kept first, then sold, then told to the parent.
[[noreturn]] void sell_until_killed(Desk& desk, int pipe) {
  const auto journal = desk.open();
  const std::int64_t epoch = journal->start_epoch("unclean_stop", moment(0))->epoch;
  for (std::int64_t number = 1;; ++number) {
    const std::string id = sale_id(epoch, number);
    must(journal->save_cart(cart(id, static_cast<int>(number), 3), number + 1));
    journal->commit_sale(sale(id, static_cast<int>(number), 3), moment(number), true).value();
    const Acknowledged told{epoch, number};
    if (::write(pipe, &told, sizeof told) != sizeof told) ::_exit(3);
    must(journal->tidy());
  }
}

// Starts such a till, kills it after so long, and answers what it had acknowledged.
std::vector<Acknowledged> run_and_kill(Desk& desk, std::chrono::microseconds after) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    sell_until_killed(desk, ends[1]);
  }
  ::close(ends[1]);
  std::vector<Acknowledged> answer;
  Acknowledged one;
  // The time runs from the first sale on, so that a slow start does not make every kill come too early.
  if (::read(ends[0], &one, sizeof one) == sizeof one) answer.push_back(one);
  std::this_thread::sleep_for(after);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself with " << WEXITSTATUS(status);
  while (::read(ends[0], &one, sizeof one) == sizeof one) answer.push_back(one);
  ::close(ends[0]);
  return answer;
}

TEST(Crash, KilledAtAnyMomentEveryAcknowledgedSaleIsThereAndNoneIsHalf) {
  const std::uint64_t seed = test_seed();
  SCOPED_TRACE(replay(seed));
  std::mt19937_64 random(seed);
  Desk desk;
  std::int64_t last_epoch = 0;
  std::size_t acknowledged_in_all = 0;
  for (int round = 0; round < 20; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const auto told = run_and_kill(desk, std::chrono::microseconds(random() % 40'000));
    ASSERT_FALSE(told.empty());
    acknowledged_in_all += told.size();
    EXPECT_GT(told.front().epoch, last_epoch) << "an epoch's number is never used twice";
    last_epoch = told.front().epoch;

    const auto reader = desk.reader();
    for (const Acknowledged& one : told) {
      const std::string id = sale_id(one.epoch, one.number);
      EXPECT_EQ(reader->sale(id, nullptr).value(), sale(id, static_cast<int>(one.number), 3)) << id;
      EXPECT_TRUE(reader->print_job(id, 0)->has_value()) << id;
    }
    const auto report = reader->verify();
    ASSERT_TRUE(report) << report.error().cause;
    EXPECT_TRUE(report->ok) << report->first_false->sentence;

    const auto journal = desk.open();
    EXPECT_FALSE(journal->found().orderly_stop);
    EXPECT_EQ(journal->found().epoch, last_epoch);
    const std::int64_t newest = journal->found().seq - 1;  // entry 1 began the epoch
    EXPECT_GE(newest, told.back().number);
    EXPECT_LE(newest, told.back().number + 1) << "at most the sale whose acknowledgement was cut off";
    // The open cart is the one that is not sold yet: a sale and its cart are never both there.
    if (journal->found().cart) {
      EXPECT_EQ(journal->found().cart->sale, sale_id(last_epoch, newest + 1));
      EXPECT_FALSE(desk.reader()->sale(journal->found().cart->sale, nullptr)->has_value());
    }
    EXPECT_GE(journal->found().next_sale_number, newest + 1) << "a sale's number is never given twice";
  }
  EXPECT_EQ(desk.reader()->epochs()->size(), 20u);
  EXPECT_GE(acknowledged_in_all, 20u);
}

TEST(Crash, ARebuildThatIsKilledLeavesTheOldProjections) {
  const std::uint64_t seed = test_seed();
  SCOPED_TRACE(replay(seed));
  std::mt19937_64 random(seed);
  Desk desk;
  {
    const auto journal = desk.open();
    const auto epoch = journal->start_epoch("enrolled", moment(0))->epoch;
    for (int i = 1; i <= 200; ++i) journal->commit_sale(sale(sale_id(epoch, i), i, 3), moment(i), false).value();
    must(journal->stop_orderly(moment(300)));
  }
  const std::string before = desk.reader()->dump_projections().value();
  for (int round = 0; round < 8; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      while (true) rebuild_projections(desk.path(), {}).value();
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_EQ(desk.reader()->dump_projections().value(), before);
    desk.open();
    EXPECT_TRUE(desk.reader()->verify()->ok);
  }
}

}  // namespace
}  // namespace zhuangui::journal
