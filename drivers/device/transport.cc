#include "device/transport.h"

#include <thread>

namespace zhuangui::device {

bool Bus::wait_change(std::chrono::milliseconds timeout) {
  std::this_thread::sleep_for(timeout);
  return false;
}

}  // namespace zhuangui::device
