#pragma once
// Control of the checks: what they are for is done on purpose, in the harness around the product, and must be found.
#include <vector>

#include "run.h"

namespace zhuangui::sim {

struct Sabotage {
  const char* name;
  const char* found_by;  ///< the name of the check that must report it
  Tampering tampering;
};

/// One row for each thing that must not pass unseen.
const std::vector<Sabotage>& sabotages();

/// The check that reported the sabotage in a run of `seed`; "nobody" when it went unseen.
std::string reported_by(const Sabotage& sabotage, std::uint64_t seed, const std::string& base);

}  // namespace zhuangui::sim
