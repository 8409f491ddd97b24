#pragma once
#include "measure.h"

namespace zhuangui::bench {

bool bench_commit(const std::string& folder, std::int64_t entries);
/// Closing a shift of `entries` sales: the call, until it is on the disk.
bool bench_close(const std::string& folder, std::int64_t entries);
bool bench_verify(const std::string& folder, std::int64_t entries);

}  // namespace zhuangui::bench
