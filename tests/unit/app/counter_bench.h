#pragma once
#include <gtest/gtest.h>

#include <condition_variable>
#include <cstdlib>
#include <map>

#include "journal_desk.h"
#include "journal_worker.h"
#include "left_receipts.h"
#include "print_worker.h"
#include "simulated/bus.h"

namespace zhuangui::test {

/// The threads of a terminal that sell and print: real journal, real print worker, real driver, simulated printer. The
/// printer has its own power and outlives the program.
class CounterBench {
 public:
  CounterBench() {
    // A thousand restarts would sync a thousand times: in memory, where there is one, that costs nothing.
    if (std::filesystem::exists("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 0);
    desk = std::make_unique<support::Desk>();
    bus = std::move(simulated::Bus::create(desk->path() + "/simulated", {[] { return app::Clock::machine_us() / 1'000; }, {}}).value());
    profile.qr = printer::QrWay::gs_k;
    profile.fence = printer::Fence::gs_r;
  }
  ~CounterBench() { crash(); }

  void start() {
    auto journal = desk->open();
    const bool first = journal->found().epoch == 0;
    worker = std::make_unique<app::JournalWorker>(app::JournalWorker::Parts{
        std::move(journal), clock, events, activity, [](const till::Event&) {}, [] {}, [] { return std::optional<app::FreeSpace>{}; }});
    auto reader = desk->reader();
    printer::DriverOptions options;
    options.profile = profile;
    options.retry_every_ms = 20;
    options.broken_off = app::left_inside_a_receipt(*reader);
    app::settle_receipts(*reader, *worker);
    support::must(worker->run([&](journal::Journal& open) -> core::Result<void> {
      const auto begun = open.start_epoch(first ? "enrolled" : "unclean_stop", worker->moment());
      if (!begun) return tl::unexpected(begun.error());
      epoch = begun->epoch;
      number = 0;
      return {};
    }));
    printer = std::make_unique<app::PrintWorker>(app::PrintWorker::Parts{
        *bus, options, std::move(reader), "T-0001", *worker, clock, events, activity, std::chrono::milliseconds{5},
        [this](const std::string& sale, till::ReceiptState state, const std::string& trouble) {
          const std::scoped_lock lock{mutex};
          receipts[sale] = {state, trouble};
          changed.notify_all();
        },
        [this](till::PrinterState state) {
          const std::scoped_lock lock{mutex};
          device = state;
          changed.notify_all();
        }});
  }

  /// The program is gone without having written that it stops.
  void crash() {
    printer.reset();
    worker.reset();
  }

  /// A sale as the till has it committed; its receipt is not asked for yet.
  till::Completed sell(int lines = 1) {
    till::Completed done;
    done.sale = support::sale(support::sale_id(epoch, ++number), 1, lines);
    support::must(worker->run([&](journal::Journal& open) -> core::Result<void> {
      const auto committed = open.commit_sale(done.sale, worker->moment(), true);
      if (!committed) return tl::unexpected(committed.error());
      done.seq = committed->seq;
      done.hash_prefix_hex = contract::to_hex(committed->hash.data(), 8);
      done.at = core::WallTime{support::morning_ms};
      return {};
    }));
    return done;
  }

  /// The person chooses 补打.
  int reprint(const till::Completed& sale) {
    int copy = 0;
    support::must(worker->run([&](journal::Journal& open) -> core::Result<void> {
      const auto row = open.reprint(sale.sale.id, worker->moment());
      if (!row) return tl::unexpected(row.error());
      copy = row->copy;
      return {};
    }));
    {
      const std::scoped_lock lock{mutex};
      receipts.erase(sale.sale.id);
    }
    printer->print(sale, counter, copy);
    return copy;
  }

  bool wait(const std::function<bool()>& done) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    std::unique_lock lock{mutex};
    while (!done()) {
      if (std::chrono::steady_clock::now() > until) return false;
      changed.wait_for(lock, std::chrono::milliseconds{1});
    }
    return true;
  }
  bool wait_for(const std::string& sale, till::ReceiptState state) {
    return wait([&] { return receipts.contains(sale) && receipts[sale].first == state; });
  }
  bool wait_for(till::PrinterState state) {
    return wait([&] { return device == state; });
  }
  void printer_is(const std::string& words) { ASSERT_TRUE(bus->printer().command(words)) << words; }
  journal::PrintJobRow row(const std::string& sale, int copy) {
    support::must(worker->run([](journal::Journal&) -> core::Result<void> { return {}; }));  // what is queued is written
    return desk->reader()->print_job(sale, copy).value().value();
  }
  std::string paper() {
    const auto bytes = bus->printer().take_paper();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  std::unique_ptr<support::Desk> desk;
  std::unique_ptr<simulated::Bus> bus;
  printer::Profile profile;
  core::CounterInfo counter{"C-0001", "1 号柜", "1 号柜", "", "", "巫溪县农产品经营有限公司", ""};
  app::Clock clock{false, std::nullopt};
  app::EventLog events;
  app::Activity activity;
  std::unique_ptr<app::JournalWorker> worker;
  std::unique_ptr<app::PrintWorker> printer;
  std::int64_t epoch = 0, number = 0;
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::string, std::pair<till::ReceiptState, std::string>> receipts;
  till::PrinterState device = till::PrinterState::absent;
};

}  // namespace zhuangui::test
