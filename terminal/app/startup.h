#pragma once
#include <memory>
#include <optional>

#include "core/pictures.h"
#include "core/staff.h"
#include "journal/reader.h"
#include "journal_worker.h"
#include "screen_lock.h"
#include "shell.h"
#include "sync_worker.h"

namespace zhuangui::app {

/// What must be known before anything is opened.
struct Identity {
  journal::Enrolment enrolment;
  contract::KeyPair key;
};
/// Errors: not_found (not enrolled, or its key is gone), conflict (the key is of another terminal), and those of reading.
core::Result<Identity> load_identity(const std::string& directory);

/// How a till comes to be.
struct Beginning {
  std::string directory;  ///< of its journal
  Identity identity;
  bool training = false;  ///< to practise with: without a way to the county, and its drawer stays shut
  bool greets = true;     ///< no other till of this process has spoken to the script before
  bool just_enrolled = false;
  std::optional<core::Error> training_trouble = {};  ///< why the counter's own goes on where the other was asked for
  std::int64_t clock_offset_ms = 0;  ///< while training, as the counter's own journal knows it
};

/// What the release in force says, as the screen needs it.
struct Goods {
  std::shared_ptr<const core::Catalogue> catalogue;
  std::shared_ptr<const core::PriceRules> rules;  ///< never null
  core::CounterInfo counter;
  std::shared_ptr<const core::StaffList> staff;            ///< null: the counter has no list of its people
  till::PaymentLists payment;  ///< what it does not say is as if there were none
  std::shared_ptr<const core::PictureBook> pictures;  ///< never null; empty where the release has none that can be read
};
/// Errors: invalid_input (the release does not fit this program: the one before stays in force).
core::Result<Goods> read_goods(const journal::KeptRelease& release);
/// The screens go by them from now on. Any thread.
void show_goods(Shell& shell, Goods goods);

/// Everything between "the journal is open" and "the till is ready": decides on the epoch (asking the county when the
/// last stop was not orderly and there is a way to it), writes terminal.started, settles what became of receipts that were under way, and
/// gives the till what was set on this machine (`usual` where nothing was) and makes it ready with its open cart and, after such a stop, the last sale. Errors are those of the journal.
core::Result<void> begin(const Beginning& beginning, const journal::Found& found, JournalWorker& journal,
                         journal::Reader& reader, SyncWorker* sync, till::Mode mode, const core::Settings& usual, ScreenLock& lock,
                         Shell& shell);

}  // namespace zhuangui::app
