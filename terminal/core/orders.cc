#include "core/orders.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/json.h"
#include "core/pickups.h"
#include "core/quotas.h"
#include "section_reader.h"

namespace zhuangui::core {
namespace {

constexpr std::array order_refusal_names{"not_yet", "past", "used_up"};

PurchaseOrder read_order(SectionReader& read) {
  PurchaseOrder order;
  order.number = read.text("number");
  order.unit = read.text("unit");
  order.unit_name = read.text("unit_name");
  order.agent = read.text("agent");
  order.amount = read.money("amount_fen");
  order.first_day = read.date("first_day");
  order.last_day = read.date("last_day");
  const auto source = fund_source_of(read.text("fund_source"));
  const bool fits = source && *source != FundSource::personal && *source != FundSource::union_funds;
  if (!fits) read.is_wrong("fund_source is none of budget, partner, emergency");
  order.fund_source = source.value_or(FundSource::budget);
  order.assistance_group = read.optional_text("assistance_group");
  return order;
}

}  // namespace

const PurchaseOrder* OrderList::find(std::string_view number) const {
  const auto found = std::find_if(orders.begin(), orders.end(), [&](const PurchaseOrder& one) { return one.number == number; });
  return found == orders.end() ? nullptr : &*found;
}

std::string orders_section(const OrderList& orders) {
  JsonWriter json;
  json.begin_object().field("counter", orders.counter).key("orders").begin_array();
  for (const PurchaseOrder& order : orders.orders) {
    json.begin_object().field("number", order.number).field("unit", order.unit).field("unit_name", order.unit_name);
    json.field("agent", order.agent).field("amount_fen", order.amount.in_fen());
    json.field("first_day", date_text(order.first_day)).field("last_day", date_text(order.last_day));
    json.field("fund_source", fund_source_name(order.fund_source)).field("assistance_group", order.assistance_group).end_object();
  }
  return json.end_array().end_object().take();
}

Result<OrderList> parse_orders_section(std::string_view text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  SectionReader read{"orders", document->root()};
  OrderList list;
  list.counter = read.text("counter");
  std::set<std::string> numbers;
  read.each("orders", orders_of_counter_max, [&](SectionReader& one) {
    PurchaseOrder order = read_order(one);
    if (!numbers.insert(order.number).second) one.is_wrong("number " + order.number + " stands there twice");
    list.orders.push_back(std::move(order));
  });
  if (const auto good = read.good(); !good) return tl::unexpected(good.error());
  return list;
}

const char* order_refusal_name(OrderRefusal refusal) { return order_refusal_names[static_cast<std::size_t>(refusal)]; }

Money order_room(const PurchaseOrder& order, Money delivered, Date today) {
  if (today < order.first_day || today > order.last_day) return {};
  return std::max(Money{}, order.amount - delivered);
}

std::optional<OrderRefusal> why_order_refused(const PurchaseOrder& order, Money amount, Money delivered, Date today) {
  if (today < order.first_day) return OrderRefusal::not_yet;
  if (today > order.last_day) return OrderRefusal::past;
  if (delivered + amount > order.amount) return OrderRefusal::used_up;
  return std::nullopt;
}

bool is_document(TenderKind kind) { return kind == TenderKind::account || kind == TenderKind::quota || kind == TenderKind::pickup; }

Result<Attribution> attribution_of(const std::vector<Tender>& tenders, const OrderList& orders, const QuotaList& quotas,
                                   const PickupList& pickups) {
  const Tender* presented = nullptr;
  for (const Tender& tender : tenders) {
    if (!is_document(tender.kind)) continue;
    if (presented && (presented->kind != tender.kind || presented->document != tender.document))
      return fail(Errc::conflict, "settle the sale: it has two documents", "give one of them back and sell on it by itself");
    presented = &tender;
  }
  if (!presented) return Attribution{};
  if (presented->kind == TenderKind::account) {
    const PurchaseOrder* order = orders.find(presented->document);
    if (!order) return fail(Errc::not_found, "settle the sale: order " + presented->document + " is in no list", "give it back");
    return Attribution{order->fund_source, order->unit, order->assistance_group, order->number};
  }
  if (presented->kind == TenderKind::pickup) {
    const Pickup* pickup = pickups.find(presented->document);
    if (!pickup) return fail(Errc::not_found, "settle the sale: pick-up " + presented->document + " is in no list", "give it back");
    return Attribution{pickup->fund_source, pickup->unit, pickup->assistance_group, pickup->number};
  }
  if (const Quota* quota = quotas.find(presented->document)) return Attribution{FundSource::union_funds, quota->union_id, "", quota->reference};
  return fail(Errc::not_found, "settle the sale: quota " + presented->document + " is in no list", "give it back");
}

}  // namespace zhuangui::core
