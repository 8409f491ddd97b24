#include "transport/recorder.h"

#include <algorithm>

namespace zhuangui::transport {

using Kind = StoryEvent::Kind;

namespace {

std::vector<std::byte> first_bytes(std::span<const std::byte> bytes, std::size_t count) {
  const auto taken = bytes.first(std::min(count, bytes.size()));
  return {taken.begin(), taken.end()};
}

}  // namespace

/// Passes every call on, and tells the recorder how it went.
class RecordingTransport final : public device::Transport {
 public:
  RecordingTransport(std::unique_ptr<device::Transport> inner, Recorder& recorder, int number)
      : inner_{std::move(inner)}, recorder_{recorder}, number_{number} {}
  ~RecordingTransport() override {
    inner_.reset();
    add({.kind = Kind::close});
  }

  [[nodiscard]] const device::DeviceInfo& info() const override { return inner_->info(); }
  void cancel() override { inner_->cancel(); }

  device::Result<device::Transferred> read(std::span<std::byte> into, std::chrono::milliseconds timeout) override {
    auto got = inner_->read(into, timeout);
    if (!got) fail("in", got.error());
    else if (got->bytes > 0) add({.kind = Kind::in, .bytes = first_bytes(into, got->bytes)});
    return got;
  }

  device::Result<device::Transferred> write(std::span<const std::byte> bytes, std::chrono::milliseconds timeout) override {
    auto taken = inner_->write(bytes, timeout);
    if (!taken) fail("out", taken.error());
    else add({.kind = Kind::out, .bytes_asked = bytes.size(), .bytes = first_bytes(bytes, taken->bytes)});
    return taken;
  }

  device::Result<std::size_t> control(std::uint8_t request_type, std::uint8_t request, std::uint16_t value, std::uint16_t index,
                                      std::span<std::byte> data, std::chrono::milliseconds timeout) override {
    auto moved = inner_->control(request_type, request, value, index, data, timeout);
    StoryEvent event{.kind = Kind::control, .request_type = request_type, .request = request, .value = value, .index = index,
                     .bytes_asked = data.size()};
    const bool in = (request_type & 0x80) != 0;
    event.bytes = first_bytes(data, in ? moved.value_or(0) : data.size());
    add(std::move(event));
    if (!moved) fail("control", moved.error());
    return moved;
  }

 private:
  void add(StoryEvent event) {
    event.device = number_;
    recorder_.add(std::move(event));
  }
  void fail(const char* call, const device::DeviceError& error) { add({.kind = Kind::fail, .call = call, .error = error}); }

  std::unique_ptr<device::Transport> inner_;
  Recorder& recorder_;
  const int number_;
};

Recorder::Recorder(Write write, Clock now_us, Guarded guarded)
    : write_{std::move(write)}, now_us_{std::move(now_us)}, guarded_{std::move(guarded)} {
  began_us_ = now_us_();
  write_(story_head());
}

Recorder::~Recorder() {
  const std::lock_guard lock{mutex_};
  left_out_ += std::erase_if(waiting_, [](const Waiting& one) { return one.held; }) > 0 ? 1 : 0;
  drain();
  if (left_out_ > 0) write_("# what no driver had made anything of was left out\n");
}

void Recorder::release(const std::string& port_path, const Judge& judge) {
  const std::lock_guard lock{mutex_};
  int device = 0;
  for (std::size_t i = 0; i < devices_.size(); ++i)
    if (devices_[i].port_path == port_path && held_[i] > 0) device = static_cast<int>(i) + 1;
  for (std::size_t i = devices_.size(); device == 0 && i > 0; --i)
    if (devices_[i - 1].port_path == port_path) device = static_cast<int>(i);
  if (device == 0) return;
  std::vector<std::vector<std::byte>*> packets;
  for (Waiting& one : waiting_) {
    if (!one.held || one.event.device != device) continue;
    packets.push_back(&one.event.bytes);
    one.held = false;
  }
  held_[static_cast<std::size_t>(device) - 1] = 0;
  StoryEvent event{.device = device, .at_us = now_us_() - began_us_, .kind = Kind::result};
  std::vector<std::byte> rest;
  event.text = judge(devices_[static_cast<std::size_t>(device) - 1], packets, rest);
  const std::int64_t at_us = event.at_us;
  std::erase_if(waiting_, [](const Waiting& one) { return one.event.kind == Kind::in && one.event.bytes.empty(); });
  push(std::move(event), false);
  if (rest.empty()) return;
  ++held_[static_cast<std::size_t>(device) - 1];
  push({.device = device, .at_us = at_us, .kind = Kind::in, .bytes = std::move(rest)}, true);
}

int Recorder::number_of(const device::DeviceInfo& info) {
  const std::lock_guard lock{mutex_};
  const auto known = std::find(devices_.begin(), devices_.end(), info);
  if (known != devices_.end()) return static_cast<int>(known - devices_.begin()) + 1;
  devices_.push_back(info);
  held_.push_back(0);
  const int number = static_cast<int>(devices_.size());
  write_(story_device_line(number, info));
  return number;
}

void Recorder::add(StoryEvent event) {
  const std::lock_guard lock{mutex_};
  const auto place = static_cast<std::size_t>(event.device) - 1;
  event.at_us = now_us_() - began_us_;
  const bool held = event.kind == Kind::in && guarded_ && guarded_(devices_[place]);
  if (held && ++held_[place] > held_max) {
    const auto oldest = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& one) {
      return one.held && one.event.device == event.device;
    });
    waiting_.erase(oldest);
    ++left_out_;
    --held_[place];
  }
  push(std::move(event), held);
}

void Recorder::push(StoryEvent event, bool held) {
  waiting_.push_back({std::move(event), held});
  drain();
}

void Recorder::drain() {
  for (; !waiting_.empty() && !waiting_.front().held; waiting_.pop_front()) {
    const StoryEvent& event = waiting_.front().event;
    // Two threads may ask the clock in one order and come here in the other.
    const std::int64_t since_us = std::max<std::int64_t>(0, event.at_us - last_us_);
    last_us_ = std::max(last_us_, event.at_us);
    write_(story_line(event, since_us));
  }
}

device::Result<std::vector<device::DeviceInfo>> Recorder::Bus::list() {
  auto all = inner_.list();
  const std::lock_guard lock{mutex_};
  listed_ = all.value_or(std::vector<device::DeviceInfo>{});
  return all;
}

device::Result<std::unique_ptr<device::Transport>> Recorder::Bus::open(const device::DeviceInfo& device) {
  auto inner = inner_.open(device);
  {
    // Its other interfaces are named too: a driver may go by them.
    const std::lock_guard lock{mutex_};
    for (const device::DeviceInfo& other : listed_)
      if (other.port_path == device.port_path) (void)recorder_.number_of(other);
  }
  // Named as the bus names it: a transport may know more of itself once it is open.
  const int number = recorder_.number_of(device);
  StoryEvent event{.device = number, .kind = inner ? Kind::open : Kind::fail};
  if (!inner) event.call = "open", event.error = inner.error();
  recorder_.add(std::move(event));
  if (!inner) return inner;
  return std::make_unique<RecordingTransport>(std::move(*inner), recorder_, number);
}

}  // namespace zhuangui::transport
