#include "virtual_disk.h"

#include <algorithm>

#include "virtual_disk_sqlite.h"

namespace zhuangui::sim {
namespace {

constexpr std::int64_t sector_bytes = 512;

void put(std::string& content, std::int64_t offset, std::string_view bytes) {
  const auto at = static_cast<std::size_t>(offset);
  if (content.size() < at + bytes.size()) content.resize(at + bytes.size(), '\0');
  bytes.copy(content.data() + at, bytes.size());
}

void apply(std::string& content, const Change& change) {
  if (change.truncate_to >= 0) {
    if (static_cast<std::size_t>(change.truncate_to) < content.size()) content.resize(static_cast<std::size_t>(change.truncate_to));
  } else {
    put(content, change.offset, change.bytes);
  }
}

/// Some of its sectors arrive, others do not.
void tear(std::string& content, const Change& change, Chance& chance) {
  const auto size = static_cast<std::int64_t>(change.bytes.size());
  for (std::int64_t from = 0; from < size; from += sector_bytes)
    if (chance.happens(500))
      put(content, change.offset + from, std::string_view{change.bytes}.substr(static_cast<std::size_t>(from), sector_bytes));
}

void after_power_cut(Content& content, Chance& chance, bool nothing) {
  // Of one file, nothing, everything or any part of what was not synced may have arrived.
  const std::int64_t mood = nothing ? 0 : chance.between(0, 3);
  std::string left = content.durable;
  for (const Change& change : content.unsynced) {
    if (mood == 0 || (mood >= 2 && chance.happens(400))) continue;
    if (mood == 3 && change.truncate_to < 0 && chance.happens(400)) tear(left, change, chance);
    else apply(left, change);
  }
  content.bytes = content.durable = std::move(left);
  content.unsynced.clear();
}

}  // namespace

int Disk::count_operation() {
  ++operations_;
  if (dies_in_ > 0 && --dies_in_ == 0) dead_ = true;
  return dead_ ? sqlite_io_error : sqlite_ok;
}

int Disk::before_change() {
  if (const int code = count_operation(); code != sqlite_ok) return code;
  if (trouble_ == Trouble::full) return sqlite_full;
  if (trouble_ == Trouble::write_errors && operations_ % 3 == 0) return sqlite_write_error;
  return sqlite_ok;
}

int Disk::before_sync() {
  if (const int code = count_operation(); code != sqlite_ok) return code;
  return trouble_ == Trouble::sync_errors && operations_ % 2 == 0 ? sqlite_sync_error : sqlite_ok;
}

void Disk::sync(Content& content) {
  if (lies_) return;
  for (const Change& change : content.unsynced) apply(content.durable, change);
  content.unsynced.clear();
  content.durable_there = true;
  removed.clear();  // the folder is synced with it
}

void Disk::revive() {
  dead_ = false;
  dies_in_ = -1;
}

void Disk::cut_power(Chance& chance) {
  for (auto& [path, content] : removed)
    if (!files.contains(path) && chance.happens(500)) files[path] = content;
  removed.clear();
  for (auto at = files.begin(); at != files.end();) {
    Content& content = *at->second;
    const bool name_stays = content.durable_there || chance.happens(500);
    after_power_cut(content, chance, lies_);
    content.durable_there = true;
    at = name_stays ? std::next(at) : files.erase(at);
  }
  revive();
}

void copy_disk(const std::string& from, const std::string& to) {
  Disk& target = disk_of(to);
  for (const auto& [path, content] : disk_of(from).files) {
    auto copy = std::make_shared<Content>();
    copy->bytes = copy->durable = content->bytes;
    copy->durable_there = true;
    const std::string there = to + path.substr(from.size());
    stands_on_real_disk(there, true);
    target.files[there] = std::move(copy);
  }
}

}  // namespace zhuangui::sim
