#include "checks.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "checks_of_sales.h"
#include "contract/batch.h"
#include "core/json.h"

namespace zhuangui::sim {
namespace {

using Fault = std::optional<std::string>;

std::string place(const TerminalHost& host, std::int64_t epoch, std::int64_t seq) {
  return host.machine() + " epoch " + std::to_string(epoch) + " entry " + std::to_string(seq);
}

/// Whatever a terminal has marked as sent lies at the county, counted or set aside, with the same hash. Asked after each
/// event: a mark that is right in the end may have been wrong for a while, and a power cut in that while loses a sale.
Fault nothing_marked_that_the_county_lacks(Run& run) {
  if (!run.county.up()) return {};
  for (const auto& host : run.terminals) {
    Run::LookedAt& looked = run.looked_at[host->machine()];
    if (!host->up() || (looked.marks_at_change == host->changes() && looked.marks_at_county_start == run.county.starts())) continue;
    auto& seen = looked.marked;
    if (looked.marks_at_county_start != run.county.starts()) seen = {};  // it may have come back with less than it had
    looked.marks_at_change = host->changes();
    looked.marks_at_county_start = run.county.starts();
    const auto marked = host->book().county_position();
    if (marked <= seen) {
      seen = marked;  // a disk that was put back knows less
      continue;
    }
    std::set<std::pair<std::int64_t, std::string>> aside;
    bool aside_read = false;
    for (const BookEntry& entry : host->book().entries_after(seen.first, seen.second)) {
      if (std::pair{entry.epoch, entry.seq} > marked) break;
      if (run.county.book().hash_of(host->enrolment().terminal, entry.epoch, entry.seq) == entry.hash) continue;
      if (!std::exchange(aside_read, true))
        for (const BookEntry& other : run.county.book().set_aside()) aside.insert({other.epoch, other.hash});
      if (!aside.contains({entry.epoch, entry.hash})) return place(*host, entry.epoch, entry.seq) + " is marked as sent, but the county has it not";
    }
    seen = marked;
  }
  return {};
}

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++times;
  return times;
}

/// A release in force has all its sections, all of the same version.
Fault releases_are_whole(Run& run) {
  for (const auto& host : run.terminals) {
    Run::LookedAt& looked = run.looked_at[host->machine()];
    if (!host->up() || looked.release_at_change == host->changes()) continue;
    looked.release_at_change = host->changes();
    auto [version, sections] = host->book().release();
    if (version == 0) continue;
    const std::string where = host->machine() + " release " + std::to_string(version) + ": ";
    for (const char* name : {"products", "prices", "counter"})
      if (sections[name].empty()) return where + "section " + name + " is missing";
    if (times_in(sections["products"], "\"" + specification(version) + "\"") != goods().size()) return where + "the products are not those of this version";
    for (const Good& good : goods())
      if (times_in(sections["prices"], ":" + std::to_string(price_fen(good, version))) != 1) return where + "the price of " + good.id + " is not that of this version";
    const auto entry = host->book().book.rows("SELECT payload FROM entries WHERE payload LIKE '%\"kind\":\"release.applied\"%' ORDER BY place DESC LIMIT 1");
    if (entry.empty() || times_in(entry[0][0], "\"release\":" + std::to_string(version) + ",") == 0) return where + "it is in force without its entry";
    if (times_in(sections["counter"], host->enrolment().counter) == 0) return where + "the counter is another one";
  }
  return {};
}

constexpr std::int64_t batch_entries_limit = 500, batch_bytes_limit = 1 << 20;  // design §6, assets/manual
constexpr std::size_t events_waiting_max = 5'000;

Fault queues_stay_within_bounds(Run& run) {
  if (run.world.waiting() > events_waiting_max) return std::to_string(run.world.waiting()) + " events wait";
  for (const auto& host : run.terminals) {
    const auto found = run.network.largest_batches().find(host->machine());
    if (found == run.network.largest_batches().end()) continue;
    const auto wanted = run.batch_entries_bound.value_or(static_cast<std::int64_t>(host->settings().batch_entries_max));
    if (found->second.entries > std::min(wanted, batch_entries_limit)) return host->machine() + " sent a batch of " + std::to_string(found->second.entries) + " entries";
    if (found->second.bytes > batch_bytes_limit) return host->machine() + " sent a batch of " + std::to_string(found->second.bytes) + " bytes";
  }
  return {};
}

Fault everything_is_drained(Run& run) {
  if (!run.county.up()) return "the county does not start: " + run.county.last_error();
  for (const auto& host : run.terminals) {
    if (!host->up()) return host->machine() + " does not start";
    const auto last = host->book().last(), marked = host->book().county_position();
    if (!host->drained() || last != marked)
      return place(*host, last.first, last.second) + " is not sent, marked is epoch " + std::to_string(marked.first) + " entry " + std::to_string(marked.second) + "; trouble: " + host->trouble();
    if (const auto version = host->book().release().first; version < run.county.newest_release())
      return host->machine() + " has release " + std::to_string(version) + ", the county published " + std::to_string(run.county.newest_release());
  }
  return {};
}

Fault chains_verify_on_both_sides(Run& run) {
  const auto county = run.county.county().verify();
  if (!county) return "the county cannot verify: " + county.error().cause;
  if (!county->ok) return "county: " + county->first_false->terminal + " epoch " + std::to_string(county->first_false->epoch) + " entry " + std::to_string(county->first_false->seq) + ": " + county->first_false->sentence;
  for (const auto& host : run.terminals) {
    const auto reader = journal::Reader::open(host->folder());
    const auto report = reader ? (*reader)->verify() : tl::unexpected(reader.error());
    if (!report) return host->machine() + " cannot verify: " + report.error().cause;
    if (!report->ok) return place(*host, report->first_false->epoch, report->first_false->seq) + ": " + report->first_false->sentence;
  }
  return {};
}

/// Every entry of every machine lies at the county byte for byte, counted or set aside.
Fault copies_are_equal(Run& run) {
  std::map<std::tuple<std::string, std::int64_t, std::int64_t, std::string>, std::string> there;
  for (auto& entry : run.county.book().entries()) there[{entry.terminal, entry.epoch, entry.seq, entry.hash}] = std::move(entry.payload);
  for (auto& entry : run.county.book().set_aside()) there[{entry.terminal, entry.epoch, entry.seq, entry.hash}] = std::move(entry.payload);
  for (const auto& host : run.terminals)
    for (const BookEntry& entry : host->book().entries_after(0, 0)) {
      const auto found = there.find({host->enrolment().terminal, entry.epoch, entry.seq, entry.hash});
      if (found == there.end()) return place(*host, entry.epoch, entry.seq) + " is not at the county";
      if (found->second != entry.payload) return place(*host, entry.epoch, entry.seq) + " has other bytes at the county";
    }
  return {};
}

/// Nobody may copy a disk unnoticed, and without a copied disk there is nothing to notice.
Fault alarms_tell_of_copied_disks(Run& run) {
  const auto status = run.county.county().status();
  if (!status) return "the county has no status: " + status.error().cause;
  std::int64_t copies = 0;
  for (const auto& alarm : status->alarms) copies += alarm.kind == "gap" ? 0 : 1;
  const bool aside = !status->branches.empty();
  if (!run.disks_copied && !run.heads_forged && (copies > 0 || aside))
    return "no disk was copied, but the county raises " + std::to_string(copies) + " alarms and has set entries aside " + std::to_string(status->branches.size()) + " times";
  if (run.disks_copied && !run.heads_forged && aside && copies == 0) return "entries were set aside, but no alarm was raised";
  return {};
}

}  // namespace

const std::vector<Check>& checks() {
  static const std::vector<Check> table{
      {"nothing is marked sent that the county lacks", When::after_each_event, nothing_marked_that_the_county_lacks},
      {"a release is applied whole", When::after_each_event, releases_are_whole},
      {"queues and batches stay within bounds", When::after_each_event, queues_stay_within_bounds},
      {"everything drains when the faults stop", When::at_the_end, everything_is_drained},
      {"each confirmed sale is in the county exactly once", When::at_the_end, confirmed_sales_arrive_exactly_once},
      {"each return that was handed out is in the county, and no other", When::at_the_end, returns_arrive},
      {"totals agree to the fen and the gram", When::at_the_end, totals_agree},
      {"each reprint is in the county, and no other", When::at_the_end, reprints_arrive},
      {"chains verify on both sides", When::at_the_end, chains_verify_on_both_sides},
      {"both copies are equal byte for byte", When::at_the_end, copies_are_equal},
      {"alarms tell of copied disks", When::at_the_end, alarms_tell_of_copied_disks},
  };
  return table;
}

void ask_checks(Run& run, When when) {
  for (const Check& check : checks()) {
    if (check.when != when || run.violation) continue;
    if (auto fault = check.fault(run)) run.complain(check.name, *fault);
  }
}

}  // namespace zhuangui::sim
