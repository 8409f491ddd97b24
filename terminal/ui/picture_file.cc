#include "picture_file.h"

#include <png.h>

#include <vector>

namespace zhuangui::ui {

core::Result<void> write_png(const std::string& path, int width, int height, const std::uint32_t* pixels) {
  const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  std::vector<std::uint8_t> bytes;
  bytes.reserve(count * 3);
  for (std::size_t i = 0; i < count; ++i) {
    for (const int shift : {16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(pixels[i] >> shift));
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = PNG_FORMAT_RGB;
  if (png_image_write_to_file(&image, path.c_str(), 0, bytes.data(), 0, nullptr) == 0) {
    return core::fail(core::Errc::permission, "write picture " + path + ": " + image.message,
                      "check that the folder exists, can be written and is not full");
  }
  return {};
}

}  // namespace zhuangui::ui
