#include "kept_releases.h"

#include "core/json.h"

namespace zhuangui::ingest {
namespace {

constexpr std::size_t kept_max = 64;

using Sections = std::map<std::string, std::string, std::less<>>;

/// Their bytes by name; nothing when one is gone.
Result<std::optional<Sections>> sections_of(Reading& tables, std::int64_t version, const std::string& counter) {
  const auto release = tables.release(version);
  if (!release) return tl::unexpected(release.error());
  auto own = tables.counter_sections(version, counter);
  if (!own) return tl::unexpected(own.error());
  if (!*release || own->empty()) return std::nullopt;
  own->insert(own->end(), (*release)->shared.begin(), (*release)->shared.end());
  Sections sections;
  for (const contract::SectionReference& section : *own) {
    if (section.name == "pictures" || section.name == "staff") continue;  // no sum depends on them
    auto bytes = tables.section(section.hash);
    if (!bytes) return tl::unexpected(bytes.error());
    if (!*bytes || contract::blake2b(**bytes) != section.hash) return std::nullopt;
    sections.emplace(section.name, std::move(**bytes));
  }
  return sections;
}

/// `into` as the section says; left alone when there is none. False: it cannot be read.
template <class List>
bool read_section(const Sections& sections, std::string_view name, Result<List> (*parse)(std::string_view), List& into) {
  const auto found = sections.find(name);
  if (found == sections.end()) return true;
  auto list = parse(found->second);
  if (list) into = std::move(*list);
  return list.has_value();
}

void note_price_changes(const std::string& prices, std::set<core::WallTime>& into) {
  const auto document = core::JsonDocument::parse(prices);
  const auto list = document ? document->root().get("prices") : std::nullopt;
  if (!list) return;
  for (const core::JsonValue& price : list->elements())
    for (const char* moment : {"valid_from", "valid_until"})
      if (const std::int64_t at = price.integer_or(moment, 0); at != 0) into.insert(core::WallTime{at});
}

bool read_goods(const Sections& sections, std::int64_t version, const std::string& counter, CounterRelease& into) {
  const auto products = sections.find("products"), prices = sections.find("prices");
  if (products == sections.end() || prices == sections.end()) return false;
  auto catalogue = core::Catalogue::from_sections(version, products->second, prices->second, counter);
  if (!catalogue) return false;
  into.catalogue = std::move(*catalogue);
  note_price_changes(prices->second, into.price_changes);
  std::vector<core::Promotion> promotions;
  if (!read_section<std::vector<core::Promotion>>(sections, "promotions", &core::parse_promotions_section, promotions)) return false;
  auto rules = core::PriceRules::fitting(std::move(promotions), into.catalogue);
  if (rules) into.rules = std::move(*rules);
  return rules.has_value();
}

}  // namespace

Result<std::shared_ptr<const CounterRelease>> KeptReleases::made(std::int64_t version, const std::string& counter) {
  const auto sections = sections_of(tables_, version, counter);
  if (!sections) return tl::unexpected(sections.error());
  if (!*sections) return nullptr;
  auto release = std::make_shared<CounterRelease>();
  const bool good = read_goods(**sections, version, counter, *release) &&
                    read_section(**sections, "settings", &core::parse_settings_section, release->settings) &&
                    read_section(**sections, "holders", &core::parse_holders_section, release->holders) &&
                    read_section(**sections, "quotas", &core::parse_quotas_section, release->quotas) &&
                    read_section(**sections, "orders", &core::parse_orders_section, release->orders) &&
                    read_section(**sections, "pickups", &core::parse_pickups_section, release->pickups);
  return good ? std::shared_ptr<const CounterRelease>{std::move(release)} : nullptr;
}

Result<std::shared_ptr<const CounterRelease>> KeptReleases::find(std::int64_t version, const std::string& counter) {
  const std::pair key{version, counter};
  if (const auto found = kept_.find(key); found != kept_.end()) return found->second;
  auto release = made(version, counter);
  if (!release) return release;
  if (kept_.size() == kept_max) kept_.clear();
  kept_.emplace(key, *release);
  return *release;
}

}  // namespace zhuangui::ingest
