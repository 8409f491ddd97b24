#pragma once
#include <string>
#include <vector>

#include "core/result.h"
#include "device/quirk.h"
#include "printer/profile.h"
#include "scale/protocol.h"

namespace zhuangui::app {

/// What the files of the assets folder know of devices.
struct DeviceAssets {
  std::string folder;
  device::QuirkTable quirks;
  std::vector<printer::Profile> printers;
  std::vector<scale::Protocol> scales;
};

/// Reads them all. Errors: not_found (no assets), internal (a file is broken, naming it and its line).
core::Result<DeviceAssets> load_device_assets();

/// The printer profile of that name. Error: invalid_input.
core::Result<printer::Profile> named_profile(const DeviceAssets& assets, const std::string& name);

}  // namespace zhuangui::app
