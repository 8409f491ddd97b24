#pragma once
// One terminal's machine: the real journal, the real till and the real agent, on a disk, a clock and a network of the
// simulation. The agent's runner runs in a fiber, since it waits for answers in the middle of its calls.
#include <memory>
#include <optional>
#include <string>

#include "agent/agent.h"
#include "books.h"
#include "fiber.h"
#include "network.h"
#include "sync/sync_ports.h"
#include "till_desk.h"

namespace zhuangui::sim {

struct TerminalSettings {
  std::int64_t release_interval_ms = 600'000;
  std::int64_t heartbeat_interval_ms = 900'000;
  std::size_t batch_entries_max = 50;
  std::int64_t sale_pause_ms = 120'000;  ///< about this long between two movements of the operator
  std::int64_t clock_skew_ms = 0;
};

class TerminalHost {
 public:
  TerminalHost(World& world, Model& model, Network& network, std::string machine, std::string folder,
               journal::Enrolment enrolment, const contract::KeyPair& key, const TerminalSettings& settings,
               std::function<void(std::string)> complain);
  ~TerminalHost();

  /// Switches the machine on; it tries again while its disk does not let it.
  void boot();
  void boot_in(std::int64_t ms);
  void stop_orderly();
  void crash(bool power);
  /// After every event: a machine whose disk has stopped it is finished off and switched on again later.
  void notice_death();
  /// The clock jumps.
  void shift_clock(std::int64_t ms) { skew_ms_ += ms; }
  void stop_selling() { selling_ = false; }
  /// The folder's database becomes what `copy` held; only while the machine is off.
  void put_back(const std::string& copy);

  [[nodiscard]] bool up() const { return process_ != nullptr; }
  [[nodiscard]] bool drained() const;
  [[nodiscard]] const std::string& machine() const { return machine_; }
  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] const journal::Enrolment& enrolment() const { return enrolment_; }
  [[nodiscard]] const TerminalSettings& settings() const { return settings_; }
  [[nodiscard]] const TillDesk::Memory& memory() const { return memory_; }
  void set_memory(TillDesk::Memory memory) { memory_ = std::move(memory); }
  [[nodiscard]] Disk& disk() { return disk_of(folder_); }
  [[nodiscard]] std::string trouble() const;
  /// Its database read beside it; only while it is up.
  TerminalBook& book();
  /// Rises with whatever the agent has written into the journal, and with each start: what else is written is the till's.
  [[nodiscard]] std::int64_t changes() const { return changes_; }
  void count_change() { ++changes_; }
  /// How the next crash that the disk itself brings about goes on.
  void dies_by_power(bool power) { dies_by_power_ = power; }

 private:
  struct Process;
  friend struct Process;
  void drop();
  void off(bool power);

  World& world_;
  Model& model_;
  Network& network_;
  const std::string machine_, folder_;
  const journal::Enrolment enrolment_;
  const contract::KeyPair& key_;
  const TerminalSettings settings_;
  std::function<void(std::string)> complain_;
  Chance chance_;
  std::int64_t skew_ms_ = 0;
  TillDesk::Memory memory_;
  bool selling_ = true;
  std::int64_t changes_ = 0;
  std::int64_t boots_ = 0;
  bool dies_by_power_ = false;
  std::unique_ptr<Process> process_;
};

}  // namespace zhuangui::sim
