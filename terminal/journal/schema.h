#pragma once
// Private to journal: brings a database to the tables this program knows.
#include <span>

#include "embedded_schema.h"
#include "sqlite.h"

namespace zhuangui::journal {

/// Names of the projections in use, and of those a rebuild fills beside them.
inline constexpr std::string_view in_use_prefix = "projected_";
inline constexpr std::string_view beside_prefix = "rebuilding_";

/// Runs the numbered scripts that the database (PRAGMA user_version) has not seen, each in a transaction.
/// Errors: newer_version (it has seen more than `scripts` hold), corrupt (another program's database), others of
/// Connection.
Result<void> migrate(Connection& database, std::span<const schema::Script> scripts);
/// The same question without writing: newer_version, corrupt, or not_found when nothing was ever written.
Result<void> check_version(Connection& database, std::span<const schema::Script> scripts);

/// Makes the (empty) projection tables under a prefix, dropping what is there.
Result<void> create_projections(Connection& database, std::string_view prefix);
Result<void> drop_projections(Connection& database, std::string_view prefix);
/// Names the tables made beside as the ones in use. Call inside a transaction.
Result<void> swap_projections(Connection& database);
/// Changes whenever the projections' tables or the rules that fill them change.
std::string projections_edition();

}  // namespace zhuangui::journal
