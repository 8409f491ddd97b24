// What goes wrong on a counter in the middle of a receipt. Asserted is the order of what was told, the bytes on the
// paper and the last report; never how long it took.
#include "printer_bench.h"

namespace zhuangui::printer::test {
namespace {

using device::DrawerOpenLevel;
using device::PrintState;
using testing::ElementsAre;

// Where the command that cuts begins in the job: GS V.
std::size_t cut_at(const Job& job) {
  static constexpr std::array cut{std::byte{0x1D}, std::byte{0x56}};
  return static_cast<std::size_t>(std::search(job.bytes.begin(), job.bytes.end(), cut.begin(), cut.end()) - job.bytes.begin());
}

bool is_head_of(const Bytes& head, const Bytes& whole) {
  return head.size() < whole.size() && std::equal(head.begin(), head.end(), whole.begin());
}

class UsbPrinterFaults : public UsbPrinter {
 protected:
  void start_well(const Profile& profile = honest_profile()) {
    electronics.plug();
    start(profile);
    ASSERT_TRUE(run_until_trouble(Trouble::none));
    // The switch of the automatic status is carried out: from here on "after N" counts bytes of the job.
    ASSERT_TRUE(run_until([&] { return profile.status != StatusWay::full || electronics.paper().size() >= 3; }));
  }
  void printer_is(const std::string& words) { ASSERT_TRUE(electronics.printer().command(words)) << words; }
  void expect_confirmed(const Job& job) {
    EXPECT_EQ(reports.back().number, job.number);
    EXPECT_EQ(reports.back().state, PrintState::confirmed);
    EXPECT_EQ(reports.back().bytes_taken, job.bytes.size());
    EXPECT_EQ(printed(), job.bytes) << "all of it, once";
  }
};

TEST_F(UsbPrinterFaults, TheCoverOpenedInAReceiptIsToldAndItGoesOnWhereItStoodWhenItIsClosed) {
  start_well();
  const Job job = numbered_job(11, 10);
  printer_is("after 100 cover-open");
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_waiting(PrintState::sent, Trouble::cover_open));
  EXPECT_TRUE(is_head_of(printed(), job.bytes));
  printer_is("ok");
  ASSERT_TRUE(run_until_done(11));
  expect_confirmed(job);
  EXPECT_THAT(story(11), ElementsAre("queued", "sending", "sent", "sent waiting: cover_open", "confirmed"));
}

TEST_F(UsbPrinterFaults, ACoverThatStandsOpenLetsNoByteOfTheNextReceiptOut) {
  start_well();
  printer_is("cover-open");
  const Job job = numbered_job(12, 3);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_waiting(PrintState::queued, Trouble::cover_open));
  EXPECT_EQ(reports.back().bytes_taken, 0u);
  EXPECT_EQ(electronics.printer().bytes_held(), 0u);
  printer_is("ok");
  ASSERT_TRUE(run_until_done(12));
  expect_confirmed(job);
}

TEST_F(UsbPrinterFaults, ACutterThatJamsAtTheCutIsToldAndTheFenceBehindItAnswersWhenItIsFreed) {
  start_well();
  const Job job = numbered_job(13, 5);
  printer_is("after " + std::to_string(cut_at(job) + 3) + " cutter-jam");
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_waiting(PrintState::sent, Trouble::cutter_jam));
  EXPECT_EQ(devices.back().trouble, Trouble::cutter_jam);
  printer_is("ok");
  ASSERT_TRUE(run_until_done(13));
  expect_confirmed(job);
  EXPECT_EQ(electronics.printer().cuts(), 1);
  EXPECT_THAT(story(13), ElementsAre("queued", "sending", "sent", "sent waiting: cutter_jam", "confirmed"));
}

TEST_F(UsbPrinterFaults, PaperThatIsNearItsEndIsToldAndKeepsNoReceiptBack) {
  start_well();
  printer_is("near-end");
  ASSERT_TRUE(run_until([&] { return devices.back().near_end; }));
  EXPECT_EQ(devices.back().trouble, Trouble::none);
  const Job job = numbered_job(14, 5);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_done(14));
  expect_confirmed(job);
  printer_is("ok");
  ASSERT_TRUE(run_until([&] { return !devices.back().near_end; }));
}

TEST_F(UsbPrinterFaults, TheDrawersSwitchIsToldByTheLevelAtWhichTheDrawerIsOpen) {
  for (const auto level : {DrawerOpenLevel::high, DrawerOpenLevel::low, DrawerOpenLevel::not_told}) {
    SCOPED_TRACE("level " + std::to_string(static_cast<int>(level)));
    options.drawer_open_level = level;
    start_well();
    const bool told = level != DrawerOpenLevel::not_told;
    const std::optional<bool> at_low = told ? std::optional{level == DrawerOpenLevel::low} : std::nullopt;
    const std::optional<bool> at_high = told ? std::optional{level == DrawerOpenLevel::high} : std::nullopt;
    ASSERT_TRUE(run_until([&] { return devices.back().drawer_open == at_low; }));
    printer_is("drawer-high");
    ASSERT_TRUE(run_until([&] { return devices.back().drawer_open == at_high; }));
    const Job job = numbered_job(34, 2);
    ASSERT_TRUE(driver->submit(job));
    ASSERT_TRUE(run_until_done(34));
    EXPECT_EQ(reports.back().state, PrintState::confirmed) << "an open drawer keeps no receipt back";
    EXPECT_EQ(devices.back().drawer_open, at_high);
    printer_is("ok");
    ASSERT_TRUE(run_until([&] { return devices.back().drawer_open == at_low; }));
    driver.reset();
    electronics.unplug();
    electronics.paper();
    devices.clear();
    reports.clear();
  }
}

TEST_F(UsbPrinterFaults, PaperOutInAReceiptHalfOfWhichIsTakenGoesOnWithNewPaperWithoutAGap) {
  start_well();
  usb.take_only(port, 700);
  const Job job = numbered_job(15, 60);
  printer_is("after 200 paper-out");
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_waiting(PrintState::sending, Trouble::paper_out));
  EXPECT_GT(reports.back().bytes_taken, 200u);
  EXPECT_LT(reports.back().bytes_taken, 700u);
  EXPECT_TRUE(is_head_of(printed(), job.bytes));
  printer_is("ok");
  usb.take_only(port, std::nullopt);
  ASSERT_TRUE(run_until_done(15));
  expect_confirmed(job);
}

TEST_F(UsbPrinterFaults, SwitchedOffWithAReceiptInItsBufferTheReceiptIsUnknownAndNothingOfItComesOutAgain) {
  start_well();
  const Job lost = numbered_job(16, 10);
  printer_is("after 100 paper-out");
  ASSERT_TRUE(driver->submit(lost));
  ASSERT_TRUE(run_until_waiting(PrintState::sent, Trouble::paper_out));
  Bytes paper = printed();
  ASSERT_TRUE(is_head_of(paper, lost.bytes));
  electronics.power_off();
  printer_is("ok");
  ASSERT_TRUE(run_until_trouble(Trouble::unplugged));
  EXPECT_EQ(reports.back(), (JobReport{16, PrintState::unknown, Grade::e, Trouble::unplugged, false, lost.bytes.size(),
                                       lost.bytes.size()}));
  electronics.plug();
  ASSERT_TRUE(run_until_trouble(Trouble::none));
  const Job next = numbered_job(17, 3);
  ASSERT_TRUE(driver->submit(next));
  ASSERT_TRUE(run_until_done(17));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  paper.insert(paper.end(), next.bytes.begin(), next.bytes.end());
  EXPECT_EQ(printed(), paper);
  EXPECT_THAT(usb.requests(port, {"DISCONNECT", "CLAIM"}), ElementsAre("DISCONNECT 0", "CLAIM 0")) << "under its new address";
}

TEST_F(UsbPrinterFaults, SwitchedOffWithHalfAReceiptTakenTheReceiptHasFailedAndTheNextIsWhole) {
  start_well();
  usb.take_only(port, 500);
  const Job lost = numbered_job(18, 260);
  ASSERT_TRUE(driver->submit(lost));
  ASSERT_TRUE(run_until_waiting(PrintState::sending, Trouble::offline));
  electronics.power_off();
  ASSERT_TRUE(run_until_trouble(Trouble::unplugged));
  EXPECT_EQ(reports.back().state, PrintState::failed);
  EXPECT_EQ(reports.back().trouble, Trouble::unplugged);
  EXPECT_GT(reports.back().bytes_taken, 0u);
  EXPECT_LT(reports.back().bytes_taken, lost.bytes.size());
  Bytes paper = printed();
  ASSERT_TRUE(is_head_of(paper, lost.bytes));
  electronics.plug();
  const Job next = numbered_job(19, 3);
  ASSERT_TRUE(driver->submit(next));
  ASSERT_TRUE(run_until_done(19));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  paper.insert(paper.end(), next.bytes.begin(), next.bytes.end());
  EXPECT_EQ(printed(), paper);
}

TEST_F(UsbPrinterFaults, APrinterThatTakesNotTheFirstByteIsWaitedForAndThenPrintsTheWhole) {
  start_well();
  usb.take_only(port, 0);
  const Job job = numbered_job(20, 20);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_waiting(PrintState::queued, Trouble::offline));
  EXPECT_EQ(reports.back().bytes_taken, 0u);
  usb.take_only(port, std::nullopt);
  ASSERT_TRUE(run_until_done(20));
  expect_confirmed(job);
}

TEST_F(UsbPrinterFaults, ATransferThatEndsHalfWayIsCountedAndGoneOnWithWhereItEnded) {
  start_well();
  std::int64_t number = 21;
  for (const int error : {0, EPROTO, ENOENT}) {
    for (const std::size_t bytes : {13u, 64u, 333u}) {
      SCOPED_TRACE("errno " + std::to_string(error) + " after " + std::to_string(bytes) + " bytes");
      const std::size_t before = printed().size();
      const Job job = numbered_job(number, 20);
      usb.short_write(port, bytes, error);
      ASSERT_TRUE(driver->submit(job));
      ASSERT_TRUE(run_until_done(number++));
      EXPECT_EQ(reports.back().state, PrintState::confirmed);
      EXPECT_EQ(reports.back().bytes_taken, job.bytes.size());
      const Bytes paper = printed();
      EXPECT_EQ(Bytes(paper.begin() + static_cast<std::ptrdiff_t>(before), paper.end()), job.bytes);
    }
  }
}

TEST_F(UsbPrinterFaults, AtWorkItMayLeaveEveryQuestionUnansweredTheJobWaitsAsSentAndIsConfirmedByTheLateAnswer) {
  start_well();
  const Job job = numbered_job(30, 20);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until([&] { return reports.back().state == PrintState::sending; }));
  electronics.answers_wait(true);
  ASSERT_TRUE(run_until([&] { return reports.back().state == PrintState::sent; }));
  const auto questions = [&] {
    const auto done = usb.requests(port, {"DONE"});
    return std::count(done.begin(), done.end(), "DONE 01 3");
  };
  const auto before = questions();
  ASSERT_TRUE(run_until([&] { return questions() >= before + 2; }));
  EXPECT_EQ(reports.back().state, PrintState::sent) << "neither given up nor sent again";
  electronics.answers_wait(false);
  ASSERT_TRUE(run_until_done(30));
  expect_confirmed(job);
  EXPECT_EQ(reports.back().grade, Grade::a);
}

TEST_F(UsbPrinterFaults, OneThatNeverAnswersPrintsTheReceiptOnceAndItIsSaidThatNothingProvesIt) {
  options.fence_timeout_ms = 300;
  start_well();
  printer_is("mute");
  const Job job = numbered_job(31, 5);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_done(31));
  EXPECT_EQ(reports.back(),
            (JobReport{31, PrintState::unknown, Grade::e, Trouble::none, false, job.bytes.size(), job.bytes.size()}));
  EXPECT_EQ(printed(), job.bytes);
}

TEST_F(UsbPrinterFaults, OneThatOnlyKnowsGsRIsConfirmedWhenTheJammedCutterIsFree) {
  Profile profile = honest_profile();
  profile.status = StatusWay::eot;
  profile.fence = Fence::gs_r;
  start_well(profile);
  const Job job = numbered_job(32, 5, profile);
  printer_is("after " + std::to_string(job.bytes.size()) + " cutter-jam");
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until([&] { return !reports.empty() && reports.back().trouble == Trouble::cutter_jam; }));
  EXPECT_TRUE(reports.back().waiting);
  printer_is("ok");
  ASSERT_TRUE(run_until_done(32));
  expect_confirmed(job);
  EXPECT_EQ(reports.back().grade, Grade::b);
}

TEST_F(UsbPrinterFaults, OneThatCannotTalkTellsByTheClassRequestThatItHasNoPaper) {
  static constexpr std::array no_paper{std::byte{0x38}};
  static constexpr std::array well{std::byte{0x18}};
  Profile profile = honest_profile();
  profile.status = StatusWay::none;
  profile.fence = Fence::none;
  electronics.plug();
  usb.answer_request(port, 0x01, 0, no_paper);
  start(profile);
  const Job job = numbered_job(33, 5, profile);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_waiting(PrintState::queued, Trouble::paper_out));
  EXPECT_THAT(printed(), ElementsAre());
  usb.answer_request(port, 0x01, 0, well);
  ASSERT_TRUE(run_until_done(33));
  EXPECT_EQ(reports.back(),
            (JobReport{33, PrintState::unknown, Grade::e, Trouble::none, false, job.bytes.size(), job.bytes.size()}));
  EXPECT_TRUE(run_until([&] { return printed() == job.bytes; }));
  EXPECT_THAT(usb.requests(port, {"CONTROL"}), testing::Each(testing::AnyOf(testing::StartsWith("CONTROL A1 01 0000 0000"),
                                                                              "CONTROL A1 00 0000 0000 1024")));
}

}  // namespace
}  // namespace zhuangui::printer::test
