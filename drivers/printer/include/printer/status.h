#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace zhuangui::printer {

/// What a printer says of itself, put together from whichever answers it gave. Bits as in the Epson command set
/// (TM-T88III guide, DLE EOT and GS a).
struct Status {
  bool offline = false;
  bool cover_open = false;
  bool paper_out = false;
  bool near_end = false;
  bool feeding = false;         ///< paper is fed by the key
  bool cutter_error = false;
  bool recoverable = false;     ///< head hot or a like error that goes away by itself
  bool unrecoverable = false;   ///< only switching it off helps
  bool error = false;           ///< an error of a kind not told
  bool drawer_high = false;     ///< level of the drawer switch; which is "open" depends on the drawer
  friend bool operator==(const Status&, const Status&) = default;
};

/// True when nothing keeps it from printing; near end does not.
constexpr bool is_clean(const Status& status) {
  return !status.offline && !status.cover_open && !status.paper_out && !status.cutter_error && !status.recoverable &&
         !status.unrecoverable && !status.error;
}

/// Takes the answer to DLE EOT n (n 1..4) into `status`: only the bits that question tells of.
void apply_real_time(Status& status, int question, std::uint8_t answer);
/// The whole status from the four bytes of an automatic status back.
Status from_automatic(const std::array<std::uint8_t, 4>& answer);
/// Takes the answer to GS r 1 (paper) into `status`.
void apply_paper(Status& status, std::uint8_t answer);
/// The status from the USB class request GET_PORT_STATUS.
Status from_port(std::uint8_t answer);

/// One answer cut out of the stream a printer sends.
struct RealTimeAnswer { std::uint8_t value = 0; };
struct AutomaticStatus { std::array<std::uint8_t, 4> bytes{}; };
struct PaperAnswer { std::uint8_t value = 0; };                  ///< of GS r or GS I
struct Block { std::uint8_t id = 0; std::string data; };         ///< 37 id data 00; header 5F and 3D have id 0
using Answer = std::variant<RealTimeAnswer, AutomaticStatus, PaperAnswer, Block>;

/// Cuts a printer's bytes into answers; keeps an unfinished one for the next call. What is no answer is dropped and
/// counted; a block longer than block_bytes_max too.
class AnswerParser {
 public:
  static constexpr std::size_t block_bytes_max = 128;
  std::vector<Answer> feed(std::span<const std::byte> bytes);
  void reset() { pending_.clear(); }
  [[nodiscard]] std::size_t bytes_dropped() const { return bytes_dropped_; }

 private:
  bool take_one(std::vector<Answer>& answers);
  std::vector<std::uint8_t> pending_;
  std::size_t bytes_dropped_ = 0;
};

}  // namespace zhuangui::printer
