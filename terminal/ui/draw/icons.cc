#include "draw/icons.h"

namespace zhuangui::ui {

IconStrokes strokes_of(Icon icon) {
  switch (icon) {
    case Icon::check: return {"M 5 13 L 10 18 L 19 7", 3};
    case Icon::cross: return {"M 6 6 L 18 18 M 18 6 L 6 18", 3};
    case Icon::plus: return {"M 12 5 L 12 19 M 5 12 L 19 12", 3};
    case Icon::minus: return {"M 5 12 L 19 12", 3};
    case Icon::warning: return {"M 12 3 L 22 20 L 2 20 Z M 12 9 L 12 14 M 12 17 L 12 17", 2};
    case Icon::information: return {"O 12 12 9 M 12 11 L 12 16 M 12 8 L 12 8", 2};
    case Icon::undo: return {"M 9 5 L 4 10 L 9 15 M 5 10 L 16 10 L 20 13 L 20 16 L 16 19 L 9 19", 2};
    case Icon::printer: return {"M 7 9 L 7 3 L 17 3 L 17 9 M 7 17 L 3 17 L 3 9 L 21 9 L 21 17 L 17 17 M 7 14 L 17 14 L 17 21 L 7 21 Z", 2};
    case Icon::scale: return {"M 4 6 L 20 6 M 12 6 L 12 10 M 6 10 L 18 10 L 20 20 L 4 20 Z M 12 17 L 14 13", 2};
    case Icon::scanner: return {"M 3 7 L 3 4 L 6 4 M 18 4 L 21 4 L 21 7 M 21 17 L 21 20 L 18 20 M 6 20 L 3 20 L 3 17 M 7 8 L 7 16 M 11 8 L 11 16 M 14 8 L 14 16 M 17 8 L 17 16", 2};
    case Icon::upload: return {"M 12 16 L 12 4 M 7 9 L 12 4 L 17 9 M 4 16 L 4 20 L 20 20 L 20 16", 2};
    case Icon::list: return {"M 8 6 L 20 6 M 8 12 L 20 12 M 8 18 L 20 18 M 4 6 L 4 6 M 4 12 L 4 12 M 4 18 L 4 18", 2};
    case Icon::clock: return {"O 12 12 9 M 12 7 L 12 12 L 16 14", 2};
    case Icon::up: return {"M 5 15 L 12 8 L 19 15", 3};
    case Icon::down: return {"M 5 9 L 12 16 L 19 9", 3};
    case Icon::settings: return {"M 3 7 L 12 7 M 18 7 L 21 7 O 15 7 3 M 3 17 L 6 17 M 12 17 L 21 17 O 9 17 3", 2};
    case Icon::lock: return {"M 5 11 L 19 11 L 19 21 L 5 21 Z M 8 11 L 8 7 L 10 4 L 14 4 L 16 7 L 16 11 M 12 15 L 12 17", 2};
    case Icon::bars: return {"M 3 20 L 21 20 M 6 20 L 6 12 M 11 20 L 11 6 M 16 20 L 16 9 M 20 20 L 20 15", 2};
    case Icon::practice: return {"M 2 9 L 12 4 L 22 9 L 12 14 Z M 6 11 L 6 17 L 12 20 L 18 17 L 18 11", 2};
    case Icon::receipt: return {"M 5 3 L 19 3 L 19 21 L 16 19 L 12 21 L 8 19 L 5 21 Z M 9 8 L 15 8 M 9 12 L 15 12", 2};
  }
  return {"", 1};
}

}  // namespace zhuangui::ui
