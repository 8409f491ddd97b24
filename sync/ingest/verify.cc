#include "verify.h"

#include <algorithm>
#include <set>

#include "branches.h"
#include "contract/entry.h"
#include "core/json.h"
#include "counted.h"

namespace zhuangui::ingest {
namespace {

constexpr const char* first_day = "0000-00-00";
constexpr const char* last_day = "9999-99-99";

/// Keys as the county's own journal says they were enrolled: by terminal, key and counter.
using Enrolled = std::set<std::tuple<std::string, contract::PublicKey, std::string>>;

Result<std::vector<std::string>> journals(Reading& tables) {
  std::vector<std::string> names{ledger::county_journal};  // first: the others' keys are checked against it
  const auto terminals = tables.terminals();
  if (!terminals) return tl::unexpected(terminals.error());
  for (const ledger::TerminalRow& row : *terminals) names.push_back(row.id);
  return names;
}

Result<Enrolled> enrolled_keys(Reading& tables) {
  Enrolled enrolled;
  const auto epochs = tables.epochs(ledger::county_journal);
  if (!epochs) return tl::unexpected(epochs.error());
  for (const ledger::EpochRow& epoch : *epochs) {
    const auto read = tables.entries(ledger::county_journal, epoch.epoch, 0, [&](const contract::Entry& entry) {
      const auto fields = contract::decode_payload(entry.payload);
      if (!fields || fields->kind != "terminal.enrolled") return true;
      const auto body = core::JsonDocument::parse(fields->body);
      if (!body) return true;
      const auto key = contract::from_hex<contract::PublicKey>(body->root().string_or("public_key", ""));
      if (key) enrolled.emplace(body->root().string_or("terminal", ""), *key, body->root().string_or("counter", ""));
      return true;
    });
    if (!read) return tl::unexpected(read.error());
  }
  return enrolled;
}

class Verifier {
 public:
  explicit Verifier(Reading& tables) : tables_{tables} {}

  Result<VerifyReport> run() {
    const auto county = tables_.county();
    if (!county) return tl::unexpected(county.error());
    const auto names = journals(tables_);
    if (!names) return tl::unexpected(names.error());
    for (const std::string& name : *names) {
      if (const auto looked = journal(name, county->working_key); !looked) return tl::unexpected(looked.error());
      if (report_.first_false) return report_;
    }
    if (const auto looked = branches(); !looked) return tl::unexpected(looked.error());
    if (report_.first_false) return report_;
    if (const auto looked = projections(); !looked) return tl::unexpected(looked.error());
    report_.ok = !report_.first_false;
    return report_;
  }

 private:
  Result<void> journal(const std::string& name, const contract::PublicKey& county_key) {
    const bool own = name == ledger::county_journal;
    const auto rows = tables_.epochs(name);
    if (!rows) return tl::unexpected(rows.error());
    if (const auto looked = unlisted(name, *rows); !looked || report_.first_false) return looked;
    for (const ledger::EpochRow& row : *rows) {
      const bool known = own ? row.key == county_key : enrolled_.contains({name, row.key, row.counter});
      if (!known) {
        report_.first_false = FirstFalse{name, row.epoch, 1, "signature",
                                         "the county's own journal knows no enrolment of this epoch's key at this counter"};
        return {};
      }
      EpochCheck check{tables_, name, row, own ? nullptr : &projected_};
      auto found = first_false_in(check);
      if (!found) return tl::unexpected(found.error());
      report_.entries += check.entries;
      report_.first_false = std::move(*found);
      if (report_.first_false) return {};
    }
    if (!own) return {};
    auto enrolled = enrolled_keys(tables_);
    if (!enrolled) return tl::unexpected(enrolled.error());
    enrolled_ = std::move(*enrolled);
    return {};
  }

  /// What the county's own journal accepted of the branches must still be there, and counts.
  Result<void> branches() {
    auto found = AcceptedBranches{tables_}.add_all(
        [this](const std::string& terminal, const contract::PublicKey& key, const std::string& counter) {
          return enrolled_.contains({terminal, key, counter});
        },
        projecting(projected_));
    if (!found) return tl::unexpected(found.error());
    report_.first_false = std::move(*found);
    return {};
  }

  /// Entries or heads of an epoch that the county says it does not have.
  Result<void> unlisted(const std::string& name, const std::vector<ledger::EpochRow>& rows) {
    const auto stored = tables_.stored_epochs(name);
    if (!stored) return tl::unexpected(stored.error());
    for (const std::int64_t epoch : *stored) {
      if (std::any_of(rows.begin(), rows.end(), [&](const ledger::EpochRow& row) { return row.epoch == epoch; })) continue;
      report_.first_false = FirstFalse{name, epoch, 1, "added", "the county has no head of this epoch"};
      return {};
    }
    return {};
  }

  void projection_false(const std::string& what) {
    report_.first_false = FirstFalse{"", 0, 0, "projection", what + " is not what the entries add up to: run zhuangui-county rebuild"};
  }

  void compare(const char* table, const std::vector<ledger::RollupRow>& stored,
               const std::map<ledger::RollupKey, ledger::Figures>& reckoned) {
    std::map<ledger::RollupKey, ledger::Figures> kept;
    for (const ledger::RollupRow& row : stored) kept.emplace(row.key, row.figures);
    const auto tell = [&](const ledger::RollupKey& key) {
      projection_false(std::string(table) + " of " + key.business_day + " " + key.counter + (key.product.empty() ? "" : " " + key.product));
    };
    for (const auto& [key, figures] : reckoned) {
      const auto found = kept.find(key);
      if (found == kept.end() || found->second != figures) return tell(key);
    }
    for (const auto& [key, figures] : kept)
      if (!reckoned.contains(key)) return tell(key);
  }

  Result<void> projections() {
    const auto rollups = tables_.rollups(first_day, last_day, "");
    if (!rollups) return tl::unexpected(rollups.error());
    const auto receipts = tables_.receipts(first_day, last_day, "");
    if (!receipts) return tl::unexpected(receipts.error());
    const auto not_counted = tables_.not_counted();
    if (!not_counted) return tl::unexpected(not_counted.error());
    compare("rollup", *rollups, projected_.rollups);
    if (!report_.first_false) compare("receipts", *receipts, projected_.receipts);
    std::map<ledger::NotCountedKey, std::int64_t> kept;
    for (const ledger::NotCountedRow& row : *not_counted) kept.emplace(row.key, row.entries);
    if (!report_.first_false && kept != projected_.not_counted) projection_false("the number of entries not counted");
    const auto help = tables_.help_marks();
    if (!help) return tl::unexpected(help.error());
    if (!report_.first_false && std::set<ledger::HelpMark>(help->begin(), help->end()) != projected_.help)
      projection_false("the calls for help");
    return report_.first_false ? Result<void>{} : days_and_quotas();
  }

  Result<void> days_and_quotas() {
    const auto days = tables_.day_spans(first_day, last_day);
    if (!days) return tl::unexpected(days.error());
    const auto draws = tables_.quota_draws(last_day, "");
    if (!draws) return tl::unexpected(draws.error());
    std::map<ledger::DayKey, ledger::SeqSpan> spans;
    for (const ledger::DayRow& row : *days) spans.emplace(row.key, row.span);
    std::map<ledger::QuotaKey, ledger::QuotaSums> drawn;
    for (const ledger::QuotaRow& row : *draws) drawn.emplace(row.key, row.sums);
    if (spans != projected_.days) projection_false("where the entries of a day stand");
    else if (drawn != projected_.quotas) projection_false("what was drawn on quotas");
    const auto sales = tables_.quota_sales();
    if (!sales) return tl::unexpected(sales.error());
    if (!report_.first_false && std::set<ledger::QuotaSale>(sales->begin(), sales->end()) != projected_.quota_sales)
      projection_false("which sales drew on quotas");
    return {};
  }

  Reading& tables_;
  VerifyReport report_;
  Enrolled enrolled_;
  ledger::Projected projected_;
};

}  // namespace

Result<VerifyReport> verify(ledger::Ledger& ledger) {
  return reading<VerifyReport>(ledger, [](Reading& tables) { return Verifier{tables}.run(); });
}

Result<ledger::Projected> projections_of_all(Reading& tables, std::int64_t* entries) {
  ledger::Projected projected;
  const auto counted = each_counted(tables, {}, [&](std::string_view terminal, std::string_view counter, const contract::EntryFields& fields) {
    project(terminal, counter, fields, projected);
    ++*entries;
  });
  if (!counted) return tl::unexpected(counted.error());
  return projected;
}

}  // namespace zhuangui::ingest
