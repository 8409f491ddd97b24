#include "server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

namespace zhuangui::county {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// The server with limits small enough for a test, and connections written by hand.
class ServerTest : public testing::Test {
 protected:
  void start(ServerLimits limits, Server::Handler handler) {
    ServerOptions options;
    options.limits = limits;
    server_ = std::move(*Server::create(options, std::move(handler)));
    thread_ = std::thread{[this] { server_->run([] {}); }};
  }
  void TearDown() override {
    server_->stop();
    thread_.join();
  }
  int open() const {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    const std::string where = server_->address();
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(where.substr(where.rfind(':') + 1))));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return fd;
  }
  std::string exchange(const std::string& request, milliseconds* took = nullptr) const {
    const int fd = open();
    const auto start = steady_clock::now();
    ::send(fd, request.data(), request.size(), MSG_NOSIGNAL);
    std::string text;
    char buffer[4096];
    for (ssize_t count; (count = ::recv(fd, buffer, sizeof buffer, 0)) > 0;) text.append(buffer, static_cast<std::size_t>(count));
    if (took != nullptr) *took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
    ::close(fd);
    return text;
  }
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

HttpAnswer hello(const HttpRequest& request) { return {200, "text/plain", request.method + " " + request.target + " " + request.body, {}}; }

TEST_F(ServerTest, SlowHeadsBodiesAndIdlersAreClosedWithoutAnAnswer) {
  ServerLimits limits;
  limits.head_timeout_ms = 300;
  limits.body_timeout_ms = 600;
  limits.idle_timeout_ms = 900;
  start(limits, hello);
  struct Case { const char* note; const char* request; int least_ms; };
  for (const Case& c : {Case{"half a head", "GET / HT", 280}, Case{"half a body", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhe", 580}, Case{"nothing at all", "", 880}}) {
    milliseconds took{};
    EXPECT_EQ(exchange(c.request, &took), "") << c.note;
    EXPECT_GE(took.count(), c.least_ms) << c.note;
    EXPECT_LT(took.count(), c.least_ms + 5'000) << c.note;
  }
}

TEST_F(ServerTest, SeveralRequestsOnOneConnectionAreAnsweredInOrder) {
  start({}, hello);
  const std::string text = exchange("GET /a HTTP/1.1\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET /c HTTP/1.1\r\nConnection: close\r\n\r\n");
  const auto a = text.find("GET /a "), b = text.find("POST /b hi"), c = text.find("GET /c ");
  ASSERT_NE(c, std::string::npos) << text;
  EXPECT_TRUE(a < b && b < c) << text;
}

TEST_F(ServerTest, BeyondTheLimitOfRequestsUnderWayItSaysBusyAndWhenToComeBack) {
  ServerLimits limits;
  limits.requests_under_way_max = 2;
  std::promise<void> gate;
  const std::shared_future<void> opened = gate.get_future().share();
  std::atomic<int> inside{0};
  start(limits, [&](const HttpRequest& request) {
    ++inside;
    opened.wait();
    return hello(request);
  });
  auto first = std::async(std::launch::async, [&] { return exchange("GET /1 HTTP/1.1\r\nConnection: close\r\n\r\n"); });
  auto second = std::async(std::launch::async, [&] { return exchange("GET /2 HTTP/1.1\r\nConnection: close\r\n\r\n"); });
  while (inside < 2) std::this_thread::sleep_for(milliseconds{5});
  const std::string third = exchange("GET /3 HTTP/1.1\r\nConnection: close\r\n\r\n");
  gate.set_value();
  EXPECT_TRUE(third.starts_with("HTTP/1.1 503")) << third;
  EXPECT_NE(third.find("Retry-After: "), std::string::npos);
  EXPECT_TRUE(first.get().starts_with("HTTP/1.1 200"));
  EXPECT_TRUE(second.get().starts_with("HTTP/1.1 200"));
}

TEST_F(ServerTest, AHandlerThatThrowsIsA500AndTheServerGoesOn) {
  start({}, [](const HttpRequest& request) -> HttpAnswer {
    if (request.target == "/bad") throw std::runtime_error{"secret detail"};
    return hello(request);
  });
  const std::string bad = exchange("GET /bad HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(bad.starts_with("HTTP/1.1 500"));
  EXPECT_EQ(bad.find("secret"), std::string::npos);
  EXPECT_TRUE(exchange("GET /ok HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200"));
}

TEST(ServerAddress, ATakenPortAndAWrongAddressAreNamed) {
  ServerOptions options;
  const auto first = Server::create(options, hello);
  ASSERT_TRUE(first);
  const std::string where = (*first)->address();
  options.port = static_cast<std::uint16_t>(std::stoi(where.substr(where.rfind(':') + 1)));
  const auto second = Server::create(options, hello);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, core::Errc::in_use);
  options.host = "county.example";
  EXPECT_EQ(Server::create(options, hello).error().code, core::Errc::invalid_input);
}

}  // namespace
}  // namespace zhuangui::county
