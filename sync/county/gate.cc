#include "gate.h"

#include <charconv>

namespace zhuangui::county {
namespace {

constexpr std::size_t terminal_bytes_max = 32;

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

HttpAnswer said(int status, std::string_view code, std::string_view sentence) {
  return {status, "application/json", contract::push_answer_json({std::string{code}, std::string{sentence}, std::nullopt, std::nullopt}), {}};
}

bool NonceMemory::remember(const std::string& terminal, const std::string& nonce, std::int64_t now_ms) {
  const std::lock_guard lock{mutex_};
  if (now_ms - turned_at_ms_ >= contract::nonce_kept_ms || newer_.size() >= half_max_) {
    older_ = std::exchange(newer_, {});
    turned_at_ms_ = now_ms;
  }
  const std::pair key{terminal, nonce};
  return !older_.contains(key) && newer_.insert(key).second;
}

std::optional<contract::RequestSignature> Gate::signature_of(const HttpRequest& request) {
  contract::RequestSignature signature;
  signature.terminal = std::string{request.header("zhuangui-terminal")};
  const std::string_view time = request.header("zhuangui-time");
  const auto [end, error] = std::from_chars(time.data(), time.data() + time.size(), signature.time_ms);
  signature.nonce = std::string{request.header("zhuangui-nonce")};
  signature.signature = std::string{request.header("zhuangui-signature")};
  const bool well_formed = !signature.terminal.empty() && signature.terminal.size() <= terminal_bytes_max && !time.empty() &&
                           error == std::errc{} && end == time.data() + time.size() && is_hex(signature.nonce, 32) &&
                           is_hex(signature.signature, 128);
  return well_formed ? std::optional{signature} : std::nullopt;
}

/// The signature is checked before the time, so that only somebody who holds the key learns the county's time.
std::optional<HttpAnswer> Gate::refuse(const HttpRequest& request, const contract::RequestSignature& signature,
                                       const contract::PublicKey& key) {
  if (!contract::verify_request(key, signature, request.method, request.target, request.body))
    return said(401, "refused", "the request's signature does not verify under this terminal's key");
  const std::int64_t now_ms = environment_.now_ms();
  const std::int64_t distance_ms = signature.time_ms > now_ms ? signature.time_ms - now_ms : now_ms - signature.time_ms;
  if (signature.time_ms < 0 || distance_ms > contract::request_time_tolerance_ms) {
    HttpAnswer answer = said(401, "clock", "");
    answer.body = contract::push_answer_json({"clock", "the request's time lies more than 5 minutes from the county's", std::nullopt, now_ms});
    return answer;
  }
  if (!nonces_.remember(signature.terminal, signature.nonce, now_ms))
    return said(401, "replayed", "this very request was received before; sign it anew with a fresh nonce");
  return std::nullopt;
}

tl::expected<std::string, HttpAnswer> Gate::admit(const HttpRequest& request) {
  const auto signature = signature_of(request);
  if (!signature) return tl::unexpected(said(401, "refused", "the request is not signed as Zhuangui-Terminal, -Time, -Nonce and -Signature demand"));
  const auto requester = county_.requester(signature->terminal);
  if (!requester) {
    if (requester.error().code == core::Errc::not_found)
      return tl::unexpected(said(404, "unknown_terminal", "this county knows no terminal " + signature->terminal + "; enrol it"));
    return tl::unexpected(said(503, "busy", "the county's database cannot be read just now"));
  }
  if (requester->state == ledger::TerminalState::revoked)
    return tl::unexpected(said(403, "revoked", "the key of " + signature->terminal + " was revoked; enrol the terminal anew"));
  if (requester->state != ledger::TerminalState::active)
    return tl::unexpected(said(403, "refused", signature->terminal + " waits for the county office's approval"));
  if (auto refusal = refuse(request, *signature, requester->key)) return tl::unexpected(std::move(*refusal));
  return signature->terminal;
}

std::optional<HttpAnswer> Gate::refuse_enrolling(const HttpRequest& request, const contract::PublicKey& key) {
  const auto signature = signature_of(request);
  if (!signature || signature->terminal != "enrolling")
    return said(401, "refused", "this step of enrolment is signed with the terminal's key under the name \"enrolling\"");
  return refuse(request, *signature, key);
}

}  // namespace zhuangui::county
