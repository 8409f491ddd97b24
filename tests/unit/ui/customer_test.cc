// The customer's display: what it says, how it is drawn, and that its window never acts for the customer.
#include "ui/customer_screen.h"

#include <gtest/gtest.h>
#include <SDL.h>

#include <algorithm>
#include <cstdlib>

#include "screen_desk.h"

namespace zhuangui::ui {
namespace {

std::unique_ptr<CustomerScreen> open(Language language = Language::chinese) {
  Options options;
  options.strings_folder = test::strings_folder();
  options.access.language = language;
  auto made = CustomerScreen::create(options);
  if (!made) throw std::runtime_error{made.error().cause};
  return std::move(*made);
}

std::vector<Rect> draw(CustomerScreen& screen, const test::Example& one, test::Size size) {
  return screen.draw(till::make_view(one.till, one.around), size.width, size.height);
}

std::vector<std::uint32_t> pixels(const CustomerScreen& screen) {
  return {screen.pixels(), screen.pixels() + screen.width() * screen.height()};
}

bool says(const CustomerScreen& screen, const std::string& text) {
  return std::find(screen.texts().begin(), screen.texts().end(), text) != screen.texts().end();
}

TEST(CustomerScreen, ShowsTheCartItsTotalWhatIsDueAndTheChange) {
  const auto all = test::example_screens();
  const auto screen = open();
  struct Case { const char* screen; std::vector<std::string> says; std::vector<std::string> never; };
  for (const Case& c : {Case{"idle", {"欢迎光临，看看当季好物", "巫溪核桃"}, {"合计"}},
                        Case{"selling", {"合计", "¥90.88", "巫溪洋芋", "520 克", "¥3.11", "× 2", "¥76.00"}, {"应付"}},
                        Case{"paying", {"应付", "¥90.88", "请付款"}, {"合计"}},
                        Case{"committing", {"应付", "¥90.88"}, {}},
                        Case{"paid_waiting", {"已收款，谢谢惠顾", "找零", "¥9.12", "¥100.00", "¥90.88"}, {"欢迎光临，看看当季好物"}},
                        Case{"paid_printed", {"已收款，谢谢惠顾", "刚好，不用找零", "¥90.88"}, {"找零", "¥0.00"}},
                        Case{"locked_card", {"欢迎光临，看看当季好物"}, {"合计", "¥90.88", "巫溪洋芋"}},
                        Case{"training_selling", {"培训中 · 不作凭据", "¥90.88"}, {}},
                        Case{"starting", {"欢迎光临，看看当季好物"}, {}}}) {
    draw(*screen, test::example(all, c.screen), {1024, 600});
    for (const std::string& text : c.says) EXPECT_TRUE(says(*screen, text)) << c.screen << " " << text;
    for (const std::string& text : c.never) EXPECT_FALSE(says(*screen, text)) << c.screen << " " << text;
  }
  test::Example beside = test::example(all, "selling");
  beside.till.state = till::State::searching;
  draw(*screen, beside, {1024, 600});
  EXPECT_TRUE(says(*screen, "¥90.88")) << "the operator looks for something: the cart stays in sight";
}

TEST(CustomerScreen, OfALongCartTheNewestLineIsAlwaysThere) {
  test::Example many = test::example(test::example_screens(), "selling_many");
  many.till.cart.lines.back().name = "最后一件";
  const auto screen = open();
  for (const test::Size size : {test::Size{1024, 600}, {1920, 1080}, {1080, 1920}, {640, 480}}) {
    draw(*screen, many, size);
    EXPECT_TRUE(says(*screen, "最后一件")) << size.width;
    EXPECT_FALSE(says(*screen, many.till.cart.lines.front().name)) << "the first went away with the room";
  }
}

TEST(CustomerScreen, NoTextIsCutOrLacksAGlyphOrIsTooSmallInAnySizeAndLanguage) {
  for (const Language language : {Language::chinese, Language::english}) {
    const auto screen = open(language);
    for (const test::Size size : {test::Size{1024, 600}, {1280, 720}, {1920, 1080}, {3840, 2160}, {1080, 1920}, {1024, 768}, {640, 480}}) {
      for (const auto& all : {test::example_screens(), test::long_screens()}) {
        for (const test::Example& one : all) {
          draw(*screen, one, size);
          EXPECT_TRUE(screen->overflows().empty()) << one.name << " " << size.width << " " << screen->overflows().front();
          EXPECT_TRUE(screen->missing_glyphs().empty()) << one.name;
          for (const Text& text : screen->placed()) {
            EXPECT_EQ(text.visible, text.ink) << one.name << " " << size.width << " " << text.text;
            EXPECT_GE(text.size * 1920, 24 * std::min(size.width, size.height * 16 / 9) - 1920) << one.name << " " << text.text;
          }
        }
      }
    }
  }
}

TEST(CustomerScreen, APartialRedrawEqualsAFreshOneAndAnotherSizeToo) {
  const auto all = test::example_screens();
  const auto kept = open();
  for (std::size_t from = 0; from < all.size(); from += 2) {
    for (std::size_t to = 0; to < all.size(); to += 5) {
      draw(*kept, all[from], {1024, 600});
      draw(*kept, all[to], {1024, 600});
      const auto fresh = open();
      draw(*fresh, all[to], {1024, 600});
      ASSERT_EQ(pixels(*kept), pixels(*fresh)) << all[from].name << " -> " << all[to].name;
    }
  }
  EXPECT_TRUE(draw(*kept, all[0], {1280, 720}).size() > 0);
  EXPECT_TRUE(draw(*kept, all[0], {1280, 720}).empty()) << "nothing changed";
}

TEST(CustomerScreen, RestsWithTheTerminals) {
  test::Example idle = test::example(test::example_screens(), "idle");
  idle.around.rest.blank = true;
  const auto screen = open();
  draw(*screen, idle, {1024, 600});
  for (const std::uint32_t pixel : pixels(*screen)) ASSERT_EQ(pixel, 0xFF000000U);
}

/// Both windows on SDL's dummy driver, which has one display: the customer's is display 0 as well here.
TEST(CustomerWindow, WhatHappensAtItMeansNothingToTheTerminal) {
  setenv("SDL_VIDEODRIVER", "dummy", 1);
  Options options;
  options.display = Display::window;
  options.width = 1280;
  options.height = 720;
  options.customer = CustomerWindow{0, 1024, 600};
  options.strings_folder = test::strings_folder();
  auto made = Screen::create(options);
  ASSERT_TRUE(made) << made.error().cause;
  Screen& screen = **made;
  test::draw(screen, test::example(test::example_screens(), "selling"));
  ASSERT_TRUE(screen.customer_size());
  EXPECT_EQ(screen.customer_size()->width, 1024);
  std::uint32_t customers = 0;
  for (std::uint32_t id = 1; id < 1000; ++id)
    if (SDL_Window* window = SDL_GetWindowFromID(id); window != nullptr && std::string{SDL_GetWindowTitle(window)} == "zhuangui-customer") customers = id;
  ASSERT_NE(customers, 0U);
  SDL_Delay(260);
  const Rect checkout = test::widget(screen.widgets(), "@checkout")->rect;
  const auto press = [&](std::uint32_t window) {
    for (const std::uint32_t type : {SDL_MOUSEBUTTONDOWN, SDL_MOUSEBUTTONUP}) {
      SDL_Event event{};
      event.type = type;
      event.button.windowID = window;
      event.button.button = SDL_BUTTON_LEFT;
      event.button.x = checkout.middle_x();
      event.button.y = checkout.middle_y();
      SDL_PushEvent(&event);
    }
    for (const std::uint32_t type : {SDL_FINGERDOWN, SDL_FINGERUP}) {
      SDL_Event event{};
      event.type = type;
      event.tfinger.windowID = window;
      event.tfinger.x = static_cast<float>(checkout.middle_x()) / 1280.0F;
      event.tfinger.y = static_cast<float>(checkout.middle_y()) / 720.0F;
      SDL_PushEvent(&event);
    }
    screen.wake();
    std::size_t asked = 0;
    for (int i = 0; i < 8; ++i) asked += screen.wait(0).asked.size();
    return asked;
  };
  screen.was_touched();
  EXPECT_EQ(press(customers), 0U);
  EXPECT_FALSE(screen.was_touched()) << "nor does it wake the terminal";
  EXPECT_EQ(press(0), 2U) << "the control: the same on the terminal's own window";

  SDL_Event exposed{};
  exposed.type = SDL_WINDOWEVENT;
  exposed.window.windowID = customers;
  exposed.window.event = SDL_WINDOWEVENT_EXPOSED;
  screen.customer_was_uncovered();
  SDL_PushEvent(&exposed);
  screen.wake();
  for (int i = 0; i < 4; ++i) screen.wait(0);
  EXPECT_TRUE(screen.needs_redraw());
  EXPECT_TRUE(screen.customer_was_uncovered());
  EXPECT_FALSE(screen.customer_was_uncovered());
}

TEST(CustomerWindow, WithoutItsDisplayThereIsNothingToShowAndTheTerminalRunsOn) {
  setenv("SDL_VIDEODRIVER", "dummy", 1);
  Options options;
  options.display = Display::fullscreen;
  options.customer = CustomerWindow{1, 1024, 600};
  options.strings_folder = test::strings_folder();
  auto made = Screen::create(options);
  ASSERT_TRUE(made) << made.error().cause;
  EXPECT_FALSE((*made)->customer_size());
  test::draw(**made, test::example(test::example_screens(), "selling"));
  (*made)->present();
  const std::vector<std::uint32_t> picture(1024 * 600, 0);
  (*made)->present_customer(picture.data(), 1024, 600, {{0, 0, 1024, 600}});
  EXPECT_TRUE((*made)->tap("@checkout"));
}

}  // namespace
}  // namespace zhuangui::ui
