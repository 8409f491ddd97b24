#include "match.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace zhuangui::scale {

namespace {

using Kind = Step::Kind;
enum class Taken { yes, no, more };

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Walks one pattern along the bytes.
class Walk {
 public:
  Walk(const Protocol& protocol, std::string_view bytes) : protocol_{protocol}, bytes_{bytes} {}

  Match along(const std::vector<Step>& steps) {
    for (std::size_t at = 0; at < steps.size(); ++at) {
      if (steps[at].kind == Kind::optional_begin) {
        if (place_ == bytes_.size()) return {Match::Kind::partial, 0, {}};
        if (steps[at + 1].literal.find(bytes_[place_]) != std::string::npos) continue;
        while (steps[at].kind != Kind::optional_end) ++at;
        continue;
      }
      const Taken taken = take(steps[at]);
      if (taken == Taken::no) return {};
      if (taken == Taken::more) return {Match::Kind::partial, 0, {}};
    }
    if (!makes_sense()) return {};
    return {Match::Kind::matched, place_, told_};
  }

 private:
  [[nodiscard]] std::string_view rest() const { return bytes_.substr(place_); }

  Taken take(const Step& step) {
    switch (step.kind) {
      case Kind::optional_begin:
      case Kind::optional_end: return Taken::yes;
      case Kind::set: return apply(step.meaning) ? Taken::yes : Taken::no;
      case Kind::check_from: checked_from_ = place_; return Taken::yes;
      case Kind::ahead:
        if (rest().empty()) return Taken::more;
        return step.literal.find(rest().front()) != std::string::npos ? Taken::yes : Taken::no;
      case Kind::blanks: return take_blanks(step);
      case Kind::number:
      case Kind::tare: return take_number(step);
      case Kind::reversed: return take_reversed(step);
      case Kind::unit: return take_unit(step);
      default: break;
    }
    const auto size = static_cast<std::size_t>(step.most);  // the rest has a fixed length
    if (rest().size() < size) return begins_well(step) ? Taken::more : Taken::no;
    const std::string_view part = rest().substr(0, size);
    const bool fits = take_fixed(step, part);
    place_ += size;
    return fits ? Taken::yes : Taken::no;
  }

  /// A partial word can be refused at its first byte already; the other kinds wait.
  [[nodiscard]] bool begins_well(const Step& step) const {
    if (step.kind != Kind::word || rest().empty()) return true;
    const auto& entries = protocol_.words[step.table].entries;
    return std::any_of(entries.begin(), entries.end(), [&](const auto& one) { return one.word.starts_with(rest()); });
  }

  bool take_fixed(const Step& step, std::string_view part) {
    switch (step.kind) {
      case Kind::literal: return step.literal.find(part[0]) != std::string::npos;
      case Kind::sign:
        if (part[0] == '-') told_.negative = true;
        return part[0] == '-' || part[0] == '+' || part[0] == ' ';
      case Kind::word: return take_word(protocol_.words[step.table], part);
      case Kind::bits: return take_bits(protocol_.bits[step.table], static_cast<std::uint8_t>(part[0]));
      case Kind::bcd: return take_bcd(part);
      case Kind::check: return holds(step.check, part);
      default: return true;  // any
    }
  }

  bool take_word(const WordTable& table, std::string_view part) {
    for (const auto& entry : table.entries)
      if (entry.word == part) return apply(entry.meaning);
    return false;
  }

  bool take_bits(const BitsTable& table, std::uint8_t byte) {
    for (const auto& entry : table.entries)
      if ((byte & entry.mask) == entry.value && !apply(entry.meaning)) return false;
    return true;
  }

  /// Packed decimal digits, the lowest pair first.
  bool take_bcd(std::string_view part) {
    std::int64_t number = 0;
    for (std::size_t at = part.size(); at-- > 0;) {
      const auto byte = static_cast<std::uint8_t>(part[at]);
      if (byte >> 4 > 9 || (byte & 15) > 9) return false;
      number = number * 100 + (byte >> 4) * 10 + (byte & 15);
    }
    told_.number_wanted = true;
    told_.number = Decimal{number, 0};
    return true;
  }

  bool holds(Step::Check kind, std::string_view part) const {
    const std::string_view range = bytes_.substr(checked_from_, place_ - checked_from_);
    unsigned folded = 0, sum = 0;
    for (const char c : range) {
      folded ^= static_cast<std::uint8_t>(c);
      sum += static_cast<std::uint8_t>(c);
    }
    const auto told = [&](std::size_t at) { return static_cast<unsigned>(static_cast<std::uint8_t>(part[at])); };
    if (kind == Step::Check::exclusive_or) return told(0) == folded;
    if (kind == Step::Check::negative_sum_7) return told(0) == ((0u - sum) & 0x7Fu);
    constexpr std::string_view digits = "0123456789ABCDEF";
    return part[0] == digits[folded >> 4] && part[1] == digits[folded & 15];
  }

  Taken take_blanks(const Step& step) {
    int taken = 0;
    while (taken < step.most && place_ < bytes_.size() && bytes_[place_] == ' ') ++place_, ++taken;
    return place_ == bytes_.size() && taken < step.most ? Taken::more : Taken::yes;
  }

  /// A number of one length may hold anything (an overloaded scale sends dashes or blanks); one of several lengths is
  /// blanks, sign, blanks, and then what can stand in a number.
  Taken take_number(const Step& step) {
    std::size_t size = static_cast<std::size_t>(step.most);
    if (step.least == step.most) {
      if (rest().size() < size) return Taken::more;
    } else {
      size = 0;
      bool begun = false;
      const auto most = static_cast<std::size_t>(step.most);
      for (; size < most && size < rest().size(); ++size) {
        const char c = rest()[size];
        if (c == ' ' && !begun) continue;
        if (!is_digit(c) && c != '.' && c != '-' && c != '+') break;
        begun = begun || is_digit(c) || c == '.';
      }
      if (size == rest().size() && size < most) return Taken::more;
      if (size < static_cast<std::size_t>(step.least)) return Taken::no;
    }
    const auto number = parse_decimal(rest().substr(0, size));
    place_ += size;
    if (step.kind == Kind::tare) told_.tare = number;
    else told_.number_wanted = true, told_.number = number;
    return Taken::yes;
  }

  Taken take_reversed(const Step& step) {
    const auto least = static_cast<std::size_t>(step.least), most = static_cast<std::size_t>(step.most);
    std::size_t size = 0;
    const auto belongs = [](char c) { return is_digit(c) || c == '.' || c == '-' || c == '+' || c == ' '; };
    while (size < most && size < rest().size() && belongs(rest()[size])) ++size;
    if (size == rest().size() && size < most) return Taken::more;
    if (size < least) return Taken::no;
    std::array<char, 16> turned{};
    std::reverse_copy(rest().begin(), rest().begin() + static_cast<std::ptrdiff_t>(size), turned.begin());
    told_.number = parse_decimal({turned.data(), size});
    told_.number_wanted = true;
    place_ += size;
    return Taken::yes;
  }

  Taken take_unit(const Step& step) {
    std::size_t size = static_cast<std::size_t>(step.most);
    if (step.least == step.most) {
      if (rest().size() < size) return Taken::more;
    } else {
      const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
      size = 0;
      while (size < static_cast<std::size_t>(step.most) && size < rest().size() && is_letter(rest()[size])) ++size;
      if (size == rest().size() && size < static_cast<std::size_t>(step.most)) return Taken::more;
      if (size < static_cast<std::size_t>(step.least)) return Taken::no;
    }
    told_.unit = unit_named(rest().substr(0, size));
    told_.unit_refused = !told_.unit;
    place_ += size;
    return Taken::yes;
  }

  bool apply(const Meaning& meaning) {
    using Word = Meaning::Kind;
    switch (meaning.kind) {
      case Word::stable: told_.stable = true; break;
      case Word::unstable: told_.unstable = true; break;
      case Word::zero: told_.zero = true; break;
      case Word::over: told_.over = true; break;
      case Word::under_zero: told_.under_zero = true; break;
      case Word::not_ready: told_.not_ready = true; break;
      case Word::gross: told_.net = false; break;
      case Word::net: told_.net = true; break;
      case Word::tare: told_.is_tare = true; break;
      case Word::negative: told_.negative = true; break;
      case Word::unit: told_.unit = meaning.unit; break;
      case Word::exponent: told_.exponent = meaning.exponent; break;
      case Word::ignore: told_.ignored = true; break;
      case Word::refuse: return false;
    }
    return true;
  }

  /// A frame with a place for a number has one, unless it says why not. Else it is rubbish that looks like a frame.
  [[nodiscard]] bool makes_sense() const {
    if (!told_.number_wanted || told_.number || told_.ignored) return true;
    return told_.over || told_.under_zero || told_.not_ready;
  }

  const Protocol& protocol_;
  const std::string_view bytes_;
  std::size_t place_ = 0;
  std::size_t checked_from_ = 0;
  Told told_;
};

}  // namespace

Match match_frames(const Protocol& protocol, std::span<const std::uint8_t> bytes) {
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  for (const auto& steps : protocol.frames)
    if (Match match = Walk{protocol, text}.along(steps); match.kind != Match::Kind::refused) return match;
  return {};
}

}  // namespace zhuangui::scale
