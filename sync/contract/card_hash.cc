#include "contract/card_hash.h"

#include <sodium.h>

namespace zhuangui::contract {

Hash card_key(const KeyPair& county, std::string_view counter) {
  const std::string text = "zhuangui-card-key-v1\n" + std::string{counter};
  const KeyPair::Seed seed = county.seed();
  Hash key{};
  crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), seed.data(), seed.size());
  return key;
}

std::string card_hash(const Hash& key, std::string_view card) {
  Hash hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(card.data()), card.size(), key.data(), key.size());
  return to_hex(hash);
}

}  // namespace zhuangui::contract
