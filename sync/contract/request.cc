#include "contract/request.h"

namespace zhuangui::contract {

std::string request_text(std::string_view method, std::string_view path, std::int64_t time_ms, std::string_view nonce,
                         std::string_view body) {
  std::string text{"zhuangui-request-v1\n"};
  text += method;
  text += '\n';
  text += path;
  text += '\n';
  text += std::to_string(time_ms) + '\n';
  text += nonce;
  text += '\n';
  text += to_hex(blake2b(body)) + '\n';
  return text;
}

RequestSignature sign_request(const KeyPair& key, std::string_view terminal, std::string_view method,
                              std::string_view path, std::int64_t time_ms, std::string_view nonce,
                              std::string_view body) {
  const Signature signature = key.sign(request_text(method, path, time_ms, nonce, body));
  return {std::string(terminal), time_ms, std::string(nonce), to_hex(signature)};
}

bool verify_request(const PublicKey& key, const RequestSignature& signature, std::string_view method,
                    std::string_view path, std::string_view body) {
  const auto bytes = from_hex<Signature>(signature.signature);
  std::array<std::uint8_t, 16> nonce{};
  if (!bytes || !from_hex(signature.nonce, nonce.data(), nonce.size())) return false;
  return verify(key, request_text(method, path, signature.time_ms, signature.nonce, body), *bytes);
}

}  // namespace zhuangui::contract
