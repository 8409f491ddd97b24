#pragma once
#include <umockdev.h>

#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "emulated_usb.h"

namespace zhuangui::support {

/// A reference to umockdev's copy of some memory of the program under test.
using IoctlData = std::unique_ptr<UMockdevIoctlData, decltype(&umockdev_ioctl_data_unref)>;

/// The `bytes` that the pointer at `offset` in `data` points to.
IoctlData resolve(UMockdevIoctlData* data, std::size_t offset, std::size_t bytes);

/// An opened node, as a program sees it: only whoever claimed, released or submitted may do the rest.
using Opened = const UMockdevIoctlClient*;

/// A transfer the program has submitted.
struct Urb {
  Opened opened = nullptr;
  IoctlData data;
  IoctlData buffer;
  std::size_t moved = 0;

  [[nodiscard]] usbdevfs_urb& header() const { return *reinterpret_cast<usbdevfs_urb*>(data->data); }
  [[nodiscard]] std::size_t length() const { return static_cast<std::size_t>(header().buffer_length); }
};

/// What one request is answered: 0 or -1 with errno.
struct Answer {
  int result = 0;
  int error = 0;
};
inline Answer failed(int error) { return {-1, error}; }

/// One device as the usbfs requests see it. Not locked: EmulatedUsb does that.
class DeviceNode {
 public:
  DeviceNode(EmulatedDevice described, std::string node, std::string syspath);

  [[nodiscard]] Answer answer(unsigned long request, UMockdevIoctlData* argument, Opened opened);

  std::string node;
  std::string syspath;
  std::vector<std::string> requests;
  std::vector<std::byte> taken;
  std::map<std::uint8_t, std::deque<std::vector<std::byte>>> packets;
  std::map<std::uint8_t, int> stalls;
  std::set<std::uint8_t> stalled_requests;
  std::optional<std::size_t> takes_left;
  std::optional<std::size_t> vanishes_after;
  struct End {
    int error = 0;
    std::vector<std::byte> bytes;
  };
  std::map<std::uint8_t, End> ends;
  struct ShortWrite {
    std::size_t bytes = 0;
    int error = 0;
  };
  std::optional<ShortWrite> short_write;
  std::map<std::pair<std::uint8_t, std::uint16_t>, std::vector<std::byte>> answers;
  bool clear_halt_fails = false;
  bool vanishes_at_claim = false;
  bool held_by_other = false;
  bool old_kernel = false;
  bool gone = false;

 private:
  Answer get_driver(UMockdevIoctlData* argument);
  Answer driver_request(UMockdevIoctlData* argument);
  Answer disconnect_and_claim(UMockdevIoctlData* argument);
  Answer claim(unsigned int interface);
  Answer release(unsigned int interface);
  Answer submit(UMockdevIoctlData* argument);
  Answer discard(UMockdevIoctlData* argument);
  Answer reap(UMockdevIoctlData* argument);
  Answer give_back(UMockdevIoctlData* argument, std::list<Urb>::iterator urb, int status);

  /// The status a transfer ends with now; nullopt: it still waits.
  std::optional<int> progress(Urb& urb);
  std::optional<int> progress_in(Urb& urb);
  std::optional<int> progress_out(Urb& urb);
  int control(Urb& urb);
  bool stalls_now(std::uint8_t endpoint);

  void note(std::string text) { requests.push_back(std::move(text)); }

  EmulatedDevice described_;
  std::map<unsigned int, bool> driver_bound_;
  std::map<unsigned int, Opened> claimed_;
  Opened asking_ = nullptr;  // whose request is being answered
  std::list<Urb> pending_;
  std::list<Urb> discarded_;
};

std::string hex(unsigned int number, int digits);

}  // namespace zhuangui::support
