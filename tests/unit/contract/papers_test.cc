// Requests, manifests, receipts, answers and check words: back and forth, and every field counts.
#include <gtest/gtest.h>
#include <set>

#include "contract/answer.h"
#include "contract/enrolment.h"
#include "contract/release.h"
#include "contract/request.h"

namespace zhuangui::contract {
namespace {

TEST(Hex, IsExactlyAsLongAsItsValue) {
  EXPECT_EQ(to_hex(std::array<std::uint8_t, 3>{0x00, 0xab, 0xff}), "00abff");
  using Three = std::array<std::uint8_t, 3>;
  EXPECT_EQ(from_hex<Three>("00ABff"), (Three{0x00, 0xab, 0xff}));
  for (const char* wrong : {"", "00abf", "00abff0", "00abfg", "0 abff"}) EXPECT_FALSE(from_hex<Three>(wrong)) << wrong;
}

TEST(RequestSignature, EveryPartOfTheRequestIsInIt) {
  const KeyPair key = KeyPair::generate();
  const std::string nonce(32, 'a');
  const auto signature = sign_request(key, "T-0001", "POST", "/v1/x?y=1", 5, nonce, "body");
  EXPECT_TRUE(verify_request(key.public_key(), signature, "POST", "/v1/x?y=1", "body"));
  EXPECT_FALSE(verify_request(key.public_key(), signature, "PUT", "/v1/x?y=1", "body"));
  EXPECT_FALSE(verify_request(key.public_key(), signature, "POST", "/v1/x?y=2", "body"));
  EXPECT_FALSE(verify_request(key.public_key(), signature, "POST", "/v1/x?y=1", "bodY"));
  EXPECT_FALSE(verify_request(KeyPair::generate().public_key(), signature, "POST", "/v1/x?y=1", "body"));
  auto changed = signature;
  changed.time_ms = 6;
  EXPECT_FALSE(verify_request(key.public_key(), changed, "POST", "/v1/x?y=1", "body"));
  changed = signature;
  changed.nonce[0] = 'b';
  EXPECT_FALSE(verify_request(key.public_key(), changed, "POST", "/v1/x?y=1", "body"));
  changed = signature;
  changed.signature.pop_back();
  EXPECT_FALSE(verify_request(key.public_key(), changed, "POST", "/v1/x?y=1", "body"));
  const auto short_nonce = sign_request(key, "T-0001", "POST", "/", 5, "abc", "");
  EXPECT_FALSE(verify_request(key.public_key(), short_nonce, "POST", "/", "")) << "a nonce has 32 digits";
  const auto two_lines = sign_request(key, "T-0001", "POST", "/\n5", 5, nonce, "");
  EXPECT_FALSE(verify_request(key.public_key(), two_lines, "POST", "/\n5", "")) << "no part may hold a line break";
}

TEST(Manifest, ComesBackAndIsRefusedWhenItCannotBeOne) {
  const Manifest manifest{"T-0001", "C-0001", 1, 7, 5, 6, {{"products", blake2b("p"), 1}, {"prices", blake2b("q"), 2}}};
  const std::string text = manifest_text(manifest);
  EXPECT_EQ(parse_manifest(text).value(), manifest);
  auto twice = manifest;
  twice.sections.push_back(twice.sections[0]);
  EXPECT_FALSE(parse_manifest(manifest_text(twice))) << "one section twice";
  auto huge = manifest;
  huge.sections[0].bytes = section_bytes_max + 1;
  EXPECT_FALSE(parse_manifest(manifest_text(huge)));
  auto many = manifest;
  for (std::size_t i = 0; i < sections_max; ++i) many.sections.push_back({"s" + std::to_string(i), {}, 1});
  EXPECT_FALSE(parse_manifest(manifest_text(many)));
  for (const char* wrong : {"", "{}", "[]", R"({"format":"zhuangui-release-v2"})"}) EXPECT_FALSE(parse_manifest(wrong)) << wrong;

  const KeyPair key = KeyPair::generate();
  SignedManifest signed_manifest = sign_manifest(key, manifest);
  const auto back = parse_signed_manifest(signed_manifest_json(signed_manifest));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->text, signed_manifest.text);
  EXPECT_EQ(back->signature, signed_manifest.signature);
  signed_manifest.text[signed_manifest.text.find('7')] = '8';
  EXPECT_FALSE(verify_manifest(key.public_key(), key.public_key(), signed_manifest));
}

TEST(Receipt, ComesBackAndIsOfOneCounty) {
  const KeyPair county = KeyPair::generate();
  const EnrolmentReceipt receipt{"T-0001", "C-0001", blake2b("t"), county.public_key(), blake2b("r"), 1, 9};
  const std::string text = receipt_text(receipt);
  const auto back = parse_receipt(text);
  ASSERT_TRUE(back);
  EXPECT_EQ(receipt_text(*back), text);
  const auto signature = sign_receipt(county, text);
  EXPECT_TRUE(verify_receipt(county.public_key(), text, signature));
  EXPECT_FALSE(verify_receipt(county.public_key(), text + " ", signature));
  EXPECT_FALSE(verify_receipt(blake2b("r"), text, signature));
  EXPECT_FALSE(verify(county.public_key(), text, signature)) << "signed under the receipt's own name, not as bare text";
  EXPECT_FALSE(parse_receipt("{}"));
}

TEST(CheckWords, ChangeWithEveryKeyAndRandomValue) {
  const PublicKey terminal = blake2b("t"), county = blake2b("c");
  EnrolmentRandom ours{}, theirs{};
  theirs[0] = 1;
  const auto words = check_words(terminal, county, ours, theirs);
  EXPECT_EQ(check_words(terminal, county, ours, theirs), words);
  EXPECT_NE(check_words(county, terminal, ours, theirs), words);
  EXPECT_NE(check_words(terminal, blake2b("d"), ours, theirs), words);
  EXPECT_NE(check_words(terminal, county, theirs, theirs), words);
  EXPECT_NE(check_words(terminal, county, ours, ours), words);
  std::set<std::string> seen;
  for (int i = 0; i < 4000; ++i) {
    ours[1] = static_cast<std::uint8_t>(i);
    ours[2] = static_cast<std::uint8_t>(i >> 8);
    for (const std::string& word : check_words(terminal, county, ours, theirs)) seen.insert(word);
  }
  EXPECT_EQ(seen.size(), 256u) << "256 distinct words, all of them used";
}

TEST(Answers, ComeBackAsTheyWereSent) {
  PushAnswer answer{"gap", "the county has \"3\"", CountyHead{7, 3, blake2b("h")}, std::nullopt};
  const auto back = parse_push_answer(push_answer_json(answer));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->code, "gap");
  EXPECT_EQ(back->sentence, answer.sentence);
  EXPECT_EQ(back->head, answer.head);
  EXPECT_FALSE(back->county_time_ms);
  answer = {"clock", "", std::nullopt, 12};
  EXPECT_EQ(push_answer_json(answer), R"({"code":"clock","sentence":"","county_time":12})");
  EXPECT_EQ(parse_push_answer(push_answer_json(answer))->county_time_ms, 12);
  for (const char* wrong : {"", "{}", R"({"code":1})", R"({"code":"x","head":{"epoch":1,"seq":-1,"hash":""}})"})
    EXPECT_FALSE(parse_push_answer(wrong)) << wrong;

  const std::vector<CountyHead> heads{{1, 3, blake2b("a")}, {2, 0, blake2b("b")}};
  EXPECT_EQ(parse_heads(heads_json("T-0001", heads)).value(), heads);
  EXPECT_TRUE(parse_heads(heads_json("T-0001", {}))->empty());
  EXPECT_FALSE(parse_heads(heads_json("T-0001", {heads[1], heads[0]}))) << "epochs are in order";
  EXPECT_FALSE(parse_heads(R"({"code":"refused"})"));
}

TEST(Answers, AReservationIsValidForTheTimeBetweenTheCountysClockAndItsEnd) {
  EXPECT_EQ(parse_reservation(R"({"code":"granted","sentence":"x","expires_at":1795482600000,"county_time":1795482000000})").value(), (ReservationAnswer{"granted", 600'000}));
  EXPECT_EQ(parse_reservation(R"({"code":"granted","sentence":"x","expires_at":5,"county_time":6})").value(), (ReservationAnswer{"granted", 0}));
  EXPECT_EQ(parse_reservation(R"({"code":"used_up","sentence":"x"})").value(), (ReservationAnswer{"used_up", 0}));
  for (const char* text : {"", "<html>", "{}", R"({"code":7})", R"({"code":"granted"})", R"({"code":"granted","expires_at":5})"})
    EXPECT_FALSE(parse_reservation(text)) << text;
}

TEST(Answers, TheReturnsOfASaleComeBackAsTheyWereSentAndNothingElseIsTakenForThem) {
  for (const ReturnsAnswer& answer : {ReturnsAnswer{"T-0001-1-1", R"({"kind":"sale.completed"})", {"{}", R"({"a":"\u20ac"})"}}, ReturnsAnswer{"T-0001-1-2", "", {}}})
    EXPECT_EQ(parse_returns(returns_json(answer)).value(), answer);
  EXPECT_NE(returns_json({"T-0001-1-2", "", {}}).find(R"("sold":null)"), std::string::npos);
  for (const char* text : {"", "<html>", "{}", R"({"code":"heads","returns":[]})", R"({"code":"returns","returns":{}})", R"({"code":"returns","returns":[7]})"})
    EXPECT_FALSE(parse_returns(text)) << text;
  EXPECT_TRUE(is_sale_id("T-0001-472000-17"));
  for (const std::string& text : {std::string{}, std::string("a/b"), std::string("a?b"), std::string("T-0001 1"), std::string(65, 'a'), std::string("%2e")})
    EXPECT_FALSE(is_sale_id(text)) << text;
}

}  // namespace
}  // namespace zhuangui::contract
