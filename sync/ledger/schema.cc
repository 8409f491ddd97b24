#include "schema.h"

#include <functional>

#include "core/mutant.h"
#include "embedded_schema.h"

namespace zhuangui::ledger {
namespace {

// Marks a file as a county's database ("ZGC1"), so that another program's is never written to.
constexpr std::int64_t application_id = 0x5a474331;
// Raised by hand when the rules of counting change while the tables stay the same.
constexpr std::int64_t rules_version = 1;
constexpr const char* projection_tables[] = {"rollups", "receipts", "not_counted", "help_marks", "day_spans", "quota_draws", "sale_places", "quota_sales"};

std::int64_t projections_version() { return schema::projections().back().number * 1000 + rules_version; }

Result<std::int64_t> version_of(Connection& database) {
  const auto mark = database.integer("PRAGMA application_id");
  if (!mark) return mark;
  const auto version = database.integer("PRAGMA user_version");
  if (!version) return version;
  if (*mark != application_id || *version < 1)
    return core::fail(Errc::corrupt, "open the county's database: it is not the database of a county",
                      "name the county's own folder with --data");
  const std::int64_t known = schema::kept().back().number;
  if (*version > known)
    return core::fail(Errc::newer_version,
                      "open the county's database: its tables have version " + std::to_string(*version) +
                          ", this program knows " + std::to_string(known),
                      "start the newer program that wrote it, or restore the backup made before the update");
  return version;
}

Result<void> run_scripts_after(Connection& database, std::int64_t version) {
  for (const schema::Script& script : schema::kept()) {
    if (script.number <= version) continue;
    std::string sql(script.sql);
    constexpr std::string_view once = ",\n  UNIQUE (terminal, epoch, seq)";
    if (core::mutant("no-unique") && sql.find(once) != std::string::npos) sql.erase(sql.find(once), once.size());
    if (const auto ran = database.run(sql); !ran) return ran;
  }
  return database.run("PRAGMA user_version=" + std::to_string(schema::kept().back().number));
}

Result<void> in_transaction(Connection& database, const std::function<Result<void>()>& work) {
  if (const auto begun = database.run("BEGIN IMMEDIATE"); !begun) return begun;
  auto done = work();
  if (done) done = database.run("COMMIT");
  if (!done) (void)database.run("ROLLBACK");
  return done;
}

}  // namespace

Result<void> create_tables(Connection& database) {
  return in_transaction(database, [&]() -> Result<void> {
    if (const auto marked = database.run("PRAGMA application_id=" + std::to_string(application_id)); !marked)
      return marked;
    if (const auto ran = run_scripts_after(database, 0); !ran) return ran;
    return remake_projections(database);
  });
}

Result<void> migrate(Connection& database) {
  auto version = version_of(database);
  if (!version) return tl::unexpected(version.error());
  if (*version == schema::kept().back().number) return {};
  return in_transaction(database, [&]() -> Result<void> {
    // Read again under the lock: another process may have migrated in between.
    version = version_of(database);
    if (!version) return tl::unexpected(version.error());
    return run_scripts_after(database, *version);
  });
}

Result<void> check_version(Connection& database) {
  const auto version = version_of(database);
  if (!version) return tl::unexpected(version.error());
  if (*version < schema::kept().back().number)
    return core::fail(Errc::refused, "read the county's database: its tables are older than this program",
                      "start the county once, which brings them forward");
  return {};
}

Result<bool> projections_current(Connection& database) {
  const auto version = database.integer("SELECT version FROM projections_made");
  if (!version) return tl::unexpected(version.error());
  return *version == projections_version();
}

Result<void> remake_projections(Connection& database) {
  for (const char* table : projection_tables)
    if (const auto dropped = database.run(std::string("DROP TABLE IF EXISTS ") + table); !dropped) return dropped;
  for (const schema::Script& script : schema::projections())
    if (const auto ran = database.run(std::string(script.sql)); !ran) return ran;
  return database.run("INSERT INTO projections_made (one, version) VALUES (1, " + std::to_string(projections_version()) +
                      ") ON CONFLICT (one) DO UPDATE SET version = excluded.version");
}

}  // namespace zhuangui::ledger
