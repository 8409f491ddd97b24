#pragma once
// The operator and the real till of one terminal: goods are scanned, taken off, paid in cash, now and then given back; what the till asks for is
// done in the real journal. Beside it stands our own list of what lies in the cart.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "journal/journal.h"
#include "journal/reader.h"
#include "model.h"
#include "till/till.h"
#include "virtual_disk.h"
#include "world.h"

namespace zhuangui::sim {

class TillDesk {
 public:
  struct Parts {
    World& world;
    Model& model;
    Disk& disk;
    journal::Journal& journal;
    const journal::Enrolment& enrolment;
    std::string machine;
    std::function<journal::Moment()> moment;
    std::function<void()> entry_written;
    std::function<void(std::string)> complain;  ///< something that must not be; ends the run
  };
  /// What outlives a crash: our own list of the cart as it was last written, and those whose writing
  /// failed or was cut off, any of which may be there instead.
  struct Cart {
    std::string sale;
    std::vector<OwnLine> lines;
  };
  struct Memory {
    Cart saved;
    std::vector<Cart> doubtful;  ///< since the last write that succeeded
  };

  TillDesk(Parts parts, Chance& chance, Memory& memory);

  void catalogue(const journal::KeptRelease& release);
  void epoch_changed(std::int64_t epoch);
  /// The journal is open: `found` as it was, `epoch` as it is now.
  void ready(const journal::Found& found, std::int64_t epoch);
  /// The operator's next movement.
  void act();

 private:
  void feed(const till::Event& event);
  void ask(till::Intent intent);
  void perform(const till::Effect& effect);
  void save(const till::SaveCart& effect);
  void commit(const core::Sale& sale);
  void give_back(const core::Refund& refund);
  void scan();
  void pay();
  void reprint();

  Parts parts_;
  Chance& chance_;
  Memory& memory_;
  till::Till till_;
  std::vector<OwnLine> cart_;
  std::int64_t wanted_lines_ = 1;
  std::string last_sold_;
  std::optional<core::Sale> last_sale_;  ///< the same as the journal has it, and our own list of it
  std::vector<OwnLine> last_lines_;
};

}  // namespace zhuangui::sim
