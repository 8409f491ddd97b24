#include "core/json.h"
#include "routes.h"

namespace zhuangui::county {
namespace {

HttpAnswer refusal(const core::Error& error) {
  if (error.code == core::Errc::refused || error.code == core::Errc::not_found || error.code == core::Errc::invalid_input ||
      error.code == core::Errc::conflict)
    return said(403, "refused", error.cause);
  return said(503, "busy", "the county cannot enrol just now; try again");
}

HttpAnswer waiting() { return {200, "application/json", R"({"code":"waiting"})", {}}; }

}  // namespace

/// The three steps of contract/enrolment.h. The code itself is the secret that admits; from the second step on every
/// request is also signed by the key that began.
HttpAnswer Routes::enrol(const HttpRequest& request) {
  const auto document = core::JsonDocument::parse(request.body);
  if (!document || !document->root().is_object()) return said(400, "refused", "a step of enrolment is one JSON object");
  const core::JsonValue body = document->root();
  const std::string step = body.string_or("step", ""), code = body.string_or("code", "");
  const auto key = contract::from_hex<contract::PublicKey>(body.string_or("public_key", ""));
  if (code.size() != 8 || !key) return said(400, "refused", "a step of enrolment names the office's code and the terminal's public key");
  if (step == "commit") {
    const auto commitment = contract::from_hex<contract::Hash>(body.string_or("commitment", ""));
    if (!commitment) return said(400, "refused", "the first step of enrolment has a commitment");
    const auto committed = county_.enrol_commit(code, *key, *commitment);
    if (!committed) return refusal(committed.error());
    core::JsonWriter json;
    json.begin_object().field("code", "committed").field("county_key", contract::to_hex(committed->county_key));
    json.field("reserve_key", contract::to_hex(committed->reserve_key)).field("random", contract::to_hex(committed->random)).end_object();
    return {200, "application/json", json.take(), {}};
  }
  if (step != "reveal" && step != "status") return said(400, "refused", "the steps of enrolment are commit, reveal and status");
  if (auto refused = gate_.refuse_enrolling(request, *key)) return std::move(*refused);
  if (step == "reveal") {
    const auto random = contract::from_hex<contract::EnrolmentRandom>(body.string_or("random", ""));
    if (!random) return said(400, "refused", "the second step of enrolment reveals the random value");
    if (const auto revealed = county_.enrol_reveal(code, *key, *random); !revealed) return refusal(revealed.error());
    return waiting();
  }
  const auto state = county_.enrol_status(code, *key);
  if (!state) return refusal(state.error());
  if (!state->approved) return waiting();
  core::JsonWriter json;
  json.begin_object().field("code", "approved").field("receipt", state->receipt);
  json.field("signature", contract::to_hex(state->signature)).end_object();
  return {200, "application/json", json.take(), {}};
}

}  // namespace zhuangui::county
