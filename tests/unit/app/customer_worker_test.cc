#include "customer_worker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "example_views.h"

namespace zhuangui::app {
namespace {

constexpr ui::Screen::Size size{1024, 600};

struct Desk {
  Desk() {
    ui::Options options;
    options.strings_folder = std::string{ZHUANGUI_SOURCE_DIR} + "/assets/strings";
    options.width = size.width;
    options.height = size.height;
    auto screen = ui::CustomerScreen::create(options);
    if (!screen) throw std::runtime_error{screen.error().cause};
    worker = std::make_unique<CustomerWorker>(std::move(*screen), activity, [this] { ++drawn; });
  }
  void show(const test::Example& one, bool anew = false) { worker->show(till::make_view(one.till, one.around), size, anew); }
  void rest() {
    while (!activity.at_rest()) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  /// What is presented now: how many pixels, and whether it says so.
  int presented(const std::string& text = "") {
    int pixels = 0;
    worker->present([&](const ui::CustomerScreen& screen, const std::vector<ui::Rect>& rects) {
      for (const ui::Rect& rect : rects) pixels += rect.w * rect.h;
      said = text.empty() || std::find(screen.texts().begin(), screen.texts().end(), text) != screen.texts().end();
    });
    return pixels;
  }
  Activity activity;
  std::atomic<int> drawn{0};
  bool said = false;
  std::unique_ptr<CustomerWorker> worker;
};

TEST(CustomerWorker, PresentsWhatChangedOnceAndAllOfItWhenAsked) {
  Desk desk;
  EXPECT_EQ(desk.presented(), 0);
  test::Example selling = test::example(test::example_screens(), "selling");
  desk.show(selling);
  desk.rest();
  EXPECT_EQ(desk.presented("¥90.88"), size.width * size.height);
  EXPECT_TRUE(desk.said);
  EXPECT_EQ(desk.presented(), 0) << "once";
  desk.show(selling);
  desk.rest();
  EXPECT_EQ(desk.presented(), 0) << "nothing changed";
  desk.show(selling, true);
  desk.rest();
  EXPECT_EQ(desk.presented(), size.width * size.height) << "it was uncovered";
  ++std::get<core::Pieces>(selling.till.cart.lines.back().quantity).count;
  desk.show(selling);
  desk.rest();
  const int part = desk.presented();
  EXPECT_GT(part, 0);
  EXPECT_LT(part, size.width * size.height / 2) << "a line and the total";
}

TEST(CustomerWorker, OfManyPicturesInARowTheLastIsSeenAndNobodyWaitsForAny) {
  Desk desk;
  test::Example selling = test::example(test::example_screens(), "selling");
  desk.show(selling);
  std::int64_t slowest_us = 0;
  for (int i = 0; i < 500; ++i) {
    std::get<core::Pieces>(selling.till.cart.lines.back().quantity).count = 1 + i;
    const auto started = std::chrono::steady_clock::now();
    desk.show(selling);
    desk.presented();
    slowest_us = std::max<std::int64_t>(slowest_us, std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started).count());
  }
  desk.rest();
  desk.presented();
  desk.show(selling, true);
  desk.rest();
  EXPECT_GT(desk.presented("× 500"), 0);
  EXPECT_TRUE(desk.said);
  EXPECT_LT(desk.drawn, 500) << "the ones between are left out";
  EXPECT_LT(slowest_us, 500'000) << "a picture that is being drawn is not waited for";
}

TEST(CustomerWorker, EndsWhileSomethingIsStillToBeDrawn) {
  Desk desk;
  for (const test::Example& one : test::example_screens()) desk.show(one);
  desk.worker.reset();
  EXPECT_TRUE(desk.activity.at_rest());
}

}  // namespace
}  // namespace zhuangui::app
