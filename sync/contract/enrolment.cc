#include "contract/enrolment.h"

#include "check_words.h"
#include "core/json.h"

namespace zhuangui::contract {
namespace {

constexpr std::string_view receipt_format = "zhuangui-enrolment-v1";

template <class Array>
void append(std::string& into, const Array& bytes) {
  into.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

std::string signed_receipt_text(std::string_view receipt) { return std::string(receipt_format) + "\n" + std::string(receipt); }

}  // namespace

std::array<std::string, 4> check_words(const PublicKey& terminal, const PublicKey& county,
                                       const EnrolmentRandom& terminal_random, const EnrolmentRandom& county_random) {
  std::string text{"zhuangui-words-v1"};
  append(text, terminal);
  append(text, county);
  append(text, terminal_random);
  append(text, county_random);
  const Hash hash = blake2b(text);
  std::array<std::string, 4> words;
  for (std::size_t index = 0; index < words.size(); ++index) words[index] = check_word(hash[index]);
  return words;
}

std::string receipt_text(const EnrolmentReceipt& receipt) {
  core::JsonWriter json;
  json.begin_object().field("format", receipt_format).field("terminal", receipt.terminal).field("counter", receipt.counter);
  json.field("terminal_key", to_hex(receipt.terminal_key)).field("county_key", to_hex(receipt.county_key));
  json.field("reserve_key", to_hex(receipt.reserve_key)).field("county_epoch", receipt.county_epoch);
  json.field("approved_at", receipt.approved_at).end_object();
  return json.take();
}

core::Result<EnrolmentReceipt> parse_receipt(std::string_view text) {
  const auto document = core::JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const core::JsonValue root = document->root();
  EnrolmentReceipt receipt;
  receipt.terminal = root.string_or("terminal", "");
  receipt.counter = root.string_or("counter", "");
  receipt.county_epoch = root.integer_or("county_epoch", 0);
  receipt.approved_at = root.integer_or("approved_at", 0);
  const auto key = [&root](std::string_view name, PublicKey& into) {
    return from_hex(root.string_or(name, ""), into.data(), into.size());
  };
  if (root.string_or("format", "") != receipt_format || receipt.terminal.empty() || receipt.counter.empty() ||
      !key("terminal_key", receipt.terminal_key) || !key("county_key", receipt.county_key) ||
      !key("reserve_key", receipt.reserve_key))
    return core::fail(core::Errc::invalid_input, "read an enrolment receipt: it is not whole", "enrol again");
  return receipt;
}

Signature sign_receipt(const KeyPair& county, std::string_view receipt) { return county.sign(signed_receipt_text(receipt)); }

bool verify_receipt(const PublicKey& county, std::string_view receipt, const Signature& signature) {
  return verify(county, signed_receipt_text(receipt), signature);
}

}  // namespace zhuangui::contract
