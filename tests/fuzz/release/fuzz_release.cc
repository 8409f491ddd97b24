// A release: the signed manifest and its sections, as a terminal gets them from whoever answers.
#include "contract/release.h"
#include "core/pricing.h"
#include "fuzz_target.h"
#include "shelf.h"

namespace zhuangui::fuzz {
namespace {

std::string prices() {
  using namespace core;
  return prices_section({Price{"P-HETAO", PerPiece{Money::fen(3800)}, {}, {}},
                         Price{"P-YANGYU", PerKilogram{Money::fen(598)}, WallTime{5}, WallTime{9}, "C-0001", "unit"}},
                        {{"P-HETAO", PerPiece{Money::fen(3000)}, PerPiece{Money::fen(4500)}, PerPiece{Money::fen(2500)}}});
}

std::string promotions() {
  using namespace core;
  std::vector<Promotion> all;
  for (PromotionTerms terms : {PromotionTerms{MoneyOff{{{Money::fen(100), Money::fen(10)}}, true}}, PromotionTerms{ThresholdGift{Money::fen(50), "P-HETAO", 1, false}},
                               PromotionTerms{PointsPrice{"P-HETAO", 200, Money{}, 3}}, PromotionTerms{CombinationPrice{{{"P-HETAO", 2}, {"P-JI", 1}}, Money::fen(99)}},
                               PromotionTerms{NearExpiry{{{1, 5000}, {3, 2000}}}}, PromotionTerms{PercentOff{500}},
                               PromotionTerms{ShelfPrice{{{"P-YANGYU", PerKilogram{Money::fen(300)}}}}}}) {
    Promotion& one = all.emplace_back(Promotion{"M-" + std::to_string(all.size()), "九折", WallTime{1}, WallTime{9}});
    one.terms = std::move(terms);
  }
  return promotions_section(all);
}

contract::Manifest manifest() {
  contract::Manifest answer{
      .terminal = "T-0001", .counter = "C-0001", .county_epoch = 1, .version = 7, .made_at = 5, .valid_from = 6};
  for (const char* name : {"products", "prices", "counter"})
    answer.sections.push_back({name, contract::blake2b(name), 4711});
  return answer;
}

std::string counter() {
  return core::counter_section({"C-0001", "县人民医院 1 号柜", "巫溪县人民医院", "柏杨街道", "023-51520001",
                                "示例公司", "023-51522000"});
}

void check_manifest(std::string_view text) {
  if (const auto read = contract::parse_signed_manifest(text)) {
    const auto back = contract::parse_signed_manifest(contract::signed_manifest_json(*read));
    require(back && back->text == read->text && back->signature == read->signature, "a signed manifest comes back");
    check_manifest(read->text);
  } else {
    require_sentence(read.error());
  }
  const auto read = contract::parse_manifest(text);
  if (!read) return require_sentence(read.error());
  const auto back = contract::parse_manifest(contract::manifest_text(*read));
  require(back && *back == *read, "a manifest comes back as it was written");
  require(read->sections.size() <= contract::sections_max, "a manifest is bounded");
}

void check_products(std::string_view text) {
  const auto read = core::Catalogue::from_sections(3, text, "{\"prices\":[]}");
  if (!read) return require_sentence(read.error());
  const std::string written = core::products_section(read->products());
  const auto back = core::Catalogue::from_sections(3, written, "{\"prices\":[]}");
  require(back && core::products_section(back->products()) == written, "a list of goods comes back as it was written");
  for (const core::Product& product : read->products()) {
    require(read->find(product.id) == &product, "every product is found by its id");
    for (const std::string& gtin : product.gtins) require(read->find_gtin(gtin) == &product, "and by its codes");
    for (const int month : product.season_months) require(month >= 1 && month <= 12, "a month is one");
  }
}

void check_prices(std::string_view text) {
  static const std::string products = core::products_section(support::shelf()->products());
  const auto read = core::Catalogue::from_sections(3, products, text);
  if (!read) return require_sentence(read.error());
  for (const core::Product& product : read->products())
    if (const auto price = read->price_at(product.id, core::WallTime{1'795'482'000'000}))
      require(product.weighed == std::holds_alternative<core::PerKilogram>(*price), "a price fits the way it is sold");
}

void check_promotions(std::string_view text) {
  const auto read = core::parse_promotions_section(text);
  if (!read) return require_sentence(read.error());
  const auto back = core::parse_promotions_section(core::promotions_section(*read));
  require(back && *back == *read, "promotions come back as they were written");
  const auto shelf = support::shelf();
  const auto rules = core::PriceRules::fitting(*read, *shelf);
  if (!rules) return require_sentence(rules.error());
  core::Cart cart;
  for (const core::Product& product : shelf->products())
    if (auto line = core::freeze_line(*shelf, product, product.weighed ? core::Quantity{core::Grams{520}} : core::Pieces{3}, {}, {})) cart.lines.push_back(std::move(*line));
  const auto priced = core::price_cart(cart, *rules, {.at = read->empty() ? core::WallTime{} : read->front().valid_from});
  require(priced && priced->cart.total >= core::Money{} && priced->cart.gross - priced->cart.discount == priced->cart.total, "whatever is promised, the sums hold");
}

void check_counter(std::string_view text) {
  const auto read = core::parse_counter_section(text);
  if (!read) return require_sentence(read.error());
  const std::string written = core::counter_section(*read);
  const auto back = core::parse_counter_section(written);
  require(back && core::counter_section(*back) == written, "a counter comes back as it was written");
}

}  // namespace

std::vector<std::string> seeds() {
  contract::initialise();
  const auto signer = contract::KeyPair::from_seed({9});
  return {contract::manifest_text(manifest()),
          contract::signed_manifest_json(contract::sign_manifest(signer, manifest())),
          core::products_section(support::shelf()->products()), prices(), promotions(), counter()};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = zhuangui::fuzz::text_of(data, size);
  zhuangui::fuzz::check_manifest(text);
  zhuangui::fuzz::check_products(text);
  zhuangui::fuzz::check_prices(text);
  zhuangui::fuzz::check_promotions(text);
  zhuangui::fuzz::check_counter(text);
  return 0;
}
