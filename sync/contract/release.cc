#include "contract/release.h"

#include <algorithm>

#include "core/json.h"

namespace zhuangui::contract {
namespace {

constexpr std::string_view manifest_format = "zhuangui-release-v1";

auto bad(const std::string& why) {
  return core::fail(core::Errc::invalid_input, "read a release manifest: " + why, "ask the county to publish again");
}

std::string signed_manifest_text(std::string_view manifest) { return std::string(manifest_format) + '\n' + std::string(manifest); }

core::Result<SectionReference> read_section(const core::JsonValue& object) {
  auto name = object.need_string("name");
  if (!name) return tl::unexpected(name.error());
  const auto hash_text = object.need_string("hash");
  if (!hash_text) return tl::unexpected(hash_text.error());
  const auto bytes = object.need_integer("bytes");
  if (!bytes) return tl::unexpected(bytes.error());
  const auto hash = from_hex<Hash>(*hash_text);
  if (!hash) return bad("a section's hash is not 64 hexadecimal digits");
  if (name->empty() || *bytes < 0 || *bytes > section_bytes_max)
    return bad("section \"" + *name + "\" has no name or is beyond " + std::to_string(section_bytes_max) + " bytes");
  return SectionReference{std::move(*name), *hash, *bytes};
}

core::Result<void> read_facts(const core::JsonValue& root, Manifest& manifest) {
  for (const auto& [name, into] :
       {std::pair{"terminal", &manifest.terminal}, std::pair{"counter", &manifest.counter}}) {
    auto text = root.need_string(name);
    if (!text) return tl::unexpected(text.error());
    *into = std::move(*text);
  }
  for (const auto& [name, into] :
       {std::pair{"county_epoch", &manifest.county_epoch}, std::pair{"version", &manifest.version},
        std::pair{"made_at", &manifest.made_at}, std::pair{"valid_from", &manifest.valid_from}}) {
    const auto number = root.need_integer(name);
    if (!number) return tl::unexpected(number.error());
    *into = *number;
  }
  return {};
}

}  // namespace

std::string manifest_text(const Manifest& manifest) {
  core::JsonWriter json;
  json.begin_object()
      .field("format", manifest_format)
      .field("terminal", manifest.terminal)
      .field("counter", manifest.counter)
      .field("county_epoch", manifest.county_epoch)
      .field("version", manifest.version)
      .field("made_at", manifest.made_at)
      .field("valid_from", manifest.valid_from)
      .key("sections")
      .begin_array();
  for (const SectionReference& section : manifest.sections)
    json.begin_object()
        .field("name", section.name)
        .field("hash", to_hex(section.hash))
        .field("bytes", section.bytes)
        .end_object();
  json.end_array().end_object();
  return json.take();
}

core::Result<Manifest> parse_manifest(std::string_view text) {
  const auto document = core::JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const core::JsonValue root = document->root();
  if (root.string_or("format", "") != manifest_format) return bad("its format is not \"zhuangui-release-v1\"");
  Manifest manifest;
  if (const auto read = read_facts(root, manifest); !read) return tl::unexpected(read.error());
  const auto list = root.get("sections");
  if (!list || !list->is_array()) return bad("it has no list of sections");
  const auto elements = list->elements();
  if (elements.size() > sections_max) return bad("it has more than " + std::to_string(sections_max) + " sections");
  for (const core::JsonValue& element : elements) {
    auto section = read_section(element);
    if (!section) return tl::unexpected(section.error());
    if (std::any_of(manifest.sections.begin(), manifest.sections.end(),
                    [&](const SectionReference& other) { return other.name == section->name; }))
      return bad("section \"" + section->name + "\" stands in it twice");
    manifest.sections.push_back(std::move(*section));
  }
  return manifest;
}

SignedManifest sign_manifest(const KeyPair& county, const Manifest& manifest) {
  SignedManifest answer{manifest_text(manifest), {}};
  answer.signature = county.sign(signed_manifest_text(answer.text));
  return answer;
}

bool verify_manifest(const PublicKey& working, const PublicKey& reserve, const SignedManifest& manifest) {
  const std::string text = signed_manifest_text(manifest.text);
  return verify(working, text, manifest.signature) || verify(reserve, text, manifest.signature);
}

std::string signed_manifest_json(const SignedManifest& manifest) {
  core::JsonWriter json;
  json.begin_object().field("manifest", manifest.text).field("signature", to_hex(manifest.signature)).end_object();
  return json.take();
}

core::Result<SignedManifest> parse_signed_manifest(std::string_view json) {
  const auto document = core::JsonDocument::parse(json);
  if (!document) return tl::unexpected(document.error());
  auto text = document->root().need_string("manifest");
  if (!text) return tl::unexpected(text.error());
  const auto hex = document->root().need_string("signature");
  if (!hex) return tl::unexpected(hex.error());
  const auto signature = from_hex<Signature>(*hex);
  if (!signature) return bad("its signature is not 128 hexadecimal digits");
  return SignedManifest{std::move(*text), *signature};
}

}  // namespace zhuangui::contract
