// One-time codes of the office: bound to act, amount, terminal, counter and the digits of this very try.
#include <gtest/gtest.h>

#include "contract/approval.h"

namespace zhuangui::contract {
namespace {

const ApprovalAsked asked{"refund", core::Money::fen(1234), "T-0001", "C-0001", "482913"};

Hash counting_key() {
  Hash key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i);
  return key;
}

// Reckoned by Python: hmac.new(bytes(range(32)), b"zhuangui-approval-v1\nrefund\n1234\nT-0001\nC-0001\n482913\n", "sha256"),
// int.from_bytes(digest[:8], "big") % 10**8.
TEST(ApprovalCode, IsTheKnownAnswer) { EXPECT_EQ(approval_code(counting_key(), asked), "63225591"); }

TEST(ApprovalCode, FitsNothingButWhatItWasMadeFor) {
  const Hash key = counting_key();
  const std::string code = approval_code(key, asked);
  EXPECT_TRUE(approval_code_fits(key, asked, code));
  struct Case { const char* what; void (*change)(ApprovalAsked&); };
  const Case cases[] = {{"another act", [](ApprovalAsked& one) { one.act = "void"; }},
                        {"a fen more", [](ApprovalAsked& one) { one.amount = core::Money::fen(1235); }},
                        {"another terminal", [](ApprovalAsked& one) { one.terminal = "T-0002"; }},
                        {"another counter", [](ApprovalAsked& one) { one.counter = "C-0002"; }},
                        {"the next try", [](ApprovalAsked& one) { one.challenge = "482914"; }}};
  for (const Case& one : cases) {
    ApprovalAsked other = asked;
    one.change(other);
    EXPECT_FALSE(approval_code_fits(key, other, code)) << one.what;
  }
  Hash other_key = key;
  other_key[31] ^= 1;
  EXPECT_FALSE(approval_code_fits(other_key, asked, code));
  for (const std::string& wrong : {std::string{}, code.substr(0, 7), code + "0", std::string{"abcdefgh"}})
    EXPECT_FALSE(approval_code_fits(key, asked, wrong)) << wrong;
}

TEST(ApprovalCode, EachCounterHasItsOwnKeyAndItIsNotTheCountysSeed) {
  const KeyPair county = KeyPair::from_seed(KeyPair::Seed{7});
  const Hash first = approval_key(county, "C-0001");
  EXPECT_EQ(first, approval_key(county, "C-0001"));
  EXPECT_NE(first, approval_key(county, "C-0002"));
  EXPECT_NE(first, approval_key(KeyPair::from_seed(KeyPair::Seed{8}), "C-0001"));
  EXPECT_FALSE(std::equal(first.begin(), first.end(), county.seed().begin()));
}

}  // namespace
}  // namespace zhuangui::contract
