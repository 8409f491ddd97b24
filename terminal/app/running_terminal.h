#pragma once
#include <memory>
#include <optional>
#include <string>

#include "card_desk.h"
#include "configuration.h"
#include "control_host.h"
#include "customer_worker.h"
#include "devices.h"
#include "display_worker.h"
#include "journal/simulated_disk.h"
#include "journal_worker.h"
#include "print_worker.h"
#include "sales_desk.h"
#include "scale_desk.h"
#include "screen_lock.h"
#include "shell.h"
#include "startup.h"
#include "stop_signals.h"
#include "sync_worker.h"
#include "terminal.h"
#include "ui/sounder.h"
#include "voice.h"

namespace zhuangui::app {

ui::Language language_of(const Configuration& configuration);
ui::Options screen_options(const TerminalOptions& options, const Configuration& configuration, const std::string& assets,
                           const std::shared_ptr<ui::PictureShelf>& pictures);

/// What outlives each till of one process.
struct Stage {
  const TerminalOptions& options;
  const Configuration& configuration;
  const std::string& assets;
  Clock& clock;
  StopSignals& signals;
  ui::Screen& screen;
  Devices& devices;
};

/// `another`: the till to practise with is asked for, or, from there, the counter's own.
enum class Ending { stopped, another };

/// A running terminal: its threads in the order they depend on each other.
class Terminal {
 public:
  Terminal(const Stage& stage, Beginning beginning, std::unique_ptr<journal::Journal> journal);

  core::Result<void> open();
  core::Result<Ending> run();

 private:
  core::Result<void> open_workers();
  core::Result<void> open_sync();
  core::Result<void> open_display();
  void open_voice();
  core::Result<void> open_customer_window();
  void show_customer(const till::View& view);
  /// What the simulated disk says about room is the only thing that is simulated about it.
  [[nodiscard]] std::optional<FreeSpace> room() const {
    if (!options_.simulate) return free_space(directory_);
    constexpr std::uint64_t plenty = std::uint64_t{64} << 30;
    return FreeSpace{journal::SimulatedDisk::instance().is_full() ? 0 : plenty, plenty};
  }
  Hands hands();
  void go_on_with_another();
  void look_at_today();
  void print_day(const core::CounterInfo& counter);
  void look_at_most_sold();
  ControlHands control_hands();
  void print_copy(const till::Completed& sale, const core::CounterInfo& counter, int copy);
  void sync_changed(const agent::Status& status, std::int64_t unsent_since);
  void release_applied(const journal::KeptRelease& release);
  void scan_until(const std::stop_token& stop);

  const TerminalOptions& options_;
  const Configuration& configuration_;
  const std::string& assets_;
  const Beginning beginning_;
  const std::string& directory_;
  const Identity& identity_;
  journal::Found found_;
  Clock& clock_;
  StopSignals& signals_;
  EventLog events_;
  Activity activity_;
  CrashTrigger crash_;
  Devices& devices_;
  ui::Screen& screen_;
  Shell shell_;
  JournalWorker journal_;
  CardDesk cards_{directory_, journal_, [this](till::Event event) { shell_.happened(std::move(event)); }};
  ScreenLock lock_{journal_, [this](till::Event event) { shell_.happened(std::move(event)); }};
  ui::Sounder sounder_;
  Activity sound_activity_;  // a sound that is being played keeps nothing waiting
  TaskThread sound_thread_{sound_activity_};
  std::unique_ptr<Voice> voice_;
  std::unique_ptr<journal::Reader> reader_;
  std::unique_ptr<SyncWorker> sync_;  // none while training
  std::unique_ptr<SalesDesk> sales_;
  std::unique_ptr<PrintWorker> printer_;
  std::unique_ptr<DisplayWorker> display_;
  std::unique_ptr<CustomerWorker> customer_;
  ScaleDesk scale_{devices_, configuration_, clock_, shell_, options_.simulate};
  std::unique_ptr<ControlHost> control_;
  std::optional<core::Error> failed_;
  bool goes_on_ = false;  // of the screen's thread
};

}  // namespace zhuangui::app
