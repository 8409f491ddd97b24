// Making a county: its folder, its two keys, its database and the first entry of its own journal.
#include <cerrno>
#include <cstring>
#include <sys/stat.h>

#include "files.h"
#include "ingest/county.h"
#include "ledger/sqlite_ledger.h"
#include "own_journal.h"

namespace zhuangui::ingest {
namespace {

Result<void> make_folder(const std::string& directory) {
  if (::mkdir(directory.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  const int error = errno;
  const Errc code = error == EROFS    ? Errc::read_only
                    : error == ENOSPC ? Errc::disk_full
                    : error == ENOENT ? Errc::not_found
                                      : Errc::permission;
  return core::fail(code, "make the county's folder " + directory + ": " + std::strerror(error),
                    "make its parent folder and let this user write there");
}

contract::KeyPair new_key(const Environment& environment) {
  contract::KeyPair::Seed seed;
  environment.random(seed.data(), seed.size());
  contract::KeyPair key = contract::KeyPair::from_seed(seed);
  seed.fill(0);
  return key;
}

/// A county whose making was broken off has keys but no row of its own: it is made anew from these keys.
Result<contract::KeyPair> key_at(const std::string& path, const Environment& environment) {
  auto kept = contract::load_key(path);
  if (kept || kept.error().code != Errc::not_found) return kept;
  contract::KeyPair key = new_key(environment);
  if (const auto saved = contract::save_key(path, key); !saved) return tl::unexpected(saved.error());
  return key;
}

std::string made_body(const ledger::CountyRow& county) {
  core::JsonWriter json;
  json.begin_object().field("county_epoch", county.county_epoch);
  json.field("working_key", contract::to_hex(county.working_key));
  json.field("reserve_key", contract::to_hex(county.reserve_key)).end_object();
  return json.take();
}

}  // namespace

Result<Made> County::init(const std::string& directory, const Environment& environment) {
  if (!contract::initialise()) return core::fail(Errc::internal, "this machine gives no randomness", "restart it");
  if (const auto made = make_folder(directory); !made) return tl::unexpected(made.error());
  const auto lock = ledger::FolderLock::take(directory);
  if (!lock) return tl::unexpected(lock.error());
  auto tables = ledger::open_sqlite(database_file(directory), ledger::Access::create);
  if (!tables) return tl::unexpected(tables.error());
  const auto working = key_at(working_key_file(directory), environment);
  if (!working) return tl::unexpected(working.error());
  const auto reserve = key_at(reserve_key_file(directory), environment);
  if (!reserve) return tl::unexpected(reserve.error());
  const ledger::CountyRow county{1, 0, working->public_key(), reserve->public_key(), environment.now_ms()};
  const auto written = (*tables)->write([&](Writing& writing) -> Result<void> {
    if (const auto set = writing.set_county(county); !set) return set;
    if (const auto put = writing.put_key(ledger::county_journal, {county.working_key, "", ledger::KeyState::active, county.made_at});
        !put)
      return put;
    return journal_own(writing, *working, county.made_at, own_kind::county_made, made_body(county));
  });
  if (!written) return tl::unexpected(written.error());
  return Made{county.working_key, county.reserve_key, reserve_key_file(directory)};
}

}  // namespace zhuangui::ingest
