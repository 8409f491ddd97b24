#pragma once
#include <memory>
#include <string>

#include "clock.h"
#include "configuration.h"
#include "control_host.h"
#include "device/quirk.h"
#include "device/transport.h"
#include "printer/profile.h"
#include "scale/driver.h"
#include "scanner/driver.h"

namespace zhuangui::app {

/// Which scanners and card readers the counter means.
scanner::ScannerOptions scanner_options(const Configuration& configuration);

/// The bus the drivers work on: the machine's USB, or simulated devices that speak the same bytes.
class Devices {
 public:
  /// Errors: not_found (no such printer profile, or a data file of assets is broken), internal (no USB).
  static core::Result<std::unique_ptr<Devices>> open_real(const std::string& assets, const Configuration& configuration);
  static core::Result<std::unique_ptr<Devices>> open_simulated(const std::string& assets,
                                                               const Configuration& configuration,
                                                               const std::string& directory, const Clock& clock);
  virtual ~Devices() = default;

  virtual device::Bus& bus() = 0;
  [[nodiscard]] const device::QuirkTable& quirks() const { return quirks_; }
  [[nodiscard]] const printer::Profile& profile() const { return profile_; }
  /// The scale to run; none where the counter has set none up.
  [[nodiscard]] const std::optional<scale::ScaleOptions>& scale() const { return scale_; }
  /// Fills in what a script can do with simulated devices; real ones fill in nothing.
  virtual void lend(ControlHands& hands) = 0;
  /// Nothing on the way from a device to its driver.
  [[nodiscard]] virtual bool at_rest() const = 0;

 protected:
  void set_scale(scale::ScaleOptions options) { scale_ = std::move(options); }
  core::Result<void> load(const std::string& assets, const Configuration& configuration);

 private:
  device::QuirkTable quirks_;
  core::Result<void> load_scale(const std::string& assets, const Configuration& configuration);

  printer::Profile profile_;
  std::optional<scale::ScaleOptions> scale_;
};

}  // namespace zhuangui::app
