#pragma once
#include <cstdint>

namespace zhuangui::ui {

/// The two sounds of a scan: high and short when it was taken, low and long when it was refused. Without a sound
/// device it stays silent. From one thread at a time; the first call opens the device and may take some 100 ms.
class Sounder {
 public:
  Sounder() = default;
  ~Sounder();
  Sounder(const Sounder&) = delete;
  Sounder& operator=(const Sounder&) = delete;

  void play(bool accepted);

 private:
  bool open();
  bool tried_ = false;
  std::uint32_t device_ = 0;
};

}  // namespace zhuangui::ui
