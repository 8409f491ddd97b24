// Presses, keys, waking, and the window.
#include <gtest/gtest.h>
#include <SDL.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "keys.h"
#include "screen_desk.h"

namespace zhuangui::ui {
namespace {

Registry two_buttons(bool enabled = true) {
  Registry registry;
  registry.begin();
  registry.add({"@a", "A", {0, 0, 100, 100}, enabled, false, ""}, till::Intent{till::Start{}});
  registry.add({"@b", "B", {100, 0, 100, 100}, true, false, ""}, till::Intent{till::Back{}});
  return registry;
}

TEST(Press, CountsOnlyWhenItBeganAndEndedOnTheSameWidgetOfTheSameScreen) {
  const Registry registry = two_buttons();
  Press press;
  press.surface_shown(1, 1000);
  const auto pressed = [&](int from_x, std::int64_t at, int to_x) {
    press.down(registry, from_x, 50, at);
    const Registry::Target* target = press.up(registry, to_x, 50);
    return target != nullptr ? target->widget.id : std::string{};
  };
  EXPECT_EQ(pressed(50, 1249, 50), "") << "aimed at the screen before";
  EXPECT_EQ(pressed(50, 1250, 50), "@a");
  EXPECT_EQ(pressed(50, 2000, 150), "") << "slid off";
  EXPECT_EQ(pressed(150, 2000, 199), "@b");
  EXPECT_EQ(pressed(300, 2000, 50), "") << "began nowhere";
  press.down(registry, 50, 50, 3000);
  press.surface_shown(2, 3001);
  EXPECT_EQ(press.up(registry, 50, 50), nullptr) << "the screen changed under the finger";
  press.down(registry, 50, 50, 4000);
  press.cancel();
  EXPECT_EQ(press.up(registry, 50, 50), nullptr);
  EXPECT_EQ(press.up(registry, 50, 50), nullptr) << "an up without a down";
}

TEST(Press, ADisabledOrCoveredWidgetCannotBePressed) {
  Registry registry = two_buttons(false);
  EXPECT_EQ(registry.at(50, 50), nullptr);
  EXPECT_EQ(registry.find("@a"), nullptr);
  ASSERT_NE(registry.at(150, 50), nullptr);
  registry.open_window("dialog");
  EXPECT_EQ(registry.at(150, 50), nullptr);
  registry.add({"@c", "C", {100, 0, 100, 100}, true, false, ""}, till::Intent{till::Back{}});
  ASSERT_NE(registry.at(150, 50), nullptr);
  EXPECT_EQ(registry.at(150, 50)->widget.window, "dialog");
}

TEST(Keys, EachKeyMeansOneThingOnEachScreen) {
  struct Case { const char* screen; const char* key; std::optional<till::Intent> want; };
  const auto all = test::example_screens();
  const auto screen = test::open_screen();
  using till::Intent;
  for (const Case& c : {Case{"idle", "Enter", Intent{till::Start{}}}, Case{"idle", "Escape", {}}, Case{"idle", "5", {}},
                        Case{"selling", "Enter", Intent{till::Checkout{}}}, Case{"selling", "Escape", Intent{till::Back{}}},
                        Case{"selling", "+", Intent{till::LinePlus{2}}}, Case{"selling", "-", Intent{till::LineMinus{2}}},
                        Case{"selling", "Delete", Intent{till::LineRemove{2}}}, Case{"selling_empty", "Enter", {}},
                        Case{"selling_empty", "+", {}}, Case{"paying", "7", Intent{till::PadKey{'7'}}},
                        Case{"paying", ".", Intent{till::PadKey{'.'}}}, Case{"paying", "Backspace", Intent{till::PadKey{'<'}}},
                        Case{"paying", "Delete", Intent{till::PadKey{'C'}}}, Case{"paying", "Enter", Intent{till::ConfirmTender{}}},
                        Case{"paying", "Escape", Intent{till::Back{}}}, Case{"committing", "Enter", {}},
                        Case{"committing", "Escape", {}}, Case{"paid_printed", "Enter", Intent{till::Finish{}}},
                        Case{"clear", "Enter", {}}, Case{"clear", "Escape", Intent{till::ConfirmClear{false}}},
                        Case{"clear", "Delete", Intent{till::ConfirmClear{true}}}, Case{"help_selling", "Escape", Intent{till::Help{false}}},
                        Case{"help_selling", "+", {}}, Case{"idle", "F1", Intent{till::Help{true}}}}) {
    test::draw(*screen, test::example(all, c.screen));
    const auto key = parse_key(c.key);
    ASSERT_TRUE(key) << c.key;
    const auto asked = screen->press(*key);
    EXPECT_EQ(asked ? std::optional{asked->intent} : std::nullopt, c.want) << c.screen << " " << c.key;
  }
  for (const char* name : {"", "enter", "12", "F0", "F13", "space"}) EXPECT_FALSE(parse_key(name)) << name;
}

TEST(Screen, TheLanguageIsSwitchedByTheScreenItself) {
  const auto screen = test::open_screen();
  const auto idle = test::example(test::example_screens(), "idle");
  test::draw(*screen, idle);
  EXPECT_EQ(test::widget(screen->widgets(), "@start")->label, "开始购买");
  EXPECT_FALSE(screen->tap("@language"));
  EXPECT_TRUE(screen->needs_redraw());
  test::draw(*screen, idle);
  EXPECT_FALSE(screen->needs_redraw());
  EXPECT_EQ(test::widget(screen->widgets(), "@start")->label, "Start");
}

TEST(Screen, TheSameViewAgainChangesNothingAndOneLineOnlyItsPart) {
  const auto screen = test::open_screen();
  auto many = test::example(test::example_screens(), "selling_many");
  EXPECT_TRUE(test::draw(*screen, many).changed);
  EXPECT_FALSE(test::draw(*screen, many).changed);
  ++std::get<core::Pieces>(many.till.cart.lines.back().quantity).count;
  int pixels = 0;
  for (const Rect& rect : test::draw(*screen, many).rects) pixels += rect.w * rect.h;
  EXPECT_GT(pixels, 0);
  EXPECT_LT(pixels, 1920 * 1080 / 8);
}

TEST(Screen, WakeEndsAWaitFromAnotherThreadAndIsNotLostBefore) {
  const auto screen = test::open_screen({1024, 600});
  screen->wake();
  screen->wait(-1);  // would sleep for ever were the wake lost
  std::thread other{[&] { screen->wake(); }};
  screen->wait(-1);
  other.join();
  screen->wait(0);
}

TEST(Screen, RefusesWhatItCannotDoWithACure) {
  struct Case { const char* note; Options options; core::Errc code; };
  Options good;
  good.strings_folder = test::strings_folder();
  Options small = good, wordless = good, fontless = good;
  small.width = 320;
  wordless.strings_folder = "/nowhere";
  fontless.bold_font = "/nowhere.ttc";
  for (const Case& c : {Case{"size", small, core::Errc::invalid_input}, Case{"words", wordless, core::Errc::not_found},
                        Case{"font", fontless, core::Errc::not_found}}) {
    const auto screen = Screen::create(c.options);
    ASSERT_FALSE(screen) << c.note;
    EXPECT_EQ(screen.error().code, c.code) << c.note;
    EXPECT_FALSE(screen.error().remedy.empty()) << c.note;
  }
  const auto screen = test::open_screen({1024, 600});
  EXPECT_EQ(screen->save_png("/nowhere/picture.png").error().code, core::Errc::permission);
}

/// A window on SDL's dummy driver: real events, no display.
class InAWindow : public testing::Test {
 protected:
  void SetUp() override {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    Options options;
    options.display = Display::window;
    options.width = 1280;
    options.height = 720;
    options.strings_folder = test::strings_folder();
    auto made = Screen::create(options);
    ASSERT_TRUE(made) << made.error().cause;
    screen = std::move(*made);
  }
  void button(std::uint32_t type, const Rect& rect) {
    SDL_Event event{};
    event.type = type;
    event.button.button = SDL_BUTTON_LEFT;
    event.button.x = rect.middle_x();
    event.button.y = rect.middle_y();
    SDL_PushEvent(&event);
  }
  std::vector<till::Asked> taken() {
    screen->wake();
    std::vector<till::Asked> all;
    for (int i = 0; i < 5; ++i) {
      for (till::Asked& asked : screen->wait(0).asked) all.push_back(std::move(asked));
    }
    return all;
  }
  std::unique_ptr<Screen> screen;
};

TEST_F(InAWindow, ThePixelsEqualThoseOfAHeadlessScreen) {
  const auto headless = test::open_screen({1280, 720});
  for (const auto& one : test::example_screens()) {
    test::draw(*screen, one);
    screen->present();
    test::draw(*headless, one);
    ASSERT_EQ(test::picture(*screen), test::picture(*headless)) << one.name;
  }
}

TEST_F(InAWindow, AMousePressAsksOnceAndATooEarlyOneNever) {
  test::draw(*screen, test::example(test::example_screens(), "selling"));
  screen->present();
  const Rect checkout = test::widget(screen->widgets(), "@checkout")->rect;
  button(SDL_MOUSEBUTTONDOWN, checkout);
  button(SDL_MOUSEBUTTONUP, checkout);
  EXPECT_TRUE(taken().empty()) << "within 250 ms of the screen's appearance";
  std::this_thread::sleep_for(std::chrono::milliseconds{260});
  button(SDL_MOUSEBUTTONDOWN, checkout);
  button(SDL_MOUSEBUTTONUP, checkout);
  button(SDL_MOUSEBUTTONUP, checkout);
  const auto asked = taken();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].intent, till::Intent{till::Checkout{}});
}

TEST_F(InAWindow, OfTwoFingersOnlyTheFirstCountsAndAHeldKeyIsPressedOnce) {
  test::draw(*screen, test::example(test::example_screens(), "selling"));
  std::this_thread::sleep_for(std::chrono::milliseconds{260});
  const auto finger = [&](std::uint32_t type, SDL_FingerID id, const Rect& rect) {
    SDL_Event event{};
    event.type = type;
    event.tfinger.fingerId = id;
    event.tfinger.x = static_cast<float>(rect.middle_x()) / 1280.0F;
    event.tfinger.y = static_cast<float>(rect.middle_y()) / 720.0F;
    SDL_PushEvent(&event);
  };
  const Rect plus = test::widget(screen->widgets(), "@line.3.plus")->rect;
  const Rect checkout = test::widget(screen->widgets(), "@checkout")->rect;
  finger(SDL_FINGERDOWN, 1, plus);
  finger(SDL_FINGERDOWN, 2, checkout);
  finger(SDL_FINGERUP, 2, checkout);
  finger(SDL_FINGERUP, 1, plus);
  SDL_Event key{};
  key.type = SDL_KEYDOWN;
  key.key.keysym.sym = SDLK_KP_PLUS;
  SDL_PushEvent(&key);
  key.key.repeat = 1;
  SDL_PushEvent(&key);
  const auto asked = taken();
  ASSERT_EQ(asked.size(), 2U);
  for (const till::Asked& one : asked) EXPECT_EQ(one.intent, till::Intent{till::LinePlus{2}});
}

}  // namespace
}  // namespace zhuangui::ui
