// verify of very many entries of about 600 bytes, and a rebuild of what they come to. The floor of verify is reading
// the same entries in order with plain SQL and nothing else.
#include "benches.h"
#include "fill_journal.h"

namespace zhuangui::bench {
namespace {

using namespace support;
using journal::Connection;
using journal::Rows;

constexpr int runs = 3;

double read_all_s(const std::string& directory, std::int64_t& entries, std::int64_t& bytes) {
  auto database = Connection::open(directory + "/journal.db", Connection::Access::read_only, {}).value();
  auto select = database.prepare("SELECT place, hash, payload FROM entries ORDER BY place").value();
  const auto start = Clock::now();
  entries = bytes = 0;
  Rows rows = select.rows();
  while (rows.next().value()) {
    bytes += static_cast<std::int64_t>(rows.bytes(2).size());
    ++entries;
  }
  return microseconds_since(start) / 1e6;
}

double verify_s(const std::string& directory) {
  const auto reader = std::move(journal::Reader::open(directory).value());
  const auto start = Clock::now();
  const auto report = reader->verify().value();
  const double took = microseconds_since(start) / 1e6;
  if (!report.ok) throw std::runtime_error("verify: " + report.first_false->sentence);
  return took;
}

}  // namespace

bool bench_verify(const std::string& folder, std::int64_t entries) {
  const std::string directory = folder + "/verify";
  std::filesystem::remove_all(directory);
  must(journal::save_enrolment(directory, enrolment()));
  std::move(journal::Journal::open(directory, enrolment(), key_of(0), {}).value())
      ->start_epoch("enrolled", moment(0))
      .value();
  fill_journal(directory, entries, 300,
               [](const std::string& id, std::int64_t i) { return sale(id, static_cast<int>(i), i % 6 == 0 ? 2 : 1); });

  const auto start = Clock::now();
  journal::rebuild_projections(directory, {}).value();
  const double rebuild_s = microseconds_since(start) / 1e6 * 500'000 / static_cast<double>(entries);
  bool met = print({"journal_rebuild_500k", rebuild_s, "s", 0, 0, 60, rebuild_s, 1, rebuild_s, rebuild_s, 1});

  std::int64_t found = 0, bytes = 0;
  read_all_s(directory, found, bytes);  // warm-up
  std::vector<double> floor, ours, ratios;
  for (int run = 0; run < runs; ++run) {
    floor.push_back(read_all_s(directory, found, bytes));
    ours.push_back(verify_s(directory));
    ratios.push_back(ours.back() / floor.back());
  }
  std::fprintf(stderr, "verify: %lld entries of %lld bytes on average\n", static_cast<long long>(found),
               static_cast<long long>(bytes / found));
  met = print({"journal_verify_1m", median(ours), "s", median(floor), median(ratios), 5, median(ours), ours.size(),
               median(ours), quantile(ours, 0.99),
               *std::max_element(floor.begin(), floor.end()) / *std::min_element(floor.begin(), floor.end())}) &&
        met;
  return met;
}

}  // namespace zhuangui::bench
