#pragma once
#include <memory>
#include <string>

#include "clock.h"
#include "configuration.h"
#include "control_host.h"
#include "device/quirk.h"
#include "device/transport.h"
#include "display/driver.h"
#include "printer/driver.h"
#include "printer/test_card.h"
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
  /// Which printer to use, and under which profile. Refers to this object.
  [[nodiscard]] printer::DriverOptions printer_options() const;
  /// The scale to run; none where the counter has set none up.
  [[nodiscard]] const std::optional<scale::ScaleOptions>& scale() const { return scale_; }
  /// The customer display to run; none where the counter has set none up.
  [[nodiscard]] const std::optional<display::DisplayOptions>& display() const { return display_; }
  /// Fills in what a script can do with simulated devices; real ones fill in nothing.
  virtual void lend(ControlHands& hands) = 0;
  /// Nothing on the way from a device to its driver.
  [[nodiscard]] virtual bool at_rest() const = 0;

 protected:
  core::Result<void> load(const std::string& assets, const Configuration& configuration, const std::string& directory);
  /// Whatever printer comes is used under the profile that is set, else under the common one.
  void set_one_profile() { by_printer_ = false; }
  core::Result<void> load_scale(const std::string& assets, const Configuration& configuration);
  core::Result<void> load_display(const std::string& assets, const Configuration& configuration);

 private:
  core::Result<void> load_printer(const std::string& assets, const Configuration& configuration, const std::string& directory);
  [[nodiscard]] printer::Profile as_seen(const printer::Profile& profile) const;

  device::QuirkTable quirks_;
  std::vector<printer::Profile> profiles_;
  printer::Profile profile_;   // that is set, else the common one
  bool by_printer_ = true;     // none is set: the printer that is plugged in chooses it
  device::Choice printer_;
  device::DrawerOpenLevel drawer_open_level_ = device::DrawerOpenLevel::not_told;
  std::optional<printer::CardAnswer> card_answer_;
  std::optional<scale::ScaleOptions> scale_;
  std::optional<display::DisplayOptions> display_;
};

}  // namespace zhuangui::app
