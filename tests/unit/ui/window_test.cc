// The window: what comes through it from a person, and what a kiosk does not let out.
#include <gtest/gtest.h>
#include <SDL.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "screen_desk.h"

namespace zhuangui::ui {
namespace {

/// A window on SDL's dummy driver: real events, no display.
class InAWindow : public testing::Test {
 protected:
  void SetUp() override { open(Display::window); }
  void open(Display display) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    screen.reset();
    Options options;
    options.display = display;
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
  /// Told to SDL as the window system tells it.
  static void window_event(int what) {
    SDL_Event event{};
    event.type = SDL_WINDOWEVENT;
    event.window.event = static_cast<std::uint8_t>(what);
    SDL_PushEvent(&event);
  }
  static void key(SDL_Keycode code, int modifiers = KMOD_NONE) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    event.key.keysym.mod = static_cast<std::uint16_t>(modifiers);
    SDL_PushEvent(&event);
  }
  bool closed() {
    SDL_Event event{};
    event.type = SDL_QUIT;
    SDL_PushEvent(&event);
    bool quit = false;
    for (int i = 0; i < 5; ++i) quit = screen->wait(0).quit || quit;
    return quit;
  }
  std::unique_ptr<Screen> screen;
};

/// A window fills the whole of the dummy's display.
class InFullScreen : public InAWindow {
 protected:
  void SetUp() override { open(Display::fullscreen); }
};

TEST_F(InAWindow, IsClosedByAPersonAndAFullScreenNever) {
  EXPECT_TRUE(closed());
  open(Display::fullscreen);
  EXPECT_FALSE(closed());
}

TEST_F(InFullScreen, AShortcutOfADesktopIsNoKeyOfOurs) {
  std::vector<SDL_Keycode> codes{SDLK_TAB, SDLK_DELETE, SDLK_ESCAPE, SDLK_c, SDLK_q, SDLK_d, SDLK_l, SDLK_PRINTSCREEN, SDLK_RETURN, SDLK_SPACE};
  for (int number = 0; number < 12; ++number) codes.push_back(SDLK_F1 + number);
  for (const test::Example& one : test::example_screens()) {
    test::draw(*screen, one);
    const auto before = test::picture(*screen);
    std::this_thread::sleep_for(std::chrono::milliseconds{260});
    for (const int modifiers : std::initializer_list<int>{KMOD_LALT, KMOD_RALT, KMOD_LCTRL, KMOD_RCTRL, KMOD_LGUI, KMOD_LCTRL | KMOD_LALT})
      for (const SDL_Keycode code : codes) key(code, modifiers);
    EXPECT_TRUE(taken().empty()) << one.name;
    EXPECT_FALSE(screen->needs_redraw()) << one.name;
    if (one.name == "idle_no_goods") break;  // a handful of screens: each takes a quarter of a second
  }
  test::draw(*screen, test::example(test::example_screens(), "idle"));
  std::this_thread::sleep_for(std::chrono::milliseconds{260});
  key(SDLK_RETURN, KMOD_NUM | KMOD_CAPS | KMOD_LSHIFT);
  EXPECT_EQ(taken().size(), 1U) << "the locks of a keyboard are no shortcut";
}

TEST_F(InFullScreen, TextAndFilesThatAreDroppedOnItGoNowhere) {
  for (const auto kind : {SDL_DROPFILE, SDL_DROPTEXT, SDL_DROPBEGIN, SDL_DROPCOMPLETE})
    EXPECT_EQ(SDL_EventState(kind, SDL_QUERY), SDL_DISABLE) << kind;
  EXPECT_EQ(SDL_IsTextInputActive(), SDL_FALSE) << "no input method opens";
}

TEST_F(InAWindow, ThePointerShowsForAMouseAndNotForAFinger) {
  test::draw(*screen, test::example(test::example_screens(), "idle"));
  const auto shown = [] { return SDL_ShowCursor(SDL_QUERY); };
  EXPECT_EQ(shown(), SDL_DISABLE) << "until there is a mouse";
  SDL_Event event{};
  event.type = SDL_MOUSEMOTION;
  event.motion.xrel = 5;
  SDL_PushEvent(&event);
  taken();
  EXPECT_EQ(shown(), SDL_DISABLE) << "the window came up beneath it";
  SDL_PushEvent(&event);
  taken();
  EXPECT_EQ(shown(), SDL_ENABLE);
  event = {};
  event.type = SDL_FINGERDOWN;
  SDL_PushEvent(&event);
  taken();
  EXPECT_EQ(shown(), SDL_DISABLE);
}

TEST_F(InAWindow, ADisplayOfAnotherSizeIsDrawnInItsSizeAndAPressThatBeganBeforeIsNone) {
  const auto one = test::example(test::example_screens(), "selling");
  test::draw(*screen, one);
  std::this_thread::sleep_for(std::chrono::milliseconds{260});
  button(SDL_MOUSEBUTTONDOWN, test::widget(screen->widgets(), "@checkout")->rect);
  taken();
  SDL_Window* window = nullptr;
  for (std::uint32_t id = 1; window == nullptr && id < 100; ++id) window = SDL_GetWindowFromID(id);
  struct Case { int width, height, drawn_width, drawn_height; };
  for (const Case& c : {Case{1080, 1920, 1080, 1920}, Case{320, 200, 640, 480}, Case{1024, 600, 1024, 600}}) {
    SDL_SetWindowSize(window, c.width, c.height);
    window_event(SDL_WINDOWEVENT_SIZE_CHANGED);
    taken();
    EXPECT_TRUE(screen->needs_redraw());
    EXPECT_TRUE(test::draw(*screen, one).changed);
    screen->present();
    const auto headless = test::open_screen({c.drawn_width, c.drawn_height});
    test::draw(*headless, one);
    EXPECT_EQ(test::picture(*screen), test::picture(*headless)) << c.width;
  }
  button(SDL_MOUSEBUTTONUP, test::widget(screen->widgets(), "@checkout")->rect);
  EXPECT_TRUE(taken().empty());
}

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

TEST_F(InAWindow, AKeyThatLeadsOnIsNotTakenTwiceInARowAndDigitsAreNeverLost) {
  const auto key = [](SDL_Keycode code, int repeat = 0) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    event.key.repeat = static_cast<std::uint8_t>(repeat);
    SDL_PushEvent(&event);
  };
  const auto all = test::example_screens();
  test::draw(*screen, test::example(all, "paying_enough"));
  std::this_thread::sleep_for(std::chrono::milliseconds{260});
  key(SDLK_RETURN);
  for (int i = 0; i < 5; ++i) key(SDLK_RETURN, 1);  // held
  auto asked = taken();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].intent, till::Intent{till::ConfirmTender{}});
  test::Example paid = test::example(all, "paid_printed");
  ++paid.till.screen;
  test::draw(*screen, paid);
  key(SDLK_RETURN);
  EXPECT_TRUE(taken().empty()) << "the change must be seen before it goes";
  test::Example paying = test::example(all, "paying");
  paying.till.screen += 2;
  test::draw(*screen, paying);
  key(SDLK_5);
  key(SDLK_0);
  EXPECT_EQ(taken().size(), 2U);
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
