#include "terminal.h"

#include <future>

#include "first_start.h"
#include "journal/training.h"
#include "running_terminal.h"
#include "training.h"
#include "ui/pictures.h"

namespace zhuangui::app {
namespace {

using core::Errc;
using JournalAnswer = core::Result<std::unique_ptr<journal::Journal>>;

core::Result<void> draw_first(const TerminalOptions& options, const Configuration& configuration, const std::string& assets,
                              const std::shared_ptr<ui::PictureShelf>& pictures, std::unique_ptr<ui::Screen>& into) {
  auto screen = ui::Screen::create(screen_options(options, configuration, assets, pictures));
  if (!screen) return tl::unexpected(screen.error());
  into = std::move(*screen);
  return {};
}

core::Result<void> open_devices(const TerminalOptions& options, const Configuration& configuration, const std::string& assets,
                                const Clock& clock, std::unique_ptr<Devices>& into) {
  auto devices = options.simulate ? Devices::open_simulated(assets, configuration, options.directory, clock)
                                  : Devices::open_real(assets, configuration, options.directory);
  if (!devices) return tl::unexpected(devices.error());
  into = std::move(*devices);
  return {};
}

core::Result<Ending> run_till(const Stage& stage, Beginning beginning, std::unique_ptr<journal::Journal> journal) {
  Terminal terminal{stage, std::move(beginning), std::move(journal)};
  if (const auto opened = terminal.open(); !opened) return tl::unexpected(opened.error());
  return terminal.run();
}

JournalAnswer open_journal(const std::string& directory, const Identity& identity, const journal::Journal::Options& disk) {
  return journal::Journal::open(directory, identity.enrolment, contract::KeyPair::from_seed(identity.key.seed()), disk);
}

/// The counter's own journal is closed and held meanwhile: nothing can write into it.
core::Result<Ending> practise(const Stage& stage, const journal::Journal::Options& disk) {
  const auto hold = journal::FolderHold::take(stage.options.directory);
  if (!hold) return tl::unexpected(hold.error());
  auto beginning = make_training(stage.options.directory, disk, stage.clock.wall());
  if (!beginning) return tl::unexpected(beginning.error());
  auto journal = open_journal(beginning->directory, beginning->identity, disk);
  if (!journal) return tl::unexpected(journal.error());
  return run_till(stage, std::move(*beginning), std::move(*journal));
}

core::Result<Ending> go_on(const Stage& stage, const journal::Journal::Options& disk, std::optional<core::Error> trouble) {
  auto identity = load_identity(stage.options.directory);
  if (!identity) return tl::unexpected(identity.error());
  Beginning beginning{stage.options.directory, std::move(*identity)};
  beginning.greets = false;
  beginning.training_trouble = std::move(trouble);
  auto journal = open_journal(beginning.directory, beginning.identity, disk);
  if (!journal) return tl::unexpected(journal.error());
  return run_till(stage, std::move(beginning), std::move(*journal));
}

/// One till after another: the counter's own, that to practise with, the counter's own again. Each ends orderly first.
core::Result<void> run_tills(const Stage& stage, const journal::Journal::Options& disk, Beginning beginning,
                             std::unique_ptr<journal::Journal> journal) {
  auto ended = run_till(stage, std::move(beginning), std::move(journal));
  while (ended && *ended == Ending::another) {
    const auto practised = practise(stage, disk);
    if (practised && *practised == Ending::stopped) return {};
    ended = go_on(stage, disk, practised ? std::nullopt : std::optional{practised.error()});
  }
  return ended ? core::Result<void>{} : tl::unexpected(ended.error());
}

}  // namespace

core::Result<void> run_terminal(const TerminalOptions& options) {
  StopSignals signals;  // before the first thread, so that every thread has them blocked
  Configuration configuration;
  if (!options.configuration_file.empty()) {
    auto loaded = load_configuration(options.configuration_file);
    if (!loaded) return tl::unexpected(loaded.error());
    configuration = std::move(*loaded);
  }
  const auto assets = assets_folder();
  if (!assets) return tl::unexpected(assets.error());
  Clock clock{options.virtual_clock, options.now};
  const auto pictures = std::make_shared<ui::PictureShelf>(ui::PictureShelf::Work::beside);
  std::unique_ptr<Devices> devices;
  std::unique_ptr<ui::Screen> screen;
  bool just_enrolled = false;
  auto identity = load_identity(options.directory);
  if (!identity && can_ask_a_person(options, identity.error())) {
    if (const auto made = make_terminal_folder(options.directory); !made) return made;
    if (const auto opened = open_devices(options, configuration, *assets, clock, devices); !opened) return opened;
    if (const auto drawn = draw_first(options, configuration, *assets, pictures, screen); !drawn) return drawn;
    const auto enrolled = enrol_at_the_screen(options, configuration, *devices, *screen, clock, signals);
    if (!enrolled) return tl::unexpected(enrolled.error());
    if (!*enrolled) return {};
    just_enrolled = true;
    identity = load_identity(options.directory);
  }
  if (!identity) return tl::unexpected(identity.error());
  // Opening the journal and drawing the fonts take the most time of a start: side by side.
  journal::Journal::Options disk;
  if (options.simulate) {
    journal::SimulatedDisk::instance();
    disk.vfs = journal::SimulatedDisk::vfs_name;
  }
  std::future<JournalAnswer> opening = std::async(std::launch::async, [&] {
    return open_journal(options.directory, *identity, disk);
  });
  core::Result<void> drawn;
  if (!screen) drawn = draw_first(options, configuration, *assets, pictures, screen);
  auto journal = opening.get();
  if (!journal) return tl::unexpected(journal.error());
  if (!drawn) return drawn;
  if (!devices)
    if (const auto plugged = open_devices(options, configuration, *assets, clock, devices); !plugged) return plugged;
  Beginning beginning{options.directory, std::move(*identity)};
  beginning.just_enrolled = just_enrolled;
  beginning.greets = !just_enrolled;
  const Stage stage{options, configuration, *assets, clock, signals, *screen, *devices};
  return run_tills(stage, disk, std::move(beginning), std::move(*journal));
}

}  // namespace zhuangui::app
