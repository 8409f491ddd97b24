// A table the county office imports.
#include "csv.h"
#include "fuzz_target.h"

namespace zhuangui::fuzz {
namespace {

const std::vector<std::string_view> header{"id", "name", "price"};

std::string as_text(const std::vector<ingest::CsvRow>& rows) {
  std::string text = ingest::csv_line({header.begin(), header.end()});
  for (const ingest::CsvRow& row : rows) {
    std::vector<std::string> cells;
    for (const ingest::Cell& cell : row) cells.push_back(cell.text);
    text += ingest::csv_line(cells);
  }
  return text;
}

}  // namespace

std::vector<std::string> seeds() {
  return {"id,name,price\nP-1,巫溪洋芋,598\n", "id,name,price\r\nP-1,\"a \"\"b\"\", c\",1\r\n\r\nP-2,\"two\nlines\",\r\n",
          "\xef\xbb\xbfid,name,price\n", "id,name,price\n,,\n"};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  const auto rows = ingest::parse_csv(fuzz::text_of(data, size), fuzz::header, "t.csv");
  if (!rows) {
    fuzz::require_sentence(rows.error());
    fuzz::require(rows.error().cause.starts_with("t.csv:"), "an error names file, line and column");
    return 0;
  }
  const std::string written = fuzz::as_text(*rows);
  const auto back = ingest::parse_csv(written, fuzz::header, "t.csv");
  fuzz::require(back && fuzz::as_text(*back) == written, "a table comes back as it was written");
  fuzz::require(back->size() == rows->size(), "with all its rows");
  return 0;
}
