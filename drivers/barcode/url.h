#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::barcode {

/// An http(s) address taken apart, nothing decoded. The fragment is left out.
struct Url {
  std::string host;                        ///< lower case, without port and user
  std::string_view path;                   ///< with its first '/'
  std::vector<std::string_view> segments;  ///< of the path, between the '/'
  struct Field { std::string_view name, value; };
  std::vector<Field> query;                ///< parted by '&' or ';'
};

/// nullopt: no http(s) address. Refers to `text`.
std::optional<Url> split_url(std::string_view text);

/// %XX as bytes. nullopt: a '%' without two hex digits behind it.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace zhuangui::barcode
