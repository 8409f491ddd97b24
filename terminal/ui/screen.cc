#include "ui/screen.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "draw/sheet.h"
#include "keys.h"
#include "picture_file.h"
#include "screens/screens.h"
#include "window.h"

namespace zhuangui::ui {
namespace {

constexpr Colour black{0, 0, 0, 255};
constexpr int width_min = 640, height_min = 480, width_max = 7680, height_max = 4320;

std::int64_t steady_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

bool is_of_a_person(WindowEvent::Kind kind) {
  using Kind = WindowEvent::Kind;
  return kind == Kind::down || kind == Kind::move || kind == Kind::up || kind == Kind::wheel || kind == Kind::key;
}

/// Names what stands on the screen: a press that began on one surface does nothing on another.
std::uint64_t surface_of(const Shown& shown) {
  return shown.screen * 32 + (shown.blank ? 16U : 0U) + (shown.notice_in_strip ? 8U : 0U) + (shown.access_open ? 4U : 0U) + (shown.help_open ? 2U : 0U) +
         (shown.confirm_clear ? 1U : 0U);
}

}  // namespace

struct Screen::Parts : Sheet {
  Strings chinese, english;
  Access usual;            // what a session begins with
  Access access;           // of this session
  int scale_percent = 100;
  bool show_keys = false;
  bool touched = false;    // since the frame before
  bool noticed = false;    // since was_touched() was asked
  std::int64_t touched_wall_ms = 0;  // when somebody last chose something, on the clock of the view
  std::unique_ptr<Window> window;  // none when headless
  std::optional<CustomerWindow> customer;
  std::shared_ptr<PictureShelf> pictures;
  std::uint64_t arrivals = 0;  // of pictures, when the frame last drawn was begun
  std::unique_ptr<Window> customer_window;  // likewise
  Registry registry;
  Press press;
  LocalState local;
  Theme theme;
  Shown shown;
  std::vector<Rect> not_presented;
  bool redraw = true;
  bool resting = false;  // the frame last drawn was dark or black
  int drag_y = 0;

  std::mutex wake_mutex;  // headless only: a window is woken through its event queue
  std::condition_variable wake_condition;
  bool woken = false;

  const Strings& words() const { return access.language == Language::chinese ? chinese : english; }
  void lay_out(const till::View& view);
  void end_session(const till::View& view);
  void choose(LocalAction action);
  std::optional<till::Asked> act(const Action& action);
  void handle(const WindowEvent& event, Input& input);
  void notice();
  void drag(int y);
  void scroll(bool up);
  core::Result<void> open_windows(const Options& options);
  void resize_to(int width, int height);
};

Screen::Screen(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
Screen::~Screen() {
  if (parts_->pictures) parts_->pictures->on_arrival(nullptr);
}

core::Result<std::unique_ptr<Screen>> Screen::create(const Options& options) {
  if (options.width < width_min || options.height < height_min || options.width > width_max || options.height > height_max) {
    return core::fail(core::Errc::invalid_input,
                      "screen of " + std::to_string(options.width) + "x" + std::to_string(options.height) + " pixels",
                      "give a size from 640x480 to 7680x4320");
  }
  auto parts = std::make_unique<Parts>();
  for (const Language language : {Language::chinese, Language::english}) {
    auto strings = Strings::load(options.strings_folder, language);
    if (!strings) return tl::unexpected(strings.error());
    (language == Language::chinese ? parts->chinese : parts->english) = std::move(*strings);
  }
  parts->usual = parts->access = options.access;
  parts->scale_percent = options.scale_percent;
  parts->show_keys = options.show_keys;
  parts->customer = options.customer;
  parts->pictures = options.pictures;
  auto sprites = Sprites::open(options.regular_font, options.bold_font);
  if (!sprites) return tl::unexpected(sprites.error());
  parts->sprites = std::move(*sprites);
  int width = options.width;
  int height = options.height;
  if (options.display != Display::headless) {
    if (const auto opened = parts->open_windows(options); !opened) return tl::unexpected(opened.error());
    width = parts->window->width();
    height = parts->window->height();
  }
  parts->resize_to(width, height);
  auto screen = std::unique_ptr<Screen>{new Screen{std::move(parts)}};
  if (options.pictures) options.pictures->on_arrival([made = screen.get()] { made->wake(); });
  return screen;
}

core::Result<void> Screen::Parts::open_windows(const Options& options) {
  if (options.customer) {  // first, so that the terminal's own comes to lie above it and has the keys
    const int beside = options.display == Display::window ? options.width : -1;
    auto opened = Window::open({"zhuangui-customer", options.display, options.customer->width, options.customer->height,
                                options.display == Display::window ? 0 : options.customer->display, beside});
    if (!opened) return tl::unexpected(opened.error());
    customer_window = std::move(*opened);
  }
  auto opened = Window::open({"zhuangui", options.display, options.width, options.height, 0, options.customer ? 0 : -1});
  if (!opened) return tl::unexpected(opened.error());
  window = std::move(*opened);
  window->set_second(customer_window.get());
  return {};
}

/// A display was unplugged or changed. One that is too small for the design shows the upper left of it.
void Screen::Parts::resize_to(int width, int height) {
  if (!resize(std::clamp(width, width_min, width_max), std::clamp(height, height_min, height_max))) return;
  not_presented.clear();
  press.cancel();
  redraw = true;
}

void Screen::Parts::lay_out(const till::View& view) {
  theme = make_theme(access.high_contrast, access.large_type);
  painter->set_unit_percent(scale_percent * theme.unit_percent / 100);
  painter->begin();
  registry.begin();
  local.texts_behind = 0;
  local.list.shown = 0;
  if (view.surroundings.rest.blank) {
    painter->fill(painter->screen(), black);
    return;
  }
  Page page{*painter, registry, words(), view, press.id(), local, theme, access, show_keys, pictures.get()};
  draw_page(page);
  darken(*painter, view.surroundings.rest.brightness_percent);
}

/// What one person chose is not for the next: it ends with the sale, and on an idle screen that nobody touches.
void Screen::Parts::end_session(const till::View& view) {
  constexpr std::int64_t forgotten_after_ms = 2 * 60'000;
  const std::int64_t now_ms = view.surroundings.now.utc_ms;
  const bool idle = view.till.state == till::State::idle;
  if (!idle || touched) touched_wall_ms = now_ms;
  touched = false;
  const auto was = shown.state;
  const bool sale_ended = idle && (was == till::State::selling || was == till::State::paying || was == till::State::committing || was == till::State::paid);
  if (sale_ended || (idle && now_ms - touched_wall_ms >= forgotten_after_ms)) {
    access = usual;
    local.access_open = false;
  }
  if (view.till.state != till::State::searching && view.till.state != till::State::tracing && view.till.state != till::State::weighing && !local.listed.empty()) {
    local.listed.clear();
    local.newest.reset();  // the cart is seen again from its newest line
  }
  if (shown.screen != view.till.screen) local.access_open = false;  // a scan has led elsewhere
}

Frame Screen::draw(const till::View& view) {
  Parts& p = *parts_;
  p.redraw = false;
  if (p.pictures) p.arrivals = p.pictures->arrivals();
  p.resting = view.surroundings.rest != till::Rest{};
  p.end_session(view);
  Frame frame;
  frame.screen = view.till.screen;
  const till::Rest& rest = view.surroundings.rest;
  frame.rects = p.paint([&] { p.lay_out(view); }, rest.shift_x, rest.shift_y);
  frame.changed = !frame.rects.empty();
  p.shown = {view.till.state, view.till.screen, view.till.cart.lines.size(), view.till.help_open, view.till.confirm_clear,
             p.local.access_open, p.local.notice_in_strip, rest.blank};
  p.press.surface_shown(surface_of(p.shown), steady_ms());
  p.not_presented.insert(p.not_presented.end(), frame.rects.begin(), frame.rects.end());
  return frame;
}

void Screen::present() {
  Parts& p = *parts_;
  if (p.window && !p.not_presented.empty()) p.window->show(p.canvas->pixels(), width(), height(), p.not_presented);
  p.not_presented.clear();
}

std::optional<Screen::Size> Screen::customer_size() const {
  const Parts& p = *parts_;
  if (!p.customer || (p.customer_window && !p.customer_window->is_there())) return std::nullopt;
  const int width = p.customer_window ? p.customer_window->width() : p.customer->width;
  const int height = p.customer_window ? p.customer_window->height() : p.customer->height;
  return Size{std::clamp(width, width_min, width_max), std::clamp(height, height_min, height_max)};
}

bool Screen::customer_was_uncovered() { return parts_->customer_window && parts_->customer_window->was_uncovered(); }

void Screen::present_customer(const std::uint32_t* pixels, int width, int height, const std::vector<Rect>& rects) {
  if (parts_->customer_window && parts_->customer_window->is_there()) parts_->customer_window->show(pixels, width, height, rects);
}

bool Screen::was_touched() { return std::exchange(parts_->noticed, false); }

bool Screen::needs_redraw() const { return parts_->redraw || (parts_->pictures && parts_->pictures->arrivals() != parts_->arrivals); }

const std::shared_ptr<PictureShelf>& Screen::pictures() const { return parts_->pictures; }

void Screen::Parts::scroll(bool up) {
  if (up && local.list.first > 0) --local.list.first;
  if (!up) ++local.list.first;  // drawing the list keeps it within its end
  redraw = true;
}

std::optional<till::Asked> Screen::Parts::act(const Action& action) {
  touched = true;
  if (const auto* intent = std::get_if<till::Intent>(&action)) return till::Asked{*intent, shown.screen};
  choose(std::get<LocalAction>(action));
  return std::nullopt;
}

void Screen::Parts::choose(LocalAction action) {
  redraw = true;
  switch (action) {
    case LocalAction::scroll_up: scroll(true); break;
    case LocalAction::scroll_down: scroll(false); break;
    case LocalAction::open_access: local.access_open = true; break;
    case LocalAction::close_access: local.access_open = false; break;
    case LocalAction::switch_language:
      access.language = access.language == Language::chinese ? Language::english : Language::chinese;
      break;
    case LocalAction::switch_large_type: access.large_type = !access.large_type; break;
    case LocalAction::switch_contrast: access.high_contrast = !access.high_contrast; break;
    case LocalAction::switch_low_reach: access.low_reach = !access.low_reach; break;
    case LocalAction::switch_left_hand: access.left_hand = !access.left_hand; break;
    case LocalAction::switch_sound: access.sound = !access.sound; break;
    case LocalAction::switch_voice: access.voice = !access.voice; break;
  }
}

std::optional<till::Asked> Screen::tap(int x, int y) {
  parts_->notice();
  const Registry::Target* target = parts_->registry.at(x, y);
  return target != nullptr ? parts_->act(target->action) : std::nullopt;
}

std::optional<till::Asked> Screen::tap(std::string_view id) {
  parts_->notice();
  const Registry::Target* target = parts_->registry.find(id);
  return target != nullptr ? parts_->act(target->action) : std::nullopt;
}

std::optional<till::Asked> Screen::press(Key key) {
  parts_->notice();
  const auto action = action_of(key, parts_->shown, parts_->registry);
  return action ? parts_->act(*action) : std::nullopt;
}

/// Whoever stands before a screen that rests wakes it.
void Screen::Parts::notice() {
  noticed = true;
  redraw = redraw || resting;
}

void Screen::Parts::drag(int y) {
  const int line = painter->u(120);  // a finger moves the list line by line, about as far as it goes itself
  while (local.list.shown > 0 && std::abs(y - drag_y) >= line) {
    const bool towards_start = y > drag_y;
    scroll(towards_start);
    drag_y += towards_start ? line : -line;
    press.cancel();
  }
}

void Screen::Parts::handle(const WindowEvent& event, Input& input) {
  const auto ask = [&](std::optional<till::Asked> asked) {
    if (asked) input.asked.push_back(std::move(*asked));
  };
  if (is_of_a_person(event.kind)) notice();
  switch (event.kind) {
    case WindowEvent::Kind::down:
      press.down(registry, event.x, event.y, steady_ms());
      drag_y = event.y;
      redraw = redraw || !press.id().empty();
      break;
    case WindowEvent::Kind::move: drag(event.y); break;
    case WindowEvent::Kind::up: {
      redraw = redraw || !press.id().empty();
      const Registry::Target* target = press.up(registry, event.x, event.y);
      if (target != nullptr) ask(act(target->action));
      break;
    }
    case WindowEvent::Kind::cancel:
      press.cancel();
      redraw = true;
      break;
    case WindowEvent::Kind::wheel:
      for (int i = 0; i < std::abs(event.y) && local.list.shown > 0; ++i) scroll(event.y < 0);
      break;
    case WindowEvent::Kind::key:
      if (!may_follow_at_once(event.key) && !press.settled(steady_ms())) break;
      if (const auto action = action_of(event.key, shown, registry)) ask(act(*action));
      break;
    case WindowEvent::Kind::exposed: not_presented.assign(1, painter->screen()); break;
    case WindowEvent::Kind::resized: resize_to(window->width(), window->height()); break;
    case WindowEvent::Kind::quit: input.quit = true; break;
    case WindowEvent::Kind::woken: break;
  }
}

Input Screen::wait(int timeout_ms) {
  Parts& p = *parts_;
  Input input;
  if (!p.window) {
    std::unique_lock lock{p.wake_mutex};
    const auto is_woken = [&p] { return p.woken; };
    if (timeout_ms < 0) {
      p.wake_condition.wait(lock, is_woken);
    } else {
      p.wake_condition.wait_for(lock, std::chrono::milliseconds{timeout_ms}, is_woken);
    }
    p.woken = false;
    return input;
  }
  // One event is waited for, then all that are there are taken.
  for (auto event = p.window->wait(timeout_ms); event; event = p.window->wait(0)) p.handle(*event, input);
  p.redraw = p.redraw || (p.customer_window && p.customer_window->is_uncovered());
  present();  // nothing but an exposed window has anything to show here
  return input;
}

void Screen::wake() {
  if (parts_->window) return parts_->window->wake();
  {
    const std::lock_guard lock{parts_->wake_mutex};
    parts_->woken = true;
  }
  parts_->wake_condition.notify_one();
}

std::vector<Widget> Screen::widgets() const {
  std::vector<Widget> all;
  for (const Registry::Target& target : parts_->registry.targets()) all.push_back(target.widget);
  return all;
}

const std::vector<std::string>& Screen::texts() const { return parts_->painter->texts(); }
const std::vector<std::string>& Screen::overflows() const { return parts_->painter->overflows(); }
int Screen::width() const { return parts_->canvas->width(); }
int Screen::height() const { return parts_->canvas->height(); }
const Strings& Screen::strings() const { return parts_->words(); }
const std::uint32_t* Screen::pixels() const { return parts_->canvas->pixels(); }

const std::u32string& Screen::missing_glyphs() const { return parts_->painter->missing(); }
const Access& Screen::access() const { return parts_->access; }
const Access& Screen::usual_access() const { return parts_->usual; }

std::vector<Text> Screen::placed() const {
  std::vector<Text> all;
  for (const Painter::Placed& one : parts_->painter->placed()) {
    const bool behind = all.size() < parts_->local.texts_behind;
    all.push_back(text_of(one, behind ? "screen" : parts_->registry.window()));
  }
  return all;
}

void Screen::set_access(const Access& access) {
  parts_->redraw = parts_->redraw || access != parts_->access;
  parts_->access = access;
  parts_->touched = true;
}

void Screen::set_usual_access(const Access& access) {
  parts_->usual = access;
  set_access(access);
}

core::Result<void> Screen::save_png(const std::string& path) const { return write_png(path, width(), height(), pixels()); }

}  // namespace zhuangui::ui
