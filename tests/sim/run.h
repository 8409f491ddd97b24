#pragma once
// One run of the simulation: a county, its terminals, a network and what happens to them, all from one seed.
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "county_host.h"
#include "model.h"
#include "network.h"
#include "terminal_host.h"
#include "world.h"

namespace zhuangui::sim {

/// Something that must not be: which check found it, and what.
struct Violation {
  std::string check;
  std::string sentence;
};

struct Run;
/// What a test does to a run to see that the checks notice.
struct Tampering {
  std::function<void(Run&)> at_the_start;   ///< everybody is enrolled, nothing has happened
  std::function<void(Run&)> in_the_middle;
  std::function<void(Run&)> at_the_end;     ///< all is drained, before the checks at the end
};

struct Outcome {
  std::uint64_t seed = 0;
  std::uint64_t trace_hash = 0;
  std::optional<Violation> violation;
  std::int64_t terminal_ms = 0;             ///< virtual time, summed over the terminals
  std::map<std::string, std::int64_t> counts;
};

/// The parts of a run as scenario and checks see them.
struct Run {
  Run(std::uint64_t seed, const std::string& folder, std::FILE* trace);
  ~Run();

  TerminalHost& add_terminal(const journal::Enrolment& enrolment, const contract::KeyPair& key, const std::string& machine,
                             const TerminalSettings& settings);
  void complain(std::string check, std::string sentence);
  /// Goes on until `end_ms` or a violation, checking after each event.
  void go_until(std::int64_t end_ms, const std::function<bool()>& enough = {});

  const std::uint64_t seed;
  const std::string folder;
  World world;
  Model model;
  CountyHost county;
  Network network;
  std::vector<std::unique_ptr<contract::KeyPair>> keys;
  std::vector<std::unique_ptr<TerminalHost>> terminals;
  std::optional<Violation> violation;
  bool disks_copied = false;     ///< clones or disks put back: entries may be set aside, and alarms are due
  bool heads_forged = false;     ///< the network made up or mixed up heads: entries may be set aside
  bool clocks_wrong = false;
  std::optional<std::int64_t> batch_entries_bound;  ///< instead of what each terminal is set to
  /// What the checks after each event remember of a machine, so that they look only at what is new.
  struct LookedAt {
    std::int64_t marks_at_change = -1, release_at_change = -1, marks_at_county_start = -1;
    std::pair<std::int64_t, std::int64_t> marked;  ///< marked as sent and seen at the county
  };
  std::map<std::string, LookedAt> looked_at;
  std::int64_t events = 0;
};

/// Runs one seed in a fresh folder below `base`. Never throws: whatever ends a run is its violation.
Outcome simulate(std::uint64_t seed, const std::string& base, std::FILE* trace, const Tampering& tampering = {});

}  // namespace zhuangui::sim
