// Lists in and out as CSV: the same bytes again, and errors that point at the cell.
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "county_desk.h"

namespace zhuangui::ingest {
namespace {

using support::must_have;

std::string demo(const std::string& name) {
  std::ifstream file{std::string(ZHUANGUI_SOURCE_DIR) + "/assets/demo/" + name, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

constexpr const char* price_header = "product,unit,unit_price_fen,valid_from,valid_until\n";
constexpr const char* counter_header = "id,name,site,address,phone,firm,county_phone\n";

TEST(Tables, ExportImportExportGivesTheSameBytes) {
  support::CountyDesk desk;
  for (const char* kind : {"products", "prices", "counters"}) {
    const std::string text = demo(std::string(kind) + ".csv");
    ASSERT_FALSE(text.empty()) << kind;
    must_have(desk.county->import_csv(kind, text, kind));
    const std::string first = must_have(desk.county->export_csv(kind));
    must_have(desk.county->import_csv(kind, first, kind));
    EXPECT_EQ(must_have(desk.county->export_csv(kind)), first) << kind;
    EXPECT_EQ(first, text) << "the demo data are written as the county writes them: " << kind;
  }
  EXPECT_GT(must_have(desk.county->publish()).release, 1);
}

TEST(Tables, CellsWithCommasQuotesAndLineBreaksComeBackAsTheyWere) {
  support::CountyDesk desk;
  const std::string text = std::string(counter_header) + "C-0001,\"甲,\"\"乙\"\"\n丙\",s,a,p,f,c\n";
  must_have(desk.county->import_csv("counters", text, "c.csv"));
  EXPECT_EQ(must_have(desk.county->export_csv("counters")), text);
  EXPECT_EQ(must_have(desk.county->status()).counters[0].name, "甲,\"乙\"\n丙");
  must_have(desk.county->import_csv("counters", "\xef\xbb\xbf" + std::string("id,name,site,address,phone,firm,county_phone\r\nC-0002,n,,,,,\r\n\r\n"), "c.csv"));
  EXPECT_EQ(must_have(desk.county->export_csv("counters")), std::string(counter_header) + "C-0002,n,,,,,\n")
      << "a mark, CR LF and an empty last line, as spreadsheets write them";
}

TEST(Tables, AWrongCellIsNamedByFileLineAndColumnAndNothingIsChanged) {
  support::CountyDesk desk;
  struct Case {
    const char* note;
    const char* kind;
    std::string text;
    const char* place;
  };
  const std::string p = price_header, c = counter_header;
  for (const Case& one : {
           Case{"empty file", "prices", "", "f.csv:1:1:"},
           Case{"wrong header", "prices", "product,unit,price\n", "f.csv:1:14:"},
           Case{"short header", "prices", "product,unit\n", "f.csv:1:9:"},
           Case{"long header", "counters", "id,name,site,address,phone,firm,county_phone,x\n", "f.csv:1:46:"},
           Case{"too few cells", "prices", p + "P-A,piece,100\n", "f.csv:2:11:"},
           Case{"unknown unit", "prices", p + "P-A,dozen,100,2026-01-01T00:00:00,\n", "f.csv:2:5:"},
           Case{"no number", "prices", p + "P-A,piece,12.5,2026-01-01T00:00:00,\n", "f.csv:2:11:"},
           Case{"a price of nothing", "prices", p + "P-A,piece,0,2026-01-01T00:00:00,\n", "f.csv:2:11:"},
           Case{"no time", "prices", p + "P-A,piece,100,soon,\n", "f.csv:2:15:"},
           Case{"ends before it begins", "prices", p + "P-A,piece,100,2026-01-02T00:00:00,2026-01-01T00:00:00\n", "f.csv:2:35:"},
           Case{"twice", "counters", c + "C-1,甲,,,,,\nC-1,乙,,,,,\n", "f.csv:3:1:"},
           Case{"a bad id", "counters", c + "C 1,甲,,,,,\n", "f.csv:2:1:"},
           Case{"no name", "counters", c + "C-1,,,,,,\n", "f.csv:2:5:"},
           Case{"characters are counted, not bytes", "counters", c + "C-1,县人民医院,\"x\"y,,,,\n", "f.csv:2:14:"},
           Case{"a quote that does not end", "counters", c + "C-1,\"甲,,,,,\n", "f.csv:2:5:"},
           Case{"a line further down", "counters", c + "C-1,\"甲\n乙\",,,,,\nC 2,丙,,,,,\n", "f.csv:4:1:"},
       }) {
    const std::string before = must_have(desk.county->export_csv(one.kind));
    const auto imported = desk.county->import_csv(one.kind, one.text, "f.csv");
    ASSERT_FALSE(imported) << one.note;
    EXPECT_EQ(imported.error().code, core::Errc::invalid_input) << one.note;
    EXPECT_EQ(imported.error().cause.rfind(one.place, 0), 0u) << one.note << ": " << imported.error().cause;
    EXPECT_EQ(must_have(desk.county->export_csv(one.kind)), before) << one.note;
  }
  EXPECT_EQ(desk.county->import_csv("people", "", "f.csv").error().code, core::Errc::invalid_input);
}

}  // namespace
}  // namespace zhuangui::ingest
