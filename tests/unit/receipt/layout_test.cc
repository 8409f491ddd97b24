#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "device/text.h"
#include "example_sale.h"
#include "receipt/render.h"
#include "seed.h"

namespace zhuangui::receipt {
namespace {

using device::TextLine;
using testing::HasSubstr;
using testing::Not;

std::vector<TextLine> lines_of(const device::PrintJob& job) {
  std::vector<TextLine> lines;
  for (const device::PrintElement& element : job.elements)
    if (const auto* line = std::get_if<TextLine>(&element)) lines.push_back(*line);
  return lines;
}

TEST(Receipt, SaysAllABuyerMustKnowOnEitherPaper) {
  for (const Paper& paper : {paper_80_mm, paper_58_mm}) {
    const std::string text = render_text(lay_out(test::example_facts(), paper, 1), paper);
    for (const char* part : {"县人民医院 1 号柜",
                             "巫溪县人民医院",
                             "巫溪县柏杨街道春申大道门诊楼一层",
                             "时间 2026-11-24 14:32",
                             "小票号 T-0001-463920-17",
                             "终端 T-0001",
                             "记账序号 1234",
                             "校验 1a2b3c4d5e6f7788",
                             "红池坝冬桃 500克",
                             "2袋 × ￥12.80",
                             "25.60",
                             "520克 × ￥6.00/千克",
                             "(￥3.00/500克)",
                             "3.12",
                             "1235克 × ￥19.98/千克",
                             "24.68",
                             "产地 红池坝镇茶山村",
                             "巫溪县红池坝冬桃专业合作社",
                             "合计",
                             "￥221.40",
                             "件数",
                             "现金  收",
                             "￥250.00",
                             "找零",
                             "￥28.60",
                             "ZG1|T-0001-463920-17|1234|1a2b3c4d5e6f7788",
                             "023-51522000",
                             "12315",
                             "本小票不是发票"})
      EXPECT_THAT(text, HasSubstr(part)) << paper.columns;
    EXPECT_THAT(text, Not(HasSubstr("补打"))) << paper.columns;
  }
}

TEST(Receipt, AReprintSaysSoInBigLettersAtTopAndBottom) {
  ReceiptFacts facts = test::example_facts();
  facts.copy = 3;
  const auto lines = lines_of(lay_out(facts, paper_58_mm, 1));
  for (const TextLine& line : {lines.front(), lines.back()}) {
    EXPECT_THAT(line.text, HasSubstr("补打 3"));
    EXPECT_EQ(line.width, 2);
    EXPECT_EQ(line.height, 2);
  }
}

TEST(Receipt, OneOfATillToPractiseWithSaysThatItIsWorthNothingBeforeAllElseAndAfter) {
  ReceiptFacts facts = test::example_facts();
  facts.training = true;
  facts.copy = 1;
  for (const Paper& paper : {paper_80_mm, paper_58_mm}) {
    const auto lines = lines_of(lay_out(facts, paper, 1));
    for (const TextLine& line : {lines.front(), lines.back()}) {
      EXPECT_EQ(line.text, "培训 不作凭据") << paper.columns;
      EXPECT_EQ(line.height, 2);
      EXPECT_TRUE(line.bold);
    }
  }
  EXPECT_THAT(render_text(lay_out(test::example_facts(), paper_80_mm, 1), paper_80_mm), Not(HasSubstr("培训")));
}

TEST(Receipt, ThePriceOf500GramsIsSaidOnlyWhereItIsExact) {
  ReceiptFacts facts = test::example_facts();
  facts.sale.lines[1].facts.unit_price = core::PerKilogram{core::Money::fen(601)};
  const std::string text = render_text(lay_out(facts, paper_80_mm, 1), paper_80_mm);
  EXPECT_THAT(text, HasSubstr("520克 × ￥6.01/千克"));
  EXPECT_THAT(text, Not(HasSubstr("￥3.0")));
}

TEST(Receipt, EachDiscountStandsUnderItsLineByNameAndTheSumsSayHowMuchWasSaved) {
  ReceiptFacts facts = test::example_facts();
  core::SaleLine& line = facts.sale.lines[1];  // potatoes, 3.11
  line.facts.quantity = core::Pieces{2};
  line.facts.unit_price = core::PerPiece{core::Money::fen(3'800)};
  line.total = core::Money::fen(5'424);
  line.discounts = {{"S-1", "助农急销", core::Money::fen(1'200)}, {"M-1", "满100减10", core::Money::fen(976)}};
  const std::string text = render_text(lay_out(facts, paper_58_mm, 1), paper_58_mm);
  EXPECT_THAT(text, HasSubstr("× ￥38.00           76.00\n"));
  EXPECT_THAT(text, HasSubstr("  助农急销                -12.00\n  满100减10                -9.76\n  实付                     54.24\n"));
  EXPECT_THAT(text, HasSubstr("已优惠                   ￥21.76\n"));
  EXPECT_THAT(render_text(lay_out(test::example_facts(), paper_58_mm, 1), paper_58_mm), Not(HasSubstr("优惠")));
}

TEST(Receipt, PiecesAreCountedAndAWeighedLineIsOne) {
  const std::string text = render_text(lay_out(test::example_facts(), paper_58_mm, 1), paper_58_mm);
  EXPECT_THAT(text, HasSubstr("件数                           5\n"));
}

// Names of any length and any bytes, on any paper: every line fits and can be printed.
TEST(Receipt, NoLineIsWiderThanThePaperWhateverTheNames) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random(seed);
  const auto name = [&] {
    const char* parts[] = {"冬", "桃", "A", "1.5", " ", "（", "）", "𠮷", "\xFF", "\n", "×", "-"};
    std::string text;
    for (auto left = random() % 60; left > 0; --left) text += parts[random() % std::size(parts)];
    return text;
  };
  for (int round = 0; round < 300; ++round) {
    ReceiptFacts facts = test::example_facts();
    for (core::SaleLine& line : facts.sale.lines) {
      line.facts.name = name();
      line.facts.specification = name();
      line.facts.unit = name();
      line.facts.village = name();
      line.facts.cooperative = name();
      line.total = core::Money::fen(static_cast<std::int64_t>(random() % 9'999'999'999));
    }
    facts.sale.total = core::sale_total_max;
    facts.counter.name = name();
    facts.counter.site = name();
    facts.counter.firm = name();
    facts.sale.id = name();
    facts.terminal = name();
    const Paper paper{24 + static_cast<int>(random() % 41), 576};
    for (const TextLine& line : lines_of(lay_out(facts, paper, 1))) {
      EXPECT_LE(device::text_columns(line.text) * line.width, paper.columns) << line.text;
      EXPECT_EQ(line.text.find('\n'), std::string::npos);
      EXPECT_EQ(line.text.find('\xFF'), std::string::npos);
    }
  }
}

TEST(Receipt, TheSameFactsGiveTheSameJobAndTheDrawerHasItsOwn) {
  EXPECT_EQ(render_text(lay_out(test::example_facts(), paper_80_mm, 1), paper_80_mm),
            render_text(lay_out(test::example_facts(), paper_80_mm, 1), paper_80_mm));
  const device::PrintJob drawer = drawer_job(7);
  EXPECT_EQ(drawer.number, 7);
  ASSERT_EQ(drawer.elements.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<device::DrawerPulse>(drawer.elements[0]));
}

}  // namespace
}  // namespace zhuangui::receipt
