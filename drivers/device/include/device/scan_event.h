#pragma once
#include <cstdint>
#include <string>

namespace zhuangui::device {

/// One code as a scanner gave it: the text between prefix and suffix, with the AIM id taken off.
struct ScanEvent {
  std::string device;      ///< port path of the scanner
  std::string symbology;   ///< AIM id without ']': "E0", "Q1"; empty when the scanner does not send it
  std::string text;        ///< UTF-8 where the bytes are text, GS (0x1D) included; at most 8 KiB
  std::int64_t at_us = 0;  ///< monotonic microseconds when the last byte was returned by the Transport
};

}  // namespace zhuangui::device
