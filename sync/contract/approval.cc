#include "contract/approval.h"

#include <sodium.h>

namespace zhuangui::contract {
namespace {

constexpr std::uint64_t codes = 100'000'000;
constexpr std::size_t code_digits = 8;

}  // namespace

Hash approval_key(const KeyPair& county, std::string_view counter) {
  const std::string text = "zhuangui-approval-key-v1\n" + std::string{counter};
  const KeyPair::Seed seed = county.seed();
  Hash key{};
  crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), seed.data(), seed.size());
  return key;
}

std::string approval_code(const Hash& key, const ApprovalAsked& asked) {
  const std::string text = "zhuangui-approval-v1\n" + asked.act + "\n" + std::to_string(asked.amount.in_fen()) + "\n" + asked.terminal +
                           "\n" + asked.counter + "\n" + asked.challenge + "\n";
  unsigned char mac[crypto_auth_hmacsha256_BYTES];
  static_assert(std::tuple_size_v<Hash> == crypto_auth_hmacsha256_KEYBYTES);
  crypto_auth_hmacsha256(mac, reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.data());
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | mac[i];
  std::string digits = std::to_string(number % codes);
  return std::string(code_digits - digits.size(), '0') + digits;
}

bool approval_code_fits(const Hash& key, const ApprovalAsked& asked, std::string_view code) {
  const std::string right = approval_code(key, asked);
  return code.size() == right.size() && sodium_memcmp(code.data(), right.data(), right.size()) == 0;
}

}  // namespace zhuangui::contract
