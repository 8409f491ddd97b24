#pragma once
// The county's machine: the real County behind the real routes, on a disk and a clock of the simulation.
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "books.h"
#include "ingest/county.h"
#include "journal/journal.h"
#include "routes.h"
#include "virtual_disk.h"
#include "world.h"

namespace zhuangui::sim {

class CountyHost {
 public:
  CountyHost(World& world, std::string folder, int counters);

  /// Makes the county with its lists and the first release.
  void make();
  /// Enrols a key at a counter, approved at once. The county's own three steps.
  journal::Enrolment enrol(const contract::KeyPair& key, const std::string& counter);

  [[nodiscard]] bool up() const { return county_ != nullptr; }
  /// What came over one connection. nullopt: the connection broke, because the machine is down or stopped in the middle.
  std::optional<county::HttpAnswer> handle(const county::HttpRequest& request);
  /// New lists and a release. Nothing when the machine is down or its disk in trouble.
  void publish();

  /// The next request finds the machine's end at its `operations`-th write; `power`: and what was not synced is torn.
  void die_in_next_request(std::int64_t operations, bool power);
  void crash(bool power);
  /// Starts again, and tries again every few seconds while its disk does not let it.
  void start();
  void stop_orderly();

  [[nodiscard]] ingest::County& county() { return *county_; }
  [[nodiscard]] Disk& disk() { return disk_of(folder_); }
  /// Its database read beside it, without any code of the county. Only while it is up.
  CountyBook& book();
  /// The newest one whose publishing answered: it is to reach every terminal.
  [[nodiscard]] std::int64_t newest_release() const { return newest_release_; }
  /// Rises whenever the machine has started: whatever was looked up before has to be looked up again.
  [[nodiscard]] std::int64_t starts() const { return starts_; }
  /// Why it could not start when it last tried.
  [[nodiscard]] const std::string& last_error() const { return last_error_; }

 private:
  ingest::Environment environment();
  void drop();

  World& world_;
  const std::string folder_;
  const int counters_;
  Chance chance_;
  std::unique_ptr<ingest::County> county_;
  std::unique_ptr<county::Routes> routes_;
  std::unique_ptr<CountyBook> book_;
  std::int64_t dies_at_operation_ = 0;
  bool dies_by_power_ = false;
  std::int64_t newest_release_ = 0;
  std::string last_error_;
  std::int64_t starts_ = 0;
};

}  // namespace zhuangui::sim
