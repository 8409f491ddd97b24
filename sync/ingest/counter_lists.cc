#include "counter_lists.h"

#include <algorithm>

#include "contract/card_hash.h"
#include "core/holders.h"
#include "core/orders.h"
#include "core/payment.h"
#include "core/pickups.h"
#include "core/quotas.h"
#include "row_reader.h"

namespace zhuangui::ingest {
namespace {

using Rows = std::vector<ledger::CounterRow>;

const std::vector<std::string_view> settings_header{"counter", "rounding", "shop_code", "agreed_max_fen"};
constexpr std::size_t first_settings_columns = 3;  // what came later may be left out
const std::vector<std::string_view> holder_header{"reference", "counter", "masked_name", "unit", "card", "card_until", "authorised_from", "authorised_until",
                                                  "day_cap_fen", "month_cap_fen", "pin_above_fen", "pin", "lost"};
const std::vector<std::string_view> quota_header{"reference", "counter", "batch", "union", "union_name", "occasion", "holder", "cap_fen",
                                                 "categories", "products", "last_day", "terminal", "epoch"};
const std::vector<std::string_view> order_header{"number", "counter", "unit", "unit_name", "agent", "amount_fen", "first_day", "last_day",
                                                 "fund_source", "assistance_group"};
const std::vector<std::string_view> pickup_header{"number", "counter", "code", "goods", "last_day", "fund_source", "unit", "assistance_group"};

std::string as_it_is(const std::string& text) { return text; }
std::string fen_text(core::Money amount) { return std::to_string(amount.in_fen()); }
std::string day_or_empty(const std::optional<core::Date>& day) { return day ? core::date_text(*day) : std::string{}; }

/// "王*": one character, then one to three stars. A whole name never leaves the office.
bool is_masked(std::string_view name) {
  const std::size_t star = name.find('*');
  if (star == 0 || star > 4 || star == std::string_view::npos || name.size() - star > 3) return false;
  const std::size_t characters = static_cast<std::size_t>(std::count_if(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(star), [](char c) { return (c & 0xC0) != 0x80; }));
  return characters == 1 && name.substr(star).find_first_not_of('*') == std::string_view::npos;
}

Result<Rows> settings_rows(std::string_view text, std::string_view file) {
  const bool agreed = text.substr(0, text.find('\n')).find("agreed_max_fen") != std::string_view::npos;
  auto header = settings_header;
  if (!agreed) header.resize(first_settings_columns);
  return rows_of<ledger::CounterRow>(text, header, file, [agreed](RowReader& cell, std::string& key) {
    core::CounterSettings settings;
    settings.counter = key = cell.id();
    const auto rounding = core::rounding_of(cell.text());
    settings.shop_code = cell.boolean();
    if (agreed) settings.agreed_max = cell.money();
    if (!rounding) cell.wrong_at(1, "it is none of off, jiao, yuan");
    settings.rounding = rounding.value_or(core::Rounding::off);
    return ledger::CounterRow{settings.counter, "", core::settings_section(settings)};
  });
}

Result<Rows> holder_rows(std::string_view text, std::string_view file, const ListMaker& maker) {
  std::set<std::string> cards;
  return rows_of<ledger::CounterRow>(text, holder_header, file, [&](RowReader& cell, std::string& key) {
    core::Holder holder;
    holder.reference = cell.reference('H');
    core::HolderList one{cell.id(), {}, maker.now, {}, {}};
    const contract::Hash card_key = maker.card_key(one.counter);
    one.card_key = contract::to_hex(card_key);
    holder.masked_name = cell.needed();
    holder.unit = cell.needed();
    holder.card_hash = cell.card([&](const std::string& bytes) { return contract::card_hash(card_key, bytes); });
    holder.card_until = cell.date();
    holder.authorised_from = cell.date_or_empty();
    holder.authorised_until = cell.date_or_empty();
    holder.day_cap = cell.money();
    holder.month_cap = cell.money();
    holder.pin_above = cell.money();
    holder.pin_hash = cell.pin();
    if (cell.boolean()) one.lost = {holder.card_hash};
    if (!is_masked(holder.masked_name)) cell.wrong_at(2, "it is not one character and stars, such as 王*");
    if (!cards.insert(one.counter + " " + holder.card_hash).second) cell.wrong_at(4, "this card stands in the file twice");
    key = one.counter + " " + holder.reference;
    one.members = {std::move(holder)};
    return ledger::CounterRow{one.counter, one.members[0].reference, core::holders_section(one)};
  });
}

Result<Rows> quota_rows(std::string_view text, std::string_view file) {
  return rows_of<ledger::CounterRow>(text, quota_header, file, [](RowReader& cell, std::string& key) {
    core::Quota quota;
    quota.reference = key = cell.reference('Q');
    const std::string counter = cell.id();
    quota.batch = cell.needed();
    quota.union_id = cell.id();
    quota.union_name = cell.needed();
    quota.occasion = cell.needed();
    quota.holder = cell.reference('H');
    quota.cap = cell.money();
    quota.categories = cell.list();
    quota.products = cell.list();
    quota.last_day = cell.date();
    quota.terminal = cell.id();
    quota.epoch = cell.integer(1, 0xffff'ffff);
    return ledger::CounterRow{counter, quota.reference, core::quotas_section({counter, {quota}})};
  });
}

Result<Rows> order_rows(std::string_view text, std::string_view file) {
  return rows_of<ledger::CounterRow>(text, order_header, file, [](RowReader& cell, std::string& key) {
    core::PurchaseOrder order;
    order.number = key = cell.needed();
    const std::string counter = cell.id();
    order.unit = cell.id();
    order.unit_name = cell.needed();
    order.agent = cell.reference('A');
    order.amount = cell.money();
    order.first_day = cell.date();
    order.last_day = cell.date();
    const auto source = core::fund_source_of(cell.text());
    order.assistance_group = cell.text();
    const bool fits = source && *source != core::FundSource::personal && *source != core::FundSource::union_funds;
    if (!fits) cell.wrong_at(8, "it is none of budget, partner, emergency");
    if (order.last_day < order.first_day) cell.wrong_at(7, "it is before first_day");
    order.fund_source = source.value_or(core::FundSource::budget);
    return ledger::CounterRow{counter, order.number, core::orders_section({counter, {order}})};
  });
}

/// "P-0001:2:3800": goods, pieces, and what one of them cost, in fen.
core::PickupGoods pickup_goods(RowReader& cell, const std::string& text) {
  const std::size_t first = text.find(':'), second = first == std::string::npos ? first : text.find(':', first + 1);
  core::PickupGoods goods;
  const auto number = [&text](std::size_t from, std::size_t to) {
    std::int64_t value = -1;
    const auto [end, error] = std::from_chars(text.data() + from, text.data() + to, value);
    return error == std::errc{} && end == text.data() + to ? value : -1;
  };
  if (second == std::string::npos || first == 0) return cell.wrong_at(3, "it is not PRODUCT:PIECES:FEN"), goods;
  goods.product = text.substr(0, first);
  goods.pieces = number(first + 1, second);
  const std::int64_t price_fen = number(second + 1, text.size());
  if (goods.pieces < 1 || goods.pieces > core::pickup_pieces_max || price_fen < 0 || price_fen > core::sale_total_max.in_fen())
    return cell.wrong_at(3, "it is not PRODUCT:PIECES:FEN"), goods;
  goods.price = core::Money::fen(price_fen);
  return goods;
}

Result<Rows> pickup_rows(std::string_view text, std::string_view file) {
  std::set<std::string> codes;
  return rows_of<ledger::CounterRow>(text, pickup_header, file, [&codes](RowReader& cell, std::string& key) {
    core::Pickup pickup;
    pickup.number = key = cell.id();
    const std::string counter = cell.id();
    pickup.code = cell.id();
    for (const std::string& one : cell.list()) pickup.goods.push_back(pickup_goods(cell, one));
    pickup.last_day = cell.date();
    const auto source = core::fund_source_of(cell.text());
    pickup.unit = cell.text();
    pickup.assistance_group = cell.text();
    const bool good = pickup.code.size() >= 8 && pickup.code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string::npos;
    if (!good) cell.wrong_at(2, "it is not 8 to 32 capital letters and digits");
    if (!codes.insert(pickup.code).second) cell.wrong_at(2, "this code stands in the file twice");
    if (pickup.goods.empty()) cell.wrong_at(3, "nothing was ordered");
    if (pickup.goods.size() > core::pickup_goods_max || pickup.amount() > core::sale_total_max) cell.wrong_at(3, "it is more than a sale may be");
    if (!source || *source == core::FundSource::union_funds) cell.wrong_at(5, "it is none of personal, budget, partner, emergency");
    pickup.fund_source = source.value_or(core::FundSource::personal);
    return ledger::CounterRow{counter, pickup.number, core::pickups_section({counter, {pickup}})};
  });
}

/// Reads each row's section and hands it to `use`.
template <class List>
Result<void> read_rows(const Rows& rows, Result<List> (*parse)(std::string_view), const std::function<void(const List&)>& use) {
  for (const ledger::CounterRow& row : rows) {
    const auto list = parse(row.section);
    if (!list) return tl::unexpected(list.error());
    use(*list);
  }
  return {};
}

std::string holder_line(const core::HolderList& list) {
  const core::Holder& one = list.members.at(0);
  return csv_line({one.reference, list.counter, one.masked_name, one.unit, one.card_hash, core::date_text(one.card_until),
                   day_or_empty(one.authorised_from), day_or_empty(one.authorised_until), fen_text(one.day_cap), fen_text(one.month_cap),
                   fen_text(one.pin_above), one.pin_hash, list.lost.empty() ? "false" : "true"});
}

std::string quota_line(const core::QuotaList& list) {
  const core::Quota& one = list.quotas.at(0);
  return csv_line({one.reference, list.counter, one.batch, one.union_id, one.union_name, one.occasion, one.holder, fen_text(one.cap),
                   joined(one.categories, as_it_is), joined(one.products, as_it_is), core::date_text(one.last_day), one.terminal,
                   std::to_string(one.epoch)});
}

std::string order_line(const core::OrderList& list) {
  const core::PurchaseOrder& one = list.orders.at(0);
  return csv_line({one.number, list.counter, one.unit, one.unit_name, one.agent, fen_text(one.amount), core::date_text(one.first_day),
                   core::date_text(one.last_day), core::fund_source_name(one.fund_source), one.assistance_group});
}

std::string pickup_line(const core::PickupList& list) {
  const core::Pickup& one = list.pickups.at(0);
  const auto goods = [](const core::PickupGoods& part) {
    return part.product + ":" + std::to_string(part.pieces) + ":" + fen_text(part.price);
  };
  return csv_line({one.number, list.counter, one.code, joined(one.goods, goods), core::date_text(one.last_day),
                   core::fund_source_name(one.fund_source), one.unit, one.assistance_group});
}

std::string settings_line(const core::CounterSettings& one) {
  return csv_line({one.counter, core::rounding_name(one.rounding), one.shop_code ? "true" : "false", fen_text(one.agreed_max)});
}

template <class List>
Result<std::string> lines_of(const std::vector<std::string_view>& header, const Rows& rows, Result<List> (*parse)(std::string_view),
                             std::string (*line)(const List&)) {
  std::string text = header_line(header);
  const auto done = read_rows<List>(rows, parse, [&](const List& list) { text += line(list); });
  if (!done) return tl::unexpected(done.error());
  return text;
}

}  // namespace

bool is_counter_list(std::string_view name) {
  return std::find(std::begin(counter_lists), std::end(counter_lists), name) != std::end(counter_lists);
}

Result<Rows> counter_rows_from_csv(std::string_view list, std::string_view text, std::string_view file, const ListMaker& maker) {
  if (list == "settings") return settings_rows(text, file);
  if (list == "holders") return holder_rows(text, file, maker);
  if (list == "quotas") return quota_rows(text, file);
  if (list == "pickups") return pickup_rows(text, file);
  return order_rows(text, file);
}

Result<std::string> csv_of_counter_rows(std::string_view list, const Rows& rows) {
  if (list == "settings") return lines_of(settings_header, rows, &core::parse_settings_section, &settings_line);
  if (list == "holders") return lines_of(holder_header, rows, &core::parse_holders_section, &holder_line);
  if (list == "pickups") return lines_of(pickup_header, rows, &core::parse_pickups_section, &pickup_line);
  if (list == "quotas") return lines_of(quota_header, rows, &core::parse_quotas_section, &quota_line);
  return lines_of(order_header, rows, &core::parse_orders_section, &order_line);
}

Result<std::string> section_of_counter(std::string_view list, std::string_view counter, const Rows& rows) {
  Rows own;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(own), [&](const ledger::CounterRow& row) { return row.counter == counter; });
  if (own.empty()) return std::string{};
  if (list == "settings") return own.front().section;
  Result<void> done;
  std::string section;
  if (list == "holders") {
    core::HolderList all;
    done = read_rows<core::HolderList>(own, &core::parse_holders_section, [&](const core::HolderList& one) {
      all.counter = one.counter;
      all.card_key = one.card_key;
      all.lost_at = std::max(all.lost_at, one.lost_at);
      all.lost.insert(all.lost.end(), one.lost.begin(), one.lost.end());
      all.members.insert(all.members.end(), one.members.begin(), one.members.end());
    });
    section = core::holders_section(all);
  } else if (list == "quotas") {
    core::QuotaList all{std::string(counter), {}};
    done = read_rows<core::QuotaList>(own, &core::parse_quotas_section, [&](const core::QuotaList& one) { all.quotas.push_back(one.quotas.at(0)); });
    section = core::quotas_section(all);
  } else if (list == "pickups") {
    core::PickupList all{std::string(counter), {}};
    done = read_rows<core::PickupList>(own, &core::parse_pickups_section, [&](const core::PickupList& one) { all.pickups.push_back(one.pickups.at(0)); });
    section = core::pickups_section(all);
  } else {
    core::OrderList all{std::string(counter), {}};
    done = read_rows<core::OrderList>(own, &core::parse_orders_section, [&](const core::OrderList& one) { all.orders.push_back(one.orders.at(0)); });
    section = core::orders_section(all);
  }
  if (!done) return tl::unexpected(done.error());
  return section;
}

}  // namespace zhuangui::ingest
