#include "contract/entry.h"

namespace zhuangui::contract {
namespace {

std::string_view text_of(const std::uint8_t* data, std::size_t bytes) {
  return {reinterpret_cast<const char*>(data), bytes};
}

}  // namespace

std::string encode_payload(const EntryFields& fields) {
  core::JsonWriter json;
  json.begin_object().field("terminal", fields.terminal).field("epoch", fields.epoch).field("seq", fields.seq);
  json.field("kind", fields.kind).field("version", fields.version).field("at", fields.at);
  json.field("business_day", fields.business_day).key("body").raw(fields.body).end_object();
  return json.take();
}

core::Result<EntryFields> decode_payload(std::string_view payload) {
  const auto document = core::JsonDocument::parse(payload);
  if (!document) return tl::unexpected(document.error());
  const core::JsonValue root = document->root();
  EntryFields fields;
  const auto take_text = [&root](std::string_view name, std::string& into) -> core::Result<void> {
    auto text = root.need_string(name);
    if (!text) return tl::unexpected(text.error());
    into = std::move(*text);
    return {};
  };
  const auto take_number = [&root](std::string_view name, std::int64_t& into) -> core::Result<void> {
    const auto number = root.need_integer(name);
    if (!number) return tl::unexpected(number.error());
    into = *number;
    return {};
  };
  for (const auto& [name, into] : {std::pair{"terminal", &fields.terminal}, {"kind", &fields.kind}, {"business_day", &fields.business_day}})
    if (const auto taken = take_text(name, *into); !taken) return tl::unexpected(taken.error());
  for (const auto& [name, into] : {std::pair{"epoch", &fields.epoch}, {"seq", &fields.seq}, {"version", &fields.version}, {"at", &fields.at}})
    if (const auto taken = take_number(name, *into); !taken) return tl::unexpected(taken.error());
  const auto body = root.get("body");
  if (!body || !body->is_object())
    return core::fail(core::Errc::invalid_input, "read an entry: its body is missing", "it was not written by this system");
  // The body is the last field, so its exact text is what stands between its key and the closing brace.
  constexpr std::string_view key = "\"body\":";
  const auto at = payload.find(key);
  fields.body = std::string(payload.substr(at + key.size(), payload.size() - at - key.size() - 1));
  if (encode_payload(fields) != payload)
    return core::fail(core::Errc::invalid_input, "read an entry: its fields are not in the published form",
                      "it was not written by this system");
  return fields;
}

Hash first_hash(const PublicKey& key, std::int64_t epoch) {
  std::string text{"zhuangui-journal-v1"};
  text += text_of(key.data(), key.size());
  for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(static_cast<std::uint64_t>(epoch) >> shift & 0xff);
  return blake2b(text);
}

Hash next_hash(const Hash& previous, std::string_view payload) {
  return blake2b(text_of(previous.data(), previous.size()), payload);
}

std::string head_text(std::string_view terminal, std::int64_t epoch, std::int64_t seq, const Hash& hash) {
  return "zhuangui-head-v1\n" + std::string(terminal) + "\n" + std::to_string(epoch) + "\n" + std::to_string(seq) +
         "\n" + to_hex(hash) + "\n";
}

Head sign_head(const KeyPair& key, std::string_view terminal, std::int64_t epoch, std::int64_t seq, const Hash& hash) {
  return {epoch, seq, hash, key.sign(head_text(terminal, epoch, seq, hash))};
}

bool verify_head(const PublicKey& key, std::string_view terminal, const Head& head) {
  return verify(key, head_text(terminal, head.epoch, head.seq, head.hash), head.signature);
}

}  // namespace zhuangui::contract
