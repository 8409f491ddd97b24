#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <cstdlib>
#include <future>

#include "http/client.h"
#include "raw_server.h"

namespace zhuangui::http {
namespace {

using core::Errc;
using support::RawServer;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::unique_ptr<Client> new_client() { return std::move(*Client::create({})); }

Request get(std::string url) {
  Request request;
  request.url = std::move(url);
  request.total_timeout_ms = 5'000;
  return request;
}

milliseconds elapsed(steady_clock::time_point since) {
  return std::chrono::duration_cast<milliseconds>(steady_clock::now() - since);
}

/// Waits until the peer has gone, so that a server that says nothing still ends with its test.
void wait_for_close(int fd) {
  char byte = 0;
  while (::recv(fd, &byte, 1, 0) > 0) {}
}

TEST(HttpUrl, PlainHttpGoesToThisMachineAndNowhereElse) {
  struct Case { const char* url; bool allowed; };
  for (const Case& c : {Case{"https://county.example", true}, Case{"https://10.0.0.1:8443/", true},
                        Case{"http://127.0.0.1:8080", true}, Case{"http://127.9.8.7/x", true},
                        Case{"http://localhost:1", true}, Case{"http://[::1]:8080", true},
                        Case{"http://county.example", false}, Case{"http://10.0.0.1", false},
                        Case{"http://127.0.0.1.county.example", false}, Case{"http://localhost.example", false},
                        Case{"http://0.0.0.0:80", false}, Case{"http://128.0.0.1", false},
                        Case{"http://127.0.0.1@county.example/", false}, Case{"https://user:word@county.example", false},
                        Case{"http://[::2]/", false}, Case{"ftp://127.0.0.1/", false}, Case{"file:///etc/passwd", false},
                        Case{"county.example", false}, Case{"", false}, Case{"https://", false}}) {
    const auto result = check_url(c.url);
    EXPECT_EQ(result.has_value(), c.allowed) << c.url;
    if (!result) {
      EXPECT_EQ(result.error().code, Errc::invalid_input) << c.url;
      EXPECT_FALSE(result.error().remedy.empty()) << c.url;
    }
  }
}

TEST(HttpClient, SendsWhatItIsGivenAndGivesWhatItGets) {
  std::string seen;
  RawServer server{[&](int fd, int) {
    seen = RawServer::read_request(fd);
    RawServer::write(fd, RawServer::answer(201, "made", "X-One: 1\r\nETag: \"abc\"\r\n"));
  }};
  Request request = get(server.url("/v1/x?a=b"));
  request.method = "POST";
  request.headers = {{"Zhuangui-Nonce", "00ff"}};
  request.body = std::string{"a\0b", 3};
  const auto answer = new_client()->send(request);
  ASSERT_TRUE(answer) << answer.error().cause;
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->body, "made");
  EXPECT_EQ(answer->header("etag"), "\"abc\"");
  EXPECT_EQ(answer->header("none"), "");
  EXPECT_TRUE(seen.starts_with("POST /v1/x?a=b HTTP/1.1\r\n")) << seen;
  EXPECT_NE(seen.find("Zhuangui-Nonce: 00ff\r\n"), std::string::npos);
  EXPECT_TRUE(seen.ends_with(std::string{"\r\n\r\na\0b", 7}));
}

TEST(HttpClient, UsesOneConnectionForManyRequestsAndANewOneWhenItWasClosed) {
  RawServer server{[](int fd, int number) {
    for (int i = 0; i < (number == 1 ? 2 : 1); ++i) {
      if (RawServer::read_request(fd).empty()) return;
      RawServer::write(fd, RawServer::answer(200, "ok"));
    }
  }};
  const auto client = new_client();
  for (int i = 0; i < 3; ++i) {
    const auto answer = client->send(get(server.url()));
    ASSERT_TRUE(answer) << i << ": " << answer.error().cause;
  }
  EXPECT_EQ(server.connections(), 2);
}

TEST(HttpClient, FollowsNoRedirect) {
  RawServer server{[&](int fd, int) {
    RawServer::read_request(fd);
    RawServer::write(fd, RawServer::answer(302, "", "Location: /elsewhere\r\n"));
    wait_for_close(fd);
  }};
  const auto client = new_client();
  const auto answer = client->send(get(server.url()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 302);
  EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, BreaksOffAnAnswerThatIsLongerThanAllowed) {
  struct Case { const char* note; std::string answer; };
  for (const Case& c : {Case{"with its length", RawServer::answer(200, std::string(101, 'x'))},
                        Case{"until the end of the connection", "HTTP/1.1 200 OK\r\n\r\n" + std::string(101, 'x')},
                        Case{"a header without end", "HTTP/1.1 200 OK\r\nX: " + std::string(9000, 'x') + "\r\n\r\n"}}) {
    RawServer server{[&](int fd, int) {
      RawServer::read_request(fd);
      RawServer::write(fd, c.answer);
    }};
    Request request = get(server.url());
    request.answer_bytes_max = 100;
    const auto answer = new_client()->send(request);
    ASSERT_FALSE(answer) << c.note;
    EXPECT_EQ(answer.error().code, Errc::invalid_input) << c.note;
  }
}

TEST(HttpClient, AnAnswerThatIsCutOffIsNoAnswer) {
  RawServer server{[](int fd, int) {
    RawServer::read_request(fd);
    RawServer::write(fd, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
  }};
  const auto answer = new_client()->send(get(server.url()));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::offline);
}

// Bytes that are no HTTP, or its first byte alone, come from the network; the address is right.
TEST(HttpClient, AnAnswerThatIsNoHttpIsANetworkThatFailsAndNotAWrongAddress) {
  for (const std::string bytes : {"H", "\x16\x03\x01", "SSH-2.0-OpenSSH_9.2\r\n", "\r\n\r\n"}) {
    RawServer server{[&](int fd, int) {
      RawServer::read_request(fd);
      RawServer::write(fd, bytes);
    }};
    const auto answer = new_client()->send(get(server.url()));
    ASSERT_FALSE(answer) << bytes;
    EXPECT_EQ(answer.error().code, Errc::offline) << bytes << answer.error().cause;
    EXPECT_EQ(answer.error().remedy, "check the network; it is tried again") << bytes;
  }
}

TEST(HttpClient, GivesUpAServerThatStallsInMidAnswer) {
  RawServer server{[](int fd, int) {
    RawServer::read_request(fd);
    RawServer::write(fd, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    wait_for_close(fd);
  }};
  Request request = get(server.url());
  request.total_timeout_ms = 300;
  const auto start = steady_clock::now();
  const auto answer = new_client()->send(request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::timeout);
  EXPECT_GE(elapsed(start), milliseconds{290});
  EXPECT_LT(elapsed(start), milliseconds{3000});
}

TEST(HttpClient, CancelFromAnotherThreadEndsARunningRequestAndAllLaterOnes) {
  std::promise<void> arrived;
  RawServer server{[&](int fd, int) {
    RawServer::read_request(fd);
    arrived.set_value();
    wait_for_close(fd);
  }};
  const auto client = new_client();
  Request request = get(server.url());
  request.total_timeout_ms = 30'000;
  auto sent = std::async(std::launch::async, [&] { return client->send(request); });
  arrived.get_future().wait();
  const auto start = steady_clock::now();
  client->cancel();
  const auto answer = sent.get();
  EXPECT_LT(elapsed(start), milliseconds{900});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::offline);
  EXPECT_FALSE(client->send(request));
  EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, NobodyThereIsOffline) {
  int port = 0;
  { port = RawServer{[](int, int) {}}.port(); }
  const auto answer = new_client()->send(get("http://127.0.0.1:" + std::to_string(port) + "/"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::offline);
}

TEST(HttpClient, RefusesPlainHttpToAnotherMachineWithoutConnecting) {
  const auto answer = new_client()->send(get("http://192.0.2.1/"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::invalid_input);
}

TEST(HttpClient, IgnoresAProxyOfTheEnvironment) {
  RawServer server{[](int fd, int) {
    RawServer::read_request(fd);
    RawServer::write(fd, RawServer::answer(200, "direct"));
  }};
  ::setenv("http_proxy", "http://127.0.0.1:9", 1);
  ::setenv("ALL_PROXY", "http://127.0.0.1:9", 1);
  const auto answer = new_client()->send(get(server.url()));
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
  ASSERT_TRUE(answer) << answer.error().cause;
  EXPECT_EQ(answer->body, "direct");
}

}  // namespace
}  // namespace zhuangui::http
