#include "customer_worker.h"

namespace zhuangui::app {

CustomerWorker::CustomerWorker(std::unique_ptr<ui::CustomerScreen> screen, Activity& activity, std::function<void()> drawn)
    : activity_{activity}, drawn_{std::move(drawn)}, screen_{std::move(screen)}, thread_{[this](const std::stop_token& stop) { run(stop); }} {}

CustomerWorker::~CustomerWorker() {
  thread_.request_stop();
  wanted_changed_.notify_all();
  thread_.join();
  if (wanted_) activity_.end();
}

void CustomerWorker::show(const till::View& view, ui::Screen::Size size, bool anew) {
  {
    const std::lock_guard lock{wanted_mutex_};
    if (wanted_) anew = anew || wanted_->anew;
    else activity_.begin();
    wanted_ = Wanted{view.till, view.surroundings, size, anew};
  }
  wanted_changed_.notify_one();
}

void CustomerWorker::run(const std::stop_token& stop) {
  while (true) {
    std::unique_lock waiting{wanted_mutex_};
    if (!wanted_changed_.wait(waiting, stop, [this] { return wanted_.has_value(); })) return;
    const Wanted now = std::move(*wanted_);
    wanted_.reset();
    waiting.unlock();
    bool changed = false;
    {
      const std::lock_guard lock{screen_mutex_};
      const std::vector<ui::Rect> rects = screen_->draw(till::make_view(now.till, now.around), now.size.width, now.size.height);
      if (now.anew) changed_.assign(1, {0, 0, screen_->width(), screen_->height()});
      else changed_.insert(changed_.end(), rects.begin(), rects.end());
      changed = !changed_.empty();
    }
    if (changed) drawn_();
    activity_.end();
  }
}

void CustomerWorker::present(const std::function<void(const ui::CustomerScreen&, const std::vector<ui::Rect>&)>& present) {
  const std::unique_lock lock{screen_mutex_, std::try_to_lock};
  if (!lock.owns_lock() || changed_.empty()) return;
  present(*screen_, changed_);
  changed_.clear();
}

core::Result<void> CustomerWorker::save_png(const std::string& path) {
  const std::lock_guard lock{screen_mutex_};
  return screen_->save_png(path);
}

}  // namespace zhuangui::app
