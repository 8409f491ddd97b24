#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "device/transport.h"
#include "transport/story.h"

namespace zhuangui::transport {

/// One device of a recorded session (story.h) as a bus of its own: it answers a driver as the real one did, and holds
/// against the session what the driver sends.
///
/// What came from the device comes again after the same time on the replay's own clock, but never before the driver has
/// sent what it had sent by then. What the driver sends must be what was sent in the session, byte for byte; how it is
/// cut into calls does not matter. Any thread, as a driver's may be several; `story` must outlive it.
class Replay final : public device::Bus {
 public:
  /// `over` is called, maybe more than once, from within a call of the driver when a second has passed after the last
  /// thing of the session, or when the driver has deviated: time to stop the driver.
  Replay(const Story& story, int device, std::function<void()> over = {});
  ~Replay() override;

  /// Microseconds of the replay: moved on only by waiting for the device. For the driver's clock.
  [[nodiscard]] std::int64_t now_us() const;
  /// Nothing of the session is left but closing the device.
  [[nodiscard]] bool is_over() const;
  /// The first deviation of the driver from the session, naming the line; empty when there is none. After it every call
  /// fails.
  [[nodiscard]] std::string deviation() const;
  /// What the session says the driver made of it, in order.
  [[nodiscard]] const std::vector<std::string>& results() const { return results_; }

  /// The time a driver passes without the device.
  void wait(std::chrono::milliseconds time);

  /// All interfaces of the device, while it is there to be opened or open.
  device::Result<std::vector<device::DeviceInfo>> list() override;
  device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo& device) override;
  bool wait_change(std::chrono::milliseconds timeout) override;

 private:
  friend class ReplayTransport;
  using Lock = std::lock_guard<std::mutex>;
  using Answer = device::Result<device::Transferred>;

  [[nodiscard]] const StoryEvent* front() const { return next_ < events_.size() ? events_[next_] : nullptr; }
  [[nodiscard]] const StoryEvent* next(StoryEvent::Kind kind, const char* call) const;
  [[nodiscard]] bool over_locked() const;
  void pass(std::chrono::milliseconds timeout);
  bool wait_for_opening(std::chrono::milliseconds timeout);
  void done(const StoryEvent* event);
  [[nodiscard]] std::int64_t due_us(const StoryEvent& event) const;
  device::DeviceError deviate(int line, const std::string& cause);
  Answer read(std::span<std::byte> into, std::chrono::milliseconds timeout);
  Answer write(std::span<const std::byte> bytes, std::chrono::milliseconds timeout);
  device::Result<std::size_t> control(const StoryEvent& asked, std::span<std::byte> data);
  void close();

  const device::DeviceInfo info_;
  std::vector<device::DeviceInfo> interfaces_;
  const std::function<void()> over_;
  mutable std::mutex mutex_;
  bool open_ = false;
  std::vector<const StoryEvent*> events_;  // of this device, without results
  std::vector<bool> done_;
  std::size_t next_ = 0;        // the first that is not done
  std::size_t out_taken_ = 0;   // bytes of the next `out` that the driver has sent already
  std::vector<std::string> results_;
  std::string deviation_;
  int looks_ = 0;                       // at a device that is there and that nobody has opened
  std::int64_t now_us_ = 0;
  std::int64_t last_done_us_ = 0;       // when the last event was done, on the replay's clock
  std::int64_t last_recorded_us_ = 0;   // and in the session
};

}  // namespace zhuangui::transport
