#pragma once
#include "journal/reader.h"
#include "journal_worker.h"

namespace zhuangui::app {

/// Whose card was held and what it has paid before, and whether a holder's PIN is right: asked in the journal's thread.
/// Answers the till by events; calls from any thread.
class CardDesk {
 public:
  CardDesk(std::string directory, JournalWorker& journal, std::function<void(till::Event)> answer)
      : directory_{std::move(directory)}, journal_{journal}, answer_{std::move(answer)} {}

  void identify(till::IdentifyCard effect);
  void check_pin(till::CheckHolderPin effect);

 private:
  till::CardIdentified look_up(const core::HolderList& holders, const std::string& card);
  core::Result<journal::Reader*> reader();
  [[nodiscard]] core::Date today() const;
  int wrong_pins(const std::string& holder);

  std::string directory_;
  JournalWorker& journal_;
  std::function<void(till::Event)> answer_;
  std::unique_ptr<journal::Reader> reader_;  // of the journal's thread, once it is needed
};

}  // namespace zhuangui::app
