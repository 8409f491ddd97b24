// Frames of a real till: what is repainted in part must equal what is painted anew.
#include <gtest/gtest.h>

#include <random>

#include "screen_desk.h"
#include "seed.h"

namespace zhuangui::ui {
namespace {

TEST(Redraw, EveryFrameOfAWalkThroughTheTillEqualsAFreshOne) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  test::Example now = test::example(test::example_screens(), "selling_many");
  const auto kept = test::open_screen({1280, 720});
  // A walk may stay away from the list's end for long: it goes on until it has been compared often enough.
  constexpr int wanted = 24;
  int compared = 0;
  for (int frame = 0; compared < wanted && frame < 3'000; ++frame) {
    test::draw(*kept, now);
    if (frame % 5 == 0) {
      // A fresh screen stands at the list's end; only frames that do too can be compared.
      const auto& lines = now.till.cart.lines;
      const bool at_end = now.till.state != till::State::selling || lines.empty() ||
                          test::widget(kept->widgets(), "@line." + std::to_string(lines.size()) + ".remove") != nullptr;
      if (at_end) {
        const auto fresh = test::open_screen({1280, 720});
        fresh->set_access(kept->access());
        test::draw(*fresh, now);
        ASSERT_EQ(test::picture(*kept), test::picture(*fresh)) << "frame " << frame;
        ++compared;
      }
    }
    const auto widgets = kept->widgets();
    const Widget& chosen = widgets[random() % widgets.size()];
    if (chosen.id == "@access") continue;  // its panel is no part of what a fresh screen is told
    const auto asked = kept->tap(chosen.id);
    if (asked) now.till = till::step(std::move(now.till), *asked, {test::example_time(), frame}).till;
    if (now.till.state == till::State::committing) {
      now.till = till::step(std::move(now.till), till::SaleCommitted{now.till.committing->id, 9, "00ff", test::example_time()},
                            {test::example_time(), frame}).till;
    } else if (now.till.state == till::State::idle) {
      now.till.cart = test::example(test::example_screens(), "selling").till.cart;
      now.till.state = till::State::selling;
    }
  }
  EXPECT_EQ(compared, wanted) << "the walk left the list's end too often to prove anything";
}

TEST(Redraw, EveryExampleAfterEveryOtherEqualsAFreshPicture) {
  const auto all = test::example_screens();
  std::vector<std::vector<std::uint32_t>> fresh;
  for (const auto& one : all) {
    const auto screen = test::open_screen({1024, 600});
    test::draw(*screen, one);
    fresh.push_back(test::picture(*screen));
  }
  const auto kept = test::open_screen({1024, 600});
  for (std::size_t from = 0; from < all.size(); ++from) {
    for (std::size_t to = 0; to < all.size(); to += 3) {
      test::draw(*kept, all[from]);
      test::draw(*kept, all[to]);
      ASSERT_EQ(test::picture(*kept), fresh[to]) << all[from].name << " -> " << all[to].name;
    }
  }
}

}  // namespace
}  // namespace zhuangui::ui
