// The real zhuanguictl as a program of its own, on an emulated bus: what is plugged in, what it says, and a session that
// is recorded and replayed.
#include <sys/stat.h>

#include "running_ctl.h"

namespace zhuangui::ctl_session {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_F(CtlSession, ListsWhatIsPluggedIn) {
  usb.plug(support::keyboard_scanner("1-1"));
  usb.plug(support::receipt_printer("1-2"));
  Running list{folder.path(), {"devices", "list"}};
  EXPECT_EQ(list.end(), 0);
  EXPECT_THAT(list.output(), HasSubstr("scanner  1-1  0c2e:0b81  Honeywell Voyager 1400g  present"));
  EXPECT_THAT(list.output(), HasSubstr("printer  1-2"));
  EXPECT_THAT(list.output(), HasSubstr("    can: cut the paper; tell paper out, open cover and faults; prove that a receipt was printed; "));
  Running as_json{folder.path(), {"devices", "list", "--json"}};
  EXPECT_EQ(as_json.end(), 0);
  EXPECT_THAT(as_json.output(), HasSubstr(R"("capabilities":["cuts-paper","tells-troubles","proves-printing","opens-drawer")"));
}

TEST_F(CtlSession, DoctorLooksAtEveryKindThatIsPluggedInAndMissesOnlyWhatACounterNeeds) {
  support::EmulatedDevice reader = support::keyboard_scanner("1-3");
  reader.vendor_id = 0xFFFF;
  reader.product_id = 0x0035;
  usb.plug(reader);
  Running without{folder.path(), {"devices", "doctor"}};
  EXPECT_EQ(without.end(), 1);
  EXPECT_THAT(without.output(), HasSubstr("bad  printer: no printer is plugged in"));
  EXPECT_THAT(without.output(), HasSubstr("bad  scanner: no scanner is plugged in"));
  EXPECT_THAT(without.output(), HasSubstr(" at port 1-3\nok   card_reader.rights: "));
  usb.plug(support::keyboard_scanner("1-1"));
  usb.plug(support::receipt_printer("1-2"));
  Running with{folder.path(), {"devices", "doctor"}};
  EXPECT_EQ(with.end(), 0) << with.output();
  EXPECT_THAT(with.output(), HasSubstr("ok   printer.kernel_driver: "));
  EXPECT_THAT(with.output(), HasSubstr("ok   scanner.rights: "));
}

TEST_F(CtlSession, DoctorSaysWhatAPrinterCallsItselfUnderWhichProfileItIsUsedAndWhenItSpeaksNoEscPos) {
  const auto says = [this](std::string text) {
    text.insert(0, {'\0', static_cast<char>(text.size() + 2)});
    usb.answer_request("1-2", 0x00, 0, std::as_bytes(std::span{text.data(), text.size()}));
    Running doctor{folder.path(), {"devices", "doctor"}};
    doctor.end();
    return doctor.output();
  };
  support::EmulatedDevice unknown = support::receipt_printer("1-2");
  unknown.vendor_id = 0x1234;
  unknown.product_id = 0x5678;
  usb.plug(unknown);
  Running silent{folder.path(), {"devices", "doctor"}};
  silent.end();
  EXPECT_THAT(silent.output(), HasSubstr("ok   printer.says: it does not say what it is; used as generic-80"));
  EXPECT_THAT(says("MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;"),
              HasSubstr("ok   printer.says: it says it is EPSON TM-T88V, ESC/POS; used as epson-tm-t88"));
  EXPECT_THAT(says("MFG:Gprinter;CMD:TSPL;MDL:GP-1324D;"), HasSubstr("bad  printer.says: the printer says it is Gprinter GP-1324D, TSPL, which is not ESC/POS; switch it"));
  // Given back after each asking.
  EXPECT_THAT(usb.requests("1-2", {"CLAIM", "RELEASE"}), testing::ElementsAre("CLAIM 0", "RELEASE 0", "CLAIM 0", "RELEASE 0", "CLAIM 0", "RELEASE 0"));
}

TEST_F(CtlSession, WatchTellsScansAndUnpluggingAndMasksPaymentCodes) {
  usb.plug(support::keyboard_scanner("1-1"));
  Running watch{folder.path(), {"devices", "watch"}};
  ASSERT_TRUE(watch.wait_for("1-1  scanner is ready: Honeywell Voyager 1400g")) << watch.output();
  type("6901234567892");
  EXPECT_TRUE(watch.wait_for("1-1  scan 6901234567892  goods {\"gtin\":\"06901234567892\"}\n")) << watch.output();
  type("134567890123456789");
  EXPECT_TRUE(watch.wait_for("1-1  scan 130101010101010101\n")) << watch.output();
  usb.unplug("1-1");
  EXPECT_TRUE(watch.wait_for("-  no barcode scanner is plugged in"));
  EXPECT_EQ(watch.end(SIGINT), 0);
  EXPECT_THAT(watch.output(), Not(HasSubstr("4567890123")));
}

TEST_F(CtlSession, ARecordedSessionIsReplayedAndHoldsNoPaymentCode) {
  usb.plug(support::keyboard_scanner("1-1"));
  const std::string file = folder.path() + "/session.story";
  Running record{folder.path(), {"devices", "record", file}};
  ASSERT_TRUE(record.wait_for("scanner is ready")) << record.output();
  type("6901234567892");
  type("134567890123456789");
  ASSERT_TRUE(record.wait_for("scan 1301")) << record.output();
  type("ZG1");
  ASSERT_TRUE(record.wait_for("scan ZG0")) << "what is not understood is masked too: " << record.output();
  EXPECT_EQ(record.end(SIGTERM), 0);
  struct stat facts {};
  ASSERT_EQ(::stat(file.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777u, 0600u);
  const std::string story = text_of(file);
  EXPECT_THAT(story, HasSubstr("device 1 usb=0c2e:0b81"));
  EXPECT_THAT(story, HasSubstr("= scan 6901234567892\n"));
  EXPECT_THAT(story, HasSubstr("= scan 130101010101010101\n"));
  // The key 9 (usage 26) is in the goods' code once, and was in the payment code twice.
  std::size_t nines = 0;
  for (std::size_t at = 0; (at = story.find(" in 00 00 26 ", at)) != std::string::npos; ++at) ++nines;
  EXPECT_EQ(nines, 2u);

  Running again{folder.path(), {"devices", "replay", file}};
  EXPECT_EQ(again.end(), 0) << again.output();
  EXPECT_EQ(again.output(), "ok   1-1: 3 results as recorded\n");
  // Another key in the goods' code, and the difference is told.
  std::string changed = story;
  const std::size_t place = changed.find(" in 00 00 26 ");
  ASSERT_NE(place, std::string::npos);
  changed.replace(place, 13, " in 00 00 24 ");
  std::ofstream{file, std::ios::binary} << changed;
  Running differs{folder.path(), {"devices", "replay", file}};
  EXPECT_EQ(differs.end(), 1);
  EXPECT_THAT(differs.output(), HasSubstr("bad  1-1: result 1 was \"scan 6901234567892\" and is \"scan "));
}

// A holder that is killed cannot be shown: umockdev does not tell the bus that its node was closed.
TEST_F(CtlSession, AScannerHeldByASecondProcessIsToldSoAndTakenUpWhenThatEnds) {
  usb.plug(support::keyboard_scanner("1-1"));
  const support::TemporaryFolder other{"zhuangui-session-other"};
  Running holder{other.path(), {"devices", "watch"}};
  ASSERT_TRUE(holder.wait_for("scanner is ready")) << holder.output();
  Running watch{folder.path(), {"devices", "watch"}};
  ASSERT_TRUE(watch.wait_for(" is held by ")) << watch.output();
  type("6901234567892");
  EXPECT_TRUE(holder.wait_for("scan 6901234567892")) << "who holds it goes on undisturbed";
  EXPECT_EQ(holder.end(SIGINT), 0);
  ASSERT_TRUE(watch.wait_for("scanner is ready")) << watch.output();
  type("6901234567892");
  EXPECT_TRUE(watch.wait_for("scan 6901234567892"));
  EXPECT_EQ(watch.end(SIGINT), 0);
}

TEST_F(CtlSession, AFileThatIsThereIsNotOverwritten) {
  const std::string file = folder.path() + "/session.story";
  std::ofstream{file} << "mine";
  Running record{folder.path(), {"devices", "record", file, "--seconds", "1"}};
  EXPECT_NE(record.end(), 0);
  EXPECT_THAT(record.output(), HasSubstr("it is there already"));
  EXPECT_EQ(text_of(file), "mine");
}

}  // namespace
}  // namespace zhuangui::ctl_session
