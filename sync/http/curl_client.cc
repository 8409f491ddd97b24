#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>

#include "http/client.h"

namespace zhuangui::http {
namespace {

using core::Errc;
using core::fail;
using core::Result;

constexpr std::size_t headers_max = 64;
constexpr std::size_t header_bytes_max = 8 * 1024;

// CURL and CURLM are both void: one deleter each.
struct EasyFree {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct MultiFree {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyFree>;
using Multi = std::unique_ptr<CURLM, MultiFree>;
using HeaderList = std::unique_ptr<curl_slist, ListFree>;

/// Where curl's callbacks put what arrives.
struct Arriving {
  Answer answer;
  std::size_t bytes_max = 0;
  bool too_long = false;
};

std::size_t on_body(char* data, std::size_t, std::size_t bytes, void* user) {
  auto& arriving = *static_cast<Arriving*>(user);
  if (arriving.answer.body.size() + bytes > arriving.bytes_max) {
    arriving.too_long = true;
    return 0;  // tells curl to break off
  }
  arriving.answer.body.append(data, bytes);
  return bytes;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  return text;
}

std::size_t on_header(char* data, std::size_t, std::size_t bytes, void* user) {
  auto& arriving = *static_cast<Arriving*>(user);
  const std::string_view line{data, bytes};
  if (line.starts_with("HTTP/")) {  // a "100 Continue" came before: only the last answer's headers count
    arriving.answer.headers.clear();
    return bytes;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return bytes;
  if (bytes > header_bytes_max || arriving.answer.headers.size() == headers_max) {
    arriving.too_long = true;
    return 0;
  }
  Header header{std::string{trimmed(line.substr(0, colon))}, std::string{trimmed(line.substr(colon + 1))}};
  std::transform(header.name.begin(), header.name.end(), header.name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  arriving.answer.headers.push_back(std::move(header));
  return bytes;
}

core::Error explain(CURLcode code, const Request& request, const Arriving& arriving, const char* detail) {
  const std::string at = request.url.substr(0, request.url.find('?'));
  const std::string why = *detail != '\0' ? detail : curl_easy_strerror(code);
  if (arriving.too_long)
    return {Errc::invalid_input, "the answer of " + at + " is longer than " + std::to_string(request.answer_bytes_max) + " bytes",
            "check that the address is the county's"};
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return {Errc::timeout, "no whole answer from " + at + " in time: " + why, "check the network; it is tried again"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return {Errc::refused, at + " shows a certificate that is not trusted: " + why,
              "check the address, this machine's clock, and that its CA is the one given at enrolment"};
    case CURLE_URL_MALFORMAT:  // not CURLE_UNSUPPORTED_PROTOCOL: that is an answer which is no HTTP
      return {Errc::invalid_input, "\"" + at + "\" is not an address that can be used", "correct the county's address"};
    default:
      return {Errc::offline, "cannot reach " + at + ": " + why, "check the network; it is tried again"};
  }
}

class CurlClient final : public Client {
 public:
  CurlClient(Easy easy, Multi multi, ClientOptions options)
      : options_{std::move(options)}, multi_{std::move(multi)}, easy_{std::move(easy)} {}

  Result<Answer> send(const Request& request) override {
    if (auto usable = check_url(request.url); !usable) return tl::unexpected(usable.error());
    Arriving arriving;
    arriving.bytes_max = request.answer_bytes_max;
    const HeaderList headers = header_list(request);
    set_up(request, headers.get(), &arriving);

    const CURLcode code = run();
    if (cancelled_) return fail(Errc::offline, "the request to the county was cancelled", "start the program again");
    if (code != CURLE_OK) return tl::unexpected(explain(code, request, arriving, detail_.data()));
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    arriving.answer.status = static_cast<int>(status);
    return std::move(arriving.answer);
  }

  void cancel() override {
    cancelled_ = true;
    curl_multi_wakeup(multi_.get());
  }

 private:
  static HeaderList header_list(const Request& request) {
    HeaderList list;
    const auto add = [&list](const std::string& line) {
      if (curl_slist* grown = curl_slist_append(list.get(), line.c_str())) {
        static_cast<void>(list.release());
        list.reset(grown);
      }
    };
    for (const Header& header : request.headers) add(header.name + ": " + header.value);
    add("Expect:");  // one round trip less; the county bounds the body anyway
    if (request.method == "POST" || request.method == "PUT") {
      const bool typed = std::any_of(request.headers.begin(), request.headers.end(),
                                     [](const Header& header) { return header.name == "Content-Type"; });
      if (!typed) add("Content-Type: application/json");
    }
    return list;
  }

  void set_up(const Request& request, curl_slist* headers, Arriving* arriving) {
    CURL* easy = easy_.get();
    curl_easy_reset(easy);  // keeps the connection
    detail_.fill('\0');
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail_.data());
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout_ms));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.total_timeout_ms));
    curl_easy_setopt(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, arriving);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, arriving);
    set_trust();
    if (request.method == "POST" || request.method == "PUT") {
      curl_easy_setopt(easy, CURLOPT_POST, 1L);
      curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    }
    if (request.method != "GET" && request.method != "POST")
      curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }

  void set_trust() {
    CURL* easy = easy_.get();
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (options_.ca_pem.empty()) return;
    // The pinned CA takes the place of the machine's list: neither its file nor its folder is asked any more.
    curl_blob blob{options_.ca_pem.data(), options_.ca_pem.size(), CURL_BLOB_NOCOPY};
    curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob);
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }

  /// Drives the one transfer to its end. Through the multi interface, since only that can be woken by cancel().
  CURLcode run() {
    curl_multi_add_handle(multi_.get(), easy_.get());
    CURLcode code = CURLE_COULDNT_CONNECT;
    int running = 1;
    while (!cancelled_ && running > 0) {
      if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) break;
      if (running > 0) curl_multi_poll(multi_.get(), nullptr, 0, 1000, nullptr);
    }
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left))
      if (message->msg == CURLMSG_DONE) code = message->data.result;
    curl_multi_remove_handle(multi_.get(), easy_.get());
    return code;
  }

  ClientOptions options_;
  Multi multi_;
  Easy easy_;  // goes before multi_, as curl asks
  std::array<char, CURL_ERROR_SIZE> detail_{};
  std::atomic<bool> cancelled_{false};
};

}  // namespace

std::string_view Answer::header(std::string_view name) const {
  for (const Header& each : headers)
    if (each.name == name) return each.value;
  return {};
}

Result<std::unique_ptr<Client>> Client::create(const ClientOptions& options) {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  Easy easy{initialised == CURLE_OK ? curl_easy_init() : nullptr};
  Multi multi{initialised == CURLE_OK ? curl_multi_init() : nullptr};
  if (!easy || !multi) return fail(Errc::internal, "libcurl cannot start", "check the installation of libcurl4");
  return std::make_unique<CurlClient>(std::move(easy), std::move(multi), options);
}

}  // namespace zhuangui::http
