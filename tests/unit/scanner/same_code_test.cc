#include "scanner/same_code_filter.h"

#include <gtest/gtest.h>

#include <vector>

#include "scanner/found.h"

namespace zhuangui::scanner {
namespace {

TEST(SameCode, TheSameItemIsTakenOnceAndTwoItemsTwice) {
  struct Scan { std::int64_t at_ms; const char* symbology; const char* text; bool again; };
  struct Case { const char* note; std::int64_t pause_ms; std::vector<Scan> scans; };
  for (const Case& c : {
           Case{"off: every scan counts", 0, {{1'000, "E0", "6901", false}, {1'000, "E0", "6901", false}}},
           Case{"within the pause", 1'000, {{5'000, "E0", "6901", false}, {5'999, "E0", "6901", true}}},
           Case{"after the pause", 1'000, {{5'000, "E0", "6901", false}, {6'000, "E0", "6901", false}}},
           Case{"lying there: each repetition begins the pause anew", 1'000,
                {{0, "E0", "6901", false}, {900, "E0", "6901", true}, {1'800, "E0", "6901", true}, {2'700, "E0", "6901", true}, {3'700, "E0", "6901", false}}},
           Case{"another code in between", 1'000, {{0, "E0", "6901", false}, {100, "E0", "6902", false}, {200, "E0", "6901", false}}},
           Case{"the same digits in another symbology", 1'000, {{0, "E0", "6901", false}, {100, "C0", "6901", false}}},
           Case{"the first code of all, at the clock's zero", 1'000, {{0, "", "1", false}}}}) {
    SameCodeFilter filter{c.pause_ms * 1'000};
    for (const Scan& scan : c.scans)
      EXPECT_EQ(filter.is_again(scan.symbology, scan.text, scan.at_ms * 1'000), scan.again) << c.note << ", at " << scan.at_ms;
  }
}

TEST(SameCode, TheSettingGoesBeforeTheModelAndCardsAreNeverTakenOut) {
  device::Quirk presentation, hand_held;
  presentation.same_code_pause_ms = 700;
  struct Case { const char* note; const device::Quirk* quirk; Role role; std::optional<std::int64_t> setting_ms; std::int64_t pause_us; };
  for (const Case& c : {Case{"hand-held", &hand_held, Role::scanner, {}, 0}, Case{"unknown model", nullptr, Role::scanner, {}, 0},
                        Case{"presentation", &presentation, Role::scanner, {}, 700'000},
                        Case{"presentation, switched off", &presentation, Role::scanner, 0, 0},
                        Case{"presentation, set longer", &presentation, Role::scanner, 2'000, 2'000'000},
                        Case{"hand-held, switched on", &hand_held, Role::scanner, 600, 600'000},
                        Case{"a card held twice", nullptr, Role::card_reader, 600, 0}}) {
    Found found;
    found.quirk = c.quirk;
    found.role = c.role;
    ScannerOptions options;
    options.same_code_pause_ms = c.setting_ms;
    EXPECT_EQ(same_code_pause_us(found, options), c.pause_us) << c.note;
  }
}

}  // namespace
}  // namespace zhuangui::scanner
