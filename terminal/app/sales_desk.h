#pragma once
#include <functional>
#include <memory>

#include "journal/reader.h"
#include "journal_worker.h"
#include "till/till.h"

namespace zhuangui::app {

/// Looks sales up for returns, in the journal's thread, and has returns written there. Answers come as till events.
class SalesDesk {
 public:
  SalesDesk(std::unique_ptr<journal::Reader> reader, JournalWorker& journal, Clock& clock, std::function<void(till::Event)> answer);

  /// The last ones of the last thirty days, newest first.
  void list();
  void find(till::FindSale effect);

 private:
  [[nodiscard]] core::WallTime corrected(std::int64_t at) const;

  std::unique_ptr<journal::Reader> reader_;  // of the journal's thread
  JournalWorker& journal_;
  Clock& clock_;
  std::function<void(till::Event)> answer_;
};

}  // namespace zhuangui::app
