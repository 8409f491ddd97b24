#include "release.h"

#include <algorithm>

#include "contract/approval.h"
#include "core/catalogue.h"
#include "counter_lists.h"
#include "own_journal.h"
#include "pinyin.h"

namespace zhuangui::ingest {
namespace {

contract::SectionReference reference(std::string name, const std::string& bytes) {
  return {std::move(name), contract::blake2b(bytes), static_cast<std::int64_t>(bytes.size())};
}

Result<contract::SectionReference> keep_section(Writing& tables, const char* name, const std::string& bytes) {
  contract::SectionReference section = reference(name, bytes);
  if (const auto kept = tables.add_section(section.hash, bytes); !kept) return tl::unexpected(kept.error());
  return section;
}

/// Those of goods that are in the list.
Result<std::vector<core::Picture>> pictures_of(Writing& tables, const std::vector<core::Product>& products) {
  auto pictures = tables.pictures();
  if (!pictures) return pictures;
  std::erase_if(*pictures, [&](const core::Picture& picture) {
    return std::none_of(products.begin(), products.end(), [&](const core::Product& product) { return product.id == picture.product; });
  });
  return pictures;
}

/// Products and prices that fit together, and the pictures there are, as sections.
Result<std::vector<contract::SectionReference>> shared_sections(Writing& tables, std::int64_t version) {
  auto products = tables.products();
  if (!products) return tl::unexpected(products.error());
  for (core::Product& product : *products) {
    product.initials.push_back(pinyin_initials(product.name));
    for (const std::string& alias : product.aliases) product.initials.push_back(pinyin_initials(alias));
  }
  const auto pictures = pictures_of(tables, *products);
  if (!pictures) return tl::unexpected(pictures.error());
  const auto prices = tables.prices();
  if (!prices) return tl::unexpected(prices.error());
  if (products->empty())
    return core::fail(Errc::not_found, "publish: there is no product", "import products, prices and counters first");
  const auto bands = tables.bands();
  if (!bands) return tl::unexpected(bands.error());
  const auto promotions = tables.promotions();
  if (!promotions) return tl::unexpected(promotions.error());
  const auto built = core::Catalogue::build(version, *products, *prices, *bands);
  if (!built)
    return core::fail(Errc::invalid_input, "publish: " + built.error().cause, "correct products, prices and bands and import them again");
  if (const auto fit = core::PriceRules::fitting(*promotions, *built); !fit)
    return core::fail(Errc::invalid_input, "publish: " + fit.error().cause, "correct the promotions and import them again");
  std::vector<contract::SectionReference> sections;
  for (const auto& [name, bytes] : {std::pair{"products", core::products_section(*products)},
                                    std::pair{"prices", core::prices_section(*prices, *bands)},
                                    std::pair{"promotions", promotions->empty() ? std::string{} : core::promotions_section(*promotions)},
                                    std::pair{"pictures", pictures->empty() ? std::string{} : core::pictures_section(*pictures)}}) {
    if (bytes.empty()) continue;
    auto section = keep_section(tables, name, bytes);
    if (!section) return tl::unexpected(section.error());
    sections.push_back(std::move(*section));
  }
  return sections;
}

/// The people of one counter; where nobody is in the list there is no such section.
Result<void> publish_staff(Writing& tables, std::int64_t version, core::StaffList list, const std::vector<ledger::StaffRow>& everybody,
                           Published& published) {
  for (const ledger::StaffRow& row : everybody)
    if (row.counter == list.counter) list.members.push_back(row.member);
  if (list.members.empty()) return {};
  auto section = keep_section(tables, "staff", core::staff_section(list));
  if (!section) return tl::unexpected(section.error());
  if (const auto kept = tables.add_counter_section(version, list.counter, 1, *section); !kept) return kept;
  published.sections.push_back(std::move(*section));
  return {};
}

/// What one counter takes money by, and from whom: each list only where the counter has a row in it.
Result<void> publish_counter_lists(Writing& tables, std::int64_t version, const std::string& counter, Published& published) {
  std::int64_t position = 2;  // after the counter itself and its staff
  for (const std::string_view list : counter_lists) {
    const auto rows = tables.counter_rows(list);
    if (!rows) return tl::unexpected(rows.error());
    const auto bytes = section_of_counter(list, counter, *rows);
    if (!bytes) return tl::unexpected(bytes.error());
    if (bytes->empty()) continue;
    auto section = keep_section(tables, std::string(list).c_str(), *bytes);
    if (!section) return tl::unexpected(section.error());
    if (const auto kept = tables.add_counter_section(version, counter, position++, *section); !kept) return kept;
    published.sections.push_back(std::move(*section));
  }
  return {};
}

Result<void> publish_counters(Writing& tables, const contract::KeyPair& key, std::int64_t version, Published& published) {
  const auto counters = tables.counters();
  if (!counters) return tl::unexpected(counters.error());
  const auto staff = tables.staff();
  if (!staff) return tl::unexpected(staff.error());
  for (const core::CounterInfo& counter : *counters) {
    auto section = keep_section(tables, "counter", core::counter_section(counter));
    if (!section) return tl::unexpected(section.error());
    if (const auto kept = tables.add_counter_section(version, counter.id, 0, *section); !kept) return kept;
    published.sections.push_back(std::move(*section));
    if (const auto added = publish_staff(tables, version, {counter.id, contract::to_hex(contract::approval_key(key, counter.id)), {}}, *staff, published); !added) return added;
    if (const auto added = publish_counter_lists(tables, version, counter.id, published); !added) return added;
  }
  return {};
}

Result<void> sign_for_all(Writing& tables, const contract::KeyPair& key, Published& published) {
  const auto terminals = tables.terminals();
  if (!terminals) return tl::unexpected(terminals.error());
  for (const ledger::TerminalRow& terminal : *terminals) {
    if (terminal.state != ledger::TerminalState::active) continue;
    const auto given = sign_for(tables, key, published.release, terminal);
    if (!given) return tl::unexpected(given.error());
    if (!*given)
      return core::fail(Errc::invalid_input, "publish: counter " + terminal.counter + " of " + terminal.id + " is not among the counters",
                        "import counters with it, or revoke the terminal");
    ++published.terminals;
  }
  return {};
}

std::string published_body(const Published& published) {
  core::JsonWriter json;
  json.begin_object().field("release", published.release).field("hash", contract::to_hex(published.hash));
  json.field("terminals", published.terminals).end_object();
  return json.take();
}

}  // namespace

Result<bool> sign_for(Writing& tables, const contract::KeyPair& key, std::int64_t version,
                      const ledger::TerminalRow& terminal) {
  const auto county = tables.county();
  if (!county) return tl::unexpected(county.error());
  const auto release = tables.release(version);
  if (!release) return tl::unexpected(release.error());
  const auto own = tables.counter_sections(version, terminal.counter);
  if (!own) return tl::unexpected(own.error());
  if (!*release || own->empty()) return false;
  contract::Manifest manifest{terminal.id,         terminal.counter,     county->county_epoch, version,
                              (*release)->made_at, (*release)->valid_from, (*release)->shared};
  manifest.sections.insert(manifest.sections.end(), own->begin(), own->end());
  if (const auto put = tables.put_manifest(terminal.id, version, contract::sign_manifest(key, manifest)); !put)
    return tl::unexpected(put.error());
  return true;
}

Result<Published> publish(const Parts& parts) {
  const std::int64_t now = parts.environment.now_ms();
  return writing<Published>(parts.ledger, [&](Writing& tables) -> Result<Published> {
    auto county = tables.county();
    if (!county) return tl::unexpected(county.error());
    Published published;
    published.release = ++county->release;
    auto shared = shared_sections(tables, published.release);
    if (!shared) return tl::unexpected(shared.error());
    published.sections = *shared;
    if (const auto added = tables.add_release({published.release, now, now, std::move(*shared)}); !added)
      return tl::unexpected(added.error());
    if (const auto added = publish_counters(tables, parts.working_key, published.release, published); !added)
      return tl::unexpected(added.error());
    if (const auto put = tables.set_county(*county); !put) return tl::unexpected(put.error());
    if (const auto given = sign_for_all(tables, parts.working_key, published); !given)
      return tl::unexpected(given.error());
    std::string hashes;
    for (const contract::SectionReference& section : published.sections) hashes += contract::to_hex(section.hash);
    published.hash = contract::blake2b(hashes);
    if (const auto written =
            journal_own(tables, parts.working_key, now, own_kind::release_published, published_body(published));
        !written)
      return tl::unexpected(written.error());
    return published;
  });
}

}  // namespace zhuangui::ingest
