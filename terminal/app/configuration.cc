#include "configuration.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <vector>


// toml++ asserts what a file can break ("[\\[" ends the program), and with NDEBUG it even takes it for true: an exception
// instead, which becomes a sentence.
#undef NDEBUG
[[noreturn]] static void refuse_as_toml() { throw std::logic_error{"not TOML"}; }
#define TOML_ASSERT(expr) ((expr) ? static_cast<void>(0) : refuse_as_toml())
#include <toml++/toml.h>

namespace zhuangui::app {
namespace {

namespace fs = std::filesystem;
using core::Errc;

core::Result<std::string> read_bounded(const std::string& path) {
  std::error_code error;
  const auto bytes = fs::file_size(path, error);
  if (error)
    return core::fail(Errc::not_found, "read the configuration " + path + ": " + error.message(),
                      "name an existing file with --config, or leave it out for the defaults");
  if (bytes > 64 * 1024)
    return core::fail(Errc::invalid_input, "read the configuration " + path + ": it is over 64 KiB",
                      "name the right file with --config");
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  if (!file)
    return core::fail(Errc::permission, "read the configuration " + path + ": no permission", "make it readable for this user");
  return text.str();
}

// Settings are ASCII, comments may be Chinese. Characters that are not ASCII never reach toml++, which has no defined
// behaviour for letters such as U+0417 outside of quotes.
std::string in_ascii(std::string_view text) {
  std::string answer{text};
  std::replace_if(answer.begin(), answer.end(), [](unsigned char byte) { return byte > 0x7F; }, '?');
  return answer;
}

class Reader {
 public:
  Reader(const std::string& path) : path_{path} {}

  core::Result<void> read(const toml::table& root, Configuration& into) {
    for (const auto& [section_name, node] : root) {
      const toml::table* section = node.as_table();
      if (!section) return bad(node, "\"" + std::string(section_name) + "\" must be a section in brackets");
      if (section_name == "customer_window") into.customer_window.emplace();  // it is there even with nothing set in it
      for (const auto& [key, value] : *section)
        if (const auto set = set_one(std::string(section_name) + "." + std::string(key), value, into); !set) return set;
      if (section_name == "scale" && into.weighing.own && !is_whole(*into.weighing.own))
        return bad(node, "number and verified_until of the scale belong together");
    }
    return {};
  }

 private:
  core::Result<void> set_one(const std::string& key, const toml::node& value, Configuration& into) {
    if (key.starts_with("printer.")) return printer(key.substr(8), value, into);
    if (key == "scanner.same_code_pause_ms") return milliseconds(value, 10'000, into.same_code_pause_ms.emplace());
    if (key.starts_with("scanner.") && key != "scanner.baud") return choice(key.substr(8), value, into.scanners);
    if (key.starts_with("card_reader.")) return choice(key.substr(12), value, into.card_readers);
    if (key == "scanner.baud") return baud(value, into.scanner_line.baud);
    if (key.starts_with("scale.")) return scale(key.substr(6), value, into);
    if (key.starts_with("display.")) return display(key.substr(8), value, into);
    if (key.starts_with("customer_window.")) return customer_window(key.substr(16), value, into);
    if (key == "counter.mode") return mode(value, into.mode);
    if (key.starts_with("screen.")) return screen(key.substr(7), value, into.screen);
    if (key == "sync.county") return text(value, into.county_address);
    if (key == "sync.ca_file") return text(value, into.county_ca_file);
    if (key == "sync.release_interval_s") return seconds(value, 5, into.release_interval_ms);
    if (key == "sync.heartbeat_interval_s") return seconds(value, 10, into.heartbeat_interval_ms);
    if (key.starts_with("barcode.")) return set_barcode(key.substr(8), value, into.barcode);
    return bad(value, "there is no setting " + key);
  }

  core::Result<void> set_barcode(const std::string& key, const toml::node& value, barcode::DecodeSettings& into) {
    if (key == "labels") {
      into.layouts.clear();
      return each_text(value, [&into](const std::string& line) { return take_layout(line, into.layouts); });
    }
    if (key == "trace") {
      into.trace_rules.clear();
      return each_text(value, [&into](const std::string& line) { return take_trace_rule(line, into.trace_rules); });
    }
    std::string word;
    if (key == "check18" || key == "card_form")
      if (const auto read = text(value, word); !read) return read;
    if (key == "check18")
      return barcode::read_check18(word, into.check18) ? core::Result<void>{} : bad(value, "check18 is right, left or either");
    if (key == "card_form")
      return barcode::read_card_form(word, into.card_form)
                 ? core::Result<void>{}
                 : bad(value, "card_form is 10D, 10D-reversed, 8H, 8H-reversed, 10H, 8D, W26, W26-comma or UID");
    return bad(value, "there is no setting barcode." + key);
  }

  /// Each text of a list, at most 64; `take` answers what is wrong with one, or an empty sentence.
  core::Result<void> each_text(const toml::node& value, const std::function<std::string(const std::string&)>& take) const {
    const toml::array* list = value.as_array();
    if (!list || list->size() > 64) return bad(value, "a list of at most 64 texts in quotes is wanted");
    for (const toml::node& one : *list) {
      std::string line;
      if (const auto read = text(one, line); !read) return read;
      if (const std::string fault = take(line); !fault.empty()) return bad(one, fault);
    }
    return {};
  }

  /// "PREFIX PATTERN"
  static std::string take_layout(const std::string& line, std::vector<barcode::LabelLayout>& into) {
    std::istringstream words{line};
    barcode::LabelLayout layout;
    std::string more;
    if (!(words >> layout.prefix >> layout.pattern) || words >> more)
      return "a label is a prefix and a pattern, as \"21 FFIIIIIWWWWWC\"";
    if (std::string fault = barcode::label_layout_fault(layout); !fault.empty()) return fault;
    if (barcode::layout_is_payments(layout)) return "18 digits that begin with " + layout.prefix + " are payment codes; use a prefix from 20 to 24";
    into.push_back(std::move(layout));
    return {};
  }

  /// "HOST PATH [product=FIELD] [lot=FIELD]"
  static std::string take_trace_rule(const std::string& line, std::vector<barcode::TraceRule>& into) {
    std::istringstream words{line};
    barcode::TraceRule rule;
    bool good = static_cast<bool>(words >> rule.host >> rule.path_prefix) && rule.path_prefix.starts_with('/');
    for (std::string word; good && words >> word;) {
      if (word.starts_with("product=")) rule.product_field = word.substr(8);
      else if (word.starts_with("lot=")) rule.lot_field = word.substr(4);
      else good = false;
    }
    if (!good) return "a trace rule is a host, a path and fields, as \"zs.example.cn /q product=id lot=batch\"";
    into.push_back(std::move(rule));
    return {};
  }

  core::Result<void> printer(const std::string& key, const toml::node& value, Configuration& into) const {
    if (key == "profile") return text(value, into.printer_profile);
    if (key != "drawer_open_level") return choice(key, value, into.printer);
    std::string level;
    if (const auto read = text(value, level); !read) return read;
    if (level != "low" && level != "high") return bad(value, "drawer_open_level is low or high: the level of the drawer's switch while it is open");
    into.drawer_open_level = level == "low" ? device::DrawerOpenLevel::low : device::DrawerOpenLevel::high;
    return {};
  }

  core::Result<void> scale(const std::string& key, const toml::node& value, Configuration& into) const {
    if (key == "profile") return text(value, into.scale_profile);
    if (key == "baud") return baud(value, into.scale_baud.emplace());
    if (key == "division_g") return grams(value, 1, 50, into.scale_division_g);
    till::ScaleSettings& weighing = into.weighing;
    if (key == "min_g") return grams(value, 1, 10'000, weighing.min_g);
    if (key == "accept_after_ms") return milliseconds(value, 10'000, weighing.accept_after_ms);
    if (key == "number" || key == "verified_until") {
      if (!weighing.own) weighing.own.emplace(till::RegisteredScale{"", {0, 1, 1}});
      return registration(key, value, *weighing.own);
    }
    if (key == "tares_g") return tares(value, weighing.tares_g);
    if (key == "second") return second_scales(value, weighing.second);
    return choice(key, value, into.scale);
  }

  core::Result<void> grams(const toml::node& value, std::int64_t least, std::int64_t most, std::int64_t& into) const {
    const auto given = value.value<std::int64_t>();
    if (!value.is_integer() || *given < least || *given > most)
      return bad(value, "whole grams from " + std::to_string(least) + " to " + std::to_string(most) + " are wanted");
    into = *given;
    return {};
  }

  core::Result<void> registration(const std::string& key, const toml::node& value, till::RegisteredScale& into) const {
    std::string said;
    if (const auto read = text(value, said); !read) return read;
    if (key == "number") {
      if (said.empty() || said.size() > 32) return bad(value, "number is what stands on the plate of the scale, at most 32 letters");
      into.serial = said;
      return {};
    }
    const auto date = core::parse_date(said);
    if (!date) return bad(value, "verified_until is a day, as \"2027-03-31\"");
    into.verified_until = *date;
    return {};
  }

  core::Result<void> tares(const toml::node& value, std::vector<std::int64_t>& into) const {
    const toml::array* list = value.as_array();
    if (!list || list->size() > till::tares_max) return bad(value, "a list of at most 3 weights in grams is wanted");
    for (const toml::node& one : *list)
      if (const auto read = grams(one, 1, 5'000, into.emplace_back()); !read) return read;
    return {};
  }

  core::Result<void> second_scales(const toml::node& value, std::vector<till::RegisteredScale>& into) const {
    const toml::array* list = value.as_array();
    if (!list || list->size() > till::second_max) return bad(value, "at most 3 scales in [[scale.second]] are wanted");
    for (const toml::node& one : *list) {
      const toml::table* table = one.as_table();
      if (!table) return bad(one, "[[scale.second]] is wanted, with number and verified_until below it");
      till::RegisteredScale scale{"", {0, 1, 1}};
      for (const auto& [key, node] : *table) {
        if (key != "number" && key != "verified_until") return bad(node, "there is no setting scale.second." + std::string(key));
        if (const auto read = registration(std::string(key), node, scale); !read) return read;
      }
      if (!is_whole(scale)) return bad(one, "a second scale has number and verified_until");
      into.push_back(std::move(scale));
    }
    return {};
  }

  static bool is_whole(const till::RegisteredScale& scale) { return !scale.serial.empty() && scale.verified_until.year != 0; }

  core::Result<void> screen(const std::string& key, const toml::node& value, ScreenSettings& into) const {
    if (key == "language") {
      if (const auto read = text(value, into.language); !read) return read;
      if (into.language != "zh-CN" && into.language != "en") return bad(value, "language is zh-CN or en");
      return {};
    }
    if (key == "voice_folder") return text(value, into.voice_folder);
    if (key == "scale_percent") return whole_number(value, 75, 133, into.scale_percent);
    if (key == "night") {
      std::string night;
      if (const auto read = text(value, night); !read) return read;
      return read_night(night, into.rest) ? core::Result<void>{} : bad(value, "night is like \"22:00-06:00\", or \"\" for none");
    }
    if (key == "night_percent") return whole_number(value, 20, 100, into.rest.night_percent);
    if (key == "night_blank_min") return whole_number(value, 0, 1440, into.rest.night_blank_min);
    if (key == "blank_min") return whole_number(value, 0, 1440, into.rest.blank_min);
    if (key == "shift_pixels") return whole_number(value, 0, 8, into.rest.shift_pixels);
    if (key == "volume") return whole(value, {1, 2, 3}, into.volume);
    if (key == "lock_after_minutes") return whole(value, {core::lock_after_choices.begin(), core::lock_after_choices.end()}, into.lock_after_minutes);
    bool* const yes = key == "large_type" ? &into.large_type : key == "high_contrast" ? &into.high_contrast
                      : key == "low_reach" ? &into.low_reach : key == "left_hand" ? &into.left_hand
                      : key == "sound" ? &into.sound : key == "voice" ? &into.voice : key == "show_keys" ? &into.show_keys : nullptr;
    if (yes == nullptr) return bad(value, "there is no setting screen." + key);
    if (!value.is_boolean()) return bad(value, "true or false is wanted");
    *yes = *value.value<bool>();
    return {};
  }

  core::Result<void> mode(const toml::node& value, till::Mode& into) const {
    std::string word;
    if (const auto read = text(value, word); !read) return read;
    if (word != "attended" && word != "self_service") return bad(value, "mode is attended or self_service");
    into = word == "attended" ? till::Mode::attended : till::Mode::self_service;
    return {};
  }

  core::Result<void> whole_number(const toml::node& value, int least, int most, int& into) const {
    const auto given = value.value<std::int64_t>();
    if (!value.is_integer() || *given < least || *given > most)
      return bad(value, "a whole number from " + std::to_string(least) + " to " + std::to_string(most) + " is wanted");
    into = static_cast<int>(*given);
    return {};
  }

  core::Result<void> customer_window(const std::string& key, const toml::node& value, Configuration& into) const {
    CustomerWindowSettings& window = *into.customer_window;
    if (key == "display") return whole_number(value, 1, 8, window.display);
    if (key == "width") return whole_number(value, 640, 7680, window.width);
    if (key == "height") return whole_number(value, 480, 4320, window.height);
    return bad(value, "there is no setting customer_window." + key);
  }

  core::Result<void> whole(const toml::node& value, const std::vector<int>& choices, int& into) const {
    const auto given = value.value<std::int64_t>();
    if (value.is_integer() && std::find(choices.begin(), choices.end(), *given) != choices.end()) {
      into = static_cast<int>(*given);
      return {};
    }
    std::string wanted;
    for (const int choice : choices) wanted += (wanted.empty() ? "" : ", ") + std::to_string(choice);
    return bad(value, "one of " + wanted + " is wanted");
  }

  core::Result<void> display(const std::string& key, const toml::node& value, Configuration& into) const {
    if (key == "profile") return text(value, into.display_profile);
    if (key == "baud") return baud(value, into.display_baud.emplace());
    return choice(key, value, into.display);
  }

  core::Result<void> baud(const toml::node& value, std::uint32_t& into) const {
    const auto given = value.value<std::int64_t>();
    if (!value.is_integer() || *given < 300 || *given > 921'600) return bad(value, "a rate from 300 to 921600 is wanted");
    into = static_cast<std::uint32_t>(*given);
    return {};
  }

  core::Result<void> text(const toml::node& value, std::string& into) const {
    const auto given = value.value<std::string>();
    if (!value.is_string() || !given) return bad(value, "a text in quotes is wanted");
    into = *given;
    return {};
  }

  core::Result<void> choice(const std::string& key, const toml::node& value, device::Choice& into) const {
    std::string list;
    if (const auto read = text(value, list); !read) return read;
    if (key != "usb" && key != "serial" && key != "port") return bad(value, "the settings here are usb, serial and port");
    const auto read = device::parse_choice(key == "usb" ? list : "", key == "serial" ? list : "", key == "port" ? list : "");
    if (!read) return bad(value, read.error().cause);
    if (key == "usb") into.usb_ids = read->usb_ids;
    if (key == "serial") into.serials = read->serials;
    if (key == "port") into.ports = read->ports;
    return {};
  }

  core::Result<void> milliseconds(const toml::node& value, std::int64_t most, std::int64_t& into_ms) const {
    const auto given = value.value<std::int64_t>();
    if (!value.is_integer() || *given < 0 || *given > most) return bad(value, "whole milliseconds from 0 to " + std::to_string(most) + " are wanted");
    into_ms = *given;
    return {};
  }

  core::Result<void> seconds(const toml::node& value, std::int64_t least, std::int64_t& into_ms) const {
    const auto given = value.value<std::int64_t>();
    if (!value.is_integer() || *given < least || *given > 3600)
      return bad(value, "whole seconds from " + std::to_string(least) + " to 3600 are wanted");
    into_ms = *given * 1'000;
    return {};
  }

  core::Result<void> bad(const toml::node& at, const std::string& why) const {
    return core::fail(Errc::invalid_input, path_ + ":" + std::to_string(at.source().begin.line) + ": " + why,
                      "correct this line");
  }

  const std::string& path_;
};

}  // namespace

core::Result<Configuration> parse_configuration(std::string_view text, const std::string& name) {
  Configuration answer;
  try {
    const toml::table root = toml::parse(in_ascii(text), name);
    if (const auto read = Reader{name}.read(root, answer); !read) return tl::unexpected(read.error());
  } catch (const toml::parse_error& error) {
    return core::fail(Errc::invalid_input,
                      name + ":" + std::to_string(error.source().begin.line) + ": " + std::string(error.description()),
                      "correct this line");
  } catch (const std::logic_error&) {
    return core::fail(Errc::invalid_input, name + ": it is not TOML", "write lines like [screen] and language = \"zh-CN\"");
  }
  return answer;
}

core::Result<Configuration> load_configuration(const std::string& path) {
  const auto text = read_bounded(path);
  if (!text) return tl::unexpected(text.error());
  return parse_configuration(*text, path);
}

core::Settings usual_settings(const ScreenSettings& screen) {
  core::Settings usual;
  usual.high_contrast = screen.high_contrast;
  usual.large_type = screen.large_type;
  usual.low_reach = screen.low_reach;
  usual.left_hand = screen.left_hand;
  usual.english = screen.language == "en";
  usual.volume = screen.sound ? screen.volume : 0;
  usual.lock_after_minutes = screen.lock_after_minutes;
  usual.voice = screen.voice;
  usual.night_percent = screen.rest.night_percent;
  usual.blank_after_minutes = screen.rest.blank_min;
  return usual;
}

core::Result<std::string> assets_folder() {
  if (const char* given = std::getenv("ZHUANGUI_ASSETS")) return std::string(given);
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const char* candidate : {"../../assets", "../share/zhuangui"})
    if (fs::exists(program / candidate / "strings", error)) return fs::weakly_canonical(program / candidate).string();
  return core::fail(Errc::not_found, "find the assets folder beside " + program.string(),
                    "set ZHUANGUI_ASSETS to the folder assets of the project");
}

}  // namespace zhuangui::app
