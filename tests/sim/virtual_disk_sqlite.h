#pragma once
// The few codes of SQLite that the disk itself answers with, so that sqlite3.h stays in one file.
namespace zhuangui::sim {

inline constexpr int sqlite_ok = 0;
inline constexpr int sqlite_full = 13;
inline constexpr int sqlite_io_error = 10;
inline constexpr int sqlite_write_error = 10 | (3 << 8);
inline constexpr int sqlite_sync_error = 10 | (4 << 8);

}  // namespace zhuangui::sim
