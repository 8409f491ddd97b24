#include "agent/enrol.h"

#include <algorithm>

#include "contract/request.h"
#include "core/json.h"
#include "runner.h"

namespace zhuangui::agent {
namespace {

using contract::PublicKey;
using core::Errc;
using core::fail;

constexpr std::int64_t poll_ms = 1'000;
constexpr int request_timeout_ms = 10'000;
constexpr const char* signing_name = "enrolling";  // no terminal number yet
constexpr const char* not_county_remedy = "check the county's address and the network's login page";

/// The three requests of contract/enrolment.h, one after the other.
class Enrolment {
 public:
  Enrolment(HttpPort& http, const contract::KeyPair& key, const EnrolRequest& request, const EnrolHooks& hooks)
      : http_{http}, key_{key}, request_{request}, hooks_{hooks} {}

  Result<void> commit(const PublicKey* expected_key);
  Result<void> reveal();
  Result<Enrolled> wait_for_approval();

 private:
  [[nodiscard]] core::JsonWriter body(const char* step) const;
  Result<std::string> ask(core::JsonWriter& body);
  Result<Enrolled> check_receipt(const core::JsonValue& answer) const;

  HttpPort& http_;
  const contract::KeyPair& key_;
  const EnrolRequest& request_;
  const EnrolHooks& hooks_;
  PublicKey county_key_{}, reserve_key_{};
  contract::EnrolmentRandom county_random_{};
};

core::JsonWriter Enrolment::body(const char* step) const {
  core::JsonWriter json;
  json.begin_object().field("step", step).field("code", request_.code);
  json.field("public_key", contract::to_hex(key_.public_key()));
  return json;
}

/// The body of a 200. Errors say what the county said.
Result<std::string> Enrolment::ask(core::JsonWriter& body) {
  effect::Send send;
  send.method = "POST";
  send.path = "/v1/enrol";
  send.body = body.end_object().take();
  send.timeout_ms = request_timeout_ms;
  const auto answer = send_signed(http_, key_, signing_name, send, hooks_.wall_utc_ms());
  if (!answer) return tl::unexpected(answer.error());
  const auto document = core::JsonDocument::parse(answer->body);
  const std::string code = document ? document->root().string_or("code", "") : "";
  if (code.empty())
    return fail(Errc::offline, "what answers with " + std::to_string(answer->status) + " is not a county server", not_county_remedy);
  if (answer->status == 200) return answer->body;
  std::string sentence = document->root().string_or("sentence", code);
  if (sentence.empty()) sentence = code;  // what answers may be anybody
  if (answer->status == 429 || answer->status >= 500) return fail(Errc::offline, "the county is busy: " + sentence, "try again later");
  if (code == "clock") return fail(Errc::refused, sentence, "set this machine's clock, then try again");
  return fail(Errc::refused, sentence, "ask the county office for a new code");
}

Result<void> Enrolment::commit(const PublicKey* expected_key) {
  const std::string_view random{reinterpret_cast<const char*>(request_.random.data()), request_.random.size()};
  core::JsonWriter json = body("commit");
  json.field("commitment", contract::to_hex(contract::blake2b(random)));
  const auto text = ask(json);
  if (!text) return tl::unexpected(text.error());
  const auto document = core::JsonDocument::parse(*text);
  const core::JsonValue answer = document->root();
  const auto county = contract::from_hex<PublicKey>(answer.string_or("county_key", ""));
  const auto reserve = contract::from_hex<PublicKey>(answer.string_or("reserve_key", ""));
  const auto county_random = contract::from_hex<contract::EnrolmentRandom>(answer.string_or("random", ""));
  if (!county || !reserve || !county_random)
    return fail(Errc::refused, "the county's answer to the first step of enrolment lacks its keys", not_county_remedy);
  if (expected_key != nullptr && *expected_key != *county)
    return fail(Errc::refused, "the county that answers has another key than the one in the code",
                "do not go on; ask the county office whether the address is right");
  county_key_ = *county;
  reserve_key_ = *reserve;
  county_random_ = *county_random;
  return {};
}

Result<void> Enrolment::reveal() {
  core::JsonWriter json = body("reveal");
  json.field("random", contract::to_hex(request_.random));
  const auto text = ask(json);
  if (!text) return tl::unexpected(text.error());
  if (hooks_.show_words)
    hooks_.show_words(contract::check_words(key_.public_key(), county_key_, request_.random, county_random_));
  return {};
}

Result<Enrolled> Enrolment::wait_for_approval() {
  const std::int64_t end_ms = hooks_.mono_ms() + request_.wait_ms;
  for (;;) {
    core::JsonWriter json = body("status");
    const auto text = ask(json);
    // The county may restart while the office looks at the words: only a refusal ends the waiting.
    if (!text && !core::is_transient(text.error().code)) return tl::unexpected(text.error());
    if (text) {
      const auto document = core::JsonDocument::parse(*text);
      if (document->root().string_or("code", "") == "approved") return check_receipt(document->root());
    }
    const std::int64_t rest = end_ms - hooks_.mono_ms();
    if (rest <= 0)
      return fail(Errc::timeout, "the county office has not approved this terminal yet",
                  "let the office compare the four words and approve, then run the same command again");
    hooks_.sleep(std::min(rest, poll_ms));
  }
}

Result<Enrolled> Enrolment::check_receipt(const core::JsonValue& answer) const {
  Enrolled enrolled;
  enrolled.receipt_text = answer.string_or("receipt", "");
  const auto signature = contract::from_hex<contract::Signature>(answer.string_or("signature", ""));
  auto receipt = contract::parse_receipt(enrolled.receipt_text);
  if (!receipt || !signature || !contract::verify_receipt(county_key_, enrolled.receipt_text, *signature))
    return fail(Errc::refused, "the receipt of enrolment is not signed by the county that began it", "begin again with a new code");
  if (receipt->terminal_key != key_.public_key() || receipt->county_key != county_key_ || receipt->reserve_key != reserve_key_)
    return fail(Errc::refused, "the receipt of enrolment names other keys than those that were compared", "begin again with a new code");
  enrolled.receipt = std::move(*receipt);
  enrolled.receipt_signature = *signature;
  return enrolled;
}

}  // namespace

Result<Enrolled> enrol(HttpPort& http, const contract::KeyPair& key, const EnrolRequest& request,
                       const contract::PublicKey* county_key, const EnrolHooks& hooks) {
  Enrolment enrolment{http, key, request, hooks};
  if (auto begun = enrolment.commit(county_key); !begun) return tl::unexpected(begun.error());
  if (auto shown = enrolment.reveal(); !shown) return tl::unexpected(shown.error());
  return enrolment.wait_for_approval();
}

}  // namespace zhuangui::agent
