// The VFS itself: SQLite's calls on the contents of virtual_disk.h.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <mutex>

#include "virtual_disk.h"
#include "virtual_disk_sqlite.h"

namespace zhuangui::sim {
namespace {

static_assert(sqlite_full == SQLITE_FULL && sqlite_io_error == SQLITE_IOERR && sqlite_write_error == SQLITE_IOERR_WRITE &&
              sqlite_sync_error == SQLITE_IOERR_FSYNC);

std::mutex mutex;  // the county's writer is a thread of its own
std::map<std::string, std::unique_ptr<Disk>> disks;
std::uint64_t random_state = 0;
sqlite3_vfs* base_vfs = nullptr;
sqlite3_vfs our_vfs{};

/// What SQLite allocates for us; `body` is made in xOpen and gone in xClose.
struct Body {
  std::shared_ptr<Content> content;
  Disk* disk = nullptr;  // null: a temporary file
  int level = SQLITE_LOCK_NONE;
  bool uses_shared_memory = false;
  unsigned slots_shared = 0, slots_exclusive = 0;
};
struct File {
  sqlite3_file head;
  Body* body;
};
Body& body_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->body; }

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

void release_slots(Body& body, unsigned slots) {
  for (unsigned i = 0; i < 8; ++i) {
    if ((slots & (1u << i)) == 0) continue;
    if (body.slots_shared & (1u << i)) --body.content->slot_shared[i];
    if (body.slots_exclusive & (1u << i)) body.content->slot_exclusive[i] = nullptr;
  }
  body.slots_shared &= ~slots;
  body.slots_exclusive &= ~slots;
}

void unlock_to(Body& body, int level) {
  Content& content = *body.content;
  if (body.level <= level) return;
  for (const void** holder : {&content.reserved, &content.pending, &content.exclusive})
    if (*holder == &body) *holder = nullptr;
  if (level == SQLITE_LOCK_NONE && body.level != SQLITE_LOCK_NONE) --content.shared;
  body.level = level;
}

void leave_shared_memory(Body& body) {
  if (!body.uses_shared_memory) return;
  release_slots(body, 0xff);
  body.uses_shared_memory = false;
  if (--body.content->shared_memory_users == 0) body.content->shared_memory.clear();
}

int file_close(sqlite3_file* file) {
  const std::lock_guard hold{mutex};
  Body& body = body_of(file);
  leave_shared_memory(body);
  unlock_to(body, SQLITE_LOCK_NONE);
  delete &body;
  return SQLITE_OK;
}

int file_read(sqlite3_file* file, void* into, int bytes, sqlite3_int64 offset) {
  const std::lock_guard hold{mutex};
  const std::string& content = body_of(file).content->bytes;
  const auto wanted = static_cast<std::size_t>(bytes), at = static_cast<std::size_t>(offset);
  const std::size_t there = at < content.size() ? std::min(wanted, content.size() - at) : 0;
  std::memcpy(into, content.data() + (there > 0 ? at : 0), there);
  if (there == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(into) + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

int file_write(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 offset) {
  const std::lock_guard hold{mutex};
  Body& body = body_of(file);
  if (body.disk != nullptr)
    if (const int code = body.disk->before_change(); code != SQLITE_OK) return code;
  std::string& content = body.content->bytes;
  const auto at = static_cast<std::size_t>(offset), size = static_cast<std::size_t>(bytes);
  if (content.size() < at + size) content.resize(at + size, '\0');
  std::memcpy(content.data() + at, from, size);
  if (body.disk != nullptr)
    body.content->unsynced.push_back({offset, std::string{static_cast<const char*>(from), size}, -1});
  return SQLITE_OK;
}

int file_truncate(sqlite3_file* file, sqlite3_int64 bytes) {
  const std::lock_guard hold{mutex};
  Body& body = body_of(file);
  if (body.disk != nullptr)
    if (const int code = body.disk->before_change(); code != SQLITE_OK) return code;
  if (static_cast<std::size_t>(bytes) < body.content->bytes.size()) body.content->bytes.resize(static_cast<std::size_t>(bytes));
  if (body.disk != nullptr) body.content->unsynced.push_back({0, {}, bytes});
  return SQLITE_OK;
}

int file_sync(sqlite3_file* file, int) {
  const std::lock_guard hold{mutex};
  Body& body = body_of(file);
  if (body.disk == nullptr) return SQLITE_OK;
  if (const int code = body.disk->before_sync(); code != SQLITE_OK) return code;
  body.disk->sync(*body.content);
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* bytes) {
  const std::lock_guard hold{mutex};
  *bytes = static_cast<sqlite3_int64>(body_of(file).content->bytes.size());
  return SQLITE_OK;
}

int file_lock(sqlite3_file* file, int level) {
  const std::lock_guard hold{mutex};
  Body& body = body_of(file);
  Content& content = *body.content;
  const auto other = [&body](const void* holder) { return holder != nullptr && holder != &body; };
  if (body.level >= level) return SQLITE_OK;
  if (body.level == SQLITE_LOCK_NONE) {
    if (other(content.pending) || other(content.exclusive)) return SQLITE_BUSY;
    ++content.shared;
    body.level = SQLITE_LOCK_SHARED;
  }
  if (level == SQLITE_LOCK_SHARED) return SQLITE_OK;
  if (other(content.reserved)) return SQLITE_BUSY;
  content.reserved = &body;
  body.level = std::max(body.level, SQLITE_LOCK_RESERVED);
  if (level == SQLITE_LOCK_RESERVED) return SQLITE_OK;
  if (other(content.pending)) return SQLITE_BUSY;
  content.pending = &body;
  body.level = SQLITE_LOCK_PENDING;
  if (content.shared > 1) return SQLITE_BUSY;
  content.exclusive = &body;
  body.level = SQLITE_LOCK_EXCLUSIVE;
  return SQLITE_OK;
}

int file_unlock(sqlite3_file* file, int level) {
  const std::lock_guard hold{mutex};
  unlock_to(body_of(file), level);
  return SQLITE_OK;
}

int file_check_lock(sqlite3_file* file, int* answer) {
  const std::lock_guard hold{mutex};
  *answer = body_of(file).content->reserved != nullptr;
  return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int file_sector(sqlite3_file*) { return 4096; }
int file_traits(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int shm_map(sqlite3_file* file, int region, int bytes, int extend, void volatile** into) {
  const std::lock_guard hold{mutex};
  Body& body = body_of(file);
  if (!body.uses_shared_memory) {
    body.uses_shared_memory = true;
    ++body.content->shared_memory_users;
  }
  auto& memory = body.content->shared_memory;
  const auto wanted = static_cast<std::size_t>(region);
  while (extend != 0 && memory.size() <= wanted) memory.push_back(std::make_unique<char[]>(static_cast<std::size_t>(bytes)));
  *into = wanted < memory.size() ? memory[wanted].get() : nullptr;
  return SQLITE_OK;
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  const std::lock_guard hold{mutex};
  Body& body = body_of(file);
  Content& content = *body.content;
  const unsigned slots = ((1u << count) - 1u) << offset;
  if (flags & SQLITE_SHM_UNLOCK) {
    release_slots(body, slots);
    return SQLITE_OK;
  }
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  for (int i = offset; i < offset + count; ++i) {
    const void* holder = content.slot_exclusive[i];
    if (holder != nullptr && holder != &body) return SQLITE_BUSY;
    const int mine = (body.slots_shared & (1u << i)) != 0 ? 1 : 0;
    if (exclusive && content.slot_shared[i] > mine) return SQLITE_BUSY;
  }
  for (int i = offset; i < offset + count; ++i) {
    if (exclusive) content.slot_exclusive[i] = &body;
    else if ((body.slots_shared & (1u << i)) == 0) ++content.slot_shared[i];
  }
  (exclusive ? body.slots_exclusive : body.slots_shared) |= slots;
  return SQLITE_OK;
}

void shm_barrier(sqlite3_file*) { const std::lock_guard hold{mutex}; }

int shm_unmap(sqlite3_file* file, int) {
  const std::lock_guard hold{mutex};
  leave_shared_memory(body_of(file));
  return SQLITE_OK;
}

constexpr sqlite3_io_methods methods{2, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock,
                                     file_unlock, file_check_lock, file_control, file_sector, file_traits, shm_map,
                                     shm_lock, shm_barrier, shm_unmap, nullptr, nullptr};

Disk& disk_at(const std::string& folder) {
  auto& disk = disks[folder];
  if (!disk) disk = std::make_unique<Disk>();
  return *disk;
}

int vfs_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  const std::lock_guard hold{mutex};
  file->pMethods = nullptr;
  auto body = std::make_unique<Body>();
  if (name == nullptr) {
    body->content = std::make_shared<Content>();
  } else {
    const std::string path = name;
    body->disk = &disk_at(folder_of(path));
    auto& files = body->disk->files;
    if (const auto found = files.find(path); found != files.end()) {
      body->content = found->second;
    } else {
      const bool make = (flags & SQLITE_OPEN_CREATE) != 0, main = (flags & SQLITE_OPEN_MAIN_DB) != 0;
      if (!make && !main) return SQLITE_CANTOPEN;
      if (main && !stands_on_real_disk(path, make)) return SQLITE_CANTOPEN;
      if (make && body->disk->dead()) return SQLITE_CANTOPEN;
      body->content = files[path] = std::make_shared<Content>();
      body->content->durable_there = main;  // both rooms sync the folder of a new database
    }
  }
  reinterpret_cast<File*>(file)->body = body.release();
  file->pMethods = &methods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs*, const char* name, int sync_folder) {
  const std::lock_guard hold{mutex};
  Disk& disk = disk_at(folder_of(name));
  if (const int code = disk.before_change(); code != SQLITE_OK) return code;
  const auto found = disk.files.find(name);
  if (found == disk.files.end()) return SQLITE_IOERR_DELETE_NOENT;
  if (sync_folder == 0 && found->second->durable_there) disk.removed[name] = found->second;
  disk.files.erase(found);
  return SQLITE_OK;
}

int vfs_access(sqlite3_vfs*, const char* name, int, int* answer) {
  const std::lock_guard hold{mutex};
  const auto& files = disk_at(folder_of(name)).files;
  const auto found = files.find(name);
  *answer = found != files.end() && !found->second->bytes.empty();
  return SQLITE_OK;
}

int vfs_path(sqlite3_vfs*, const char* name, int bytes, char* into) {
  const std::size_t length = std::strlen(name);
  if (length >= static_cast<std::size_t>(bytes)) return SQLITE_CANTOPEN;
  std::memcpy(into, name, length + 1);
  return SQLITE_OK;
}

int vfs_randomness(sqlite3_vfs*, int bytes, char* into) {
  Chance chance{random_state++};
  for (int i = 0; i < bytes; ++i) into[i] = static_cast<char>(chance.next());
  return bytes;
}

int vfs_sleep(sqlite3_vfs*, int) { return 0; }
int vfs_last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

bool stands_on_real_disk(const std::string& path, bool make) {
  struct stat there {};
  if (::stat(path.c_str(), &there) == 0) return true;
  if (!make) return false;
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
  return file >= 0;
}

void begin_disks(std::uint64_t seed) {
  if (base_vfs == nullptr) {
    base_vfs = sqlite3_vfs_find(nullptr);
    our_vfs = *base_vfs;
    our_vfs.zName = "zhuangui-sim";
    our_vfs.szOsFile = sizeof(File);
    our_vfs.pNext = nullptr;
    our_vfs.xOpen = vfs_open;
    our_vfs.xDelete = vfs_delete;
    our_vfs.xAccess = vfs_access;
    our_vfs.xFullPathname = vfs_path;
    our_vfs.xRandomness = vfs_randomness;
    our_vfs.xSleep = vfs_sleep;
    our_vfs.xGetLastError = vfs_last_error;
    sqlite3_vfs_register(&our_vfs, 1);
  }
  {
    const std::lock_guard hold{mutex};
    disks.clear();
    random_state = seed;
  }
  sqlite3_randomness(0, nullptr);  // drawn anew from the VFS
}

Disk& disk_of(const std::string& folder) {
  const std::lock_guard hold{mutex};
  return disk_at(folder);
}

}  // namespace zhuangui::sim
