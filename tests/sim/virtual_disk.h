#pragma once
// The disks of all simulated machines: a SQLite VFS in memory, registered as the default one, so that every database of
// the journal and of the ledger lies on it without knowing. A folder is a machine's disk.
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chance.h"

namespace zhuangui::sim {

/// One write or truncation that no sync has made durable yet.
struct Change {
  std::int64_t offset = 0;
  std::string bytes;
  std::int64_t truncate_to = -1;  ///< >= 0: a truncation instead
};

/// What one file holds: for the running machine, and what a power cut would leave.
struct Content {
  std::string bytes;
  std::string durable;
  bool durable_there = false;    ///< its name survives a power cut
  std::vector<Change> unsynced;  ///< in order
  // Locks between the connections of this process.
  int shared = 0;
  const void* reserved = nullptr;
  const void* pending = nullptr;
  const void* exclusive = nullptr;
  std::vector<std::unique_ptr<char[]>> shared_memory;
  int shared_memory_users = 0;
  int slot_shared[8] = {};
  const void* slot_exclusive[8] = {};
};

/// One machine's disk. What SQLite does to it may come from the county's writer thread; everything else from the
/// simulation's thread while nobody uses it.
class Disk {
 public:
  enum class Trouble { none, full, write_errors, sync_errors };

  void set_trouble(Trouble trouble) { trouble_ = trouble; }
  [[nodiscard]] Trouble trouble() const { return trouble_; }
  /// The machine stops at the `operations`-th write, sync or removal from now: from then on nothing reaches the disk.
  void die_after(std::int64_t operations) { dies_in_ = operations; }
  void die_now() { dead_ = true; }
  void forget_dying() { dies_in_ = -1; }
  [[nodiscard]] bool dead() const { return dead_; }
  /// The machine is started again after a kill: what it wrote is there, synced or not.
  void revive();
  /// The power was cut: of what was not synced, each write is kept, dropped or torn at a sector, as `chance` says.
  void cut_power(Chance& chance);
  /// Sabotage: this disk only says that it synced.
  void lie_about_syncs() { lies_ = true; }
  [[nodiscard]] std::int64_t operations() const { return operations_; }

  // For the VFS.
  int before_change();
  int before_sync();
  void sync(Content& content);
  std::map<std::string, std::shared_ptr<Content>> files;
  std::map<std::string, std::shared_ptr<Content>> removed;  ///< unsynced removals: a power cut may bring them back

 private:
  int count_operation();

  Trouble trouble_ = Trouble::none;
  bool dead_ = false;
  bool lies_ = false;
  std::int64_t dies_in_ = -1;
  std::int64_t operations_ = 0;
};

/// Registers the VFS as the default one, once per process, and begins a run: no disks, SQLite's randomness from `seed`.
void begin_disks(std::uint64_t seed);
/// The disk of a folder; made when it is new.
Disk& disk_of(const std::string& folder);
/// The rooms look for their database with stat() before they open it: an empty file stands for it. Whether it does now.
bool stands_on_real_disk(const std::string& path, bool make);
/// Copies every database file of one folder to another as it lies there now: what a cloned disk holds.
void copy_disk(const std::string& from, const std::string& to);

}  // namespace zhuangui::sim
