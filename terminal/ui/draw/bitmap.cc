#include "draw/bitmap.h"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <atomic>

#include "core/pictures.h"

namespace zhuangui::ui {
namespace {

struct Decoded {
  std::vector<unsigned char> bytes;  // red, green, blue, alpha
  int width = 0;
  int height = 0;
};

std::vector<unsigned char> room_for(const core::PictureSize& size) {
  return std::vector<unsigned char>(4 * static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
}

std::optional<Decoded> decode_png(std::string_view file, const core::PictureSize& size) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) return std::nullopt;
  image.format = PNG_FORMAT_RGBA;
  Decoded made{room_for(size), size.width, size.height};
  const bool same = static_cast<int>(image.width) == size.width && static_cast<int>(image.height) == size.height;
  const bool read = same && png_image_finish_read(&image, nullptr, made.bytes.data(), 4 * size.width, nullptr) != 0;
  const bool whole = read && image.warning_or_error == 0;
  png_image_free(&image);
  return whole ? std::optional{std::move(made)} : std::nullopt;
}

std::optional<Decoded> decode_jpeg(std::string_view file, const core::PictureSize& size) {
  struct Handle {
    tjhandle turbo = tjInitDecompress();
    ~Handle() { tjDestroy(turbo); }
  } handle;
  const auto* bytes = reinterpret_cast<const unsigned char*>(file.data());
  const auto count = static_cast<unsigned long>(file.size());
  int width = 0, height = 0, subsampling = 0, colours = 0;
  if (handle.turbo == nullptr || tjDecompressHeader3(handle.turbo, bytes, count, &width, &height, &subsampling, &colours) != 0) return std::nullopt;
  if (width != size.width || height != size.height) return std::nullopt;
  Decoded made{room_for(size), width, height};
  // Whole or not at all; and no more scans than a picture of ours needs. The accurate transform is the same everywhere.
  constexpr int flags = TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS;
  if (tjDecompress2(handle.turbo, bytes, count, made.bytes.data(), width, 0, height, TJPF_RGBA, flags) != 0) return std::nullopt;
  return made;
}

std::optional<Decoded> decode(std::string_view file) {
  const auto size = core::picture_size(file);
  if (!size) return std::nullopt;
  return file.front() == '\x89' ? decode_png(file, *size) : decode_jpeg(file, *size);
}

constexpr int parts = 256;  // of a source pixel

/// Which source pixels one wanted pixel covers, and how much of each.
struct Span {
  int first = 0;
  std::vector<int> weights;
};

std::vector<Span> spans(int offset, int length, int wanted) {
  std::vector<Span> made;
  for (int i = 0; i < wanted; ++i) {
    const int begin = static_cast<int>(std::int64_t{i} * length * parts / wanted);
    const int end = std::max(begin + 1, static_cast<int>(std::int64_t{i + 1} * length * parts / wanted));
    Span span{offset + begin / parts, {}};
    for (int at = begin; at < end; at = (at / parts + 1) * parts) span.weights.push_back(std::min(end, (at / parts + 1) * parts) - at);
    made.push_back(std::move(span));
  }
  return made;
}

/// The mean of what a wanted pixel covers. Colours count by their alpha, so that what cannot be seen tints nothing.
std::uint32_t mean(const Decoded& from, const Span& across, const Span& down) {
  std::array<std::int64_t, 3> colour{};
  std::int64_t alpha = 0, area = 0;
  for (std::size_t row = 0; row < down.weights.size(); ++row) {
    const unsigned char* pixel = from.bytes.data() + 4 * (std::ptrdiff_t{down.first + static_cast<int>(row)} * from.width + across.first);
    for (const int width : across.weights) {
      const std::int64_t weight = std::int64_t{width} * down.weights[row];
      for (std::size_t channel = 0; channel < 3; ++channel) colour[channel] += weight * pixel[3] * pixel[channel];
      alpha += weight * pixel[3];
      area += weight;
      pixel += 4;
    }
  }
  std::uint32_t made = static_cast<std::uint32_t>((alpha + area / 2) / area);
  for (const std::int64_t sum : colour) made = made << 8 | static_cast<std::uint32_t>(alpha == 0 ? 0 : (sum + alpha / 2) / alpha);
  return made;
}

/// How many of 16 by 16 places in the pixel at x, y from the corner lie inside the round, of 256.
int corner_cover(int x, int y, int radius) {
  const std::int64_t edge = std::int64_t{32} * radius;
  int inside = 0;
  for (int row = 0; row < 16; ++row) {
    for (int column = 0; column < 16; ++column) {
      const std::int64_t dx = edge - (32 * x + 2 * column + 1);
      const std::int64_t dy = edge - (32 * y + 2 * row + 1);
      inside += dx * dx + dy * dy <= edge * edge ? 1 : 0;
    }
  }
  return inside;
}

void round_corners(Bitmap& bitmap, int radius) {
  const int last = bitmap.width - 1;
  for (int y = 0; y < radius; ++y) {
    for (int x = 0; x < radius; ++x) {
      const auto cover = static_cast<std::uint32_t>(corner_cover(x, y, radius));
      if (cover == 256) continue;
      for (const auto& [px, py] : {std::pair{x, y}, {last - x, y}, {x, last - y}, {last - x, last - y}}) {
        std::uint32_t& pixel = bitmap.pixels[static_cast<std::size_t>(py) * static_cast<std::size_t>(bitmap.width) + static_cast<std::size_t>(px)];
        pixel = (pixel & 0xFFFFFFU) | ((pixel >> 24) * cover / 256) << 24;
      }
    }
  }
}

}  // namespace

std::optional<Bitmap> decode_picture(std::string_view file, int side, int radius) {
  static std::atomic<std::uint64_t> numbers{0};
  if (side <= 0) return std::nullopt;
  const auto from = decode(file);
  if (!from) return std::nullopt;
  const int square = std::min(from->width, from->height);
  const auto across = spans((from->width - square) / 2, square, side);
  const auto down = spans((from->height - square) / 2, square, side);
  Bitmap made{side, side, {}, ++numbers};
  made.pixels.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (const Span& row : down)
    for (const Span& column : across) made.pixels.push_back(mean(*from, column, row));
  round_corners(made, std::min(radius, side / 2));
  return made;
}

}  // namespace zhuangui::ui
