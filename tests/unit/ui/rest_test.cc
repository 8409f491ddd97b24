// A screen that rests: darker, black, moved by some pixels; and how it is woken.
#include <gtest/gtest.h>
#include <SDL.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "screen_desk.h"

namespace zhuangui::ui {
namespace {

test::Example resting(till::Rest rest, const char* name = "idle") {
  test::Example one = test::example(test::example_screens(), name);
  one.around.rest = rest;
  return one;
}

TEST(Rest, ABlankScreenIsBlackAndNothingOnItCanBePressed) {
  const auto screen = test::open_screen({1024, 600});
  test::draw(*screen, resting({.blank = true}));
  for (const std::uint32_t pixel : test::picture(*screen)) ASSERT_EQ(pixel, 0xFF000000U);
  EXPECT_TRUE(screen->widgets().empty());
  EXPECT_TRUE(screen->texts().empty());
  for (const char* key : {"Enter", "Escape", "F1", "F4", "F12", "5", "a"}) EXPECT_FALSE(screen->press(*parse_key(key))) << key;
}

TEST(Rest, AtNightEveryPixelHasItsShareOfTheDaysBrightness) {
  const auto day = test::open_screen({1024, 600});
  const auto night = test::open_screen({1024, 600});
  test::draw(*day, resting({}));
  test::draw(*night, resting({.brightness_percent = 40}));
  const auto bright = test::picture(*day);
  const auto dark = test::picture(*night);
  for (std::size_t i = 0; i < bright.size(); ++i) {
    for (const int shift : {0, 8, 16}) {
      const int full = static_cast<int>(bright[i] >> shift & 0xFF);
      ASSERT_NEAR(static_cast<int>(dark[i] >> shift & 0xFF), full * 40 / 100, 2) << i;
    }
  }
  EXPECT_EQ(night->widgets().size(), day->widgets().size()) << "darker, but all there";
}

TEST(Rest, TheMovedPictureIsTheSameOneFurtherOnAndLeavesNoGapAtTheEdge) {
  const auto still = test::open_screen({1024, 600});
  test::draw(*still, resting({}));
  const auto before = test::picture(*still);
  const auto at = [](const std::vector<std::uint32_t>& pixels, int x, int y) { return pixels[static_cast<std::size_t>(y * 1024 + x)]; };
  for (const auto &[dx, dy] : {std::pair{2, 0}, {2, 2}, {0, 2}}) {
    const auto moved = test::open_screen({1024, 600});
    test::draw(*moved, resting({.shift_x = dx, .shift_y = dy}));
    const auto after = test::picture(*moved);
    for (int y = 0; y < 600 - dy; ++y)
      for (int x = 0; x < 1024 - dx; ++x) ASSERT_EQ(at(after, x + dx, y + dy), at(before, x, y)) << x << " " << y;
    for (int y = 0; y < 600; ++y)
      for (int x = 0; x < dx; ++x) ASSERT_EQ(at(after, x, y), at(after, dx, y)) << y;
    for (int x = 0; x < 1024; ++x)
      for (int y = 0; y < dy; ++y) ASSERT_EQ(at(after, x, y), at(after, x, dy)) << x;
    // Dirty tiles: from where it stood to where it went, and back.
    test::draw(*still, resting({.shift_x = dx, .shift_y = dy}));
    EXPECT_EQ(test::picture(*still), after);
    test::draw(*still, resting({}));
    EXPECT_EQ(test::picture(*still), before);
  }
}

/// Everything that can be cut by an edge, at every size.
TEST(Rest, AMovedDialogWithItsFadesIsTheSameToo) {
  for (const char* name : {"selling_many", "help_selling", "starting"}) {
    const auto still = test::open_screen({1280, 720});
    const auto moved = test::open_screen({1280, 720});
    test::draw(*still, resting({}, name));
    test::draw(*moved, resting({.shift_x = 3, .shift_y = 5}, name));
    const auto before = test::picture(*still);
    const auto after = test::picture(*moved);
    for (int y = 0; y < 715; ++y)
      for (int x = 0; x < 1277; ++x)
        ASSERT_EQ(after[static_cast<std::size_t>((y + 5) * 1280 + x + 3)], before[static_cast<std::size_t>(y * 1280 + x)]) << name << " " << x << " " << y;
  }
}

TEST(Rest, ATouchOnABlankScreenWakesItAndDoesNothingElse) {
  setenv("SDL_VIDEODRIVER", "dummy", 1);
  Options options;
  options.display = Display::fullscreen;
  options.strings_folder = test::strings_folder();
  const auto made = Screen::create(options);
  ASSERT_TRUE(made) << made.error().cause;
  Screen& screen = **made;
  const auto draw = [&](const till::Rest& rest) {
    const test::Example one = resting(rest);
    screen.draw(till::make_view(one.till, one.around));
  };
  draw({});
  const Rect start = test::widget(screen.widgets(), "@start")->rect;
  const auto finger = [&](std::uint32_t type) {
    SDL_Event event{};
    event.type = type;
    event.tfinger.x = static_cast<float>(start.middle_x()) / static_cast<float>(screen.width());
    event.tfinger.y = static_cast<float>(start.middle_y()) / static_cast<float>(screen.height());
    SDL_PushEvent(&event);
    screen.wake();
    std::vector<till::Asked> asked;
    for (int i = 0; i < 5; ++i)
      for (till::Asked& one : screen.wait(0).asked) asked.push_back(std::move(one));
    return asked;
  };
  screen.was_touched();
  draw({.blank = true});
  std::this_thread::sleep_for(std::chrono::milliseconds{260});
  EXPECT_FALSE(screen.was_touched()) << "drawing is no touch";
  EXPECT_FALSE(screen.needs_redraw());
  EXPECT_TRUE(finger(SDL_FINGERDOWN).empty());
  EXPECT_TRUE(screen.needs_redraw());
  EXPECT_TRUE(screen.was_touched());
  EXPECT_FALSE(screen.was_touched()) << "asked once";
  draw({});
  EXPECT_TRUE(finger(SDL_FINGERUP).empty()) << "it began on the blank screen";
  std::this_thread::sleep_for(std::chrono::milliseconds{260});
  EXPECT_TRUE(finger(SDL_FINGERDOWN).empty());
  EXPECT_EQ(finger(SDL_FINGERUP).size(), 1U) << "awake, it starts";
}

}  // namespace
}  // namespace zhuangui::ui
