#include "usb_in_stream.h"

#include <algorithm>

namespace zhuangui::transport {

UsbInStream::UsbInStream(std::shared_ptr<Signal> signal, libusb_device_handle* handle, const Endpoint& endpoint)
    : signal_{std::move(signal)}, queue_{std::make_shared<Queue>()}, handle_{handle}, endpoint_{endpoint.address} {
  // One packet a transfer: what a HID device sends in one report stays one report.
  transfer_ = UsbTransfer::make(signal_, handle, endpoint, endpoint.packet_bytes,
                                [queue = queue_](UsbTransfer& transfer) { take(*queue, transfer); });
}

int UsbInStream::start() {
  if (!transfer_) return LIBUSB_ERROR_NO_MEM;
  const std::lock_guard lock{signal_->mutex};
  return transfer_->submit(transfer_->buffer().size());
}

void UsbInStream::take(Queue& queue, UsbTransfer& transfer) {
  const auto got = transfer.buffer().first(transfer.bytes_moved());
  // What came with an error is no packet: cut off, or garbage. A transfer that was taken back holds what had come.
  const bool is_good = transfer.status() == LIBUSB_TRANSFER_COMPLETED || transfer.status() == LIBUSB_TRANSFER_CANCELLED ||
                       transfer.status() == LIBUSB_TRANSFER_TIMED_OUT;
  if (is_good && !got.empty()) queue.packets.emplace_back(got.begin(), got.end());
  if (transfer.status() != LIBUSB_TRANSFER_COMPLETED) {
    queue.failure = transfer.status();
  } else if (!queue.closing && queue.packets.size() < packets_max) {
    const int code = transfer.submit(transfer.buffer().size());
    if (code != LIBUSB_SUCCESS)
      queue.failure = code == LIBUSB_ERROR_NO_DEVICE ? LIBUSB_TRANSFER_NO_DEVICE : LIBUSB_TRANSFER_ERROR;
  }
}

std::size_t UsbInStream::hand_out(std::span<std::byte> into) {
  std::vector<std::byte>& packet = queue_->packets.front();
  const std::size_t count = std::min(into.size(), packet.size());
  std::copy_n(packet.begin(), count, into.begin());
  if (count == packet.size()) queue_->packets.pop_front();
  else packet.erase(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(count));
  stalls_ = 0;
  return count;
}

/// Posts again after the queue was full or a transfer failed; answers that failure when it lasts.
int UsbInStream::repost(std::unique_lock<std::mutex>& lock) {
  const auto failure = queue_->failure;
  if (failure == LIBUSB_TRANSFER_NO_DEVICE) return LIBUSB_ERROR_NO_DEVICE;  // stays so until it is closed
  queue_->failure.reset();
  if (failure == LIBUSB_TRANSFER_STALL) {
    if (++stalls_ > 1) return LIBUSB_ERROR_PIPE;
    lock.unlock();
    const int cleared = libusb_clear_halt(handle_, endpoint_);
    lock.lock();
    if (cleared != LIBUSB_SUCCESS) return cleared;
  } else if (failure) {
    return code_of(*failure);
  }
  return transfer_->submit(transfer_->buffer().size());
}

UsbInStream::Got UsbInStream::read(std::span<std::byte> into, std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock{signal_->mutex};
  const std::uint64_t cancels_before = signal_->cancels;
  for (;;) {
    if (!queue_->packets.empty()) return {LIBUSB_SUCCESS, hand_out(into)};
    if (!transfer_->in_flight()) {
      const int code = repost(lock);
      if (code != LIBUSB_SUCCESS) return {code, 0};
    }
    const auto stirred = [&] {
      return !queue_->packets.empty() || !transfer_->in_flight() || signal_->cancels != cancels_before;
    };
    const bool in_time = signal_->changed.wait_until(lock, deadline, stirred);
    if (!queue_->packets.empty()) continue;
    if (!in_time || signal_->cancels != cancels_before) return {LIBUSB_ERROR_TIMEOUT, 0};
  }
}

bool UsbInStream::close() {
  if (!transfer_) return true;
  std::unique_lock lock{signal_->mutex};
  queue_->closing = true;
  return end_transfer(transfer_, *signal_, lock);
}

}  // namespace zhuangui::transport
