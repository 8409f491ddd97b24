#pragma once
#include <string>
#include <string_view>

#include "contract/keys.h"

namespace zhuangui::contract {

/// The four headers of a signed request (design §6, Request signature).
struct RequestSignature {
  std::string terminal;   ///< Zhuangui-Terminal
  std::int64_t time_ms = 0;  ///< Zhuangui-Time
  std::string nonce;      ///< Zhuangui-Nonce, 32 hex digits
  std::string signature;  ///< Zhuangui-Signature, 128 hex digits
};

/// How far a request's time may lie from the county's.
inline constexpr std::int64_t request_time_tolerance_ms = 5 * 60 * 1000;
inline constexpr std::int64_t nonce_kept_ms = 10 * 60 * 1000;

/// `path` is path and query exactly as sent; `body` the bytes as sent (packed).
std::string request_text(std::string_view method, std::string_view path, std::int64_t time_ms, std::string_view nonce,
                         std::string_view body);
RequestSignature sign_request(const KeyPair& key, std::string_view terminal, std::string_view method,
                              std::string_view path, std::int64_t time_ms, std::string_view nonce,
                              std::string_view body);
[[nodiscard]] bool verify_request(const PublicKey& key, const RequestSignature& signature, std::string_view method,
                                  std::string_view path, std::string_view body);

}  // namespace zhuangui::contract
