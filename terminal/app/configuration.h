#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "barcode/settings.h"
#include "core/result.h"
#include "core/settings.h"
#include "device/choice.h"
#include "device/drawer.h"
#include "device/line_coding.h"
#include "rest.h"
#include "till/state.h"
#include "till/weighing.h"

namespace zhuangui::app {

/// [screen]: what each session at the screen begins with, until the counter sets it otherwise on the machine (更多, 设置);
/// a person changes it for one session (see ui::Access).
struct ScreenSettings {
  std::string language = "zh-CN";  ///< language: zh-CN | en
  int scale_percent = 100;         ///< scale_percent, 75 to 133: everything smaller or larger
  bool large_type = false;         ///< large_type, high_contrast, low_reach, left_hand, sound: true | false
  bool high_contrast = false;
  bool low_reach = false;
  bool left_hand = false;
  bool sound = true;
  bool voice = false;              ///< voice: true | false: what matters is said aloud too
  std::string voice_folder;        ///< voice_folder: holds zh-CN/ and en/ with the clips of assets/voice; empty: none
  int volume = 2;                  ///< volume, 1 to 3
  int lock_after_minutes = 0;      ///< lock_after_minutes: 2, 5, 10 or 30 without a touch; 0: the screen never locks itself
  bool show_keys = true;           ///< show_keys: buttons show their keys; false where there is no keyboard
  RestSettings rest;
};

/// [customer_window]: a second window for the customer; no such section, none.
struct CustomerWindowSettings {
  int display = 2;   ///< display, 1 to 8: which one the customer has; 1 is the terminal's own
  int width = 1024;  ///< width, height: pixels, where the terminal runs in a window itself or has no display
  int height = 600;
};

/// What a counter can set (--config FILE, TOML). Everything has a default; an unknown key is an error.
struct Configuration {
  /// [printer] profile: a file of assets/printers without .ini; empty: by what the printer that comes says it is, else
  /// generic-80. Which one by usb, serial and port as below; nothing set: the first found.
  std::string printer_profile;
  device::Choice printer;
  device::DrawerOpenLevel drawer_open_level = device::DrawerOpenLevel::not_told;  ///< [printer] drawer_open_level: low | high
  /// [scanner] and [card_reader], each with usb = "0c2e:0b81 1eab:0103", serial = "A1", port = "1-1.2 1-4": which to
  /// take, see device/choice.h. Nothing set: every one the quirks know.
  device::Choice scanners, card_readers;
  std::optional<std::int64_t> same_code_pause_ms;  ///< [scanner] same_code_pause_ms, 0 to 10000; see scanner/driver.h
  device::LineCoding scanner_line;             ///< [scanner] baud, 300 to 921600: of a serial scanner
  /// [scale] profile: "hid" (page 8D) or a file of assets/scales without .ini; empty: no scale. Which one by usb, serial
  /// and port as above; a serial scale must be named. baud instead of the profile's.
  std::string scale_profile;
  device::Choice scale;
  std::optional<std::uint32_t> scale_baud;
  std::int64_t scale_division_g = 5;           ///< [scale] division_g, 1 to 50: e of the scale's plate, in grams
  /// [scale] number: on its plate, and verified_until = "2027-03-31": without both it weighs nothing that is sold. min_g,
  /// 1 to 10000 (0: not set, 20 times division_g); tares_g = [15, 120], of containers; accept_after_ms, 500 to 10000.
  /// [[scale.second]] number, verified_until: a scale whose grams may be typed while this one fails.
  till::ScaleSettings weighing{.own = {}, .min_g = 0, .tares_g = {}, .accept_after_ms = 0, .second = {}, .may_enter_by_hand = false};
  /// [display] profile: a file of assets/displays without .ini; empty: no customer display. Its line by usb or port as
  /// above (must be named); baud instead of the profile's.
  std::string display_profile;
  device::Choice display;
  std::optional<std::uint32_t> display_baud;
  till::Mode mode = till::Mode::attended;  ///< [counter] mode: attended | self_service
  ScreenSettings screen;
  std::optional<CustomerWindowSettings> customer_window;
  std::string county_address;   ///< [sync] county: stands on the screen of the first start already
  std::string county_ca_file;   ///< [sync] ca_file: PEM of the county's own CA, for the enrolment at the screen
  std::int64_t release_interval_ms = 30'000;   ///< [sync] release_interval_s, 5 to 3600
  std::int64_t heartbeat_interval_ms = 60'000; ///< [sync] heartbeat_interval_s, 10 to 3600
  /// [barcode] labels = ["21 FFIIIIIWWWWWC", …], check18 = "right|left|either", card_form = "10D|…",
  /// trace = ["HOST PATH product=FIELD lot=FIELD", …]
  barcode::DecodeSettings barcode;
};

/// What the screen is set to where nobody has set it on the machine.
core::Settings usual_settings(const ScreenSettings& screen);

/// `name` stands in errors: invalid_input (NAME:LINE: what is wrong).
core::Result<Configuration> parse_configuration(std::string_view text, const std::string& name);
/// The same from a file of at most 64 KiB. Errors: not_found, permission, invalid_input.
core::Result<Configuration> load_configuration(const std::string& path);

/// The assets folder: $ZHUANGUI_ASSETS, or beside the program (../../assets in a build folder of the source tree,
/// ../share/zhuangui when installed). Error: not_found.
core::Result<std::string> assets_folder();

}  // namespace zhuangui::app
