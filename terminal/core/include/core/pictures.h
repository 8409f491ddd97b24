#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace zhuangui::core {

/// Bounds of the pictures a release carries: together they come with it, over a county's line.
inline constexpr std::size_t picture_bytes_max = 64 * 1024;
inline constexpr int picture_side_min = 64, picture_side_max = 1024;  ///< pixels
inline constexpr std::size_t pictures_max = 2'000;
inline constexpr std::size_t pictures_bytes_max = 8u << 20;

struct PictureSize {
  int width = 0;
  int height = 0;
  friend bool operator==(const PictureSize&, const PictureSize&) = default;
};

/// What a PNG or JPEG file says of its size; nothing is decoded. Errors: invalid_input (neither, cut off before it says
/// so, or beyond the bounds).
Result<PictureSize> picture_size(std::string_view file);

/// The picture of one product: a whole PNG or JPEG file.
struct Picture {
  std::string product;
  std::string file;
  friend bool operator==(const Picture&, const Picture&) = default;
};

/// Release section `pictures`: "zhuangui-pictures-v1\n", then for each, in the order of products, "PRODUCT BYTES\n" and
/// the file's bytes.
std::string pictures_section(const std::vector<Picture>& pictures);

/// The pictures of a release, found by product. Holds the section's bytes; share it.
class PictureBook {
 public:
  PictureBook() = default;
  /// Whole or not at all. Errors: invalid_input (not such a section, a picture beyond the bounds, one twice).
  static Result<PictureBook> parse(std::string section);

  /// The file; empty where the product has none. Valid as long as this book, and until it is moved.
  [[nodiscard]] std::string_view file(std::string_view product) const;
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  [[nodiscard]] std::vector<Picture> pictures() const;

 private:
  struct Place { std::size_t begin, bytes; };
  std::string section_;
  std::map<std::string, Place, std::less<>> places_;
};

}  // namespace zhuangui::core
