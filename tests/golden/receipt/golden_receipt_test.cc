#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "device/bars.h"
#include "escpos_renderer/escpos_renderer.h"
#include "example_sale.h"
#include "printer/encode.h"
#include "receipt/render.h"

namespace zhuangui {
namespace {

// The printers the golden files are for, without any file, so that a profile can change without them.
printer::Profile profile_of(const receipt::Paper& paper) {
  printer::Profile profile;
  profile.dots = paper.dots;
  profile.columns = paper.columns;
  if (paper.columns < 48) {
    profile.cutter = printer::Cutter::none;
    profile.feed_before_cut_dots = 120;
    profile.qr = printer::QrWay::raster;
  } else {
    profile.qr = printer::QrWay::gs_k;
    profile.status = printer::StatusWay::full;
    profile.fence = printer::Fence::gs_h;
  }
  return profile;
}

class Drawer {
 public:
  Drawer() {
    auto font = receipt::Font::open();
    EXPECT_TRUE(font) << font.error().cause;
    font_ = std::move(*font);
  }
  printer::Rasteriser rasteriser() {
    return {[this](const device::TextLine& line, int dots, int columns) { return font_->draw_line(line, dots, columns); },
            receipt::draw_qr};
  }
  receipt::Font& font() { return *font_; }

 private:
  std::unique_ptr<receipt::Font> font_;
};

std::vector<std::byte> receipt_bytes(const receipt::ReceiptFacts& facts, const receipt::Paper& paper) {
  Drawer drawer;
  const auto bytes = printer::encode(receipt::lay_out(facts, paper, 42), profile_of(paper), drawer.rasteriser());
  EXPECT_TRUE(bytes) << bytes.error().cause;
  return bytes.value_or(std::vector<std::byte>{});
}

// Compares with the file, or writes it when ZHUANGUI_UPDATE_GOLDEN is set; then look at the difference.
void expect_golden(const std::string& name, const std::string& content) {
  const std::string file = std::string(ZHUANGUI_SOURCE_DIR "/tests/golden/receipt/") + name;
  if (std::getenv("ZHUANGUI_UPDATE_GOLDEN")) std::ofstream(file, std::ios::binary) << content;
  std::ifstream in(file, std::ios::binary);
  const std::string wanted((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  EXPECT_TRUE(content == wanted) << file << " differs; ZHUANGUI_UPDATE_GOLDEN=1 writes it anew\n" << content.substr(0, 4000);
}

std::string as_text(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct Folder {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("zhuangui-receipt-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

std::string output_of(const std::string& command) {
  FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 1024> buffer{};
  std::string text;
  while (pipe && std::fgets(buffer.data(), buffer.size(), pipe)) text += buffer.data();
  if (pipe) ::pclose(pipe);
  return text;
}

std::string read_qr(const std::filesystem::path& picture) {
  return output_of("zbarimg --nodbus -q --raw '" + picture.string() + "'");
}

struct Slip {
  const char* name;
  receipt::Paper paper;
  int copy;
  bool training = false;
  receipt::SlipKind kind = receipt::SlipKind::receipt;
  bool certified = false;  ///< with all that may stand on a line, and paid by a union for whoever signs
};
constexpr Slip slips[] = {{"receipt-80", receipt::paper_80_mm, 0},
                          {"receipt-58", receipt::paper_58_mm, 0},
                          {"reprint-80", receipt::paper_80_mm, 2},
                          {"reprint-58", receipt::paper_58_mm, 2},
                          {"training-58", receipt::paper_58_mm, 1, true},
                          {"certified-80", receipt::paper_80_mm, 0, false, receipt::SlipKind::receipt, true},
                          {"certified-58", receipt::paper_58_mm, 0, false, receipt::SlipKind::receipt, true},
                          {"gift-80", receipt::paper_80_mm, 0, false, receipt::SlipKind::gift, true},
                          {"gift-58", receipt::paper_58_mm, 0, true, receipt::SlipKind::gift, true},
                          {"delivery-80", receipt::paper_80_mm, 0, false, receipt::SlipKind::delivery},
                          {"delivery-58", receipt::paper_58_mm, 0, false, receipt::SlipKind::delivery},
                          {"invoice-80", receipt::paper_80_mm, 0, false, receipt::SlipKind::invoice},
                          {"invoice-58", receipt::paper_58_mm, 0, false, receipt::SlipKind::invoice}};

receipt::ReceiptFacts facts_of(const Slip& slip) {
  receipt::ReceiptFacts facts = test::example_facts();
  facts.copy = slip.copy;
  facts.training = slip.training;
  facts.kind = slip.kind;
  auto& lines = facts.sale.lines;
  if (slip.certified) {
    for (const std::size_t fruit : {0, 1, 2}) lines[fruit].facts.tax_class = fruit == 1 ? "薯类" : "水果及坚果";
    lines[3].facts.tax_class = "禽肉制品";
    lines[3].facts.tax_rate_permyriad = 900;
    lines[0].facts.certificate = "渝消帮认〔2026〕0031号";
    lines[0].facts.benefit = lines[2].facts.benefit = "这些商品每卖 1 元，有 5 分归红池坝镇茶山村集体。";
    // 200.00 + 30.00 - 8.60 = 221.40
    facts.sale.tenders = {{core::TenderKind::quota, core::Money::fen(20'000), "H-7Q2MK4", "Q-8K3M2P", "signature"},
                          {core::TenderKind::cash, core::Money::fen(3'000), "", "", ""}};
    facts.sale.change = core::Money::fen(860);
    facts.sale.attribution = {core::FundSource::union_funds, "U-0007", "", "Q-8K3M2P"};
  }
  if (slip.kind == receipt::SlipKind::invoice) {
    facts.invoice = "F-3K7Q2MX49P";
    facts.invoice_amount = core::Money::fen(22'140);
  }
  if (slip.kind == receipt::SlipKind::delivery) {
    facts.sale.tenders = {{core::TenderKind::account, core::Money::fen(22'140), "", "CG-2026-0117", ""}};
    facts.sale.change = {};
    facts.sale.attribution = {core::FundSource::budget, "U-0031", "G-02", "CG-2026-0117"};
  }
  return facts;
}

TEST(GoldenReceipt, BytesAndTextAreThoseThatWereLookedAt) {
  for (const Slip& slip : slips) {
    const auto bytes = receipt_bytes(facts_of(slip), slip.paper);
    expect_golden(std::string(slip.name) + ".escpos", as_text(bytes));
    // The text is what the strict reader finds in the bytes, not what we meant to send.
    expect_golden(std::string(slip.name) + ".txt", test::text_of(test::read_escpos(bytes, {slip.paper.columns, slip.paper.dots})));
  }
}

TEST(GoldenReceipt, TheTextOfTheJobComesBackFromItsBytes) {
  for (const Slip& slip : slips) {
    const device::PrintJob job = receipt::lay_out(test::example_facts(), slip.paper, 42);
    std::string sent;
    for (const device::PrintElement& element : job.elements)
      if (const auto* line = std::get_if<device::TextLine>(&element)) sent += line->text + "\n";
    const auto items = test::read_escpos(receipt_bytes(test::example_facts(), slip.paper), {slip.paper.columns, slip.paper.dots});
    EXPECT_EQ(test::text_of(items), sent) << slip.name;
  }
}

// Who is given the goods does not learn what they cost.
TEST(GoldenReceipt, AGiftReceiptHasNoAmountOnItAndADeliveryNoteAPlaceToSign) {
  for (const Slip& slip : slips) {
    const std::string text = test::text_of(test::read_escpos(receipt_bytes(facts_of(slip), slip.paper), {slip.paper.columns, slip.paper.dots}));
    if (slip.kind == receipt::SlipKind::gift) {
      for (const char* word : {"￥", "221", "12.80", "合计", "税", "额度", "Q-8K3M2P", "签字", "不是发票"})
        EXPECT_THAT(text, testing::Not(testing::HasSubstr(word))) << slip.name;
    }
    EXPECT_EQ(text.find("收货人签字") != std::string::npos, slip.kind == receipt::SlipKind::delivery) << slip.name;
    EXPECT_EQ(text.find("领取人签字") != std::string::npos, slip.certified && slip.kind == receipt::SlipKind::receipt) << slip.name;
  }
}

// A name no ROM holds: its line is a picture, every other line stays text.
TEST(GoldenReceipt, RareCharactersComeOutAsPicturesOfTheirLines) {
  for (const std::string name : {"㛃", "𠮷", "䶮"}) {
    receipt::ReceiptFacts facts = test::example_facts();
    facts.sale.lines[0].facts.cooperative = "巫溪县" + name + "家合作社";
    const auto items = test::read_escpos(receipt_bytes(facts, receipt::paper_80_mm), {48, 576});
    const auto pictures = test::all_of<test::PaperPicture>(items);
    ASSERT_EQ(pictures.size(), 1u) << name;
    EXPECT_EQ(pictures[0].width, 576);
    EXPECT_EQ(pictures[0].height, 34);
    EXPECT_GT(std::count_if(pictures[0].bits.begin(), pictures[0].bits.end(), [](auto byte) { return byte != 0; }), 100);
    EXPECT_THAT(test::text_of(items), testing::Not(testing::HasSubstr(name)));
    EXPECT_THAT(test::text_of(items), testing::HasSubstr("红池坝冬桃 500克"));
  }
}

TEST(GoldenReceipt, TheQrCodeIsReadBackFromThePaper) {
  const Folder folder;
  const receipt::ReceiptFacts facts = test::example_facts();
  for (const Slip& slip : {slips[0], slips[1]}) {
    // Drawn from the printer's bytes: once by the printer (gs_k), once by us (raster).
    const test::PaperSize size{slip.paper.columns, slip.paper.dots};
    const auto from_bytes = folder.path / "paper.pgm";
    test::draw_paper(test::read_escpos(receipt_bytes(facts, slip.paper), size), size, from_bytes);
    EXPECT_EQ(read_qr(from_bytes), facts.qr_text + "\n") << slip.name;
    // And from the picture of the job.
    Drawer drawer;
    const auto png = receipt::png_bytes(drawer.font().draw_job(receipt::lay_out(facts, slip.paper, 1), slip.paper));
    const auto from_job = folder.path / "job.png";
    std::ofstream(from_job, std::ios::binary).write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
    EXPECT_EQ(read_qr(from_job), facts.qr_text + "\n") << slip.name;
  }
}

// Every value of the symbol table, drawn by the printer (GS k) and by us, is read from the paper by zbar.
TEST(GoldenReceipt, BarcodesOfEveryCharacterAndPairOfDigitsAreReadBackFromThePaper) {
  const Folder folder;
  std::vector<device::Barcode> codes{{device::BarcodeKind::ean13, "6901234567892", 60, 3},
                                     {device::BarcodeKind::ean13, "2101234005200", 60, 2},
                                     {device::BarcodeKind::code128, "160416051620", 60, 2},
                                     {device::BarcodeKind::code128, "ZG-123456-7", 60, 2}};
  for (char first = '0'; first <= '9'; ++first)  // the first digit of EAN-13 is told by the sets of the others
    for (char check = '0'; check <= '9'; ++check) {
      const device::Barcode code{device::BarcodeKind::ean13, std::string(1, first) + "12345678901" + check, 60, 3};
      if (device::bar_modules(code)) codes.push_back(code);
    }
  ASSERT_EQ(codes.size(), 14u) << "one check digit of ten is right";
  for (int from = 0x20; from < 0x7F; from += 10) {
    std::string characters;
    for (int one = from; one < 0x7F && one < from + 10; ++one) characters += static_cast<char>(one);
    codes.push_back({device::BarcodeKind::code128, characters + "~", 60, 2});
  }
  for (char tens = '0'; tens <= '9'; ++tens) {
    std::string pairs;
    for (char ones = '0'; ones <= '9'; ++ones) pairs += {tens, ones};
    codes.push_back({device::BarcodeKind::code128, pairs, 60, 2});
  }
  for (const printer::BarcodeWay way : {printer::BarcodeWay::gs_k, printer::BarcodeWay::raster}) {
    printer::Profile profile = profile_of(receipt::paper_80_mm);
    profile.barcode = way;
    std::string wanted, command = "zbarimg --nodbus -q --raw";
    for (std::size_t at = 0; at < codes.size(); ++at) {
      const auto bytes = printer::encode({1, {codes[at]}}, profile, {});
      ASSERT_TRUE(bytes) << codes[at].content;
      const auto file = folder.path / (std::to_string(at) + ".pgm");
      test::draw_paper(test::read_escpos(*bytes, {48, 576}), {48, 576}, file);
      command += " '" + file.string() + "'";
      wanted += codes[at].content + "\n";
    }
    EXPECT_EQ(output_of(command), wanted) << (way == printer::BarcodeWay::gs_k ? "GS k" : "raster");
  }
}

}  // namespace
}  // namespace zhuangui
