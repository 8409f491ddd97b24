#pragma once
#include <cstdint>
#include <vector>

namespace zhuangui::ui {

/// The voice of the counter. The two sounds of a scan: high and short when it was taken, low and long when it was refused. Without a sound
/// device it stays silent. From one thread at a time; the first call opens the device and may take some 100 ms.
class Sounder {
 public:
  static constexpr int samples_per_second = 22'050;

  Sounder() = default;
  ~Sounder();
  Sounder(const Sounder&) = delete;
  Sounder& operator=(const Sounder&) = delete;

  /// `volume` from 1 to 3; each step is twice as loud.
  void play(bool accepted, int volume);
  /// Clips::join() of what is to be said: behind a sound that is being played, instead of what was said before.
  void speak(const std::vector<std::int16_t>& samples);

 private:
  bool open();
  bool tried_ = false;
  bool speaks_ = false;  ///< what is queued is speech
  std::uint32_t device_ = 0;
};

}  // namespace zhuangui::ui
