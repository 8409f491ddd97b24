#include "training.h"

#include <filesystem>

#include "first_start.h"
#include "journal/training.h"

namespace zhuangui::app {
namespace {

using core::Errc;
using core::Result;

/// What of the counter's own journal is taken over.
struct Known {
  Identity identity;
  journal::JournalStatus status;
  std::optional<journal::KeptRelease> release;
  std::string settings;
};

Result<Known> read_known(const std::string& directory) {
  auto identity = load_identity(directory);
  if (!identity) return tl::unexpected(identity.error());
  const auto reader = journal::Reader::open(directory);
  if (!reader) return tl::unexpected(reader.error());
  auto status = (*reader)->status();
  if (!status) return tl::unexpected(status.error());
  auto release = (*reader)->release();
  if (!release) return tl::unexpected(release.error());
  auto settings = (*reader)->kept_value(kept_settings);
  if (!settings) return tl::unexpected(settings.error());
  return Known{std::move(*identity), std::move(*status), std::move(*release), std::move(*settings)};
}

/// A journal believes nobody's lists but those made for its own terminal and signed by the key it knows.
Result<journal::KeptRelease> signed_anew(journal::KeptRelease release, const std::string& terminal, const contract::KeyPair& key) {
  auto manifest = contract::parse_manifest(release.manifest.text);
  if (!manifest) return tl::unexpected(manifest.error());
  manifest->terminal = terminal;
  release.manifest = contract::sign_manifest(key, *manifest);
  return release;
}

Result<void> fill(journal::Journal& made, const Known& known, const Identity& own, const journal::Moment& at) {
  if (const auto begun = made.start_epoch("enrolled", at); !begun) return tl::unexpected(begun.error());
  if (known.release) {
    const auto release = signed_anew(*known.release, own.enrolment.terminal, own.key);
    if (!release) return tl::unexpected(release.error());
    if (const auto applied = made.apply_release(*release, at); !applied) return tl::unexpected(applied.error());
  }
  if (const auto kept = made.keep_value(kept_settings, known.settings); !kept) return kept;
  if (known.status.list_confirmed_at > 0)
    if (const auto kept = made.set_list_confirmed({known.status.list_confirmed_at}); !kept) return kept;
  return made.stop_orderly(at);
}

}  // namespace

Result<Beginning> make_training(const std::string& directory, const journal::Journal::Options& disk, core::WallTime now) {
  auto known = read_known(directory);
  if (!known) return tl::unexpected(known.error());
  const std::string place = journal::training_directory(directory);
  std::error_code trouble;
  std::filesystem::remove_all(place, trouble);
  if (trouble) return core::fail(Errc::permission, "empty the folder " + place + ": " + trouble.message(), "give this user the right to it");
  if (const auto made = make_terminal_folder(place); !made) return tl::unexpected(made.error());
  contract::KeyPair key = contract::KeyPair::generate();
  if (const auto saved = contract::save_key(journal::key_path(place), key); !saved) return tl::unexpected(saved.error());
  journal::Enrolment enrolment = journal::training_enrolment(known->identity.enrolment, key.public_key());
  if (const auto saved = journal::save_enrolment(place, enrolment); !saved) return tl::unexpected(saved.error());
  Beginning beginning{place, {std::move(enrolment), std::move(key)}};
  beginning.training = true;
  beginning.greets = false;
  beginning.clock_offset_ms = known->status.clock_offset_ms;
  const Identity& own = beginning.identity;
  const auto journal = journal::Journal::open(place, own.enrolment, contract::KeyPair::from_seed(own.key.seed()), disk);
  if (!journal) return tl::unexpected(journal.error());
  const auto filled = fill(**journal, *known, own, {now, known->status.clock_offset_ms, false});
  if (!filled) return tl::unexpected(filled.error());
  return beginning;
}

}  // namespace zhuangui::app
