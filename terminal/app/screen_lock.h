#pragma once
#include "journal/reader.h"
#include "journal_worker.h"

namespace zhuangui::app {

/// What opens a locked screen: kept hashed beside the journal, compared in the journal's thread. Answers the till by
/// events; calls from any thread.
class ScreenLock {
 public:
  ScreenLock(JournalWorker& journal, std::function<void(till::Event)> answer) : journal_{journal}, answer_{std::move(answer)} {}

  /// What is kept, before anything else is called.
  till::LockRead read(journal::Reader& reader);
  void check(till::CheckSecret effect);
  void keep(till::KeepSecret effect);
  void forget();
  /// One of the counter's people, and a code of the office: their wrong tries count with those of the lock.
  void check_staff(till::CheckStaff effect);
  void check_approval_code(till::CheckApprovalCode effect);

 private:
  int count_try(journal::Journal& journal, bool right);
  void check_now(journal::Journal& journal, const till::CheckSecret& effect);
  void keep_now(journal::Journal& journal, const till::KeepSecret& effect);
  void post(std::function<void(journal::Journal&)> task);

  JournalWorker& journal_;
  std::function<void(till::Event)> answer_;
  std::string pin_hash_, card_hash_;  // of the journal's thread, once read
  int wrong_tries_ = 0;               // likewise
};

}  // namespace zhuangui::app
