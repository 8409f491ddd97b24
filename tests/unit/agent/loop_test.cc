#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

#include "agent/agent.h"
#include "contract/request.h"
#include "memory_journal.h"

namespace zhuangui::agent {
namespace {

using support::MemoryJournal;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A way to a county that is a function; it can be told to hang until cancelled.
class ScriptedHttp final : public HttpPort {
 public:
  using Script = std::function<Result<HttpAnswer>(const HttpRequest&)>;
  explicit ScriptedHttp(Script script) : script_{std::move(script)} {}
  Result<HttpAnswer> send(const HttpRequest& request) override {
    ++requests;
    if (hang) {
      std::unique_lock lock{mutex_};
      changed_.wait_for(lock, milliseconds{request.timeout_ms}, [this] { return cancelled_; });
      return core::fail(core::Errc::timeout, "no answer");
    }
    return script_(request);
  }
  void cancel() override {
    const std::lock_guard lock{mutex_};
    cancelled_ = true;
    changed_.notify_all();
  }
  std::atomic<bool> hang{false};
  std::atomic<int> requests{0};

 private:
  Script script_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool cancelled_ = false;
};

Settings settings_of(const MemoryJournal& journal) {
  Settings settings;
  settings.terminal = journal.terminal();
  settings.counter = "C-0001";
  settings.terminal_key = journal.key().public_key();
  settings.releases = settings.heartbeats = false;
  return settings;
}

/// Takes every batch and answers its head, as a county would.
ScriptedHttp::Script good_county(std::string terminal) {
  return [terminal](const HttpRequest& request) -> Result<HttpAnswer> {
    if (request.method == "GET") return HttpAnswer{200, {}, contract::heads_json(terminal, {})};
    const auto batch = contract::decode_batch(*contract::unpack(request.body, contract::batch_bytes_max));
    const contract::Entry& last = batch->entries.back();
    return HttpAnswer{200, {}, contract::push_answer_json({"stored", "said", contract::CountyHead{batch->epoch, last.seq, last.hash}, {}})};
  };
}

class Recorder final : public Watcher {
 public:
  void sent(Position last) override { lines.push_back("sent " + std::to_string(last.seq)); }
  void acked(Position last) override { lines.push_back("acked " + std::to_string(last.seq)); }
  void released(std::int64_t version) override { lines.push_back("released " + std::to_string(version)); }
  void changed(const Status& status) override { unsent.push_back(status.unsent); }
  std::vector<std::string> lines;
  std::vector<std::int64_t> unsent;
};

bool eventually(const std::function<bool()>& holds) {
  for (int i = 0; i < 500; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(milliseconds{10});
  }
  return false;
}

TEST(SyncLoop, EveryRequestIsSignedWithTheTerminalsKeyAndAFreshNonce) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(7, "enrolled");
  std::vector<HttpRequest> seen;
  const auto county = good_county("T-0001");
  ScriptedHttp http{[&](const HttpRequest& request) {
    seen.push_back(request);
    return county(request);
  }};
  const auto clock = system_clock();
  const SyncOutcome outcome = sync_until_empty({settings_of(journal), journal.key(), journal, http, *clock}, 5'000, false);
  EXPECT_FALSE(outcome.error) << outcome.error->cause;
  EXPECT_EQ(outcome.sent, 1);
  EXPECT_EQ(outcome.unsent, 0);
  EXPECT_EQ(outcome.county, (Position{7, 1}));
  ASSERT_EQ(seen.size(), 2u);
  std::set<std::string> nonces;
  for (const HttpRequest& request : seen) {
    contract::RequestSignature signature;
    for (const HttpHeader& header : request.headers) {
      if (header.name == "Zhuangui-Terminal") signature.terminal = header.value;
      if (header.name == "Zhuangui-Time") signature.time_ms = std::stoll(header.value);
      if (header.name == "Zhuangui-Nonce") signature.nonce = header.value;
      if (header.name == "Zhuangui-Signature") signature.signature = header.value;
    }
    EXPECT_TRUE(contract::verify_request(journal.key().public_key(), signature, request.method, request.path, request.body));
    EXPECT_EQ(signature.nonce.size(), 32u);
    nonces.insert(signature.nonce);
    EXPECT_NEAR(static_cast<double>(signature.time_ms), static_cast<double>(clock->now().wall_utc_ms), 5'000);
  }
  EXPECT_EQ(nonces.size(), 2u);
}

TEST(SyncLoop, SyncUntilEmptySaysWhyItStopped) {
  struct Case { const char* note; ScriptedHttp::Script script; std::int64_t timeout_ms; core::Errc want; };
  const auto say = [](int status, const char* code) {
    return [=](const HttpRequest&) -> Result<HttpAnswer> {
      return HttpAnswer{status, {}, contract::push_answer_json({code, "said", std::nullopt, std::nullopt})};
    };
  };
  for (const Case& c : {Case{"revoked", say(403, "revoked"), 60'000, core::Errc::refused},
                        Case{"offline, one try", [](const HttpRequest&) -> Result<HttpAnswer> { return core::fail(core::Errc::offline, "no network"); }, 0, core::Errc::offline},
                        Case{"offline until the time is over", [](const HttpRequest&) -> Result<HttpAnswer> { return core::fail(core::Errc::offline, "no network"); }, 700, core::Errc::offline},
                        Case{"busy, one try", say(503, "busy"), 0, core::Errc::offline}}) {
    MemoryJournal journal{"T-0001", 1};
    journal.begin_epoch(7, "enrolled");
    ScriptedHttp http{c.script};
    const auto clock = system_clock();
    const auto start = steady_clock::now();
    const SyncOutcome outcome = sync_until_empty({settings_of(journal), journal.key(), journal, http, *clock}, c.timeout_ms, false);
    ASSERT_TRUE(outcome.error) << c.note;
    EXPECT_EQ(outcome.error->code, c.want) << c.note;
    EXPECT_EQ(outcome.unsent, 1) << c.note;
    EXPECT_LT(steady_clock::now() - start, milliseconds{3'000}) << c.note;
  }
}

TEST(SyncLoop, AWokenAgentSendsWhatWasWrittenAndTellsItsWatcher) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(7, "enrolled");
  ScriptedHttp http{good_county("T-0001")};
  const auto clock = system_clock();
  Recorder recorder;
  auto agent = Agent::start({settings_of(journal), journal.key(), journal, http, *clock, &recorder});
  ASSERT_TRUE(eventually([&] { return agent->status().county == Position{7, 1}; }));
  EXPECT_TRUE(agent->status().online);
  agent->stop();  // so that this thread may write
  journal.append_notes(3);
  agent = Agent::start({settings_of(journal), journal.key(), journal, http, *clock, &recorder});
  ASSERT_TRUE(eventually([&] { return agent->status().county == Position{7, 4}; }));
  agent->wake(false);
  agent->stop();
  EXPECT_EQ(recorder.lines, (std::vector<std::string>{"sent 1", "acked 1", "sent 4", "acked 4"}));
  EXPECT_EQ(recorder.unsent.back(), 0);
}

TEST(SyncLoop, StopsWithinASecondInMidRequest) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(7, "enrolled");
  ScriptedHttp http{good_county("T-0001")};
  http.hang = true;
  const auto clock = system_clock();
  auto agent = Agent::start({settings_of(journal), journal.key(), journal, http, *clock});
  ASSERT_TRUE(eventually([&] { return http.requests > 0; }));
  const auto start = steady_clock::now();
  agent->stop();
  EXPECT_LT(steady_clock::now() - start, milliseconds{1'000});
  EXPECT_EQ(journal.confirmed, (Position{0, 0}));
}

TEST(SyncLoop, AskingForTheHeadsTellsARefusalFromSilence) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(7, "enrolled");
  const auto clock = system_clock();
  struct Case { const char* note; int status; std::string body; std::optional<core::Errc> error; };
  for (const Case& c : {Case{"heads", 200, contract::heads_json("T-0001", {journal.head_of(7, 1)}), std::nullopt},
                        Case{"a login page", 200, "<html>", core::Errc::offline},
                        Case{"revoked", 403, contract::push_answer_json({"revoked", "said", {}, {}}), core::Errc::refused},
                        Case{"busy", 503, contract::push_answer_json({"busy", "said", {}, {}}), core::Errc::offline}}) {
    int timeout_ms = 0;
    ScriptedHttp http{[&](const HttpRequest& request) -> Result<HttpAnswer> {
      timeout_ms = request.timeout_ms;
      return HttpAnswer{c.status, {}, c.body};
    }};
    const auto heads = ask_county_heads({settings_of(journal), journal.key(), journal, http, *clock}, 2'000);
    EXPECT_EQ(timeout_ms, 2'000);
    EXPECT_EQ(heads.has_value(), !c.error) << c.note;
    if (c.error && !heads) {
      EXPECT_EQ(heads.error().code, *c.error) << c.note;
    }
    if (heads) {
      EXPECT_EQ(heads->at(0), journal.head_of(7, 1));
    }
  }
}

// What is not the county's own word about this very sale is silence: the till then says that it could not ask.
TEST(SyncLoop, AskingForTheReturnsOfASaleTakesOnlyTheCountysWordAboutThatSale) {
  MemoryJournal journal{"T-0001", 1};
  const auto clock = system_clock();
  const contract::ReturnsAnswer told{"T-0002-5-1", "{}", {"{}"}};
  struct Case { const char* note; int status; std::string body; std::optional<core::Errc> error; };
  for (const Case& c : {Case{"its returns", 200, contract::returns_json(told), std::nullopt},
                        Case{"those of another sale", 200, contract::returns_json({"T-0002-5-2", "", {}}), core::Errc::offline},
                        Case{"a login page", 200, "<html>", core::Errc::offline},
                        Case{"an older county", 404, contract::push_answer_json({"not_found", "said", {}, {}}), core::Errc::refused},
                        Case{"busy", 503, contract::push_answer_json({"busy", "said", {}, {}}), core::Errc::offline}}) {
    std::string path;
    ScriptedHttp http{[&](const HttpRequest& request) -> Result<HttpAnswer> {
      path = request.path;
      return HttpAnswer{c.status, {}, c.body};
    }};
    const auto answer = ask_returns({settings_of(journal), journal.key(), journal, http, *clock}, "T-0002-5-1", 2'000);
    EXPECT_EQ(path, "/v1/sales/T-0002-5-1/returns");
    EXPECT_EQ(answer.has_value(), !c.error) << c.note;
    if (answer) {
      EXPECT_EQ(*answer, told);
    } else if (c.error) {
      EXPECT_EQ(answer.error().code, *c.error) << c.note;
    }
  }
  ScriptedHttp never{[](const HttpRequest&) -> Result<HttpAnswer> { throw std::logic_error("asked"); }};
  EXPECT_EQ(ask_returns({settings_of(journal), journal.key(), journal, never, *clock}, "x/../y", 2'000).error().code, core::Errc::invalid_input);
}

// A no is an answer as well; what is not the county's own word is silence.
TEST(SyncLoop, AReservationIsAskedForOnceAndOnlyTheCountysWordIsTaken) {
  MemoryJournal journal{"T-0001", 1};
  const auto clock = system_clock();
  const std::string granted = R"({"code":"granted","sentence":"x","expires_at":1600,"county_time":1000})", used_up = R"({"code":"used_up","sentence":"x"})";
  struct Case { const char* note; int status; std::string body; std::string code; std::int64_t valid_ms; std::optional<core::Errc> error; };
  for (const Case& c : {Case{"granted", 200, granted, "granted", 600, std::nullopt}, Case{"not granted", 409, used_up, "used_up", 0, std::nullopt},
                        Case{"a grant that is none", 409, granted, "", 0, core::Errc::offline}, Case{"a no with a yes", 200, used_up, "", 0, core::Errc::offline},
                        Case{"a login page", 200, "<html>", "", 0, core::Errc::offline},
                        Case{"not understood", 400, contract::push_answer_json({"refused", "said", {}, {}}), "", 0, core::Errc::refused},
                        Case{"busy", 503, contract::push_answer_json({"busy", "said", {}, {}}), "", 0, core::Errc::offline}}) {
    std::vector<HttpRequest> asked;
    ScriptedHttp http{[&](const HttpRequest& request) -> Result<HttpAnswer> {
      asked.push_back(request);
      return HttpAnswer{c.status, {}, c.body};
    }};
    const auto answer = ask_reservation({settings_of(journal), journal.key(), journal, http, *clock}, {"R-1", "T-0001-1-1", "Q-8K3M2P", "H-7Q2MK4", 600}, 2'000);
    ASSERT_EQ(asked.size(), 1u) << c.note;
    EXPECT_EQ(asked[0].method + " " + asked[0].path, "POST /v1/reservations");
    EXPECT_EQ(asked[0].body, R"({"reservation":"R-1","sale":"T-0001-1-1","quota":"Q-8K3M2P","holder":"H-7Q2MK4","amount_fen":600})");
    EXPECT_EQ(answer.has_value(), !c.error) << c.note;
    if (answer) {
      EXPECT_EQ(answer->code, c.code) << c.note;
      EXPECT_EQ(answer->valid_ms, c.valid_ms) << c.note;
    } else if (c.error) {
      EXPECT_EQ(answer.error().code, *c.error) << c.note;
    }
  }
}

}  // namespace
}  // namespace zhuangui::agent
