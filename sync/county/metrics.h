#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "ingest/county.h"

namespace zhuangui::county {

/// What this process has done since its start, for GET /metrics. Any thread.
class Metrics {
 public:
  void count_request(const std::string& route, int status);
  void count_batch(const std::string& code, std::size_t bytes);
  /// Text exposition format 0.0.4.
  [[nodiscard]] std::string text(const ingest::CountyStatus& status) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::int64_t> requests_;
  std::map<std::string, std::int64_t> batches_;
  std::int64_t batch_bytes_ = 0;
};

}  // namespace zhuangui::county
