#pragma once
#include <string_view>
#include <vector>

namespace zhuangui::device {

/// What a device can do beyond the least of its kind, as data (UnifiedPOS: its Cap… properties). A driver tells them
/// once the device is open.
enum class Capability {
  tells_symbology,  ///< scanner: says by itself which symbology a code had
  carries_any_byte, ///< scanner: a code's bytes arrive as printed, whatever keyboard layout is set
  switched_by_host, ///< scanner: can be switched on by a request
  cuts_paper,       ///< printer: CapRecPapercut
  tells_troubles,   ///< printer: CapRecEmptySensor, CapCoverSensor; paper out and an open cover are told
  proves_printing,  ///< printer: says when a receipt has come out
  opens_drawer,     ///< printer: has the drawer's socket
  draws_qr,         ///< printer: CapRec2DBarcode; else a QR code goes out as a picture
  weighs_grams,     ///< scale: the weight comes as a number with its unit, also while it moves
};
using Capabilities = std::vector<Capability>;

constexpr std::string_view capability_name(Capability capability) {
  switch (capability) {
    case Capability::tells_symbology: return "tells-symbology";
    case Capability::carries_any_byte: return "carries-any-byte";
    case Capability::switched_by_host: return "switched-by-host";
    case Capability::cuts_paper: return "cuts-paper";
    case Capability::tells_troubles: return "tells-troubles";
    case Capability::proves_printing: return "proves-printing";
    case Capability::opens_drawer: return "opens-drawer";
    case Capability::draws_qr: return "draws-qr";
    case Capability::weighs_grams: return "weighs-grams";
  }
  return "";
}

/// For people, behind "can: ".
constexpr std::string_view capability_words(Capability capability) {
  switch (capability) {
    case Capability::tells_symbology: return "say which kind of bar code it was";
    case Capability::carries_any_byte: return "carry every character, whatever keyboard layout is set";
    case Capability::switched_by_host: return "be switched on by the program";
    case Capability::cuts_paper: return "cut the paper";
    case Capability::tells_troubles: return "tell paper out, open cover and faults";
    case Capability::proves_printing: return "prove that a receipt was printed";
    case Capability::opens_drawer: return "open a drawer";
    case Capability::draws_qr: return "draw QR codes by itself";
    case Capability::weighs_grams: return "tell grams, and whether the weight stands still";
  }
  return "";
}

}  // namespace zhuangui::device
