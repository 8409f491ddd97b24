// The house's rules held against the real tree, and controls: a tree with one deliberate break must be reported.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "check.h"
#include "source_text.h"
#include "tables.h"

namespace zhuangui::architecture {
namespace {

namespace fs = std::filesystem;

std::string all_text(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += "\n  " + to_text(finding);
  return text;
}

TEST(Architecture, EveryIncludeOfTheTreeFollowsTheArrows) {
  const auto findings = check_rooms(ZHUANGUI_SOURCE_DIR);
  EXPECT_TRUE(findings.empty()) << all_text(findings);
}

TEST(Architecture, TheTreeHasTheFixedShape) {
  const auto findings = check_tree(ZHUANGUI_SOURCE_DIR);
  EXPECT_TRUE(findings.empty()) << all_text(findings);
}

TEST(Architecture, TheArrowsHaveNoCycle) {
  for (const auto& [name, room] : rooms())
    for (const std::string& arrow : room.arrows) {
      ASSERT_TRUE(rooms().contains(arrow)) << name << " points at an unknown room " << arrow;
      EXPECT_FALSE(reachable(arrow).contains(name)) << name << " and " << arrow << " reach each other";
    }
}

TEST(Architecture, RoomsReachWhatTheirRoomsReach) {
  EXPECT_EQ(reachable("ui"), (std::set<std::string>{"ui", "till", "core", "barcode"}));
  EXPECT_EQ(reachable("county"), (std::set<std::string>{"county", "office", "ingest", "ledger", "contract", "core"}));
  EXPECT_EQ(reachable("core"), (std::set<std::string>{"core"}));
}

TEST(SourceText, CommentsAndLiteralsAreNotCode) {
  struct Case { const char* note; const char* text; const char* code; };
  for (const Case& c : {Case{"line comment", "a // double\nb", "a          \nb"},
                        Case{"block comment keeps its lines", "a /* x\ny */ b", "a     \n     b"},
                        Case{"string", "f(\"double // x\") g", "f(\"           \") g"},
                        Case{"escaped quote", R"(f("a\"b") g)", R"(f("    ") g)"},
                        Case{"digit separator is no quote", "1'000'000; double x; 'd'", "1'000'000; double x; ' '"},
                        Case{"raw string", "R\"x(a\" // b)x\" c", "R\"x(       )x\" c"}})
    EXPECT_EQ(code_only(c.text), c.code) << c.note;
  const auto found = includes("// #include \"no.h\"\n#include \"core/money.h\"  // why\n #  include <string>\n");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].path, "core/money.h");
  EXPECT_EQ(found[0].line, 2);
  EXPECT_TRUE(found[1].angled);
}

/// A small sound tree in a temporary folder, into which each control puts one fault.
class Control : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("zhuangui-architecture-" + std::to_string(::getpid()));
    fs::remove_all(root_);
    write("CMakeLists.txt", "");
    write("README.md", "**terminal/core** **terminal/till** **drivers/barcode** **sync/county**\n");
    write("terminal/core/CMakeLists.txt", "zhuangui_room(core SOURCES money.cc)\n");
    write("terminal/core/include/core/money.h", "#pragma once\n#include <string>\n");
    write("terminal/core/private.h", "#pragma once\n");
    write("terminal/core/money.cc", "#include \"core/money.h\"\n#include \"private.h\"\n#include <simdjson.h>\n");
    write("drivers/barcode/CMakeLists.txt", "zhuangui_room(barcode SOURCES)\n");
    write("drivers/barcode/include/barcode/code.h", "#pragma once\n");
    write("terminal/till/CMakeLists.txt", "zhuangui_room(till SOURCES till.cc)\n");
    write("terminal/till/include/till/till.h", "#pragma once\n#include \"barcode/code.h\"\n");
    write("terminal/till/till.cc", "#include \"till/till.h\"\n#include \"core/money.h\"\n");
    write("sync/county/CMakeLists.txt", "zhuangui_room(county SOURCES shell.cc other.cc)\n");
    write("sync/county/shell.cc", "#include <boost/beast.hpp>\n");
    write("sync/county/other.cc", "#include <thread>\n");
    write("tests/unit/core/CMakeLists.txt", "zhuangui_test(unit_core SOURCES money_test.cc)\n");
    write("tests/unit/core/money_test.cc", "#include <gtest/gtest.h>\n#include \"core/money.h\"\n#include \"private.h\"\n");
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }
  std::vector<Finding> findings() const {
    auto found = check_rooms(root_);
    const auto more = check_tree(root_);
    found.insert(found.end(), more.begin(), more.end());
    return found;
  }

  fs::path root_;
};

TEST_F(Control, ASoundTreeHasNoFinding) { EXPECT_TRUE(findings().empty()) << all_text(findings()); }

TEST_F(Control, EachDeliberateFaultIsReportedWithItsPlace) {
  struct Case { const char* file; std::string text; int line; const char* words; };
  const std::string long_file(static_cast<std::size_t>(lines_max + 1), '\n');
  const std::vector<Case> cases{
      {"terminal/core/money.cc", "\n#include \"till/till.h\"\n", 2, "no arrow from core to till"},
      {"drivers/barcode/include/barcode/code.h", "#include \"core/money.h\"\n", 1, "no arrow from barcode to core"},
      {"terminal/till/till.cc", "#include \"../core/private.h\"\n", 1, "goes round the room's door"},
      {"terminal/till/till.cc", "#include \"private.h\"\n", 1, "neither its own header"},
      {"terminal/till/till.cc", "#include <sqlite3.h>\n", 1, "does not belong into till"},
      {"terminal/till/till.cc", "#include <gtest/gtest.h>\n", 1, "does not belong into till"},
      {"terminal/till/till.cc", "#include <zlib.h>\n", 1, "a library in no table"},
      {"terminal/till/till.cc", "#include <fstream>\n", 1, "till is pure"},
      {"terminal/till/till.cc", "#include <unistd.h>\n", 1, "till is pure"},
      {"terminal/till/till.cc", "#include \"tests/support/help.h\"\n", 1, "neither its own header"},
      {"terminal/till/till.cc", "int f() {\n  return std::chrono::system_clock::now();\n}\n", 2, "reads a clock"},
      {"terminal/core/money.cc", "long f() { return time(nullptr); }\n", 1, "reads a clock"},
      {"terminal/core/money.cc", "int f() { return rand(); }\n", 1, "draws a random number"},
      {"terminal/core/money.cc", "std::mt19937 generator;\n", 1, "draws a random number"},
      {"terminal/core/money.cc", "double price;\n", 1, "floating point in core"},
      {"terminal/core/money.cc", long_file, 0, "lines, more than"},
      {"tests/unit/barcode/code_test.cc", "#include \"private.h\"\n", 1, "neither its own header"},
      {"terminal/cellar/wine.cc", "\n", 0, "is built by no target"},
      {"tests/unit/core/forgotten_test.cc", "\n", 0, "is built by no target"},
      {"terminal/core/forgotten.cc", "\n", 0, "is built by no target"},
      {"sync/county/other.cc", "#include <boost/asio.hpp>\n", 0, "only one .cc file of county"},
      {"notes.txt", "\n", 0, "top of the tree"},
      {"README.md", "**terminal/core** **terminal/till** **sync/county**\n", 0, "no paragraph **drivers/barcode**"},
      {"drivers/barcode/CMakeLists.txt", "add_library(codes)\n", 0, "makes no room of the name barcode"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.file) + ": " + c.words);
    SetUp();
    write(c.file, c.text);
    bool reported = false;
    for (const Finding& finding : findings())
      reported = reported || (finding.file == c.file && finding.line == c.line &&
                              finding.what.find(c.words) != std::string::npos);
    EXPECT_TRUE(reported) << all_text(findings());
  }
}

TEST_F(Control, WhatOnlyLooksLikeAFaultIsNotReported) {
  write("terminal/core/money.cc",
        "#include \"core/money.h\"\n// double, rand() and time() in a comment\nconst char* text = \"double rand()\";\n"
        "long parse_time(long business_time);\nlong x = parse_time(1'000);\nint brand(int operand);\n");
  EXPECT_TRUE(findings().empty()) << all_text(findings());
}

}  // namespace
}  // namespace zhuangui::architecture
