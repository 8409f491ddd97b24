// Presses, keys and waking.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <set>
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
  for (const Case& c : {Case{"idle", "Enter", Intent{till::Start{}}}, Case{"idle", "Escape", {}}, Case{"idle", "5", {}}, Case{"idle", "2", Intent{till::ShowTrace{"P-2"}}},
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

/// What a press led to: what was asked for, how the screen looks now, and what can be pressed on it.
std::string outcome(Screen& screen, const test::Example& one, const std::optional<till::Asked>& asked) {
  std::string made = asked ? "asked " + std::to_string(asked->intent.index()) : "screen";
  if (asked) {
    if (const auto* pad = std::get_if<till::PadKey>(&asked->intent)) made += pad->key;
    if (const auto* letter = std::get_if<till::SearchKey>(&asked->intent)) made += letter->key;
    if (const auto* typed = std::get_if<till::EnrolKey>(&asked->intent)) made += typed->key;
    if (const auto* field = std::get_if<till::ChooseEnrolField>(&asked->intent)) made += field->code ? 'c' : 'a';
    if (const auto* change = std::get_if<till::ChangeSetting>(&asked->intent)) made += std::to_string(static_cast<int>(change->which));
    if (const auto* pick = std::get_if<till::PickProduct>(&asked->intent)) made += pick->product;
    if (const auto* there = std::get_if<till::StillThere>(&asked->intent)) made += there->yes ? 'y' : 'n';
    if (const auto* taken = std::get_if<till::Resume>(&asked->intent)) made += std::to_string(taken->number);
    if (const auto* category = std::get_if<till::ChooseCategory>(&asked->intent)) made += category->category.value_or("-");
    if (const auto* quick = std::get_if<till::QuickCash>(&asked->intent)) made += core::yuan_text(quick->amount);
    return made;
  }
  screen.draw(till::make_view(one.till, one.around));
  const Access& now = screen.access();
  for (const bool on : {now.large_type, now.high_contrast, now.low_reach, now.left_hand, now.sound, now.language == Language::english}) made += on ? '1' : '0';
  for (const Widget& w : screen.widgets()) made += " " + w.id + (w.enabled ? "" : "-");
  return made;
}

TEST(Keys, EveryButtonOfEveryScreenHasAKeyThatDoesTheSame) {
  std::vector<std::string> names{"Enter", "Escape", "Backspace", "Delete", "Space", "Pause", ":", "/", "+", "-", ".", "Up", "Down"};
  for (int i = 0; i < 10; ++i) names.push_back(std::to_string(i));
  for (int i = 1; i <= 12; ++i) names.push_back("F" + std::to_string(i));
  for (char letter = 'a'; letter <= 'z'; ++letter) names.push_back(std::string(1, letter));
  for (const test::Example& one : test::example_screens()) {
    const auto screen = test::open_screen({1024, 600});
    const auto begin = [&] {
      screen->set_access({});
      test::draw(*screen, one);
    };
    begin();
    std::set<std::string> by_key;
    for (const std::string& name : names) {
      begin();
      by_key.insert(outcome(*screen, one, screen->press(*parse_key(name))));
    }
    begin();
    const std::string last_line = "@line." + std::to_string(one.till.cart.lines.size()) + ".";
    for (const Widget& w : screen->widgets()) {
      if (!w.enabled || w.covered || w.id == "@status" || w.id == "@pad.00") continue;  // F1 and 0 0 are those
      if (w.id.starts_with("@line.") && !w.id.starts_with(last_line)) continue;          // keys reach the newest line
      if (w.id.starts_with("@found.") && w.id.ends_with(".trace") && w.id != "@found.1.trace") continue;  // and the first goods
      begin();
      EXPECT_TRUE(by_key.contains(outcome(*screen, one, screen->tap(w.id)))) << one.name << " " << w.id;
    }
  }
}

/// The key that a cap in the Chinese words names; empty for any other text.
std::string key_of_cap(const std::string& cap) {
  if (cap == "回车") return "Enter";
  if (cap == "Esc") return "Escape";
  if (cap == "Del") return "Delete";
  if (cap == "←") return "Backspace";
  if (cap == "空格") return "Space";
  if (cap == "↑") return "Up";
  if (cap == "↓") return "Down";
  if (cap == "Pause") return cap;
  return cap.size() >= 2 && cap[0] == 'F' && parse_key(cap) ? cap : cap.size() == 1 && parse_key(cap) ? cap : "";
}

/// Buttons whose sign or letter is the key itself, and those that keys reach by another one (see the test above).
bool goes_without_cap(const std::string& id, const std::string& last_line) {
  for (const char* own : {"@status", "@pad.", "@letter.", "@list."})
    if (id.starts_with(own)) return true;
  if (id.starts_with("@line.")) return !id.starts_with(last_line) || id.ends_with("plus") || id.ends_with("minus") ||
                                         id.ends_with("quantity");  // any digit begins a number
  return id.starts_with("@found.") && id.ends_with(".trace") && id != "@found.1.trace";
}

TEST(Keys, TheCapOnAButtonNamesTheKeyThatPressesIt) {
  int caps = 0;
  for (const test::Example& one : test::example_screens()) {
    if (till::is_self_service(one.till)) continue;  // a buyer has no keyboard, and is shown no caps
    const auto screen = test::open_screen({1920, 1080});
    const auto begin = [&] {
      screen->set_access({});
      test::draw(*screen, one);
    };
    begin();
    const std::vector<Text> texts = screen->placed();
    const std::string last_line = "@line." + std::to_string(one.till.cart.lines.size()) + ".";
    for (const Widget& w : screen->widgets()) {
      if (!w.enabled || w.covered || w.id.starts_with("@pad.") || w.id.starts_with("@letter.")) continue;
      std::string cap;
      for (const Text& text : texts)
        if (text.window == w.window && intersection(text.ink, w.rect) == text.ink && text.text != w.label && !key_of_cap(text.text).empty()) cap = text.text;
      EXPECT_TRUE(!cap.empty() || goes_without_cap(w.id, last_line)) << one.name << " " << w.id << " shows no key";
      if (cap.empty() || w.id.starts_with("@line.")) continue;  // what is between plus and minus is a number
      ++caps;
      begin();
      const std::string by_key = outcome(*screen, one, screen->press(*parse_key(key_of_cap(cap))));
      begin();
      EXPECT_EQ(by_key, outcome(*screen, one, screen->tap(w.id))) << one.name << " " << w.id << " says " << cap;
    }
  }
  EXPECT_GT(caps, 100);
}

TEST(Screen, WhatOnePersonChoseEndsWithTheSaleAndOnAnIdleScreenNobodyTouches) {
  Access usual;
  usual.low_reach = true;
  const auto screen = test::open_screen({1280, 720}, usual);
  const auto all = test::example_screens();
  test::Example idle = test::example(all, "idle");
  test::draw(*screen, idle);
  EXPECT_FALSE(screen->tap("@access"));
  screen->draw(till::make_view(idle.till, idle.around));
  for (const char* id : {"@access.large_type", "@access.low_reach", "@access.sound"}) screen->tap(id);
  screen->tap("@access.close");
  const Access chosen = screen->access();
  EXPECT_TRUE(chosen.large_type && !chosen.low_reach && !chosen.sound);
  for (const char* name : {"selling", "paying", "paid_printed"}) {
    test::draw(*screen, test::example(all, name));
    EXPECT_EQ(screen->access(), chosen) << name;
  }
  test::draw(*screen, idle);
  EXPECT_EQ(screen->access(), usual) << "the sale is over";
  screen->tap("@large_type");
  test::draw(*screen, idle);
  idle.around.now.utc_ms += 119'000;
  test::draw(*screen, idle);
  EXPECT_TRUE(screen->access().large_type) << "within two minutes";
  idle.around.now.utc_ms += 1'000;
  test::draw(*screen, idle);
  EXPECT_EQ(screen->access(), usual) << "two minutes untouched";
}

TEST(Screen, AScanThatLeadsElsewhereClosesTheAccessPanel) {
  const auto screen = test::open_screen({1280, 720});
  const auto all = test::example_screens();
  test::draw(*screen, test::example(all, "access"));
  ASSERT_TRUE(test::widget(screen->widgets(), "@access.close"));
  EXPECT_FALSE(screen->tap("@start")) << "it lies behind the panel";
  test::Example selling = test::example(all, "selling");
  ++selling.till.screen;
  screen->draw(till::make_view(selling.till, selling.around));
  EXPECT_FALSE(test::widget(screen->widgets(), "@access.close"));
  EXPECT_TRUE(screen->tap("@checkout"));
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

}  // namespace
}  // namespace zhuangui::ui
