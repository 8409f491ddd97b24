#include <gmock/gmock.h>

#include "journal/simulated_disk.h"
#include "journal_desk.h"

namespace zhuangui::journal {
namespace {

using core::Errc;
using support::Desk;
using support::key_of;
using support::moment;

KeptRelease release(std::int64_t version, const std::string& prices, const contract::KeyPair& signer = key_of(100),
                    const std::string& terminal = "T-0001") {
  KeptRelease answer{.sections = {{"products", "{\"products\":[]}"}, {"prices", prices}},
                     .applied_at = core::WallTime{5}};
  contract::Manifest manifest{.terminal = terminal, .counter = "C-0001", .county_epoch = 1, .version = version};
  for (const auto& [name, bytes] : answer.sections)
    manifest.sections.push_back({name, contract::blake2b(bytes), static_cast<std::int64_t>(bytes.size())});
  answer.manifest = contract::sign_manifest(signer, manifest);
  return answer;
}

TEST(Release, OnlyTheNewestIsKeptWithAllItsSectionsAndAnEntry) {
  Desk desk;
  const auto journal = desk.open();
  const auto epoch = journal->start_epoch("enrolled", moment(0))->epoch;
  EXPECT_FALSE(desk.reader()->release().value());
  journal->apply_release(release(4, "{\"prices\":[1]}"), moment(1)).value();
  journal->apply_release(release(9, "{\"prices\":[2]}", key_of(150)), moment(2)).value();  // the reserve key
  const auto kept = desk.reader()->release().value();
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->sections, release(9, "{\"prices\":[2]}").sections);
  EXPECT_EQ(kept->manifest.text, release(9, "{\"prices\":[2]}").manifest.text);
  EXPECT_EQ(kept->applied_at.utc_ms, 5);
  EXPECT_EQ(desk.reader()->status()->release, 9);
  const auto fields = contract::decode_payload(desk.reader()->entries(epoch, 3, 1, 1 << 20)->front().payload).value();
  EXPECT_EQ(fields.kind, "release.applied");
  EXPECT_EQ(fields.body, core::release_applied_body(9, contract::to_hex(contract::blake2b(kept->manifest.text))));
}

TEST(Release, WhatIsNotOursNotWholeOrNotNewerChangesNothing) {
  Desk desk;
  const auto journal = desk.open();
  journal->start_epoch("enrolled", moment(0)).value();
  journal->apply_release(release(4, "{\"prices\":[1]}"), moment(1)).value();
  auto changed = release(5, "{\"prices\":[1]}");
  changed.sections[1].second[12] = '2';
  auto shorter = release(5, "{\"prices\":[1]}");
  shorter.sections.pop_back();
  auto renamed = release(5, "{\"prices\":[1]}");
  renamed.sections[0].first = "promotions";
  struct Case {
    const char* note;
    KeptRelease given;
    Errc code;
  };
  for (const Case& c :
       {Case{"of another county", release(5, "{}", key_of(101)), Errc::refused},
        Case{"for another terminal", release(5, "{}", key_of(100), "T-0002"), Errc::refused},
        Case{"a section changed", changed, Errc::refused}, Case{"a section missing", shorter, Errc::refused},
        Case{"a section renamed", renamed, Errc::refused},
        Case{"the same version", release(4, "{\"prices\":[7]}"), Errc::conflict},
        Case{"an older version", release(3, "{\"prices\":[7]}"), Errc::conflict}}) {
    const auto applied = journal->apply_release(c.given, moment(2));
    ASSERT_FALSE(applied) << c.note;
    EXPECT_EQ(applied.error().code, c.code) << c.note;
    EXPECT_FALSE(applied.error().remedy.empty()) << c.note;
    EXPECT_EQ(desk.reader()->release()->value().sections, release(4, "{\"prices\":[1]}").sections) << c.note;
    EXPECT_EQ(desk.reader()->status()->seq, 2) << c.note;
  }
}

TEST(Release, AnyWriteThatFailsWhileItIsAppliedLeavesTheOldListsWholeAndTheNextTryWorks) {
  SimulatedDisk& disk = SimulatedDisk::instance();
  int faults = 0;
  for (int nth = 1;; ++nth) {
    const std::string note = "write " + std::to_string(nth);
    disk.ok();
    Desk desk;
    const auto journal = desk.open(SimulatedDisk::vfs_name);
    journal->start_epoch("enrolled", moment(0)).value();
    journal->apply_release(release(4, "{\"prices\":[1]}"), moment(1)).value();
    disk.write_error(nth);
    const auto applied = journal->apply_release(release(5, "{\"prices\":[2]}"), moment(2));
    if (!disk.fired()) {
      EXPECT_TRUE(applied);
      break;
    }
    ++faults;
    ASSERT_FALSE(applied) << note;
    EXPECT_EQ(applied.error().code, Errc::io_error) << note;
    const auto kept = desk.reader()->release()->value();
    EXPECT_EQ(kept.sections, release(4, "{\"prices\":[1]}").sections) << note;
    EXPECT_EQ(kept.manifest.text, release(4, "{\"prices\":[1]}").manifest.text) << note;
    EXPECT_EQ(desk.reader()->status()->seq, 2) << note << ": lists and entry go together";
    const auto again = journal->apply_release(release(5, "{\"prices\":[2]}"), moment(3));
    ASSERT_TRUE(again) << note << ": " << again.error().cause;
    EXPECT_EQ(again->seq, 3) << note;
    EXPECT_EQ(desk.reader()->release()->value().sections, release(5, "{\"prices\":[2]}").sections) << note;
    EXPECT_TRUE(desk.reader()->verify()->ok) << note;
  }
  disk.ok();
  EXPECT_GE(faults, 10) << "a release writes sections, names, an entry and its head";
}

}  // namespace
}  // namespace zhuangui::journal
