#include "core/quotas.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/json.h"
#include "core/mutant.h"
#include "section_reader.h"

namespace zhuangui::core {
namespace {

constexpr std::array quota_refusal_names{"not_the_holders", "past", "other_terminal", "new_epoch", "goods", "used_up"};

bool holds(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

Quota read_quota(SectionReader& read) {
  Quota quota;
  quota.reference = read.text("reference");
  quota.batch = read.text("batch");
  quota.union_id = read.text("union");
  quota.union_name = read.text("union_name");
  quota.occasion = read.text("occasion");
  quota.holder = read.text("holder");
  quota.cap = read.money("cap_fen");
  quota.categories = read.texts("categories");
  quota.products = read.texts("products");
  quota.last_day = read.date("last_day");
  quota.terminal = read.text("terminal");
  quota.epoch = read.integer("epoch", 1);
  return quota;
}

void write_texts(JsonWriter& json, const char* name, const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const std::string& one : texts) json.string(one);
  json.end_array();
}

std::optional<QuotaRefusal> why_not_at_all(const Quota& quota, std::string_view holder, const SpendingPlace& here, Date today) {
  if (quota.holder != holder) return QuotaRefusal::not_the_holders;
  if (today > quota.last_day) return QuotaRefusal::past;
  if (quota.terminal != here.terminal) return QuotaRefusal::other_terminal;
  if (quota.epoch != here.epoch && !mutant("quota-not-voided-by-a-new-epoch")) return QuotaRefusal::new_epoch;
  return std::nullopt;
}

}  // namespace

const Quota* QuotaList::find(std::string_view reference) const {
  const auto found = std::find_if(quotas.begin(), quotas.end(), [&](const Quota& one) { return one.reference == reference; });
  return found == quotas.end() ? nullptr : &*found;
}

std::string quotas_section(const QuotaList& quotas) {
  JsonWriter json;
  json.begin_object().field("counter", quotas.counter).key("quotas").begin_array();
  for (const Quota& quota : quotas.quotas) {
    json.begin_object().field("reference", quota.reference).field("batch", quota.batch).field("union", quota.union_id);
    json.field("union_name", quota.union_name).field("occasion", quota.occasion).field("holder", quota.holder).field("cap_fen", quota.cap.in_fen());
    write_texts(json, "categories", quota.categories);
    write_texts(json, "products", quota.products);
    json.field("last_day", date_text(quota.last_day)).field("terminal", quota.terminal).field("epoch", quota.epoch).end_object();
  }
  return json.end_array().end_object().take();
}

Result<QuotaList> parse_quotas_section(std::string_view text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  SectionReader read{"quotas", document->root()};
  QuotaList list;
  list.counter = read.text("counter");
  std::set<std::string> references;
  read.each("quotas", quotas_of_counter_max, [&](SectionReader& one) {
    Quota quota = read_quota(one);
    if (!references.insert(quota.reference).second) one.is_wrong("reference " + quota.reference + " stands there twice");
    list.quotas.push_back(std::move(quota));
  });
  if (const auto good = read.good(); !good) return tl::unexpected(good.error());
  return list;
}

const char* quota_refusal_name(QuotaRefusal refusal) { return quota_refusal_names[static_cast<std::size_t>(refusal)]; }

bool quota_allows(const Quota& quota, const CartLine& line) {
  if (quota.categories.empty() && quota.products.empty()) return true;
  return holds(quota.categories, line.category) || holds(quota.products, line.product);
}

Money quota_goods(const Quota& quota, const Cart& cart, const PricedCart& priced) {
  Money sum;
  for (std::size_t index = 0; index < std::min(cart.lines.size(), priced.lines.size()); ++index)
    if (quota_allows(quota, cart.lines[index])) sum += priced.lines[index].total;
  return sum;
}

std::optional<QuotaRefusal> why_quota_refused(const Quota& quota, std::string_view holder, Money amount, Money spent,
                                              Money goods, const SpendingPlace& here, Date today) {
  if (const auto why = why_not_at_all(quota, holder, here, today)) return why;
  if (amount > goods) return QuotaRefusal::goods;
  if ((mutant("quota-drawn-twice") ? Money{} : spent) + amount > quota.cap) return QuotaRefusal::used_up;
  return std::nullopt;
}

Money quota_room(const Quota& quota, std::string_view holder, Money spent, Money goods, const SpendingPlace& here, Date today) {
  if (why_not_at_all(quota, holder, here, today)) return {};
  return std::max(Money{}, std::min(goods, quota.cap - spent));
}

}  // namespace zhuangui::core
