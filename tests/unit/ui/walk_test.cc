// Every screen, in every shape, language, theme and reach, with the longest names: nothing is cut, small, hidden or pale.
// And the same rules on screens made wrong on purpose, one for each.
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "draw/canvas.h"
#include "kit.h"
#include "screen_checker.h"
#include "screen_desk.h"

namespace zhuangui::ui {
namespace {

using test::Example;
using test::Size;

std::string describe(const Access& access) {
  std::string made = language_tag(access.language);
  if (access.large_type) made += " large";
  if (access.high_contrast) made += " contrast";
  if (access.low_reach) made += " low";
  if (access.left_hand) made += " left";
  return made;
}

/// Each language, type size and reach with each other; contrast and hand, which move nothing by themselves, in turns.
std::vector<Access> ways_to_look(int turn) {
  std::vector<Access> all;
  for (int i = 0; i < 8; ++i) {
    Access one;
    one.language = (i & 1) != 0 ? Language::english : Language::chinese;
    one.large_type = (i & 2) != 0;
    one.low_reach = (i & 4) != 0;
    one.high_contrast = ((i + turn) & 1) != 0;
    one.left_hand = ((i / 2 + turn) & 1) != 0;
    all.push_back(one);
  }
  return all;
}

int walk(Size size, const Access& access, const std::vector<Example>& screens, int scale_percent = 100) {
  const auto screen = test::open_screen(size, access, scale_percent);
  for (const Example& one : screens) {
    screen->set_access(access);
    test::draw(*screen, one);
    EXPECT_EQ(screen->access(), access) << one.name;
    for (const std::string& fault : test::faults(test::seen(*screen))) {
      ADD_FAILURE() << one.name << " " << size.width << "x" << size.height << " " << describe(access) << ": " << fault;
    }
  }
  return static_cast<int>(screens.size());
}

constexpr Size sizes[] = {{1024, 600}, {1024, 768}, {1366, 768}, {1920, 1080}, {1080, 1920}};

TEST(Walk, NoScreenBreaksARuleInAnyShapeLanguageThemeOrReachWithTheLongestNames) {
  const auto screens = test::long_screens();
  int walked = 0;
  for (int i = 0; i < 5; ++i) {
    for (const Access& access : ways_to_look(i)) walked += walk(sizes[i], access, screens);
  }
  EXPECT_EQ(walked, 5 * 8 * static_cast<int>(screens.size()));
}

TEST(Walk, NoScreenWithUsualNamesBreaksARule) {
  const auto screens = test::example_screens();
  int turn = 0;
  for (const Size size : sizes) {
    const auto ways = ways_to_look(++turn);
    for (const std::size_t way : {std::size_t{0}, std::size_t{3}, std::size_t{6}}) walk(size, ways[way], screens);
  }
}

TEST(Walk, NoScreenBreaksARuleUnderTheWatermarkOfTraining) {
  auto screens = test::long_screens();
  for (Example& one : screens) {
    one.till.training = true;
    one.around.county = till::Link::none;
  }
  int turn = 0;
  for (const Size size : {sizes[0], sizes[3], sizes[4]}) {
    const auto ways = ways_to_look(++turn);
    for (const std::size_t way : {std::size_t{0}, std::size_t{3}, std::size_t{6}}) walk(size, ways[way], screens);
  }
}

TEST(Walk, NoNoticeBreaksARule) {
  const auto screens = test::notice_screens();
  int turn = 0;
  for (const Size size : {sizes[0], sizes[4]}) {
    const auto ways = ways_to_look(++turn);
    for (const std::size_t way : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{7}}) walk(size, ways[way], screens);
  }
}

TEST(Walk, NoScreenBreaksARuleAtTheLargestSizeAndWhenScaled) {
  const auto all = test::long_screens();
  const std::vector<Example> some{test::example(all, "long_idle"), test::example(all, "long_selling_many"),
                                  test::example(all, "long_paying_enough"), test::example(all, "long_help_selling")};
  walk({3840, 2160}, {}, some);
  walk({1920, 1080}, {}, some, 125);
  walk({1920, 1080}, {}, some, 133);
}

/// A page of its own, drawn by the design system and painted: where a screen can be made wrong.
class MadeWrong : public testing::Test {
 protected:
  /// The words before the colon of the faults of what `draw` draws.
  std::set<std::string> rules(const std::function<void(Page&)>& draw, bool low_reach = false) {
    Access access;
    access.low_reach = low_reach;
    const Example idle = test::example(test::example_screens(), "idle");
    const till::View view = till::make_view(idle.till, idle.around);
    const Theme theme = make_theme(false, false);
    Painter painter{*sprites_, 1920, 1080};
    Canvas canvas{1920, 1080};
    Registry registry;
    LocalState local;
    const std::string pressed;
    painter.begin();
    registry.begin();
    Page page{painter, registry, words_, view, pressed, local, theme, access};
    painter.fill(painter.screen(), theme.ground);
    draw(page);
    Scene scene;
    collect(painter.list(), 1920, 1080, scene);
    canvas.show(scene, sprites_->texture());
    test::Seen seen{1920, 1080, canvas.pixels(), {}, {}, painter.overflows(), painter.missing(), false, low_reach};
    for (const Registry::Target& target : registry.targets()) seen.widgets.push_back(target.widget);
    for (const Painter::Placed& one : painter.placed()) {
      const auto colour = static_cast<std::uint32_t>(one.colour.r << 16 | one.colour.g << 8 | one.colour.b) | 0xFF000000U;
      seen.texts.push_back({one.text, one.ink, intersection(one.ink, one.clip), one.place, one.size, colour, "screen"});
    }
    std::set<std::string> found;
    for (const std::string& fault : test::faults(seen)) found.insert(fault.substr(0, fault.find(':')));
    return found;
  }
  static Button start(const char* id = "@start") { return {id, "开始购买", till::Start{}}; }

  std::unique_ptr<Sprites> sprites_ = std::move(*Sprites::open("", ""));
  Strings words_ = *Strings::load(test::strings_folder(), Language::chinese);
};

using Rules = std::set<std::string>;

TEST_F(MadeWrong, AButtonAsItShouldBeHasNoFault) {
  EXPECT_EQ(rules([](Page& page) { button(page, {800, 800, 300, 64}, start()); }), Rules{});
  EXPECT_EQ(rules([](Page& page) { button(page, {800, 432, 300, 64}, start()); }, true), Rules{});
}

TEST_F(MadeWrong, ALabelCutByOnePixelIsCaught) {
  for (const int less : {0, 1}) {
    EXPECT_EQ(rules([&](Page& page) {
                page.paint.text({800, 400, 300, 60}, "开始购买", page.type.title, page.theme.text);
                const Rect ink = page.paint.placed().back().ink;
                page.paint.push_clip({ink.x, ink.y, ink.w - less, ink.h});
                page.paint.text({800, 400, 300, 60}, "开始购买", page.type.title, page.theme.text);
                page.paint.pop_clip();
              }),
              (less == 0 ? Rules{} : Rules{"cut"}));
  }
}

TEST_F(MadeWrong, ATextOnePixelWiderThanItsRoomIsCaught) {
  for (const int less : {0, 1}) {
    EXPECT_EQ(rules([&](Page& page) {
                const int width = page.paint.width_of("开始购买", page.type.title);
                page.paint.text({800, 400, width - less, 60}, "开始购买", page.type.title, page.theme.text);
              }),
              (less == 0 ? Rules{} : Rules{"overflow"}));
  }
}

TEST_F(MadeWrong, AButtonThatSomethingWasPaintedOverIsCaught) {
  EXPECT_EQ(rules([](Page& page) {
              button(page, {800, 400, 300, 100}, start());
              card(page, {760, 380, 380, 140});
            }),
            Rules{"hidden"});
}

TEST_F(MadeWrong, ASmallButtonIsCaught) {
  EXPECT_EQ(rules([](Page& page) { button(page, {800, 400, 300, 63}, start()); }), Rules{"small"});
  EXPECT_EQ(rules([](Page& page) { touch(page, {800, 400, 63, 300}, "@thin", "窄", till::Start{}); }), Rules{"small"});
}

TEST_F(MadeWrong, ButtonsThatOverlapOrNearlyTouchAreCaught) {
  const auto two = [&](int x) {
    return rules([&](Page& page) {
      button(page, {400, 400, 300, 100}, start());
      button(page, {x, 400, 300, 100}, start("@other"));
    });
  };
  EXPECT_EQ(two(708), Rules{}) << "8 px apart";
  EXPECT_EQ(two(707), Rules{"close"});
  EXPECT_EQ(two(690), Rules{"close"});
}

TEST_F(MadeWrong, AButtonBeyondTheEdgeOrOutOfReachOrThereTwiceIsCaught) {
  EXPECT_EQ(rules([](Page& page) { touch(page, {1821, 400, 100, 100}, "@edge", "边", till::Start{}); }), Rules{"off-screen"});
  EXPECT_EQ(rules([](Page& page) { button(page, {800, 431, 300, 100}, start()); }, true), Rules{"reach"});
  EXPECT_EQ(rules([](Page& page) {
              button(page, {400, 400, 300, 100}, start());
              button(page, {900, 400, 300, 100}, start());
            }),
            Rules{"twice"});
}

TEST_F(MadeWrong, APaleTextIsCaughtByThePixelsAroundItAndNotByTheThemesWord) {
  const auto on = [&](Colour ground, Colour ink) {
    return rules([&](Page& page) {
      page.paint.fill({700, 300, 600, 300}, ground);
      page.paint.text({800, 400, 300, 60}, "开始购买", page.type.title, ink);
    });
  };
  EXPECT_EQ(on(rgb(0xFFFFFF), rgb(0x595959)), Rules{}) << "7.0:1";
  EXPECT_EQ(on(rgb(0xFFFFFF), rgb(0x5B5B5B)), Rules{"contrast"}) << "6.8:1";
  EXPECT_EQ(on(rgb(0x808080), rgb(0x000000)), Rules{"contrast"}) << "5.3:1";
}

TEST_F(MadeWrong, ACharacterTheFontLacksIsCaught) {
  EXPECT_TRUE(rules([](Page& page) {
                page.paint.text({800, 400, 300, 60}, "桃\uE123", page.type.title, page.theme.text);
              }).contains("glyph"));
}

}  // namespace
}  // namespace zhuangui::ui
