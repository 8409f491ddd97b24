#include "verify.h"

#include <algorithm>

#include "place.h"
#include "schema.h"

namespace zhuangui::journal {
namespace {

using Answer = std::optional<FirstFalse>;

bool is_before(const FirstFalse& one, const FirstFalse& other) {
  return place_of(one.epoch, one.seq) < place_of(other.epoch, other.seq);
}
void keep_first(Answer& first, FirstFalse other) {
  if (!first || is_before(other, *first)) first = std::move(other);
}

// The key all signatures are checked under is itself vouched for: by the county's receipt and by the key file.
Answer check_key(const Enrolment& enrolment, const std::string& directory) {
  const auto wrong = [](const char* sentence) { return Answer{FirstFalse{0, 0, "signature", sentence}}; };
  if (!enrolment.receipt.empty()) {
    const auto receipt = contract::parse_receipt(enrolment.receipt);
    if (!receipt || !contract::verify_receipt(enrolment.county_key, enrolment.receipt, enrolment.receipt_signature) ||
        receipt->terminal_key != enrolment.terminal_key || receipt->terminal != enrolment.terminal)
      return wrong("the enrolment: the county's receipt does not vouch for this terminal's key");
  }
  const auto key = contract::load_key(key_path(directory));
  if (key && key->public_key() != enrolment.terminal_key)
    return wrong("the enrolment: terminal.key is of another key than the one that is enrolled");
  return {};
}

Result<void> check_edition(Connection& database) {
  const auto select =
      database.integer("SELECT count(*) FROM projected_position WHERE edition = '" + projections_edition() + "'");
  if (select && *select == 1) return {};
  if (!select && select.error().code != Errc::internal) return tl::unexpected(select.error());
  return core::fail(Errc::conflict, "verify the journal: its projections are not of this program's edition",
                    "run zhuanguictl projections rebuild, then verify again");
}

// The county has confirmed more than is there, or the projections have counted more.
Result<Answer> check_tail(Connection& database, const std::vector<EpochInfo>& epochs) {
  auto select = database.prepare("SELECT epoch, seq FROM county_positions WHERE seq > 0 ORDER BY epoch");
  if (!select) return tl::unexpected(select.error());
  {
    Rows rows = select->rows();
    while (true) {
      const auto more = rows.next();
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
      std::int64_t last_seq = 0;
      for (const EpochInfo& info : epochs)
        if (info.epoch == rows.integer(0)) last_seq = info.last_seq;
      if (rows.integer(1) > last_seq)
        return Answer{false_at(place_of(rows.integer(0), last_seq + 1), "truncated",
                               "the county has confirmed entry " + std::to_string(rows.integer(1)))};
    }
  }
  const auto position = database.integer("SELECT place FROM projected_position");
  if (!position) return tl::unexpected(position.error());
  const std::int64_t last = epochs.empty() ? 0 : place_of(epochs.back().epoch, epochs.back().last_seq);
  if (*position > last)
    return Answer{false_at(last + 1, "truncated",
                           "the projections have counted on to entry " + std::to_string(seq_of(*position)))};
  if (*position < last) return Answer{false_at(*position + 1, "projection", "the projections stop before it")};
  return Answer{};
}

// Chain, heads and the ends of all epochs.
Result<Answer> check_chain(Connection& database, const Enrolment& enrolment, const Walk& walk,
                           const std::vector<EpochInfo>& epochs) {
  Answer first = walk.gap;
  const contract::PublicKey& key = enrolment.terminal_key;
  if (walk.breaks.head != INT64_MAX)
    keep_first(first, false_at(walk.breaks.head, "signature",
                               "its signed head is of another hash: the chain was rebuilt from here"));
  for (const EpochInfo& epoch : epochs) {
    const auto end = check_end(database, enrolment.terminal, key, epoch);
    if (!end) return end;
    if (*end) keep_first(first, **end);
  }
  if (walk.breaks.chain != INT64_MAX) {
    const auto broken = classify_break(database, key, walk.breaks.chain);
    if (!broken) return tl::unexpected(broken.error());
    // At the same entry the chain says more than its head does.
    if (!first || !is_before(*first, *broken)) first = *broken;
  }
  return first;
}

Result<Answer> find_first_false(Connection& database, const Enrolment& enrolment, const Walk& walk,
                                const std::vector<EpochInfo>& epochs) {
  auto first = check_chain(database, enrolment, walk, epochs);
  if (!first || *first) return first;
  first = check_links(database, epochs);
  if (!first || *first) return first;
  first = check_tail(database, epochs);
  if (!first || *first) return first;
  if (walk.breaks.projection != INT64_MAX)
    return Answer{false_at(walk.breaks.projection, "projection", "the row of the sale is not what the entry says")};
  return check_sums(database, walk.reckoning, epochs);
}

}  // namespace

Result<VerifyReport> ReadingOnDisk::verify() {
  return at_one_moment([this]() -> Result<VerifyReport> {
    VerifyReport report;
    if (auto edition = check_edition(database()); !edition) return tl::unexpected(edition.error());
    const auto all = read_epochs(database());
    if (!all) return tl::unexpected(all.error());
    for (const EpochInfo& info : *all) report.entries += info.last_seq;
    const auto county = read_county_position(database());
    if (!county) return tl::unexpected(county.error());
    report.witnessed = *county;
    report.first_false = check_key(enrolment_, directory_);
    if (!report.first_false) {
      const auto walk = walk_entries(database(), enrolment_.terminal, enrolment_.terminal_key);
      if (!walk) return tl::unexpected(walk.error());
      auto first = find_first_false(database(), enrolment_, *walk, *all);
      if (!first) return tl::unexpected(first.error());
      report.first_false = std::move(*first);
    }
    report.ok = !report.first_false;
    return report;
  });
}

Result<VerifyReport> ReadingOnDisk::compare_with_county(const VerifyReport& own,
                                                        const std::vector<contract::CountyHead>& county_heads) {
  return at_one_moment([&]() -> Result<VerifyReport> {
    VerifyReport report = own;
    const auto all = read_epochs(database());
    if (!all) return tl::unexpected(all.error());
    for (const contract::CountyHead& county : county_heads) {
      if (county.seq == 0) continue;
      std::int64_t last_seq = 0;
      for (const EpochInfo& info : *all)
        if (info.epoch == county.epoch) last_seq = info.last_seq;
      const auto entry = read_entry(database(), place_of(county.epoch, county.seq));
      if (!entry) return tl::unexpected(entry.error());
      const std::string holds = "the county holds entry " + std::to_string(county.seq);
      if (county.seq > last_seq)
        keep_first(report.first_false, false_at(place_of(county.epoch, last_seq + 1), "truncated", holds));
      else if (!*entry || (*entry)->hash != county.hash)
        keep_first(report.first_false,
                   false_at(place_of(county.epoch, county.seq), "payload", holds + " with another hash"));
      else
        report.witnessed = std::max(report.witnessed, Position{county.epoch, county.seq},
                                    [](const Position& one, const Position& other) {
                                      return place_of(one.epoch, one.seq) < place_of(other.epoch, other.seq);
                                    });
    }
    report.ok = !report.first_false;
    return report;
  });
}

}  // namespace zhuangui::journal
