#include "contract/release.h"

#include "core/json.h"

namespace zhuangui::contract {
namespace {

constexpr std::string_view format = "zhuangui-release-v1";

std::string signed_text(std::string_view manifest) { return std::string(format) + "\n" + std::string(manifest); }

core::Result<SectionReference> read_section(const core::JsonValue& value) {
  SectionReference section;
  auto name = value.need_string("name");
  if (!name) return tl::unexpected(name.error());
  const auto hash = value.need_string("hash");
  if (!hash) return tl::unexpected(hash.error());
  const auto bytes = value.need_integer("bytes");
  if (!bytes) return tl::unexpected(bytes.error());
  section.name = std::move(*name);
  section.bytes = *bytes;
  if (!from_hex(*hash, section.hash.data(), section.hash.size()) || section.bytes < 0 || section.bytes > section_bytes_max)
    return core::fail(core::Errc::invalid_input, "read a release: section " + section.name + " is out of bounds", "publish it again");
  return section;
}

}  // namespace

std::string manifest_text(const Manifest& manifest) {
  core::JsonWriter json;
  json.begin_object().field("format", format).field("terminal", manifest.terminal).field("counter", manifest.counter);
  json.field("county_epoch", manifest.county_epoch).field("version", manifest.version);
  json.field("made_at", manifest.made_at).field("valid_from", manifest.valid_from).key("sections").begin_array();
  for (const SectionReference& section : manifest.sections)
    json.begin_object().field("name", section.name).field("hash", to_hex(section.hash)).field("bytes", section.bytes).end_object();
  return json.end_array().end_object().take();
}

core::Result<Manifest> parse_manifest(std::string_view text) {
  const auto document = core::JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const core::JsonValue root = document->root();
  if (root.string_or("format", "") != format)
    return core::fail(core::Errc::invalid_input, "read a release: its format is not " + std::string(format), "publish it again");
  Manifest manifest;
  for (const auto& [name, into] : {std::pair{"terminal", &manifest.terminal}, {"counter", &manifest.counter}}) {
    auto value = root.need_string(name);
    if (!value) return tl::unexpected(value.error());
    *into = std::move(*value);
  }
  for (const auto& [name, into] : {std::pair{"county_epoch", &manifest.county_epoch}, {"version", &manifest.version},
                                   {"made_at", &manifest.made_at}, {"valid_from", &manifest.valid_from}}) {
    const auto value = root.need_integer(name);
    if (!value) return tl::unexpected(value.error());
    *into = *value;
  }
  const auto sections = root.get("sections");
  if (!sections || !sections->is_array() || sections->elements().size() > sections_max)
    return core::fail(core::Errc::invalid_input, "read a release: its list of sections is missing or too long", "publish it again");
  for (const core::JsonValue& element : sections->elements()) {
    auto section = read_section(element);
    if (!section) return tl::unexpected(section.error());
    manifest.sections.push_back(std::move(*section));
  }
  return manifest;
}

SignedManifest sign_manifest(const KeyPair& county, const Manifest& manifest) {
  std::string text = manifest_text(manifest);
  const Signature signature = county.sign(signed_text(text));
  return {std::move(text), signature};
}

bool verify_manifest(const PublicKey& working, const PublicKey& reserve, const SignedManifest& manifest) {
  const std::string text = signed_text(manifest.text);
  return verify(working, text, manifest.signature) || verify(reserve, text, manifest.signature);
}

std::string signed_manifest_json(const SignedManifest& manifest) {
  core::JsonWriter json;
  json.begin_object().field("manifest", manifest.text).field("signature", to_hex(manifest.signature)).end_object();
  return json.take();
}

core::Result<SignedManifest> parse_signed_manifest(std::string_view text) {
  const auto document = core::JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  auto manifest = document->root().need_string("manifest");
  if (!manifest) return tl::unexpected(manifest.error());
  const auto signature = from_hex<Signature>(document->root().string_or("signature", ""));
  if (!signature) return core::fail(core::Errc::invalid_input, "read a release: its signature is missing", "publish it again");
  return SignedManifest{std::move(*manifest), *signature};
}

}  // namespace zhuangui::contract
