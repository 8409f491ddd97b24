#include "training.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "counter_folder.h"
#include "journal/reader.h"
#include "journal/simulated_disk.h"
#include "journal/training.h"
#include "sync/sync_ports.h"
#include "temporary_folder.h"

namespace zhuangui::app {
namespace {

namespace fs = std::filesystem;

constexpr core::WallTime later{support::counter_folder_made_at_ms + 60'000};

std::string bytes_of(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

class TrainingFolder : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(support::make_counter_folder(real()), ""); }
  [[nodiscard]] std::string real() const { return folder_.path(); }
  [[nodiscard]] journal::JournalStatus status(const std::string& directory) const {
    return (*journal::Reader::open(directory))->status().value();
  }
  Beginning make() {
    auto made = make_training(real(), {}, later);
    if (!made) throw std::runtime_error{made.error().cause};
    return std::move(*made);
  }

  support::TemporaryFolder folder_{"zhuangui-training"};
};

TEST_F(TrainingFolder, HasAKeyAndANameOfItsOwnAndTheListInForce) {
  const Beginning made = make();
  EXPECT_TRUE(made.training);
  EXPECT_EQ(made.identity.enrolment.terminal, "PX-T-0001");
  EXPECT_NE(bytes_of(journal::key_path(made.directory)), bytes_of(journal::key_path(real())));
  EXPECT_EQ(fs::status(journal::key_path(made.directory)).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(made.directory).permissions(), fs::perms::owner_all);
  const auto goods = read_goods(**(*journal::Reader::open(made.directory))->release());
  ASSERT_TRUE(goods.has_value());
  EXPECT_NE(goods->catalogue->find("P-HETAO"), nullptr);
  EXPECT_TRUE(status(made.directory).training);
  EXPECT_FALSE(status(real()).training);
  EXPECT_TRUE((*journal::Reader::open(made.directory))->verify()->ok);
}

TEST_F(TrainingFolder, LeavesEveryByteOfTheCountersOwnJournalAsItWas) {
  const std::string database = bytes_of(fs::path{real()} / "journal.db"), key = bytes_of(journal::key_path(real()));
  const contract::Hash hash = status(real()).hash;
  make();
  EXPECT_EQ(bytes_of(fs::path{real()} / "journal.db"), database);
  EXPECT_EQ(bytes_of(journal::key_path(real())), key);
  EXPECT_EQ(status(real()).hash, hash);
}

TEST_F(TrainingFolder, IsMadeAnewEachTimeAndKeepsNothingOfTheOneBefore) {
  const Beginning first = make();
  {
    const auto journal = journal::Journal::open(first.directory, first.identity.enrolment, contract::KeyPair::from_seed(first.identity.key.seed()), {});
    ASSERT_TRUE(journal.has_value());
    ASSERT_TRUE((*journal)->append("complaint", 1, "{}", {later, 0, false}));  // and no orderly end, as after a crash
  }
  const std::int64_t entries = status(first.directory).seq;
  const Beginning second = make();
  EXPECT_NE(second.identity.enrolment.terminal_key, first.identity.enrolment.terminal_key);
  EXPECT_LT(status(second.directory).seq, entries);
}

TEST_F(TrainingFolder, TakesTheSettingsOverAndNoSecret) {
  {
    const Identity own = *load_identity(real());
    const auto journal = journal::Journal::open(real(), own.enrolment, contract::KeyPair::from_seed(own.key.seed()), {});
    ASSERT_TRUE((*journal)->keep_value(kept_settings, "{\"english\":true}"));
    ASSERT_TRUE((*journal)->keep_value("lock.pin", "hash of a PIN"));
    ASSERT_TRUE((*journal)->stop_orderly({later, 0, false}));
  }
  const auto reader = journal::Reader::open(make().directory);
  EXPECT_EQ(*(*reader)->kept_value(kept_settings), "{\"english\":true}");
  EXPECT_EQ(*(*reader)->kept_value("lock.pin"), "");
}

TEST_F(TrainingFolder, OnADiskThatIsFullIsNotMadeAndTheCountersOwnStaysWhole) {
  journal::SimulatedDisk::instance().full();
  const auto failed = make_training(real(), {.vfs = journal::SimulatedDisk::vfs_name}, later);
  journal::SimulatedDisk::instance().ok();
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().code, core::Errc::disk_full);
  EXPECT_TRUE((*journal::Reader::open(real()))->verify()->ok);
  EXPECT_TRUE(make_training(real(), {.vfs = journal::SimulatedDisk::vfs_name}, later)) << "and with room it is made";
}

// Nothing that is sent could be built from it: no address, no receipt of the county, no key it has seen.
TEST_F(TrainingFolder, HasNoWayToAnyCounty) {
  const Beginning made = make();
  EXPECT_TRUE(journal::is_training(made.identity.enrolment));
  EXPECT_FALSE(journal::is_training(load_identity(real())->enrolment));
  const auto way = open_http_port(made.identity.enrolment.county_url, "");
  ASSERT_FALSE(way.has_value());
  EXPECT_EQ(way.error().code, core::Errc::invalid_input);
  EXPECT_EQ(made.identity.enrolment.receipt, "");
}

TEST_F(TrainingFolder, WhileSomebodyPractisesNobodyOpensTheCountersOwnJournalAndTheStatusSaysSo) {
  const Beginning made = make();
  EXPECT_FALSE(journal::training_is_under_way(real()));
  auto hold = journal::FolderHold::take(real());
  ASSERT_TRUE(hold.has_value());
  {
    const auto practice = journal::Journal::open(made.directory, made.identity.enrolment, contract::KeyPair::from_seed(made.identity.key.seed()), {});
    ASSERT_TRUE(practice.has_value());
    EXPECT_TRUE(journal::training_is_under_way(real()));
    const Identity own = *load_identity(real());
    const auto refused = journal::Journal::open(real(), own.enrolment, contract::KeyPair::from_seed(own.key.seed()), {});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, core::Errc::in_use);
  }
  EXPECT_FALSE(journal::training_is_under_way(real())) << "and after a crash it is not under way either";
  hold->reset();
  const Identity own = *load_identity(real());
  EXPECT_TRUE(journal::Journal::open(real(), own.enrolment, contract::KeyPair::from_seed(own.key.seed()), {}));
}

}  // namespace
}  // namespace zhuangui::app
