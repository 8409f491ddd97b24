#pragma once
#include <string>
#include <string_view>

#include "core/result.h"

namespace zhuangui::contract {

/// A short secret (a PIN, a card's number) so that it can be kept: Argon2id with its own salt, as text. Takes some 8 MiB
/// and tens of milliseconds, on purpose. Error: internal (no memory).
core::Result<std::string> hash_secret(std::string_view secret);
/// Whether `hash` was made of `secret`; as slow. False also for a text that is no hash.
[[nodiscard]] bool secret_fits(const std::string& hash, std::string_view secret);

}  // namespace zhuangui::contract
