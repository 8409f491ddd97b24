#include "batch_writer.h"

namespace zhuangui::ingest {
namespace {

constexpr std::size_t waiting_max = 256;
constexpr std::size_t joined_max = 64;

}  // namespace

BatchWriter::BatchWriter(ledger::Ledger& ledger, const Environment& environment)
    : ledger_{ledger}, environment_{environment}, thread_{[this] { run(); }} {}

BatchWriter::~BatchWriter() {
  {
    const std::lock_guard hold{mutex_};
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

BatchAnswer BatchWriter::take(Incoming incoming) {
  std::future<BatchAnswer> future;
  {
    const std::lock_guard hold{mutex_};
    if (waiting_.size() >= waiting_max)
      return answer(503, "busy", "too many terminals are sending at once: try again later");
    waiting_.push_back({std::move(incoming), {}});
    future = waiting_.back().answer.get_future();
  }
  wake_.notify_one();
  return future.get();
}

void BatchWriter::run() {
  while (true) {
    std::vector<Job> jobs;
    {
      std::unique_lock hold{mutex_};
      wake_.wait(hold, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      while (!waiting_.empty() && jobs.size() < joined_max) {
        jobs.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
      }
    }
    write(jobs);
  }
}

void BatchWriter::write(std::vector<Job>& jobs) {
  std::vector<BatchAnswer> answers;
  const auto written = write_together(jobs, answers);
  if (!written && jobs.size() > 1) {
    // One terminal's damaged rows must not hold up the others: each on its own.
    for (Job& job : jobs) {
      std::vector<Job> alone;
      alone.push_back(std::move(job));
      write(alone);
    }
    return;
  }
  for (std::size_t i = 0; i < jobs.size(); ++i)
    jobs[i].answer.set_value(written ? std::move(answers[i]) : busy_answer(written.error()));
}

Result<void> BatchWriter::write_together(const std::vector<Job>& jobs, std::vector<BatchAnswer>& answers) {
  return ledger_.write([&](Writing& tables) -> Result<void> {
    ledger::Projected projected;
    for (const Job& job : jobs) {
      auto decided = decide(tables, job.incoming, environment_.now_ms(), projected);
      if (!decided) return tl::unexpected(decided.error());
      answers.push_back(std::move(*decided));
    }
    return tables.add_projected(projected);
  });
}

}  // namespace zhuangui::ingest
