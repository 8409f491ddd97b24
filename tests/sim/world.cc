#include "world.h"

#include <algorithm>

namespace zhuangui::sim {
namespace {

std::uint64_t fnv(std::uint64_t hash, std::string_view bytes) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

}  // namespace

std::string fingerprint(std::string_view bytes) {
  char text[20];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(fnv(0xcbf29ce484222325u, bytes)));
  return text;
}

void World::at(std::int64_t ms, std::function<void()> what) {
  queue_.emplace(std::pair{std::max(ms, now_ms_), order_++}, std::move(what));
}

bool World::step(std::int64_t end_ms) {
  if (queue_.empty() || queue_.begin()->first.first > end_ms) {
    now_ms_ = std::max(now_ms_, end_ms);
    return false;
  }
  auto next = queue_.extract(queue_.begin());
  now_ms_ = next.key().first;
  next.mapped()();
  return true;
}

void World::note(std::string_view who, std::string_view what, std::string_view details) {
  std::string line = std::to_string(now_ms_);
  for (const std::string_view part : {who, what, details})
    if (!part.empty()) (line += ' ') += part;
  line += '\n';
  hash_ = fnv(hash_, line);
  if (trace_ != nullptr) std::fputs(line.c_str(), trace_);
}

}  // namespace zhuangui::sim
