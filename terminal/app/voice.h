#pragma once
#include <functional>
#include <memory>
#include <string>

#include "event_log.h"
#include "task_thread.h"
#include "ui/sounder.h"
#include "ui/voice.h"

namespace zhuangui::app {

/// Says aloud what ui::Prompter finds worth it. see() on the screen's thread; the clips are read and played on `thread`,
/// which must end before this.
class Voice {
 public:
  /// `sounder` null: nothing is played, as without a screen; what would be said stands in the event log all the same.
  /// `ready` is called on `thread` once there are clips.
  Voice(TaskThread& thread, ui::Sounder* sounder, EventLog& events, const std::string& folder, std::function<void()> ready);

  /// `wanted`: the person at the screen wants to hear it. Follows what happens either way.
  void see(const till::View& view, ui::Language language, bool wanted);

 private:
  struct Recorded { ui::Clips chinese, english; };  // of `thread` alone
  TaskThread& thread_;
  ui::Sounder* sounder_;
  EventLog& events_;
  std::shared_ptr<Recorded> recorded_ = std::make_shared<Recorded>();
  ui::Prompter prompter_;
};

}  // namespace zhuangui::app
