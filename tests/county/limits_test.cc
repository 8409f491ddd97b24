#include <csignal>

#include "bench.h"
#include "raw_server.h"

namespace zhuangui::county {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval patience{20, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  return fd;
}

/// All that comes until the peer closes.
std::string read_all(int fd) {
  std::string text;
  char buffer[4096];
  for (ssize_t count; (count = ::recv(fd, buffer, sizeof buffer, 0)) > 0;) text.append(buffer, static_cast<std::size_t>(count));
  return text;
}

std::string exchange(std::uint16_t port, const std::string& request) {
  const int fd = connect_to(port);
  support::RawServer::write(fd, request);
  std::string answer = read_all(fd);
  ::close(fd);
  return answer;
}

class CountyLimits : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(county_.run({"init"}).exit_code, 0);
    county_.serve();
  }
  support::CountyProcess county_;
};

TEST_F(CountyLimits, WhatIsNotAPlainRequestIsRefusedAndTheConnectionClosed) {
  const std::string post = "POST /v1/enrol HTTP/1.1\r\nHost: x\r\n";
  struct Case { const char* note; std::string request; const char* status; };
  for (const Case& c : {Case{"a body over 1 MiB by its length", post + "Content-Length: 1048577\r\n\r\n" + std::string(1048577, 'x'), "HTTP/1.1 413"},
                        Case{"a chunk over 1 MiB", post + "Transfer-Encoding: chunked\r\n\r\n180000\r\n" + std::string(0x180000, 'x') + "\r\n0\r\n\r\n", "HTTP/1.1 413"},
                        Case{"a head over 8 KB", "GET /health HTTP/1.1\r\nX: " + std::string(9000, 'x') + "\r\n\r\n", "HTTP/1.1 431"},
                        Case{"length and chunks together", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 400"},
                        Case{"chunks and length together", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", "HTTP/1.1 400"},
                        Case{"two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "HTTP/1.1 400"},
                        Case{"no HTTP", "hello county\r\n\r\n", "HTTP/1.1 400"}}) {
    const std::string answer = exchange(county_.port(), c.request);
    EXPECT_TRUE(answer.starts_with(c.status)) << c.note << ": " << answer.substr(0, 60);
    EXPECT_NE(answer.find("Connection: close"), std::string::npos) << c.note;
    EXPECT_EQ(answer.find("HTTP/1.1 ", 8), std::string::npos) << c.note << ": a second request was taken out of the first";
  }
  EXPECT_TRUE(exchange(county_.port(), "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200")) << "it still serves";
}

TEST_F(CountyLimits, ASlowHeadIsClosedAfterTenSecondsWhileOthersAreServed) {
  std::vector<int> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(connect_to(county_.port()));
    support::RawServer::write(slow.back(), "GET /health HT");
  }
  const auto start = steady_clock::now();
  EXPECT_TRUE(exchange(county_.port(), "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200"));
  EXPECT_LT(steady_clock::now() - start, milliseconds{3'000});
  for (int i = 0; i < 8; ++i) {  // a byte a second does not keep it alive
    std::this_thread::sleep_for(milliseconds{1'000});
    ::send(slow[0], "T", 1, MSG_NOSIGNAL);
  }
  for (const int fd : slow) {
    EXPECT_EQ(read_all(fd), "");
    ::close(fd);
  }
  EXPECT_GT(steady_clock::now() - start, milliseconds{9'000});
  EXPECT_LT(steady_clock::now() - start, milliseconds{16'000});
}

TEST_F(CountyLimits, TermEndsItInOrderWithIdleConnectionsOpen) {
  const int idle = connect_to(county_.port());
  support::RawServer::write(idle, "GET /health HTTP/1.1\r\n\r\n");
  char byte = 0;
  ASSERT_EQ(::recv(idle, &byte, 1, 0), 1);
  const auto start = steady_clock::now();
  EXPECT_EQ(county_.signal_and_wait(SIGTERM), 0);
  EXPECT_LT(steady_clock::now() - start, milliseconds{5'000});
  ::close(idle);
}

TEST_F(CountyLimits, ARequestUnderWayAtTermIsStillAnswered) {
  const int fd = connect_to(county_.port());
  support::RawServer::write(fd, "POST /v1/enrol HTTP/1.1\r\nContent-Length: 2\r\n\r\n{");
  std::this_thread::sleep_for(milliseconds{300});
  county_.send_signal(SIGTERM);
  std::this_thread::sleep_for(milliseconds{300});
  support::RawServer::write(fd, "}");
  const std::string answer = read_all(fd);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 400")) << answer;
  EXPECT_NE(answer.find("Connection: close"), std::string::npos);
  ::close(fd);
  EXPECT_EQ(county_.signal_and_wait(0), 0);
}

TEST_F(CountyLimits, ThePageIsSafeToShowAndOnlyOnLoopback) {
  const std::string page = exchange(county_.port(), "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(page.starts_with("HTTP/1.1 200")) << page.substr(0, 400);
  EXPECT_NE(page.find("Content-Security-Policy: default-src 'self'"), std::string::npos);
  EXPECT_NE(page.find("X-Content-Type-Options: nosniff"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("style="), std::string::npos) << "an inline style would be blocked";
  EXPECT_TRUE(exchange(county_.port(), "GET /?date=%3Cb%3E HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 400"));
  EXPECT_TRUE(exchange(county_.port(), "GET /office.css HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200"));
  EXPECT_TRUE(exchange(county_.port(), "GET /metrics HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200"));
  EXPECT_TRUE(exchange(county_.port(), "GET /../etc/passwd HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 404"));
  EXPECT_TRUE(exchange(county_.port(), "DELETE / HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 405"));
}

}  // namespace
}  // namespace zhuangui::county
