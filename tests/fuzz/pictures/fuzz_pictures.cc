// The pictures of a release: the section they come in, and each file as it is decoded for a screen.
#include <stb/stb_image_write.h>

#include <algorithm>

#include "core/pictures.h"
#include "draw/bitmap.h"
#include "fuzz_target.h"

namespace zhuangui::fuzz {
namespace {

void append(void* into, void* bytes, int count) { static_cast<std::string*>(into)->append(static_cast<const char*>(bytes), static_cast<std::size_t>(count)); }

std::vector<unsigned char> hills(int width, int height, int channels) {
  std::vector<unsigned char> bytes;
  for (int i = 0; i < width * height * channels; ++i) bytes.push_back(static_cast<unsigned char>(i * 7 + i / width));
  return bytes;
}

std::string png(int width, int height, int channels) {
  std::string file;
  const auto bytes = hills(width, height, channels);
  stbi_write_png_to_func(append, &file, width, height, channels, bytes.data(), width * channels);
  return file;
}

std::string jpeg(int width, int height) {
  std::string file;
  const auto bytes = hills(width, height, 3);
  stbi_write_jpg_to_func(append, &file, width, height, 3, bytes.data(), 40);
  return file;
}

void decode(std::string_view file) {
  const auto size = core::picture_size(file);
  if (!size) require_sentence(size.error());
  for (const int side : {1, 33}) {
    const auto bitmap = ui::decode_picture(file, side, 12);
    require(size || !bitmap, "what says no size is not decoded");
    require(!bitmap || bitmap->pixels.size() == static_cast<std::size_t>(side * side), "a bitmap has all its pixels");
  }
}

}  // namespace

std::vector<std::string> seeds() {
  return {png(64, 64, 3), png(65, 80, 4), png(70, 64, 1), jpeg(64, 64), jpeg(80, 65), core::pictures_section({}),
          core::pictures_section({{"P-1", png(64, 64, 3)}, {"P-2", jpeg(64, 64)}})};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  const std::string_view text = fuzz::text_of(data, size);
  fuzz::decode(text);
  const auto book = core::PictureBook::parse(std::string{text});
  if (!book) {
    fuzz::require_sentence(book.error());
    return 0;
  }
  const std::string written = core::pictures_section(book->pictures());
  const auto back = core::PictureBook::parse(written);
  fuzz::require(back && back->pictures() == book->pictures(), "pictures come back as they were written");
  for (const core::Picture& picture : book->pictures()) fuzz::decode(picture.file);
  return 0;
}
