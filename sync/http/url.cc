#include <arpa/inet.h>
#include <curl/curl.h>

#include <memory>

#include "http/client.h"

namespace zhuangui::http {
namespace {

using core::Errc;
using core::fail;

constexpr std::size_t url_bytes_max = 2048;

/// Parsed by the very parser that later connects, so that the two can never disagree about who the host is.
class ParsedUrl {
 public:
  explicit ParsedUrl(const std::string& text)
      : url_{curl_url(), &curl_url_cleanup},
        valid_{url_ != nullptr && curl_url_set(url_.get(), CURLUPART_URL, text.c_str(), 0) == CURLUE_OK} {}
  [[nodiscard]] bool valid() const { return valid_; }
  [[nodiscard]] std::string part(CURLUPart which) const {
    char* text = nullptr;
    if (curl_url_get(url_.get(), which, &text, 0) != CURLUE_OK) return {};
    std::string copy = text;
    curl_free(text);
    return copy;
  }

 private:
  std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url_;
  bool valid_;
};

bool is_this_machine(const std::string& host) {
  if (host == "localhost" || host == "[::1]") return true;
  in_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == 127;
}

}  // namespace

core::Result<void> check_url(std::string_view url) {
  const char* example = "write an address like https://county.example:8443";
  const std::string text{url};
  if (text.empty() || text.size() > url_bytes_max)
    return fail(Errc::invalid_input, "the county's address is empty or longer than 2048 characters", example);
  const ParsedUrl parsed{text};
  if (!parsed.valid()) return fail(Errc::invalid_input, "\"" + text + "\" is not an address", example);
  if (!parsed.part(CURLUPART_USER).empty() || !parsed.part(CURLUPART_PASSWORD).empty())
    return fail(Errc::invalid_input, "the county's address contains a user name", "leave out everything before the @");
  const std::string scheme = parsed.part(CURLUPART_SCHEME);
  if (scheme == "https") return {};
  if (scheme != "http") return fail(Errc::invalid_input, "\"" + scheme + "\" is not spoken here", example);
  if (is_this_machine(parsed.part(CURLUPART_HOST))) return {};
  return fail(Errc::invalid_input, "plain http to \"" + parsed.part(CURLUPART_HOST) + "\" could be read and changed on the way",
              "use https (plain http is only for 127.0.0.1, [::1] and localhost)");
}

}  // namespace zhuangui::http
