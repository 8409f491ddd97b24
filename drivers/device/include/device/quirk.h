#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/error.h"
#include "device/transport.h"

namespace zhuangui::device {

/// What is known of one model beyond what it says of itself, as read from assets/quirks/*.quirk:
///
///   # where the fact was read
///   [USB\VID_0416&PID_5011]          or [USB\VID_0416&PID_5011&REV_0200] for one revision (bcdDevice)
///   Name = Zjiang ZJ-58
///   Driver = escpos                  hid-keyboard | hid-pos | cdc-acm (scanners) | card-reader | escpos | hid-scale |
///                                    none (known, but not for us)
///   Profile = zjiang-58              a file of assets/printers/, printers only
///   Flags = no-reattach              see quirk_flags()
///   SameCodePauseMs = 1000           0 to 10000; of a scanner that stands on the counter and sends what lies before it
///                                    again and again: see ScannerOptions
struct Quirk {
  std::uint16_t vendor_id = 0;
  std::uint16_t product_id = 0;
  std::optional<std::uint16_t> revision;  ///< none: every revision
  std::string name;
  std::string driver;
  std::string profile;
  std::vector<std::string> flags;
  std::optional<std::int64_t> same_code_pause_ms;

  [[nodiscard]] bool has(std::string_view flag) const;
};

/// The words a quirk file may use under Flags, each honoured by the room in brackets:
/// no-reattach (transport)   does not give the kernel driver back at close: the device hangs when usblp returns
/// no-boot-protocol (scanner) sends no SET_PROTOCOL, no SET_IDLE; the reports are read by their descriptor
/// no-leds (scanner)         sends no SET_REPORT for the LEDs
/// gs-as-pipe (scanner)      '|' stands for GS (0x1D)
/// no-suffix (scanner)       a silence of 100 ms ends a code, and nothing else does
/// honeywell-switch-on (scanner) hid-pos: sends nothing before SET_REPORT feature FE 01
/// code-id (scanner)         Honeywell's one-letter code id: first character of a code, byte 61 of a hid-pos report
/// text-gbk (scanner)        text that is not ASCII is GBK even where it would pass for UTF-8
/// alt-unicode (scanner)     Alt and a number above 255 is Unicode; alt-gbk: is GBK. With neither, a number that could
///                           be both spoils its code
const std::vector<std::string_view>& quirk_flags();

/// All known models. Copied freely; reading is safe from any thread.
class QuirkTable {
 public:
  /// Reads one file's text; `file` names it in errors. Strict: an unknown key, word or form, a section named twice or
  /// without Driver is an error "FILE:LINE: cause". Bounded: 256 KiB, 512 bytes a line, 4,096 sections in the table.
  /// On an error the table is unchanged. Error: no_service.
  Result<void> add(std::string_view text, const std::string& file);

  /// The model of `device`: the section of its revision, else that of every revision, else null.
  [[nodiscard]] const Quirk* find(const DeviceInfo& device) const;

  [[nodiscard]] const std::vector<Quirk>& all() const { return quirks_; }

 private:
  std::vector<Quirk> quirks_;
};

/// Reads every *.quirk of a folder, in the order of their names. Error: no_service, naming file and line.
Result<QuirkTable> load_quirks(const std::filesystem::path& folder);

}  // namespace zhuangui::device
