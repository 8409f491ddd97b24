#include <gtest/gtest.h>

#include "agent/enrol.h"
#include "contract/answer.h"
#include "core/json.h"
#include "memory_journal.h"

namespace zhuangui::agent {
namespace {

using contract::EnrolmentRandom;
using core::Errc;

/// A county that answers the three steps as contract/enrolment.h says, with one thing bent at a time.
class EnrolCounty final : public HttpPort {
 public:
  Result<HttpAnswer> send(const HttpRequest& request) override {
    EXPECT_EQ(request.method + request.path, "POST/v1/enrol");
    const auto document = core::JsonDocument::parse(request.body);
    const core::JsonValue body = document->root();
    const std::string step = body.string_or("step", "");
    steps.push_back(step);
    EXPECT_EQ(body.string_or("code", ""), "ABCD2345");
    EXPECT_EQ(body.string_or("public_key", ""), contract::to_hex(terminal.public_key()));
    core::JsonWriter json;
    json.begin_object();
    if (step == refuse_at)
      return HttpAnswer{403, {}, contract::push_answer_json({"refused", refusal, {}, {}})};
    if (step == "commit") {
      commitment = body.string_or("commitment", "");
      json.field("code", "committed").field("county_key", contract::to_hex(county.public_key()));
      json.field("reserve_key", contract::to_hex(reserve.public_key())).field("random", contract::to_hex(random));
    } else if (step == "reveal") {
      const auto revealed = contract::from_hex<EnrolmentRandom>(body.string_or("random", ""));
      EXPECT_EQ(commitment, contract::to_hex(contract::blake2b({reinterpret_cast<const char*>(revealed->data()), revealed->size()})));
      json.field("code", "waiting");
    } else if (waits-- > 0) {
      if (waits == 1) return core::fail(Errc::offline, "the county restarts");
      json.field("code", "waiting");
    } else {
      const std::string text = contract::receipt_text(receipt);
      json.field("code", "approved").field("receipt", text);
      json.field("signature", contract::to_hex(contract::sign_receipt(signs_with ? *signs_with : county, text)));
    }
    return HttpAnswer{200, {}, json.end_object().take()};
  }
  void cancel() override {}

  contract::KeyPair terminal = support::test_key(1), county = support::test_key(100), reserve = support::test_key(150);
  EnrolmentRandom random{9, 9, 9};
  contract::EnrolmentReceipt receipt{"T-0001", "C-0001", terminal.public_key(), county.public_key(), reserve.public_key(), 1, 1'795'500'000'000};
  const contract::KeyPair* signs_with = nullptr;
  int waits = 3;
  std::string refuse_at, commitment;
  std::string refusal = "that code is used up";
  std::vector<std::string> steps;
};

class SyncEnrol : public testing::Test {
 protected:
  Result<Enrolled> run(const contract::PublicKey* expected = nullptr, std::int64_t wait_ms = 60'000) {
    const EnrolHooks hooks{[] { return 1'795'500'000'000; }, [this] { return now_ms_; }, [this](std::int64_t ms) { now_ms_ += ms; },
                           [this](const std::array<std::string, 4>& words) { words_ = words; }};
    return enrol(county_, county_.terminal, {"ABCD2345", {1, 2, 3}, wait_ms}, expected, hooks);
  }
  EnrolCounty county_;
  std::int64_t now_ms_ = 0;
  std::array<std::string, 4> words_;
};

TEST_F(SyncEnrol, GivesTheReceiptAfterTheOfficeApproved) {
  const auto enrolled = run();
  ASSERT_TRUE(enrolled) << enrolled.error().cause;
  EXPECT_EQ(enrolled->receipt.terminal, "T-0001");
  EXPECT_EQ(enrolled->receipt_text, contract::receipt_text(county_.receipt));
  EXPECT_EQ(words_, contract::check_words(county_.terminal.public_key(), county_.county.public_key(), {1, 2, 3}, county_.random));
  EXPECT_EQ(county_.steps, (std::vector<std::string>{"commit", "reveal", "status", "status", "status", "status"}));
}

TEST_F(SyncEnrol, AnythingThatDoesNotFitIsRefused) {
  const contract::KeyPair stranger = support::test_key(77);
  struct Case { const char* note; std::function<void(EnrolCounty&)> bend; };
  for (const Case& c : {Case{"code used up at once", [](EnrolCounty& county) { county.refuse_at = "commit"; }},
                        Case{"code used up between", [](EnrolCounty& county) { county.refuse_at = "reveal"; }},
                        Case{"the office says no", [](EnrolCounty& county) { county.refuse_at = "status"; }},
                        Case{"receipt of a stranger", [&](EnrolCounty& county) { county.signs_with = &stranger; }},
                        Case{"receipt for another key", [&](EnrolCounty& county) { county.receipt.terminal_key = stranger.public_key(); }},
                        Case{"receipt with another reserve key", [&](EnrolCounty& county) { county.receipt.reserve_key = stranger.public_key(); }},
                        Case{"receipt with another county key", [&](EnrolCounty& county) { county.receipt.county_key = stranger.public_key(); }}}) {
    EnrolCounty fresh;
    c.bend(fresh);
    const EnrolHooks hooks{[] { return 1'795'500'000'000; }, [this] { return now_ms_; }, [this](std::int64_t ms) { now_ms_ += ms; }, nullptr};
    const auto enrolled = enrol(fresh, fresh.terminal, {"ABCD2345", {1, 2, 3}, 60'000}, nullptr, hooks);
    ASSERT_FALSE(enrolled) << c.note;
    EXPECT_EQ(enrolled.error().code, Errc::refused) << c.note << ": " << enrolled.error().cause;
  }
}

TEST_F(SyncEnrol, TheKeyOfTheQrCodeIsComparedBeforeAnythingIsRevealed) {
  const contract::KeyPair stranger = support::test_key(77);
  const auto enrolled = run(&stranger.public_key());
  ASSERT_FALSE(enrolled);
  EXPECT_EQ(enrolled.error().code, Errc::refused);
  EXPECT_EQ(county_.steps, std::vector<std::string>{"commit"});
}

// Found by the fuzzer: whoever answers may give no sentence.
TEST_F(SyncEnrol, ARefusalWithoutASentenceIsStillTold) {
  county_.refuse_at = "commit";
  county_.refusal = "";
  const auto enrolled = run();
  ASSERT_FALSE(enrolled);
  EXPECT_EQ(enrolled.error().cause, "refused");
}

TEST_F(SyncEnrol, WaitingForApprovalHasAnEnd) {
  county_.waits = 1'000'000;
  const auto enrolled = run(nullptr, 30'000);
  ASSERT_FALSE(enrolled);
  EXPECT_EQ(enrolled.error().code, Errc::timeout);
  EXPECT_EQ(now_ms_, 30'000);
}

}  // namespace
}  // namespace zhuangui::agent
