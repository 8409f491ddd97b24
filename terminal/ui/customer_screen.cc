#include "ui/customer_screen.h"

#include "draw/sheet.h"
#include "picture_file.h"
#include "screens/screens.h"

namespace zhuangui::ui {

struct CustomerScreen::Parts : Sheet {
  Strings words;
  Access access;
  Theme theme;
  Registry registry;  // stays empty: nothing can be pressed
  LocalState local;
  std::shared_ptr<PictureShelf> pictures;
};

CustomerScreen::CustomerScreen(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
CustomerScreen::~CustomerScreen() = default;

core::Result<std::unique_ptr<CustomerScreen>> CustomerScreen::create(const Options& options) {
  auto parts = std::make_unique<Parts>();
  auto words = Strings::load(options.strings_folder, options.access.language);
  if (!words) return tl::unexpected(words.error());
  parts->words = std::move(*words);
  auto sprites = Sprites::open(options.regular_font, options.bold_font);
  if (!sprites) return tl::unexpected(sprites.error());
  parts->sprites = std::move(*sprites);
  parts->access.language = options.access.language;
  parts->access.high_contrast = options.access.high_contrast;
  parts->theme = make_theme(options.access.high_contrast, false);
  parts->pictures = options.pictures;
  parts->resize(options.width, options.height);
  return std::unique_ptr<CustomerScreen>{new CustomerScreen{std::move(parts)}};
}

std::vector<Rect> CustomerScreen::draw(const till::View& view, int width, int height) {
  Parts& p = *parts_;
  p.resize(width, height);
  const till::Rest& rest = view.surroundings.rest;
  static const std::string nothing;
  return p.paint(
      [&] {
        p.painter->begin();
        p.registry.begin();
        const Theme theme = view.till.training ? for_training(p.theme) : p.theme;
        Page page{*p.painter, p.registry, p.words, view, nothing, p.local, theme, p.access, false, p.pictures.get()};
        if (rest.blank) page.paint.fill(page.paint.screen(), {0, 0, 0, 255});
        else draw_customer(page);
        darken(page.paint, rest.brightness_percent);
      },
      rest.shift_x, rest.shift_y);
}

int CustomerScreen::width() const { return parts_->canvas->width(); }
int CustomerScreen::height() const { return parts_->canvas->height(); }
const std::uint32_t* CustomerScreen::pixels() const { return parts_->canvas->pixels(); }
const std::vector<std::string>& CustomerScreen::texts() const { return parts_->painter->texts(); }
const std::vector<std::string>& CustomerScreen::overflows() const { return parts_->painter->overflows(); }
const std::u32string& CustomerScreen::missing_glyphs() const { return parts_->painter->missing(); }

std::vector<Text> CustomerScreen::placed() const {
  std::vector<Text> all;
  for (const Painter::Placed& one : parts_->painter->placed()) all.push_back(text_of(one, "customer"));
  return all;
}

core::Result<void> CustomerScreen::save_png(const std::string& path) const { return write_png(path, width(), height(), pixels()); }

}  // namespace zhuangui::ui
