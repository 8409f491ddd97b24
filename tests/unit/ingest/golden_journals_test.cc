// A published kind and version is readable for ever: tests/golden/journal keeps a small journal of each, and what the county
// makes of it. One that stands there is never changed; ZHUANGUI_WRITE_GOLDEN=1 writes those that are missing, to be looked at.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/invoices.h"
#include "core/refund.h"
#include "core/shift.h"
#include "core/staff.h"
#include "county_desk.h"
#include "project.h"

namespace zhuangui::ingest {
namespace {

namespace fs = std::filesystem;
using core::Money;
using support::must_have;

const fs::path golden_folder{ZHUANGUI_SOURCE_DIR "/tests/golden/journal"};
const fs::path kinds_folder{ZHUANGUI_SOURCE_DIR "/assets/contract/entries"};

std::string golden_text(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream{file, std::ios::binary}.rdbuf();
  return text.str();
}

/// "sale.completed.v2" of every kind that terminals write, as their schemas are called.
std::vector<std::string> published_kinds() {
  constexpr std::array of_the_county{"county.made", "list.imported", "release.published", "terminal.enrolled", "terminal.revoked",
                                     "approval.given", "branch.accepted", "branch.rejected", "private.erased"};
  std::vector<std::string> kinds;
  for (const auto& file : fs::directory_iterator{kinds_folder}) {
    const std::string name = file.path().stem().stem().string();
    const bool own = std::any_of(of_the_county.begin(), of_the_county.end(), [&](std::string_view kind) { return name.starts_with(std::string(kind) + ".v"); });
    if (!own) kinds.push_back(name);
  }
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

/// What is written when a golden is missing: entries with this body, as the program of the day writes them.
std::vector<std::string> sample_bodies(const std::string& kind) {
  core::ShiftReport shift;
  shift.shift = 1;
  shift.float_amount = Money::fen(20'000);
  shift.sales = 2;
  shift.total = Money::fen(9'000);
  shift.cash = Money::fen(7'600);
  shift.tenders = {{"card", 1, Money::fen(1'400)}, {"cash", 2, Money::fen(7'600)}};
  shift.first = {500'000, 2};
  shift.last = {500'000, 9};
  const std::string line = R"({"product":"P-HETAO","name":"巫溪核桃","pieces":2,"unit_price_fen":3800,"total_fen":7193,"township":"天元乡",)"
                           R"("discounts":[{"rule":"M-1","name":"满减","amount_fen":400},{"rule":"rounding","name":"抹零","amount_fen":7}]})";
  const std::map<std::string, std::vector<std::string>> samples{
      {"epoch.started.v1", {core::epoch_started_body("unclean_stop", 499'999, 12, std::string(64, 'a'))}},
      {"terminal.started.v1", {core::terminal_started_body("zhuangui-terminal", "7")}},
      {"terminal.stopped.v1", {core::terminal_stopped_body()}},
      {"release.applied.v1", {core::release_applied_body(7, std::string(64, 'b'))}},
      {"clock.set.v1", {core::clock_set_body(-28'800'000, "county")}},
      {"sale.completed.v1",
       {R"({"sale":"T-0001-500000-1","lines":[{"product":"P-HETAO","name":"巫溪核桃","pieces":2,"unit_price_fen":3800,"total_fen":7600,"township":"天元乡"},)"
        R"({"product":"P-YANGYU","name":"巫溪洋芋","weight_g":520,"unit_price_fen_per_kg":598,"total_fen":311,"township":"尖山镇"}],"total_fen":7911,)"
        R"("tenders":[{"kind":"cash","amount_fen":8000}],"change_fen":89,"release":7})"}},
      {"sale.completed.v2",
       {R"({"sale":"T-0001-500000-2","lines":[)" + line + R"(],"total_fen":7193,"tenders":[{"kind":"quota","amount_fen":5000,"holder":"H-7Q2MK4",)"
        R"("document":"Q-8K3M2P"},{"kind":"cash","amount_fen":2500}],"change_fen":307,"release":7,"fund_source":"union","buyer_unit":"U-0007",)"
        R"("document":"Q-8K3M2P","operator":"S-7Q2MK4XW","late":{"stated_at":1795480000000,"paper":"17","reason":"power_cut"}})"}},
      {"return.completed.v1",
       {R"({"return":"T-0001-500000-3","sale":"T-0001-500000-2","lines":[{"line":0,"goods":"waste","sold":)" + line +
        R"(}],"total_fen":7193,"tenders":[{"kind":"quota","amount_fen":5000,"holder":"H-7Q2MK4","document":"Q-8K3M2P"},{"kind":"cash","amount_fen":2193}],)"
        R"("reason":"spoiled","fund_source":"union","buyer_unit":"U-0007","document":"Q-8K3M2P","void":true})"}},
      {"cart.abandoned.v1", {R"({"sale":"T-0001-500000-4","reason":"timeout","lines":[{"product":"P-HETAO","name":"巫溪核桃","pieces":1,"unit_price_fen":3800}],"removed":[]})"}},
      {"receipt.reprinted.v1", {core::receipt_reprinted_body("T-0001-500000-1", 1)}},
      {"invoice.requested.v1", {core::invoice_requested_body({"F-3K7Q2MX49P", "T-0001-500000-2", Money::fen(7'193), "S-7Q2MK4XW"})}},
      {"invoice.reversal_due.v1", {core::invoice_reversal_body({"F-3K7Q2MX49P", "T-0001-500000-2", "T-0001-500000-3", Money::fen(7'193)})}},
      {"help.called.v1", {core::help_called_body("cash", "paying", "T-0001-500000-5"), core::help_called_body("help", "idle", "")}},
      {"help.answered.v1", {core::help_answered_body("answered", 42)}},
      {"invoice.requested.v1", {core::invoice_requested_body({"F-3K7Q2MX49P", "T-0001-500000-2", Money::fen(7'193), "S-7Q2MK4XW"})}},
      {"invoice.reversal_due.v1", {core::invoice_reversal_body({"F-3K7Q2MX49P", "T-0001-500000-2", "T-0001-500000-3", Money::fen(7'193)})}},
      {"operator.entered.v1", {core::operator_entered_body("S-7Q2MK4XW", "badge")}},
      {"operator.left.v1", {core::operator_left_body("S-7Q2MK4XW", "logout")}},
      {"act.approved.v1", {core::act_approved_body({"refund", Money::fen(1'234), "S-7Q2MK4XW", "", "code", "482913"})}},
      {"shift.opened.v1", {core::shift_opened_body(1, "S-7Q2MK4XW", Money::fen(20'000))}},
      {"shift.closed.v1", {core::shift_closed_body(shift, {"S-7Q2MK4XW", Money::fen(27'500), Money::fen(27'000), "wrong_change"})}},
      {"shift.counted.v1", {core::shift_counted_body(shift, Money::fen(100), {1, "S-7Q2MK4XW", Money::fen(27'000), "unknown"})}},
      {"cash.moved.v1", {core::cash_moved_body(1, {true, Money::fen(5'000), "bank", "S-7Q2MK4XW", "S-9TB4HCZE"})}},
      {"drawer.opened.v1", {core::drawer_opened_body(1, "S-7Q2MK4XW", "S-9TB4HCZE", "check")}}};
  const auto found = samples.find(kind);
  return found == samples.end() ? std::vector<std::string>{} : found->second;
}

void write_journal(const std::string& kind, const fs::path& file) {
  support::WritingTerminal till{"T-0001", 0};  // the key of the published vectors: seed 00 01 … 1f
  till.start_epoch(500'000);
  const auto dot = kind.rfind(".v");
  for (const std::string& body : sample_bodies(kind)) till.append(kind.substr(0, dot), body, std::stoll(kind.substr(dot + 2)));
  fs::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << contract::encode_batch(till.batch(1, till.last()));
}

/// Everything the county keeps of it, in words.
std::string in_words(const ledger::Projected& projected) {
  std::ostringstream out;
  const auto figures = [&](const char* what, const auto& all) {
    for (const auto& [key, f] : all)
      out << what << ' ' << key.business_day << ' ' << key.counter << ' ' << key.product << ' ' << key.township << ' ' << key.fund_source << ": sales " << f.sales
          << " returns " << f.returns << " pieces " << f.pieces << " weight_g " << f.weight_g << " gross " << f.gross_fen << " discount " << f.discount_fen
          << " refund " << f.refund_fen << " net " << f.net_fen << '\n';
  };
  figures("rollup", projected.rollups);
  figures("receipts", projected.receipts);
  for (const auto& [key, sums] : projected.quotas)
    out << "quota " << key.quota << ' ' << key.holder << ' ' << key.business_day << ' ' << key.counter << ": draws " << sums.draws << " drawn " << sums.drawn_fen
        << " returned " << sums.returned_fen << '\n';
  for (const auto& sale : projected.quota_sales) out << "quota sale " << sale.quota << ' ' << sale.sale << ' ' << sale.terminal << '\n';
  for (const auto& mark : projected.help) out << "help " << mark.terminal << ' ' << mark.epoch << ' ' << mark.seq << ' ' << mark.at << " \"" << mark.reason << "\"\n";
  for (const auto& [key, span] : projected.days) out << "day " << key.business_day << ' ' << key.terminal << ' ' << key.epoch << ": " << span.first << " to " << span.last << '\n';
  for (const auto& [key, entries] : projected.not_counted) out << "not counted " << key.kind << " v" << key.version << ": " << entries << '\n';
  return out.str();
}

std::string projected_words(const contract::Batch& batch) {
  ledger::Projected projected;
  for (const contract::Entry& entry : batch.entries)
    project(batch.terminal, "C-0001", must_have(contract::decode_payload(entry.payload)), projected);
  return in_words(projected);
}

TEST(GoldenJournals, EveryKindAndVersionEverPublishedHasOne) {
  const bool write = std::getenv("ZHUANGUI_WRITE_GOLDEN") != nullptr;
  const auto kinds = published_kinds();
  EXPECT_GE(kinds.size(), 20u);
  for (const std::string& kind : kinds) {
    const fs::path file = golden_folder / (kind + ".ndjson"), words = golden_folder / (kind + ".projected.txt");
    if (write && !fs::exists(file)) write_journal(kind, file);
    if (write && !fs::exists(words)) std::ofstream{words} << projected_words(must_have(contract::decode_batch(golden_text(file))));
    EXPECT_TRUE(fs::exists(file)) << kind << " has no golden journal: give it a sample here and run with ZHUANGUI_WRITE_GOLDEN=1";
    EXPECT_TRUE(fs::exists(words)) << kind;
  }
}

TEST(GoldenJournals, EachIsReadVerifiedProjectedAndGivenBackByteForByte) {
  for (const std::string& kind : published_kinds()) {
    const std::string text = golden_text(golden_folder / (kind + ".ndjson"));
    const auto batch = contract::decode_batch(text);
    ASSERT_TRUE(batch) << kind;
    EXPECT_FALSE(contract::find_batch_fault_inside(*batch, batch->public_key)) << kind;
    EXPECT_EQ(contract::encode_batch(*batch), text) << kind;
    const auto last = must_have(contract::decode_payload(batch->entries.back().payload));
    EXPECT_EQ(last.kind + ".v" + std::to_string(last.version), kind) << "it is of the kind it is called by";
    EXPECT_EQ(projected_words(*batch), golden_text(golden_folder / (kind + ".projected.txt"))) << kind;
    EXPECT_EQ(projected_words(*batch).find("not counted"), std::string::npos) << kind << " is known";
  }
}

TEST(GoldenJournals, TheCountyTakesEachInAndExportsTheSameBytes) {
  for (const std::string& kind : published_kinds()) {
    const std::string text = golden_text(golden_folder / (kind + ".ndjson"));
    const contract::Batch batch = must_have(contract::decode_batch(text));
    support::CountyDesk desk;
    support::WritingTerminal till{"", 0};
    desk.enrol(till);
    ASSERT_EQ(till.name(), batch.terminal);
    ASSERT_EQ(till.key().public_key(), batch.public_key);
    const BatchAnswer answer = desk.county->take_batch(batch.terminal, contract::pack(text));
    ASSERT_EQ(answer.status, 200) << kind << ": " << answer.answer.sentence;
    std::string exported;
    must_have(desk.county->export_journal(batch.terminal, batch.epoch, [&](std::string_view piece) { exported += piece; }));
    EXPECT_EQ(exported, text) << kind;
    EXPECT_EQ(must_have(desk.county->status()).not_counted, 0) << kind;
    EXPECT_TRUE(must_have(desk.county->verify()).ok) << kind;
  }
}

}  // namespace
}  // namespace zhuangui::ingest
