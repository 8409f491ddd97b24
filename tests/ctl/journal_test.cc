#include <filesystem>

#include "journal/training.h"
#include "run_ctl.h"

namespace zhuangui::ctl_test {
namespace {

TEST(CtlJournal, StatusTellsWhatTheJournalHolds) {
  Till till;
  const Said said = run_ctl(till.at({"status", "--json"}));
  ASSERT_EQ(said.exit_code, 0) << said.err;
  const auto status = till.desk.reader()->status().value();
  const std::string start = R"({"terminal":"T-0001","counter":"C-0001","epoch":)" + std::to_string(till.epoch) +
                            R"(,"seq":5,"hash":")" + contract::to_hex(status.hash) +
                            R"(","county_seq":0,"unsent":5,"release":0,"list_age_s":null,"clock_offset_ms":0,"shift":1,"training":false,"devices":[)";
  EXPECT_TRUE(said.out.starts_with(start)) << said.out << start;
  EXPECT_NE(said.out.find(R"({"kind":"printer",)"), std::string::npos) << said.out;
  EXPECT_NE(said.out.find(R"({"kind":"scanner",)"), std::string::npos) << said.out;
}

TEST(CtlJournal, AnUnusedTerminalHasAStatusToo) {
  support::Desk desk;
  const Said said = run_ctl({"--data", desk.path(), "status", "--json"});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_NE(said.out.find(R"("epoch":0,"seq":0,"hash":"",)"), std::string::npos) << said.out;
}

TEST(CtlJournal, TheStatusSaysTrainingWhileSomebodyPractises) {
  Till till;
  const std::string place = journal::training_directory(till.desk.path());
  std::filesystem::create_directory(place);
  const std::string training = R"("training":true)";
  EXPECT_EQ(run_ctl(till.at({"status", "--json"})).out.find(training), std::string::npos);
  {
    const auto held = journal::FolderHold::take(place);
    ASSERT_TRUE(held.has_value());
    EXPECT_NE(run_ctl(till.at({"status", "--json"})).out.find(training), std::string::npos);
    EXPECT_NE(run_ctl(till.at({"status"})).out.find("training: somebody practises"), std::string::npos);
  }
  EXPECT_EQ(run_ctl(till.at({"status", "--json"})).out.find(training), std::string::npos);
}

TEST(CtlJournal, ReadingWorksBesideAnOpenJournal) {
  Till till;
  const auto journal = till.desk.open();
  for (const auto& words : {std::vector<std::string>{"status"}, {"journal", "show"}, {"journal", "verify"}, {"journal", "export"},
                            {"sale", "list"}, {"projections", "dump"}}) {
    const Said said = run_ctl(till.at(words));
    EXPECT_EQ(said.exit_code, 0) << words.front() << ": " << said.err;
    EXPECT_NE(said.out, "");
  }
}

TEST(CtlJournal, VerifySaysWhichTailNobodyHasWitnessed) {
  Till till;
  const Said fresh = run_ctl(till.at({"journal", "verify"}));
  EXPECT_EQ(fresh.exit_code, 0) << fresh.err;
  EXPECT_NE(fresh.out.find("ok: 5 entries"), std::string::npos) << fresh.out;
  EXPECT_NE(fresh.out.find("tail not witnessed since seq 1 of"), std::string::npos) << fresh.out;
  support::must(till.desk.open()->set_county_position(till.epoch, 3, core::WallTime{5}));
  EXPECT_NE(run_ctl(till.at({"journal", "verify"})).out.find("tail not witnessed since seq 4 of"), std::string::npos);
  const Said json = run_ctl(till.at({"journal", "verify", "--json"}));
  EXPECT_EQ(json.out, R"({"ok":true,"entries":5,"first_false":null,"witnessed":{"epoch":)" + std::to_string(till.epoch) + ",\"seq\":3}}\n");
}

TEST(CtlJournal, VerifyNamesTheForgedEntryAndEndsWithOne) {
  struct Case { const char* sql; std::int64_t seq; const char* reason; };
  for (const Case& c : {Case{"UPDATE entries SET payload = replace(payload, 'sale.completed', 'sale.completee') WHERE seq = 3", 3, "payload"},
                        Case{"DELETE FROM entries WHERE seq = 2", 2, "missing"},
                        Case{"UPDATE projected_sales SET total_fen = total_fen + 1 WHERE (place & 4294967295) = 4", 4, "projection"}}) {
    Till till;
    forge(till.desk.path(), c.sql);
    const Said said = run_ctl(till.at({"journal", "verify", "--json"}));
    EXPECT_EQ(said.exit_code, 1) << c.sql << said.err;
    const std::string want = R"("first_false":{"epoch":)" + std::to_string(till.epoch) + R"(,"seq":)" + std::to_string(c.seq) + R"(,"reason":")" + c.reason + "\"";
    EXPECT_NE(said.out.find(want), std::string::npos) << c.sql << " gave " << said.out;
    const Said text = run_ctl(till.at({"journal", "verify"}));
    EXPECT_EQ(text.exit_code, 1);
    EXPECT_NE(text.out.find("seq " + std::to_string(c.seq) + ": " + c.reason), std::string::npos) << text.out;
  }
}

TEST(CtlJournal, ShowGivesThePartThatWasAskedFor) {
  const Till till;
  const Said part = run_ctl(till.at({"journal", "show", "--from", "2", "--count", "2", "--json"}));
  EXPECT_EQ(part.exit_code, 0) << part.err;
  EXPECT_EQ(count_lines(part.out), 2u);
  EXPECT_TRUE(part.out.starts_with("{\"epoch\":" + std::to_string(till.epoch) + ",\"seq\":2,\"hash\":\"")) << part.out;
  EXPECT_NE(part.out.find(R"("entry":{"terminal":"T-0001","epoch":)"), std::string::npos) << part.out;
  EXPECT_EQ(count_lines(run_ctl(till.at({"journal", "show", "--count", "1"})).out), 1u) << "the newest one";
  EXPECT_NE(run_ctl(till.at({"journal", "show", "--count", "1"})).out.find("terminal.stopped"), std::string::npos);
  EXPECT_EQ(count_lines(run_ctl(till.at({"journal", "show", "--from", "1"})).out), 5u);
  EXPECT_EQ(run_ctl(till.at({"journal", "show", "--from", "0"})).exit_code, 2);
}

TEST(CtlJournal, TheExportIsABatchThatHolds) {
  const Till till;
  const Said said = run_ctl(till.at({"journal", "export"}));
  ASSERT_EQ(said.exit_code, 0) << said.err;
  const auto batch = contract::decode_batch(said.out);
  ASSERT_TRUE(batch.has_value()) << batch.error().cause;
  EXPECT_EQ(batch->entries.size(), 5u);
  EXPECT_TRUE(contract::check_batch(*batch, support::key_of(0).public_key(), 0, contract::first_hash(support::key_of(0).public_key(), till.epoch)).has_value());
  support::Folder folder;
  const std::string file = folder.path() + "/export.ndjson";
  EXPECT_EQ(run_ctl(till.at({"journal", "export", "--out", file, "--epoch", std::to_string(till.epoch)})).exit_code, 0);
  EXPECT_EQ(file_text(file), said.out);
  expect_refused(till.at({"journal", "export", "--epoch", "7"}), 1, "not_found", "epoch 7");
  expect_refused(till.at({"journal", "export", "--out", folder.path() + "/no/such/file"}), 3, "permission", "no/such/file");
}

TEST(CtlJournal, SalesAreListedAndShownWithTheirSums) {
  const Till till;
  const Said list = run_ctl(till.at({"sale", "list", "--json"}));
  ASSERT_EQ(list.exit_code, 0) << list.err;
  EXPECT_EQ(count_lines(list.out), 3u);
  std::int64_t total_fen = 0;
  for (std::size_t from = 0; from < list.out.size(); from = list.out.find('\n', from) + 1) {
    const auto row = core::JsonDocument::parse(list.out.substr(from, list.out.find('\n', from) - from));
    ASSERT_TRUE(row.has_value());
    total_fen += row->root().integer_or("total_fen", 0);
    EXPECT_EQ(row->root().string_or("business_day", ""), "2026-11-24");
  }
  EXPECT_EQ(total_fen, till.total_fen);
  EXPECT_EQ(run_ctl(till.at({"sale", "list", "--from", "2026-11-25"})).out, "");
  const std::string id = support::sale_id(till.epoch, 2);
  const Said shown = run_ctl(till.at({"sale", "show", id, "--json"}));
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_NE(shown.out.find("\"body\":" + core::sale_body(support::sale(id, 2))), std::string::npos) << shown.out;
  expect_refused(till.at({"sale", "show", "T-0001-1-1"}), 1, "not_found", "T-0001-1-1");
  EXPECT_EQ(run_ctl(till.at({"sale", "list", "--from", "yesterday"})).exit_code, 2);
}

TEST(CtlJournal, ProjectionsCanBeMadeAgain) {
  Till till;
  const std::string before = run_ctl(till.at({"projections", "dump"})).out;
  forge(till.desk.path(), "UPDATE projected_sales SET total_fen = 1");
  EXPECT_NE(run_ctl(till.at({"projections", "dump"})).out, before);
  const Said rebuilt = run_ctl(till.at({"projections", "rebuild", "--json"}));
  EXPECT_EQ(rebuilt.exit_code, 0) << rebuilt.err;
  EXPECT_EQ(rebuilt.out, "{\"entries\":5}\n");
  EXPECT_NE(rebuilt.err.find("5 of 5 entries"), std::string::npos) << rebuilt.err;
  EXPECT_EQ(run_ctl(till.at({"projections", "dump"})).out, before);
}

}  // namespace
}  // namespace zhuangui::ctl_test
