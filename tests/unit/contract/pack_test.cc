// Unpacking never gives more than was asked for, whatever the bytes say of themselves.
#include <gtest/gtest.h>
#include <random>

#include "contract/batch.h"
#include "seed.h"

namespace zhuangui::contract {
namespace {

TEST(Pack, WhatWasPackedComesBackUpToTheBoundExactly) {
  for (const std::size_t size : {0u, 1u, 1000u, 131'071u, 131'072u, 131'073u, 400'000u}) {
    std::string bytes(size, 'a');
    for (std::size_t i = 0; i < size; i += 7) bytes[i] = static_cast<char>(i % 251);
    const std::string packed = pack(bytes);
    const auto back = unpack(packed, size);
    ASSERT_TRUE(back) << size << ": " << back.error().cause;
    EXPECT_EQ(*back, bytes);
    if (size == 0) continue;
    const auto more = unpack(packed, size - 1);
    ASSERT_FALSE(more) << size;
    EXPECT_EQ(more.error().code, core::Errc::refused);
  }
}

TEST(Pack, ABombIsRefusedAtTheBound) {
  const std::string bomb = pack(std::string(32u << 20, '\0'));
  EXPECT_LT(bomb.size(), 8192u);
  EXPECT_EQ(unpack(bomb, 1u << 20).error().code, core::Errc::refused);
}

TEST(Pack, AFrameThatAsksForAHugeWindowIsRefused) {
  // RFC 8878: magic, frame header without content size, window descriptor for 2^41 bytes.
  const std::string frame{"\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00", 9};
  EXPECT_EQ(unpack(frame, 1u << 20).error().code, core::Errc::invalid_input);
}

TEST(Pack, DamageIsRefusedAndNeverCrashes) {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += std::to_string(i * i);
  const std::string packed = pack(bytes);
  for (std::size_t length = 0; length < packed.size(); length += 37)
    EXPECT_EQ(unpack(packed.substr(0, length), 1u << 20).error().code, core::Errc::invalid_input) << length;
  EXPECT_FALSE(unpack(packed + "x", 1u << 20)) << "bytes behind the end";
  EXPECT_FALSE(unpack(packed + packed, 1u << 20)) << "a second frame";
  EXPECT_FALSE(unpack("no zstd", 1u << 20));
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int i = 0; i < 500; ++i) {
    std::string damaged = packed;
    damaged[random() % damaged.size()] ^= static_cast<char>(1u << (random() % 8));
    const auto back = unpack(damaged, 1u << 20);
    EXPECT_LE(back.value_or("").size(), 1u << 20);
  }
}

}  // namespace
}  // namespace zhuangui::contract
