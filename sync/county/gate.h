#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "contract/request.h"
#include "ingest/county.h"
#include "server.h"

namespace zhuangui::county {

/// An answer in the form of contract/answer.h.
HttpAnswer said(int status, std::string_view code, std::string_view sentence);

/// Remembers the nonces of the last ten minutes. Bounded: two halves, the older one forgotten after five to ten
/// minutes, or earlier when somebody with a valid key sends more than `half_max` requests meanwhile (a replay that
/// slips past changes nothing: every request is idempotent). Any thread.
class NonceMemory {
 public:
  explicit NonceMemory(std::size_t half_max = 500'000) : half_max_{half_max} {}
  /// False: seen before.
  bool remember(const std::string& terminal, const std::string& nonce, std::int64_t now_ms);

 private:
  const std::size_t half_max_;
  std::mutex mutex_;
  std::set<std::pair<std::string, std::string>> newer_, older_;
  std::int64_t turned_at_ms_ = 0;
};

/// Checks request signatures (design §6). Any thread.
class Gate {
 public:
  Gate(ingest::County& county, ingest::Environment environment) : county_{county}, environment_{std::move(environment)} {}

  /// Who signed this request: an active terminal's id, or the refusal to be answered.
  tl::expected<std::string, HttpAnswer> admit(const HttpRequest& request);
  /// The same for a terminal that has no number yet: signed under "enrolling" with `key`.
  std::optional<HttpAnswer> refuse_enrolling(const HttpRequest& request, const contract::PublicKey& key);

 private:
  static std::optional<contract::RequestSignature> signature_of(const HttpRequest& request);
  std::optional<HttpAnswer> refuse(const HttpRequest& request, const contract::RequestSignature& signature,
                                   const contract::PublicKey& key);

  ingest::County& county_;
  ingest::Environment environment_;
  NonceMemory nonces_;
};

}  // namespace zhuangui::county
