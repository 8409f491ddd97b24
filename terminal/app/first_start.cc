#include "first_start.h"

#include <cstdio>
#include <filesystem>
#include <limits>
#include <utility>

#include "enrol_trouble.h"
#include "scanner/driver.h"
#include "sync/sync_ports.h"

namespace zhuangui::app {
namespace {

using core::Errc;

/// What people write without its beginning; plain http goes no further than this machine.
std::string with_scheme(const std::string& address) {
  if (address.find("://") != std::string::npos) return address;
  const bool here = address.starts_with("127.") || address.starts_with("localhost");
  return (here ? "http://" : "https://") + address;
}

}  // namespace

FirstStart::FirstStart(const TerminalOptions& options, const Configuration& configuration, Devices& devices, ui::Screen& screen,
                       Clock& clock)
    : options_{options}, configuration_{configuration}, devices_{devices}, clock_{clock}, shell_{screen, clock_, events_, activity_} {}

FirstStart::~FirstStart() {
  stop_try();
  if (enrolling_.joinable()) enrolling_.join();
}

Hands FirstStart::hands() {
  Hands hands;
  hands.ask_for_enrolment = [this](const till::AskForEnrolment& effect) { ask(effect); };
  hands.stop_enrolment = [this] { stop_try(); };
  hands.sound = [this](bool accepted) {
    if (!options_.headless) sounder_.play(accepted, core::Settings{}.volume);
  };
  return hands;
}

void FirstStart::stop_try() {
  if (!attempt_) return;
  attempt_->stopped = true;
  if (attempt_->http) attempt_->http->cancel();
  attempt_.reset();
}

void FirstStart::tell(const std::shared_ptr<Try>& attempt, till::Event event) {
  shell_.post([this, attempt, event = std::move(event)] {
    if (attempt == attempt_) shell_.feed(event);  // of one that was stopped nothing is wanted any more
  });
}

void FirstStart::ask(const till::AskForEnrolment& effect) {
  stop_try();
  if (enrolling_.joinable()) enrolling_.join();
  attempt_ = std::make_shared<Try>();
  EnrolWish wish;
  wish.directory = options_.directory;
  wish.county_url = with_scheme(effect.address);
  wish.code = effect.code;
  wish.county_key = contract::from_hex<contract::PublicKey>(effect.county_key);
  const auto ca_pem = read_ca(configuration_.county_ca_file);
  auto http = ca_pem ? open_http_port(wish.county_url, *ca_pem) : tl::unexpected(ca_pem.error());
  if (!ca_pem) return tell(attempt_, till::EnrolFailed{"certificate"});
  if (!http) return tell(attempt_, till::EnrolFailed{"address"});
  wish.ca_pem = *ca_pem;
  if (!key_) {
    auto key = enrolment_key(options_.directory);
    if (!key) return tell(attempt_, till::EnrolFailed{"folder"});
    key_.emplace(std::move(*key));
  }
  attempt_->http = std::make_unique<Listening>(std::move(*http));
  activity_.begin();  // ended when there is something to see
  enrolling_ = std::thread{[this, attempt = attempt_, wish] { enrol_until(attempt, wish); }};
}

void FirstStart::enrol_until(const std::shared_ptr<Try>& attempt, const EnrolWish& wish) {
  bool at_rest = false;
  const auto rest = [&] {
    if (!std::exchange(at_rest, true)) activity_.end();
  };
  agent::EnrolHooks hooks;
  hooks.wall_utc_ms = [this] { return clock_.wall().utc_ms; };
  hooks.mono_ms = [&attempt]() -> std::int64_t {
    return attempt->stopped ? std::numeric_limits<std::int64_t>::max() / 2 : Clock::machine_us() / 1'000;
  };
  hooks.sleep = [&attempt](std::int64_t ms) {
    for (; ms > 0 && !attempt->stopped; ms -= 50) std::this_thread::sleep_for(std::chrono::milliseconds{50});
  };
  hooks.show_words = [&](const std::array<std::string, 4>& words) {
    tell(attempt, till::EnrolWordsShown{words});
    rest();
  };
  const auto free = check_enrol_folder(wish.directory);
  const auto enrolled = free ? enrol_folder(wish, *key_, *attempt->http, hooks) : tl::unexpected(free.error());
  if (enrolled) {
    shell_.post([this] {
      enrolled_ = true;
      if (control_) control_->hand_over();  // which stops the shell
      else shell_.stop();
    });
  } else {
    std::fprintf(stderr, "zhuangui-terminal: %s; %s\n", enrolled.error().cause.c_str(), enrolled.error().remedy.c_str());
    tell(attempt, till::EnrolFailed{trouble_of(enrolled.error(), static_cast<const Listening&>(*attempt->http))});
  }
  rest();
}

void FirstStart::scan_until(const std::stop_token& stop) {
  scanner::ScannerDriver driver{devices_.bus(), devices_.quirks(), scanner_options(configuration_), &Clock::machine_us};
  scanner::ScannerListener listener;
  listener.scanned = [this](const device::ScanEvent& scan) { shell_.happened(till::EnrolmentScanned{scan.text}); };
  listener.unreadable = [this](const std::string&, scanner::Role) { shell_.happened(till::EnrolmentScanned{}); };
  listener.changed = [](const scanner::ScannerState&) {};
  listener.card = [](const device::CardEvent&) {};
  driver.run(stop, listener);
}

core::Result<bool> FirstStart::run() {
  shell_.set_hands(hands());
  if (options_.control_file >= 0) {
    ControlHands hands;
    if (options_.simulate) devices_.lend(hands);
    hands.time_moved = [] {};
    hands.sync_now = [] {};
    hands.unsent = []() -> std::int64_t { return 0; };
    control_ = std::make_unique<ControlHost>(options_.control_file, shell_, clock_, activity_, crash_, std::move(hands));
    control_->start([this] { shell_.stop(); });
  }
  shell_.happened(till::NotEnrolled{configuration_.county_address});
  std::jthread scanning{[this](const std::stop_token& stop) { scan_until(stop); }};
  shell_.run();
  scanning.request_stop();
  scanning.join();
  stop_try();
  if (enrolling_.joinable()) enrolling_.join();
  if (control_ && !enrolled_) control_->stopped();
  return enrolled_;
}

bool can_ask_a_person(const TerminalOptions& options, const core::Error& error) {
  if (error.code != Errc::not_found || (options.headless && options.control_file < 0)) return false;
  return !journal::load_enrolment(options.directory);  // not only the key is gone
}

core::Result<void> make_terminal_folder(const std::string& directory) {
  std::error_code trouble;
  if (std::filesystem::create_directories(directory, trouble))
    std::filesystem::permissions(directory, std::filesystem::perms::owner_all, trouble);
  if (!trouble) return {};
  return core::fail(Errc::permission, "make the folder " + directory + ": " + trouble.message(), "give this user the right to make it");
}

core::Result<bool> enrol_at_the_screen(const TerminalOptions& options, const Configuration& configuration, Devices& devices,
                                       ui::Screen& screen, Clock& clock, StopSignals& signals) {
  FirstStart first{options, configuration, devices, screen, clock};
  signals.listen([&first] { first.stop(); });
  auto enrolled = first.run();
  signals.ignore();
  return enrolled;
}

}  // namespace zhuangui::app
