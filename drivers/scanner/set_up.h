#pragma once
#include <memory>

#include "scanner/found.h"
#include "scanner/decoder.h"

namespace zhuangui::scanner {

struct Prepared {
  std::unique_ptr<ScanDecoder> decoder;
  bool in_boot_protocol = false;  ///< a keyboard that says it sends 8-byte reports
};

/// Says to a freshly claimed device what it wants to hear, and answers the decoder for what it will send. Some scanners
/// stall some of the requests and work all the same; one that is gone shows it at the next read.
/// Error: no_service (a HID device the counter named, which is no bar code scanner by its report descriptor).
device::Result<Prepared> set_up(device::Transport& transport, const Found& found, const device::LineCoding& line);

}  // namespace zhuangui::scanner
