#pragma once
// Cuts the power at every step of a recording and judges what comes back.
#include <functional>
#include <string>
#include <vector>

#include "surviving_disk.h"

namespace zhuangui::power {

/// What came back, where it was not what was acknowledged.
struct Findings {
  std::size_t cuts = 0;   ///< moments at which the power was cut
  std::size_t disks = 0;  ///< disks that came back, over all ways of surviving
  std::vector<std::string> lost;  ///< an older state than the one that was acknowledged
  std::vector<std::string> half;  ///< no state that ever was, or a folder that cannot be read
};

/// `states`: what `look` must find after so many marks (one more than the recording has marks). A disk that comes back
/// must be in the state of its marks, or in the next one: that step was under way. `look` gets a folder of the real
/// disk with the surviving files, and may change it. Disks that are equal, with the same marks, are looked at once.
Findings cut_everywhere(const support::DiskRecording& recording, std::size_t from,
                        const std::vector<std::string>& states,
                        const std::function<std::string(const std::string& folder)>& look);

/// Fails the test with the first few of what was found.
void expect_none(const Findings& findings);

}  // namespace zhuangui::power
