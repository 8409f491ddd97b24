#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "device/choice.h"
#include "device/drawer.h"
#include "device/error.h"
#include "device/print_job.h"
#include "device/stage.h"
#include "device/transport.h"
#include "printer/device_id.h"
#include "printer/profile.h"
#include "printer/status.h"
#include "printer/trouble.h"

namespace zhuangui::printer {

/// How well it is proven that a job's paper came out (devices.md §2.6), best first.
enum class Grade { a, b, c, d, e };

/// One job for the driver.
struct Job {
  std::int64_t number = 0;
  std::vector<std::byte> bytes;  ///< what encode() made, where the printer is known already
  /// Makes the bytes for the profile of the printer that is there when the job is begun, which may have come after it
  /// was queued; called again when that one is lost before the first byte. Empty: `bytes` stand.
  std::function<device::Result<std::vector<std::byte>>(const Profile&)> encode;
  /// For a job that opens the drawer: so long no other such job is begun after it, see device::rest_ms(). It waits, as
  /// drawer_resting, and is not lost.
  std::int64_t drawer_rest_ms = 0;
};

/// Where a job has got to. `bytes_taken` never falls: what was taken is never sent again.
struct JobReport {
  std::int64_t number = 0;
  device::PrintState state = device::PrintState::queued;
  std::optional<Grade> grade;       ///< given with the last report of a job that was sent whole
  Trouble trouble = Trouble::none;  ///< why it waits or failed
  bool waiting = false;             ///< it goes on by itself when the trouble is mended
  std::size_t bytes_taken = 0;
  std::size_t bytes_total = 0;
  friend bool operator==(const JobReport&, const JobReport&) = default;
};
/// confirmed, unknown and failed are the last report of a job.
constexpr bool is_last(const JobReport& report) {
  return report.state == device::PrintState::confirmed || report.state == device::PrintState::unknown ||
         report.state == device::PrintState::failed;
}

/// How the printer is.
struct DeviceReport {
  device::Stage stage = device::Stage::closed;
  Trouble trouble = Trouble::unplugged;
  bool near_end = false;
  std::optional<bool> drawer_open;           ///< nullopt: the printer has not answered, or the level was not told
  std::optional<device::DeviceInfo> device;  ///< while it is open
  DeviceId id;                               ///< what it then says of itself
  std::string profile;                       ///< name of the profile it is used under
  std::string cause;                         ///< sentence of the last error, empty when there is none
  friend bool operator==(const DeviceReport&, const DeviceReport&) = default;
};

struct DriverOptions {
  Profile profile;
  /// The profile of the printer that was opened, each time one is; empty: `profile` for all.
  std::function<Profile(const device::DeviceInfo&, const DeviceId&)> profile_of;
  device::Choice device;  ///< which printer; what it names is used whatever is known of it. Open: the first one found
  /// What the quirk table tells, see known_as_escpos(); empty: nothing is known.
  std::function<std::optional<bool>(const device::DeviceInfo&)> is_escpos;
  device::DrawerOpenLevel drawer_open_level = device::DrawerOpenLevel::not_told;
  bool broken_off = false;  ///< an earlier run may have left the printer inside a command
  std::int64_t fence_timeout_ms = 15'000;
  std::int64_t answer_timeout_ms = 300;   ///< for one DLE EOT; clones take up to 200
  std::int64_t status_every_ms = 5'000;   ///< while idle
  std::int64_t retry_every_ms = 1'000;    ///< looking for the printer, asking it again while in trouble
  std::int64_t language_every_ms = 10'000;///< asking one that spoke another language whether it was switched
};

/// Lets the files decide: is_escpos and profile_of as the quirks and profiles tell, which must outlive the driver.
void choose_by_files(DriverOptions& options, const device::QuirkTable& quirks, const std::vector<Profile>& profiles);

/// Prints jobs one after the other on one printer and tells the truth about each. A printer that says of itself that it
/// speaks other languages than ESC/POS is never sent a byte, whatever else is known of it or set. All calls are on one thread, the
/// app's printer thread; callbacks come from within them and must not call the driver.
///
/// queued -> sending -> sent -> confirmed | unknown; queued -> failed (cancelled); sending -> failed
/// A job none of whose bytes was sent outlives an unplugged printer; one that was begun is never begun again: it ends
/// failed (a part certainly did not come out) or unknown (all was taken, no proof), and a person decides on a reprint.
class PrinterDriver {
 public:
  static constexpr std::size_t jobs_max = 16;
  static constexpr std::size_t transfer_bytes_max = 4096;

  /// `bus` must outlive the driver. `now_ms`: a monotonic clock.
  PrinterDriver(device::Bus& bus, DriverOptions options, std::function<std::int64_t()> now_ms,
                std::function<void(const JobReport&)> on_job, std::function<void(const DeviceReport&)> on_device);

  /// Queues a job. Errors: busy (jobs_max are waiting), illegal (nothing to print, or the number is queued already).
  device::Result<void> submit(Job job);

  /// Gives a job up. One that was begun is cleared from the printer first, as far as the profile knows how; if that
  /// fails, its last report says unknown, not_cleared. A number that is not queued is ignored.
  void cancel(std::int64_t number);

  /// Does one piece of work; blocks for at most four times `slice`, mostly far less. Returns how many milliseconds the
  /// thread may wait for a new job before it must call again; 0: at once.
  std::int64_t turn(std::chrono::milliseconds slice = std::chrono::milliseconds(100));

  [[nodiscard]] bool is_idle() const { return jobs_.empty(); }
  /// When it gives up, or does something else than waiting for the printer, unless that answers before (ms of now_ms).
  [[nodiscard]] std::int64_t deadline_ms() const;
  [[nodiscard]] const DeviceReport& device() const { return device_; }

 private:
  enum class Phase { checking, sending, fencing, proving };
  enum class Asked { pending, answered, silent, blocked };

  // The device: driver.cc
  std::int64_t find_device();
  [[nodiscard]] bool is_ours(const device::DeviceInfo& device) const;
  std::int64_t not_found(Trouble trouble, std::string cause);
  [[nodiscard]] std::optional<device::DeviceInfo> choose(const std::vector<device::DeviceInfo>& devices);
  std::int64_t enable(const device::DeviceInfo& device, std::unique_ptr<device::Transport> transport);
  std::int64_t refuse(const device::DeviceInfo& device);
  void lose_device(const device::DeviceError& error);
  std::int64_t rest();
  void step(device::Verb verb);
  void show_device(Trouble trouble, std::string cause = {});
  // Bytes in and out beside a job: driver_talk.cc
  [[nodiscard]] bool talks() const;
  bool say(std::initializer_list<int> bytes, std::chrono::milliseconds slice);
  bool flush(std::chrono::milliseconds slice);
  void fill_up();
  void recognise();
  void listen(std::chrono::milliseconds slice);
  Asked ask(std::chrono::milliseconds slice);
  Asked put_question(int question, std::chrono::milliseconds slice);
  Trouble ask_port();
  Trouble known_trouble();
  void learn(const Status& status);
  bool clear_printer(std::chrono::milliseconds slice);
  // One job: driver_job.cc
  void begin_job();
  std::int64_t work(std::chrono::milliseconds slice);
  std::int64_t check(std::chrono::milliseconds slice);
  std::int64_t start_sending();
  std::int64_t send(std::chrono::milliseconds slice);
  void all_taken();
  std::int64_t await_fence(std::chrono::milliseconds slice);
  bool fence_answered();
  std::int64_t prove(std::chrono::milliseconds slice);
  std::int64_t hold(Trouble trouble);
  void drawer_pulsed();
  void finish(device::PrintState state, std::optional<Grade> grade, Trouble trouble);
  void end_job_of_lost_device(Trouble trouble);
  void show_job(device::PrintState state, Trouble trouble, bool waiting, std::optional<Grade> grade = std::nullopt);

  device::Bus& bus_;
  const DriverOptions options_;
  Profile profile_;  // of the printer that is there, or was last
  std::function<std::int64_t()> now_ms_;
  std::function<void(const JobReport&)> on_job_;
  std::function<void(const DeviceReport&)> on_device_;

  std::unique_ptr<device::Transport> transport_;
  std::optional<device::DeviceError> lost_;  // a transfer failed: handled at the end of the turn
  DeviceReport device_;
  std::optional<DeviceReport> shown_device_;
  std::int64_t next_look_ms_ = 0;
  std::vector<device::DeviceInfo> foreign_;  // spoke another language when they were asked
  std::string foreign_cause_;
  std::int64_t foreign_until_ms_ = 0;

  AnswerParser parser_;
  std::vector<Answer> heard_;        // answers to what stands in the job itself: fences
  std::vector<std::byte> side_out_;  // bytes beside a job: never between the bytes of one
  int question_ = 0;                 // 1..4 while DLE EOT is being asked, else 0
  std::optional<RealTimeAnswer> real_time_;  // to the open question
  std::int64_t question_until_ms_ = 0;
  std::int64_t next_ask_ms_ = 0;
  Status collected_;
  std::optional<Status> status_;     // the last one known
  bool port_status_works_ = true;

  std::deque<Job> jobs_;
  Phase phase_ = Phase::checking;    // of the front job, as is all below
  std::size_t taken_ = 0;
  bool touched_ = false;             // a transfer was tried: it may not be begun again
  bool in_doubt_ = false;            // its last transfer failed, and those bytes may have been taken
  bool clean_before_ = false;
  bool silent_ = false;              // the printer did not answer before this job
  bool broken_off_ = false;          // an earlier job was: the printer may stand inside a command
  std::int64_t still_since_ms_ = 0;
  std::int64_t fence_until_ms_ = 0;
  std::int64_t drawer_rested_at_ms_ = 0;
  JobReport shown_;
};

}  // namespace zhuangui::printer
