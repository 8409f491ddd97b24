#include "running_terminal.h"

#include <algorithm>
#include <set>
#include <thread>

#include "left_receipts.h"
#include "scanner/driver.h"
#include "today.h"
#include "ui/pictures.h"

namespace zhuangui::app {

using core::Errc;

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

Terminal::Terminal(const Stage& stage, Beginning beginning, std::unique_ptr<journal::Journal> journal)
    : options_{stage.options},
      configuration_{stage.configuration},
      assets_{stage.assets},
      beginning_{std::move(beginning)},
      directory_{beginning_.directory},
      identity_{beginning_.identity},
      found_{journal->found()},
      clock_{stage.clock},
      signals_{stage.signals},
      devices_{stage.devices},
      screen_{stage.screen},
      shell_{screen_, clock_, events_, activity_},
      journal_{{std::move(journal), clock_, events_, activity_, [this](till::Event event) { shell_.happened(std::move(event)); },
                [this] { if (sync_) sync_->wake(); }, [this] { return room(); }}} {}

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
  if (beginning_.training) shell_.surroundings().county = till::Link::none;
  scale_.introduce();
  if (options_.control_file >= 0)
    control_ = std::make_unique<ControlHost>(options_.control_file, shell_, clock_, activity_, crash_, control_hands());
  return {};
}

core::Result<void> Terminal::open_workers() {
  auto reader = journal::Reader::open(directory_);
  if (!reader) return tl::unexpected(reader.error());
  reader_ = std::move(*reader);
  if (!beginning_.training)
    if (const auto opened = open_sync(); !opened) return opened;
  auto sales_reader = journal::Reader::open(directory_);
  if (!sales_reader) return tl::unexpected(sales_reader.error());
  sales_ = std::make_unique<SalesDesk>(std::move(*sales_reader), journal_, clock_, [this](till::Event event) { shell_.happened(std::move(event)); });
  auto print_reader = journal::Reader::open(directory_);
  if (!print_reader) return tl::unexpected(print_reader.error());
  printer::DriverOptions driver = devices_.printer_options();
  driver.broken_off = left_inside_a_receipt(**print_reader);
  printer_ = std::make_unique<PrintWorker>(PrintWorker::Parts{
      devices_.bus(), driver, std::move(*print_reader), identity_.enrolment.terminal, journal_, clock_, events_, activity_,
      std::chrono::milliseconds{options_.virtual_clock ? 3 : options_.simulate ? 20 : 100},
      [this](const std::string& sale, till::ReceiptState state, const std::string& trouble) {
        shell_.happened(till::ReceiptChanged{sale, state, trouble});
      },
      [this](till::PrinterState state) {
        shell_.surroundings_changed([state](till::Surroundings& around) { around.printer = state; });
      },
      [this](till::ReceiptState state, const std::string& trouble) { shell_.happened(till::TestPrintChanged{state, trouble}); },
      beginning_.training});
  return {};
}

core::Result<void> Terminal::open_sync() {
  auto sync = SyncWorker::create({directory_, identity_.enrolment, identity_.key, journal_, clock_, events_, activity_,
                                  configuration_.release_interval_ms, configuration_.heartbeat_interval_ms,
                                  [this](const agent::Status& status, std::int64_t unsent_since) { sync_changed(status, unsent_since); },
                                  [this](const journal::KeptRelease& release) { release_applied(release); }});
  if (!sync) return tl::unexpected(sync.error());
  sync_ = std::move(*sync);
  return {};
}

core::Result<void> Terminal::open_display() {
  if (!devices_.display()) return {};
  const std::string folder = assets_ + "/strings";
  auto words = ui::Strings::load(folder, language_of(configuration_));
  if (!words) return tl::unexpected(words.error());
  auto plain = ui::Strings::load(folder, ui::Language::english);
  if (!plain) return tl::unexpected(plain.error());
  display_ = std::make_unique<DisplayWorker>(devices_.bus(), *devices_.display(), std::move(*words), std::move(*plain),
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
  ui::Options picture = screen_options(options_, configuration_, assets_, screen_.pictures());
  picture.width = configuration_.customer_window->width;
  picture.height = configuration_.customer_window->height;
  auto screen = ui::CustomerScreen::create(picture);
  if (!screen) return tl::unexpected(screen.error());
  customer_ = std::make_unique<CustomerWorker>(std::move(*screen), activity_, [this] {
    shell_.post([this] {
      customer_->present([this](const ui::CustomerScreen& drawn, const std::vector<ui::Rect>& changed) {
        screen_.present_customer(drawn.pixels(), drawn.width(), drawn.height(), changed);
      });
    });
  });
  return {};
}

void Terminal::show_customer(const till::View& view) {
  if (display_) display_->show(view);
  const auto size = customer_ ? screen_.customer_size() : std::nullopt;
  const bool anew = screen_.customer_was_uncovered();
  if (size) customer_->show(view, *size, anew);
}

Hands Terminal::hands() {
  Hands hands;
  hands.save_cart = [this](till::SaveCart effect) { journal_.save_cart(std::move(effect)); };
  hands.park_cart = [this](till::ParkCart effect) { journal_.park_cart(std::move(effect)); };
  hands.call_help = [this](till::CallHelp effect) {
    journal_.call_help(std::move(effect), [this] { sync_->try_now(); });
  };
  hands.end_help = [this](till::EndHelp effect) { journal_.end_help(std::move(effect)); };
  hands.commit_sale = [this](till::CommitSale effect) { journal_.commit(std::move(effect)); };
  hands.abandon_cart = [this](till::AbandonCart effect) { journal_.abandon(std::move(effect)); };
  hands.open_drawer = [this](const std::string& sale) { printer_->open_drawer(sale); };
  hands.print_receipt = [this](const till::Completed& sale, const core::CounterInfo& counter, int copy) {
    print_copy(sale, counter, copy);
  };
  hands.list_sales = [this] { sales_->list(); };
  hands.find_sale = [this](till::FindSale effect) { sales_->find(std::move(effect)); };
  hands.commit_refund = [this](till::CommitRefund effect) { journal_.give_back(std::move(effect)); };
  hands.print_refund = [this](const till::GivenBack& back, const core::CounterInfo& counter) { printer_->print(back, counter); };
  hands.print_test_card = [this] { printer_->print_test_card(); };
  if (sync_) {
    hands.sync_now = [this] { sync_->try_now(); };
    hands.ask_returns = [this](till::AskReturns effect) {
      sync_->ask_returns(std::move(effect), [this](till::Event event) { shell_.happened(std::move(event)); });
    };
    hands.reserve_quota = [this](till::ReserveQuota effect) {
      sync_->reserve_quota(std::move(effect), [this](till::Event event) { shell_.happened(std::move(event)); });
    };
    hands.next_sync_ms = [this] { return sync_->next_due_ms(); };
  }
  hands.look_at_today = [this] { look_at_today(); };
  hands.look_at_most_sold = [this] { look_at_most_sold(); };
  hands.go_on_with_another = [this] { go_on_with_another(); };
  hands.keep_settings = [this](const core::Settings& settings) { journal_.keep_settings(settings); };
  hands.check_secret = [this](till::CheckSecret effect) { lock_.check(std::move(effect)); };
  hands.keep_secret = [this](till::KeepSecret effect) { lock_.keep(std::move(effect)); };
  hands.forget_secrets = [this] { lock_.forget(); };
  hands.check_staff = [this](till::CheckStaff effect) { lock_.check_staff(std::move(effect)); };
  hands.check_approval_code = [this](till::CheckApprovalCode effect) { lock_.check_approval_code(std::move(effect)); };
  hands.ask_shifts = [this](till::AskShifts effect) { journal_.ask_shifts(std::move(effect)); };
  hands.open_drawer_by_hand = [this] { printer_->open_drawer({}); };
  hands.print_shift_report = [this](const core::ShiftReport& report, const core::CounterInfo& counter) { printer_->print_report(report, counter); };
  hands.print_slip = [this](const till::Completed& sale, const core::CounterInfo& counter, till::Slip which) { printer_->print_slip(sale, counter, which); };
  hands.ask_invoice = [this](till::AskInvoice effect) { journal_.request_invoice(std::move(effect)); };
  hands.print_day = [this](const core::CounterInfo& counter) { print_day(counter); };
  hands.record = [this](till::Record effect) { journal_.record(std::move(effect)); };
  hands.identify_card = [this](till::IdentifyCard effect) { cards_.identify(std::move(effect)); };
  hands.check_holder_pin = [this](till::CheckHolderPin effect) { cards_.check_pin(std::move(effect)); };
  hands.sound = [this](bool accepted) {
    if (options_.headless || !screen_.access().sound) return;
    const int set = shell_.till().settings.volume;
    const int volume = set > 0 ? set : core::Settings{}.volume;  // a buyer wants to hear it, where nobody else does
    sound_thread_.post([this, accepted, volume] { sounder_.play(accepted, volume); });
  };
  if (voice_) hands.say_aloud = [this](const till::View& view) {
    const ui::Access& access = screen_.access();
    voice_->see(view, access.language, access.voice);
  };
  scale_.lend(hands);
  if (display_ || customer_) hands.show_customer = [this](const till::View& view) { show_customer(view); };
  return hands;
}

// In the journal's thread, so that it is asked of a journal at rest and the screen never waits for the disk.
void Terminal::look_at_today() {
  const core::Date day = core::shanghai_date(shell_.now().wall);
  journal_.post([this, day](journal::Journal&) {
    const std::string text = core::date_text(day);
    const auto sales = reader_->sales(text, text);
    const auto products = reader_->product_days(text, text);
    if (!sales || !products) return;
    till::DaySales made = sales_by_hour(day, *sales, journal_.clock_offset_ms());
    for (const journal::ProductDay& product : *products) made.back += core::Money::fen(product.refund_fen);
    shell_.surroundings_changed([made](till::Surroundings& around) { around.today = made; });
  });
}

void Terminal::print_day(const core::CounterInfo& counter) {
  const core::Date day = core::shanghai_date(shell_.now().wall);
  journal_.post([this, day, counter](journal::Journal&) {
    if (auto report = report_of_day(*reader_, day)) printer_->print_day(std::move(*report), counter);
  });
}

// As look_at_today.
void Terminal::look_at_most_sold() {
  constexpr std::int64_t days_back = 7;
  const core::Date today = core::shanghai_date(shell_.now().wall);
  const core::Date first = core::date_from_days(core::days_since_epoch(today) - days_back);
  journal_.post([this, first, today](journal::Journal&) {
    if (const auto days = reader_->product_days(core::date_text(first), core::date_text(today))) shell_.happened(till::MostSoldRead{most_sold(*days)});
  });
}

void Terminal::go_on_with_another() {
  goes_on_ = true;
  events_.emit({.event = "training", .state = beginning_.training ? "ended" : "begun"});
  if (control_) control_->hand_over();  // which stops the shell, when it has answered
  else shell_.stop();
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
    around.sync.unsent_most = status.unsent == 0 ? 0 : std::max(around.sync.unsent_most, status.unsent);
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
  scanner::ScannerDriver driver{devices_.bus(), devices_.quirks(), scanner_options(configuration_), &Clock::machine_us};
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

core::Result<Ending> Terminal::run() {
  signals_.listen([this] { shell_.stop(); });
  journal_.look_at_space();
  std::jthread scanning{[this](const std::stop_token& stop) { scan_until(stop); }};
  scale_.start();
  std::jthread beginning{[this] {
    const ActivityGuard guard{activity_};
    const auto begun = begin(beginning_, found_, journal_, *reader_, sync_.get(), configuration_.mode, usual_settings(configuration_.screen), lock_, shell_);
    if (!begun) {
      failed_ = begun.error();
      shell_.stop();
      return;
    }
    if (beginning_.just_enrolled) shell_.happened(till::EnrolSucceeded{identity_.enrolment.terminal, identity_.enrolment.counter});
    if (beginning_.training_trouble) shell_.happened(till::TrainingNotBegun{*beginning_.training_trouble});
    shell_.post([this] { look_at_most_sold(); });
    if (sync_) sync_->start();
  }};
  if (control_) control_->start([this] { shell_.stop(); }, beginning_.greets);
  shell_.run();
  signals_.ignore();
  scanning.request_stop();
  if (sync_) sync_->stop();
  beginning.join();
  scanning.join();
  scale_.stop();
  customer_.reset();
  if (display_) display_->stop();
  printer_->stop();
  const auto stopped = journal_.stop_orderly();
  if (control_) control_->stopped();
  if (failed_) return tl::unexpected(*failed_);
  if (!stopped) return tl::unexpected(stopped.error());
  return goes_on_ ? Ending::another : Ending::stopped;
}

}  // namespace zhuangui::app
