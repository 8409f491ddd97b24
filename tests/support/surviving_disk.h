#pragma once
// What is on a disk after its power was cut: pure reckoning over a list of what was asked of it.
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::support {

/// Files of one folder by name.
using DiskImage = std::map<std::string, std::string>;

/// One thing that was asked of the disk. Names and content are told apart as POSIX does: syncing a file makes its
/// content durable and not its name, which only syncing the folder does.
struct DiskStep {
  enum class Kind { create, remove, write, truncate, sync, sync_folder, mark };
  Kind kind = Kind::mark;
  int inode = 0;            ///< create, write, truncate, sync
  std::string name;         ///< create, remove
  std::int64_t offset = 0;  ///< write: where; truncate: the new length
  std::string bytes;        ///< write
};

/// A disk as it was, all of it durable, and what was asked of it since. The files of `at_start` have the inodes 1, 2, …
/// in the order of their names. A mark is no request: the program had told somebody that its work so far is done.
struct DiskRecording {
  DiskImage at_start;
  std::vector<DiskStep> steps;
  [[nodiscard]] std::size_t marks() const;
};

struct PowerCut {
  std::size_t step = 0;        ///< so many steps had been answered
  std::size_t marks = 0;       ///< so many of them were marks
  std::string_view surviving;  ///< which of the unsynced changes got to the platter all the same
  bool names_kept = true;      ///< whether unsynced creations and removals did
};
std::string to_text(const PowerCut& cut);

/// Cuts the power before the first step from `from` on, after it, and after each one behind it, and shows the disk that
/// comes back for each way in which a disk may have treated what no sync had confirmed: nothing of it written, all, all
/// but the last or first change, only those, every second one, the last one torn between two sectors of 512 bytes, new
/// lengths without their content, truncations without writes and the reverse, one file's changes without the others'.
/// Bytes outside a change are never hurt, as SQLite expects of disks (SQLITE_IOCAP_POWERSAFE_OVERWRITE).
/// Nothing is random. Answers the number of disks shown.
std::size_t for_each_power_cut(const DiskRecording& recording, std::size_t from,
                               const std::function<void(const PowerCut&, const DiskImage&)>& visit);

}  // namespace zhuangui::support
