#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "till/till.h"

namespace zhuangui::ui {

enum class Language { chinese, english };

/// The words of the screens in one language, from assets/strings/<tag>.ini: lines `key = text`, `#` comments,
/// {0} {1} … stand for arguments. A value: copy it freely; reading is safe from any thread.
class Strings {
 public:
  /// Errors: not_found when `folder` has no file of that language, invalid_input for a line that is not
  /// `key = text`, for a key that occurs twice, and for a file over 256 KiB.
  static core::Result<Strings> load(const std::string& folder, Language language);

  [[nodiscard]] Language language() const { return language_; }
  /// The text of `key`; the key itself when there is none, so that a gap is seen and never crashes.
  [[nodiscard]] const std::string& text(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const;
  /// The text of `key` with {0} {1} … replaced; an argument that is missing leaves nothing.
  [[nodiscard]] std::string format(std::string_view key, const std::vector<std::string>& arguments) const;
  /// What a notice says: "notice.<code>.<first argument>" where that is a text, else "notice.<code>".
  [[nodiscard]] std::string notice_text(const till::Notice& notice) const;
  /// Every key with its text, in order of keys.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

 private:
  Language language_ = Language::chinese;
  std::map<std::string, std::string, std::less<>> texts_;
};

/// "zh-CN", "en": the name of the language's file.
const char* language_tag(Language language);

}  // namespace zhuangui::ui
