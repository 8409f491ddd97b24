#include "usb_transport.h"

#include <algorithm>
#include <limits>

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
  // Not libusb_control_transfer(): it waits for a plain variable that the event thread sets, and frees the transfer beside it.
  const auto refuse = [this](int code) { return tl::unexpected(transfer_error(code, "a request to", info_)); };
  if (data.size() > std::numeric_limits<std::uint16_t>::max()) return refuse(LIBUSB_ERROR_INVALID_PARAM);
  const auto transfer = UsbTransfer::make(signal_, handle_->raw(), std::nullopt, LIBUSB_CONTROL_SETUP_SIZE + data.size());
  if (!transfer) return refuse(LIBUSB_ERROR_NO_MEM);
  std::unique_lock lock{signal_->mutex};
  const std::span<std::byte> payload = transfer->buffer().subspan(LIBUSB_CONTROL_SETUP_SIZE);
  libusb_fill_control_setup(reinterpret_cast<unsigned char*>(transfer->buffer().data()), request_type, request, value, index,
                            static_cast<std::uint16_t>(data.size()));
  const bool in = (request_type & LIBUSB_ENDPOINT_IN) != 0;
  if (!in) std::copy(data.begin(), data.end(), payload.begin());
  if (const int code = transfer->submit(transfer->buffer().size()); code != LIBUSB_SUCCESS) return refuse(code);
  signal_->changed.wait_for(lock, std::max(timeout, milliseconds{1}), [&] { return !transfer->in_flight(); });
  if (transfer->in_flight() && !end_transfer(transfer, *signal_, lock)) return refuse(LIBUSB_ERROR_BUSY);
  if (const int code = code_of(transfer->status()); code != LIBUSB_SUCCESS) return refuse(code);
  const std::size_t moved = std::min(transfer->bytes_moved(), payload.size());
  if (in) std::copy_n(payload.begin(), moved, data.begin());
  return moved;
}

void UsbTransport::cancel() {
  const std::lock_guard lock{signal_->mutex};
  ++signal_->cancels;
  signal_->changed.notify_all();
}

}  // namespace zhuangui::transport
