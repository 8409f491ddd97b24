#include "transport/replay.h"

#include <algorithm>
#include <thread>

namespace zhuangui::transport {

using Kind = StoryEvent::Kind;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

/// How much longer than in the session a driver may take for what it sent there, on the replay's clock.
constexpr std::int64_t patience_us = 60'000'000;
/// Long enough for a silence that ends a code.
constexpr std::int64_t rest_us = 1'000'000;

/// So many looks of a millisecond at a device that nobody opens: none of the drivers will have it.
constexpr int looks_max = 1'000;

bool opens(const StoryEvent* event) { return event != nullptr && (event->kind == Kind::open || event->call == "open"); }

device::DeviceError not_there() {
  return {device::Errc::no_hardware, "the device is not there at this point of the session", "let the replay go on"};
}

}  // namespace

class ReplayTransport final : public device::Transport {
 public:
  explicit ReplayTransport(Replay& replay) : replay_{replay} {}
  ~ReplayTransport() override { replay_.close(); }
  [[nodiscard]] const device::DeviceInfo& info() const override { return replay_.info_; }
  void cancel() override {}
  device::Result<device::Transferred> read(std::span<std::byte> into, milliseconds timeout) override { return replay_.read(into, timeout); }
  device::Result<device::Transferred> write(std::span<const std::byte> bytes, milliseconds timeout) override {
    return replay_.write(bytes, timeout);
  }
  device::Result<std::size_t> control(std::uint8_t request_type, std::uint8_t request, std::uint16_t value, std::uint16_t index,
                                      std::span<std::byte> data, milliseconds) override {
    return replay_.control({.request_type = request_type, .request = request, .value = value, .index = index}, data);
  }

 private:
  Replay& replay_;
};

Replay::Replay(const Story& story, int device, std::function<void()> over) : info_{story.devices.at(device)}, over_{std::move(over)} {
  for (const auto& [number, info] : story.devices)
    if (info.port_path == info_.port_path) interfaces_.push_back(info);
  for (const StoryEvent& event : story.events) {
    if (event.device != device) continue;
    if (event.kind == Kind::result) results_.push_back(event.text);
    else events_.push_back(&event);
  }
  done_.resize(events_.size());
  if (!events_.empty()) last_recorded_us_ = events_.front()->at_us;
}

Replay::~Replay() = default;

void Replay::done(const StoryEvent* event) {
  done_[static_cast<std::size_t>(std::find(events_.begin(), events_.end(), event) - events_.begin())] = true;
  while (next_ < events_.size() && done_[next_]) ++next_;
  last_done_us_ = now_us_;
  last_recorded_us_ = std::max(last_recorded_us_, event->at_us);
}

std::int64_t Replay::due_us(const StoryEvent& event) const {
  return last_done_us_ + std::max<std::int64_t>(0, event.at_us - last_recorded_us_);
}

std::int64_t Replay::now_us() const {
  const Lock lock{mutex_};
  return now_us_;
}

std::string Replay::deviation() const {
  const Lock lock{mutex_};
  return deviation_;
}

bool Replay::is_over() const {
  const Lock lock{mutex_};
  return over_locked();
}

bool Replay::over_locked() const {
  return next_ >= events_.size() || (next_ + 1 == events_.size() && events_[next_]->kind == Kind::close);
}

device::DeviceError Replay::deviate(int line, const std::string& cause) {
  if (deviation_.empty()) deviation_ = "line " + std::to_string(line) + ": " + cause;
  if (over_) over_();
  return {device::Errc::failure, deviation_, "compare the driver with the session"};
}

void Replay::pass(milliseconds timeout) {
  now_us_ += microseconds{timeout}.count();
  if (over_locked()) {
    if (over_ && now_us_ > last_done_us_ + rest_us) over_();
  } else if (now_us_ > due_us(*front()) + patience_us) {
    (void)deviate(front()->line, "the driver never did what it did here in the session");
  }
}

device::Result<std::vector<device::DeviceInfo>> Replay::list() {
  const Lock lock{mutex_};
  const bool there = open_ || (opens(front()) && due_us(*front()) <= now_us_);
  return there ? interfaces_ : std::vector<device::DeviceInfo>{};
}

device::Result<std::unique_ptr<device::Transport>> Replay::open(const device::DeviceInfo& device) {
  const Lock lock{mutex_};
  const StoryEvent* event = front();
  if (device != info_ || event == nullptr || due_us(*event) > now_us_) return tl::unexpected(not_there());
  if (!opens(event)) return tl::unexpected(deviate(event->line, "the driver opened the device instead"));
  done(event);
  if (event->kind == Kind::fail) return tl::unexpected(event->error);
  open_ = true;
  return std::make_unique<ReplayTransport>(*this);
}

void Replay::wait(milliseconds time) {
  const Lock lock{mutex_};
  pass(time);
}

bool Replay::wait_change(milliseconds timeout) {
  {
    const Lock lock{mutex_};
    const bool is_there = opens(front()) && due_us(*front()) <= now_us_;
    if (!open_ && !is_there) return wait_for_opening(timeout);
    if (!open_ && ++looks_ > looks_max) (void)deviate(front()->line, "no driver opened the device as in the session");
    if (open_) looks_ = 0;
  }
  // The thread that talks to the device moves the clock, or is about to open it; this one only looks for others.
  std::this_thread::sleep_for(milliseconds(1));
  return false;
}

bool Replay::wait_for_opening(milliseconds timeout) {
  if (opens(front()) && due_us(*front()) <= now_us_ + microseconds{timeout}.count()) {
    now_us_ = due_us(*front());
    return true;
  }
  pass(timeout);
  return false;
}

void Replay::close() {
  const Lock lock{mutex_};
  open_ = false;
  const auto rest = events_.begin() + static_cast<std::ptrdiff_t>(next_);
  const auto end = std::find_if(rest, events_.end(), [](const StoryEvent* event) { return event->kind == Kind::close; });
  if (end == events_.end()) return;
  if (rest != end) (void)deviate((*rest)->line, "the driver closed the device instead");
  done(*end);
}

Replay::Answer Replay::read(std::span<std::byte> into, milliseconds timeout) {
  const Lock lock{mutex_};
  if (!deviation_.empty()) return tl::unexpected(deviate(0, ""));
  const StoryEvent* event = front();
  const bool comes = event != nullptr && (event->kind == Kind::in || event->call == "in");
  if (!comes || due_us(*event) > now_us_ + microseconds{timeout}.count()) {
    pass(timeout);
    return device::Transferred{.bytes = 0, .timed_out = true};
  }
  now_us_ = std::max(now_us_, due_us(*event));
  done(event);
  if (event->kind == Kind::fail) return tl::unexpected(event->error);
  if (event->bytes.size() > into.size()) return tl::unexpected(deviate(event->line, "the driver has no room for what came"));
  std::copy(event->bytes.begin(), event->bytes.end(), into.begin());
  return device::Transferred{.bytes = event->bytes.size(), .timed_out = false};
}

/// The next thing the driver did in the session of this kind, or a failure of that call; null when it did another one
/// first. What came in meanwhile does not stand in the way: it may come later here.
const StoryEvent* Replay::next(Kind kind, const char* call) const {
  for (std::size_t at = next_; at < events_.size(); ++at) {
    const StoryEvent& event = *events_[at];
    if (done_[at] || event.kind == Kind::in || event.call == "in") continue;
    return event.kind == kind || (event.kind == Kind::fail && event.call == call) ? &event : nullptr;
  }
  return nullptr;
}

Replay::Answer Replay::write(std::span<const std::byte> bytes, milliseconds timeout) {
  const Lock lock{mutex_};
  if (!deviation_.empty()) return tl::unexpected(deviate(0, ""));
  if (over_locked()) {  // the session was ended here: nobody knows what the device would have taken
    pass(timeout);
    if (over_) over_();
    return device::Transferred{.bytes = 0, .timed_out = true};
  }
  device::Transferred sent;
  while (sent.bytes < bytes.size()) {
    const StoryEvent* event = next(Kind::out, "out");
    if (event == nullptr) {
      return tl::unexpected(deviate(front() != nullptr ? front()->line : 0, "the driver sent something instead"));
    }
    if (event->kind == Kind::fail) {
      if (sent.bytes > 0) return sent;
      done(event);
      return tl::unexpected(event->error);
    }
    const auto rest = std::span{event->bytes}.subspan(out_taken_);
    const std::size_t count = std::min(rest.size(), bytes.size() - sent.bytes);
    if (!std::equal(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(count), bytes.begin() + static_cast<std::ptrdiff_t>(sent.bytes)))
      return tl::unexpected(deviate(event->line, "the driver sent other bytes"));
    sent.bytes += count;
    out_taken_ += count;
    if (out_taken_ < event->bytes.size()) break;
    out_taken_ = 0;
    const bool partial = event->bytes.size() < event->bytes_asked;
    done(event);
    if (partial) {
      pass(timeout);
      sent.timed_out = true;
      break;
    }
  }
  return sent;
}

device::Result<std::size_t> Replay::control(const StoryEvent& asked, std::span<std::byte> data) {
  const Lock lock{mutex_};
  if (!deviation_.empty()) return tl::unexpected(deviate(0, ""));
  if (over_locked()) {  // as with bytes: nobody knows what it would have answered
    if (over_) over_();
    return tl::unexpected(device::DeviceError{device::Errc::timeout, "the session ended here", "let the driver stop"});
  }
  const StoryEvent* event = next(Kind::control, "");
  const bool in = (asked.request_type & 0x80) != 0;
  const bool same = event != nullptr && event->request_type == asked.request_type && event->request == asked.request &&
                    event->value == asked.value && event->index == asked.index &&
                    (in ? event->bytes_asked == data.size() : std::equal(data.begin(), data.end(), event->bytes.begin(), event->bytes.end()));
  if (!same) return tl::unexpected(deviate(event != nullptr ? event->line : 0, "the driver made another request"));
  done(event);
  if (const StoryEvent* failed = next(Kind::fail, "control"); failed != nullptr && failed->call == "control") {
    done(failed);
    return tl::unexpected(failed->error);
  }
  if (in) std::copy(event->bytes.begin(), event->bytes.end(), data.begin());
  return event->bytes.size();
}

}  // namespace zhuangui::transport
