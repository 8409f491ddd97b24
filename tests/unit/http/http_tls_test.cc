#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "http/client.h"
#include "server.h"
#include "tls_files.h"

namespace zhuangui::http {
namespace {

using core::Errc;

/// The county's real server with a certificate of its own, answering "hello".
class TlsCounty {
 public:
  explicit TlsCounty(const support::TlsFiles& files) {
    county::ServerOptions options;
    options.tls_certificate_file = files.certificate();
    options.tls_key_file = files.key();
    server_ = std::move(*county::Server::create(options, [](const county::HttpRequest&) {
      return county::HttpAnswer{200, "text/plain", "hello", {}};
    }));
    thread_ = std::thread{[this] { server_->run([] {}); }};
  }
  ~TlsCounty() {
    server_->stop();
    thread_.join();
  }
  [[nodiscard]] std::string url() const { return "https://" + server_->address() + "/"; }

 private:
  std::unique_ptr<county::Server> server_;
  std::thread thread_;
};

class HttpTls : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove_all(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  static core::Result<Answer> ask(const std::string& url, const std::string& ca_pem) {
    const auto client = Client::create({.ca_pem = ca_pem, .user_agent = "test"});
    Request request;
    request.url = url;
    return (*client)->send(request);
  }
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("zhuangui-tls-" + std::to_string(::getpid()));
};

TEST_F(HttpTls, TheCaGivenAtEnrolmentIsBelieved) {
  const support::TlsFiles files{folder_ / "a"};
  const TlsCounty county{files};
  const auto answer = ask(county.url(), files.ca_pem());
  ASSERT_TRUE(answer) << answer.error().cause;
  EXPECT_EQ(answer->body, "hello");
}

TEST_F(HttpTls, AnyOtherCaIsRefusedAndSoIsTheMachinesOwnList) {
  const support::TlsFiles files{folder_ / "a"};
  const support::TlsFiles others{folder_ / "b"};
  const TlsCounty county{files};
  for (const std::string& ca : {others.ca_pem(), std::string{}}) {
    const auto answer = ask(county.url(), ca);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Errc::refused) << answer.error().cause;
  }
}

TEST_F(HttpTls, ACertificateForAnotherNameIsRefused) {
  const support::TlsFiles files{folder_ / "a", "DNS:county.example"};
  const TlsCounty county{files};
  const auto answer = ask(county.url(), files.ca_pem());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::refused) << answer.error().cause;
}

TEST_F(HttpTls, PlainHttpSpokenToATlsPortIsNoAnswer) {
  const support::TlsFiles files{folder_ / "a"};
  const TlsCounty county{files};
  EXPECT_FALSE(ask("http" + county.url().substr(5), files.ca_pem()));
}

}  // namespace
}  // namespace zhuangui::http
