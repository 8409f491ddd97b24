#include "contract/batch.h"

#include "core/json.h"

namespace zhuangui::contract {
namespace {

constexpr std::string_view journal_format = "zhuangui-journal-v1";

void add_head_line(std::string& lines, const Head& head) {
  core::JsonWriter json;
  json.begin_object().key("head").begin_object();
  json.field("seq", head.seq).field("hash", to_hex(head.hash)).field("signature", to_hex(head.signature));
  json.end_object().end_object();
  lines += json.text();
  lines += '\n';
}

void add_entry_line(std::string& lines, const Entry& entry) {
  core::JsonWriter json;
  json.begin_object().field("seq", entry.seq).field("hash", to_hex(entry.hash)).field("payload", entry.payload);
  json.end_object();
  lines += json.text();
  lines += '\n';
}

template <class Array>
core::Result<Array> need_hex(const core::JsonValue& object, std::string_view name) {
  const auto text = object.need_string(name);
  if (!text) return tl::unexpected(text.error());
  const auto value = from_hex<Array>(*text);
  if (!value)
    return core::fail(core::Errc::invalid_input,
                      "field \"" + std::string(name) + "\" is not " + std::to_string(2 * sizeof(Array)) +
                          " hexadecimal digits");
  return *value;
}

core::Result<void> read_first_line(const core::JsonValue& root, Batch& batch) {
  if (root.string_or("format", "") != journal_format)
    return core::fail(core::Errc::invalid_input, "its format is not \"zhuangui-journal-v1\"");
  auto terminal = root.need_string("terminal");
  if (!terminal) return tl::unexpected(terminal.error());
  const auto epoch = root.need_integer("epoch");
  if (!epoch) return tl::unexpected(epoch.error());
  if (*epoch < 1) return core::fail(core::Errc::invalid_input, "its epoch is below 1");
  const auto key = need_hex<PublicKey>(root, "public_key");
  if (!key) return tl::unexpected(key.error());
  batch.terminal = std::move(*terminal);
  batch.epoch = *epoch;
  batch.public_key = *key;
  return {};
}

core::Result<void> read_head(const core::JsonValue& object, Batch& batch) {
  Head head{.epoch = batch.epoch, .seq = 0, .hash = {}, .signature = {}};
  const auto seq = object.need_integer("seq");
  if (!seq) return tl::unexpected(seq.error());
  const auto hash = need_hex<Hash>(object, "hash");
  if (!hash) return tl::unexpected(hash.error());
  const auto signature = need_hex<Signature>(object, "signature");
  if (!signature) return tl::unexpected(signature.error());
  if (batch.entries.empty() || batch.entries.back().seq != *seq)
    return core::fail(core::Errc::invalid_input, "it is a head, but not of the entry before it");
  head.seq = *seq;
  head.hash = *hash;
  head.signature = *signature;
  batch.heads.push_back(head);
  return {};
}

core::Result<void> read_entry(const core::JsonValue& root, Batch& batch) {
  const auto seq = root.need_integer("seq");
  if (!seq) return tl::unexpected(seq.error());
  const auto hash = need_hex<Hash>(root, "hash");
  if (!hash) return tl::unexpected(hash.error());
  auto payload = root.need_string("payload");
  if (!payload) return tl::unexpected(payload.error());
  batch.entries.push_back({*seq, *hash, std::move(*payload)});
  return {};
}

core::Result<void> read_line(std::string_view line, bool first, Batch& batch) {
  const auto document = core::JsonDocument::parse(line);
  if (!document) return tl::unexpected(document.error());
  const core::JsonValue root = document->root();
  if (first) return read_first_line(root, batch);
  if (const auto head = root.get("head")) return read_head(*head, batch);
  return read_entry(root, batch);
}

}  // namespace

std::string encode_batch(const Batch& batch) {
  core::JsonWriter json;
  json.begin_object().field("format", journal_format).field("terminal", batch.terminal).field("epoch", batch.epoch);
  json.field("public_key", to_hex(batch.public_key)).end_object();
  std::string lines = json.take();
  lines += '\n';
  auto head = batch.heads.begin();
  for (const Entry& entry : batch.entries) {
    add_entry_line(lines, entry);
    for (; head != batch.heads.end() && head->seq == entry.seq; ++head) add_head_line(lines, *head);
  }
  return lines;
}

core::Result<Batch> decode_batch(std::string_view ndjson) {
  Batch batch;
  std::size_t number = 0;
  while (!ndjson.empty()) {
    const std::size_t end = ndjson.find('\n');
    const std::string_view line = ndjson.substr(0, end);
    ndjson.remove_prefix(end == std::string_view::npos ? ndjson.size() : end + 1);
    ++number;
    if (const auto read = read_line(line, number == 1, batch); !read)
      return core::fail(core::Errc::invalid_input, "line " + std::to_string(number) + ": " + read.error().cause,
                        "send or export the journal again");
  }
  if (number == 0)
    return core::fail(core::Errc::invalid_input, "line 1: there is none", "send or export the journal again");
  return batch;
}

}  // namespace zhuangui::contract
