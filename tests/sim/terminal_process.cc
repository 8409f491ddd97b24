#include "terminal_process.h"

#include <algorithm>

namespace zhuangui::sim {

using core::Result;

TerminalHost::Process::Process(TerminalHost& owner, std::unique_ptr<journal::Journal> open_journal,
                               std::unique_ptr<journal::Reader> open_reader)
    : host{owner}, journal{std::move(open_journal)}, reader{std::move(open_reader)} {
  port = std::make_unique<app::JournalPortOverJournal>(app::JournalPortParts{
      .run_on_journal = [this](const app::JournalWork& work) { return on_journal(work); },
      .reader = reader.get(),
      .moment = [this] { return moment(); },
      .offset_changed = [this](std::int64_t offset_ms) {
        offset_ms_ = offset_ms;
        clock_confirmed_ = true;
      },
      .release_applied = [this](const journal::KeptRelease& release) {
        host.world_.count("releases applied");
        desk->catalogue(release);
      },
      .epoch_started = [this](const journal::Committed& committed) {
        host.world_.count("epochs because the county is ahead");
        desk->epoch_changed(committed.epoch);
        wake();
      }});
  desk = std::make_unique<TillDesk>(
      TillDesk::Parts{host.world_, host.model_, host.disk(), *journal, host.enrolment_, host.machine_,
                      [this] { return moment(); }, [this] { wake(); }, host.complain_},
      host.chance_, host.memory_);
  fiber_ = std::make_unique<Fiber>([this] { run(); });
}

TerminalHost::Process::~Process() { *alive_ = false; }

journal::Moment TerminalHost::Process::moment() const {
  return {core::WallTime{host.world_.utc_ms() + host.skew_ms_}, offset_ms_, clock_confirmed_};
}

agent::Now TerminalHost::Process::now() { return {host.world_.now_ms(), host.world_.utc_ms() + host.skew_ms_}; }

agent::Parts TerminalHost::Process::parts() {
  agent::Settings settings;
  settings.terminal = host.enrolment_.terminal;
  settings.counter = host.enrolment_.counter;
  settings.program = "zhuangui-sim";
  settings.terminal_key = host.enrolment_.terminal_key;
  settings.county_key = host.enrolment_.county_key;
  settings.reserve_key = host.enrolment_.reserve_key;
  settings.clock_offset_ms = offset_ms_;
  settings.release_interval_ms = host.settings_.release_interval_ms;
  settings.heartbeat_interval_ms = host.settings_.heartbeat_interval_ms;
  settings.batch_entries_max = host.settings_.batch_entries_max;
  return {settings, host.key_, *port, *this, *this, nullptr};
}

Result<void> TerminalHost::Process::on_journal(const app::JournalWork& work) {
  host.count_change();
  return work(*journal);
}

void TerminalHost::Process::start() { resume(wait_); }

void TerminalHost::Process::resume(std::int64_t number) {
  if (wait_ != number || fiber_->ended()) return;
  ++wait_;
  fiber_->resume();
}

void TerminalHost::Process::pause(std::int64_t number) {
  wait_ = number;
  fiber_->pause();
}

void TerminalHost::Process::stop() {
  stopping_ = true;
  while (!fiber_->ended()) fiber_->resume();
}

void TerminalHost::Process::wake() {
  woken_ = true;
  const std::int64_t number = wait_;
  if (runner) host.world_.in(0, [this, number, alive = alive_] {
    if (*alive && !answer_waited_) resume(number);
  });
}

// As terminal/app/startup.cc does it.
Result<void> TerminalHost::Process::begin() {
  const journal::Found& found = journal->found();
  offset_ms_ = found.clock_offset_ms;
  std::string release_in_force = "0";
  if (const auto release = reader->release(); release && *release) {
    desk->catalogue(**release);
    release_in_force = std::to_string(contract::parse_manifest((*release)->manifest.text)->version);
  }
  bool new_epoch = found.epoch == 0;
  if (!new_epoch && !found.orderly_stop) {
    host.world_.count("starts after an unclean stop");
    const auto heads = agent::ask_county_heads(parts(), 2'000);
    if (stopping_) return core::fail(core::Errc::internal, "stopped", "");
    new_epoch = agent::must_start_epoch(heads, {found.epoch, found.seq, found.hash},
                                        [this](agent::Position at) -> std::optional<contract::Hash> {
                                          const auto entries = reader->entries(at.epoch, at.seq, 1, 1);
                                          if (!entries || entries->empty() || entries->front().seq != at.seq) return std::nullopt;
                                          return entries->front().hash;
                                        });
  }
  std::int64_t epoch = found.epoch;
  if (new_epoch) {
    const auto started = journal->start_epoch(found.epoch == 0 ? "enrolled" : "unclean_stop", moment());
    if (!started) return tl::unexpected(started.error());
    epoch = started->epoch;
    if (found.epoch != 0) host.world_.count("epochs after an unclean stop");
  }
  const auto entry = journal->append(core::kind::terminal_started, 1,
                                     core::terminal_started_body("zhuangui-sim", release_in_force), moment());
  if (!entry) return tl::unexpected(entry.error());
  desk->ready(found, epoch);
  return {};
}

void TerminalHost::Process::run() {
  if (const auto begun = begin(); !begun) {
    failed = true;
    return;
  }
  operate();
  runner = std::make_unique<agent::Runner>(parts(), host.chance_.next());
  agent::Event event = agent::event::Tick{};
  do {
    runner->handle(event, [this] { return !stopping_; });
  } while (wait_for(event));
}

// As the loop of agent.cc does it, on virtual time.
bool TerminalHost::Process::wait_for(agent::Event& event) {
  if (stopping_) return false;
  const std::int64_t now_ms = host.world_.now_ms();
  const std::int64_t due = std::clamp<std::int64_t>(agent::next_tick_ms(runner->state()).value_or(0), now_ms, now_ms + 60'000);
  const std::int64_t number = wait_ + 1;
  host.world_.at(woken_ ? now_ms : due, [this, number, alive = alive_] {
    if (*alive) resume(number);
  });
  pause(number);
  event = woken_ ? agent::Event{agent::event::EntryWritten{false}} : agent::Event{agent::event::Tick{}};
  woken_ = false;
  return !stopping_;
}

Result<agent::HttpAnswer> TerminalHost::Process::send(const agent::HttpRequest& request) {
  const std::int64_t number = wait_ + 1;
  answer_.reset();
  host.network_.send(host.machine_, request, [this, number, alive = alive_](const Network::Answer& answer) {
    if (!*alive || wait_ != number || answer_) return;
    answer_ = answer;
    resume(number);
  });
  host.world_.in(request.timeout_ms, [this, number, alive = alive_] {
    if (*alive) resume(number);
  });
  answer_waited_ = true;
  pause(number);
  answer_waited_ = false;
  if (stopping_) return core::fail(core::Errc::offline, "the terminal stops", "");
  if (!answer_) return core::fail(core::Errc::timeout, "no answer in time", "try again later");
  return *std::exchange(answer_, std::nullopt);
}

/// The operator moves now and then, as long as the machine runs.
void TerminalHost::Process::operate() {
  const std::int64_t pause_ms = host.chance_.happens(150) ? host.chance_.between(1, 2 * host.settings_.sale_pause_ms)
                                                          : host.chance_.between(500, 6'000);
  host.world_.in(pause_ms, [this, alive = alive_] {
    if (!*alive) return;
    if (host.selling_) desk->act();
    operate();
  });
}

}  // namespace zhuangui::sim
