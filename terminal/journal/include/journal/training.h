#pragma once
#include <memory>
#include <string>

#include "journal/journal.h"

// A till to practise with has a journal of its own in DIR/training: its key and its facts are made on the machine, and no
// county knows either. It is made anew each time.

namespace zhuangui::journal {

std::string training_directory(const std::string& directory);
/// The facts of a till to practise with: an address no county has stands in place of the county's.
Enrolment training_enrolment(const Enrolment& real, const contract::PublicKey& key);
[[nodiscard]] bool is_training(const Enrolment& enrolment);
/// Somebody practises beside DIR's own journal just now.
[[nodiscard]] bool training_is_under_way(const std::string& directory);

/// DIR held as an open journal holds it, until this goes: nobody else opens it meanwhile.
class FolderHold {
 public:
  /// Errors: those of Journal::open about the lock.
  static Result<std::unique_ptr<FolderHold>> take(const std::string& directory);
  virtual ~FolderHold() = default;
};

}  // namespace zhuangui::journal
