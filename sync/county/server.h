#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace zhuangui::county {

/// One whole request, as the handler gets it. Header names in lower case.
struct HttpRequest {
  std::string method;
  std::string target;  ///< path and query exactly as sent
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  [[nodiscard]] std::string_view header(std::string_view name) const;
  [[nodiscard]] std::string_view path() const;                        ///< target without the query
  [[nodiscard]] std::string query(std::string_view name) const;       ///< one value, percent-decoded; empty: none
};

struct HttpAnswer {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// Limits of server-and-storage.md; tests make them smaller.
struct ServerLimits {
  std::uint32_t header_bytes_max = 8 * 1024;
  std::uint64_t body_bytes_max = 1u << 20;
  int head_timeout_ms = 10'000;   ///< first byte to the end of the head
  int body_timeout_ms = 30'000;   ///< end of the head to the last byte of the body
  int write_timeout_ms = 30'000;
  int idle_timeout_ms = 60'000;   ///< between requests, and until the first byte of a connection
  int grace_ms = 10'000;          ///< after TERM, for requests under way
  std::size_t connections_max = 8'192;
  std::size_t requests_under_way_max = 64;  ///< whole requests given to the handlers; more get 503 with Retry-After
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;         ///< 0: any free one
  std::string tls_certificate_file;  ///< PEM chain; both empty: plain HTTP
  std::string tls_key_file;
  int handler_threads = 16;
  ServerLimits limits;
};

/// HTTP/1.1 with keep-alive, bounded everywhere: a request outside the limits gets 400, 413 or 431 and its connection
/// is closed; one that is too slow is closed without an answer.
class Server {
 public:
  /// Called from the handler threads, several at once; may block. What it throws becomes a 500.
  using Handler = std::function<HttpAnswer(const HttpRequest&)>;

  /// Binds and listens. Errors: invalid_input (host, port, certificate or key), in_use (port), permission.
  static core::Result<std::unique_ptr<Server>> create(const ServerOptions& options, Handler handler);
  virtual ~Server() = default;

  /// "127.0.0.1:8080", with the port that was really taken.
  [[nodiscard]] virtual std::string address() const = 0;
  /// Serves until SIGTERM, SIGINT or stop(); then takes nothing new, finishes what is under way within grace_ms and
  /// returns. `ready` is called once connections are accepted.
  virtual void run(const std::function<void()>& ready) = 0;
  virtual void stop() = 0;  ///< any thread
};

}  // namespace zhuangui::county
