#pragma once
#include <optional>

namespace zhuangui::device {

// UnifiedPOS:  closed -open-> opened -claim-> claimed -enable-> enabled -output-> busy -done-> enabled
// From error only `close` leads out, so no caller prints on a sick device.
enum class Stage { closed, opened, claimed, enabled, busy, error };
enum class Verb { open, claim, enable, output, done, fail, close };

/// The stage after `verb`; nullopt: illegal in this stage.
constexpr std::optional<Stage> next(Stage stage, Verb verb) {
  if (verb == Verb::close) return Stage::closed;
  if (verb == Verb::fail && stage != Stage::closed) return Stage::error;
  if (stage == Stage::closed && verb == Verb::open) return Stage::opened;
  if (stage == Stage::opened && verb == Verb::claim) return Stage::claimed;
  if (stage == Stage::claimed && verb == Verb::enable) return Stage::enabled;
  if (stage == Stage::enabled && verb == Verb::output) return Stage::busy;
  if (stage == Stage::busy && verb == Verb::done) return Stage::enabled;
  return std::nullopt;
}
static_assert(!next(Stage::opened, Verb::output), "never print before claim and enable");

}  // namespace zhuangui::device
