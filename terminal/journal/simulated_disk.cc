#include "journal/simulated_disk.h"

#include <sqlite3.h>
#include <cerrno>
#include <cstddef>
#include <mutex>

namespace zhuangui::journal {
namespace {

// What the disk was told, and how much was asked of it.
struct Control {
  enum class Mode { ok, full, read_only, write_error, sync_error, syncs_fail };
  std::mutex mutex;
  Mode mode = Mode::ok;
  int due = 0;  // writes or syncs until the error
  std::int64_t writes = 0;
  std::int64_t syncs = 0;
  bool fired = false;
  int system_error = 0;

  int before_write() {
    const std::lock_guard lock(mutex);
    ++writes;
    if (mode == Mode::full) return fail(SQLITE_FULL, ENOSPC);
    if (mode == Mode::read_only) return fail(SQLITE_IOERR_WRITE, EROFS);
    if (mode == Mode::write_error && --due == 0) return fail(SQLITE_IOERR_WRITE, EIO);
    return SQLITE_OK;
  }
  int before_sync() {
    const std::lock_guard lock(mutex);
    ++syncs;
    if (mode == Mode::syncs_fail || (mode == Mode::sync_error && --due == 0)) return fail(SQLITE_IOERR_FSYNC, EIO);
    return SQLITE_OK;
  }
  bool is_read_only() {
    const std::lock_guard lock(mutex);
    return mode == Mode::read_only;
  }
  int last_error() {
    const std::lock_guard lock(mutex);
    return system_error;
  }
  void set(Mode wanted, int nth) {
    const std::lock_guard lock(mutex);
    mode = wanted;
    due = nth;
    writes = syncs = 0;
    fired = false;
    system_error = 0;
  }

 private:
  int fail(int code, int error) {
    fired = true;
    system_error = error;
    return code;
  }
};

Control control;
sqlite3_vfs* base_vfs = nullptr;
sqlite3_vfs our_vfs{};

// Our file object; the system's own follows it in the same memory (SQLite allocates vfs.szOsFile bytes).
struct alignas(std::max_align_t) File {
  sqlite3_file head;
};
sqlite3_file* base_of(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1); }

int file_close(sqlite3_file* file) { return base_of(file)->pMethods->xClose(base_of(file)); }
int file_read(sqlite3_file* file, void* into, int bytes, sqlite3_int64 offset) {
  return base_of(file)->pMethods->xRead(base_of(file), into, bytes, offset);
}
int file_write(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 offset) {
  if (const int code = control.before_write(); code != SQLITE_OK) return code;
  return base_of(file)->pMethods->xWrite(base_of(file), from, bytes, offset);
}
int file_truncate(sqlite3_file* file, sqlite3_int64 bytes) {
  if (const int code = control.before_write(); code != SQLITE_OK) return code;
  return base_of(file)->pMethods->xTruncate(base_of(file), bytes);
}
int file_sync(sqlite3_file* file, int flags) {
  if (const int code = control.before_sync(); code != SQLITE_OK) return code;
  return base_of(file)->pMethods->xSync(base_of(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* bytes) {
  return base_of(file)->pMethods->xFileSize(base_of(file), bytes);
}
int file_lock(sqlite3_file* file, int level) { return base_of(file)->pMethods->xLock(base_of(file), level); }
int file_unlock(sqlite3_file* file, int level) { return base_of(file)->pMethods->xUnlock(base_of(file), level); }
int file_check_lock(sqlite3_file* file, int* answer) {
  return base_of(file)->pMethods->xCheckReservedLock(base_of(file), answer);
}
int file_control(sqlite3_file* file, int what, void* argument) {
  if (const int error = what == SQLITE_FCNTL_LAST_ERRNO ? control.last_error() : 0) {
    *static_cast<int*>(argument) = error;
    return SQLITE_OK;
  }
  return base_of(file)->pMethods->xFileControl(base_of(file), what, argument);
}
int file_sector(sqlite3_file* file) { return base_of(file)->pMethods->xSectorSize(base_of(file)); }
int file_traits(sqlite3_file* file) { return base_of(file)->pMethods->xDeviceCharacteristics(base_of(file)); }
int file_shm_map(sqlite3_file* file, int page, int bytes, int extend, void volatile** into) {
  return base_of(file)->pMethods->xShmMap(base_of(file), page, bytes, extend, into);
}
int file_shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return base_of(file)->pMethods->xShmLock(base_of(file), offset, count, flags);
}
void file_shm_barrier(sqlite3_file* file) { base_of(file)->pMethods->xShmBarrier(base_of(file)); }
int file_shm_unmap(sqlite3_file* file, int remove) { return base_of(file)->pMethods->xShmUnmap(base_of(file), remove); }

// Version 2: write-ahead log with shared memory, but no mapped reading past the shim.
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

int vfs_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  int wanted = flags;
  if (control.is_read_only() && (flags & SQLITE_OPEN_READWRITE)) {
    // As on a disk that is mounted read-only: what is there can be read, nothing can be made.
    int exists = 0;
    if (name) base_vfs->xAccess(base_vfs, name, SQLITE_ACCESS_EXISTS, &exists);
    if (!exists) return SQLITE_CANTOPEN;
    wanted = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  }
  const int code = base_vfs->xOpen(base_vfs, name, base_of(file), wanted, out_flags);
  if (base_of(file)->pMethods) file->pMethods = &methods;
  return code;
}
int vfs_last_error(sqlite3_vfs*, int bytes, char* into) {
  if (const int error = control.last_error()) return error;
  return base_vfs->xGetLastError ? base_vfs->xGetLastError(base_vfs, bytes, into) : 0;
}

}  // namespace

SimulatedDisk& SimulatedDisk::instance() {
  static SimulatedDisk disk;
  return disk;
}

SimulatedDisk::SimulatedDisk() {
  base_vfs = sqlite3_vfs_find(nullptr);
  // All other calls are the system's own: they find what they need in the copied pAppData.
  our_vfs = *base_vfs;
  our_vfs.zName = vfs_name;
  our_vfs.szOsFile = static_cast<int>(sizeof(File)) + base_vfs->szOsFile;
  our_vfs.pNext = nullptr;
  our_vfs.xOpen = vfs_open;
  our_vfs.xGetLastError = vfs_last_error;
  sqlite3_vfs_register(&our_vfs, 0);
}

void SimulatedDisk::ok() { control.set(Control::Mode::ok, 0); }
void SimulatedDisk::full() { control.set(Control::Mode::full, 0); }
void SimulatedDisk::read_only() { control.set(Control::Mode::read_only, 0); }
void SimulatedDisk::write_error(int nth) { control.set(Control::Mode::write_error, nth); }
void SimulatedDisk::sync_error(int nth) { control.set(Control::Mode::sync_error, nth); }
void SimulatedDisk::syncs_fail() { control.set(Control::Mode::syncs_fail, 0); }

std::int64_t SimulatedDisk::writes() const {
  const std::lock_guard lock(control.mutex);
  return control.writes;
}
std::int64_t SimulatedDisk::syncs() const {
  const std::lock_guard lock(control.mutex);
  return control.syncs;
}
bool SimulatedDisk::is_full() const {
  const std::lock_guard lock(control.mutex);
  return control.mode == Control::Mode::full;
}
bool SimulatedDisk::fired() const {
  const std::lock_guard lock(control.mutex);
  return control.fired;
}

}  // namespace zhuangui::journal
