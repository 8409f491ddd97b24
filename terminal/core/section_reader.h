#pragma once
// Private to core: reads the objects of a release section field by field, and remembers the first thing that is wrong, so
// that whoever reads says it once at the end.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/money.h"
#include "core/time.h"

namespace zhuangui::core {

class SectionReader {
 public:
  SectionReader(std::string_view section, JsonValue value) : section_(section), value_(value) {
    if (!value_.is_object()) is_wrong("it is not an object");
  }

  std::string text(std::string_view name);           ///< not empty
  std::string optional_text(std::string_view name);  ///< empty when it is not there
  std::vector<std::string> texts(std::string_view name);  ///< none when it is not there
  Money money(std::string_view name);                ///< 0 to sale_total_max
  std::int64_t integer(std::string_view name, std::int64_t least);
  Date date(std::string_view name);
  std::optional<Date> optional_date(std::string_view name);
  /// The objects of a list that has to be there, `most` at the most.
  void each(std::string_view name, std::size_t most, const std::function<void(SectionReader&)>& read);

  void is_wrong(std::string what);
  [[nodiscard]] Result<void> good() const;

 private:
  std::string section_;
  JsonValue value_;
  std::string wrong_;
};

}  // namespace zhuangui::core
