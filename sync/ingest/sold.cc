#include "sold.h"

#include "core/entry_kinds.h"

namespace zhuangui::ingest {

EntryAt place_of_entry(std::string_view terminal, std::string_view counter, const contract::EntryFields& fields) {
  return {fields.business_day, std::string(counter), std::string(terminal), fields.epoch, fields.seq, fields.at};
}

Result<void> each_sold(Reading& tables, const Wanted& wanted, const TakeSold& take) {
  return each_counted(tables, wanted, [&](std::string_view terminal, std::string_view counter, const contract::EntryFields& fields) {
    const bool sold = take.sale && fields.kind == core::kind::sale_completed;
    if (!sold && (!take.refund || fields.kind != core::kind::return_completed)) return;
    const auto body = core::JsonDocument::parse(fields.body);
    if (!body) return;
    if (sold) {
      if (const auto sale = core::parse_sale(fields.version, body->root())) take.sale(place_of_entry(terminal, counter, fields), *sale);
    } else if (const auto refund = core::parse_refund(fields.version, body->root())) {
      take.refund(place_of_entry(terminal, counter, fields), *refund);
    }
  });
}

}  // namespace zhuangui::ingest
