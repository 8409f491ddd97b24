#pragma once
#include <ft2build.h>
#include FT_FREETYPE_H

#include <cstddef>
#include <string>

#include "core/result.h"

namespace zhuangui::ui {

/// A file mapped into memory for as long as this lives: its pages are shared with every process and the cache.
class MappedFile {
 public:
  MappedFile() = default;
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  /// False when it cannot be opened or is empty.
  bool open(const std::string& path);
  /// Gives the pages back that were read so far; they are read again when they are wanted.
  void forget_pages();
  [[nodiscard]] const unsigned char* data() const { return static_cast<const unsigned char*>(data_); }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

/// The simplified Chinese face of a Noto Sans CJK collection.
class FontFace {
 public:
  FontFace() = default;
  ~FontFace();
  FontFace(const FontFace&) = delete;
  FontFace& operator=(const FontFace&) = delete;
  core::Result<void> open(FT_Library library, const std::string& path);
  /// The face set to `size` pixels per em.
  FT_Face at(int size);
  /// To be told of each glyph drawn: every read of the file brings its neighbourhood with it, and 40 MB of two fonts
  /// would come to stay in the memory of a small machine.
  void glyph_was_read();

 private:
  MappedFile file_;
  FT_Face face_ = nullptr;
  int size_ = 0;
  int glyphs_read_ = 0;
};

/// An icon's strokes as 8 bit coverage of `size` by `size` texels written to rows `pitch` apart.
void rasterise_strokes(FT_Library library, const char* path, int weight, int size, unsigned char* into, int pitch);

}  // namespace zhuangui::ui
