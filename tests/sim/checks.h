#pragma once
// What must hold in every run. The one table of it is in checks.cc.
//
// Whoever adds a kind of entry (a refund, a stop-sale, a quota …) adds here what must hold of it, in three steps:
//  1. model.h: a record of what was really done, written where the till desk or the county host does it;
//  2. a row in the table of checks.cc: its name, when it is asked, and a function that holds both sides' books against
//     the model's record and answers a sentence when they differ. Books are read in plain SQL (books.h), sums are
//     reckoned here: never by the code under test;
//  3. a row in the table of sabotage.cc that breaks exactly this, so that the tier shows that the check catches it.
#include <optional>
#include <string>
#include <vector>

#include "run.h"

namespace zhuangui::sim {

enum class When {
  after_each_event,
  at_the_end  ///< faults have stopped, everything is drained
};

struct Check {
  const char* name;
  When when;
  /// What is wrong, if anything.
  std::optional<std::string> (*fault)(Run&);
};

const std::vector<Check>& checks();

/// Asks all checks of one kind; the first that finds something makes it the run's violation.
void ask_checks(Run& run, When when);

}  // namespace zhuangui::sim
