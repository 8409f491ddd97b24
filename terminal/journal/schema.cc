#include "schema.h"

#include <vector>

#include "contract/digest.h"

namespace zhuangui::journal {
namespace {

// Marks a file as a terminal's journal ("ZGJ1"), so that another program's database is never written to.
constexpr std::int64_t application_id = 0x5a474a31;
// Raised by hand when projector.cc or facts.cc reckon differently with the same tables.
constexpr int rules_version = 1;

constexpr std::string_view projection_tables[] = {"sales", "returns", "product_days", "days", "drawn", "position", "clock", "shifts", "shift_sums", "shift_by_hand"};

std::string with_prefix(std::string_view sql, std::string_view prefix) {
  std::string answer;
  for (std::size_t from = 0;;) {
    const std::size_t found = sql.find(in_use_prefix, from);
    answer += sql.substr(from, found - from);
    if (found == std::string_view::npos) return answer;
    answer += prefix;
    from = found + in_use_prefix.size();
  }
}

Result<std::int64_t> version_of(Connection& database) {
  const auto version = database.integer("PRAGMA user_version");
  if (!version) return version;
  const auto mark = database.integer("PRAGMA application_id");
  if (!mark) return mark;
  const auto tables = database.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables;
  if (*mark != application_id && (*tables != 0 || *version != 0))
    return core::fail(Errc::corrupt, "open journal.db: it is not the journal of a terminal",
                      "name the terminal's own folder with --data");
  return version;
}

Result<std::int64_t> known_version_of(Connection& database, std::span<const schema::Script> scripts) {
  auto version = version_of(database);
  if (version && *version > scripts.back().number)
    return core::fail(Errc::newer_version,
                      "open journal.db: its tables have version " + std::to_string(*version) + ", this program knows " +
                          std::to_string(scripts.back().number),
                      "start the newer program that wrote it, or restore the backup made before the update");
  return version;
}

}  // namespace

Result<void> check_version(Connection& database, std::span<const schema::Script> scripts) {
  const auto version = known_version_of(database, scripts);
  if (!version) return tl::unexpected(version.error());
  if (*version == 0)
    return core::fail(Errc::not_found, "open journal.db: it is empty", "enrol this terminal with zhuanguictl enrol");
  return {};
}

Result<void> migrate(Connection& database, std::span<const schema::Script> scripts) {
  const auto version = known_version_of(database, scripts);
  if (!version) return tl::unexpected(version.error());
  for (const schema::Script& script : scripts) {
    if (script.number <= *version) continue;
    auto done = database.execute("BEGIN IMMEDIATE; PRAGMA application_id=" + std::to_string(application_id) + ";" +
                                 std::string(script.sql) + "; PRAGMA user_version=" + std::to_string(script.number) +
                                 "; COMMIT");
    if (done) continue;
    if (database.in_transaction())
      if (const auto undone = database.execute("ROLLBACK"); !undone) return undone;
    return done;
  }
  return {};
}

Result<void> create_projections(Connection& database, std::string_view prefix) {
  if (auto dropped = drop_projections(database, prefix); !dropped) return dropped;
  for (const schema::Script& script : schema::projections())
    if (auto made = database.execute(with_prefix(script.sql, prefix)); !made) return made;
  return {};
}

Result<void> drop_projections(Connection& database, std::string_view prefix) {
  // By the names that are there, not by those we know: another edition may have had other tables.
  std::vector<std::string> tables;
  {
    auto list =
        database.prepare("SELECT name FROM sqlite_schema WHERE type='table' AND substr(name, 1, length(?1)) = ?1");
    if (!list) return tl::unexpected(list.error());
    Rows rows = list->rows(prefix);
    while (true) {
      const auto more = rows.next();
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
      tables.emplace_back(rows.bytes(0));
    }
  }
  for (const std::string& table : tables)
    if (auto dropped = database.execute("DROP TABLE \"" + table + "\""); !dropped) return dropped;
  return {};
}

Result<void> swap_projections(Connection& database) {
  if (auto dropped = drop_projections(database, in_use_prefix); !dropped) return dropped;
  for (const std::string_view table : projection_tables) {
    const std::string name(table);
    auto renamed = database.execute("ALTER TABLE " + std::string(beside_prefix) + name + " RENAME TO " +
                                    std::string(in_use_prefix) + name);
    if (!renamed) return renamed;
  }
  return {};
}

std::string projections_edition() {
  std::string all = std::to_string(rules_version);
  for (const schema::Script& script : schema::projections()) all += script.sql;
  return contract::to_hex(contract::blake2b(all)).substr(0, 16);
}

}  // namespace zhuangui::journal
