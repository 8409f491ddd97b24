#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "till/view.h"
#include "ui/screen.h"

namespace zhuangui::ui {

/// What the customer sees on a second display: the counter's face while idle, the lines and the total of the cart as it
/// grows, what is due, what was received and the change. Nothing on it can be pressed. It only draws: the window is
/// Screen's (present_customer). One thread at a time.
class CustomerScreen {
 public:
  /// Of `options` only size, language, contrast, words and fonts count. Errors as of Screen::create.
  static core::Result<std::unique_ptr<CustomerScreen>> create(const Options& options);
  ~CustomerScreen();
  CustomerScreen(const CustomerScreen&) = delete;
  CustomerScreen& operator=(const CustomerScreen&) = delete;

  /// Draws what differs from the frame before; the changed parts. A size that differs from the last one begins anew.
  std::vector<Rect> draw(const till::View& view, int width, int height);

  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;
  /// The frame last drawn as rows of 0xFFRRGGBB.
  [[nodiscard]] const std::uint32_t* pixels() const;
  /// Of the frame last drawn, as of Screen.
  [[nodiscard]] const std::vector<std::string>& texts() const;
  [[nodiscard]] const std::vector<std::string>& overflows() const;
  [[nodiscard]] std::vector<Text> placed() const;
  [[nodiscard]] const std::u32string& missing_glyphs() const;
  core::Result<void> save_png(const std::string& path) const;

 private:
  struct Parts;
  explicit CustomerScreen(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace zhuangui::ui
