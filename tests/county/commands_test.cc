#include <csignal>

#include "bench.h"
#include "tls_files.h"

namespace zhuangui::county {
namespace {

TEST(CountyCommands, EveryCommandHasHelpAndWrongUseExitsTwoWithOneLine) {
  support::CountyProcess county;
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {}, {"init"}, {"serve"}, {"enrol"}, {"enrol", "list"}, {"approve"}, {"terminal"}, {"terminal", "list"}, {"terminal", "revoke"},
           {"import"}, {"export"}, {"publish"}, {"report"}, {"report", "day"}, {"report", "sales"}, {"report", "quota"}, {"verify"}, {"recompute"}, {"journal"}, {"journal", "export"}, {"rebuild"},
           {"fork"}, {"fork", "list"}, {"setaside"}, {"setaside", "list"}, {"private"}, {"private", "list"}, {"private", "show"}, {"private", "erase"}, {"private", "expire"}, {"branch"}, {"branch", "list"}, {"branch", "accept"}, {"branch", "reject"}}) {
    auto asked = command;
    asked.push_back("--help");
    const auto help = county.run(asked);
    EXPECT_EQ(help.exit_code, 0) << (command.empty() ? "" : command.back());
    EXPECT_FALSE(help.out.empty());
  }
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"dance"}, {}, {"serve"}, {"serve", "--listen", "nowhere"}, {"serve", "--listen", "0.0.0.0:0"}, {"serve", "--listen", "127.0.0.1:0", "--tls-cert", "x"},
           {"enrol"}, {"report", "day"}, {"report", "day", "--date", "yesterday"}, {"report", "sales"}, {"report", "quota", "--from", "2026-11-24"}, {"import", "people", "x.csv"}, {"init", "--bogus"},
           {"--db", "postgresql://x", "verify"}, {"branch"}, {"branch", "accept"}, {"branch", "accept", "all"}, {"branch", "reject", "0"}, {"fork"}, {"setaside"}}) {
    const auto ran = county.run(wrong);
    EXPECT_EQ(ran.exit_code, 2) << (wrong.empty() ? "" : wrong.front()) << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  }
}

TEST(CountyCommands, ErrorsNameCauseAndCureAsOneLineOrAsJson) {
  support::CountyProcess county;
  const auto missing = county.run({"verify", "--json"});
  EXPECT_EQ(missing.exit_code, 3);
  const auto error = core::JsonDocument::parse(missing.err);
  ASSERT_TRUE(error) << missing.err;
  EXPECT_EQ(error->root().string_or("code", ""), "not_found");
  EXPECT_FALSE(error->root().string_or("message", "").empty());
  EXPECT_NE(error->root().string_or("remedy", "").find("init"), std::string::npos);

  ASSERT_EQ(county.run({"init", "--demo"}).exit_code, 0);
  EXPECT_EQ(county.run({"init"}).exit_code, 3) << "never over an existing county";
  EXPECT_EQ(county.run({"enrol", "--counter", "C-9999"}).exit_code, 1);
  EXPECT_EQ(county.run({"approve", "T-0001"}).exit_code, 1);
  EXPECT_EQ(county.run({"terminal", "revoke", "T-0001"}).exit_code, 1);
  EXPECT_EQ(county.run({"journal", "export", "--terminal", "T-0001"}).exit_code, 1);
  EXPECT_EQ(county.run({"import", "products", "/nowhere.csv"}).exit_code, 1);
}

TEST_F(CountyTest, TheOfficeListsWhatWasSetAsideAndDecidesOnItBesideARunningServer) {
  support::MemoryJournal clone = *journal_;
  for (int i = 0; i < 4; ++i) sell(*journal_);
  ASSERT_FALSE(sync(*journal_).error);
  clone.at_ms += 5;
  sell(clone);
  ASSERT_FALSE(sync(clone).error);
  const auto listed = county_.run({"branch", "list", "--json"});
  ASSERT_EQ(listed.exit_code, 0) << listed.err;
  const auto branch = core::JsonDocument::parse(listed.out);
  ASSERT_TRUE(branch) << listed.out;
  EXPECT_EQ(branch->root().string_or("state", ""), "open");
  EXPECT_NE(county_.run({"fork", "list"}).out.find("fork"), std::string::npos);
  const std::string number = std::to_string(branch->root().integer_or("branch", 0));
  const auto aside = core::JsonDocument::parse(county_.run({"setaside", "list", "--json"}).out);
  ASSERT_TRUE(aside);
  EXPECT_EQ(aside->root().integer_or("setaside", 0), branch->root().integer_or("branch", -1));
  EXPECT_EQ(aside->root().string_or("terminal", ""), journal_->terminal()) << "whose entries";
  EXPECT_EQ(aside->root().integer_or("entries", 0), branch->root().integer_or("last_seq", 0) - branch->root().integer_or("first_seq", 0) + 1);
  EXPECT_FALSE(aside->root().string_or("reason", "").empty());
  const auto accepted = county_.run({"branch", "accept", number, "--json"});
  EXPECT_EQ(accepted.out, "{\"branch\":" + number + ",\"state\":\"accepted\"}\n") << accepted.err;
  EXPECT_NE(county_.run({"report", "day", "--date", "2026-11-24", "--json"}).out.find("\"total\":{\"sales\":5,"), std::string::npos);
  EXPECT_EQ(county_.run({"setaside", "list", "--json"}).out, "") << "what is accepted counts";
  EXPECT_EQ(county_.run({"branch", "reject", number}).exit_code, 1);
  EXPECT_EQ(county_.run({"branch", "accept", "999"}).exit_code, 1);
  EXPECT_EQ(county_.run({"verify"}).exit_code, 0);
}

TEST(CountyCommands, ASecondServerOnTheSameFolderIsToldWhoHoldsIt) {
  support::CountyProcess county;
  ASSERT_EQ(county.run({"init"}).exit_code, 0);
  county.serve();
  const auto second = county.run({"serve", "--listen", "127.0.0.1:0"});
  EXPECT_EQ(second.exit_code, 3);
  EXPECT_NE(second.err.find("process " + std::to_string(county.server_pid())), std::string::npos) << second.err;
  EXPECT_EQ(county.run({"verify"}).exit_code, 0) << "reading beside a server is fine";
}

TEST(CountyCommands, ExportImportExportGivesTheSameBytesAndABadFileChangesNothing) {
  support::CountyProcess county;
  ASSERT_EQ(county.run({"init", "--demo"}).exit_code, 0);
  for (const char* kind : {"products", "prices", "counters"}) {
    const std::string file = (county.folder() / "t.csv").string();
    ASSERT_EQ(county.run({"export", kind, file}).exit_code, 0);
    const std::string first = support::CountyProcess::text_of(file);
    ASSERT_EQ(county.run({"import", kind, file}).exit_code, 0);
    EXPECT_EQ(county.run({"export", kind, "-"}).out, first);
    std::ofstream{file} << first << "nonsense\n";
    const auto bad = county.run({"import", kind, file});
    EXPECT_EQ(bad.exit_code, 1);
    EXPECT_NE(bad.err.find("t.csv:"), std::string::npos) << bad.err;
    EXPECT_EQ(county.run({"export", kind, "-"}).out, first);
  }
  const auto published = county.run({"publish", "--json"});
  EXPECT_EQ(published.exit_code, 0);
  EXPECT_NE(published.out.find("{\"release\":2,\"hash\":\""), std::string::npos) << published.out;
}

TEST(CountyCommands, TheOfficeApprovesOnlyWhenTheWordsAgree) {
  support::CountyProcess county;
  ASSERT_EQ(county.run({"init", "--demo"}).exit_code, 0);
  county.serve();
  const auto made = county.run({"enrol", "--counter", "C-0002", "--json"});
  const std::string code = core::JsonDocument::parse(made.out)->root().string_or("code", "");
  const auto key = support::test_key(5);
  const auto http = std::move(*app::open_http_port(county.url(), ""));
  const auto clock = agent::system_clock();
  std::string words;
  int polls = 0;
  const agent::EnrolHooks hooks{[&] { return clock->now().wall_utc_ms; }, [&] { return clock->now().mono_ms; },
                                [&](std::int64_t) {
                                  if (polls++ == 0) {
                                    EXPECT_EQ(county.run({"approve", "T-0001", "--words", "other words than these"}).exit_code, 1);
                                  } else {
                                    EXPECT_NE(county.run({"enrol", "list"}).out.find(words), std::string::npos);
                                    EXPECT_EQ(county.run({"approve", "T-0001", "--words", words}).exit_code, 0);
                                  }
                                },
                                [&](const std::array<std::string, 4>& four) { words = four[0] + " " + four[1] + " " + four[2] + " " + four[3]; }};
  const auto enrolled = agent::enrol(*http, key, {code, {5}, 10'000}, nullptr, hooks);
  ASSERT_TRUE(enrolled) << enrolled.error().cause;
  EXPECT_EQ(enrolled->receipt.counter, "C-0002");
  EXPECT_EQ(polls, 2);
  EXPECT_NE(county.run({"terminal", "list", "--json"}).out.find("\"terminal\":\"T-0001\",\"counter\":\"C-0002\",\"state\":\"active\""), std::string::npos);
  const auto thief = agent::enrol(*http, support::test_key(6), {code, {6}, 1'000}, nullptr, hooks);
  ASSERT_FALSE(thief) << "the code is bound to the first key";
}

TEST(CountyCommands, ServesOverTlsWithItsOwnCertificate) {
  support::CountyProcess county;
  const support::TlsFiles files{county.folder() / "tls"};
  ASSERT_EQ(county.run({"init"}).exit_code, 0);
  county.serve({"--tls-cert", files.certificate(), "--tls-key", files.key()});
  EXPECT_TRUE(county.url().starts_with("https://127.0.0.1:"));
  const auto client = std::move(*http::Client::create({.ca_pem = files.ca_pem(), .user_agent = "test"}));
  http::Request request;
  request.url = county.url() + "/health";
  const auto answer = client->send(request);
  ASSERT_TRUE(answer) << answer.error().cause;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(county.signal_and_wait(SIGTERM), 0);
}

}  // namespace
}  // namespace zhuangui::county
