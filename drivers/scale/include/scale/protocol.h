#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/error.h"
#include "device/line_coding.h"
#include "scale/mass.h"

namespace zhuangui::scale {

/// What a word, a bit or a frame says.
struct Meaning {
  enum class Kind {
    stable, unstable, zero, over, under_zero, not_ready,  ///< the state
    gross, net,                                           ///< of the number
    tare,                                                 ///< the number is the tare, not a weight
    negative,
    unit,                                                 ///< "kg": the unit of the number
    exponent,                                             ///< "e-3": the power of ten of the number
    ignore,                                               ///< a known frame that is no weight
    refuse                                                ///< this is no such frame
  };
  Kind kind = Kind::ignore;
  Unit unit = Unit::gram;
  int exponent = 0;
};

/// One step of a frame's pattern. See assets/scales/README.md for how each is written.
struct Step {
  enum class Kind {
    literal, ahead, number, reversed, bcd, tare, sign, word, bits, unit, blanks, any,
    check_from, check, optional_begin, optional_end, set
  };
  enum class Check { exclusive_or, exclusive_or_hex, negative_sum_7 };
  Kind kind = Kind::any;
  int least = 1;              ///< bytes of a number; both are those of `any`, `unit`, `bcd`
  int most = 1;
  std::string literal;        ///< any one of these bytes; `ahead` only looks at it
  std::size_t table = 0;      ///< of words or bits
  Check check = Check::exclusive_or;
  Meaning meaning;            ///< of `set`
};

struct WordTable {
  struct Entry {
    std::string word;
    Meaning meaning;
  };
  std::string name;
  std::size_t size = 0;  ///< bytes of every word
  std::vector<Entry> entries;
};

struct BitsTable {
  struct Entry {
    std::uint8_t mask = 0;
    std::uint8_t value = 0;
    Meaning meaning;
  };
  std::string name;
  std::vector<Entry> entries;  ///< all that fit hold, in this order
};

/// How weights are asked for: the bytes sent and, between them, the byte waited for.
struct AskStep {
  std::string send;
  std::optional<char> wait_for;
};

/// How one kind of serial scale speaks. Data of assets/scales/<name>.ini; a value.
struct Protocol {
  std::string name;
  std::string model;
  std::string source;         ///< where the facts come from; "unv" marks what was not verified
  device::LineCoding line;
  std::vector<AskStep> ask;   ///< empty: the scale sends by itself
  int ask_every_ms = 200;
  int silence_ms = 2000;      ///< without a frame for so long something is wrong; 0: it sends only when it has news
  std::string tare;           ///< bytes; empty: it cannot be told to
  std::string zero;
  Unit unit = Unit::kilogram; ///< where a frame tells none
  int exponent = 0;           ///< of a number without a point, where a frame tells none
  int equal_frames = 0;       ///< 0: the frames say themselves what is stable
  int equal_of = 0;           ///< so many equal ones of the last `equal_of`…
  int equal_ms = 0;           ///< …over at least this time are stable
  std::vector<std::vector<Step>> frames;  ///< tried in this order
  std::vector<WordTable> words;
  std::vector<BitsTable> bits;

  static constexpr int frames_max = 8;
  static constexpr int frame_bytes_max = 64;
  static constexpr int equal_of_max = 8;
};

/// Reads one profile. Strict: a key that is unknown, missing or given twice, a pattern that cannot be matched (unknown
/// step, a table that is not there, over 64 bytes long, an unclosed group), a value out of bounds is an error
/// (no_service) that names file and line.
device::Result<Protocol> parse_protocol(std::string name, std::string_view text, const std::string& file);

/// Reads every *.ini of `folder`, sorted by name. Errors: no_service.
device::Result<std::vector<Protocol>> load_protocols(const std::filesystem::path& folder);

/// The protocol of that name; nullptr when there is none.
const Protocol* find_protocol(const std::vector<Protocol>& protocols, std::string_view name);

}  // namespace zhuangui::scale
