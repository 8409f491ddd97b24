#include "own_process.h"
#include "printer_bench.h"

namespace zhuangui::printer::test {
namespace {

using device::PrintState;
using testing::ElementsAre;
using namespace std::string_literals;

TEST_F(UsbPrinter, AJobCrossesTheRealUsbPathIsConfirmedByItsFenceAndItsPaperIsItsBytes) {
  electronics.plug();
  start();
  const Job job = numbered_job(42, 60);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_done(42));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(reports.back().grade, Grade::a);
  EXPECT_EQ(reports.back().bytes_taken, job.bytes.size());
  EXPECT_EQ(printed(), job.bytes);
  EXPECT_EQ(electronics.printer().cuts(), 1);
}

TEST_F(UsbPrinter, ItIsTakenFromTheKernelAndGivenBack) {
  electronics.plug();
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::none));
  driver.reset();
  EXPECT_THAT(usb.requests(port, {"DISCONNECT", "CLAIM", "RELEASE", "CONNECT"}),
              ElementsAre("DISCONNECT 0", "CLAIM 0", "RELEASE 0", "CONNECT 0"));
}

TEST_F(UsbPrinter, NoneThereIsToldAndOneThatComesPrintsWhatWaited) {
  start();
  const Job job = numbered_job(1, 5);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_trouble(Trouble::unplugged));
  electronics.plug();
  ASSERT_TRUE(run_until_done(1));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(printed(), job.bytes);
}

TEST_F(UsbPrinter, TheProfileIsThatOfThePrinterThatCameAfterTheJobNotOfTheOneThatStoodAtTheStart) {
  std::vector<Profile> profiles(3, honest_profile());
  profiles[0].name = "generic-80";
  profiles[1].name = "wide";
  profiles[1].usb_ids = {0x04B80E15};
  profiles[2].name = "narrow";
  profiles[2].device_ids = {"Printer:POS-58"};
  profiles[2].dots = 384;
  profiles[2].columns = 32;
  profiles[2].cutter = Cutter::none;
  const device::QuirkTable quirks;
  choose_by_files(options, quirks, profiles);
  const auto job = [](std::int64_t number) {
    return Job{number, {}, [number](const Profile& profile) {
      return encode({number, {device::TextLine{profile.name}, device::Cut{}}}, profile, {});
    }};
  };
  electronics.plug();  // an Epson
  start();
  ASSERT_TRUE(driver->submit(job(1)));
  ASSERT_TRUE(run_until_done(1));
  EXPECT_EQ(driver->device().profile, "wide");
  const std::size_t before = printed().size();
  electronics.unplug();
  ASSERT_TRUE(run_until_trouble(Trouble::unplugged));
  ASSERT_TRUE(driver->submit(job(2)));
  support::EmulatedDevice other = support::receipt_printer(port);
  other.vendor_id = 0x0418;
  other.product_id = 0x5011;
  constexpr std::string_view text{"\0\x2EMFG:Printer;CMD:EPSON;MDL:POS-58;CLS:PRINTER;", 46};
  electronics.plug(other, std::as_bytes(std::span{text}));
  ASSERT_TRUE(run_until_done(2));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(driver->device().profile, "narrow");
  EXPECT_EQ(name_of(driver->device().id), "Printer POS-58");
  const Bytes paper = printed();
  EXPECT_EQ(Bytes(paper.begin() + static_cast<std::ptrdiff_t>(before), paper.end()), job(2).encode(profiles[2]).value());
  EXPECT_EQ(electronics.printer().cuts(), 1) << "the narrow one has no cutter";
  // Once for each printer.
  EXPECT_THAT(usb.requests(port, {"CONTROL"}), testing::Contains("CONTROL A1 00 0000 0000 1024").Times(1));
}

TEST_F(UsbPrinter, OneThatStallsTheQuestionWhatItIsIsUsedAllTheSame) {
  electronics.plug();
  usb.stall_request(port, 0x00);
  start();
  const Job job = numbered_job(8, 5);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_done(8));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_TRUE(driver->device().id.is_empty());
  EXPECT_EQ(printed(), job.bytes);
}

TEST_F(UsbPrinter, PluggedInAgainItIsTakenUpWithinTwoSecondsAtThePaceItLooksForOneAtACounter) {
  electronics.plug();
  options.profile = honest_profile();
  driver = std::make_unique<PrinterDriver>(*bus, options, now_ms, [](const JobReport&) {}, [this](const DeviceReport& one) { devices.push_back(one); });
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(run_until_trouble(Trouble::none));
    electronics.unplug();
    ASSERT_TRUE(run_until_trouble(Trouble::unplugged));
    electronics.plug();
    const auto back = std::chrono::steady_clock::now();
    ASSERT_TRUE(run_until_trouble(Trouble::none));
    EXPECT_LE(std::chrono::steady_clock::now() - back, std::chrono::seconds{2});
  }
}

TEST_F(UsbPrinter, OneThatSaysItSpeaksOnlyOtherLanguagesIsNeverSentAByteAndPrintsOnceItIsSwitched) {
  const auto says = [](std::string text) {
    text.insert(0, {'\0', static_cast<char>(text.size() + 2)});
    return text;
  };
  const auto bytes = [](const std::string& text) { return std::as_bytes(std::span{text}); };
  for (const char* languages : {"CMD:TSPL", "CMD:ZPL", "COMMAND SET:EPL,TSPL", "CMD:PCL,PJL"}) {
    const std::string labels = says("MFG:Gprinter;"s + languages + ";MDL:GP-1324D;");
    electronics.plug(support::receipt_printer(port), bytes(labels));
    options.is_escpos = [](const device::DeviceInfo&) { return true; };  // whatever the files say
    options.device.ports = {port};                                       // and the counter
    options.language_every_ms = 100;
    start();
    ASSERT_TRUE(driver->submit(numbered_job(1, 2)));
    ASSERT_TRUE(run_until_waiting(device::PrintState::queued, Trouble::other_language)) << languages;
    const std::string cause = devices.back().cause;
    EXPECT_THAT(cause, testing::StartsWith("the printer says it is Gprinter GP-1324D, ")) << languages;
    EXPECT_THAT(cause, testing::HasSubstr(", which is not ESC/POS; switch it to ESC/POS with its key")) << languages;
    EXPECT_FALSE(devices.back().device);
    EXPECT_EQ(usb.requests(port, {"SUBMIT 01", "SUBMIT 02"}), std::vector<std::string>{}) << "no byte: " << languages;
    EXPECT_TRUE(usb.taken(port).empty());
    electronics.unplug();
    EXPECT_TRUE(run_until_waiting(device::PrintState::queued, Trouble::unplugged)) << languages;
    driver.reset();
    reports.clear();
    devices.clear();
  }
  // Switched by its key while it is plugged in: it is asked again, and the receipt that waited comes out.
  const std::string labels = says("MFG:Gprinter;CMD:TSPL;MDL:GP-1324D;"), receipts = says("MFG:Gprinter;CMD:TSPL,ESC/POS;MDL:GP-1324D;");
  electronics.plug(support::receipt_printer(port), bytes(labels));
  start();
  ASSERT_TRUE(driver->submit(numbered_job(2, 2)));
  ASSERT_TRUE(run_until_waiting(device::PrintState::queued, Trouble::other_language));
  usb.answer_request(port, 0x00, 0, bytes(receipts));
  ASSERT_TRUE(run_until_done(2));
  EXPECT_EQ(reports.back().state, device::PrintState::confirmed);
  EXPECT_EQ(printed(), numbered_job(2, 2).bytes);
}

TEST_F(UsbPrinter, ALabelPrinterBesideTheReceiptPrinterIsPassedOver) {
  const std::string says = "\0\x24" "MFG:Zebra;CMD:ZPL;MDL:GK888t;CLS:P;"s;
  usb.plug(support::receipt_printer("1-1"));
  usb.answer_request("1-1", 0x00, 0, std::as_bytes(std::span{says}));
  electronics.plug();
  start();
  ASSERT_TRUE(driver->submit(numbered_job(1, 2)));
  ASSERT_TRUE(run_until_done(1));
  EXPECT_EQ(reports.back().state, device::PrintState::confirmed);
  EXPECT_TRUE(usb.taken("1-1").empty());
}

TEST_F(UsbPrinter, OfSeveralTheOneIsUsedThatTheCounterNamesByIdSerialOrPort) {
  support::EmulatedDevice other = support::receipt_printer("1-3");
  other.product_id = 0x0E28;
  other.serial = "A2";
  usb.plug(support::receipt_printer("1-4"));
  usb.plug(other);
  electronics.plug();
  for (const device::Choice& choice : {device::Choice{{{0x04B8, 0x0E28}}, {}, {}}, device::Choice{{}, {"A2"}, {}}, device::Choice{{}, {}, {"1-3"}}}) {
    options.device = choice;
    start();
    ASSERT_TRUE(run_until_trouble(Trouble::none));
    EXPECT_EQ(driver->device().device->port_path, "1-3");
    driver.reset();
    devices.clear();
  }
  options.device = {{}, {}, {"1-7"}};
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::unplugged)) << "another one is not taken instead";
}

TEST_F(UsbPrinter, AHundredReplugsLeaveNoThreadAndNoDescriptorBehindAndThenItPrints) {
  start();
  std::size_t threads = 0, descriptors = 0;
  for (int round = 1; round <= 103; ++round) {
    electronics.plug();
    ASSERT_TRUE(run_until([&] { return !devices.empty() && devices.back().device && devices.back().trouble == Trouble::none; })) << round;
    if (round == 3) threads = support::threads_now(), descriptors = support::descriptors_now();
    if (round < 103) {
      electronics.unplug();
      ASSERT_TRUE(run_until_trouble(Trouble::unplugged)) << round;
    }
  }
  EXPECT_EQ(support::threads_now(), threads);
  EXPECT_LE(support::descriptors_now(), descriptors + 2) << "one or two come and go with the emulated bus";
  ASSERT_TRUE(driver->submit(numbered_job(1, 3)));
  EXPECT_TRUE(run_until_done(1));
  EXPECT_EQ(reports.back().state, device::PrintState::confirmed);
}

TEST_F(UsbPrinter, MissingPermissionAndAnotherProgramsHoldAreToldAndOvercomeWithoutARestart) {
  electronics.plug();
  usb.forbid(port, true);
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::no_permission));
  usb.forbid(port, false);
  usb.hold(port, true);
  ASSERT_TRUE(run_until_trouble(Trouble::held));
  usb.hold(port, false);
  ASSERT_TRUE(run_until_trouble(Trouble::none));
}

TEST_F(UsbPrinter, PaperThatIsOutIsToldByThePrinterItselfAndTheJobGoesOnWithNewPaper) {
  electronics.plug();
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::none));
  ASSERT_TRUE(electronics.printer().command("paper-out"));
  const Job job = numbered_job(3, 10);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until([&] { return reports.back().trouble == Trouble::paper_out; }));
  EXPECT_TRUE(reports.back().waiting);
  EXPECT_EQ(reports.back().bytes_taken, 0u);
  EXPECT_THAT(printed(), ElementsAre());
  ASSERT_TRUE(electronics.printer().command("ok"));
  ASSERT_TRUE(run_until_done(3));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(printed(), job.bytes);
}

TEST_F(UsbPrinter, APrinterThatTakesNothingForAWhileLosesAndDoublesNoByte) {
  electronics.plug();
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::none));
  usb.take_only(port, 100);
  const Job job = numbered_job(4, 40);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until([&] { return !reports.empty() && reports.back().waiting; }));
  usb.take_only(port, std::nullopt);
  ASSERT_TRUE(run_until_done(4));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(printed(), job.bytes);
}

TEST_F(UsbPrinter, AStallIsClearedAndTheJobIsPrintedOnce) {
  electronics.plug();
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::none));
  usb.stall(port, 0x01, 1);
  const Job job = numbered_job(5, 20);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_done(5));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(printed(), job.bytes);
  EXPECT_THAT(usb.requests(port, {"CLEAR_HALT"}), ElementsAre("CLEAR_HALT 01"));
}

TEST_F(UsbPrinter, UnpluggedAnywhereInAJobItIsNeverBegunAgainAndTheNextJobIsWhole) {
  for (const std::size_t after : {1u, 63u, 64u, 65u, 500u, 4'095u, 4'097u}) {
    SCOPED_TRACE("gone after " + std::to_string(after) + " bytes");
    electronics.plug();
    start();
    ASSERT_TRUE(run_until_trouble(Trouble::none));
    const Job lost = numbered_job(6, 260);
    ASSERT_GT(lost.bytes.size(), 4'200u);
    const std::size_t before = printed().size();
    usb.vanish_after(port, after);
    ASSERT_TRUE(driver->submit(lost));
    // What went first may have been a question to the printer; then nothing of the job was sent, and it waits.
    ASSERT_TRUE(run_until([&] { return !reports.empty() && reports.back().trouble == Trouble::unplugged; }));
    const bool begun = is_last(reports.back());
    EXPECT_EQ(begun, reports.back().bytes_taken > 0 || reports.back().state != PrintState::queued);
    electronics.unplug();
    electronics.plug();
    const Job next = numbered_job(7, 3);
    ASSERT_TRUE(driver->submit(next));
    ASSERT_TRUE(run_until_done(7));
    EXPECT_EQ(reports.back().state, PrintState::confirmed);
    const Bytes paper = printed();
    EXPECT_TRUE(std::equal(next.bytes.rbegin(), next.bytes.rend(), paper.rbegin())) << "the next job is whole";
    // Behind a broken-off job the driver sends NUL, which prints nothing, to end whatever command it broke off in.
    const auto lost_from = paper.begin() + static_cast<std::ptrdiff_t>(before);
    const auto lost_until = paper.end() - static_cast<std::ptrdiff_t>(next.bytes.size());
    const auto of_lost = static_cast<std::size_t>(
        std::count_if(lost_from, lost_until, [](std::byte one) { return one != std::byte{0}; }));
    if (begun) EXPECT_LE(of_lost, after) << "nothing of it is printed twice";
    else EXPECT_EQ(Bytes(lost_from, lost_until), lost.bytes) << "it comes out whole, once";
    driver.reset();
    electronics.unplug();
    reports.clear();
    devices.clear();
  }
}

}  // namespace
}  // namespace zhuangui::printer::test
