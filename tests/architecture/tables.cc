#include "tables.h"

namespace zhuangui::architecture {

const std::map<std::string, Room>& rooms() {
  static const std::map<std::string, Room> table{
      {"core", {"terminal/core", {}}},
      {"journal", {"terminal/journal", {"contract"}}},
      {"till", {"terminal/till", {"core", "barcode"}}},
      {"receipt", {"terminal/receipt", {"core", "device"}}},
      {"ui", {"terminal/ui", {"till"}}},
      {"app",
       {"terminal/app",
        {"ui", "till", "journal", "receipt", "transport", "scanner", "printer", "scale", "display", "simulated", "agent",
         "http"}}},
      {"device", {"drivers/device", {}}},
      {"barcode", {"drivers/barcode", {}}},
      {"transport", {"drivers/transport", {"device"}}},
      {"scanner", {"drivers/scanner", {"device"}}},
      {"printer", {"drivers/printer", {"device"}}},
      {"scale", {"drivers/scale", {"device"}}},
      {"display", {"drivers/display", {"device"}}},
      {"simulated", {"drivers/simulated", {"device", "printer"}}},
      {"contract", {"sync/contract", {"core"}}},
      {"agent", {"sync/agent", {"contract"}}},
      {"http", {"sync/http", {"contract"}}},
      {"ledger", {"sync/ledger", {"contract"}}},
      {"ingest", {"sync/ingest", {"ledger"}}},
      {"office", {"sync/office", {"ledger"}}},
      {"county", {"sync/county", {"office", "ingest"}}},
      {"lossy", {"sync/lossy", {"ingest"}}},
  };
  return table;
}

std::set<std::string> reachable(const std::string& room) {
  std::set<std::string> reached{room};
  std::vector<std::string> waiting{room};
  while (!waiting.empty()) {
    const std::string next = waiting.back();
    waiting.pop_back();
    const auto found = rooms().find(next);
    if (found == rooms().end()) continue;
    for (const std::string& arrow : found->second.arrows)
      if (reached.insert(arrow).second) waiting.push_back(arrow);
  }
  return reached;
}

const std::vector<ThirdParty>& third_parties() {
  static const std::vector<ThirdParty> table{
      {"sqlite3.h", {"journal", "ledger"}},
      {"libpq", {}},
      {"pqxx/", {}},
      {"libusb", {"transport"}},
      {"SDL", {"ui"}},
      {"imgui", {"ui"}},
      {"curl/", {"http"}},
      {"boost/", {"county"}},
      {"openssl/", {"county"}},
      {"sodium", {"contract"}},
      {"zstd", {"contract"}},
      {"simdjson", {"core"}},
      {"tl/expected.hpp", {"core", "device"}},
      {"ft2build.h", {"receipt", "ui"}},
      {"freetype", {"receipt", "ui"}},
      {"qrencode.h", {"receipt", "printer"}},
      {"png.h", {"receipt", "ui"}},
      {"turbojpeg.h", {"ui"}},
      {"stb/", {"ui"}},
      {"unicode/", {"ingest"}},
      {"iconv.h", {"receipt", "printer", "scanner", "display", "app"}},
      {"kainjow/", {"office"}},
      {"CLI/", {"app", "county"}},
      {"toml++/", {"app"}},
      {"spdlog/", {"app", "county"}},
      {"gtest/", {}},
      {"gmock/", {}},
      {"rapidcheck", {}},
      {"benchmark/", {}},
  };
  return table;
}

bool is_language_header(const std::string& header) { return header.find_first_of("./") == std::string::npos; }

bool is_system_header(const std::string& header) {
  static const std::set<std::string> named{"arpa/inet.h", "dirent.h",   "dlfcn.h",      "fcntl.h", "linux/usbdevice_fs.h",
                                           "malloc.h",    "netdb.h",    "poll.h",     "netinet/in.h", "pwd.h",   "grp.h", "netinet/tcp.h",
                                           "signal.h",    "spawn.h",    "termios.h",    "unistd.h", "pthread.h",
                                           "sched.h",     "linux/usb/ch9.h"};
  return named.contains(header) || header.starts_with("sys/");
}

const std::set<std::string>& pure_rooms() {
  static const std::set<std::string> names{"core", "till"};
  return names;
}

const std::set<std::string>& impure_headers() {
  static const std::set<std::string> names{"fstream", "iostream", "filesystem", "thread", "mutex",  "condition_variable",
                                           "future",  "random",   "ctime",      "cstdio", "csignal"};
  return names;
}

const std::set<std::string>& exact_rooms() {
  static const std::set<std::string> names{"core", "till", "journal", "contract"};
  return names;
}

const std::map<std::string, std::set<std::string>>& generated_headers() {
  static const std::map<std::string, std::set<std::string>> table{
      {"journal", {"embedded_schema.h"}},
      {"ledger", {"embedded_schema.h"}},
  };
  return table;
}

const std::set<std::string>& top_level() {
  static const std::set<std::string> names{"CMakeLists.txt", "terminal",      "drivers",    "sync",
                                           "assets",         "tests",         "packaging",  "README.md",
                                           ".ci",            ".gitignore",    ".git",       ".clang-format",
                                           ".clang-tidy",    ".editorconfig", ".gitattributes"};
  return names;
}

}  // namespace zhuangui::architecture
