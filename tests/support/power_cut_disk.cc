#include "power_cut_disk.h"

#include <sqlite3.h>
#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <new>
#include <utility>

namespace zhuangui::support {
namespace {

using Kind = DiskStep::Kind;

struct Inode {
  int number = 0;  // 0: a temporary file, of which nothing is recorded
  std::string bytes;
  std::vector<std::unique_ptr<char[]>> shared_memory;
  int handles = 0;
};

struct State {
  std::map<std::string, std::shared_ptr<Inode>> files;
  DiskRecording recording;
  std::string synchronous;
  int inodes = 0;

  std::shared_ptr<Inode> new_inode() {
    auto inode = std::make_shared<Inode>();
    inode->number = ++inodes;
    return inode;
  }
  void record(DiskStep step) {
    if (step.kind == Kind::remove || step.kind == Kind::sync_folder || step.inode != 0)
      recording.steps.push_back(std::move(step));
  }
};

State state;
sqlite3_vfs* system_vfs = nullptr;
sqlite3_vfs our_vfs{};

struct File {
  sqlite3_file head;
  std::shared_ptr<Inode> inode;
  bool sync_folder = false;  // with the next sync
};
File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

std::string name_of(const char* path) {
  const std::string_view whole = path;
  return std::string(whole.substr(whole.rfind('/') + 1));
}

int file_close(sqlite3_file* file) {
  if (--of(file).inode->handles == 0) of(file).inode->shared_memory.clear();
  of(file).~File();
  return SQLITE_OK;
}

int file_read(sqlite3_file* file, void* into, int bytes, sqlite3_int64 offset) {
  const std::string& content = of(file).inode->bytes;
  const auto from = std::min(static_cast<std::size_t>(offset), content.size());
  const auto there = std::min(static_cast<std::size_t>(bytes), content.size() - from);
  std::memcpy(into, content.data() + from, there);
  std::memset(static_cast<char*>(into) + there, 0, static_cast<std::size_t>(bytes) - there);
  return there == static_cast<std::size_t>(bytes) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int file_write(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 offset) {
  Inode& inode = *of(file).inode;
  const std::string content(static_cast<const char*>(from), static_cast<std::size_t>(bytes));
  const auto end = static_cast<std::size_t>(offset) + content.size();
  if (inode.bytes.size() < end) inode.bytes.resize(end, '\0');
  content.copy(inode.bytes.data() + offset, content.size());
  state.record({.kind = Kind::write, .inode = inode.number, .offset = offset, .bytes = content});
  return SQLITE_OK;
}

int file_truncate(sqlite3_file* file, sqlite3_int64 bytes) {
  of(file).inode->bytes.resize(static_cast<std::size_t>(bytes), '\0');
  state.record({.kind = Kind::truncate, .inode = of(file).inode->number, .offset = bytes});
  return SQLITE_OK;
}

int file_sync(sqlite3_file* file, int) {
  state.record({.kind = Kind::sync, .inode = of(file).inode->number});
  if (std::exchange(of(file).sync_folder, false)) state.record({.kind = Kind::sync_folder});
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* bytes) {
  *bytes = static_cast<sqlite3_int64>(of(file).inode->bytes.size());
  return SQLITE_OK;
}

// One connection at a time: every lock is free.
int file_lock(sqlite3_file*, int) { return SQLITE_OK; }
int file_check_lock(sqlite3_file*, int* answer) {
  *answer = 0;
  return SQLITE_OK;
}

int file_control(sqlite3_file*, int what, void* argument) {
  if (what != SQLITE_FCNTL_PRAGMA || state.synchronous.empty()) return SQLITE_NOTFOUND;
  char** words = static_cast<char**>(argument);  // [1] the pragma, [2] its value: a copy of SQLite's parser
  if (words[2] && std::strlen(words[2]) >= state.synchronous.size() && sqlite3_stricmp(words[1], "synchronous") == 0)
    std::strcpy(words[2], state.synchronous.c_str());
  return SQLITE_NOTFOUND;  // not swallowed: SQLite runs it, with the other value
}

int file_sector(sqlite3_file*) { return 4096; }
int file_traits(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int file_shm_map(sqlite3_file* file, int page, int bytes, int extend, void volatile** into) {
  auto& pages = of(file).inode->shared_memory;
  *into = nullptr;
  if (static_cast<std::size_t>(page) >= pages.size() && !extend) return SQLITE_OK;
  while (pages.size() <= static_cast<std::size_t>(page))
    pages.push_back(std::make_unique<char[]>(static_cast<std::size_t>(bytes)));
  *into = pages[static_cast<std::size_t>(page)].get();
  return SQLITE_OK;
}
int file_shm_lock(sqlite3_file*, int, int, int) { return SQLITE_OK; }
void file_shm_barrier(sqlite3_file*) {}
int file_shm_unmap(sqlite3_file*, int) { return SQLITE_OK; }

constexpr sqlite3_io_methods methods{.iVersion = 2,
                                     .xClose = file_close,
                                     .xRead = file_read,
                                     .xWrite = file_write,
                                     .xTruncate = file_truncate,
                                     .xSync = file_sync,
                                     .xFileSize = file_size,
                                     .xLock = file_lock,
                                     .xUnlock = file_lock,
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

// A file of the real disk that nobody put in: as its maker left it, synced (directory.cc does).
std::shared_ptr<Inode> taken_from_the_real_disk(const char* path) {
  std::ifstream real(path, std::ios::binary);
  if (!real || !state.recording.steps.empty()) return nullptr;
  DiskImage files = state.recording.at_start;
  files[name_of(path)] = {std::istreambuf_iterator<char>(real), {}};
  PowerCutDisk::instance().insert(std::move(files));
  return state.files[name_of(path)];
}

int vfs_open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  file->pMethods = nullptr;
  std::shared_ptr<Inode> inode;
  const bool temporary = path == nullptr || (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  if (temporary) {
    inode = std::make_shared<Inode>();
  } else if (const auto found = state.files.find(name_of(path)); found != state.files.end()) {
    inode = found->second;
  } else if ((flags & SQLITE_OPEN_CREATE) != 0) {
    inode = state.files[name_of(path)] = state.new_inode();
    state.record({.kind = Kind::create, .inode = inode->number, .name = name_of(path)});
  } else {
    inode = taken_from_the_real_disk(path);
  }
  if (!inode || ((flags & SQLITE_OPEN_MAIN_DB) != 0 && inode->handles != 0)) return SQLITE_CANTOPEN;
  ++inode->handles;
  new (file) File{.head = {&methods}, .inode = std::move(inode)};
  constexpr int with_folder = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
  of(file).sync_folder = !temporary && (flags & SQLITE_OPEN_CREATE) != 0 && (flags & with_folder) != 0;
  if (flags_out) *flags_out = flags;
  return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs*, const char* path, int sync_folder) {
  if (state.files.erase(name_of(path)) == 0) return SQLITE_IOERR_DELETE_NOENT;
  state.record({.kind = Kind::remove, .name = name_of(path)});
  if (sync_folder) state.record({.kind = Kind::sync_folder});
  return SQLITE_OK;
}

// As SQLite's own: an empty file does not "exist".
int vfs_access(sqlite3_vfs*, const char* path, int, int* answer) {
  const auto found = state.files.find(name_of(path));
  *answer = found != state.files.end() && !found->second->bytes.empty();
  return SQLITE_OK;
}

}  // namespace

PowerCutDisk& PowerCutDisk::instance() {
  static PowerCutDisk disk;
  return disk;
}

PowerCutDisk::PowerCutDisk() {
  system_vfs = sqlite3_vfs_find(nullptr);
  // The clock, chance and full names of paths are the system's.
  our_vfs = *system_vfs;
  our_vfs.zName = vfs_name;
  our_vfs.szOsFile = static_cast<int>(sizeof(File));
  our_vfs.pNext = nullptr;
  our_vfs.xOpen = vfs_open;
  our_vfs.xDelete = vfs_delete;
  our_vfs.xAccess = vfs_access;
  sqlite3_vfs_register(&our_vfs, 0);
}

void PowerCutDisk::insert(DiskImage files) {
  state.files.clear();
  state.inodes = 0;
  state.recording = {.at_start = std::move(files)};
  for (const auto& [name, bytes] : state.recording.at_start) {
    const auto inode = state.files[name] = state.new_inode();
    inode->bytes = bytes;
  }
}

void PowerCutDisk::mark() { state.recording.steps.push_back({.kind = Kind::mark}); }
const DiskRecording& PowerCutDisk::recording() const { return state.recording; }
void PowerCutDisk::make_synchronous(const char* level) { state.synchronous = level; }

PowerCutDisk::AsSystemDisk::AsSystemDisk() {
  instance();
  sqlite3_vfs_register(&our_vfs, 1);
}
PowerCutDisk::AsSystemDisk::~AsSystemDisk() { sqlite3_vfs_register(system_vfs, 1); }

}  // namespace zhuangui::support
