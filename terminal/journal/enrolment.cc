#include "enrolment.h"

#include <sys/stat.h>

#include "core/mutant.h"
#include "directory.h"
#include "projector.h"
#include "schema.h"

namespace zhuangui::journal {
namespace {

constexpr const char* how_to_enrol = "enrol this terminal with zhuanguictl enrol --county URL --code CODE";

bool has_bytes(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && found.st_size > 0;
}

// A folder that cannot be written, with a log that is empty or absent, is read as it lies there.
Result<Connection> open_unchanging(const std::string& path, const core::Error& first) {
  if (has_bytes(path + "-wal")) return tl::unexpected(first);
  // Only while the database is made is there a journal of this kind; whoever writes next takes all of it back.
  if (has_bytes(path + "-journal"))
    return core::fail(Errc::not_found, "open " + path + ": enrolling was cut off before its end", how_to_enrol);
  return Connection::open("file:" + path + "?immutable=1", Connection::Access::read_only, {});
}

}  // namespace

Result<Connection> open_for_writing(const std::string& directory, const std::string& vfs) {
  auto database = Connection::open(database_path(directory), Connection::Access::read_write, vfs);
  if (!database) return database;
  // The version is asked before anything is set: a newer program's database is not to be touched at all.
  if (const auto version = check_version(*database, schema::kept());
      !version && version.error().code != Errc::not_found)
    return tl::unexpected(version.error());
  auto done = database->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=16777216");
  if (done && core::mutant("synchronous-off")) done = database->execute("PRAGMA synchronous=OFF");
  if (done) done = migrate(*database, schema::kept());
  if (!done) return tl::unexpected(done.error());
  return database;
}

Result<Connection> open_for_reading(const std::string& directory) {
  const std::string path = database_path(directory);
  struct stat there {};
  if (::stat(path.c_str(), &there) != 0 && errno == ENOENT)
    return core::fail(Errc::not_found, "open " + path + ": there is no journal in this folder", how_to_enrol);
  auto database = Connection::open(path, Connection::Access::read_only, {});
  if (!database) return database;
  auto version = check_version(*database, schema::kept());
  if (!version && (version.error().code == Errc::permission || version.error().code == Errc::read_only)) {
    database = open_unchanging(path, version.error());
    if (!database) return database;
    version = check_version(*database, schema::kept());
  }
  if (!version) return tl::unexpected(version.error());
  return database;
}

Result<std::optional<Enrolment>> read_enrolment(Connection& database) {
  auto select = database.prepare(
      "SELECT terminal, counter, county_url, terminal_key, county_key, reserve_key, ca_pem, receipt, receipt_signature "
      "FROM enrolment");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows();
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::optional<Enrolment>{};
  Enrolment enrolment;
  enrolment.terminal = rows.bytes(0);
  enrolment.counter = rows.bytes(1);
  enrolment.county_url = rows.bytes(2);
  enrolment.ca_pem = rows.bytes(6);
  enrolment.receipt = rows.bytes(7);
  if (!rows.array(3, enrolment.terminal_key) || !rows.array(4, enrolment.county_key) ||
      !rows.array(5, enrolment.reserve_key) || !rows.array(8, enrolment.receipt_signature))
    return core::fail(Errc::corrupt, "read the enrolment: a key has the wrong length",
                      "restore the last backup, or enrol this terminal in a new folder");
  return enrolment;
}

bool same(const Enrolment& one, const Enrolment& other) {
  return one.terminal == other.terminal && one.counter == other.counter && one.county_url == other.county_url &&
         one.terminal_key == other.terminal_key && one.county_key == other.county_key &&
         one.reserve_key == other.reserve_key && one.ca_pem == other.ca_pem && one.receipt == other.receipt &&
         one.receipt_signature == other.receipt_signature;
}

Result<void> save_enrolment(const std::string& directory, const Enrolment& enrolment) {
  if (auto made = prepare_directory(directory); !made) return made;
  const auto lock = DirectoryLock::take(directory);
  if (!lock) return tl::unexpected(lock.error());
  auto database = open_for_writing(directory, {});
  if (!database) return tl::unexpected(database.error());
  const auto kept = read_enrolment(*database);
  if (!kept) return tl::unexpected(kept.error());
  if (*kept) {
    if (same(**kept, enrolment)) return catch_up(*database, {});
    return core::fail(Errc::conflict, "enrol " + directory + ": it is enrolled already as " + (*kept)->terminal,
                      "name an empty folder with --data to enrol another terminal");
  }
  auto insert = database->prepare("INSERT INTO enrolment VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  if (!insert) return tl::unexpected(insert.error());
  auto written = insert->run(enrolment.terminal, enrolment.counter, enrolment.county_url, Blob::of(enrolment.terminal_key),
                             Blob::of(enrolment.county_key), Blob::of(enrolment.reserve_key), enrolment.ca_pem,
                             enrolment.receipt, Blob::of(enrolment.receipt_signature));
  if (!written) return written;
  // The projections too, empty as they are: whoever looks before the terminal's first start finds them.
  return catch_up(*database, {});
}

Result<Enrolment> load_enrolment(const std::string& directory) {
  auto database = open_for_reading(directory);
  if (!database) return tl::unexpected(database.error());
  auto kept = read_enrolment(*database);
  if (!kept) return tl::unexpected(kept.error());
  if (!*kept) return core::fail(Errc::not_found, "open " + directory + ": this terminal is not enrolled", how_to_enrol);
  return std::move(**kept);
}

}  // namespace zhuangui::journal
