#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "simulated/printer.h"

namespace zhuangui::simulated {
namespace {

// Takes one word off the front.
std::string_view take_word(std::string_view& words) {
  const auto first = words.find_first_not_of(' ');
  if (first == std::string_view::npos) return words = {};
  words.remove_prefix(first);
  const auto end = std::min(words.find(' '), words.size());
  const std::string_view word = words.substr(0, end);
  words.remove_prefix(end);
  return word;
}

std::optional<std::int64_t> number_of(std::string_view word) {
  constexpr std::int64_t number_max = 1'000'000;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size() || number < 0 || number > number_max)
    return std::nullopt;
  return number;
}

}  // namespace

std::optional<Printer::Fault> Printer::parse_fault(std::string_view words) {
  static constexpr auto names =
      std::to_array<std::pair<std::string_view, FaultKind>>({{"ok", FaultKind::ok},
                                                             {"near-end", FaultKind::near_end},
                                                             {"paper-out", FaultKind::paper_out},
                                                             {"cover-open", FaultKind::cover_open},
                                                             {"cutter-jam", FaultKind::cutter_jam},
                                                             {"drawer-high", FaultKind::drawer_high},
                                                             {"unplugged", FaultKind::unplugged},
                                                             {"power-off", FaultKind::power_off},
                                                             {"power-on", FaultKind::power_on},
                                                             {"nak", FaultKind::nak},
                                                             {"stall", FaultKind::stall},
                                                             {"short", FaultKind::short_writes},
                                                             {"mute", FaultKind::mute},
                                                             {"fake", FaultKind::fake},
                                                             {"late", FaultKind::late},
                                                             {"labels", FaultKind::labels}});
  const std::string_view name = take_word(words);
  for (const auto& [word, kind] : names) {
    if (word != name) continue;
    Fault fault{kind, 0};
    if (kind == FaultKind::nak || kind == FaultKind::short_writes || kind == FaultKind::late) {
      const auto number = number_of(take_word(words));
      if (!number || (kind == FaultKind::short_writes && *number == 0)) return std::nullopt;
      fault.number = *number;
    }
    if (!take_word(words).empty()) return std::nullopt;
    return fault;
  }
  return std::nullopt;
}

device::Result<void> Printer::command(std::string_view words) {
  std::string_view rest = words;
  const bool later = take_word(rest) == "after";
  // One number for both ways: g++ 12 sees an optional chosen by `later` as uninitialized.
  const std::int64_t after_bytes = later ? number_of(take_word(rest)).value_or(-1) : 0;
  const auto fault = parse_fault(later ? rest : words);
  if (!fault || after_bytes < 0)
    return tl::unexpected(device::DeviceError{device::Errc::illegal,
                                              "the simulated printer does not know '" + std::string(words) + "'",
                                              "use ok, near-end, paper-out, cover-open, cutter-jam, drawer-high, unplugged, power-off, "
                                              "power-on, nak S, stall, short N, mute, fake, late MS, labels or after N FAULT"});
  bool replugged = false;
  {
    const std::lock_guard lock(mutex_);
    const bool plugged = plugged_;
    if (after_bytes > 0) {
      later_ = fault;
      later_in_bytes_ = after_bytes;
    } else {
      apply(*fault);
    }
    work();
    keep_paper();
    replugged = plugged_ != plugged;
  }
  if (replugged && on_plugged) on_plugged();
  return {};
}

void Printer::apply(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::ok:
      state_ = {};
      later_.reset();
      set_plugged_locked(true);
      break;
    case FaultKind::near_end: state_.near_end = true; break;
    case FaultKind::paper_out: state_.paper_out = true; break;
    case FaultKind::cover_open: state_.cover_open = true; break;
    case FaultKind::cutter_jam: state_.cutter_jam = true; break;
    case FaultKind::drawer_high: state_.drawer_high = true; break;
    case FaultKind::unplugged: set_plugged_locked(false); break;
    case FaultKind::power_off:
      clear_buffers();
      set_plugged_locked(false);
      break;
    case FaultKind::power_on: set_plugged_locked(true); break;
    case FaultKind::nak: state_.nak_until_ms = now_ms() + fault.number * 1000; break;
    case FaultKind::stall: state_.stall = true; break;
    case FaultKind::short_writes: state_.bytes_a_transfer = static_cast<std::size_t>(fault.number); break;
    case FaultKind::mute: state_.mute = true; break;
    case FaultKind::fake: state_.fake = true; break;
    case FaultKind::late: state_.late_ms = fault.number; break;
    case FaultKind::labels: state_.labels = true; break;
  }
  answer_status_change();
  changed_.notify_all();
}

}  // namespace zhuangui::simulated
