#include "ui/screen.h"

#include <algorithm>
#include <utility>

#include "picture_file.h"
#include "screen_parts.h"
#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

constexpr Colour black{0, 0, 0, 255};
constexpr int width_min = 640, height_min = 480, width_max = 7680, height_max = 4320;

/// Names what stands on the screen: a press that began on one surface does nothing on another.
std::uint64_t surface_of(const Shown& shown) {
  return shown.screen * 64 + (shown.confirm_training ? 32U : 0U) + (shown.blank ? 16U : 0U) + (shown.notice_in_strip ? 8U : 0U) + (shown.access_open ? 4U : 0U) + (shown.help_open ? 2U : 0U) +
         (shown.confirm_clear ? 1U : 0U);
}

}  // namespace

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
  if (view.till.training) theme = for_training(theme);
  painter->set_unit_percent(scale_percent * theme.unit_percent / 100);
  painter->begin();
  registry.begin();
  local.texts_behind = 0;
  local.list.shown = 0;
  if (view.surroundings.rest.blank) {
    painter->fill(painter->screen(), black);
    return;
  }
  Page page{*painter, registry, words(), view, press.id(), local, theme, access, show_keys && !till::is_self_service(view.till), pictures.get()};
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
  const bool sale_ended = idle && (was == till::State::selling || was == till::State::paying || was == till::State::committing || was == till::State::paid ||
                                   was == till::State::calling || was == till::State::set_aside);
  if (sale_ended || (idle && now_ms - touched_wall_ms >= forgotten_after_ms)) {
    access = usual;
    local.access_open = false;
  }
  if (view.till.state != till::State::searching && view.till.state != till::State::quick && view.till.state != till::State::tracing && view.till.state != till::State::weighing && !local.listed.empty()) {
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
  p.shown = {view.till.state, view.till.screen, view.till.cart.lines.size(), view.till.help_open, view.till.confirm_clear, view.till.confirm_training,
             p.local.access_open, p.local.notice_in_strip, rest.blank, view.till.still_there_until_ms != 0};
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
