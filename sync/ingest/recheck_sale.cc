#include "recheck_sale.h"

#include "core/prices.h"
#include "core/pricing.h"
#include "reservations.h"

namespace zhuangui::ingest {
namespace {

using core::CartLine;
using core::Money;
using core::Sale;
using core::WallTime;

/// A cart is given up when the day turns over it: no price on it is older than this.
constexpr std::int64_t cart_age_max_ms = 24 * 3'600'000;
/// What is being paid is not priced anew; nobody stands there longer.
constexpr std::int64_t paying_max_ms = 3'600'000;
/// A price that fell under an open cart names the newer list; the goods' names may be of one that came before.
constexpr std::int64_t older_lists_max = 20;

using Release = std::shared_ptr<const CounterRelease>;

std::string fen_words(Money amount) { return std::to_string(amount.in_fen()) + " fen"; }
std::string line_text(std::size_t index) { return "line " + std::to_string(index + 1); }

class SaleRecheck {
 public:
  SaleRecheck(const Sale& sale, const SellingMoment& moment, KeptReleases& releases) : sale_{sale}, moment_{moment}, releases_{releases} {}

  Result<std::optional<Fault>> run() {
    const auto found = releases_.find(sale_.release, moment_.where.counter);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return not_kept(sale_.release);
    release_ = *found;
    for (std::size_t index = 0; index < sale_.lines.size(); ++index) {
      auto fault = line(index);
      if (!fault || *fault) return fault;
    }
    if (auto fault = sums()) return fault;
    for (const core::Tender& tender : sale_.tenders)
      if (auto fault = this->tender(tender)) return fault;
    return whose();
  }

 private:
  static Fault not_kept(std::int64_t version) {
    return {"not_kept", version == 0 ? "the sale names no release" : "release " + std::to_string(version) + " is not kept for this counter"};
  }
  [[nodiscard]] WallTime priced_at() const { return sale_.late ? sale_.late->stated_at : moment_.at; }

  Result<std::optional<Fault>> line(std::size_t index) {
    const CartLine& facts = sale_.lines[index].facts;
    const std::int64_t version = facts.release == 0 ? sale_.release : facts.release;
    const auto found = releases_.find(version, moment_.where.counter);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return not_kept(version);
    if (auto fault = price(index, **found)) return fault;
    return goods(index, version);
  }

  std::optional<Fault> price(std::size_t index, const CounterRelease& list) const {
    const CartLine& facts = sale_.lines[index].facts;
    const core::UnitPrice listed = facts.list_price.value_or(facts.unit_price);
    if (!was_listed(list, facts.product, listed))
      return Fault{"price", line_text(index) + ": no price list of release " + std::to_string(list.catalogue.release()) + " said this price of " + facts.product + " then"};
    if (facts.price_reason.empty())
      return facts.list_price ? std::optional<Fault>{{"price", line_text(index) + ": another price than the list's, and nobody set it"}} : std::nullopt;
    if (core::is_preordered(facts)) return preordered(index);
    const core::PriceBand* band = list.catalogue.band(facts.product);
    if (core::is_price_reason(facts.price_reason) && (!facts.price_second.empty() || core::inside_band(facts.unit_price, listed, band))) return std::nullopt;
    return Fault{"price", line_text(index) + ": a price set by hand outside the reference prices, without a second person or a reason"};
  }

  /// What was paid for it before, on the slip that the line names.
  [[nodiscard]] std::optional<Fault> preordered(std::size_t index) const {
    const CartLine& facts = sale_.lines[index].facts;
    const core::Pickup* pickup = release_->pickups.find(facts.code);
    if (!pickup) return Fault{"pickup", line_text(index) + ": pick-up " + facts.code + " is in no list of this counter"};
    for (const core::PickupGoods& one : pickup->goods)
      if (one.product == facts.product && core::UnitPrice{core::PerPiece{one.price}} == facts.unit_price && core::Quantity{core::Pieces{one.pieces}} == facts.quantity)
        return std::nullopt;
    return Fault{"pickup", line_text(index) + ": " + facts.product + " was not ordered like this on " + facts.code};
  }

  /// At any moment at which the cart can have been filled.
  [[nodiscard]] bool was_listed(const CounterRelease& list, const std::string& product, const core::UnitPrice& price) const {
    const WallTime last = priced_at();
    const WallTime first = sale_.late ? last : WallTime{last.utc_ms - cart_age_max_ms};
    if (list.catalogue.price_at(product, first) == price || list.catalogue.price_at(product, last) == price) return true;
    for (auto change = list.price_changes.lower_bound(first); change != list.price_changes.end() && *change <= last; ++change)
      if (list.catalogue.price_at(product, *change) == price) return true;
    return false;
  }

  Result<std::optional<Fault>> goods(std::size_t index, std::int64_t version) {
    const CartLine& facts = sale_.lines[index].facts;
    for (std::int64_t older = version; older > 0 && older > version - older_lists_max; --older) {
      const auto list = releases_.find(older, moment_.where.counter);
      if (!list) return tl::unexpected(list.error());
      const core::Product* product = *list ? (*list)->catalogue.find(facts.product) : nullptr;
      if (product && is_this(*product, facts)) return std::nullopt;
    }
    return Fault{"facts", line_text(index) + ": " + facts.product + " was never described like this"};
  }

  static bool is_this(const core::Product& product, const CartLine& facts) {
    return product.name == facts.name && product.category == facts.category && product.unit == facts.unit &&
           product.specification == facts.specification && product.township == facts.township && product.village == facts.village &&
           product.cooperative == facts.cooperative && product.tax_class == facts.tax_class &&
           product.tax_rate_permyriad == facts.tax_rate_permyriad && product.certificate == facts.certificate && product.benefit == facts.benefit && product.weighed == std::holds_alternative<core::Grams>(facts.quantity);
  }

  [[nodiscard]] core::Cart cart() const {
    core::Cart cart;
    cart.sale = sale_.id;
    for (const core::SaleLine& line : sale_.lines) cart.lines.push_back(line.facts);
    return cart;
  }

  /// The moment of paying, and just before each promotion that began or ended while it may have been paid.
  [[nodiscard]] std::vector<WallTime> moments() const {
    const WallTime last = priced_at();
    std::vector<WallTime> moments{last};
    for (const core::Promotion& promotion : release_->rules.promotions())
      for (const WallTime change : {promotion.valid_from, promotion.valid_until})
        if (change <= last && change.utc_ms > last.utc_ms - paying_max_ms) moments.push_back(WallTime{change.utc_ms - 1});
    return moments;
  }

  std::optional<Fault> sums() {
    std::optional<Fault> first;
    for (const WallTime at : moments()) {
      auto fault = sums_at(at);
      if (!fault) return std::nullopt;
      if (!first) first = std::move(fault);
    }
    return first;
  }

  std::optional<Fault> sums_at(WallTime at) {
    core::PricingMoment pricing;
    pricing.at = at;
    pricing.counter = moment_.where.counter;
    auto promoted = core::price_cart(cart(), release_->rules, pricing);
    if (!promoted) return Fault{"discount", promoted.error().cause};
    promoted_ = std::move(promoted->cart);
    for (std::size_t index = 0; index < sale_.lines.size(); ++index)
      if (by_promotions(sale_.lines[index].discounts) != promoted_.lines[index].discounts) return not_so("discount", index, promoted_.lines[index].total);
    const core::PaymentPlan plan{promoted_, release_->settings.rounding, sale_.tenders};
    const auto settled = core::settled_cart(cart(), plan);
    if (!settled) return Fault{"rounding", "it comes to " + fen_words(promoted_.total) + " before rounding, which the tenders do not pay"};
    for (std::size_t index = 0; index < sale_.lines.size(); ++index)
      if (sale_.lines[index].discounts != settled->lines[index].discounts) return not_so("rounding", index, settled->lines[index].total);
    if (plan.change() != sale_.change) return Fault{"change", "the change is " + fen_words(plan.change()) + ", and " + fen_words(sale_.change) + " stand there"};
    return std::nullopt;
  }

  static std::vector<core::Discount> by_promotions(std::vector<core::Discount> all) {
    std::erase_if(all, [](const core::Discount& one) { return one.rule == core::discount_rounding; });
    return all;
  }
  [[nodiscard]] Fault not_so(const char* reason, std::size_t index, Money reckoned) const {
    return {reason, line_text(index) + ": comes to " + fen_words(reckoned) + ", and " + fen_words(sale_.lines[index].total) + " stand there, or other discounts"};
  }

  [[nodiscard]] std::optional<Fault> tender(const core::Tender& tender) const {
    using core::TenderKind;
    switch (tender.kind) {
      case TenderKind::code_by_hand:
        if (!release_->settings.shop_code) return Fault{"tender", "this counter takes no shop code"};
        return std::nullopt;
      case TenderKind::card: return card(tender);
      case TenderKind::quota: return quota(tender);
      case TenderKind::account: return order(tender);
      case TenderKind::pickup: return pickup(tender);
      case TenderKind::cash: break;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Fault> card(const core::Tender& tender) const {
    const core::Holder* holder = release_->holders.find(tender.holder);
    if (!holder) return Fault{"card", "holder " + tender.holder + " is in no list of this counter"};
    if (const auto why = core::why_card_refused(release_->holders, *holder, tender.amount, {}, today()))
      return Fault{"card", "the card of " + tender.holder + " may not pay " + fen_words(tender.amount) + ": " + core::card_refusal_name(*why)};
    if (core::card_needs_pin(*holder, tender.amount, {}) && tender.proof != "pin")
      return Fault{"card", "the card of " + tender.holder + " paid " + fen_words(tender.amount) + " without its PIN"};
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Fault> quota(const core::Tender& tender) const {
    for (const core::Quota& quota : release_->quotas.quotas) {
      if (quota.reference != tender.document) continue;
      core::SpendingPlace here{moment_.where.terminal, moment_.where.epoch};
      if (moment_.is_reserved(tender)) here = {quota.terminal, quota.epoch};
      // Of one that is allotted to nobody no terminal knows what is drawn: the county has added that up when it granted.
      const bool online = quota.terminal == core::online_quota;
      const auto why = core::why_quota_refused(quota, tender.holder, tender.amount, online ? Money{} : moment_.drawn_before(tender),
                                               core::quota_goods(quota, cart(), promoted_), here, today());
      if (!why) return std::nullopt;
      return Fault{"quota", fen_words(tender.amount) + " may not be drawn on " + tender.document + ": " + core::quota_refusal_name(*why)};
    }
    return Fault{"quota", "quota " + tender.document + " is in no list of this counter"};
  }

  [[nodiscard]] std::optional<Fault> order(const core::Tender& tender) const {
    const core::PurchaseOrder* order = release_->orders.find(tender.document);
    if (!order) return Fault{"order", "order " + tender.document + " is in no list of this counter"};
    if (const auto why = core::why_order_refused(*order, tender.amount, moment_.drawn_before(tender), today()))
      return Fault{"order", fen_words(tender.amount) + " may not go on " + tender.document + ": " + core::order_refusal_name(*why)};
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Fault> pickup(const core::Tender& tender) const {
    const core::Pickup* pickup = release_->pickups.find(tender.document);
    if (!pickup) return Fault{"pickup", "pick-up " + tender.document + " is in no list of this counter"};
    if (const auto why = core::why_pickup_refused(*pickup, moment_.drawn_before(tender), today()))
      return Fault{"pickup", "pick-up " + tender.document + " may not be taken: " + core::pickup_refusal_name(*why)};
    const core::Cart sold = cart();
    if (core::pickup_in(sold) == tender.document && core::preordered_total(sold, promoted_) == tender.amount) return std::nullopt;
    return Fault{"pickup", "pick-up " + tender.document + " pays " + fen_words(tender.amount) + ", which its lines do not come to"};
  }

  [[nodiscard]] std::optional<Fault> whose() const {
    const auto reckoned = core::attribution_of(sale_.tenders, release_->orders, release_->quotas, release_->pickups);
    if (!reckoned) return Fault{"attribution", reckoned.error().cause};
    if (*reckoned == sale_.attribution) return std::nullopt;
    return Fault{"attribution", std::string("what was presented says ") + core::fund_source_name(reckoned->fund_source) + ", and " +
                                    core::fund_source_name(sale_.attribution.fund_source) + " stands there, or another unit, group or document"};
  }

  [[nodiscard]] core::Date today() const { return core::shanghai_date(moment_.at); }

  const Sale& sale_;
  const SellingMoment& moment_;
  KeptReleases& releases_;
  Release release_;
  core::PricedCart promoted_;
};

}  // namespace

Result<std::optional<Fault>> fault_of_sale(const Sale& sale, const SellingMoment& moment, KeptReleases& releases) {
  return SaleRecheck{sale, moment, releases}.run();
}

}  // namespace zhuangui::ingest
