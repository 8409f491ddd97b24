#include <bit>
#include <simdjson.h>

#include "core/json.h"

namespace zhuangui::core {
namespace {

namespace dom = simdjson::dom;
constexpr std::size_t text_bytes_max = 64u << 20;
constexpr std::size_t depth_max = 64;

// A JsonValue holds the two words of a dom::element, so that simdjson.h stays out of the header.
struct Words {
  const void* document;
  std::size_t index;
};
static_assert(sizeof(dom::element) == sizeof(Words) && std::is_trivially_copyable_v<dom::element>);

dom::element element_of(const void* document, std::size_t index) {
  return std::bit_cast<dom::element>(Words{document, index});
}

Error field_error(std::string_view name, const char* what) {
  return Error{Errc::invalid_input, "read field \"" + std::string(name) + "\": " + what, "correct the file or message"};
}

}  // namespace

struct JsonDocument::Storage {
  dom::document document;
};

JsonDocument::JsonDocument() : storage_{std::make_unique<Storage>()} {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Result<JsonDocument> JsonDocument::parse(std::string_view text) {
  thread_local dom::parser parser{text_bytes_max};
  thread_local const bool ready = parser.allocate(1u << 16, depth_max) == simdjson::SUCCESS;
  if (!ready) return fail(Errc::internal, "prepare the JSON reader: no memory");
  JsonDocument answer;
  const auto parsed = parser.parse_into_document(answer.storage_->document, text.data(), text.size(), true);
  if (const auto error = parsed.error())
    return fail(Errc::invalid_input, std::string("read JSON: ") + simdjson::error_message(error),
                "correct the file or message");
  return answer;
}

JsonValue JsonDocument::root() const {
  const auto words = std::bit_cast<Words>(storage_->document.root());
  JsonValue value;
  value.document_ = words.document;
  value.index_ = words.index;
  return value;
}

bool JsonValue::is_object() const { return document_ && element_of(document_, index_).is_object(); }
bool JsonValue::is_array() const { return document_ && element_of(document_, index_).is_array(); }
bool JsonValue::is_null() const { return document_ && element_of(document_, index_).is_null(); }

std::optional<JsonValue> JsonValue::get(std::string_view name) const {
  dom::element found;
  if (!document_ || element_of(document_, index_).at_key(name).get(found)) return std::nullopt;
  const auto words = std::bit_cast<Words>(found);
  JsonValue value;
  value.document_ = words.document;
  value.index_ = words.index;
  return value;
}

std::optional<std::string_view> JsonValue::as_string() const {
  std::string_view text;
  if (!document_ || element_of(document_, index_).get_string().get(text)) return std::nullopt;
  return text;
}

std::optional<std::int64_t> JsonValue::as_integer() const {
  std::int64_t value = 0;
  if (!document_ || element_of(document_, index_).get_int64().get(value)) return std::nullopt;
  return value;
}

std::optional<bool> JsonValue::as_boolean() const {
  bool value = false;
  if (!document_ || element_of(document_, index_).get_bool().get(value)) return std::nullopt;
  return value;
}

std::vector<JsonValue> JsonValue::elements() const {
  std::vector<JsonValue> answer;
  dom::array array;
  if (!document_ || element_of(document_, index_).get_array().get(array)) return answer;
  for (const dom::element element : array) {
    const auto words = std::bit_cast<Words>(element);
    JsonValue value;
    value.document_ = words.document;
    value.index_ = words.index;
    answer.push_back(value);
  }
  return answer;
}

std::vector<JsonValue::Member> JsonValue::members() const {
  std::vector<Member> answer;
  dom::object object;
  if (!document_ || element_of(document_, index_).get_object().get(object)) return answer;
  for (const auto& field : object) {
    const auto words = std::bit_cast<Words>(field.value);
    JsonValue value;
    value.document_ = words.document;
    value.index_ = words.index;
    answer.push_back(Member{field.key, value});
  }
  return answer;
}

std::string JsonValue::string_or(std::string_view name, std::string_view fallback) const {
  const auto field = get(name);
  const auto text = field ? field->as_string() : std::nullopt;
  return std::string(text.value_or(fallback));
}

std::int64_t JsonValue::integer_or(std::string_view name, std::int64_t fallback) const {
  const auto field = get(name);
  return (field ? field->as_integer() : std::nullopt).value_or(fallback);
}

bool JsonValue::boolean_or(std::string_view name, bool fallback) const {
  const auto field = get(name);
  return (field ? field->as_boolean() : std::nullopt).value_or(fallback);
}

Result<std::string> JsonValue::need_string(std::string_view name) const {
  const auto field = get(name);
  if (!field) return tl::unexpected(field_error(name, "it is missing"));
  const auto text = field->as_string();
  if (!text) return tl::unexpected(field_error(name, "it is not a text"));
  return std::string(*text);
}

Result<std::int64_t> JsonValue::need_integer(std::string_view name) const {
  const auto field = get(name);
  if (!field) return tl::unexpected(field_error(name, "it is missing"));
  const auto value = field->as_integer();
  if (!value) return tl::unexpected(field_error(name, "it is not a whole number"));
  return *value;
}

std::string JsonValue::to_text() const { return simdjson::minify(element_of(document_, index_)); }

}  // namespace zhuangui::core
