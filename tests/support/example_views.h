#pragma once
#include <string>
#include <vector>

#include "till/view.h"

namespace zhuangui::test {

/// One screen to look at: everything a view points to, made up and fixed.
struct Example {
  std::string name;
  till::Till till;
  till::Surroundings around;
  std::string tap = {};  ///< id of what is tapped before it is looked at: opens what the till knows nothing of
};

/// Every screen and the states of it that look different, with names of usual length.
std::vector<Example> example_screens();
/// The same with the longest names and sums that can be.
std::vector<Example> long_screens();
/// One screen per notice code the terminal can show.
std::vector<Example> notice_screens();

const Example& example(const std::vector<Example>& all, const std::string& name);

/// 2026-11-24 14:32 in Wuxi.
core::WallTime example_time();

}  // namespace zhuangui::test
