#pragma once
#include <deque>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "simulated/device.h"

namespace zhuangui::simulated {

/// hid: page 8D, ten reports a second. cas: ENQ, ACK, DC1. toledo_8217: asked by W, keys T Z C. st_gs: ten lines of text a
/// second. The last three are serial lines.
enum class ScaleMode { hid, cas, toledo_8217, st_gs };

/// A scale with a pan, a tare key and a zero key. A moving weight wanders around its grams, by the seed. A serial one is
/// garbled while the line is not set to 9600 baud.
class Scale : public Device {
 public:
  static constexpr std::int64_t grams_max = 15'000;
  static constexpr std::int64_t interval_ms = 100;

  /// Of the serial modes, `port` is the tty's path.
  Scale(ScaleMode mode, const std::filesystem::path& log_file, Time time, bool plugged = true, std::uint64_t seed = 1,
        std::string port = "1-5");

  /// Lays something on the empty pan; over grams_max it is over, below zero under zero. Ends over, under and fault.
  void weigh(std::int64_t grams, bool moving = false);

  /// By the words of the script language: plugged | unplugged | over | under | fault; beside them, for tests,
  /// silent | speaking (a scale switched off and on), garbled (the next frame has one byte that is another one),
  /// half (the next frame ends in its middle). Error: illegal for other words.
  device::Result<void> command(std::string_view word);

  [[nodiscard]] std::int64_t tare_g() const;

  /// What was last laid on the pan has been sent, and whoever reads has come back for more (or has noticed that it is
  /// unplugged).
  [[nodiscard]] bool at_rest() const;

 private:
  enum class Trouble { none, over, under, fault };

  device::Result<device::Transferred> read_locked(Lock& lock, std::span<std::byte> into,
                                                  std::chrono::milliseconds timeout) override;
  device::Result<device::Transferred> write_locked(Lock& lock, std::span<const std::byte> bytes,
                                                   std::chrono::milliseconds timeout) override;
  device::Result<std::size_t> control_locked(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                             std::uint16_t index, std::span<std::byte> data) override;
  void unplugged_locked() override;

  [[nodiscard]] bool sends_by_itself() const { return mode_ == ScaleMode::hid || mode_ == ScaleMode::st_gs; }
  [[nodiscard]] bool is_ready() const;
  void take_byte(std::uint8_t byte);
  void press(char key);
  void send_frame();
  void changed_locked();
  [[nodiscard]] Trouble trouble() const;
  [[nodiscard]] std::int64_t shown_g();
  [[nodiscard]] std::string hid_report(std::int64_t grams) const;
  [[nodiscard]] std::string cas_frame(std::int64_t grams) const;
  [[nodiscard]] std::string toledo_frame(std::int64_t grams) const;
  [[nodiscard]] std::string text_line(std::int64_t grams) const;

  const ScaleMode mode_;
  std::mt19937_64 random_;
  std::int64_t pan_g_ = 0;
  std::int64_t zero_g_ = 0;
  std::int64_t tare_g_ = 0;
  bool moving_ = false;
  bool silent_ = false, garbled_ = false, half_ = false;
  bool rate_fits_ = false;
  Trouble forced_ = Trouble::none;
  std::deque<std::uint8_t> line_;       // sent, not read yet; one frame at most more than was read
  std::int64_t next_frame_ms_ = 0;
  bool told_ = false;                   // the pan as it is now was sent
  bool waiting_ = false;                // a read is under way and has found nothing so far
};

}  // namespace zhuangui::simulated
