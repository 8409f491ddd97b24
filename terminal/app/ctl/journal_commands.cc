#include <algorithm>
#include <fstream>
#include <iostream>
#include <limits>
#include <memory>

#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/county.h"

namespace zhuangui::app {

namespace {

constexpr std::size_t page_entries = 500;
constexpr std::size_t page_bytes = 4u << 20;
constexpr int heads_timeout_ms = 10'000;

void print_entry(const Context& context, std::int64_t epoch, const contract::Entry& entry) {
  if (context.json) {
    core::JsonWriter out;
    out.begin_object().field("epoch", epoch).field("seq", entry.seq).field("hash", contract::to_hex(entry.hash));
    const bool whole = core::JsonDocument::parse(entry.payload).has_value();  // a forged one may be anything
    out.key("entry");
    whole ? out.raw(entry.payload) : out.string(entry.payload);
    std::cout << out.end_object().take() << "\n";
    return;
  }
  const auto fields = contract::decode_payload(entry.payload);
  std::cout << epoch << " " << entry.seq << " ";
  if (fields)
    std::cout << fields->business_day << " " << core::shanghai_minute_text({fields->at}) << " " << fields->kind << " "
              << fields->body << "\n";
  else
    std::cout << "not an entry: " << entry.payload << "\n";
}

core::Result<void> show(const Context& context, ShowAsked asked) {
  const auto reader = context.reader();
  if (!reader) return tl::unexpected(reader.error());
  const auto status = (*reader)->status();
  if (!status) return tl::unexpected(status.error());
  if (asked.epoch == 0) asked.epoch = status->epoch;
  if (asked.from == 0) {  // the newest ones
    const auto epochs = (*reader)->epochs();
    if (!epochs) return tl::unexpected(epochs.error());
    if (asked.count == 0) asked.count = 20;
    for (const journal::EpochInfo& epoch : *epochs)
      if (epoch.epoch == asked.epoch) asked.from = std::max<std::int64_t>(1, epoch.last_seq - asked.count + 1);
    if (asked.from == 0) asked.from = 1;
  }
  std::int64_t left = asked.count == 0 ? std::numeric_limits<std::int64_t>::max() : asked.count;
  while (left > 0) {
    const auto page = (*reader)->entries(asked.epoch, asked.from, std::min<std::size_t>(page_entries, static_cast<std::size_t>(left)), page_bytes);
    if (!page) return tl::unexpected(page.error());
    if (page->empty()) break;
    for (const contract::Entry& entry : *page) print_entry(context, asked.epoch, entry);
    asked.from = page->back().seq + 1;
    left -= static_cast<std::int64_t>(page->size());
  }
  return {};
}

core::Result<journal::VerifyReport> verify(const Context& context, bool county, journal::JournalStatus& status) {
  const auto reader = context.reader();
  if (!reader) return tl::unexpected(reader.error());
  if (auto read = (*reader)->status()) status = *read;
  else return tl::unexpected(read.error());
  auto report = (*reader)->verify();
  if (!report || !county) return report;
  const auto identity = context.identity();
  if (!identity) return tl::unexpected(identity.error());
  const auto link = CountyLink::open(*identity, **reader, nullptr);
  if (!link) return tl::unexpected(link.error());
  const auto heads = agent::ask_county_heads((*link)->parts(), heads_timeout_ms);
  if (!heads) return tl::unexpected(heads.error());
  return (*reader)->compare_with_county(*report, *heads);
}

std::string report_json(const journal::VerifyReport& report) {
  core::JsonWriter out;
  out.begin_object().field("ok", report.ok).field("entries", report.entries).key("first_false");
  if (report.first_false) {
    const auto& wrong = *report.first_false;
    out.begin_object().field("epoch", wrong.epoch).field("seq", wrong.seq).field("reason", wrong.reason);
    out.field("sentence", wrong.sentence).end_object();
  } else {
    out.null();
  }
  out.key("witnessed").begin_object().field("epoch", report.witnessed.epoch).field("seq", report.witnessed.seq);
  return out.end_object().end_object().take();
}

void print_report(const journal::VerifyReport& report, const journal::JournalStatus& status, bool county) {
  if (report.first_false)
    std::cout << "FALSE at epoch " << report.first_false->epoch << " seq " << report.first_false->seq << ": "
              << report.first_false->reason << ": " << report.first_false->sentence << "\n";
  else
    std::cout << "ok: " << report.entries << " entries, their chain, heads and projections hold\n";
  const bool same_epoch = report.witnessed.epoch == status.epoch;
  const std::int64_t first_alone = same_epoch ? report.witnessed.seq + 1 : 1;
  if (first_alone <= status.seq)
    std::cout << "tail not witnessed since seq " << first_alone << " of epoch " << status.epoch
              << ": the county has not got it, so nobody can say whether it was cut\n";
  else if (status.seq > 0)
    std::cout << (county ? "the county has every entry\n" : "the county has confirmed every entry; --county asks it again\n");
}

core::Result<void> export_epoch(const Context& context, std::int64_t epoch, const std::string& file) {
  const auto reader = context.reader();
  if (!reader) return tl::unexpected(reader.error());
  if (file.empty()) return (*reader)->export_epoch(epoch, [](std::string_view text) { std::cout << text; });
  // Beside its name first, so that a file of that name is always a whole export.
  const std::string part = file + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  const auto done = (*reader)->export_epoch(epoch, [&out](std::string_view text) { out << text; });
  out.close();
  if (done && out && std::rename(part.c_str(), file.c_str()) == 0) return {};
  std::remove(part.c_str());
  if (!done) return done;
  return core::fail(core::Errc::permission, "write " + file + ": it failed", "name a file in a folder that is there, may be written and has room");
}

}  // namespace

void run_journal_verify(Context& context, bool county) {
  journal::JournalStatus status;
  const auto report = verify(context, county, status);
  if (!report) return context.fail(report.error());
  if (context.json) std::cout << report_json(*report) << "\n";
  else print_report(*report, status, county);
  if (!report->ok) context.exit = exit_code::not_so;
}

void run_journal_show(Context& context, const ShowAsked& asked) {
  if (const auto done = show(context, asked); !done) context.fail(done.error());
}

void run_journal_export(Context& context, const ExportAsked& asked) {
  const auto done = export_epoch(context, asked.epoch, asked.file);
  if (done) return;
  const bool no_such_epoch = asked.epoch != 0 && done.error().code == core::Errc::not_found;
  context.fail(done.error(), no_such_epoch ? std::optional{exit_code::not_so} : std::nullopt);
}

}  // namespace zhuangui::app
