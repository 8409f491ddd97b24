#include "network_faults.h"

#include <charconv>
#include <chrono>

namespace zhuangui::app {
namespace {

using core::Errc;

tl::unexpected<core::Error> lost(const char* what) {
  return core::fail(Errc::offline, std::string("reach the county: ") + what, "the script's network commands did this");
}

bool read_count(const std::vector<std::string>& words, std::int64_t& into) {
  if (words.size() != 2) return false;
  const std::string& text = words[1];
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, into);
  return read.ec == std::errc{} && read.ptr == end && into >= 0 && into <= 1'000'000;
}

}  // namespace

core::Result<void> NetworkFaults::command(const std::vector<std::string>& words) {
  const auto bad = [&] {
    std::string all;
    for (const std::string& word : words) all += " " + word;
    return core::fail(Errc::invalid_input, "network" + all + ": not a command",
                      "use up, down, drop-reply N, delay MS, cut BYTES, duplicate, status N or captive");
  };
  if (words.empty()) return bad();
  Fault fault;
  std::int64_t count = 0;
  if (words[0] == "up" && words.size() == 1) {
  } else if (words[0] == "down" && words.size() == 1) {
    fault.down = true;
  } else if (words[0] == "duplicate" && words.size() == 1) {
    fault.duplicate = true;
  } else if (words[0] == "captive" && words.size() == 1) {
    fault.captive = true;
  } else if (!read_count(words, count)) {
    return bad();
  } else if (words[0] == "drop-reply") {
    fault.drop_replies = count;
  } else if (words[0] == "delay") {
    fault.delay_ms = count;
  } else if (words[0] == "cut") {
    fault.cut_bytes = count;
  } else if (words[0] == "status" && count >= 100 && count <= 599) {
    fault.status = static_cast<int>(count);
  } else {
    return bad();
  }
  const std::scoped_lock lock{shared_->mutex};
  shared_->fault = fault;
  return {};
}

bool NetworkFaults::is_down() const {
  const std::scoped_lock lock{shared_->mutex};
  return shared_->fault.down;
}

core::Result<agent::HttpAnswer> NetworkFaults::send(const agent::HttpRequest& request) {
  Fault fault;
  {
    std::unique_lock lock{shared_->mutex};
    fault = shared_->fault;
    if (shared_->fault.drop_replies > 0) --shared_->fault.drop_replies;
    if (fault.delay_ms > 0)
      shared_->cancelled_changed.wait_for(lock, std::chrono::milliseconds{fault.delay_ms}, [this] { return shared_->cancelled; });
    if (shared_->cancelled) return lost("the request was cancelled");
  }
  if (fault.down) return lost("the network is down");
  if (fault.status != 0) return agent::HttpAnswer{fault.status, {}, ""};
  if (fault.captive)
    return agent::HttpAnswer{200, {{"content-type", "text/html"}}, "<html><body>Please sign in to use this network.</body></html>"};
  return send_really(request, fault);
}

core::Result<agent::HttpAnswer> NetworkFaults::send_really(const agent::HttpRequest& request, const Fault& fault) {
  if (fault.duplicate) (void)real_->send(request);
  auto answer = real_->send(request);
  if (!answer) return answer;
  if (fault.drop_replies > 0)
    return core::fail(Errc::timeout, "reach the county: no answer in time", "the script's network commands did this");
  if (fault.cut_bytes >= 0 && answer->body.size() > static_cast<std::size_t>(fault.cut_bytes))
    return lost("the connection broke in the middle of the answer");
  return answer;
}

void NetworkFaults::cancel() {
  {
    const std::scoped_lock lock{shared_->mutex};
    shared_->cancelled = true;
  }
  shared_->cancelled_changed.notify_all();
  real_->cancel();
}

std::unique_ptr<NetworkFaults> NetworkFaults::another(std::unique_ptr<agent::HttpPort> real) const {
  auto made = std::make_unique<NetworkFaults>(std::move(real));
  made->shared_ = shared_;
  return made;
}

}  // namespace zhuangui::app
