// What holds on every screen, looked at as a buyer and an operator would.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "kit.h"
#include "screen_desk.h"

namespace zhuangui::ui {
namespace {

using test::Example;

constexpr int touch_px = 64;
constexpr int between_px = 8;

std::vector<Example> everything() {
  std::vector<Example> all;
  for (auto* make : {&test::example_screens, &test::long_screens, &test::notice_screens}) {
    for (Example& one : (*make)()) all.push_back(std::move(one));
  }
  return all;
}

TEST(Screens, EveryTargetIsLargeEnoughApartFromItsNeighboursAndOnTheScreen) {
  for (const Language language : {Language::chinese, Language::english}) {
    const auto screen = test::open_screen({1920, 1080}, language);
    for (const Example& one : everything()) {
      test::draw(*screen, one);
      const auto widgets = screen->widgets();
      std::set<std::string> ids;
      for (std::size_t i = 0; i < widgets.size(); ++i) {
        const Widget& w = widgets[i];
        const std::string where = one.name + " " + w.id;
        EXPECT_TRUE(ids.insert(w.id).second) << where << " stands there twice";
        EXPECT_FALSE(w.label.empty()) << where;
        EXPECT_GE(w.rect.w, touch_px) << where;
        EXPECT_GE(w.rect.h, touch_px) << where;
        EXPECT_EQ(intersection(w.rect, {0, 0, 1920, 1080}), w.rect) << where;
        for (std::size_t j = 0; j < i; ++j) {
          if (widgets[j].window != w.window) continue;
          EXPECT_FALSE(overlap(w.rect.inset(-between_px), widgets[j].rect)) << where << " too close to " << widgets[j].id;
        }
      }
    }
  }
}

TEST(Screens, NothingIsCutOffInAnyLanguageOnAnySize) {
  for (const Language language : {Language::chinese, Language::english}) {
    for (const test::Size size : {test::Size{1920, 1080}, test::Size{1280, 720}, test::Size{1024, 600}, test::Size{1024, 768}}) {
      const auto screen = test::open_screen(size, language);
      for (const Example& one : everything()) {
        test::draw(*screen, one);
        for (const std::string& text : screen->overflows()) {
          ADD_FAILURE() << one.name << " at " << size.width << "x" << size.height << " " << language_tag(language) << ": " << text;
        }
      }
    }
  }
}

TEST(Screens, TheWayForwardTheWayBackAndHelpStandInTheSamePlaces) {
  const auto screen = test::open_screen();
  std::set<std::string> forward, back, help;
  const auto place = [](const Rect& r) { return std::to_string(r.x) + "," + std::to_string(r.y) + "," + std::to_string(r.w) + "," + std::to_string(r.h); };
  for (const Example& one : test::example_screens()) {
    test::draw(*screen, one);
    for (const Widget& w : screen->widgets()) {
      if (w.id == "@start" || w.id == "@checkout" || w.id == "@pad.ok" || w.id == "@finish") forward.insert(place(w.rect));
      if (w.id == "@back") back.insert(place(w.rect));
      if (w.id == "@help") help.insert(place(w.rect));
    }
  }
  EXPECT_EQ(forward.size(), 1U);
  EXPECT_EQ(back.size(), 1U);
  EXPECT_EQ(help.size(), 1U);
}

TEST(Screens, OnlyThePaidScreenSaysThatMoneyWasReceived) {
  for (const Language language : {Language::chinese, Language::english}) {
    const auto screen = test::open_screen({1920, 1080}, language);
    const std::string words = screen->strings().text("paid.title");
    for (const Example& one : everything()) {
      test::draw(*screen, one);
      const auto& texts = screen->texts();
      const bool says = std::find(texts.begin(), texts.end(), words) != texts.end();
      EXPECT_EQ(says, one.till.state == till::State::paid) << one.name;
      const bool ends = one.till.state == till::State::paid || one.till.state == till::State::refunded;
      EXPECT_EQ(test::widget(screen->widgets(), "@finish") != nullptr, ends) << one.name;
    }
  }
}

TEST(Screens, PaymentCanBeConfirmedOnlyWhenEnoughWasEntered) {
  const auto screen = test::open_screen();
  const auto all = test::example_screens();
  test::draw(*screen, test::example(all, "paying"));
  EXPECT_FALSE(test::widget(screen->widgets(), "@pad.ok")->enabled);
  EXPECT_FALSE(screen->tap("@pad.ok"));
  test::draw(*screen, test::example(all, "paying_enough"));
  const auto asked = screen->tap("@pad.ok");
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->intent, till::Intent{till::ConfirmTender{}});
  EXPECT_EQ(asked->screen, 5U);
}

TEST(Screens, TheCartShowsEveryLineItsOriginAndItsSums) {
  const auto screen = test::open_screen();
  test::draw(*screen, test::example(test::example_screens(), "selling"));
  // 520 g at 5.98/kg = 3.1096 -> 3.11; 1015 g at 11.60/kg = 11.774 -> 11.77; 2 at 38.00 = 76.00; together 90.88.
  for (const char* text : {"巫溪洋芋", "尖山镇百步村", "520 克", "¥2.99/500克", "¥3.11", "¥11.77", "¥76.00", "¥90.88",
                           "500克 · 天元乡新华村", "去付款 ¥90.88", "已选 4 件"}) {
    const auto& texts = screen->texts();
    EXPECT_NE(std::find(texts.begin(), texts.end(), text), texts.end()) << text;
  }
}

TEST(Screens, ABuyerSeesNoStateThatDoesNotTouchThemAndCallsSomebodyOnEveryScreen) {
  const auto screen = test::open_screen({1920, 1080});
  int alone = 0;
  for (const Example& one : test::example_screens()) {
    if (one.till.mode != till::Mode::self_service) continue;
    test::draw(*screen, one);
    const auto& texts = screen->texts();
    const auto shows = [&](const char* words) { return std::find(texts.begin(), texts.end(), words) != texts.end(); };
    const bool buyer = till::is_self_service(one.till);
    alone += buyer ? 1 : 0;
    EXPECT_EQ(shows("已全部上传"), !buyer) << one.name;
    EXPECT_EQ(shows("打印机正常"), !buyer) << one.name;
    EXPECT_FALSE(buyer && shows("断网，待上传 12 条")) << one.name;
    const Widget* help = test::widget(screen->widgets(), "@help");
    if (buyer && till::may_call(one.till)) {
      ASSERT_TRUE(help) << one.name;
      EXPECT_EQ(help->label, "呼叫店员") << one.name;
    }
    if (!buyer || one.till.state == till::State::proving) continue;
    for (const char* id : {"@devices", "@sync", "@settings", "@lock", "@quick.1", "@pad.7", "@reprint"}) {
      EXPECT_FALSE(test::widget(screen->widgets(), id)) << one.name << " " << id;
    }
  }
  EXPECT_GE(alone, 15);
  test::draw(*screen, test::example(test::example_screens(), "self_idle_trouble"));
  const auto& texts = screen->texts();
  for (const char* words : {"小票纸用完", "扫码枪未连接"}) EXPECT_NE(std::find(texts.begin(), texts.end(), words), texts.end()) << words;
}

TEST(Screens, OneLastSaleIsShownAfterARestartAndItsReceiptCanBePrintedAgain) {
  const auto screen = test::open_screen();
  test::draw(*screen, test::example(test::example_screens(), "idle_after_restart"));
  const auto asked = screen->tap("@reprint");
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->intent, till::Intent{till::Reprint{}});
  test::draw(*screen, test::example(test::example_screens(), "idle"));
  EXPECT_FALSE(screen->tap("@reprint"));
}

TEST(Screens, ALongCartShowsItsNewestLineAndScrollsByWholeLines) {
  const auto screen = test::open_screen();
  Example many = test::example(test::example_screens(), "selling_many");
  const std::size_t count = many.till.cart.lines.size();
  test::draw(*screen, many);
  const std::string last = "@line." + std::to_string(count) + ".plus";
  ASSERT_TRUE(test::widget(screen->widgets(), last)) << "the newest line is in sight";
  EXPECT_FALSE(test::widget(screen->widgets(), "@line.1.remove"));
  while (screen->tap("@list.up") == std::nullopt && screen->needs_redraw()) test::draw(*screen, many);
  ASSERT_TRUE(test::widget(screen->widgets(), "@line.1.remove")) << "scrolled to the first";
  EXPECT_FALSE(test::widget(screen->widgets(), last));
  EXPECT_EQ(screen->press(Key::plus)->intent, till::Intent{till::LinePlus{count - 1}}) << "a key reaches the last line all the same";
  many.till.cart.lines.push_back(many.till.cart.lines.front());
  test::draw(*screen, many);
  EXPECT_TRUE(test::widget(screen->widgets(), "@line." + std::to_string(count + 1) + ".remove")) << "a new line comes into sight";
}

TEST(Screens, ADialogCoversEverythingBehindIt) {
  const auto screen = test::open_screen();
  test::draw(*screen, test::example(test::example_screens(), "clear"));
  for (const Widget& w : screen->widgets()) EXPECT_EQ(w.covered, w.window == "screen") << w.id;
  EXPECT_FALSE(screen->tap("@checkout"));
  const auto checkout = test::widget(screen->widgets(), "@checkout")->rect;
  EXPECT_FALSE(screen->tap(checkout.middle_x(), checkout.middle_y()));
  EXPECT_EQ(screen->tap("@clear.yes")->intent, till::Intent{till::ConfirmClear{true}});
}

TEST(Theme, EveryPairOfWordsAndGroundHasAContrastOfSevenToOneAndOfTenWhereHighContrastIsChosen) {
  struct Case { const char* note; Colour words, ground; };
  for (const bool high_contrast : {false, true}) {
    const Theme t = make_theme(high_contrast, false);
    std::vector<Case> cases{{"text on ground", t.text, t.ground}, {"text on card", t.text, t.card},
                            {"secondary on card", t.secondary, t.card}, {"secondary on ground", t.secondary, t.ground},
                            {"disabled", t.secondary, t.disabled_ground}, {"pressed", t.text, t.pressed},
                            {"green on pressed", t.forward.strong, t.pressed}, {"white on pressed green", t.on_strong, t.forward_pressed},
                            {"chip", t.on_strong, t.bar_chip}, {"trouble chip", t.pending.strong, t.bar_trouble}};
    for (const Tone& tone : {t.forward, t.pending, t.danger, t.promotion, t.information}) {
      cases.push_back({"strong on its tint", tone.strong, tone.tint});
      cases.push_back({"white on strong", t.on_strong, tone.strong});
      cases.push_back({"strong on card", tone.strong, t.card});
      cases.push_back({"text on tint", t.text, tone.tint});
    }
    for (const Case& c : cases) EXPECT_GE(contrast_hundredths(c.words, c.ground), high_contrast ? 1000 : 700) << c.note;
  }
  EXPECT_EQ(contrast_hundredths(rgb(0xFFFFFF), rgb(0x000000)), 2100) << "by the definition of WCAG 2";
}

TEST(Theme, ATilesCharacterHasSevenToOneWhateverColourTheCatalogueGives) {
  const Theme theme = make_theme(false, false);
  EXPECT_EQ(ground_for_words(theme, rgb(0x8A2D3B)), rgb(0x8A2D3B)) << "8.2:1 already";
  for (const std::uint32_t colour : {0x808080U, 0xFF0000U, 0x00A0FFU, 0x777777U, 0xE07020U}) {
    const Colour ground = ground_for_words(theme, rgb(colour));
    EXPECT_GE(contrast_hundredths(readable_on(theme, ground), ground), 700) << std::hex << colour;
  }
}

TEST(Kit, APriceIsSaidPer500GramsOnlyWhenThatIsWholeFen) {
  const Strings words = *Strings::load(test::strings_folder(), Language::chinese);
  struct Case { core::UnitPrice price; const char* unit; const char* want; };
  for (const Case& c : {Case{core::PerKilogram{core::Money::fen(598)}, "", "¥2.99/500克"},
                        Case{core::PerKilogram{core::Money::fen(599)}, "", "¥5.99/千克"},
                        Case{core::PerPiece{core::Money::fen(3800)}, "袋", "¥38.00/袋"},
                        Case{core::PerPiece{core::Money::fen(5)}, "", "¥0.05/件"}}) {
    const PriceText got = price_text(words, c.price, c.unit);
    EXPECT_EQ(got.amount + got.unit, c.want);
  }
}

TEST(Screens, ThePadOfAPinHasNoPointAndTheKeyOfOneDoesNothing) {
  const auto screen = test::open_screen({1280, 720});
  for (const auto& [name, point] : {std::pair{"paying", true}, {"locked_pin", false}, {"securing", false}}) {
    test::draw(*screen, test::example(test::example_screens(), name));
    const auto all = screen->widgets();
    EXPECT_EQ(std::any_of(all.begin(), all.end(), [](const Widget& one) { return one.id == "@pad.dot"; }), point) << name;
    EXPECT_EQ(screen->press(Key::dot).has_value(), point) << name;
    EXPECT_TRUE(screen->press(Key::digit_0).has_value()) << name;
  }
}

TEST(Screens, EveryScreenOfATillToPractiseWithSaysSoAndHasTheWayOut) {
  const auto screen = test::open_screen({1280, 720});
  for (test::Example one : test::example_screens()) {
    if (one.till.state == till::State::starting || one.till.state == till::State::enrolling) continue;
    one.till.training = true;
    one.till.help_open = one.till.confirm_clear = one.till.confirm_training = false;
    one.till.still_there_until_ms = 0;
    one.tap.clear();
    test::draw(*screen, one);
    const auto& texts = screen->texts();
    EXPECT_NE(std::find(texts.begin(), texts.end(), "培训中 · 不作凭据"), texts.end()) << one.name;
    const auto left = screen->tap("@training.leave");
    ASSERT_TRUE(left.has_value()) << one.name;
    EXPECT_TRUE(std::holds_alternative<till::LeaveTraining>(left->intent)) << one.name;
    const std::uint32_t ground = 0xFFF6E6EC;
    const std::uint32_t* pixels = screen->pixels();
    EXPECT_GT(std::count_if(pixels, pixels + 1280 * 720, [&](std::uint32_t pixel) { return pixel == ground; }), 1280 * 720 / 20) << one.name;
    std::size_t marked = 0;  // the watermark lies over cards too: white that is no more quite white
    for (int i = 0; i < 1280 * 720; ++i) marked += pixels[i] == 0xFFF8F3F5 ? 1U : 0U;
    EXPECT_GT(marked, 1000U) << one.name;
  }
}

}  // namespace
}  // namespace zhuangui::ui
