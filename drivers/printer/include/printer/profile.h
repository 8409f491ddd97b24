#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/error.h"
#include "device/quirk.h"
#include "device/transport.h"
#include "printer/device_id.h"

namespace zhuangui::printer {

/// Which GB18030 characters the printer's ROM can be trusted to hold. A character outside goes out as a picture.
enum class Charset {
  gb2312,     ///< 6,763 characters
  gbk,        ///< 21,003 characters
  gb18030_2,  ///< every two-byte character
  gb18030_4   ///< four-byte characters too
};
enum class Cutter { none, partial, full };
/// Who draws a symbol: the printer by GS ( k (QR) or GS k (bars), or we as a picture.
enum class QrWay { gs_k, raster };
enum class BarcodeWay { gs_k, raster };
/// How far its answers can be believed. full: DLE EOT and ASB. eot: DLE EOT only. none: it never answers.
/// fake: it answers, but always the same.
enum class StatusWay { full, eot, none, fake };
/// What is asked behind the last byte of a job, so that its answer proves the job (grades A, B, C).
enum class Fence { gs_h, gs_r, asb, none };
/// How its receive and print buffers can be emptied.
enum class Clearing { dle_enq, dle_dc4, soft_reset, none };
enum class Drawer { none, pin2, pin5 };

/// What one model of printer can do. Data of assets/printers/<name>.ini; a value.
struct Profile {
  std::string name;                 ///< file name without ".ini"
  std::string model;
  std::string source;               ///< where the facts come from; "unv" marks what was not verified
  int dots = 576;                   ///< printable width in dots
  int columns = 48;                 ///< Latin characters of font A in a line
  Charset charset = Charset::gbk;
  bool chinese_mode = true;         ///< FS & and FS . are understood
  bool chinese_size_apart = false;  ///< double sizes need FS ! besides GS !
  Cutter cutter = Cutter::partial;
  int feed_before_cut_dots = 0;     ///< beyond what the cutting command feeds itself
  int picture_rows_max = 128;       ///< rows in one GS v 0
  QrWay qr = QrWay::raster;
  BarcodeWay barcode = BarcodeWay::raster;
  StatusWay status = StatusWay::eot;
  bool port_status = true;          ///< the class request GET_PORT_STATUS tells the truth
  Fence fence = Fence::gs_r;
  Clearing clearing = Clearing::none;
  Drawer drawer = Drawer::pin2;
  std::vector<std::uint32_t> usb_ids;  ///< vendor << 16 | product; empty in the generic ones
  std::vector<std::string> device_ids; ///< patterns of fits_pattern(), by which it is known where no USB id is
};

/// Reads one profile: lines `key = value`, `#` comments. Strict: a key that is unknown, missing or given twice, or a
/// value out of bounds, is an error (no_service) that names file and line.
device::Result<Profile> parse_profile(std::string name, std::string_view text, const std::string& file);

/// Reads every *.ini of `folder`, sorted by name. Errors: no_service, naming file and line.
device::Result<std::vector<Profile>> load_profiles(const std::filesystem::path& folder);

/// The profile of that name; nullptr when there is none.
const Profile* find_profile(const std::vector<Profile>& profiles, std::string_view name);

/// What the printer's own words and the files know of it: the profile its quirk names, else the one with its USB id,
/// else the one whose pattern fits its device id best (the longest), else "generic-80", else nullptr. An operator's
/// choice goes before it: clones share ids.
const Profile* match_profile(const std::vector<Profile>& profiles, const device::QuirkTable& quirks,
                             const device::DeviceInfo& device, const DeviceId& id);

/// Whether the quirk table knows it for a receipt printer (true), for something of another language (false), or not.
std::optional<bool> known_as_escpos(const device::QuirkTable& quirks, const device::DeviceInfo& device);

}  // namespace zhuangui::printer
