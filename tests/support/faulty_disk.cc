#include "faulty_disk.h"

#include <sqlite3.h>
#include <cerrno>
#include <cstddef>
#include <string_view>

namespace zhuangui::support {
namespace {

using Way = FaultyDisk::Way;

enum class Call { open, remove, access, read, write, truncate, sync, size, lock, map_shared, lock_shared };

struct Meaning {
  const char* name;
  int error;  // SQLite's code for Way::error
  bool can_be_full, can_be_busy;
};
constexpr Meaning meaning_of(Call call) {
  switch (call) {
    case Call::open: return {"open", SQLITE_CANTOPEN, true, false};
    case Call::remove: return {"remove", SQLITE_IOERR_DELETE, false, false};
    case Call::access: return {"access", SQLITE_IOERR_ACCESS, false, false};
    case Call::read: return {"read", SQLITE_IOERR_READ, false, false};
    case Call::write: return {"write", SQLITE_IOERR_WRITE, true, false};
    case Call::truncate: return {"truncate", SQLITE_IOERR_TRUNCATE, false, false};
    case Call::sync: return {"sync", SQLITE_IOERR_FSYNC, false, false};
    case Call::size: return {"size", SQLITE_IOERR_FSTAT, false, false};
    case Call::lock: return {"lock", SQLITE_IOERR_LOCK, false, true};
    case Call::map_shared: return {"map shared memory of", SQLITE_IOERR_SHMMAP, true, false};
    case Call::lock_shared: return {"lock shared memory of", SQLITE_IOERR_SHMLOCK, false, true};
  }
  return {};
}

struct Control {
  Way way = Way::error;
  int due = 0;  // calls until the fault; 0: none is wanted
  bool fired = false;
  std::string failed_call;
  int system_error = 0;
  int databases_opened = 0;

  // Whether this very call is to fail.
  bool strikes(Call call, const char* path) {
    const Meaning meaning = meaning_of(call);
    if (way == Way::full && !meaning.can_be_full) return false;
    if (way == Way::short_write && call != Call::write) return false;
    if (way == Way::busy && !meaning.can_be_busy) return false;
    if (way == Way::busy && fired) return true;
    if (due == 0 || --due != 0) return false;
    const std::string_view whole = path ? path : "a temporary file";
    failed_call = std::string(meaning.name) + " " + std::string(whole.substr(whole.rfind('/') + 1));
    system_error = way == Way::error ? EIO : way == Way::busy ? 0 : ENOSPC;
    return fired = true;
  }
  [[nodiscard]] int code(Call call) const {
    if (way == Way::busy) return SQLITE_BUSY;
    return way == Way::error || call != Call::write ? meaning_of(call).error : SQLITE_FULL;
  }
};

Control control;
sqlite3_vfs* base_vfs = nullptr;
sqlite3_vfs our_vfs{};

// Our file object; the system's own follows it in the same memory.
struct alignas(std::max_align_t) File {
  sqlite3_file head;
  const char* path;
};
const char* path_of(sqlite3_file* file) { return reinterpret_cast<File*>(file)->path; }
sqlite3_file* base_of(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1); }

template <class Work>
int unless_struck(Call call, const char* path, Work work) {
  return control.strikes(call, path) ? control.code(call) : work();
}

int file_close(sqlite3_file* file) { return base_of(file)->pMethods->xClose(base_of(file)); }
int file_read(sqlite3_file* file, void* into, int bytes, sqlite3_int64 offset) {
  return unless_struck(Call::read, path_of(file),
                       [&] { return base_of(file)->pMethods->xRead(base_of(file), into, bytes, offset); });
}
int file_write(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 offset) {
  const auto write = [&](int count) { return base_of(file)->pMethods->xWrite(base_of(file), from, count, offset); };
  if (!control.strikes(Call::write, path_of(file))) return write(bytes);
  if (control.way == Way::short_write) write(bytes / 2);
  return control.code(Call::write);
}
int file_truncate(sqlite3_file* file, sqlite3_int64 bytes) {
  return unless_struck(Call::truncate, path_of(file),
                       [&] { return base_of(file)->pMethods->xTruncate(base_of(file), bytes); });
}
int file_sync(sqlite3_file* file, int flags) {
  return unless_struck(Call::sync, path_of(file), [&] { return base_of(file)->pMethods->xSync(base_of(file), flags); });
}
int file_size(sqlite3_file* file, sqlite3_int64* bytes) {
  return unless_struck(Call::size, path_of(file),
                       [&] { return base_of(file)->pMethods->xFileSize(base_of(file), bytes); });
}
int file_lock(sqlite3_file* file, int level) {
  return unless_struck(Call::lock, path_of(file), [&] { return base_of(file)->pMethods->xLock(base_of(file), level); });
}
int file_unlock(sqlite3_file* file, int level) { return base_of(file)->pMethods->xUnlock(base_of(file), level); }
int file_check_lock(sqlite3_file* file, int* answer) {
  return base_of(file)->pMethods->xCheckReservedLock(base_of(file), answer);
}
int file_control(sqlite3_file* file, int what, void* argument) {
  if (what == SQLITE_FCNTL_LAST_ERRNO && control.system_error != 0) {
    *static_cast<int*>(argument) = control.system_error;
    return SQLITE_OK;
  }
  return base_of(file)->pMethods->xFileControl(base_of(file), what, argument);
}
int file_sector(sqlite3_file* file) { return base_of(file)->pMethods->xSectorSize(base_of(file)); }
int file_traits(sqlite3_file* file) { return base_of(file)->pMethods->xDeviceCharacteristics(base_of(file)); }
int file_shm_map(sqlite3_file* file, int page, int bytes, int extend, void volatile** into) {
  return unless_struck(Call::map_shared, path_of(file),
                       [&] { return base_of(file)->pMethods->xShmMap(base_of(file), page, bytes, extend, into); });
}
int file_shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  const auto lock = [&] { return base_of(file)->pMethods->xShmLock(base_of(file), offset, count, flags); };
  if ((flags & SQLITE_SHM_UNLOCK) != 0) return lock();
  return unless_struck(Call::lock_shared, path_of(file), lock);
}
void file_shm_barrier(sqlite3_file* file) { base_of(file)->pMethods->xShmBarrier(base_of(file)); }
int file_shm_unmap(sqlite3_file* file, int remove) { return base_of(file)->pMethods->xShmUnmap(base_of(file), remove); }

constexpr sqlite3_io_methods methods{.iVersion = 2,
                                     .xClose = file_close,
                                     .xRead = file_read,
                                     .xWrite = file_write,
                                     .xTruncate = file_truncate,
                                     .xSync = file_sync,
                                     .xFileSize = file_size,
                                     .xLock = file_lock,
                                     .xUnlock = file_unlock,
                                     .xCheckReservedLock = file_check_lock,
                                     .xFileControl = file_control,
                                     .xSectorSize = file_sector,
                                     .xDeviceCharacteristics = file_traits,
                                     .xShmMap = file_shm_map,
                                     .xShmLock = file_shm_lock,
                                     .xShmBarrier = file_shm_barrier,
                                     .xShmUnmap = file_shm_unmap,
                                     .xFetch = nullptr,
                                     .xUnfetch = nullptr};

int vfs_open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  file->pMethods = nullptr;
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0) ++control.databases_opened;
  if (control.strikes(Call::open, path)) return control.code(Call::open);
  const int code = base_vfs->xOpen(base_vfs, path, base_of(file), flags, flags_out);
  if (base_of(file)->pMethods) file->pMethods = &methods;
  reinterpret_cast<File*>(file)->path = path;  // SQLite keeps it for as long as the file is open
  return code;
}
int vfs_delete(sqlite3_vfs*, const char* path, int sync_folder) {
  return unless_struck(Call::remove, path, [&] { return base_vfs->xDelete(base_vfs, path, sync_folder); });
}
int vfs_access(sqlite3_vfs*, const char* path, int flags, int* answer) {
  return unless_struck(Call::access, path, [&] { return base_vfs->xAccess(base_vfs, path, flags, answer); });
}
int vfs_last_error(sqlite3_vfs*, int bytes, char* into) {
  if (control.system_error != 0) return control.system_error;
  return base_vfs->xGetLastError(base_vfs, bytes, into);
}
// Who waits for a lock believes to have waited.
int vfs_sleep(sqlite3_vfs*, int microseconds) { return microseconds; }

}  // namespace

FaultyDisk& FaultyDisk::instance() {
  static FaultyDisk disk;
  return disk;
}

FaultyDisk::FaultyDisk() {
  base_vfs = sqlite3_vfs_find(nullptr);
  our_vfs = *base_vfs;
  our_vfs.zName = vfs_name;
  our_vfs.szOsFile = static_cast<int>(sizeof(File)) + base_vfs->szOsFile;
  our_vfs.pNext = nullptr;
  our_vfs.xOpen = vfs_open;
  our_vfs.xDelete = vfs_delete;
  our_vfs.xAccess = vfs_access;
  our_vfs.xGetLastError = vfs_last_error;
  our_vfs.xSleep = vfs_sleep;
  sqlite3_vfs_register(&our_vfs, 0);
}

void FaultyDisk::fail(int nth, Way way) { control = {.way = way, .due = nth}; }
void FaultyDisk::ok() { control = {}; }
bool FaultyDisk::fired() const { return control.fired; }
const std::string& FaultyDisk::failed_call() const { return control.failed_call; }
int FaultyDisk::databases_opened() const { return control.databases_opened; }

const char* way_name(FaultyDisk::Way way) {
  switch (way) {
    case Way::error: return "input/output error";
    case Way::full: return "disk full";
    case Way::short_write: return "short write";
    case Way::busy: return "busy";
  }
  return "";
}

}  // namespace zhuangui::support
