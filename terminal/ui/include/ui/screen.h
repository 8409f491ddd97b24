#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "till/view.h"
#include "ui/geometry.h"
#include "ui/strings.h"

namespace zhuangui::ui {

class PictureShelf;

/// Where the pictures go. `headless` opens no window and does not start SDL at all.
enum class Display { headless, window, fullscreen };

/// How a person wants the screen. Chosen for one session: it falls back to what the counter has set when the till
/// is idle again after a sale, and when nobody has touched an idle screen for two minutes.
struct Access {
  bool large_type = false;
  bool high_contrast = false;
  bool low_reach = false;  ///< everything that can be pressed lies in the lower 60 percent of the screen
  bool left_hand = false;  ///< mirrored: the way forward bottom left
  bool sound = true;
  bool voice = false;      ///< what matters is said aloud too; only where there are clips to say it with
  Language language = Language::chinese;
  friend bool operator==(const Access&, const Access&) = default;
};

/// A second window, for the customer: on display number `display` (the first is 0), or beside the first window where that
/// is no full screen.
struct CustomerWindow {
  int display = 1;
  int width = 1024;  ///< pixels; a full screen takes the size of its display instead
  int height = 600;
};

struct Options {
  Display display = Display::headless;
  int width = 1920;   ///< pixels; a full screen takes the size of its display instead
  int height = 1080;
  Access access;            ///< what each session begins with, until set_usual_access() says otherwise
  int scale_percent = 100;  ///< larger or smaller than the design, 75 to 133; together with large type at most 133
  bool show_keys = true;    ///< each button shows the key that presses it; off where there is no keyboard
  std::optional<CustomerWindow> customer;  ///< none: nothing for the customer; headless: its pictures alone
  std::shared_ptr<PictureShelf> pictures;  ///< null: every product has its drawn tile
  std::string strings_folder;  ///< holds zh-CN.ini and en.ini
  std::string regular_font;    ///< NotoSansCJK-Regular.ttc; empty: where Debian's fonts-noto-cjk puts it
  std::string bold_font;       ///< NotoSansCJK-Bold.ttc; empty: likewise
};

/// Something that can be pressed, as it stands on the screen last drawn. Ids are the same in every language.
struct Widget {
  std::string id;      ///< "@checkout"
  std::string label;   ///< the words on it: "去付款"
  Rect rect;           ///< the visible part, in pixels
  bool enabled = true;
  bool covered = false;  ///< behind a dialog, or scrolled out of sight: cannot be tapped
  std::string window;    ///< "screen", or the dialog it belongs to: "help", "clear", "access"
};

/// A line of text as it stands on the screen last drawn, in pixels.
struct Text {
  std::string text;
  Rect ink;            ///< around every pixel of it
  Rect visible;        ///< what of that no clip cuts off: all of it, on any screen
  Rect place;          ///< the room it was given
  int size = 0;        ///< pixels to an em
  std::uint32_t colour = 0;  ///< 0xFFRRGGBB
  std::string window;  ///< as that of widgets
};

/// What one call of draw did.
struct Frame {
  std::uint64_t screen = 0;      ///< of the till that was drawn
  bool changed = false;          ///< pixels differ from the frame before: present() shows them
  std::vector<Rect> rects;       ///< the changed parts, not overlapping
};

/// What came from the person (or from wake) since the last call.
struct Input {
  std::vector<till::Asked> asked;  ///< in order; each carries the screen it was meant for
  bool quit = false;               ///< the window was closed
};

enum class Key { enter, escape, backspace, remove, plus, minus, dot, space, up, down, pause, colon, slash,
                 digit_0, digit_1, digit_2, digit_3, digit_4, digit_5, digit_6, digit_7, digit_8, digit_9,
                 f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12,
                 letter_a, letter_z = letter_a + 25 };  ///< the letters between stand in the order of the alphabet
/// "Enter", "Escape", "Backspace", "Delete", "+", "-", ".", "Space", "Up", "Down", "Pause", ":", "/", "0" … "9", "F1" … "F12", "a" … "z".
std::optional<Key> parse_key(std::string_view name);

/// The terminal's screen: draws views, says what was asked for, never does anything itself.
///
/// One thread only (the one that created it), but for wake(). draw() never blocks; present() hands pixels to the
/// window system; wait() sleeps until there is input. A press counts only when it began and ended on the same
/// widget of the same till screen; a person's press within 250 ms after the screen changed is ignored, since it
/// was aimed at what stood there before. Pixels depend on view, size, access and font files alone.
class Screen {
 public:
  /// Errors: not_found (font or strings missing: the cure is named), invalid_input (size beyond 640x480 to
  /// 7680x4320), internal (SDL cannot open a window; its reason is given).
  static core::Result<std::unique_ptr<Screen>> create(const Options& options);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// Lays out and rasterises what differs from the frame before.
  Frame draw(const till::View& view);
  /// Shows what draw() changed since the last present(). Returns when the window system has it.
  void present();
  /// How large the customer's picture is to be; nullopt where there is none to show, also while its display is unplugged.
  struct Size { int width = 0, height = 0; };
  [[nodiscard]] std::optional<Size> customer_size() const;
  /// True once when all of it must be shown anew: its display came, or it was covered. needs_redraw() says so too.
  bool customer_was_uncovered();
  /// Shows these parts of the customer's picture (see CustomerScreen).
  void present_customer(const std::uint32_t* pixels, int width, int height, const std::vector<Rect>& rects);
  /// True when the screen must be drawn again although the view has not changed (access, scrolling, a press).
  [[nodiscard]] bool needs_redraw() const;

  /// True when a person touched, pressed or moved something since the last call, whatever it led to.
  bool was_touched();

  /// Sleeps until there is input, wake() is called or `timeout_ms` has passed (negative: for ever).
  Input wait(int timeout_ms);
  /// From any thread: makes a wait() that is running, or else the next one, return at once.
  void wake();

  /// A finger at this place, down and up, as a script does it. nullopt when nothing can be tapped there or the
  /// screen dealt with it itself (access, scrolling).
  std::optional<till::Asked> tap(int x, int y);
  /// The same on a widget by id; nullopt also when it is absent, disabled or covered.
  std::optional<till::Asked> tap(std::string_view id);
  std::optional<till::Asked> press(Key key);

  /// Of the frame last drawn: what can be pressed, and every text in the order it was drawn.
  [[nodiscard]] std::vector<Widget> widgets() const;
  [[nodiscard]] const std::vector<std::string>& texts() const;
  /// Those of them that did not fit their place: none, on any screen (a test holds it).
  [[nodiscard]] const std::vector<std::string>& overflows() const;
  /// Every line of text with its place; and the characters that the font has no glyph for: none, likewise.
  [[nodiscard]] std::vector<Text> placed() const;
  [[nodiscard]] const std::u32string& missing_glyphs() const;

  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;
  [[nodiscard]] const Strings& strings() const;
  [[nodiscard]] const std::shared_ptr<PictureShelf>& pictures() const;  ///< as given with Options
  [[nodiscard]] const Access& access() const;
  [[nodiscard]] const Access& usual_access() const;
  /// What each session begins with from now on, and what this one has from the next draw() on.
  void set_usual_access(const Access& access);
  /// From the next draw() on, until the session ends.
  void set_access(const Access& access);
  /// The frame last drawn as rows of 0xFFRRGGBB, width() * height() of them.
  [[nodiscard]] const std::uint32_t* pixels() const;
  /// The frame last drawn as a PNG. Errors: permission or disk_full when the file cannot be written.
  core::Result<void> save_png(const std::string& path) const;

 private:
  struct Parts;
  explicit Screen(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace zhuangui::ui
