#include "ctl/printer_session.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>

#include "ctl/context.h"
#include "device/settings.h"
#include "printer/encode.h"
#include "printer/test_card.h"
#include "receipt/render.h"

namespace zhuangui::app {

namespace {

using printer::Trouble;

constexpr std::int64_t card_patience_ms = 60'000;
constexpr std::int64_t card_number_max = 9'999;

bool no_waiting_mends(Trouble trouble) {
  return trouble == Trouble::unplugged || trouble == Trouble::no_permission || trouble == Trouble::held ||
         trouble == Trouble::other_language;
}

std::string sentence(const printer::DeviceReport& report) {
  std::string text = std::string{"printer "} + (report.trouble == Trouble::none ? "ready" : printer::trouble_name(report.trouble));
  const bool cause_tells_more = no_waiting_mends(report.trouble) && report.trouble != Trouble::unplugged;
  if (cause_tells_more) text += ": " + report.cause;
  if (report.near_end) text += ", paper near its end";
  if (report.drawer_open) text += *report.drawer_open ? ", drawer open" : ", drawer closed";
  if (report.device) text += ", used as " + report.profile;
  if (const std::string name = printer::name_of(report.id); !name.empty()) text += ", calls itself " + name;
  return text;
}

std::string sentence(const printer::JobReport& report) {
  constexpr const char* states[] = {"queued", "sending", "sent", "confirmed", "unknown", "failed"};
  std::string text = std::string{"card "} + states[static_cast<int>(report.state)];
  if (report.grade) text += std::string{", grade "} + "ABCDE"[static_cast<int>(*report.grade)];
  if (report.trouble != Trouble::none) text += std::string{", "} + printer::trouble_name(report.trouble);
  return text + (report.waiting ? ", waiting" : "");
}

/// Tells what is new of one printer, under the port it has or had last: that it went away is told of it too.
class Teller {
 public:
  Teller(const std::function<void(const Heard&)>& heard, std::string first) : heard_{heard}, first_{std::move(first)} {}

  void tell(const printer::DeviceReport& report) {
    if (report.device) port_ = report.device->port_path;
    if (report.device && !first_.empty()) say(std::exchange(first_, {}));
    say_new(last_device_, sentence(report));
  }
  void tell(const printer::JobReport& report) { say_new(last_job_, sentence(report)); }

 private:
  void say(const std::string& text) { heard_({Heard::Kind::printer, port_, {}, text}); }
  void say_new(std::string& last, std::string text) {
    if (text == last) return;
    last = std::move(text);
    say(last);
  }

  const std::function<void(const Heard&)>& heard_;
  std::string first_, port_, last_device_, last_job_;
};

/// Draws what the printer's own font and commands cannot.
struct Drawing {
  std::unique_ptr<receipt::Font> font;  // opened when it is first needed

  printer::Rasteriser rasteriser() {
    printer::Rasteriser answer;
    answer.qr = &receipt::draw_qr;
    answer.line = [this](const device::TextLine& line, int dots, int columns) {
      if (!font)
        if (auto opened = receipt::Font::open()) font = std::move(*opened);
      return font ? font->draw_line(line, dots, columns) : device::Picture{};
    };
    return answer;
  }
};

}  // namespace

void run_printer(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard) {
  Teller teller{heard, set_line(parts.printer_set)};
  printer::PrinterDriver driver{parts.bus, parts.printer, [&parts] { return parts.now_us() / 1000; }, [](const printer::JobReport&) {},
                                [&teller](const printer::DeviceReport& report) { teller.tell(report); }};
  constexpr std::int64_t look_every_ms = 200;  // so that a stop is seen
  while (!stop.stop_requested()) parts.pause(std::chrono::milliseconds(std::min(look_every_ms, driver.turn())));
}

std::string set_line(const PrinterSet& set) {
  std::string line;
  if (set.card != 0) line += " card " + std::to_string(set.card);
  if (!set.profile.empty()) line += " profile " + set.profile;
  if (set.drawer_open_level != device::DrawerOpenLevel::not_told)
    line += set.drawer_open_level == device::DrawerOpenLevel::low ? " drawer low" : " drawer high";
  return line.empty() ? line : "printer set" + line;
}

std::optional<PrinterSet> set_of_line(std::string_view line) {
  const std::vector<std::string_view> words = device::words_of(line);
  PrinterSet set;
  for (std::size_t at = 2; at + 1 < words.size(); at += 2) {
    const std::string_view key = words[at], value = words[at + 1];
    if (key == "card") (void)std::from_chars(value.begin(), value.end(), set.card);
    if (key == "profile") set.profile = value;
    if (key == "drawer") set.drawer_open_level = value == "low" ? device::DrawerOpenLevel::low : device::DrawerOpenLevel::high;
  }
  const bool possible = !line.empty() && set.card >= 0 && set.card <= card_number_max;
  return possible && set_line(set) == line ? std::optional{set} : std::nullopt;
}

core::Result<printer::DriverOptions> printer_options(const DeviceAssets& assets, const PrinterSet& set) {
  printer::DriverOptions options;
  printer::choose_by_files(options, assets.quirks, assets.printers);
  options.drawer_open_level = set.drawer_open_level;
  if (set.profile.empty()) return options;
  const auto named = named_profile(assets, set.profile);
  if (!named) return tl::unexpected(named.error());
  options.profile_of = [named = *named](const device::DeviceInfo&, const printer::DeviceId&) { return named; };
  return options;
}

core::Result<CardPrinted> run_test_card(const SessionParts& parts, const std::stop_token& stop, const std::function<void(const Heard&)>& heard) {
  const auto now_ms = [&parts] { return parts.now_us() / 1000; };
  Drawing drawing;
  const std::int64_t number = parts.printer_set.card;
  Teller teller{heard, set_line(parts.printer_set)};
  printer::JobReport last;
  printer::PrinterDriver driver{parts.bus, parts.printer, now_ms,
                                [&](const printer::JobReport& report) { teller.tell(last = report); },
                                [&teller](const printer::DeviceReport& report) { teller.tell(report); }};
  const auto bytes = [&drawing, number](const printer::Profile& profile) {
    return printer::encode(printer::test_card(profile, number), printer::card_profile(profile), drawing.rasteriser());
  };
  if (const auto taken = driver.submit({number, {}, bytes}); !taken) return tl::unexpected(as_core_error(taken.error()));
  constexpr std::int64_t look_every_ms = 100;
  const std::int64_t until_ms = now_ms() + card_patience_ms;
  do {
    parts.pause(std::chrono::milliseconds(std::min(look_every_ms, driver.turn())));
  } while (!printer::is_last(last) && !no_waiting_mends(last.trouble) && !stop.stop_requested() && now_ms() < until_ms);
  const printer::JobReport told = last;
  if (!printer::is_last(told) && !stop.stop_requested()) driver.cancel(number);
  return CardPrinted{told, driver.device().profile, driver.device().cause};
}

}  // namespace zhuangui::app
