#include "device_thread.h"

#include <array>
#include <chrono>

#include "scanner/keyboard_decoder.h"

namespace zhuangui::scanner {

using device::DeviceError;
using device::Errc;
using device::Stage;
using device::Verb;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds idle_read{1000};
constexpr milliseconds pending_read{ScanDecoder::silence_us / 1000};
/// udev gives its rights, and a kernel driver takes its hold, some 100 ms after a device shows up.
constexpr milliseconds retry_pause{200};
/// So many failed openings (2 s) are the device's coming up; only then is a person told.
constexpr int attempts_before_telling = 10;

bool is_same(const std::optional<DeviceError>& one, const std::optional<DeviceError>& other) {
  if (!one || !other) return one.has_value() == other.has_value();
  return one->code == other->code && one->cause == other->cause;
}

}  // namespace

DeviceThread::DeviceThread(device::Bus& bus, Found found, const ScannerOptions& options, const ScannerDriver::Clock& now_us,
                           Told& told)
    : bus_{bus}, found_{std::move(found)}, options_{options}, now_us_{now_us}, told_{told},
      again_{same_code_pause_us(found_, options_)},
      thread_{[this](const std::stop_token& stop) {
        run(stop);
        ended_ = true;
      }} {}

void DeviceThread::run(const std::stop_token& stop) {
  for (int attempts = 1; !stop.stop_requested(); ++attempts) {
    auto transport = open();
    const auto prepared = transport ? set_up(**transport, found_, options_.line) : tl::unexpected(transport.error());
    if (prepared) {
      advance(Verb::enable);
      const DeviceError error = serve(stop, **transport, *prepared);
      transport->reset();  // gives the kernel driver back before anyone is told
      if (!stop.stop_requested()) tell(error);
      return;
    }
    if (transport) transport->reset();
    advance(Verb::fail);
    if (prepared.error().code == Errc::no_hardware) return;  // whoever lists the bus knows whether it is back
    if (attempts >= attempts_before_telling) tell(prepared.error());
    advance(Verb::close);
    pause(stop);
  }
}

device::Result<std::unique_ptr<device::Transport>> DeviceThread::open() {
  advance(Verb::open);
  auto transport = bus_.open(found_.info);
  if (transport) advance(Verb::claim);
  return transport;
}

DeviceError DeviceThread::serve(const std::stop_token& stop, device::Transport& transport, const Prepared& prepared) {
  ScanDecoder& decoder = *prepared.decoder;
  const std::stop_callback wake{stop, [&transport] { transport.cancel(); }};
  capabilities_ = capabilities_of(found_);
  tell(std::nullopt);
  int dropped_told = 0;
  std::array<std::byte, 512> buffer{};
  while (!stop.stop_requested()) {
    const auto got = transport.read(buffer, decoder.pending() ? pending_read : idle_read);
    if (!got) {
      if (decoder.pending()) unreadable();
      advance(Verb::fail);
      return got.error();
    }
    std::span<const std::byte> bytes{buffer.data(), got->bytes};
    // A report id in front, although the device took the boot protocol.
    if (prepared.in_boot_protocol && bytes.size() == KeyboardDecoder::report_bytes + 1) bytes = bytes.subspan(1);
    const std::int64_t at_us = now_us_();
    deliver(decoder.feed(bytes, at_us), at_us);
    if (decoder.frames_dropped() > dropped_told) unreadable();
    dropped_told = decoder.frames_dropped();
  }
  return {};
}

void DeviceThread::deliver(const std::vector<Frame>& frames, std::int64_t at_us) {
  for (const Frame& frame : frames) {
    if (frame.broken) {
      unreadable();
      continue;
    }
    if (again_.is_again(frame.symbology, frame.text, at_us)) continue;
    const std::lock_guard lock{told_.mutex};
    if (found_.role == Role::card_reader) {
      if (told_.listener.card) told_.listener.card({found_.info.port_path, frame.text, at_us});
    } else if (told_.listener.scanned) {
      told_.listener.scanned({found_.info.port_path, frame.symbology, frame.text, at_us});
    }
  }
}

void DeviceThread::unreadable() {
  const std::lock_guard lock{told_.mutex};
  if (told_.listener.unreadable) told_.listener.unreadable(found_.info.port_path, found_.role);
}

void DeviceThread::pause(const std::stop_token& stop) {
  std::unique_lock lock{pause_mutex_};
  pause_.wait_for(lock, stop, retry_pause, [] { return false; });
}

void DeviceThread::advance(Verb verb) {
  // An illegal step would be a fault of this file: the machine then stays where it is, and nothing is claimed wrongly.
  stage_ = device::next(stage_, verb).value_or(stage_);
}

void DeviceThread::tell(const std::optional<DeviceError>& error) {
  ScannerState state{stage_, found_.info.port_path, found_.quirk ? found_.quirk->name : std::string{}, found_.role, {}, error};
  if (stage_ == Stage::enabled) state.capabilities = capabilities_;
  if (told_state_ && told_state_->stage == state.stage && is_same(told_state_->error, error)) return;
  told_state_ = state;
  const std::lock_guard lock{told_.mutex};
  told_.listener.changed(state);
}

}  // namespace zhuangui::scanner
