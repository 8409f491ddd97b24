#include "terminal_host.h"

#include "need.h"
#include "terminal_process.h"

namespace zhuangui::sim {

TerminalHost::TerminalHost(World& world, Model& model, Network& network, std::string machine, std::string folder,
                           journal::Enrolment enrolment, const contract::KeyPair& key, const TerminalSettings& settings,
                           std::function<void(std::string)> complain)
    : world_{world},
      model_{model},
      network_{network},
      machine_{std::move(machine)},
      folder_{std::move(folder)},
      enrolment_{std::move(enrolment)},
      key_{key},
      settings_{settings},
      complain_{std::move(complain)},
      chance_{world.chance.stream(fingerprint(machine_)[3])},
      skew_ms_{settings.clock_skew_ms} {}

TerminalHost::~TerminalHost() {
  if (process_) process_->stop();
}

void TerminalHost::boot() {
  if (up()) return;
  auto journal = journal::Journal::open(folder_, enrolment_, contract::KeyPair::from_seed(key_.seed()), {});
  auto reader = journal ? journal::Reader::open(folder_) : tl::unexpected(journal.error());
  world_.note(machine_, reader ? "starts" : "cannot start", reader ? "" : core::errc_name(reader.error().code));
  if (!reader && reader.error().code == core::Errc::corrupt) complain_(machine_ + " cannot open its journal: " + reader.error().cause);
  if (!reader) {
    if (disk().dead()) off(dies_by_power_);
    return boot_in(10'000);
  }
  process_ = std::make_unique<Process>(*this, std::move(*journal), std::move(*reader));
  count_change();
  process_->start();
}

void TerminalHost::boot_in(std::int64_t ms) {
  world_.in(ms, [this, number = ++boots_] {
    if (number == boots_) boot();  // else it was asked for again since
  });
}

void TerminalHost::drop() { process_.reset(); }

void TerminalHost::off(bool power) {
  disk().die_now();
  if (power) disk().cut_power(chance_);
  else disk().revive();
  world_.count(power ? "fault terminal lost power" : "fault terminal killed");
}

void TerminalHost::stop_orderly() {
  if (!up()) return;
  process_->stop();
  const auto stopped = process_->journal->stop_orderly(process_->moment());
  world_.note(machine_, "stops", stopped ? "" : core::errc_name(stopped.error().code));
  drop();
}

void TerminalHost::crash(bool power) {
  if (!up()) return;
  world_.note(machine_, power ? "loses power" : "is killed");
  disk().die_now();
  process_->stop();
  drop();
  off(power);
}

void TerminalHost::notice_death() {
  if (!up()) return;
  if (disk().dead()) {
    crash(dies_by_power_);
  } else if (process_->failed) {
    world_.note(machine_, "ends by itself");
    drop();
  } else {
    return;
  }
  boot_in(chance_.between(1'000, 120'000));
}

void TerminalHost::put_back(const std::string& copy) {
  disk().files.clear();
  disk().removed.clear();
  copy_disk(copy, folder_);
}

bool TerminalHost::drained() const { return up() && process_->runner && agent::drained(process_->runner->state()); }

std::string TerminalHost::trouble() const {
  if (!up()) return "off";
  if (!process_->runner) return "starting";
  const agent::Trouble& trouble = process_->runner->state().trouble;
  return trouble.code.empty() ? "none" : trouble.code + ": " + trouble.sentence;
}

TerminalBook& TerminalHost::book() {
  if (!process_->book) process_->book.emplace(folder_);
  return *process_->book;
}

}  // namespace zhuangui::sim
