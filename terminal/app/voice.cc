#include "voice.h"

namespace zhuangui::app {

Voice::Voice(TaskThread& thread, ui::Sounder* sounder, EventLog& events, const std::string& folder, std::function<void()> ready)
    : thread_{thread}, sounder_{sounder}, events_{events} {
  thread_.post([recorded = recorded_, folder, ready = std::move(ready)] {
    recorded->chinese = ui::Clips::load(folder + "/" + ui::language_tag(ui::Language::chinese));
    recorded->english = ui::Clips::load(folder + "/" + ui::language_tag(ui::Language::english));
    if (!recorded->chinese.empty()) ready();
  });
}

void Voice::see(const till::View& view, ui::Language language, bool wanted) {
  ui::Spoken said = prompter_.see(view, language);
  if (!wanted || said.empty()) return;
  std::string names;
  for (const std::string& name : said) names += (names.empty() ? "" : " ") + name;
  events_.emit({.event = "spoken", .state = names});
  if (sounder_ == nullptr) return;
  thread_.post([recorded = recorded_, sounder = sounder_, language, said = std::move(said)] {
    sounder->speak((language == ui::Language::english ? recorded->english : recorded->chinese).join(said));
  });
}

}  // namespace zhuangui::app
