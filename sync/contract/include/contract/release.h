#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contract/keys.h"

namespace zhuangui::contract {

struct SectionReference {
  std::string name;   ///< products, prices, counter, …
  Hash hash{};        ///< BLAKE2b-256 of the section's exact bytes
  std::int64_t bytes = 0;
  friend bool operator==(const SectionReference&, const SectionReference&) = default;
};

/// Limits a terminal accepts.
inline constexpr std::int64_t section_bytes_max = 64 << 20;
inline constexpr std::size_t sections_max = 64;

/// A release as one terminal gets it (design §6, Release manifest).
struct Manifest {
  std::string terminal;
  std::string counter;
  std::int64_t county_epoch = 0;
  std::int64_t version = 0;
  std::int64_t made_at = 0;     ///< UTC ms
  std::int64_t valid_from = 0;  ///< UTC ms
  std::vector<SectionReference> sections;
  friend bool operator==(const Manifest&, const Manifest&) = default;
};
struct SignedManifest {
  std::string text;  ///< the exact bytes that were signed
  Signature signature{};
};

std::string manifest_text(const Manifest& manifest);
core::Result<Manifest> parse_manifest(std::string_view text);
SignedManifest sign_manifest(const KeyPair& county, const Manifest& manifest);
/// True when either county key signed it.
[[nodiscard]] bool verify_manifest(const PublicKey& working, const PublicKey& reserve, const SignedManifest& manifest);
/// The wire form {"manifest":"…","signature":"…"} and back.
std::string signed_manifest_json(const SignedManifest& manifest);
core::Result<SignedManifest> parse_signed_manifest(std::string_view json);

}  // namespace zhuangui::contract
