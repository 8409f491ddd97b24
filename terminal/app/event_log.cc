#include "event_log.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "clock.h"
#include "core/json.h"

namespace zhuangui::app {

EventLog::~EventLog() {
  if (file_ >= 0) ::close(file_);
}

core::Result<void> EventLog::open(const std::string& path) {
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file_ < 0)
    return core::fail(core::Errc::permission, "open the event file " + path + ": " + std::strerror(errno),
                      "name a file in a folder that can be written");
  return {};
}

void EventLog::listen(Listener listener) {
  const std::scoped_lock lock{mutex_};
  listener_ = std::move(listener);
}

void EventLog::emit(const Event& event) {
  const std::scoped_lock lock{mutex_};
  if (file_ >= 0) {
    core::JsonWriter json;
    json.begin_object().field("mono_us", event.at_us != 0 ? event.at_us : Clock::machine_us()).field("event", event.event);
    if (!event.sale.empty()) json.field("sale", event.sale);
    if (event.seq != 0) json.field("seq", event.seq);
    if (!event.state.empty()) json.field("state", event.state);
    if (event.bytes != 0) json.field("bytes", event.bytes);
    if (event.scans != 0) json.field("scans", event.scans);
    std::string line = json.end_object().take() + "\n";
    // A full disk must not stop a sale: an event that cannot be written is not there.
    if (::write(file_, line.data(), line.size()) < 0) errno = 0;
  }
  if (listener_) listener_(event);
}

}  // namespace zhuangui::app
