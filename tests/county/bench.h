#pragma once
#include <gtest/gtest.h>

#include "agent/agent.h"
#include "agent/enrol.h"
#include "core/sale.h"
#include "cash_sale.h"
#include "county_process.h"
#include "memory_journal.h"
#include "runner.h"
#include "sync/sync_ports.h"

namespace zhuangui::county {

/// A county with demo data that serves, and one enrolled terminal whose journal lies in memory. Everything between them
/// is real: program, HTTP, signatures, database.
class CountyTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto made = county_.run({"init", "--demo"});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    county_.serve();
    journal_ = enrol(7);
  }

  /// Enrols with a fresh pre-approved code; the journal gets its first epoch.
  std::unique_ptr<support::MemoryJournal> enrol(std::uint8_t key_seed) {
    const auto made = county_.run({"enrol", "--counter", "C-0001", "--approve", "--json"});
    EXPECT_EQ(made.exit_code, 0) << made.err;
    const auto answer = core::JsonDocument::parse(made.out);
    const auto key = support::test_key(key_seed);
    const auto http = port();
    const auto clock = agent::system_clock();
    const agent::EnrolHooks hooks{[&] { return clock->now().wall_utc_ms; }, [&] { return clock->now().mono_ms; },
                                  [](std::int64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds{ms}); }, nullptr};
    const auto enrolled = agent::enrol(*http, key, {answer->root().string_or("code", ""), {key_seed}, 10'000}, nullptr, hooks);
    if (!enrolled) throw std::runtime_error{enrolled.error().cause};
    receipt_ = enrolled->receipt;
    auto journal = std::make_unique<support::MemoryJournal>(enrolled->receipt.terminal, key_seed);
    journal->at_ms = clock->now().wall_utc_ms;
    journal->begin_epoch(1, "enrolled");
    return journal;
  }
  [[nodiscard]] std::unique_ptr<app::HttpPortOverClient> port() const { return std::move(*app::open_http_port(county_.url(), "")); }

  [[nodiscard]] agent::Settings settings_of(const support::MemoryJournal& journal) const {
    agent::Settings settings;
    settings.terminal = journal.terminal();
    settings.counter = receipt_.counter;
    settings.program = "test 1";
    settings.terminal_key = journal.key().public_key();
    settings.county_key = receipt_.county_key;
    settings.reserve_key = receipt_.reserve_key;
    return settings;
  }
  agent::SyncOutcome sync(support::MemoryJournal& journal, bool releases = false, std::int64_t timeout_ms = 20'000) {
    const auto http = port();
    const auto clock = agent::system_clock();
    return agent::sync_until_empty({settings_of(journal), journal.key(), journal, *http, *clock}, timeout_ms, releases);
  }
  /// One signed request as the terminal sends it.
  core::Result<agent::HttpAnswer> send(const support::MemoryJournal& journal, const std::string& method, const std::string& path,
                                       const std::string& body = "", bool zstd = false, std::int64_t offset_ms = 0) {
    agent::effect::Send request;
    request.method = method;
    request.path = path;
    request.body = body;
    request.zstd = zstd;
    const auto http = port();
    return agent::send_signed(*http, journal.key(), journal.terminal(), request, agent::system_clock()->now().wall_utc_ms + offset_ms);
  }
  static std::string packed(support::MemoryJournal& journal, std::int64_t after, const agent::Settings& settings) {
    return agent::assemble(journal, settings, {journal.epoch(), after, 500, 1u << 21})->packed;
  }
  static std::string path_of(const support::MemoryJournal& journal) { return "/v1/journals/" + journal.terminal(); }

  /// One sale in the journal: 520 g of potatoes at 5.98 a kilogram and two boxes at 68.00.
  static void sell(support::MemoryJournal& journal) {
    core::Cart cart;
    cart.sale = journal.terminal() + "-" + std::to_string(journal.epoch()) + "-" + std::to_string(journal.seq() + 1);
    core::CartLine potatoes, roots;
    potatoes.product = "P-YANGYU";
    potatoes.name = "巫溪洋芋";
    potatoes.category = "食用农产品";
    potatoes.township = "红池坝镇";
    potatoes.quantity = core::Grams{520};
    potatoes.unit_price = core::PerKilogram{core::Money::fen(598)};
    roots = potatoes;
    roots.product = "P-DANGSHEN";
    roots.name = "大宁党参";
    roots.unit = "盒";
    roots.township = "中梁乡";
    roots.quantity = core::Pieces{2};
    roots.unit_price = core::PerPiece{core::Money::fen(6800)};
    cart.lines = {potatoes, roots};
    journal.append({{std::string{core::kind::sale_completed}, core::sale_body(*support::cash_sale(cart, core::Money::fen(14'000), 1))}});
  }

  support::CountyProcess county_;
  std::unique_ptr<support::MemoryJournal> journal_;
  contract::EnrolmentReceipt receipt_;
};

}  // namespace zhuangui::county
