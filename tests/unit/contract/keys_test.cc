// Keys and their file: nobody else may read it, nothing overwrites it, and a half one is never there.
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "contract/keys.h"
#include "temporary_folder.h"

namespace zhuangui::contract {
namespace {

class KeyFile : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(initialise()); }
  void put(const std::string& text, ::mode_t mode = 0600) {
    std::ofstream{path_, std::ios::binary} << text;
    ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
  }
  core::Errc load_code() {
    const auto loaded = load_key(path_);
    return loaded ? core::Errc::internal : loaded.error().code;
  }

  support::TemporaryFolder folder_{"zhuangui-key"};
  std::string path_ = folder_.path() + "/terminal.key";
};

TEST_F(KeyFile, TheSameKeyComesBackAndOnlyItsOwnerMayReadIt) {
  const KeyPair key = KeyPair::generate();
  const auto mask = ::umask(0);
  ASSERT_TRUE(save_key(path_, key));
  ::umask(mask);
  struct ::stat facts{};
  ASSERT_EQ(::stat(path_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777, 0600u);
  EXPECT_EQ(facts.st_size, 65);
  const auto back = load_key(path_);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->public_key(), key.public_key());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder_.path()}, {}), 1) << "nothing is left beside it";
}

TEST_F(KeyFile, IsNeverOverwritten) {
  const KeyPair first = KeyPair::generate();
  ASSERT_TRUE(save_key(path_, first));
  const auto again = save_key(path_, KeyPair::generate());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, core::Errc::conflict);
  EXPECT_EQ(load_key(path_)->public_key(), first.public_key());
}

TEST_F(KeyFile, WhatACrashLeftBesideItDoesNotHinder) {
  std::ofstream{path_ + ".new"} << "half";
  EXPECT_TRUE(save_key(path_, KeyPair::generate()));
  EXPECT_TRUE(load_key(path_));
}

TEST_F(KeyFile, WhatIsWrongIsNamed) {
  EXPECT_EQ(load_code(), core::Errc::not_found);
  EXPECT_EQ(save_key(folder_.path() + "/nowhere/x.key", KeyPair::generate()).error().code, core::Errc::not_found);
  const std::string digits(64, 'a');
  put(digits + "\n", 0640);
  EXPECT_EQ(load_code(), core::Errc::permission);
  put(digits + "\n", 0604);
  EXPECT_EQ(load_code(), core::Errc::permission);
  for (const std::string& text : {std::string(), digits, digits + "\n\n", digits + "x", std::string(63, 'a') + "g\n", digits + digits + "\n"}) {
    put(text);
    EXPECT_EQ(load_code(), core::Errc::corrupt) << text;
  }
  put(digits + "\n", 0400);
  EXPECT_TRUE(load_key(path_));
  std::filesystem::remove(path_);
  std::filesystem::create_directory(path_);
  EXPECT_EQ(load_code(), core::Errc::corrupt);
}

TEST(Keys, AMovedFromKeySignsNothingOfItsOwner) {
  KeyPair first = KeyPair::generate();
  const PublicKey key = first.public_key();
  const KeyPair second = std::move(first);
  EXPECT_TRUE(verify(key, "text", second.sign("text")));
  EXPECT_FALSE(verify(key, "text", first.sign("text")));  // NOLINT(bugprone-use-after-move): that is what is tested
  EXPECT_NE(KeyPair::generate().public_key(), KeyPair::generate().public_key());
}

}  // namespace
}  // namespace zhuangui::contract
