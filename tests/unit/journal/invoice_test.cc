// 开票申请 in the journal: once for a sale, for what is left of it; a return opens a 红字 task in the same transaction.
#include <gtest/gtest.h>

#include "core/refund.h"
#include "journal_desk.h"

namespace zhuangui::journal {
namespace {

using core::Errc;
using core::Money;
using support::moment;

struct Invoices : testing::Test {
  support::Desk desk;
  std::unique_ptr<Journal> journal = desk.open();
  std::int64_t epoch = journal->start_epoch("enrolled", moment(0)).value().epoch;

  /// Two bags at 38.00.
  core::Sale sell(std::int64_t number) {
    core::Cart cart = support::cart(support::sale_id(epoch, number), 0, 1);
    std::get<core::Pieces>(cart.lines.at(0).quantity).count = 2;
    core::Sale sale = support::cash_sale(cart, Money::fen(7'600), 3).value();
    EXPECT_TRUE(journal->commit_sale(sale, moment(number), false));
    return sale;
  }
  void give_back(const core::Sale& sale, std::int64_t number, std::int64_t pieces, const std::vector<core::Refund>& earlier = {}) {
    core::RefundTerms terms;
    terms.id = support::sale_id(epoch, number);
    terms.reason = "not_wanted";
    const core::RefundWish wish{.line = 0, .quantity = pieces, .agreed = {}, .fate = core::GoodsFate::saleable};
    const auto refund = core::make_refund(sale, earlier, std::array{wish}, terms);
    ASSERT_TRUE(refund) << refund.error().cause;
    ASSERT_TRUE(journal->commit_refund(*refund, moment(number), false));
  }
  std::int64_t count_of(std::string_view text) {
    std::int64_t count = 0;
    const auto entries = desk.reader()->entries(epoch, 1, 1'000, 1u << 24);
    for (const auto& entry : *entries) count += entry.payload.find(text) != std::string::npos;
    return count;
  }
};

TEST_F(Invoices, IsAskedForOnceForAllOfASale) {
  const core::Sale sale = sell(1);
  const auto request = journal->request_invoice(sale.id, "S-AAAAAA", moment(2));
  ASSERT_TRUE(request) << request.error().cause;
  EXPECT_EQ(request->amount, Money::fen(7'600));
  EXPECT_EQ(request->reference.size(), 12u);
  EXPECT_EQ(journal->request_invoice(sale.id, "", moment(3)).error().code, Errc::conflict);
  EXPECT_EQ(journal->request_invoice("T-0001-1-99", "", moment(3)).error().code, Errc::not_found);
  ASSERT_TRUE(journal->stop_orderly(moment(4)));
  journal = desk.open();
  EXPECT_EQ(journal->request_invoice(sale.id, "", moment(5)).error().code, Errc::conflict) << "nor after a restart";
  EXPECT_EQ(count_of("\"kind\":\"invoice.requested\""), 1);
  EXPECT_NE(journal->request_invoice(sell(6).id, "", moment(7))->reference, request->reference);
}

TEST_F(Invoices, WhatCameBackBeforeIsNotAskedFor) {
  const core::Sale sale = sell(1);
  give_back(sale, 2, 1);
  EXPECT_EQ(journal->request_invoice(sale.id, "", moment(3))->amount, Money::fen(3'800));
  const core::Sale other = sell(4);
  give_back(other, 5, 2);
  EXPECT_EQ(journal->request_invoice(other.id, "", moment(6)).error().code, Errc::conflict) << "nothing is left of it";
}

TEST_F(Invoices, AReturnOfAnInvoicedSaleOpensATaskForItsAmount) {
  const core::Sale sale = sell(1);
  const std::string reference = journal->request_invoice(sale.id, "", moment(2))->reference;
  give_back(sale, 3, 1);
  EXPECT_EQ(count_of("\"kind\":\"invoice.reversal_due\""), 1);
  EXPECT_EQ(count_of("{\"reference\":\"" + reference + "\",\"sale\":\"" + sale.id + "\",\"return\":\"" + support::sale_id(epoch, 3) + "\",\"amount_fen\":3800}"), 1);
  EXPECT_EQ(journal->request_invoice(sale.id, "", moment(4)).error().code, Errc::conflict) << "the rest is invoiced already";
  const core::Sale plain = sell(5);
  give_back(plain, 6, 1);
  EXPECT_EQ(count_of("\"kind\":\"invoice.reversal_due\""), 1) << "without an invoice there is nothing to take back";
  const auto report = desk.reader()->verify();
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->ok);
}

TEST_F(Invoices, ARebuildComesToTheSame) {
  const core::Sale sale = sell(1);
  ASSERT_TRUE(journal->request_invoice(sale.id, "", moment(2)));
  give_back(sale, 3, 1);
  const std::string before = desk.reader()->dump_projections().value();
  ASSERT_TRUE(journal->stop_orderly(moment(9)));
  journal.reset();
  ASSERT_TRUE(rebuild_projections(desk.path(), {}));
  EXPECT_EQ(desk.reader()->dump_projections().value(), before);
}

}  // namespace
}  // namespace zhuangui::journal
