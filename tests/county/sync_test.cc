#include "bench.h"

#include <atomic>
#include <csignal>

#include "contract/request.h"
#include "raw_server.h"

namespace zhuangui::county {
namespace {

using contract::parse_push_answer;

TEST_F(CountyTest, ATerminalGetsTheFirstReleaseAndItsSalesAreInTheDayReportToTheFen) {
  for (int i = 0; i < 3; ++i) sell(*journal_);
  const auto outcome = sync(*journal_, true);
  ASSERT_FALSE(outcome.error) << outcome.error->cause;
  ASSERT_EQ(journal_->releases.size(), 1u);
  ASSERT_FALSE(sync(*journal_).error);
  const auto report = county_.run({"report", "day", "--date", "2026-11-24", "--format", "json"});
  ASSERT_EQ(report.exit_code, 0) << report.err;
  const auto document = core::JsonDocument::parse(report.out);
  const core::JsonValue total = *document->root().get("total");
  EXPECT_EQ(total.integer_or("sales", -1), 3);
  EXPECT_EQ(total.integer_or("weight_g", -1), 3 * 520);
  EXPECT_EQ(total.integer_or("pieces", -1), 3 * 2);
  EXPECT_EQ(total.integer_or("net_fen", -1), 3 * (311 + 13'600));  // 520 g at 5.98: 310.96 -> 311
  const auto rows = document->root().get("rows")->elements();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].string_or("product", ""), "P-DANGSHEN");
  EXPECT_EQ(rows[0].string_or("township", ""), "中梁乡");
  EXPECT_EQ(rows[1].integer_or("net_fen", -1), 3 * 311);
  const auto verified = county_.run({"verify"});
  EXPECT_EQ(verified.exit_code, 0) << verified.err;
}

TEST_F(CountyTest, TheSameBatchOnEightConnectionsAtOnceIsStoredOnce) {
  for (int i = 0; i < 20; ++i) sell(*journal_);
  const std::string body = packed(*journal_, 0, settings_of(*journal_));
  std::vector<std::thread> threads;
  std::atomic<int> stored{0}, already{0}, other{0};
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      const auto answer = send(*journal_, "POST", path_of(*journal_), body, true);
      const auto said = answer ? parse_push_answer(answer->body) : core::Result<contract::PushAnswer>{core::fail(core::Errc::offline, "")};
      const bool whole = said && answer->status == 200 && said->head && *said->head == journal_->head_of(1, 21);
      ++(!whole ? other : said->code == "stored" ? stored : already);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(stored, 1);
  EXPECT_EQ(already, 7);
  EXPECT_EQ(other, 0);
  const auto report = county_.run({"report", "day", "--date", "2026-11-24", "--json"});
  EXPECT_NE(report.out.find("\"total\":{\"sales\":20,"), std::string::npos) << report.out;
}

TEST_F(CountyTest, ALostReplyCostsNothing) {
  for (int i = 0; i < 5; ++i) sell(*journal_);
  {
    // The request arrives whole; the connection is closed before a byte of the answer is read.
    http::Request request;
    const std::string body = packed(*journal_, 0, settings_of(*journal_));
    const auto now = agent::system_clock()->now().wall_utc_ms;
    const auto signature = contract::sign_request(journal_->key(), journal_->terminal(), "POST", path_of(*journal_), now, "00112233445566778899aabbccddeeff", body);
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(county_.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    support::RawServer::write(fd, "POST " + path_of(*journal_) + " HTTP/1.1\r\nHost: x\r\nContent-Encoding: zstd\r\nContent-Length: " + std::to_string(body.size()) +
                                      "\r\nZhuangui-Terminal: " + signature.terminal + "\r\nZhuangui-Time: " + std::to_string(now) + "\r\nZhuangui-Nonce: " + signature.nonce +
                                      "\r\nZhuangui-Signature: " + signature.signature + "\r\n\r\n" + body);
    ::close(fd);
  }
  const auto outcome = sync(*journal_);
  EXPECT_FALSE(outcome.error) << outcome.error->cause;
  EXPECT_EQ(journal_->confirmed, (agent::Position{1, 6}));
  const auto report = county_.run({"report", "day", "--date", "2026-11-24", "--json"});
  EXPECT_NE(report.out.find("\"total\":{\"sales\":5,"), std::string::npos) << report.out;
}

TEST_F(CountyTest, KilledInMidBatchAgainAndAgainItHasEveryEntryOnceInTheEnd) {
  std::atomic<bool> done{false};
  std::string url = county_.url();
  const std::string listen = url.substr(url.find("//") + 2);
  for (int i = 0; i < 1500; ++i) sell(*journal_);
  std::thread sender{[&] {
    const auto http = port();
    const auto clock = agent::system_clock();
    auto settings = settings_of(*journal_);
    settings.batch_entries_max = 10;
    settings.backoff_min_ms = settings.backoff_max_ms = 50;
    const auto outcome = agent::sync_until_empty({settings, journal_->key(), *journal_, *http, *clock}, 120'000, false);
    EXPECT_FALSE(outcome.error) << outcome.error->cause;
    done = true;
  }};
  for (int round = 0; round < 5 && !done; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds{60 + 37 * round});
    EXPECT_EQ(county_.signal_and_wait(SIGKILL), -SIGKILL);
    county_.serve({}, listen);
  }
  sender.join();
  const auto report = county_.run({"report", "day", "--date", "2026-11-24", "--json"});
  EXPECT_NE(report.out.find("\"total\":{\"sales\":1500,"), std::string::npos) << report.out.substr(0, 400);
  const auto verified = county_.run({"verify"});
  EXPECT_EQ(verified.exit_code, 0) << verified.err;
  const auto exported = county_.run({"journal", "export", "--terminal", journal_->terminal()});
  EXPECT_EQ(exported.exit_code, 0);
  for (const auto& entry : journal_->entries_of(1))
    ASSERT_NE(exported.out.find("{\"seq\":" + std::to_string(entry.seq) + ",\"hash\":\"" + contract::to_hex(entry.hash)), std::string::npos) << entry.seq;
}

TEST_F(CountyTest, AClonedDiskMakesANewEpochAndItsTailIsSetAside) {
  support::MemoryJournal clone = *journal_;
  for (int i = 0; i < 4; ++i) sell(*journal_);
  ASSERT_FALSE(sync(*journal_).error);
  clone.at_ms += 5;
  sell(clone);
  const auto outcome = sync(clone);
  EXPECT_FALSE(outcome.error) << outcome.error->cause;
  EXPECT_EQ(clone.epoch(), 2);
  EXPECT_EQ(clone.confirmed, (agent::Position{2, 1}));
  const auto report = county_.run({"report", "day", "--date", "2026-11-24", "--json"});
  EXPECT_NE(report.out.find("\"total\":{\"sales\":4,"), std::string::npos) << "the clone's sale is set aside, not counted";
  EXPECT_EQ(county_.run({"verify"}).exit_code, 0);
}

TEST_F(CountyTest, RequestsThatAreNotTheTerminalsAreRefused) {
  sell(*journal_);
  support::MemoryJournal stranger{journal_->terminal(), 99};
  stranger.begin_epoch(1, "enrolled");
  support::MemoryJournal unknown{"T-9999", 7};
  unknown.begin_epoch(1, "enrolled");
  const std::string path = path_of(*journal_);
  const auto status = [](const core::Result<agent::HttpAnswer>& answer) { return answer ? answer->status : -1; };
  EXPECT_EQ(status(send(stranger, "GET", path)), 401) << "another key";
  EXPECT_EQ(status(send(unknown, "GET", path)), 404) << "an unknown terminal";
  const auto other = enrol(8);
  EXPECT_EQ(status(send(*other, "GET", path)), 403) << "another terminal's journal";
  EXPECT_EQ(status(send(*journal_, "GET", path, "", false, 299'000)), 200) << "within five minutes";
  const auto late = send(*journal_, "GET", path, "", false, -301'000);
  EXPECT_EQ(status(late), 401);
  const auto said = parse_push_answer(late->body);
  ASSERT_TRUE(said && said->county_time_ms);
  EXPECT_EQ(said->code, "clock");
  EXPECT_LT(std::abs(*said->county_time_ms - agent::system_clock()->now().wall_utc_ms), 5'000);
  http::Request bare;
  bare.url = county_.url() + path;
  EXPECT_EQ((*http::Client::create({}))->send(bare)->status, 401) << "no signature";
  EXPECT_EQ(status(send(*journal_, "POST", path, "not zstd", true)), 400);
  EXPECT_EQ(status(send(*journal_, "POST", path, "{}", false)), 415);
}

TEST_F(CountyTest, AnyTerminalOfTheCountyMayAskWhatCameBackOfASaleAndNobodyElse) {
  sell(*journal_);
  ASSERT_FALSE(sync(*journal_).error);
  const std::string id = journal_->terminal() + "-" + std::to_string(journal_->epoch()) + "-" + std::to_string(journal_->seq());
  const std::string path = "/v1/sales/" + id + "/returns";
  const auto other = enrol(8);
  const auto answer = send(*other, "GET", path);
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->status, 200);
  const auto told = contract::parse_returns(answer->body);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->sale, id);
  EXPECT_EQ(told->sold, journal_->entries_of(journal_->epoch()).back().payload);
  EXPECT_TRUE(told->returns.empty());
  support::MemoryJournal stranger{journal_->terminal(), 99};
  EXPECT_EQ(send(stranger, "GET", path)->status, 401);
  EXPECT_EQ(send(*other, "POST", path, "{}")->status, 405);
  EXPECT_EQ(send(*other, "GET", "/v1/sales/a%2Fb/returns")->status, 400);
  EXPECT_EQ(send(*other, "GET", "/v1/sales/" + id)->status, 404);
}

TEST_F(CountyTest, AReplayedRequestIsRefusedAndChangesNothing) {
  sell(*journal_);
  const std::string body = packed(*journal_, 0, settings_of(*journal_));
  const auto now = agent::system_clock()->now().wall_utc_ms;
  const auto signature = contract::sign_request(journal_->key(), journal_->terminal(), "POST", path_of(*journal_), now, std::string(32, 'a'), body);
  http::Request request;
  request.method = "POST";
  request.url = county_.url() + path_of(*journal_);
  request.headers = {{"Zhuangui-Terminal", signature.terminal}, {"Zhuangui-Time", std::to_string(now)}, {"Zhuangui-Nonce", signature.nonce}, {"Zhuangui-Signature", signature.signature}, {"Content-Encoding", "zstd"}};
  request.body = body;
  const auto client = std::move(*http::Client::create({}));
  EXPECT_EQ(client->send(request)->status, 200);
  const auto replayed = client->send(request);
  EXPECT_EQ(replayed->status, 401);
  EXPECT_EQ(parse_push_answer(replayed->body)->code, "replayed");
  county_.signal_and_wait(SIGTERM);  // a new process has forgotten the nonce
  county_.serve();
  request.url = county_.url() + path_of(*journal_);
  EXPECT_EQ(parse_push_answer(client->send(request)->body)->code, "already_stored");
}

TEST_F(CountyTest, ARevokedTerminalIsRefusedAndWhatItSentStays) {
  sell(*journal_);
  ASSERT_FALSE(sync(*journal_).error);
  ASSERT_EQ(county_.run({"terminal", "revoke", journal_->terminal()}).exit_code, 0);
  sell(*journal_);
  const auto outcome = sync(*journal_);
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->code, core::Errc::refused);
  EXPECT_EQ(send(*journal_, "GET", path_of(*journal_))->status, 403);
  EXPECT_NE(county_.run({"report", "day", "--date", "2026-11-24", "--json"}).out.find("\"total\":{\"sales\":1,"), std::string::npos);
}

TEST_F(CountyTest, WithATerminalsClockADayOffItTakesTheCountysTime) {
  class LateClock final : public agent::Clock {
   public:
    agent::Now now() override {
      agent::Now now = real_->now();
      now.wall_utc_ms -= 86'400'000;
      return now;
    }
    std::unique_ptr<agent::Clock> real_ = agent::system_clock();
  } clock;
  sell(*journal_);
  const auto http = port();
  const auto outcome = agent::sync_until_empty({settings_of(*journal_), journal_->key(), *journal_, *http, clock}, 20'000, false);
  EXPECT_FALSE(outcome.error) << outcome.error->cause;
  EXPECT_EQ(outcome.unsent, 0);
  EXPECT_NE(journal_->entries_of(1).back().payload.find("clock.set"), std::string::npos);
}

}  // namespace
}  // namespace zhuangui::county
