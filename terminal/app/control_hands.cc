#include "disk_command.h"
#include "running_terminal.h"
#include "ui/pictures.h"

namespace zhuangui::app {

using core::Errc;

ControlHands Terminal::control_hands() {
  ControlHands hands;
  if (options_.simulate) {
    devices_.lend(hands);
    hands.disk = &command_disk;
    if (sync_) hands.network = [this](const std::vector<std::string>& words) {
      const auto done = sync_->network().command(words);
      if (done) sync_->try_now();
      return done;
    };
  }
  hands.at_rest = [this] { return devices_.at_rest() && (!display_ || display_->at_rest()) && printer_->at_rest() && (!sync_ || sync_->at_rest()) && screen_.pictures()->at_rest(); };
  hands.next_timer_ms = [this, devices_ms = hands.next_timer_ms]() -> std::optional<std::int64_t> {
    const std::int64_t printer_ms = printer_->next_due_ms();
    const std::int64_t device_ms = devices_ms ? devices_ms().value_or(printer_ms) : printer_ms;
    const auto sync_ms = sync_ ? sync_->next_due_ms() : std::nullopt;
    return std::min({printer_ms, device_ms, sync_ms.value_or(printer_ms)});
  };
  hands.time_moved = [this, clock_moved = hands.clock_moved] {
    if (clock_moved) clock_moved();
    if (sync_) sync_->wake();
    printer_->wake();
  };
  if (customer_) hands.customer_screenshot = [this](const std::string& file) { return customer_->save_png(file); };
  hands.sync_now = [this] { if (sync_) sync_->try_now(); };
  hands.unsent = [this]() -> std::int64_t {
    const auto reader = journal::Reader::open(directory_);
    const auto status = reader ? (*reader)->status() : core::fail(Errc::internal, "");
    return status ? status->unsent : -1;
  };
  hands.weight_g = [this] {
    std::optional<std::int64_t> weight_g;
    shell_.post_and_wait([&] { weight_g = scale_.weight_g(); });
    return weight_g;
  };
  hands.printed_bytes = [this] { return printer_->printed_bytes(); };
  return hands;
}

}  // namespace zhuangui::app
