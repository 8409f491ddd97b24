// Somebody deletes the log, or the shared memory beside it, under a terminal that is selling. The real disk.
#include <gmock/gmock.h>
#include <fstream>

#include "books.h"
#include "journal_desk.h"

namespace zhuangui::power {
namespace {

using journal::Journal;
using support::moment;
using support::must;
using support::sale;
using support::sale_id;

void sell(Journal& journal, int number) {
  must(journal.save_cart(support::cart(sale_id(first_epoch(), number), number, 3), number + 1));
  journal.commit_sale(sale(sale_id(first_epoch(), number), number, 3), moment(number), true).value();
}

// What a start finds when the process is killed now: the files as they lie there, by their names.
std::string books_if_killed(const support::Desk& desk) {
  const support::Folder copy;
  for (const char* file : {"journal.db", "journal.db-wal"})
    if (std::filesystem::exists(desk.path() + "/" + file))
      std::filesystem::copy_file(desk.path() + "/" + file, copy.path() + "/" + file);
  return read_books(copy.path());
}

TEST(DeletedLog, EverySaleThatIsAcknowledgedAfterwardsIsThereAfterARestart) {
  for (const bool replaced : {false, true}) {
    SCOPED_TRACE(replaced ? "an empty file in its place" : "nothing in its place");
    support::Desk desk;
    auto journal = desk.open();
    journal->start_epoch("enrolled", moment(0)).value();
    sell(*journal, 1);
    sell(*journal, 2);
    ASSERT_TRUE(std::filesystem::remove(desk.path() + "/journal.db-wal"));
    if (replaced) std::ofstream(desk.path() + "/journal.db-wal").close();
    sell(*journal, 3);
    EXPECT_EQ(books_if_killed(desk), to_text({.sales = {1, 2, 3}, .entries = 4}));
    sell(*journal, 4);
    EXPECT_EQ(books_if_killed(desk), to_text({.sales = {1, 2, 3, 4}, .entries = 5}));
    journal.reset();
    EXPECT_EQ(read_books(desk.path()), to_text({.sales = {1, 2, 3, 4}, .entries = 5}));
  }
}

TEST(DeletedLog, TidyingPutsItBackWithoutWaitingForTheNextSale) {
  support::Desk desk;
  const auto journal = desk.open();
  journal->start_epoch("enrolled", moment(0)).value();
  sell(*journal, 1);
  std::filesystem::remove(desk.path() + "/journal.db-wal");
  must(journal->tidy());
  EXPECT_EQ(books_if_killed(desk), to_text({.sales = {1}, .entries = 2}));
}

TEST(DeletedLog, WhoReadsBesideTheTerminalSeesWhatIsSoldAfterwards) {
  support::Desk desk;
  const auto journal = desk.open();
  journal->start_epoch("enrolled", moment(0)).value();
  const auto reader = desk.reader();
  EXPECT_EQ(reader->status()->seq, 1);
  std::filesystem::remove(desk.path() + "/journal.db-wal");
  for (int number = 1; number <= 3; ++number) {
    sell(*journal, number);
    EXPECT_EQ(reader->status()->seq, number + 1);
    EXPECT_TRUE(reader->sale(sale_id(first_epoch(), number), nullptr).value());
  }
  EXPECT_TRUE(reader->verify()->ok);
}

TEST(DeletedLog, DeletedSharedMemoryCostsNoSale) {
  support::Desk desk;
  auto journal = desk.open();
  journal->start_epoch("enrolled", moment(0)).value();
  sell(*journal, 1);
  ASSERT_TRUE(std::filesystem::remove(desk.path() + "/journal.db-shm"));
  sell(*journal, 2);
  EXPECT_EQ(books_if_killed(desk), to_text({.sales = {1, 2}, .entries = 3}));
  journal.reset();
  EXPECT_EQ(read_books(desk.path()), to_text({.sales = {1, 2}, .entries = 3}));
}

TEST(DeletedLog, ADatabaseThatIsDeletedIsToldAndNothingIsAcknowledged) {
  support::Desk desk;
  const auto journal = desk.open();
  journal->start_epoch("enrolled", moment(0)).value();
  sell(*journal, 1);
  std::filesystem::remove(desk.path() + "/journal.db");
  for (int i = 0; i < 2; ++i) {
    const auto refused = journal->commit_sale(sale(sale_id(first_epoch(), 2), 2, 3), moment(2), true);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().cause, testing::HasSubstr("journal.db"));
    EXPECT_FALSE(refused.error().remedy.empty());
  }
}

}  // namespace
}  // namespace zhuangui::power
