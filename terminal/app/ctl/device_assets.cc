#include "ctl/device_assets.h"

#include "configuration.h"
#include "ctl/context.h"

namespace zhuangui::app {

core::Result<DeviceAssets> load_device_assets() {
  auto folder = assets_folder();
  if (!folder) return tl::unexpected(folder.error());
  auto quirks = device::load_quirks(*folder + "/quirks");
  if (!quirks) return tl::unexpected(as_core_error(quirks.error()));
  auto printers = printer::load_profiles(*folder + "/printers");
  if (!printers) return tl::unexpected(as_core_error(printers.error()));
  auto scales = scale::load_protocols(*folder + "/scales");
  if (!scales) return tl::unexpected(as_core_error(scales.error()));
  return DeviceAssets{std::move(*folder), std::move(*quirks), std::move(*printers), std::move(*scales)};
}

core::Result<printer::Profile> named_profile(const DeviceAssets& assets, const std::string& name) {
  if (const printer::Profile* profile = printer::find_profile(assets.printers, name)) return *profile;
  std::string names;
  for (const printer::Profile& profile : assets.printers) names += " " + profile.name;
  return core::fail(core::Errc::invalid_input, "there is no printer profile '" + name + "'", "take one of:" + names);
}

}  // namespace zhuangui::app
