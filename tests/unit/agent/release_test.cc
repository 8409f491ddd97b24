#include <gtest/gtest.h>

#include "step_bench.h"

namespace zhuangui::agent {
namespace {

using support::MemoryJournal;

const std::string products = R"({"products":[]})";
const std::string prices = R"({"prices":[]})";

contract::Manifest manifest_of(std::int64_t version) {
  return {"T-0001", "C-0001", 1, version, 1'795'500'000'000, 1'795'500'000'000,
          {{"products", contract::blake2b(products), static_cast<std::int64_t>(products.size())},
           {"prices", contract::blake2b(prices), static_cast<std::int64_t>(prices.size())}}};
}
std::string wire(const contract::Manifest& manifest, std::uint8_t key_seed = 100) {
  return contract::signed_manifest_json(contract::sign_manifest(support::test_key(key_seed), manifest));
}

class SyncRelease : public testing::Test {
 protected:
  SyncRelease() : journal_{"T-0001", 1}, bench_{journal_} {
    journal_.begin_epoch(7, "enrolled");
    bench_.state().settings.releases = true;
  }
  /// To the first GET /v1/release.
  std::optional<effect::Send> ask() {
    bench_.tick();
    return bench_.answer_heads({journal_.head_of(7, 1)});
  }
  void apply(std::int64_t version, const std::string& etag = "\"one\"") {
    ASSERT_EQ(ask()->path, "/v1/release");
    bench_.answer(200, wire(manifest_of(version)), etag);
    bench_.answer(200, products);
    bench_.answer(200, prices);
    ASSERT_EQ(journal_.releases.size(), 1u);
  }
  /// Everything sent so far is taken, and time goes on to the next poll.
  std::optional<effect::Send> poll_again(std::optional<effect::Send> sent) {
    for (int i = 0; i < 10; ++i) {
      if (!sent) sent = bench_.tick_when_due();
      if (sent && sent->path == "/v1/release") return sent;
      sent = sent->method == "GET" ? bench_.answer_heads({journal_.head_of(7, journal_.seq())})
                                   : bench_.answer_head(200, "stored", journal_.head_of(7, journal_.seq()));
    }
    return std::nullopt;
  }

  MemoryJournal journal_;
  StepBench bench_;
};

TEST_F(SyncRelease, IsFetchedSectionBySectionAndAppliedWhole) {
  ASSERT_EQ(ask()->path, "/v1/release");
  auto next = bench_.answer(200, wire(manifest_of(3)), "\"one\"");
  ASSERT_TRUE(next);
  EXPECT_EQ(next->path, "/v1/sections/" + contract::to_hex(contract::blake2b(products)));
  next = bench_.answer(200, products);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->path, "/v1/sections/" + contract::to_hex(contract::blake2b(prices)));
  EXPECT_TRUE(journal_.releases.empty());
  bench_.answer(200, prices);
  ASSERT_EQ(journal_.releases.size(), 1u);
  EXPECT_EQ(journal_.releases[0].second[1], (std::pair<std::string, std::string>{"prices", prices}));
  EXPECT_EQ(journal_.lists_confirmed, 1);
  EXPECT_EQ(bench_.logged<effect::TellReleased>().at(0).version, 3);
}

TEST_F(SyncRelease, AfterThirtySecondsTheTagIsAskedForAndAnUnchangedReleaseConfirmed) {
  apply(3);
  const std::int64_t asked_at = bench_.state().next_release_ms - 30'000;
  const auto again = poll_again(bench_.answer_head(200, "stored", journal_.head_of(7, journal_.seq())));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->if_none_match, "\"one\"");
  EXPECT_EQ(bench_.now.mono_ms - asked_at, 30'000);
  bench_.answer(304, "");
  EXPECT_EQ(journal_.lists_confirmed, 2);
  EXPECT_EQ(journal_.releases.size(), 1u);
}

TEST_F(SyncRelease, SectionsOfTheReleaseInForceAreNotFetchedAgain) {
  apply(3);
  ASSERT_TRUE(poll_again(bench_.answer_head(200, "stored", journal_.head_of(7, journal_.seq()))));
  contract::Manifest next = manifest_of(4);
  const std::string changed = R"({"prices":[1]})";
  next.sections[1] = {"prices", contract::blake2b(changed), static_cast<std::int64_t>(changed.size())};
  const auto section = bench_.answer(200, wire(next), "\"two\"");
  ASSERT_TRUE(section);
  EXPECT_EQ(section->path, "/v1/sections/" + contract::to_hex(contract::blake2b(changed)));
  bench_.answer(200, changed);
  ASSERT_EQ(journal_.releases.size(), 2u);
  EXPECT_EQ(journal_.releases[1].second[0].second, products);
}

TEST_F(SyncRelease, WhatIsNotOursOrNotNewerIsNotApplied) {
  contract::Manifest other_terminal = manifest_of(9), other_counter = manifest_of(9), twice = manifest_of(9), huge = manifest_of(9),
                     many = manifest_of(9), large = manifest_of(9);
  other_terminal.terminal = "T-0002";
  other_counter.counter = "C-0002";
  twice.sections[1].name = "products";
  large.sections[0].bytes = large.sections[1].bytes = contract::section_bytes_max;
  large.sections.push_back({"more", {}, 1});
  huge.sections[0].bytes = contract::section_bytes_max + 1;
  for (std::size_t i = 0; i < contract::sections_max; ++i) many.sections.push_back({"s" + std::to_string(i), {}, 1});
  contract::SignedManifest tampered = contract::sign_manifest(support::test_key(100), manifest_of(9));
  tampered.text.replace(tampered.text.find("\"version\":9"), 11, "\"version\":8");
  apply(5);
  auto sent = bench_.answer_head(200, "stored", journal_.head_of(7, journal_.seq()));
  const int confirmed = journal_.lists_confirmed;
  struct Case { const char* note; std::string body; const char* trouble; };
  for (const Case& c : {Case{"signed by a stranger", wire(manifest_of(9), 33), "release_forged"},
                        Case{"changed after signing", contract::signed_manifest_json(tampered), "release_forged"},
                        Case{"another terminal's", wire(other_terminal), "release_foreign"},
                        Case{"another counter's", wire(other_counter), "release_foreign"},
                        Case{"older", wire(manifest_of(4)), "release_older"},
                        Case{"same number, other content", wire(contract::Manifest{"T-0001", "C-0001", 1, 5, 2, 2, {}}), "release_older"},
                        Case{"a section twice", wire(twice), "release_forged"}, Case{"a huge section", wire(huge), "release_forged"},
                        Case{"too many sections", wire(many), "release_forged"},
                        Case{"large sections, too many of them", wire(large), "release_too_large"}}) {
    sent = poll_again(sent);
    ASSERT_TRUE(sent) << c.note;
    sent = bench_.answer(200, c.body, "\"x\"");
    EXPECT_EQ(bench_.state().release_trouble.code, c.trouble) << c.note;
    EXPECT_EQ(bench_.state().trouble.code, "") << c.note << ": entries go on";
    EXPECT_EQ(journal_.releases.size(), 1u) << c.note;
    EXPECT_EQ(journal_.lists_confirmed, confirmed) << c.note;
    EXPECT_EQ(bench_.state().etag, "\"one\"") << c.note;
  }
}

TEST_F(SyncRelease, TheReserveKeyMaySignToo) {
  ask();
  bench_.answer(200, wire(manifest_of(3), 150), "");
  bench_.answer(200, products);
  bench_.answer(200, prices);
  EXPECT_EQ(journal_.releases.size(), 1u);
}

TEST_F(SyncRelease, ADamagedMissingOrCutSectionLeavesTheListsAsTheyAre) {
  struct Case { const char* note; int status; std::string body; };
  for (const Case& c : {Case{"one byte changed", 200, R"({"prices":{}})"}, Case{"cut", 200, prices.substr(1)}, Case{"longer", 200, prices + " "},
                        Case{"gone", 404, contract::push_answer_json({"not_found", "said", std::nullopt, std::nullopt})}}) {
    MemoryJournal journal{"T-0001", 1};
    journal.begin_epoch(7, "enrolled");
    StepBench bench{journal};
    bench.state().settings.releases = true;
    bench.tick();
    bench.answer_heads({journal.head_of(7, 1)});
    bench.answer(200, wire(manifest_of(3)), "");
    bench.answer(200, products);
    bench.answer(c.status, c.body);
    EXPECT_EQ(bench.state().release_trouble.code, "section_damaged") << c.note;
    EXPECT_TRUE(journal.releases.empty()) << c.note;
    EXPECT_FALSE(bench.state().fetch) << c.note;
  }
}

TEST_F(SyncRelease, AConnectionLostBetweenSectionsGoesOnWhereItWas) {
  ask();
  bench_.answer(200, wire(manifest_of(3)), "");
  bench_.answer(200, products);
  bench_.on(event::SendFailed{{core::Errc::offline, "lost", ""}});
  const auto again = bench_.tick_when_due();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->path, "/v1/sections/" + contract::to_hex(contract::blake2b(prices)));
  bench_.answer(200, prices);
  EXPECT_EQ(journal_.releases.size(), 1u);
}

TEST_F(SyncRelease, AReleaseThatCannotBeWrittenIsTriedAgainAndEntriesAreNotHeldUp) {
  ask();
  bench_.answer(200, wire(manifest_of(3)), "");
  bench_.answer(200, products);
  journal_.failing = true;
  bench_.answer(200, prices);
  EXPECT_EQ(bench_.state().release_trouble.code, "journal");
  EXPECT_TRUE(journal_.releases.empty());
  journal_.failing = false;
  const auto again = poll_again(std::nullopt);
  ASSERT_TRUE(again);
  bench_.answer(200, wire(manifest_of(3)), "");
  bench_.answer(200, products);
  bench_.answer(200, prices);
  EXPECT_EQ(journal_.releases.size(), 1u);
  EXPECT_EQ(bench_.state().release_trouble.code, "");
}

TEST_F(SyncRelease, APublicationForTomorrowWaitsForTomorrow) {
  contract::Manifest later = manifest_of(3);
  later.valid_from = bench_.now.wall_utc_ms + 86'400'000;
  ask();
  EXPECT_FALSE(bench_.answer(200, wire(later), "\"t\""));
  EXPECT_FALSE(bench_.state().fetch);
  bench_.now.wall_utc_ms += 86'400'000;
  const auto again = poll_again(std::nullopt);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->if_none_match, "");
  EXPECT_TRUE(bench_.answer(200, wire(later), "\"t\""));
  EXPECT_TRUE(bench_.state().fetch);
}

TEST_F(SyncRelease, ALoginPageInsteadOfAReleaseIsNoCounty) {
  ask();
  bench_.answer(200, "<html>", "");
  EXPECT_EQ(bench_.state().trouble.code, "not_county");
  EXPECT_EQ(journal_.lists_confirmed, 0);
}

TEST_F(SyncRelease, TheHeartbeatTellsWhatTheOfficeWantsToKnow) {
  bench_.state().settings.releases = false;
  bench_.state().settings.heartbeats = true;
  bench_.tick();
  const auto beat = bench_.answer_heads({journal_.head_of(7, 1)});
  ASSERT_TRUE(beat);
  EXPECT_EQ(beat->method + " " + beat->path, "POST /v1/heartbeat");
  EXPECT_EQ(beat->body, R"({"terminal":"T-0001","program":"test 1","epoch":7,"seq":1,"release":0,"unsent":0,"clock_offset_ms":0,"trouble":""})");
  EXPECT_FALSE(bench_.answer(200, contract::push_answer_json({"ok", "said", std::nullopt, std::nullopt})));
  ASSERT_TRUE(bench_.tick_when_due());
  EXPECT_EQ(bench_.waited_ms, 60'000);
}

}  // namespace
}  // namespace zhuangui::agent
