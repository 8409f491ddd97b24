#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace zhuangui::http {

struct Header {
  std::string name;
  std::string value;
};

/// One request. `url` is https, or plain http to this very machine (127.0.0.0/8, [::1], localhost) and nowhere else.
struct Request {
  std::string method = "GET";  ///< GET, POST, PUT or DELETE
  std::string url;
  std::vector<Header> headers;
  std::string body;                         ///< sent as it is with POST and PUT
  std::size_t answer_bytes_max = 1u << 20;  ///< a longer answer is broken off
  int connect_timeout_ms = 5'000;
  int total_timeout_ms = 30'000;            ///< from the call to the last byte of the answer
};

struct Answer {
  int status = 0;
  std::vector<Header> headers;  ///< names in lower case, at most 64, each line at most 8 KB
  std::string body;
  /// First header of that name (given in lower case), empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct ClientOptions {
  /// Certificates of the only CA that is believed, PEM. Empty: the machine's own list.
  std::string ca_pem;
  std::string user_agent = "zhuangui";
};

/// Speaks HTTP/1.1 over one kept connection. No redirect is followed, no proxy of the environment used, no cookie or
/// password kept. `send` from one thread at a time, `cancel` from any thread.
class Client {
 public:
  static core::Result<std::unique_ptr<Client>> create(const ClientOptions& options);
  virtual ~Client() = default;

  /// Any status is an answer. Errors: invalid_input (the URL is not acceptable, or the answer is longer than
  /// allowed), offline (no connection, connection lost, or cancelled), timeout, refused (the other side's certificate
  /// is not one we believe).
  [[nodiscard]] virtual core::Result<Answer> send(const Request& request) = 0;

  /// Ends the running `send`, and every later one, with offline. For an orderly stop; cannot be taken back.
  virtual void cancel() = 0;
};

/// True when `url` may be used at all: see Request. Errors: invalid_input, saying why and what to write instead.
core::Result<void> check_url(std::string_view url);

}  // namespace zhuangui::http
