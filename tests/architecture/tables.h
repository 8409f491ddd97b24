#pragma once
// The tables of the house: which rooms there are, who may include whom, and in which rooms a third-party header may
// stand. The same tables are drawn in README.md; a change here is a change of the architecture.
#include <map>
#include <set>
#include <string>
#include <vector>

namespace zhuangui::architecture {

struct Room {
  std::string folder;               ///< "terminal/core"
  std::vector<std::string> arrows;  ///< rooms it may include directly
};

/// By name of the room ("core").
const std::map<std::string, Room>& rooms();

/// `room` and every room it reaches by arrows.
std::set<std::string> reachable(const std::string& room);

/// A third-party header and the rooms where it may stand; tests may include any of them.
struct ThirdParty {
  std::string prefix;            ///< of the path in <>
  std::set<std::string> owners;
};
const std::vector<ThirdParty>& third_parties();

/// Headers of the language, and of the operating system. Pure rooms may have only the harmless ones of the first.
bool is_language_header(const std::string& header);
bool is_system_header(const std::string& header);

/// Rooms without I/O, clock and random.
const std::set<std::string>& pure_rooms();
/// Language headers that a pure room must not include.
const std::set<std::string>& impure_headers();
/// Rooms without float and double.
const std::set<std::string>& exact_rooms();
/// Headers that the build makes, by room.
const std::map<std::string, std::set<std::string>>& generated_headers();

/// Names allowed at the top of the tree.
const std::set<std::string>& top_level();

inline constexpr int lines_max = 450;

}  // namespace zhuangui::architecture
