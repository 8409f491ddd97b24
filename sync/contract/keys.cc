#include "contract/keys.h"

#include <sodium.h>

#include "bytes.h"

namespace zhuangui::contract {

bool initialise() { return sodium_init() >= 0; }

KeyPair KeyPair::from_seed(const Seed& seed) {
  KeyPair pair;
  crypto_sign_seed_keypair(pair.public_key_.data(), pair.secret_.data(), seed.data());
  return pair;
}

KeyPair KeyPair::generate() {
  initialise();
  KeyPair pair;
  crypto_sign_keypair(pair.public_key_.data(), pair.secret_.data());
  return pair;
}

KeyPair::KeyPair(KeyPair&& other) noexcept : public_key_{other.public_key_}, secret_{other.secret_} {
  sodium_memzero(other.secret_.data(), other.secret_.size());
}

KeyPair& KeyPair::operator=(KeyPair&& other) noexcept {
  if (this == &other) return *this;
  public_key_ = other.public_key_;
  secret_ = other.secret_;
  sodium_memzero(other.secret_.data(), other.secret_.size());
  return *this;
}

KeyPair::~KeyPair() { sodium_memzero(secret_.data(), secret_.size()); }

Signature KeyPair::sign(std::string_view message) const {
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), secret_.data());
  return signature;
}

KeyPair::Seed KeyPair::seed() const {
  Seed seed;
  crypto_sign_ed25519_sk_to_seed(seed.data(), secret_.data());
  return seed;
}

bool verify(const PublicKey& key, std::string_view message, const Signature& signature) {
  return crypto_sign_verify_detached(signature.data(), bytes_of(message), message.size(), key.data()) == 0;
}

}  // namespace zhuangui::contract
