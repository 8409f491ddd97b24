#include "faulty_memory.h"

#include <sqlite3.h>

namespace zhuangui::support {
namespace {

sqlite3_mem_methods base{};
int due = 0;
bool all_later = false;
bool has_fired = false;

bool refused() {
  if (has_fired && all_later) return true;
  if (due == 0 || --due != 0) return false;
  return has_fired = true;
}

void* allocate(int bytes) { return refused() ? nullptr : base.xMalloc(bytes); }
void* resize(void* block, int bytes) { return refused() ? nullptr : base.xRealloc(block, bytes); }

// Before the first use of SQLite, which is in main() at the earliest.
const bool installed = [] {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &base);
  sqlite3_mem_methods ours = base;
  ours.xMalloc = allocate;
  ours.xRealloc = resize;
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK &&
         sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK;
}();

}  // namespace

void faulty_memory::fail(int nth, bool and_all_later) {
  due = installed ? nth : 0;
  all_later = and_all_later;
  has_fired = false;
}
void faulty_memory::ok() { fail(0, false); }
bool faulty_memory::fired() { return has_fired; }

}  // namespace zhuangui::support
