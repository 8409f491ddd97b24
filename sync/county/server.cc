// The only file that knows the HTTP library: Boost.Beast takes three quarters of a minute to compile.
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <cctype>
#include <set>

#include "server.h"

namespace zhuangui::county {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;
using asio::ip::tcp;
using beast::error_code;
using core::Errc;
using core::fail;
using std::chrono::milliseconds;
using Answer = http::response<http::string_body>;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::size_t read_bytes_max = 64 * 1024;
constexpr std::size_t discarded_bytes_max = 8 << 20;
constexpr int linger_ms = 2'000;

auto into(error_code& error) { return asio::redirect_error(use_awaitable, error); }
beast::tcp_stream& socket_of(PlainStream& stream) { return stream; }
beast::tcp_stream& socket_of(TlsStream& stream) { return beast::get_lowest_layer(stream); }

HttpRequest plain_request(http::request<http::string_body>& from) {
  HttpRequest request;
  request.method = std::string{from.method_string()};
  request.target = std::string{from.target()};
  for (const auto& field : from) {
    std::string name{field.name_string()};
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    request.headers.emplace_back(std::move(name), std::string{field.value()});
  }
  request.body = std::move(from.body());
  return request;
}

Answer wire_answer(HttpAnswer from, unsigned version, bool keep_alive) {
  Answer answer{static_cast<http::status>(from.status), version};
  answer.set(http::field::server, "zhuangui-county");
  answer.set(http::field::content_type, from.content_type);
  answer.set("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : from.headers) answer.set(name, value);
  answer.keep_alive(keep_alive);
  answer.body() = std::move(from.body);
  answer.prepare_payload();
  if (from.status == 304) answer.erase(http::field::content_length);
  return answer;
}

/// What a request that could not be read is told; status 0: nothing, just close.
HttpAnswer refusal(error_code error) {
  const auto say = [](int status, const char* code, const char* sentence) {
    return HttpAnswer{status, "application/json", std::string{"{\"code\":\""} + code + "\",\"sentence\":\"" + sentence + "\"}", {}};
  };
  if (error == http::error::body_limit) return say(413, "too_large", "the body is larger than 1 MiB; send smaller batches");
  if (error == http::error::header_limit) return say(431, "header_too_large", "the head of the request is larger than 8 KB");
  const bool broken_off = error == http::error::end_of_stream || error == http::error::partial_message;
  if (error.category() == make_error_code(http::error::bad_method).category() && !broken_off)
    return say(400, "refused", "this is not a request of HTTP/1.1");
  return HttpAnswer{0, "", "", {}};
}

/// One thread does all network work, so that no lock and no strand is needed here; what takes time (signatures,
/// unpacking, the database) happens in the handler threads.
class BeastServer final : public Server {
 public:
  BeastServer(const ServerOptions& options, Handler handler)
      : options_{options}, handler_{std::move(handler)}, context_{1}, acceptor_{context_}, signals_{context_},
        grace_{context_}, tls_{asio::ssl::context::tls_server},
        handlers_{static_cast<std::size_t>(options.handler_threads)} {}
  ~BeastServer() override {
    finished_ = true;
    handlers_.join();
  }

  core::Result<void> open();
  [[nodiscard]] std::string address() const override {
    const bool v6 = options_.host.find(':') != std::string::npos;
    return (v6 ? "[" + options_.host + "]" : options_.host) + ":" + std::to_string(port_);
  }
  void run(const std::function<void()>& ready) override;
  void stop() override { asio::post(context_, [this] { begin_stop(); }); }

 private:
  /// An open connection while it lives. Idle ones (between requests) are closed at once on TERM.
  struct Connection {
    Connection(BeastServer& owner, beast::tcp_stream& its_stream) : server{owner}, stream{its_stream} { server.connections_.insert(this); }
    ~Connection() {
      server.connections_.erase(this);
      if (server.stopping_ && !server.finished_ && server.connections_.empty()) server.grace_.cancel();
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    BeastServer& server;
    beast::tcp_stream& stream;
    bool idle = false;
  };

  core::Result<void> load_tls();
  asio::awaitable<void> accept_all();
  asio::awaitable<void> serve_plain(tcp::socket socket);
  asio::awaitable<void> serve_tls(tcp::socket socket);
  template <class Stream>
  asio::awaitable<bool> serve_one(Stream& stream, beast::flat_buffer& buffer, Connection& connection);
  template <class Stream>
  asio::awaitable<void> refuse(Stream& stream, error_code error);
  asio::awaitable<HttpAnswer> handle(const HttpRequest& request);
  void begin_stop();

  const ServerOptions options_;
  const Handler handler_;
  std::set<Connection*> connections_;  // outlives context_, which may still hold connections when it goes
  bool stopping_ = false;
  bool finished_ = false;
  std::size_t requests_under_way_ = 0;
  std::size_t refused_busy_ = 0;
  std::uint16_t port_ = 0;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer grace_;
  asio::ssl::context tls_;
  asio::thread_pool handlers_;
};

core::Result<void> BeastServer::load_tls() {
  if (options_.tls_certificate_file.empty()) return {};
  error_code error;
  tls_.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                   asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression);
  tls_.use_certificate_chain_file(options_.tls_certificate_file, error);
  if (error)
    return fail(Errc::invalid_input, "cannot use certificate " + options_.tls_certificate_file + ": " + error.message(), "give a PEM file with --tls-cert");
  tls_.use_private_key_file(options_.tls_key_file, asio::ssl::context::pem, error);
  if (error)
    return fail(Errc::invalid_input, "cannot use key " + options_.tls_key_file + ": " + error.message(), "give the PEM key of that certificate with --tls-key");
  return {};
}

core::Result<void> BeastServer::open() {
  if (auto loaded = load_tls(); !loaded) return loaded;
  error_code error;
  const auto host = asio::ip::make_address(options_.host == "localhost" ? "127.0.0.1" : options_.host, error);
  if (error)
    return fail(Errc::invalid_input, "\"" + options_.host + "\" is not an address to listen on", "write --listen 127.0.0.1:8080 or [::1]:8080");
  const tcp::endpoint endpoint{host, options_.port};
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address{true}, error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (!error) port_ = acceptor_.local_endpoint(error).port();
  if (!error) return {};
  const Errc code = error == asio::error::address_in_use ? Errc::in_use
                    : error == asio::error::access_denied ? Errc::permission : Errc::invalid_input;
  return fail(code, "cannot listen on " + options_.host + ":" + std::to_string(options_.port) + ": " + error.message(),
              "choose another address or port with --listen, or stop what holds it");
}

void BeastServer::run(const std::function<void()>& ready) {
  signals_.add(SIGTERM);
  signals_.add(SIGINT);
  signals_.async_wait([this](error_code error, int) {
    if (!error) begin_stop();
  });
  asio::co_spawn(context_, accept_all(), asio::detached);
  ready();
  context_.run();
}

void BeastServer::begin_stop() {
  if (std::exchange(stopping_, true)) return;
  error_code ignored;
  acceptor_.close(ignored);
  signals_.cancel(ignored);
  for (Connection* connection : connections_)
    if (connection->idle) connection->stream.close();
  if (connections_.empty()) return;
  grace_.expires_after(milliseconds{options_.limits.grace_ms});
  grace_.async_wait([this](error_code error) {
    if (!error) context_.stop();
  });
}

asio::awaitable<void> BeastServer::accept_all() {
  while (!stopping_) {
    error_code error;
    tcp::socket socket{context_};
    co_await acceptor_.async_accept(socket, into(error));
    if (stopping_) co_return;
    if (error) {  // out of file descriptors, mostly: let some connections end
      asio::steady_timer pause{context_, milliseconds{100}};
      co_await pause.async_wait(into(error));
      continue;
    }
    if (connections_.size() >= options_.limits.connections_max) continue;  // closes it
    socket.set_option(tcp::no_delay{true}, error);
    if (options_.tls_certificate_file.empty()) asio::co_spawn(context_, serve_plain(std::move(socket)), asio::detached);
    else asio::co_spawn(context_, serve_tls(std::move(socket)), asio::detached);
  }
}

asio::awaitable<void> BeastServer::serve_plain(tcp::socket socket) {
  PlainStream stream{std::move(socket)};
  Connection connection{*this, stream};
  beast::flat_buffer buffer;
  while (co_await serve_one(stream, buffer, connection)) {}
  error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

asio::awaitable<void> BeastServer::serve_tls(tcp::socket socket) {
  TlsStream stream{beast::tcp_stream{std::move(socket)}, tls_};
  Connection connection{*this, socket_of(stream)};
  error_code error;
  socket_of(stream).expires_after(milliseconds{options_.limits.head_timeout_ms});
  co_await stream.async_handshake(asio::ssl::stream_base::server, into(error));
  if (error) co_return;
  beast::flat_buffer buffer;
  while (co_await serve_one(stream, buffer, connection)) {}
  socket_of(stream).expires_after(milliseconds{linger_ms});
  co_await stream.async_shutdown(into(error));
}

/// One request and its answer. False: the connection is done.
template <class Stream>
asio::awaitable<bool> BeastServer::serve_one(Stream& stream, beast::flat_buffer& buffer, Connection& connection) {
  const ServerLimits& limits = options_.limits;
  beast::tcp_stream& socket = socket_of(stream);
  error_code error;
  if (buffer.size() == 0) {
    if (stopping_) co_return false;
    connection.idle = true;
    socket.expires_after(milliseconds{limits.idle_timeout_ms});
    buffer.commit(co_await stream.async_read_some(buffer.prepare(4096), into(error)));
    connection.idle = false;
    if (error) co_return false;
  }
  http::request_parser<http::string_body> parser;
  parser.header_limit(limits.header_bytes_max);
  parser.body_limit(limits.body_bytes_max);
  socket.expires_after(milliseconds{limits.head_timeout_ms});
  co_await http::async_read_header(stream, buffer, parser, into(error));
  if (!error) {
    socket.expires_after(milliseconds{limits.body_timeout_ms});
    if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
      http::response<http::empty_body> go_on{http::status::continue_, 11};
      co_await http::async_write(stream, go_on, into(error));
    }
    if (!error && !parser.is_done()) co_await http::async_read(stream, buffer, parser, into(error));
  }
  if (error) {
    co_await refuse(stream, error);
    co_return false;
  }
  const bool wants_more = parser.keep_alive();
  const unsigned version = parser.get().version();
  const HttpRequest request = plain_request(parser.get());
  HttpAnswer said = co_await handle(request);
  Answer answer = wire_answer(std::move(said), version, wants_more && !stopping_);
  socket.expires_after(milliseconds{limits.write_timeout_ms});
  co_await http::async_write(stream, answer, into(error));
  co_return !error && answer.keep_alive();
}

/// Answers what could not be read, then drinks up what is still coming for a moment: closing at once would reset the
/// connection and the answer with it.
template <class Stream>
asio::awaitable<void> BeastServer::refuse(Stream& stream, error_code error) {
  HttpAnswer said = refusal(error);
  if (said.status == 0) co_return;
  Answer answer = wire_answer(std::move(said), 11, false);
  beast::tcp_stream& socket = socket_of(stream);
  socket.expires_after(milliseconds{linger_ms});
  co_await http::async_write(stream, answer, into(error));
  if (error) co_return;
  socket.socket().shutdown(tcp::socket::shutdown_send, error);
  std::string discarded(read_bytes_max, '\0');
  for (std::size_t bytes = 0; !error && bytes < discarded_bytes_max;)
    bytes += co_await socket.async_read_some(asio::buffer(discarded), into(error));
}

asio::awaitable<HttpAnswer> BeastServer::handle(const HttpRequest& request) {
  HttpAnswer answer;
  if (requests_under_way_ >= options_.limits.requests_under_way_max) {
    // A different number for each, so that they do not all come back together.
    const std::string seconds = std::to_string(2 + refused_busy_++ % 7);
    co_return HttpAnswer{503, "application/json", R"({"code":"busy","sentence":"too many requests are under way; try again"})", {{"Retry-After", seconds}}};
  }
  ++requests_under_way_;
  const auto work = [this, &request, &answer]() -> asio::awaitable<void> {
    try {
      answer = handler_(request);
    } catch (const std::exception&) {
      answer = {500, "application/json", R"({"code":"internal","sentence":"a fault of the county server; see its log"})", {}};
    }
    co_return;
  };
  co_await asio::co_spawn(handlers_.get_executor(), work, use_awaitable);
  --requests_under_way_;
  co_return answer;
}

}  // namespace

core::Result<std::unique_ptr<Server>> Server::create(const ServerOptions& options, Handler handler) {
  auto server = std::make_unique<BeastServer>(options, std::move(handler));
  if (auto opened = server->open(); !opened) return tl::unexpected(opened.error());
  return server;
}

}  // namespace zhuangui::county
