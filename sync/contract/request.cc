#include "contract/request.h"

namespace zhuangui::contract {
namespace {

bool is_nonce(std::string_view text) {
  std::array<std::uint8_t, 16> bytes;
  return from_hex(text, bytes.data(), bytes.size());
}

}  // namespace

std::string request_text(std::string_view method, std::string_view path, std::int64_t time_ms, std::string_view nonce,
                         std::string_view body) {
  std::string text = "zhuangui-request-v1\n";
  text.append(method) += '\n';
  text.append(path) += '\n';
  text.append(std::to_string(time_ms)) += '\n';
  text.append(nonce) += '\n';
  text.append(to_hex(blake2b(body))) += '\n';
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
  const auto value = from_hex<Signature>(signature.signature);
  // A line break in one of the parts could make two requests share one text.
  const bool one_line = method.find('\n') == std::string_view::npos && path.find('\n') == std::string_view::npos;
  return value && one_line && is_nonce(signature.nonce) &&
         verify(key, request_text(method, path, signature.time_ms, signature.nonce, body), *value);
}

}  // namespace zhuangui::contract
