#include <algorithm>

#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

/// In the middle of a place with much room: read from where somebody stands who comes back.
void draw_said_large(Page& page, const Rect& rect, const Said& said) {
  Rect inside = rect.inset(page.u(40), page.u(28));
  const int size = page.u(150);
  int wanted = size + page.u(24 + 90 + 12);
  for (const std::string& sentence : said.sentences) wanted += page.paint.paragraph_height(inside.w, sentence, page.type.label) + page.u(18);
  inside = {inside.x, inside.middle_y() - std::min(wanted, inside.h) / 2, inside.w, std::min(wanted, inside.h)};
  const Rect top = inside.cut_top(size, page.u(24));
  sign(page, {top.middle_x() - size / 2, top.y, size, size}, said.icon, said.tone.tint, said.tone.strong);
  page.paint.text_fitted(inside.cut_top(page.u(90), page.u(12)), said.title, page.type.hero, page.type.smallest, page.theme.text, Align::centre);
  bool first = true;
  for (const std::string& sentence : said.sentences) {
    const int height = page.paint.paragraph_height(inside.w, sentence, page.type.label);
    if (height > inside.h) return;
    page.paint.text_fitted(inside.cut_top(height, page.u(18)), sentence, first ? page.type.label_bold : page.type.label, page.type.smallest,
                           first ? said.tone.strong : page.theme.text, Align::centre);
    first = false;
  }
}

}  // namespace

void draw_said(Page& page, const Rect& rect, const Said& said) {
  card(page, rect);
  if (rect.h >= page.u(500) && rect.w >= page.u(560)) return draw_said_large(page, rect, said);
  Rect inside = rect.inset(page.u(24), page.u(18));
  const bool strip = rect.h < rect.w;
  const int size = std::min(page.u(strip ? 88 : 112), inside.h);
  if (strip) {
    const Rect left = page.start(inside, size, page.u(24));
    sign(page, {left.x, left.middle_y() - size / 2, size, size}, said.icon, said.tone.tint, said.tone.strong);
  } else {
    const Rect top = inside.cut_top(size, page.u(20));
    sign(page, {top.x, top.y, size, size}, said.icon, said.tone.tint, said.tone.strong);
  }
  if (strip) {  // as high as its words, in the middle
    int wanted = page.u(64);
    for (const std::string& sentence : said.sentences) wanted += page.paint.paragraph_height(inside.w, sentence, page.type.text) + page.u(14);
    if (wanted < inside.h) inside = {inside.x, inside.middle_y() - wanted / 2, inside.w, wanted};
  }
  page.paint.text_fitted(inside.cut_top(page.u(56), page.u(8)), said.title, page.type.heading, page.type.smallest, page.theme.text);
  bool first = true;
  for (const std::string& sentence : said.sentences) {
    const int height = page.paint.paragraph_height(inside.w, sentence, page.type.text);
    if (height > inside.h) return;
    page.paint.paragraph(inside.cut_top(height, page.u(14)), sentence, page.type.text, first ? said.tone.strong : page.theme.text);
    first = false;
  }
}

std::string as_dots(std::size_t count) {
  std::string made;
  for (std::size_t i = 0; i < count; ++i) made += i == 0 ? "●" : " ●";
  return made;
}

void draw_typing(Page& page, const Areas& areas, const Said& said, const std::string& typed, const std::string& placeholder, bool point) {
  const bool tall = page.shape() == Shape::tall;
  const bool low = page.access.low_reach && !tall;  // what was typed stands beside the pad then
  const Columns parts = low || tall ? columns_in_reach(page, areas.content, 576, 230) : columns(page, areas.content, 640, 0);
  draw_said(page, low || tall ? parts.side : parts.main, said);
  Rect pad = low || tall ? parts.main : parts.side;
  Rect beside = pad;
  if (low) pad = page.end(beside, std::min(page.u(600), beside.w * 56 / 100), page.u(page.theme.gutter));
  const Rect box = (low ? beside : pad).cut_top(std::min(page.u(112), pad.h / 5), page.u(16));
  strong_card(page, box);
  page.paint.text_fitted(box.inset(page.u(24), 0), typed.empty() ? placeholder : typed, typed.empty() ? page.type.label : page.type.title,
                         page.type.smallest, typed.empty() ? page.theme.secondary : page.theme.text, Align::centre);
  number_pad(page, pad, [](char key) { return till::Intent{till::PadKey{key}}; }, point);
}

}  // namespace zhuangui::ui
