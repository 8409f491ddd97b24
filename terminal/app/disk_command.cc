#include "disk_command.h"

#include <charconv>

#include "journal/simulated_disk.h"

namespace zhuangui::app {

core::Result<void> command_disk(const std::vector<std::string>& words) {
  journal::SimulatedDisk& disk = journal::SimulatedDisk::instance();
  int nth = 0;
  const bool counted = words.size() == 2 && std::from_chars(words[1].data(), words[1].data() + words[1].size(), nth).ec == std::errc{} && nth > 0;
  if (words.size() == 1 && words[0] == "ok") disk.ok();
  else if (words.size() == 1 && words[0] == "full") disk.full();
  else if (words.size() == 1 && words[0] == "read-only") disk.read_only();
  else if (counted && words[0] == "write-error") disk.write_error(nth);
  else if (counted && words[0] == "sync-error") disk.sync_error(nth);
  else if (words.size() == 1 && words[0] == "syncs-fail") disk.syncs_fail();
  else return core::fail(core::Errc::invalid_input, "disk: not a command", "use ok, full, read-only, write-error N, sync-error N or syncs-fail");
  return {};
}

}  // namespace zhuangui::app
