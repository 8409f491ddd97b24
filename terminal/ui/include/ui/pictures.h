#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "core/pictures.h"

namespace zhuangui::ui {

struct Bitmap;

/// The pictures of the goods as screens draw them: decoded and scaled when first asked for, in a thread of its own, and
/// kept as long as they fit into bytes_max, the longest unused going first. Any thread.
class PictureShelf {
 public:
  static constexpr std::size_t bytes_max = 8u << 20;

  /// beside: in its own thread; at_once: where a picture is asked for, so that a screen is drawn whole the first time.
  enum class Work { beside, at_once };
  explicit PictureShelf(Work work);
  ~PictureShelf();
  PictureShelf(const PictureShelf&) = delete;
  PictureShelf& operator=(const PictureShelf&) = delete;

  /// Those of another release: all that was decoded is forgotten.
  void replace(std::shared_ptr<const core::PictureBook> book);
  /// The picture of `product` as a square of `side` pixels; null while there is none: the product has no picture, it
  /// cannot be decoded, or it is still being decoded.
  std::shared_ptr<const Bitmap> at(std::string_view product, int side, int radius);
  /// Called from its thread when a picture has come that was asked for: what shows it is to be drawn again. Null: nobody
  /// is told any more, from the return of this call on.
  void on_arrival(std::function<void()> tell);
  /// How many have come so far.
  [[nodiscard]] std::uint64_t arrivals() const;
  /// Nothing is being decoded or waits for it.
  [[nodiscard]] bool at_rest() const;
  /// Bytes of pixels that are kept.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace zhuangui::ui
