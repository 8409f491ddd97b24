// How many sales a second the county takes in durably:  bench_ingest DIR [TERMINALS] [SALES A BATCH]
// Every terminal has its own connection and waits for the answer before it sends on, as the agent does. The batches are
// made before the clock starts; unpacking, checking, summing up and the disk are measured. DIR must be on a real disk.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "county_desk.h"

namespace {

using namespace zhuangui;
constexpr int batches_each = 40;

struct Sender {
  support::WritingTerminal till{"", 0};
  std::vector<std::string> batches;
};

ingest::Environment environment_with_keys() {
  auto environment = ingest::system_environment();
  environment.now_ms = [] { return support::county_morning_ms; };
  return environment;
}

void enrol(ingest::County& county, Sender& sender) {
  const auto code = support::must_have(county.create_code("C-0001", true, "")).code;
  contract::EnrolmentRandom random{};
  const std::string_view bytes{reinterpret_cast<const char*>(random.data()), random.size()};
  const auto& key = sender.till.key().public_key();
  support::must_have(county.enrol_commit(code, key, contract::blake2b(bytes)));
  support::must_have(county.enrol_reveal(code, key, random));
  sender.till.set_name(support::must_have(contract::parse_receipt(support::must_have(county.enrol_status(code, key)).receipt)).terminal);
}

int run(const std::string& directory, int terminals, int sales) {
  support::must_have(ingest::County::init(directory, environment_with_keys()));
  const auto county = support::must_have(ingest::County::open(directory, ingest::County::Mode::server, environment_with_keys()));
  support::must_have(county->import_csv("counters", "id,name,site,address,phone,firm,county_phone\nC-0001,x,,,,,\n", "counters"));
  std::vector<Sender> senders;
  for (int i = 0; i < terminals; ++i) {
    Sender sender{support::WritingTerminal{"", static_cast<std::uint8_t>(i)}, {}};
    enrol(*county, sender);
    sender.till.start_epoch(500'000);
    for (int batch = 0; batch < batches_each; ++batch) {
      const std::int64_t from = batch == 0 ? 1 : sender.till.last() + 1;
      for (int sale = 0; sale < sales; ++sale) sender.till.sell(100 + sale);
      sender.batches.push_back(sender.till.packed(from, sender.till.last()));
    }
    senders.push_back(std::move(sender));
  }
  std::vector<std::thread> connections;
  std::atomic<int> failures{0};
  const auto start = std::chrono::steady_clock::now();
  for (Sender& sender : senders)
    connections.emplace_back([&] {
      for (const std::string& batch : sender.batches)
        if (county->take_batch(sender.till.name(), batch).status != 200) ++failures;
    });
  for (std::thread& connection : connections) connection.join();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto counted = support::must_have(county->report_day("2026-11-24", "2026-11-24", "")).total.sales;
  std::cout << counted << " sales from " << terminals << " terminals in batches of " << sales << ": " << seconds << " s, "
            << static_cast<std::int64_t>(static_cast<double>(counted) / seconds) << " sales/s\n";
  return failures == 0 && counted == std::int64_t{terminals} * batches_each * sales ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::cerr << "usage: bench_ingest DIR [TERMINALS] [SALES A BATCH]; DIR must not exist yet\n";
    return 2;
  }
  try {
    return run(words[1], count > 2 ? std::atoi(words[2]) : 8, count > 3 ? std::atoi(words[3]) : 50);
  } catch (const std::exception& error) {
    std::cerr << "bench_ingest: " << error.what() << '\n';
    return 3;
  }
}
