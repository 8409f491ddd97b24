// The published known answers: whoever writes another implementation checks it against the same two files.
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "contract/batch.h"
#include "contract/release.h"
#include "contract/request.h"
#include "core/json.h"

namespace zhuangui::contract {
namespace {

std::string file_text(const std::string& name) {
  std::ifstream file{std::string(ZHUANGUI_SOURCE_DIR) + "/tests/data/" + name, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

KeyPair vector_key() {
  KeyPair::Seed seed;
  for (std::size_t index = 0; index < seed.size(); ++index) seed[index] = static_cast<std::uint8_t>(index);
  return KeyPair::from_seed(seed);
}

TEST(KnownAnswers, TheJournalVectorChainsIsSignedAndIsWrittenBackByteForByte) {
  ASSERT_TRUE(initialise());
  const std::string text = file_text("journal-vector.ndjson");
  const auto batch = decode_batch(text);
  ASSERT_TRUE(batch.has_value()) << batch.error().cause;
  const KeyPair key = vector_key();
  EXPECT_EQ(batch->public_key, key.public_key());
  EXPECT_TRUE(check_batch(*batch, key.public_key(), 0, first_hash(key.public_key(), 1)).has_value());
  EXPECT_EQ(encode_batch(*batch), text);
  EXPECT_EQ(sign_head(key, "T-0001", 1, 3, batch->entries.back().hash), batch->heads.back());
  for (const Entry& entry : batch->entries) {
    const auto fields = decode_payload(entry.payload);
    ASSERT_TRUE(fields.has_value()) << fields.error().cause;
    EXPECT_EQ(encode_payload(*fields), entry.payload);
  }
}

TEST(KnownAnswers, TheRequestVectorIsSignedTheSame) {
  const auto document = core::JsonDocument::parse(file_text("request-vector.json"));
  ASSERT_TRUE(document.has_value());
  const core::JsonValue root = document->root();
  const auto field = [&root](std::string_view name) { return root.need_string(name).value(); };
  const KeyPair key = vector_key();
  EXPECT_EQ(to_hex(key.seed()), field("seed"));
  EXPECT_EQ(to_hex(blake2b(field("body"))), field("body_blake2b_256"));
  EXPECT_EQ(request_text(field("method"), field("path"), 1'764'000'000'000, field("nonce"), field("body")), field("signed_text"));
  const auto signature = sign_request(key, "T-0001", field("method"), field("path"), 1'764'000'000'000, field("nonce"), field("body"));
  EXPECT_EQ(signature.signature, field("signature"));
  EXPECT_TRUE(verify_request(key.public_key(), signature, field("method"), field("path"), field("body")));
  EXPECT_FALSE(verify_request(key.public_key(), signature, field("method"), field("path"), field("body") + " "));
  EXPECT_FALSE(verify_request(key.public_key(), signature, field("method"), field("path") + "?x", field("body")));
}

TEST(KnownAnswers, TheReleaseVectorIsSignedTheSame) {
  const auto document = core::JsonDocument::parse(file_text("request-vector.json"));
  const core::JsonValue release = *document->root().get("release");
  const KeyPair key = vector_key();
  const auto manifest = parse_manifest(release.need_string("manifest").value());
  ASSERT_TRUE(manifest.has_value()) << manifest.error().cause;
  const SignedManifest made = sign_manifest(key, *manifest);
  EXPECT_EQ(made.text, release.need_string("manifest").value());
  EXPECT_EQ(to_hex(made.signature), release.need_string("signature").value());
  const KeyPair reserve = KeyPair::generate();
  EXPECT_TRUE(verify_manifest(reserve.public_key(), key.public_key(), made)) << "either key may sign";
  EXPECT_FALSE(verify_manifest(reserve.public_key(), reserve.public_key(), made));
}

}  // namespace
}  // namespace zhuangui::contract
