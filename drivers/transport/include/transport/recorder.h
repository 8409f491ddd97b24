#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "device/transport.h"
#include "transport/story.h"

namespace zhuangui::transport {

/// Writes down what crosses any Bus, as the text of story.h. What comes from a device that may read payment codes or
/// cards is held back until the one who understands it says what may be written. Any thread.
class Recorder {
 public:
  using Clock = std::function<std::int64_t()>;                    ///< monotonic microseconds
  using Write = std::function<void(std::string_view text)>;       ///< appends whole lines
  using Guarded = std::function<bool(const device::DeviceInfo&)>; ///< true: what it sends is held back
  /// Given a device and the packets held of it, in order: masks in them what must not be written (an emptied one is left out)
  /// and says what a driver made of them. What it moves to `rest` is held as a packet of its own, for the next result.
  using Judge = std::function<std::string(const device::DeviceInfo& device, std::span<std::vector<std::byte>* const> packets,
                                          std::vector<std::byte>& rest)>;

  /// At most so many packets are held back of one device; a device that sends more without a result loses the oldest.
  static constexpr std::size_t held_max = 16'384;

  Recorder(Write write, Clock now_us, Guarded guarded = {});
  /// Ends the session: what is still held back is left out, and a remark says how much.
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// Writes what is held of the device at `port_path` as `judge` leaves it, and then the result it tells. A device that
  /// was never opened tells nothing.
  void release(const std::string& port_path, const Judge& judge);

  /// Opens devices of `inner`, which must outlive it as must the recorder, and writes down all they do.
  class Bus final : public device::Bus {
   public:
    Bus(device::Bus& inner, Recorder& recorder) : inner_{inner}, recorder_{recorder} {}
    device::Result<std::vector<device::DeviceInfo>> list() override;
    device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo& device) override;
    bool wait_change(std::chrono::milliseconds timeout) override { return inner_.wait_change(timeout); }

   private:
    device::Bus& inner_;
    Recorder& recorder_;
    std::mutex mutex_;
    std::vector<device::DeviceInfo> listed_;
  };

 private:
  friend class RecordingTransport;
  struct Waiting {
    StoryEvent event;
    bool held = false;
  };

  int number_of(const device::DeviceInfo& info);
  void add(StoryEvent event);
  void push(StoryEvent event, bool held);
  void drain();

  const Write write_;
  const Clock now_us_;
  const Guarded guarded_;
  std::mutex mutex_;
  std::vector<device::DeviceInfo> devices_;  // its number is its place, from 1
  std::vector<std::size_t> held_;            // packets held back, of each
  std::deque<Waiting> waiting_;              // in the order of time; the first is held, or there is none
  std::int64_t began_us_ = 0;
  std::int64_t last_us_ = 0;
  std::size_t left_out_ = 0;
};

}  // namespace zhuangui::transport
