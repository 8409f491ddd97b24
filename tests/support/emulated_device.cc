#include "emulated_device.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <utility>

namespace zhuangui::support {

namespace {

/// Reads a T the argument points to.
template <class T>
T value_at(UMockdevIoctlData* argument) {
  const IoctlData data = resolve(argument, 0, sizeof(T));
  T value;
  std::memcpy(&value, data->data, sizeof(T));
  return value;
}

std::string transfer_text(const char* word, const Urb& urb, std::size_t bytes) {
  return std::string{word} + " " + hex(urb.header().endpoint, 2) + " " + std::to_string(bytes);
}

}  // namespace

std::string hex(unsigned int number, int digits) {
  std::string text;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) text += "0123456789ABCDEF"[(number >> shift) & 0xF];
  return text;
}

IoctlData resolve(UMockdevIoctlData* data, std::size_t offset, std::size_t bytes) {
  return {umockdev_ioctl_data_resolve(data, offset, bytes, nullptr), &umockdev_ioctl_data_unref};
}

DeviceNode::DeviceNode(EmulatedDevice described, std::string node_path, std::string sys_path)
    : node{std::move(node_path)}, syspath{std::move(sys_path)}, described_{std::move(described)} {
  for (const EmulatedInterface& interface : described_.interfaces)
    if (!interface.kernel_driver.empty()) driver_bound_[interface.number] = true;
}

Answer DeviceNode::answer(unsigned long request, UMockdevIoctlData* argument, Opened opened) {
  asking_ = opened;
  if (request == USBDEVFS_REAPURB || request == USBDEVFS_REAPURBNDELAY) return reap(argument);
  if (request == USBDEVFS_DISCARDURB) return discard(argument);
  if (gone) return failed(ENODEV);
  switch (request) {
    case USBDEVFS_GET_CAPABILITIES: {
      const IoctlData data = resolve(argument, 0, sizeof(std::uint32_t));
      const std::uint32_t capabilities = USBDEVFS_CAP_BULK_SCATTER_GATHER | USBDEVFS_CAP_BULK_CONTINUATION |
                                         USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_REAP_AFTER_DISCONNECT |
                                         USBDEVFS_CAP_ZERO_PACKET;
      std::memcpy(data->data, &capabilities, sizeof capabilities);
      return {};
    }
    case USBDEVFS_GETDRIVER: return get_driver(argument);
    case USBDEVFS_IOCTL: return driver_request(argument);
    case USBDEVFS_DISCONNECT_CLAIM: return disconnect_and_claim(argument);
    case USBDEVFS_CLAIMINTERFACE: return claim(value_at<unsigned int>(argument));
    case USBDEVFS_RELEASEINTERFACE: return release(value_at<unsigned int>(argument));
    case USBDEVFS_SETINTERFACE: {
      const auto set = value_at<usbdevfs_setinterface>(argument);
      note("SETINTERFACE " + std::to_string(set.interface) + " " + std::to_string(set.altsetting));
      return {};
    }
    case USBDEVFS_CLEAR_HALT: {
      const auto endpoint = static_cast<std::uint8_t>(value_at<unsigned int>(argument));
      note("CLEAR_HALT " + hex(endpoint, 2));
      if (std::exchange(clear_halt_fails, false)) return failed(EPIPE);
      return {};
    }
    case USBDEVFS_RESET: note("RESET"); return {};
    case USBDEVFS_SUBMITURB: return submit(argument);
    default: return failed(ENOTTY);
  }
}

Answer DeviceNode::get_driver(UMockdevIoctlData* argument) {
  const IoctlData data = resolve(argument, 0, sizeof(usbdevfs_getdriver));
  auto& get = *reinterpret_cast<usbdevfs_getdriver*>(data->data);
  const unsigned int interface = get.interface;
  if (held_by_other || claimed_.contains(interface)) {
    std::strcpy(get.driver, "usbfs");
    return {};
  }
  if (!driver_bound_[interface]) return failed(ENODATA);
  for (const EmulatedInterface& one : described_.interfaces)
    if (one.number == interface) std::strncpy(get.driver, one.kernel_driver.c_str(), sizeof get.driver - 1);
  return {};
}

Answer DeviceNode::driver_request(UMockdevIoctlData* argument) {
  const auto command = value_at<usbdevfs_ioctl>(argument);
  const auto interface = static_cast<unsigned int>(command.ifno);
  if (static_cast<unsigned int>(command.ioctl_code) == USBDEVFS_DISCONNECT) {
    if (!driver_bound_[interface]) return failed(ENODATA);
    note("DISCONNECT " + std::to_string(interface));
    driver_bound_[interface] = false;
    return {};
  }
  if (static_cast<unsigned int>(command.ioctl_code) == USBDEVFS_CONNECT) {
    note("CONNECT " + std::to_string(interface));
    driver_bound_[interface] = true;
    return {1, 0};  // the number of drivers that took it
  }
  return failed(ENOTTY);
}

Answer DeviceNode::disconnect_and_claim(UMockdevIoctlData* argument) {
  if (old_kernel) return failed(ENOTTY);
  const auto wanted = value_at<usbdevfs_disconnect_claim>(argument);
  if (held_by_other) return failed(EBUSY);  // its driver is "usbfs", the one that is excepted
  if (driver_bound_[wanted.interface]) {
    note("DISCONNECT " + std::to_string(wanted.interface));
    driver_bound_[wanted.interface] = false;
  }
  return claim(wanted.interface);
}

Answer DeviceNode::claim(unsigned int interface) {
  if (vanishes_at_claim) {
    gone = true;
    return failed(ENODEV);
  }
  if (held_by_other || driver_bound_[interface] || claimed_.contains(interface)) return failed(EBUSY);
  note("CLAIM " + std::to_string(interface));
  claimed_.emplace(interface, asking_);
  return {};
}

Answer DeviceNode::release(unsigned int interface) {
  const auto claim = claimed_.find(interface);
  if (claim == claimed_.end() || claim->second != asking_) return failed(EINVAL);
  claimed_.erase(claim);
  note("RELEASE " + std::to_string(interface));
  return {};
}

Answer DeviceNode::submit(UMockdevIoctlData* argument) {
  Urb urb{asking_, resolve(argument, 0, sizeof(usbdevfs_urb)), {nullptr, &umockdev_ioctl_data_unref}};
  urb.buffer = resolve(urb.data.get(), offsetof(usbdevfs_urb, buffer), urb.length());
  if (urb.header().type != USBDEVFS_URB_TYPE_CONTROL) note(transfer_text("SUBMIT", urb, urb.length()));
  pending_.push_back(std::move(urb));
  return {};
}

Answer DeviceNode::discard(UMockdevIoctlData* argument) {
  unsigned long address = 0;
  std::memcpy(&address, argument->data, sizeof address);
  const auto urb = std::find_if(pending_.begin(), pending_.end(),
                                [&](const Urb& one) { return one.opened == asking_ && one.data->client_addr == address; });
  if (urb == pending_.end()) return failed(EINVAL);  // about to be reaped
  note("DISCARD " + hex(urb->header().endpoint, 2));
  discarded_.splice(discarded_.end(), pending_, urb);
  return {};
}

Answer DeviceNode::reap(UMockdevIoctlData* argument) {
  for (auto urb = discarded_.begin(); urb != discarded_.end(); ++urb) {
    if (urb->opened != asking_) continue;
    pending_.splice(pending_.begin(), discarded_, urb);
    return give_back(argument, pending_.begin(), -ENOENT);
  }
  for (auto urb = pending_.begin(); urb != pending_.end(); ++urb) {
    if (urb->opened != asking_) continue;
    if (const auto status = progress(*urb)) return give_back(argument, urb, *status);
  }
  return failed(gone ? ENODEV : EAGAIN);
}

Answer DeviceNode::give_back(UMockdevIoctlData* argument, std::list<Urb>::iterator urb, int status) {
  usbdevfs_urb& header = urb->header();
  header.status = status;
  header.actual_length = static_cast<int>(urb->moved);
  if (header.type != USBDEVFS_URB_TYPE_CONTROL) {
    const char* word = status == 0 ? "DONE" : status == -EPIPE ? "STALLED" : status == -ENOENT ? "CANCELLED" : status == -ENODEV ? "GONE" : "FAILED";
    note(transfer_text(word, *urb, urb->moved));
  }
  const IoctlData pointer = resolve(argument, 0, sizeof(void*));
  // The argument keeps the data until the request is completed, which copies it back into the program's memory.
  umockdev_ioctl_data_set_ptr(pointer.get(), 0, urb->data.get());
  pending_.erase(urb);
  return {};
}

std::optional<int> DeviceNode::progress(Urb& urb) {
  if (gone) return -ENODEV;
  if (urb.header().type == USBDEVFS_URB_TYPE_CONTROL) return control(urb);
  if (stalls_now(urb.header().endpoint)) return -EPIPE;
  if (const auto end = ends.find(urb.header().endpoint); end != ends.end()) {
    urb.moved = std::min(end->second.bytes.size(), urb.length());
    std::memcpy(urb.buffer->data, end->second.bytes.data(), urb.moved);
    const int status = -end->second.error;
    ends.erase(end);
    return status;
  }
  return (urb.header().endpoint & 0x80) != 0 ? progress_in(urb) : progress_out(urb);
}

bool DeviceNode::stalls_now(std::uint8_t endpoint) {
  int& left = stalls[endpoint];
  if (left == 0) return false;
  --left;
  return true;
}

std::optional<int> DeviceNode::progress_in(Urb& urb) {
  auto& queue = packets[urb.header().endpoint];
  if (queue.empty()) return std::nullopt;
  const std::vector<std::byte> packet = std::move(queue.front());
  queue.pop_front();
  urb.moved = std::min(packet.size(), urb.length());
  std::memcpy(urb.buffer->data, packet.data(), urb.moved);
  return packet.size() > urb.length() ? -EOVERFLOW : 0;
}

std::optional<int> DeviceNode::progress_out(Urb& urb) {
  std::size_t count = urb.length() - urb.moved;
  const bool cut_short = short_write && urb.moved == 0 && count > short_write->bytes;
  if (cut_short) count = short_write->bytes;
  if (takes_left) count = std::min(count, *takes_left);
  if (vanishes_after) count = std::min(count, *vanishes_after);
  const auto* from = reinterpret_cast<const std::byte*>(urb.buffer->data) + urb.moved;
  taken.insert(taken.end(), from, from + count);
  urb.moved += count;
  if (takes_left) *takes_left -= count;
  if (cut_short) return -std::exchange(short_write, std::nullopt)->error;
  if (vanishes_after) {
    *vanishes_after -= count;
    if (*vanishes_after == 0) {
      gone = true;
      return -ENODEV;
    }
  }
  return urb.moved == urb.length() ? std::optional{0} : std::nullopt;
}

int DeviceNode::control(Urb& urb) {
  const auto byte = [&urb](std::size_t i) { return static_cast<unsigned int>(urb.buffer->data[i]); };
  const std::size_t length = urb.length() - 8;
  note("CONTROL " + hex(byte(0), 2) + " " + hex(byte(1), 2) + " " + hex(byte(3) << 8 | byte(2), 4) + " " +
       hex(byte(5) << 8 | byte(4), 4) + " " + std::to_string(length));
  if (stalled_requests.contains(static_cast<std::uint8_t>(byte(1)))) return -EPIPE;
  urb.moved = length;
  if ((byte(0) & 0x80) == 0) return 0;
  const auto answer = answers.find({static_cast<std::uint8_t>(byte(1)), static_cast<std::uint16_t>(byte(3) << 8 | byte(2))});
  if (answer == answers.end()) return -EPIPE;
  urb.moved = std::min(length, answer->second.size());
  std::memcpy(urb.buffer->data + 8, answer->second.data(), urb.moved);
  return 0;
}

}  // namespace zhuangui::support
