#pragma once
// Private to ingest: sales and returns out of the entries that count.
#include "core/refund.h"
#include "core/sale.h"
#include "counted.h"
#include "ingest/report.h"

namespace zhuangui::ingest {

EntryAt place_of_entry(std::string_view terminal, std::string_view counter, const contract::EntryFields& fields);

/// As `report sales` lists them.
SalesRow row_of(const EntryAt& where, const core::Sale& sale);
SalesRow row_of(const EntryAt& where, const core::Refund& refund);

/// What is done with each; one that is not set is not read.
struct TakeSold {
  std::function<void(const EntryAt&, const core::Sale&)> sale;
  std::function<void(const EntryAt&, const core::Refund&)> refund;
};
/// In the order of each_counted(). What core cannot read as a sale or return is left out: it is not counted anywhere.
Result<void> each_sold(Reading& tables, const Wanted& wanted, const TakeSold& take);

/// The entries of one sale, as County::returns_of answers them.
Result<contract::ReturnsAnswer> returns_of(ledger::Ledger& ledger, std::string_view sale);

}  // namespace zhuangui::ingest
