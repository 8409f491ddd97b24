#include <algorithm>

#include "steps.h"

namespace zhuangui::till {

// A cart would be out of sight while somebody practises: it is sold or cleared first. On a disk that is nearly full the
// counter's own till goes on: whether another could begin, and this one again after it, is not sure.
void open_training(Working& work) {
  if (work.till.state != State::more || work.till.training) return;
  if (work.till.home == State::selling) return refuse(work, "training_after_the_cart", {});
  if (work.till.disk_nearly_full) return refuse(work, "training_not_begun", {});
  work.till.confirm_training = true;
}

void confirm_training(Working& work, bool yes) {
  if (!work.till.confirm_training) return;
  work.till.confirm_training = false;
  if (yes) work.effects.push_back(BeginTraining{});
}

// Whatever stands there: nothing of it is worth asking about.
void leave_training(Working& work) {
  if (work.till.training) work.effects.push_back(EndTraining{});
}

void training_not_begun(Working& work, const TrainingNotBegun& event) {
  work.say("training_not_begun", {core::errc_name(event.error.code)});
}

void keep_drawer_shut(Working& work) {
  std::erase_if(work.effects, [](const Effect& effect) { return std::holds_alternative<OpenDrawer>(effect); });
}

}  // namespace zhuangui::till
