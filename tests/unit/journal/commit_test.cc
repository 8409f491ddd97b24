#include <gmock/gmock.h>

#include "journal_desk.h"
#include "sqlite.h"

namespace zhuangui::journal {
namespace {

using core::Errc;
using support::cart;
using support::Desk;
using support::moment;
using support::must;
using support::sale;
using support::sale_id;

TEST(Journal, ASaleIsOneEntryWithHeadProjectionAndPrintJobAndItsCartIsGone) {
  Desk desk;
  const auto journal = desk.open();
  EXPECT_TRUE(journal->found().orderly_stop);
  EXPECT_EQ(journal->found().epoch, 0);
  const auto began = journal->start_epoch("enrolled", moment(0)).value();
  EXPECT_EQ(began.seq, 1);
  const std::string id = sale_id(began.epoch, 1);
  must(journal->save_cart(cart(id, 1), 2));
  const auto committed = journal->commit_sale(sale(id, 1), moment(1), true).value();
  EXPECT_EQ(committed.seq, 2);
  EXPECT_EQ(committed.business_day, "2026-11-24");
  EXPECT_FALSE(committed.already_written);

  const auto reader = desk.reader();
  const auto entries = reader->entries(began.epoch, 1, 10, 1 << 20).value();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[1].hash, committed.hash);
  EXPECT_EQ(contract::decode_payload(entries[1].payload)->body, core::sale_body(sale(id, 1)));
  const auto head = reader->head(began.epoch, 2).value();
  ASSERT_TRUE(head);
  EXPECT_TRUE(contract::verify_head(support::key_of(0).public_key(), "T-0001", *head));
  SaleRow row;
  EXPECT_EQ(reader->sale(id, &row).value(), sale(id, 1));
  EXPECT_EQ(row.total_fen, sale(id, 1).total.in_fen());
  EXPECT_EQ(row.cash_fen, 1'000'000);
  EXPECT_EQ(row.lines, 2);
  const auto jobs = reader->print_jobs_open().value();
  ASSERT_EQ(jobs.size(), 1u);
  EXPECT_EQ(jobs[0].sale, id);
  EXPECT_EQ(jobs[0].number, committed.print_job);
  EXPECT_TRUE(reader->verify()->ok);
}

TEST(Journal, TheSameSaleAgainIsAlreadyWrittenAndOtherContentIsAConflict) {
  Desk desk;
  const auto journal = desk.open();
  const auto epoch = journal->start_epoch("enrolled", moment(0))->epoch;
  const auto first = journal->commit_sale(sale(sale_id(epoch, 1), 1), moment(1), false).value();
  const auto again = journal->commit_sale(sale(sale_id(epoch, 1), 1), moment(9), true).value();
  EXPECT_TRUE(again.already_written);
  EXPECT_EQ(again.seq, first.seq);
  EXPECT_EQ(again.hash, first.hash);
  EXPECT_EQ(again.business_day, first.business_day);
  const auto other = journal->commit_sale(sale(sale_id(epoch, 1), 2), moment(9), true);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, Errc::conflict);
  EXPECT_EQ(desk.reader()->status()->seq, 2);
  EXPECT_TRUE(desk.reader()->print_jobs_open()->empty());
  EXPECT_EQ(journal->commit_sale(sale(sale_id(epoch, 2), 2), moment(9), false)->seq, 3);
}

TEST(Journal, ASaleUnderADoubtfulClockCarriesTheMarkAndIsStillFoundAgain) {
  Desk desk;
  const auto journal = desk.open();
  const auto epoch = journal->start_epoch("enrolled", moment(0, 2))->epoch;
  const auto back = journal->commit_sale(sale(sale_id(epoch, 1), 1), moment(0), false).value();
  EXPECT_EQ(back.business_day, "2026-11-26");  // never before that of the entry before
  const auto entries = desk.reader()->entries(epoch, 2, 1, 1 << 20).value();
  EXPECT_THAT(entries[0].payload, testing::EndsWith(",\"clock_doubtful\":true}}"));
  EXPECT_TRUE(journal->commit_sale(sale(sale_id(epoch, 1), 1), moment(3, 2), false)->already_written);
  EXPECT_EQ(journal->commit_sale(sale(sale_id(epoch, 1), 2), moment(3, 2), false).error().code, Errc::conflict);
  EXPECT_EQ(desk.reader()->sale(sale_id(epoch, 1), nullptr).value(), sale(sale_id(epoch, 1), 1));
  journal->append("terminal.stopped", 1, "{}", moment(0)).value();
  EXPECT_THAT(desk.reader()->entries(epoch, 3, 1, 1 << 20)->front().payload,
              testing::EndsWith("\"body\":{\"clock_doubtful\":true}}"));
}

TEST(Journal, AClockThatLeapsOnIsBoundedToADayUnlessSomebodyVouchesForIt) {
  Desk desk;
  const auto journal = desk.open();
  const auto epoch = journal->start_epoch("enrolled", moment(0))->epoch;
  Moment leap = moment(0, 10);
  leap.clock_confirmed = false;
  EXPECT_EQ(journal->commit_sale(sale(sale_id(epoch, 1), 1), leap, false)->business_day, "2026-11-25");
  leap.clock_confirmed = true;
  EXPECT_EQ(journal->commit_sale(sale(sale_id(epoch, 2), 1), leap, false)->business_day, "2026-12-04");
}

TEST(Journal, TheOpenCartAndTheSaleNumberOutliveAStop) {
  Desk desk;
  std::int64_t epoch = 0;
  {
    const auto journal = desk.open();
    epoch = journal->start_epoch("enrolled", moment(0))->epoch;
    must(journal->save_cart(cart(sale_id(epoch, 1), 1, 3), 2));
    must(journal->save_cart(cart(sale_id(epoch, 2), 5, 3), 3));  // the only open cart is the newest
    must(journal->save_cart(cart(sale_id(epoch, 2), 5, 4), 2));  // the number never goes back
  }
  {
    const auto journal = desk.open();
    EXPECT_FALSE(journal->found().orderly_stop);
    ASSERT_TRUE(journal->found().cart);
    EXPECT_EQ(*journal->found().cart, cart(sale_id(epoch, 2), 5, 4));
    EXPECT_EQ(journal->found().next_sale_number, 3);
    journal->commit_sale(sale(sale_id(epoch, 2), 5, 4), moment(2), true).value();
    const auto sold = journal->save_cart(cart(sale_id(epoch, 2), 5, 4), 3);
    EXPECT_EQ(sold.error().code, Errc::conflict);
    auto removed = cart(sale_id(epoch, 3), 5, 1);
    removed.removed = std::move(removed.lines);
    removed.lines.clear();
    must(journal->save_cart(removed, 4));
  }
  {
    const auto journal = desk.open();
    ASSERT_TRUE(journal->found().cart);  // taken off lines are still to be told
    EXPECT_EQ(journal->found().cart->removed.size(), 1u);
    journal->abandon_cart(*journal->found().cart, "cleared", moment(3)).value();
    must(journal->save_cart({.sale = sale_id(epoch, 4)}, 5));
    must(journal->stop_orderly(moment(4)));
  }
  const auto journal = desk.open();
  EXPECT_TRUE(journal->found().orderly_stop);
  EXPECT_FALSE(journal->found().cart);
  EXPECT_EQ(journal->found().next_sale_number, 5);
  EXPECT_EQ(journal->found().seq, 4);
}

TEST(Journal, AParkedCartIsFoundAgainUntilItIsTakenUpSoldOrGivenUpAndTheNextCartDoesNotDropIt) {
  Desk desk;
  std::int64_t epoch = 0;
  const auto parked = [&epoch](std::int64_t number) {
    return core::ParkedCart{number, moment(number).raw, core::ParkReason::abandoned, cart(sale_id(epoch, static_cast<int>(number)), 1, 3)};
  };
  {
    const auto journal = desk.open();
    epoch = journal->start_epoch("enrolled", moment(0))->epoch;
    must(journal->save_cart(parked(1).cart, 2));
    for (int i = 1; i <= 4; ++i) must(journal->park_cart(parked(i), i + 1));
    must(journal->save_cart(cart(sale_id(epoch, 5), 2, 2), 6));
  }
  {
    const auto journal = desk.open();
    EXPECT_EQ(journal->found().parked, (std::vector{parked(1), parked(2), parked(3), parked(4)}));
    ASSERT_TRUE(journal->found().cart);
    EXPECT_EQ(journal->found().cart->sale, sale_id(epoch, 5));
    must(journal->save_cart(parked(2).cart, 6));
    journal->abandon_cart(parked(3).cart, "day_over", moment(9)).value();
    journal->commit_sale(sale(sale_id(epoch, 4), 1, 3), moment(9), false).value();
    EXPECT_EQ(journal->park_cart(parked(4), 6).error().code, Errc::conflict) << "it is sold";
    must(journal->save_cart(parked(2).cart, 6));
  }
  const auto journal = desk.open();
  EXPECT_EQ(journal->found().parked, std::vector{parked(1)});
  ASSERT_TRUE(journal->found().cart);
  EXPECT_EQ(journal->found().cart->sale, sale_id(epoch, 2)) << "taken up: the open one";
}

TEST(Journal, EpochNumbersAreNeverUsedTwiceAndEachNamesTheEndOfTheOneBefore) {
  Desk desk;
  std::int64_t last = 0;
  for (int i = 0; i < 4; ++i) {
    const auto journal = desk.open();
    const auto began = journal->start_epoch(i == 0 ? "enrolled" : "unclean_stop", moment(0)).value();
    EXPECT_GT(began.epoch, last);
    EXPECT_EQ(began.seq, 1);
    last = began.epoch;
    journal->commit_sale(sale(sale_id(last, 1), i), moment(1), false).value();
  }
  const auto reader = desk.reader();
  const auto epochs = reader->epochs().value();
  ASSERT_EQ(epochs.size(), 4u);
  EXPECT_EQ(epochs[0].epoch, (support::morning_ms - 1'767'225'600'000) / 60'000);  // whole minutes since 2026
  for (std::size_t i = 1; i < epochs.size(); ++i) {
    EXPECT_EQ(epochs[i].epoch, epochs[i - 1].epoch + 1);
    const auto fields =
        contract::decode_payload(reader->entries(epochs[i].epoch, 1, 1, 1 << 20)->front().payload).value();
    EXPECT_EQ(fields.body, core::epoch_started_body("unclean_stop", epochs[i - 1].epoch, 2,
                                                    contract::to_hex(epochs[i - 1].last_hash)));
  }
  EXPECT_TRUE(reader->verify()->ok);
}

TEST(Journal, AnEntryNeedsAnEpochAndABodyThatIsAnObject) {
  Desk desk;
  const auto journal = desk.open();
  EXPECT_EQ(journal->append("terminal.started", 1, "{}", moment(0)).error().code, Errc::conflict);
  journal->start_epoch("enrolled", moment(0)).value();
  for (const char* body : {"", "[]", "{", "7", "{} "})
    EXPECT_EQ(journal->append("terminal.started", 1, body, moment(0)).error().code, Errc::invalid_input) << body;
  EXPECT_EQ(desk.reader()->status()->seq, 1);
}

TEST(Journal, AReprintCountsItsCopiesAndEveryJobKeepsItsBytes) {
  Desk desk;
  const auto journal = desk.open();
  const auto epoch = journal->start_epoch("enrolled", moment(0))->epoch;
  const std::string id = sale_id(epoch, 1);
  EXPECT_EQ(journal->reprint(id, moment(1)).error().code, Errc::not_found);
  journal->commit_sale(sale(id, 1), moment(1), true).value();
  EXPECT_EQ(journal->reprint(id, moment(2))->copy, 1);
  auto second = journal->reprint(id, moment(3)).value();
  EXPECT_EQ(second.copy, 2);
  second.state = "unknown";
  second.bytes = std::string("\x1b@\0paper", 8);
  second.bytes_sent = 3;
  second.trouble = "printer.cover_open";
  must(journal->update_print_job(second));
  const auto kept = desk.reader()->print_job(id, 2).value();
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->bytes, second.bytes);
  EXPECT_EQ(kept->bytes_sent, 3);
  EXPECT_EQ(kept->trouble, "printer.cover_open");
  EXPECT_EQ(desk.reader()->print_jobs_open()->size(), 2u) << "what ended unknown has ended";
  second.state = "sent";
  must(journal->update_print_job(second));
  EXPECT_EQ(desk.reader()->print_jobs_open()->size(), 3u) << "sent is not the end";
  EXPECT_EQ(desk.reader()->last_print_job().value()->copy, 2);
  second.state = "confirmed";
  must(journal->update_print_job(second));
  EXPECT_EQ(desk.reader()->print_jobs_open()->size(), 2u);
  EXPECT_FALSE(desk.reader()->print_job(id, 3).value());
  second.number = 99;
  EXPECT_EQ(journal->update_print_job(second).error().code, Errc::not_found);
}

// The newest are what a person may want to see again byte by byte; any receipt can be made anew from its sale.
TEST(Journal, TheBytesOfTheNewestPrintJobsAreKeptAndOfOlderOnesOnlyWhatBecameOfThem) {
  Desk desk;
  const auto journal = desk.open();
  const auto epoch = journal->start_epoch("enrolled", moment(0))->epoch;
  const std::string id = sale_id(epoch, 1);
  journal->commit_sale(sale(id, 1), moment(1), true).value();
  auto first = desk.reader()->print_job(id, 0).value().value();
  first.state = "confirmed";
  first.bytes = "the first";
  must(journal->update_print_job(first));
  // As after two thousand receipts, without printing them.
  must(Connection::open(desk.path() + "/journal.db", Connection::Access::read_write, {})
           ->execute("UPDATE sqlite_sequence SET seq = " + std::to_string(Journal::print_bytes_kept - 1) + " WHERE name = 'print_jobs'"));
  auto last = first;
  for (const bool is_last : {false, true}) {
    last = journal->reprint(id, moment(2)).value();
    last.state = "unknown";
    last.bytes = "a copy";
    must(journal->update_print_job(last));
    const auto oldest = desk.reader()->print_job(id, 0).value().value();
    EXPECT_EQ(oldest.bytes, is_last ? "" : "the first") << last.number;
    EXPECT_EQ(oldest.state, "confirmed");
  }
  EXPECT_EQ(desk.reader()->print_job(id, last.copy).value()->bytes, last.bytes);
}

}  // namespace
}  // namespace zhuangui::journal
