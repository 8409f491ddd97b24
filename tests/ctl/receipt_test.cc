#include "core/catalogue.h"
#include "core/entry_kinds.h"
#include "run_ctl.h"

namespace zhuangui::ctl_test {
namespace {

constexpr const char* sent_bytes = "\x1b@ the very bytes that were sent \xba\xcb\xcc\xd2";

/// A terminal that knows its counter and has sold once; its receipt was sent as `sent_bytes`.
struct Counter {
  Counter() {
    const auto journal = desk.open();
    const auto epoch = journal->start_epoch("enrolled", support::moment(0))->epoch;
    journal::KeptRelease release{.sections = {{"counter", core::counter_section({.id = "C-0001", .name = "医院专柜"})}}, .applied_at = core::WallTime{5}};
    contract::Manifest manifest{.terminal = "T-0001", .counter = "C-0001", .county_epoch = 1, .version = 4};
    for (const auto& [name, bytes] : release.sections)
      manifest.sections.push_back({name, contract::blake2b(bytes), static_cast<std::int64_t>(bytes.size())});
    release.manifest = contract::sign_manifest(support::key_of(100), manifest);
    journal->apply_release(release, support::moment(1)).value();
    id = support::sale_id(epoch, 1);
    total_fen = support::sale(id, 1).total.in_fen();
    const auto committed = journal->commit_sale(support::sale(id, 1), support::moment(2), true).value();
    support::must(journal->update_print_job({.number = committed.print_job, .sale = id, .copy = 0, .state = "confirmed",
                                             .bytes = sent_bytes, .bytes_sent = 10, .trouble = ""}));
    unprinted = support::sale_id(epoch, 2);
    journal->commit_sale(support::sale(unprinted, 2), support::moment(3), false).value();
    support::must(journal->stop_orderly(support::moment(4)));
  }
  [[nodiscard]] Said receipt(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--data", desk.path(), "receipt"});
    return run_ctl(words);
  }
  [[nodiscard]] std::unique_ptr<journal::Journal> desk_again() const {
    return std::move(journal::Journal::open(desk.path(), support::enrolment(), support::key_of(0), {}).value());
  }
  support::Desk desk;
  std::string id, unprinted;
  std::int64_t total_fen = 0;
};

TEST(CtlReceipt, TheOriginalIsTheVeryBytesThatWereSent) {
  const Counter counter;
  support::Folder folder;
  const std::string file = folder.path() + "/r.prn";
  EXPECT_EQ(counter.receipt({counter.id, "--escpos", file}).exit_code, 0);
  EXPECT_EQ(file_text(file), sent_bytes);
  const Said copy = counter.receipt({counter.id, "--escpos", file, "--as", "reprint"});
  EXPECT_EQ(copy.exit_code, 0) << copy.err;
  EXPECT_NE(file_text(file).find("\xb2\xb9\xb4\xf2"), std::string::npos) << "补打 in GB18030";
}

TEST(CtlReceipt, OfAJournalToPractiseWithItSaysSo) {
  const Counter counter;
  EXPECT_EQ(counter.receipt({counter.id, "--text"}).out.find("培训"), std::string::npos);
  forge(counter.desk.path(), "UPDATE enrolment SET county_url = 'training:'");
  const std::string text = counter.receipt({counter.id, "--text"}).out;
  const std::size_t head = text.find("培训 不作凭据");
  ASSERT_NE(head, std::string::npos) << text;
  EXPECT_NE(text.find("培训 不作凭据", head + 1), std::string::npos) << text;
}

TEST(CtlReceipt, ASaleWhoseReceiptNeverWentOutHasNoOriginal) {
  const Counter counter;
  support::Folder folder;
  expect_refused({"--data", counter.desk.path(), "receipt", counter.unprinted, "--escpos", folder.path() + "/r"}, 1, "not_found",
                 "no receipt was sent");
  expect_refused({"--data", counter.desk.path(), "receipt", "T-0001-1-1", "--text"}, 1, "not_found", "there is no sale T-0001-1-1");
}

TEST(CtlReceipt, TextAndPictureShowTheSale) {
  const Counter counter;
  const Said text = counter.receipt({counter.id, "--text"});
  ASSERT_EQ(text.exit_code, 0) << text.err;
  const std::string fen = std::to_string(counter.total_fen % 100);
  const std::string total = std::to_string(counter.total_fen / 100) + "." + (fen.size() == 1 ? "0" : "") + fen;
  for (const std::string& part : {counter.id, std::string{"医院专柜"}, total})
    EXPECT_NE(text.out.find(part), std::string::npos) << part << "\n" << text.out;
  EXPECT_EQ(text.out.find("补打"), std::string::npos) << text.out;
  EXPECT_NE(counter.receipt({counter.id, "--text", "--as", "reprint"}).out.find("补打"), std::string::npos);
  support::Folder folder;
  EXPECT_EQ(counter.receipt({counter.id, "--png", folder.path() + "/r.png"}).exit_code, 0);
  EXPECT_TRUE(file_text(folder.path() + "/r.png").starts_with("\x89PNG"));
  EXPECT_EQ(counter.receipt({counter.id, "--text", "--profile", "no-such"}).exit_code, 2);
}

// A clock that the county put right later says nothing about earlier sales.
TEST(CtlReceipt, TheTimeIsTheOneOfTheSaleWhateverTheClockWasSetToSince) {
  const Counter counter;
  const auto journal = counter.desk_again();
  journal->append(core::kind::clock_set, 1, core::clock_set_body(3'600'000, "county"), support::moment(5)).value();
  const std::string later = support::sale_id(journal->found().epoch, 3);
  journal->commit_sale(support::sale(later, 3), {support::moment(6).raw, 3'600'000, true}, false).value();
  support::must(journal->stop_orderly(support::moment(7)));
  EXPECT_NE(counter.receipt({counter.id, "--text"}).out.find("2026-11-24 09:02"), std::string::npos);
  EXPECT_NE(counter.receipt({later, "--text"}).out.find("2026-11-24 10:06"), std::string::npos);
}

TEST(CtlReceipt, LookingChangesNothing) {
  const Counter counter;
  const auto before = counter.desk.path() + "/journal.db";
  const std::string bytes = file_text(before);
  EXPECT_EQ(counter.receipt({counter.id, "--text", "--as", "reprint"}).exit_code, 0);
  EXPECT_EQ(file_text(before), bytes);
}

}  // namespace
}  // namespace zhuangui::ctl_test
