#pragma once
#include <array>
#include <string>

#include "simulated/device.h"

namespace zhuangui::simulated {

/// A customer display on a serial line. Two lines of 20 columns at 9600 baud, which understands the CD5220 commands and
/// those of the ESC/POS type: ESC @, FF, CAN, ESC Q A|B … CR, US $ x y and text that overwrites. Or a LED8N, eight digits
/// and a lamp at 2400 baud: ESC @, ESC Q A digits CR, ESC s 0..4. It answers nothing. What comes at another rate is rubbish.
class Display : public Device {
 public:
  enum class Model { two_lines, led8n };
  static constexpr std::size_t columns = 20, digits = 8;
  static constexpr const char* port = "simulated-display";  ///< of its serial line

  Display(const std::filesystem::path& log_file, Time time, bool plugged);

  /// Before it is plugged in.
  void become(Model model);

  /// What the customer sees, each line 20 bytes: ASCII, or GBK where the profile sends it. Of a LED8N its eight digits,
  /// dark ones as blanks and a point behind its digit, and the lamp that burns: price | total | received | change or
  /// nothing.
  [[nodiscard]] std::array<std::string, 2> lines() const;

  /// By the words of the script language: plugged | unplugged. Error: illegal for other words.
  device::Result<void> command(std::string_view word);

 private:
  device::Result<device::Transferred> read_locked(Lock& lock, std::span<std::byte> into,
                                                  std::chrono::milliseconds timeout) override;
  device::Result<device::Transferred> write_locked(Lock& lock, std::span<const std::byte> bytes,
                                                   std::chrono::milliseconds timeout) override;
  device::Result<std::size_t> control_locked(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                             std::uint16_t index, std::span<std::byte> data) override;
  void unplugged_locked() override;

  void clear();
  void take(char byte);
  void take_command();
  void take_led_command();
  void put(char byte);

  Model model_ = Model::two_lines;
  std::array<std::string, 2> lines_;
  std::size_t column_ = 0, line_ = 0;
  std::string command_;   // begun by ESC or US, not whole yet
  bool rate_fits_ = false;
};

}  // namespace zhuangui::simulated
