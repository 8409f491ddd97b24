// 开票申请 of the sale just made: asked of the journal once, printed with its number, and never without it.
#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

Stand stand_paid() {
  Stand stand;
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  stand.key_in("50");
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  return stand;
}

TEST(Invoice, IsAskedOfTheJournalAndPrintedWithItsNumber) {
  Stand stand = stand_paid();
  const std::string sale = stand.till.last->sale.id;
  stand.ask(RequestInvoice{});
  stand.ask(RequestInvoice{});
  EXPECT_EQ(stand.count<AskInvoice>(), 1u) << "one answer is waited for";
  EXPECT_EQ(stand.count<PrintPaper>(), 0u) << "nothing is printed before it is written down";
  stand.feed(InvoiceRequested{sale, "F-3K7Q2MX49P", core::Money::fen(3'800)});
  EXPECT_TRUE(stand.says("invoice_requested"));
  ASSERT_EQ(stand.count<PrintPaper>(), 1u);
  stand.ask(RequestInvoice{});
  EXPECT_EQ(stand.count<AskInvoice>(), 1u);
  EXPECT_EQ(stand.count<PrintPaper>(), 2u) << "the slip can be had again, the request cannot";
}

TEST(Invoice, WhatTheJournalRefusesIsSaid) {
  Stand stand = stand_paid();
  stand.ask(RequestInvoice{});
  stand.feed(InvoiceRefused{stand.till.last->sale.id, {core::Errc::conflict, "asked before", "look"}});
  ASSERT_TRUE(stand.says("invoice_refused"));
  EXPECT_EQ(stand.till.notices[0].arguments, std::vector<std::string>{"before"});
  EXPECT_EQ(stand.count<PrintPaper>(), 0u);
  stand.ask(RequestInvoice{});
  EXPECT_EQ(stand.count<AskInvoice>(), 2u) << "it may be tried again";
}

TEST(Invoice, AnAnswerForAnotherSaleOrAfterTheScreenDoesNothing) {
  Stand stand = stand_paid();
  stand.ask(RequestInvoice{});
  const std::string sale = stand.till.last->sale.id;
  stand.feed(InvoiceRequested{"T-0001-1-99", "F-OTHERS2222", core::Money::fen(1)});
  EXPECT_EQ(stand.till.last->invoice, "");
  stand.ask(Finish{});
  stand.feed(InvoiceRequested{sale, "F-3K7Q2MX49P", core::Money::fen(3'800)});
  EXPECT_EQ(stand.count<PrintPaper>(), 0u);
}

TEST(Invoice, ABuyerAloneAsksSomebody) {
  Stand stand = stand_paid();
  stand.till.mode = Mode::self_service;
  stand.ask(RequestInvoice{});
  stand.ask(PrintSlip{Slip::gift});
  EXPECT_EQ(stand.count<AskInvoice>() + stand.count<PrintPaper>(), 0u);
}

}  // namespace
}  // namespace zhuangui::till
