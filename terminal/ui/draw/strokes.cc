#include <ft2build.h>
#include FT_OUTLINE_H
#include FT_STROKER_H

#include <array>
#include <sstream>
#include <string>
#include <vector>

#include "draw/fonts.h"

// Signs are widened by FreeType's stroker and filled by its rasteriser: integers throughout, unlike ImGui's own
// anti-aliased lines, whose 1/sqrt comes from an instruction that AMD and Intel round differently.

namespace zhuangui::ui {
namespace {

/// Strokes as an outline of FreeType: open ones are lines, circles eight conic arcs.
struct Strokes {
  struct Contour { std::vector<FT_Vector> points; std::vector<char> tags; bool closed = false; };
  std::vector<Contour> contours;
};

FT_Pos scaled(double units, int size) { return static_cast<FT_Pos>(units * size * 64.0 / 24.0 + 0.5); }

FT_Vector point(double x, double y, int size) { return {scaled(x, size), scaled(24.0 - y, size)}; }

Strokes::Contour circle(double x, double y, double r, int size) {
  constexpr double diagonal = 0.70710678;   // cos 45 degrees
  constexpr double handle = 0.41421356;     // tan 22.5 degrees
  const std::array<std::array<double, 2>, 16> around{{
      {1, 0}, {1, handle}, {diagonal, diagonal}, {handle, 1}, {0, 1}, {-handle, 1}, {-diagonal, diagonal}, {-1, handle},
      {-1, 0}, {-1, -handle}, {-diagonal, -diagonal}, {-handle, -1}, {0, -1}, {handle, -1}, {diagonal, -diagonal}, {1, -handle}}};
  Strokes::Contour made;
  made.closed = true;
  for (std::size_t i = 0; i < around.size(); ++i) {
    made.points.push_back(point(x + r * around[i][0], y + r * around[i][1], size));
    made.tags.push_back(i % 2 == 0 ? FT_CURVE_TAG_ON : FT_CURVE_TAG_CONIC);
  }
  return made;
}

Strokes parse(const char* path, int size) {
  Strokes made;
  std::istringstream words{path};
  char verb = 0;
  while (words >> verb) {
    if (verb == 'Z') {
      made.contours.back().closed = true;
      continue;
    }
    double x = 0;
    double y = 0;
    words >> x >> y;
    if (verb == 'O') {
      double r = 0;
      words >> r;
      made.contours.push_back(circle(x, y, r, size));
      continue;
    }
    if (verb == 'M') made.contours.emplace_back();
    made.contours.back().points.push_back(point(x, y, size));
    made.contours.back().tags.push_back(FT_CURVE_TAG_ON);
  }
  return made;
}

void add(FT_Stroker stroker, Strokes::Contour& contour) {
  std::vector<FT_Vector>& points = contour.points;
  FT_Stroker_BeginSubPath(stroker, &points.front(), contour.closed ? 0 : 1);
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (contour.tags[i] == FT_CURVE_TAG_CONIC) {
      FT_Stroker_ConicTo(stroker, &points[i], &points[(i + 1) % points.size()]);
      ++i;
    } else {
      FT_Vector to = points[i];
      if (to.x == points[i - 1].x && to.y == points[i - 1].y) to.x += 1;  // a dot: the stroker needs a direction
      FT_Stroker_LineTo(stroker, &to);
    }
  }
  FT_Stroker_EndSubPath(stroker);
}

}  // namespace

void rasterise_strokes(FT_Library library, const char* path, int weight, int size, unsigned char* into, int pitch) {
  FT_Stroker stroker = nullptr;
  if (FT_Stroker_New(library, &stroker) != 0) return;
  FT_Stroker_Set(stroker, scaled(weight, size) / 2, FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
  Strokes strokes = parse(path, size);
  for (Strokes::Contour& contour : strokes.contours) add(stroker, contour);
  FT_UInt points = 0;
  FT_UInt contours = 0;
  FT_Stroker_GetCounts(stroker, &points, &contours);
  FT_Outline outline{};
  if (FT_Outline_New(library, points, static_cast<FT_Int>(contours), &outline) == 0) {
    outline.n_points = 0;
    outline.n_contours = 0;
    FT_Stroker_Export(stroker, &outline);
    FT_Bitmap bitmap{};
    bitmap.rows = static_cast<unsigned>(size);
    bitmap.width = static_cast<unsigned>(size);
    bitmap.pitch = pitch;
    bitmap.buffer = into;
    bitmap.num_grays = 256;
    bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
    FT_Outline_Get_Bitmap(library, &outline, &bitmap);
    FT_Outline_Done(library, &outline);
  }
  FT_Stroker_Done(stroker);
}

}  // namespace zhuangui::ui
