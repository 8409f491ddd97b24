#include "run.h"

#include <sys/stat.h>

#include <filesystem>

#include "checks.h"
#include "scenario.h"

namespace zhuangui::sim {
namespace {

constexpr std::int64_t events_max = 400'000;  // a run has some ten thousand
constexpr int counters = 4;

void check(Run& run) {
  for (std::size_t i = 0; i < run.terminals.size(); ++i) run.terminals[i]->notice_death();
  ask_checks(run, When::after_each_event);
}

bool all_is_drained(Run& run) {
  if (!run.county.up()) return false;
  for (const auto& host : run.terminals)
    if (!host->drained() || host->book().last() != host->book().county_position() ||
        host->book().release().first < run.county.newest_release())
      return false;
  return true;
}

/// The office decides that all of it counts, in the order in which it came.
void accept_what_was_set_aside(Run& run) {
  const auto status = run.county.county().status();
  if (!status) return run.complain("the office accepts branches", status.error().cause);
  for (const auto& branch : status->branches) {
    const auto accepted = run.county.county().accept_branch(branch.number);
    if (!accepted) return run.complain("the office accepts branches", accepted.error().cause);
    run.world.count("branches accepted");
  }
}

void play(Run& run, const Tampering& tampering) {
  const std::int64_t end_ms = draw_scenario(run);
  if (tampering.at_the_start) tampering.at_the_start(run);
  run.go_until(end_ms / 2);
  if (tampering.in_the_middle && !run.violation) tampering.in_the_middle(run);
  run.go_until(end_ms);
  calm(run);
  std::int64_t next_look_ms = 0;
  run.go_until(end_ms + drain_within_ms, [&run, &next_look_ms] {
    if (run.world.now_ms() < next_look_ms) return false;
    next_look_ms = run.world.now_ms() + 5'000;
    return all_is_drained(run);
  });
  if (!run.violation && run.county.up()) accept_what_was_set_aside(run);
  if (tampering.at_the_end && !run.violation) tampering.at_the_end(run);
  if (!run.violation) ask_checks(run, When::at_the_end);
}

}  // namespace

Run::Run(std::uint64_t wanted_seed, const std::string& where, std::FILE* trace)
    : seed{wanted_seed}, folder{where}, world{wanted_seed, trace}, county{world, where + "/county", counters}, network{world, county} {}

Run::~Run() = default;

TerminalHost& Run::add_terminal(const journal::Enrolment& enrolment, const contract::KeyPair& key, const std::string& machine,
                                const TerminalSettings& settings) {
  const std::string where = folder + "/" + machine;
  ::mkdir(where.c_str(), 0700);
  terminals.push_back(std::make_unique<TerminalHost>(world, model, network, machine, where, enrolment, key, settings,
                                                     [this](std::string what) { complain("the terminal's own books hold", std::move(what)); }));
  return *terminals.back();
}

void Run::complain(std::string name, std::string sentence) {
  if (!violation) violation = Violation{std::move(name), std::move(sentence)};
}

void Run::go_until(std::int64_t end_ms, const std::function<bool()>& enough) {
  while (!violation && world.step(end_ms)) {
    check(*this);
    if (++events > events_max) complain("queues and batches stay within bounds", "more than " + std::to_string(events_max) + " events: something runs in circles");
    if (enough && enough()) return;
  }
}

Outcome simulate(std::uint64_t seed, const std::string& base, std::FILE* trace, const Tampering& tampering) {
  begin_disks(seed);
  const std::string folder = base + "/run";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  Run run{seed, folder, trace};
  try {
    play(run, tampering);
  } catch (const std::exception& fault) {
    run.complain("the simulation itself works", fault.what());
  }
  run.world.count("network requests", run.network.requests());
  run.world.count("events", run.events);
  return {seed, run.world.trace_hash(), run.violation,
          run.world.now_ms() * static_cast<std::int64_t>(run.terminals.size()), run.world.counts};
}

}  // namespace zhuangui::sim
