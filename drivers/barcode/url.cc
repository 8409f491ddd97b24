#include "url.h"

#include <algorithm>

namespace zhuangui::barcode {

namespace {

constexpr std::size_t parts_max = 64;
constexpr std::size_t host_length_max = 253;  // RFC 1035

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/// Takes "http://" or "https://" off the front; capitals are allowed, since QR codes hold them in less space.
bool take_scheme(std::string_view& text) {
  for (const std::string_view scheme : {std::string_view{"https://"}, std::string_view{"http://"}})
    if (text.size() > scheme.size() &&
        std::equal(scheme.begin(), scheme.end(), text.begin(), [](char wanted, char c) { return wanted == lower(c); })) {
      text.remove_prefix(scheme.size());
      return true;
    }
  return false;
}

std::string_view take_until(std::string_view& text, std::string_view ends) {
  const std::size_t at = std::min(text.find_first_of(ends), text.size());
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at);
  return part;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

std::optional<Url> split_url(std::string_view text) {
  if (!take_scheme(text)) return std::nullopt;
  text = text.substr(0, text.find('#'));
  std::string_view authority = take_until(text, "/?");
  authority.remove_prefix(std::min(authority.rfind('@') + 1, authority.size()));
  Url url;
  for (const char c : authority.substr(0, authority.find(':'))) url.host += lower(c);
  if (url.host.empty() || url.host.size() > host_length_max || !std::all_of(url.host.begin(), url.host.end(), is_host_character))
    return std::nullopt;
  url.path = take_until(text, "?");
  for (std::string_view rest = url.path; !rest.empty() && url.segments.size() < parts_max;) {
    rest.remove_prefix(1);
    url.segments.push_back(take_until(rest, "/"));
  }
  while (!text.empty() && url.query.size() < parts_max) {
    text.remove_prefix(1);
    std::string_view value = take_until(text, "&;");
    const std::string_view name = take_until(value, "=");
    url.query.push_back({name, value.substr(std::min<std::size_t>(1, value.size()))});
  }
  return url;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

}  // namespace zhuangui::barcode
