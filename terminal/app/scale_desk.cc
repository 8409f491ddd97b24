#include "scale_desk.h"

#include "pan.h"

namespace zhuangui::app {

void ScaleDesk::introduce() {
  const till::ScaleSettings settings = scale_settings(configuration_, simulated_, clock_.wall());
  shell_.surroundings().registered_scale = settings.own;
  shell_.happened(till::ScaleSetUp{settings});
}

void ScaleDesk::lend(Hands& hands) {
  hands.pan = [this] { return worker_ && enabled_ ? pan_of(worker_->live()) : till::Pan{}; };
  hands.take_weight = [this] { return taken(worker_ ? worker_->take() : std::nullopt); };
}

void ScaleDesk::start() {
  if (!devices_.scale()) return;
  worker_ = std::make_unique<ScaleWorker>(devices_.bus(), devices_.quirks(), *devices_.scale(), configuration_.scale_division_g,
                                          [this] { return clock_.monotonic_ms() * 1'000; },
                                          [this](const scale::ScaleState& state) { changed(state); }, [this] { shell_.scale_spoke(); });
}

// From the scale's thread.
void ScaleDesk::changed(const scale::ScaleState& state) {
  enabled_ = state.stage == device::Stage::enabled;
  const till::ScaleState shown = !enabled_ ? till::ScaleState::absent : state.error ? till::ScaleState::silent : till::ScaleState::ready;
  shell_.surroundings_changed([shown](till::Surroundings& around) { around.scale = shown; });
}

}  // namespace zhuangui::app
