#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "device/error.h"
#include "device/transport.h"

namespace zhuangui::printer {

/// What a printer says of itself: "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;" (IEEE 1284-2000, 7.6). A weak
/// word: clones copy it. Texts are ASCII of at most 126 characters that may be shown anywhere; empty: not told.
struct DeviceId {
  std::string maker;
  std::string model;
  std::string description;
  std::vector<std::string> languages;  ///< of the command set, as told: "ESC/POS"; at most 16
  [[nodiscard]] bool is_empty() const { return maker.empty() && model.empty() && description.empty() && languages.empty(); }
  friend bool operator==(const DeviceId&, const DeviceId&) = default;
};

inline constexpr std::size_t device_id_bytes_max = 1024;

/// Reads what GET_DEVICE_ID brought: two bytes of length, big-endian and counting themselves, then `key:value;`, keys
/// short or long (MFG, MANUFACTURER …), in any case; the first of two stands. Lengths that are little-endian, do not
/// count themselves, or are missing are known to occur and are put right from what came. Whatever else the bytes are,
/// what cannot be read is left out.
DeviceId parse_device_id(std::span<const std::byte> received);

/// Asks for it (USB printer class 1.1, 4.2.1). Errors: failure (stalled: it does not know the request), timeout (at
/// work), no_hardware.
device::Result<DeviceId> ask_device_id(device::Transport& transport);

/// Maker and model in one: "EPSON TM-T20III"; the description, or nothing, where neither is told.
std::string name_of(const DeviceId& id);

/// True when it names only languages of labels or pages (TSPL, PCL …), none like ESC/POS. A printer that can be
/// switched stands on the wrong one then.
bool speaks_other_language(const DeviceId& id);

/// What is told of such a printer (no_service): under ESC/POS it would print pages of rubbish.
device::DeviceError other_language(const DeviceId& id);

/// "MAKER:MODEL" without regard to case: the maker is the printer's, and its model begins so.
bool fits_pattern(const DeviceId& id, std::string_view pattern);

}  // namespace zhuangui::printer
