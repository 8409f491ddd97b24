#pragma once
#include <string>
#include <string_view>

#include "contract/digest.h"
#include "contract/keys.h"
#include "core/money.h"

namespace zhuangui::contract {

/// What the office approves over the phone: one act of one amount at one terminal, in answer to the six digits that its
/// screen shows for this very try, so that the code fits nothing else and no second time.
struct ApprovalAsked {
  std::string act;        ///< name of the right that is missing
  core::Money amount;
  std::string terminal, counter;
  std::string challenge;  ///< six digits
};

/// The key of one counter's codes, made of the county's signing key; it goes to the counter with section `staff`.
Hash approval_key(const KeyPair& county, std::string_view counter);
/// Eight digits: HMAC-SHA-256 over the five, the first eight bytes modulo 10^8.
std::string approval_code(const Hash& key, const ApprovalAsked& asked);
/// Compares in constant time.
[[nodiscard]] bool approval_code_fits(const Hash& key, const ApprovalAsked& asked, std::string_view code);

}  // namespace zhuangui::contract
