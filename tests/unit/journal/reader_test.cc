#include <gmock/gmock.h>
#include <fstream>
#include <map>

#include "journal_desk.h"
#include "projector.h"
#include "sqlite.h"

namespace zhuangui::journal {
namespace {

using core::Errc;
using support::Desk;
using support::moment;
using support::must;
using support::sale;
using support::sale_id;

// Two epochs, three days, sales of one to five lines.
std::vector<std::int64_t> fill(Desk& desk, int sales_each) {
  std::vector<std::int64_t> epochs;
  for (int e = 0; e < 2; ++e) {
    const auto journal = desk.open();
    epochs.push_back(journal->start_epoch(e == 0 ? "enrolled" : "unclean_stop", moment(0, e))->epoch);
    for (int i = 0; i < sales_each; ++i)
      journal->commit_sale(sale(sale_id(epochs.back(), i + 1), i + e, 1 + i % 5), moment(i, e + i / 4), true).value();
    journal->append("clock.set", 1, core::clock_set_body(1500 + e, "county"), moment(600, e + 1)).value();
    must(journal->stop_orderly(moment(700, e + 1)));
  }
  return epochs;
}

TEST(Reader, AKeptValueIsTheLastThatWasGivenAndOutlivesTheProgramAndNoEntryIsMade) {
  Desk desk;
  {
    const auto journal = desk.open();
    must(journal->keep_value("settings", "{\"volume\":1}"));
    must(journal->keep_value("settings", "{\"volume\":3}"));
    must(journal->keep_value("other", "x"));
    must(journal->keep_value("other", ""));
  }
  EXPECT_EQ(desk.reader()->kept_value("settings").value(), "{\"volume\":3}");
  EXPECT_EQ(desk.reader()->kept_value("other").value(), "");
  EXPECT_TRUE(desk.reader()->epochs().value().empty());
}

TEST(Reader, ItsSumsAreThoseOfTheSalesReckonedByHand) {
  Desk desk;
  fill(desk, 8);
  const auto reader = desk.reader();
  std::map<std::tuple<std::string, std::string, std::string>, ProductDay> wanted;
  const auto rows = reader->sales("2026-11-01", "2026-12-01").value();
  ASSERT_EQ(rows.size(), 16u);
  for (const SaleRow& row : rows) {
    const auto sold = reader->sale(row.sale, nullptr).value().value();
    EXPECT_EQ(row.total_fen + row.change_fen, row.cash_fen);
    EXPECT_EQ(row.total_fen, sold.total.in_fen());
    std::map<std::string, int> counted;
    for (const core::SaleLine& line : sold.lines) {
      auto& day = wanted[{row.business_day, line.facts.product, line.facts.township}];
      if (++counted[line.facts.product] == 1) ++day.sales;
      if (const auto* pieces = std::get_if<core::Pieces>(&line.facts.quantity)) day.pieces += pieces->count;
      if (const auto* grams = std::get_if<core::Grams>(&line.facts.quantity)) day.weight_g += grams->grams;
      day.gross_fen += line.total.in_fen();
    }
  }
  const auto days = reader->product_days("2026-11-01", "2026-12-01").value();
  ASSERT_EQ(days.size(), wanted.size());
  auto want = wanted.begin();
  for (const ProductDay& day : days) {
    EXPECT_EQ((std::tuple{day.business_day, day.product, day.township}), want->first);
    EXPECT_EQ((std::tuple{day.sales, day.pieces, day.weight_g, day.gross_fen}),
              (std::tuple{want->second.sales, want->second.pieces, want->second.weight_g, want->second.gross_fen}));
    ++want;
  }
  EXPECT_EQ(reader->sales("2026-11-25", "2026-11-25")->size(), 8u);
  EXPECT_TRUE(reader->sales("2026-11-27", "2026-12-30")->empty());
  EXPECT_EQ(reader->last_sale().value()->sale, rows.back().sale);
}

TEST(Reader, TheDaysSumsKeepApartWhatGoodsCostAndWhatWasTakenOff) {
  Desk desk;
  {
    const auto journal = desk.open();
    const auto epoch = journal->start_epoch("enrolled", moment(0, 0))->epoch;
    core::Cart cart{.sale = sale_id(epoch, 1)};
    cart.lines = {{.product = "P-HETAO", .name = "N", .township = "天元乡", .quantity = core::Pieces{2},
                   .unit_price = core::PerPiece{core::Money::fen(3800)}}};
    core::PricedCart priced{{{core::Money::fen(7600), {{"PR-1", "满减", core::Money::fen(500)}}, core::Money::fen(7100)}},
                            core::Money::fen(7600), core::Money::fen(500), core::Money::fen(7100)};
    const auto sold = core::complete_sale(cart, priced, core::cash_settlement(core::Money::fen(7100)), 3).value();
    journal->commit_sale(sold, moment(1, 0), false).value();
    must(journal->stop_orderly(moment(2, 0)));
  }
  const auto days = desk.reader()->product_days("2026-11-01", "2026-12-01").value();
  ASSERT_EQ(days.size(), 1u);
  EXPECT_EQ(days.front().gross_fen, 7600);
  EXPECT_EQ(days.front().discount_fen, 500);
  EXPECT_TRUE(desk.reader()->verify()->ok);
  const std::string before = desk.reader()->dump_projections().value();
  ASSERT_TRUE(rebuild_projections(desk.path(), {}).has_value());
  EXPECT_EQ(desk.reader()->dump_projections().value(), before);
  {
    auto forged = Connection::open(desk.path() + "/journal.db", Connection::Access::read_write, {}).value();
    must(forged.execute("UPDATE projected_product_days SET discount_fen = 499"));
  }
  EXPECT_EQ(desk.reader()->verify()->first_false->reason, "projection");
}

core::Sale sale_paid_by(std::int64_t epoch, int number, std::vector<core::Tender> tenders) {
  core::Cart cart{.sale = sale_id(epoch, number)};
  cart.lines = {{.product = "P-HETAO", .name = "N", .township = "天元乡", .quantity = core::Pieces{1},
                 .unit_price = core::PerPiece{core::Money::fen(3800)}}};
  return core::complete_sale(cart, core::price_cart(cart).value(), {.tenders = std::move(tenders)}, 3).value();
}

// By hand: H-1 takes 20.00 and 5.00 on the 24th, 38.00 on the 25th, and the month before 38.00.
TEST(Reader, TellsWhatAHolderHasTakenThisDayAndMonthAndWhatDocumentsHavePaid) {
  using core::Money;
  using core::TenderKind;
  const auto card = [](std::int64_t fen, const char* holder) { return core::Tender{TenderKind::card, Money::fen(fen), holder, "", ""}; };
  const auto on = [](TenderKind kind, std::int64_t fen, const char* number) { return core::Tender{kind, Money::fen(fen), "H-1", number, ""}; };
  const core::Tender rest{TenderKind::cash, Money::fen(1800), "", "", ""};
  Desk desk;
  {
    const auto journal = desk.open();
    const auto epoch = journal->start_epoch("enrolled", moment(0, -24))->epoch;
    journal->commit_sale(sale_paid_by(epoch, 1, {card(3800, "H-1")}), moment(1, -24), false).value();  // 31 October
    journal->commit_sale(sale_paid_by(epoch, 2, {card(2000, "H-1"), rest}), moment(1, 0), false).value();
    journal->commit_sale(sale_paid_by(epoch, 3, {card(500, "H-1"), card(3300, "H-2")}), moment(2, 0), false).value();
    journal->commit_sale(sale_paid_by(epoch, 4, {card(3800, "H-1")}), moment(3, 1), false).value();
    journal->commit_sale(sale_paid_by(epoch, 5, {on(TenderKind::quota, 2000, "Q-1"), rest}), moment(4, 1), false).value();
    journal->commit_sale(sale_paid_by(epoch, 6, {on(TenderKind::account, 3000, "CG-1"), on(TenderKind::quota, 800, "Q-1")}), moment(5, 2), false).value();
    must(journal->stop_orderly(moment(6, 2)));
  }
  const auto reader = desk.reader();
  EXPECT_EQ(reader->card_taken("H-1", {2026, 11, 24}).value(), (core::HolderTaken{Money::fen(2500), Money::fen(2500)}));
  EXPECT_EQ(reader->card_taken("H-1", {2026, 11, 25}).value(), (core::HolderTaken{Money::fen(3800), Money::fen(6300)}));
  EXPECT_EQ(reader->card_taken("H-1", {2026, 10, 31}).value(), (core::HolderTaken{Money::fen(3800), Money::fen(3800)}));
  EXPECT_EQ(reader->card_taken("H-2", {2026, 11, 30}).value(), (core::HolderTaken{Money{}, Money::fen(3300)}));
  EXPECT_EQ(reader->card_taken("H-3", {2026, 11, 24}).value(), core::HolderTaken{});
  EXPECT_EQ(reader->drawn_on_documents().value(), (std::map<std::string, Money>{{"CG-1", Money::fen(3000)}, {"Q-1", Money::fen(2800)}}));
  EXPECT_TRUE(reader->verify()->ok);
  const std::string before = reader->dump_projections().value();
  ASSERT_TRUE(rebuild_projections(desk.path(), {}).has_value());
  EXPECT_EQ(desk.reader()->dump_projections().value(), before);
  for (const char* forgery : {"UPDATE projected_drawn SET amount_fen = amount_fen - 1 WHERE reference = 'H-1' AND business_day = '2026-11-24'",
                              "DELETE FROM projected_drawn WHERE reference = 'Q-1'", "INSERT INTO projected_drawn VALUES ('card', 'H-9', '2026-11-24', 5)"}) {
    auto forged = Connection::open(desk.path() + "/journal.db", Connection::Access::read_write, {}).value();
    must(forged.execute(forgery));
    const auto report = desk.reader()->verify().value();
    ASSERT_FALSE(report.ok) << forgery;
    EXPECT_EQ(report.first_false->reason, "projection") << forgery;
    ASSERT_TRUE(rebuild_projections(desk.path(), {}).has_value());
    EXPECT_EQ(desk.reader()->dump_projections().value(), before) << "a rebuild puts it right";
  }
}

TEST(Reader, StatusTellsWhatTheCountyLacks) {
  Desk desk;
  const auto epochs = fill(desk, 3);
  const auto journal = desk.open();
  EXPECT_EQ(journal->found().clock_offset_ms, 1501);
  auto status = desk.reader()->status().value();
  EXPECT_EQ(status.terminal, "T-0001");
  EXPECT_EQ(status.counter, "C-0001");
  EXPECT_EQ(status.epoch, epochs[1]);
  EXPECT_EQ(status.seq, 6);
  EXPECT_EQ(status.hash, journal->found().hash);
  EXPECT_EQ(status.unsent, 12);
  EXPECT_EQ(status.clock_offset_ms, 1501);
  must(journal->set_county_position(epochs[0], 6, {}));
  must(journal->set_county_position(epochs[1], 4, {}));
  must(journal->set_county_position(epochs[1], 2, {}));  // older: ignored
  must(journal->set_list_confirmed(core::WallTime{77}));
  status = desk.reader()->status().value();
  EXPECT_EQ(status.county.epoch, epochs[1]);
  EXPECT_EQ(status.county.seq, 4);
  EXPECT_EQ(status.unsent, 2);
  EXPECT_EQ(status.list_confirmed_at, 77);
}

TEST(Reader, EntriesAreBoundedByNumberAndBytesButAtLeastOne) {
  Desk desk;
  const auto epochs = fill(desk, 3);
  const auto reader = desk.reader();
  EXPECT_EQ(reader->entries(epochs[0], 1, 100, 1 << 20)->size(), 6u);
  EXPECT_EQ(reader->entries(epochs[0], 3, 2, 1 << 20)->front().seq, 3);
  EXPECT_EQ(reader->entries(epochs[0], 3, 2, 1 << 20)->size(), 2u);
  EXPECT_EQ(reader->entries(epochs[0], 2, 9, 1)->size(), 1u);
  EXPECT_TRUE(reader->entries(epochs[0], 7, 9, 1 << 20)->empty());
  EXPECT_TRUE(reader->entries(5, 1, 9, 1 << 20)->empty());
}

TEST(Reader, AnExportIsABatchThatTheContractAcceptsAndChecks) {
  Desk desk;
  const auto epochs = fill(desk, 5);
  const auto reader = desk.reader();
  for (const std::int64_t epoch : epochs) {
    std::string text;
    must(reader->export_epoch(epoch, [&text](std::string_view piece) { text += piece; }));
    const auto batch = contract::decode_batch(text).value();
    EXPECT_EQ(batch.epoch, epoch);
    EXPECT_EQ(batch.entries.size(), 8u);
    const auto key = support::key_of(0).public_key();
    EXPECT_TRUE(contract::check_batch(batch, key, 0, contract::first_hash(key, epoch)));
    EXPECT_EQ(contract::encode_batch(batch), text);
  }
  std::string current;
  must(reader->export_epoch(0, [&current](std::string_view piece) { current += piece; }));
  EXPECT_EQ(contract::decode_batch(current)->epoch, epochs[1]);
  EXPECT_EQ(reader->export_epoch(7, [](std::string_view) {}).error().code, Errc::not_found);
}

TEST(Reader, ItSeesWhatTheRunningTerminalHasJustWritten) {
  Desk desk;
  const auto journal = desk.open();
  const auto reader = desk.reader();
  const auto epoch = journal->start_epoch("enrolled", moment(0))->epoch;
  for (int i = 1; i < 50; ++i) {
    journal->commit_sale(sale(sale_id(epoch, i), i), moment(i), false).value();
    EXPECT_EQ(reader->status()->seq, i + 1);
  }
  EXPECT_TRUE(reader->verify()->ok);
}

TEST(Projections, TheyComeOutEqualWhenTheyAreRebuiltAndWhenTheyLag) {
  Desk desk;
  fill(desk, 9);
  const std::string before = desk.reader()->dump_projections().value();
  EXPECT_THAT(before, testing::HasSubstr("{\"table\":\"clock\""));
  std::int64_t told = 0;
  EXPECT_EQ(rebuild_projections(desk.path(), [&told](std::int64_t done, std::int64_t) { told = done; }).value(), 24);
  EXPECT_EQ(told, 24);
  EXPECT_EQ(desk.reader()->dump_projections().value(), before);

  struct Case {
    const char* note;
    const char* sql;
  };
  for (const Case& c : {Case{"older edition", "UPDATE projected_position SET edition = 'old'"},
                        Case{"no position", "DELETE FROM projected_position"},
                        Case{"no tables", "DROP TABLE projected_position; DROP TABLE projected_sales"},
                        Case{"beyond the end", "UPDATE projected_position SET place = place + 1"},
                        Case{"a rebuild that was cut off",
                             "CREATE TABLE rebuilding_sales (x); UPDATE projected_position SET edition = ''"}}) {
    must(Connection::open(desk.path() + "/journal.db", Connection::Access::read_write, {})->execute(c.sql));
    desk.open();
    EXPECT_EQ(desk.reader()->dump_projections().value(), before) << c.note;
  }
  // Lagging behind the entries: the first sale is the last that was counted.
  auto database = Connection::open(desk.path() + "/journal.db", Connection::Access::read_write, {}).value();
  const auto first = database.integer("SELECT min(place) FROM projected_sales").value();
  must(
      database.execute("DELETE FROM projected_product_days; DELETE FROM projected_days; DELETE FROM projected_clock; "
                       "DELETE FROM projected_shifts; DELETE FROM projected_shift_sums; "
                       "DELETE FROM projected_sales; UPDATE projected_position SET place = " +
                       std::to_string(first - 1)));
  database = {};
  desk.open();
  EXPECT_EQ(desk.reader()->dump_projections().value(), before);
  EXPECT_EQ(rebuild_projections(desk.path(), {}).value(), 24);
  EXPECT_EQ(desk.reader()->dump_projections().value(), before);
}

TEST(Projections, ARebuildWaitsForTheTerminalToEnd) {
  Desk desk;
  const auto journal = desk.open();
  const auto refused = rebuild_projections(desk.path(), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::in_use);
}

}  // namespace
}  // namespace zhuangui::journal
