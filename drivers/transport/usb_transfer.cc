#include "usb_transfer.h"

#include <chrono>

namespace zhuangui::transport {

namespace {
constexpr std::chrono::seconds given_back_within{5};
}

std::shared_ptr<UsbTransfer> UsbTransfer::make(std::shared_ptr<Signal> signal, libusb_device_handle* handle,
                                               const std::optional<Endpoint>& endpoint, std::size_t buffer_bytes, Finished finished) {
  libusb_transfer* raw = libusb_alloc_transfer(0);
  if (!raw) return nullptr;
  return std::shared_ptr<UsbTransfer>(
      new UsbTransfer{std::move(signal), raw, handle, endpoint, buffer_bytes, std::move(finished)});
}

UsbTransfer::UsbTransfer(std::shared_ptr<Signal> signal, libusb_transfer* raw, libusb_device_handle* handle,
                         const std::optional<Endpoint>& endpoint, std::size_t buffer_bytes, Finished finished)
    : signal_{std::move(signal)}, raw_{raw}, buffer_(buffer_bytes), finished_{std::move(finished)} {
  auto* const data = reinterpret_cast<unsigned char*>(buffer_.data());
  // No time-out of libusb's own: whoever waits keeps the time, and cancels.
  if (!endpoint) {
    libusb_fill_control_transfer(raw_, handle, nullptr, on_ended, this, 0);  // its length comes with submit()
    raw_->buffer = data;
  } else if (endpoint->interrupt) {
    libusb_fill_interrupt_transfer(raw_, handle, endpoint->address, data, 0, on_ended, this, 0);
  } else {
    libusb_fill_bulk_transfer(raw_, handle, endpoint->address, data, 0, on_ended, this, 0);
  }
}

UsbTransfer::~UsbTransfer() { libusb_free_transfer(raw_); }

int UsbTransfer::submit(std::size_t length) {
  raw_->length = static_cast<int>(length);
  const int code = libusb_submit_transfer(raw_);
  if (code == LIBUSB_SUCCESS) {
    in_flight_ = true;
    kept_alive_ = shared_from_this();
  }
  return code;
}

void UsbTransfer::cancel() {
  if (in_flight_) libusb_cancel_transfer(raw_);  // refused when it is just ending: then the callback is near
}

void UsbTransfer::on_ended(libusb_transfer* raw) {
  auto* const transfer = static_cast<UsbTransfer*>(raw->user_data);
  const std::shared_ptr<Signal> signal = transfer->signal_;  // outlives the transfer below
  std::unique_lock lock{signal->mutex};
  const std::shared_ptr<UsbTransfer> alive = std::move(transfer->kept_alive_);
  transfer->in_flight_ = false;
  if (transfer->finished_) transfer->finished_(*transfer);
  signal->changed.notify_all();
}

bool end_transfer(const std::shared_ptr<UsbTransfer>& transfer, Signal& signal, std::unique_lock<std::mutex>& lock) {
  transfer->cancel();
  return signal.changed.wait_for(lock, given_back_within, [&] { return !transfer->in_flight(); });
}

int code_of(libusb_transfer_status status) {
  switch (status) {
    case LIBUSB_TRANSFER_COMPLETED: return LIBUSB_SUCCESS;
    case LIBUSB_TRANSFER_STALL: return LIBUSB_ERROR_PIPE;
    case LIBUSB_TRANSFER_NO_DEVICE: return LIBUSB_ERROR_NO_DEVICE;
    case LIBUSB_TRANSFER_OVERFLOW: return LIBUSB_ERROR_OVERFLOW;
    case LIBUSB_TRANSFER_TIMED_OUT:
    case LIBUSB_TRANSFER_CANCELLED: return LIBUSB_ERROR_TIMEOUT;
    case LIBUSB_TRANSFER_ERROR: break;
  }
  return LIBUSB_ERROR_IO;
}

}  // namespace zhuangui::transport
