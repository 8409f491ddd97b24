#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace zhuangui::core {

/// Writes JSON with the fields in the order they are given, no white space: the same facts always give the same
/// bytes, which is what hashes and signatures need. Only integers: there is no way to write a fraction.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// Puts `json`, which must be one complete JSON value, in as it is.
  JsonWriter& raw(std::string_view json);

  JsonWriter& field(std::string_view name, std::string_view text) { return key(name).string(text); }
  JsonWriter& field(std::string_view name, const char* text) { return key(name).string(text); }
  JsonWriter& field(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  JsonWriter& field(std::string_view name, int value) { return key(name).integer(value); }
  JsonWriter& field(std::string_view name, bool value) { return key(name).boolean(value); }

  [[nodiscard]] const std::string& text() const& { return text_; }
  std::string take() { comma_ = false; return std::move(text_); }

 private:
  void separate();
  std::string text_;
  bool comma_ = false;
};

class JsonDocument;

/// A value inside a JsonDocument; cheap to copy, valid as long as the document lives (moving the document is fine).
class JsonValue {
 public:
  struct Member;
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_array() const;
  [[nodiscard]] bool is_null() const;
  /// nullopt when this is not an object or has no such field.
  [[nodiscard]] std::optional<JsonValue> get(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> as_string() const;
  [[nodiscard]] std::optional<std::int64_t> as_integer() const;  ///< nullopt for a fraction or beyond 64 bits
  [[nodiscard]] std::optional<bool> as_boolean() const;
  [[nodiscard]] std::vector<JsonValue> elements() const;  ///< empty when not an array
  [[nodiscard]] std::vector<Member> members() const;      ///< empty when not an object

  /// Field readers with a fallback, for optional fields.
  [[nodiscard]] std::string string_or(std::string_view name, std::string_view fallback) const;
  [[nodiscard]] std::int64_t integer_or(std::string_view name, std::int64_t fallback) const;
  [[nodiscard]] bool boolean_or(std::string_view name, bool fallback) const;

  /// Field readers for required fields. Errors: invalid_input, naming the field.
  [[nodiscard]] Result<std::string> need_string(std::string_view name) const;
  [[nodiscard]] Result<std::int64_t> need_integer(std::string_view name) const;

  /// The value written again without white space.
  [[nodiscard]] std::string to_text() const;

 private:
  friend class JsonDocument;
  const void* document_ = nullptr;
  std::size_t index_ = 0;
};

struct JsonValue::Member {
  std::string_view name;
  JsonValue value;
};

/// One parsed JSON text. Strict RFC 8259 in UTF-8; depth at most 64, size at most 64 MiB.
class JsonDocument {
 public:
  /// Errors: invalid_input, naming what is wrong.
  static Result<JsonDocument> parse(std::string_view text);
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();
  [[nodiscard]] JsonValue root() const;

 private:
  JsonDocument();
  struct Storage;
  std::unique_ptr<Storage> storage_;
};

}  // namespace zhuangui::core
