#include "contract/secret.h"

#include <gtest/gtest.h>

#include "contract/keys.h"

namespace zhuangui::contract {
namespace {

TEST(Secret, FitsItsHashAloneAndNoHashSaysTheSameTwice) {
  ASSERT_TRUE(initialise());
  const std::string hash = hash_secret("2580").value();
  EXPECT_TRUE(secret_fits(hash, "2580"));
  for (const char* other : {"2581", "258", "25800", ""}) EXPECT_FALSE(secret_fits(hash, other)) << other;
  EXPECT_NE(hash, hash_secret("2580").value()) << "each has its own salt";
  EXPECT_EQ(hash.find("2580"), std::string::npos);
  EXPECT_EQ(hash.rfind("$argon2id$", 0), 0u);
}

TEST(Secret, WhatIsNoHashFitsNothing) {
  ASSERT_TRUE(initialise());
  for (const std::string& text : {std::string{}, std::string{"2580"}, std::string(4'000, 'x')}) EXPECT_FALSE(secret_fits(text, "2580"));
}

}  // namespace
}  // namespace zhuangui::contract
