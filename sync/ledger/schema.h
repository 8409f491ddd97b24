#pragma once
// Private to ledger: the numbered SQL of assets/schema/county, and which version a database has.
#include "sqlite.h"

namespace zhuangui::ledger {

/// Makes all tables in an empty database.
Result<void> create_tables(Connection& database);
/// Brings the kept tables forward to this program's version. Errors: newer_version, not_found (no county's database).
Result<void> migrate(Connection& database);
/// Like migrate, but refuses to change anything: older kept tables are an error too.
Result<void> check_version(Connection& database);
/// False when the projections were made by other rules than this program's.
Result<bool> projections_current(Connection& database);
/// Drops the projections, makes them again empty and marks them as current. Inside a transaction.
Result<void> remake_projections(Connection& database);

}  // namespace zhuangui::ledger
