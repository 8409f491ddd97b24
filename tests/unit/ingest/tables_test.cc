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
constexpr const char* promotion_header =
    "id,name,kind,valid_from,valid_until,order,exclusive_group,counters,buyer_classes,products,categories,below_floor,base_reason,terms\n";
constexpr const char* band_header = "product,unit,low_fen,high_fen,floor_fen\n";
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

TEST(Tables, ALimitPerSaleIsAColumnMoreAndAListWithoutOneIsWrittenAsBefore) {
  support::CountyDesk desk;
  const std::string plain = demo("products.csv");
  const auto limited = [&](const char* of_walnuts) {
    std::string text = plain;
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; ++at) {
      const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
      const std::string cell = at < plain.find('\n') + 1 ? ",limit_per_sale" : text.compare(begin, 8, "P-HETAO,") == 0 ? std::string{","} + of_walnuts : ",";
      text.insert(at, cell);
      at += cell.size();
    }
    return text;
  };
  must_have(desk.county->import_csv("products", limited("2"), "products.csv"));
  EXPECT_EQ(must_have(desk.county->export_csv("products")), limited("2"));
  for (const char* wrong : {"0", "-1", "1000000", "two"})
    EXPECT_FALSE(desk.county->import_csv("products", limited(wrong), "products.csv")) << wrong;
  must_have(desk.county->import_csv("products", limited(""), "products.csv"));
  EXPECT_EQ(must_have(desk.county->export_csv("products")), plain);
}

TEST(Tables, AQuickKeyIsAColumnMoreWithOrWithoutTheLimit) {
  const std::string header = "id,name,category,gtins,in_store_item,weighed,unit,specification,township,village,cooperative,season_months,tile,tile_colour,storage,aliases";
  const std::string goods = "P-A,核桃,预包装食品,,,false,袋,,,,,,核,#6B4A2E,常温,";
  support::CountyDesk desk;
  must_have(desk.county->import_csv("prices", "product,unit,unit_price_fen,valid_from,valid_until\n", "prices.csv"));
  for (const std::string& text : {header + ",quick_key\n" + goods + ",99\n", header + ",limit_per_sale,quick_key\n" + goods + ",2,1\n"}) {
    must_have(desk.county->import_csv("products", text, "products.csv"));
    EXPECT_EQ(must_have(desk.county->export_csv("products")), text);
  }
  for (const char* wrong : {"0", "-1", "100", "one"})
    EXPECT_FALSE(desk.county->import_csv("products", header + ",quick_key\n" + goods + "," + wrong + "\n", "products.csv")) << wrong;
}

/// One promotion of each kind, by goods of the demo data.
std::string promotions() {
  const std::string time = ",2026-11-01T00:00:00,2026-12-01T00:00:00,";
  return std::string(promotion_header) + "C-1,核桃配木耳,combination_price" + time + "0,,,,,,false,,4000;P-HETAO:1;P-DANGSHEN:2\n" +
         "E-1,临期特价,near_expiry" + time + "0,,,,,预包装食品,true,,1:5000;3:2000\n" +
         "J-1,积分抢购,points_price" + time + "0,,,,,,false,,P-HETAO:200:100:2\n" +
         "M-1,满100减10,money_off" + time + "5,满减,C-0001;C-0002,unit,P-HETAO;P-DANGSHEN,,false,换季,10000:1000;20000:2500\n" +
         "M-2,每满50减2,money_off" + time + "-5,满减,,,,,false,,repeat;5000:200\n" +
         "P-1,单位九五折,percent_off" + time + "0,,,unit,,,false,,500\n" + "S-1,助农急销,shelf_price" + time + "0,,,,,,false,,P-HETAO:piece:2000\n" +
         "Z-1,满50送核桃,threshold_gift" + time + "0,,,,,,false,,repeat;5000:P-HETAO:1\n";
}

TEST(Tables, PromotionsBandsAndPricesOfSingleCountersComeBackAsTheyWere) {
  support::CountyDesk desk;
  const std::string bands = std::string(band_header) + "P-DONGTAO,kilogram,1000,2000,\nP-HETAO,piece,3000,4500,2500\n";
  const std::string prices = "product,unit,unit_price_fen,valid_from,valid_until,counter,buyer_class\nP-HETAO,piece,3800,2026-01-01T00:00:00,,,\n"
                             "P-HETAO,piece,3500,2026-01-01T00:00:00,,,unit\nP-HETAO,piece,3600,2026-01-01T00:00:00,2026-12-01T00:00:00,C-0001,\n";
  const std::string products =
      "id,name,category,gtins,in_store_item,weighed,unit,specification,township,village,cooperative,season_months,tile,tile_colour,storage,aliases,"
      "tax_class,tax_rate_permyriad,certificate,benefit\n"
      "P-HETAO,巫溪核桃,食用农产品,,,false,袋,,,,,,,,,,水果及坚果,0,渝消帮认〔2026〕0031号,每袋有 1 元归村集体\nP-JI,大宁河鸡,畜禽产品,,,false,只,,,,,,,,,,禽肉制品,900,,\n"
      "P-YU,鱼,水产品,,,false,条,,,,,,,,,,,,,\n";
  for (const auto& [kind, text] : {std::pair{"products", products}, std::pair{"promotions", promotions()}, std::pair{"bands", bands}, std::pair{"prices", prices}}) {
    must_have(desk.county->import_csv(kind, text, kind));
    EXPECT_EQ(must_have(desk.county->export_csv(kind)), text) << kind;
  }
}

TEST(Tables, APromotionThatDoesNotHoldIsNamedByItsCell) {
  support::CountyDesk desk;
  struct Case { const char* note; const char* kind; const char* from; const char* terms; const char* place; };
  for (const Case& c : {Case{"an unknown kind", "lottery", "2026-11-01T00:00:00", "1", "f.csv:2:7:"},
                        Case{"ends before it begins", "percent_off", "2027-11-01T00:00:00", "500", "f.csv:2:39:"},
                        Case{"no number", "percent_off", "2026-11-01T00:00:00", "5.5", "f.csv:2:73:"},
                        Case{"all of it off", "percent_off", "2026-11-01T00:00:00", "10000", "f.csv:2:73:"},
                        Case{"two of one", "percent_off", "2026-11-01T00:00:00", "500;600", "f.csv:2:73:"},
                        Case{"a field too few", "money_off", "2026-11-01T00:00:00", "100", "f.csv:2:71:"},
                        Case{"no steps", "money_off", "2026-11-01T00:00:00", "", "f.csv:2:71:"},
                        Case{"a unit that is none", "shelf_price", "2026-11-01T00:00:00", "P-A:dozen:5", "f.csv:2:73:"}}) {
    const std::string row = std::string("X-1,甲,") + c.kind + "," + c.from + ",2026-12-01T00:00:00,0,,,,,,false,," + c.terms + "\n";
    const auto imported = desk.county->import_csv("promotions", promotion_header + row, "f.csv");
    ASSERT_FALSE(imported) << c.note;
    EXPECT_EQ(imported.error().cause.rfind(c.place, 0), 0u) << c.note << ": " << imported.error().cause;
  }
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
           Case{"a band upside down", "bands", std::string(band_header) + "P-A,piece,200,100,\n", "f.csv:2:15:"},
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
