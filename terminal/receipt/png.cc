#include <png.h>

#include <stdexcept>

#include "receipt/render.h"

namespace zhuangui::receipt {

std::vector<std::uint8_t> png_bytes(const device::Picture& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_GRAY;
  const std::size_t row_bytes = static_cast<std::size_t>(picture.width + 7) / 8;
  std::vector<std::uint8_t> grey(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height),
                                 255);
  for (std::size_t at = 0; at < grey.size(); ++at) {
    const std::size_t row = at / static_cast<std::size_t>(picture.width);
    const std::size_t column = at % static_cast<std::size_t>(picture.width);
    if (picture.bits[row * row_bytes + column / 8] & (0x80 >> (column % 8))) grey[at] = 0;
  }
  png_alloc_size_t length = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::vector<std::uint8_t> bytes(length);
  if (!png_image_write_to_memory(&image, bytes.data(), &length, 0, grey.data(), 0, nullptr))
    throw std::runtime_error(std::string("libpng: ") + image.message);
  bytes.resize(length);
  return bytes;
}

}  // namespace zhuangui::receipt
