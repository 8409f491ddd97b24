#pragma once
#include <array>
#include <string>
#include <string_view>

#include "contract/keys.h"

namespace zhuangui::contract {

// Enrolment (design §6) in three requests to POST /v1/enrol, so that neither side can choose its random value after
// seeing the other's:
//   1 commit: {"step":"commit","code","public_key","commitment"}        commitment = BLAKE2b(random of the terminal)
//       200 -> {"code":"committed","county_key","reserve_key","random"}
//   2 reveal: {"step":"reveal","code","public_key","random"}
//       200 -> {"code":"waiting"}; from here both sides can show the four check words
//   3 status: {"step":"status","code","public_key"}, asked again until it is decided
//       200 -> {"code":"waiting"} | {"code":"approved","receipt":"<exact text>","signature"}; 403 refused
// All bodies of steps 2 and 3 are signed by the terminal's key as a request under the name "enrolling".

using EnrolmentRandom = std::array<std::uint8_t, 16>;

/// The four words both screens show; equal only if both saw the same keys and random values.
std::array<std::string, 4> check_words(const PublicKey& terminal, const PublicKey& county,
                                       const EnrolmentRandom& terminal_random, const EnrolmentRandom& county_random);

/// What the county signs when it approves: the terminal keeps it and shows it to a county that does not know it.
struct EnrolmentReceipt {
  std::string terminal;   ///< "T-0001"
  std::string counter;    ///< "C-0001"
  PublicKey terminal_key{};
  PublicKey county_key{};
  PublicKey reserve_key{};
  std::int64_t county_epoch = 0;
  std::int64_t approved_at = 0;
};
std::string receipt_text(const EnrolmentReceipt& receipt);
core::Result<EnrolmentReceipt> parse_receipt(std::string_view text);
Signature sign_receipt(const KeyPair& county, std::string_view receipt);
[[nodiscard]] bool verify_receipt(const PublicKey& county, std::string_view receipt, const Signature& signature);

}  // namespace zhuangui::contract
