// What every implementation of the county's database must do. A new one is one more value at the end.
#include <atomic>
#include <gtest/gtest.h>
#include <thread>

#include "ledger/sqlite_ledger.h"
#include "temporary_folder.h"

namespace zhuangui::ledger {
namespace {

using contract::Entry;
using contract::Hash;

/// A ledger and whatever it stands on.
struct Place {
  std::unique_ptr<support::TemporaryFolder> folder;
  std::unique_ptr<Ledger> ledger;
};

Place make_sqlite() {
  Place place{std::make_unique<support::TemporaryFolder>("zhuangui-ledger"), nullptr};
  auto opened = open_sqlite(place.folder->path() + "/county.db", Access::create);
  if (opened) place.ledger = std::move(*opened);
  return place;
}

Hash hash_of(std::uint8_t first) {
  Hash hash{};
  hash[0] = first;
  return hash;
}

class LedgerContract : public testing::TestWithParam<Place (*)()> {
 protected:
  void SetUp() override {
    place_ = GetParam()();
    ASSERT_NE(place_.ledger, nullptr);
    write([](Writing& tables) -> Result<void> {
      if (const auto set = tables.set_county({1, 0, {}, {}, 1}); !set) return set;
      return tables.put_terminal({"T-0001", "C-0001", TerminalState::active, 5, 0, ""});
    });
  }
  void write(const std::function<Result<void>(Writing&)>& work) {
    const auto done = place_.ledger->write(work);
    ASSERT_TRUE(done) << done.error().cause;
  }
  void read(const std::function<Result<void>(Reading&)>& work) {
    const auto done = place_.ledger->read(work);
    ASSERT_TRUE(done) << done.error().cause;
  }
  std::int64_t stored(const std::string& terminal = "T-0001", std::int64_t epoch = 1) {
    std::int64_t count = 0;
    read([&](Reading& tables) {
      return tables.entries(terminal, epoch, 0, [&](const Entry&) {
        ++count;
        return true;
      });
    });
    return count;
  }

  Place place_;
};

TEST_P(LedgerContract, TheSameEntriesAgainAreStoredOnce) {
  const std::vector<Entry> entries{{1, hash_of(1), "one"}, {2, hash_of(2), "two"}, {3, hash_of(3), "three"}};
  write([&](Writing& tables) -> Result<void> {
    EXPECT_EQ(tables.add_entries("T-0001", 1, entries.data(), 2, 10), 2);
    EXPECT_EQ(tables.add_entries("T-0001", 1, entries.data(), 3, 11), 1);
    EXPECT_EQ(tables.add_entries("T-0001", 2, entries.data(), 1, 12), 1) << "another epoch has its own numbers";
    return {};
  });
  EXPECT_EQ(stored(), 3);
  read([&](Reading& tables) -> Result<void> {
    std::vector<Entry> back;
    const auto done = tables.entries("T-0001", 1, 2, [&](const Entry& entry) {
      back.push_back(entry);
      return true;
    });
    EXPECT_EQ(back, (std::vector<Entry>{entries[1], entries[2]})) << "in order, from the number asked for";
    EXPECT_EQ(tables.hash("T-0001", 1, 3).value(), hash_of(3));
    EXPECT_EQ(tables.hash("T-0001", 1, 4).value(), std::nullopt);
    EXPECT_EQ(tables.stored_epochs("T-0001").value(), (std::vector<std::int64_t>{1, 2}));
    return done;
  });
}

TEST_P(LedgerContract, AnErrorLeavesNothingOfItsTransaction) {
  const Entry entry{1, hash_of(1), "one"};
  const auto failed = place_.ledger->write([&](Writing& tables) -> Result<void> {
    EXPECT_TRUE(tables.add_entries("T-0001", 1, &entry, 1, 10));
    EXPECT_TRUE(tables.put_terminal({"T-0002", "C-0001", TerminalState::active, 5, 0, ""}));
    return core::fail(core::Errc::refused, "no");
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().cause, "no");
  EXPECT_EQ(stored(), 0);
  read([](Reading& tables) -> Result<void> {
    EXPECT_EQ(tables.terminals()->size(), 1u);
    return {};
  });
}

TEST_P(LedgerContract, AReadSeesOneStateWhateverIsWrittenMeanwhile) {
  read([&](Reading& tables) -> Result<void> {
    EXPECT_EQ(tables.terminals()->size(), 1u);
    write([](Writing& other) { return other.put_terminal({"T-0002", "C-0001", TerminalState::waiting, 0, 0, ""}); });
    EXPECT_EQ(tables.terminals()->size(), 1u);
    return {};
  });
  read([](Reading& tables) -> Result<void> {
    EXPECT_EQ(tables.terminals()->size(), 2u);
    return {};
  });
}

TEST_P(LedgerContract, WritersFromManyThreadsLoseNothing) {
  std::vector<std::thread> writers;
  std::atomic<int> failures{0};
  for (int thread = 0; thread < 4; ++thread)
    writers.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        const auto done = place_.ledger->write([](Writing& tables) -> Result<void> {
          Projected projected;
          projected.rollups[{"2026-11-24", "C-0001", "P", "乡", "personal"}] = {1, 0, 2, 3, 4, 0, 0, 4};
          return tables.add_projected(projected);
        });
        if (!done) ++failures;
      }
    });
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(failures, 0);
  read([](Reading& tables) -> Result<void> {
    const auto rows = tables.rollups("2026-11-24", "2026-11-24", "").value();
    EXPECT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows.at(0).figures, (Figures{80, 0, 160, 240, 320, 0, 0, 320}));
    return {};
  });
}

TEST_P(LedgerContract, RollupsAreFoundByDayAndCounter) {
  write([](Writing& tables) {
    Projected projected;
    for (const char* day : {"2026-11-23", "2026-11-24", "2026-11-25"})
      for (const char* counter : {"C-0001", "C-0002"}) {
        projected.rollups[{day, counter, "P", "", "personal"}].sales = 1;
        projected.receipts[{day, counter, "", "", "personal"}].sales = 1;
      }
    projected.not_counted[{"T-0001", "x", 2}] = 3;
    return tables.add_projected(projected);
  });
  read([](Reading& tables) -> Result<void> {
    EXPECT_EQ(tables.rollups("2026-11-24", "2026-11-25", "")->size(), 4u);
    EXPECT_EQ(tables.rollups("2026-11-24", "2026-11-24", "C-0002")->size(), 1u);
    EXPECT_EQ(tables.receipts("2026-11-23", "2026-11-25", "C-0001")->size(), 3u);
    EXPECT_EQ(tables.not_counted().value(), (std::vector<NotCountedRow>{{{"T-0001", "x", 2}, 3}}));
    return {};
  });
  write([](Writing& tables) { return tables.clear_projections(); });
  read([](Reading& tables) -> Result<void> {
    EXPECT_TRUE(tables.rollups("0000-00-00", "9999-99-99", "")->empty());
    EXPECT_TRUE(tables.receipts("0000-00-00", "9999-99-99", "")->empty());
    EXPECT_TRUE(tables.not_counted()->empty());
    return {};
  });
}

TEST_P(LedgerContract, TheNewestMarkOfATerminalSaysWhetherSomebodyWaitsThere) {
  const HelpMark asked{"T-0001", 5, 2, 900, "help", "C-0001"}, answered{"T-0001", 5, 3, 950, "", "C-0001"};
  const HelpMark again{"T-0001", 6, 2, 1'000, "cash", "C-0001"}, elsewhere{"T-0002", 1, 9, 800, "help", "C-0002"};
  const auto put = [this](std::set<HelpMark> marks) {
    write([&](Writing& tables) {
      Projected projected;
      projected.help = marks;
      return tables.add_projected(projected);
    });
  };
  const auto open = [this] {
    std::vector<HelpMark> found;
    read([&](Reading& tables) -> Result<void> {
      found = tables.open_calls().value();
      return {};
    });
    return found;
  };
  put({asked, elsewhere});
  EXPECT_EQ(open(), (std::vector{elsewhere, asked})) << "the one that waits longest first";
  put({answered});
  EXPECT_EQ(open(), std::vector{elsewhere});
  put({again, asked});
  EXPECT_EQ(open(), (std::vector{elsewhere, again})) << "the same mark twice is one";
  read([&](Reading& tables) -> Result<void> {
    EXPECT_EQ(tables.help_marks().value(), (std::vector{asked, answered, again, elsewhere}));
    return {};
  });
}

TEST_P(LedgerContract, DaysWidenAndDrawsOnAQuotaAddUp) {
  const DayKey day{"T-0001", 5, "2026-11-24"}, next{"T-0001", 5, "2026-11-25"};
  const QuotaKey quota{"Q-1", "H-1", "2026-11-24", "C-0001"}, later{"Q-1", "H-1", "2026-11-25", "C-0001"}, other{"Q-2", "H-2", "2026-11-24", "C-0001"};
  const auto put = [this](std::map<DayKey, SeqSpan> days, std::map<QuotaKey, QuotaSums> quotas) {
    write([&](Writing& tables) {
      Projected projected;
      projected.days = std::move(days);
      projected.quotas = std::move(quotas);
      return tables.add_projected(projected);
    });
  };
  put({{day, {3, 7}}, {next, {8, 8}}}, {{quota, {1, 300, 0}}, {other, {1, 50, 0}}, {later, {1, 20, 0}}});
  put({{day, {2, 5}}}, {{quota, {1, 200, 100}}});
  read([&](Reading& tables) -> Result<void> {
    EXPECT_EQ(tables.day_spans("2026-11-24", "2026-11-24").value(), (std::vector<DayRow>{{day, {2, 7}}}));
    EXPECT_EQ(tables.day_spans("2026-11-24", "2026-11-30").value().size(), 2u);
    EXPECT_EQ(tables.quota_draws("2026-11-24", "").value(), (std::vector<QuotaRow>{{quota, {2, 500, 100}}, {other, {1, 50, 0}}}));
    EXPECT_EQ(tables.quota_draws("2026-11-25", "Q-1").value(), (std::vector<QuotaRow>{{quota, {2, 500, 100}}, {later, {1, 20, 0}}}));
    return {};
  });
}

TEST_P(LedgerContract, AReservationIsUsedOnceItsOwnSaleHasArrived) {
  const ReservationRow first{"R-1", "T-0001", "S-1", "Q-1", "H-1", 300, "granted", 5, 9}, second{"R-2", "T-0001", "S-2", "Q-1", "H-1", 400, "used_up", 6, 0};
  write([&](Writing& tables) -> Result<void> {
    if (const auto added = tables.add_reservation(second); !added) return added;
    return tables.add_reservation(first);
  });
  EXPECT_FALSE(place_.ledger->write([&](Writing& tables) { return tables.add_reservation(first); })) << "an id is given once";
  const auto draw = [this](const QuotaSale& sale) {
    write([&](Writing& tables) {
      Projected projected;
      projected.quota_sales = {sale};
      return tables.add_projected(projected);
    });
  };
  draw({"Q-1", "S-1", "T-0002"});
  draw({"Q-2", "S-1", "T-0001"});
  read([&](Reading& tables) -> Result<void> {
    EXPECT_EQ(tables.reservations("Q-1").value(), (std::vector{first, second})) << "another terminal's sale, or another quota's, is not its own";
    EXPECT_EQ(tables.reservation("R-3").value(), std::nullopt);
    return {};
  });
  draw({"Q-1", "S-1", "T-0001"});
  draw({"Q-1", "S-1", "T-0001"});
  ReservationRow used = first;
  used.used = true;
  read([&](Reading& tables) -> Result<void> {
    EXPECT_EQ(tables.reservation("R-1").value(), used);
    EXPECT_EQ(tables.quota_sales().value().size(), 3u);
    return {};
  });
}

TEST_P(LedgerContract, ASaleAndItsReturnsAreFoundByTheSaleEachEntryOnce) {
  const SalePlace sale{"T-0001-5-1", "T-0001", 5, 2}, back{"T-0001-5-1", "T-0002", 5, 9}, again{"T-0001-5-1", "T-0001", 7, 3}, other{"T-0001-5-2", "T-0001", 5, 3};
  for (const std::set<SalePlace>& places : {std::set{sale, other}, std::set{again, back, sale}}) {
    write([&](Writing& tables) {
      Projected projected;
      projected.sales = places;
      return tables.add_projected(projected);
    });
  }
  read([&](Reading& tables) -> Result<void> {
    EXPECT_EQ(tables.sale_places("T-0001-5-1").value(), (std::vector{sale, again, back}));
    EXPECT_EQ(tables.sale_places("T-0001-5-2").value(), std::vector{other});
    EXPECT_TRUE(tables.sale_places("T-0001-5").value().empty()) << "never a part of an id";
    return {};
  });
  write([](Writing& tables) { return tables.clear_projections(); });
  read([&](Reading& tables) -> Result<void> {
    EXPECT_TRUE(tables.sale_places("T-0001-5-1").value().empty());
    return {};
  });
}

TEST_P(LedgerContract, TerminalsKeysEpochsAndHeadsComeBackAsTheyWerePut) {
  const EpochRow epoch{7, {{1, 2}}, "C-0001", 3, hash_of(9), 6};
  const contract::Head head{7, 3, hash_of(9), {{4, 5}}};
  write([&](Writing& tables) -> Result<void> {
    EXPECT_EQ(tables.next_terminal_id().value(), "T-0002");
    EXPECT_TRUE(tables.put_key("T-0001", {{{1, 2}}, "C-0001", KeyState::active, 4}));
    EXPECT_TRUE(tables.put_key("T-0001", {{{3, 4}}, "C-0002", KeyState::active, 5}));
    EXPECT_TRUE(tables.put_key("T-0001", {{{1, 2}}, "C-0001", KeyState::replaced, 4}));
    EXPECT_TRUE(tables.note_heard("T-0001", 77, "{}"));
    EXPECT_TRUE(tables.note_heard("T-0001", 78, ""));
    EXPECT_TRUE(tables.add_head("T-0001", head));
    EXPECT_EQ(tables.put_epoch("T-0404", epoch).error().code, core::Errc::not_found);
    return tables.put_epoch("T-0001", epoch);
  });
  read([&](Reading& tables) -> Result<void> {
    const auto terminal = tables.terminal("T-0001").value();
    EXPECT_EQ(terminal->last_heard_at, 78);
    EXPECT_EQ(terminal->heartbeat, "{}") << "an empty heartbeat changes only the moment";
    const auto keys = tables.keys("T-0001").value();
    EXPECT_EQ(keys.size(), 2u);
    EXPECT_EQ(keys.at(0).state, KeyState::replaced);
    EXPECT_EQ(keys.at(1).counter, "C-0002");
    EXPECT_EQ(tables.epochs("T-0001").value(), std::vector{epoch});
    EXPECT_EQ(tables.epoch("T-0001", 7).value(), epoch);
    EXPECT_EQ(tables.epoch("T-0001", 8).value(), std::nullopt);
    EXPECT_EQ(tables.heads("T-0001", 7, 0).value(), std::vector{head});
    EXPECT_EQ(tables.entries_count().value(), 3);
    EXPECT_EQ(tables.terminal(county_journal).value() == std::nullopt, true) << "the county's own journal is no terminal";
    return {};
  });
}

TEST_P(LedgerContract, AlarmsCountUpGapsStartAgainAndBranchesAreKeptOnce) {
  write([](Writing& tables) -> Result<void> {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(tables.raise_alarm({"fork", "T-0001", 1, 2, "s", 10 + i, 1}));
    EXPECT_EQ(tables.note_gap("T-0001", 1, 5), 1);
    EXPECT_EQ(tables.note_gap("T-0001", 1, 5), 2);
    EXPECT_EQ(tables.note_gap("T-0001", 1, 6), 1);
    bool added = false;
    const BranchRow branch{"T-0001", 1, 2, 3, hash_of(1), "fork", 9, "bytes"};
    EXPECT_TRUE(tables.add_branch(branch, &added));
    EXPECT_TRUE(added);
    EXPECT_TRUE(tables.add_branch(branch, &added));
    EXPECT_FALSE(added);
    return {};
  });
  read([](Reading& tables) -> Result<void> {
    const auto alarms = tables.alarms().value();
    EXPECT_EQ(alarms.size(), 1u);
    EXPECT_EQ(alarms.at(0).times, 3);
    EXPECT_EQ(alarms.at(0).raised_at, 10);
    EXPECT_EQ(tables.branches()->size(), 1u);
    return {};
  });
}

TEST_P(LedgerContract, ABranchIsFoundByItsNumberWithItsBytesAndKeepsWhatTheOfficeDecided) {
  write([](Writing& tables) -> Result<void> {
    EXPECT_TRUE(tables.add_branch({"T-0001", 1, 2, 3, hash_of(1), "fork", 9, "bytes"}, nullptr));
    EXPECT_TRUE(tables.add_branch({"T-0001", 1, 4, 9, hash_of(2), "branch", 10, "more bytes"}, nullptr));
    const auto listed = tables.branches().value();
    EXPECT_LT(listed.at(0).number, listed.at(1).number);
    EXPECT_EQ(listed.at(1).state, BranchState::open);
    EXPECT_EQ(listed.at(1).packed, "");
    EXPECT_TRUE(tables.set_branch_state(listed.at(1).number, BranchState::accepted));
    const auto found = tables.branch(listed.at(1).number).value();
    EXPECT_EQ(found->packed, "more bytes");
    EXPECT_EQ(found->last_hash, hash_of(2));
    EXPECT_EQ(found->state, BranchState::accepted);
    EXPECT_EQ(tables.branch(listed.at(0).number).value()->state, BranchState::open);
    EXPECT_FALSE(tables.branch(999).value());
    return {};
  });
}

TEST_P(LedgerContract, ListsAreReplacedAsAWholeAndReleasesFoundByVersion) {
  const core::Product product{"P-1", "核桃", "预包装食品", {"06901234567892", "06901234567908"}, "01234", false, "袋",
                              "500克", "天元乡", "新华村", "合作社", {10, 11}, "核", "#6B4A2E", "常温", "干果", 900, "渝巫认 2026-001", "每袋给新华村 1 元", {}, {}, 2, 7};
  const core::UnitPrice kilogram = core::PerKilogram{core::Money::fen(500)};
  const std::vector<core::PriceBand> bands{{"P-1", kilogram, kilogram, std::nullopt}, {"P-2", kilogram, kilogram, kilogram}};
  core::Promotion promotion{"M-1", "九五折", {1}, {2}}, old_promotion{"M-0", "九折", {1}, {2}};
  promotion.terms = core::PercentOff{500};
  old_promotion.terms = core::PercentOff{1000};
  const contract::SectionReference shared{"products", hash_of(1), 5}, counter{"counter", hash_of(2), 6}, staff{"staff", hash_of(3), 7};
  const StaffRow one{"C-1", {"S-BBB", "1", "王芳", "b", "p", {"refund", "approve"}}}, two{"C-2", {"S-CCC", "1", "李强", "", "q", {}}};
  write([&](Writing& tables) -> Result<void> {
    EXPECT_TRUE(tables.replace_products({product, core::Product{.id = "P-0"}}));
    EXPECT_TRUE(tables.replace_products({product}));
    EXPECT_TRUE(tables.replace_prices({{"P-1", core::PerKilogram{core::Money::fen(598)}, {10}, {20}}, {"P-1", core::PerKilogram{core::Money::fen(500)}, {10}, {20}, "C-1", "unit"}}));
    EXPECT_TRUE(tables.replace_bands({{"P-9", core::PerPiece{}, core::PerPiece{}, {}}}));
    EXPECT_TRUE(tables.replace_bands(bands));
    EXPECT_TRUE(tables.replace_promotions({promotion, old_promotion}));
    EXPECT_TRUE(tables.replace_promotions({promotion}));
    EXPECT_TRUE(tables.replace_counters({{"C-1", "n", "s", "a", "p", "f", "c"}}));
    EXPECT_TRUE(tables.replace_pictures({{"P-9", "old"}}));
    EXPECT_TRUE(tables.replace_pictures({{"P-2", std::string{"\x89\0b", 3}}, {"P-1", "one"}}));
    EXPECT_TRUE(tables.add_release({3, 8, 9, {shared}}));
    EXPECT_TRUE(tables.add_counter_section(3, "C-1", 1, staff));
    EXPECT_TRUE(tables.add_counter_section(3, "C-1", 0, counter));
    EXPECT_TRUE(tables.replace_staff({{"C-1", {"S-AAA", "7", "old", "", "p", {}}}}));
    EXPECT_TRUE(tables.replace_staff({two, one}));
    EXPECT_TRUE(tables.replace_counter_rows("orders", {{"C-1", "CG-0", "{}"}}));
    EXPECT_TRUE(tables.replace_counter_rows("orders", {{"C-2", "CG-1", "{2}"}, {"C-1", "CG-2", "{1}"}}));
    EXPECT_TRUE(tables.replace_counter_rows("quotas", {{"C-1", "Q-1", "{}"}}));
    EXPECT_TRUE(tables.add_section(hash_of(1), std::string_view{"a\0b", 3}));
    EXPECT_TRUE(tables.put_manifest("T-0001", 2, {"old", {}}));
    return tables.put_manifest("T-0001", 3, {"new", {{7}}});
  });
  read([&](Reading& tables) -> Result<void> {
    const auto products = tables.products().value();
    EXPECT_EQ(products.size(), 1u);
    EXPECT_EQ(core::products_section(products), core::products_section({product}));
    EXPECT_EQ(std::get<core::PerKilogram>(tables.prices()->at(0).unit).price.in_fen(), 598);
    EXPECT_EQ(tables.prices()->at(1).counter + " " + tables.prices()->at(1).buyer_class, "C-1 unit");
    EXPECT_EQ(tables.bands().value(), bands);
    EXPECT_EQ(tables.promotions().value(), std::vector{promotion});
    EXPECT_EQ(tables.counters()->at(0).county_phone, "c");
    EXPECT_EQ(tables.pictures().value(), (std::vector<core::Picture>{{"P-1", "one"}, {"P-2", std::string{"\x89\0b", 3}}})) << "bytes, whatever they are";
    EXPECT_EQ(tables.release(3).value()->shared, std::vector{shared});
    EXPECT_EQ(tables.release(4).value() == std::nullopt, true);
    EXPECT_EQ(tables.counter_sections(3, "C-1").value(), (std::vector{counter, staff}));
    EXPECT_TRUE(tables.counter_sections(3, "C-2")->empty());
    EXPECT_EQ(tables.staff().value(), (std::vector{one, two}));
    EXPECT_EQ(tables.counter_rows("orders").value(), (std::vector<CounterRow>{{"C-1", "CG-2", "{1}"}, {"C-2", "CG-1", "{2}"}})) << "the other list is not touched";
    EXPECT_EQ(tables.section(hash_of(1)).value(), (std::string{"a\0b", 3})) << "bytes, whatever they are";
    EXPECT_EQ(tables.section(hash_of(9)).value(), std::nullopt);
    EXPECT_EQ(tables.manifest("T-0001").value()->text, "new");
    return {};
  });
}

TEST_P(LedgerContract, CodesAreFoundAndExpireUnlessTheyWereUsed) {
  CodeRow open{.code = "ABCDEFGH", .counter = "C-0001", .expires_at = 100, .tries_left = 5};
  CodeRow used = open;
  used.code = "HGFEDCBA";
  used.state = CodeState::approved;
  used.receipt = "{}";
  used.county_random[3] = 9;
  write([&](Writing& tables) -> Result<void> {
    EXPECT_TRUE(tables.put_code(open));
    EXPECT_TRUE(tables.put_code(used));
    open.tries_left = 4;
    EXPECT_TRUE(tables.put_code(open));
    EXPECT_EQ(tables.code("ABCDEFGH").value()->tries_left, 4);
    return tables.drop_codes_expired_before(101);
  });
  read([&](Reading& tables) -> Result<void> {
    EXPECT_EQ(tables.code("ABCDEFGH").value() == std::nullopt, true);
    EXPECT_EQ(tables.codes()->size(), 1u);
    EXPECT_EQ(tables.codes()->at(0).county_random, used.county_random);
    return {};
  });
}

INSTANTIATE_TEST_SUITE_P(Sqlite, LedgerContract, testing::Values(&make_sqlite));

}  // namespace
}  // namespace zhuangui::ledger
