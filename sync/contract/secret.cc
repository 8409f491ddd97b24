#include "contract/secret.h"

#include <sodium.h>

namespace zhuangui::contract {
namespace {

// A counter's terminal has little memory and a PIN few digits: what holds is that five wrong ones make it wait.
constexpr unsigned long long passes = 4;
constexpr std::size_t memory_bytes = 8u << 20;

}  // namespace

core::Result<std::string> hash_secret(std::string_view secret) {
  char hash[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(hash, secret.data(), secret.size(), passes, memory_bytes) != 0)
    return core::fail(core::Errc::internal, "hash a secret: there is no memory for it", "start the terminal again");
  return std::string{hash};
}

bool secret_fits(const std::string& hash, std::string_view secret) {
  return hash.size() < crypto_pwhash_STRBYTES && crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) == 0;
}

}  // namespace zhuangui::contract
