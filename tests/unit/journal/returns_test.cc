#include <gmock/gmock.h>

#include "journal_desk.h"
#include "sqlite.h"

namespace zhuangui::journal {
namespace {

using core::Errc;
using core::GoodsFate;
using core::Money;
using support::Desk;
using support::moment;
using support::must;
using support::sale_id;

// Four bags at 38.00 paid in cash, sold as number 1 of the epoch.
struct Sold {
  Desk desk;
  std::unique_ptr<Journal> journal = desk.open();
  std::int64_t epoch = journal->start_epoch("enrolled", moment(0))->epoch;
  core::Sale sale;

  Sold() {
    core::Cart cart{.sale = sale_id(epoch, 1)};
    cart.lines = {{.product = "P-HETAO", .name = "薄壳核桃", .township = "天元乡", .quantity = core::Pieces{4},
                   .unit_price = core::PerPiece{Money::fen(3800)}}};
    sale = support::cash_sale(cart, Money::fen(20'000), 3).value();
    journal->commit_sale(sale, moment(1), false).value();
  }
  [[nodiscard]] core::Refund back(int number, std::int64_t pieces, const std::vector<core::Refund>& earlier = {}) const {
    const std::vector<core::RefundWish> wishes{{0, pieces, std::nullopt, GoodsFate::waste}};
    return core::make_refund(sale, earlier, wishes, {.id = sale_id(epoch, number), .reason = "spoiled"}).value();
  }
};

TEST(Journal, AReturnIsOneEntryWithHeadProjectionAndPrintJob) {
  Sold sold;
  const core::Refund refund = sold.back(2, 1);
  const auto committed = sold.journal->commit_refund(refund, moment(60, 1), true).value();
  EXPECT_EQ(committed.seq, 3);
  EXPECT_NE(committed.print_job, 0);
  const auto reader = sold.desk.reader();
  RefundRow row;
  EXPECT_EQ(reader->refund(refund.id, &row).value(), refund);
  EXPECT_EQ((std::tuple{row.sale, row.epoch, row.seq, row.business_day, row.total_fen, row.cash_fen}),
            (std::tuple{sold.sale.id, sold.epoch, std::int64_t{3}, std::string("2026-11-25"), std::int64_t{3800}, std::int64_t{3800}}));
  EXPECT_EQ(reader->refunds(sold.sale.id).value(), std::vector{refund});
  EXPECT_EQ(reader->print_jobs_open()->front().sale, refund.id);
  EXPECT_EQ(reader->refund("T-0001-1-9", nullptr).value(), std::nullopt);
  EXPECT_TRUE(reader->refunds("T-0001-1-9")->empty());

  const auto days = reader->product_days("2026-11-24", "2026-11-25").value();
  ASSERT_EQ(days.size(), 2u);  // sold on one day, come back on the next
  EXPECT_EQ((std::tuple{days[0].pieces, days[0].gross_fen, days[0].refund_fen}), (std::tuple{4, 15'200, 0}));
  EXPECT_EQ((std::tuple{days[1].sales, days[1].pieces, days[1].gross_fen, days[1].refund_fen}), (std::tuple{0, -1, 0, 3800}));
  EXPECT_TRUE(reader->verify()->ok);
}

TEST(Journal, TheSameReturnAgainIsAlreadyWrittenAndOtherContentIsAConflict) {
  Sold sold;
  const core::Refund refund = sold.back(2, 1);
  const auto first = sold.journal->commit_refund(refund, moment(2), true).value();
  const auto again = sold.journal->commit_refund(refund, moment(3), true).value();
  EXPECT_TRUE(again.already_written);
  EXPECT_EQ(again.hash, first.hash);
  EXPECT_EQ(sold.journal->commit_refund(sold.back(2, 2), moment(4), true).error().code, Errc::conflict);
  EXPECT_EQ(sold.desk.reader()->refunds(sold.sale.id)->size(), 1u);
}

TEST(Journal, MoreThanIsLeftOfASaleNeverComesBackWhateverWasAsked) {
  Sold sold;
  const core::Refund three = sold.back(2, 3);
  sold.journal->commit_refund(three, moment(2), false).value();
  // Made as if nothing had come back before: two tills at one counter, or a screen that stood too long.
  const auto refused = sold.journal->commit_refund(sold.back(3, 2), moment(3), false);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Errc::conflict);
  EXPECT_THAT(refused.error().cause, testing::HasSubstr(sold.sale.id));
  sold.journal->commit_refund(sold.back(4, 1, {three}), moment(4), false).value();
  EXPECT_EQ(core::refundable(sold.sale, sold.desk.reader()->refunds(sold.sale.id).value()).front().quantity, 0);
}

TEST(Journal, AReturnOfASaleFromElsewhereIsTaken) {
  Sold sold;
  core::Refund refund = sold.back(2, 4);
  refund.sale = "T-0002-471000-9";
  sold.journal->commit_refund(refund, moment(2), false).value();
  EXPECT_EQ(sold.desk.reader()->refunds("T-0002-471000-9")->size(), 1u);
}

TEST(Journal, AForgedOrForgottenReturnIsFoundAndARebuildGivesTheSame) {
  struct Case { const char* note; const char* sql; };
  for (const Case& c : {Case{"its sum changed", "UPDATE projected_returns SET total_fen = 1"},
                        Case{"it is gone", "DELETE FROM projected_returns"},
                        Case{"one more", "INSERT INTO projected_returns VALUES ('S', 1, 'R', '2026-11-24', 1, 1, 1, 1)"},
                        Case{"the goods' day changed", "UPDATE projected_product_days SET refund_fen = 0"},
                        Case{"the day changed", "UPDATE projected_days SET returns = 0"}}) {
    Sold sold;
    sold.journal->commit_refund(sold.back(2, 1), moment(2), false).value();
    must(sold.journal->stop_orderly(moment(3)));
    sold.journal.reset();
    const std::string before = sold.desk.reader()->dump_projections().value();
    {
      auto database = Connection::open(sold.desk.path() + "/journal.db", Connection::Access::read_write, {}).value();
      must(database.execute(c.sql));
    }
    const auto report = sold.desk.reader()->verify().value();
    ASSERT_FALSE(report.ok) << c.note;
    EXPECT_EQ(report.first_false->reason, "projection") << c.note;
    ASSERT_TRUE(rebuild_projections(sold.desk.path(), {}).has_value());
    EXPECT_EQ(sold.desk.reader()->dump_projections().value(), before) << c.note;
  }
}

}  // namespace
}  // namespace zhuangui::journal
