#pragma once
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "simulated/device.h"

namespace zhuangui::simulated {

/// A receipt printer (USB class 07/01/02) that understands ESC/POS and tells the truth about itself by DLE EOT, GS r,
/// GS ( H, ASB and GET_PORT_STATUS. It holds a receive buffer: while it cannot print it still takes bytes until the
/// buffer is full, and prints what it holds when it is mended. Real-time commands act at once, even inside a picture.
/// It has a power supply of its own: pulling the USB plug neither clears its buffer nor ends a command it is inside of.
/// What it prints is appended to the paper file: the bytes of every command it carried out, questions left out.
class Printer : public Device {
 public:
  static constexpr std::size_t buffer_bytes = 4096;

  Printer(const std::filesystem::path& log_file, const std::filesystem::path& paper_file, Time time);

  /// Sets a state by the words of the script language, each beside what is set already; `ok` ends all of them.
  ///   ok | near-end | paper-out | cover-open | cutter-jam | drawer-high | unplugged
  ///   nak S      takes no byte for S seconds        stall      the next transfer stalls its endpoint, once
  ///   short N    takes at most N bytes a transfer   mute       never answers
  ///   fake       says by every way that it is well  late MS    every answer comes so much later
  ///   labels     says to who asks what it is that it only knows TSPL
  ///   power-off  its switch: off the bus, and what it held and had to say is gone     power-on
  ///   after N FAULT   one of these after N more bytes of print data were taken
  /// Error: illegal for other words.
  device::Result<void> command(std::string_view words);

  [[nodiscard]] int drawer_pulses() const;
  [[nodiscard]] int cuts() const;
  [[nodiscard]] std::size_t bytes_held() const;  ///< taken, not printed
  /// What was printed since the last call, the first 512 KiB of it; the paper file has all.
  std::vector<std::byte> take_paper();
  /// When the next answer that is late comes; nullopt: none is under way.
  [[nodiscard]] std::optional<std::int64_t> next_answer_ms() const;

 private:
  enum class FaultKind {
    ok, near_end, paper_out, cover_open, cutter_jam, drawer_high, unplugged, power_off, power_on, nak, stall, short_writes, mute, fake, late, labels
  };
  struct Fault {
    FaultKind kind = FaultKind::ok;
    std::int64_t number = 0;
  };
  struct State {
    bool near_end = false;
    bool paper_out = false;
    bool cover_open = false;
    bool cutter_jam = false;
    bool drawer_high = false;  // the level of the drawer's switch
    bool mute = false;
    bool fake = false;
    bool labels = false;
    bool stall = false;
    std::int64_t late_ms = 0;
    std::size_t bytes_a_transfer = 0;  // 0: no limit
    std::int64_t nak_until_ms = 0;
    [[nodiscard]] bool offline() const { return paper_out || cover_open || cutter_jam; }
  };
  struct Packet {
    std::int64_t due_ms = 0;
    std::vector<std::uint8_t> bytes;
  };

  device::Result<device::Transferred> read_locked(Lock& lock, std::span<std::byte> into,
                                                  std::chrono::milliseconds timeout) override;
  device::Result<device::Transferred> write_locked(Lock& lock, std::span<const std::byte> bytes,
                                                   std::chrono::milliseconds timeout) override;
  device::Result<std::size_t> control_locked(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                             std::uint16_t index, std::span<std::byte> data) override;
  void unplugged_locked() override;

  static std::optional<Fault> parse_fault(std::string_view words);
  void apply(const Fault& fault);
  [[nodiscard]] bool takes_bytes() const;
  void take_byte(std::uint8_t byte);
  void real_time(std::uint8_t byte);
  void split_commands();
  void work();
  void carry_out(const std::vector<std::uint8_t>& command);
  void clear_buffers();
  void answer(std::vector<std::uint8_t> bytes);
  void answer_status_change();
  void keep_paper();
  /// What it says of itself, which is not what it is when it lies.
  [[nodiscard]] State told() const { return state_.fake ? State{} : state_; }

  State state_;
  std::optional<Fault> later_;
  std::int64_t later_in_bytes_ = 0;
  std::vector<std::uint8_t> last_bytes_;               // the last ten taken: a real-time command is looked for in them
  std::vector<std::uint8_t> partial_;                  // a command not all of which has come
  std::deque<std::vector<std::uint8_t>> held_;         // commands not carried out yet
  std::size_t held_bytes_ = 0;
  std::deque<Packet> answers_;
  bool automatic_status_ = false;
  std::vector<std::uint8_t> automatic_sent_;
  int drawer_pulses_ = 0;
  int cuts_ = 0;
  std::ofstream paper_file_;
  std::vector<std::byte> new_paper_;                   // since the file was written
  std::vector<std::byte> paper_;                       // since take_paper
};

}  // namespace zhuangui::simulated
