#include "draw/fonts.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

namespace zhuangui::ui {
namespace {

// At 64 KiB around each glyph at most 4 MiB, and a hundred microseconds to read them again.
constexpr int glyphs_between_forgetting = 64;

}  // namespace

bool MappedFile::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct stat facts {};
  if (fstat(descriptor, &facts) == 0 && facts.st_size > 0) {
    size_ = static_cast<std::size_t>(facts.st_size);
    data_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (data_ == MAP_FAILED) data_ = nullptr;
  }
  ::close(descriptor);
  return data_ != nullptr;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) munmap(data_, size_);
}

void MappedFile::forget_pages() {
  if (data_ != nullptr) madvise(data_, size_, MADV_DONTNEED);
}

FontFace::~FontFace() {
  if (face_ != nullptr) FT_Done_Face(face_);
}

core::Result<void> FontFace::open(FT_Library library, const std::string& path) {
  const std::string remedy = "install the package fonts-noto-cjk: apt install fonts-noto-cjk";
  if (!file_.open(path)) return core::fail(core::Errc::not_found, "open font " + path + ": " + std::strerror(errno), remedy);
  // The collection holds one face per region; the simplified Chinese one stands third, but look to be sure.
  constexpr FT_Long faces_max = 16;
  constexpr FT_Long expected = 2;
  for (FT_Long step = 0; step < faces_max; ++step) {
    const FT_Long index = (expected + step) % faces_max;
    if (FT_New_Memory_Face(library, file_.data(), static_cast<FT_Long>(file_.size()), index, &face_) != 0) {
      face_ = nullptr;
      continue;
    }
    if (face_->family_name != nullptr && std::strcmp(face_->family_name, "Noto Sans CJK SC") == 0) return {};
    FT_Done_Face(face_);
    face_ = nullptr;
  }
  return core::fail(core::Errc::corrupt, "font " + path + " holds no face Noto Sans CJK SC", remedy);
}

FT_Face FontFace::at(int size) {
  if (size != size_) {
    FT_Set_Pixel_Sizes(face_, 0, static_cast<FT_UInt>(size));
    size_ = size;
  }
  return face_;
}

void FontFace::glyph_was_read() {
  if (++glyphs_read_ < glyphs_between_forgetting) return;
  glyphs_read_ = 0;
  file_.forget_pages();
}

}  // namespace zhuangui::ui
