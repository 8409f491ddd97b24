#pragma once
#include <atomic>
#include <memory>
#include <optional>

#include "clock.h"
#include "configuration.h"
#include "devices.h"
#include "scale_worker.h"
#include "shell.h"

namespace zhuangui::app {

/// The counter's scale between its thread and the screen. Calls from the screen's thread but for the constructor.
class ScaleDesk {
 public:
  /// All must outlive it.
  ScaleDesk(Devices& devices, const Configuration& configuration, Clock& clock, Shell& shell, bool simulated)
      : devices_{devices}, configuration_{configuration}, clock_{clock}, shell_{shell}, simulated_{simulated} {}

  /// Before the screen runs: which scale is registered.
  void introduce();
  void lend(Hands& hands);
  /// Its thread runs from here to stop(); none where the counter has no scale.
  void start();
  void stop() { worker_.reset(); }
  [[nodiscard]] std::optional<std::int64_t> weight_g() const { return worker_ ? worker_->live().weight_g : std::nullopt; }

 private:
  void changed(const scale::ScaleState& state);

  Devices& devices_;
  const Configuration& configuration_;
  Clock& clock_;
  Shell& shell_;
  const bool simulated_;
  std::atomic<bool> enabled_{false};
  std::unique_ptr<ScaleWorker> worker_;
};

}  // namespace zhuangui::app
