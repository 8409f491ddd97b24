// A day of 5,000 sales is closed: figures that were kept up with each sale, so that it costs as much as after one.
#include "benches.h"
#include "fill_journal.h"

namespace zhuangui::bench {
namespace {

using namespace support;

constexpr int rounds = 7;
constexpr double target_us = 50'000;

double close_after(const std::string& directory, std::int64_t sales) {
  std::filesystem::remove_all(directory);
  must(journal::save_enrolment(directory, enrolment()));
  const auto open = [&directory] { return std::move(journal::Journal::open(directory, enrolment(), key_of(0), {}).value()); };
  open()->start_epoch("enrolled", moment(0)).value();
  fill_journal(directory, sales, sales, [](const std::string& id, std::int64_t i) { return sale(id, static_cast<int>(i), 5); });
  auto journal = open();
  const auto start = Clock::now();
  const auto closed = journal->close_shift({"S-AAAAAA", {}, {}, ""}, moment(600)).value();
  const double took = microseconds_since(start);
  if (closed.sales != sales) throw std::runtime_error("the shift has " + std::to_string(closed.sales) + " sales");
  return took;
}

}  // namespace

bool bench_close(const std::string& folder, std::int64_t entries) {
  std::vector<double> few, many;
  for (int round = 0; round < rounds; ++round) {
    few.push_back(close_after(folder + "/close", 1));
    many.push_back(close_after(folder + "/close", entries));
  }
  const double p50 = median(many);
  return print({"journal_close", p50, "us", median(few), p50 / median(few), target_us, p50, many.size(), p50, quantile(many, 0.99),
                *std::max_element(few.begin(), few.end()) / *std::min_element(few.begin(), few.end())});
}

}  // namespace zhuangui::bench
