#include "usb_transport.h"

#include <algorithm>

#include "usb_error.h"

namespace zhuangui::transport {

using device::DeviceError;
using device::Errc;
using device::Transferred;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// A piece that times out is counted exactly; small ones keep what is under way in the kernel small.
constexpr std::size_t piece_bytes_max = 4096;

DeviceError no_endpoint(const device::DeviceInfo& info, const char* direction) {
  return {Errc::illegal, name_of(info) + " has no " + direction + " endpoint", "choose another device or interface"};
}

}  // namespace

UsbHandle::~UsbHandle() {
  for (const std::uint8_t interface : claimed_) libusb_release_interface(raw_, interface);
  libusb_close(raw_);
}

int UsbHandle::claim(std::uint8_t interface, bool reattach) {
  libusb_set_auto_detach_kernel_driver(raw_, reattach ? 1 : 0);
  if (!reattach) {
    const int detached = libusb_detach_kernel_driver(raw_, interface);
    if (detached != LIBUSB_SUCCESS && detached != LIBUSB_ERROR_NOT_FOUND) return detached;
  }
  const int code = libusb_claim_interface(raw_, interface);
  if (code == LIBUSB_SUCCESS) claimed_.push_back(interface);
  return code;
}

UsbTransport::UsbTransport(std::shared_ptr<UsbSession> session, std::unique_ptr<UsbHandle> handle,
                           device::DeviceInfo info, std::optional<Endpoint> in, std::optional<Endpoint> out)
    : session_{std::move(session)}, handle_{std::move(handle)}, info_{std::move(info)}, out_endpoint_{out} {
  if (in) in_ = std::make_unique<UsbInStream>(signal_, handle_->raw(), *in);
  if (out) out_ = UsbTransfer::make(signal_, handle_->raw(), *out, piece_bytes_max);
}

UsbTransport::~UsbTransport() {
  if (in_) in_->close();
}

int UsbTransport::start() {
  if (out_endpoint_ && !out_) return LIBUSB_ERROR_NO_MEM;
  return in_ ? in_->start() : LIBUSB_SUCCESS;
}

device::Result<Transferred> UsbTransport::read(std::span<std::byte> into, milliseconds timeout) {
  if (!in_) return tl::unexpected(no_endpoint(info_, "IN"));
  if (into.empty()) return Transferred{};
  const auto got = in_->read(into, steady_clock::now() + timeout);
  if (got.code == LIBUSB_ERROR_TIMEOUT) return Transferred{0, true};
  if (got.code != LIBUSB_SUCCESS) return tl::unexpected(transfer_error(got.code, "reading from", info_));
  return Transferred{got.bytes, false};
}

UsbTransport::Sent UsbTransport::send_piece(std::span<const std::byte> piece, steady_clock::time_point deadline,
                                            std::uint64_t cancels_before) {
  std::unique_lock lock{signal_->mutex};
  if (out_->in_flight()) return {LIBUSB_ERROR_BUSY, 0};  // an earlier one was never given back
  std::copy(piece.begin(), piece.end(), out_->buffer().begin());
  const int code = out_->submit(piece.size());
  if (code != LIBUSB_SUCCESS) return {code, 0};
  signal_->changed.wait_until(lock, deadline,
                              [&] { return !out_->in_flight() || signal_->cancels != cancels_before; });
  if (out_->in_flight() && !end_transfer(out_, *signal_, lock)) return {LIBUSB_ERROR_BUSY, 0};
  return {code_of(out_->status()), out_->bytes_moved()};
}

device::Result<Transferred> UsbTransport::write(std::span<const std::byte> bytes, milliseconds timeout) {
  if (!out_) return tl::unexpected(no_endpoint(info_, "OUT"));
  const auto deadline = steady_clock::now() + timeout;
  const std::uint64_t cancels_before = [this] {
    const std::lock_guard lock{signal_->mutex};
    return signal_->cancels;
  }();
  std::size_t sent_bytes = 0;
  int stalls = 0;
  while (sent_bytes < bytes.size()) {
    const auto rest = bytes.subspan(sent_bytes);
    Sent sent = send_piece(rest.first(std::min(rest.size(), piece_bytes_max)), deadline, cancels_before);
    sent_bytes += sent.bytes;
    if (sent.code == LIBUSB_ERROR_TIMEOUT) return Transferred{sent_bytes, sent_bytes < bytes.size()};
    if (sent.code == LIBUSB_ERROR_PIPE && ++stalls == 1)
      sent.code = libusb_clear_halt(handle_->raw(), out_endpoint_->address);
    if (sent.code == LIBUSB_SUCCESS) continue;
    // What was taken must be counted, or it would be sent twice; the error shows itself again at the next call.
    if (sent_bytes > 0) return Transferred{sent_bytes, false};
    return tl::unexpected(transfer_error(sent.code, "writing to", info_));
  }
  return Transferred{sent_bytes, false};
}

device::Result<std::size_t> UsbTransport::control(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                                  std::uint16_t index, std::span<std::byte> data,
                                                  milliseconds timeout) {
  const int moved = libusb_control_transfer(handle_->raw(), request_type, request, value, index,
                                            reinterpret_cast<unsigned char*>(data.data()),
                                            static_cast<std::uint16_t>(data.size()),
                                            static_cast<unsigned int>(std::max<std::int64_t>(1, timeout.count())));
  if (moved < 0) return tl::unexpected(transfer_error(moved, "a request to", info_));
  return static_cast<std::size_t>(moved);
}

void UsbTransport::cancel() {
  const std::lock_guard lock{signal_->mutex};
  ++signal_->cancels;
  signal_->changed.notify_all();
}

}  // namespace zhuangui::transport
