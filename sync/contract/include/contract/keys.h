#pragma once
#include <string>
#include <string_view>

#include "contract/digest.h"
#include "core/result.h"

namespace zhuangui::contract {

/// Call once before anything else of this room; repeatable, any thread. False: the machine has no randomness.
bool initialise();

/// An Ed25519 key pair. The seed never leaves this class except through seed(), for writing the key file.
/// Move only; the memory is wiped when it goes.
class KeyPair {
 public:
  using Seed = std::array<std::uint8_t, 32>;
  static KeyPair from_seed(const Seed& seed);
  static KeyPair generate();  ///< from the operating system's randomness
  KeyPair(KeyPair&&) noexcept;
  KeyPair& operator=(KeyPair&&) noexcept;
  ~KeyPair();

  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  [[nodiscard]] Signature sign(std::string_view message) const;
  [[nodiscard]] Seed seed() const;

 private:
  KeyPair() = default;
  PublicKey public_key_{};
  std::array<std::uint8_t, 64> secret_{};
};

[[nodiscard]] bool verify(const PublicKey& key, std::string_view message, const Signature& signature);

/// The key file: 64 hex digits and a newline, mode 0600.
/// save_key refuses to overwrite (conflict). load_key errors: not_found, permission (readable by others), corrupt.
core::Result<void> save_key(const std::string& path, const KeyPair& key);
core::Result<KeyPair> load_key(const std::string& path);

}  // namespace zhuangui::contract
