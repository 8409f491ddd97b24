#include "picture_file.h"

#include <stb/stb_image_write.h>

#include <vector>

namespace zhuangui::ui {

core::Result<void> write_png(const std::string& path, int width, int height, const std::uint32_t* pixels) {
  const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  std::vector<std::uint8_t> bytes;
  bytes.reserve(count * 3);
  for (std::size_t i = 0; i < count; ++i) {
    for (const int shift : {16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(pixels[i] >> shift));
  }
  if (stbi_write_png(path.c_str(), width, height, 3, bytes.data(), width * 3) == 0) {
    return core::fail(core::Errc::permission, "write picture " + path,
                      "check that the folder exists, can be written and is not full");
  }
  return {};
}

}  // namespace zhuangui::ui
