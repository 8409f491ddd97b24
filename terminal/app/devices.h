#pragma once
#include <memory>
#include <string>

#include "clock.h"
#include "configuration.h"
#include "control_host.h"
#include "device/quirk.h"
#include "device/transport.h"
#include "display/driver.h"
#include "printer/profile.h"
#include "scale/driver.h"
#include "scanner/driver.h"

namespace zhuangui::app {

/// Which scanners and card readers the counter means.
scanner::ScannerOptions scanner_options(const Configuration& configuration);

/// Where the operator's answer to a test card is kept, in the terminal's folder.
std::string card_answer_file(const std::string& directory);

/// The bus the drivers work on: the machine's USB, or simulated devices that speak the same bytes.
class Devices {
 public:
  /// Errors: not_found (no such printer profile, or a data file of assets is broken), internal (no USB).
  /// `directory`: the terminal's, where the answer to a test card is kept; empty: none is heeded.
  static core::Result<std::unique_ptr<Devices>> open_real(const std::string& assets, const Configuration& configuration,
                                                          const std::string& directory = {});
  static core::Result<std::unique_ptr<Devices>> open_simulated(const std::string& assets,
                                                               const Configuration& configuration,
                                                               const std::string& directory, const Clock& clock);
  virtual ~Devices() = default;

  virtual device::Bus& bus() = 0;
  [[nodiscard]] const device::QuirkTable& quirks() const { return quirks_; }
  [[nodiscard]] const printer::Profile& profile() const { return profile_; }
  /// The scale to run; none where the counter has set none up.
  [[nodiscard]] const std::optional<scale::ScaleOptions>& scale() const { return scale_; }
  /// The customer display to run; none where the counter has set none up.
  [[nodiscard]] const std::optional<display::DisplayOptions>& display() const { return display_; }
  /// A printer whose language is not ESC/POS, as the quirk table tells: labels, raster.
  [[nodiscard]] bool is_foreign(const device::DeviceInfo& printer) const;
  /// Fills in what a script can do with simulated devices; real ones fill in nothing.
  virtual void lend(ControlHands& hands) = 0;
  /// Nothing on the way from a device to its driver.
  [[nodiscard]] virtual bool at_rest() const = 0;

 protected:
  void set_scale(scale::ScaleOptions options) { scale_ = std::move(options); }
  void set_no_display() { display_.reset(); }
  core::Result<void> load(const std::string& assets, const Configuration& configuration);
  /// `bus`: where no profile is set, the first printer's USB id chooses it.
  core::Result<void> choose_profile(device::Bus* bus, const Configuration& configuration, const std::string& directory);

 private:
  core::Result<void> load_scale(const std::string& assets, const Configuration& configuration);
  core::Result<void> load_display(const std::string& assets, const Configuration& configuration);

  device::QuirkTable quirks_;
  std::vector<printer::Profile> profiles_;
  printer::Profile profile_;
  std::optional<scale::ScaleOptions> scale_;
  std::optional<display::DisplayOptions> display_;
};

}  // namespace zhuangui::app
