#include "terminal.h"

#include <future>
#include <set>
#include <thread>

#include "configuration.h"
#include "control_host.h"
#include "customer_worker.h"
#include "devices.h"
#include "disk_command.h"
#include "display_worker.h"
#include "first_start.h"
#include "journal/simulated_disk.h"
#include "journal_worker.h"
#include "left_receipts.h"
#include "print_worker.h"
#include "scale_desk.h"
#include "scanner/driver.h"
#include "shell.h"
#include "startup.h"
#include "stop_signals.h"
#include "sync_worker.h"
#include "ui/pictures.h"
#include "ui/sounder.h"
#include "voice.h"

namespace zhuangui::app {
namespace {

using core::Errc;
using JournalAnswer = core::Result<std::unique_ptr<journal::Journal>>;

ui::Language language_of(const Configuration& configuration) {
  return configuration.screen.language == "en" ? ui::Language::english : ui::Language::chinese;
}

ui::Options screen_options(const TerminalOptions& options, const Configuration& configuration, const std::string& assets,
                           const std::shared_ptr<ui::PictureShelf>& pictures) {
  ui::Options screen;
  screen.display = options.headless ? ui::Display::headless : options.windowed ? ui::Display::window : ui::Display::fullscreen;
  screen.width = options.width;
  screen.height = options.height;
  const ScreenSettings& settings = configuration.screen;
  screen.access = {settings.large_type, settings.high_contrast, settings.low_reach, settings.left_hand, settings.sound, settings.voice,
                   language_of(configuration)};
  screen.scale_percent = settings.scale_percent;
  screen.show_keys = settings.show_keys;
  screen.strings_folder = assets + "/strings";
  screen.pictures = pictures;
  if (const auto& customer = configuration.customer_window)
    screen.customer = ui::CustomerWindow{customer->display - 1, customer->width, customer->height};
  return screen;
}

core::Result<void> draw_first(const TerminalOptions& options, const Configuration& configuration, const std::string& assets,
                              const std::shared_ptr<ui::PictureShelf>& pictures, std::unique_ptr<ui::Screen>& into) {
  auto screen = ui::Screen::create(screen_options(options, configuration, assets, pictures));
  if (!screen) return tl::unexpected(screen.error());
  into = std::move(*screen);
  return {};
}

/// The running terminal: its threads in the order they depend on each other.
class Terminal {
 public:
  Terminal(const TerminalOptions& options, Identity identity, const Configuration& configuration, const std::string& assets,
           std::unique_ptr<ui::Screen> screen, std::unique_ptr<journal::Journal> journal, std::unique_ptr<Devices> devices,
           Clock& clock)
      : options_{options},
        configuration_{configuration},
        assets_{assets},
        identity_{std::move(identity)},
        found_{journal->found()},
        clock_{clock},
        devices_{std::move(devices)},
        screen_{std::move(screen)},
        shell_{*screen_, clock_, events_, activity_},
        journal_{{std::move(journal), clock_, events_, activity_, [this](till::Event event) { shell_.happened(std::move(event)); },
                  [this] { if (sync_) sync_->wake(); }, [this] { return room(); }}} {}

  core::Result<void> open();
  /// `just_enrolled`: at the first start, which a script may have driven already.
  core::Result<void> run(StopSignals& signals, bool just_enrolled);

 private:
  core::Result<void> open_workers();
  core::Result<void> open_display();
  void open_voice();
  core::Result<void> open_customer_window();
  void show_customer(const till::View& view);
  /// What the simulated disk says about room is the only thing that is simulated about it.
  [[nodiscard]] std::optional<FreeSpace> room() const {
    if (!options_.simulate) return free_space(options_.directory);
    constexpr std::uint64_t plenty = std::uint64_t{64} << 30;
    return FreeSpace{journal::SimulatedDisk::instance().is_full() ? 0 : plenty, plenty};
  }
  Hands hands();
  ControlHands control_hands();
  void print_copy(const till::Completed& sale, const core::CounterInfo& counter, int copy);
  void sync_changed(const agent::Status& status, std::int64_t unsent_since);
  void release_applied(const journal::KeptRelease& release);
  void scan_until(const std::stop_token& stop);

  const TerminalOptions& options_;
  const Configuration& configuration_;
  const std::string& assets_;
  Identity identity_;
  journal::Found found_;
  Clock& clock_;
  EventLog events_;
  Activity activity_;
  CrashTrigger crash_;
  std::unique_ptr<Devices> devices_;
  std::unique_ptr<ui::Screen> screen_;
  Shell shell_;
  JournalWorker journal_;
  ScreenLock lock_{journal_, [this](till::Event event) { shell_.happened(std::move(event)); }};
  ui::Sounder sounder_;
  Activity sound_activity_;  // a sound that is being played keeps nothing waiting
  TaskThread sound_thread_{sound_activity_};
  std::unique_ptr<Voice> voice_;
  std::unique_ptr<journal::Reader> reader_;
  std::unique_ptr<SyncWorker> sync_;
  std::unique_ptr<PrintWorker> printer_;
  std::unique_ptr<DisplayWorker> display_;
  std::unique_ptr<CustomerWorker> customer_;
  ScaleDesk scale_{*devices_, configuration_, clock_, shell_, options_.simulate};
  std::unique_ptr<ControlHost> control_;
  std::optional<core::Error> failed_;
};

core::Result<void> Terminal::open() {
  if (!options_.events_file.empty())
    if (const auto opened = events_.open(options_.events_file); !opened) return opened;
  if (options_.control_file >= 0) events_.listen([this](const EventLog::Event& event) { crash_.on_event(event); });
  if (const auto opened = open_workers(); !opened) return opened;
  if (const auto opened = open_display(); !opened) return opened;
  open_voice();
  if (const auto opened = open_customer_window(); !opened) return opened;
  shell_.set_hands(hands());
  shell_.set_rest(configuration_.screen.rest);
  shell_.set_code_settings(configuration_.barcode);
  shell_.surroundings().simulated = options_.simulate;
  scale_.introduce();
  if (options_.control_file >= 0)
    control_ = std::make_unique<ControlHost>(options_.control_file, shell_, clock_, activity_, crash_, control_hands());
  return {};
}

core::Result<void> Terminal::open_workers() {
  auto reader = journal::Reader::open(options_.directory);
  if (!reader) return tl::unexpected(reader.error());
  reader_ = std::move(*reader);
  auto sync = SyncWorker::create({options_.directory, identity_.enrolment, identity_.key, journal_, clock_, events_, activity_,
                                  configuration_.release_interval_ms, configuration_.heartbeat_interval_ms,
                                  [this](const agent::Status& status, std::int64_t unsent_since) { sync_changed(status, unsent_since); },
                                  [this](const journal::KeptRelease& release) { release_applied(release); }});
  if (!sync) return tl::unexpected(sync.error());
  sync_ = std::move(*sync);
  auto print_reader = journal::Reader::open(options_.directory);
  if (!print_reader) return tl::unexpected(print_reader.error());
  printer::DriverOptions driver = devices_->printer_options();
  driver.broken_off = left_inside_a_receipt(**print_reader);
  printer_ = std::make_unique<PrintWorker>(PrintWorker::Parts{
      devices_->bus(), driver, std::move(*print_reader), identity_.enrolment.terminal, journal_, clock_, events_, activity_,
      std::chrono::milliseconds{options_.virtual_clock ? 3 : options_.simulate ? 20 : 100},
      [this](const std::string& sale, till::ReceiptState state, const std::string& trouble) {
        shell_.happened(till::ReceiptChanged{sale, state, trouble});
      },
      [this](till::PrinterState state) {
        shell_.surroundings_changed([state](till::Surroundings& around) { around.printer = state; });
      },
      [this](till::ReceiptState state, const std::string& trouble) { shell_.happened(till::TestPrintChanged{state, trouble}); }});
  return {};
}

core::Result<void> Terminal::open_display() {
  if (!devices_->display()) return {};
  const std::string folder = assets_ + "/strings";
  auto words = ui::Strings::load(folder, language_of(configuration_));
  if (!words) return tl::unexpected(words.error());
  auto plain = ui::Strings::load(folder, ui::Language::english);
  if (!plain) return tl::unexpected(plain.error());
  display_ = std::make_unique<DisplayWorker>(devices_->bus(), *devices_->display(), std::move(*words), std::move(*plain),
                                             [this](const display::DisplayState& state) {
                                               const bool ready = state.stage == device::Stage::enabled;
                                               shell_.surroundings_changed([ready](till::Surroundings& around) {
                                                 around.display = ready ? till::DisplayState::ready : till::DisplayState::absent;
                                               });
                                             });
  return {};
}

void Terminal::open_voice() {
  const std::string& folder = configuration_.screen.voice_folder;
  if (folder.empty()) return;
  voice_ = std::make_unique<Voice>(sound_thread_, options_.headless ? nullptr : &sounder_, events_, folder, [this] {
    shell_.surroundings_changed([](till::Surroundings& around) { around.has_voice = true; });
  });
}

core::Result<void> Terminal::open_customer_window() {
  if (!configuration_.customer_window) return {};
  ui::Options picture = screen_options(options_, configuration_, assets_, screen_->pictures());
  picture.width = configuration_.customer_window->width;
  picture.height = configuration_.customer_window->height;
  auto screen = ui::CustomerScreen::create(picture);
  if (!screen) return tl::unexpected(screen.error());
  customer_ = std::make_unique<CustomerWorker>(std::move(*screen), activity_, [this] {
    shell_.post([this] {
      customer_->present([this](const ui::CustomerScreen& drawn, const std::vector<ui::Rect>& changed) {
        screen_->present_customer(drawn.pixels(), drawn.width(), drawn.height(), changed);
      });
    });
  });
  return {};
}

void Terminal::show_customer(const till::View& view) {
  if (display_) display_->show(view);
  const auto size = customer_ ? screen_->customer_size() : std::nullopt;
  const bool anew = screen_->customer_was_uncovered();
  if (size) customer_->show(view, *size, anew);
}

Hands Terminal::hands() {
  Hands hands;
  hands.save_cart = [this](till::SaveCart effect) { journal_.save_cart(std::move(effect)); };
  hands.commit_sale = [this](till::CommitSale effect) { journal_.commit(std::move(effect)); };
  hands.abandon_cart = [this](till::AbandonCart effect) { journal_.abandon(std::move(effect)); };
  hands.open_drawer = [this](const std::string& sale) { printer_->open_drawer(sale); };
  hands.print_receipt = [this](const till::Completed& sale, const core::CounterInfo& counter, int copy) {
    print_copy(sale, counter, copy);
  };
  hands.print_test_card = [this] { printer_->print_test_card(); };
  hands.sync_now = [this] { sync_->try_now(); };
  hands.next_sync_ms = [this] { return sync_->next_due_ms(); };
  hands.keep_settings = [this](const core::Settings& settings) { journal_.keep_settings(settings); };
  hands.check_secret = [this](till::CheckSecret effect) { lock_.check(std::move(effect)); };
  hands.keep_secret = [this](till::KeepSecret effect) { lock_.keep(std::move(effect)); };
  hands.forget_secrets = [this] { lock_.forget(); };
  hands.sound = [this](bool accepted) {
    if (options_.headless || !screen_->access().sound) return;
    const int set = shell_.till().settings.volume;
    const int volume = set > 0 ? set : core::Settings{}.volume;  // a buyer wants to hear it, where nobody else does
    sound_thread_.post([this, accepted, volume] { sounder_.play(accepted, volume); });
  };
  if (voice_) hands.say_aloud = [this](const till::View& view) {
    const ui::Access& access = screen_->access();
    voice_->see(view, access.language, access.voice);
  };
  scale_.lend(hands);
  if (display_ || customer_) hands.show_customer = [this](const till::View& view) { show_customer(view); };
  return hands;
}

// A reprint is an entry first, like everything else; its number of copies is the journal's.
void Terminal::print_copy(const till::Completed& sale, const core::CounterInfo& counter, int copy) {
  if (copy == 0) return printer_->print(sale, counter, 0);
  journal_.reprint(sale.sale.id, [this, sale, counter](core::Result<journal::PrintJobRow> row) {
    if (row) return printer_->print(sale, counter, row->copy);
    shell_.happened(till::ReceiptChanged{sale.sale.id, till::ReceiptState::trouble, "printer.not_recorded"});
  });
}

void Terminal::sync_changed(const agent::Status& status, std::int64_t unsent_since) {
  shell_.surroundings_changed([this, status, unsent_since](till::Surroundings& around) {
    if (status.started) around.county = status.online ? till::Link::up : till::Link::down;
    around.unsent = status.unsent;
    around.clock_offset_ms = status.clock_offset_ms;
    around.sync.county_epoch = status.county.epoch;
    around.sync.county_seq = status.county.seq;
    around.sync.reached_at.utc_ms = status.reached_at_utc_ms;
    around.sync.unsent_since.utc_ms = unsent_since == 0 ? 0 : unsent_since + status.clock_offset_ms;
    around.sync.trouble = status.trouble.code;
    around.sync.release_trouble = status.release_trouble.code;
    if (status.online && status.release > 0 && status.release_trouble.code.empty())
      shell_.list_confirmed(core::WallTime{status.reached_at_utc_ms});
  });
}

void Terminal::release_applied(const journal::KeptRelease& release) {
  if (auto goods = read_goods(release)) show_goods(shell_, std::move(*goods));
}

void Terminal::scan_until(const std::stop_token& stop) {
  scanner::ScannerDriver driver{devices_->bus(), devices_->quirks(), scanner_options(configuration_), &Clock::machine_us};
  std::set<std::string> ready;  // ports of scanners codes can come from; only touched by the driver's calls, one at a time
  scanner::ScannerListener listener;
  listener.scanned = [this](const device::ScanEvent& scan) { shell_.scanned(scan); };
  listener.changed = [this, &ready](const scanner::ScannerState& state) {
    if (state.role != scanner::Role::scanner) return;
    if (state.stage == device::Stage::enabled) ready.insert(state.device);
    else ready.erase(state.device);
    shell_.surroundings_changed([present = !ready.empty()](till::Surroundings& around) { around.scanner_present = present; });
  };
  // The till takes no cards yet, and shows nothing of one.
  listener.card = [this](const device::CardEvent& card) {
    shell_.happened(till::Scanned{barcode::decode_card(card.text, configuration_.barcode.card_form)});
  };
  listener.unreadable = [this](const std::string&, scanner::Role role) {
    if (role == scanner::Role::scanner) shell_.happened(till::Scanned{barcode::UnknownCode{"", "broken"}});
  };
  driver.run(stop, listener);
}

ControlHands Terminal::control_hands() {
  ControlHands hands;
  if (options_.simulate) {
    devices_->lend(hands);
    hands.disk = &command_disk;
    hands.network = [this](const std::vector<std::string>& words) {
      const auto done = sync_->network().command(words);
      if (done) sync_->try_now();
      return done;
    };
  }
  hands.at_rest = [this] { return devices_->at_rest() && (!display_ || display_->at_rest()) && printer_->at_rest() && sync_->at_rest() && screen_->pictures()->at_rest(); };
  hands.next_timer_ms = [this, devices_ms = hands.next_timer_ms]() -> std::optional<std::int64_t> {
    const std::int64_t printer_ms = printer_->next_due_ms();
    const std::int64_t device_ms = devices_ms ? devices_ms().value_or(printer_ms) : printer_ms;
    return std::min({printer_ms, device_ms, sync_->next_due_ms().value_or(printer_ms)});
  };
  hands.time_moved = [this, clock_moved = hands.clock_moved] {
    if (clock_moved) clock_moved();
    sync_->wake();
    printer_->wake();
  };
  if (customer_) hands.customer_screenshot = [this](const std::string& file) { return customer_->save_png(file); };
  hands.sync_now = [this] { sync_->try_now(); };
  hands.unsent = [this]() -> std::int64_t {
    const auto reader = journal::Reader::open(options_.directory);
    const auto status = reader ? (*reader)->status() : core::fail(Errc::internal, "");
    return status ? status->unsent : -1;
  };
  hands.weight_g = [this] {
    std::optional<std::int64_t> weight_g;
    shell_.post_and_wait([&] { weight_g = scale_.weight_g(); });
    return weight_g;
  };
  hands.printed_bytes = [this] { return printer_->printed_bytes(); };
  return hands;
}

core::Result<void> Terminal::run(StopSignals& signals, bool just_enrolled) {
  signals.listen([this] { shell_.stop(); });
  journal_.look_at_space();
  std::jthread scanning{[this](const std::stop_token& stop) { scan_until(stop); }};
  scale_.start();
  std::jthread beginning{[this, just_enrolled] {
    const ActivityGuard guard{activity_};
    const auto begun = begin(identity_.enrolment, found_, journal_, *reader_, *sync_, usual_settings(configuration_.screen), lock_, shell_);
    if (!begun) {
      failed_ = begun.error();
      shell_.stop();
      return;
    }
    if (just_enrolled) shell_.happened(till::EnrolSucceeded{identity_.enrolment.terminal, identity_.enrolment.counter});
    sync_->start();
  }};
  if (control_) control_->start([this] { shell_.stop(); }, !just_enrolled);
  shell_.run();
  signals.ignore();
  scanning.request_stop();
  sync_->stop();
  beginning.join();
  scanning.join();
  scale_.stop();
  customer_.reset();
  if (display_) display_->stop();
  printer_->stop();
  const auto stopped = journal_.stop_orderly();
  if (control_) control_->stopped();
  if (failed_) return tl::unexpected(*failed_);
  return stopped;
}

core::Result<void> open_devices(const TerminalOptions& options, const Configuration& configuration, const std::string& assets,
                                const Clock& clock, std::unique_ptr<Devices>& into) {
  auto devices = options.simulate ? Devices::open_simulated(assets, configuration, options.directory, clock)
                                  : Devices::open_real(assets, configuration, options.directory);
  if (!devices) return tl::unexpected(devices.error());
  into = std::move(*devices);
  return {};
}

}  // namespace

core::Result<void> run_terminal(const TerminalOptions& options) {
  StopSignals signals;  // before the first thread, so that every thread has them blocked
  Configuration configuration;
  if (!options.configuration_file.empty()) {
    auto loaded = load_configuration(options.configuration_file);
    if (!loaded) return tl::unexpected(loaded.error());
    configuration = std::move(*loaded);
  }
  const auto assets = assets_folder();
  if (!assets) return tl::unexpected(assets.error());
  Clock clock{options.virtual_clock, options.now};
  const auto pictures = std::make_shared<ui::PictureShelf>(ui::PictureShelf::Work::beside);
  std::unique_ptr<Devices> devices;
  std::unique_ptr<ui::Screen> screen;
  bool just_enrolled = false;
  auto identity = load_identity(options.directory);
  if (!identity && can_ask_a_person(options, identity.error())) {
    if (const auto made = make_terminal_folder(options.directory); !made) return made;
    if (const auto opened = open_devices(options, configuration, *assets, clock, devices); !opened) return opened;
    if (const auto drawn = draw_first(options, configuration, *assets, pictures, screen); !drawn) return drawn;
    const auto enrolled = enrol_at_the_screen(options, configuration, *devices, *screen, clock, signals);
    if (!enrolled) return tl::unexpected(enrolled.error());
    if (!*enrolled) return {};
    just_enrolled = true;
    identity = load_identity(options.directory);
  }
  if (!identity) return tl::unexpected(identity.error());
  // Opening the journal and drawing the fonts take the most time of a start: side by side.
  journal::Journal::Options disk;
  if (options.simulate) {
    journal::SimulatedDisk::instance();
    disk.vfs = journal::SimulatedDisk::vfs_name;
  }
  std::future<JournalAnswer> opening = std::async(std::launch::async, [&] {
    return journal::Journal::open(options.directory, identity->enrolment, contract::KeyPair::from_seed(identity->key.seed()), disk);
  });
  core::Result<void> drawn;
  if (!screen) drawn = draw_first(options, configuration, *assets, pictures, screen);
  auto journal = opening.get();
  if (!journal) return tl::unexpected(journal.error());
  if (!drawn) return drawn;
  if (!devices)
    if (const auto plugged = open_devices(options, configuration, *assets, clock, devices); !plugged) return plugged;
  Terminal terminal{options, std::move(*identity), configuration, *assets, std::move(screen), std::move(*journal), std::move(devices), clock};
  if (const auto opened = terminal.open(); !opened) return opened;
  return terminal.run(signals, just_enrolled);
}

}  // namespace zhuangui::app
