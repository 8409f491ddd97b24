#include "core/pictures.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace zhuangui::core {
namespace {

constexpr std::string_view first_line = "zhuangui-pictures-v1\n";
constexpr std::string_view png_begin = "\x89PNG\r\n\x1A\n";
constexpr std::string_view jpeg_begin = "\xFF\xD8\xFF";
constexpr std::size_t product_bytes_max = 32;

tl::unexpected<Error> refused(const std::string& why) {
  return fail(Errc::invalid_input, "read a picture: " + why,
              "give a PNG or JPEG file of " + std::to_string(picture_side_min) + " to " + std::to_string(picture_side_max) + " pixels a side and at most " +
                  std::to_string(picture_bytes_max / 1024) + " KiB");
}

/// `count` bytes from `at`, the most significant first; the caller knows that they are there.
std::int64_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

Result<PictureSize> bounded(std::int64_t width, std::int64_t height) {
  const auto fits = [](std::int64_t side) { return side >= picture_side_min && side <= picture_side_max; };
  if (!fits(width) || !fits(height)) return refused("it is " + std::to_string(width) + "x" + std::to_string(height) + " pixels");
  return PictureSize{static_cast<int>(width), static_cast<int>(height)};
}

// PNG (ISO/IEC 15948) 11.2.2: IHDR is the first chunk, its data begins with width and height.
Result<PictureSize> png_size(std::string_view file) {
  if (file.size() < 24 || big_endian(file, 8, 4) != 13 || file.substr(12, 4) != "IHDR") return refused("its PNG header is not whole");
  return bounded(big_endian(file, 16, 4), big_endian(file, 20, 4));
}

bool is_frame(unsigned char marker) { return marker == 0xC0 || marker == 0xC1 || marker == 0xC2; }
bool has_no_length(unsigned char marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); }

// JPEG (ITU-T T.81) B.2.2: the frame header, after segments that each say their length. Baseline, extended, progressive.
Result<PictureSize> jpeg_size(std::string_view file) {
  for (std::size_t at = 2; at + 1 < file.size();) {
    if (file[at] != '\xFF') return refused("its JPEG segments do not follow each other");
    const auto marker = static_cast<unsigned char>(file[at + 1]);
    if (marker == 0xFF) {  // a fill byte
      ++at;
      continue;
    }
    at += 2;
    if (has_no_length(marker)) continue;
    if (at + 2 > file.size()) break;
    const auto length = static_cast<std::size_t>(big_endian(file, at, 2));
    if (length < 2 || at + length > file.size()) break;
    if (is_frame(marker)) {
      if (length < 8) break;
      return bounded(big_endian(file, at + 5, 2), big_endian(file, at + 3, 2));
    }
    if (marker == 0xDA || marker == 0xD9) break;  // the picture itself, or its end
    at += length;
  }
  return refused("its JPEG header is not whole");
}

}  // namespace

Result<PictureSize> picture_size(std::string_view file) {
  if (file.size() > picture_bytes_max) return refused("it has " + std::to_string(file.size()) + " bytes");
  if (file.starts_with(png_begin)) return png_size(file);
  if (file.starts_with(jpeg_begin)) return jpeg_size(file);
  return refused("it is neither PNG nor JPEG");
}

std::string pictures_section(const std::vector<Picture>& pictures) {
  std::vector<const Picture*> ordered;
  for (const Picture& picture : pictures) ordered.push_back(&picture);
  std::sort(ordered.begin(), ordered.end(), [](const Picture* a, const Picture* b) { return a->product < b->product; });
  std::string section{first_line};
  for (const Picture* picture : ordered) section += picture->product + " " + std::to_string(picture->file.size()) + "\n" + picture->file;
  return section;
}

Result<PictureBook> PictureBook::parse(std::string section) {
  const auto bad = [](const std::string& why) { return fail(Errc::invalid_input, "read the pictures: " + why, "ask the county to publish again"); };
  if (section.size() > pictures_bytes_max) return bad("they are over " + std::to_string(pictures_bytes_max >> 20) + " MiB");
  if (!section.starts_with(first_line)) return bad("they do not begin with " + std::string{first_line.substr(0, first_line.size() - 1)});
  PictureBook book;
  for (std::size_t at = first_line.size(); at < section.size();) {
    const std::size_t end = section.find('\n', at);
    if (end == std::string::npos || end - at > product_bytes_max + 16) return bad("a picture has no line of its own");
    const std::string_view line = std::string_view{section}.substr(at, end - at);
    const std::size_t blank = line.find(' ');
    std::size_t bytes = 0;
    if (blank == std::string_view::npos || blank == 0) return bad("a picture has no line of its own");
    const auto read = std::from_chars(line.data() + blank + 1, line.data() + line.size(), bytes);
    if (read.ec != std::errc{} || read.ptr != line.data() + line.size()) return bad("a picture does not say its length");
    const std::string product{line.substr(0, blank)};
    at = end + 1;
    if (bytes > section.size() - at) return bad("the picture of " + product + " is cut off");
    if (const auto size = picture_size(std::string_view{section}.substr(at, bytes)); !size) return bad("that of " + product + ": " + size.error().cause);
    if (!book.places_.emplace(product, Place{at, bytes}).second) return bad("that of " + product + " is there twice");
    if (book.places_.size() > pictures_max) return bad("there are over " + std::to_string(pictures_max));
    at += bytes;
  }
  book.section_ = std::move(section);
  return book;
}

std::string_view PictureBook::file(std::string_view product) const {
  const auto found = places_.find(product);
  return found == places_.end() ? std::string_view{} : std::string_view{section_}.substr(found->second.begin, found->second.bytes);
}

std::vector<Picture> PictureBook::pictures() const {
  std::vector<Picture> all;
  for (const auto& [product, place] : places_) all.push_back({product, section_.substr(place.begin, place.bytes)});
  return all;
}

}  // namespace zhuangui::core
