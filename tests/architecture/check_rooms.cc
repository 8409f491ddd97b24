#include <algorithm>
#include <map>
#include <regex>

#include "check.h"
#include "source_text.h"
#include "tables.h"

namespace zhuangui::architecture {
namespace {

namespace fs = std::filesystem;

/// Name of the room a file belongs to; "tests" for tests, empty when it is in none.
std::string room_of(const fs::path& file) {
  const std::string path = file.generic_string();
  if (path.starts_with("tests/")) return "tests";
  for (const auto& [name, room] : rooms())
    if (path.starts_with(room.folder + "/")) return name;
  return {};
}

class RoomCheck {
 public:
  RoomCheck(const fs::path& root, const fs::path& file, std::vector<Finding>& findings)
      : root_{root}, file_{file}, room_{room_of(file)}, text_{read_file(root / file)}, findings_{findings} {}

  void run() {
    if (room_.empty()) return report(0, "stands in no room of the table: give it a room or a row in tables.cc");
    for (const Include& include : includes(text_)) {
      if (include.path.find("..") != std::string::npos)
        report(include.line, "includes \"" + include.path + "\": climbing out of a folder goes round the room's door");
      else if (include.angled)
        check_angled(include);
      else
        check_quoted(include);
    }
    if (room_ != "tests") check_words();
  }

 private:
  void report(int line, std::string what) { findings_.push_back({file_.generic_string(), line, std::move(what)}); }

  void check_angled(const Include& include) {
    if (is_system_header(include.path) || is_language_header(include.path)) {
      const bool impure = is_system_header(include.path) || impure_headers().contains(include.path);
      if (impure && pure_rooms().contains(room_))
        report(include.line, "includes <" + include.path + ">: " + room_ + " is pure, without I/O, clock and threads");
      return;
    }
    const auto& table = third_parties();
    const auto known = std::find_if(table.begin(), table.end(), [&include](const ThirdParty& party) {
      return include.path.starts_with(party.prefix);
    });
    if (room_ == "tests") return;
    if (known == table.end())
      report(include.line, "includes <" + include.path + ">, a library in no table: give it an owner in tables.cc");
    else if (!known->owners.contains(room_))
      report(include.line, "includes <" + include.path + ">, which does not belong into " + room_);
  }

  void check_quoted(const Include& include) {
    const fs::path path{include.path};
    const std::string first = path.has_parent_path() ? path.begin()->string() : std::string{};
    const auto other = rooms().find(first);
    if (other != rooms().end() && fs::exists(root_ / other->second.folder / "include" / path)) {
      if (room_ != "tests" && !reachable(room_).contains(first))
        report(include.line, "includes \"" + include.path + "\": there is no arrow from " + room_ + " to " + first);
      return;
    }
    if (!is_own_header(path))
      report(include.line, "includes \"" + include.path + "\", which is neither its own header nor a room's public one");
  }

  /// A header beside the file, in the room's folder, made by the build; for a test also one of tests/support, one of
  /// the folders above it, and a private one of the room it tests, or whose part it tests (tests/unit/script:
  /// terminal/app/script), or whose folder its CMakeLists.txt names.
  bool is_own_header(const fs::path& path) {
    if (fs::exists(root_ / file_.parent_path() / path)) return true;
    const auto& generated = generated_headers();
    if (room_ != "tests") {
      const auto made = generated.find(room_);
      return fs::exists(root_ / rooms().at(room_).folder / path) ||
             (made != generated.end() && made->second.contains(path.generic_string()));
    }
    for (fs::path above = file_.parent_path(); !above.empty(); above = above.parent_path())
      if (fs::exists(root_ / above / path)) return true;
    if (fs::exists(root_ / "tests/support" / path)) return true;
    const std::string tested = file_.parent_path().filename().string();
    const std::string list = read_file(root_ / file_.parent_path() / "CMakeLists.txt");
    return std::any_of(rooms().begin(), rooms().end(), [&](const auto& room) {
      const std::string& folder = room.second.folder;
      const bool meant = room.first == tested || fs::exists(root_ / folder / tested);
      return (meant || list.find(folder) != std::string::npos) && fs::exists(root_ / folder / path);
    });
  }

  void check_words() {
    const std::string code = code_only(text_);
    if (pure_rooms().contains(room_)) {
      static const std::regex clock{
          R"(_clock\s*::\s*now|\b(?:time|clock|gettimeofday|clock_gettime|localtime|localtime_r|gmtime|mktime)\s*\()"};
      static const std::regex chance{
          R"(\b(?:s?rand|rand_r|drand48|getrandom|getentropy|arc4random|randombytes\w*)\s*\(|\b(?:random_device|mt19937(?:_64)?|minstd_rand0?|default_random_engine)\b)"};
      report_words(code, clock, "reads a clock: time is passed into " + room_);
      report_words(code, chance, "draws a random number: chance is passed into " + room_);
    }
    if (exact_rooms().contains(room_)) {
      static const std::regex fraction{R"(\b(?:float|double)\b)"};
      report_words(code, fraction, "floating point in " + room_ + ": money and weight are whole numbers");
    }
  }

  void report_words(const std::string& code, const std::regex& words, const std::string& what) {
    for (auto match = std::sregex_iterator(code.begin(), code.end(), words); match != std::sregex_iterator(); ++match)
      report(line_of(code, static_cast<std::size_t>(match->position())), what + " (" + match->str() + ")");
  }

  const fs::path& root_;
  const fs::path& file_;
  std::string room_;
  std::string text_;
  std::vector<Finding>& findings_;
};

/// The HTTP server library takes most of a minute to compile and must stay behind one plain interface.
void check_one_file_of_beast(const fs::path& root, const std::vector<fs::path>& files, std::vector<Finding>& findings) {
  std::vector<fs::path> users;
  for (const fs::path& file : files) {
    if (room_of(file) != "county") continue;
    const auto list = includes(read_file(root / file));
    if (std::any_of(list.begin(), list.end(), [](const Include& one) { return one.path.starts_with("boost/"); }))
      users.push_back(file);
  }
  for (const fs::path& file : users)
    if (users.size() > 1 || file.extension() == ".h")
      findings.push_back({file.generic_string(), 0, "includes Boost: only one .cc file of county may"});
}

}  // namespace

std::vector<Finding> check_rooms(const fs::path& root) {
  std::vector<Finding> findings;
  std::vector<fs::path> all;
  for (const char* top : {"terminal", "drivers", "sync", "tests"}) {
    const auto files = files_below(root, top, {".h", ".cc", ".hpp", ".cpp", ".c"});
    all.insert(all.end(), files.begin(), files.end());
  }
  for (const fs::path& file : all) RoomCheck{root, file, findings}.run();
  check_one_file_of_beast(root, all, findings);
  return findings;
}

}  // namespace zhuangui::architecture
