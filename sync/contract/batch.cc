#include "contract/batch.h"

namespace zhuangui::contract {
namespace {

using core::Errc;
using core::JsonValue;

constexpr std::string_view format = "zhuangui-journal-v1";

core::Result<void> bad_line(std::size_t line, const std::string& why) {
  return core::fail(Errc::invalid_input, "read a batch: line " + std::to_string(line) + ": " + why,
                    "it was not written by this system");
}

template <class Array>
bool take_hex(const JsonValue& object, std::string_view name, Array& into) {
  const auto field = object.get(name);
  const auto text = field ? field->as_string() : std::nullopt;
  return text && from_hex(*text, into.data(), into.size());
}

core::Result<void> read_first_line(const JsonValue& root, Batch& into) {
  if (root.string_or("format", "") != format) return bad_line(1, "its format is not " + std::string(format));
  auto terminal = root.need_string("terminal");
  const auto epoch = root.need_integer("epoch");
  if (!terminal || !epoch || !take_hex(root, "public_key", into.public_key))
    return bad_line(1, "terminal, epoch or public key is missing");
  into.terminal = std::move(*terminal);
  into.epoch = *epoch;
  return {};
}

core::Result<void> read_line(const JsonValue& root, std::size_t line, Batch& into) {
  if (const auto head = root.get("head")) {
    Head read;
    read.epoch = into.epoch;
    const auto seq = head->need_integer("seq");
    if (!seq || !take_hex(*head, "hash", read.hash) || !take_hex(*head, "signature", read.signature))
      return bad_line(line, "the head is not whole");
    read.seq = *seq;
    into.heads.push_back(read);
    return {};
  }
  Entry entry;
  const auto seq = root.need_integer("seq");
  auto payload = root.need_string("payload");
  if (!seq || !payload || !take_hex(root, "hash", entry.hash)) return bad_line(line, "the entry is not whole");
  entry.seq = *seq;
  entry.payload = std::move(*payload);
  into.entries.push_back(std::move(entry));
  return {};
}

std::string head_line(const Head& head) {
  core::JsonWriter json;
  json.begin_object().key("head").begin_object().field("seq", head.seq).field("hash", to_hex(head.hash));
  json.field("signature", to_hex(head.signature)).end_object().end_object();
  return json.take() + "\n";
}

}  // namespace

std::string encode_batch(const Batch& batch) {
  core::JsonWriter first;
  first.begin_object().field("format", format).field("terminal", batch.terminal).field("epoch", batch.epoch);
  first.field("public_key", to_hex(batch.public_key)).end_object();
  std::string text = first.take() + "\n";
  auto head = batch.heads.begin();
  for (const Entry& entry : batch.entries) {
    core::JsonWriter json;
    json.begin_object().field("seq", entry.seq).field("hash", to_hex(entry.hash)).field("payload", entry.payload);
    text += json.end_object().take() + "\n";
    for (; head != batch.heads.end() && head->seq == entry.seq; ++head) text += head_line(*head);
  }
  for (; head != batch.heads.end(); ++head) text += head_line(*head);
  return text;
}

core::Result<Batch> decode_batch(std::string_view ndjson) {
  Batch batch;
  std::size_t line = 0;
  while (!ndjson.empty()) {
    const auto end = ndjson.find('\n');
    const std::string_view text = ndjson.substr(0, end);
    ndjson.remove_prefix(end == std::string_view::npos ? ndjson.size() : end + 1);
    ++line;
    const auto document = core::JsonDocument::parse(text);
    if (!document) return tl::unexpected(bad_line(line, document.error().cause).error());
    const auto read = line == 1 ? read_first_line(document->root(), batch) : read_line(document->root(), line, batch);
    if (!read) return tl::unexpected(read.error());
  }
  if (line == 0) return tl::unexpected(bad_line(1, "it is empty").error());
  return batch;
}

}  // namespace zhuangui::contract
