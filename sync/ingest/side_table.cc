#include "side_table.h"

#include <algorithm>
#include <span>

#include "own_journal.h"

namespace zhuangui::ingest {
namespace {

constexpr std::int64_t private_day_ms = 86'400'000;

struct PrivateField {
  const char* name;
  bool needed;
};
struct KnownKind {
  const char* kind;
  std::int64_t keep_days;
  std::span<const PrivateField> fields;
};

constexpr PrivateField proxy_fields[] = {{"name", true}, {"phone", false}, {"relation", false}};
constexpr PrivateField invoice_fields[] = {{"title", true}, {"tax_number", false}, {"email", false}};
// 代领 may be asked about for three years; an invoice's buyer belongs to the accounts, which are kept for ten.
constexpr KnownKind known_kinds[] = {{"proxy", 1'096, proxy_fields}, {"invoice", 3'653, invoice_fields}};
constexpr std::size_t private_field_bytes_max = 200;

auto not_private(const std::string& what) {
  return core::fail(Errc::invalid_input, "the side table: " + what, "send what assets/contract/private.schema.json says");
}

bool is_digit_or_capital(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }

/// Everything that stands there must be a text of this kind; nothing else is let in.
bool fits(const core::JsonValue& body, const KnownKind& known) {
  for (const auto& [name, value] : body.members()) {
    if (name == "kind") continue;
    const auto text = value.as_string();
    const bool allowed = std::any_of(known.fields.begin(), known.fields.end(), [n = name](const PrivateField& field) { return n == field.name; });
    if (!allowed || !text || text->empty() || text->size() > private_field_bytes_max) return false;
  }
  return std::all_of(known.fields.begin(), known.fields.end(), [&](const PrivateField& field) { return !field.needed || body.get(field.name); });
}

Result<void> journal_erased(const Parts& parts, std::string_view reference, std::string_view by) {
  core::JsonWriter body;
  body.begin_object().field("reference", reference).field("by", by).end_object();
  return parts.ledger.write([&](Writing& tables) { return journal_own(tables, parts.working_key, parts.environment.now_ms(), own_kind::private_erased, body.text()); });
}

}  // namespace

bool is_private_reference(std::string_view text) {
  return text.size() >= 8 && text.size() <= 18 && text[0] >= 'A' && text[0] <= 'Z' && text[1] == '-' &&
         std::all_of(text.begin() + 2, text.end(), is_digit_or_capital);
}

Result<PrivateKind> kind_of_private(std::string_view body) {
  if (body.size() > private_bytes_max) return not_private("it is longer than 2048 bytes");
  const auto document = core::JsonDocument::parse(body);
  if (!document || !document->root().is_object()) return not_private("it is not one JSON object");
  const std::string kind = document->root().string_or("kind", "");
  for (const KnownKind& known : known_kinds)
    if (kind == known.kind) {
      if (!fits(document->root(), known)) return not_private("a field is missing, unknown, empty or too long");
      return PrivateKind{kind, known.keep_days * private_day_ms};
    }
  return not_private("nobody knows this kind");
}

Result<void> put_private(ledger::PrivateTable& table, std::int64_t now_ms, std::string_view terminal, std::string_view reference, std::string_view body) {
  using Put = ledger::PrivateTable::Put;
  if (!is_private_reference(reference)) return not_private("this is no random reference");
  const auto kind = kind_of_private(body);
  if (!kind) return tl::unexpected(kind.error());
  const auto put = table.put({std::string(reference), std::string(terminal), kind->kind, std::string(body), now_ms, now_ms + kind->keep_ms, 0, ""});
  if (!put) return tl::unexpected(put.error());
  if (*put == Put::of_another) return core::fail(Errc::refused, "this reference is another terminal's", "make a new one");
  if (*put == Put::erased) return core::fail(Errc::conflict, "this reference was erased and does not come back", "forget it here too");
  return {};
}

Result<void> erase_private(ledger::PrivateTable& table, const Parts& parts, std::string_view terminal, std::string_view reference) {
  const auto found = table.find(reference);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return core::fail(Errc::not_found, "there is nothing under the reference " + std::string(reference), "see: zhuangui-county private list");
  if (!terminal.empty() && (*found)->terminal != terminal) return core::fail(Errc::refused, "this reference is another terminal's", "leave it alone");
  const std::string_view by = terminal.empty() ? "office" : "terminal";
  const auto erased = table.erase(reference, by, parts.environment.now_ms());
  if (!erased) return tl::unexpected(erased.error());
  return *erased ? journal_erased(parts, reference, by) : Result<void>{};
}

Result<std::int64_t> erase_expired(ledger::PrivateTable& table, const Parts& parts) {
  const auto references = table.erase_expired(parts.environment.now_ms());
  if (!references) return tl::unexpected(references.error());
  for (const std::string& reference : *references)
    if (const auto done = journal_erased(parts, reference, "retention"); !done) return tl::unexpected(done.error());
  return static_cast<std::int64_t>(references->size());
}

}  // namespace zhuangui::ingest
