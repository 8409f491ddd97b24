#pragma once
#include <string>
#include <vector>

#include "ui/screen.h"

namespace zhuangui::test {

/// What can be seen and pressed on one frame, as the rules of a screen look at it.
struct Seen {
  int width = 0;
  int height = 0;
  const std::uint32_t* pixels = nullptr;
  std::vector<ui::Widget> widgets;
  std::vector<ui::Text> texts;
  std::vector<std::string> overflows;
  std::u32string missing_glyphs;
  bool large_type = false;
  bool low_reach = false;
};

Seen seen(const ui::Screen& screen);

/// What is wrong with it, one sentence each, beginning with the rule's word:
///   off-screen  a target does not lie on the screen whole
///   small       a target is under 64 px at 1080p (scaled with the screen and with large type)
///   close       two targets overlap, or are under 8 px apart
///   reach       with low reach, a target begins above the lower 60 percent
///   overflow    a text did not fit the room it was given
///   cut         not all of a text's pixels can be seen
///   hidden      something was painted over a text
///   contrast    a text has under 7:1 against what is around it
///   glyph       the font has no glyph for a character
///   twice       two targets have one id, or one has no label
std::vector<std::string> faults(const Seen& seen);

}  // namespace zhuangui::test
