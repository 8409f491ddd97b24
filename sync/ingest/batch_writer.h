#pragma once
// Private to ingest: one thread that joins all batches waiting at the same time into one transaction, so that many
// terminals share one fsync and no two of them ever race for a number.
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "take.h"

namespace zhuangui::ingest {

class BatchWriter {
 public:
  BatchWriter(ledger::Ledger& ledger, const Environment& environment);
  BatchWriter(const BatchWriter&) = delete;
  BatchWriter& operator=(const BatchWriter&) = delete;
  ~BatchWriter();  ///< writes what is waiting, then ends

  /// Blocks until the batch is on the disk or refused. 503 when too many wait already.
  BatchAnswer take(Incoming incoming);

 private:
  struct Job {
    Incoming incoming;
    std::promise<BatchAnswer> answer;
  };
  void run();
  void write(std::vector<Job>& jobs);
  Result<void> write_together(const std::vector<Job>& jobs, std::vector<BatchAnswer>& answers);

  ledger::Ledger& ledger_;
  const Environment& environment_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> waiting_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace zhuangui::ingest
