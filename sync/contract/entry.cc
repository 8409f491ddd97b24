#include "contract/entry.h"

namespace zhuangui::contract {
namespace {

constexpr std::size_t payload_fields = 8;

auto not_a_payload(const std::string& why) {
  return core::fail(core::Errc::invalid_input, "read an entry's payload: " + why,
                    "the entry is not one this system wrote");
}

/// Everything up to the body: one set of facts has one form.
std::string payload_front(const EntryFields& fields) {
  core::JsonWriter json;
  json.begin_object()
      .field("terminal", fields.terminal)
      .field("epoch", fields.epoch)
      .field("seq", fields.seq)
      .field("kind", fields.kind)
      .field("version", fields.version)
      .field("at", fields.at)
      .field("business_day", fields.business_day)
      .key("body");
  return json.take();
}

core::Result<EntryFields> read_fields(const core::JsonValue& root) {
  EntryFields fields;
  for (const auto& [name, into] : {std::pair{"terminal", &fields.terminal}, std::pair{"kind", &fields.kind},
                                   std::pair{"business_day", &fields.business_day}}) {
    auto text = root.need_string(name);
    if (!text) return tl::unexpected(text.error());
    *into = std::move(*text);
  }
  for (const auto& [name, into] : {std::pair{"epoch", &fields.epoch}, std::pair{"seq", &fields.seq},
                                   std::pair{"version", &fields.version}, std::pair{"at", &fields.at}}) {
    const auto number = root.need_integer(name);
    if (!number) return tl::unexpected(number.error());
    *into = *number;
  }
  return fields;
}

}  // namespace

std::string encode_payload(const EntryFields& fields) {
  std::string payload = payload_front(fields);
  payload.reserve(payload.size() + fields.body.size() + 1);
  payload += fields.body;
  payload += '}';
  return payload;
}

core::Result<EntryFields> decode_payload(std::string_view payload) {
  const auto document = core::JsonDocument::parse(payload);
  if (!document) return tl::unexpected(document.error());
  const core::JsonValue root = document->root();
  auto fields = read_fields(root);
  if (!fields) return fields;
  if (fields->epoch < 1 || fields->seq < 1 || fields->version < 1) return not_a_payload("a number is below 1");
  const auto body = root.get("body");
  if (!body || !body->is_object()) return not_a_payload("its body is not an object");
  // The eight fields in their order without white space: what follows the front is exactly the body and the last brace.
  const std::string front = payload_front(*fields);
  if (root.members().size() != payload_fields || !payload.starts_with(front) || !payload.ends_with('}'))
    return not_a_payload("it is not the eight fields in their order without white space");
  payload.remove_prefix(front.size());
  payload.remove_suffix(1);
  if (!payload.starts_with('{') || !payload.ends_with('}')) return not_a_payload("white space stands around its body");
  fields->body = payload;
  return fields;
}

Hash first_hash(const PublicKey& key, std::int64_t epoch) {
  std::string text = "zhuangui-journal-v1";
  text.append(reinterpret_cast<const char*>(key.data()), key.size());
  for (int shift = 56; shift >= 0; shift -= 8)
    text += static_cast<char>((static_cast<std::uint64_t>(epoch) >> shift) & 0xff);
  return blake2b(text);
}

Hash next_hash(const Hash& previous, std::string_view payload) {
  return blake2b({reinterpret_cast<const char*>(previous.data()), previous.size()}, payload);
}

std::string head_text(std::string_view terminal, std::int64_t epoch, std::int64_t seq, const Hash& hash) {
  std::string text = "zhuangui-head-v1\n";
  text.append(terminal) += '\n';
  text.append(std::to_string(epoch)) += '\n';
  text.append(std::to_string(seq)) += '\n';
  text.append(to_hex(hash)) += '\n';
  return text;
}

Head sign_head(const KeyPair& key, std::string_view terminal, std::int64_t epoch, std::int64_t seq, const Hash& hash) {
  return {epoch, seq, hash, key.sign(head_text(terminal, epoch, seq, hash))};
}

bool verify_head(const PublicKey& key, std::string_view terminal, const Head& head) {
  return verify(key, head_text(terminal, head.epoch, head.seq, head.hash), head.signature);
}

}  // namespace zhuangui::contract
