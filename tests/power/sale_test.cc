// The power is cut at every write, sync, creation and removal of a terminal's work.
#include <gtest/gtest.h>

#include "books.h"
#include "cuts.h"
#include "journal_desk.h"
#include "power_cut_disk.h"

namespace zhuangui::power {
namespace {

using support::cart;
using support::DiskImage;
using support::DiskRecording;
using support::DiskStep;
using support::moment;
using support::must;
using support::PowerCutDisk;
using support::sale;
using support::sale_id;

// A terminal whose folder is on the disk with the power cuts. Each call is acknowledged when it has answered, and says
// what the books hold from then on.
class Terminal {
 public:
  Terminal() { go_on_from({}, {}); }
  ~Terminal() { PowerCutDisk::instance().make_synchronous(""); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Puts a disk in that came back, or the freshly enrolled one, whose books are known.
  void go_on_from(const DiskImage& image, const Books& books) {
    journal_.reset();
    disk_.insert(image);
    books_ = books;
    states_ = {to_text(books_)};
  }
  void open() {
    journal_ = journal::Journal::open(desk_.path(), support::enrolment(), support::key_of(0),
                                      {.vfs = PowerCutDisk::vfs_name})
                   .value();
  }
  void begin() {
    open();
    journal_->start_epoch("enrolled", moment(0)).value();
    acknowledged({.entries = 1});
  }
  void keep_cart(int number) {
    must(journal_->save_cart(cart(sale_id(first_epoch(), number), number, 3), number + 1));
    Books after = books_;
    after.cart = number;
    acknowledged(after);
  }
  void sell(int number) {
    journal_->commit_sale(sale(sale_id(first_epoch(), number), number, 3), moment(number), true).value();
    Books after = books_;
    after.sales.push_back(number);
    after.cart = 0;
    ++after.entries;
    acknowledged(after);
  }
  void park(int number) {
    must(journal_->park_cart({number, moment(number).raw, core::ParkReason::asked, cart(sale_id(first_epoch(), number), number, 3)}, number + 1));
    Books after = books_;
    after.cart = 0;
    after.parked.push_back(number);
    acknowledged(after);
  }
  void take_up(int number) {
    must(journal_->save_cart(cart(sale_id(first_epoch(), number), number, 3), 3));
    Books after = books_;
    after.cart = number;
    std::erase(after.parked, number);
    acknowledged(after);
  }
  void apply(std::int64_t version) {
    journal_->apply_release(release(version), moment(3)).value();
    Books after = books_;
    after.release = version;
    ++after.entries;
    acknowledged(after);
  }
  void tidy() { must(journal_->tidy()); }
  void stop() {
    must(journal_->stop_orderly(moment(5)));
    Books after = books_;
    ++after.entries;
    acknowledged(after);
    journal_.reset();
  }

  [[nodiscard]] const DiskRecording& recording() const { return disk_.recording(); }
  [[nodiscard]] const Books& books() const { return books_; }
  /// The files as the program sees them: nothing that was asked for is missing.
  [[nodiscard]] DiskImage files() const { return surviving("everything"); }
  /// The files after a cut at the very end.
  [[nodiscard]] DiskImage surviving(std::string_view wanted) const {
    DiskImage answer;
    support::for_each_power_cut(recording(), recording().steps.size(), [&](const auto& cut, const DiskImage& image) {
      if (cut.surviving == wanted && cut.names_kept) answer = image;
    });
    return answer;
  }
  Findings cut_everywhere(std::size_t from = 0) {
    journal_.reset();  // what closing writes is cut, too
    return power::cut_everywhere(recording(), from, states_, read_books);
  }

 private:
  void acknowledged(const Books& after) {
    disk_.mark();
    books_ = after;
    states_.push_back(to_text(books_));
  }

  PowerCutDisk& disk_ = PowerCutDisk::instance();
  support::Desk desk_;  // before the journal, which is closed first
  std::unique_ptr<journal::Journal> journal_;
  Books books_;
  std::vector<std::string> states_;
};

void two_sales(Terminal& terminal) {
  terminal.begin();
  terminal.keep_cart(1);
  terminal.sell(1);
  terminal.keep_cart(2);
  terminal.sell(2);
}

TEST(PowerCut, AnAcknowledgedSaleIsThereAndNothingIsHalfWhereverThePowerFails) {
  Terminal terminal;
  two_sales(terminal);
  const Findings findings = terminal.cut_everywhere();
  expect_none(findings);
  EXPECT_GE(findings.cuts, 80u) << "a sale alone writes a page and its frame's head for each of its tables";
}

// The control: the very same story with the very same judge must find lost sales where SQLite syncs less.
TEST(PowerCut, TheSameTestFindsLostSalesWhenSqliteSyncsOnlyAtCheckpoints) {
  Terminal terminal;
  PowerCutDisk::instance().make_synchronous("1");  // NORMAL
  two_sales(terminal);
  const Findings findings = terminal.cut_everywhere();
  EXPECT_FALSE(findings.lost.empty()) << "a test that cannot find a lost sale proves nothing";
}

TEST(PowerCut, TheSameTestFindsLostSalesWhenSqliteNeverSyncs) {
  Terminal terminal;
  PowerCutDisk::instance().make_synchronous("0");  // OFF
  two_sales(terminal);
  const Findings findings = terminal.cut_everywhere();
  EXPECT_FALSE(findings.lost.empty()) << "a test that cannot find a lost sale proves nothing";
}

TEST(PowerCut, ACartIsEitherOpenOrSetAsideWhereverThePowerFails) {
  Terminal terminal;
  terminal.begin();
  terminal.keep_cart(1);
  terminal.park(1);
  terminal.keep_cart(2);
  terminal.park(2);
  terminal.take_up(1);
  terminal.sell(1);
  expect_none(terminal.cut_everywhere());
}

TEST(PowerCut, AReleaseIsAppliedWholeOrNotAtAll) {
  Terminal terminal;
  terminal.begin();
  terminal.apply(4);
  terminal.keep_cart(1);
  terminal.apply(9);
  terminal.sell(1);
  expect_none(terminal.cut_everywhere());
}

TEST(PowerCut, AStartAfterAPowerCutMayItselfBeCutAndSoMayTheOrderlyStop) {
  Terminal terminal;
  two_sales(terminal);
  // Back comes a disk whose log holds everything: the start moves it into the database, the next sale begins the log
  // anew, the stop empties it, closing removes it, and the start after that makes it again.
  terminal.go_on_from(terminal.files(), terminal.books());
  terminal.open();
  terminal.keep_cart(3);
  terminal.sell(3);
  terminal.stop();
  terminal.open();
  terminal.keep_cart(4);
  terminal.sell(4);
  expect_none(terminal.cut_everywhere());
}

TEST(PowerCut, AStartFromATornLogMayItselfBeCut) {
  for (const char* torn : {"all but the first", "the odd ones", "all, the last one's first half"}) {
    SCOPED_TRACE(torn);
    Terminal terminal;
    terminal.begin();
    terminal.keep_cart(1);
    const Books before = terminal.books();
    // As under synchronous=NORMAL the log of this sale is not synced: so its middle can be missing.
    terminal.go_on_from(terminal.files(), before);
    PowerCutDisk::instance().make_synchronous("1");
    terminal.open();
    terminal.sell(1);
    const DiskImage image = terminal.surviving(torn);
    PowerCutDisk::instance().make_synchronous("");
    terminal.go_on_from(image, before);
    terminal.open();
    terminal.sell(1);
    expect_none(terminal.cut_everywhere());
  }
}

TEST(PowerCut, TidyingMayBeCutAtEveryPageItMoves) {
  Terminal terminal;
  terminal.begin();
  for (int i = 1; i <= 560; ++i) terminal.keep_cart(i);
  const std::size_t from = terminal.recording().steps.size();
  terminal.tidy();
  const auto& steps = terminal.recording().steps;
  EXPECT_GE(steps.size() - from, 6u) << "the log is long enough to be moved";
  terminal.sell(560);
  expect_none(terminal.cut_everywhere(from));
}

}  // namespace
}  // namespace zhuangui::power
