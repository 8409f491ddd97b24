#pragma once
#include "measure.h"

namespace zhuangui::bench {

bool bench_commit(const std::string& folder, std::int64_t entries);
bool bench_verify(const std::string& folder, std::int64_t entries);

}  // namespace zhuangui::bench
