// Releases, the county's position, and what is found at the start.
#include <algorithm>

#include "core/mutant.h"
#include "on_disk.h"
#include "place.h"

namespace zhuangui::journal {
namespace {

tl::unexpected<core::Error> refuse_release(const std::string& why) {
  return core::fail(Errc::refused, "apply the release: " + why,
                    "the terminal goes on with its lists; ask the county office to publish again");
}

}  // namespace

Result<void> OnDisk::fill_found() {
  found_ = {};
  found_.orderly_stop = chain_.epoch == 0 || chain_.last_kind == core::kind::terminal_stopped;
  found_.epoch = chain_.epoch;
  found_.seq = chain_.seq;
  found_.hash = chain_.hash;
  found_.last_day = chain_.last_day;
  found_.last_at = chain_.last_at;
  const auto number =
      database_.integer("SELECT next_number FROM sale_numbers WHERE epoch = " + std::to_string(chain_.epoch));
  if (!number) return tl::unexpected(number.error());
  found_.next_sale_number = std::max<std::int64_t>(1, *number);
  const auto offset = database_.integer("SELECT offset_ms FROM projected_clock");
  if (!offset) return tl::unexpected(offset.error());
  found_.clock_offset_ms = *offset;
  if (auto open = find_open_cart(); !open) return open;
  return find_parked_carts();
}

Result<void> OnDisk::find_open_cart() {
  auto select = database_.prepare("SELECT content FROM carts WHERE state = 'open'");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows();
  const auto open = rows.next();
  if (!open) return tl::unexpected(open.error());
  if (!*open) return {};
  auto cart = core::parse_cart(rows.bytes(0));
  if (!cart)
    return core::fail(Errc::corrupt, "read the open cart: " + cart.error().cause,
                      "keep the folder and restore the last backup");
  found_.cart = std::move(*cart);
  return {};
}

Result<void> OnDisk::find_parked_carts() {
  auto select = database_.prepare("SELECT number, parked_at, reason, content FROM parked_carts ORDER BY parked_at, number");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows();
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    const auto reason = core::parse_park_reason(rows.bytes(2));
    auto cart = core::parse_cart(rows.bytes(3));
    if (!reason || !cart)
      return core::fail(Errc::corrupt, "read parked cart " + std::to_string(rows.integer(0)) + ": it is damaged",
                        "keep the folder and restore the last backup");
    found_.parked.push_back({rows.integer(0), core::WallTime{rows.integer(1)}, *reason, std::move(*cart)});
  }
}

Result<contract::Manifest> OnDisk::check_release(const KeptRelease& release) const {
  if (!contract::verify_manifest(enrolment_.county_key, enrolment_.reserve_key, release.manifest))
    return refuse_release("it is not signed by our county");
  auto manifest = contract::parse_manifest(release.manifest.text);
  if (!manifest) return manifest;
  if (manifest->terminal != enrolment_.terminal) return refuse_release("it was made for " + manifest->terminal);
  if (manifest->sections.size() != release.sections.size()) return refuse_release("its sections are not all there");
  for (std::size_t i = 0; i < release.sections.size(); ++i) {
    const auto& [name, bytes] = release.sections[i];
    const contract::SectionReference& wanted = manifest->sections[i];
    if (name != wanted.name || static_cast<std::int64_t>(bytes.size()) != wanted.bytes ||
        contract::blake2b(bytes) != wanted.hash)
      return refuse_release("section " + wanted.name + " is not the one that was signed");
  }
  return manifest;
}

Result<Committed> OnDisk::apply_release(const KeptRelease& release, const Moment& at) {
  const auto manifest = check_release(release);
  if (!manifest) return tl::unexpected(manifest.error());
  return transact<Committed>([&]() -> Result<Committed> {
    const auto in_force = database_.integer("SELECT max(version) FROM releases");
    if (!in_force) return tl::unexpected(in_force.error());
    if (manifest->version <= *in_force)
      return core::fail(Errc::conflict,
                        "apply release " + std::to_string(manifest->version) + ": release " +
                            std::to_string(*in_force) + " is in force",
                        "nothing is to be done: the newer lists stay");
    if (auto put = put_release(release, *manifest); !put) return tl::unexpected(put.error());
    if (core::mutant("release-half-applied"))
      if (auto parted = database_.execute("COMMIT; BEGIN IMMEDIATE"); !parted) return tl::unexpected(parted.error());
    const std::string hash = contract::to_hex(contract::blake2b(release.manifest.text));
    return append_entry(core::kind::release_applied, 1, core::release_applied_body(manifest->version, hash), at);
  });
}

Result<void> OnDisk::put_release(const KeptRelease& release, const contract::Manifest& manifest) {
  auto put = database_.prepare("INSERT INTO releases VALUES (?1, ?2, ?3, ?4)");
  if (!put) return tl::unexpected(put.error());
  auto done = put->run(manifest.version, release.manifest.text, Blob::of(release.manifest.signature),
                       release.applied_at.utc_ms);
  auto name = database_.prepare("INSERT INTO release_sections VALUES (?1, ?2, ?3, ?4)");
  if (!name) return tl::unexpected(name.error());
  auto content = database_.prepare("INSERT INTO sections VALUES (?1, ?2) ON CONFLICT DO NOTHING");
  if (!content) return tl::unexpected(content.error());
  for (std::size_t i = 0; done && i < release.sections.size(); ++i) {
    const Blob hash = Blob::of(manifest.sections[i].hash);
    const std::string& bytes = release.sections[i].second;
    done = name->run(manifest.version, static_cast<std::int64_t>(i), manifest.sections[i].name, hash);
    if (done) done = content->run(hash, Blob{bytes.data(), bytes.size()});
  }
  if (!done) return done;
  // Only the release in force is kept; sections that did not change stay as they are.
  const std::string version = std::to_string(manifest.version);
  return database_.execute("DELETE FROM releases WHERE version < " + version +
                           "; DELETE FROM release_sections WHERE version < " + version +
                           "; DELETE FROM sections WHERE hash NOT IN (SELECT hash FROM release_sections)");
}

Result<void> OnDisk::set_county_position(std::int64_t epoch, std::int64_t seq, core::WallTime at) {
  return transact<void>([&]() -> Result<void> {
    auto put = database_.prepare(
        "INSERT INTO county_positions VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET seq = ?2, at = ?3 WHERE seq <= ?2");
    if (!put) return tl::unexpected(put.error());
    return put->run(epoch, seq, at.utc_ms);
  });
}

Result<void> OnDisk::set_list_confirmed(core::WallTime at) {
  return transact<void>([&]() -> Result<void> {
    auto put = database_.prepare("INSERT INTO list_confirmed VALUES (1, ?1) ON CONFLICT DO UPDATE SET at = ?1");
    if (!put) return tl::unexpected(put.error());
    return put->run(at.utc_ms);
  });
}

Result<void> OnDisk::keep_value(std::string_view name, std::string_view value) {
  return transact<void>([&]() -> Result<void> {
    auto put = value.empty() ? database_.prepare("DELETE FROM kept_values WHERE name = ?1")
                             : database_.prepare("INSERT INTO kept_values VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2");
    if (!put) return tl::unexpected(put.error());
    return value.empty() ? put->run(name) : put->run(name, value);
  });
}

}  // namespace zhuangui::journal
