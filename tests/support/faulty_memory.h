#pragma once

namespace zhuangui::support {

/// SQLite's memory, of which any single allocation can be refused. Put below SQLite before its first use by linking
/// faulty_memory.cc; small allocations come here too (no lookaside). One thread.
namespace faulty_memory {
/// The nth allocation from now is refused: alone, or with all that follow until ok().
void fail(int nth, bool and_all_later);
void ok();
[[nodiscard]] bool fired();
}  // namespace faulty_memory

}  // namespace zhuangui::support
